"""The README's sample is the contract: it runs as it stands, and prints what the README shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import homept as pt
from homept import vocabulary
from homept.measures import load_measures
from homept.plan import load_programs

README = Path(__file__).parents[2] / "README.md"


def blocks(language: str) -> list[str]:
    """Return the code blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def test_the_sample_prints_what_the_readme_shows() -> None:
    """The two outputs in the README are what the sample prints, to the letter."""
    (sample,) = blocks("python")
    sheet, review = blocks("text")

    printed = subprocess.run([sys.executable, "-c", sample], capture_output=True, text=True, check=True)

    assert f"{sheet}{review}" == printed.stdout
    assert printed.stderr == ""


def test_the_sample_is_the_example_of_the_first_routine() -> None:
    """The example that make demo runs prints the sheet that the README shows, and goes on to the review."""
    example = README.parent / "examples" / "first_routine.py"
    sheet, _ = blocks("text")

    printed = subprocess.run([sys.executable, str(example)], capture_output=True, text=True, check=True)

    for line in (
        sheet,
        "Planned: 12 sessions",
        "You wrote down 4 of 6 planned sessions as done (67%).",
        "1 session: pain",
    ):
        assert line in printed.stdout


def test_the_numbers_of_the_readme_are_those_of_the_data() -> None:
    """So many exercises, programs, conditions, operations and traits are there."""
    text = README.read_text(encoding="utf-8")

    for count, what in (
        (len(pt.load_catalog()), "home exercises"),
        (len(load_programs()), "programs"),
        (len(vocabulary.words("conditions")), "conditions"),
        (len(vocabulary.words("procedures")), "operations and injuries"),
        (len(vocabulary.words("traits")), "traits of exercises"),
        (len(load_measures()), "outcome measures"),
    ):
        assert f"{count} {what}" in text


def test_the_commands_that_the_readme_names_exist() -> None:
    """Each make target in the README is a target of the Makefile."""
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"make (\w+)", " ".join(blocks("console"))):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
