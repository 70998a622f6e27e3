"""Search finds an exercise by any of its names, and forgives slips in typing them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import attr
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ten_exercises import NAMES, ten_exercises

from homept import _package_data
from homept.catalog import Catalog, SearchHit, load_catalog, name_index, search
from homept.catalog.spelling import split_words
from homept.errors import InvalidValue
from homept.exercise import Exercise

CATALOG = load_catalog()
IN_MEMORY = Catalog.of(CATALOG.values())
TEN = ten_exercises()
PLAIN_NAMES = [(id, name) for id, one in CATALOG.items() for name in (one.text.name, *one.text.other_names)]
AMBIGUOUS_NAMES = [(id, name) for id, one in CATALOG.items() for name in one.text.ambiguous_names]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def found(query: str, catalog: Catalog = CATALOG, limit: int = 10) -> list[str]:
    """Search and return the ids."""
    return [hit.exercise.id for hit in catalog.search(query, limit=limit)]


def words_of(name: str) -> str:
    """Return the words of an id or a name."""
    return " ".join(split_words(name))


# -- names --------------------------------------------------------------------------------------------------------------------


def test_every_name_finds_its_record_first() -> None:
    """A name that stands for one movement finds it at once, without a doubt."""
    for id, name in PLAIN_NAMES:
        assert (SearchHit(exercise=CATALOG[id], name=name, score=1.0, ambiguous=False),) == CATALOG.search(name, limit=1)


def test_every_id_finds_its_record_first() -> None:
    """Typed as it is, or with spaces for its dashes."""
    for id in CATALOG:
        for typed in (id, id.replace("-", " ")):
            assert [id] == found(typed, limit=1), typed


def test_every_ambiguous_name_finds_all_that_have_it_first_and_says_so() -> None:
    """A name by which others mean something else is marked on each record that has it as such, so that an app can ask."""
    carriers: dict[str, dict[str, bool]] = {}
    for id, name in AMBIGUOUS_NAMES:
        carriers.setdefault(words_of(name), {})[id] = True
    for id, name in PLAIN_NAMES:
        if words_of(name) in carriers:
            carriers[words_of(name)][id] = False
    for id in CATALOG:
        if words_of(id) in carriers:
            carriers[words_of(id)][id] = False
    several = 0
    for name, meant in carriers.items():
        hits = CATALOG.search(name, limit=len(meant))
        # A name that is the id of one of them, word for word, is that one's own.
        assert set(meant) == {hit.exercise.id for hit in hits}, name
        assert all(hit.ambiguous == meant[hit.exercise.id] for hit in hits if words_of(hit.exercise.id) != words_of(name)), name
        several += len(meant) > 1

    assert several > 50


@pytest.mark.parametrize("id", NAMES)
def test_case_accents_and_order_of_words_do_not_matter(id: str) -> None:
    """People type as they like."""
    text = TEN[id].text
    for name in (text.name, *text.other_names):
        for typed in (
            name.upper(),
            name.replace("e", "é"),
            f"  {name}. ",
        ):
            assert id == found(typed)[0], typed
        # In another order, or without the small words, they can be those of another record's name too.
        for typed in (" ".join(reversed(name.split())), f"the {name} exercise"):
            assert id in found(typed, limit=3), typed


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("heal slides", "heel-slide"),
        ("brigde", "bridge"),
        ("calf raises", "calf-raise"),
        ("quads sets", "quad-set"),
        ("clam shells", "clamshell"),
        ("ankle pumps", "ankle-pump"),
        ("sholder blade squeeses", "shoulder-blade-squeeze"),
        ("seeted marching", "seated-march"),
        ("sliding heel", "heel-slide"),
        ("hamstrings stretch sitting in a chair", "chair-hamstring-stretch"),
        ("rotating the neck", "neck-turn"),
        ("Calf raises, hold support, 10 times", "calf-raise"),
        ("feet pumps", "ankle-pump"),
        ("sidelying external rotation", "side-lying-turn-out"),
        ("clam shell", "clamshell"),
        ("SAQ", "short-arc-quad"),
        ("DKTC", "double-knee-to-chest"),
        ("gaze stabilisation", "gaze-side"),
        ("rear leg lifts", "standing-back-leg-raise"),
        ("jaw sidways", "jaw-side"),
        ("wall angels", "wall-slide"),
        ("squats at the worktop", "mini-squat"),
        ("bum squeezes", "glute-set"),
        ("kegel exercsie", "pelvic-floor-slow"),
        ("supine knee rolls", "knee-rolls"),
        ("scapular squeeze", "shoulder-blade-squeeze"),
        ("wheelchair march", "seated-march"),
        ("waiter\u2019s bow", "hip-hinge"),
    ],
)
def test_common_slips_plurals_and_forms_are_forgiven(typed: str, id: str) -> None:
    """What people really type finds what they mean."""
    assert id == found(typed)[0]


@pytest.mark.parametrize("id", NAMES)
@pytest.mark.parametrize(
    "typed",
    [
        "left {}",
        "{} for seniors",
        "{}, 10 times",
        "how to do {} at home",
        "please show my {}",
        "{} 2 x 12 reps",
        "physio {} video",
    ],
)
def test_words_that_say_for_whom_and_how_often_do_not_get_in_the_way(typed: str, id: str) -> None:
    """They are read past, and so is a number that no name has."""
    for name in (TEN[id].name, *TEN[id].text.other_names):
        assert id in found(typed.format(name), limit=3), typed.format(name)


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("arm pull with a band", "pull-b"),
        ("theraband arm pulls", "pull-b"),
        ("arm pull standing", "pull-c"),
        ("knee arm pull", "pull-c"),
        ("arm pull for the triceps", "pull-b"),
        ("arm row", "pull-c"),
    ],
)
def test_facets_and_other_names_tell_like_records_apart(typed: str, id: str) -> None:
    """A word that the name lacks counts where another name of the record has it, or a facet of the record."""

    def pull(id: str, *others: str, **facets: Any) -> Exercise:
        text = attr.evolve(CATALOG["bridge"].text, name=f"Arm pull {id[-1]}", other_names=others, ambiguous_names=())
        return attr.evolve(CATALOG["bridge"], id=id, text=text, **facets)

    three = [
        pull("pull-a", regions=["shoulder"], equipment=[], muscles=["deltoid"]),
        pull("pull-b", regions=["shoulder"], equipment=["band"], muscles=["triceps"]),
        pull("pull-c", "rowing", regions=["knee"], equipment=[], muscles=["deltoid"], position="standing"),
    ]

    assert id == found(typed, Catalog.of(three))[0]


def one_letter_slips() -> st.SearchStrategy[tuple[str, str]]:
    """Draw a record's id and one of its names with one letter left out, changed, doubled by another, or swapped."""

    def slips(pair: tuple[str, str]) -> st.SearchStrategy[tuple[str, str]]:
        id, name = pair
        places = [place for place, letter in enumerate(name) if letter.isalpha()]
        swaps = [place for place in places if place + 1 in places and name[place] != name[place + 1]]
        changed = st.tuples(st.sampled_from(places), st.sampled_from(LETTERS))
        return st.one_of(
            st.sampled_from(places).map(lambda at: name[:at] + name[at + 1 :]),
            changed.map(lambda slip: name[: slip[0]] + slip[1] + name[slip[0] + 1 :]),
            changed.map(lambda slip: name[: slip[0]] + slip[1] + name[slip[0] :]),
            st.sampled_from(swaps).map(lambda at: name[:at] + name[at + 1] + name[at] + name[at + 2 :]),
        ).map(lambda typed: (id, typed))

    return st.sampled_from([(id, name) for id, name in (*PLAIN_NAMES, *AMBIGUOUS_NAMES) if id in TEN]).flatmap(slips)


