"""The sheet in plain text: when to stop and whom to call first, then everything that a person needs to follow it."""

from __future__ import annotations

import re
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wishes import APART, CATALOG, ON, PRECAUTIONS, fit, varied_catalogs

import homept as pt
from homept import vocabulary
from homept.errors import MissingText, NothingFits
from homept.exercise import ReviewState
from homept.messages import messages
from homept.routine import LeftOut, Routine
from homept.routine.explanation import LEFT_OUT_CODES
from homept.safety import Clearance, Limit, Override, Surgery
from homept.testing import people, routines
from homept.wording import date_in_words, dose_in_words

SAY = messages("en")
ALL = pt.Request(minutes=180, max_exercises=10)


def flat(text: str) -> str:
    """The text without the breaks of its lines, some of which come after a hyphen."""
    return " ".join(text.split()).replace("- ", "-")


def built(person: pt.Person, request: pt.Request = ALL, catalog: pt.Catalog = CATALOG) -> Routine:
    return pt.build_routine(catalog, person, request, on=ON)


FULL = built(fit(), catalog=APART)
TEXT = FULL.to_text()


@given(st.one_of(people(on=ON, all_clear=True), st.just(fit())), st.just(CATALOG) | varied_catalogs(most=3))
def test_no_placeholder_is_left_unfilled(person: pt.Person, catalog: pt.Catalog) -> None:
    """Nor is a code shown in the place of a sentence."""
    try:
        text = built(person, catalog=catalog).to_text()
    except NothingFits:
        return

    assert [] == re.findall(r"\{\w*\}", text)
    assert [] == re.findall(r"\b(?:rule|support|left-out|label|mark|pain|care|part)\.[a-z]", text)


def test_when_to_stop_and_whom_to_call_come_before_the_first_exercise() -> None:
    head = TEXT.index("\n1. ")

    for label in ("label.stop_now", "label.stop_and_call", "label.whom_to_call", "label.pain"):
        assert TEXT.index(SAY(label)) < head, label
    for word in vocabulary.words("symptoms"):
        if word.kind in ("emergency", "contact"):
            assert word.label() in flat(TEXT[:head]), word.id
    assert TEXT.index(SAY("label.stop_now")) < TEXT.index(SAY("label.stop_and_call")) < TEXT.index(SAY("label.whom_to_call"))


def test_a_line_is_there_to_write_the_number_on() -> None:
    """No number is guessed."""
    assert "______" in SAY("label.whom_to_call")


@pytest.mark.parametrize("id", sorted(CATALOG))
def test_everything_about_an_exercise_is_on_the_sheet(id: str) -> None:
    """Its name, purpose, dose in words, set-up, steps in order, breathing, mistakes, stop signs, and why therapists use it."""
    item = FULL.item(id)
    number = FULL.items.index(item) + 1
    part = flat(re.split(r"\n\d+\. (?=\S)|\nMake it work\n", TEXT)[number])
    text = item.exercise.text

    dose = dose_in_words(item.dose, side_model=item.exercise.side_model, side=item.side)
    for sentence in (text.name, text.purpose, text.why, text.breathing, dose, *text.set_up, *text.mistakes, *text.stop_signs):
        assert flat(sentence) in part, sentence
    places = [part.index(f"{place}. {flat(step)}") for place, step in enumerate(text.steps, start=1)]
    assert sorted(places) == places


def test_the_exercises_stand_in_the_order_of_the_routine() -> None:
    places = [TEXT.index(f"\n{number}. {item.exercise.name}\n") for number, item in enumerate(FULL.items, start=1)]

    assert sorted(places) == places
    assert len(CATALOG) == len(places)


