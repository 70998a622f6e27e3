"""Journals in a database of your own; here SQLite from the standard library stands for any database."""

from __future__ import annotations

import sqlite3

import homept as pt
from homept.progress import Entry


def connect(file: str) -> sqlite3.Connection:
    """Open the database and make the table."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("CREATE TABLE IF NOT EXISTS entries (person TEXT, id TEXT, body TEXT, PRIMARY KEY (person, id))")
    return connection


def load(connection: sqlite3.Connection, person: str, replica: str) -> pt.Journal:
    """Return the journal of a person, to be written on by *replica*."""
    rows = connection.execute("SELECT body FROM entries WHERE person = ?", (person,))
    return pt.Journal(replica=replica, entries=[pt.codec.from_json(body, Entry) for (body,) in rows])


def save(connection: sqlite3.Connection, person: str, journal: pt.Journal) -> None:
    """Join *journal* with what is stored, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        joined = load(connection, person, journal.replica).merge(journal)
        connection.executemany(
            "INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT (person, id) DO UPDATE SET body = excluded.body",
            [(person, entry.id, pt.codec.to_json(entry)) for entry in joined.entries],
        )
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
