"""
A durable journal: one file with the journals of any number of people.

Needs the extra ``storage``.
The file is an SQLite database, written with a write-ahead log and full synchronization, so that an entry whose recording was
acknowledged survives a power cut.
"""

from homept.errors import MissingExtra

try:
    import sqlalchemy as _sqlalchemy
except ImportError:
    raise MissingExtra("storage", "sqlalchemy") from None
del _sqlalchemy

from homept.storage.store import SCHEMA_VERSION, JournalStore  # noqa: E402  # only once its package is known to be there

__all__ = ["SCHEMA_VERSION", "JournalStore"]
