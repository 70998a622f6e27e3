"""A sore shoulder and high blood pressure: a week of short sessions, what a fortnight told, and what changed."""

from datetime import UTC, date, datetime, time, timedelta

import homept as pt
from homept.routine import build_week

MONDAY = date(2026, 11, 23)

# A woman of 71. Her right shoulder has been sore for two months; her blood pressure is treated.
# She has a chair, a wall and a band, and has never been down on the floor alone since her knees hurt.
person = pt.Person(
    age=71,
    conditions={"shoulder-pain", "high-blood-pressure"},
    affected_sides={"shoulder": "right"},
    equipment={"chair", "wall", "band"},
    gets_up_from_floor=False,
    screening=pt.Screening.all_clear(on=date(2026, 11, 20)),
)
wish = pt.Request(
    regions={"shoulder", "upper-back"},
    goals={"mobility", "strength"},
    weights={"shoulder": 3},
    minutes=20,
    days_per_week=5,
)
catalog = pt.load_catalog()
week = build_week(catalog, person, wish, on=MONDAY)
for day, routine in week.routines.items():
    print(f"{day}: {', '.join(item.exercise.name for item in routine.items)} ({routine.minutes} minutes)")

print()
print(week.routines["mon"].to_account())

# Two weeks on. Her pain stayed in the middle range, and was as usual the next morning.
plan = pt.Plan.weekly(
    week.routines, id="shoulder-1", start=MONDAY, weeks=4, days=list(week.routines), at=time(9), time_zone="UTC"
)
journal = pt.Journal(replica="tablet")
for due in plan.occurrences(end=MONDAY + timedelta(days=12)):
    when = datetime.combine(due.day, time(9, 10), tzinfo=UTC)
    told = {"pain_before": 3, "pain_during": 3, "pain_after": 2, "minutes_after": 30, "effort": 4, "symptoms": set()}
    journal = journal.done(due, at=when, recorded_at=when + timedelta(minutes=30), **told)
    journal = journal.next_morning(due, at=when + timedelta(hours=23), recorded_at=when + timedelta(hours=23), pain=3)

print()
print(pt.review(plan, journal, as_of=MONDAY + timedelta(days=13)).to_text())
