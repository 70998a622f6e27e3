"""Verdicts are a lattice: joining only ever adds reasons and care."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from itertools import permutations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homept.dose import Dose, DoseBand, at_most
from homept.errors import InvalidValue, MissingText
from homept.safety import Changes, Reason, Verdict
from homept.safety.verdict import OUTCOMES, stricter
from homept.testing import dose_bands, value_of

VERDICTS = value_of(Verdict)
CHANGES = value_of(Changes)


def rank(verdict: Verdict) -> int:
    return OUTCOMES.index(verdict.outcome)


def band(low: str, start: str, high: str) -> DoseBand:
    return DoseBand(low=Dose.parse(low), start=Dose.parse(start), high=Dose.parse(high))


@given(VERDICTS, VERDICTS)
def test_join_is_commutative(one: Verdict, other: Verdict) -> None:
    assert one.join(other) == other.join(one)
    assert hash(one.join(other)) == hash(other.join(one))


@given(VERDICTS, VERDICTS, VERDICTS)
def test_join_is_associative(one: Verdict, two: Verdict, three: Verdict) -> None:
    assert one.join(two).join(three) == one.join(two.join(three))


@given(VERDICTS)
def test_join_is_idempotent(verdict: Verdict) -> None:
    assert verdict == verdict.join(verdict)


@given(VERDICTS)
def test_a_plain_include_is_neutral(verdict: Verdict) -> None:
    assert verdict == verdict.join(Verdict())
    assert "include" == Verdict().outcome


@given(VERDICTS, VERDICTS)
def test_a_join_is_at_least_as_strict_as_each_part(one: Verdict, other: Verdict) -> None:
    assert rank(one.join(other)) >= max(rank(one), rank(other))


@given(st.lists(VERDICTS, max_size=3))
def test_the_join_of_many_does_not_depend_on_their_order(verdicts: list[Verdict]) -> None:
    assert {Verdict.of(verdicts)} == {Verdict.of(order) for order in permutations(verdicts)}


@given(VERDICTS, VERDICTS)
def test_a_join_forgets_no_reason_and_invents_none(one: Verdict, other: Verdict) -> None:
    assert {*one.reasons, *other.reasons} == set(one.join(other).reasons)


@given(VERDICTS)
def test_an_exercise_is_offered_only_when_nothing_stronger_than_a_change_stands(verdict: Verdict) -> None:
    assert verdict.allows == (verdict.outcome in ("include", "modify"))


@given(VERDICTS)
def test_verdicts_pickle(verdict: Verdict) -> None:
    assert verdict == pickle.loads(pickle.dumps(verdict))


@given(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES))
def test_the_stricter_of_two_outcomes_is_one_of_them_and_not_laxer_than_either(one: str, other: str) -> None:
    found = stricter(one, other)

    assert found in (one, other)
    assert OUTCOMES.index(found) == max(OUTCOMES.index(one), OUTCOMES.index(other))


@given(CHANGES, CHANGES)
def test_joined_changes_keep_the_care_of_both(one: Changes, other: Changes) -> None:
    """The lower cap, the firmer support, every replacement, every cue once."""
    both = one.join(other)
    firmness = ("none", "nearby", "fixed", "helper").index

    assert firmness(both.support) == max(firmness(one.support), firmness(other.support))
    assert both.replace_by == one.replace_by | other.replace_by
    assert both.cues == tuple(sorted({*one.cues, *other.cues}))
    for part in (one, other):
        if part.cap_hold_seconds is not None:
            assert both.cap_hold_seconds is not None
            assert both.cap_hold_seconds <= part.cap_hold_seconds


def test_replacements_that_differ_need_clearance() -> None:
    """Two rules that put different exercises in the place of one cannot both be had."""
    one, other = (Verdict(changes=Changes(replace_by={id})) for id in ("heel-slide", "quad-set"))

    assert "modify" == one.outcome
    assert "modify" == one.join(one).outcome
    assert "needs-clearance" == one.join(other).outcome


def test_a_lifted_reason_does_not_count_but_its_changes_stay() -> None:
    reason = Reason(code="a", outcome="exclude", lifted_by="override by A. Example")

    assert "include" == Verdict(reasons=[reason]).outcome
    assert "modify" == Verdict(reasons=[reason], changes=Changes(support="fixed")).outcome
    assert "exclude" == Verdict(reasons=[reason, attrs.evolve(reason, lifted_by=None)]).outcome


@given(dose_bands(), CHANGES)
def test_applying_a_change_keeps_every_dose_inside_its_caps(record: DoseBand, change: Changes) -> None:
    """Holds of stretches, balance and rest stay, and so does all else of the dose; doing it twice changes no more."""
    changed = change.apply(record)

    assert changed == change.apply(changed)
    for before, after in zip((record.low, record.start, record.high), (changed.low, changed.start, changed.high)):
        assert change.allows(after)
        assert (before == after) == change.allows(before)
        assert at_most(attrs.evolve(after, load=None), attrs.evolve(before, load=None))
        assert before.hold_kind == "effort" or before.hold_seconds == after.hold_seconds
        assert before == attrs.evolve(after, work=before.work, sets=before.sets, load=before.load)


@given(dose_bands(), CHANGES, CHANGES)
def test_two_changes_together_are_at_least_as_strict_as_each(record: DoseBand, one: Changes, other: Changes) -> None:
    both = one.join(other)

    assert both == other.join(one)
    assert both == both.join(one)
    changed = both.apply(record)
    assert all(change.allows(dose) for change in (one, other) for dose in (changed.low, changed.start, changed.high))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Changes(cap_sets=1), ("1x4 load 2kg", "1x8 load 2kg", "1x12 load 2kg")),
        (Changes(cap_sets=2, cap_repetitions=6), ("1x4 load 2kg", "2x6 load 2kg", "2x6 load 2kg")),
        (Changes(cap_repetitions=2), ("1x2 load 2kg", "2x2 load 2kg", "3x2 load 2kg")),
        (Changes(no_load=True), ("1x4", "2x8", "3x12")),
        (Changes(cap_sets=1, cap_repetitions=5, no_load=True), ("1x4", "1x5", "1x5")),
    ],
)
def test_caps_on_sets_and_repetitions_and_no_load(change: Changes, expected: tuple[str, str, str]) -> None:
    """Low, start and high stay in order, also where the lowest dose is above the cap."""
    changed = change.apply(band("1x4 load 2kg", "2x8 load 2kg", "3x12 load 2kg"))

    assert expected == tuple(dose.notation() for dose in (changed.low, changed.start, changed.high))


@pytest.mark.parametrize("notation", ["1x20m", "1x60s", "1x20s hold stretch"])
def test_a_cap_on_repetitions_says_nothing_of_what_is_not_counted(notation: str) -> None:
    """Meters, and seconds that are kept up, are no repetitions."""
    assert Changes(cap_repetitions=1).allows(Dose.parse(notation))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (band("1x5 hold 5s", "1x5 hold 15s", "1x10 hold 20s"), ("1x5 hold 5s", "1x5 hold 10s", "1x10 hold 10s")),
        (band("1x15s hold", "2x15s hold", "2x30s hold"), ("1x10s hold", "2x10s hold", "2x10s hold")),
        (band("1x2 hold 15s stretch", "1x2 hold 20s stretch", "1x2 hold 30s stretch"), None),
        (band("1x30s", "1x60s", "1x90s"), None),
    ],
)
def test_a_cap_of_ten_seconds(record: DoseBand, expected: tuple[str, str, str] | None) -> None:
    found = Changes(cap_hold_seconds=10).apply(record)

    wanted = record if expected is None else band(*expected)
    assert wanted == found


def test_a_reason_is_worded_by_its_own_sentence_or_by_the_messages() -> None:
    own = Reason(code="hip-bend-limit", outcome="modify", sentence="Bend less.")
    shared = Reason(code="not-screened", outcome="needs-clearance")

    assert "Bend less." == own.text()
    assert "Answer the safety questions first, or ask your therapist." == shared.text()
    with pytest.raises(MissingText):
        shared.text("xx")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Reason(code="a", outcome="maybe"),
            "Reason.outcome: expected one of include, modify, needs-clearance, exclude, found 'maybe'",
        ),
        (
            lambda: Reason(code="a", outcome="modify", lifted_by=" "),
            "Reason.lifted_by: expected a text that is not blank, found ' '",
        ),
        (
            lambda: Changes(support="rope"),
            "Changes.support: expected one of none, nearby, fixed, helper, found 'rope'",
        ),
        (lambda: Changes(cap_hold_seconds=0), "Changes.cap_hold_seconds: expected a whole number, 1 or more, found 0"),
        (
            lambda: Verdict(reasons=["fever"]),  # type: ignore[list-item]
            "Verdict.reasons[0]: expected a value of type Reason, found type str",
        ),
        (
            lambda: Verdict(reasons=5),  # type: ignore[arg-type]
            "Verdict.reasons: expected a collection, such as a list, found type int",
        ),
        (lambda: Verdict(changes="none"), "Verdict.changes: expected a value of type Changes, found type str"),  # type: ignore[arg-type]
    ],
)
def test_an_unsound_verdict_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        make()

    assert message == str(caught.value)
