"""Four exercises whose every counted fact is written down here, so that a test can count by hand."""

from __future__ import annotations

from typing import Any

import attr

from homept import Dose, DoseBand
from homept.catalog import Catalog, load_catalog
from homept.exercise import Citation, Exercise, ReviewState

_ANY = load_catalog()["heel-slide"]
_DOSE = Dose.parse("1x5")


def band(low: str, start: str, high: str) -> DoseBand:
    """Make a band of one dose, whose three bounds rest on these."""
    return DoseBand(low=_DOSE, start=_DOSE, high=_DOSE, basis=(low, start, high))


def cited(source: str, kind: str | None, seen: str = "Read whole.") -> Citation:
    """Make a citation of a work of a kind."""
    return Citation(source=source, title=source.capitalize(), publisher="Hill Clinic", seen=seen, kind=kind)


def exercise(id: str, name: str, others: tuple[str, ...] = (), **changes: Any) -> Exercise:
    """Make an exercise that is counted by what is given here only."""
    text = attr.evolve(_ANY.text, name=name, other_names=others, ambiguous_names=changes.pop("ambiguous", ()))
    plain: dict[str, Any] = {
        "id": id,
        "text": text,
        "regions": ("knee",),
        "goals": ("mobility",),
        "kind": "mobility",
        "position": "lying-on-back",
        "surface": "floor-or-bed",
        "equipment": (),
        "stand_ins": (),
        "side_model": "each",
        "level": 1,
        "fall_risk": 0,
        "easier": (),
        "harder": (),
        "family": "",
        "precautions": (),
        "citations": (),
        "dose": band("homept-default", "homept-default", "homept-default"),
        "review": ReviewState(written_by="homept maintainers"),
    }
    return attr.evolve(_ANY, **{**plain, **changes})


SLIDE = exercise("slide", "Slide", ("glide", "Heel slide"), ambiguous=("drag",))
PRESS = exercise(
    "press",
    "Press",
    ("knee press",),
    regions=("knee", "hip"),
    goals=("strength", "circulation"),
    kind="strength",
    position="sitting",
    surface="chair",
    equipment=("chair",),
    side_model="both",
    citations=(cited("ann-2020", "trial", "Abstract. 12 people."), cited("ward-leaflet", "health-service")),
    dose=band("homept-default", "ann-2020", "ward-leaflet"),
    review=ReviewState(written_by="Ward", checked_against=("ann-2020", "ward-leaflet"), reviewed_by="A. Kay, PT"),
)
PULL = exercise(
    "pull",
    "Pull",
    regions=("shoulder",),
    goals=("strength",),
    kind="strength",
    position="sitting",
    surface="chair",
    equipment=("chair", "band"),
    level=2,
    family="slide",
    citations=(cited("ward-leaflet", "health-service"), cited("note", None, "Stored copy.")),
    dose=band("ward-leaflet", "note", "homept-default"),
    review=ReviewState(written_by="Ward", checked_against=("ward-leaflet",)),
)
STAND = exercise(
    "stand",
    "Stand",
    ("knee press up",),
    regions=("whole-body",),
    goals=("balance",),
    kind="balance",
    position="standing",
    surface="feet",
    equipment=("counter",),
    level=3,
    fall_risk=2,
    side_model="alternating",
)
CATALOG = Catalog.of([SLIDE, PRESS, PULL, STAND], version="7")
