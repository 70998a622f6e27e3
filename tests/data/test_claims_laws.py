"""Laws over the claims that need care: each danger that a clinic's page passes over is a rule here, or is kept by a test that is named."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

import homept as pt
from homept.plan import load_programs
from homept.safety import Verdict, verdict_table
from homept.safety.tables import safety_tables

ROOT = Path(__file__).parents[2]
CATALOG = pt.load_catalog()
ON = date(2026, 11, 23)


def judged(
    *, days: int = 21, procedure: str | None = None, condition: str | None = None, weeks: int | None = None
) -> dict[str, Verdict]:
    """Judge every exercise for somebody of 60 with one operation so many days ago, or one condition."""
    surgeries = [] if procedure is None else [pt.Surgery(procedure=procedure, on=ON - timedelta(days=days), side="left")]
    who = pt.Person(
        age=60,
        conditions=set() if condition is None else {condition},
        surgeries=surgeries,
        pregnancy_weeks=weeks,
        gets_up_from_floor=True,
        screening=pt.Screening.all_clear(on=ON),
    )
    return dict(verdict_table(CATALOG, who, on=ON).items())


def with_trait(*traits: str) -> list[str]:
    """Name the records with one of these traits."""
    found = [id for id, exercise in CATALOG.items() if not set(traits).isdisjoint(exercise.traits)]
    assert found
    return found


# -- what a page for everybody gets wrong -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("procedure", "trait"),
    [
        ("rotator-cuff-repair", "arm-raise"),
        ("foot-ankle-surgery", "calf-load"),
        ("achilles-repair", "calf-load"),
        ("hip-replacement-posterior", "hip-flexion-past-90"),
        ("hip-replacement-posterior", "hip-adduction-past-midline"),
        ("hip-replacement-posterior", "hip-inward-turn"),
        # the way in is not known, so that it may have been from behind
        ("hip-replacement", "hip-flexion-past-90"),
        ("hip-replacement", "hip-adduction-past-midline"),
    ],
)
def test_what_may_tear_or_slip_after_an_operation_is_not_offered_in_the_first_weeks(procedure: str, trait: str) -> None:
    """Wall slides after a cuff repair, calf raises after foot surgery, seated marching or a deep bend after a hip from behind."""
    verdicts = judged(procedure=procedure)

    assert [] == [id for id in with_trait(trait) if verdicts[id].offers]


@pytest.mark.parametrize(
    ("id", "procedure"),
    [
        ("wall-slide", "rotator-cuff-repair"),
        ("calf-raise", "foot-ankle-surgery"),
        ("seated-march", "hip-replacement-posterior"),
        ("seated-hamstring-stretch", "hip-replacement-posterior"),
    ],
)
def test_the_four_claims_of_the_article_wait(id: str, procedure: str) -> None:
    """Each by name, in the first three weeks and with the day of the operation unknown."""
    assert not judged(procedure=procedure)[id].offers
    unknown = pt.Person(
        age=60,
        conditions=set(),
        surgeries=[pt.Surgery(procedure=procedure, on=None, side="left")],
        screening=pt.Screening.all_clear(on=ON),
    )
    assert not dict(verdict_table(CATALOG, unknown, on=ON).items())[id].offers


def test_a_foot_pump_is_no_treatment_of_a_clot() -> None:
    """Who had a clot is told so."""
    reasons = {reason.code for reason in judged(condition="blood-clot-history")["ankle-pump"].reasons}

    assert "not-a-clot-treatment" in reasons


# -- late pregnancy, fragile bones, blood pressure, falls ---------------------------------------------------------------------


def test_lying_flat_ends_at_one_week_of_pregnancy_that_has_a_source() -> None:
    """One number for the whole catalog, and it is a published one."""
    (rule,) = safety_tables().conditions["pregnancy"].on("lying-flat")

    assert (rule.from_weeks, rule.verdict) == (16, "exclude")
    assert rule.source != "homept-default"


@pytest.mark.parametrize(("weeks", "offered"), [(15, True), (16, False), (30, False), (None, False)])
def test_nobody_lies_flat_late_in_a_pregnancy(weeks: int | None, offered: bool) -> None:
    """Before that week the rule says nothing; when the week is not known it counts as late."""
    verdicts = judged(condition="pregnancy", weeks=weeks)
    ruled = [id for id in with_trait("lying-flat") if "pregnancy-lying-flat" in {one.code for one in verdicts[id].reasons}]

    assert ruled == ([] if offered else with_trait("lying-flat"))
    assert offered or not any(verdicts[id].offers for id in ruled)


# An easy round and arch of the back, with nothing to carry and no end to reach.
EASY_ROUND = {"cat-camel", "seated-cat-camel"}


def test_a_back_that_bends_to_its_end_or_against_a_load_is_known_as_such() -> None:
    """Then the rule on fragile bones keeps it out, and no such bend is called an easy one."""
    bends = {id for id, exercise in CATALOG.items() if "spine-flexion" in exercise.movements}

    assert EASY_ROUND == {id for id in bends if "spine-flexion-loaded" not in CATALOG[id].traits}
    assert not any(CATALOG[id].end_range or CATALOG[id].kind == "strength" for id in EASY_ROUND)


def test_with_fragile_bones_nobody_twists_or_bends_far_without_a_therapist() -> None:
    """Loaded bends are out, twists wait."""
    verdicts = judged(condition="osteoporosis")

    assert {"exclude"} == {verdicts[id].outcome for id in with_trait("spine-flexion-loaded")}
    assert not any(verdicts[id].offers for id in with_trait("spine-rotation"))


# -- tendon programs ----------------------------------------------------------------------------------------------------------


def test_loading_a_heel_cord_is_no_default() -> None:
    """That program was tried on active people and bears more pain than homept's limits: it waits, and begins far below."""
    well = judged()
    for id in with_trait("heel-below-step"):
        dose = CATALOG[id].dose

        assert not well[id].offers
        assert dose.start.seconds(side_model="each") * 3 <= dose.high.seconds(side_model="each") or CATALOG[id].kind == "stretch"


