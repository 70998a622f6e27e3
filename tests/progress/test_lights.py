"""What one session says: green, amber, red or unknown, one test for each rule, with the bounds of homept's own policies."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import at, built, day, planned, skip, tell

import homept as pt
from homept import policies
from homept.errors import InvalidValue
from homept.policies import PainGate, gate_for
from homept.progress import ExerciseReport, Journal, Light, MorningReport, PainScore, SessionReport
from homept.progress.pain import judge_session, judge_symptoms, relevant

KNEE = policies.pain_gate("knee-hip-bands")
ANYWHERE = policies.pain_gate("no-worse-than-usual")
DUE = planned(built("quad-set", "heel-slide")).occurrences()[0]
EMPTY = Journal(replica="phone-1")
COLORS = ("green", "unknown", "amber", "red")


def judged(
    journal: Journal,
    *,
    item: str = "quad-set",
    regions: tuple[str, ...] = ("knee",),
    side: str = "both",
    gate: PainGate | None = KNEE,
) -> Light:
    """Judge everything that the journal says of the first session."""
    sessions = [entry for entry in journal.effective() if isinstance(entry.report, SessionReport)]
    mornings = [entry for entry in journal.effective() if isinstance(entry.report, MorningReport)]
    return judge_session(sessions, mornings, item=item, regions=regions, side=side, gate=gate)


def light(gate: PainGate | None = KNEE, /, **said: Any) -> tuple[str, tuple[str, ...]]:
    """Return color and codes of a session that went well but for what is said."""
    found = judged(tell(EMPTY, DUE, **said), gate=gate)
    return found.color, found.codes


def test_a_session_that_went_well_is_green() -> None:
    """All answers are there and all are low: green, with nothing to explain."""
    assert ("green", ()) == light()


def test_zero_is_an_answer() -> None:
    """No pain at any moment is the best answer and not a missing one."""
    assert ("green", ()) == light(pain_before=0, pain_during=0, pain_after=0, morning=0)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (2, ("green", ())),
        (3, ("amber", ("amber-pain",))),
        (5, ("amber", ("amber-pain",))),
        (6, ("red", ("red-pain",))),
        (10, ("red", ("red-pain",))),
    ],
)
@pytest.mark.parametrize("moment", ["pain_during", "pain_after"])
def test_the_bands_are_inclusive(moment: str, score: int, expected: tuple[str, tuple[str, ...]]) -> None:
    """Up to 2 is green, up to 5 amber, above red, during the session and after it."""
    # Pain before of 4 lets the score after be as high as 5 without a rise of its own.
    said: dict[str, Any] = {"pain_before": 4, "morning": 4, moment: score}

    assert expected == light(**said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"pain_before": 0, "pain_after": 1}, ("green", ())),
        ({"pain_before": 0, "pain_after": 2}, ("amber", ("amber-pain",))),
        ({"pain_before": 0, "morning": 1}, ("green", ())),
        ({"pain_before": 0, "morning": 2}, ("red", ("not-settled",))),
        ({"pain_before": 2, "morning": 3}, ("green", ())),
        ({"pain_before": 2, "morning": 4}, ("red", ("not-settled",))),
    ],
)
def test_back_to_usual_is_at_most_one_above(said: dict[str, Any], expected: tuple[str, tuple[str, ...]]) -> None:
    """A score after may be one above the score before; two are more, and on the next morning they are red."""
    assert expected == light(**said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"pain_before": None}, ("unknown", ("missing-pain",))),
        ({"pain_during": None}, ("unknown", ("missing-pain",))),
        ({"pain_after": None}, ("unknown", ("missing-pain",))),
        ({"morning": None}, ("unknown", ("missing-next-morning",))),
        ({"morning": []}, ("unknown", ("missing-next-morning",))),
        ({"symptoms": None}, ("unknown", ("missing-symptoms",))),
        ({"minutes_after": None}, ("unknown", ("missing-minutes-after",))),
        ({"minutes_after": 30}, ("green", ())),
        ({"minutes_after": 31}, ("unknown", ("late-score",))),
        ({"morning": None, "symptoms": None}, ("unknown", ("missing-symptoms", "missing-next-morning"))),
    ],
)
def test_a_missing_answer_is_unknown(said: dict[str, Any], expected: tuple[str, tuple[str, ...]]) -> None:
    """Each answer that is missing, or that was taken too late to tell, is named."""
    assert expected == light(**said)


def named(scores: tuple[int, ...]) -> dict[str, Any]:
    """Name scores by their moments, in the order of the day."""
    return dict(zip(("pain_before", "pain_during", "pain_after", "morning"), scores, strict=True))


ANSWERS = ("pain_before", "pain_during", "pain_after", "minutes_after", "symptoms", "morning")
SCORES = st.integers(0, 10)


@given(st.sets(st.sampled_from(ANSWERS), min_size=1), st.tuples(SCORES, SCORES, SCORES, SCORES))
def test_missing_is_never_green(missing: set[str], scores: tuple[int, int, int, int]) -> None:
    """Whatever the other answers are, a session without one of them is not green."""
    color, codes = light(**{**named(scores), **dict.fromkeys(missing)})

    assert "green" != color
    assert () != codes


@given(st.tuples(SCORES, SCORES, SCORES, SCORES), st.sampled_from(["pain_during", "pain_after", "morning"]), st.integers(1, 10))
def test_more_pain_is_never_better(scores: tuple[int, int, int, int], moment: str, more: int) -> None:
    """A higher score during, after or on the next morning never gives a better light."""
    said = named(scores)
    worse = {**said, moment: min(10, said[moment] + more)}

    assert COLORS.index(light(**said)[0]) <= COLORS.index(light(**worse)[0])


@given(st.tuples(SCORES, SCORES, SCORES, SCORES), st.tuples(SCORES, SCORES, SCORES, SCORES))
def test_the_worse_of_two_reports_governs(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    """A second full report on a session never makes its light better than the first alone."""
    first = tell(EMPTY, DUE, **named(one))
    both = tell(first, DUE, **named(other))

    assert COLORS.index(judged(first).color) <= COLORS.index(judged(both).color)
    assert {entry.id for entry in both.entries} == set(judged(both).evidence)


@pytest.mark.parametrize(
    ("symptom", "expected"),
    [
        ("sharp-pain", ("red", ("red-pain",))),
        ("giving-way", ("red", ("red-pain",))),
        ("swelling", ("amber", ("swelling",))),
        ("muscle-soreness", ("green", ())),
    ],
)
@pytest.mark.parametrize("when", ["session", "morning", "second report"])
def test_symptoms_are_judged_before_scores(symptom: str, expected: tuple[str, tuple[str, ...]], when: str) -> None:
    """Sharp pain and a joint that gave way are red and swelling is amber, however low the scores; sore muscles are normal."""
    journal = tell(EMPTY, DUE, symptoms={symptom} if when == "session" else set())
    if when == "morning":
        journal = journal.next_morning(DUE, at=at(1), recorded_at=at(1), pain=1, symptoms={symptom})
    if when == "second report":
        journal = tell(journal, DUE, symptoms={symptom})

    assert expected == (judged(journal).color, judged(journal).codes)


def test_soreness_is_not_pain() -> None:
    """Dull soreness of the muscles on the next morning changes nothing."""
    journal = tell(EMPTY, DUE, morning=None).next_morning(DUE, at=at(1), recorded_at=at(1), pain=1, soreness=True)

    assert "green" == judged(journal).color


def test_skipped_for_pain_is_red() -> None:
    """A session, or the exercise in it, that was skipped for pain is on the red side."""
    session = judged(skip(EMPTY, DUE, "pain"))
    item = judged(tell(EMPTY, DUE, items=[ExerciseReport(item="quad-set", status="skipped", skip_reason="pain")]))
    other = judged(tell(EMPTY, DUE, items=[ExerciseReport(item="heel-slide", status="skipped", skip_reason="pain")]))

    assert ("red", ("skipped-for-pain",)) == (session.color, session.codes)
    assert ("red", ("skipped-for-pain",)) == (item.color, item.codes)
    assert "green" == other.color


@pytest.mark.parametrize(
    "report",
    [
        ExerciseReport(item="quad-set", status="done", not_sure_how=True),
        ExerciseReport(item="quad-set", status="skipped", skip_reason="not-sure-how"),
    ],
)
def test_not_sure_how_is_amber(report: ExerciseReport) -> None:
    """Who is not sure how to do it should be shown, and not do more."""
    found = judged(tell(EMPTY, DUE, items=[report]))

    assert ("amber", ("not-sure-how",)) == (found.color, found.codes)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((7, 8, 8, 8), ("amber", ("usual-pain-high",))),
        ((6, 6, 2, 6), ("amber", ("usual-pain-high",))),
        ((6, 0, 0, 0), ("amber", ("usual-pain-high",))),
        ((6, 8, 6, 6), ("red", ("red-pain",))),
        ((6, 6, 8, 6), ("red", ("red-pain",))),
        ((6, 6, 6, 8), ("red", ("not-settled",))),
        ((5, 5, 5, 5), ("amber", ("amber-pain",))),
    ],
)
def test_usual_pain_above_the_band(scores: tuple[int, ...], expected: tuple[str, tuple[str, ...]]) -> None:
    """Pain that is always above the band, and no worse for the exercise, is amber: easing would end at nothing."""
    assert expected == light(**named(scores))


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        ({"knee": 8}, "red"),
        ({"lower-limb": 8}, "red"),
        ({"knee/left": 8}, "red"),
        ({"knee/both": 8}, "red"),
        ({"knee/right": 8, "knee/left": 1}, "green"),
        ({"shoulder": 8, "knee": 1}, "green"),
        ({"hip/left": 8, "knee/left": 1}, "green"),
        (8, "red"),
    ],
)
def test_scores_count_by_region_and_side(during: Any, expected: str) -> None:
    """For the left knee count its own scores, those of the whole leg, and those that do not say where or on which side."""
    journal = tell(EMPTY, DUE, pain_during=during)

    assert expected == judged(journal, item="quad-set/left", side="left").color


def test_relevant_scores() -> None:
    """A score of a part counts for the whole, and one of the whole for the part."""
    scores = [PainScore(score=3, moment="during", region=region) for region in ("lower-limb", "knee", "hip", "spine", None)]

    assert ["lower-limb", "knee", None] == [one.region for one in relevant(scores, {"knee"}, "both")]
    assert ["lower-limb", "knee", "hip", None] == [one.region for one in relevant(scores, {"lower-limb"}, "both")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # The knee rose from 0 to 4; that the hip always has 4 does not hide it.
        ({"pain_before": {"knee": 0, "hip": 4}, "morning": {"knee": 4, "hip": 4}}, ("red", ("not-settled",))),
        ({"pain_before": {"knee": 0, "hip": 4}, "morning": {"knee": 1, "hip": 4}}, ("green", ())),
        ({"pain_before": {"knee/left": 0, "knee/right": 4}, "morning": {"knee/left": 4}}, ("red", ("not-settled",))),
        ({"pain_before": {"knee/left": 0, "knee/right": 4}, "morning": {"knee/right": 4}}, ("green", ())),
        # A score that does not say where is compared with all of them, and the other way round.
        ({"pain_before": {"knee": 1, "hip": 4}, "morning": 3}, ("red", ("not-settled",))),
        ({"pain_before": 1, "morning": {"knee": 2, "hip": 0}}, ("green", ())),
        # Nothing was said before about the hip, so nobody can tell whether it is back to usual.
        ({"pain_before": {"knee": 1}, "morning": {"knee": 1, "hip": 1}}, ("unknown", ("missing-pain",))),
    ],
)
def test_a_score_is_compared_with_the_same_place(said: dict[str, Any], expected: tuple[str, tuple[str, ...]]) -> None:
    """The change from before is judged place by place."""
    found = judged(tell(EMPTY, DUE, **{"pain_after": 1, **said}), item="heel-slide", regions=("knee", "hip"))

    assert expected == (found.color, found.codes)


def test_the_lowest_score_before_is_the_usual_one() -> None:
    """Two reports differ about the pain before: the change is counted from the lower one."""
    journal = tell(EMPTY, DUE, pain_before=0, morning=None)
    journal = tell(journal, DUE, pain_before=4, morning=4)

    assert ("red", ("not-settled",)) == (judged(journal).color, judged(journal).codes)


def test_scores_of_an_exercise_count_for_it_alone() -> None:
    """Pain that was told for one exercise does not count for another of the same region."""
    sore = ExerciseReport(item="heel-slide", status="done", pain=[PainScore(score=8, moment="during")])
    journal = tell(EMPTY, DUE, items=[sore])

    assert "red" == judged(journal, item="heel-slide").color
    assert "green" == judged(journal, item="quad-set").color


@pytest.mark.parametrize("gate", [None, ANYWHERE], ids=["no policy at all", "the policy for any other part"])
@given(st.tuples(SCORES, SCORES, SCORES, SCORES))
def test_a_region_without_a_policy_is_never_green(gate: PainGate | None, scores: tuple[int, ...]) -> None:
    """Bands of one part of the body say nothing about another, so no score makes it green."""
    assert "green" != light(gate, **named(scores))[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("unknown", ("no-policy-for-region",))),
        ({"pain_during": 6}, ("red", ("red-pain",))),
        ({"morning": 4}, ("red", ("not-settled",))),
        ({"pain_during": 3}, ("amber", ("amber-pain",))),
        ({"symptoms": {"sharp-pain"}}, ("red", ("red-pain",))),
    ],
)
def test_a_region_without_bands_still_tells_what_is_bad(said: dict[str, Any], expected: tuple[str, tuple[str, ...]]) -> None:
    """Where no band was published, worse than usual is still a reason to ask."""
    assert expected == light(ANYWHERE, **said)


def test_without_any_policy_only_symptoms_and_reasons_speak() -> None:
    """With no policy at all scores are not judged."""
    assert ("unknown", ("no-policy-for-region",)) == light(None, pain_during=9)
    assert ("red", ("red-pain",)) == light(None, symptoms={"sharp-pain"})


def test_policies_are_the_callers_to_give() -> None:
    """A caller's own bands are used in place of homept's."""
    careful = attrs.evolve(KNEE, id="clinic.careful", green_max=0, amber_max=1, settle_margin=0, green_minutes=10)

    assert "green" == light(careful, pain_before=0, pain_during=0, pain_after=0, minutes_after=10, morning=0)[0]
    assert ("amber", ("amber-pain",)) == light(careful, pain_before=0, pain_during=1, pain_after=0, minutes_after=10, morning=0)
    assert ("red", ("not-settled",)) == light(careful, pain_before=0, pain_during=0, pain_after=0, minutes_after=10, morning=1)
    assert ("unknown", ("late-score",)) == light(careful, pain_before=0, pain_during=0, pain_after=0, minutes_after=11, morning=0)


def test_a_policy_is_found_by_region() -> None:
    """Only a policy that was made for all of an exercise's regions counts, else the one for any other part, else none."""
    gates = policies.pain_gates()

    assert KNEE == gate_for({"knee", "hip"}, gates)
    assert ANYWHERE == gate_for({"knee", "ankle-foot"}, gates)
    assert gate_for({"neck"}, [KNEE]) is None


