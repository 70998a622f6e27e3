"""
The person: what is known about them, what they were asked, and what clinicians said.

None always means "not asked"; an empty set means "asked, and none".
The reprs of these values show no content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import HealthValue
from homept.errors import InvalidValue

__all__ = ["Clearance", "Limit", "Override", "Person", "Screening", "Surgery"]

_LEGS_AND_ARMS = ("left-leg", "right-leg", "left-arm", "right-arm")


_Pairs = Mapping[str, str] | Iterable[tuple[str, str]]


def _pairs(name: str, value: _Pairs) -> tuple[tuple[str, str], ...]:
    """Make pairs of a mapping, or of its pairs, for the field *name*; each key may stand there once."""
    try:
        pairs = sorted((str(key), str(word)) for key, word in (value.items() if isinstance(value, Mapping) else value))
    except (TypeError, ValueError):
        raise InvalidValue(name, "a mapping, or pairs of a key and a word") from None
    if len(dict(pairs)) < len(pairs):
        # Of two answers to one question neither can be trusted.
        raise InvalidValue(name, "each key once")
    return tuple(pairs)


def _answers(value: _Pairs) -> tuple[tuple[str, str], ...]:
    return _pairs("Screening.answers", value)


def _weight_bearing(value: _Pairs) -> tuple[tuple[str, str], ...]:
    return _pairs("Person.weight_bearing", value)


def _affected_sides(value: _Pairs) -> tuple[tuple[str, str], ...]:
    return _pairs("Person.affected_sides", value)


_Places = Mapping[str, Iterable[str]] | Iterable[tuple[str, Iterable[str]]]


def _condition_regions(value: _Places) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Make rows of a condition and its regions, both in order; an error names no condition."""
    expected = "a mapping of conditions to collections of regions"
    try:
        rows = [(str(key), checks.word_set(regions)) for key, regions in (value.items() if isinstance(value, Mapping) else value)]
    except (TypeError, ValueError):
        raise InvalidValue("Person.condition_regions", expected) from None
    if not all(isinstance(regions, frozenset) and regions for _, regions in rows):
        raise InvalidValue("Person.condition_regions", expected + ", none of them empty")
    if len(dict(rows)) < len(rows):
        raise InvalidValue("Person.condition_regions", "each condition once")
    return tuple(sorted((key, tuple(sorted(regions))) for key, regions in rows))


def _check_place(path: str, facet: str, id: str, told: set[str]) -> None:
    """Refuse a place outside what is always affected: the rules would be looked for in the wrong part of the body."""
    from homept.safety.tables import safety_tables

    rule_set = getattr(safety_tables(), facet)[id]
    if rule_set.regions and not told <= vocabulary.with_children("regions", set(rule_set.regions)):
        raise InvalidValue(path, "parts of the body inside what it is on, which the safety data names for it")


