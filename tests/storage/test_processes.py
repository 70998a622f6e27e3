"""Several processes at one file, and processes that are killed while they write: what was acknowledged is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from homept.storage import JournalStore

HERE = Path(__file__).parent


def stored(file: Path) -> set[str]:
    """Return the ids of all entries in the file."""
    with JournalStore(file, create=False) as store:
        return {entry.id for entry in store.load(person="p-1", replica="reader").entries}


@pytest.mark.parametrize("attempt", range(3))
def test_processes_that_write_at_once(tmp_path: Path, attempt: int) -> None:
    """Three processes make one new file and save into it at the same time: each succeeds, and every entry is there."""
    file = tmp_path / "journals.db"
    writers = [
        subprocess.Popen(
            [sys.executable, str(HERE / "writer.py"), str(file), f"writer-{number}", "8"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert "ready\n" == writer.stdout.readline()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    outcomes = [writer.communicate() for writer in writers]

    assert [("", 0)] * 3 == [(said[1], writer.returncode) for said, writer in zip(outcomes, writers, strict=True)]
    acknowledged = {id for said, _ in outcomes for id in said.split()}
    assert 24 == len(acknowledged)
    assert acknowledged == stored(file)


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    """Twenty times a process is killed without warning while it writes; each entry whose saving had returned is in the file."""
    file = tmp_path / "journals.db"
    acknowledged: set[str] = set()
    command = [sys.executable, str(HERE / "killer.py"), str(tmp_path), "20"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killer:
        assert killer.stdout is not None
        for line in killer.stdout:
            acknowledged |= set(line.split())
    found = stored(file)

    assert 0 == killer.returncode
    assert len(acknowledged) >= 20
    assert acknowledged <= found
    # At most one entry of each round was on its way: stored, and its writer killed before it could say so.
    assert len(found - acknowledged) <= 20
