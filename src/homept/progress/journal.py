"""
The journal: an append-only set of entries that merges by union.

Every change gives a new journal; a correction supersedes, an erasure leaves a tombstone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.errors import InvalidValue, MergeConflict, UnknownId
from homept.plan.occurrence import Occurrence, fixed_offset
from homept.progress.entries import (
    Cleared,
    Effort,
    Entry,
    Erased,
    ExerciseReport,
    Measurement,
    MorningReport,
    PainScore,
    Paused,
    Report,
    SessionReport,
    SymptomReport,
    pain_scores,
)

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Journal"]

# homept's own namespace for entry ids; made once, at random, and never to change.
_NAMESPACE = UUID("5b0f9c0e-6f0b-4d0a-9a35-0c1d7b1e7a42")

Pain = int | Mapping[str, int] | Iterable[PainScore] | None


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.recorded_at, entry.id)))


def _settled(given: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put entries in order; what is erased takes its corrections with it, wherever they were recorded."""
    entries = checks.listed(given)
    if not isinstance(entries, tuple) or not all(isinstance(entry, Entry) for entry in entries):
        return entries  # for the validator to refuse
    roots = _roots(entries)
    gone = {roots[entry.id] for entry in entries if entry.erased}
    return _in_order(_tombstone(entry) if roots[entry.id] in gone else entry for entry in entries)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Journal(HealthValue):
    """
    What a person wrote down, in the order of recording.

    ``replica`` names the device or app that writes; two that may ever meet need different names.
    The times of a method are arguments: homept has no clock of its own.

    >>> from datetime import datetime, timezone
    >>> evening = datetime(2026, 11, 23, 20, 0, tzinfo=timezone.utc)
    >>> journal = Journal(replica="phone-1").symptoms(set(), at=evening, recorded_at=evening)
    >>> len(journal.entries)
    1
    """

    replica: str = attrs.field(validator=checks.an_id)
    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_settled, validator=checks.each(checks.a(Entry)))

    def __attrs_post_init__(self) -> None:
        if len({entry.id for entry in self.entries}) != len(self.entries):
            raise InvalidValue("Journal.entries", "each entry id once")

    # -- writing ----------------------------------------------------------------------------------------------------------

    def done(
        self,
        occurrence: Occurrence,
        *,
        at: datetime,
        recorded_at: datetime,
        pain_before: Pain = None,
        pain_during: Pain = None,
        pain_after: Pain = None,
        minutes_after: int | None = None,
        effort: int | Effort | None = None,
        symptoms: Collection[str] | None = None,
        items: Iterable[ExerciseReport] = (),
        note: str = "",
    ) -> Journal:
        """
        Record a session that was done in full.

        Pain is one number from 0 to 10, or numbers by ``region`` or ``region/side``; ``minutes_after`` says how long after the
        session ``pain_after`` was taken.
        ``symptoms`` left out means that nobody asked; an empty set that there were none.
        """
        return self._session(
            "done",
            occurrence,
            at,
            recorded_at,
            pain_before,
            pain_during,
            pain_after,
            minutes_after,
            effort,
            symptoms,
            items,
            note,
        )

    def partial(
        self,
        occurrence: Occurrence,
        *,
        at: datetime,
        recorded_at: datetime,
        pain_before: Pain = None,
        pain_during: Pain = None,
        pain_after: Pain = None,
        minutes_after: int | None = None,
        effort: int | Effort | None = None,
        symptoms: Collection[str] | None = None,
        items: Iterable[ExerciseReport] = (),
        note: str = "",
    ) -> Journal:
        """Record a session of which a part was done; *items* may say which; the rest as in :meth:`done`."""
        return self._session(
            "partial",
            occurrence,
            at,
            recorded_at,
            pain_before,
            pain_during,
            pain_after,
            minutes_after,
            effort,
            symptoms,
            items,
            note,
        )

    def unplanned(
        self,
        *,
        at: datetime,
        recorded_at: datetime,
        pain_before: Pain = None,
        pain_during: Pain = None,
        pain_after: Pain = None,
        minutes_after: int | None = None,
        effort: int | Effort | None = None,
        symptoms: Collection[str] | None = None,
        items: Iterable[ExerciseReport] = (),
        note: str = "",
    ) -> Journal:
        """Record a session that no plan asked for; the rest as in :meth:`done`."""
        return self._session(
            "done", None, at, recorded_at, pain_before, pain_during, pain_after, minutes_after, effort, symptoms, items, note
        )

    def skipped(
        self,
        occurrence: Occurrence,
        *,
        reason: str,
        at: datetime,
        recorded_at: datetime,
        symptoms: Collection[str] | None = None,
        note: str = "",
    ) -> Journal:
        """Record a session that was skipped, with a reason of the vocabulary ``skip_reasons``."""
        report = SessionReport(
            occurrence=occurrence.id, status="skipped", happened_at=at, symptoms=symptoms, skip_reason=reason, note=note
        )
        return self._append(report, recorded_at)

    def next_morning(
        self,
        occurrence: Occurrence,
        *,
        at: datetime,
        recorded_at: datetime,
        pain: Pain,
        symptoms: Collection[str] | None = None,
        soreness: bool | None = None,
    ) -> Journal:
        """Record how the person felt on the morning after a session; muscle soreness is kept apart from pain."""
        report = MorningReport(
            occurrence=occurrence.id,
            happened_at=at,
            pain=pain_scores(pain, "next-morning"),
            symptoms=symptoms,
            soreness=soreness,
        )
        return self._append(report, recorded_at)

    def symptoms(self, symptoms: Collection[str], *, at: datetime, recorded_at: datetime) -> Journal:
        """Record symptoms apart from a session; an empty set records that there were none."""
        return self._append(SymptomReport(happened_at=at, symptoms=symptoms), recorded_at)

    def measured(
        self, measure: str, value: Decimal, unit: str, *, at: datetime, recorded_at: datetime, side: str | None = None
    ) -> Journal:
        """
        Record a measured value of one of homept's scales, such as ``knee-flexion``, or of one of your own with a namespace.

        *value* is the score where *measure* is a questionnaire; see :meth:`homept.measures.Measure.score`.
        """
        return self._append(Measurement(measure=measure, value=value, unit=unit, happened_at=at, side=side), recorded_at)

    def cleared(self, *, by: str, role: str, on: date, recorded_at: datetime) -> Journal:
        """
        Record that a clinician knows of every sign in this journal and lets the plan go on.

        A sign that is merged in later is not covered and pauses the plan again.
        """
        covers = frozenset(entry.id for entry in self.entries if entry.signs)
        return self._append(Cleared(by=by, role=role, on=on, covers=covers), recorded_at)

    def correct(self, id: str, *, recorded_at: datetime, **changes: Any) -> Journal:
        """
        Correct the entry *id* by a new one with the fields *changes* of its report.

        The old entry stays; of several corrections the one recorded last counts.
        A correction never takes back a sign that paused the plan, and what a clearance covers cannot be corrected.
        """
        entry = self.entry(id)
        if entry.erased:
            raise UnknownId("entry", id)
        report = entry.report
        # What a clinician knew of is not for anybody to add to; erasing a clearance takes it back.
        known = [field.name for field in attrs.fields(type(report)) if field.name != "covers"]
        for name in changes:
            if name not in known:
                raise InvalidValue(f"correct.{name}", f"a field of the report: {', '.join(known)}")
        return self._append(attrs.evolve(report, **changes), recorded_at, supersedes=id)

    def erase(self, id: str) -> Journal:
        """
        Erase an entry and its corrections, leaving tombstones without content that always win when journals merge.

        An entry with a sign leaves one that says only that the plan is on pause; an erased clearance no longer clears.
        """
        gone = self.entry(id)
        return attrs.evolve(self, entries=tuple(_tombstone(gone) if entry is gone else entry for entry in self.entries))

    def merge(self, other: Journal) -> Journal:
        """
        Return the union of two journals; order and repetition do not matter.

        The same id with different content raises :class:`homept.errors.MergeConflict`; a tombstone wins over content.
        The result writes on as this journal's replica.
        """
        entries = {entry.id: entry for entry in self.entries}
        for entry in other.entries:
            entries[entry.id] = _joined(entries.get(entry.id, entry), entry)
        return attrs.evolve(self, entries=tuple(entries.values()))

    # -- reading ----------------------------------------------------------------------------------------------------------

    def entry(self, id: str) -> Entry:
        """Return the entry with this id; :class:`homept.errors.UnknownId` when there is none."""
        for entry in self.entries:
            if entry.id == id:
                return entry
        raise UnknownId("entry", id)

    def effective(self, *, as_of: date | None = None) -> tuple[Entry, ...]:
        """
        Return the entries that count: the last correction of each, and none that was erased.

        With *as_of*, only entries recorded on or before this day, by the clock of the recorder.
        """
        known = self._known(as_of)
        roots = _roots(self.entries)
        corrected = {entry.supersedes for entry in known}
        # Entries are in order of recording, then id, so the last of several corrections is the one that counts; the entry that
        # it corrects never does, even when the clock of its recorder was ahead.
        last = {roots[entry.id]: entry for entry in known if entry.id not in corrected and not entry.erased}
        return _in_order(last.values())

    def open_signs(self, *, as_of: date | None = None) -> tuple[str, ...]:
        """
        Return the ids of the entries whose signs pause the plan, corrected and erased ones included, as no clearance covers them.

        With *as_of*, only entries recorded, and clearances given, on or before this day.
        """
        clearances = [entry.report for entry in self.effective(as_of=as_of) if isinstance(entry.report, Cleared)]
        covered = {id for clearance in clearances if as_of is None or clearance.on <= as_of for id in clearance.covers}
        return tuple(entry.id for entry in self._known(as_of) if entry.signs and entry.id not in covered)

    def _known(self, as_of: date | None) -> list[Entry]:
        return [entry for entry in self.entries if as_of is None or entry.recorded_at.date() <= as_of]

    def __repr__(self) -> str:
        return f"<Journal {self.replica} of {len(self.entries)} entries>"

    def _session(
        self,
        status: str,
        occurrence: Occurrence | None,
        at: datetime,
        recorded_at: datetime,
        before: Pain,
        during: Pain,
        after: Pain,
        minutes_after: int | None,
        effort: int | Effort | None,
        symptoms: Collection[str] | None,
        items: Iterable[ExerciseReport],
        note: str,
    ) -> Journal:
        scores = (
            *pain_scores(before, "before"),
            *pain_scores(during, "during"),
            *pain_scores(after, "after", minutes_after=minutes_after),
        )
        report = SessionReport(
            occurrence=None if occurrence is None else occurrence.id,
            status=status,
            happened_at=at,
            pain=scores,
            effort=Effort(effort) if isinstance(effort, int) else effort,
            symptoms=symptoms,
            items=items,
            note=note,
        )
        return self._append(report, recorded_at)

    def _append(self, report: Report, recorded_at: datetime, supersedes: str | None = None) -> Journal:
        sequence = 1 + max((entry.sequence for entry in self.entries if entry.replica == self.replica), default=0)
        entry = Entry(
            id=_entry_id(self.replica, recorded_at, sequence),
            replica=self.replica,
            sequence=sequence,
            recorded_at=recorded_at,
            supersedes=supersedes,
            report=report,
        )
        return attrs.evolve(self, entries=(*self.entries, entry))


