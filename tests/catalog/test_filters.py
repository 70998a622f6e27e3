"""Filters: any of the words within a facet, all of the facets, and no word or filter that is silently not understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attr
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ten_exercises import ten_exercises

from homept import vocabulary
from homept.catalog import Catalog, FilterCount, load_catalog
from homept.catalog.core import FACETS
from homept.errors import InvalidValue, UnknownWord
from homept.exercise import Exercise
from homept.vocabulary import Region

_RECORD = load_catalog()["heel-slide"]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """homept's own catalog."""
    return ten_exercises()


def words_of(exercise: Exercise, facet: str) -> frozenset[object]:
    """Tell the words of a record in a facet, with all words above them in the tree: the plain reading of a filter."""
    value = getattr(exercise, FACETS[facet])
    if facet == "levels":
        return frozenset({value})
    parents = {word.id: word.parent for word in vocabulary.words(facet)}
    found = set()
    for word in value if isinstance(value, tuple) else (value,):
        above: str | None = word
        while above is not None:
            found.add(above)
            above = parents[above]
    return frozenset(found)


_WORDS = {facet: tuple(word.id for word in vocabulary.words(facet)) for facet in FACETS if facet != "levels"}
_SOME = {facet: st.frozensets(st.sampled_from(words), max_size=4) for facet, words in _WORDS.items()}

# Arguments of a filter: some facets, each with some of its words.
facet_filters = st.fixed_dictionaries({}, optional={**_SOME, "levels": st.frozensets(st.integers(1, 4))})

# The facets of one record, and whether it is withdrawn.
_TAGS = st.fixed_dictionaries(
    {
        FACETS[facet]: st.sampled_from(words) if isinstance(getattr(_RECORD, FACETS[facet]), str) else _SOME[facet].map(sorted)
        for facet, words in _WORDS.items()
    }
    | {"level": st.integers(1, 4), "withdrawn": st.sampled_from((None, None, None, "2"))}
)


# Catalogs of records that differ in their facets only.
def _catalog(rows: list[dict[str, Any]]) -> Catalog:
    return Catalog.of([attr.evolve(_RECORD, id=f"record-{number}", **row) for number, row in enumerate(rows)])


tagged_catalogs = st.lists(_TAGS, max_size=6).map(_catalog)


# -- what a filter means ------------------------------------------------------------------------------------------------------


@given(tagged_catalogs, facet_filters)
def test_a_record_passes_when_it_has_any_word_of_every_facet(catalog: Catalog, filters: dict[str, Any]) -> None:
    """Any-of within a facet, all-of across facets, a word counting for those above it."""
    expected = [
        id for id, exercise in catalog.items() if all(words_of(exercise, facet) & wanted for facet, wanted in filters.items())
    ]

    assert expected == list(catalog.filter(**filters))


@given(tagged_catalogs, facet_filters, facet_filters)
def test_adding_a_filter_never_adds_results(catalog: Catalog, one: dict[str, Any], other: dict[str, Any]) -> None:
    """Each further filter keeps or narrows."""
    assert set(catalog.filter(**one).filter(**other)) <= set(catalog.filter(**one))


@given(tagged_catalogs, facet_filters, facet_filters)
def test_filters_commute(catalog: Catalog, one: dict[str, Any], other: dict[str, Any]) -> None:
    """The order of filters does not matter."""
    assert catalog.filter(**one).filter(**other) == catalog.filter(**other).filter(**one)


@given(tagged_catalogs, facet_filters)
def test_filtering_twice_is_filtering_once(catalog: Catalog, filters: dict[str, Any]) -> None:
    """A filter finds nothing new to remove."""
    assert catalog.filter(**filters) == catalog.filter(**filters).filter(**filters)


@given(tagged_catalogs, facet_filters)
def test_one_call_with_all_facets_is_one_call_for_each(catalog: Catalog, filters: dict[str, Any]) -> None:
    """Facets in one call and in a chain of calls mean the same."""
    chained = catalog
    for facet, wanted in filters.items():
        chained = chained.filter(**{facet: wanted})

    assert catalog.filter(**filters) == chained