def _words(facet: str, *, private: bool = False) -> checks.Check:
    def check(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        vocabulary.check(facet, value, path=f"{type(instance).__name__}.{attribute.name}", private=private)

    return check


def _word(facet: str, *, private: bool = False) -> checks.Check:
    def check(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        vocabulary.check_word(facet, value, path=f"{type(instance).__name__}.{attribute.name}", private=private)

    return check


def _scope(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    checks.strings(instance, attribute, value)
    if not value:
        raise InvalidValue(f"{type(instance).__name__}.scope", "a set of exercise ids, reason codes or question ids, not empty")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Screening(HealthValue):
    """
    The answers to the screening questions on one day.

    A question that is not in ``answers`` was not asked and counts as unknown.
    A screening expires; see :meth:`is_current`.

    >>> from datetime import date
    >>> screening = Screening.all_clear(on=date(2026, 11, 20))
    >>> screening.answer("chest-pain"), screening.complete
    ('no', True)
    """

    on: date = attrs.field(validator=checks.calendar_day)
    answers: tuple[tuple[str, str], ...] = attrs.field(converter=_answers)

    def __attrs_post_init__(self) -> None:
        from homept.safety.tables import screening_questions

        known = {question.id for question in screening_questions()}
        for id, answer in self.answers:
            if id not in known:
                raise InvalidValue(
                    "Screening.answers", "ids of screening questions, as homept.safety.screening_questions() gives them"
                )
            if answer not in ("yes", "no", "unknown"):
                raise InvalidValue(f"Screening.answers.{id}", "yes, no or unknown")

    @classmethod
    def all_clear(cls, *, on: date) -> Screening:
        """Return the screening of a person who was asked every question on this day and said no to each."""
        from homept.safety.tables import screening_questions

        return cls(on=on, answers=tuple((question.id, "no") for question in screening_questions()))

    def answer(self, question: str) -> str:
        """Return yes, no or unknown."""
        return dict(self.answers).get(question, "unknown")

    @property
    def complete(self) -> bool:
        """Whether every question that everyone is asked was answered with yes or no."""
        from homept.safety.tables import screening_questions

        answers = dict(self.answers)
        return all(answers.get(question.id, "unknown") != "unknown" for question in screening_questions(()))

    def is_current(self, on: date, *, changed_on: date | None = None) -> bool:
        """
        Tell whether the screening counts on this day.

        It does not before it was made, after it expired (42 days, homept's own default), or once something happened after it
        that makes it due again (``changed_on``: a fall, a hospital stay, a new medicine, two weeks without exercise).
        """
        from homept.safety.tables import safety_tables

        age = (on - self.on).days
        overtaken = changed_on is not None and self.on < changed_on <= on
        return 0 <= age <= safety_tables().expires_after_days and not overtaken


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Limit(HealthValue):
    """
    Something that a protocol or a therapist forbids after an operation: a trait, up to a date.

    ``until`` is the first day on which it no longer holds; None means until further notice.
    """

    trait: str = attrs.field(validator=_word("traits", private=True))
    source: str = attrs.field(validator=checks.one_of("protocol", "therapist"))
    until: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))

    def holds(self, on: date) -> bool:
        """Tell whether it holds on this day."""
        return self.until is None or on < self.until


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Surgery(HealthValue):
    """
    A dated operation or injury, with the limits that come with it.

    ``on`` None means that the day is not known; rules that end after a number of days then never end.
    ``region`` is the part of the body, for rules that hold there only; it lies inside what the operation is on, where that is
    one part.
    None means not told: the rules hold for all of what the operation is on, or everywhere where that may be any part.
    """

    procedure: str = attrs.field(validator=_word("procedures"))
    on: date | None = attrs.field(validator=checks.optional(checks.calendar_day))
    side: str | None = attrs.field(default=None, validator=checks.optional(_word("sides", private=True)))
    region: str | None = attrs.field(default=None, validator=checks.optional(_word("regions", private=True)))
    limits: tuple[Limit, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Limit)))

    def __attrs_post_init__(self) -> None:
        if self.region is not None:
            _check_place("Surgery.region", "procedures", self.procedure, {self.region})

    def days_since(self, on: date) -> int | None:
        """Return the days from the operation to *on*; None when its day is not known."""
        if self.on is None:
            return None
        if self.on > on:
            raise InvalidValue("Surgery.on", "a day that is not after the day asked about")
        return (on - self.on).days


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Clearance(HealthValue):
    """
    A clinician's word that something that needs clearance may be done.

    ``scope`` holds exercise ids, reason codes and ids of screening questions; ``expires`` is the last day it holds.
    It lifts nothing that comes from an operation after ``on``, of which whoever gave it did not know.
    """

    by: str = attrs.field(validator=checks.text)
    role: str = attrs.field(validator=_word("roles"))
    on: date = attrs.field(validator=checks.calendar_day)
    scope: frozenset[str] = attrs.field(converter=checks.word_set, validator=_scope)
    expires: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))

    def holds(self, on: date) -> bool:
        """Tell whether it holds on this day."""
        return self.on <= on and (self.expires is None or on <= self.expires)

    def signature(self) -> str:
        """Return who cleared it and when, as it stands wherever the routine goes."""
        return f"clearance by {self.by} ({self.role}), {self.on.isoformat()}"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Override(HealthValue):
    """
    A clinician's recorded decision to go past a rule, with the reason why.

    It lifts exclusions too, and shows wherever the routine goes; as a clearance, it is not about a later operation.
    An emergency sign can never be overridden.
    """

    by: str = attrs.field(validator=checks.text)
    role: str = attrs.field(validator=_word("roles"))
    on: date = attrs.field(validator=checks.calendar_day)
    scope: frozenset[str] = attrs.field(converter=checks.word_set, validator=_scope)
    why: str = attrs.field(validator=checks.text)
    expires: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))

    def holds(self, on: date) -> bool:
        """Tell whether it holds on this day."""
        return self.on <= on and (self.expires is None or on <= self.expires)

    def signature(self) -> str:
        """Return who went past the rule, when and why, as it stands wherever the routine goes."""
        return f"override by {self.by} ({self.role}), {self.on.isoformat()}: {self.why}"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Person(HealthValue):
    """
    What is known about the person a routine is for.

    :param age: in years, 0 to 120; None means not known, and counts as an older adult.
    :param adult: whether the person is known to be an adult; needed only where the age is not known.
    :param conditions: words of the vocabulary; None means not asked, an empty set means asked and none.
    :param condition_regions: for a condition the parts of the body that have it; a condition that is not named here may be
        anywhere. A condition that is named here only counts as one of ``conditions``.
    :param other_conditions: real conditions that are not in the vocabulary; they make everything need clearance.
    :param surgeries: dated operations and injuries.
    :param screening: the answers to the screening questions; without a current one only a low-risk set is offered.
    :param changed_on: the last day on which something made a new screening due.
    :param equipment: what is at hand.
    :param positions: the positions the person can take; None means not asked, and leaves them open.
    :param gets_up_from_floor: whether they can get down to the floor and up again alone; None means not asked, and counts as no.
    :param helper: whether a helper is there during the session.
    :param weight_bearing: for ``left-leg``, ``right-leg``, ``left-arm`` and ``right-arm`` how much weight each may carry.
    :param affected_sides: for a region the side that is affected: left, right or both.
    :param pregnancy_weeks: 0 to 45, on the day that is asked about; it does not count on by itself, so tell it anew.
    :param irritability: how easily pain is provoked and how slowly it settles: low, moderate or high; None means not asked.
    :param unreliable_pain: whether pain is an unreliable signal for this person, as with strong pain medicine (opioids), a
        nerve block, a steroid injection in the last weeks, numbness or dementia; then no dose grows by itself.
    :param clearances, overrides: what clinicians allowed.

    >>> Person(age=67, conditions={"knee-osteoarthritis"}, equipment={"chair"})
    <Person>
    >>> Person(age=67, conditions="knee-osteoarthritis")
    Traceback (most recent call last):
    ...
    homept.errors.InvalidValue: Person.conditions: expected a collection of words, such as a set
    """

    age: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0, 120)))
    adult: bool | None = attrs.field(default=None, validator=checks.optional(checks.a(bool)))
    conditions: frozenset[str] | None = attrs.field(
        default=None, converter=checks.optional_word_set, validator=checks.optional(_words("conditions"))
    )
    condition_regions: tuple[tuple[str, tuple[str, ...]], ...] = attrs.field(default=(), converter=_condition_regions)
    other_conditions: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    surgeries: tuple[Surgery, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Surgery)))
    screening: Screening | None = attrs.field(default=None, validator=checks.optional(checks.a(Screening)))
    changed_on: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))
    equipment: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=_words("equipment"))
    positions: frozenset[str] | None = attrs.field(
        default=None, converter=checks.optional_word_set, validator=checks.optional(_words("positions", private=True))
    )
    gets_up_from_floor: bool | None = attrs.field(default=None, validator=checks.optional(checks.a(bool)))
    helper: bool | None = attrs.field(default=None, validator=checks.optional(checks.a(bool)))
    weight_bearing: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_weight_bearing)
    affected_sides: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_affected_sides)
    pregnancy_weeks: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0, 45)))
    irritability: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("low", "moderate", "high")))
    unreliable_pain: bool | None = attrs.field(default=None, validator=checks.optional(checks.a(bool)))
    clearances: tuple[Clearance, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(Clearance))
    )
    overrides: tuple[Override, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Override)))

    def __attrs_post_init__(self) -> None:
        for condition, regions in self.condition_regions:
            vocabulary.check_word("conditions", condition, path="Person.condition_regions", private=True)
            vocabulary.check("regions", regions, path="Person.condition_regions", private=True)
            _check_place("Person.condition_regions", "conditions", condition, set(regions))
        for limb, amount in self.weight_bearing:
            if limb not in _LEGS_AND_ARMS:
                raise InvalidValue("Person.weight_bearing", "keys from " + ", ".join(_LEGS_AND_ARMS))
            vocabulary.check_word("weight_bearing", amount, path=f"Person.weight_bearing.{limb}", private=True)
        for region, side in self.affected_sides:
            vocabulary.check_word("regions", region, path="Person.affected_sides", private=True)
            vocabulary.check_word("sides", side, path="Person.affected_sides", private=True)

    def screened_until(self, on: date) -> date | None:
        """Return the last day on which the screening counts; None when it does not count on the day *on*."""
        from homept.safety.tables import safety_tables

        if self.screening is None or not self.screened(on):
            return None
        return self.screening.on + timedelta(days=safety_tables().expires_after_days)

    def screened(self, on: date) -> bool:
        """
        Tell whether the person has a complete, current screening and was asked about conditions.

        Questions about one part of the body count for exercises of that part only; see :attr:`regions_not_asked`.
        """
        asked = self.conditions is not None and self.screening is not None and self.screening.complete
        return asked and self.screening.is_current(on, changed_on=self.changed_on)  # type: ignore[union-attr]  # asked says so

    @property
    def known_conditions(self) -> frozenset[str]:
        """The conditions that are known, whichever field tells of them."""
        pregnant = frozenset({"pregnancy"} if self.pregnancy_weeks is not None else ())
        return frozenset(self.conditions or ()) | frozenset(id for id, _ in self.condition_regions) | pregnant

    @property
    def regions_not_asked(self) -> frozenset[str]:
        """The parts of the body whose own screening questions were not answered with yes or no."""
        from homept.safety.tables import screening_questions

        answers = {} if self.screening is None else dict(self.screening.answers)
        unanswered = (one for one in screening_questions() if answers.get(one.id, "unknown") == "unknown")
        return frozenset(region for question in unanswered for region in question.regions)

    def leg_weight(self, side: str) -> str:
        """Return how much weight the leg on *side* may carry; unknown when nobody has said."""
        return dict(self.weight_bearing).get(f"{side}-leg", "unknown")
