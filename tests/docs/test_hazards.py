"""Every hazard in the log names a control that some test holds in place."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HAZARDS = tomllib.loads((ROOT / "docs" / "hazards.toml").read_text(encoding="utf-8"))["hazard"]
KEYS = ["id", "title", "hazard", "cause", "control", "tests", "remains"]


def names_in(path: Path) -> set[str]:
    """Return the tests of a file as pytest names them: functions, and methods with their class."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_every_control_has_a_test_that_exists(hazard: dict[str, str | list[str]]) -> None:
    """A row without a test, or with one that was renamed or removed, fails here."""
    names = list(hazard["tests"])
    missing = []
    for name in names:
        path, _, test = name.partition("::")
        if not (ROOT / path).is_file() or test not in names_in(ROOT / path):
            missing.append(name)

    assert names
    assert [] == missing


def test_the_log_is_complete() -> None:
    """Each row has every column, filled, and an id of its own."""
    assert all(list(hazard) == KEYS and all(hazard.values()) for hazard in HAZARDS)
    assert len(HAZARDS) == len({hazard["id"] for hazard in HAZARDS})
