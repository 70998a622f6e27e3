"""The shipped list of published leaflets: its ids, addresses and names hold together."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def leaflets() -> list[dict[str, Any]]:
    """Read the leaflets as they stand in the file."""
    text = files("homept").joinpath("data/leaflets.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["leaflet"]
    assert rows
    return rows


def test_ids_are_slugs(leaflets: list[dict[str, Any]]) -> None:
    assert [] == [row["id"] for row in leaflets if not SLUG.fullmatch(row["id"])]


def test_no_id_is_given_twice(leaflets: list[dict[str, Any]]) -> None:
    assert [] == [id for id, times in Counter(row["id"] for row in leaflets).items() if times > 1]


def test_each_leaflet_asks_for_an_exercise(leaflets: list[dict[str, Any]]) -> None:
    """One without exercises would say nothing."""
    assert [] == [row["id"] for row in leaflets if not row["exercises"]]


def test_no_pair_stands_twice_in_a_leaflet(leaflets: list[dict[str, Any]]) -> None:
    """The same name for one exercise is told once; one name for two exercises is fine."""
    pairs = Counter((row["id"], entry["name"], entry["exercise"]) for row in leaflets for entry in row["exercises"])

    assert [] == [pair for pair, times in pairs.items() if times > 1]


def test_addresses_are_of_the_web(leaflets: list[dict[str, Any]]) -> None:
    addresses = [row["url"] for row in leaflets if "url" in row]

    assert addresses
    assert [] == [address for address in addresses if not address.startswith(("https://", "http://"))]


def test_no_address_is_listed_twice(leaflets: list[dict[str, Any]]) -> None:
    """One page under two ids would count twice for each of its exercises."""
    addresses = Counter(row["url"] for row in leaflets if "url" in row)

    assert [] == [address for address, times in addresses.items() if times > 1]
