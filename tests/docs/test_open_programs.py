"""The list of open programs is whole, names records that are there, and search finds their exercises by the names they use."""

from __future__ import annotations

from pathlib import Path

import pytest

from homept.catalog import load_catalog
from homept.plan import load_programs
from homept.report import ListedProgram, coverage, load_programs_file

CATALOG = load_catalog()
PROGRAMS = load_programs_file(Path(__file__).parents[2] / "docs" / "open-programs.toml")
EVERY = pytest.mark.parametrize("program", PROGRAMS, ids=[program.id for program in PROGRAMS])
DIFFERENCES = {"equipment", "load", "movement", "position", "support"}


def test_the_list_is_whole() -> None:
    """The 42 programs with their 372 exercises, which are 216 different ones."""
    exercises = [one for program in PROGRAMS for one in program.exercises]

    assert (42, 372, 216) == (len({program.id for program in PROGRAMS}), len(exercises), len({one.common for one in exercises}))


@EVERY
def test_every_exercise_of_a_program_is_a_record(program: ListedProgram) -> None:
    """Not one is missing, and every id is there."""
    assert [] == [one.name for one in program.exercises if not one.records or not set(one.records) <= set(CATALOG)]


@EVERY
def test_what_differs_is_said_in_five_words(program: ListedProgram) -> None:
    """Those that the head of the file explains."""
    assert set() == {word for one in program.exercises for word in one.differs} - DIFFERENCES


@EVERY
def test_a_program_of_ours_that_follows_it_holds_only_its_records(program: ListedProgram) -> None:
    """What one file calls an exercise of that program is one in the other file too."""
    records = {id for one in program.exercises for id in one.records}
    followers = [one for one in load_programs().values() if one.source == program.id]

    for one in followers:
        used = {item.exercise for phase in one.phases for item in phase.items if phase.id != "settle-in"}
        assert set() == used - records, one.id


def test_search_finds_them_by_the_names_that_programs_use() -> None:
    """Among the first three hits; the floors lie just below what was measured, so that a worse search is noticed."""
    _, _, _, names = coverage(CATALOG, PROGRAMS)
    (_, programs_use, found, _), (_, plain, found_plain, _) = names.rows

    assert int(found) / int(programs_use) >= 0.96
    assert int(found_plain) / int(plain) >= 0.99
