"""Strategies for people, what they were asked, and what clinicians said."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.safety import (
    Changes,
    Clearance,
    Limit,
    Override,
    Person,
    Reason,
    Screening,
    ScreeningQuestion,
    Surgery,
    Verdict,
    VerdictTable,
    screening_questions,
    verdict_table,
)
from homept.safety.tables import safety_tables
from homept.safety.verdict import OUTCOMES
from homept.testing._basics import days, ids, own_catalog, reused, texts, word_sets, words
from homept.vocabulary import with_children
from homept.vocabulary import words as vocabulary_words

__all__ = [
    "changes",
    "clearances",
    "limits",
    "overrides",
    "people",
    "reasons",
    "screenings",
    "surgeries",
    "verdict_tables",
    "verdicts",
]

_LIMBS = ("left-leg", "right-leg", "left-arm", "right-arm")


def _up_to(on: date | None) -> SearchStrategy[date]:
    """Draw a day; one that is not after *on* where that is given."""
    return days() if on is None else st.integers(0, 800).map(lambda age: on - timedelta(days=age))


@reused
def screenings(*, on: date | None = None) -> SearchStrategy[Screening]:
    """Draw a screening with any answers, made on or before the day *on*."""
    question = st.sampled_from([question.id for question in screening_questions()])
    answers = st.dictionaries(question, words("answers"))
    made_on = _up_to(on)
    return st.builds(Screening, on=made_on, answers=answers) | made_on.map(lambda day: Screening.all_clear(on=day))


@reused
def limits() -> SearchStrategy[Limit]:
    """Draw a limit after an operation."""
    return st.builds(Limit, trait=words("traits"), source=st.sampled_from(("protocol", "therapist")), until=st.none() | days())


@reused
def surgeries(*, on: date | None = None) -> SearchStrategy[Surgery]:
    """Draw an operation or injury on or before the day *on*, or on a day that is not known."""
    return words("procedures").flatmap(
        lambda procedure: st.builds(
            Surgery,
            procedure=st.just(procedure),
            on=st.none() | _up_to(on),
            side=st.none() | words("sides"),
            region=st.none() | st.sampled_from(_parts_of("procedures", procedure)),
            limits=st.lists(limits(), max_size=2).map(tuple),
        )
    )


def _parts_of(facet: str, id: str) -> list[str]:
    """The parts of the body that a condition or an operation may be told to be on."""
    regions = getattr(safety_tables(), facet)[id].regions
    return sorted(with_children("regions", set(regions))) if regions else [word.id for word in vocabulary_words("regions")]


def _condition_regions() -> SearchStrategy[dict[str, set[str]]]:
    return words("conditions").flatmap(
        lambda condition: st.just({})
        | st.sets(st.sampled_from(_parts_of("conditions", condition)), min_size=1, max_size=2).map(
            lambda parts: {condition: parts}
        )
    )


@reused
def _scopes() -> SearchStrategy[frozenset[str]]:
    known = [*own_catalog(), "not-screened", "older-adult-support", *(question.id for question in screening_questions())]
    return st.frozensets(st.sampled_from(known) | ids(), min_size=1, max_size=3)


@reused
def clearances(*, on: date | None = None) -> SearchStrategy[Clearance]:
    """Draw a clinician's clearance, given on or before the day *on*."""
    return st.builds(Clearance, by=texts(), role=words("roles"), on=_up_to(on), scope=_scopes(), expires=st.none() | days())


@reused
def overrides(*, on: date | None = None) -> SearchStrategy[Override]:
    """Draw a clinician's override, given on or before the day *on*."""
    return st.builds(
        Override, by=texts(), role=words("roles"), on=_up_to(on), scope=_scopes(), why=texts(), expires=st.none() | days()
    )


