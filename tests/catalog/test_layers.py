"""Layers add records, patches change them in the open, and withdrawn records resolve for ever."""

from __future__ import annotations

import pickle
import warnings
from datetime import date, datetime
from typing import Any

import attr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homept import Dose, DoseBand, codec, testing
from homept.catalog import Catalog, Patch, WithdrawnWarning, load_catalog
from homept.errors import DataProblem, InvalidData, InvalidValue, UnknownId
from homept.exercise import Exercise, Precaution

CORE = load_catalog()
SLIDE = CORE["heel-slide"]
BAND = DoseBand(low=Dose.parse("1x3"), start=Dose.parse("1x4"), high=Dose.parse("1x8"))
CAUTION = Precaution(
    code="not-when-sore", verdict="exclude", sentence="Wait.", source="homept-default", condition="inflamed-joint"
)
ON = date(2026, 11, 20)


def clinic(*slugs: str, **changes: Any) -> Catalog:
    """Make a layer of records in a namespace of its own."""
    records = [attr.evolve(SLIDE, id=f"clinic.{slug}", easier=(), harder=(), **changes) for slug in slugs]
    return Catalog.of(records, version="7")


def patch(exercise: str = "heel-slide", **parts: Any) -> Patch:
    """Make a patch by a clinic."""
    return Patch(exercise=exercise, by="Hill Clinic", on=ON, reason="gentler", **parts)


# -- layers -------------------------------------------------------------------------------------------------------------------


def test_a_layer_adds_its_records() -> None:
    """The joined catalog has all records of both, and names both versions."""
    joined = CORE.with_layer(clinic("one", "two"))

    assert sorted([*CORE, "clinic.one", "clinic.two"]) == list(joined)
    assert f"{CORE.version}+7" == joined.version
    assert all(joined[id] == CORE[id] for id in CORE)


def test_a_layer_changes_neither_catalog() -> None:
    """Joining makes a third catalog."""
    layer = clinic("one")
    before = len(CORE)

    CORE.with_layer(layer)

    assert (before, 1) == (len(CORE), len(layer))


def test_a_filtered_catalog_takes_a_layer_as_it_is() -> None:
    """What was filtered out does not come back."""
    knee = CORE.filter(regions={"knee"})

    assert {*knee, "clinic.one"} == set(knee.with_layer(clinic("one")))


def test_ids_that_both_have_are_an_error_that_names_each() -> None:
    """A layer cannot quietly put its record in place of another."""
    with pytest.raises(InvalidData) as caught:
        CORE.with_layer(Catalog.of([SLIDE, CORE["bridge"]]))

    assert [
        "layer: bridge id: both catalogs have this id; change a record by a patch",
        "layer: heel-slide id: both catalogs have this id; change a record by a patch",
    ] == [str(problem) for problem in caught.value.problems]


def test_an_id_that_the_base_has_withdrawn_is_an_error_too() -> None:
    """Ids are never reused."""
    base = clinic("one", withdrawn="6")

    with pytest.raises(InvalidData, match=r"clinic\.one id: this id is given twice"):
        base.with_layer(clinic("one"))


def test_a_layer_in_another_language_is_refused() -> None:
    """A sheet in two languages helps nobody."""
    spanish = clinic("one", text=attr.evolve(SLIDE.text, language="es"))

    with pytest.raises(InvalidValue) as caught:
        CORE.with_layer(spanish)

    assert "layer: expected a catalog in the language 'en', found 'es'" == str(caught.value)


def test_an_empty_catalog_keeps_its_language() -> None:
    """A language does not get lost when a filter leaves nothing."""
    spanish = clinic("one", text=attr.evolve(SLIDE.text, language="es"))
    nothing = spanish.filter(levels=())

    assert "es" == nothing.with_layer(nothing).language == nothing.patched().language


# -- patches ------------------------------------------------------------------------------------------------------------------


