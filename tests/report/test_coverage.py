"""Which exercises of a list of programs a catalog has, and whether it finds them by the names that the programs use."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_catalog import CATALOG

from homept.errors import InvalidData
from homept.report import ListedExercise, ListedProgram, coverage, load_programs_file

LISTED = """\
[[program]]
id = "day-1"
title = "Day 1"
publisher = "A hospital"
exercises = [
  { name = "Heel slide", common = "Slide", records = ["slide"] },
  { name = "Knee press", common = "Press", records = ["press"], differs = ["load"] },
  { name = "Leg shove", common = "Press", records = ["press"] },
]

[[program]]
id = "day-2"
title = "Day 2"
publisher = "A clinic"
exercises = [
  { name = "Headstand", records = [] },
  { name = "Pull", common = "Pull", records = ["pull", "hang"], differs = ["load", "position"] },
]
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The file of two programs, of which one exercise has no record and one names a record that is not there."""
    path = tmp_path / "programs.toml"
    path.write_text(LISTED, encoding="utf-8")
    return path


def test_a_file_of_programs_is_read_as_it_is_written(listed: Path) -> None:
    """A plain name that is not given is the program's own."""
    first, second = load_programs_file(listed)

    assert ("day-1", "Day 1", "A hospital") == first[:3]
    assert ListedExercise("Knee press", "Press", ("press",), ("load",)) == first.exercises[1]
    assert ListedExercise("Headstand", "Headstand", (), ()) == second.exercises[0]


def test_a_file_with_slips_tells_all_of_them(tmp_path: Path) -> None:
    """Each with the program it is in."""
    path = tmp_path / "programs.toml"
    path.write_text(
        LISTED.replace("publisher", "publsher", 1).replace('records = ["slide"]', 'records = "slide"'), encoding="utf-8"
    )

    with pytest.raises(InvalidData) as caught:
        load_programs_file(path)

    assert [
        "programs.toml: day-1 publsher: unknown key; did you mean 'publisher'?",
        "programs.toml: day-1 exercises[0].records: expected a list of texts, found 'slide'",
        "programs.toml: day-1 publisher: missing; expected a text that is not blank",
    ] == [line.strip() for line in str(caught.value).splitlines()[1:]]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is not taken for a list of nothing."""
    with pytest.raises(InvalidData, match=r"nowhere\.toml: missing file"):
        load_programs_file(tmp_path / "nowhere.toml")


def test_each_program_is_told_with_what_is_here_and_what_is_found(listed: Path) -> None:
    """An exercise is here when all its records are; it is found when one of them is among the first hits for its name."""
    by_program, differences, gaps, names = coverage(CATALOG, load_programs_file(listed))

    assert (
        ("Day 1", "A hospital", 3, 3, "100 %", 2, 2),
        ("Day 2", "A clinic", 2, 0, "0 %", 0, 0),
        ("all", "", 5, 3, "60 %", 2, 2),
    ) == by_program.rows
    assert (("load", 2), ("position", 1)) == differences.rows
    assert (
        ("Day 1", "Leg shove", "press", "not found by this name"),
        ("Day 2", "Headstand", "-", "not here"),
        ("Day 2", "Pull", "pull, hang", "not here"),
    ) == gaps.rows
    assert (("names that programs use", 5, 3, "60 %"), ("plain names", 4, 3, "75 %")) == names.rows


def test_a_name_of_two_exercises_is_found_when_both_are() -> None:
    """One of the two would be the wrong one for half of those who ask."""
    both = [ListedExercise("Knee press", "Knee press", (id,)) for id in ("press", "pull")]
    program = ListedProgram("day-1", "Day 1", "A hospital", tuple(both))

    names = coverage(CATALOG, [program])[3]

    assert (("names that programs use", 1, 0, "0 %"), ("plain names", 1, 0, "0 %")) == names.rows


def test_no_program_at_all_is_told_as_nothing() -> None:
    """Sums of nothing are 0, and a share of nothing is none."""
    by_program, differences, gaps, _ = coverage(CATALOG, [])

    assert (("all", "", 0, 0, "-", 0, 0),) == by_program.rows
    assert ((), ()) == (differences.rows, gaps.rows)
