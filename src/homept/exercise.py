"""
What an exercise record is.

Records are made by the catalog from the data package, or by a caller in code; both give the same classes with the same checks.
Words (regions, goals, traits ...) are plain strings.
Whether they are words of the vocabulary is checked when a record enters a catalog, since that is where records meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# The namespace attrs re-exports this one through six more modules, which a first look-up would pay for.
import attr as attrs

from homept import _checks as checks
from homept._value import CheckedValue
from homept.dose import DoseBand
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Citation", "Exercise", "ExerciseText", "Precaution", "PublishedUse", "ReviewState"]


def _stand_in(pair: Any) -> tuple[str, tuple[str, ...]] | None:
    """Make a pair of a piece of equipment and what can serve instead; None of anything else."""
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        return None
    kit, others = pair[0], checks.words(pair[1])
    ok = isinstance(others, tuple) and all(map(checks.is_text, (kit, *others)))
    return (kit, others) if ok else None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Citation(CheckedValue):
    """
    A published work that a record rests on, and what of the record it supports.

    ``seen`` says what homept's makers read of it and how; ``supports`` names fields, such as ``dose.start``.
    ``kind`` is a word of the facet ``source_kinds``, such as ``guideline``; None where nobody told.
    """

    _RULES = {
        "source": checks.an_id,
        "title": checks.text,
        "publisher": checks.text,
        "seen": checks.text,
        "supports": checks.strings,
        "year": checks.optional(checks.whole(1800, 2100)),
        "url": checks.optional(checks.text),
        "kind": checks.optional(checks.text),
    }
    _TUPLES = ("supports",)

    source: str
    title: str
    publisher: str
    seen: str
    supports: tuple[str, ...] = ()
    year: int | None = None
    url: str | None = None
    kind: str | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PublishedUse(CheckedValue):
    """
    A published home program or leaflet that asks for an exercise, and by what name.

    ``conditions`` and ``procedures`` are words of the vocabulary: whom the leaflet is for; both are empty for one that is for
    everybody, or for what the vocabulary has no word for.
    That a leaflet asks for an exercise says nothing of its dose; for that see :class:`Citation`.
    """

    _RULES = {
        "leaflet": checks.an_id,
        "title": checks.text,
        "publisher": checks.text,
        "name": checks.text,
        "conditions": checks.strings,
        "procedures": checks.strings,
        "year": checks.optional(checks.whole(1800, 2100)),
        "url": checks.optional(checks.text),
    }
    _TUPLES = ("conditions", "procedures")

    leaflet: str
    title: str
    publisher: str
    name: str
    conditions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    year: int | None = None
    url: str | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Precaution(CheckedValue):
    """
    A caution of one exercise for one condition or one dated operation.

    It adds to the rules of :mod:`homept.safety`; the stricter verdict wins.
    ``within_days`` counts from the day of the operation; None means until a clearance is recorded.
    """

    _RULES = {
        "code": checks.an_id,
        "verdict": checks.one_of("modify", "needs-clearance", "exclude"),
        "sentence": checks.text,
        "source": checks.an_id,
        "condition": checks.optional(checks.text),
        "surgery": checks.optional(checks.text),
        "within_days": checks.optional(checks.whole(1, 3650)),
        "cap_hold_seconds": checks.optional(checks.whole(1, 600)),
        "support": checks.optional(checks.text),
        "replace_by": checks.optional(checks.an_id),
        "cue": checks.a(bool),
    }

    code: str
    verdict: str
    sentence: str
    source: str
    condition: str | None = None
    surgery: str | None = None
    within_days: int | None = None
    cap_hold_seconds: int | None = None
    support: str | None = None
    replace_by: str | None = None
    cue: bool = False

    def __attrs_post_init__(self) -> None:
        CheckedValue.__attrs_post_init__(self)
        if (self.condition is None) == (self.surgery is None):
            raise InvalidValue("Precaution", "exactly one of condition and surgery")
        if self.within_days is not None and self.surgery is None:
            raise InvalidValue("Precaution.within_days", "days only with surgery")
        changes = self.cue or any(change is not None for change in (self.cap_hold_seconds, self.support, self.replace_by))
        if changes != (self.verdict == "modify"):
            raise InvalidValue(
                "Precaution", "cap_hold_seconds, support, replace_by or cue with the verdict modify, and only then"
            )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ReviewState(CheckedValue):
    """
    Who wrote a record, what it was checked against, and whether a clinician has reviewed it.

    ``reviewed_content`` is the mark of the record as the clinician saw it, from :func:`homept.inspection.content_mark`.
    A data folder whose record has another mark by now is refused, so that an approval never covers what came after it.

    >>> ReviewState(written_by="homept maintainers").by_clinician
    False
    """

    _RULES = {
        "written_by": checks.text,
        "checked_against": checks.strings,
        "reviewed_by": checks.optional(checks.text),
        "reviewed_on": checks.optional(checks.text),
        "reviewed_content": checks.optional(checks.text),
    }
    _TUPLES = ("checked_against",)

    written_by: str
    checked_against: tuple[str, ...] = ()
    reviewed_by: str | None = None
    reviewed_on: str | None = None
    reviewed_content: str | None = None

    @property
    def by_clinician(self) -> bool:
        """Whether a clinician has reviewed the record."""
        return self.reviewed_by is not None

    def without_clinician(self) -> ReviewState:
        """Return the state of a record whose words or numbers are no longer those that a clinician saw."""
        return ReviewState(written_by=self.written_by, checked_against=self.checked_against)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ExerciseText(CheckedValue):
    """
    The words of an exercise in one language, written for the person who does it.

    ``ambiguous_names`` are names by which other publishers mean a different movement; search finds the record by them too.
    """

    _RULES = {
        "language": checks.text,
        "name": checks.text,
        "purpose": checks.text,
        "why": checks.text,
        "set_up": checks.each(checks.text),
        "steps": checks.each(checks.text),
        "breathing": checks.text,
        "mistakes": checks.each(checks.text),
        "stop_signs": checks.each(checks.text),
        "other_names": checks.strings,
        "ambiguous_names": checks.strings,
    }
    _TUPLES = (
        "set_up",
        "steps",
        "mistakes",
        "stop_signs",
        "other_names",
        "ambiguous_names",
    )

    language: str
    name: str
    purpose: str
    why: str
    set_up: tuple[str, ...]
    steps: tuple[str, ...]
    breathing: str
    mistakes: tuple[str, ...]
    stop_signs: tuple[str, ...]
    other_names: tuple[str, ...] = ()
    ambiguous_names: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        CheckedValue.__attrs_post_init__(self)
        for field in ("set_up", "steps", "mistakes", "stop_signs"):
            if not getattr(self, field):
                raise InvalidValue(f"ExerciseText.{field}", "at least one sentence")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Exercise(CheckedValue):
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
    :param family: the movement that it is one form of, such as all rises from a chair; a routine is built with at most one of a
        family.
        Empty stands for its own id: it has no relatives.
    :param uses: the published programs and leaflets that ask for it, one entry for each, as far as they were looked at.
    :param provenance: the patches that layers put on the record, oldest first.
    :param withdrawn, successor: the data version that withdrew the record, and the id to use instead; None for most.

    >>> import homept
    >>> exercise = homept.load_catalog()["heel-slide"]
    >>> exercise.name, exercise.position, exercise.dose.start.notation()
    ('Heel slide', 'lying-on-back', '1x10')
    """

    _RULES = {
        "id": checks.an_id,
        "revision": checks.whole(1),
        "text": checks.a(ExerciseText),
        "regions": checks.strings,
        "goals": checks.strings,
        "kind": checks.text,
        "position": checks.text,
        "surface": checks.text,
        "side_model": checks.text,
        "muscles": checks.strings,
        "movements": checks.strings,
        "equipment": checks.strings,
        "assistance": checks.text,
        "support": checks.text,
        "level": checks.whole(1, 4),
        "fall_risk": checks.whole(0, 3),
        "end_range": checks.a(bool),
        "traits": checks.strings,
        "dose": checks.a(DoseBand),
        "set_up_seconds": checks.whole(0, 600),
        "hands_busy": checks.a(bool),
        "easier": checks.strings,
        "harder": checks.strings,
        "family": checks.an_id,
        "precautions": checks.each(checks.a(Precaution)),
        "citations": checks.each(checks.a(Citation)),
        "uses": checks.each(checks.a(PublishedUse)),
        "review": checks.a(ReviewState),
        "provenance": checks.strings,
        "withdrawn": checks.optional(checks.text),
        "successor": checks.optional(checks.an_id),
    }
    _TUPLES = (
        "regions",
        "goals",
        "muscles",
        "movements",
        "equipment",
        "stand_ins",
        "traits",
        "easier",
        "harder",
        "precautions",
        "codes",
        "citations",
        "uses",
        "provenance",
    )

    id: str
    revision: int
    text: ExerciseText
    regions: tuple[str, ...]
    goals: tuple[str, ...]
    kind: str
    position: str
    surface: str
    side_model: str
    muscles: tuple[str, ...]
    movements: tuple[str, ...]
    equipment: tuple[str, ...] = ()
    stand_ins: tuple[tuple[str, tuple[str, ...]], ...] = ()
    assistance: str
    support: str
    level: int
    fall_risk: int
    end_range: bool
    traits: tuple[str, ...]
    dose: DoseBand
    set_up_seconds: int
    hands_busy: bool = False
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    family: str = ""
    precautions: tuple[Precaution, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    citations: tuple[Citation, ...] = ()
    uses: tuple[PublishedUse, ...] = ()
    review: ReviewState
    provenance: tuple[str, ...] = ()
    withdrawn: str | None = None
    successor: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.family == "":
            object.__setattr__(self, "family", self.id)
        CheckedValue.__attrs_post_init__(self)
        # Data files hold lists, which could not be hashed.
        object.__setattr__(self, "codes", tuple(map(checks.words, self.codes)))
        object.__setattr__(self, "stand_ins", tuple(map(_stand_in, self.stand_ins)))
        if not all(map(checks.is_row, self.codes)):
            raise InvalidValue("Exercise.codes", "pairs of a system and a code", repr(self.codes))
        if None in self.stand_ins:
            raise InvalidValue("Exercise.stand_ins", "pairs of a piece of equipment and what can serve instead")

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
