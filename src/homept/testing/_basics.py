"""Strategies for what values are made of: words, ids, texts, days and instants."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept import vocabulary
from homept.catalog import Catalog, load_catalog

__all__ = ["days", "ids", "moments", "texts", "time_zones", "word_lists", "word_sets", "words"]

# Zones on both sides of the equator and of the date line, with whole, half and quarter hours, with and without changes of
# the clock, and with a change of half an hour only.
_ZONES = (
    "UTC",
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
_SLUG_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# The last is as long as it may be with one as long before it.
_SLUGS = ("clinic", "heel-slide", "step-up-2", "a--b", "a-slug-of-thirty-one-characters")
_SENTENCES = (
    "Sit tall.",
    "Breathe out as you push.",
    "Estírese despacio, sin rebotes.",
    "Ziehen Sie die Ferse über die Unterlage.",
    'Say "one, two" aloud \\ and go on.',
    "膝を伸ばします",
    "Two\nlines",
)

P = ParamSpec("P")
T = TypeVar("T")


def reused(make: Callable[P, T]) -> Callable[P, T]:
    """Make each strategy once for its arguments: checking and joining the parts anew takes longer than drawing from them."""
    cached: Callable[..., T] = lru_cache(maxsize=512)(make)

    @wraps(make)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        # What cannot be hashed, such as a list of links, is rare.
        hashable = all(isinstance(value, Hashable) for value in (*args, *kwargs.values()))
        return cached(*args, **kwargs) if hashable else make(*args, **kwargs)

    return once


@lru_cache(maxsize=1)
def own_catalog() -> Catalog:
    """Homept's own catalog."""
    return load_catalog()


@reused
def words(facet: str) -> SearchStrategy[str]:
    """
    Draw a word of *facet*, such as ``regions``.

    >>> from hypothesis import find
    >>> find(words("sides"), lambda word: True)
    'left'
    """
    return st.sampled_from([word.id for word in vocabulary.words(facet)])


@reused
def word_sets(facet: str, *, min_size: int = 0, max_size: int = 4) -> SearchStrategy[frozenset[str]]:
    """Draw a set of words of *facet*."""
    return st.frozensets(words(facet), min_size=min_size, max_size=max_size)


@reused
def word_lists(facet: str, *, min_size: int = 0, max_size: int = 3) -> SearchStrategy[tuple[str, ...]]:
    """Draw a tuple of words of *facet*, none twice."""
    return st.lists(words(facet), min_size=min_size, max_size=max_size, unique=True).map(tuple)


@reused
def ids(*, namespaced: bool | None = None) -> SearchStrategy[str]:
    """Draw an id: a slug, with a namespace before it when *namespaced* is true, and with or without one when it is None."""
    parts = st.text(_SLUG_LETTERS, min_size=1, max_size=8) | st.sampled_from(_SLUGS)
    spaced = st.builds("{}.{}".format, parts, parts)
    if namespaced is None:
        return parts | spaced
    return spaced if namespaced else parts


@reused
def texts() -> SearchStrategy[str]:
    """Draw a text that is not blank, in any script."""
    return st.sampled_from(_SENTENCES) | st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


@reused
def days(*, first: date = date(2024, 1, 1), last: date = date(2028, 12, 31)) -> SearchStrategy[date]:
    """Draw a day from *first* to *last*, both included."""
    return st.dates(first, last)


@reused
def time_zones() -> SearchStrategy[str]:
    """Draw the name of a time zone, most of which change their clocks in some year."""
    return st.sampled_from(_ZONES)


@reused
def moments(*, first: date = date(2024, 1, 1), last: date = date(2028, 12, 31)) -> SearchStrategy[datetime]:
    """Draw an aware datetime from *first* to *last* in a real zone; times that a clock repeats are among them."""
    return st.datetimes(
        datetime(first.year, first.month, first.day),
        datetime(last.year, last.month, last.day, 23, 59, 59),
        timezones=time_zones().map(ZoneInfo),
        allow_imaginary=False,
    )