@given(tagged_catalogs, _SOME["goals"], _SOME["goals"])
def test_words_of_one_facet_add_up(catalog: Catalog, one: frozenset[str], other: frozenset[str]) -> None:
    """Asking for more words of one facet finds what each of them finds."""
    assert set(catalog.filter(goals=one | other)) == set(catalog.filter(goals=one)) | set(catalog.filter(goals=other))


def test_no_filter_at_all_leaves_everything(catalog: Catalog) -> None:
    """None leaves a facet open."""
    assert catalog == catalog.filter() == catalog.filter(regions=None, where=None)


@pytest.mark.parametrize("facet", sorted(FACETS))
def test_an_empty_collection_matches_nothing(catalog: Catalog, facet: str) -> None:
    """Any of no words is none."""
    empty: Any = {facet: set()}

    assert [] == list(catalog.filter(**empty))


def test_a_region_includes_those_below_it(catalog: Catalog) -> None:
    """The lower limb is hip, knee, ankle and foot."""
    below = catalog.filter(regions={"hip", "knee", "ankle-foot"})

    assert below == catalog.filter(regions={"lower-limb"})
    assert "quad-set" in below


def test_a_region_does_not_include_those_above_it(catalog: Catalog) -> None:
    """Asking for the knee finds no exercise that is for the hip alone."""
    assert "clamshell" not in catalog.filter(regions={"knee"})


def test_a_goal_includes_those_below_it(catalog: Catalog) -> None:
    """Flexibility is a kind of mobility."""
    assert set(catalog.filter(goals={"flexibility"})) <= set(catalog.filter(goals={"mobility"}))


def test_members_of_the_enumerations_are_words(catalog: Catalog) -> None:
    """The enumerations are for completion only; they are the strings."""
    assert catalog.filter(regions={"knee"}) == catalog.filter(regions=[Region.KNEE])


@pytest.mark.parametrize("collection", [list, tuple, set, frozenset, dict.fromkeys])
def test_any_collection_of_words_will_do(catalog: Catalog, collection: Callable[[list[str]], Any]) -> None:
    """A set, a list, a tuple or the keys of a dict."""
    assert catalog.filter(regions={"knee", "hip"}) == catalog.filter(regions=collection(["knee", "hip"]))


def test_levels_are_whole_numbers(catalog: Catalog) -> None:
    """Levels filter like words."""
    easy = catalog.filter(levels={1})

    assert {1} == {exercise.level for exercise in easy.values()}
    assert catalog == catalog.filter(levels=[1, 2, 3, 4])


def test_an_id_that_was_filtered_out_is_unknown(catalog: Catalog) -> None:
    """What is not in the result cannot be taken out of it."""
    knee = catalog.filter(regions={"knee"})

    with pytest.raises(KeyError, match="no exercise has the id 'calf-raise'"):
        knee["calf-raise"]
    assert "calf-raise" not in knee


# -- where --------------------------------------------------------------------------------------------------------------------


@given(tagged_catalogs, st.integers(0, 3))
def test_where_keeps_what_the_predicate_says(catalog: Catalog, most: int) -> None:
    """For what is not a facet, any question may be asked of the record."""
    expected = [id for id, exercise in catalog.items() if exercise.fall_risk <= most]

    assert expected == list(catalog.filter(where=lambda exercise: exercise.fall_risk <= most))


def test_where_is_asked_only_of_what_is_left(catalog: Catalog) -> None:
    """The facets narrow first, so that a predicate may rely on them."""
    asked = []

    def ask(exercise: Exercise) -> bool:
        asked.append(exercise.id)
        return True

    catalog.filter(regions={"knee"}).filter(goals={"strength"}, where=ask)

    assert list(catalog.filter(regions={"knee"}, goals={"strength"})) == asked


