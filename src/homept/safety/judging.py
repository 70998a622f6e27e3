"""Judging: the verdict on one exercise for one person on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs

from homept import _checks as checks
from homept.safety.locks import may_be_operated
from homept.safety.places import reach
from homept.safety.stops import lifted_signs
from homept.safety.tables import safety_tables
from homept.safety.verdict import SUPPORTS, Changes, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from homept.exercise import Exercise, Precaution
    from homept.safety.person import Clearance, Override, Person, Surgery
    from homept.safety.tables import Ruled, RuleSet

__all__ = ["Case", "judge"]

_NOTHING = Changes.of(())


class _Part(NamedTuple):
    """
    One reason, what it changes, and whether the exercise has to give way to an easier one.

    ``since`` is the day of the operation that it comes from; whoever spoke before that day did not know of it.
    """

    reason: Reason
    changes: Changes = _NOTHING
    easier: bool = False
    since: date | None = None


class _Rules(NamedTuple):
    """The rules of one condition or operation of the person; ``places`` are None where nobody said which part is affected."""

    rule_set: RuleSet
    places: frozenset[str] | None
    days: int | None = None
    since: date | None = None


def _waits(code: str) -> Reason:
    """A reason of the code's own to wait: for a therapist at least, whatever other clinicians say."""
    return Reason(code=code, outcome="needs-clearance", by="physical-therapist")


def judge(exercise: Exercise, person: Person, *, on: date) -> Verdict:
    """
    Return the verdict on *exercise* for *person* on this day, with all reasons.

    It joins the rules for each condition and operation, the limits set by a therapist, weight bearing, the precautions of the
    exercise itself, and what is not known about the person.
    Changes that cannot be made with this exercise need clearance instead.
    Clearances and overrides lift the reasons in their scope.

    >>> from datetime import date
    >>> import homept
    >>> verdict = judge(homept.load_catalog()["calf-raise"], homept.Person(age=80), on=date(2026, 11, 23))
    >>> verdict.outcome, [reason.code for reason in verdict.reasons if reason.outcome == "needs-clearance"]
    ('needs-clearance', ['not-screened'])
    """
    return Case(person, on=on).judge(exercise)