def test_the_head_says_for_when_how_many_and_how_long() -> None:
    assert f"10 exercises, about {FULL.minutes} minutes." in TEXT
    assert date_in_words(ON) in TEXT
    assert -(-FULL.seconds // 60) == FULL.minutes


def test_one_exercise_is_not_called_exercises() -> None:
    assert "1 exercise, about" in built(fit(), pt.Request(must_have={"ankle-pump"}, minutes=180, max_exercises=1)).to_text()


def test_lines_fit_on_paper() -> None:
    assert all(len(line) <= 88 for line in TEXT.splitlines())
    assert TEXT == TEXT.strip()


@pytest.mark.parametrize("support", ["nearby", "fixed"])
def test_the_support_is_in_words(support: str) -> None:
    person = fit(conditions={"falls-risk"}) if support == "fixed" else fit(age=70, adult=True)
    id = "calf-raise" if support == "fixed" else "wall-slide"

    routine = built(person, pt.Request(must_have={id}, minutes=30))

    assert support == routine.item(id).support
    assert flat(SAY(f"support.{support}")) in flat(routine.to_text())


def test_each_care_is_said_once() -> None:
    """Two rules that lead to one sentence, and the sentence of the record itself."""
    twice = tuple(attrs.evolve(PRECAUTIONS[3], code=code, cue=True) for code in ("own-hold", "own-hold-too"))
    catalog = pt.Catalog.of([attrs.evolve(CATALOG["calf-raise"], precautions=twice)], version="1")

    text = flat(built(fit(conditions={"osteoporosis"}), catalog=catalog).to_text())

    assert 1 == text.count(PRECAUTIONS[3].sentence)
    assert flat(SAY("rule.osteoporosis-standing")) in text


def test_a_stand_in_is_named_with_what_it_stands_in_for() -> None:
    text = flat(built(fit(equipment={"wall", "towel"}), catalog=APART).to_text())

    names = {id: vocabulary.word("equipment", id).label() for id in ("wall", "counter", "towel", "pillow")}
    assert f"You can use {names['wall']} in place of {names['counter']}." in text
    assert f"You can use {names['towel']} in place of {names['pillow']}." in text


def test_a_clinicians_word_shows_with_the_exercise_it_let_through() -> None:
    surgery = Surgery(procedure="rotator-cuff-repair", on=date(2026, 9, 1))
    clearance = Clearance(by="A. Example", role="physical-therapist", on=ON, scope={"wall-slide"})
    override = Override(by="B. Example", role="physician", on=ON, scope={"calf-raise"}, why="healed early")

    text = flat(built(fit(surgeries=[surgery], clearances=[clearance], overrides=[override])).to_text())

    assert "clearance by A. Example (physical-therapist), 2026-11-23" in text
    assert "override by B. Example (physician), 2026-11-23: healed early" in text


def test_names_that_have_a_comma_are_told_apart() -> None:
    """So that nobody reads two exercises where there is one."""
    records = {id: pt.load_catalog()[id] for id in ("quad-set", "foot-push-in", "foot-push-out", "toe-curl")}
    routine = pt.build_routine(pt.Catalog.of(records.values()), fit(), pt.Request(regions={"knee"}, minutes=15), on=ON)
    assert routine.explanation is not None
    left = [attrs.evolve(one, code="count") for one in routine.explanation.left_out]
    told = attrs.evolve(routine, explanation=attrs.evolve(routine.explanation, left_out=left))

    assert "Foot push in, no movement; Foot push out, no movement; Toe curl and stretch: This sheet" in flat(told.to_text())


def test_an_unreviewed_text_is_marked() -> None:
    """Once for the sheet when none is reviewed, else with each that is not."""
    reviewed = ReviewState(written_by="homept maintainers", reviewed_by="A. Example, PT")
    one = attrs.evolve(CATALOG["heel-slide"], review=reviewed)
    some = built(fit(), catalog=pt.Catalog.of([one, CATALOG["quad-set"]], version="1")).to_text()
    every = built(fit(), catalog=pt.Catalog.of([one], version="1")).to_text()

    none_checked, not_checked = flat(SAY("label.none_checked")), SAY("label.not_checked")
    assert (1, 0) == (flat(TEXT).count(none_checked), TEXT.count(not_checked))
    assert (0, 1) == (flat(some).count(none_checked), some.count(not_checked))
    assert (0, 0) == (flat(every).count(none_checked), every.count(not_checked))


def test_a_sentence_that_two_rules_share_is_said_once() -> None:
    """A weak heart and weak lungs both ask for pillows, one of them with a sentence more."""
    text = flat(built(fit(conditions={"heart-disease", "lung-disease"}), pt.Request(must_have={"quad-set"}, minutes=5)).to_text())

    shared = "Raise your head and chest on pillows if lying flat makes you short of breath."
    assert shared in SAY("rule.heart-disease-lying")
    assert shared in SAY("rule.lung-disease-lying")
    assert 1 == text.count(shared)
    assert 1 == text.count("When you get up, sit for a minute before you stand.")


def test_what_nobody_asked_for_is_not_listed() -> None:
    """A catalog is long, and a sheet is not."""
    routine = built(fit(), pt.Request(regions={"ankle-foot"}, minutes=60))
    assert routine.explanation is not None

    assert {"not-asked-for"} == {one.code for one in routine.explanation.left_out}
    assert SAY("label.left_out") not in routine.to_text()


def test_long_lists_are_cut_and_counted() -> None:
    """Five names for a reason, six reasons, and how many more there are."""
    kits = [word.id for word in vocabulary.words("equipment")][:8]
    needy = [
        attrs.evolve(
            CATALOG["quad-set"],
            id=f"needs-{kit}-{number}",
            equipment=(kit,),
            stand_ins=(),
            text=attrs.evolve(CATALOG["quad-set"].text, name=f"{kit} {number}", other_names=(), ambiguous_names=()),
        )
        for kit in kits
        for number in range(7)
    ]
    catalog = pt.Catalog.of([CATALOG["heel-slide"], *(attrs.evolve(one, easier=(), harder=()) for one in needy)], version="1")
    routine = pt.build_routine(catalog, fit(equipment=set()), pt.Request(minutes=60), on=ON)

    tail = flat(routine.to_text()).partition(SAY("label.left_out"))[2]

    assert 6 == tail.count("and 2 more: ")
    assert 30 == sum(one.text.name in tail for one in needy)
    assert SAY("label.and_more", count=14) in tail


def test_why_it_is_there_names_what_was_asked_for() -> None:
    wish = pt.Request(regions={"knee"}, goals={"mobility"}, must_have={"heel-slide"}, minutes=15)

    text = flat(built(fit(), wish).to_text())

    assert SAY("part.region", words=vocabulary.word("regions", "knee").label()) in text
    assert SAY("part.goal", words=vocabulary.word("goals", "mobility").label()) in text
    assert SAY("part.must-have") in text
    assert SAY("label.why_here") not in TEXT  # nothing in particular was asked for


WHY_LEFT_OUT = {
    "safety": (fit(conditions={"pregnancy"}), ALL, "Heel slide"),
    "equipment": (fit(equipment={"counter", "wall", "pillow"}), ALL, "a steady chair"),
    "position": (fit(positions={"sitting"}), ALL, "lying on your back"),
    "level": (fit(), attrs.evolve(ALL, level=1), "Bridge"),
    "time": (fit(), pt.Request(minutes=4), "Clamshell"),
    "covered": (fit(), pt.Request(minutes=60), "already works the same part"),
}


@pytest.mark.parametrize("code", WHY_LEFT_OUT)
def test_why_an_exercise_is_not_on_the_sheet_is_told(code: str) -> None:
    """In words, with what was missing or what covers it by its name, and with the exercises that share the reason."""
    person, request, also = WHY_LEFT_OUT[code]
    routine = built(person, request)
    assert routine.explanation is not None

    left = [one for one in routine.explanation.left_out if one.code == code]
    text = flat(routine.to_text())
    tail = text[text.index(SAY("label.left_out")) :]

    assert left
    assert min(5, len(left)) <= sum(one.name in tail for one in left)
    assert also.lower() in tail.lower()
    start = SAY(f"left-out.{code}", words="#").split("#")[0].strip()
    assert start in tail


def test_what_waits_for_a_clinician_is_a_list_of_its_own() -> None:
    """With the reason, once; what is excluded is not there."""
    repaired = Surgery(procedure="rotator-cuff-repair", on=date(2026, 9, 1))
    waiting = built(fit(surgeries=[repaired]), attrs.evolve(ALL, level=1))
    never = built(fit(conditions={"pregnancy"}))
    assert waiting.explanation is not None

    text = flat(waiting.to_text())
    ask, others = text.index(SAY("label.ask_first")), text.index(SAY("label.left_out"))

    for one in waiting.explanation.left_out:
        if one.code == "safety":
            assert ask < text.index(one.name, ask) < others
            assert all(flat(reason.text()) in text[ask:others] for reason in one.reasons)
            assert one.name not in text[others:]
    assert SAY("label.ask_first") not in never.to_text()
    assert SAY("label.ask_first") not in TEXT


def test_a_short_list_is_a_reason_of_its_own() -> None:
    """Where nothing chosen works the same part, and there was time."""
    routine = built(fit(), pt.Request(minutes=180, max_exercises=1, must_have={"wall-slide"}))
    assert routine.explanation is not None

    codes = {one.exercise: one.code for one in routine.explanation.left_out}

    assert "count" == codes["ankle-pump"]
    assert "covered" == codes["shoulder-blade-squeeze"]
    assert SAY("left-out.count") in flat(routine.to_text())


def test_the_floor_has_a_sentence_of_its_own() -> None:
    on_floor = attrs.evolve(CATALOG["quad-set"], surface="floor")
    catalog = pt.Catalog.of([on_floor, CATALOG["heel-slide"]], version="1")

    assert flat(SAY("left-out.floor")) in flat(built(fit(gets_up_from_floor=None), catalog=catalog).to_text())


def test_every_reason_for_leaving_out_has_a_sentence() -> None:
    assert all(f"left-out.{code}" in SAY for code in LEFT_OUT_CODES)


def test_where_nothing_is_left_out_nothing_is_said_of_it() -> None:
    assert FULL.explanation is not None
    assert () == FULL.explanation.left_out
    assert SAY("label.left_out") not in TEXT


def test_after_an_operation_the_usual_limits_of_pain_are_not_given() -> None:
    """They were not made for it."""
    limited = Surgery(procedure="chest-surgery", on=date(2026, 10, 1), limits=[Limit(trait="arm-raise", source="therapist")])
    open_ = attrs.evolve(limited, limits=())
    bands = flat(SAY("pain.knee-hip-bands"))

    for surgery in (limited, open_):
        text = flat(built(fit(surgeries=[surgery])).to_text())
        assert bands not in text
        assert flat(SAY("pain.after-surgery")) in text
    assert bands in flat(TEXT)


def test_a_part_of_the_body_without_a_limit_of_its_own_is_told_so() -> None:
    only_feet = built(fit(), pt.Request(regions={"ankle-foot"}, minutes=30)).to_text()

    assert flat(SAY("pain.no-worse-than-usual")) in flat(only_feet)
    assert flat(SAY("pain.knee-hip-bands")) not in flat(only_feet)


@given(routines())
def test_any_routine_has_a_sheet(routine: Routine) -> None:
    """However its items came about; drawn explanations name words of any kind, so those of real routines are tested above."""
    text = attrs.evolve(routine, explanation=None).to_text()

    assert text.startswith(SAY("label.title"))
    assert all(flat(item.exercise.name) in flat(text) for item in routine.items)


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(MissingText, match="'xx'"):
        attrs.evolve(FULL, language="xx").to_text()


def test_an_item_is_found_by_its_id() -> None:
    from homept.errors import UnknownId

    assert "bridge" == FULL.item("bridge").exercise.id
    with pytest.raises(UnknownId, match=r"^no routine item has the id 'brigde'; did you mean"):
        FULL.item("brigde")


def test_a_routine_shows_no_content_in_its_repr() -> None:
    assert f"<Routine of 10 exercises, {FULL.minutes} minutes>" == repr(FULL)


def test_the_same_exercise_may_not_stand_twice() -> None:
    with pytest.raises(pt.errors.InvalidValue) as caught:
        attrs.evolve(FULL, items=(*FULL.items, FULL.items[0]))

    assert "Routine.items: expected at least one item, and each exercise and side once" == str(caught.value)


def test_an_unknown_reason_for_leaving_out_is_refused() -> None:
    with pytest.raises(pt.errors.InvalidValue, match=r"^LeftOut\.code: expected one of not-asked-for, "):
        LeftOut(exercise="bridge", name="Bridge", code="boring")
