"""
Search finds what people really type: more than a thousand queries, written down before anybody looked at the records.

Each line of ``queries.jsonl`` is a query, what it means, and the records that mean it; where none does, the catalog has a gap.
The half that a hash of the query puts into *tuning* was looked at while the search was made; of the *frozen* half only the share
that was found was looked at, and the misses that were left were read when the search was done.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from homept.catalog import load_catalog

CATALOG = load_catalog()
QUERIES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "queries.jsonl").read_text(encoding="utf-8").splitlines()
]
HALVES = ("tuning", "frozen")


def half(name: str) -> list[dict[str, Any]]:
    """Return the queries of one half that some record means."""
    chosen = [one for one in QUERIES if name == HALVES[sha256(one["query"].encode()).digest()[0] % 2]]
    return [one for one in chosen if one["expected"]]


def hits(name: str, first: int) -> list[bool]:
    """Tell of each query of a half whether a record that it means is among the first hits."""
    return [
        bool(set(one["expected"]) & {hit.exercise.id for hit in CATALOG.search(one["query"], limit=first)}) for one in half(name)
    ]


def test_the_queries_are_many_and_name_records_that_are_there() -> None:
    """At least 620 queries, each once; a quarter of them with a typing mistake; and none of them names a record that is gone."""
    assert len(QUERIES) >= 620
    assert len(QUERIES) == len({one["query"] for one in QUERIES})
    assert 0.2 < sum("slip" in one for one in QUERIES) / len(QUERIES) < 0.3
    assert set() == {id for one in QUERIES for id in one["expected"]} - set(CATALOG)


@pytest.mark.parametrize(("name", "top_one", "top_three"), [("tuning", 0.985, 0.996), ("frozen", 0.955, 0.98)])
def test_a_record_that_is_meant_is_among_the_first(name: str, top_one: float, top_three: float) -> None:
    """The floors lie just below what was measured, so that a worse search is noticed."""
    first, three = hits(name, 1), hits(name, 3)

    assert sum(first) / len(first) >= top_one
    assert sum(three) / len(three) >= top_three


@pytest.mark.parametrize(("name", "floor"), [("tuning", 0.96), ("frozen", 0.89)])
def test_a_query_with_several_meanings_finds_them_all(name: str, floor: float) -> None:
    """Of the queries that several records mean, nearly all have every one of them among the first ten hits."""
    several = [one for one in half(name) if len(one["expected"]) > 1]
    whole = [set(one["expected"]) <= {hit.exercise.id for hit in CATALOG.search(one["query"])} for one in several]

    assert sum(whole) / len(whole) >= floor