class Case:
    """
    One person on one day, looked up once, to judge any number of exercises.

    What it gives for an exercise is what :func:`judge` gives.
    """

    __slots__ = ("_arm_unsure", "_legs", "_not_asked", "_on", "_person", "_rules", "_screened", "_signs")

    def __init__(self, person: Person, *, on: date) -> None:
        checks.check_day("on", on)
        self._person = person
        self._on = on
        self._screened = person.screened(on)
        self._not_asked = reach(person.regions_not_asked)
        self._rules = (*_rules_of_conditions(person), *_rules_of_surgeries(person, on))
        self._legs = tuple(_of_legs(person, on))
        self._arm_unsure = _arm_unsure(person, on)
        self._signs = tuple(_of_lifted_signs(person, on))

    def judge(self, exercise: Exercise) -> Verdict:
        """Return the verdict on *exercise*."""
        parts = [*self._signs, *(self._lift(part, exercise) for part in self._parts(exercise))]
        easier = any(part.easier for part in parts)
        changes = Changes.of(part.changes for part in parts)
        if easier:
            changes = changes.join(Changes(replace_by=exercise.easier[:1]))
        for part in self._conflicts(exercise, changes, easier):
            parts.append(self._lift(part, exercise))
        return Verdict(reasons=[part.reason for part in parts], changes=changes)

    def _parts(self, exercise: Exercise) -> Iterator[_Part]:
        yield from self._of_rules(exercise)
        yield from self._of_limits(exercise)
        if self._legs and not set(exercise.traits).isdisjoint(safety_tables().general["weight_bearing"]["traits"]):
            yield from self._legs
        if self._arm_unsure and not set(exercise.traits).isdisjoint(safety_tables().general["hands"]["traits"]):
            yield self._arm_may_not_hold()
        if exercise.precautions:
            yield from _of_precautions(exercise, self._person, self._on)
        yield from self._of_person(exercise)

    def _of_rules(self, exercise: Exercise) -> Iterator[_Part]:
        found: dict[str, tuple[Ruled, date | None]] = {}
        works = safety_tables().general["works"]
        for rules in self._rules:
            works_place = rules.places is None or not rules.places.isdisjoint(exercise.regions)
            for trait in exercise.traits:
                # Work for the shoulder that is done standing loads a leg in a cast all the same.
                here = works_place or (rules.places is not None and not rules.places.isdisjoint(works.get(trait, ())))
                for ruled in rules.rule_set.by_trait.get(trait, ()):
                    # Several traits, or two operations of one kind, may lead to the same rule.
                    if (here or not ruled.rule.local) and self._holds(ruled, rules.days):
                        _, before = found.get(ruled.rule.code, (ruled, None))
                        found[ruled.rule.code] = ruled, _later(before, rules.since)
            if not exercise.traits:
                for ruled in rules.rule_set.always:
                    _, before = found.get(ruled.rule.code, (ruled, None))
                    found[ruled.rule.code] = ruled, _later(before, rules.since)
        for ruled, since in found.values():
            yield _Part(ruled.reason, ruled.changes, ruled.rule.easier, since)

    def _holds(self, ruled: Ruled, days: int | None) -> bool:
        # What is not known, the day of an operation or the week of a pregnancy, leads to less.
        within, weeks = ruled.rule.within_days, self._person.pregnancy_weeks
        over = within is not None and days is not None and days >= within
        early = ruled.rule.from_weeks is not None and weeks is not None and weeks < ruled.rule.from_weeks
        return not (over or early)

    def _of_limits(self, exercise: Exercise) -> Iterator[_Part]:
        for surgery in self._person.surgeries:
            for limit in surgery.limits:
                if limit.trait in exercise.traits and limit.holds(self._on):
                    yield _Part(Reason(code=f"limit-{limit.source}", outcome="exclude"), since=surgery.on)

    def _of_person(self, exercise: Exercise) -> Iterator[_Part]:
        general = safety_tables().general
        if not self._screened:
            if not _is_low_risk(exercise):
                yield _Part(Reason(code="not-screened", outcome="needs-clearance"))
        elif not self._not_asked.isdisjoint(exercise.regions) and not _is_low_risk(exercise):
            yield _Part(_waits("region-not-screened"))
        if self._person.other_conditions:
            yield _Part(_waits("other-condition"))
        if not exercise.review.by_clinician and _is_high_risk(exercise):
            yield _Part(_waits("not-reviewed-high-risk"))
        older = self._person.age is None or self._person.age >= general["older_adult"]["from_age"]
        if older and exercise.fall_risk >= general["older_adult"]["fall_risk"]:
            support = Changes(support=general["older_adult"]["support"])
            yield _Part(Reason(code="older-adult-support", outcome="modify"), support)

    def _conflicts(self, exercise: Exercise, changes: Changes, easier: bool) -> Iterator[_Part]:
        """Give the changes that cannot be made with this exercise, or by this person."""
        if easier and not exercise.easier:
            yield _Part(_waits("no-easier-exercise"))
        if changes.no_load and _is_nothing_without_load(exercise):
            yield _Part(_waits("load-not-removable"))
        needed = max(changes.support, exercise.support, key=SUPPORTS.index)
        no_hands = exercise.hands_busy and needed == "fixed" and self._person.helper is not True
        no_helper = needed == "helper" and self._person.helper is not True
        if no_hands or no_helper:
            yield _Part(_waits("support-not-possible"))
        if self._arm_unsure and needed in safety_tables().general["hands"]["supports"]:
            yield self._arm_may_not_hold()

    def _arm_may_not_hold(self) -> _Part:
        return _Part(_waits("arm-may-not-hold"), since=_last_operation(self._person, "upper"))

    def _lift(self, part: _Part, exercise: Exercise) -> _Part:
        """
        Mark the reason where a clearance or an override lifts it.

        What a lifted reason changes stays, as it only adds care; but the exercise gives way to no other one then.
        """
        withholds = part.reason.outcome in ("needs-clearance", "exclude") or part.easier or bool(part.changes.replace_by)
        lifted_by = self._lifted_by(exercise, part) if withholds else None
        if lifted_by is None:
            return part
        return _Part(attrs.evolve(part.reason, lifted_by=lifted_by), attrs.evolve(part.changes, replace_by=()))

    def _lifted_by(self, exercise: Exercise, part: _Part) -> str | None:
        """Return who lifts a reason, overrides before clearances; what was said before an operation was not about it."""
        reason = part.reason

        def covers(word: Clearance | Override) -> bool:
            knew = part.since is None or part.since <= word.on
            return knew and word.holds(self._on) and not word.scope.isdisjoint((exercise.id, reason.code))

        for override in self._person.overrides:
            if covers(override):
                return override.signature()
        if reason.outcome == "exclude":
            return None
        for clearance in self._person.clearances:
            # A physician may speak for a therapist, not the other way round.
            if (reason.by in (None, clearance.role) or clearance.role == "physician") and covers(clearance):
                return clearance.signature()
        return None


