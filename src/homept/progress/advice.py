"""
Advice: what to do next with each exercise, as a pure function of plan, journal, policies, audience and authority.

Gates come first (a sign that pauses, red, amber, missing data), then progression; nothing advances without evidence.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept import policies, vocabulary
from homept._value import HealthValue, Value
from homept.dose import Dose
from homept.errors import InvalidValue
from homept.plan import Phase, Plan
from homept.plan.steps import next_dose, previous_dose, restart_dose
from homept.progress.evidence import Evidence, History, evidence_for, history_of
from homept.progress.pain import Light, gate_for
from homept.routine import RoutineItem
from homept.safety.tables import safety_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Protocol

    from homept.policies import PainGate, ProgressionPolicy
    from homept.progress.journal import Journal

    class _Maker(Protocol):
        def __call__(
            self,
            action: str,
            *reasons: AdviceReason,
            dose: Dose | None = ...,
            person_decides: bool = ...,
            rests_on: Sequence[Light] = ...,
        ) -> Advice: ...


__all__ = ["Advice", "AdviceReason", "advise", "day_of_phase"]

_ACTIONS = ("advance", "hold", "ease", "ask", "pause")
_WOULD_CHANGE = {
    "missing-next-morning": "next-morning",
    "missing-symptoms": "symptoms",
    "missing-pain": "pain",
    "missing-minutes-after": "pain",
    "late-score": "pain",
    "missing-effort": "green-sessions",
    "not-enough-green": "green-sessions",
    "no-sessions": "green-sessions",
    "too-soon": "time",
    "one-change-at-a-time": "time",
    "deload": "time",
    "not-sure-how": "technique",
    "red-pain": "lower-pain",
    "amber-pain": "lower-pain",
    "not-settled": "lower-pain",
    "skipped-for-pain": "lower-pain",
    "swelling": "lower-pain",
    "stop-symptom": "clearance",
}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class AdviceReason(HealthValue):
    """A reason code with the parts that its sentence needs."""

    code: str = attrs.field(validator=checks.an_id)
    parts: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=checks.word_pairs, validator=checks.rows(str, str))


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
    :param dose: the dose that the exercise has now; None for the plan.
    :param next_dose: the dose to go on with; None where it stays with what the therapist says.
    :param confirm_by: ``person`` or ``therapist``, who must agree before anything changes.
    :param would_change: codes of what would lead to other advice.
    :param as_known_at: the last day from which an entry was known.
    :param expires_on: the last day on which to follow it.
    """

    action: str = attrs.field(validator=checks.one_of(*_ACTIONS))
    item: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    name: str = attrs.field(default="", validator=checks.any_text)
    side_model: str = attrs.field(default="both", validator=checks.text)
    side: str = attrs.field(default="both", validator=checks.text)
    reasons: tuple[AdviceReason, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(AdviceReason)))
    evidence: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    sources: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    dose: Dose | None = attrs.field(default=None, validator=checks.optional(checks.a(Dose)))
    next_dose: Dose | None = attrs.field(default=None, validator=checks.optional(checks.a(Dose)))
    confirm_by: str = attrs.field(validator=checks.one_of("person", "therapist"))
    would_change: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    as_known_at: date = attrs.field(validator=checks.calendar_day)
    expires_on: date = attrs.field(validator=checks.calendar_day)


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
    Before the first phase there is no advice, unless the plan is on pause; after the last one it is about that one.
    """
    _check_role("audience", audience, ("person", "therapist"))
    _check_role("authority", authority, ("none", "within-bounds", "therapist-confirms"))
    checks.check_day("advise.as_of", as_of)
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
    day = day_of_phase(plan, as_of)
    phase = None if day is None else plan.phase_on(day)
    if day is None or phase is None:
        return ()
    items = {item.id: item for item in plan.items_on(day)}
    history = history_of(plan, phase, entries, as_of)
    frame = attrs.evolve(frame, locks=_locks(phase, frame), eased_until=_eased_until(plan, as_of))
    advice = [_for_item(item, history, frame) for item in items.values()]
    return tuple(_one_change_at_a_time(advice, items, _changed_lately(plan, items.values(), as_of, policy), policy))


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
    locks: tuple[str, ...] = ()
    eased_until: date | None = None


def _for_item(item: RoutineItem, history: History, frame: _Frame) -> Advice:
    gate = gate_for(item.exercise.regions, frame.gates)
    policy = frame.policy
    evidence = evidence_for(item, history, gate)
    lights = [session.light for session in evidence.sessions]
    sources = (*([gate.source] if gate is not None else []), policy.source)

    def advice(
        action: str,
        *reasons: AdviceReason,
        dose: Dose | None = item.dose,
        person_decides: bool = True,
        rests_on: Sequence[Light] = lights[-1:],
    ) -> Advice:
        return _advice(action, reasons, item, rests_on, sources, dose, person_decides, frame)

    if not lights:
        return advice("hold", AdviceReason(code="no-sessions"))
    asking = _must_ask(item, evidence, gate, policy)
    if asking:
        return advice("ask", *asking, dose=None, person_decides=False, rests_on=lights[-policy.reds_within :])
    last = evidence.sessions[-1]
    smaller = previous_dose(item.dose, item.band, policy)
    if last.light.color == "red":
        return _ease(smaller, advice, *_reasons(last.light))
    if history.away(frame.as_of, policy.missed_days):
        return _ease(restart_dose(item.dose, item.band, policy), advice, AdviceReason(code="away"))
    if evidence.low_completion(policy):
        return _ease(smaller, advice, AdviceReason(code="low-completion"))
    if any(effort.scale == "effort-0-10" and effort.score > policy.max_effort for effort in last.efforts):
        return _ease(smaller, advice, AdviceReason(code="effort-high"))
    if last.light.color != "green":
        return advice("hold", *_reasons(last.light))
    if not last.efforts:
        return advice("hold", AdviceReason(code="missing-effort"))
    if any(effort.scale == "effort-0-10" and effort.score > policy.steady_effort for effort in last.efforts):
        return advice("hold", AdviceReason(code="effort-high"))
    return _progress(item, evidence.green_run(frame.as_of, policy), gate, frame, advice)


def _must_ask(
    item: RoutineItem, evidence: Evidence, gate: PainGate | None, policy: ProgressionPolicy
) -> tuple[AdviceReason, ...]:
    """
    Return the reasons for which the therapist has to be asked before the exercise is done again, if there are any.

    Red more than once lately; red where no band was published, or on a dose that a clinician prescribed, which nobody else may
    ease; usual pain above the band; a joint that keeps swelling.
    """
    last = evidence.sessions[-1].light
    if last.color == "red":
        again = evidence.count("red", policy.reds_within) >= policy.reds_to_ask
        if again or gate is None or not gate.advances or item.origin.kind == "prescribed":
            return _reasons(last)
    if "usual-pain-high" in last.codes:
        return _reasons(last)
    if "swelling" in last.codes and evidence.count("swelling", policy.swellings_within) >= policy.swellings_to_ask:
        return _reasons(last)
    return ()


def _progress(item: RoutineItem, run: Sequence[Light], gate: PainGate | None, frame: _Frame, advice: _Maker) -> Advice:
    """The last session was green: advance when the run of green ones is long enough and nothing else keeps the dose."""
    policy = frame.policy
    if len(run) < policy.min_green_sessions:
        parts = (("needed", str(policy.min_green_sessions)), ("have", str(len(run))))
        return advice("hold", AdviceReason(code="not-enough-green", parts=parts))
    if (frame.as_of - run[0].day).days < policy.min_days:
        return advice("hold", AdviceReason(code="too-soon", parts=(("days", str(policy.min_days)),)))
    if frame.locks:
        return advice("hold", *(AdviceReason(code=lock) for lock in frame.locks), person_decides=False)
    if frame.eased_until is not None:
        return advice("hold", AdviceReason(code="deload", parts=(("until", frame.eased_until.isoformat()),)))
    if _climbs(run, gate):
        return advice("hold", AdviceReason(code="pain-climbs"), person_decides=False, rests_on=run)
    if frame.audience == "person" and _unreviewed_high_risk(item):
        return advice("hold", AdviceReason(code="not-reviewed-high-risk"), person_decides=False)
    dose = next_dose(item.dose, item.band, policy)
    if dose is None:
        return advice("hold", AdviceReason(code="top-of-band"), person_decides=False)
    # A person may take more repetitions or a longer hold; another set is the therapist's.
    small = dose.sets == item.dose.sets
    return advice("advance", AdviceReason(code="green"), dose=dose, person_decides=small, rests_on=run)


def _locks(phase: Phase, frame: _Frame) -> tuple[str, ...]:
    """The locks of the day the routines were made for, less what a therapist has settled, and the screening where it is due."""
    made = dict.fromkeys(lock for routine in phase.routines for lock in routine.locks)
    locks = [lock for lock in made if not (lock == "after-surgery" and frame.authority == "within-bounds")]
    if any(one.screened_until is not None and frame.as_of > one.screened_until for one in phase.routines):
        locks.append("screening-due")
    return tuple(locks)


def _eased_until(plan: Plan, as_of: date) -> date | None:
    """The first day after a deload that is on."""
    deload = plan.deload_on(as_of)
    return None if deload is None else deload.end


def _climbs(run: Sequence[Light], gate: PainGate | None) -> bool:
    """Whether the usual pain rose over the run by more than the policy allows."""
    assert gate is not None, "without a policy no session is green"
    pairs = ((run[0].before, run[-1].before), (run[0].morning, run[-1].morning))
    return any(first is not None and last is not None and last >= first + gate.climb_margin for first, last in pairs)


def _unreviewed_high_risk(item: RoutineItem) -> bool:
    threshold: int = safety_tables().general["unreviewed"]["fall_risk"]
    return not item.exercise.review.by_clinician and item.exercise.fall_risk >= threshold


def _ease(dose: Dose | None, advice: _Maker, *reasons: AdviceReason) -> Advice:
    if dose is None:
        return advice("ask", *reasons, AdviceReason(code="bottom-of-band"), dose=None, person_decides=False)
    return advice("ease", *reasons, dose=dose)


def _advice(
    action: str,
    reasons: Iterable[AdviceReason],
    item: RoutineItem,
    rests_on: Iterable[Light],
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
    evidence = [id for light in rests_on for id in light.evidence]
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
        dose=item.dose,
        next_dose=dose,
        confirm_by="person" if person else "therapist",
        would_change=tuple(dict.fromkeys(codes)),
        as_known_at=frame.known_at,
        expires_on=frame.expires_on,
    )


def _reasons(light: Light) -> tuple[AdviceReason, ...]:
    return tuple(AdviceReason(code=code) for code in light.codes)


def _pause(journal: Journal, signs: Sequence[str], frame: _Frame) -> Advice:
    symptoms = {symptom for id in signs for symptom in getattr(journal.entry(id).report, "symptoms", None) or ()}
    kinds = {symptom: vocabulary.word("symptoms", symptom).kind for symptom in symptoms}
    stopping = sorted(symptom for symptom, kind in kinds.items() if kind in ("emergency", "contact"))
    reasons = [AdviceReason(code="paused")]
    if "emergency" in kinds.values():
        reasons.insert(0, AdviceReason(code="emergency"))
    if stopping:
        # A pause whose sign was erased says nothing of what it was.
        reasons.insert(0, AdviceReason(code="stop-symptom", parts=(("symptoms", " ".join(stopping)),)))
    return Advice(
        action="pause",
        reasons=tuple(reasons),
        evidence=tuple(signs),
        sources=("homept-default",),
        confirm_by="therapist",
        would_change=("clearance",),
        as_known_at=frame.known_at,
        expires_on=frame.expires_on,
    )


def _changed_lately(plan: Plan, items: Iterable[RoutineItem], as_of: date, policy: ProgressionPolicy) -> list[RoutineItem]:
    """Return the items that were not there, or had another dose, on one of the policy's last days, where the plan had any."""
    days = (plan.items_on(as_of - timedelta(days=number)) for number in range(1, policy.change_days + 1))
    before = [{item.id: item.dose for item in found} for found in days if found]
    return [item for item in items if any(doses.get(item.id) != item.dose for doses in before)]


