"""What type checkers accept is right when it runs, too."""

from __future__ import annotations

import accepted

import homept as pt
from homept.routine import Relaxation


def test_the_accepted_code_runs() -> None:
    """Each of its functions, one after the other."""
    routine = accepted.build(pt.Request(regions={"knee"}, minutes=15))
    assert isinstance(routine, pt.Routine)
    plan = pt.Plan.every(routine, id="p", start=accepted.MONDAY, weeks=1, days=2, at="after-waking")

    assert "heel-slide" == accepted.find().id
    assert "3x10 hold 5s tempo 3-1-3 load 2.5kg rest 60s" == accepted.doses().notation()
    assert "p-1" == accepted.follow(routine).plan
    assert plan == accepted.store(plan)
    assert "unknown" == accepted.score().matters  # one answer is too few
    assert 5 == len(accepted.use_modules_of_the_front_door())


def test_the_accepted_code_meets_a_wish_that_cannot_be_met() -> None:
    """It gets the ways out."""
    found = accepted.build(pt.Request(regions={"jaw"}, positions={"kneeling"}, minutes=5))

    assert isinstance(found, tuple)
    assert found
    assert {Relaxation} == set(map(type, found))
