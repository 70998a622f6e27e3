"""
What a journal holds: entries, each an envelope around one report.

All of these are a person's data: their reprs show no content, and errors about them no values.
None always means "not said"; zero and an empty set are answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Union

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import HealthValue
from homept.errors import InvalidValue
from homept.load import BandColor, LadderLevel, Load, Mass
from homept.measures.loading import check_measured
from homept.plan.occurrence import fixed_offset

__all__ = [
    "Cleared",
    "Effort",
    "Entry",
    "Erased",
    "ExerciseReport",
    "Measurement",
    "MorningReport",
    "PainScore",
    "Paused",
    "Performed",
    "Report",
    "SessionReport",
    "SymptomReport",
    "pain_scores",
]

_MOMENTS = ("before", "during", "after", "next-morning")
_STATUSES = ("done", "partial", "skipped")


def _known_symptoms(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None:
        vocabulary.check("symptoms", value, path=f"{type(instance).__name__}.symptoms")


def _finite(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise InvalidValue(f"{type(instance).__name__}.{attribute.name}", "a finite Decimal")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PainScore(HealthValue):
    """
    One pain score from 0 (none) to 10, with its moment and where it was felt.

    ``region`` None means that it was not said where; ``minutes_after`` belongs to the moment ``after``.

    >>> PainScore(score=11, moment="during")
    Traceback (most recent call last):
    ...
    homept.errors.InvalidValue: PainScore.score: expected a whole number from 0 to 10
    """

    score: int = attrs.field(validator=checks.whole(0, 10))
    moment: str = attrs.field(validator=checks.one_of(*_MOMENTS))
    region: str | None = None
    side: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("left", "right", "both")))
    minutes_after: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0, 2880)))
    scale: str = attrs.field(default="nprs-0-10", validator=checks.one_of("nprs-0-10"))

    def __attrs_post_init__(self) -> None:
        if self.region is not None:
            vocabulary.check_word("regions", self.region, path="PainScore.region", private=True)
        if self.minutes_after is not None and self.moment != "after":
            raise InvalidValue("PainScore.minutes_after", "minutes only with the moment after")


@attrs.frozen(eq=False, repr=False)
class Effort(HealthValue):
    """
    How hard it felt, on a named scale; scales are never converted into one another.

    >>> Effort(4).scale
    'effort-0-10'
    """

    score: int = attrs.field(validator=checks.whole(0, 10))
    scale: str = attrs.field(default="effort-0-10", validator=checks.one_of("effort-0-10", "reps-in-reserve"))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Performed(HealthValue):
    """
    What was really done of an exercise.

    ``amounts`` has for each set the repetitions, seconds or meters, in the unit of the prescribed dose and for one side.
    """

    amounts: tuple[int, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.whole(0, 50000)))
    hold_seconds: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0, 3600)))
    load: Load | None = attrs.field(default=None, validator=checks.optional(checks.a(Mass, BandColor, LadderLevel)))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ExerciseReport(HealthValue):
    """
    What happened with one exercise of a session.

    :param item: the id of the routine's item.
    :param not_sure_how: whether the person was not sure how to do it, and should be shown.
    """

    item: str = attrs.field(validator=checks.text)
    status: str = attrs.field(validator=checks.one_of(*_STATUSES))
    side: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("left", "right", "both")))
    performed: Performed | None = attrs.field(default=None, validator=checks.optional(checks.a(Performed)))
    pain: tuple[PainScore, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(PainScore)))
    effort: Effort | None = attrs.field(default=None, validator=checks.optional(checks.a(Effort)))
    skip_reason: str | None = None
    not_sure_how: bool | None = attrs.field(default=None, validator=checks.optional(checks.a(bool)))

    def __attrs_post_init__(self) -> None:
        _check_skip("ExerciseReport", self.status, self.skip_reason)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class SessionReport(HealthValue):
    """
    What happened with one session.

    :param occurrence: the id of the occurrence; None for a session that was not planned.
    :param status: ``done``, ``partial`` or ``skipped``, the last with a ``skip_reason``.
    :param symptoms: what was noticed; None means that nobody asked, an empty set that there was nothing.
    :param items: what happened with each exercise, as far as it was said.
    """

    occurrence: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    status: str = attrs.field(validator=checks.one_of(*_STATUSES))
    happened_at: datetime = attrs.field(converter=fixed_offset, validator=checks.aware)
    pain: tuple[PainScore, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(PainScore)))
    effort: Effort | None = attrs.field(default=None, validator=checks.optional(checks.a(Effort)))
    symptoms: frozenset[str] | None = attrs.field(default=None, converter=checks.optional_word_set, validator=_known_symptoms)
    items: tuple[ExerciseReport, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(ExerciseReport))
    )
    skip_reason: str | None = None
    note: str = attrs.field(default="", validator=checks.any_text)

    def __attrs_post_init__(self) -> None:
        _check_skip("SessionReport", self.status, self.skip_reason)
        ids = [item.item for item in self.items]
        if len(set(ids)) != len(ids):
            raise InvalidValue("SessionReport.items", "each item once")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class MorningReport(HealthValue):
    """
    How the person felt on the morning after a session.

    ``soreness`` is about dull muscle soreness, which is normal after new work and is not pain.
    """

    occurrence: str = attrs.field(validator=checks.text)
    happened_at: datetime = attrs.field(converter=fixed_offset, validator=checks.aware)
    pain: tuple[PainScore, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(PainScore)))
    symptoms: frozenset[str] | None = attrs.field(default=None, converter=checks.optional_word_set, validator=_known_symptoms)
    soreness: bool | None = attrs.field(default=None, validator=checks.optional(checks.a(bool)))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class SymptomReport(HealthValue):
    """Symptoms noticed at any time, apart from a session."""

    happened_at: datetime = attrs.field(converter=fixed_offset, validator=checks.aware)
    symptoms: frozenset[str] | None = attrs.field(converter=checks.optional_word_set, validator=_known_symptoms)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Measurement(HealthValue):
    """
    A measured value, such as a knee angle in degrees.

    ``measure`` is the id of a scale of :func:`homept.measures.load_measures`, whose unit and range are checked, or an id of
    one's own with a namespace, such as ``clinic.grip-strength``.

    >>> from datetime import datetime, timezone
    >>> from decimal import Decimal
    >>> morning = datetime(2026, 11, 23, 8, 0, tzinfo=timezone.utc)
    >>> Measurement(measure="knee-flexion", value=Decimal(950), unit="degrees", happened_at=morning)
    Traceback (most recent call last):
    ...
    homept.errors.InvalidValue: Measurement.value: expected a number from 0 to 180, the range of this measure
    """

    measure: str = attrs.field(validator=checks.an_id)
    value: Decimal = attrs.field(validator=_finite)
    unit: str = attrs.field(validator=checks.text)
    happened_at: datetime = attrs.field(converter=fixed_offset, validator=checks.aware)
    side: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("left", "right", "both")))

    def __attrs_post_init__(self) -> None:
        check_measured("Measurement", self.measure, self.unit, {"value": self.value})


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Cleared(HealthValue):
    """
    A clinician's word that the plan may go on after a sign that paused it.

    ``covers`` holds the ids of the entries that the clinician knew of; a sign that turns up later is not covered.
    """

    by: str = attrs.field(validator=checks.text)
    role: str
    on: date = attrs.field(validator=checks.calendar_day)
    covers: frozenset[str] = attrs.field(converter=checks.word_set, validator=checks.strings)

    def __attrs_post_init__(self) -> None:
        vocabulary.check_word("roles", self.role, path="Cleared.role")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Erased(HealthValue):
    """What is left of an erased entry: nothing but its place."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Paused(HealthValue):
    """What is left of an erased entry that held a sign: its place, and that the plan is on pause, not what the sign was."""


