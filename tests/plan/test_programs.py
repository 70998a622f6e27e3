"""Programs: what ships is sound, what is written wrongly is refused, and a person's plan tells every change made for them."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ten_exercises import ten_exercises

import homept as pt
from homept import vocabulary
from homept._package_data import read_json
from homept.catalog import Catalog
from homept.catalog.compiler import compile_data
from homept.catalog.layers import catalog_of
from homept.dose import at_most
from homept.errors import InvalidData, InvalidValue, MissingText, NothingFits, StopAndContact
from homept.plan import (
    Adaptation,
    Criterion,
    Frequency,
    Program,
    ProgramItem,
    ProgramPhase,
    StartedProgram,
    load_programs,
    start_program,
)
from homept.plan.program import make_program
from homept.routine import LeftOut
from homept.safety import judge, screening_questions
from homept.testing import older_people, people

MONDAY = date(2026, 11, 23)
CATALOG = ten_exercises()
SHIPPED = pt.load_catalog()
# The shipped records as they will be: nothing is held back because no clinician has reviewed it.
REVIEWED = Catalog.of(
    attrs.evolve(one, review=attrs.evolve(one.review, reviewed_by="A. Example, PT")) for one in SHIPPED.values()
)
KNEE, SHOULDER = (load_programs()[f"{part}-gentle-start"] for part in ("knee", "shoulder"))
EVERY = pytest.mark.parametrize("shipped", load_programs().values(), ids=load_programs().keys())
DATA = Path(pt.__file__).parent / "data"
HABITS = [word.id for word in vocabulary.words("habits")]
ELDERS = {one.name: one.person for one in older_people(on=MONDAY)}
# The signs of those whom nothing may be started with.
STOPPED = {
    "Ivo": ("chest-pain",),
    "Jutta": ("suspected-fracture",),
    "Kaspar": ("calf-swelling",),
    "Lene": ("fall-or-sudden-back-pain",),
    "Milo": ("heart-not-settled",),
    "Nora": ("cannot-follow-alone",),
}
# For whom the rules leave nothing of a first phase: a shoulder tendon sewn two months ago, a splint on the wrist, which also
# may not hold on to a rail, and a neck that may not be stable.
NOTHING_LEFT = {
    "Emil": {"frozen-shoulder"},
    "Yusuf": {
        *("carpal-tunnel", "hand-arthritis", "hand-movement-and-grip"),
        *("parkinsons-large-movements", "tennis-elbow"),
    },
    "Zofia": {"dizziness-habituation", "steady-gaze", "stiff-neck"},
}
FIT = pt.Person(
    age=50,
    conditions=(),
    equipment={word.id for word in vocabulary.words("equipment")},
    gets_up_from_floor=True,
    screening=pt.Screening.all_clear(on=MONDAY),
)


def person(**fields: Any) -> pt.Person:
    usual: dict[str, Any] = {
        "age": 40,
        "conditions": (),
        "equipment": {"chair", "wall", "counter"},
        "screening": pt.Screening.all_clear(on=MONDAY),
    }
    return pt.Person(**{**usual, **fields})


def start(program: Program = KNEE, one: pt.Person | None = None, catalog: Catalog = CATALOG, **fields: Any) -> StartedProgram:
    usual: dict[str, Any] = {"id": "p", "on": MONDAY, "at": "after-waking"}
    return start_program(program, catalog, one or person(), **{**usual, **fields})


def program(*phases: ProgramPhase) -> Program:
    return Program(id="test", title="T", purpose="P", language="en", source="homept-default", phases=phases)


def phase(*items: str | ProgramItem, id: str = "one", **fields: Any) -> ProgramPhase:
    usual: dict[str, Any] = {"weeks": 2, "frequency": Frequency(days="mon wed fri")}
    made = [ProgramItem(exercise=item) if isinstance(item, str) else item for item in items]
    return ProgramPhase(id=id, items=made, **{**usual, **fields})


def at_home(program: Program) -> list[str]:
    """As many habits as the program has sessions in a day."""
    return HABITS[: max(one.times_a_day for one in program.phases)]


def told(started: StartedProgram) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.exercise, one.by) for one in started.adaptations]


# -- what ships ---------------------------------------------------------------------------------------------------------------


@EVERY
def test_a_program_can_be_started_as_it_is_once_clinicians_have_reviewed_the_records(shipped: Program) -> None:
    """A fit person with all that is needed, and with a helper, gets every exercise; only later phases wait for the therapist."""
    started = start(shipped, attrs.evolve(FIT, helper=True), REVIEWED, at=at_home(shipped))

    assert {"phase-waits"} >= {one.kind for one in started.adaptations}
    for planned, made in zip(shipped.phases, started.plan.phases, strict=True):
        assert [item.exercise for item in planned.items] == [item.id for item in made.routine.items]
        assert [item.dose or REVIEWED[item.exercise].dose.start for item in planned.items] == [
            item.dose for item in made.routine.items
        ]
        assert {("template", shipped.id)} == {(item.origin.kind, item.origin.by) for item in made.routine.items}
        assert (planned.weeks, planned.entry, planned.exit) == (made.weeks, made.entry, made.exit)


@EVERY
def test_a_fit_person_of_fifty_loses_only_what_no_clinician_has_reviewed(shipped: Program) -> None:
    """With all equipment at home; at least three exercises are there from the first day on."""
    started = start(shipped, FIT, SHIPPED, at=at_home(shipped))

    assert {"phase-waits", "left-out", "replaced"} >= {one.kind for one in started.adaptations}
    for lost in (one.why for one in started.adaptations if one.why is not None):
        assert "not-reviewed-high-risk" in {reason.code for reason in lost.reasons}
    assert len(shipped.phases) == len(started.plan.phases)
    assert len(started.plan.phases[0].routine.items) >= 3


@pytest.mark.parametrize("name", [name for name in ELDERS if name not in STOPPED])
def test_older_people_start_every_program(name: str) -> None:
    """They get only what the rules allow, each change is told in words, and who can do nothing of a program is told so."""
    nothing: dict[str, list[tuple[str, int]]] = {}
    for shipped in load_programs().values():
        try:
            started = start(shipped, ELDERS[name], SHIPPED, at=at_home(shipped))
        except NothingFits as caught:
            nothing[shipped.id] = [*caught.counts]
            continue
        for made in started.plan.phases:
            assert all(judge(item.exercise, ELDERS[name], on=MONDAY).allows for item in made.routine.items), shipped.id
        assert all(adaptation.text() for adaptation in started.adaptations), shipped.id

    assert NOTHING_LEFT.get(name, set()) == set(nothing)
    assert all({"safety"} == {code for code, _ in counts} for counts in nothing.values())


@pytest.mark.parametrize("name", STOPPED)
def test_older_people_with_a_sign_start_no_program(name: str) -> None:
    """Whatever the program, the sign is told instead."""
    for shipped in load_programs().values():
        with pytest.raises(StopAndContact) as caught:
            start(shipped, ELDERS[name], SHIPPED, at=at_home(shipped))
        assert STOPPED[name] == caught.value.codes


@EVERY
def test_each_shipped_program_says_where_it_comes_from(shipped: Program) -> None:
    """A listed work or homept itself; nobody has reviewed it, and no later phase begins without a therapist."""
    assert shipped.source in {"homept-default", *(row["id"] for row in read_json("sources.json"))}
    assert shipped.reviewed_by is None
    assert all("therapist-agrees" in {one.kind for one in late.entry} for late in shipped.phases[1:])


@EVERY
def test_a_settling_in_sets_no_published_dose(shipped: Program) -> None:
    """It is homept's own, whatever the source, so it begins as the records do or lower."""
    for planned in (one for one in shipped.phases if one.id == "settle-in"):
        for item in planned.items:
            assert item.dose is None or at_most(item.dose, SHIPPED[item.exercise].dose.start)


