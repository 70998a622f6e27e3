"""
Criteria: how far the conditions for leaving a phase, and for entering the next one, are met.

Nothing is entered by itself: a criterion that is met is a reason to ask the therapist.
What is not known is unknown, which is neither met nor not met.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import attrs

from homept import _checks as checks
from homept import policies
from homept._value import HealthValue
from homept.dose import at_most
from homept.measures.loading import name_of
from homept.messages import messages
from homept.plan import Criterion, Plan
from homept.progress.advice import day_of_phase
from homept.progress.counting import sessions_by_occurrence, status_of
from homept.progress.entries import Entry, Measurement, SessionReport
from homept.progress.evidence import Due, history_of, says_nothing
from homept.progress.pain import gate_for, judge_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homept.plan import Phase
    from homept.policies import PainGate
    from homept.progress.journal import Journal

__all__ = ["CriterionState", "phase_progress"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CriterionState(HealthValue):
    """
    How one criterion stands.

    :param phase: the phase that it belongs to.
    :param when: ``exit``, for leaving that phase, or ``entry``, for entering it.
    :param state: ``met``, ``not-met`` or ``unknown``.
    :param name: the name of the exercise of ``dose-reached``; empty for the others, and where the plan does not have it.
    :param have: what was counted or measured so far, as a text; None where nothing was.
    :param evidence: ids of the journal entries that it rests on.
    """

    phase: str = attrs.field(validator=checks.an_id)
    when: str = attrs.field(validator=checks.one_of("exit", "entry"))
    criterion: Criterion = attrs.field(validator=checks.a(Criterion))
    state: str = attrs.field(validator=checks.one_of("met", "not-met", "unknown"))
    name: str = attrs.field(default="", validator=checks.any_text)
    have: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    evidence: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)

    def text(self, language: str = "en") -> str:
        """Return what it asks for and how it stands, in plain words."""
        say = messages(language)
        one = self.criterion
        weeks = "" if one.weeks is None else say("count.weeks", count=one.weeks)
        sessions = "" if one.sessions is None else say("count.sessions", count=one.sessions)
        limit = one.at_least if one.at_most is None else one.at_most
        kind = one.kind if one.kind != "measure-reached" else "measure-at-least" if one.at_most is None else "measure-at-most"
        asked = say(
            f"criterion.{kind}",
            weeks=weeks,
            sessions=sessions,
            measure="" if one.measure is None else name_of(one.measure, language),
            limit=limit,
            unit=one.unit,
            name=self.name or one.item,
        )
        so_far = "" if self.have is None else " " + say("criterion.so-far", have=self.have)
        return f"{asked} {say(f'criterion-state.{self.state}')}{so_far}"


class _Finding(NamedTuple):
    state: str
    have: str | None = None
    evidence: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _Known(HealthValue):
    """What is known of the plan on the day of the call."""

    plan: Plan
    phase: Phase
    as_of: date
    day: date
    entries: tuple[Entry, ...]
    gates: tuple[PainGate, ...]
    agreed_by: str | None


def phase_progress(
    plan: Plan,
    journal: Journal,
    *,
    as_of: date,
    agreed_by: str | None = None,
    pain_gates: Sequence[PainGate] | None = None,
) -> tuple[CriterionState, ...]:
    """
    Return how the criteria stand for leaving the phase of the day *as_of* and for entering the one after it.

    *agreed_by* is the clinician who agrees, without whom ``therapist-agrees`` is unknown.
    Empty before the first phase and where no criteria were set.
    Nothing is entered: that is :meth:`homept.plan.Plan.enter_phase`, which a person calls.

    Sessions are counted from the start of the phase up to *as_of*; a measurement counts from any time, the newest of its side.
    """
    checks.check_day("phase_progress.as_of", as_of)
    day = day_of_phase(plan, as_of)
    phase = None if day is None else plan.phase_on(day)
    if day is None or phase is None:
        return ()
    known = _Known(
        plan=plan,
        phase=phase,
        as_of=as_of,
        day=day,
        entries=journal.effective(as_of=as_of),
        gates=tuple(pain_gates if pain_gates is not None else policies.pain_gates()),
        agreed_by=agreed_by,
    )
    following = next((one for one in plan.phases if one.start is None), None)
    asked = [(phase.id, "exit", one) for one in phase.exit]
    asked += [(following.id, "entry", one) for one in following.entry] if following is not None else []
    return tuple(_state(id, when, criterion, known) for id, when, criterion in asked)


def _state(phase: str, when: str, criterion: Criterion, known: _Known) -> CriterionState:
    find = {
        "weeks-passed": _weeks_passed,
        "sessions-done": _sessions_done,
        "pain-settled": _pain_settled,
        "measure-reached": _measure_reached,
        "dose-reached": _dose_reached,
        "therapist-agrees": _therapist_agrees,
    }[criterion.kind]
    state, have, evidence = find(criterion, known)
    names = [item.exercise.name for item in known.plan.items_on(known.day) if item.id == criterion.item]
    return CriterionState(
        phase=phase, when=when, criterion=criterion, state=state, name="".join(names), have=have, evidence=evidence
    )


def _weeks_passed(criterion: Criterion, known: _Known) -> _Finding:
    assert criterion.weeks is not None, "the class asks for a number"
    assert known.phase.start is not None, "a phase that a day falls into has started"
    weeks = (known.as_of - known.phase.start).days // 7
    return _Finding("met" if weeks >= criterion.weeks else "not-met", str(weeks))


def _sessions_done(criterion: Criterion, known: _Known) -> _Finding:
    assert criterion.sessions is not None, "the class asks for a number"
    reports = sessions_by_occurrence(known.entries)
    due = [one for one in known.plan.occurrences(excused=True) if one.phase == known.phase.id]
    done = [entry for one in due for entry in reports.get(one.id, ()) if status_of(reports[one.id]) == "done"]
    count = sum(status_of(reports.get(one.id, ())) == "done" for one in due)
    silent = sum(one.excused is None and one.day < known.as_of and not reports.get(one.id) for one in due)
    state = "met" if count >= criterion.sessions else "unknown" if count + silent >= criterion.sessions else "not-met"
    return _Finding(state, str(count), tuple(entry.id for entry in done))


def _pain_settled(criterion: Criterion, known: _Known) -> _Finding:
    """The last sessions of the phase, each green for all of its exercises that can be; one without a note leaves it unknown."""
    assert criterion.sessions is not None, "the class asks for a number"
    history = history_of(known.plan, known.phase, known.entries, known.as_of)
    told = [due for due in history.due if due.current and (due.sessions or not due.excused) and not _is_excuse(due)]
    last = told[-criterion.sessions :]
    colors = [_color(due, known) for due in last]
    evidence = tuple(entry.id for due in last for entry in (*due.sessions, *due.mornings))
    greens = str(colors.count("green"))
    if "red" in colors or "amber" in colors:
        return _Finding("not-met", greens, evidence)
    settled = len(colors) == criterion.sessions and set(colors) == {"green"}
    return _Finding("met" if settled else "unknown", greens, evidence)


def _is_excuse(due: Due) -> bool:
    reports = [entry.report for entry in due.sessions if isinstance(entry.report, SessionReport)]
    return bool(reports) and all(says_nothing(report, "") for report in reports)


def _color(due: Due, known: _Known) -> str:
    """
    The worst light of the session's exercises.

    An exercise whose policy only tells when pain is too much cannot be green, so it does not keep the others from it.
    """
    if not due.sessions:
        return "unknown"
    lights = []
    for item in due.routine.items:
        gate = gate_for(item.exercise.regions, known.gates)
        light = judge_session(
            due.sessions, due.mornings, item=item.id, regions=item.exercise.regions, side=item.side, gate=gate
        ).color
        if light != "unknown" or (gate is not None and gate.advances):
            lights.append(light)
    return max(lights, key=("green", "unknown", "amber", "red").index, default="unknown")


def _measure_reached(criterion: Criterion, known: _Known) -> _Finding:
    """The newest measurement of each side that counts; a value in another unit is not compared."""
    newest: dict[str | None, tuple[Entry, Measurement]] = {}
    found = [
        (entry, entry.report)
        for entry in known.entries
        if isinstance(entry.report, Measurement)
        and _is_of(entry.report, criterion)
        and entry.report.happened_at.date() <= known.as_of
    ]
    for entry, report in sorted(found, key=lambda one: (one[1].happened_at, one[0].recorded_at, one[0].id)):
        newest[report.side] = (entry, report)
    if not newest:
        return _Finding("unknown")
    counting = [newest[side] for side in sorted(newest, key=lambda side: side or "")]
    reached = all(_reaches(report, criterion) for _, report in counting)
    values = ", ".join(f"{report.value} {report.unit}" for _, report in counting)
    return _Finding("met" if reached else "not-met", values, tuple(entry.id for entry, _ in counting))


def _is_of(report: Measurement, criterion: Criterion) -> bool:
    side = criterion.side is None or criterion.side == report.side
    return side and (report.measure, report.unit) == (criterion.measure, criterion.unit)


def _reaches(report: Measurement, criterion: Criterion) -> bool:
    if criterion.at_least is not None:
        return report.value >= criterion.at_least
    assert criterion.at_most is not None, "the class asks for one of the two"
    return report.value <= criterion.at_most


def _dose_reached(criterion: Criterion, known: _Known) -> _Finding:
    item = next((one for one in known.plan.items_on(known.day) if one.id == criterion.item), None)
    if item is None:
        return _Finding("unknown")
    return _Finding("met" if at_most(item.band.high, item.dose) else "not-met")


def _therapist_agrees(criterion: Criterion, known: _Known) -> _Finding:
    return _Finding("unknown") if known.agreed_by is None else _Finding("met", known.agreed_by)
