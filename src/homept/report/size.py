"""How much room the installed package takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importlib_resources import files

from homept.report.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importlib_resources.abc import Traversable

__all__ = ["installed_size"]


def installed_size() -> Table:
    """
    Count the files and bytes of homept that an installed copy has: code and compiled data.

    In a checkout the TOML that people edit, which no wheel holds, and the caches of Python are left out.
    It works from a zip as well.

    >>> [row[0] for row in installed_size().rows]
    ['code', 'data', 'all']
    """
    sizes: dict[str, list[int]] = {"code": [], "data": []}
    for inside_data, file in _files(files("homept"), inside_data=False):
        sizes["data" if inside_data else "code"].append(len(file.read_bytes()))
    sizes["all"] = [size for found in sizes.values() for size in found]
    rows = tuple((what, len(found), sum(found), f"{sum(found) / 1_000_000:.1f} MB") for what, found in sizes.items())
    return Table("size", "Installed size", "", ("What", "Files", "Bytes", "Size"), rows)


def _files(folder: Traversable, *, inside_data: bool) -> Iterator[tuple[bool, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, inside_data=inside_data or entry.name == "data")
        elif not entry.name.endswith((".toml", ".pyc")):
            yield inside_data, entry
