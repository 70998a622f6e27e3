"""What is no form of a value is refused, with the path to the place and never with what was found there."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ten_exercises import ten_exercises

import homept as pt
from homept import progress
from homept import testing as pt_testing
from homept.codec import from_dict, from_json, to_dict, to_json, types_with_codec
from homept.errors import HomeptError, InvalidData, InvalidValue, UnknownWord

DOSE = to_dict(pt.Dose.parse("2x10"))
REPORT = to_dict(
    progress.SessionReport(
        status="done",
        happened_at=datetime(2026, 11, 23, 7, 40, tzinfo=UTC),
        pain=[progress.PainScore(score=3, moment="during", region="knee")],
        symptoms={"swelling"},
    )
)


def changed(form: dict[str, Any], *path: str | int, to: object = None, drop: bool = False) -> dict[str, Any]:
    """Return a copy of *form* with the member at *path* changed or dropped."""
    other = copy.deepcopy(form)
    place: Any = other
    for step in path[:-1]:
        place = place[step]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return other


# -- the stamp ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (changed(DOSE, "homept", drop=True), "homept: expected the version stamp, a whole number such as 1"),
        (changed(DOSE, "homept", to="1"), "homept: expected the version stamp, a whole number such as 1"),
        (changed(DOSE, "homept", to=True), "homept: expected the version stamp, a whole number such as 1"),
        (changed(DOSE, "homept", to=0), "homept: expected the version stamp, a whole number such as 1"),
        (changed(DOSE, "homept", to=2), "homept: expected a form of version 1 or older, found 2; a newer homept wrote this"),
        (changed(DOSE, "type", drop=True), "type: expected the name of a public class of homept, such as Plan"),
        (changed(DOSE, "type", to="Doze"), "type: expected the name of a public class of homept, such as Plan"),
        (changed(DOSE, "type", to=["Dose"]), "type: expected the name of a public class of homept, such as Plan"),
        ([DOSE], "$: expected an object with the keys homept and type, found type list"),
        (None, "$: expected an object with the keys homept and type, found type NoneType"),
    ],
)
def test_a_form_without_a_right_stamp_is_refused(form: Any, message: str) -> None:
    """The stamp says which form and which class it is."""
    with pytest.raises(InvalidValue) as caught:
        from_dict(form)

    assert message == str(caught.value)


def test_a_form_of_another_class_than_asked_for_is_refused() -> None:
    """Both classes are named."""
    with pytest.raises(InvalidValue, match="type: expected Plan, found Dose"):
        from_dict(DOSE, pt.Plan)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "$: expected JSON text, found an error at line 1, column 1"),
        ('{"homept": 1,\n "note": "secret', "$: expected JSON text, found an error at line 2, column 10"),
        (b"\xff\xfe\x00", "$: expected JSON text in UTF-8, as homept writes it"),
        ("[" * 200_000, "$: expected JSON text in UTF-8, as homept writes it"),
        ("9" * 5000, "$: expected JSON text in UTF-8, as homept writes it"),
        ('{"homept": 1, "homept": 1}', "$: expected JSON text without a key that comes twice in an object"),
        ("5", "$: expected an object with the keys homept and type, found type int"),
    ],
    ids=["empty", "cut-off", "bytes", "deep", "long-number", "twice", "number"],
)
def test_what_is_no_json_is_refused(text: str | bytes, message: str) -> None:
    """With the place, and without the text."""
    with pytest.raises(InvalidValue) as caught:
        from_json(text)

    assert message == str(caught.value)


# -- inside -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (changed(DOSE, "reps", to=3), "$.reps: expected one of the keys work, sets, rest_seconds, tempo, load, effort, range_limit"),
        (changed(DOSE, "work", drop=True), "$.work: expected a value; it is missing"),
        (changed(DOSE, "work", to=None), "$.work: expected a value, not null"),
        (changed(DOSE, "work", to=5), "$.work.type: expected one of Repetitions, Hold, Duration, Distance"),
        (changed(DOSE, "work", "type", to="Dose"), "$.work.type: expected one of Repetitions, Hold, Duration, Distance"),
        (changed(DOSE, "work", "count", to="10"), "$.work.count: expected a whole number, found type str"),
        (changed(DOSE, "work", "count", to=10.0), "$.work.count: expected a whole number, found type float"),
        (changed(DOSE, "work", "count", to=True), "$.work.count: expected a whole number, found type bool"),
        (changed(DOSE, "work", "count", to=None), "$.work.count: expected a whole number, not null"),
        (changed(DOSE, "work", "count", to=-1), "$.work.count: expected a whole number from 1 to 1000"),
        (changed(DOSE, "work", "count", drop=True), "$.work.count: expected a value; it is missing"),
        (changed(DOSE, "work", "hold_kind", to="hang"), "$.work.hold_kind: expected one of effort, stretch, balance, position"),
        (changed(DOSE, "tempo", to=[1, 2]), "$.tempo: expected a list of 3 members"),
        (changed(DOSE, "tempo", to="1-2-1"), "$.tempo: expected a list, found type str"),
        (changed(DOSE, "tempo", to=[1, "2", 1]), "$.tempo[1]: expected a whole number, found type str"),
        (
            changed(DOSE, "tempo", to=[0, 0, 0]),
            "$.tempo: expected three whole numbers from 0 to 30, not all 0, with repetitions",
        ),
        (
            changed(DOSE, "load", to={"type": "Mass", "amount": "two"}),
            "$.load.amount: expected a decimal number as a text, such as '2.5'",
        ),
        (
            changed(DOSE, "load", to={"type": "Mass", "amount": 2}),
            "$.load.amount: expected a decimal number as a text, such as '2.5', found type int",
        ),
        (
            changed(DOSE, "load", to={"type": "Mass", "amount": "NaN"}),
            "$.load.amount: expected a decimal number as a text, such as '2.5'",
        ),
        (changed(DOSE, "range_limit", to={}), "$.range_limit: expected low below high in degrees, or until alone"),
        (changed(DOSE, "effort", to=[5]), "$.effort: expected an object, found type list"),
        (changed(REPORT, "pain", 0, "score", to=11), "$.pain[0].score: expected a whole number from 0 to 10"),
        (changed(REPORT, "pain", 0, "scores", to=3), "$.pain[0].scores: expected one of the keys score, moment, region, side, minutes_after, scale"),
        (changed(REPORT, "pain", to={}), "$.pain: expected a list, found type dict"),
        (
            changed(REPORT, "pain", 0, "region", to="elbo"),
            "$.pain[0].region: a word is not in the vocabulary of regions; homept.vocabulary.words('regions') lists them all",
        ),
        (
            changed(REPORT, "symptoms", to=["swelling", "sweling"]),
            "$.symptoms: a word is not in the vocabulary of symptoms; homept.vocabulary.words('symptoms') lists them all",
        ),
        (changed(REPORT, "symptoms", to=["swelling", "swelling"]), "$.symptoms: expected a list without repeated members"),
        (changed(REPORT, "symptoms", to=[5]), "$.symptoms[0]: expected a text, found type int"),
        (
            changed(REPORT, "happened_at", to="2026-11-23T07:40:00"),
            "$.happened_at: expected a datetime with a time zone, such as datetime(..., tzinfo=ZoneInfo('Europe/Dublin'))",
        ),
        (
            changed(REPORT, "happened_at", to="yesterday"),
            "$.happened_at: expected a date and time with its offset, such as 2026-11-23T07:40:00+00:00",
        ),
        (changed(REPORT, "note", to="\ud800"), "$.note: expected a text"),
        (changed(REPORT, "note", to=None), "$.note: expected a text, not null"),
        (
            {"homept": 1, "type": "Request", "minutes": 5, "regions": ["kne"]},
            "$.regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?; homept.vocabulary.words('regions') lists them all",
        ),
        (
            {"homept": 1, "type": "Clearance", "by": "A", "role": "nurse", "on": "2026-11-31", "scope": ["bridge"]},
            "$.on: expected a date such as 2026-11-23",
        ),
        (
            {"homept": 1, "type": "Slot", "name": "s", "at": "25:00"},
            "$.at: expected a time such as 07:30:00",
        ),
        (
            {"homept": 1, "type": "Catalog", "version": "1", "language": "en"},
            "$.exercises: expected a value; it is missing",
        ),
        (
            {"homept": 1, "type": "Catalog", "version": 1, "language": "en", "exercises": []},
            "$.version: expected a text, found type int",
        ),
    ],
)  # fmt: skip
def test_a_form_with_a_bad_place_is_refused_with_the_path_to_it(form: dict[str, Any], message: str) -> None:
    """What was expected is told, what was found is not: only its type is."""
    with pytest.raises((InvalidValue, UnknownWord)) as caught:
        from_dict(form)

    assert message == str(caught.value)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf"), 10**400])
def test_numbers_that_are_not_finite_are_refused(number: float) -> None:
    """JSON has none, and nothing compares with them."""
    form = to_dict(pt.policies.adherence_policy())

    with pytest.raises(InvalidValue, match=r"^\$\.good_from: expected a number$"):
        from_dict({**form, "good_from": number})
    with pytest.raises(InvalidValue, match=r"^\$\.good_from: expected a number$"):
        from_json(json.dumps({**form, "good_from": number}))


def test_a_whole_number_is_a_number() -> None:
    """JSON makes no difference between 1 and 1.0."""
    form = to_dict(pt.policies.adherence_policy())

    assert 1.0 == from_dict({**form, "good_from": 1}).good_from


def test_a_place_deep_inside_a_plan_has_its_whole_path() -> None:
    """Through phases, routines, items and doses."""
    person = pt.Person(age=40, conditions=set(), screening=pt.Screening.all_clear(on=date(2026, 11, 20)))
    routine = pt.build_routine(ten_exercises(), person, pt.Request(minutes=20), on=date(2026, 11, 23))
    plan = pt.Plan.weekly(routine, id="p", start=date(2026, 11, 23), weeks=2, days="mon", at="after-waking")
    form = to_dict(plan)

    for path, shown in [
        (("phases", 0, "routine", "items", 0, "dose", "work", "count"), "$.phases[0].routine.items[0].dose.work.count"),
        (
            ("phases", 0, "routine", "items", 0, "exercise", "text", "steps", 1),
            "$.phases[0].routine.items[0].exercise.text.steps[1]",
        ),
        (("phases", 0, "slots", 0, "habit"), "$.phases[0].slots[0].habit"),
        (("phases", 0, "start"), "$.phases[0].start"),
    ]:
        with pytest.raises(InvalidValue) as caught:
            from_dict(changed(form, *path, to=False))
        assert shown == caught.value.path


def test_records_that_do_not_fit_together_make_no_catalog() -> None:
    """The checks are those of data files: an id that comes twice, a text in another language."""
    record = to_dict(pt.load_catalog()["bridge"])
    del record["homept"], record["type"]
    form = {"homept": 1, "type": "Catalog", "version": "1", "language": "en", "exercises": [record, record]}

    with pytest.raises(InvalidData, match="bridge id: this id is given twice"):
        from_dict(form)
    with pytest.raises(InvalidData, match="text"):
        from_dict({**form, "language": "es", "exercises": [record]})


# -- anything at all ----------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2026-11-23", "9731", "knee"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KINDS = types_with_codec()


def places(form: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every member inside *form*."""
    if isinstance(form, dict | list):
        for step, member in form.items() if isinstance(form, dict) else enumerate(form):
            yield (*path, step)
            yield from places(member, (*path, step))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=max(10, settings().max_examples // 6))
@given(data=st.data())
def test_a_form_with_anything_in_any_place_is_read_or_refused(kind: type, data: st.DataObject) -> None:
    """Whatever a file holds, reading ends in a value that can be written again or in an error of homept's."""
    form = to_dict(data.draw(pt_testing.value_of(kind)))
    path = data.draw(st.sampled_from(list(places(form))))
    form = changed(form, *path, to=data.draw(JSON), drop=data.draw(st.booleans()))

    try:
        value = from_dict(form)
    except HomeptError:
        return
    assert value == from_json(to_json(value))


@settings(max_examples=max(10, settings().max_examples // 2))
@given(data=st.data(), value=st.one_of(*map(pt_testing.value_of, (pt.Person, pt.Journal, progress.Entry, pt.Screening))))
def test_no_error_repeats_what_a_form_of_health_data_holds(data: st.DataObject, value: Any) -> None:
    """Wherever the bad place is, and whatever stands there."""
    form = to_dict(value)
    path = data.draw(st.sampled_from([path for path in places(form) if path not in (("homept",), ("type",))]))
    marker = data.draw(st.sampled_from(["zzz-secret-9731", 9731, 97.31, ["zzz-secret-9731"], [["zzz-secret-9731", 9731]]]))

    try:
        from_dict(changed(form, *path, to=marker))
    except HomeptError as error:
        said = f"{error} {error!r}"
    else:
        return
    if not {"equipment", "positions", "role"} & set(path):
        assert "9731" not in said
        assert "97.31" not in said


@given(data=JSON)
def test_any_json_is_read_or_refused(data: Any) -> None:
    """By an error of homept's."""
    with pytest.raises(InvalidValue):
        from_json(json.dumps(data))
