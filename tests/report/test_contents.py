"""What a catalog holds is counted right, and the counts go together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from small_catalog import CATALOG, PRESS

from homept import testing, vocabulary
from homept.catalog import Catalog, load_catalog
from homept.measures import load_measures
from homept.plan import load_programs
from homept.report import Table, contents
from homept.report.table import Cell


def tables(catalog: Catalog) -> dict[str, Table]:
    """Return the tables about a catalog by their ids."""
    return {table.id: table for table in contents(catalog)}


def counts(table: Table) -> dict[str, Cell]:
    """Return the second column by the first, without what is 0."""
    return {str(row[0]).strip(): row[1] for row in table.rows if row[1] != 0}


SMALL = tables(CATALOG)


def test_the_first_table_is_what_everybody_asks_first() -> None:
    """Exercises, families, names."""
    assert SMALL["at-a-glance"].note == "Version 7 of the data, language en."
    assert {
        "exercises": 4,
        "movement families": 3,
        "other names": 4,
        "other names of an exercise, in the middle": 1,
        "exercises without another name": 1,
        "names that may mean something else": 1,
        "different names that find an exercise": 9,
        "exercises of level 1 and fall risk 0, seated or in bed, without equipment": 2,
    } == counts(SMALL["at-a-glance"])


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("regions", {"hip, leg and foot": 2, "knee": 2, "hip": 1, "shoulder, arm and hand": 1, "shoulder": 1, "whole body": 1}),
        ("goals", {"move more freely": 1, "get stronger": 2, "keep the blood moving": 1, "better balance and coordination": 1}),
        ("equipment", {"none": 1, "a steady chair": 2, "an exercise band": 1, "a kitchen counter": 1}),
        ("kinds", {"loosen up": 1, "strengthen": 2, "balance": 1}),
        ("positions", {"lying on your back": 1, "sitting on a chair": 2, "standing": 1}),
        ("side-models", {"both sides together": 1, "one side, then the other": 2, "one side, then the other, in turn": 1}),
        ("levels", {"1": 2, "2": 1, "3": 1}),
        ("fall-risks", {"0": 3, "2": 1}),
    ],
)
def test_exercises_are_counted_by_word(id: str, expected: dict[str, int]) -> None:
    """Every word of the four exercises, and no other."""
    assert expected == counts(SMALL[id])


@pytest.mark.parametrize("id", ["regions", "goals", "equipment", "kinds"])
def test_a_word_below_another_is_set_in_right_after_it(id: str) -> None:
    """So nobody takes it for a part of the wrong one, and none is missing."""
    words = {word.label(): word for word in vocabulary.words(id)}
    shown = [str(row[0]) for row in SMALL[id].rows if row[0] != "none"]
    above = ""

    assert set(words) == {label.strip() for label in shown}
    for label in shown:
        if label.startswith("  "):
            assert words[above].id == words[label.strip()].parent
        else:
            above = label
            assert words[label].parent is None


def test_a_word_that_no_exercise_has_is_shown_with_nothing() -> None:
    """A gap is a finding."""
    assert ("a pillow", 0, "0 %") in SMALL["equipment"].rows


def test_the_grid_counts_a_part_of_the_body_and_a_goal_together() -> None:
    """The press is for the knee and the hip, for strength and circulation; it is counted once for the leg."""
    grid = SMALL["grid"]
    row = dict(zip(grid.headers, next(row for row in grid.rows if row[0] == "hip, leg and foot")))

    assert {"all": 2, "mobility": 1, "strength": 1, "circulation": 1} == {
        name: count for name, count in row.items() if isinstance(count, int) and count
    }


def test_the_gentle_grid_leaves_out_what_is_hard_stands_or_needs_a_thing() -> None:
    """The slide in bed and the press on a chair are left; the pull needs a band, and the stand can be fallen from."""
    gentle = SMALL["gentle-grid"]

    assert {"hip, leg and foot": 2, "hip": 1, "knee": 2} == counts(gentle)


def test_programs_and_measures_are_counted_where_they_are_given() -> None:
    """Those that ship, by what they follow and of which kind they are."""
    programs, measures = load_programs(), load_measures()
    found = {table.id: table for table in contents(load_catalog(), programs=programs.values(), measures=measures.values())}
    of_programs = {str(row[0]): row[1] for row in found["programs"].rows}

    assert len(programs) == of_programs["programs"]
    assert len(programs) == int(of_programs["that follow a published one"]) + int(of_programs["of homept's own"])
    assert len(load_catalog()) == int(of_programs["exercises that some program uses"]) + int(
        of_programs["exercises that no program uses"]
    )
    assert len(measures) == sum(int(row[1]) for row in found["measures"].rows)
    assert sum(len(one.scales) for one in measures.values()) == sum(int(row[2]) for row in found["measures"].rows)
    assert {"programs": len(programs), "outcome measures": len(measures)}.items() <= counts(found["at-a-glance"]).items()
    assert not {"programs", "measures"} & set(SMALL)


@settings(max_examples=25, deadline=None)
@given(testing.catalogs())
def test_counts_of_one_word_each_add_up_to_the_catalog(catalog: Catalog) -> None:
    """Each exercise has one kind, position, side model, level and fall risk."""
    found = tables(catalog)

    for id in ("kinds", "positions", "side-models", "levels", "fall-risks"):
        assert len(catalog) == sum(int(row[1]) for row in found[id].rows)


@settings(max_examples=25, deadline=None)
@given(testing.catalogs())
def test_the_cells_of_the_grid_are_what_the_filter_finds(catalog: Catalog) -> None:
    """A caller can look up the exercises behind each number, and the gentle ones are some of them."""
    found = tables(catalog)

    regions = {word.label(): word.id for word in vocabulary.words("regions")}
    goals = found["grid"].headers[2:]

    assert {word.id for word in vocabulary.words("goals")} == set(goals)
    assert set(regions) == {str(row[0]).strip() for row in found["grid"].rows}
    for row, gentle in zip(found["grid"].rows, found["gentle-grid"].rows):
        here = catalog.filter(regions={regions[str(row[0]).strip()]})
        assert [len(here), *(len(here.filter(goals={goal})) for goal in goals)] == list(row[1:])
        assert all(int(some) <= int(every) for some, every in zip(gentle[1:], row[1:]))


@pytest.mark.parametrize("catalog", [CATALOG, Catalog.of([]), Catalog.of([PRESS])], ids=["four", "none", "one"])
def test_every_row_has_a_cell_for_each_header(catalog: Catalog) -> None:
    """Of any catalog, an empty one too; no two tables have one id."""
    found = contents(catalog)

    assert len(found) == len({table.id for table in found})
    assert all(len(table.headers) == len(row) for table in found for row in table.rows)
