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
wish = pt.Request(regions={"hip", "knee", "ankle-foot"}, goals={"strength", "balance", "mobility"}, minutes=15, level=2)
catalog = pt.load_catalog()

print(pt.build_routine(catalog, person, wish, on=TODAY).to_account())

# The page for his therapist, for what works the hip lying on the side.
print()
on_the_side = catalog.filter(regions={"hip"}, positions={"lying-on-side"})
print(verdict_table(on_the_side, person, on=TODAY).to_text())

# The rules ask for his surgeon's word, who sees him and gives it for one exercise, until the end of the year.
cleared = Clearance(by="A. Example", role="physician", on=TODAY, scope={"side-leg-raise"}, expires=date(2026, 12, 31))
allowed = attrs.evolve(person, clearances=(cleared,))
print()
for when, who in (("before", person), ("after", allowed)):
    for id, verdict in verdict_table(on_the_side, who, on=TODAY).items():
        if verdict.offers:
            lifted = ", ".join(f"{reason.code} lifted" for reason in verdict.reasons if reason.lifted_by is not None)
            print(f"{when} the clearance, {on_the_side[id].name} may be done: {verdict.outcome} ({lifted or 'no rule lifted'})")
