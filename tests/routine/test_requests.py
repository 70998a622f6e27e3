"""What a wish may hold, and what is said of one that is not sound."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from wishes import CATALOG, ON, fit

import homept as pt
from homept.errors import HomeptError, UnknownId
from homept.routine import Preferences
from homept.testing import requests


def request(**fields: Any) -> pt.Request:
    return pt.Request(**{"minutes": 15, **fields})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: request(minutes=0), "Request.minutes: expected a whole number from 1 to 180, found 0"),
        (lambda: request(minutes=181), "Request.minutes: expected a whole number from 1 to 180, found 181"),
        (lambda: request(minutes=15.5), "Request.minutes: expected a whole number from 1 to 180, found 15.5"),
        (lambda: request(minutes=None), "Request.minutes: expected a whole number from 1 to 180, found None"),
        (lambda: request(max_exercises=0), "Request.max_exercises: expected a whole number from 1 to 30, found 0"),
        (lambda: request(max_exercises=31), "Request.max_exercises: expected a whole number from 1 to 30, found 31"),
        (lambda: request(level=5), "Request.level: expected a whole number from 1 to 4, found 5"),
        (
            lambda: request(regions={"kne"}),
            "Request.regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?; "
            "homept.vocabulary.words('regions') lists them all",
        ),
        (
            lambda: request(goals={"strenght"}),
            "Request.goals: 'strenght' is not in the vocabulary of goals; did you mean 'strength'?; "
            "homept.vocabulary.words('goals') lists them all",
        ),
        (
            lambda: request(positions={"siting"}),
            "Request.positions: 'siting' is not in the vocabulary of positions; did you mean 'sitting' or 'standing' or "
            "'long-sitting'?; "
            "homept.vocabulary.words('positions') lists them all",
        ),
        (
            lambda: request(regions="knee"),
            "Request.regions: expected a collection of words; write {'knee'} for one word, found a bare string",
        ),
        (
            lambda: request(goals="strength"),
            "Request.goals: expected a collection of words; write {'strength'} for one word, found a bare string",
        ),
        (
            lambda: request(positions="sitting"),
            "Request.positions: expected a collection of words; write {'sitting'} for one word, found a bare string",
        ),
        (
            lambda: request(must_have="bridge"),
            "Request.must_have: expected a collection of words; write {'bridge'} for one word, found a bare string",
        ),
        (
            lambda: request(must_not="bridge"),
            "Request.must_not: expected a collection of words; write {'bridge'} for one word, found a bare string",
        ),
        (lambda: request(must_have={"Heel Slide"}), "Request.must_have: expected ids of exercises, found 'Heel Slide'"),
        (
            lambda: request(must_have={"bridge", "clamshell"}, must_not={"clamshell", "bridge", "quad-set"}),
            "Request.must_not: expected no exercise that must_have names too, found bridge, clamshell",
        ),
    ],
)
def test_a_bad_wish_is_refused(make: Callable[[], pt.Request], message: str) -> None:
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: request(weights={"knee": 2}), "Request.weights: expected words that regions or goals name, found 'knee'"),
        (
            lambda: request(regions={"knee"}, weights={"knee": 6}),
            "Request.weights.knee: expected a whole number from 1 to 5, found 6",
        ),
        (
            lambda: request(regions={"knee"}, weights={"knee": 0}),
            "Request.weights.knee: expected a whole number from 1 to 5, found 0",
        ),
        (
            lambda: request(regions={"knee"}, weights=[("knee", 2), ("knee", 3)]),
            "Request.weights: expected each word once",
        ),
        (
            lambda: request(regions={"knee"}, weights="knee"),
            "Request.weights: expected rows of a text and a whole number, found 'knee'",
        ),
        (
            lambda: request(regions={"knee"}, weights=[3]),
            "Request.weights: expected rows of a text and a whole number, found (3,)",
        ),
        (lambda: request(sides="left"), "Request.sides: expected one of both, affected, found 'left'"),
        (lambda: request(days_per_week=8), "Request.days_per_week: expected a whole number from 1 to 7, found 8"),
        (
            lambda: request(preferences={"bridge"}),
            "Request.preferences: expected a value of type Preferences, found type set",
        ),
        (
            lambda: Preferences(likes={"bridge"}, dislikes={"bridge"}),
            "Preferences.dislikes: expected no exercise that likes names too",
        ),
        (lambda: Preferences(likes={"A Bridge"}), "Preferences.likes: expected ids of exercises"),
    ],
)
def test_a_bad_word_on_what_matters_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)


def test_a_weight_is_1_where_nothing_was_said() -> None:
    wish = request(regions={"knee", "hip"}, weights={"hip": 4})

    assert (4, 1) == (wish.weight("hip"), wish.weight("knee"))
    assert wish == request(regions={"knee", "hip"}, weights=[("hip", 4)])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"person": {"age": 40}}, "person: expected a value of type Person, found type dict"),
        ({"person": None}, "person: expected a value of type Person, found type NoneType"),
        ({"request": "knee"}, "request: expected a value of type Request, found type str"),
        ({"request": 15}, "request: expected a value of type Request, found type int"),
        ({"on": datetime(2026, 11, 23)}, "on: expected a date without a time, such as date(2026, 11, 23)"),
        ({"on": "2026-11-23"}, "on: expected a date without a time, such as date(2026, 11, 23)"),
    ],
)
def test_building_with_a_value_of_another_kind_is_refused(fields: dict[str, Any], message: str) -> None:
    given_: dict[str, Any] = {"person": fit(), "request": request(), "on": ON, **fields}

    with pytest.raises(HomeptError) as caught:
        pt.build_routine(CATALOG, given_["person"], given_["request"], on=given_["on"])

    assert message == str(caught.value)


@pytest.mark.parametrize("field", ["must_have", "must_not"])
def test_an_exercise_that_the_catalog_does_not_have_is_refused_with_the_nearest(field: str) -> None:
    with pytest.raises(UnknownId) as caught:
        pt.build_routine(CATALOG, fit(), request(**{field: {"heel-slid"}}), on=ON)

    assert "no exercise has the id 'heel-slid'; did you mean 'heel-slide'" in str(caught.value)
    assert "heel-slide" == caught.value.suggestions[0]


@given(requests())
def test_wishes_compare_hash_and_pickle_by_what_they_hold(wish: pt.Request) -> None:
    again = pickle.loads(pickle.dumps(wish))

    assert wish == again
    assert hash(wish) == hash(again)


def test_a_wish_takes_any_collection_and_the_enumerations() -> None:
    from homept.vocabulary import Region

    assert request(regions={"knee"}) == request(regions=["knee", "knee"]) == request(regions=(Region.KNEE,))
    assert request(positions=None) != request(positions=[])