@given(one_letter_slips())
@settings(max_examples=300)
def test_one_wrong_letter_still_finds_the_record_among_the_first_three(slip: tuple[str, str]) -> None:
    """One letter left out, changed, put in or swapped, anywhere in any name."""
    id, typed = slip

    assert id in found(typed, TEN, limit=3), typed


def test_a_name_of_several_movements_finds_all_of_them() -> None:
    """A name that two records have, one of them as ambiguous, finds both."""
    raise_ = CATALOG["calf-raise"]
    other = attr.evolve(
        raise_,
        id="toe-lift",
        easier=(),
        text=attr.evolve(raise_.text, name="Toe lift", other_names=(), ambiguous_names=("toe raise",)),
    )

    hits = TEN.with_layer(Catalog.of([other])).search("toe raises")

    assert [("calf-raise", True), ("toe-lift", True)] == [(hit.exercise.id, hit.ambiguous) for hit in hits[:2]]


def test_of_two_names_the_one_that_says_no_more_is_nearer() -> None:
    """A query that is a whole name beats a longer name that has the query in it."""
    assert TEN.search("hip")[0].score < TEN.search("hip bridge")[0].score
    assert "bridge" == found("bridge")[0]


# -- the index ----------------------------------------------------------------------------------------------------------------


def test_a_search_reads_the_names_and_the_records_it_finds_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names are compiled apart from the records."""
    read: list[str] = []
    read_json = _package_data.read_json

    def noted(*parts: str) -> object:
        read.append("/".join(parts))
        return read_json(*parts)

    monkeypatch.setattr(_package_data, "read_json", noted)
    hits = load_catalog().search("clamshell", limit=2)

    assert sorted(["catalog.json", "names.en.json", *(f"exercises/{hit.exercise.id}.json" for hit in hits)]) == sorted(read)


def test_what_searches_keep_of_words_is_bounded_and_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that runs for months answers any number of queries."""
    catalog = load_catalog()
    monkeypatch.setattr(search, "_MOST_KEPT", 3)
    for query in ("sholder squeese", "bent knee fallout", "heal slides", "seeted marching arms", "sholder squeese"):
        assert CATALOG.search(query) == catalog.search(query)

        assert len(name_index.index_of(catalog._store).near) <= 3


