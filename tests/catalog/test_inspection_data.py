"""The clinician's checklist and the items of the PEMAT are read strictly, and every problem is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import homept
from homept.catalog.shape import Checker
from homept.inspection import checklist
from homept.inspection.folder import read_inspection

DATA = Path(homept.__file__).parent / "data" / "inspection"
QUESTION = '[[question]]\nid = "traits"\nshort = "Traits"\ntext = "Is each there?"\n'
ITEM = '[[item]]\nnumber = 1\ndomain = "understandability"\nasks = "Is it?"\nwhy = "It is."\n'
REST = '[[term]]\nword = "quad"\nplain = []\n[[learned]]\nwords = ["utilize"]\n'


def problems(root: Path, checks: str, items: str) -> list[str]:
    home = root / "inspection"
    home.mkdir()
    (home / "checklist.toml").write_text(checks, encoding="utf-8")
    (home / "pemat.toml").write_text(items, encoding="utf-8")
    checker = Checker({})
    read_inspection(root, checker)
    return [str(problem) for problem in checker.problems]


def test_what_ships_is_what_the_files_say() -> None:
    """Each question once, with its own id and a question mark."""
    checker = Checker({})
    read = read_inspection(DATA.parent, checker)

    assert [] == checker.problems
    assert [row["id"] for row in read["checklist"]] == [one.id for one in checklist()]
    assert all(one.text.endswith("?") and len(one.text.split()) <= 20 for one in checklist())


def test_sound_files_have_no_problems(tmp_path: Path) -> None:
    assert [] == problems(tmp_path, QUESTION, ITEM + REST)


@pytest.mark.parametrize(
    ("checks", "items", "told"),
    [
        (QUESTION + QUESTION, ITEM + REST, "inspection/checklist.toml: traits id: this one is given twice"),
        (
            QUESTION.replace('"traits"', '"Every trait"'),
            ITEM + REST,
            "inspection/checklist.toml: Every trait id: expected an id of at most 64 characters from a-z, 0-9 and -",
        ),
        (
            QUESTION.replace("short", "shrot"),
            ITEM + REST,
            "inspection/checklist.toml: traits shrot: unknown key; did you mean 'short'?",
        ),
        ("[[question", ITEM + REST, "inspection/checklist.toml: not valid TOML"),
        (QUESTION, REST, "inspection/pemat.toml: item: missing; expected a list of tables"),
        (
            QUESTION,
            ITEM + 'answer = "perhaps"\n' + REST,
            "inspection/pemat.toml: 1 answer: expected one of yes, no, not-applicable, found 'perhaps'",
        ),
    ],
)
def test_a_problem_names_its_place(tmp_path: Path, checks: str, items: str, told: str) -> None:
    found = [problem.replace(" :", ":").replace(":  ", ": ") for problem in problems(tmp_path, checks, items)]

    assert any(problem.startswith(told) for problem in found), found
