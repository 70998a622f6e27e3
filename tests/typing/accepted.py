"""
What an app writes, which ``mypy --strict`` must accept; run as well, so that it is right in both ways.

Nothing here is a test; the run of mypy over the tests is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, assert_type
from zoneinfo import ZoneInfo

import homept as pt
from homept import codec
from homept.catalog import FilterCount, SearchHit
from homept.load import Load, Mass, parse_load
from homept.measures import Norm, Score, ScoreChange
from homept.plan import Occurrence
from homept.progress import Advice, Entry, PainScore, Review
from homept.routine import Relaxation
from homept.vocabulary import Goal, Region
from homept.work import Work

MONDAY = date(2026, 11, 23)
DUBLIN = ZoneInfo("Europe/Dublin")


def find() -> pt.Exercise:
    """Look at the catalog in every way."""
    catalog = pt.load_catalog(language="en")
    assert_type(catalog, pt.Catalog)
    knee = catalog.filter(regions={"knee"}, goals=["strength", "mobility"], levels={1, 2})
    # A member of an enumeration is a string too.
    knee = knee.filter(regions={Region.KNEE}, goals=(Goal.STRENGTH,), where=lambda exercise: not exercise.needs_floor)
    assert_type(knee, pt.Catalog)
    mapping: Mapping[str, pt.Exercise] = catalog
    assert_type(catalog.explain(), tuple[FilterCount, ...])
    hits = catalog.search("heel slide", limit=3)
    assert_type(hits, tuple[SearchHit, ...])
    for id, exercise in mapping.items():
        assert_type(id, str)
        assert_type(exercise, pt.Exercise)
        assert_type(exercise.regions, tuple[str, ...])
    assert_type(catalog.get("no-such"), pt.Exercise | None)
    return hits[0].exercise


def doses() -> pt.Dose:
    """Make doses, and read them."""
    dose = pt.Dose(pt.Repetitions(10, hold_seconds=5), sets=3, rest_seconds=60, tempo=(3, 1, 3), load=Mass("2.5", "kg"))
    assert_type(pt.Dose.parse(dose.notation()), pt.Dose)
    assert_type(dose.work, Work)
    assert_type(dose.load, Load | None)
    assert_type(parse_load("band:red"), Load)
    if isinstance(dose.work, pt.Repetitions):
        assert_type(dose.work.count, int)
    masses = [Mass(2), Mass("2.5"), Mass(Decimal("2.5"), "lb")]
    assert_type(masses[0].amount, Decimal)
    return dose


def person() -> pt.Person:
    """Say what is known of somebody, in any collections."""
    return pt.Person(
        age=67,
        conditions={"knee-osteoarthritis"},
        other_conditions=["gout"],
        surgeries=[pt.Surgery(procedure="knee-replacement", on=None, side="left")],
        equipment=("chair", "wall"),
        weight_bearing={"left-leg": "full"},
        affected_sides=[("knee", "left")],
        screening=pt.Screening.all_clear(on=MONDAY),
        gets_up_from_floor=None,
    )


def build(wish: pt.Request) -> pt.Routine | tuple[Relaxation, ...]:
    """Build, and meet every outcome."""
    healthy = pt.Person(age=40, conditions=(), equipment={"chair", "wall", "mat"}, screening=pt.Screening.all_clear(on=MONDAY))
    try:
        routine = pt.build_routine(pt.load_catalog(), healthy, wish, on=MONDAY)
    except pt.StopAndContact as stop:
        assert_type(stop.sentences, tuple[str, ...])
        raise
    except pt.NothingFits as nothing:
        assert_type(nothing.relaxations, tuple[Relaxation, ...])
        return nothing.relaxations
    assert_type(routine.items[0].exercise, pt.Exercise)
    assert_type(routine.minutes, int)
    return routine


def follow(routine: pt.Routine) -> Review:
    """Plan, record and review."""
    plan = pt.Plan.weekly(
        routine, id="p-1", start=MONDAY, weeks=2, days="mon wed fri", at={"morning": time(7, 30)}, time_zone="Europe/Dublin"
    )
    assert_type(pt.Plan.every(routine, id="p-2", start=MONDAY, weeks=2, days=2, at="after-waking"), pt.Plan)
    due = plan.occurrences(MONDAY, date(2026, 11, 30))
    assert_type(due, tuple[Occurrence, ...])
    at = datetime(2026, 11, 23, 7, 40, tzinfo=DUBLIN)
    journal = pt.Journal(replica="phone-1")
    journal = journal.done(due[0], at=at, recorded_at=at, pain_before=2, pain_during={"knee/left": 3}, effort=4, symptoms=set())
    journal = journal.skipped(due[1], reason="no-time", at=at, recorded_at=at)
    journal = journal.next_morning(due[0], at=at, recorded_at=at, pain=[PainScore(score=1, moment="next-morning")])
    assert_type(journal.entries, tuple[Entry, ...])
    found = pt.review(plan, journal.merge(journal), as_of=date(2026, 11, 25), audience="therapist")
    assert_type(found.sessions.value, float | None)
    assert_type(found.advice, tuple[Advice, ...])
    return found


def store(plan: pt.Plan) -> pt.Plan:
    """Write and read; the class asked for is the class that comes back."""
    written = codec.to_dict(plan)
    assert_type(written, dict[str, Any])
    assert_type(codec.from_dict(written, pt.Plan), pt.Plan)
    assert_type(codec.from_json(codec.to_json(pt.load_catalog()), pt.Catalog), pt.Catalog)
    return codec.from_json(codec.to_json(plan), pt.Plan)


def score() -> ScoreChange:
    """Answers by item or in order, and the change between two scores."""
    measure = pt.measures.load_measures()["psfs"]
    first = measure.score([4, 5, Decimal(6), None, None])
    assert_type(first, Score)
    assert_type(first.value, Decimal | None)
    change = measure.change_between(first, measure.score({"activity-1": 7, "activity-2": None}))
    assert_type(change.matters, str)
    assert_type(measure.norm(age=70, sex="female"), Norm | None)
    return change


def use_modules_of_the_front_door() -> list[str]:
    """The submodules that are names of the front door need no import of their own."""
    verdict = pt.safety.judge(find(), person(), on=MONDAY)
    assert_type(verdict.outcome, str)
    gate = pt.policies.pain_gate("knee-hip-bands")
    label = pt.vocabulary.word("regions", "knee").label()
    return [pt.messages.messages("en")("label.steps"), gate.id, label, verdict.outcome, pt.__version__]
