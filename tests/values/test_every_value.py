"""What holds for every public value, whatever its class: the strategies draw them all."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

import homept as pt
from homept import testing as pt_testing
from homept._value import HealthValue
from homept.catalog import WithdrawnWarning
from homept.codec import types_with_codec

# Some values take many draws, and there are many kinds: an eighth of the usual number of examples for each.
FEW = settings(max_examples=max(5, settings().max_examples // 8))

KINDS = list(types_with_codec().values())
# A catalog is a mapping and the one public value that is no attrs class.
RECORDS = [kind for kind in KINDS if kind is not pt.Catalog]
HEALTH = [kind for kind in KINDS if issubclass(kind, HealthValue)]

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
every_record = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
every_health_kind = pytest.mark.parametrize("kind", HEALTH, ids=lambda kind: kind.__name__)


@every_kind
@FEW
@given(data=st.data())
def test_a_copy_of_any_kind_is_equal_and_hashes_the_same(kind: type, data: st.DataObject) -> None:
    """Pickled and read back, copied and deeply copied, a value is equal to itself and has the same hash and repr."""
    value = data.draw(pt_testing.value_of(kind))

    for other in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert value == other
        assert hash(value) == hash(other)
        assert repr(value) == repr(other)


@every_record
@FEW
@given(data=st.data())
def test_a_value_is_made_of_its_fields(kind: type, data: st.DataObject) -> None:
    """The fields of a value, given to its class again, make an equal value."""
    value = data.draw(pt_testing.value_of(kind))

    assert value == kind(**{field.name: getattr(value, field.name) for field in attrs.fields(kind)})


@every_record
@FEW
@given(data=st.data())
def test_values_that_differ_in_a_field_differ(kind: type, data: st.DataObject) -> None:
    """Two values are equal exactly when all their fields are; then their hashes are too."""
    one, other = data.draw(pt_testing.value_of(kind)), data.draw(pt_testing.value_of(kind))
    same = all(getattr(one, field.name) == getattr(other, field.name) for field in attrs.fields(kind))

    assert same == (one == other) == (not one != other)  # noqa: SIM202  # both operators are asked
    assert not same or hash(one) == hash(other)


@every_kind
@FEW
@given(data=st.data())
def test_a_value_equals_nothing_of_another_class(kind: type, data: st.DataObject) -> None:
    """Not even something with the same fields."""
    value = data.draw(pt_testing.value_of(kind))

    assert value != object()
    assert value != repr(value)


@every_record
@FEW
@given(data=st.data())
def test_a_value_cannot_be_changed(kind: type, data: st.DataObject) -> None:
    """No field can be set or deleted, and no attribute added."""
    value = data.draw(pt_testing.value_of(kind))

    for name in [*(field.name for field in attrs.fields(kind)), "note_to_self"]:
        with pytest.raises(AttributeError):
            setattr(value, name, None)
        with pytest.raises(AttributeError):
            delattr(value, name)


@every_record
@FEW
@given(data=st.data())
def test_a_value_holds_nothing_that_can_be_changed(kind: type, data: st.DataObject) -> None:
    """The fields hold other values, tuples and frozen sets, all the way down."""

    def frozen(part: object) -> bool:
        if isinstance(part, tuple | frozenset):
            return all(map(frozen, part))
        kind: Any = type(part)
        if attrs.has(kind):
            return all(frozen(getattr(part, field.name)) for field in attrs.fields(kind))
        return not isinstance(part, list | dict | set | bytearray)

    assert frozen(data.draw(pt_testing.value_of(kind)))


@FEW
@given(catalog=pt_testing.value_of(pt.Catalog))
def test_a_catalog_cannot_be_changed(catalog: pt.Catalog) -> None:
    """It has no way to set or delete an exercise, and what it lists is a copy."""
    target: Any = catalog

    with pytest.raises(TypeError):
        target["heel-slide"] = None
    with pytest.raises(TypeError):
        del target["heel-slide"]


def test_values_of_dose_show_how_to_make_them() -> None:
    """The repr of a value without a person's data can be typed in again, defaults left out."""
    dose = pt.Dose.parse("3x10 hold 5s tempo 3-1-3 load 2.5kg effort 5 on effort-0-10 range 0..90deg rest 60s")

    assert (
        "Dose(work=Repetitions(count=10, hold_seconds=5), sets=3, rest_seconds=60, tempo=(3, 1, 3), "
        "load=Mass(amount=Decimal('2.5')), effort=EffortTarget(score=5), range_limit=RangeLimit(low=0, high=90))"
    ) == repr(dose)


