"""A catalog is an immutable, ordered mapping from id to exercise, equal and hashable by what it holds."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any, cast

import attr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ten_exercises import NAMES, ten_exercises

import homept as pt
from homept import testing
from homept.catalog import Catalog, load_catalog
from homept.errors import MissingText, UnknownId
from homept.exercise import Exercise


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """homept's own catalog."""
    return load_catalog()


def test_the_ten_exercises_of_the_article_are_there(catalog: Catalog) -> None:
    """The catalog holds the ten exercises that homept started from."""
    assert set(NAMES) <= set(catalog)


def test_it_is_a_mapping(catalog: Catalog) -> None:
    """Everything that a mapping can do, a catalog can."""
    assert isinstance(catalog, Mapping)
    assert len(catalog) == len(list(catalog)) == len(catalog.values()) == len(catalog.items())
    assert all(id == exercise.id for id, exercise in catalog.items())
    assert all(id in catalog for id in catalog)
    assert "Heel slide" == catalog["heel-slide"].name


@given(st.lists(testing.ids(), unique=True, max_size=8))
def test_it_is_ordered_by_id(ids: list[str]) -> None:
    """Iteration is in the order of the ids, whatever the order in which the records came."""
    bridge = load_catalog()["bridge"]

    assert sorted(ids) == list(Catalog.of([attr.evolve(bridge, id=id) for id in ids]))


def test_the_order_of_the_records_does_not_matter(catalog: Catalog) -> None:
    """The same records in any order make equal catalogs."""
    records = list(catalog.values())

    forward = Catalog.of(records, version="1")
    backward = Catalog.of(reversed(records), version="1")

    assert forward == backward
    assert hash(forward) == hash(backward)


@pytest.mark.parametrize("other", ["knee", 5, None, ("heel-slide",), b"heel-slide"])
def test_what_is_no_id_is_not_in_it(catalog: Catalog, other: object) -> None:
    """Asking is never an error."""
    assert other not in catalog


def test_an_unknown_id_names_the_nearest_ones() -> None:
    """The error is a KeyError too, so that mappings' own habits work."""
    with pytest.raises(UnknownId) as caught:
        ten_exercises()["heel-slid"]

    assert "no exercise has the id 'heel-slid'; did you mean 'heel-slide' or 'wall-slide'?" == str(caught.value)
    assert isinstance(caught.value, KeyError)
    assert ("exercise", "heel-slid") == (caught.value.kind, caught.value.id)


def test_an_id_that_is_like_no_other_gets_no_suggestion(catalog: Catalog) -> None:
    """A far-fetched suggestion is worse than none."""
    with pytest.raises(UnknownId) as caught:
        catalog["xyz"]

    assert "no exercise has the id 'xyz'" == str(caught.value)


def test_get_has_a_default(catalog: Catalog) -> None:
    """A missing id gives the default, as in every mapping."""
    assert catalog.get("not-there") is None
    assert "Bridge" == cast(Exercise, catalog.get("bridge")).name


def test_a_record_is_made_once(catalog: Catalog) -> None:
    """Looking twice gives the same object, in a filtered catalog too."""
    assert catalog["bridge"] is catalog["bridge"]
    assert catalog.filter(regions={"hip"})["bridge"] is catalog["bridge"]


def test_loading_twice_gives_equal_catalogs(catalog: Catalog) -> None:
    """Catalogs are equal by what they hold, not by where they came from."""
    assert catalog == load_catalog()
    assert hash(catalog) == hash(load_catalog())
    assert {catalog} == {load_catalog()}


@pytest.mark.parametrize("other", [{}, "catalog", None, 5])
def test_it_is_not_equal_to_anything_else(catalog: Catalog, other: object) -> None:
    """Only catalogs are equal to catalogs."""
    assert catalog != other


def test_version_language_and_content_tell_catalogs_apart(catalog: Catalog) -> None:
    """A difference in any of the three is a difference."""
    records = list(catalog.values())
    spanish = [attr.evolve(record, text=attr.evolve(record.text, language="es")) for record in records]

    assert Catalog.of(records, version="1") != Catalog.of(records, version="2")
    assert Catalog.of(records, version="1") != Catalog.of(records[1:], version="1")
    assert Catalog.of(records, version="1") != Catalog.of(spanish, version="1")
    assert "es" == Catalog.of(spanish).language


def test_a_filter_that_leaves_all_is_equal_to_the_whole(catalog: Catalog) -> None:
    """How a catalog came about is not part of what it is."""
    assert catalog == catalog.filter(levels={1, 2, 3, 4})


