"""The store: what goes in comes out, saving twice does no harm, people are kept apart, and an erasure reaches the file."""

from __future__ import annotations

import importlib
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import homept as pt
from homept.errors import InvalidValue, MergeConflict, MissingExtra, StorageError
from homept.progress import Erased, Journal, Paused
from homept.storage import SCHEMA_VERSION, JournalStore
from homept.testing import journals

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
#: A word that is in no other file of a computer.
SECRET = "zwetschgenknoedel"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of its own for each example that is drawn."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def noted(*notes: str, replica: str = "phone-1") -> Journal:
    """A journal with one session for each note, a minute apart."""
    journal = Journal(replica=replica)
    for number, note in enumerate(notes):
        when = NOW + timedelta(minutes=number)
        journal = journal.unplanned(at=when, recorded_at=when, note=note, pain_during=7)
    return journal


def everything(file: Path) -> bytes:
    """Return all bytes of the file and of those beside it."""
    return b"".join(one.read_bytes() for one in sorted(file.parent.iterdir()))


@settings(max_examples=25)  # each example waits for the disk
@given(journals(max_size=8))
def test_what_goes_in_comes_out(journal: Journal) -> None:
    """Any journal is the same after the file was closed and opened again."""
    with folder() as path:
        with JournalStore(path / "journals.db") as store:
            store.save(journal, person="p-1")
        with JournalStore(path / "journals.db", create=False) as store:
            assert journal == store.load(person="p-1", replica=journal.replica)


@settings(max_examples=25)  # each example waits for the disk
@given(journals(replica="phone-1"), journals(replica="tablet-1"), st.permutations([0, 0, 1, 1]))
def test_saving_is_merging(phone: Journal, tablet: Journal, order: list[int]) -> None:
    """Saved in any order and any number of times, two replicas give what merging them gives."""
    with folder() as path, JournalStore(path / "journals.db") as store:
        for number in order:
            store.save((phone, tablet)[number], person="p-1")

        assert phone.merge(tablet) == store.load(person="p-1", replica="phone-1")


@settings(max_examples=25)  # each example waits for the disk
@given(journals(max_size=8), st.integers(0, 8))
def test_saving_as_one_goes(journal: Journal, cut: int) -> None:
    """Saving part of a journal first, and all of it later, is saving all of it."""
    first = Journal(replica=journal.replica, entries=journal.entries[:cut])
    with folder() as path, JournalStore(path / "journals.db") as store:
        store.save(first, person="p-1")
        store.save(journal, person="p-1")

        assert journal == store.load(person="p-1", replica=journal.replica)


def test_saving_again_writes_nothing(tmp_path: Path) -> None:
    """What is stored already is not written once more."""
    with JournalStore(tmp_path / "journals.db") as store:

        def rows_written() -> int:
            with store._transaction() as connection:
                return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())

        store.save(noted("a", "b"), person="p-1")
        before = rows_written()
        store.save(noted("a", "b"), person="p-1")
        store.save(Journal(replica="empty"), person="p-1")
        assert before == rows_written()
        store.save(noted("a", "b", "c"), person="p-1")
        assert before + 1 == rows_written()


def test_nothing_stored_is_an_empty_journal(tmp_path: Path) -> None:
    """A person of whom nothing is stored has an empty journal, and is not among the people."""
    with JournalStore(tmp_path / "journals.db") as store:
        assert Journal(replica="phone-1") == store.load(person="p-1", replica="phone-1")
        store.save(Journal(replica="phone-1"), person="p-1")
        assert () == store.people()


def test_people_are_kept_apart(tmp_path: Path) -> None:
    """Each person has a journal of their own, also where two entries have the same id."""
    one, two = noted("one"), noted("two")
    with JournalStore(tmp_path / "journals.db") as store:
        store.save(one, person="p-2")
        store.save(two, person="p-1")

        assert one.entries[0].id == two.entries[0].id
        assert (one, two) == (store.load(person="p-2", replica="phone-1"), store.load(person="p-1", replica="phone-1"))
        assert ("p-1", "p-2") == store.people()


