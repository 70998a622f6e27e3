"""A table shows the same figures in a terminal as it holds."""

from __future__ import annotations

import pytest

from homept.report import Table
from homept.report.table import percent


def test_words_stand_to_the_left_and_numbers_to_the_right() -> None:
    """A column is as wide as its widest cell; a column with a word in it is one of words."""
    table = Table("pets", "Pets", "Some.", ("Who", "Legs", "Share"), (("hen", 2, "5 %"), ("millipede", 700, "95 %")))

    assert table.to_text().splitlines() == [
        "Pets",
        "====",
        "Some.",
        "",
        "Who        Legs  Share",
        "---------  ----  -----",
        "hen           2  5 %",
        "millipede   700  95 %",
    ]


def test_a_table_without_a_note_or_rows_has_its_headers() -> None:
    """Nothing found is shown as nothing, not left out."""
    assert "Pets\n====\nWho  Legs\n---  ----" == Table("pets", "Pets", "", ("Who", "Legs"), ()).to_text()


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 422, "0 %"), (1, 422, "<1 %"), (421, 422, "99 %"), (422, 422, "100 %"), (0, 0, "-")]
)
def test_a_share_never_says_all_or_none_of_a_part(part: int, whole: int, shown: str) -> None:
    """Whoever reads 100 % may rely on it."""
    assert shown == percent(part, whole)
