"""Every work that the data cites is listed with what was read of it, and every work listed is cited."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from homept import load_catalog, vocabulary
from homept._package_data import read_json

SOURCES: dict[str, dict[str, Any]] = {row["id"]: row for row in read_json("sources.json")}
EVERY = pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))


def cited(value: object) -> set[str]:
    """Collect what is named under source, sources or basis anywhere in a tree of data."""
    found: set[str] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("source", "sources", "basis", "checked_against"):
                found |= {inner} if isinstance(inner, str) else set(inner.values() if isinstance(inner, dict) else inner)
            found |= cited(inner)
    elif isinstance(value, list):
        for inner in value:
            found |= cited(inner)
    return found


ROOMS = {
    "exercises": [read_json("exercises", f"{id}.json") for id in load_catalog()],
    "measures": read_json("measures.json"),
    "policies": read_json("policies.json"),
    "programs": read_json("programs.json"),
    "safety": read_json("safety.json"),
    "vocabulary": read_json("vocabulary.json"),
}
CITED = set().union(*map(cited, ROOMS.values()))


@pytest.mark.parametrize("room", ROOMS)
def test_every_work_that_is_cited_is_listed(room: str) -> None:
    """A name that leads nowhere is no source."""
    assert set() == cited(ROOMS[room]) - {"homept-default"} - set(SOURCES)


@pytest.mark.parametrize("room", ["exercises", "measures", "policies", "programs", "safety"])
def test_each_room_cites_works(room: str) -> None:
    """The scan finds citations where there are some."""
    assert cited(ROOMS[room]) - {"homept-default"}


@EVERY
def test_every_work_that_is_listed_is_cited(source: dict[str, Any]) -> None:
    """Nothing is listed for show."""
    assert source["id"] in CITED


@EVERY
def test_a_work_says_what_was_read_of_it(source: dict[str, Any]) -> None:
    """Nothing is cited from memory: read whole, or the abstract, or a copy, and what it gives."""
    assert re.search(r"\b(read|copy|copies|reprints?|abstract|transcript|list)\b", source["seen"], re.IGNORECASE)
    assert source["seen"].endswith(".")


@EVERY
def test_an_address_is_one_of_the_web(source: dict[str, Any]) -> None:
    """Where there is an address, it can be opened."""
    if "url" in source:
        assert urlsplit(source["url"]).scheme in ("http", "https")
        assert "." in urlsplit(source["url"]).netloc


def test_no_two_works_have_one_title_and_publisher() -> None:
    """A work is listed once."""
    works = [(source["title"], source["publisher"]) for source in SOURCES.values()]

    assert len(works) == len(set(works))


def test_words_that_name_a_source_name_a_listed_one() -> None:
    """The vocabulary may cite too."""
    named = {word.source for facet in vocabulary.facets() for word in vocabulary.words(facet)} - {None, "homept-default"}

    assert named <= set(SOURCES)