def test_another_replica_writes_on(tmp_path: Path) -> None:
    """What one device stored another one loads under its own name and adds to."""
    with JournalStore(tmp_path / "journals.db") as store:
        store.save(noted("a"), person="p-1")
        tablet = store.load(person="p-1", replica="tablet-1").symptoms(set(), at=NOW, recorded_at=NOW)
        store.save(tablet, person="p-1")

        assert tablet == store.load(person="p-1", replica="tablet-1")
        assert {"phone-1", "tablet-1"} == {entry.replica for entry in tablet.entries}


def test_a_conflict_stores_nothing(tmp_path: Path) -> None:
    """The same id with other content is refused, and what came with it is not stored either."""
    with JournalStore(tmp_path / "journals.db") as store:
        store.save(noted("a"), person="p-1")
        with pytest.raises(MergeConflict) as caught:
            store.save(noted(SECRET, "b"), person="p-1")

        assert SECRET not in str(caught.value)
        assert noted("a") == store.load(person="p-1", replica="phone-1")


# -- erasing ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1, 200, 20_000], ids=["short", "a paragraph", "many pages"])
def test_what_was_erased_is_not_in_the_file(tmp_path: Path, length: int) -> None:
    """After closing, no file holds a word of what was erased, however long it was; the others are all there."""
    file = tmp_path / "journals.db"
    secrets = [f"{SECRET} " * length, f"{SECRET} again"]
    journal = noted("before", *secrets, "after")
    with JournalStore(file) as store:
        store.save(journal, person="p-1")
    assert SECRET.encode() in everything(file)

    for entry in journal.entries[1:3]:
        journal = journal.erase(entry.id)
    with JournalStore(file) as store:
        store.save(journal, person="p-1")

    assert SECRET.encode() not in everything(file)
    with JournalStore(file) as store:
        assert journal == store.load(person="p-1", replica="phone-1")


def test_what_was_written_and_erased_in_one_sitting_is_not_in_the_file(tmp_path: Path) -> None:
    """The write-ahead log keeps nothing either, once the file is closed."""
    file = tmp_path / "journals.db"
    journal = noted(SECRET)
    with JournalStore(file) as store:
        store.save(journal, person="p-1")
        store.save(journal.erase(journal.entries[0].id), person="p-1")

    assert SECRET.encode() not in everything(file)
    assert [file] == list(tmp_path.iterdir())


def test_an_erasure_takes_stored_corrections_along(tmp_path: Path) -> None:
    """A correction that another device stored is overwritten when the erasure of what it corrects is saved."""
    file = tmp_path / "journals.db"
    journal = noted("a")
    tablet = Journal(replica="tablet-1", entries=journal.entries).correct(journal.entries[0].id, recorded_at=NOW, note=SECRET)
    with JournalStore(file) as store:
        store.save(tablet, person="p-1")
        store.save(journal.erase(journal.entries[0].id), person="p-1")
        stored = store.load(person="p-1", replica="phone-1")

    assert [Erased(), Erased()] == [entry.report for entry in stored.entries]
    assert SECRET.encode() not in everything(file)


def test_an_old_device_cannot_bring_back_what_was_erased(tmp_path: Path) -> None:
    """A tombstone stays when a device that has not heard of it saves the content once more."""
    signs = Journal(replica="phone-1").symptoms({"fall"}, at=NOW, recorded_at=NOW)
    with JournalStore(tmp_path / "journals.db") as store:
        store.save(signs.erase(signs.entries[0].id), person="p-1")
        store.save(signs, person="p-1")

        assert [Paused()] == [entry.report for entry in store.load(person="p-1", replica="phone-1").entries]


# -- how the file is written --------------------------------------------------------------------------------------------------------


