"""A new hip and a risk of falling: what waits, for whom, and what a therapist's word changes."""

from datetime import date

import attrs

import homept as pt
from homept.safety import Clearance, Limit, Surgery, verdict_table

TODAY = date(2026, 11, 23)

# A man of 78. His left hip was replaced from behind nine weeks ago; he fell once last winter.
# His therapist has set one limit, and lets him put as much weight on the leg as is comfortable.
hip = Surgery(
    procedure="hip-replacement-posterior",
    on=date(2026, 9, 21),
    side="left",
    region="hip",
    limits=[Limit(trait="hip-flexion-past-90", source="therapist", until=date(2026, 12, 14))],
)
person = pt.Person(
    age=78,
    conditions={"falls-risk"},
    surgeries=[hip],
    weight_bearing={"left-leg": "as-tolerated"},
    equipment={"chair", "counter", "pillow"},
    gets_up_from_floor=False,
    screening=pt.Screening.all_clear(on=date(2026, 11, 20)),
)
wish = pt.Request(regions={"hip", "knee", "ankle-foot"}, goals={"strength", "balance", "mobility"}, minutes=15)
catalog = pt.load_catalog()

print(pt.build_routine(catalog, person, wish, on=TODAY).to_account())

# The page for his therapist, for the exercises of the hip.
print()
print(verdict_table(catalog.filter(regions={"hip"}), person, on=TODAY).to_text())

# The rule on lying on the side asks for his surgeon's word, who sees him and gives it until the end of the year.
cleared = Clearance(by="A. Example", role="physician", on=TODAY, scope={"clamshell"}, expires=date(2026, 12, 31))
allowed = attrs.evolve(person, clearances=(cleared,))
before, after = (
    {item.exercise.name for item in pt.build_routine(catalog, one, wish, on=TODAY).items} for one in (person, allowed)
)
print()
print("With the clearance:", ", ".join(sorted(after - before)) or "nothing new")