def _one_change_at_a_time(
    advice: Iterable[Advice], items: Mapping[str, RoutineItem], changed: Sequence[RoutineItem], policy: ProgressionPolicy
) -> Iterable[Advice]:
    """Keep at most so many steps forward a region and a plan, those of the last days included; easing is never held back."""

    def parts(item: RoutineItem) -> frozenset[str]:
        # A region and those below it are one part of the body.
        return vocabulary.with_children("regions", item.exercise.regions)

    regions = Counter(region for item in changed for region in parts(item))
    changes = len(changed)
    for one in advice:
        if one.action == "advance":
            item = items[str(one.item)]
            full = changes >= policy.max_changes_per_plan
            if full or any(regions[region] >= policy.max_changes_per_region for region in parts(item)):
                yield _held_back(one, item)
                continue
            changes += 1
            regions.update(parts(item))
        yield one


def _held_back(advice: Advice, item: RoutineItem) -> Advice:
    return attrs.evolve(
        advice,
        action="hold",
        reasons=(AdviceReason(code="one-change-at-a-time"),),
        next_dose=item.dose,
        confirm_by="person",
        would_change=("time",),
    )


def day_of_phase(plan: Plan, as_of: date) -> date | None:
    """
    Return the day whose phase the journal is about: *as_of*, or the last day before it that fell into a phase.

    None before the first phase.
    """
    ends = [span[1] for phase in plan.phases if (span := plan.span_of(phase.id)) is not None and span[0] <= as_of]
    return min(as_of, max(ends) - timedelta(days=1)) if ends else None


def _check_role(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InvalidValue(name, "one of " + ", ".join(allowed), repr(value))