def test_the_settings_are_really_in_force(tmp_path: Path) -> None:
    """Write-ahead log, full synchronization and secure deletion are read back from the connection that writes."""
    with JournalStore(tmp_path / "journals.db") as store, store._transaction() as connection:

        def setting(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert ("wal", 2, 1) == (setting("journal_mode"), setting("synchronous"), setting("secure_delete"))
        assert (SCHEMA_VERSION, 0x68707400) == (setting("user_version"), setting("application_id"))


def test_the_settings_hold_for_every_connection(tmp_path: Path) -> None:
    """A second connection, of another thread, is as durable as the first."""
    with JournalStore(tmp_path / "journals.db") as store:

        def settings() -> tuple[object, ...]:
            with store._engine.connect() as connection:
                names = ("journal_mode", "synchronous", "secure_delete")
                return tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names)

        # The first connection is in use, so that the thread gets another one.
        with store._engine.connect(), ThreadPoolExecutor(1) as pool:
            assert ("wal", 2, 1) == pool.submit(settings).result()


def test_only_what_finds_an_entry_is_a_column(tmp_path: Path) -> None:
    """A row is the person, the id of the entry, and the entry."""
    with JournalStore(tmp_path / "journals.db") as store:
        store.save(noted("a"), person="p-1")
    with sqlite3.connect(tmp_path / "journals.db") as other:
        rows = other.execute("SELECT * FROM entries").fetchall()
    other.close()

    entry = noted("a").entries[0]
    assert [("p-1", entry.id, pt.codec.to_json(entry))] == rows


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    """Eight threads save and load through one store, and nothing is lost."""
    with JournalStore(tmp_path / "journals.db") as store:

        def write(number: int) -> int:
            store.save(noted("a", "b", replica=f"thread-{number}"), person="p-1")
            return len(store.load(person="p-1", replica="reader").entries)

        with ThreadPoolExecutor(8) as pool:
            seen = list(pool.map(write, range(8)))

        assert all(count >= 2 for count in seen)
        assert 16 == len(store.load(person="p-1", replica="reader").entries)


def test_the_file_may_be_named_by_text_or_path(tmp_path: Path) -> None:
    """A text and a path name the same file, and the repr shows it and nothing else."""
    with JournalStore(str(tmp_path / "journals.db")) as store:
        store.save(noted("a"), person="p-1")
        assert f"<JournalStore {tmp_path / 'journals.db'}>" == repr(store)
    with JournalStore(tmp_path / "journals.db") as store:
        assert noted("a") == store.load(person="p-1", replica="phone-1")


# -- what is refused ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["", "Anna Müller", "p 1", "p/1", "P-1", "a" * 65, None, 7])
def test_a_bad_name_for_a_person_is_refused_and_not_told(tmp_path: Path, person: Any) -> None:
    """People go by pseudonyms; what was given may be a real name, so the message does not repeat it."""
    expected = "person: expected an id: at most 64 characters from a-z, 0-9, - and one dot; a pseudonym, never a real name"
    with JournalStore(tmp_path / "journals.db") as store:
        for act in (
            lambda: store.save(noted("a"), person=person),
            lambda: store.load(person=person, replica="phone-1"),
        ):
            with pytest.raises(InvalidValue) as caught:
                act()
            assert expected == str(caught.value)
        assert () == store.people()


def test_a_closed_store_cannot_be_used(tmp_path: Path) -> None:
    """After closing, everything is refused but closing again."""
    store = JournalStore(tmp_path / "journals.db")
    store.close()
    store.close()

    for act in (
        lambda: store.save(noted("a"), person="p-1"),
        lambda: store.load(person="p-1", replica="phone-1"),
        store.people,
    ):
        with pytest.raises(StorageError) as caught:
            act()
        assert f"{store.file}: this store was closed; open it anew" == str(caught.value)


def test_a_with_block_closes_whatever_happens(tmp_path: Path) -> None:
    """An error inside the block closes the file too."""
    with pytest.raises(KeyError), JournalStore(tmp_path / "journals.db") as store:
        raise KeyError
    with pytest.raises(StorageError, match="this store was closed"):
        store.people()
    assert [tmp_path / "journals.db"] == list(tmp_path.iterdir())


def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SQLAlchemy the import says which extra brings it."""
    for name in ("homept.storage", "homept.storage.store"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)

    with pytest.raises(MissingExtra) as caught:
        importlib.import_module("homept.storage")
    assert ("storage", "sqlalchemy") == (caught.value.extra, caught.value.package)