@given(st.sampled_from(PLAIN_NAMES), st.sampled_from(["{}", "{} with a band", "sitting {}"]))
def test_records_in_memory_are_found_as_the_compiled_names_are(pair: tuple[str, str], typed: str) -> None:
    """Where a catalog came from makes no difference."""
    query = typed.format(pair[1])

    assert CATALOG.search(query) == IN_MEMORY.search(query)


def test_what_is_found_does_not_hang_on_the_seed_of_the_hashes() -> None:
    """Two processes give one answer."""
    program = (
        "import homept; catalog = homept.load_catalog(); "
        "print([(hit.exercise.id, hit.name, hit.score) for id in list(catalog)[::12] for hit in catalog.search(id + ' sitting chair')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(answers)


# -- results ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzzz", "膝"])
def test_nothing_alike_gives_an_empty_result(query: str) -> None:
    """No hit is better than a wrong one."""
    assert () == CATALOG.search(query)


@pytest.mark.parametrize("query", ["the", "exercise", "your exercises"])
def test_words_that_say_nothing_find_nothing_by_themselves(query: str) -> None:
    """They would be in half of all names."""
    assert () == CATALOG.search(query)


def test_a_name_of_such_words_is_found_when_it_is_typed_as_it_is() -> None:
    """Every name finds its record."""
    plain = attr.evolve(CATALOG["bridge"], text=attr.evolve(CATALOG["bridge"].text, name="The exercise"))

    assert ["bridge"] == found("the exercise", Catalog.of([plain]))


@given(st.text(max_size=30) | st.sampled_from(PLAIN_NAMES).map(lambda pair: pair[1]), st.integers(1, 20))
def test_hits_are_ranked_and_at_most_as_many_as_asked(query: str, limit: int) -> None:
    """Best first, then by how many leaflets ask for it, then by id; each record once; scores from 0 to 1."""
    hits = CATALOG.search(query, limit=limit)

    assert sorted(hits, key=lambda hit: (-hit.score, -len(hit.exercise.uses), hit.exercise.id)) == list(hits)
    assert len(hits) == len({hit.exercise.id for hit in hits})
    assert len(hits) <= limit
    assert all(0 < hit.score <= 1 for hit in hits)
    assert hits == CATALOG.search(query, limit=100)[:limit]


@given(st.sampled_from(PLAIN_NAMES), st.sets(st.integers(1, 4)))
def test_a_filtered_catalog_finds_only_what_is_in_it(pair: tuple[str, str], levels: set[int]) -> None:
    """Searching after filtering gives what is left of searching before it."""
    part, all_hits = CATALOG.filter(levels=levels), CATALOG.search(pair[1], limit=len(CATALOG))

    assert [hit for hit in all_hits if hit.exercise.id in part] == list(part.search(pair[1], limit=len(CATALOG)))


@pytest.mark.parametrize("limit", [0, -1, True, 2.5, "3", None])
def test_a_bad_limit_is_refused(limit: object) -> None:
    """A limit is a whole number of hits, and not none."""
    with pytest.raises(InvalidValue) as caught:
        CATALOG.search("bridge", limit=limit)  # type: ignore[arg-type]

    assert f"search limit: expected a whole number, 1 or more, found {limit!r}" == str(caught.value)


@pytest.mark.parametrize("query", [None, 5, b"bridge", ["bridge"]])
def test_a_query_that_is_no_text_is_refused(query: object) -> None:
    """The message tells the type."""
    with pytest.raises(InvalidValue) as caught:
        CATALOG.search(query)  # type: ignore[arg-type]

    assert f"search query: expected a text, found type {type(query).__name__}" == str(caught.value)