@given(dose=pt_testing.doses())
def test_the_repr_of_a_dose_reads_back(dose: pt.Dose) -> None:
    """Evaluated with homept's names, the repr of a dose is the dose."""
    from decimal import Decimal

    from homept import load, target, work

    names = {**vars(load), **vars(target), **vars(work), "Dose": pt.Dose, "Repetitions": pt.Repetitions, "Decimal": Decimal}

    assert dose == eval(repr(dose), names)


# -- a person's data ----------------------------------------------------------------------------------------------------------

#: What the repr of a value that holds a person's data may show: its class, ids that the app gave, and counts.
SHOWN: dict[str, Callable[[Any], str]] = {
    "Entry": lambda entry: f"<Entry {entry.id}>",
    "Journal": lambda journal: f"<Journal {journal.replica} of {len(journal.entries)} entries>",
    "Plan": lambda plan: f"<Plan {plan.id} of {len(plan.phases)} phases>",
    "Review": lambda review: f"<Review of {review.plan} as of {review.as_of}, {len(review.advice)} pieces of advice>",
    "Routine": lambda routine: f"<Routine of {len(routine.items)} exercises, {routine.minutes} minutes>",
}


@every_health_kind
@FEW
@given(data=st.data())
def test_the_repr_of_health_data_shows_ids_and_counts_only(kind: type, data: st.DataObject) -> None:
    """Logs and tracebacks print reprs; none gives away what a person told."""
    value = data.draw(pt_testing.value_of(kind))
    show = SHOWN.get(kind.__name__)
    shown = f"<{kind.__name__}>" if show is None else show(value)

    assert shown == repr(value) == str(value) == f"{value}"


@every_record
@FEW
@given(data=st.data())
def test_every_field_refuses_what_is_not_of_its_type(kind: type, data: st.DataObject) -> None:
    """No value can hold something that could not be written down, compared or trusted later."""
    value = data.draw(pt_testing.value_of(kind))
    fields = {field.name: getattr(value, field.name) for field in attrs.fields(kind)}
    for name in fields:
        for wrong in (object(), [object()], [[object()]]):
            with pytest.raises(pt.HomeptError):
                kind(**{**fields, name: wrong})


MARKERS = ("Zzz secret 9731", "zzz-secret-9731", 9731, -9731, 97.31, ("zzz-secret-9731",), {"zzz-secret-9731"}, b"9731")
# What is at hand at home, who spoke and where the clock stands is no health data; a developer is better served by the word.
OPEN_FIELDS = {"equipment", "positions", "role", "time_zone"}


@every_health_kind
@FEW
@given(data=st.data())
def test_no_error_repeats_health_data(kind: type, data: st.DataObject) -> None:
    """Whatever is wrong with a field of health data, it is refused by an error of homept's that does not show it."""
    value = data.draw(pt_testing.value_of(kind))
    fields = {field.name: getattr(value, field.name) for field in attrs.fields(kind)}
    for name in fields.keys() - OPEN_FIELDS:
        for marker in MARKERS:
            error = _refusal(kind, {**fields, name: marker})
            assert "9731" not in f"{error} {error!r}"
            assert "97.31" not in f"{error} {error!r}"


