"""Scores by hand, from the scoring guides that the data cites, and what no answers may break."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from homept import HomeptError
from homept.errors import InvalidValue, UnknownId
from homept.measures import Measure, MeasureItem, Scale, ScaleScore, Score, load_measures
from homept.measures.formulas import ALL_NEEDED, limits
from homept.testing._measures import answers

MEASURES = load_measures()
EVERY = pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
measures = st.sampled_from(list(MEASURES.values()))


def total(id: str, given: Sequence[int | Decimal | None]) -> Decimal | None:
    """Score a measure with a total."""
    return MEASURES[id].score(given).value


# -- by hand ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["odi", "ndi"])
def test_the_example_of_the_printed_form(id: str) -> None:
    """Both forms: 16 of 50 is 32 %; with one section missed 16 of 45 is 35.55..., which they cut to 35.5 and we round."""
    assert Decimal("32.0") == total(id, [2, 2, 2, 2, 2, 2, 2, 2, 0, 0])
    assert Decimal("35.6") == total(id, [2, 2, 2, 2, 2, 2, 2, 2, 0, None])


def test_dash_is_the_mean_less_one_times_25() -> None:
    """The guide: at least 27 of 30; for full answers it equals the sum less 30, by 1.2: all 2 give 25."""
    assert Decimal("25.0") == MEASURES["dash"].score({f"item-{n}": 2 for n in range(1, 31)}).value
    assert Decimal("25.0") == MEASURES["dash"].score({f"item-{n}": 2 for n in range(1, 28)}).value
    assert MEASURES["dash"].score({f"item-{n}": 2 for n in range(1, 27)}).value is None


def test_the_modules_of_dash_need_all_four_answers() -> None:
    """The guide: add, divide by four, less one, times 25."""
    score = MEASURES["dash"].score({"work-1": 3, "work-2": 4, "work-3": 3, "work-4": 5, "sport-1": 5})

    assert Decimal("68.8") == score.of("dash-work").value  # (15 / 4 - 1) * 25 = 68.75
    assert score.of("dash-sport").value is None
    assert (None, "partly-scored") == (score.value, score.state)


def test_quickdash_may_miss_one_answer() -> None:
    """The guide: ((sum / n) - 1) * 25, and none with two missing: (26 / 10 - 1) * 25 = 40."""
    ten = [3, 3, 2, 3, 2, 3, 2, 3, 3, 2]

    assert Decimal("40.0") == total("quickdash", [*ten, None])
    assert total("quickdash", [*ten[:9], None, None]) is None


def test_koos_is_a_hundred_less_the_mean_as_a_part_of_four() -> None:
    """The guide of 2012: 100 - mean * 100 / 4; pain needs 5 of its 9 answers, symptoms 4 of 7, sport 3 of 5."""
    score = MEASURES["koos"].score({"pain-1": 1, "pain-2": 2, "pain-3": 3, "pain-4": 0, "pain-5": 2, "sport-1": 4, "sport-2": 4})

    assert Decimal("60.0") == score.of("koos-pain").value  # 100 - 1.6 * 25
    assert score.of("koos-sport").value is None
    assert (5, 9, "scored") == (score.of("koos-pain").answered, score.of("koos-pain").items, score.of("koos-pain").state)
    with pytest.raises(UnknownId, match="no scale has the id 'koos'; did you mean 'koos-symptoms'"):
        _ = score.value


def test_each_part_of_hoos_needs_half_of_its_answers() -> None:
    """The guide of 2013: 5, 3, 9, 2 and 2."""
    needed = {scale.id: (scale.needed, len(scale.items)) for scale in MEASURES["hoos"].scales}

    assert {
        "hoos-symptoms": (3, 5),
        "hoos-pain": (5, 10),
        "hoos-daily-living": (9, 17),
        "hoos-sport": (2, 4),
        "hoos-quality-of-life": (2, 4),
    } == needed
    assert [Decimal(100)] * 5 == [one.value for one in MEASURES["hoos"].score([0] * 40).scales]
    assert [Decimal(0)] * 5 == [one.value for one in MEASURES["hoos"].score([4] * 40).scales]


def test_tampa_turns_four_items_round() -> None:
    """The key: items 4, 8, 12 and 16 count 1 as 4; so 13 * 1 + 4 * 4 = 29 for all ones, and 13 * 4 + 4 * 1 for all fours."""
    assert Decimal(29) == total("tsk-17", [1] * 17)
    assert Decimal(56) == total("tsk-17", [4] * 17)
    assert (Decimal(17), Decimal(68)) == (MEASURES["tsk-17"].scale().lowest, MEASURES["tsk-17"].scale().highest)
    assert Decimal(11) == total("tsk-11", [1] * 11)


def test_the_parts_of_the_catastrophizing_scale() -> None:
    """The page of the scale: 8 to 11, then 6, 7 and 13, then 1 to 5 and 12; ranges 16, 12, 24 and 52."""
    score = MEASURES["pcs"].score([1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 1, 2])

    assert [24, 12, 6, 6] == [one.value for one in score.scales]
    assert [52, 16, 12, 24] == [scale.highest for scale in MEASURES["pcs"].scales]


def test_sums() -> None:
    """The number of statements ticked; 20 activities out of 80; 6 answers out of 24."""
    assert Decimal(5) == total("rmdq", [1] * 5 + [0] * 19)
    assert Decimal(61) == total("lefs", [3] * 19 + [4])
    assert Decimal(24) == total("ears", [4] * 6)


def test_the_mean_of_the_activities_that_were_named() -> None:
    """Three to five: (4 + 5 + 7) / 3 = 5.33..."""
    assert Decimal("5.3") == total("psfs", [4, 5, 7, None, None])
    assert total("psfs", [4, 5, None, None, None]) is None


def test_days_times_minutes() -> None:
    """Five days of 30 minutes."""
    assert Decimal(150) == total("activity-minutes", [5, 30])
    assert total("activity-minutes", [5, None]) is None


def test_stages_are_counted_up_to_the_first_that_was_not_held() -> None:
    """What comes after it is not tried, so that it may be missing; what comes before it may not."""
    assert Decimal(2) == total("four-stage-balance", [10, 10, Decimal("9.9"), None])
    assert Decimal(4) == total("four-stage-balance", [10, 10, 10, 10])
    assert Decimal(0) == total("four-stage-balance", [3, 10, 10, 10])
    assert total("four-stage-balance", [10, None, 10, 10]) is None


def test_what_was_measured_is_kept_as_it_was() -> None:
    """No rounding moves a time across a line."""
    assert Decimal("11.96") == total("timed-up-and-go", [Decimal("11.96")])
    assert () == MEASURES["timed-up-and-go"].scale().cut_offs_met(Decimal("11.96"))


def test_angles_are_scored_one_by_one() -> None:
    """The set has no total, and what was not measured has no score."""
    score = MEASURES["joint-range"].score({"knee-flexion": Decimal("92.5"), "knee-extension": -5})

    assert (Decimal("92.5"), Decimal(-5)) == (score.of("knee-flexion").value, score.of("knee-extension").value)
    assert "not-enough-answers" == score.of("hip-flexion").state


def test_halves_are_rounded_up_as_by_hand() -> None:
    """The mean of 28 answers of DASH with 7 above the lowest is 1.25, so 6.25, so 6.3; below zero away from zero."""
    given = {f"item-{n}": 2 if n <= 7 else 1 for n in range(1, 29)}

    assert Decimal("6.3") == MEASURES["dash"].score(given).value
    items = tuple(MeasureItem(id=id, lowest=Decimal(-3), highest=Decimal(3)) for id in ("a", "b"))
    scale = Scale(
        id="m",
        name="M",
        items=("a", "b"),
        formula="mean",
        needed=1,
        unit="points",
        better="higher",
        lowest=Decimal(-3),
        highest=Decimal(3),
    )
    made = evolve(MEASURES["global-change"], id="m", items=items, scales=(scale,))
    assert Decimal(-3) == made.score([-2, -3]).value


# -- laws ---------------------------------------------------------------------------------------------------------------------


@given(data=st.data(), measure=measures)
def test_a_score_lies_in_its_range(data: st.DataObject, measure: Measure) -> None:
    """Whatever the answers; and there is one for full answers."""
    score = measure.score(data.draw(answers(measure, missing=False)))

    assert "scored" == score.state
    for scale, one in zip(measure.scales, score.scales):
        assert one.value is not None
        assert scale.lowest <= one.value <= scale.highest


@given(data=st.data(), measure=measures)
def test_turning_every_answer_turns_the_score(data: st.DataObject, measure: Measure) -> None:
    """As far as rounding lets it; products and steps are not of this kind."""
    given = data.draw(answers(measure, missing=False))
    turned = [item.lowest + item.highest - answer for item, answer in zip(measure.items, given) if answer is not None]
    one, other = measure.score(given), measure.score(turned)
    for scale, first, second in zip(measure.scales, one.scales, other.scales):
        if scale.formula not in ("product", "steps-held"):
            assert first.value is not None
            assert second.value is not None
            assert abs(first.value + second.value - scale.lowest - scale.highest) <= Decimal(1).scaleb(-scale.decimals)


@given(data=st.data(), measure=measures)
def test_a_scale_has_a_score_from_so_many_answers_on_and_not_before(data: st.DataObject, measure: Measure) -> None:
    """The rule of the guide, to the answer."""
    given = data.draw(answers(measure))
    score = measure.score(given)
    for scale in measure.scales:
        one = score.of(scale.id)
        if scale.formula != "steps-held":
            assert (one.answered >= scale.needed) == (one.value is not None)


@given(data=st.data(), measure=measures)
def test_the_order_of_answers_to_items_of_one_kind_does_not_matter(data: st.DataObject, measure: Measure) -> None:
    """A sum and a mean do not tell items apart, unless some are turned."""
    assume(len(measure.scales) == 1 and not any(item.reversed for item in measure.items))
    assume(measure.scales[0].formula not in ("product", "steps-held"))
    given = data.draw(answers(measure))

    assert measure.score(given).value == measure.score(data.draw(st.permutations(given))).value


@given(data=st.data(), measure=measures)
def test_a_list_and_a_mapping_give_the_same(data: st.DataObject, measure: Measure) -> None:
    """Whole numbers as int or Decimal too, and a missing answer may be left out."""
    given = data.draw(answers(measure))
    by_item = {item.id: answer for item, answer in zip(measure.items, given) if answer is not None}
    plain = [int(answer) if answer is not None and answer == int(answer) else answer for answer in given]

    assert measure.score(given) == measure.score(by_item) == measure.score(plain) == measure.score(tuple(given))


@given(data=st.data(), measure=measures)
def test_means_are_exact_before_they_are_rounded(data: st.DataObject, measure: Measure) -> None:
    """Against the same formula in fractions, to half a step of the last decimal."""
    given = data.draw(answers(measure, missing=False))
    worth = {
        item.id: Fraction(item.lowest + item.highest - answer if item.reversed else answer)
        for item, answer in zip(measure.items, given)
        if answer is not None
    }
    for scale, one in zip(measure.scales, measure.score(given).scales):
        if scale.formula in ("sum", "mean", "percent", "percent-turned"):
            items = [item for item in measure.items if item.id in scale.items]
            above = sum((worth[id] - Fraction(item.lowest) for id, item in zip(scale.items, items)), Fraction())
            part = above / sum((Fraction(item.highest - item.lowest) for item in items), Fraction())
            low, high = (Fraction(limit) for limit in limits(scale.formula, items))
            exact = high - part * (high - low) if scale.formula == "percent-turned" else low + part * (high - low)
            assert one.value is not None
            assert abs(Fraction(one.value) - exact) <= Fraction(1, 2 * 10**scale.decimals)


# -- what is refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [11, -1, 4.0, True, "4", Decimal("4.5"), Decimal("NaN"), Decimal("Infinity"), [4]], ids=repr)
def test_a_wrong_answer_is_an_error_that_names_its_item_and_does_not_repeat_it(answer: object) -> None:
    """A person's answers stay out of logs."""
    with pytest.raises(InvalidValue) as caught:
        MEASURES["nprs"].score([answer])  # type: ignore[list-item]

    assert "answers.pain: expected a whole number from 0 to 10, or None" == str(caught.value)


