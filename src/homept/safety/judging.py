"""Judging: the stop signs of the screening, and the verdict on one exercise for one person on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from homept.errors import StopAndContact
from homept.safety.tables import STOP_KINDS, RuleSet, TraitRule, safety_tables
from homept.safety.verdict import Changes, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from homept.exercise import Exercise, Precaution
    from homept.safety.person import Clearance, Override, Person, Surgery

__all__ = ["judge", "progression_locks", "screen", "verdict_table"]


def screen(person: Person, *, on: date, language: str = "en") -> None:
    """
    Raise :class:`homept.errors.StopAndContact` when the screening, or the person's age, forbids building anything.

    A clearance or an override whose scope names the question lifts a sign, but never one of an emergency.
    A yes never expires by itself: it counts until a newer screening says no.

    >>> from datetime import date
    >>> from homept import Person, Screening
    >>> screen(Person(age=30, conditions=set(), screening=Screening.all_clear(on=date(2026, 11, 20))), on=date(2026, 11, 23))
    """
    from homept.messages import messages

    said = messages(language)
    signs = [(kind, code) for kind, code in _stop_signs(person) if kind == "emergency" or not _lifted(person, (code,), on, None)]
    if signs:
        signs.sort(key=lambda sign: (STOP_KINDS.index(sign[0]), sign[1]))
        codes = [code for _, code in signs]
        # Several signs often lead to the same words; nobody needs to read them twice.
        sentences = list(dict.fromkeys(said(f"stop.{code}") for code in codes))
        raise StopAndContact(signs[0][0], codes, sentences)


def _stop_signs(person: Person) -> Iterator[tuple[str, str]]:
    if person.screening is not None:
        for question in safety_tables().questions:
            if person.screening.answer(question.id) == "yes":
                yield question.kind, question.id
    adult_from = safety_tables().general["adult"]["from_age"]
    if person.adult is False or (person.age is not None and person.age < adult_from):
        yield "out-of-scope", "not-an-adult"
    elif person.age is None and person.adult is None:
        yield "out-of-scope", "adulthood-unknown"


def judge(exercise: Exercise, person: Person, *, on: date) -> Verdict:
    """
    Return the verdict on *exercise* for *person* on this day, with all reasons.

    It joins the rules for each condition and operation, the limits set by a therapist, weight bearing, the precautions of the
    exercise itself, and what is not known about the person.
    Clearances and overrides lift the reasons in their scope.

    >>> from datetime import date
    >>> import homept
    >>> verdict = judge(homept.load_catalog()["calf-raise"], homept.Person(age=80), on=date(2026, 11, 23))
    >>> verdict.outcome, [reason.code for reason in verdict.reasons if reason.outcome == "needs-clearance"]
    ('needs-clearance', ['not-screened'])
    """
    verdicts = [
        *_of_conditions(exercise, person),
        *_of_surgeries(exercise, person, on),
        *_of_precautions(exercise, person, on),
        *_of_person(exercise, person, on),
    ]
    verdict = Verdict.of(_lift(single, person, exercise, on) for single in verdicts)
    return verdict.join(_of_support(exercise, person, verdict, on))


def verdict_table(exercises: Mapping[str, Exercise], person: Person, *, on: date) -> dict[str, Verdict]:
    """
    Return the verdict on each exercise of a catalog, by id.

    >>> from datetime import date
    >>> import homept
    >>> table = verdict_table(homept.load_catalog(), homept.Person(age=80), on=date(2026, 11, 23))
    >>> len(table)
    10
    """
    return {id: judge(exercise, person, on=on) for id, exercise in exercises.items()}


def progression_locks(person: Person) -> tuple[str, ...]:
    """
    Return the codes of what keeps every dose from growing for this person, whatever the pain scores say.

    ``surgery-without-limits``: a dated operation or injury for which no therapist's limits are recorded.
    ``unreliable-pain``: pain tells too little.

    >>> from homept import Person
    >>> progression_locks(Person(age=70, conditions={"diabetic-neuropathy"}))
    ('unreliable-pain',)
    """
    locks = []
    for surgery in person.surgeries:
        if not any(limit.source == "therapist" for limit in surgery.limits):
            locks.append("surgery-without-limits")
    unreliable = set(safety_tables().general["unreliable_pain"]["conditions"])
    if person.unreliable_pain or unreliable & (person.conditions or frozenset()):
        locks.append("unreliable-pain")
    return tuple(sorted(set(locks)))


def _of_conditions(exercise: Exercise, person: Person) -> Iterator[Verdict]:
    for id in sorted(person.conditions or ()):
        rules = safety_tables().conditions[id]
        # Pregnancy without a week number counts as late: what is not known leads to less.
        early = rules.from_weeks is not None and person.pregnancy_weeks is not None and person.pregnancy_weeks < rules.from_weeks
        if not early:
            yield from _of_rules(rules, exercise, None)
    if person.pregnancy_weeks is not None and "pregnancy" not in (person.conditions or ()):
        yield from _of_conditions(exercise, attrs.evolve(person, conditions=frozenset({"pregnancy"})))
    if person.other_conditions:
        yield _single(Reason(code="other-condition", outcome="needs-clearance"))


def _of_surgeries(exercise: Exercise, person: Person, on: date) -> Iterator[Verdict]:
    tables = safety_tables()
    for surgery in person.surgeries:
        rules = tables.procedures[surgery.procedure]
        yield from _of_rules(rules, exercise, surgery.days_since(on))
        for limit in surgery.limits:
            if limit.trait in exercise.traits and (limit.until is None or on < limit.until):
                yield _single(Reason(code=f"limit-{limit.source}", outcome="exclude"))
        if rules.limb == "lower":
            yield from _of_weight_bearing(exercise, person, surgery)


def _of_weight_bearing(exercise: Exercise, person: Person, surgery: Surgery) -> Iterator[Verdict]:
    table = safety_tables().general["weight_bearing"]
    if not set(table["traits"]) & set(exercise.traits):
        return
    sides = ("left", "right") if surgery.side in (None, "both") else (surgery.side,)
    for side in sides:
        amount = person.leg_weight(str(side))
        # A side that nobody named may still be the one that was operated on.
        if amount in table["not_standing"]:
            yield _single(Reason(code="weight-bearing-not-allowed", outcome="exclude"))
        elif amount in table["clearance"]:
            yield _single(Reason(code="weight-bearing-partial", outcome="needs-clearance"))


def _of_rules(rules: RuleSet, exercise: Exercise, days: int | None) -> Iterator[Verdict]:
    for rule in rules.rules:
        over = rule.within_days is not None and days is not None and days >= rule.within_days
        if rule.trait in exercise.traits and not over:
            yield _of_rule(rule)


def _of_rule(rule: TraitRule) -> Verdict:
    reason = Reason(code=rule.code, outcome=rule.verdict, source=rule.source, by=rule.by)
    cues = (f"rule.{rule.code}",) if rule.cue else ()
    changes = Changes(cap_hold_seconds=rule.cap_hold_seconds, support=rule.support or "none", cues=cues)
    return Verdict(reasons=(reason,), changes=changes)


def _of_precautions(exercise: Exercise, person: Person, on: date) -> Iterator[Verdict]:
    for precaution in exercise.precautions:
        if precaution.condition is not None:
            applies = precaution.condition in (person.conditions or ())
        else:
            applies = any(_in_time(precaution, surgery, on) for surgery in person.surgeries)
        if applies:
            yield _of_precaution(precaution)


def _in_time(precaution: Precaution, surgery: Surgery, on: date) -> bool:
    from homept.vocabulary import word

    same = precaution.surgery in (surgery.procedure, word("procedures", surgery.procedure).parent)
    days = surgery.days_since(on)
    return same and (precaution.within_days is None or days is None or days < precaution.within_days)


def _of_precaution(precaution: Precaution) -> Verdict:
    reason = Reason(code=precaution.code, outcome=precaution.verdict, source=precaution.source, sentence=precaution.sentence)
    changes = Changes(
        cap_hold_seconds=precaution.cap_hold_seconds,
        support=precaution.support or "none",
        replace_by={precaution.replace_by} if precaution.replace_by else frozenset(),
        cues=(precaution.sentence,) if precaution.cue else (),
    )
    return Verdict(reasons=(reason,), changes=changes)


def _of_person(exercise: Exercise, person: Person, on: date) -> Iterator[Verdict]:
    general = safety_tables().general
    if not person.screened(on) and not _is_low_risk(exercise):
        yield _single(Reason(code="not-screened", outcome="needs-clearance"))
    if not exercise.review.by_clinician and exercise.fall_risk >= general["unreviewed"]["fall_risk"]:
        yield _single(Reason(code="not-reviewed-high-risk", outcome="needs-clearance"))
    older = person.age is None or person.age >= general["older_adult"]["from_age"]
    if older and exercise.fall_risk >= general["older_adult"]["fall_risk"]:
        support = general["older_adult"]["support"]
        yield Verdict(reasons=(Reason(code="older-adult-support", outcome="modify"),), changes=Changes(support=support))


def _is_low_risk(exercise: Exercise) -> bool:
    low = safety_tables().general["low_risk"]
    return (
        exercise.surface in low["surfaces"]
        and exercise.fall_risk <= low["max_fall_risk"]
        and not exercise.end_range
        and exercise.dose.start.load is None
    )


def _of_support(exercise: Exercise, person: Person, verdict: Verdict, on: date) -> Verdict:
    """Support that the exercise or the person cannot have makes it need clearance."""
    needed = verdict.changes.support
    no_hands = exercise.hands_busy and needed == "fixed" and person.helper is not True
    no_helper = needed == "helper" and person.helper is not True
    if not (no_hands or no_helper):
        return Verdict()
    return _lift(_single(Reason(code="support-not-possible", outcome="needs-clearance")), person, exercise, on)


def _single(reason: Reason) -> Verdict:
    return Verdict(reasons=(reason,))


def _lift(verdict: Verdict, person: Person, exercise: Exercise, on: date) -> Verdict:
    """Mark the reasons that a clearance or an override lifts; what a lifted reason changes stays, as it only adds care."""
    reasons = []
    for reason in verdict.reasons:
        lifted = _lifted(person, (exercise.id, reason.code), on, reason)
        reasons.append(attrs.evolve(reason, lifted_by=lifted) if lifted else reason)
    return attrs.evolve(verdict, reasons=tuple(reasons))


def _lifted(person: Person, scope: Iterable[str], on: date, reason: Reason | None) -> str | None:
    """Return who lifts a reason (or, with None, a stop sign), overrides before clearances."""
    wanted = set(scope)

    def covers(word: Clearance | Override) -> bool:
        return word.holds(on) and bool(wanted & word.scope)

    if reason is not None and reason.outcome not in ("needs-clearance", "exclude"):
        return None
    for override in person.overrides:
        if covers(override):
            return f"override by {override.by} ({override.role}), {override.on.isoformat()}: {override.why}"
    if reason is None or reason.outcome == "needs-clearance":
        for clearance in person.clearances:
            # A physician may speak for a therapist, not the other way round.
            fits = reason is None or reason.by in (None, clearance.role) or clearance.role == "physician"
            if fits and covers(clearance):
                return f"clearance by {clearance.by} ({clearance.role}), {clearance.on.isoformat()}"
    return None
