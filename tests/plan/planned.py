"""What the tests of plans share: one small routine, and the days around one Monday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ten_exercises import ten_exercises

import homept as pt
from homept.plan import Frequency, Phase, Slot

MONDAY = date(2026, 11, 23)

PERSON = pt.Person(age=67, conditions=(), equipment={"chair", "wall"}, screening=pt.Screening.all_clear(on=MONDAY))
ROUTINE = pt.build_routine(ten_exercises(), PERSON, pt.Request(regions={"knee"}, minutes=15), on=MONDAY)


def day(number: int) -> date:
    """Return the day so many days after the Monday."""
    return MONDAY + timedelta(days=number)


def weekly(**fields: Any) -> pt.Plan:
    """Plan the routine: four weeks of Mondays, Wednesdays and Fridays after waking, where *fields* say nothing else."""
    usual: dict[str, Any] = {"id": "knee-1", "start": MONDAY, "weeks": 4, "days": "mon wed fri", "at": "after-waking"}
    return pt.Plan.weekly(ROUTINE, **{**usual, **fields})


def phase(id: str, **fields: Any) -> Phase:
    """Make a phase of four weeks, daily after waking, that has not started, where *fields* say nothing else."""
    usual: dict[str, Any] = {
        "routine": ROUTINE,
        "weeks": 4,
        "frequency": Frequency(every_days=1),
        "slots": [Slot(name="session", habit="after-waking")],
    }
    return Phase(id=id, **{**usual, **fields})