@EVERY
def test_a_program_has_plain_words_and_no_brand(shipped: Program) -> None:
    """One short sentence says what it is for; names that belong to others stand in the source only."""
    words = shipped.purpose.split()
    assert ("To", ".") == (words[0], shipped.purpose[-1])
    assert len(words) <= 20
    assert not {"aaos", "nhs", "otago", "glad", "lsvt", "big", "mckenzie", "grasp", "nemex", "mcgill", "super"} & {
        *shipped.id.split("-"),
        *shipped.title.lower().split(),
    }


def test_a_language_without_words_is_refused() -> None:
    """Never a silent fall back to English."""
    with pytest.raises(MissingText):
        load_programs("xx")


# -- starting -----------------------------------------------------------------------------------------------------------------


def test_the_first_phase_starts_and_the_others_wait() -> None:
    """The next one is entered with the name of who agreed, and with nobody's name not."""
    plan = start().plan

    assert [MONDAY, None] == [one.start for one in plan.phases]
    with pytest.raises(InvalidValue, match=r"Plan.enter_phase.confirmed_by: expected the name of the clinician who agreed"):
        plan.enter_phase("build-up", on=date(2026, 12, 7))
    entered = plan.enter_phase("build-up", on=date(2026, 12, 7), confirmed_by="A. Example")
    assert ("A. Example", date(2026, 12, 7)) == (entered.phases[1].confirmed_by, entered.phases[1].start)