def test_a_light_remembers_what_it_rests_on() -> None:
    """It keeps its entries, its day, and the highest scores before and on the next morning."""
    journal = tell(EMPTY, DUE, pain_before={"knee/left": 1, "knee/right": 2}, pain_after=None, morning=0)
    found = judged(journal)

    assert tuple(entry.id for entry in journal.entries) == found.evidence
    assert (day(0), 2, 0) == (found.day, found.before, found.morning)
    assert "<Light>" == repr(found)


FINDINGS = st.lists(st.tuples(st.sampled_from(COLORS), st.sampled_from(["a", "b", "c"])), max_size=6)


@given(FINDINGS, FINDINGS)
def test_the_worst_finding_is_the_light(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    """Nothing is green; each further finding can only make it worse, and the codes are those of the worst."""
    both = Light.of(one + other, evidence=(), day=day(0))
    worst = max((color for color, _ in one + other), key=COLORS.index, default="green")

    assert worst == both.color
    assert {code for color, code in one + other if color == worst} == set(both.codes)
    assert COLORS.index(Light.of(one, evidence=(), day=day(0)).color) <= COLORS.index(both.color)


def test_a_color_there_is_not() -> None:
    """A light has one of four colors."""
    with pytest.raises(InvalidValue, match=r"^Light\.color: expected one of green, unknown, amber, red"):
        Light(color="blue", codes=(), evidence=(), day=day(0))


@pytest.mark.parametrize(
    ("symptoms", "expected"),
    [
        ({"swelling"}, ("amber", ("swelling",))),
        ({"sharp-pain", "swelling"}, ("red", ("red-pain",))),
        ({"muscle-soreness"}, None),
        (set(), None),
    ],
)
def test_symptoms_told_apart_from_a_session(symptoms: set[str], expected: tuple[str, tuple[str, ...]] | None) -> None:
    """They count where they are bad; where they are not they are no evidence of a good session."""
    entry = EMPTY.symptoms(symptoms, at=at(3), recorded_at=at(3)).entries[0]
    found = judge_symptoms(entry)

    assert expected == (None if found is None else (found.color, found.codes))
    assert judge_symptoms(EMPTY.unplanned(at=at(3), recorded_at=at(3), symptoms=symptoms).entries[0]) is None


def test_the_numbers_stand_in_the_data() -> None:
    """The bands are those of the cited cohort, and the margin and minutes homept's own."""
    expected = (2, 5, 1, 24, 30, ("knee", "hip"), "ageberg-2010")
    found = (
        KNEE.green_max,
        KNEE.amber_max,
        KNEE.settle_margin,
        KNEE.settle_hours,
        KNEE.green_minutes,
        KNEE.regions,
        KNEE.source,
    )
    assert expected == found
    assert "knee-hip-bands" == pt.policies.pain_gate("knee-hip-bands").id
