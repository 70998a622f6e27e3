"""What doses rest on, how works were read and who reviewed the records is told as the records say it."""

from __future__ import annotations

import attr
import pytest
from hypothesis import given, settings
from small_catalog import CATALOG, cited

from homept import testing, vocabulary
from homept.catalog import Catalog, load_catalog
from homept.report import Table, evidence, shipped_works
from homept.report.evidence import EXTENTS, extent
from homept.report.table import Cell


def tables(catalog: Catalog) -> dict[str, Table]:
    """Return the tables about a catalog by their ids."""
    return {table.id: table for table in evidence(catalog)}


def rows(table: Table) -> dict[str, tuple[Cell, ...]]:
    """Return the rows by their first cell, without those that hold nothing but 0."""
    return {str(row[0]): row[1:] for row in table.rows if any(cell not in (0, "0 %") for cell in row[1:])}


SMALL = tables(CATALOG)


def test_each_bound_of_a_dose_is_counted_by_the_kind_of_its_work() -> None:
    """Four exercises with three doses each; a work of no told kind is not guessed."""
    assert {
        "trial": (0, 1, 0, 1, "8 %"),
        "health service": (1, 0, 1, 2, "16 %"),
        "kind not told": (0, 1, 0, 1, "8 %"),
        "homept-default": (3, 2, 3, 8, "66 %"),
        "all": (4, 4, 4, 12, "100 %"),
    } == rows(SMALL["dose-bases"])
    assert {"2": (2, "50 %"), "0": (2, "50 %")} == rows(SMALL["dose-bounds"])


def test_a_work_is_counted_once_and_an_exercise_for_each_kind_it_cites() -> None:
    """The leaflet is cited by two exercises; none of them cites works of one kind only."""
    assert {"trial": (1, 1, "25 %", 0), "health service": (1, 2, "50 %", 0), "kind not told": (1, 1, "25 %", 0)} == rows(
        SMALL["cited-works"]
    )


def test_an_exercise_that_cites_one_kind_only_is_counted_there() -> None:
    """So one sees what rests on web pages alone."""
    pages = (cited("page", "website"), cited("blog", "website"))
    alone = Catalog.of([attr.evolve(CATALOG["slide"], citations=pages)])

    assert {"other web page": (2, 1, "100 %", 1)} == rows(tables(alone)["cited-works"])


def test_works_are_counted_by_how_they_were_read() -> None:
    """The trial as an abstract, the leaflet whole, the note as a copy of which no more is said."""
    read = SMALL["works-read"]

    assert ("all", 1, 1, 0, 1, 3) == read.rows[-1]
    assert (1, 1) == (rows(read)["trial"][0], rows(read)["health service"][1])


def test_who_wrote_and_reviewed_is_told() -> None:
    """Three of the four exercises no clinician has reviewed."""
    assert {
        "written by Ward": (2, "50 %"),
        "written by homept maintainers": (2, "50 %"),
        "reviewed by A. Kay, PT, clinician": (1, "25 %"),
        "not reviewed by a clinician": (3, "75 %"),
    } == rows(SMALL["review"])
    assert "" == SMALL["review"].note
    assert {"0": (2, "50 %"), "1": (1, "25 %"), "2": (1, "25 %")} == rows(SMALL["checked-against"])


def test_it_is_said_when_no_clinician_has_reviewed_anything() -> None:
    """As long as it is so, nobody can overlook it."""
    none = tables(CATALOG.filter(where=lambda exercise: not exercise.review.by_clinician))["review"]

    assert "No clinician has reviewed any of these exercises yet." == none.note
    assert "" == tables(Catalog.of([]))["review"].note


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("Read whole. Gives purposes.", "whole"),
        ("Stored copy, whole text under the video. 3 sets of 10.", "whole"),
        ("Stored copy, first part read. Thigh tightening.", "part"),
        ("Stored public copy, excerpt. Says the pain is usually worse.", "part"),
        ("Table read in a stored public copy. 8 steps.", "part"),
        ("Stored copy of page 59, hip exercises from day 1: start with 10.", "part"),
        ("Stored copy, first two of nine exercises read. Heel slide.", "part"),
        ("Abstract. 86 studies; the table was not read.", "abstract or summary"),
        ("Summary, stored copy on a document site. Gradual.", "abstract or summary"),
        ("Stored copy, read. Heel dig about 6 s.", "how much is not said"),
        ("Stored copy. The first part of the page is about knees.", "how much is not said"),
        ("Stored public copy of a list that names others. Headache.", "how much is not said"),
    ],
)
def test_how_a_work_was_read_is_taken_from_its_first_sentence(seen: str, expected: str) -> None:
    """What it says further down is about the work, not about the reading."""
    assert expected == extent(seen)


def test_every_way_of_reading_occurs_in_the_data_that_ship() -> None:
    """A way that fits nothing would be a slip in its pattern."""
    assert set(EXTENTS) == {extent(work.seen) for work in shipped_works()}


def test_the_works_told_of_may_be_others_than_those_cited() -> None:
    """For homept itself, all works that any of its data cites."""
    works = shipped_works()
    read = {table.id: table for table in evidence(load_catalog(), works=works)}["works-read"]

    assert len(works) == read.rows[-1][-1]
    assert {word.label() for word in vocabulary.words("source_kinds")} == {str(row[0]) for row in read.rows} - {"all"}


@settings(max_examples=25, deadline=None)
@given(testing.catalogs())
def test_the_counts_go_together(catalog: Catalog) -> None:
    """Doses add up to three for each exercise, and rows to their sums."""
    found = tables(catalog)
    *bases, total = found["dose-bases"].rows
    *read, every = found["works-read"].rows

    assert 3 * len(catalog) == total[4]
    assert [sum(int(row[column]) for row in bases) for column in (1, 2, 3, 4)] == list(total[1:5])
    assert [sum(int(row[column]) for row in read) for column in range(1, len(every))] == list(every[1:])
    assert sum(int(row[1]) for row in found["cited-works"].rows) == every[-1]
    for id in ("dose-bounds", "checked-against"):
        assert len(catalog) == sum(int(row[1]) for row in found[id].rows)
    assert len(catalog) == sum(int(row[1]) for row in found["review"].rows if str(row[0]).startswith("written"))
    assert all(len(table.headers) == len(row) for table in found.values() for row in table.rows)
