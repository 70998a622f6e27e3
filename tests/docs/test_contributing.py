"""The worked example of the contributor guide is a record that the compiler takes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from homept.catalog.compiler import compile_data

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "homept" / "data"
BLOCK = re.compile(r"^```toml (?P<file>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_worked_example_compiles(tmp_path: Path) -> None:
    """The files shown in CONTRIBUTING.md, put where it says, make one more exercise without a problem."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("compiled"))
    before = compile_data(data, tmp_path / "before")
    blocks = {match["file"]: match["text"] for match in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))}
    with (data / "sources.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + blocks.pop("sources.toml"))
    for name, text in blocks.items():
        path = data / "exercises" / name
        # An example of adding one must not name one that is there.
        assert not path.exists()
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert ["butterfly-hug/exercise.toml", "butterfly-hug/text.en.toml"] == sorted(blocks)
    assert before + 1 == compile_data(data, tmp_path / "after")