def _entry_id(replica: str, recorded_at: datetime, sequence: int) -> str:
    moment = fixed_offset(recorded_at)
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise InvalidValue("recorded_at", "a datetime with a time zone, such as datetime(..., tzinfo=ZoneInfo('Europe/Dublin'))")
    return str(uuid5(_NAMESPACE, f"{replica}|{moment.astimezone(UTC).isoformat()}|{sequence}"))


def _roots(entries: Iterable[Entry]) -> dict[str, str]:
    """Follow the corrections of each entry back to the one that they began with, as far as it is known here."""
    before = {entry.id: entry.supersedes for entry in entries}
    roots = {}
    for id in before:
        root, passed = id, {id}
        while (earlier := before.get(root)) is not None:
            if earlier in passed:
                raise InvalidValue("Journal.entries", "corrections of earlier entries, never in a circle")
            passed.add(earlier)
            root = earlier
        roots[id] = root
    return roots


def _tombstone(entry: Entry) -> Entry:
    """Keep the place of an entry, which entry it corrected and whether it pauses the plan, and nothing of what it said."""
    return attrs.evolve(entry, report=Paused() if entry.signs else Erased())


def _joined(mine: Entry, theirs: Entry) -> Entry:
    """Return the one entry that two replicas know under one id."""
    if mine == theirs:
        return mine
    same_place = attrs.evolve(mine, report=Erased()) == attrs.evolve(theirs, report=Erased())
    if not same_place or not (mine.erased or theirs.erased):
        raise MergeConflict(mine.id)
    return _tombstone(mine if mine.signs else theirs)
