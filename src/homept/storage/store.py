"""The store of journals in an SQLite file, through SQLAlchemy Core."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from homept import codec
from homept._checks import is_id
from homept.errors import HomeptError, InvalidValue, StorageError
from homept.progress import Entry, Journal

__all__ = ["SCHEMA_VERSION", "JournalStore"]

#: The version of the tables; a file of a newer one is refused.
SCHEMA_VERSION = 1
# Marks a file as homept's, in a field that SQLite keeps for this ("hpt" and a zero).
_APPLICATION_ID = 0x68707400
_LOCK_SECONDS = 10
_PAUSE_SECONDS = 0.01

_METADATA = sa.MetaData()
# Nothing but what finds an entry is a column: all else, and the order, is in the entry itself.
_ENTRIES = sa.Table(
    "entries",
    _METADATA,
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("body", sa.String, nullable=False),
)


class JournalStore:
    """
    A file that holds journals, each under the name its app gives the person.

    Opening makes the file when it is not there, unless *create* is false.
    Saving is one transaction that is on the disk when the call returns; saving again, or from several processes, does no harm,
    since journals join by union.
    Use it in a ``with`` block, or call :meth:`close`.

    Raises :class:`homept.errors.StorageError` for a file that is damaged, foreign, newer, read-only, locked or full, with the
    file and what would help; nothing that was stored is touched then.

    >>> import tempfile
    >>> from datetime import datetime, timezone
    >>> from pathlib import Path
    >>> from homept import Journal
    >>> now = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.utc)
    >>> journal = Journal(replica="phone-1").symptoms(set(), at=now, recorded_at=now)
    >>> file = Path(tempfile.mkdtemp()) / "journals.db"
    >>> with JournalStore(file) as store:
    ...     store.save(journal, person="p-1")
    >>> with JournalStore(file) as store:
    ...     store.load(person="p-1", replica="phone-1") == journal
    True
    """

    def __init__(self, file: str | os.PathLike[str], *, create: bool = True) -> None:
        self.file: str = os.fspath(file)
        if not create and not os.path.exists(self.file):
            raise StorageError(self.file, "there is no such file", "check the path, or open it with create=True")
        url = sa.URL.create("sqlite+pysqlite", database=self.file)
        # Parameters hold a person's data and are never to be seen in a message.
        self._engine = sa.create_engine(url, connect_args={"timeout": _LOCK_SECONDS}, hide_parameters=True)
        self._closed = False
        sa.event.listen(self._engine, "connect", self._configure)
        sa.event.listen(self._engine, "begin", _begin)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def save(self, journal: Journal, *, person: str) -> None:
        """
        Store what *journal* adds to what is stored, in one transaction.

        An erasure overwrites what was stored of the entry and its corrections.
        The same id with different content raises :class:`homept.errors.MergeConflict`, and nothing is stored.
        """
        _check_person(person)
        with self._transaction() as connection:
            stored = self._journal(connection, person, journal.replica)
            known = {entry.id: entry for entry in stored.entries}
            for entry in stored.merge(journal).entries:
                if known.get(entry.id) != entry:
                    connection.execute(_upsert(entry, person))

    def load(self, *, person: str, replica: str) -> Journal:
        """
        Return the journal of *person*, to be written on by *replica*; empty when nothing is stored.

        Raises :class:`homept.errors.StorageError` when an entry cannot be read.
        """
        _check_person(person)
        with self._transaction() as connection:
            return self._journal(connection, person, replica)

    def people(self) -> tuple[str, ...]:
        """Return the names under which journals are stored, sorted."""
        with self._transaction() as connection:
            rows = connection.execute(sa.select(_ENTRIES.c.person).distinct().order_by(_ENTRIES.c.person))
            return tuple(row.person for row in rows)

    def close(self) -> None:
        """Close the file; the store cannot be used after this."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> JournalStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<JournalStore {self.file}>"

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """Run one transaction whose database errors become errors of homept's."""
        if self._closed:
            raise StorageError(self.file, "this store was closed", "open it anew")
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise _storage_error(self.file, error) from None

    def _configure(self, connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself, or a read would not see a writer's begin.
        connection.isolation_level = None
        try:
            self._check_owner(connection)
            self._make_durable(connection)
        except BaseException:
            connection.close()
            raise

    def _check_owner(self, connection: Any) -> None:
        # One transaction, so that a file that another process is just making is seen as nothing or as whole.
        connection.execute("BEGIN")
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("COMMIT")
        if application != _APPLICATION_ID and (application, version, tables) != (0, 0, 0):
            raise StorageError(self.file, "it is a database of another program", "choose another file; this one was not touched")
        if version > SCHEMA_VERSION:
            problem = f"it was written by a newer homept (schema {version}, this one knows {SCHEMA_VERSION})"
            raise StorageError(self.file, problem, "update homept; the file was not touched")

    def _make_durable(self, connection: Any) -> None:
        if self._write_ahead(connection) != "wal":
            raise StorageError(self.file, "a power cut could lose entries there", "name a file on a local disk")
        # FULL makes the write-ahead log reach the disk before a commit returns; NORMAL loses acknowledged commits in a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        # What is erased is overwritten in the file, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")

    def _write_ahead(self, connection: Any) -> str:
        """Switch to the write-ahead log, and return the mode that the file is in then."""
        # Where several connections make one new file SQLite refuses some of them at once, so the waiting is done here.
        connection.execute("PRAGMA busy_timeout = 0")
        give_up = monotonic() + _LOCK_SECONDS
        while True:
            try:
                mode: str = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or monotonic() >= give_up:
                    raise
                sleep(_PAUSE_SECONDS)
            else:
                connection.execute(f"PRAGMA busy_timeout = {_LOCK_SECONDS * 1000}")
                return mode

    def _prepare(self) -> None:
        """Make the tables of a new file; another process that opens it at the same time waits, and then finds them."""
        with self._transaction() as connection:
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0:
                _METADATA.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _journal(self, connection: sa.Connection, person: str, replica: str) -> Journal:
        rows = connection.execute(sa.select(_ENTRIES.c.id, _ENTRIES.c.body).where(_ENTRIES.c.person == person))
        entries = [self._entry(row.id, row.body) for row in rows]
        try:
            return Journal(replica=replica, entries=entries)
        except InvalidValue as error:
            raise StorageError(
                self.file, f"the entries do not fit together ({error})", "restore the file from a backup"
            ) from None

    def _entry(self, id: str, body: str) -> Entry:
        try:
            entry = codec.from_json(body, Entry)
        except HomeptError as error:
            # The error names the place in the entry and never what it found there.
            raise StorageError(self.file, f"the entry {id} cannot be read ({error})", "restore the file from a backup") from None
        if entry.id != id:
            raise StorageError(self.file, f"the entry {id} holds another one", "restore the file from a backup")
        return entry


def _upsert(entry: Entry, person: str) -> sa.Insert:
    body = codec.to_json(entry)
    row = {"person": person, "id": entry.id, "body": body}
    return insert(_ENTRIES).values(row).on_conflict_do_update(index_elements=["person", "id"], set_={"body": body})


def _begin(connection: sa.Connection) -> None:
    # Immediate: two writers that both read first would else deadlock when they come to write.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_person(person: object) -> None:
    if not is_id(person):
        raise InvalidValue("person", "an id: at most 64 characters from a-z, 0-9, - and one dot; a pseudonym, never a real name")


_PROBLEMS = (
    # Comes with the text that is damaged, which may hold any of the other signs.
    ("could not decode", "it is damaged", "restore it from a backup"),
    ("readonly", "it cannot be written to", "check its permissions and those of its folder"),
    ("locked", "another program holds it locked", "close the other program, or try again later"),
    ("full", "the disk is full", "make room; what was stored before is safe"),
    ("not a database", "it is not a journal file", "choose another file; this one was not touched"),
    ("malformed", "it is damaged", "restore it from a backup"),
    ("unable to open", "it cannot be opened", "check the path and its permissions"),
    ("disk i/o", "the disk reports an error", "check the disk; what was stored before is safe"),
)


def _storage_error(file: str, error: sa.exc.DBAPIError) -> StorageError:
    said = str(error.orig).lower()
    for sign, problem, advice in _PROBLEMS:
        if sign in said:
            return StorageError(file, problem, advice)
    # The database's own words name tables and states, never the parameters.
    return StorageError(file, f"the database refused ({type(error.orig).__name__})", "check the file and try again")
