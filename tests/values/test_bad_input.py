"""What constructors refuse, field by field, and what their errors say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import homept as pt
from homept import exercise, load, plan, policies, progress, safety, target, work
from homept import testing as pt_testing
from homept.errors import InvalidValue, UnknownWord
from homept.vocabulary import Condition, Region

# Untyped, since type checkers rightly refuse most of what follows.
evolve: Any = attrs.evolve

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 7, 40, tzinfo=ZoneInfo("Europe/Dublin"))
NAIVE = datetime(2026, 11, 23, 7, 40)
AWARE = "a datetime with a time zone, such as datetime(..., tzinfo=ZoneInfo('Europe/Dublin'))"
DAY = "a date without a time, such as date(2026, 11, 23)"
DOSE = pt.Dose.parse("1x10")
TEXT = exercise.ExerciseText(
    language="en", name="x", purpose="x", why="x", set_up=("x",), steps=("x",), breathing="x", mistakes=("x",), stop_signs=("x",)
)
RECORD = pt.load_catalog()["heel-slide"]


def precaution(**changes: object) -> exercise.Precaution:
    """Make a precaution with *changes*; without any it is a right one."""
    right: dict[str, Any] = {
        "code": "c",
        "verdict": "exclude",
        "sentence": "x",
        "source": "homept-default",
        "condition": "pregnancy",
    }
    return exercise.Precaution(**{**right, **changes})


Case = tuple[Callable[[], object], str]

# The constructor call, and the whole message.
DOSES: list[Case] = [
    (lambda: pt.Repetitions(-3), "Repetitions.count: expected a whole number from 1 to 1000, found -3"),
    (lambda: pt.Repetitions(2.5), "Repetitions.count: expected a whole number from 1 to 1000, found 2.5"),  # type: ignore[arg-type]
    (lambda: pt.Repetitions(True), "Repetitions.count: expected a whole number from 1 to 1000, found True"),
    (lambda: pt.Repetitions(5, hold_seconds=-1), "Repetitions.hold_seconds: expected a whole number from 0 to 600, found -1"),
    (
        lambda: pt.Repetitions(5, hold_kind="hang"),
        "Repetitions.hold_kind: expected one of effort, stretch, balance, position, found 'hang'",
    ),
    (lambda: pt.Hold(0), "Hold.seconds: expected a whole number from 1 to 3600, found 0"),
    (lambda: pt.Hold(5, hold_kind="hang"), "Hold.hold_kind: expected one of effort, stretch, balance, position, found 'hang'"),
    (lambda: pt.Duration(-1), "Duration.seconds: expected a whole number from 1 to 7200, found -1"),
    (lambda: pt.Distance(50001), "Distance.meters: expected a whole number from 1 to 50000, found 50001"),
    (
        lambda: pt.Dose(10),  # type: ignore[arg-type]
        "Dose.work: expected a value of type Repetitions, Hold, Duration or Distance, found type int",
    ),
    (lambda: pt.Dose(work.Duration(5), sets=0), "Dose.sets: expected a whole number from 1 to 20, found 0"),
    (lambda: pt.Dose(work.Duration(5), rest_seconds=-1), "Dose.rest_seconds: expected a whole number from 0 to 900, found -1"),
    (
        lambda: pt.Dose(pt.Repetitions(5), tempo=(1, True, 1)),
        "Dose.tempo: expected three whole numbers from 0 to 30, not all 0, with repetitions, found (1, True, 1)",
    ),
    (
        lambda: pt.Dose(pt.Repetitions(5), tempo="1-1-1"),  # type: ignore[arg-type]
        "Dose.tempo: expected three whole numbers from 0 to 30, not all 0, with repetitions, found '1-1-1'",
    ),
    (
        lambda: pt.Dose(pt.Repetitions(5), load="2kg"),  # type: ignore[arg-type]
        "Dose.load: expected a value of type Mass or BandColor or LadderLevel, found type str",
    ),
    (
        lambda: pt.Dose(pt.Repetitions(5), effort=5),  # type: ignore[arg-type]
        "Dose.effort: expected a value of type EffortTarget, found type int",
    ),
    (
        lambda: pt.Dose(pt.Repetitions(5), range_limit="comfort"),  # type: ignore[arg-type]
        "Dose.range_limit: expected a value of type RangeLimit, found type str",
    ),
    (lambda: load.Mass(2, "stone"), "Mass.unit: expected one of kg, lb, found 'stone'"),
    (
        lambda: load.LadderLevel("band", 1),
        "LadderLevel.ladder: expected a name other than band, which stands for band colors, found 'band'",
    ),
    (lambda: target.RangeLimit(), "RangeLimit: expected low below high in degrees, or until alone"),
    (lambda: target.RangeLimit(low=5), "RangeLimit: expected low below high in degrees, or until alone"),
    (lambda: target.RangeLimit(low=5, high=5), "RangeLimit: expected low below high in degrees, or until alone"),
    (
        lambda: target.RangeLimit(low=0, high=5, until="comfort"),
        "RangeLimit: expected low below high in degrees, or until alone",
    ),
]
EXERCISES: list[Case] = [
    (lambda: evolve(TEXT, name=" "), "ExerciseText.name: expected a text that is not blank, found ' '"),
    (lambda: evolve(TEXT, steps=[]), "ExerciseText.steps: expected at least one sentence"),
    (lambda: evolve(TEXT, steps=["x", ""]), "ExerciseText.steps[1]: expected a text that is not blank, found ''"),
    (
        lambda: evolve(TEXT, steps="Sit."),
        "ExerciseText.steps: expected a collection of words; write {'Sit.'} for one word, found a bare string",
    ),
    (lambda: evolve(TEXT, steps=5), "ExerciseText.steps: expected a collection of words, such as a set, found 5"),
    (lambda: evolve(TEXT, why="\ud800"), "ExerciseText.why: expected a text that is not blank, found '\\ud800'"),
    (
        lambda: evolve(RECORD, id="Heel slide"),
        "Exercise.id: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -, found 'Heel slide'",
    ),
    (
        lambda: evolve(RECORD, regions="knee"),
        "Exercise.regions: expected a collection of words; write {'knee'} for one word, found a bare string",
    ),
    (lambda: evolve(RECORD, regions=[5]), "Exercise.regions: expected a collection of words, such as a set, found (5,)"),
    (lambda: evolve(RECORD, level=5), "Exercise.level: expected a whole number from 1 to 4, found 5"),
    (lambda: evolve(RECORD, end_range=1), "Exercise.end_range: expected a value of type bool, found type int"),
    (lambda: evolve(RECORD, dose=DOSE), "Exercise.dose: expected a value of type DoseBand, found type Dose"),
    (
        lambda: evolve(RECORD, precautions=[RECORD]),
        "Exercise.precautions[0]: expected a value of type Precaution, found type Exercise",
    ),
    (
        lambda: evolve(RECORD, codes=[("snomed", 5)]),
        "Exercise.codes: expected pairs of a system and a code, found (('snomed', 5),)",
    ),
    (
        lambda: evolve(RECORD, codes=["ab"]),
        "Exercise.codes: expected pairs of a system and a code, found ('ab',)",
    ),
    *(
        (
            lambda given=given: evolve(RECORD, stand_ins=given),
            "Exercise.stand_ins: expected pairs of a piece of equipment and what can serve instead",
        )
        for given in ([("mat",)], ["mat"], [("mat", "rug")], [("mat", [5])], [(5, ["rug"])], [5])
    ),
    (lambda: precaution(condition=None), "Precaution: expected exactly one of condition and surgery"),
    (lambda: precaution(surgery="hip-replacement"), "Precaution: expected exactly one of condition and surgery"),
    (lambda: precaution(within_days=90), "Precaution.within_days: expected days only with surgery"),
    (
        lambda: precaution(cue=True),
        "Precaution: expected cap_hold_seconds, support, replace_by or cue with the verdict modify, and only then",
    ),
    (
        lambda: precaution(verdict="modify"),
        "Precaution: expected cap_hold_seconds, support, replace_by or cue with the verdict modify, and only then",
    ),
    (
        lambda: precaution(verdict="maybe"),
        "Precaution.verdict: expected one of modify, needs-clearance, exclude, found 'maybe'",
    ),
]
WISHES: list[Case] = [
    (
        lambda: pt.Request(regions="knee", minutes=15),
        "Request.regions: expected a collection of words; write {'knee'} for one word, found a bare string",
    ),
    (
        lambda: pt.Request(goals=None, minutes=15),  # type: ignore[arg-type]
        "Request.goals: expected a collection of words, such as a set, found None",
    ),
    (
        lambda: pt.Request(regions={"kne"}, minutes=15),
        "Request.regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?; homept.vocabulary.words('regions') lists them all",
    ),
    (
        lambda: pt.Request(regions=[["knee"]], minutes=15),  # type: ignore[list-item]
        "Request.regions: \"['knee']\" is not in the vocabulary of regions; did you mean 'knee'?; homept.vocabulary.words('regions') lists them all",
    ),
    (lambda: pt.Request(minutes=0), "Request.minutes: expected a whole number from 1 to 180, found 0"),
    (lambda: pt.Request(minutes=5, level=0), "Request.level: expected a whole number from 1 to 4, found 0"),
    (
        lambda: pt.Request(minutes=5, must_have={"a", "b"}, must_not={"b", "a"}),
        "Request.must_not: expected no exercise that must_have names too, found a, b",
    ),
    (lambda: pt.Request(minutes=5, must_have={"Heel Slide"}), "Request.must_have: expected ids of exercises, found 'Heel Slide'"),
    (
        lambda: plan.Slot(name="s", habit="after-wakin"),
        "Slot.habit: 'after-wakin' is not in the vocabulary of habits; did you mean 'after-waking' or 'after-dinner' or 'after-lunch'?; homept.vocabulary.words('habits') lists them all",
    ),
    (lambda: plan.Slot(name="s"), "Slot: expected a clock time or a habit, and not both"),
    (
        lambda: plan.Slot(name="s", at=time(7, tzinfo=ZoneInfo("UTC"))),
        "Slot.at: expected a time without a zone; the plan names the zone, found datetime.time(7, 0, tzinfo=zoneinfo.ZoneInfo(key='UTC'))",
    ),
    (lambda: plan.Frequency(days="mon moon"), "days: expected days from mon, tue, wed, thu, fri, sat, sun, found 'moon'"),
    (lambda: plan.Frequency(), "Frequency: expected days of the week, or a number of days, and not both"),
    (
        lambda: plan.Criterion(kind="weeks-passed"),
        "Criterion.weeks: expected for weeks-passed: weeks, nothing else",
    ),
]
HEALTH: list[Case] = [
    (lambda: progress.PainScore(score=11, moment="during"), "PainScore.score: expected a whole number from 0 to 10"),
    (lambda: progress.PainScore(score=-1, moment="during"), "PainScore.score: expected a whole number from 0 to 10"),
    (
        lambda: progress.PainScore(score=3, moment="lunch"),
        "PainScore.moment: expected one of before, during, after, next-morning",
    ),
    (
        lambda: progress.PainScore(score=3, moment="during", region="elbo"),
        "PainScore.region: a word is not in the vocabulary of regions; homept.vocabulary.words('regions') lists them all",
    ),
    (
        lambda: progress.PainScore(score=3, moment="during", minutes_after=5),
        "PainScore.minutes_after: expected minutes only with the moment after",
    ),
    (lambda: progress.Effort(11), "Effort.score: expected a whole number from 0 to 10"),
    (lambda: progress.SessionReport(status="done", happened_at=NAIVE), f"SessionReport.happened_at: expected {AWARE}"),
    (
        lambda: progress.SessionReport(status="done", happened_at=MONDAY),  # type: ignore[arg-type]
        f"SessionReport.happened_at: expected {AWARE}",
    ),
    (
        lambda: progress.SessionReport(status="fine", happened_at=MORNING),
        "SessionReport.status: expected one of done, partial, skipped",
    ),
    (
        lambda: progress.SessionReport(status="skipped", happened_at=MORNING),
        "SessionReport.skip_reason: expected a reason with the status skipped, and only with it",
    ),
    (
        lambda: progress.SessionReport(status="done", happened_at=MORNING, symptoms={"fevr"}),
        "SessionReport.symptoms: a word is not in the vocabulary of symptoms; homept.vocabulary.words('symptoms') lists them all",
    ),
    (
        lambda: progress.SessionReport(status="done", happened_at=MORNING, symptoms="fever"),
        "SessionReport.symptoms: expected a collection of words, such as a set",
    ),
    (
        lambda: progress.SessionReport(status="done", happened_at=MORNING, pain=[3]),
        "SessionReport.pain[0]: expected a value of type PainScore, found type int",
    ),
    (
        lambda: progress.SessionReport(status="done", happened_at=MORNING, note=5),  # type: ignore[arg-type]
        "SessionReport.note: expected a text",
    ),
    (
        lambda: progress.Measurement(measure="knee-flexion", value=Decimal("nan"), unit="degrees", happened_at=MORNING),
        "Measurement.value: expected a finite Decimal",
    ),
    (lambda: pt.Person(age=200), "Person.age: expected a whole number from 0 to 120"),
    (
        lambda: pt.Person(conditions="pregnancy"),
        "Person.conditions: expected a collection of words, such as a set",
    ),
    (
        lambda: pt.Person(conditions={"pregnansy"}),
        "Person.conditions: a word is not in the vocabulary of conditions; a condition that is not listed goes into "
        "other_conditions; homept.vocabulary.words('conditions') lists the words",
    ),
    (
        lambda: pt.Person(other_conditions="gout"),
        "Person.other_conditions: expected a collection of words, such as a set",
    ),
    (
        lambda: pt.Person(surgeries=pt.Screening.all_clear(on=MONDAY)),  # type: ignore[arg-type]
        "Person.surgeries: expected a collection, such as a list, found type Screening",
    ),
    (lambda: pt.Person(changed_on=MORNING), f"Person.changed_on: expected {DAY}"),
    (lambda: pt.Screening(on=MORNING, answers={}), f"Screening.on: expected {DAY}"),
    (
        lambda: safety.Clearance(by="", role="nurse", on=MONDAY, scope={"bridge"}),
        "Clearance.by: expected a text that is not blank",
    ),
    (
        lambda: safety.Clearance(by="A", role="nurse", on=MONDAY, scope=set()),
        "Clearance.scope: expected a set of exercise ids, reason codes or question ids, not empty",
    ),
    (
        lambda: pt.Journal(replica="Ann's phone"),
        "Journal.replica: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -",
    ),
]
POLICIES: list[Case] = [
    (lambda: policies.Pace(seconds_per_repetition=0, seconds_per_meter=2), "Pace.seconds_per_repetition: expected a whole number from 1 to 60, found 0"),
    (
        lambda: evolve(policies.pain_gate("knee-hip-bands"), green_max=6),
        "PainGate.green_max: expected at most amber_max, found 6",
    ),
    (
        lambda: evolve(policies.pain_gate("knee-hip-bands"), regions="knee"),
        "PainGate.regions: expected a collection of words; write {'knee'} for one word, found a bare string",
    ),
    (
        lambda: evolve(policies.progression(), low_completion=float("nan")),
        "ProgressionPolicy.low_completion: expected a number from 0 to 1, found nan",
    ),
    (
        lambda: evolve(policies.progression(), min_green_sessions=1),
        "ProgressionPolicy.min_green_sessions: expected a whole number from 2 to 20, found 1",
    ),
    (
        lambda: evolve(policies.adherence_policy(), good_from=True),
        "AdherencePolicy.good_from: expected a number from 0 to 1, found True",
    ),
    (
        lambda: evolve(policies.building(), pace=4),
        "BuildingPolicy.pace: expected a value of type Pace, found type int",
    ),
]  # fmt: skip


def named(cases: Iterable[Case]) -> list[Any]:
    """Name each case by its message."""
    return [pytest.param(make, message, id=message.partition(": ")[0]) for make, message in cases]


@pytest.mark.parametrize(("make", "message"), named([*DOSES, *EXERCISES, *WISHES, *HEALTH, *POLICIES]))
def test_a_bad_value_is_refused_with_its_place_and_what_would_be_right(make: Callable[[], object], message: str) -> None:
    """The message says where, what would be right, and, unless it is about a person, what was found."""
    with pytest.raises((InvalidValue, UnknownWord)) as caught:
        make()

    assert message == str(caught.value)


@pytest.mark.parametrize("value", [11, -1, 9731])
def test_a_pain_score_that_is_refused_is_not_repeated(value: int) -> None:
    """Neither in the message nor in any attribute of the error."""
    with pytest.raises(InvalidValue) as caught:
        progress.PainScore(score=value, moment="during")

    assert str(value) not in f"{caught.value} {caught.value!r} {vars(caught.value)}"


@pytest.mark.parametrize("id", ["a", "heel-slide", "clinic.heel-slide-on-bed", "a--b", "0", "x" * 64, f"{'x' * 31}.{'y' * 32}"])
def test_ids(id: str) -> None:
    """An id is a slug, with a namespace before it or without."""
    assert id == load.BandColor(id).color


@pytest.mark.parametrize(
    "id", ["", "-a", "a-", "A", "é", "a b", "a_b", "a.", ".a", "a.b.c", "a.-b", "x" * 65, "a/b", "a\n", None, 5, ("a",)]
)
def test_what_is_no_id(id: object) -> None:
    """Nothing else is an id."""
    with pytest.raises(InvalidValue, match=r"BandColor\.color: expected an id"):
        load.BandColor(id)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given", [{"knee", "hip"}, ["knee", "hip"], ("hip", "knee"), iter(["knee", "hip"]), {"knee": 1, "hip": 2}]
)
def test_words_come_in_any_collection(given: Any) -> None:
    """A set, a list, a tuple, an iterator, or the keys of a mapping."""
    assert frozenset({"knee", "hip"}) == pt.Request(regions=given, minutes=5).regions


def test_members_of_the_enumerations_become_plain_strings() -> None:
    """A stored value then does not depend on the code of the enumerations."""
    wish = pt.Request(regions={Region.KNEE}, minutes=5)
    person = pt.Person(conditions=[Condition.PREGNANCY], other_conditions=[Condition.PREGNANCY])

    assert pt.Request(regions={"knee"}, minutes=5) == wish
    assert {str} == set(map(type, wish.regions)) | set(map(type, person.conditions or ())) | set(
        map(type, person.other_conditions)
    )


def test_lists_of_data_files_become_tuples() -> None:
    """So that a record can be hashed, whatever it was made of."""
    record = evolve(
        RECORD,
        regions=["knee"],
        codes=[["snomed", "1"]],
        stand_ins=[["towel", ["pillow"]]],
    )

    assert (("knee",), (("snomed", "1"),), (("towel", ("pillow",)),)) == (record.regions, record.codes, record.stand_ins)
    assert isinstance(hash(record), int)


def test_the_sample_people_are_right() -> None:
    """A routine can be built for each of them."""
    people = pt_testing.sample_people(on=MONDAY)

    assert 3 <= len(people) == len({one.name for one in people})
    for one in people:
        assert pt.build_routine(pt.load_catalog(), one.person, one.request, on=MONDAY).items
        assert one.about.endswith(".")
