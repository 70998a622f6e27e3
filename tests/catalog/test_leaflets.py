"""Published leaflets: which exercises they ask for, read from a file and joined into the records."""

from __future__ import annotations

from pathlib import Path

import pytest
from clinic_folder import RISE, problems_of, spoil, write_clinic

from homept import load_catalog, load_folder
from homept.exercise import PublishedUse

LEAFLETS = """\
[[leaflet]]
id = "hill-knees"
title = "Knees at home"
publisher = "Hill Hospital"
year = 2021
url = "https://example.org/knees"
conditions = ["knee-osteoarthritis"]
procedures = ["knee-replacement"]
exercises = [
  { name = "Sit-ups from a chair", exercise = "clinic.rise" },
  { name = "Chair push", exercise = "clinic.rise" },
  { name = "High chair", exercise = "clinic.high-rise" },
]

[[leaflet]]
id = "park-steady"
title = "Steady"
publisher = "Park Council"
exercises = [{ name = "Rises", exercise = "clinic.rise" }]
"""


@pytest.fixture
def leaflets(tmp_path: Path) -> Path:
    """Return a clinic's folder with two leaflets in it."""
    clinic = write_clinic(tmp_path / "clinic")
    (clinic / "leaflets.toml").write_text(LEAFLETS, encoding="utf-8")
    return clinic


def test_a_record_knows_the_leaflets_that_ask_for_it(leaflets: Path) -> None:
    """Each leaflet once, in the order of the file, with the first name that it uses."""
    catalog = load_folder(leaflets)

    assert (
        PublishedUse(
            leaflet="hill-knees",
            title="Knees at home",
            publisher="Hill Hospital",
            name="Sit-ups from a chair",
            conditions=("knee-osteoarthritis",),
            procedures=("knee-replacement",),
            year=2021,
            url="https://example.org/knees",
        ),
        PublishedUse(leaflet="park-steady", title="Steady", publisher="Park Council", name="Rises"),
    ) == catalog["clinic.rise"].uses
    assert ["High chair"] == [use.name for use in catalog["clinic.high-rise"].uses]


def test_a_folder_needs_no_leaflets(tmp_path: Path) -> None:
    assert () == load_folder(write_clinic(tmp_path / "clinic"))["clinic.rise"].uses


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"hill-knees"', '"park-steady"', "park-steady id: this id is given twice"),
        ('"hill-knees"', '"Hill knees"', "Hill knees leaflet: expected an id"),
        (
            '"clinic.high-rise"',
            '"clinic.high-rice"',
            "hill-knees exercises[2].exercise: no exercise has the id 'clinic.high-rice'; did you mean",
        ),
        ("2021", "21", "hill-knees year: expected a whole number from 1800 to 2100, found 21"),
        (
            '"knee-osteoarthritis"',
            '"knee-arthritis"',
            "hill-knees conditions: 'knee-arthritis' is not in the vocabulary of conditions",
        ),
        ('name = "Rises", ', "", "park-steady exercises[0].name: missing"),
        ("[[leaflet]]", "[[leaflets]]", "leaflets: unknown key; did you mean 'leaflet'?"),
    ],
)
def test_what_is_wrong_with_a_leaflet_is_told(leaflets: Path, old: str, new: str, told: str) -> None:
    """By file, leaflet and field, once."""
    spoil(leaflets, "leaflets.toml", old, new)

    assert [problem for problem in problems_of(leaflets) if f"leaflets.toml: {told}" in problem]


def test_a_record_with_a_problem_of_its_own_is_not_missed_by_a_leaflet(leaflets: Path) -> None:
    """Only the record's problem is told."""
    spoil(leaflets, RISE, "level = 2", "level = 9")

    assert 1 == len(problems_of(leaflets))


def test_the_shipped_leaflets_reach_the_shipped_records() -> None:
    """Where a leaflet asks for an exercise, the record says so, and by which name."""
    uses = {use.leaflet: use for use in load_catalog()["standing-side-leg-raise"].uses}

    assert ("falls-risk",) == uses["otago"].conditions
    assert all(use.name and use.title and use.publisher for use in uses.values())
