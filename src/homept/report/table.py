"""A table of figures, and its plain form for a terminal."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Cell", "Table", "percent"]

Cell = str | int


class Table(NamedTuple):
    """
    A table: what it tells in one or more sentences, its headers, and rows of words and whole numbers.

    ``id`` is a short name of its own; a row has one cell for each header.
    """

    id: str
    title: str
    note: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]

    def to_text(self) -> str:
        """
        Return the table with its title for a terminal, numbers to the right.

        >>> print(Table("legs", "Legs", "Two each.", ("Who", "Legs"), (("hen", 2), ("three hens", 6))).to_text())
        Legs
        ====
        Two each.
        <BLANKLINE>
        Who         Legs
        ----------  ----
        hen            2
        three hens     6
        """
        lines = [self.title, "=" * len(self.title), *([self.note, ""] if self.note else [])]
        cells = [self.headers, *(tuple(map(str, row)) for row in self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.headers))]
        right = [bool(self.rows) and all(isinstance(row[column], int) for row in self.rows) for column in range(len(widths))]
        rule = tuple("-" * width for width in widths)
        for row in (cells[0], rule, *cells[1:]):
            fitted = (cell.rjust(width) if turn else cell.ljust(width) for cell, width, turn in zip(row, widths, right))
            lines.append("  ".join(fitted).rstrip())
        return "\n".join(lines)


def percent(part: int, whole: int) -> str:
    """
    Return a share for people, cut so that only all is 100 % and only none is 0 %; a dash of nothing.

    >>> percent(1, 3), percent(999, 1000), percent(3, 3), percent(1, 1000), percent(0, 0)
    ('33 %', '99 %', '100 %', '<1 %', '-')
    """
    if not whole:
        return "-"
    return "<1 %" if 0 < part * 100 < whole else f"{part * 100 // whole} %"
