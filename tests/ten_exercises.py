"""
The ten exercises that homept started from, as a catalog of their own.

Tests that count, order or name exercises to show how the code behaves look at these ten, so that they stay true while
the shipped catalog grows. What must be true of the shipped catalog is told in ``tests/data``.
"""

from __future__ import annotations

import attrs

from homept.catalog import Catalog, load_catalog

NAMES = (
    "ankle-pump",
    "bridge",
    "calf-raise",
    "clamshell",
    "heel-slide",
    "quad-set",
    "seated-hamstring-stretch",
    "seated-march",
    "shoulder-blade-squeeze",
    "wall-slide",
)


def ten_exercises() -> Catalog:
    """Return the ten, with the links that they have among each other."""
    shipped = load_catalog()
    return Catalog.of(
        attrs.evolve(
            shipped[id],
            easier=tuple(other for other in shipped[id].easier if other in NAMES),
            harder=tuple(other for other in shipped[id].harder if other in NAMES),
        )
        for id in NAMES
    )