def test_an_exit_that_needs_the_therapist_holds_the_next_phase() -> None:
    """Though that phase itself asks for nothing."""
    leave = Criterion(kind="therapist-agrees")
    plan = start(program(phase("heel-slide", exit=[leave]), phase("quad-set", id="two"))).plan

    with pytest.raises(InvalidValue, match="confirmed_by"):
        plan.enter_phase("two", on=date(2026, 12, 7))


def test_what_cannot_be_done_is_replaced_by_an_easier_exercise() -> None:
    """Without a counter the calf raise becomes the sitting one that it is linked to; the wall slide one without the wall."""
    found = start(KNEE, person(equipment={"chair"}), SHIPPED)

    assert ("replaced", "calf-raise", "seated-heel-raise") in told(found)
    assert "seated-heel-raise" in [item.id for item in found.plan.phases[1].routine.items]
    (why,) = [one.why for one in found.adaptations if one.kind == "replaced"]
    assert why is not None
    assert ("equipment", ("counter",)) == (why.code, why.words)
    other = start(SHOULDER, person(equipment={"chair"}), SHIPPED)
    assert [("replaced", "wall-slide", "snow-angel"), ("phase-waits", None, None)] == told(other)


def test_two_exercises_are_not_replaced_by_one() -> None:
    """The second is left out."""
    twin = attrs.evolve(
        CATALOG["calf-raise"], id="other-raise", text=attrs.evolve(CATALOG["calf-raise"].text, name="Other raise")
    )
    catalog = catalog_of(version="1", language="en", exercises=[*CATALOG.values(), twin])
    found = start(program(phase("calf-raise", "other-raise")), person(equipment=set()), catalog)

    assert [("replaced", "calf-raise", "ankle-pump"), ("left-out", "other-raise", None)] == told(found)


def test_easier_exercises_are_sought_along_the_links() -> None:
    """The next easier one that may be done, past one that may not and one that the catalog lacks; circles end."""
    squat = attrs.evolve(
        CATALOG["calf-raise"],
        id="squat",
        easier=("gone", "calf-raise"),
        text=attrs.evolve(CATALOG["calf-raise"].text, name="Squat"),
    )
    records = {**CATALOG, "calf-raise": attrs.evolve(CATALOG["calf-raise"], easier=("squat", "ankle-pump")), "squat": squat}

    class Partial(dict[str, pt.Exercise]):
        """A catalog in which a link leads nowhere, as one of which a part was filtered out."""

        version, language = "1", "en"

    found = start(program(phase("squat")), person(equipment=set()), Partial(records))  # type: ignore[arg-type]

    assert [("replaced", "squat", "ankle-pump")] == told(found)