@reused
def people(*, on: date | None = None, all_clear: bool = False) -> SearchStrategy[Person]:
    """
    Draw a person.

    :param on: the day that will be asked about; everything dated then lies on or before it.
    :param all_clear: whether it must be an adult who was asked everything on the day *on* and said no to each question, so
        that no stop sign stands in the way of building a routine.

    >>> from datetime import date
    >>> from hypothesis import find
    >>> from homept.safety import screen
    >>> monday = date(2026, 11, 23)
    >>> screen(find(people(on=monday, all_clear=True), lambda person: True), on=monday)
    """
    asked_on = on or date(2026, 11, 23)
    yes_or_no = st.none() | st.booleans()
    return st.builds(
        Person,
        age=st.integers(18, 120) if all_clear else st.none() | st.integers(0, 120),
        adult=st.none() | st.just(True) if all_clear else yes_or_no,
        conditions=word_sets("conditions", max_size=3) if all_clear else st.none() | word_sets("conditions", max_size=3),
        condition_regions=_condition_regions(),
        other_conditions=st.just(()) | st.lists(texts(), max_size=2).map(tuple),
        surgeries=st.lists(surgeries(on=on), max_size=2).map(tuple),
        screening=st.just(Screening.all_clear(on=asked_on)) if all_clear else st.none() | screenings(on=on),
        changed_on=st.none() if all_clear else st.none() | _up_to(on),
        equipment=word_sets("equipment", max_size=12),
        positions=st.none() | word_sets("positions", max_size=8),
        gets_up_from_floor=yes_or_no,
        helper=yes_or_no,
        weight_bearing=st.dictionaries(st.sampled_from(_LIMBS), words("weight_bearing"), max_size=2),
        affected_sides=st.dictionaries(words("regions"), words("sides"), max_size=2),
        pregnancy_weeks=st.none() | st.integers(0, 45),
        irritability=st.none() | st.sampled_from(("low", "moderate", "high")),
        unreliable_pain=yes_or_no,
        clearances=st.lists(clearances(on=on), max_size=2).map(tuple),
        overrides=st.lists(overrides(on=on), max_size=1).map(tuple),
    )


@reused
def changes() -> SearchStrategy[Changes]:
    """Draw what a verdict changes."""
    return st.builds(
        Changes,
        cap_hold_seconds=st.none() | st.integers(1, 600),
        cap_sets=st.none() | st.integers(1, 20),
        cap_repetitions=st.none() | st.integers(1, 200),
        no_load=st.booleans(),
        support=words("supports"),
        replace_by=st.frozensets(ids(), max_size=2),
        cues=st.lists(texts(), max_size=2).map(tuple),
    )


@reused
def reasons() -> SearchStrategy[Reason]:
    """Draw a reason, lifted or not: one of the rules, whose sentence is in the messages, or one with a sentence of its own."""
    rules = sorted(rule.code for rules in safety_tables().conditions.values() for rule in rules.rules)
    kinds = ((st.sampled_from(rules), st.none()), (ids(namespaced=False), texts()))
    return st.one_of(
        *(
            st.builds(
                Reason,
                code=code,
                outcome=st.sampled_from(OUTCOMES),
                source=st.just("homept-default") | ids(namespaced=False),
                by=st.none() | words("roles"),
                sentence=sentence,
                lifted_by=st.none() | texts(),
            )
            for code, sentence in kinds
        )
    )


@reused
def verdicts() -> SearchStrategy[Verdict]:
    """Draw a verdict with any reasons and changes."""
    return st.builds(Verdict, reasons=st.lists(reasons(), max_size=3).map(tuple), changes=changes())


@reused
def verdict_tables() -> SearchStrategy[VerdictTable]:
    """Draw the table of some person on some day."""
    exercises = dict(own_catalog())
    some = st.lists(st.sampled_from(sorted(exercises)), max_size=2, unique=True)
    asked_on = date(2026, 11, 23)
    return st.builds(
        lambda ids, person, later: verdict_table({id: exercises[id] for id in ids}, person, on=asked_on + timedelta(days=later)),
        some,
        people(on=asked_on),
        st.integers(0, 400),
    )


@reused
def questions() -> SearchStrategy[ScreeningQuestion]:
    """Draw a question of the screening."""
    return st.sampled_from(screening_questions())