def test_no_program_loads_a_tendon_by_body_weight_that_was_published_with_a_load() -> None:
    """The high-load program for the heel was prescribed in most repetitions with a weight; without one it is another program."""
    one_leg = {"single-leg-calf-raise", "heel-drop-straight", "heel-drop-bent"}
    used = {item.exercise for phase in load_programs()["heel-pain"].phases for item in phase.items}

    assert used.isdisjoint(one_leg)


# -- what is kept elsewhere ---------------------------------------------------------------------------------------------------

KEPT = {
    "stop signs and whom to call come first": "tests/routine/test_sheet.py::test_when_to_stop_and_whom_to_call_come_before_the_first_exercise",
    "without a phone number there is a line to write on": "tests/routine/test_sheet.py::test_a_line_is_there_to_write_the_number_on",
    "the words on hands say how to hold on": "tests/routine/test_sheet.py::test_the_support_is_in_words",
    "words, dose and side agree on every built routine": "tests/routine/test_sheet.py::test_everything_about_an_exercise_is_on_the_sheet",
    "a hold is told where the dose has one": "tests/data/test_records.py::test_an_exercise_without_a_hold_does_not_tell_to_hold",
    "the side is told to be swapped": "tests/data/test_records.py::test_an_exercise_of_one_side_at_a_time_says_when_to_change",
    "each step begins with a verb": "tests/data/test_reading_level.py::test_each_step_begins_with_a_verb",
    "each step names what moves": "tests/data/test_reading_level.py::test_each_step_names_what_moves",
    "at most three numbers an exercise": "tests/data/test_catalog_laws.py::test_a_patient_reads_at_most_three_numbers",
    "no claim of a review that did not happen": "tests/data/test_records.py::test_no_record_claims_a_review_that_did_not_happen",
    "a text that nobody reviewed is marked": "tests/routine/test_sheet.py::test_an_unreviewed_text_is_marked",
    "each hazard has a control with a test": "tests/docs/test_hazards.py::test_every_control_has_a_test_that_exists",
    "each reason not to start is a question of its own kind and source": "tests/data/test_safety_data.py::test_a_question_can_be_asked_and_answered",
    "angles are signed": "tests/measures/test_scoring.py::test_angles_are_scored_one_by_one",
    "a change that matters heeds the first score": "tests/measures/test_meaningful_changes.py::test_the_first_score_decides_which_figures_hold",
    "a change that matters has a source": "tests/measures/test_meaningful_changes.py::test_each_finding_names_its_source",
    "what is recalled is no hard rule": "tests/data/test_safety_data.py::test_a_hard_exclusion_or_a_number_of_days_has_a_source",
    "a published dose names its source": "tests/data/test_records.py::test_each_bound_of_a_dose_is_cited_for_just_that_bound",
}


@pytest.mark.parametrize("test", KEPT.values(), ids=list(KEPT))
def test_what_is_kept_elsewhere_has_a_test_there(test: str) -> None:
    """A control whose test was renamed or removed is noticed."""
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