@given(testing.catalogs())
@settings(max_examples=25)
def test_it_pickles_to_an_equal_catalog(catalog: Catalog) -> None:
    """Processes can hand catalogs to each other."""
    again = pickle.loads(pickle.dumps(catalog))

    assert catalog == again
    assert hash(catalog) == hash(again)
    assert catalog.languages == again.languages
    assert list(catalog.filter(levels={1, 2})) == list(again.filter(levels={1, 2}))


def test_a_filtered_catalog_pickles_as_what_it_shows(catalog: Catalog) -> None:
    """What was filtered out stays out."""
    knee = catalog.filter(regions={"knee"})

    again = pickle.loads(pickle.dumps(knee))

    assert knee == again
    assert list(knee) == list(again)


def test_repr_tells_size_and_version(catalog: Catalog) -> None:
    """A filtered catalog tells how much of the whole it is."""
    some = Catalog.of(list(catalog.values())[:3], version="7")

    assert "<Catalog 3 exercises, version 7>" == repr(some)
    assert "<Catalog 0 of 3 exercises, version 7>" == repr(some.filter(levels=()))


def test_languages_are_told_as_a_copy(catalog: Catalog) -> None:
    """English is complete; changing the answer changes nothing."""
    languages = cast(dict[str, int], catalog.languages)
    languages["xx"] = 1

    assert {"en": len(catalog)} == dict(catalog.languages)


# -- immutability -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["version", "language", "languages", "colour"])
def test_no_attribute_of_a_catalog_can_be_set(catalog: Catalog, name: str) -> None:
    """One caller cannot change what another sees."""
    before = hash(catalog)

    with pytest.raises(AttributeError):
        setattr(catalog, name, "x")

    assert before == hash(catalog)


def test_no_item_of_a_catalog_can_be_set_or_deleted(catalog: Catalog) -> None:
    """It is a mapping to read from."""
    changeable = cast(Any, catalog)

    with pytest.raises(TypeError):
        changeable["heel-slide"] = catalog["bridge"]
    with pytest.raises(TypeError):
        del changeable["heel-slide"]


@pytest.mark.parametrize("field", [field.name for field in attr.fields(Exercise)])
def test_no_field_of_a_record_can_be_set(catalog: Catalog, field: str) -> None:
    """A record that all share cannot be changed by any."""
    with pytest.raises(attr.exceptions.FrozenInstanceError):
        setattr(catalog["heel-slide"], field, None)


def test_nothing_inside_a_record_can_change(catalog: Catalog) -> None:
    """Every record hashes, so nothing inside it is a list or a dict."""
    assert len(catalog) == len(set(catalog.values()))


def test_filtering_does_not_change_the_catalog(catalog: Catalog) -> None:
    """A second query sees as much as the first."""
    before = list(catalog)

    catalog.filter(regions={"knee"}).filter(goals={"strength"})

    assert before == list(catalog)


# -- languages ----------------------------------------------------------------------------------------------------------------


def test_a_language_that_no_record_has_is_an_error() -> None:
    """An unknown language is never answered in English."""
    with pytest.raises(MissingText) as caught:
        load_catalog(language="zz")

    assert "no text for 'catalog' in the language 'zz'; languages that exist: en" == str(caught.value)
    assert ("zz", ("en",)) == (caught.value.language, caught.value.languages)


def test_the_front_door_and_the_submodule_give_the_same_names() -> None:
    """Catalog has one home, however it is reached."""
    from homept.catalog import FilterCount, Patch, SearchHit, WithdrawnWarning, core, folder, layers, results

    assert pt.Catalog is Catalog is core.Catalog
    assert pt.load_folder is pt.catalog.load_folder is folder.load_folder
    assert (layers.Patch, layers.WithdrawnWarning) == (Patch, WithdrawnWarning)
    assert (results.FilterCount, results.SearchHit) == (FilterCount, SearchHit)


def test_the_submodule_has_no_other_names() -> None:
    """A misspelt name is an AttributeError that names it."""
    with pytest.raises(AttributeError, match=r"module 'homept\.catalog' has no attribute 'load_catalogue'"):
        pt.catalog.load_catalogue  # type: ignore[attr-defined]  # noqa: B018  # it is looked up to see it fail


def test_the_submodule_lists_its_names() -> None:
    """What an editor or a person at a prompt is offered."""
    assert sorted(pt.catalog.__all__) == sorted(dir(pt.catalog))