def test_an_exercise_that_the_catalog_lacks() -> None:
    """It is told by its id."""
    found = start(program(phase("heel-slide", "moon-walk")))

    assert [("not-in-catalog", "moon-walk", None)] == told(found)
    assert "moon-walk is left out. We do not have it." == found.adaptations[0].text()


def test_what_the_rules_say_goes_with_it() -> None:
    """An exercise that the rules hold back is left out with their reasons, in words."""
    new_hip = pt.Surgery(procedure="hip-replacement-posterior", on=date(2026, 11, 2), side="left")
    one = person(age=60, surgeries=[new_hip], weight_bearing={"left-leg": "full", "right-leg": "full"})
    found = start(program(phase("heel-slide", "seated-march")), one)
    (march,) = [one for one in found.adaptations if one.exercise == "seated-march"]

    assert "left-out" == march.kind
    assert march.why is not None
    assert "safety" == march.why.code
    assert set(march.why.reasons) <= set(judge(CATALOG["seated-march"], one, on=MONDAY).reasons)
    assert march.text().startswith("Seated march is left out. Left out to keep you safe. ")


def test_supports_stand_ins_and_doses_are_told() -> None:
    """What to hold on to, what serves instead, and what is less than the program gives."""
    bare = attrs.evolve(
        CATALOG["wall-slide"],
        id="bare-slide",
        support="none",
        easier=(),
        text=attrs.evolve(CATALOG["wall-slide"].text, name="Bare slide"),
    )
    catalog = catalog_of(version="1", language="en", exercises=[*CATALOG.values(), bare])
    older = start(program(phase("bare-slide")), person(age=80), catalog)
    assert [("support-added", ("nearby",))] == [(one.kind, one.words) for one in older.adaptations]
    assert "Bare slide: Stay close to a wall, counter or rail that you can grab." == older.adaptations[0].text()
    assert "nearby" == older.plan.phases[0].routine.items[0].support
    clam = start(program(phase("clamshell")), person(equipment={"towel"}))
    assert [("stand-in", "clamshell", None)] == told(clam)
    assert clam.adaptations[0].text().startswith("Clamshell: You can use ")


def test_pain_that_is_easily_provoked_starts_at_the_lowest_dose() -> None:
    """Whatever the program says, and never above what it says."""
    sore = person(irritability="high")
    found = start(program(phase(ProgramItem(exercise="heel-slide", dose=pt.Dose.parse("1x20")), "quad-set")), sore)

    assert ["1x5", "1x5 hold 5s"] == [str(item.dose) for item in found.plan.phases[0].routine.items]
    assert [("dose-lowered", "1x5"), ("dose-lowered", "1x5 hold 5s")] == [(one.kind, str(one.dose)) for one in found.adaptations]


def test_a_dose_is_brought_into_the_band() -> None:
    """Of the record in the catalog, which may be stricter than the one the program was written for."""
    items = [
        ("1x20 hold 10s", "1x20 hold 5s"),
        ("1x2 hold 5s", "1x5 hold 5s"),
        ("1x30s", "1x10 hold 5s"),
        ("1x10", "1x10 hold 5s"),
    ]
    for wanted, expected in items:
        found = start(program(phase(ProgramItem(exercise="quad-set", dose=pt.Dose.parse(wanted)))))
        assert expected == str(found.plan.phases[0].routine.items[0].dose)
        assert ["dose-lowered"] == [one.kind for one in found.adaptations]


def test_a_screening_stop_stops_a_program() -> None:
    """Before anything else is looked at."""
    (question, *_) = screening_questions()
    answers = {**dict.fromkeys((one.id for one in screening_questions()), "no"), question.id: "yes"}

    with pytest.raises(StopAndContact):
        start(one=person(screening=pt.Screening(answers=answers, on=MONDAY)))