# -- refusals -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facet", "word", "told"),
    [
        (
            "regions",
            "kne",
            "filter regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?; "
            "homept.vocabulary.words('regions') lists them all",
        ),
        (
            "goals",
            "power",
            "filter goals: 'power' is not in the vocabulary of goals; homept.vocabulary.words('goals') lists them all",
        ),
        (
            "equipment",
            "chairs",
            "filter equipment: 'chairs' is not in the vocabulary of equipment; did you mean 'chair' or 'card'?; "
            "homept.vocabulary.words('equipment') lists them all",
        ),
        ("levels", 7, "filter levels: '7' is not in the vocabulary of levels; levels are 1, 2, 3, 4"),
        ("levels", True, "filter levels: 'True' is not in the vocabulary of levels; levels are 1, 2, 3, 4"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest_one(catalog: Catalog, facet: str, word: object, told: str) -> None:
    """Never an empty result, and never the whole catalog, for a slip of the pen."""
    filters: Any = {facet: {word}}

    with pytest.raises(UnknownWord) as caught:
        catalog.filter(**filters)

    assert told == str(caught.value)


@pytest.mark.parametrize("facet", sorted(FACETS))
def test_every_facet_refuses_an_unknown_word(catalog: Catalog, facet: str) -> None:
    """No facet lets an unknown word pass, even beside known ones."""
    known = [1] if facet == "levels" else [word.id for word in vocabulary.words(facet)]
    filters: Any = {facet: [*known, "no-such-word"]}

    with pytest.raises(UnknownWord, match=rf"^filter {facet}: 'no-such-word' is not in the vocabulary of {facet}"):
        catalog.filter(**filters)


@pytest.mark.parametrize("facet", sorted(FACETS))
def test_every_facet_refuses_a_bare_string(catalog: Catalog, facet: str) -> None:
    """A string would fall apart into letters; the message shows what to write."""
    filters: Any = {facet: "knee"}

    with pytest.raises(InvalidValue) as caught:
        catalog.filter(**filters)

    assert f"filter {facet}: expected a collection of words; write {{'knee'}} for one word, found a bare string" == str(
        caught.value
    )


@pytest.mark.parametrize(
    ("name", "near"),
    [("region", "'regions'"), ("goal", "'goals'"), ("level", "'levels'"), ("kind", "'kinds'"), ("wheer", "'where'")],
)
def test_a_misspelt_filter_is_refused_with_the_nearest_one(catalog: Catalog, name: str, near: str) -> None:
    """An unknown argument is not ignored: the whole catalog would pass for a result."""
    misspelt: Any = {name: {"knee"}}

    with pytest.raises(UnknownWord) as caught:
        catalog.filter(**misspelt)

    assert (
        f"filter: '{name}' is not in the vocabulary of filters; did you mean {near}?; filters are regions, goals, kinds, "
        "positions, surfaces, equipment, muscles, movements, side_models, traits, levels, where"
    ) == str(caught.value)


# -- explain ------------------------------------------------------------------------------------------------------------------


def test_an_unfiltered_catalog_has_nothing_to_explain(catalog: Catalog) -> None:
    """No filter, no count."""
    assert () == catalog.explain()


def test_explain_tells_for_each_filter_what_passes_it_alone(catalog: Catalog) -> None:
    """The filter that an empty result is due to shows as 0."""
    nothing = catalog.filter(regions={"jaw", "neck"}, goals={"strength"}).filter(levels={2})

    assert (
        FilterCount(facet="regions", wanted=("jaw", "neck"), passing=0),
        FilterCount(facet="goals", wanted=("strength",), passing=len(catalog.filter(goals={"strength"}))),
        FilterCount(facet="levels", wanted=("2",), passing=len(catalog.filter(levels={2}))),
    ) == nothing.explain()
    assert [] == list(nothing)


@given(tagged_catalogs, facet_filters)
def test_each_count_is_the_size_of_that_filter_alone(catalog: Catalog, filters: dict[str, Any]) -> None:
    """Counts do not depend on the other filters, and withdrawn records never count."""
    alone = {facet: len(catalog.filter(**{facet: wanted})) for facet, wanted in filters.items()}

    assert alone == {count.facet: count.passing for count in catalog.filter(**filters).explain()}


def test_explain_names_a_predicate_and_counts_it_among_what_was_left(catalog: Catalog) -> None:
    """A predicate is only ever asked of what the filters before it left."""

    def safe(exercise: Exercise) -> bool:
        return exercise.fall_risk == 0

    standing = catalog.filter(positions={"standing"}, where=safe)

    assert FilterCount(facet="where", wanted=("safe",), passing=0) == standing.explain()[-1]


def test_explain_does_not_change_with_the_callers_collection(catalog: Catalog) -> None:
    """What was asked for is kept as it was when it was asked."""
    wanted = {"knee"}
    knee = catalog.filter(regions=wanted)
    wanted.add("hip")

    assert ("knee",) == knee.explain()[0].wanted
