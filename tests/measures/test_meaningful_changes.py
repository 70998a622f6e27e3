"""Changes between scores, norms and cut-offs: told only where a source was read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homept import HomeptError
from homept.errors import InvalidValue
from homept.measures import CutOff, MeaningfulChange, Measure, Norm, ScoreChange, load_measures
from homept.testing._measures import answers

MEASURES = load_measures()


def change(id: str, first: int | str, later: int | str, scale: str | None = None) -> ScoreChange:
    """Compare two values of a measure."""
    return MEASURES[id].change_between(Decimal(first), Decimal(later), scale=scale)


@pytest.mark.parametrize(
    ("id", "first", "later", "direction", "matters"),
    [
        ("rmdq", 12, 2, "better", "yes"),
        ("rmdq", 12, 10, "better", "no"),
        ("rmdq", 12, 8, "better", "depends"),  # a third of the first score, and less than 5
        ("rmdq", 12, 18, "worse", "yes"),  # beyond error; what people call worse was not studied
        ("rmdq", 2, 0, "better", "depends"),  # 30 %, less than 5; the detectable change holds from 4 on
        ("rmdq", 2, 9, "worse", "unknown"),
        ("odi", 40, 30, "better", "depends"),  # 10 and not 12
        ("lefs", 40, 49, "better", "depends"),
        ("lefs", 40, 56, "better", "yes"),
        ("psfs", 4, 6, "better", "depends"),
        ("quickdash", 50, 36, "better", "yes"),
        ("quickdash", 50, 37, "better", "no"),
        ("quickdash", 36, 50, "worse", "unknown"),  # only improvement was studied
        ("nprs", 6, 5, "better", "depends"),
        ("nprs", 9, 4, "better", "yes"),
        ("nprs", 6, 6, "same", "no"),
        ("global-change", 0, 3, "better", "unknown"),  # no figure was found
        ("pcs", 30, 10, "better", "unknown"),
        ("timed-up-and-go", 14, 12, "better", "yes"),
        ("chair-stand-30s", 8, 10, "better", "depends"),
        ("chair-stand-30s", 8, 11, "better", "yes"),
    ],
)
def test_a_change_is_held_against_what_was_published(id: str, first: int, later: int, direction: str, matters: str) -> None:
    """Unknown is never no; studies that differ are all told."""
    found = change(id, first, later)

    assert (Decimal(later - first), direction, matters) == (found.difference, found.direction, found.matters)


def test_each_finding_names_its_source() -> None:
    """So that an app can say by which study."""
    found = change("rmdq", 12, 8)

    assert [
        ("mcid", "score", "low-back-pain-change-consensus", False),
        ("mcid", "baseline-percent", "low-back-pain-change-consensus", True),
        ("mdc", "score", "rmq-detectable-change", False),
    ] == [(one.figure.kind, one.figure.of, one.figure.source, one.reached) for one in found.findings]


def test_the_first_score_decides_which_figures_hold() -> None:
    """In back pain with a known cause 1 point matters from 1 to 4, 2 points from 5 to 7, 4 points from 8 on."""
    mine = "thieme-specific-back-pain-2021"

    for first, value in ((3, 1), (6, 2), (9, 4)):
        figures = [one.figure for one in change("nprs", first, 0).findings if one.figure.source == mine]
        assert [Decimal("1.77"), Decimal(value)] == [figure.value for figure in figures]


def test_no_part_of_zero_can_be_told() -> None:
    """From no disability at all, 30 % means nothing."""
    assert "unknown" == change("rmdq", 0, 6).matters
    assert all(one.figure.of == "score" for one in change("nprs", 0, 2).findings)


def test_scores_with_too_few_answers_leave_the_change_unknown() -> None:
    """Neither better nor worse nor the same."""
    some, none = MEASURES["rmdq"].score([1] * 24), MEASURES["rmdq"].score([1] * 23 + [None])

    for found in (MEASURES["rmdq"].change_between(some, none), MEASURES["rmdq"].change_between(none, 4)):
        assert (None, "unknown", "unknown", ()) == (found.difference, found.direction, found.matters, found.findings)


def test_parts_are_compared_one_by_one() -> None:
    """KOOS has no total."""
    koos = MEASURES["koos"]
    found = koos.change_between(koos.score([2] * 42), koos.score([1] * 42), scale="koos-quality-of-life")

    assert (Decimal(25), "better", "yes") == (found.difference, found.direction, found.matters)
    assert "unknown" == koos.change_between(50, 75, scale="koos-pain").matters


@pytest.mark.parametrize("value", [25, -1, Decimal("NaN"), "12", True, None, 12.0], ids=repr)
def test_a_value_that_is_no_score_is_refused_without_showing_it(value: object) -> None:
    """Out of range, or of another type."""
    with pytest.raises(InvalidValue) as caught:
        MEASURES["rmdq"].change_between(12, value)  # type: ignore[arg-type]

    assert "later: expected a score, or a number from 0 to 24" == str(caught.value)


def test_scores_of_two_measures_are_not_compared() -> None:
    """A number without its scale means nothing."""
    with pytest.raises(InvalidValue, match="baseline: expected a score of odi, found one of ndi"):
        MEASURES["odi"].change_between(MEASURES["ndi"].score([1] * 10), 20)


@given(data=st.data(), measure=st.sampled_from([one for one in MEASURES.values() if len(one.scales) == 1]))
def test_there_and_back(data: st.DataObject, measure: Measure) -> None:
    """The way back is as long, in the other direction; and going nowhere never matters."""
    one, other = (measure.score(data.draw(answers(measure, missing=False))) for _ in range(2))
    there, back = measure.change_between(one, other), measure.change_between(other, one)
    turned = {"better": "worse", "worse": "better", "same": "same"}

    assert there.difference is not None
    assert back.difference == -there.difference
    assert back.direction == turned[there.direction]
    assert measure.change_between(one, one).matters in ("no", "unknown")


# -- norms and cut-offs -------------------------------------------------------------------------------------------------------


# The sheet of the CDC: below these scores is below average.
@pytest.mark.parametrize(
    ("age", "women", "men"),
    [(60, 12, 14), (64, 12, 14), (65, 11, 12), (70, 10, 12), (75, 10, 11), (80, 9, 10), (85, 8, 8), (90, 4, 7), (94, 4, 7)],
)
def test_chair_stands_by_age_and_sex(age: int, women: int, men: int) -> None:
    """The whole table."""
    for sex, below in (("female", women), ("male", men)):
        norm = MEASURES["chair-stand-30s"].norm(age=age, sex=sex)
        assert norm is not None
        assert Decimal(below) == norm.below


@pytest.mark.parametrize(("age", "sex"), [(59, "female"), (95, "male"), (70, "unknown")])
def test_outside_the_table_there_is_no_norm(age: int, sex: str) -> None:
    """None is no guess."""
    assert MEASURES["chair-stand-30s"].norm(age=age, sex=sex) is None
    assert MEASURES["one-leg-stand"].norm(age=70, sex="female") is None


@pytest.mark.parametrize(
    ("id", "inside", "beyond", "meaning"),
    [
        ("timed-up-and-go", "11.9", "12", "fall-risk"),
        ("four-stage-balance", "3", "2", "fall-risk"),
        ("one-leg-stand", "5", "4.9", "fall-risk"),
        ("sit-to-stand-5", "14.9", "15", "fall-risk"),
        ("activity-minutes", "150", "149", "less-than-advised"),
    ],
)
def test_a_score_may_be_beyond_a_published_line(id: str, inside: str, beyond: str, meaning: str) -> None:
    """Each line with what it means."""
    scale = MEASURES[id].scale()

    assert () == scale.cut_offs_met(Decimal(inside))
    assert [meaning] == [line.meaning for line in scale.cut_offs_met(Decimal(beyond))]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: CutOff(meaning="fall-risk", population="p", source="s"), "CutOff.at_least: expected exactly one of at_least, at_most and below"),
        (
            lambda: CutOff(at_least=Decimal(1), below=Decimal(2), meaning="fall-risk", population="p", source="s"),
            "CutOff.at_least: expected exactly one of at_least, at_most and below",
        ),
        (lambda: Norm(sex="female", age_from=70, age_to=60, below=Decimal(1), source="s"), "Norm.age_from: expected at most age_to, found 70"),
        (
            lambda: MeaningfulChange(kind="mdc", value=Decimal(0), of="score", direction="both", population="p", source="s"),
            "MeaningfulChange.value: expected a Decimal above zero, found Decimal('0')",
        ),
        (
            lambda: MeaningfulChange(
                kind="mdc", value=Decimal(1), of="score", direction="both", population="p", source="s",
                baseline_from=Decimal(5), baseline_to=Decimal(4),
            ),
            "MeaningfulChange.baseline_from: expected at most baseline_to, found 5",
        ),
        (
            lambda: MeaningfulChange(
                kind="mdc", value=Decimal(1), of="score", direction="both", population="p", source="s", baseline_to=Decimal("NaN")
            ),
            "MeaningfulChange.baseline_to: expected a finite Decimal, found Decimal('NaN')",
        ),
        (
            lambda: ScoreChange(scale="s", difference=None, direction="same"),
            "ScoreChange.direction: expected unknown without a difference, and only then",
        ),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused(make: object, message: str) -> None:
    """Each with what would be right."""
    assert callable(make)
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)
