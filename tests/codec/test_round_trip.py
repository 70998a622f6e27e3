"""Written and read back, every public value is equal to itself."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ten_exercises import ten_exercises

import homept as pt
from homept import codec, load, progress
from homept import testing as pt_testing
from homept.codec import from_dict, from_json, to_dict, to_json, types_with_codec
from homept.errors import InvalidValue

# Some values take many draws, and there are many kinds.
FEW = settings(max_examples=max(5, settings().max_examples // 8))
KINDS = types_with_codec()

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@every_kind
@FEW
@given(data=st.data())
def test_a_value_reads_back_from_its_dict_and_its_json(kind: type, data: st.DataObject) -> None:
    """As a value of any class, of its own class, and from bytes."""
    value: Any = data.draw(pt_testing.value_of(kind))
    text = to_json(value)

    assert value == from_dict(to_dict(value)) == from_dict(to_dict(value), kind)
    assert value == from_json(text) == from_json(text, kind) == from_json(text.encode())


@every_kind
@FEW
@given(data=st.data())
def test_a_dict_is_plain_and_stamped(kind: type, data: st.DataObject) -> None:
    """Nothing but what JSON has, so that any other format can hold it; JSON text says the same."""
    value: Any = data.draw(pt_testing.value_of(kind))
    written = to_dict(value)

    assert {"homept": codec.VERSION, "type": kind.__name__} == {key: written[key] for key in list(written)[:2]}
    assert written == json.loads(to_json(value)) == json.loads(to_json(value, indent=2))
    assert _is_plain(written)


def _is_plain(part: object) -> bool:
    if type(part) is dict:
        return all(type(key) is str and _is_plain(value) for key, value in part.items())
    if type(part) is list:
        return all(map(_is_plain, part))
    return part is None or type(part) in (str, int, float, bool)


@given(one=pt_testing.values(), other=pt_testing.values())
def test_values_that_differ_are_written_differently(one: Any, other: Any) -> None:
    """Nothing is lost in writing."""
    assert (one == other) == (to_dict(one) == to_dict(other))


@given(value=pt_testing.values())
def test_what_was_written_does_not_share_anything_with_the_value(value: Any) -> None:
    """An app may change the dict that it got."""
    before = to_json(value)
    written = to_dict(value)
    written.clear()

    assert before == to_json(value)


def test_every_value_of_the_public_rooms_can_be_written() -> None:
    """The list is the contract of stored forms."""
    assert {
        *(
            "Adherence",
            "AdherencePolicy",
            "Advice",
            "AdviceReason",
            "BandColor",
            "BuildingPolicy",
            "Catalog",
            "Changes",
            "Citation",
            "PublishedUse",
        ),
        *("Clearance", "Cleared", "Criterion", "Distance", "Dose", "DoseBand", "Duration", "Effort", "EffortTarget", "Entry"),
        *("Erased", "Exercise", "ExerciseReport", "ExerciseText", "Explanation", "FilterCount", "Frequency", "Hold", "Journal"),
        *("LadderLevel", "LeftOut", "Light", "Limit", "Mass", "Measurement", "Missing", "MorningReport", "Occurrence", "Origin"),
        *("Override", "Pace", "PainGate", "PainScore", "PainSummary", "Patch", "Paused", "Performed", "Person", "Phase", "Pick"),
        *("Plan", "Points", "Precaution", "ProgressionPolicy", "Proof", "RangeLimit", "Reason", "Relaxation", "Repetitions"),
        *("Request", "Review", "ReviewState", "Routine", "RoutineItem", "Screening", "ScreeningQuestion", "SearchHit"),
        *("Adaptation", "CriterionState", "DayRoutine", "DaysOff", "Deload", "DoseChange", "EasedDose", "Move", "Program"),
        *("ProgramItem", "ProgramPhase", "RecordChange", "StartedProgram", "Swap"),
        *("SessionReport", "Slot", "Surgery", "SymptomReport", "Verdict", "VerdictTable", "Word"),
        *(
            "ChangeFinding",
            "CutOff",
            "MeaningfulChange",
            "Measure",
            "MeasureItem",
            "Norm",
            "Scale",
            "ScaleScore",
            "Score",
            "ScoreChange",
        ),
        *("Alternative", "Preference", "Preferences", "SwapPoints", "Week", "WeekDay", "WeekRules"),
    } == set(KINDS)


def test_stored_forms_stay_as_they_are() -> None:
    """What was stored by an earlier version must be read for ever; these texts were."""
    dose = pt.Dose(pt.Repetitions(10, hold_seconds=5), sets=3, rest_seconds=60, load=load.Mass("2.50"))
    at = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Dublin"), fold=1)
    report = progress.SessionReport(
        occurrence="knee-1/2026-10-25/session",
        status="done",
        happened_at=at,
        pain=[progress.PainScore(score=0, moment="after", region="knee", side="left", minutes_after=10)],
        symptoms=set(),
        note="fine ✓",
    )
    dose_text = (
        '{"homept": 1, "type": "Dose", "work": {"type": "Repetitions", "count": 10, "hold_seconds": 5, "hold_kind": "effort"}, '
        '"sets": 3, "rest_seconds": 60, "tempo": null, "load": {"type": "Mass", "amount": "2.5", "unit": "kg"}, "effort": null, '
        '"range_limit": null}'
    )
    report_text = (
        '{"homept": 1, "type": "SessionReport", "occurrence": "knee-1/2026-10-25/session", "status": "done", '
        '"happened_at": "2026-10-25T01:30:00+00:00", "pain": [{"score": 0, "moment": "after", "region": "knee", "side": "left", '
        '"minutes_after": 10, "scale": "nprs-0-10"}], "effort": null, "symptoms": [], "items": [], "skip_reason": null, '
        '"note": "fine ✓"}'
    )

    assert dose_text == to_json(dose)
    assert report_text == to_json(report)
    assert dose == from_json(dose_text)
    assert report == from_json(report_text)


def test_fields_with_a_default_may_be_missing() -> None:
    """A form of an earlier version, or one written by hand, need not have them."""
    assert pt.Request(minutes=15) == from_json('{"homept": 1, "type": "Request", "minutes": 15}')


def test_other_ways_to_write_a_moment_are_read() -> None:
    """Other programs write UTC as Z."""
    form = {"homept": 1, "type": "SymptomReport", "happened_at": "2026-11-23T07:40:00Z", "symptoms": None}

    assert datetime(2026, 11, 23, 7, 40, tzinfo=ZoneInfo("UTC")) == from_dict(form, progress.SymptomReport).happened_at


@pytest.mark.parametrize("value", [object(), "Dose", pt.Dose, {"type": "Dose"}, date(2026, 11, 23), time(7), Decimal(1), None])
def test_what_is_no_public_value_is_not_written(value: Any) -> None:
    """The error names its type."""
    with pytest.raises(InvalidValue, match=rf"to_dict: expected a public value of homept, found type {type(value).__name__}"):
        to_dict(value)


def test_a_class_that_only_has_the_name_is_not_written() -> None:
    """A subclass or a stranger would be read back as something else."""
    stranger = type("Dose", (), {})

    with pytest.raises(InvalidValue, match="to_dict: expected a public value of homept, found type Dose"):
        to_dict(stranger())


# -- large ones ---------------------------------------------------------------------------------------------------------------


def test_homepts_own_catalog_reads_back() -> None:
    """Every record of it, in its language and version."""
    catalog = ten_exercises()
    other = from_json(to_json(catalog), pt.Catalog)

    assert catalog == other
    assert (catalog.version, catalog.language, list(catalog)) == (other.version, other.language, list(other))
    assert catalog.filter(regions={"knee"}) == other.filter(regions={"knee"})


@given(catalog=pt_testing.catalogs())
def test_a_catalog_keeps_its_withdrawn_exercises(catalog: pt.Catalog) -> None:
    """Ids resolve for ever, also after storing."""
    from homept.catalog.layers import with_withdrawn

    assert with_withdrawn(catalog) == with_withdrawn(from_json(to_json(catalog)))


def test_an_empty_catalog_keeps_its_language() -> None:
    """Also when there is no record to tell it."""
    spanish = pt_testing.catalogs().filter(lambda catalog: catalog.language == "es" and len(catalog) > 0)

    @settings(max_examples=5)
    @given(catalog=spanish)
    def check(catalog: pt.Catalog) -> None:
        nothing = catalog.filter(where=lambda exercise: False)
        assert 0 == len(nothing)
        assert nothing == from_json(to_json(nothing))
        assert "es" == from_json(to_json(nothing)).language

    check()


def test_a_plan_of_many_phases_reads_back() -> None:
    """Each with a routine as homept builds it, explanation included."""
    person = pt.Person(
        age=40, conditions=set(), equipment={"chair", "mat", "wall"}, gets_up_from_floor=True, screening=pt.Screening.all_clear(on=date(2026, 11, 20))
    )  # fmt: skip
    routine = pt.build_routine(ten_exercises(), person, pt.Request(minutes=30, max_exercises=8), on=date(2026, 11, 23))
    phases = tuple(
        pt.plan.Phase(
            id=f"phase-{number}",
            routine=routine,
            start=date(2026, 11, 23) if number == 0 else None,
            weeks=4,
            frequency=pt.plan.Frequency(days=("mon", "wed", "fri")),
            slots=(pt.plan.Slot(name="morning", at=time(7, 30)), pt.plan.Slot(name="evening", habit="before-bed")),
            entry=(pt.plan.Criterion(kind="weeks-passed", weeks=4), pt.plan.Criterion(kind="pain-settled", sessions=3)),
        )
        for number in range(12)
    )
    plan = pt.Plan(id="long", phases=phases, time_zone="Europe/Dublin")

    assert len(routine.items) >= 3
    assert plan == from_json(to_json(plan), pt.Plan)
    assert plan.occurrences() == from_json(to_json(plan), pt.Plan).occurrences()
    assert routine.to_text() == from_json(to_json(routine), pt.Routine).to_text()
