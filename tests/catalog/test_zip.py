"""homept reads its data from a zip as well as from a folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import homept

PACKAGE = Path(homept.__file__).parent
LOOK = """
import homept
assert ".zip" in homept.__file__, homept.__file__
catalog = homept.load_catalog()
print(catalog["heel-slide"].name, "quad-set" in catalog.filter(regions={"knee"}, goals={"strength"}))
print(homept.messages.messages("en")("label.steps"), len(homept.vocabulary.words("regions")) > 10)
"""


def zipped(path: Path, *, data: bool = True) -> Path:
    """Zip the package as a wheel holds it: the modules and the compiled data, without the sources of the data."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(PACKAGE.rglob("*")):
            compiled = file.suffix == ".json" and "compiled" in file.parts
            if file.suffix == ".py" or (compiled and data):
                archive.write(file, file.relative_to(PACKAGE.parent))
    return path


SIZE = """
import homept
assert ".zip" in homept.__file__, homept.__file__
from homept.report import installed_size
print(installed_size().rows[-1][1:3])
"""


def look(archive: Path, code: str = LOOK) -> subprocess.CompletedProcess[str]:
    """Look at the catalog in a process that imports homept from the zip."""
    environment = {**os.environ, "PYTHONPATH": str(archive)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def test_the_catalog_is_read_from_a_zip(tmp_path: Path) -> None:
    """The index, a record, the messages and the vocabulary."""
    seen = look(zipped(tmp_path / "homept.zip"))

    assert ("Heel slide True\nDo this True\n", "") == (seen.stdout, seen.stderr)


def test_the_installed_size_is_told_from_a_zip(tmp_path: Path) -> None:
    """The files that the archive holds, at their full size."""
    path = zipped(tmp_path / "homept.zip")
    with zipfile.ZipFile(path) as archive:
        held = [entry.file_size for entry in archive.infolist()]

    seen = look(path, SIZE)

    assert (f"({len(held)}, {sum(held)})\n", "") == (seen.stdout, seen.stderr)


def test_a_zip_without_compiled_data_names_the_command(tmp_path: Path) -> None:
    """The loader of a zip fails in its own way; the message is the same."""
    seen = look(zipped(tmp_path / "homept.zip", data=False))

    assert (
        "homept.errors.StaleData: the compiled data file catalog.json cannot be read; make it with: python -m homept compile"
        == seen.stderr.splitlines()[-1]
    )
