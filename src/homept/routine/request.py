"""What a person wishes for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import Value
from homept.errors import InvalidValue
from homept.routine.preferences import Preferences

__all__ = ["Request"]


def _words(facet: str) -> checks.Check:
    def check(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        vocabulary.check(facet, value, path=f"Request.{attribute.name}")

    return check


def _weights(value: Mapping[str, int] | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Make pairs in order of a mapping, or of its pairs; what is neither is left for the validator to refuse."""
    pairs = checks.listed(value.items() if isinstance(value, Mapping) else value)
    rows = tuple(map(checks.listed, pairs)) if isinstance(pairs, tuple) else pairs
    ok = isinstance(rows, tuple) and all(checks.is_row(row, (str, int)) for row in rows)
    return tuple(sorted((str(word), weight) for word, weight in rows)) if ok else rows


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Request(Value):
    """
    The wish that a routine is built for.

    Every wish is a limit that is never broken, but for ``weights`` and ``preferences``, which only tell what matters more.

    :param regions: body regions to work on, any of them; empty means any region.
        A region includes those below it.
    :param goals: what for, any of them; empty means any goal.
    :param minutes: the time at hand, 1 to 180, including getting ready and changing over.
    :param max_exercises: at most so many, 1 to 30; None is the default of the building policy, which cites its sources.
    :param level: the hardest level wanted, 1 to 4, and the one that is looked for first; None stands for the ``hardest_unasked`` of the policy.
    :param positions: positions wanted; None leaves them to what the person can do.
    :param must_have, must_not: ids of exercises that have to be in it, or must not.
    :param weights: for a region or goal wished for how much it matters, 1 to 5; it multiplies the points of that word.
    :param preferences: what the person likes and dislikes; None means not asked.
    :param sides: ``both``, or ``affected``: exercises that are done one side at a time are done on the affected side only,
        where the person says that only one side of one of their regions is affected.
    :param days_per_week: on how many days of the week, 1 to 7; used by :func:`homept.routine.build_week`.

    >>> Request(regions={"knee"}, minutes=15).minutes
    15
    >>> Request(regions="knee", minutes=15)
    Traceback (most recent call last):
    ...
    homept.errors.InvalidValue: Request.regions: expected a collection of words; write {'knee'} for one word, found a bare string
    """

    regions: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=_words("regions"))
    goals: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=_words("goals"))
    minutes: int = attrs.field(validator=checks.whole(1, 180))
    max_exercises: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 30)))
    level: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 4)))
    positions: frozenset[str] | None = attrs.field(
        default=None, converter=checks.optional_word_set, validator=checks.optional(_words("positions"))
    )
    must_have: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=checks.ids)
    must_not: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=checks.ids)
    weights: tuple[tuple[str, int], ...] = attrs.field(default=(), converter=_weights, validator=checks.rows(str, int))
    preferences: Preferences | None = attrs.field(default=None, validator=checks.optional(checks.a(Preferences)))
    sides: str = attrs.field(default="both", validator=checks.one_of("both", "affected"))
    days_per_week: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 7)))

    def __attrs_post_init__(self) -> None:
        both = sorted(self.must_have & self.must_not)
        if both:
            raise InvalidValue("Request.must_not", "no exercise that must_have names too", ", ".join(both))
        if len(dict(self.weights)) < len(self.weights):
            raise InvalidValue("Request.weights", "each word once")
        for word, weight in self.weights:
            if word not in self.regions | self.goals:
                raise InvalidValue("Request.weights", "words that regions or goals name", repr(word))
            if not 1 <= weight <= 5:
                raise InvalidValue(f"Request.weights.{word}", "a whole number from 1 to 5", repr(weight))

    def weight(self, word: str) -> int:
        """
        Return how much a region or goal matters, 1 where nothing was said.

        >>> Request(regions={"knee", "hip"}, weights={"knee": 3}, minutes=15).weight("knee")
        3
        """
        return dict(self.weights).get(word, 1)
