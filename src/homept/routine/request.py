"""What a person wishes for."""

from __future__ import annotations

from typing import Any

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import Value
from homept.errors import InvalidValue

__all__ = ["Request"]


def _words(facet: str) -> checks.Check:
    def check(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        vocabulary.check(facet, value, path=f"Request.{attribute.name}")

    return check


def _ids(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    path = f"Request.{attribute.name}"
    checks.strings(instance, attribute, value)
    for id in value:
        if not checks.is_id(id):
            raise InvalidValue(path, "ids of exercises", repr(id))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Request(Value):
    """
    The wish that a routine is built for; every wish is a limit that is never broken.

    :param regions: body regions to work on, any of them; empty means any region.
        A region includes those below it.
    :param goals: what for, any of them; empty means any goal.
    :param minutes: the time at hand, 1 to 180, including getting ready and changing over.
    :param max_exercises: at most so many, 1 to 30; None is the default of the building policy, which cites its sources.
    :param level: the hardest level wanted, 1 to 4; None leaves it open.
    :param positions: positions wanted; None leaves them to what the person can do.
    :param must_have, must_not: ids of exercises that have to be in it, or must not.

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
    must_have: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=_ids)
    must_not: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=_ids)

    def __attrs_post_init__(self) -> None:
        both = sorted(self.must_have & self.must_not)
        if both:
            raise InvalidValue("Request.must_not", "no exercise that must_have names too", ", ".join(both))
