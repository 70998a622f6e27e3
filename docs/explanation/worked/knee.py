"""A worn knee and a published program: what it becomes for one person, two weeks of notes, and the next step."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import homept as pt
from homept.plan import load_programs, start_program
from homept.progress import phase_progress
from homept.routine import alternatives

MONDAY = date(2026, 11, 23)
DUBLIN = ZoneInfo("Europe/Dublin")

# A woman of 67 with a worn right knee and fragile bones. She has a chair and a kitchen counter.
person = pt.Person(
    age=67,
    conditions={"knee-osteoarthritis", "osteoporosis"},
    affected_sides={"knee": "right"},
    equipment={"chair", "counter"},
    gets_up_from_floor=False,
    screening=pt.Screening.all_clear(on=date(2026, 11, 20)),
)
catalog = pt.load_catalog()
program = load_programs()["knee-arthritis"]
started = start_program(program, catalog, person, id="knee-1", on=MONDAY, at=time(7, 30), time_zone="Europe/Dublin")
print(f"{program.title}, changed for her:")
for change in started.adaptations:
    print(f"  {change.phase}, {change.kind}: {change.text()}")
print("In the first part:")
for item in started.plan.phases[0].routine.items:
    print(f"  {item.exercise.name}, {item.dose.notation()}")

# Two weeks, three sessions a week. Her knee hurts a little while she moves, and is as it was the next morning.
plan = started.plan
journal = pt.Journal(replica="phone")
for due in plan.occurrences(end=MONDAY + timedelta(days=13)):
    done = datetime.combine(due.day, time(7, 50), tzinfo=DUBLIN)
    journal = journal.done(
        due,
        at=done,
        recorded_at=done + timedelta(minutes=30),
        pain_before=2,
        pain_during=2,
        pain_after=2,
        minutes_after=30,
        effort=3,
        symptoms=set(),
    )
    next_morning = done + timedelta(hours=24)
    journal = journal.next_morning(due, at=next_morning, recorded_at=next_morning, pain=2, symptoms=set())

today = MONDAY + timedelta(days=13)
found = pt.review(plan, journal, as_of=today)
print()
print(found.to_text())

print()
print("What the first phase asks for before the second:")
for state in phase_progress(plan, journal, as_of=today):
    print(f"  {state.when} {state.phase}: {state.text()}")

# The first advice that may be followed without a therapist changes one dose, from today on.
step = next(advice for advice in found.advice if advice.action == "advance" and advice.confirm_by == "person")
before = plan.routine_on(today).item(step.item).dose
plan = plan.follow(step, on=today)
print()
print(f"{step.item}: from {before.notation()} to {plan.routine_on(today).item(step.item).dose.notation()}")

# She stays with her sister that Friday and has no bed to lie on: what is like the quad set?
routine = plan.routine_on(today)
print("Like the quad set:")
for other in alternatives(routine, "quad-set", catalog=catalog, person=person, on=today, limit=4):
    shared = ", ".join(f"{code} {word}".strip() for code, word, _ in other.parts if code != "level")
    print(f"  {other.exercise.name}, {other.exercise.position}, {other.points} points: {shared}")
