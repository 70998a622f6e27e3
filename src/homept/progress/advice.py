"""
Advice: what to do next with each exercise, as a pure function of plan, journal, policies, audience and authority.

Gates come first (a sign that pauses, red, amber, missing data), then progression; nothing advances without evidence.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept import policies
from homept._value import HealthValue, Value
from homept.dose import Dose, DoseBand, Repetitions
from homept.errors import InvalidValue
from homept.plan import Phase, Plan
from homept.progress.entries import Entry, ExerciseReport, MorningReport, SessionReport
from homept.progress.pain import Light, gate_for, judge_session
from homept.routine import RoutineItem
from homept.vocabulary import word
from homept.work import Distance, Hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from homept.policies import PainGate, ProgressionPolicy
    from homept.progress.journal import Journal

    class _Maker(Protocol):
        def __call__(
            self, action: str, *reasons: AdviceReason, dose: Dose | None = ..., person_decides: bool = ...
        ) -> Advice: ...


__all__ = ["Advice", "AdviceReason", "advise", "next_dose", "previous_dose"]

_ACTIONS = ("advance", "hold", "ease", "ask", "pause")
_WOULD_CHANGE = {
    "missing-next-morning": "next-morning",
    "missing-symptoms": "symptoms",
    "missing-pain": "pain",
    "missing-minutes-after": "pain",
    "not-enough-green": "green-sessions",
    "no-sessions": "green-sessions",
    "too-soon": "time",
    "one-change-at-a-time": "time",
    "not-sure-how": "technique",
    "red-pain": "lower-pain",
    "amber-pain": "lower-pain",
    "not-settled": "lower-pain",
    "skipped-for-pain": "lower-pain",
    "swelling": "lower-pain",
    "stop-symptom": "clearance",
}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class AdviceReason(Value):
    """A reason code with the numbers that its sentence needs."""

    code: str = attrs.field(validator=checks.an_id)
    parts: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=checks.word_pairs)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Advice(HealthValue):
    """
    One piece of advice.

    :param action: ``advance``, ``hold``, ``ease``, ``ask`` (the therapist, before doing it again) or ``pause`` (everything).
    :param item: the id of the routine's item; None for the plan as a whole.
    :param name: the name of the exercise, empty for the plan.
    :param side_model, side: how the exercise uses the sides, so that the dose can be put into words.
    :param reasons: codes, the weightiest first.
    :param evidence: ids of the journal entries it rests on.
    :param sources: ids of the works behind the policies used, or ``homept-default``.
    :param next_dose: the dose to go on with; None where it stays with what the therapist says.
    :param confirm_by: ``person`` or ``therapist``, who must agree before anything changes.
    :param would_change: codes of what would lead to other advice.
    :param as_known_at: the last day from which an entry was known.
    :param expires_on: the last day on which to follow it.
    """

    action: str = attrs.field(validator=checks.one_of(*_ACTIONS))
    item: str | None = None
    name: str = ""
    side_model: str = "both"
    side: str = "both"
    reasons: tuple[AdviceReason, ...] = attrs.field(converter=checks.listed)
    evidence: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    sources: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    next_dose: Dose | None = None
    confirm_by: str = attrs.field(validator=checks.one_of("person", "therapist"))
    would_change: tuple[str, ...] = attrs.field(default=(), converter=checks.words)
    as_known_at: date
    expires_on: date


def advise(
    plan: Plan,
    journal: Journal,
    *,
    as_of: date,
    audience: str = "person",
    authority: str = "none",
    progression: ProgressionPolicy | None = None,
    pain_gates: Sequence[PainGate] | None = None,
) -> tuple[Advice, ...]:
    """
    Return advice for the phase that *as_of* falls into: one for the plan when it is on pause, else one for each exercise.

    *authority* says what a therapist has settled: ``none``, ``within-bounds`` (small steps inside the band are agreed) or
    ``therapist-confirms`` (each change is).
    No phase on that day gives no advice.
    """
    _check_role("audience", audience, ("person", "therapist"))
    _check_role("authority", authority, ("none", "within-bounds", "therapist-confirms"))
    phase = plan.phase_on(as_of) or _last_phase(plan, as_of)
    if phase is None:
        return ()
    policy = progression or policies.progression()
    entries = journal.effective(as_of=as_of)
    frame = _Frame(
        as_of=as_of,
        expires_on=as_of + timedelta(days=policy.expires_after_days),
        audience=audience,
        authority=authority,
        policy=policy,
        gates=tuple(pain_gates if pain_gates is not None else policies.pain_gates()),
        known_at=max((entry.recorded_at.date() for entry in entries), default=as_of),
    )
    signs = journal.open_signs(as_of=as_of)
    if signs:
        return (_pause(journal, signs, frame),)
    history = _history(plan, phase, entries, as_of)
    advice = [_for_item(item, phase, history, frame) for item in phase.routine.items]
    return tuple(_one_change_at_a_time(advice, phase, policy))


def next_dose(dose: Dose, band: DoseBand, policy: ProgressionPolicy) -> Dose | None:
    """
    Return the next larger dose in the band, one change at a time, or None at its top.

    Repetitions (or seconds or meters) grow to the most of the band, then the hold, then the sets; with a new set the
    repetitions go back to the fewest of the band.

    >>> from homept import policies
    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x10"))
    >>> next_dose(Dose.parse("1x8"), band, policies.progression()).notation()
    '1x10'
    >>> next_dose(Dose.parse("1x10"), band, policies.progression()).notation()
    '2x5'
    """
    amount, most = dose.amount, band.high.amount
    if amount < most:
        return dose.with_amount(min(most, amount + _step(dose, policy)))
    if isinstance(dose.work, Repetitions) and dose.hold_seconds < band.high.hold_seconds:
        return dose.with_hold(min(band.high.hold_seconds, dose.hold_seconds + policy.hold_step_seconds))
    if dose.sets < band.high.sets:
        return attrs.evolve(dose.with_amount(min(amount, band.low.amount)), sets=dose.sets + 1)
    return None


def previous_dose(dose: Dose, band: DoseBand, policy: ProgressionPolicy) -> Dose | None:
    """
    Return the next smaller dose in the band, or None at its bottom.

    >>> from homept import policies
    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x10"))
    >>> previous_dose(Dose.parse("1x8"), band, policies.progression()).notation()
    '1x6'
    """
    amount, least = dose.amount, band.low.amount
    if amount > least:
        return dose.with_amount(max(least, amount - _step(dose, policy)))
    if dose.sets > band.low.sets:
        return attrs.evolve(dose, sets=dose.sets - 1)
    if isinstance(dose.work, Repetitions) and dose.hold_seconds > band.low.hold_seconds:
        return dose.with_hold(max(band.low.hold_seconds, dose.hold_seconds - policy.hold_step_seconds))
    return None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _Frame(Value):
    """What is the same for all advice of one call."""

    as_of: date
    expires_on: date
    audience: str
    authority: str
    policy: ProgressionPolicy
    gates: tuple[PainGate, ...]
    known_at: date


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _History(Value):
    """The sessions of a phase by occurrence, oldest first, each with its reports and those of the next morning."""

    sessions: tuple[tuple[tuple[Entry, ...], tuple[Entry, ...]], ...]
    due: tuple[tuple[str, date], ...]
    last_active: date | None


def _history(plan: Plan, phase: Phase, entries: Iterable[Entry], as_of: date) -> _History:
    planned = [one for one in plan.occurrences(end=as_of + timedelta(days=1)) if one.phase == phase.id]
    known = {one.id for one in planned}
    sessions: dict[str, list[Entry]] = {}
    mornings: dict[str, list[Entry]] = {}
    last_active: date | None = None
    for entry in entries:
        report = entry.report
        if isinstance(report, SessionReport):
            if report.status != "skipped":
                day = report.happened_at.date()
                last_active = day if last_active is None else max(last_active, day)
            if report.occurrence in known:
                sessions.setdefault(str(report.occurrence), []).append(entry)
        elif isinstance(report, MorningReport) and report.occurrence in known:
            mornings.setdefault(report.occurrence, []).append(entry)
    in_order = [one.id for one in planned if one.id in sessions]
    pairs = tuple((tuple(sessions[id]), tuple(mornings.get(id, ()))) for id in in_order)
    # The day as_of is not over, so what is due on it is not yet missed.
    due = tuple((one.id, one.day) for one in planned if one.day < as_of)
    return _History(sessions=pairs, due=due, last_active=last_active)


def _for_item(item: RoutineItem, phase: Phase, history: _History, frame: _Frame) -> Advice:
    gate = gate_for(item.exercise.regions, frame.gates)
    lights = [
        judge_session(sessions, mornings, item=item.id, regions=item.exercise.regions, side=item.side, gate=gate)
        for sessions, mornings in history.sessions
        if not _excused(sessions, item.id)
    ]
    sources = (*([gate.source] if gate is not None else []), frame.policy.source)

    def advice(action: str, *reasons: AdviceReason, dose: Dose | None = item.dose, person_decides: bool = True) -> Advice:
        return _advice(action, reasons, item, lights, sources, dose, person_decides, frame)

    if not lights:
        return advice("hold", AdviceReason(code="no-sessions"))
    last = lights[-1]
    if last.color == "red":
        # Two reds in a row are for the therapist: RULES of the pain policies' sources.
        if len(lights) > 1 and lights[-2].color == "red":
            return advice("ask", *_reasons(last), dose=None, person_decides=False)
        return _ease(item, frame, advice, _reasons(last))
    if _was_away(history, frame):
        return _ease(item, frame, advice, (AdviceReason(code="away"),))
    if _low_completion(item, history, frame.policy):
        return _ease(item, frame, advice, (AdviceReason(code="low-completion"),))
    if _hardest_effort(history.sessions[-1][0], item.id) > frame.policy.max_effort:
        return _ease(item, frame, advice, (AdviceReason(code="effort-high"),))
    if last.color != "green":
        return advice("hold", *_reasons(last))
    return _progress(item, phase, lights, frame, advice)


def _progress(item: RoutineItem, phase: Phase, lights: Sequence[Light], frame: _Frame, advice: _Maker) -> Advice:
    """The last session was green: advance when the run of green ones is long enough and nothing else keeps the dose."""
    run = _green_run(lights)
    policy = frame.policy
    if len(run) < policy.min_green_sessions:
        parts = (("needed", str(policy.min_green_sessions)), ("have", str(len(run))))
        return advice("hold", AdviceReason(code="not-enough-green", parts=parts))
    if (frame.as_of - run[0].day).days < policy.min_days:
        return advice("hold", AdviceReason(code="too-soon", parts=(("days", str(policy.min_days)),)))
    if phase.routine.locks:
        return advice("hold", *(AdviceReason(code=lock) for lock in phase.routine.locks), person_decides=False)
    dose = next_dose(item.dose, item.band, policy)
    if dose is None:
        return advice("hold", AdviceReason(code="top-of-band"), person_decides=False)
    # A person may take more repetitions or a longer hold; another set is the therapist's.
    small = dose.sets == item.dose.sets
    return advice("advance", AdviceReason(code="green"), dose=dose, person_decides=small)


def _ease(item: RoutineItem, frame: _Frame, advice: _Maker, reasons: Iterable[AdviceReason]) -> Advice:
    dose = previous_dose(item.dose, item.band, frame.policy)
    if dose is None:
        return advice("ask", *reasons, AdviceReason(code="bottom-of-band"), dose=None, person_decides=False)
    return advice("ease", *reasons, dose=dose)


def _advice(
    action: str,
    reasons: Iterable[AdviceReason],
    item: RoutineItem,
    lights: Sequence[Light],
    sources: Iterable[str],
    dose: Dose | None,
    person_decides: bool,
    frame: _Frame,
) -> Advice:
    reasons = tuple(reasons)
    prescribed = item.origin.kind == "prescribed"
    if prescribed and action != "hold":
        reasons = (*reasons, AdviceReason(code="prescribed"))
    settled = frame.authority != "therapist-confirms" and not prescribed
    person = (action == "hold" and person_decides) or (person_decides and settled)
    evidence = [id for light in _evidence(action, lights) for id in light.evidence]
    codes = [_WOULD_CHANGE.get(reason.code, "therapist") for reason in reasons if reason.code != "green"]
    return Advice(
        action=action,
        item=item.id,
        name=item.exercise.name,
        side_model=item.exercise.side_model,
        side=item.side,
        reasons=reasons,
        evidence=tuple(dict.fromkeys(evidence)),
        sources=tuple(dict.fromkeys(sources)),
        next_dose=dose,
        confirm_by="person" if person else "therapist",
        would_change=tuple(dict.fromkeys(codes)),
        as_known_at=frame.known_at,
        expires_on=frame.expires_on,
    )


def _evidence(action: str, lights: Sequence[Light]) -> Sequence[Light]:
    return _green_run(lights) if action == "advance" else lights[-2:] if action == "ask" else lights[-1:]


def _green_run(lights: Sequence[Light]) -> list[Light]:
    """The green sessions at the end, oldest first."""
    run: list[Light] = []
    for light in reversed(lights):
        if light.color != "green":
            break
        run.insert(0, light)
    return run


def _reasons(light: Light) -> tuple[AdviceReason, ...]:
    return tuple(AdviceReason(code=code) for code in light.codes)


def _pause(journal: Journal, signs: Sequence[str], frame: _Frame) -> Advice:
    symptoms = {symptom for id in signs for symptom in getattr(journal.entry(id).report, "symptoms", None) or ()}
    emergency = any(word("symptoms", symptom).kind == "emergency" for symptom in symptoms)
    codes = ["stop-symptom", *(["emergency"] if emergency else []), "paused"]
    return Advice(
        action="pause",
        reasons=tuple(AdviceReason(code=code) for code in codes),
        evidence=tuple(signs),
        sources=("homept-default",),
        confirm_by="therapist",
        would_change=("clearance",),
        as_known_at=frame.known_at,
        expires_on=frame.expires_on,
    )


def _one_change_at_a_time(advice: Iterable[Advice], phase: Phase, policy: ProgressionPolicy) -> Iterable[Advice]:
    """Keep at most so many steps forward a region and a plan; easing is never held back."""
    regions: dict[str, int] = {}
    changes = 0
    for one in advice:
        if one.action == "advance":
            worked = phase.routine.item(str(one.item)).exercise.regions
            full = changes >= policy.max_changes_per_plan
            if full or any(regions.get(region, 0) >= policy.max_changes_per_region for region in worked):
                yield _held_back(one, phase)
                continue
            changes += 1
            for region in worked:
                regions[region] = regions.get(region, 0) + 1
        yield one


def _held_back(advice: Advice, phase: Phase) -> Advice:
    return attrs.evolve(
        advice,
        action="hold",
        reasons=(AdviceReason(code="one-change-at-a-time"),),
        next_dose=phase.routine.item(str(advice.item)).dose,
        confirm_by="person",
        would_change=("time",),
    )


def _excused(sessions: Sequence[Entry], item: str) -> bool:
    """Whether every report on this exercise says that it was excused: illness is no evidence either way."""
    reasons = []
    for entry in sessions:
        report = entry.report
        assert isinstance(report, SessionReport), "the history holds sessions"
        own = [one for one in report.items if one.item == item]
        status, reason = (own[0].status, own[0].skip_reason) if own else (report.status, report.skip_reason)
        kind = word("skip_reasons", reason).kind if reason is not None else None
        # A plain miss is no evidence either; pain and not knowing how are.
        reasons.append(status == "skipped" and (kind == "excused" or (kind == "missed" and reason != "not-sure-how")))
    return all(reasons)


def _was_away(history: _History, frame: _Frame) -> bool:
    """
    Whether the person says that nothing was done for so long that the dose should start lower.

    Only days that were written down count: a day without a note is not a day without exercise.
    """
    if history.last_active is None or (frame.as_of - history.last_active).days < frame.policy.missed_days:
        return False
    since = [id for id, day in history.due if day > history.last_active]
    skipped = {
        entry.report.occurrence
        for sessions, _ in history.sessions
        for entry in sessions
        if isinstance(entry.report, SessionReport)
    }
    return bool(since) and set(since) <= skipped


def _low_completion(item: RoutineItem, history: _History, policy: ProgressionPolicy) -> bool:
    """Whether the last sessions that tell amounts all stayed under the policy's share of the dose."""
    shares = []
    for sessions, _ in history.sessions:
        for report in _item_reports(sessions, item.id):
            if report.performed is not None:
                shares.append(sum(report.performed.amounts) / (item.dose.sets * item.dose.amount))
    recent = shares[-policy.low_completion_sessions :]
    return len(recent) == policy.low_completion_sessions and all(share < policy.low_completion for share in recent)


def _hardest_effort(sessions: Sequence[Entry], item: str) -> int:
    efforts = [report.effort for report in _item_reports(sessions, item)]
    efforts += [entry.report.effort for entry in sessions if isinstance(entry.report, SessionReport)]
    return max((effort.score for effort in efforts if effort is not None and effort.scale == "effort-0-10"), default=0)


def _item_reports(sessions: Sequence[Entry], item: str) -> list[ExerciseReport]:
    reports = [entry.report for entry in sessions if isinstance(entry.report, SessionReport)]
    return [one for report in reports for one in report.items if one.item == item]


def _last_phase(plan: Plan, as_of: date) -> Phase | None:
    """After the end of a plan its last phase is still what the journal is about."""
    started = [phase for phase in plan.phases if phase.start is not None and phase.start <= as_of]
    return started[-1] if started else None


def _step(dose: Dose, policy: ProgressionPolicy) -> int:
    if isinstance(dose.work, Repetitions):
        return policy.repetition_step
    if isinstance(dose.work, Hold):
        return policy.hold_step_seconds
    return policy.distance_step_meters if isinstance(dose.work, Distance) else policy.duration_step_seconds


def _check_role(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InvalidValue(name, "one of " + ", ".join(allowed), repr(value))
