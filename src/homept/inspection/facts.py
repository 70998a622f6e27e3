"""What a reviewer judges of a record, in plain words: the same for the spreadsheet and for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept import vocabulary
from homept.messages import messages
from homept.safety.places import reach
from homept.safety.tables import safety_tables
from homept.safety.verdict import OUTCOMES
from homept.wording import dose_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from homept.exercise import Exercise
    from homept.safety.tables import RuleSet, TraitRule

__all__ = [
    "Held",
    "doses",
    "facts",
    "held_back",
    "held_in_words",
    "linked",
    "patient_parts",
    "precautions",
    "review_so_far",
    "sources",
]

#: Outcomes that a rule can have, strictest first, in the words of a reviewer.
OUTCOME_WORDS = {
    "exclude": "Left out",
    "needs-clearance": "Waits for a clinician's word",
    "modify": "Changed, or shown with a caution",
}
assert set(OUTCOME_WORDS) < set(OUTCOMES)


class Held(NamedTuple):
    """
    One condition or operation that a rule on the traits of an exercise is about.

    ``because`` names the traits; ``only`` says when or where the rule holds, empty for always.
    ``says`` is the sentence of the rule with what it changes; it is the same for every exercise.
    """

    outcome: str
    whom: str
    because: tuple[str, ...]
    only: tuple[str, ...]
    says: str


def held_back(exercise: Exercise) -> tuple[Held, ...]:
    """
    Return what the rules for each condition and operation make of the traits of *exercise*, strictest first.

    Rules that never reach the parts this exercise works are left out, as the judging does.

    >>> import homept
    >>> found = held_back(homept.load_catalog()["calf-raise"])
    >>> found[0].outcome, found[-1].outcome
    ('needs-clearance', 'modify')
    """
    tables = safety_tables()
    found = [
        held
        for facet, sets in (("conditions", tables.conditions), ("procedures", tables.procedures))
        for id, rule_set in sets.items()
        for held in _held_by(rule_set, vocabulary.word(facet, id).label(), exercise)
    ]
    return tuple(sorted(found, key=lambda one: -OUTCOMES.index(one.outcome)))


def held_in_words(held: Iterable[Held], outcome: str, letters: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """
    Return one line for each condition or operation with this outcome: the traits that it is due to, and when it holds.

    *letters* gives what stands for each trait where space is scarce.
    """
    found: dict[str, dict[tuple[str, ...], dict[str, None]]] = {}
    for one in held:
        if one.outcome == outcome:
            # Several rules on one condition often have the same outcome.
            found.setdefault(one.whom, {}).setdefault(one.only, {}).update(dict.fromkeys(one.because))
    return tuple(
        f"{whom}: {'; '.join(_due_to(traits, only, letters or {}) for only, traits in told.items())}"
        for whom, told in found.items()
    )


def _due_to(traits: Iterable[str], only: tuple[str, ...], letters: Mapping[str, str]) -> str:
    names = sorted(letters.get(trait, trait) for trait in traits)
    return ", ".join(names) + (f" ({'; '.join(only)})" if only else "")


def _held_by(rule_set: RuleSet, whom: str, exercise: Exercise) -> Iterator[Held]:
    everything = not exercise.traits and not rule_set.no_concern
    for rule in rule_set.rules:
        hit = tuple(trait for trait in exercise.traits if trait in rule.traits and _reaches(rule, rule_set, trait, exercise))
        if hit or everything:
            because = tuple(_label("traits", trait) for trait in hit) or ("any exercise",)
            yield Held(rule.verdict, whom, because, tuple(_only(rule, rule_set)), _says(rule))


def _reaches(rule: TraitRule, rule_set: RuleSet, trait: str, exercise: Exercise) -> bool:
    if not rule.local or not rule_set.regions:
        return True
    places, works = reach(rule_set.regions), safety_tables().general["works"]
    return not places.isdisjoint(exercise.regions) or not places.isdisjoint(works.get(trait, ()))


def _only(rule: TraitRule, rule_set: RuleSet) -> Iterator[str]:
    if rule.local and not rule_set.regions:
        yield "only where it affects a part that this works"
    if rule.within_days is not None:
        yield f"for the first {rule.within_days} days"
    if rule.from_weeks is not None:
        yield f"from week {rule.from_weeks}"


def _says(rule: TraitRule) -> str:
    say = messages("en")
    caps = {key: getattr(rule, key) for key in ("cap_hold_seconds", "cap_sets", "cap_repetitions")}
    changes = [say(f"change.{key}", count=cap) for key, cap in caps.items() if cap is not None]
    changes += [say("change.no_load")] if rule.no_load else []
    changes += [say("change.support", support=_label("supports", rule.support))] if rule.support is not None else []
    changes += ["gives way to an easier exercise, or waits where there is none"] if rule.easier else []
    tail = f" ({'; '.join(changes)})" if changes else ""
    return f"{say(f'rule.{rule.code}')}{tail} [{rule.code}]"


def facts(exercise: Exercise) -> dict[str, str]:
    """Return what the record says of the exercise besides words, dose and safety, by the name of the fact."""
    return {
        "Regions": _labels("regions", exercise.regions),
        "Goals": _labels("goals", exercise.goals),
        "Part in a session": _label("kinds", exercise.kind),
        "Position": _label("positions", exercise.position),
        "Surface": _label("surfaces", exercise.surface),
        "Equipment": _equipment(exercise) or "none",
        "Muscles": _labels("muscles", exercise.muscles),
        "Joint movements": _labels("movements", exercise.movements),
        "Sides": _label("side_models", exercise.side_model),
        "Who does the work": _label("assistances", exercise.assistance),
        "Support": _label("supports", exercise.support),
        "Hands busy": "yes" if exercise.hands_busy else "no",
        "End of range": "yes" if exercise.end_range else "no",
        "Level": f"{exercise.level} of 4",
        "Fall risk": f"{exercise.fall_risk} of 3",
        "Traits": _labels("traits", exercise.traits),
    }


def doses(exercise: Exercise) -> dict[str, tuple[str, str, str]]:
    """Return the lowest, first and highest dose: notation, words of the patient, and what each rests on."""
    band, titles = exercise.dose, {one.source: one.title for one in exercise.citations}
    named = {"Lowest": band.low, "First": band.start, "Highest": band.high}
    bases = dict(zip(named, band.basis, strict=True))
    language = exercise.text.language
    return {
        name: (
            dose.notation(),
            dose_in_words(dose, side_model=exercise.side_model, language=language),
            f"{titles[bases[name]]} [{bases[name]}]" if bases[name] in titles else "homept's own choice [homept-default]",
        )
        for name, dose in named.items()
    }


def patient_parts(exercise: Exercise) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the parts of the record that a patient reads, each with the heading that the sheet gives it."""
    say, text = messages(exercise.text.language), exercise.text
    return (
        (say("label.why_do_it"), (text.purpose,)),
        (say("label.get_ready"), text.set_up),
        (say("label.steps"), text.steps),
        (say("label.breathing"), (text.breathing,)),
        (say("label.mistakes"), text.mistakes),
        (say("label.stop_signs"), text.stop_signs),
        (say("label.why_therapists"), (text.why,)),
    )