def test_a_wrong_time_is_an_error_too() -> None:
    """Where Decimals count."""
    with pytest.raises(InvalidValue) as caught:
        MEASURES["timed-up-and-go"].score({"seconds": Decimal("973.1")})

    assert "answers.seconds: expected a number, whole or Decimal, from 1 to 600, or None" == str(caught.value)


@pytest.mark.parametrize("given", [[1] * 23, [1] * 25, "1" * 24, b"1" * 24, 24, None, {1, 2}], ids=repr)
def test_answers_come_as_a_mapping_or_as_a_list_of_the_right_length(given: object) -> None:
    """A list that is too short says nothing of which answers are missing."""
    with pytest.raises(InvalidValue) as caught:
        MEASURES["rmdq"].score(given)  # type: ignore[arg-type]

    assert "answers: expected a mapping from item to number, or a list of 24 numbers in their order" == str(caught.value)


def test_an_item_that_is_none_is_an_error() -> None:
    """A misspelt item is no missing answer."""
    with pytest.raises(UnknownId, match="no item has the id 'pian'; did you mean 'pain'"):
        MEASURES["nprs"].score({"pian": 4})


def test_items_and_answers_that_were_swapped_are_an_error_without_the_answer() -> None:
    """A key that is no text may be what a person said."""
    with pytest.raises(InvalidValue) as caught:
        MEASURES["nprs"].score({7: "pain"})  # type: ignore[dict-item]

    assert "answers: expected ids of items as the keys, found type int" == str(caught.value)


