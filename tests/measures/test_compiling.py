"""A program may wait for a measure of the same data folder, whatever was compiled before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import homept
from homept.catalog.compiler import compile_data
from homept.errors import InvalidData, InvalidValue
from homept.measures import loading
from homept.measures.loading import check_measured

DATA = Path(homept.__file__).parent / "data"
WAITS = '\n[[phases.exit]]\nkind = "measure-reached"\nmeasure = "{measure}"\nunit = "degrees"\nat_least = "100"\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the sources of the data package."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("compiled"))
    return tmp_path / "data"


def wait_for(data: Path, measure: str) -> None:
    """Let the last phase of a program wait for a measure."""
    with (data / "programs" / "knee-gentle-start.toml").open("a", encoding="utf-8") as file:
        file.write(WAITS.format(measure=measure))


def test_nothing_compiled_is_read_for_it(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first build has nothing to read, and a later one nothing that is current."""

    def read() -> None:
        raise AssertionError("the compiled measures were read")

    text = (data / "measures" / "joint-range.toml").read_text(encoding="utf-8")
    (data / "measures" / "joint-range.toml").write_text(text.replace("knee-flexion", "knee-folding"), encoding="utf-8")
    wait_for(data, "knee-folding")
    monkeypatch.setattr(loading, "_scales", read)
    compile_data(data, tmp_path / "out")

    assert "knee-folding" in (tmp_path / "out" / "programs.json").read_text(encoding="utf-8")


def test_a_measure_that_is_not_there_is_told(data: Path, tmp_path: Path) -> None:
    """With the program that names it; afterwards the shipped ones count again."""
    wait_for(data, "knee-folding")
    with pytest.raises(InvalidData, match=r"programs/knee-gentle-start\.toml.*Criterion\.measure: expected the id of a scale"):
        compile_data(data, tmp_path / "out")

    check_measured("Criterion", "knee-flexion", "degrees", {})
    with pytest.raises(InvalidValue):
        check_measured("Criterion", "knee-folding", "degrees", {})
