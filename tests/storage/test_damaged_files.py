"""Files that are damaged, foreign, newer, read-only, locked or full: what the error says, and that nothing is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import homept as pt
from homept.errors import StorageError
from homept.progress import Journal
from homept.storage import JournalStore, store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECRET = "zwetschgenknoedel"


def diary(count: int = 1) -> Journal:
    """A journal of so many sessions, each with a note that no message may hold."""
    journal = Journal(replica="phone-1")
    for number in range(count):
        when = NOW + timedelta(minutes=number)
        journal = journal.unplanned(at=when, recorded_at=when, note=SECRET, pain_during=7)
    return journal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A good file with the journal of one person, closed."""
    path = tmp_path / "journals.db"
    with JournalStore(path) as opened:
        opened.save(diary(40), person="p-1")
    return path


def use(path: Path, *, create: bool = True) -> None:
    """Open a file, read all of it, and write into it."""
    with JournalStore(path, create=create) as opened:
        opened.people()
        opened.load(person="p-1", replica="phone-1")
        opened.save(diary(41), person="p-1")


def refused(act: Callable[[], object]) -> str:
    """Return what the error says, which must hold nothing of what was written."""
    with pytest.raises(StorageError) as caught:
        act()
    error = caught.value
    told = f"{error} {error!r} {error.problem} {error.advice}"
    assert SECRET not in told
    assert "note" not in told
    assert error.file in str(error)
    return f"{error.problem}; {error.advice}"


