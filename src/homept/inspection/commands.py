"""What the commands ``review-sheets`` and ``read-reviews`` do with files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from homept import _package_data
from homept.catalog import load_catalog, load_folder
from homept.errors import InvalidValue
from homept.inspection.approvals import read_spreadsheet, report
from homept.inspection.page import page
from homept.inspection.signing import sign
from homept.inspection.spreadsheet import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homept.catalog import Catalog

__all__ = ["read_answers", "write_sheets"]

_SPREADSHEET, _PAGE = "review.csv", "review.html"


def write_sheets(out: Path, *, data: Path | None = None, regions: Sequence[str] | None = None) -> str:
    """
    Write the spreadsheet and the page of a catalog into *out*, and return what was written, in a line.

    *data* is a caller's folder, None for homept's own catalog; *regions* keeps only exercises for one of them.
    Raises :class:`homept.errors.InvalidValue` where a spreadsheet is there already: somebody's answers may be in it.
    """
    if (out / _SPREADSHEET).exists():
        raise InvalidValue("out", f"a folder without {_SPREADSHEET}, which may hold somebody's answers", repr(str(out)))
    whole = _catalog(data)
    chosen = whole if regions is None else whole.filter(regions=regions)
    if not chosen:
        raise InvalidValue("region", "a region that some exercise is for", repr(", ".join(regions or ())))
    names = {id: one.name for catalog in (load_catalog(), whole) for id, one in catalog.items()}
    out.mkdir(parents=True, exist_ok=True)
    # The mark at its head is how spreadsheet programs know UTF-8; the line ends are those of CSV already.
    (out / _SPREADSHEET).write_text(spreadsheet(chosen.values(), names), encoding="utf-8-sig", newline="")
    (out / _PAGE).write_text(page(chosen.values(), version=whole.version, names=names), encoding="utf-8")
    return f"wrote {_SPREADSHEET} and {_PAGE} with {len(chosen)} exercises into {out}"


def read_answers(file: Path, *, data: Path | None = None, signing: bool = False) -> str:
    """
    Return what the spreadsheet *file* says, and with *signing* write its approvals into the records.

    *data* is the folder that the sheets were made of, None for homept's own, which can only be signed in a checkout.
    Raises :class:`homept.errors.InvalidValue` where there is no such file or no folder to sign in, and
    :class:`homept.errors.InvalidData` for answers that cannot be read.
    """
    if not file.is_file():
        raise InvalidValue("file", "a spreadsheet, saved as CSV", repr(str(file)))
    folder = Path(_package_data.ROOT) if data is None else data
    if signing and not (folder / "catalog.toml").is_file():
        raise InvalidValue("--sign", "a checkout of homept, or --data with the folder of the records")
    catalog = _catalog(data)
    reviews = read_spreadsheet(file.read_bytes(), catalog, file=file.name)
    lines = [report(reviews, catalog)]
    if signing:
        signed = sign(folder, reviews)
        lines += ["", f"signed {len(signed)} records in {folder}"]
        lines += ["now run: python -m homept compile"] if signed and data is None else []
    return "\n".join(lines)


def _catalog(data: Path | None) -> Catalog:
    return load_catalog() if data is None else load_folder(data)