def test_a_patch_changes_one_record_and_shows_in_its_provenance() -> None:
    """What a clinic changed can be told from what homept published."""
    patched = CORE.patched(patch(dose=BAND))

    assert BAND == patched["heel-slide"].dose
    assert ("2026-11-20 Hill Clinic: gentler (dose)",) == patched["heel-slide"].provenance
    assert f"{CORE.version}+patched" == patched.version
    assert all(patched[id] == CORE[id] for id in CORE if id != "heel-slide")


def test_the_catalog_that_was_patched_stays_as_it_was() -> None:
    """A patch makes another catalog."""
    CORE.patched(patch(dose=BAND))

    assert () == CORE["heel-slide"].provenance


def test_patches_apply_in_order() -> None:
    """A later patch has the last word, and both show."""
    again = DoseBand(low=Dose.parse("1x2"), start=Dose.parse("1x3"), high=Dose.parse("1x5"))
    renamed = attr.evolve(SLIDE.text, name="Bed slide")

    patched = CORE.patched(patch(dose=BAND, text=renamed), patch(dose=again, add_precautions=[CAUTION]))["heel-slide"]

    assert (again, "Bed slide") == (patched.dose, patched.name)
    assert (
        "2026-11-20 Hill Clinic: gentler (text, dose)",
        "2026-11-20 Hill Clinic: gentler (dose, add_precautions)",
    ) == patched.provenance


@given(st.lists(testing.value_of(Patch), max_size=3))
def test_a_patch_never_removes_a_precaution(patches: list[Patch]) -> None:
    """Whatever a patch says, the cautions of the record stay, and come first."""
    record = SLIDE
    for one in patches:
        patched = one.apply(record)

        assert record.precautions == patched.precautions[: len(record.precautions)]
        assert record.provenance == patched.provenance[:-1]
        assert (record.id, record.revision, record.traits) == (patched.id, patched.revision, patched.traits)
        record = patched


def test_a_patch_of_an_unknown_record_is_refused() -> None:
    """The error names the nearest ids."""
    with pytest.raises(UnknownId, match="no exercise has the id 'heel-slid'; did you mean 'heel-slide'"):
        CORE.patched(patch("heel-slid", dose=BAND))


def test_a_patch_of_a_record_that_was_filtered_out_is_refused() -> None:
    """A filtered catalog knows only what is in it."""
    with pytest.raises(UnknownId, match="no exercise has the id 'heel-slide'"):
        CORE.filter(regions={"shoulder"}).patched(patch(dose=BAND))


def test_a_patch_must_change_something() -> None:
    """An empty patch would be noise in the provenance."""
    with pytest.raises(InvalidValue) as caught:
        patch()

    assert "Patch: expected at least one of text, dose and add_precautions" == str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("exercise", "Heel Slide", "Patch.exercise: expected an id"),
        ("by", " ", "Patch.by: expected a text that is not blank, found ' '"),
        ("reason", "", "Patch.reason: expected a text that is not blank, found ''"),
        ("on", "2026-11-20", "Patch.on: expected a date without a time"),
        ("on", datetime(2026, 11, 20), "Patch.on: expected a date without a time"),
    ],
)
def test_bad_parts_of_a_patch_are_refused(field: str, value: object, told: str) -> None:
    """Each field is checked when the patch is made."""
    parts: dict[str, Any] = {"exercise": "heel-slide", "by": "me", "on": ON, "reason": "why", "dose": BAND, field: value}

    with pytest.raises(InvalidValue) as caught:
        Patch(**parts)

    assert str(caught.value).startswith(told)


def test_a_patch_in_another_language_is_refused() -> None:
    """Even where the patched record is the only one."""
    spanish = patch(text=attr.evolve(SLIDE.text, language="es"))

    with pytest.raises(InvalidData, match="heel-slide text: expected the language 'en', found 'es'"):
        Catalog.of([SLIDE]).patched(spanish)