def test_nothing_left_is_a_clear_error() -> None:
    """Of the first phase; a later one is left out."""
    with pytest.raises(NothingFits) as caught:
        start(program(phase("moon-walk", "calf-raise")), person(equipment=set()), ten_exercises().filter(regions={"knee"}))
    assert (("not-in-catalog", 2),) == caught.value.counts
    with pytest.raises(NothingFits) as caught:
        start(program(phase("wall-slide")), person(equipment=set()))
    assert (("equipment", 1),) == caught.value.counts
    found = start(program(phase("heel-slide"), phase("moon-walk", id="two")))
    assert [("not-in-catalog", "moon-walk", None), ("phase-left-out", None, None)] == told(found)
    assert ["one"] == [one.id for one in found.plan.phases]


def test_times_and_days() -> None:
    """As many times as the program has; other days of the week, as many as it has, which is told where they differ."""
    twice = program(phase("heel-slide"), phase("quad-set", id="two", times_a_day=2))
    plan = start(twice, at=[time(8), time(18)], time_zone="Europe/Dublin").plan

    assert [1, 2] == [len(one.slots) for one in plan.phases]
    with pytest.raises(InvalidValue, match=r"start_program.at: expected as many times of the day as the program has: 2, found 1"):
        start(twice)
    assert ("tue", "thu", "sat") == start(days="tue thu sat").plan.phases[0].frequency.days
    assert [("days-changed", None, None)] == told(start(program(phase("heel-slide")), days="tue thu sat"))
    assert [] == told(start(program(phase("heel-slide")), days="fri wed mon"))
    for wrong in (program(phase("heel-slide", frequency=Frequency(every_days=2))), KNEE):
        with pytest.raises(InvalidValue, match=r"start_program.days: expected as many days of the week as the program has"):
            start(wrong, days="mon")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"program": "knee"}, "start_program.program: expected a value of type Program, found type str"),
        ({"one": "me"}, "start_program.person: expected a value of type Person, found type str"),
        ({"on": "2026-11-23"}, "start_program.on: expected a date without a time, such as date(2026, 11, 23)"),
    ],
)
def test_bad_input(fields: dict[str, Any], message: str) -> None:
    """What is of another type is refused with its place."""
    with pytest.raises(InvalidValue) as caught:
        start(**fields)

    assert message == str(caught.value)


@settings(deadline=None, max_examples=40)
@given(people(on=MONDAY, all_clear=True) | people(on=MONDAY), st.sampled_from([*load_programs().values()]))
def test_whoever_starts_a_program_gets_only_what_the_rules_allow(one: pt.Person, shipped: Program) -> None:
    """Every item of every phase is allowed for the person and within its band, or nothing is made at all."""
    try:
        started = start(shipped, one, SHIPPED, at=at_home(shipped))
    except (StopAndContact, NothingFits):
        return
    for made in started.plan.phases:
        for item in made.routine.items:
            verdict = judge(item.exercise, one, on=MONDAY)
            assert verdict.allows
            assert not verdict.changes.replace_by
            assert item.band == verdict.changes.apply(item.exercise.dose)
            assert item.band.holds(item.dose)
    assert all(adaptation.text() for adaptation in started.adaptations)


# -- words --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (LeftOut(exercise="a", name="A", code="position", words=("floor",)), "A is left out. It is done on the floor."),
        (
            LeftOut(exercise="a", name="A", code="position", words=("standing",)),
            "A is left out. It is done in a position you cannot",
        ),
        (LeftOut(exercise="a", name="A", code="time"), "A is left out. There was not enough time."),
    ],
)
def test_why_in_words(why: LeftOut, expected: str) -> None:
    """The sentences of the sheet."""
    assert Adaptation(kind="left-out", phase="one", exercise="a", name="A", why=why).text().startswith(expected)


# -- values -------------------------------------------------------------------------------------------------------------------


