"""
The whole loop on the real catalog: build a routine, plan four weeks, log two of them in a file, reopen it, and review.

Run it with ``make demo``, or with ``python examples/first_routine.py`` where homept is installed with its extra ``storage``.
"""

from __future__ import annotations

import tempfile
from datetime import date, time, timedelta
from pathlib import Path

import homept as pt
from homept.progress import ExerciseReport
from homept.storage import JournalStore

MONDAY = date(2026, 11, 23)


def build() -> pt.Routine:
    """Build a routine for a person with a sore knee who has 15 minutes."""
    person = pt.Person(
        age=67,
        conditions={"knee-osteoarthritis"},
        equipment={"chair", "wall"},
        screening=pt.Screening.all_clear(on=date(2026, 11, 20)),
    )
    wish = pt.Request(regions={"knee"}, goals={"mobility", "strength"}, minutes=15)
    return pt.build_routine(pt.load_catalog(), person, wish, on=MONDAY)


def log_two_weeks(plan: pt.Plan, journal: pt.Journal) -> pt.Journal:
    """Write down two weeks: four sessions done, one done in part, one skipped since it hurt."""
    for number, due in enumerate(plan.occurrences(end=MONDAY + timedelta(weeks=2))):
        assert due.at is not None, "each session of this plan has a clock time"
        at = due.at + timedelta(minutes=10)
        noted = at + timedelta(minutes=20)
        morning = at + timedelta(days=1)
        if number == 3:
            journal = journal.skipped(due, reason="pain", at=at, recorded_at=noted, symptoms=set())
            continue
        if number == 2:
            first, *_, last = plan.routine_for(due).items
            items = [
                ExerciseReport(item=first.id, status="done"),
                ExerciseReport(item=last.id, status="skipped", skip_reason="too-tired"),
            ]
            journal = journal.partial(due, at=at, recorded_at=noted, pain_before=2, pain_during=4, symptoms=set(), items=items)
        else:
            journal = journal.done(
                due,
                at=at,
                recorded_at=noted,
                pain_before={"knee/left": 2},
                pain_during={"knee/left": 2},
                pain_after={"knee/left": 1},
                minutes_after=20,
                effort=4,
                symptoms=set(),
            )
        journal = journal.next_morning(due, at=morning, recorded_at=morning, pain={"knee/left": 1}, symptoms=set())
    return journal


def main() -> None:
    """Go once around the loop and print what the person and the therapist would read."""
    routine = build()
    print(routine.to_text())

    plan = pt.Plan.weekly(
        routine, id="knee-1", start=MONDAY, weeks=4, days="mon wed fri", at=time(7, 30), time_zone="Europe/Dublin"
    )
    sessions = plan.occurrences()
    print(f"\n\nPlanned: {len(sessions)} sessions, from {sessions[0].at} to {sessions[-1].at}\n\n")

    file = Path(tempfile.mkdtemp()) / "journal.db"
    with JournalStore(file) as store:
        journal = log_two_weeks(plan, store.load(person="p-1", replica="phone-1"))
        store.save(journal, person="p-1")

    # A new start of the app: everything comes from the file.
    with JournalStore(file, create=False) as store:
        journal = store.load(person="p-1", replica="phone-1")
    after_two_weeks = date(2026, 12, 7)
    print(pt.review(plan, journal, as_of=after_two_weeks).to_text())
    print("\n")
    print(pt.review(plan, journal, as_of=after_two_weeks, audience="therapist").to_text())


if __name__ == "__main__":
    main()