def test_a_patch_with_unknown_words_is_refused() -> None:
    """A precaution for a condition that no person can have would never warn anybody."""
    unknown = attr.evolve(CAUTION, condition="sore-knee")

    with pytest.raises(InvalidData, match=r"heel-slide precautions\[2\]\.condition: 'sore-knee' is not in the vocabulary"):
        CORE.patched(patch(add_precautions=[unknown]))


def test_a_patch_may_not_repeat_the_code_of_a_precaution() -> None:
    """A code names one sentence of the record."""
    with pytest.raises(InvalidData, match="heel-slide precautions: a code is given twice"):
        CORE.patched(patch(add_precautions=[CAUTION]), patch(add_precautions=[CAUTION]))


# -- withdrawn records --------------------------------------------------------------------------------------------------------

OLD = attr.evolve(SLIDE, id="knee-slide", withdrawn="2026.12.0", successor="heel-slide")
GONE = attr.evolve(SLIDE, id="leg-slide", withdrawn="2027.1.0")
WITH_OLD = Catalog.of([*CORE.values(), OLD, GONE], version="2027.1.0")


def quietly(catalog: Catalog, id: str) -> Exercise:
    """Look up a withdrawn record, which must warn."""
    with pytest.warns(WithdrawnWarning):
        return catalog[id]


def test_a_withdrawn_record_is_not_part_of_the_catalog() -> None:
    """It is neither counted, iterated, filtered, searched nor contained."""
    assert list(CORE) == list(WITH_OLD)
    assert len(CORE) == len(WITH_OLD)
    assert "knee-slide" not in WITH_OLD
    assert list(CORE.filter(regions={"knee"})) == list(WITH_OLD.filter(regions={"knee"}))
    assert "knee-slide" not in [hit.exercise.id for hit in WITH_OLD.search("heel slide")]


def test_it_resolves_with_a_warning_that_names_its_successor() -> None:
    """Plans and journals from before still read; the warning points at the caller's line."""
    with pytest.warns(WithdrawnWarning) as caught:
        record = WITH_OLD["knee-slide"]

    assert OLD == record
    assert "the exercise 'knee-slide' was withdrawn in 2026.12.0; use 'heel-slide' instead" == str(caught[0].message)
    assert __file__ == caught[0].filename


def test_one_without_a_successor_says_so() -> None:
    """Not every record has one to follow it."""
    with pytest.warns(WithdrawnWarning, match=r"^the exercise 'leg-slide' was withdrawn in 2027\.1\.0; it has no successor$"):
        assert GONE == WITH_OLD["leg-slide"]