def altered(path: Path, statement: str, *parameters: object) -> None:
    """Change a file by SQLite itself, as somebody else might."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, parameters)


# -- files that are not ours --------------------------------------------------------------------------------------------------------


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    """A foreign database is refused, and not one byte of it changes."""
    path = tmp_path / "photos.db"
    altered(path, "CREATE TABLE photos (name TEXT)")
    before = path.read_bytes()

    assert "it is a database of another program; choose another file; this one was not touched" == refused(lambda: use(path))
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 7"])
def test_an_empty_database_that_another_program_marked_is_foreign(tmp_path: Path, pragma: str) -> None:
    """A mark of another program is enough, though there is no table yet."""
    path = tmp_path / "other.db"
    altered(path, f"PRAGMA {pragma}")

    assert refused(lambda: use(path)).startswith("it is a database of another program")


def test_a_newer_file_is_not_touched(file: Path) -> None:
    """A file of a newer schema is refused with both versions, and not one byte of it changes."""
    altered(file, "PRAGMA user_version = 99")
    before = file.read_bytes()

    expected = "it was written by a newer homept (schema 99, this one knows 1); update homept; the file was not touched"
    assert expected == refused(lambda: use(file))
    assert before == file.read_bytes()


def test_what_is_no_database_is_not_touched(tmp_path: Path) -> None:
    """A text file is refused, and stays as it is."""
    path = tmp_path / "diary.txt"
    path.write_text(f"Dear diary, {SECRET}. " * 100)
    before = path.read_bytes()

    assert "it is not a journal file; choose another file; this one was not touched" == refused(lambda: use(path))
    assert before == path.read_bytes()


def test_an_empty_file_becomes_a_journal_file(tmp_path: Path) -> None:
    """A file of no bytes is no file yet."""
    path = tmp_path / "journals.db"
    path.touch()
    use(path)

    with JournalStore(path) as opened:
        assert diary(41) == opened.load(person="p-1", replica="phone-1")


# -- files that are damaged -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [50, 1000, 4096, 5000, 12288])
def test_a_file_that_was_cut_off(file: Path, kept: int) -> None:
    """A truncated file is damaged, wherever it was cut."""
    file.write_bytes(file.read_bytes()[:kept])

    assert "it is damaged; restore it from a backup" == refused(lambda: use(file))


def test_a_page_that_was_overwritten(file: Path) -> None:
    """Noise in any page but the first is damage, found when the page is read."""
    good = file.read_bytes()
    for page in range(1, len(good) // 4096):
        file.write_bytes(good[: page * 4096] + b"\xff" * 4096 + good[(page + 1) * 4096 :])

        assert "it is damaged; restore it from a backup" == refused(lambda: use(file))


def test_a_first_page_that_was_overwritten(file: Path) -> None:
    """Without its first page a file is no database."""
    file.write_bytes(b"\xff" * 4096 + file.read_bytes()[4096:])

    assert refused(lambda: use(file)).startswith("it is not a journal file")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{", "$: expected JSON text, found an error at line 1, column 2"),
        ('{"homept": 1, "type": "Entry", "reports": 1}', None),
        (f'{{"homept": 1, "type": "Entry", "report": "{SECRET}"}}', None),
        (f'{{"homept": 1, "type": "{SECRET}"}}', "type: expected the name of a public class of homept, such as Plan"),
        ('{"homept": 99, "type": "Entry"}', "homept: expected a form of version 1 or older, found 99; a newer homept wrote this"),
        (f'["{SECRET}"]', "$: expected an object with the keys homept and type, found type list"),
    ],
)
def test_an_entry_that_cannot_be_read(file: Path, body: str, expected: str | None) -> None:
    """Damage inside an entry is told with the id of the entry and the place, and never with what stands there."""
    id = diary().entries[0].id
    altered(file, "UPDATE entries SET body = ? WHERE id = ?", body, id)
    said = refused(lambda: use(file))

    assert said.startswith(f"the entry {id} cannot be read (")
    assert said.endswith("; restore the file from a backup")
    assert expected is None or f"({expected})" in said


def test_the_other_people_can_still_be_read(file: Path) -> None:
    """A damaged entry of one person does not keep others from theirs, and nothing is written over it."""
    with JournalStore(file) as opened:
        opened.save(diary(), person="p-2")
        altered(file, "UPDATE entries SET body = '{' WHERE person = 'p-1'")

        assert refused(lambda: opened.save(diary(41), person="p-1")).startswith("the entry ")
        assert diary() == opened.load(person="p-2", replica="phone-1")
    with closing(sqlite3.connect(file)) as other:
        assert [(40,)] == other.execute("SELECT count(*) FROM entries WHERE body = '{'").fetchall()


def test_an_entry_under_the_id_of_another(file: Path) -> None:
    """A row that holds another entry than its id says is damage."""
    one, two = diary(2).entries
    altered(file, "UPDATE entries SET body = ? WHERE id = ?", pt.codec.to_json(two), one.id)

    assert f"the entry {one.id} holds another one; restore the file from a backup" == refused(lambda: use(file))


def test_text_that_is_no_text(file: Path) -> None:
    """Bytes that are no UTF-8, where a text should be, are told as damage and not shown."""
    altered(file, "UPDATE entries SET body = CAST(? AS TEXT)", SECRET.encode() + b"\xff readonly full locked")
    said = refused(lambda: use(file))

    assert "it is damaged; restore it from a backup" == said


def test_entries_that_correct_each_other_in_a_circle(file: Path) -> None:
    """Entries that do not fit together are damage too."""
    for one, other in (diary(2).entries, diary(2).entries[::-1]):
        body = pt.codec.to_json(one).replace('"supersedes": null', f'"supersedes": "{other.id}"')
        altered(file, "UPDATE entries SET body = ? WHERE id = ?", body, one.id)

    expected = (
        "the entries do not fit together (Journal.entries: expected corrections of earlier entries, never in a circle); "
        "restore the file from a backup"
    )
    assert expected == refused(lambda: use(file))


def test_a_table_that_is_gone(file: Path) -> None:
    """What no rule foresees is told by its kind only."""
    altered(file, "DROP TABLE entries")

    assert "the database refused (OperationalError); check the file and try again" == refused(lambda: use(file))


# -- files that cannot be opened or written -------------------------------------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    """With create=False a file that is not there is an error, and is not made."""
    path = tmp_path / "journals.db"

    assert "there is no such file; check the path, or open it with create=True" == refused(lambda: use(path, create=False))
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["no/such/folder/journals.db", "."])
def test_what_cannot_be_a_file(tmp_path: Path, name: str) -> None:
    """A folder, or a file in a folder that is not there, cannot be opened."""
    assert "it cannot be opened; check the path and its permissions" == refused(lambda: use(tmp_path / name))


@pytest.mark.parametrize("name", [":memory:", ""])
def test_what_would_not_last_is_refused(name: str) -> None:
    """A database in memory, or one without a name, would lose every entry when it is closed."""
    with pytest.raises(StorageError) as caught:
        JournalStore(name)

    assert "a power cut could lose entries there" == caught.value.problem


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be nobody for a while where one is root, for whom permissions do not bind; else stay who one is."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public(file: Path) -> Iterator[Path]:
    """The good file, in a folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "journals.db"
    shutil.copy(file, path)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("of_file", "of_folder", "expected"),
    [
        (0o444, 0o777, "it cannot be written to; check its permissions and those of its folder"),
        (0o666, 0o555, "it cannot be written to; check its permissions and those of its folder"),
        (0o444, 0o555, "it cannot be written to; check its permissions and those of its folder"),
        (0o000, 0o777, "it cannot be opened; check the path and its permissions"),
    ],
    ids=["file", "folder", "both", "not even readable"],
)
def test_what_may_not_be_written(public: Path, of_file: int, of_folder: int, expected: str) -> None:
    """A read-only file or folder is refused when it is opened, and stays as it is."""
    before = public.read_bytes()
    public.chmod(of_file)
    public.parent.chmod(of_folder)
    with without_privileges():
        said = refused(lambda: use(public))

    assert expected == said
    assert before == public.read_bytes()


