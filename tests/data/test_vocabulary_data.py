"""Laws over the vocabulary and the policies that ship."""

from __future__ import annotations

import re

import pytest

from homept import load_catalog, policies, vocabulary
from homept.catalog.core import FACETS

EVERY = pytest.mark.parametrize("facet", vocabulary.facets())

# Facets whose words are plain enough to need no more than their label.
PLAIN = {"answers", "habits"}


@EVERY
def test_a_word_has_a_label_that_fits_into_a_sentence(facet: str) -> None:
    """It neither ends like a sentence nor has a space too many."""
    assert [] == [word for word in vocabulary.words(facet) if not re.fullmatch(r"\S(.*[^.\s])?", word.label())]


@EVERY
def test_a_word_says_what_it_means(facet: str) -> None:
    """The definition is a sentence, where the label is not plain by itself."""
    undefined = [word for word in vocabulary.words(facet) if not re.fullmatch(r"[A-Z].*\.", dict(word.definitions).get("en", ""))]

    assert [] == undefined or facet in PLAIN


@pytest.mark.parametrize("facet", ["conditions", "procedures", "symptoms", "traits"])
def test_a_word_of_safety_says_where_its_meaning_comes_from(facet: str) -> None:
    """A work of the bibliography, or plainly homept's own words."""
    assert [] == [word.id for word in vocabulary.words(facet) if word.source is None]


@EVERY
def test_an_id_is_a_slug(facet: str) -> None:
    """Lower case, digits and hyphens, never a dot, which stands between a namespace and an id."""
    assert [] == [word for word in vocabulary.words(facet) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word.id)]


@EVERY
def test_a_tree_is_two_levels_deep(facet: str) -> None:
    """Everybody can keep it in mind."""
    parents = {word.parent for word in vocabulary.words(facet)} - {None}

    assert [] == [word for word in vocabulary.words(facet) if word.id in parents and word.parent is not None]


@EVERY
def test_labels_tell_words_apart(facet: str) -> None:
    """No two words of a facet look the same to a person."""
    labels = [word.label() for word in vocabulary.words(facet)]

    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("facet", sorted(set(FACETS) - {"levels"}))
def test_every_facet_of_the_catalog_is_one_of_the_vocabulary(facet: str) -> None:
    """What can be filtered by can be listed."""
    assert vocabulary.words(facet)


@pytest.mark.parametrize(
    ("facet", "kinds"),
    [("symptoms", {"emergency", "contact", "note"}), ("skip_reasons", {"pain", "excused", "missed"})],
)
def test_kinds_are_of_a_closed_set(facet: str, kinds: set[str]) -> None:
    """The rules know these kinds and no other."""
    assert kinds == {word.kind for word in vocabulary.words(facet)}


@pytest.mark.parametrize("facet", sorted(set(vocabulary.facets()) - {"symptoms", "skip_reasons"}))
def test_only_symptoms_and_reasons_to_skip_have_kinds(facet: str) -> None:
    """A kind where no rule looks for one would be a slip."""
    assert {None} == {word.kind for word in vocabulary.words(facet)}


def test_only_goals_are_benefits() -> None:
    """The mark means something for goals alone."""
    assert {"goals"} == {facet for facet in vocabulary.facets() for word in vocabulary.words(facet) if word.benefit}


# -- policies -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gate", policies.pain_gates(), ids=lambda gate: gate.id)
def test_a_pain_policy_is_for_regions_that_exist(gate: policies.PainGate) -> None:
    """Bands of one part of the body say nothing about another, so each names its parts."""
    assert set(gate.regions) <= {word.id for word in vocabulary.words("regions")}


def test_one_pain_policy_is_for_all_other_parts_and_lets_nothing_grow() -> None:
    """Where no bands were published, pain can only tell when to ask."""
    (general,) = [gate for gate in policies.pain_gates() if not gate.regions]

    assert not general.advances
    assert "homept-default" == general.source


def test_no_region_has_two_pain_policies() -> None:
    """Which policy holds is never a matter of their order."""
    regions = [region for gate in policies.pain_gates() for region in gate.regions]

    assert len(regions) == len(set(regions))


@pytest.mark.parametrize("gate", policies.pain_gates(), ids=lambda gate: gate.id)
def test_a_number_that_is_ours_says_so(gate: policies.PainGate) -> None:
    """Each pain policy tells which of its numbers are homept's own."""
    assert "homept's own default" in gate.basis_notes


def test_ids_of_policies_are_unique() -> None:
    """A report that names a policy names one."""
    ids = [
        policies.building().id,
        policies.progression().id,
        policies.adherence_policy().id,
        *(gate.id for gate in policies.pain_gates()),
    ]

    assert len(ids) == len(set(ids))


def test_the_catalog_has_more_than_one_routine_holds() -> None:
    """There is something to choose from."""
    assert len(load_catalog()) > policies.building().max_exercises