def test_the_warning_can_be_made_an_error() -> None:
    """It is an ordinary warning of its own class."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", WithdrawnWarning)

        with pytest.raises(WithdrawnWarning):
            WITH_OLD["knee-slide"]


@pytest.mark.parametrize(
    "changed",
    [
        WITH_OLD.filter(regions={"shoulder"}),
        WITH_OLD.with_layer(clinic("one")),
        clinic("one").with_layer(WITH_OLD),
        WITH_OLD.patched(patch(dose=BAND)),
        pickle.loads(pickle.dumps(WITH_OLD)),
        pickle.loads(pickle.dumps(WITH_OLD.filter(regions={"shoulder"}))),
        codec.from_json(codec.to_json(WITH_OLD)),
    ],
    ids=["filter", "base of a layer", "layer", "patched", "pickle", "filter and pickle", "codec"],
)
def test_it_survives_everything_that_makes_another_catalog(changed: Catalog) -> None:
    """A withdrawn id resolves for ever."""
    assert OLD == quietly(changed, "knee-slide")
    assert GONE == quietly(changed, "leg-slide")
    assert "knee-slide" not in changed


def test_a_withdrawn_record_can_be_patched() -> None:
    """A clinic that still uses it may add a caution."""
    patched = WITH_OLD.patched(patch("knee-slide", add_precautions=[CAUTION]))

    assert (*OLD.precautions, CAUTION) == quietly(patched, "knee-slide").precautions


# -- made in code -------------------------------------------------------------------------------------------------------------


def test_no_records_make_an_empty_catalog() -> None:
    """Empty is allowed, in English."""
    assert (0, "en", "0") == (len(Catalog.of([])), Catalog.of([]).language, Catalog.of([]).version)


def test_languages_of_records_made_in_code_are_counted() -> None:
    """All records of such a catalog have its language, and none is known to have another."""
    spanish = clinic("one", "two", text=attr.evolve(SLIDE.text, language="es"))

    assert ({}, {"es": 2}) == (dict(Catalog.of([]).languages), dict(spanish.languages))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"regions": ("kne",)}, "regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?"),
        ({"regions": ("knee", "knee")}, "regions: a word is given twice"),
        ({"kind": "strenght"}, "kind: 'strenght' is not in the vocabulary of kinds; did you mean 'strength'?"),
        ({"position": "upside-down"}, "position: 'upside-down' is not in the vocabulary of positions"),
        ({"traits": ("standin",)}, "traits: 'standin' is not in the vocabulary of traits; did you mean 'standing'?"),
        (
            {"stand_ins": (("chair", ("sofa",)),)},
            "stand_ins: 'sofa' is not in the vocabulary of equipment",
        ),
        (
            {"precautions": (attr.evolve(CAUTION, condition="flu"),)},
            "precautions[0].condition: 'flu' is not in the vocabulary of conditions",
        ),
        (
            {"precautions": (attr.evolve(CAUTION, condition=None, surgery="knee-repair"),)},
            "precautions[0].surgery: 'knee-repair' is not in the vocabulary of procedures; did you mean 'knee-replacement'?",
        ),
        (
            {"precautions": (attr.evolve(CAUTION, verdict="modify", support="cane"),)},
            "precautions[0].support: 'cane' is not in the vocabulary of supports",
        ),
    ],
)
def test_unknown_words_of_a_record_made_in_code_are_told(changes: dict[str, Any], told: str) -> None:
    """Records made in code get the checks of their words that files get."""
    with pytest.raises(InvalidData) as caught:
        Catalog.of([attr.evolve(SLIDE, **changes)])

    assert [f"exercises in code: heel-slide {told}"] == [str(problem) for problem in caught.value.problems]


def test_one_piece_may_stand_in_for_two() -> None:
    """Only within one list may no word come twice."""
    record = attr.evolve(SLIDE, stand_ins=(("chair", ("step",)), ("table", ("step",))))

    assert 1 == len(Catalog.of([record]))


def test_all_problems_of_records_made_in_code_are_told_at_once() -> None:
    """Unknown words, an id given twice and mixed languages, all in one error."""
    spanish = attr.evolve(CORE["bridge"], text=attr.evolve(CORE["bridge"].text, language="es"))

    with pytest.raises(InvalidData) as caught:
        Catalog.of([attr.evolve(CORE["ankle-pump"], goals=("power",)), SLIDE, spanish, SLIDE])

    assert (
        DataProblem("exercises in code", "ankle-pump", "goals", "'power' is not in the vocabulary of goals"),
        DataProblem("exercises in code", "heel-slide", "id", "this id is given twice"),
        DataProblem("exercises in code", "bridge", "text", "expected the language 'en', found 'es'"),
    ) == caught.value.problems


def test_a_citation_of_an_unknown_kind_is_refused() -> None:
    """The kinds of works are words too, in code as in files."""
    cited = attr.evolve(SLIDE.citations[0], kind="hearsay")

    with pytest.raises(InvalidData, match=r"citations\[0\].kind: 'hearsay' is not in the vocabulary of source_kinds"):
        Catalog.of([attr.evolve(SLIDE, citations=(cited,))])
