"""
A process that writes into a journal file, for the tests that need several processes, or one that is killed.

``python writer.py FILE REPLICA COUNT`` says ``ready``, waits for a line, and then saves COUNT entries one by one; after each
saving that has returned it says the id of the entry.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from homept import Journal
from homept.storage import JournalStore

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def write(file: str, replica: str, count: int) -> None:
    """Save so many entries one by one, and tell of each."""
    journal = Journal(replica=replica)
    with JournalStore(file) as store:
        for number in range(count):
            now = START + timedelta(minutes=number)
            journal = journal.symptoms(set(), at=now, recorded_at=now)
            store.save(journal, person="p-1")
            print(journal.entries[-1].id, flush=True)


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