def test_programs_and_phases_hold_each_thing_once() -> None:
    """No phase without exercises, no program without phases, nothing twice; the repr is short."""
    for bad in ((), ("heel-slide", "heel-slide")):
        with pytest.raises(InvalidValue, match=r"ProgramPhase.items: expected at least one exercise, each once"):
            phase(*bad)
    for phases in ((), (phase("heel-slide"), phase("quad-set"))):
        with pytest.raises(InvalidValue, match=r"Program.phases: expected at least one phase, each with its own id"):
            program(*phases)
    assert "<Program knee-gentle-start of 2 phases>" == repr(KNEE)


def test_limits_of_measures_are_decimals() -> None:
    """Written as a text, so that none is rounded."""
    rows = [{"kind": "measure-reached", "measure": "knee-flexion", "unit": "degrees", "at_least": "90.5"}]
    table: dict[str, Any] = {
        "title": {"en": "T"},
        "purpose": {"en": "P"},
        "source": "homept-default",
        "phases": [{"id": "one", "weeks": 1, "every_days": 2, "items": [{"exercise": "heel-slide"}], "exit": rows}],
    }

    assert "90.5" == str(make_program("test", table, "en").phases[0].exit[0].at_least)
    rows[0]["at_least"] = "much"
    with pytest.raises(InvalidValue, match=r"Criterion.at_least: expected a decimal number as a text"):
        make_program("test", table, "en")


# -- the compiler -------------------------------------------------------------------------------------------------------------

GOOD = """
source = "homept-default"
title.en = "A test"
purpose.en = "To test"

[[phases]]
id = "one"
weeks = 2
days = "mon wed"
items = [{ exercise = "heel-slide", dose = "1x8" }]
exit = [{ kind = "dose-reached", item = "heel-slide" }]
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("weeks = 2", "week = 2", "test phases[0].week: unknown key; did you mean 'weeks'?"),
        ('title.en = "A test"', "", "test title: missing; expected a table of texts"),
        ('title.en = "A test"', 'title.es = "Una"', "test title.en: missing; English is complete"),
        ('"homept-default"', '"moon-2026"', "test source: 'moon-2026' is not in sources.toml"),
        (
            '"heel-slide", dose',
            '"heel-slid", dose',
            "test phases.one.heel-slid: no exercise has this id; did you mean 'heel-slide'?",
        ),
        ('"1x8"', '"1x21"', "test phases.one.heel-slide.dose: expected a dose inside the band of the record, found 1x21"),
        ('"1x8"', '"eight"', "test dose: expected a notation such as '3x10 hold 5s rest 60s', found 'eight'"),
        ('"mon wed"', '"moonday"', "test days: expected days from mon, tue, wed, thu, fri, sat, sun, found 'moonday'"),
        ('item = "heel-slide"', 'item = "quad-set"', "test phases.one: 'quad-set' is no exercise of this phase"),
        ('kind = "dose-reached", item', 'kind = "feels-good", item', "test Criterion.kind: expected one of weeks-passed"),
        ("weeks = 2", "weeks = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_program_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """With its file, record and field; nothing is written."""
    root = tmp_path / "data"
    shutil.copytree(DATA, root, ignore=shutil.ignore_patterns("compiled"))
    assert old in GOOD
    (root / "programs" / "test.toml").write_text(GOOD.replace(old, new), encoding="utf-8")

    with pytest.raises(InvalidData) as caught:
        compile_data(root, tmp_path / "out")
    assert any(f"programs/test.toml: {problem}" in str(one) for one in caught.value.problems), caught.value
    assert not (tmp_path / "out").exists()


def test_a_program_needs_a_name_that_is_an_id(tmp_path: Path) -> None:
    """Its file gives it."""
    root = tmp_path / "data"
    shutil.copytree(DATA, root, ignore=shutil.ignore_patterns("compiled"))
    (root / "programs" / "My program.toml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(InvalidData, match="expected a file name that is an id"):
        compile_data(root, tmp_path / "out")
