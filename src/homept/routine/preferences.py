"""What a person likes and dislikes, with the evidence where it was found in a journal."""

from __future__ import annotations

from datetime import date

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.errors import InvalidValue

__all__ = ["Preference", "Preferences"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Preference(HealthValue):
    """
    Why an exercise counts as liked or disliked.

    :param exercise: the id of the exercise.
    :param kind: ``like`` or ``dislike``.
    :param code: the rule that says so: ``skipped-by-choice`` or ``done-whenever-due``.
    :param count: how many sessions the rule counted.
    :param days: the days of those sessions, in order.
    """

    exercise: str = attrs.field(validator=checks.an_id)
    kind: str = attrs.field(validator=checks.one_of("like", "dislike"))
    code: str = attrs.field(validator=checks.one_of("skipped-by-choice", "done-whenever-due"))
    count: int = attrs.field(validator=checks.whole(1))
    days: tuple[date, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.calendar_day))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Preferences(HealthValue):
    """
    Exercises that a person likes and dislikes; they change what is chosen, and never forbid anything.

    :param likes, dislikes: ids of exercises, none in both; one that the catalog does not have changes nothing.
    :param evidence: why, where :func:`homept.progress.preferences` found it in a journal.

    >>> Preferences(likes={"heel-slide"}, dislikes={"bridge"}).likes
    frozenset({'heel-slide'})
    """

    likes: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=checks.ids)
    dislikes: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=checks.ids)
    evidence: tuple[Preference, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(Preference))
    )

    def __attrs_post_init__(self) -> None:
        if self.likes & self.dislikes:
            raise InvalidValue("Preferences.dislikes", "no exercise that likes names too")
