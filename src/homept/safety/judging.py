"""Judging: the stop signs of the screening, and the verdict on one exercise for one person on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
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

    A clearance or an override whose scope names the question lifts a sign, but never one of an emergency, and never one that
    was told after it was given.
    A yes never expires by itself: it counts until a newer screening says no.

    >>> from datetime import date
    >>> from homept import Person, Screening
    >>> screen(Person(age=30, conditions=set(), screening=Screening.all_clear(on=date(2026, 11, 20))), on=date(2026, 11, 23))
    """
    from homept.messages import messages

    checks.check_day("on", on)
    said = messages(language)
    signs = [(kind, code) for kind, code, told_on in _stop_signs(person) if not _may_pass(person, kind, code, told_on, on)]
    if signs:
        signs.sort(key=lambda sign: (STOP_KINDS.index(sign[0]), sign[1]))
        codes = [code for _, code in signs]
        # Several signs often lead to the same words; nobody needs to read them twice.
        sentences = list(dict.fromkeys(said(f"stop.{code}") for code in codes))
        raise StopAndContact(signs[0][0], codes, sentences)


def _stop_signs(person: Person) -> Iterator[tuple[str, str, date | None]]:
    """Give the kind, the code and, where there is one, the day of each sign."""
    if person.screening is not None:
        for question in safety_tables().questions:
            if person.screening.answer(question.id) == "yes":
                yield question.kind, question.id, person.screening.on
    adult_from = safety_tables().general["adult"]["from_age"]
    if person.adult is False or (person.age is not None and person.age < adult_from):
        yield "out-of-scope", "not-an-adult", None
    elif person.age is None and person.adult is None:
        yield "out-of-scope", "adulthood-unknown", None


def _may_pass(person: Person, kind: str, code: str, told_on: date | None, on: date) -> bool:
    """Tell whether a clinician, knowing of the sign, allowed to go on."""
    if kind == "emergency":
        return False
    words: tuple[Clearance | Override, ...] = (*person.overrides, *person.clearances)
    return any(code in word.scope and word.holds(on) and (told_on is None or told_on <= word.on) for word in words)


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
        *_of_weight_bearing(exercise, person),
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


def progression_locks(person: Person, *, on: date) -> tuple[str, ...]:
    """
    Return the codes of what keeps every dose from growing for this person, whatever the pain scores say.

    ``not-screened``: no complete, current screening.
    ``surgery-without-limits``: a recent operation or injury for which no therapist's limits are in force.
    ``after-surgery``: a recent one with such limits; the pain policies were not made for it, so a therapist has to agree.
    ``unreliable-pain``: pain tells too little.

    How long an operation counts as recent is a number of the safety data, homept's own default; one whose day is not known
    counts as recent.

    >>> from datetime import date
    >>> from homept import Person, Screening
    >>> screening = Screening.all_clear(on=date(2026, 11, 20))
    >>> person = Person(age=70, conditions={"diabetic-neuropathy"}, screening=screening)
    >>> progression_locks(person, on=date(2026, 11, 23))
    ('unreliable-pain',)
    """
    general = safety_tables().general
    locks = set() if person.screened(on) else {"not-screened"}
    for surgery in person.surgeries:
        days = surgery.days_since(on)
        if days is None or days < general["after_surgery"]["recent_days"]:
            limited = any(limit.source == "therapist" and limit.holds(on) for limit in surgery.limits)
            locks.add("after-surgery" if limited else "surgery-without-limits")
    if person.unreliable_pain or set(general["unreliable_pain"]["conditions"]) & (person.conditions or frozenset()):
        locks.add("unreliable-pain")
    return tuple(sorted(locks))


def _conditions(person: Person) -> frozenset[str]:
    """The conditions that are known, whichever field tells of them."""
    pregnant = frozenset({"pregnancy"} if person.pregnancy_weeks is not None else ())
    return pregnant | (person.conditions or frozenset())


def _of_conditions(exercise: Exercise, person: Person) -> Iterator[Verdict]:
    for id in sorted(_conditions(person)):
        rules = safety_tables().conditions[id]
        # Pregnancy without a week number counts as late: what is not known leads to less.
        early = rules.from_weeks is not None and person.pregnancy_weeks is not None and person.pregnancy_weeks < rules.from_weeks
        if not early:
            yield from _of_rules(rules, exercise, None)
    if person.other_conditions:
        yield _single(Reason(code="other-condition", outcome="needs-clearance"))


def _of_surgeries(exercise: Exercise, person: Person, on: date) -> Iterator[Verdict]:
    for surgery in person.surgeries:
        yield from _of_rules(safety_tables().procedures[surgery.procedure], exercise, surgery.days_since(on))
        for limit in surgery.limits:
            if limit.trait in exercise.traits and limit.holds(on):
                yield _single(Reason(code=f"limit-{limit.source}", outcome="exclude"))


def _of_weight_bearing(exercise: Exercise, person: Person) -> Iterator[Verdict]:
    table = safety_tables().general["weight_bearing"]
    if not set(table["traits"]) & set(exercise.traits):
        return
    for side in ("left", "right"):
        amount = person.leg_weight(side)
        if amount == "unknown" and not _operated(person, side):
            continue  # Nobody needs to say that a sound leg carries weight.
        if amount in table["not_standing"]:
            yield _single(Reason(code="weight-bearing-not-allowed", outcome="exclude"))
        elif amount in table["clearance"]:
            yield _single(Reason(code="weight-bearing-partial", outcome="needs-clearance"))


def _operated(person: Person, side: str) -> bool:
    """Tell whether the leg on *side* had an operation or injury, or may be the one that had."""
    lower = (surgery for surgery in person.surgeries if safety_tables().procedures[surgery.procedure].limb == "lower")
    return any(surgery.side in (None, "both", side) for surgery in lower)


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
            applies = precaution.condition in _conditions(person)
        else:
            applies = any(_in_time(precaution, surgery, on) for surgery in person.surgeries)
        if applies:
            yield _of_precaution(precaution)


def _in_time(precaution: Precaution, surgery: Surgery, on: date) -> bool:
    from homept.vocabulary import word

    named = word("procedures", str(precaution.surgery))
    had = word("procedures", surgery.procedure)
    # An operation of which only the general form is known may have been any special one.
    same = named.id in (had.id, had.parent) or named.parent == had.id
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
        and exercise.level <= low["max_level"]
        and not exercise.end_range
        and not set(exercise.traits) & set(low["not_traits"])
        and exercise.dose.start.load is None
    )


def _of_support(exercise: Exercise, person: Person, verdict: Verdict, on: date) -> Verdict:
    """Support that the exercise or the person cannot have makes it need clearance."""
    needed = verdict.changes.join(Changes(support=exercise.support)).support
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


def _lifted(person: Person, scope: Iterable[str], on: date, reason: Reason) -> str | None:
    """Return who lifts a reason, overrides before clearances."""
    wanted = set(scope)

    def covers(word: Clearance | Override) -> bool:
        return word.holds(on) and bool(wanted & word.scope)

    if reason.outcome not in ("needs-clearance", "exclude"):
        return None
    for override in person.overrides:
        if covers(override):
            return f"override by {override.by} ({override.role}), {override.on.isoformat()}: {override.why}"
    if reason.outcome == "needs-clearance":
        for clearance in person.clearances:
            # A physician may speak for a therapist, not the other way round.
            if (reason.by in (None, clearance.role) or clearance.role == "physician") and covers(clearance):
                return f"clearance by {clearance.by} ({clearance.role}), {clearance.on.isoformat()}"
    return None
