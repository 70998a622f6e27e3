"""All figures that need no extra, of homept's own catalog or of a folder of exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homept._package_data import read_json
from homept.catalog import Catalog, load_catalog, load_folder
from homept.exercise import Citation
from homept.measures import load_measures
from homept.plan import load_programs
from homept.report.contents import contents
from homept.report.evidence import evidence
from homept.report.size import installed_size

if TYPE_CHECKING:
    import os

    from homept.report.table import Table

__all__ = ["report", "shipped_works"]


def report(folder: str | os.PathLike[str] | None = None) -> tuple[Catalog, tuple[Table, ...]]:
    """
    Return the catalog of *folder* with the tables about it.

    None stands for homept's own catalog; then programs, measures, all works that homept cites anywhere, and the installed size
    are told too.
    Raises what :func:`homept.load_folder` raises.

    >>> catalog, tables = report()
    >>> tables[0].rows[0] == ("exercises", len(catalog))
    True
    """
    if folder is not None:
        own = load_folder(folder)
        return own, (*contents(own), *evidence(own))
    catalog = load_catalog()
    held = contents(catalog, programs=load_programs().values(), measures=load_measures().values())
    return catalog, (*held, *evidence(catalog, works=shipped_works()), installed_size())


def shipped_works() -> tuple[Citation, ...]:
    """Return every work that homept's data cites, in exercises, measures, programs, policies and safety rules."""
    return tuple(Citation(source=row.pop("id"), **row) for row in read_json("sources.json"))
