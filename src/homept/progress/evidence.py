"""Evidence: what a journal says about the exercises of a phase, session by session, as advice needs it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from homept._value import HealthValue
from homept.plan import Deload, DoseChange, Swap
from homept.progress.entries import Effort, Entry, ExerciseReport, MorningReport, SessionReport, SymptomReport
from homept.progress.pain import Light, judge_session, judge_symptoms
from homept.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homept.plan import Occurrence, Phase, Plan
    from homept.policies import PainGate, ProgressionPolicy
    from homept.routine import Routine, RoutineItem

__all__ = ["Due", "Evidence", "History", "evidence_for", "history_of", "says_nothing"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Due(HealthValue):
    """
    One planned session, with the entries on it and on the morning after it; no entry when nobody wrote anything down.

    :param current: whether it belongs to the phase that advice is sought for.
    :param excused: whether it fell on a day off, so that it is known not to be done unless somebody wrote otherwise.
    :param routine: what was planned for it.
    :param week: the ids of all exercises that the phase had at that time, on whatever day.
    """

    day: date
    current: bool
    excused: bool
    routine: Routine
    week: frozenset[str]
    sessions: tuple[Entry, ...]
    mornings: tuple[Entry, ...]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class History(HealthValue):
    """The planned sessions in order, what was written down apart from them, and the last day on which any session was done."""

    due: tuple[Due, ...]
    apart: tuple[Entry, ...]
    last_active: date | None

    def away(self, as_of: date, days: int) -> bool:
        """
        Whether the person says that nothing was done for so many days.

        Only sessions that were written down, or fell on days off, count: one without a note may have been done.
        """
        if self.last_active is None or (as_of - self.last_active).days < days:
            return False
        since = [one for one in self.due if one.current and one.day > self.last_active]
        return bool(since) and all(one.sessions or one.excused for one in since)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Session(HealthValue):
    """
    What one session says about one exercise.

    :param in_full: whether the exercise was done as it was planned, as far as anybody said.
    :param share: how much of the dose was done; None when no amounts were told.
    :param efforts: what was said about how hard it felt.
    :param after_gap: whether a session was due before it, after the one before, on which there is no note.
    :param current: whether it was done in this phase and with the dose that the exercise has now.
    """

    light: Light
    in_full: bool
    share: float | None
    efforts: tuple[Effort, ...]
    after_gap: bool
    current: bool


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Evidence(HealthValue):
    """The sessions that say something about one exercise, oldest first; ``gap`` when the last one that was due has no note."""

    sessions: tuple[Session, ...]
    gap: bool

    def green_run(self, as_of: date, policy: ProgressionPolicy) -> list[Light]:
        """
        Return the lights of the green sessions at the end, oldest first.

        A session that was not done in full ends the run, and so does one that was due and on which there is no note; what is
        longer ago than the policy's long break no longer counts.
        """
        run: list[Light] = []
        gap = self.gap
        for session in reversed(self.sessions):
            if gap or not session.current or not session.in_full or session.light.color != "green":
                break
            run.insert(0, session.light)
            gap = session.after_gap
        return run if run and (as_of - run[-1].day).days < policy.missed_days else []

    def low_completion(self, policy: ProgressionPolicy) -> bool:
        """Whether in each of the last sessions less than the policy's share of the dose was done; other phases had other doses."""
        shares = [session.share for session in self.sessions[-policy.low_completion_sessions :] if session.current]
        full = len(shares) == policy.low_completion_sessions
        return full and all(share is not None and share < policy.low_completion for share in shares)

    def count(self, code: str, last: int) -> int:
        """Count the sessions among the *last* ones whose light has this color or code."""
        return sum(code == one.light.color or code in one.light.codes for one in self.sessions[-last:])


def history_of(plan: Plan, phase: Phase, entries: Iterable[Entry], as_of: date) -> History:
    """Return the history of the plan up to and with the day *as_of*, with the sessions of *phase* marked as current."""
    sessions: dict[str | None, list[Entry]] = {}
    mornings: dict[str | None, list[Entry]] = {}
    active = []
    apart = []
    for entry in entries:
        if isinstance(entry.report, SessionReport):
            if entry.report.occurrence is None:
                apart.append(entry)
            sessions.setdefault(entry.report.occurrence, []).append(entry)
            if entry.report.status != "skipped":
                active.append(entry.report.happened_at.date())
        elif isinstance(entry.report, MorningReport):
            mornings.setdefault(entry.report.occurrence, []).append(entry)
        elif isinstance(entry.report, SymptomReport):
            apart.append(entry)
    stretches = _Stretches(plan)
    due = [
        Due(
            day=one.day,
            current=one.phase == phase.id,
            excused=one.excused is not None,
            routine=stretches.routine_for(one),
            week=stretches.week_of(one),
            sessions=tuple(sessions.get(one.id, ())),
            mornings=tuple(mornings.get(one.id, ())),
        )
        for one in plan.occurrences(end=as_of + timedelta(days=1), excused=True)
        # The day as_of is not over, so what is due on it is not yet missed.
        if one.day < as_of or one.id in sessions
    ]
    return History(due=tuple(due), apart=tuple(apart), last_active=max(active, default=None))


