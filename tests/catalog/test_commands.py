"""The commands for people who edit data: python -m homept validate, report, compile and words."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from clinic_folder import HIGH_RISE, RISE, spoil, write_clinic

import homept
from homept import __main__ as command
from homept import _words
from homept.__main__ import main
from homept.report import installed_size, report

DATA = Path(homept.__file__).parent / "data"


def test_validate_says_that_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound folder exits with 0 and tells how many exercises it has."""
    clinic = write_clinic(tmp_path)

    assert 0 == main(["validate", str(clinic)])
    assert (f"{clinic}: 2 exercises, no problems\n", "") == capsys.readouterr()


def test_validate_tells_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems go to the error output, one a line, and the exit status is 1."""
    clinic = write_clinic(tmp_path)
    spoil(clinic, RISE, "level = 2", "level = 7")
    spoil(clinic, HIGH_RISE, "level = 1", "lvel = 1")

    assert 1 == main(["validate", str(clinic)])
    assert (
        "",
        "3 problems in the data:\n"
        f"  {HIGH_RISE}: clinic.high-rise lvel: unknown key; did you mean 'level'?\n"
        f"  {HIGH_RISE}: clinic.high-rise level: missing; expected a whole number, 0 or more\n"
        f"  {RISE}: clinic.rise level: expected a whole number from 1 to 4, found 7\n",
    ) == capsys.readouterr()


def test_validate_of_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt folder is a problem, not a traceback."""
    assert 1 == main(["validate", str(tmp_path / "clinc")])
    assert "catalog.toml: missing file" in capsys.readouterr().err


def test_compile_tells_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By default it compiles homept's own data; the result can go anywhere."""
    out = tmp_path / "out"

    assert 0 == main(["compile", "--out", str(out)])
    assert (f"compiled {len(homept.load_catalog())} exercises into {out}\n", "") == capsys.readouterr()
    assert (DATA / "compiled" / "catalog.json").read_bytes() == (out / "catalog.json").read_bytes()


def test_compile_puts_its_result_beside_the_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder is named compiled unless another is asked for; bad data exits with 1."""
    (tmp_path / "vocabulary").mkdir()

    assert 1 == main(["compile", "--data", str(tmp_path)])
    assert "vocabulary/regions.toml: missing file" in capsys.readouterr().err
    assert not (tmp_path / "compiled").exists()


def test_compile_refuses_to_delete_what_is_not_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the name of the folder is an error."""
    (tmp_path / "letters.txt").write_text("Dear", encoding="utf-8")

    assert 1 == main(["compile", "--out", str(tmp_path)])
    assert "expected a new or empty folder" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").exists()


def test_words_writes_the_enumerations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it writes is the module that ships."""
    out = tmp_path / "words.py"

    assert 0 == main(["words", "--out", str(out)])
    assert (f"wrote {out}\n", "") == capsys.readouterr()
    assert Path(_words.__file__).read_bytes() == out.read_bytes()


def test_words_of_a_folder_without_a_vocabulary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad data writes nothing."""
    assert 1 == main(["words", "--data", str(tmp_path), "--out", str(tmp_path / "words.py")])
    assert "vocabulary/regions.toml: missing file" in capsys.readouterr().err
    assert not (tmp_path / "words.py").exists()


def test_report_tells_of_a_folder_of_exercises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clinic sees the figures of its own exercises, and nothing of ours."""
    clinic = write_clinic(tmp_path)

    assert 0 == main(["report", str(clinic)])
    shown, problems = capsys.readouterr()
    assert "" == problems
    assert "\n\n".join(table.to_text() for table in report(clinic)[1]) + "\n" == shown
    assert "At a glance\n===========\nVersion 3 of the data, language en.\n" in shown
    assert not {"Programs", "Outcome measures by kind", "Installed size", "Reading level"} & set(shown.splitlines())


def test_report_tells_of_the_whole_of_homept(capsys: pytest.CaptureFixture[str]) -> None:
    """With programs, measures, all works that any data cites, and the installed size."""
    assert 0 == main(["report"])
    shown = capsys.readouterr().out.splitlines()

    assert {"At a glance", "Programs", "Outcome measures by kind", "What doses rest on", "Installed size"} <= set(shown)
    assert "No clinician has reviewed any of these exercises yet." in shown
    assert ["exercises", str(len(homept.load_catalog()))] in [line.split() for line in shown]


def test_report_tells_how_easy_texts_are_to_read_where_it_is_asked_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The tables of homept.reading come after the others, and those of a list of programs at the end."""
    clinic = write_clinic(tmp_path)
    listed = tmp_path / "programs.toml"
    listed.write_text(
        '[[program]]\nid = "a"\ntitle = "A"\npublisher = "B"\nexercises = [{ name = "Rise", records = ["clinic.rise"] }]\n',
        "utf-8",
    )

    assert 0 == main(["report", str(clinic), "--reading", "--covers", str(listed)])
    shown = capsys.readouterr().out.splitlines()
    assert shown.index("Who wrote and reviewed") < shown.index("Reading level") < shown.index("Exercises of published programs")


@pytest.mark.parametrize("wrong", [["report", "nowhere"], ["report", "--covers", "nowhere.toml"]])
def test_report_of_a_file_that_is_not_there(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt path is a problem, not a traceback, and not a report of nothing."""
    assert 1 == main(wrong)
    shown, problems = capsys.readouterr()
    assert "missing file" in problems
    assert "" == shown


@pytest.mark.parametrize("arguments", [[], ["valdate"], ["validate"], ["compile", "--dta", "x"]])
def test_a_command_that_is_not_understood_shows_how_to_use_it(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2 is that of a wrong call."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert 2 == caught.value.code
    assert capsys.readouterr().err.startswith("usage: python -m homept")


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command is told with what it does."""
    with pytest.raises(SystemExit) as caught:
        main(["--help"])

    assert 0 == caught.value.code
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("validate", "report", "compile", "words", "review-sheets", "read-reviews"))


def test_the_installed_size_is_that_of_code_and_compiled_data() -> None:
    """Sources of data are not installed, nor are caches; an installed copy stays well below 15 MB."""
    package = DATA.parent
    code = [
        path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts and DATA not in path.parents
    ]
    data = [path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".toml"]
    expected = {"code": code, "data": data, "all": [*code, *data]}

    sizes = {str(row[0]): row[1:3] for row in installed_size().rows}

    assert {what: (len(files), sum(path.stat().st_size for path in files)) for what, files in expected.items()} == sizes
    assert int(sizes["all"][1]) < 15_000_000


def test_the_module_runs_as_a_command(tmp_path: Path) -> None:
    """The exit status reaches the shell."""
    clinic = write_clinic(tmp_path)

    ran = subprocess.run([sys.executable, "-m", "homept", "validate", str(clinic)], capture_output=True, text=True, check=False)

    assert (0, f"{clinic}: 2 exercises, no problems\n", "") == (ran.returncode, ran.stdout, ran.stderr)


def test_run_as_a_script_it_exits_with_the_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line of the module hands the status on."""
    monkeypatch.setattr(sys, "argv", ["homept", "validate", str(tmp_path / "nowhere")])

    with pytest.raises(SystemExit) as caught:
        runpy.run_path(command.__file__, run_name="__main__")

    assert 1 == caught.value.code
