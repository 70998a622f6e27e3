"""The source of :mod:`homept._words`: the vocabulary as string enumerations, for completion in editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ENUMERATIONS", "enumerations_source"]

#: The facets that are offered as enumerations, with the names of their classes.
ENUMERATIONS = {
    "conditions": "Condition",
    "equipment": "Equipment",
    "goals": "Goal",
    "habits": "Habit",
    "kinds": "Kind",
    "positions": "Position",
    "procedures": "Procedure",
    "regions": "Region",
    "sides": "Side",
    "skip_reasons": "SkipReason",
    "symptoms": "Symptom",
    "traits": "Trait",
}


def enumerations_source(vocabulary: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the module's source for the words in *vocabulary*."""
    lines = [
        '"""The vocabulary as string enumerations; generated from the data by ``python -m homept words``, not edited by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "from enum import StrEnum",
        "",
        "__all__ = [",
        *(f'    "{name}",' for name in ENUMERATIONS.values()),
        "]",
    ]
    for facet, name in ENUMERATIONS.items():
        lines += ["", "", f"class {name}(StrEnum):", f'    """The words of the facet ``{facet}``."""', ""]
        lines += [f'    {row["id"].upper().replace("-", "_")} = "{row["id"]}"' for row in vocabulary[facet]]
    return "\n".join(lines) + "\n"