class _Stretches:
    """What was due in each session, worked out once for each stretch of days without a change, since a plan may have many."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        days = {change.on for change in plan.changes if isinstance(change, (DoseChange, Deload, Swap)) and change.on is not None}
        self._starts = sorted(days | {change.end for change in plan.changes if isinstance(change, Deload)})
        self._once = {change.occurrence for change in plan.changes if isinstance(change, Swap)}
        self._routines: dict[tuple[str, int, int], Routine] = {}
        self._weeks: dict[tuple[str, int], frozenset[str]] = {}

    def routine_for(self, one: Occurrence) -> Routine:
        """Return what was due in a session."""
        if one.id in self._once:
            return self._plan.routine_for(one)
        key = (one.phase, (one.planned_on or one.day).weekday(), bisect_right(self._starts, one.day))
        if key not in self._routines:
            self._routines[key] = self._plan.routine_for(one)
        return self._routines[key]

    def week_of(self, one: Occurrence) -> frozenset[str]:
        """Return the ids of all exercises that the phase of a session had on its day."""
        key = (one.phase, bisect_right(self._starts, one.day))
        if key not in self._weeks:
            self._weeks[key] = frozenset(item.id for item in self._plan.items_on(one.day))
        return self._weeks[key]


def evidence_for(item: RoutineItem, history: History, gate: PainGate | None) -> Evidence:
    """Return what the history says about one exercise; sessions that were excused, or plainly missed, say nothing."""
    found: list[Session] = []
    gap = False
    for due in history.due:
        reports = [entry.report for entry in due.sessions if isinstance(entry.report, SessionReport)]
        planned = next((one for one in due.routine.items if one.id == item.id), None)
        if planned is None:
            # A session of the same week without this exercise tells of it only what is bad.
            if item.id in due.week:
                found += _bad(item, due.sessions, gate)
        elif not reports:
            gap = gap or not due.excused
        elif not all(says_nothing(report, item.id) for report in reports):
            found.append(_session(item, planned, due, reports, gate, gap))
            gap = False
    found += _apart(item, history, gate)
    return Evidence(sessions=tuple(sorted(found, key=lambda one: one.light.day)), gap=gap)


def _apart(item: RoutineItem, history: History, gate: PainGate | None) -> Iterator[Session]:
    """What was written down apart from the planned sessions counts where it is bad: it has no next morning to be good by."""
    return _bad(item, history.apart, gate)


def _bad(item: RoutineItem, entries: Iterable[Entry], gate: PainGate | None) -> Iterator[Session]:
    for entry in entries:
        if isinstance(entry.report, SessionReport):
            light: Light | None = judge_session(
                [entry], [], item=item.id, regions=item.exercise.regions, side=item.side, gate=gate
            )
        else:
            light = judge_symptoms(entry)
        if light is not None and light.color in ("amber", "red"):
            yield Session(light=light, in_full=False, share=None, efforts=(), after_gap=False, current=True)


def _session(
    item: RoutineItem, planned: RoutineItem, due: Due, reports: list[SessionReport], gate: PainGate | None, gap: bool
) -> Session:
    """Judge a session by what was *planned* for it then; *item* is the exercise as it is now."""
    own = [one for report in reports for one in _of_item(report, item.id)]
    told = [one.performed for one in own if one.performed is not None]
    shares = [sum(performed.amounts) / (planned.dose.sets * planned.dose.amount) for performed in told]
    short = any(one.hold_seconds is not None and one.hold_seconds < planned.dose.hold_seconds for one in told)
    done = all(_status(report, item.id) == "done" for report in reports)
    efforts = [*(one.effort for one in own), *(report.effort for report in reports)]
    return Session(
        light=judge_session(due.sessions, due.mornings, item=item.id, regions=item.exercise.regions, side=item.side, gate=gate),
        in_full=done and not short and min(shares, default=1) >= 1,
        share=min(shares, default=None),
        efforts=tuple(effort for effort in efforts if effort is not None),
        after_gap=gap,
        current=due.current and planned.dose == item.dose,
    )


def says_nothing(report: SessionReport, item: str) -> bool:
    """Whether the exercise was left out for a reason that is no evidence; pain, and not knowing how, are."""
    own = next(_of_item(report, item), None)
    reason = report.skip_reason if own is None else own.skip_reason
    return reason is not None and word("skip_reasons", reason).kind in ("excused", "missed") and reason != "not-sure-how"


def _status(report: SessionReport, item: str) -> str:
    own = next(_of_item(report, item), None)
    return report.status if own is None else own.status


def _of_item(report: SessionReport, item: str) -> Iterator[ExerciseReport]:
    return (one for one in report.items if one.item == item)