def test_a_scale_that_is_none_is_an_error() -> None:
    """The same for scales; without a name the total, or the only one."""
    assert "rmdq" == MEASURES["rmdq"].scale().id == MEASURES["rmdq"].scale("rmdq").id
    assert "pcs" == MEASURES["pcs"].scale().id
    with pytest.raises(UnknownId, match="no scale has the id 'koos'"):
        MEASURES["koos"].scale()


ITEM = MeasureItem(id="a", lowest=Decimal(0), highest=Decimal(4))
SCALE = Scale(
    id="m", name="M", items=("a",), formula="sum", needed=1, unit="points", better="higher", lowest=Decimal(0), highest=Decimal(4)
)
PLAIN = evolve(MEASURES["effort"], id="m", items=(ITEM,), scales=(SCALE,), answers=())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: evolve(ITEM, lowest=Decimal(4)), "MeasureItem.lowest: expected less than highest, found 4"),
        (lambda: evolve(SCALE, items=()), "Scale.items: expected at least one item, each once, found ()"),
        (lambda: evolve(SCALE, items=("a", "a")), "Scale.items: expected at least one item, each once, found ('a', 'a')"),
        (lambda: evolve(SCALE, items=("a", "b"), formula="value"), "Scale.items: expected one item for the formula value, found 2"),
        (lambda: evolve(SCALE, items=("a", "b")), "Scale.needed: expected for sum of 2 items: 2, found 1"),
        (lambda: evolve(SCALE, needed=2), "Scale.needed: expected for sum of 1 items: 1, found 2"),
        (lambda: evolve(SCALE, formula="guess"), "Scale.formula: expected one of value, sum, mean, percent, percent-turned, product, steps-held, found 'guess'"),
        (lambda: evolve(PLAIN, items=()), "Measure.items: expected at least one, each once, found []"),
        (lambda: evolve(PLAIN, scales=(SCALE, SCALE)), "Measure.scales: expected at least one, each once, found ['m', 'm']"),
        (lambda: evolve(PLAIN, scales=(evolve(SCALE, items=("b",)),)), "Measure.scales: expected items of the measure, found ('b',)"),
        (lambda: evolve(PLAIN, scales=(evolve(SCALE, highest=Decimal(5)),)), "Measure.scales: expected the range 0 to 4 for m, found 0 to 5"),
        (lambda: evolve(PLAIN, kind="test"), "Measure.safety: expected safety notes for a physical test, found none"),
        (lambda: evolve(PLAIN, items_may_ship=False, answers=(("0", "no"),)), "Measure.items: expected no item texts, since they may not be shipped"),
        (
            lambda: evolve(PLAIN, items_may_ship=False, items=(evolve(ITEM, prompt="How?"),)),
            "Measure.items: expected no item texts, since they may not be shipped",
        ),
        (
            lambda: evolve(
                PLAIN,
                items=(ITEM, MeasureItem(id="b", lowest=Decimal(1), highest=Decimal(4))),
                scales=(evolve(SCALE, items=("a", "b"), formula="mean"),),
            ),
            "Measure.scales: expected items with the same answers for mean, found ('a', 'b')",
        ),
        (lambda: Score(measure="m", scales=()), "Score.scales: expected at least one scale, each once"),
        (
            lambda: ScaleScore(scale="m", value=None, unit="points", answered=3, items=2),
            "ScaleScore.answered: expected at most the number of items",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(make: object, message: str) -> None:
    """Each with what would be right."""
    assert callable(make)
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)


@EVERY
def test_a_formula_that_cannot_miss_an_answer_needs_them_all(measure: Measure) -> None:
    """A sum of what is there would be a guess at the rest."""
    assert all(scale.needed == len(scale.items) for scale in measure.scales if scale.formula in ALL_NEEDED)


def test_a_measure_shows_its_id_and_size() -> None:
    """Its content is long."""
    assert "<Measure rmdq of 24 items>" == repr(MEASURES["rmdq"])