def _of_lifted_signs(person: Person, on: date) -> Iterator[_Part]:
    """A stop sign that a clinician lifted goes with every exercise, so that it shows wherever the routine goes."""
    for signature in lifted_signs(person, on=on):
        yield _Part(Reason(code="sign-allowed", outcome="needs-clearance", lifted_by=signature))


def _rules_of_conditions(person: Person) -> Iterator[_Rules]:
    places = dict(person.condition_regions)
    for id in sorted(person.known_conditions):
        rule_set = safety_tables().conditions[id]
        yield _Rules(rule_set, _affected(rule_set, places.get(id, ())))


def _rules_of_surgeries(person: Person, on: date) -> Iterator[_Rules]:
    for surgery in person.surgeries:
        rule_set = safety_tables().procedures[surgery.procedure]
        told = () if surgery.region is None else (surgery.region,)
        yield _Rules(rule_set, _affected(rule_set, told), surgery.days_since(on), surgery.on)


def _affected(rule_set: RuleSet, told: Iterable[str]) -> frozenset[str] | None:
    """Where a local rule holds: what was told, else what is always affected; everywhere, as None, where that may be any part."""
    places = tuple(told) or rule_set.regions
    return reach(places) if places else None


def _of_legs(person: Person, on: date) -> Iterator[_Part]:
    """What it means for work on the legs that one may not, or not surely, carry weight."""
    table = safety_tables().general["weight_bearing"]
    since = _last_operation(person, "lower")
    for side in ("left", "right"):
        amount = person.leg_weight(side)
        if amount == "unknown" and not may_be_operated(person, side, on):
            continue  # Nobody needs to say that a sound leg carries weight.
        if amount in table["not_standing"]:
            yield _Part(Reason(code="weight-bearing-not-allowed", outcome="exclude"), since=since)
        elif amount in table["clearance"]:
            yield _Part(_waits("weight-bearing-partial"), since=since)


def _last_operation(person: Person, limb: str) -> date | None:
    """Return the day of the last operation on a leg or an arm, where there was one and its day is known."""
    days = (one.on for one in person.surgeries if safety_tables().procedures[one.procedure].limb == limb)
    return max((day for day in days if day is not None), default=None)


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _of_precautions(exercise: Exercise, person: Person, on: date) -> Iterator[_Part]:
    for precaution in exercise.precautions:
        had = [surgery for surgery in person.surgeries if precaution.condition is None and _in_time(precaution, surgery, on)]
        if had or precaution.condition in person.known_conditions:
            since = max((surgery.on for surgery in had if surgery.on is not None), default=None)
            yield _of_precaution(precaution)._replace(since=since)


def _in_time(precaution: Precaution, surgery: Surgery, on: date) -> bool:
    from homept.vocabulary import word

    named = word("procedures", str(precaution.surgery))
    had = word("procedures", surgery.procedure)
    # An operation of which only the general form is known may have been any special one.
    same = named.id in (had.id, had.parent) or named.parent == had.id
    days = surgery.days_since(on)
    return same and (precaution.within_days is None or days is None or days < precaution.within_days)


def _of_precaution(precaution: Precaution) -> _Part:
    waits = precaution.verdict == "needs-clearance"
    reason = Reason(
        code=precaution.code,
        outcome=precaution.verdict,
        source=precaution.source,
        by="physical-therapist" if waits else None,
        sentence=precaution.sentence,
    )
    changes = Changes(
        cap_hold_seconds=precaution.cap_hold_seconds,
        support=precaution.support or "none",
        replace_by={precaution.replace_by} if precaution.replace_by else frozenset(),
        cues=(precaution.sentence,) if precaution.cue else (),
    )
    return _Part(reason, changes)


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


def _is_high_risk(exercise: Exercise) -> bool:
    high = safety_tables().general["unreviewed"]
    return exercise.fall_risk >= high["fall_risk"] or not set(exercise.traits).isdisjoint(high["traits"])


def _arm_unsure(person: Person, on: date) -> bool:
    """Tell whether an arm may not, or not surely, hold on to something or carry weight."""
    carried = dict(person.weight_bearing)
    may_not = safety_tables().general["hands"]["not_holding"]
    operated = (side for side in ("left", "right") if may_be_operated(person, side, on, limb="upper"))
    unsure = any(carried.get(f"{side}-arm", "unknown") == "unknown" for side in operated)
    return unsure or any(carried.get(f"{side}-arm") in may_not for side in ("left", "right"))


def _is_nothing_without_load(exercise: Exercise) -> bool:
    """Tell whether the load is the exercise, or is not told apart from it, so that it cannot be left away."""
    if "added-load" not in exercise.traits:
        return False
    needed = safety_tables().general["no_load"]["equipment"]
    return exercise.dose.start.load is None or not set(exercise.equipment).isdisjoint(needed)
