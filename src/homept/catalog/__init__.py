"""
Catalogs of exercises: immutable mappings from id to :class:`homept.exercise.Exercise`, with filters, search and layers.

:func:`load_catalog` gives homept's own; :func:`load_folder` reads a caller's folder in the same format with the same checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from homept.catalog.core import Catalog, load_catalog

if TYPE_CHECKING:
    from homept.catalog.folder import load_folder as load_folder
    from homept.catalog.layers import Patch as Patch
    from homept.catalog.layers import WithdrawnWarning as WithdrawnWarning
    from homept.catalog.results import FilterCount as FilterCount
    from homept.catalog.results import SearchHit as SearchHit

__all__ = ["Catalog", "FilterCount", "Patch", "SearchHit", "WithdrawnWarning", "load_catalog", "load_folder"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # Off the path of a first look-up: these bring the strict loader and the search with them.
        if name == "load_folder":
            from homept.catalog.folder import load_folder as found
        elif name in ("Patch", "WithdrawnWarning"):
            from homept.catalog import layers

            found = getattr(layers, name)
        elif name in ("FilterCount", "SearchHit"):
            from homept.catalog import results

            found = getattr(results, name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return found

    def __dir__() -> list[str]:
        return __all__