def test_a_file_that_another_program_holds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another connection writes, opening and saving wait for a while, and are then refused; nothing is half stored."""
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0)
    expected = "another program holds it locked; close the other program, or try again later"
    with closing(sqlite3.connect(file, isolation_level=None)) as other, JournalStore(file) as opened:
        other.execute("BEGIN IMMEDIATE")
        assert expected == refused(lambda: opened.save(diary(41), person="p-1"))
        assert expected == refused(lambda: opened.load(person="p-1", replica="phone-1"))
        assert expected == refused(opened.people)
        assert expected == refused(lambda: use(file))
        other.execute("COMMIT")
        opened.save(diary(41), person="p-1")
        assert 41 == len(opened.load(person="p-1", replica="phone-1").entries)


def test_a_new_file_that_another_program_is_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening waits until the other one is done, for a while; then it is refused."""
    path = tmp_path / "journals.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(store, "_LOCK_SECONDS", 0)
        assert refused(lambda: use(path)).startswith("another program holds it locked")

        monkeypatch.setattr(store, "_LOCK_SECONDS", 60)
        monkeypatch.setattr(store, "sleep", lambda _: other.execute("COMMIT"))
        use(path)
    with JournalStore(path) as opened:
        assert 41 == len(opened.load(person="p-1", replica="phone-1").entries)


def test_a_disk_that_is_full(file: Path) -> None:
    """Where there is no room the journal is not stored at all, what was stored stays, and the message tells nothing of it."""
    with JournalStore(file) as opened:
        with opened._transaction() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        expected = "the disk is full; make room; what was stored before is safe"
        assert expected == refused(lambda: opened.save(diary(400), person="p-1"))
        assert 40 == len(opened.load(person="p-1", replica="phone-1").entries)


def test_a_disk_that_fails(file: Path) -> None:
    """An error of the disk while writing is told as one; what was stored stays."""
    size = file.stat().st_size
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "import test_damaged_files as tests\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "file = Path(sys.argv[1])\n"
        "with tests.JournalStore(file) as opened:\n"
        "    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))\n"
        "    print(tests.refused(lambda: opened.save(tests.diary(400), person='p-1')))\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))\n"
    )
    here = str(Path(__file__).parent)
    run = subprocess.run(
        [sys.executable, "-c", code, str(file), str(size)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": here},
    )

    assert ("", 0) == (run.stderr, run.returncode)
    assert "the disk reports an error; check the disk; what was stored before is safe\n" == run.stdout
    with JournalStore(file) as opened:
        assert diary(40) == opened.load(person="p-1", replica="phone-1")
