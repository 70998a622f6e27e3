"""What published leaflets ask for comes first, most of all those for what the person has."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from wishes import CATALOG, ON, POLICY, fit

import homept as pt
from homept.exercise import PublishedUse
from homept.routine import Pick, Preferences, Routine

KNEE = pt.Request(regions={"knee"}, minutes=30, max_exercises=1)


def use(leaflet: int, **fields: Any) -> PublishedUse:
    return PublishedUse(leaflet=f"leaflet-{leaflet}", title="Knees", publisher="Hill Hospital", name="Knee move", **fields)


def twins(*uses: PublishedUse) -> pt.Catalog:
    """Two exercises that differ in nothing but their ids and that the second is asked for by leaflets."""
    one = attrs.evolve(CATALOG["quad-set"], uses=())
    two = attrs.evolve(one, id="quad-set-again", family="", uses=uses)
    return pt.Catalog.of([one, two], version="1")


def built(catalog: pt.Catalog, person: pt.Person) -> Routine:
    return pt.build_routine(catalog, person, KNEE, on=ON)


def _picks(routine: Routine) -> tuple[Pick, ...]:
    assert routine.explanation is not None
    return routine.explanation.picks


def part(routine: Routine, code: str) -> list[tuple[str, int]]:
    return [(word, points) for name, word, points in _picks(routine)[0].parts if name == code]


def test_of_two_that_are_alike_the_published_one_is_chosen() -> None:
    """The first by id would be chosen else."""
    assert ["quad-set"] == [item.exercise.id for item in built(twins(), fit()).items]

    routine = built(twins(use(1)), fit())

    assert ["quad-set-again"] == [item.exercise.id for item in routine.items]
    assert [("", POLICY.points.published)] == part(routine, "published")
    assert [] == part(routine, "published-for")


def test_many_leaflets_count_no_more_than_the_policy_says() -> None:
    most = POLICY.points.published_at_most
    routine = built(twins(*map(use, range(most + 3))), fit())

    assert [("", POLICY.points.published * most)] == part(routine, "published")


@pytest.mark.parametrize(
    ("has", "word"),
    [
        ({"conditions": {"knee-osteoarthritis", "neck-pain"}}, "knee-osteoarthritis"),
        (
            {"surgeries": [pt.Surgery(procedure="hip-replacement-anterior", on=ON.replace(year=2020))]},
            "hip-replacement",
        ),
        ({"conditions": set()}, None),
    ],
)
def test_a_leaflet_for_what_the_person_has_counts_more(has: dict[str, Any], word: str | None) -> None:
    """An operation meets the leaflets for its general form too."""
    both = use(1, conditions={"knee-osteoarthritis"}, procedures={"hip-replacement"})
    routine = built(twins(both), fit(**has))

    assert [(word, POLICY.points.published_for)] * (word is not None) == part(routine, "published-for")


def test_only_the_word_with_most_leaflets_counts() -> None:
    """Who has three things does not get three times the points; of equal words the first counts."""
    uses = [use(1, conditions={"knee-osteoarthritis"}), *(use(n, conditions={"hip-osteoarthritis"}) for n in (2, 3))]
    person = fit(conditions={"knee-osteoarthritis", "hip-osteoarthritis"})

    assert [("hip-osteoarthritis", 2 * POLICY.points.published_for)] == part(built(twins(*uses), person), "published-for")
    assert [("hip-osteoarthritis", POLICY.points.published_for)] == part(built(twins(*uses[:2]), person), "published-for")


def test_what_is_disliked_gets_nothing_for_being_common() -> None:
    """That others are given it is no reason for who does not like it."""
    catalog = twins(use(1, conditions={"knee-osteoarthritis"}))
    wish = attrs.evolve(KNEE, preferences=Preferences(dislikes={"quad-set-again"}), must_have={"quad-set-again"})
    routine = pt.build_routine(catalog, fit(conditions={"knee-osteoarthritis"}), wish, on=ON)

    assert [] == part(routine, "published") + part(routine, "published-for")


def test_the_sheet_and_the_account_say_so() -> None:
    person = fit(conditions={"knee-osteoarthritis"})
    routine = built(twins(use(1, conditions={"knee-osteoarthritis"})), person)

    assert "Published exercise sheets for arthritis of the knee (osteoarthritis) have it." in " ".join(routine.to_text().split())
    account = routine.to_account()
    assert "asked for by published leaflets\n" in account
    assert "asked for by published leaflets for arthritis of the knee (osteoarthritis)" in account


def test_conditions_that_nobody_was_asked_about_bring_no_points() -> None:
    routine = built(twins(use(1, conditions={"knee-osteoarthritis"})), fit(conditions=None))

    assert [] == part(routine, "published-for")


def test_the_first_of_a_kind_counts_once_where_no_goals_are_wished_for() -> None:
    """So that a routine for one region moves, strengthens and stretches it; goals say themselves what is wished for."""
    strong = pt.Request(regions={"knee", "hip"}, goals={"strength"}, minutes=60)
    assert "new-kind" not in {
        code for pick in _picks(pt.build_routine(CATALOG, fit(), strong, on=ON)) for code, _, _ in pick.parts
    }
    routine = pt.build_routine(CATALOG, fit(), pt.Request(regions={"knee", "hip", "ankle-foot"}, minutes=60), on=ON)
    kinds = [(word, points) for pick in _picks(routine) for code, word, points in pick.parts if code == "new-kind"]

    assert sorted({item.exercise.kind for item in routine.items}) == sorted(word for word, _ in kinds)
    assert {POLICY.points.new_kind} == {points for _, points in kinds}