def precautions(exercise: Exercise) -> tuple[str, ...]:
    """Return the precautions of the record itself: for whom, what follows, and the sentence that the patient reads."""
    found = []
    for one in exercise.precautions:
        whom = _label("conditions", one.condition) if one.condition is not None else _label("procedures", str(one.surgery))
        within = f" for the first {one.within_days} days" if one.within_days is not None else ""
        found.append(f"{whom}{within}: {OUTCOME_WORDS[one.verdict]}. {one.sentence} [{one.code}; {one.source}]")
    return tuple(found)


def linked(ids: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of linked exercises with their ids; the id alone where the name is not at hand."""
    return tuple(f"{names[id]} [{id}]" if id in names else id for id in ids)


def sources(exercise: Exercise) -> tuple[str, ...]:
    """Return each cited work: what it is, which fields rest on it, and what was really read of it."""
    found = []
    for one in exercise.citations:
        year = f", {one.year}" if one.year is not None else ""
        where = f" {one.url}" if one.url is not None else ""
        supports = ", ".join(one.supports) or "nothing named"
        found.append(f"{one.title}. {one.publisher}{year}.{where} [{one.source}] For: {supports}. Read: {one.seen}")
    return tuple(found)


def review_so_far(exercise: Exercise) -> str:
    """
    Return who wrote the record, what it was checked against, and which clinician has reviewed it.

    >>> import homept
    >>> review_so_far(homept.load_catalog()["calf-raise"]).endswith("No clinician has reviewed it yet.")
    True
    """
    review = exercise.review
    against = ", ".join(review.checked_against) or "nothing"
    by = "No clinician has reviewed it yet."
    if review.by_clinician:
        by = f"Reviewed by {review.reviewed_by} on {review.reviewed_on}."
    return f"Written by {review.written_by}, checked against: {against}. {by}"


def _equipment(exercise: Exercise) -> str:
    instead = dict(exercise.stand_ins)
    told = []
    for kit in exercise.equipment:
        others = _labels("equipment", instead.get(kit, ()))
        told.append(_label("equipment", kit) + (f" (or {others})" if others else ""))
    return "; ".join(told)


def _label(facet: str, id: str) -> str:
    return vocabulary.word(facet, id).label()


def _labels(facet: str, ids: Iterable[str]) -> str:
    return "; ".join(_label(facet, id) for id in ids)