def _refusal(kind: type, fields: dict[str, Any]) -> pt.HomeptError | None:
    """Return the error that a class raises for these fields; any but homept's own goes through and fails the test."""
    try:
        kind(**fields)
    except pt.HomeptError as error:
        return error
    return None


def test_every_class_about_a_person_is_known_to_hold_health_data() -> None:
    """All of safety's, plan's and progress's classes that hold what a person told are health values."""
    assert {
        "Adherence",
        "Adaptation",
        "Advice",
        "AdviceReason",
        "ChangeFinding",
        "Cleared",
        "Clearance",
        "CriterionState",
        "DayRoutine",
        "DaysOff",
        "Deload",
        "DoseChange",
        "EasedDose",
        "Effort",
        "Entry",
        "Erased",
        "ExerciseReport",
        "Journal",
        "Light",
        "Limit",
        "Measurement",
        "Missing",
        "MorningReport",
        "Move",
        "Override",
        "PainScore",
        "PainSummary",
        "Paused",
        "Performed",
        "Person",
        "Phase",
        "Plan",
        "Preference",
        "Preferences",
        "RecordChange",
        "Review",
        "Routine",
        "ScaleScore",
        "Score",
        "ScoreChange",
        "Screening",
        "SessionReport",
        "StartedProgram",
        "Surgery",
        "Swap",
        "SymptomReport",
        "VerdictTable",
        "Week",
        "WeekDay",
    } == {kind.__name__ for kind in HEALTH}


# -- the strategies themselves ------------------------------------------------------------------------------------------------


def test_there_is_a_strategy_for_every_public_value() -> None:
    """A new public class without a strategy makes this fail."""
    from homept.testing._registry import strategies

    assert set(KINDS) == set(strategies())


# Fields with one allowed value, at least for now.
FIXED = {
    ("Adherence", "repeated_rule"),
    ("Exercise", "successor"),
    ("Exercise", "withdrawn"),
    ("FilterCount", "facet"),
    ("PainScore", "scale"),
    ("Review", "language"),
    ("Routine", "language"),
    ("Week", "language"),
}


@every_record
def test_a_strategy_varies_every_field(kind: type) -> None:
    """A new field that its strategy does not know of would go untested; this fails for it."""
    seen: dict[str, set[object]] = {field.name: set() for field in attrs.fields(kind)}

    def fixed() -> list[str]:
        return [name for name, values in seen.items() if len(values) < 2 and (kind.__name__, name) not in FIXED]

    @settings(max_examples=20)
    @given(value=pt_testing.value_of(kind))
    def look(value: object) -> None:
        assert kind is type(value)
        for name, values in seen.items():
            values.add(getattr(value, name))

    # A few examples are enough for most; what is rare gets more.
    for number in range(20):
        seed(number)(look)()
        if not fixed():
            break

    assert [] == fixed()


@given(value=pt_testing.values())
def test_any_value_is_a_public_one(value: object) -> None:
    """The strategy for all values draws from all classes."""
    assert type(value) in KINDS


def test_a_class_without_a_strategy_is_refused() -> None:
    """The error names the class."""
    with pytest.raises(pt.errors.InvalidValue, match="value_of: expected a public class of homept, found int"):
        pt_testing.value_of(int)


def test_public_classes_cannot_be_told_from_their_module_by_accident() -> None:
    """Every class that the codec knows is documented."""
    assert [] == [kind.__name__ for kind in KINDS if not inspect.getdoc(kind)]


@FEW
@given(catalog=pt_testing.catalogs())
def test_withdrawn_exercises_of_a_drawn_catalog_still_resolve(catalog: pt.Catalog) -> None:
    """With a warning that names what to use instead, as in every catalog."""
    hidden = [record for record in pt.catalog.layers.with_withdrawn(catalog) if record.withdrawn]
    for record in hidden:
        assert record.id not in catalog
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = catalog[record.id]
        assert record == found
        assert [WithdrawnWarning] == [one.category for one in caught]