Report = Union[SessionReport, MorningReport, SymptomReport, Measurement, Cleared, Paused, Erased]
_REPORTS = (SessionReport, MorningReport, SymptomReport, Measurement, Cleared, Paused, Erased)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Entry(HealthValue):
    """
    One entry of a journal.

    :param id: made of the replica, the time of recording and the sequence; never of the content.
    :param replica: the device or app that recorded it.
    :param sequence: counts the entries of the replica, from 1.
    :param recorded_at: when it was written down, which may be later than when it happened.
    :param supersedes: the id of the entry that this one corrects.
    """

    id: str = attrs.field(validator=checks.text)
    replica: str = attrs.field(validator=checks.an_id)
    sequence: int = attrs.field(validator=checks.whole(1))
    recorded_at: datetime = attrs.field(converter=fixed_offset, validator=checks.aware)
    supersedes: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    report: Report = attrs.field(validator=checks.a(*_REPORTS, name="a report"))

    @property
    def erased(self) -> bool:
        """Whether the entry is a tombstone, of which no content is left."""
        return isinstance(self.report, (Erased, Paused))

    @property
    def signs(self) -> bool:
        """Whether the entry holds a sign that pauses the plan."""
        if isinstance(self.report, Paused):
            return True
        symptoms = getattr(self.report, "symptoms", None) or ()
        return any(vocabulary.word("symptoms", symptom).kind in ("emergency", "contact") for symptom in symptoms)

    def __repr__(self) -> str:
        return f"<Entry {self.id}>"


def pain_scores(
    given: int | Mapping[str, int] | Iterable[PainScore] | None, moment: str, *, minutes_after: int | None = None
) -> tuple[PainScore, ...]:
    """
    Make the scores of one moment.

    One number (not said where), a mapping from ``region`` or ``region/side`` to numbers, or ready scores; None gives none.

    >>> [(one.region, one.side) for one in pain_scores({"knee/left": 3, "hip": 0}, "during")]
    [('knee', 'left'), ('hip', None)]
    """
    if given is None:
        return ()
    if isinstance(given, int):
        return (PainScore(score=given, moment=moment, minutes_after=minutes_after),)
    if isinstance(given, Mapping):
        places = {place: (place.partition("/")[0], place.partition("/")[2] or None) for place in given}
        return tuple(
            PainScore(score=given[place], moment=moment, region=region, side=side, minutes_after=minutes_after)
            for place, (region, side) in places.items()
        )
    anything: object = given
    scores = tuple(anything) if isinstance(anything, Iterable) and not isinstance(anything, str) else (anything,)
    if not all(isinstance(score, PainScore) and score.moment == moment for score in scores):
        path = f"pain_{moment.replace('-', '_')}"
        raise InvalidValue(path, f"a whole number, whole numbers by region, or scores of the moment {moment}")
    return scores


def _check_skip(name: str, status: str, reason: str | None) -> None:
    if (status == "skipped") != (reason is not None):
        raise InvalidValue(f"{name}.skip_reason", "a reason with the status skipped, and only with it")
    if reason is not None:
        vocabulary.check_word("skip_reasons", reason, path=f"{name}.skip_reason")
