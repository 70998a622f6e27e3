"""
What an exercise record is.

Records are made by the catalog from the data package, or by a caller in code; both give the same classes with the same checks.
Words (regions, goals, traits ...) are plain strings.
Whether they are words of the vocabulary is checked when a record enters a catalog, since that is where records meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.dose import DoseBand
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Citation", "Exercise", "ExerciseText", "Precaution", "ReviewState"]


def _stand_ins(value: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kit, checks.words(others)) for kit, others in value)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Citation(Value):
    """
    A published work that a record rests on, and what of the record it supports.

    ``seen`` says what homept's makers read of it and how; ``supports`` names fields, such as ``dose.start``.
    """

    source: str = attrs.field(validator=checks.an_id)
    title: str = attrs.field(validator=checks.text)
    publisher: str = attrs.field(validator=checks.text)
    seen: str = attrs.field(validator=checks.text)
    supports: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    year: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1800, 2100)))
    url: str | None = attrs.field(default=None)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Precaution(Value):
    """
    A caution of one exercise for one condition or one dated operation.

    It adds to the rules of :mod:`homept.safety`; the stricter verdict wins.
    ``within_days`` counts from the day of the operation; None means until a clearance is recorded.
    """

    code: str = attrs.field(validator=checks.an_id)
    verdict: str = attrs.field(validator=checks.one_of("modify", "needs-clearance", "exclude"))
    sentence: str = attrs.field(validator=checks.text)
    source: str = attrs.field(validator=checks.an_id)
    condition: str | None = None
    surgery: str | None = None
    within_days: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 3650)))
    cap_hold_seconds: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 600)))
    support: str | None = None
    replace_by: str | None = None
    cue: bool = False

    def __attrs_post_init__(self) -> None:
        if (self.condition is None) == (self.surgery is None):
            raise InvalidValue(f"precaution {self.code}", "exactly one of condition and surgery")
        if self.within_days is not None and self.surgery is None:
            raise InvalidValue(f"precaution {self.code}", "within_days only with surgery")
        changes = self.cue or any(change is not None for change in (self.cap_hold_seconds, self.support, self.replace_by))
        if changes != (self.verdict == "modify"):
            raise InvalidValue(
                f"precaution {self.code}", "cap_hold_seconds, support, replace_by or cue with the verdict modify, and only then"
            )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ReviewState(Value):
    """
    Who wrote a record, what it was checked against, and whether a clinician has reviewed it.

    >>> ReviewState(written_by="homept maintainers").by_clinician
    False
    """

    written_by: str = attrs.field(validator=checks.text)
    checked_against: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    reviewed_by: str | None = None
    reviewed_on: str | None = None

    @property
    def by_clinician(self) -> bool:
        """Whether a clinician has reviewed the record."""
        return self.reviewed_by is not None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ExerciseText(Value):
    """
    The words of an exercise in one language, written for the person who does it.

    ``ambiguous_names`` are names by which other publishers mean a different movement; search finds the record by them too.
    """

    language: str
    name: str = attrs.field(validator=checks.text)
    purpose: str = attrs.field(validator=checks.text)
    why: str = attrs.field(validator=checks.text)
    set_up: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.each(checks.text))
    steps: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.each(checks.text))
    breathing: str = attrs.field(validator=checks.text)
    mistakes: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.each(checks.text))
    stop_signs: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.each(checks.text))
    other_names: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    ambiguous_names: tuple[str, ...] = attrs.field(default=(), converter=checks.words)

    def __attrs_post_init__(self) -> None:
        for field in ("set_up", "steps", "mistakes", "stop_signs"):
            if not getattr(self, field):
                raise InvalidValue(f"ExerciseText.{field}", "at least one sentence")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Exercise(Value):
    """
    One exercise: what it is for, how it is done, how much of it, and when not to do it.

    :param id: ``[namespace.]slug``, never reused.
    :param revision: counts the changes of the record, from 1.
    :param text: the words in the language of the catalog.
    :param regions, goals, muscles, movements, equipment, traits: words of the vocabulary.
    :param kind: the part it plays in a session, such as ``mobility`` or ``strength``.
    :param position, surface: how the body starts and what carries it.
    :param side_model: ``both``, ``each`` or ``alternating``; counts are for each side in the last two.
    :param stand_ins: for a piece of equipment, what can serve instead.
    :param assistance, support: who does the work, and what to hold on to.
    :param level: 1 (very easy) to 4 (hard).
    :param fall_risk: 0 (none) to 3 (only with a helper).
    :param end_range: whether it works at the end of the range of motion.
    :param dose: lowest, first and highest dose with their sources.
    :param set_up_seconds: the time to get ready.
    :param hands_busy: whether the hands have work to do, so that they cannot hold on to anything.
    :param easier, harder: ids of linked exercises.
    :param provenance: the patches that layers put on the record, oldest first.
    :param withdrawn, successor: the data version that withdrew the record, and the id to use instead; None for most.

    >>> import homept
    >>> exercise = homept.load_catalog()["heel-slide"]
    >>> exercise.name, exercise.position, exercise.dose.start.notation()
    ('Heel slide', 'lying-on-back', '1x10')
    """

    id: str = attrs.field(validator=checks.an_id)
    revision: int = attrs.field(validator=checks.whole(1))
    text: ExerciseText = attrs.field(validator=checks.a(ExerciseText))
    regions: tuple[str, ...] = attrs.field(converter=checks.words)
    goals: tuple[str, ...] = attrs.field(converter=checks.words)
    kind: str
    position: str
    surface: str
    side_model: str
    muscles: tuple[str, ...] = attrs.field(converter=checks.words)
    movements: tuple[str, ...] = attrs.field(converter=checks.words)
    equipment: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    stand_ins: tuple[tuple[str, tuple[str, ...]], ...] = attrs.field(default=(), converter=_stand_ins)
    assistance: str
    support: str
    level: int = attrs.field(validator=checks.whole(1, 4))
    fall_risk: int = attrs.field(validator=checks.whole(0, 3))
    end_range: bool = attrs.field(validator=checks.a(bool))
    traits: tuple[str, ...] = attrs.field(converter=checks.words)
    dose: DoseBand = attrs.field(validator=checks.a(DoseBand))
    set_up_seconds: int = attrs.field(validator=checks.whole(0, 600))
    hands_busy: bool = False
    easier: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    harder: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    precautions: tuple[Precaution, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(Precaution))
    )
    codes: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=checks.word_pairs)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Citation)))
    review: ReviewState = attrs.field(validator=checks.a(ReviewState))
    provenance: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    withdrawn: str | None = None
    successor: str | None = None

    @property
    def name(self) -> str:
        """The name in the language of the record's text."""
        return self.text.name

    @property
    def namespace(self) -> str:
        """The part of the id before the dot, empty for homept's own records."""
        return self.id.partition(".")[0] if "." in self.id else ""

    @property
    def needs_floor(self) -> bool:
        """Whether the person must get down to the floor and up again."""
        return self.surface == "floor"

    def __repr__(self) -> str:
        return f"<Exercise {self.id} revision {self.revision}>"
