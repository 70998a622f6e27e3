"""The exact choice, against every subset there is."""

from __future__ import annotations

from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wishes import POLICY

from homept.routine.choose import Choice, Option, _Search, choose

TAGS = ("hip", "knee", "ankle", "bend", "turn")
TAG_POINTS = st.fixed_dictionaries({tag: st.sampled_from((0, 1, 7, 60)) for tag in TAGS})
BUDGET = 1_000_000


@st.composite
def option_lists(draw: st.DrawFn, *, most: int = 10) -> list[Option]:
    """Options of which some are alike and some long, in any order."""
    count = draw(st.integers(0, most))
    points, seconds = st.integers(1, 9) | st.sampled_from((40, 70, 110)), st.integers(1, 12) | st.sampled_from((60, 300))
    return [
        Option(f"o{number}", draw(points), draw(seconds), draw(st.frozensets(st.sampled_from(TAGS), max_size=3)))
        for number in range(count)
    ]


def score(options: list[Option], tag_points: dict[str, int]) -> int:
    tags = frozenset[str]().union(*(option.tags for option in options))
    return sum(option.points for option in options) + sum(tag_points[tag] for tag in tags)


def subsets(options: list[Option]) -> chain[tuple[Option, ...]]:
    return chain.from_iterable(combinations(options, size) for size in range(len(options) + 1))


def best_score(options: list[Option], tag_points: dict[str, int], seconds: int, count: int, must: frozenset[str]) -> int | None:
    """The most points that any set within the limits has, by trying all; None when no set keeps them."""
    scores = [
        score(list(some), tag_points)
        for some in subsets(options)
        if len(some) <= count and sum(option.seconds for option in some) <= seconds and must <= {option.id for option in some}
    ]
    return max(scores, default=None)


@st.composite
def instances(draw: st.DrawFn) -> tuple[list[Option], dict[str, int], int, int, frozenset[str]]:
    options = draw(option_lists())
    must = draw(st.frozensets(st.sampled_from([option.id for option in options]), max_size=2)) if options else frozenset[str]()
    return options, draw(TAG_POINTS), draw(st.integers(1, 60) | st.just(400)), draw(st.integers(1, 6)), must


def assert_keeps_limits(
    choice: Choice, options: list[Option], tag_points: dict[str, int], seconds: int, count: int, must: frozenset[str]
) -> None:
    chosen = [option for option in options if option.id in choice.ids]
    assert tuple(sorted(option.id for option in chosen)) == choice.ids
    assert sum(option.seconds for option in chosen) <= seconds
    assert len(chosen) <= count
    assert must <= set(choice.ids)
    assert score(chosen, tag_points) == choice.points


@given(instances())
@example(
    (
        [Option("a", 10, 60, frozenset({"hip"})), Option("b", 9, 60, frozenset({"knee"}))],
        dict.fromkeys(TAGS, 1),
        60,
        3,
        frozenset(),
    )
)
def test_the_choice_is_the_best_of_all_sets_and_proven(
    instance: tuple[list[Option], dict[str, int], int, int, frozenset[str]],
) -> None:
    options, tag_points, seconds, count, must = instance

    choice = choose(options, tag_points, seconds=seconds, count=count, must=must, budget=BUDGET)

    expected = best_score(options, tag_points, seconds, count, must)
    if choice is None:
        assert expected is None
    else:
        assert (expected, expected) == (choice.points, choice.bound)
        assert_keeps_limits(choice, options, tag_points, seconds, count, must)


@given(instances(), st.integers(0, 12))
def test_when_the_budget_runs_out_the_gap_is_certified(
    instance: tuple[list[Option], dict[str, int], int, int, frozenset[str]], budget: int
) -> None:
    """The choice keeps every limit, and no set whatever has more points than its bound."""
    options, tag_points, seconds, count, must = instance

    choice = choose(options, tag_points, seconds=seconds, count=count, must=must, budget=budget)

    expected = best_score(options, tag_points, seconds, count, must)
    if choice is None:
        assert expected is None
    else:
        assert expected is not None
        assert choice.points <= expected <= choice.bound
        assert_keeps_limits(choice, options, tag_points, seconds, count, must)


@given(option_lists(), TAG_POINTS, st.integers(1, 60), st.integers(1, 6), st.integers(0, 9), st.frozensets(st.sampled_from(TAGS)))
def test_each_measure_bounds_what_the_options_ahead_can_add(
    options: list[Option], tag_points: dict[str, int], seconds: int, count: int, start: int, covered: frozenset[str]
) -> None:
    """By count alone and by time alone, each way to count tags is too high rather than too low."""
    search = _Search(options, tag_points, seconds, count)
    start = min(start, len(options))
    ahead = search.options[start:]
    worth = {tag: 0 if tag in covered else points for tag, points in tag_points.items()}
    by_count = best_score(ahead, worth, 10_000, count, frozenset())
    by_time = best_score(ahead, worth, seconds, len(ahead), frozenset())
    assert by_count is not None
    assert by_time is not None

    assert len(search.measures) <= 3
    for measure in search.measures:
        once = sum(worth[tag] for tag in search.ahead[start] & measure.once)
        assert once + search._by_count(measure, start, 10_000, count) >= by_count
        assert once + search._by_time(measure, start, seconds, count) >= by_time


@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_the_options_does_not_matter(
    instance: tuple[list[Option], dict[str, int], int, int, frozenset[str]], random: Random
) -> None:
    """Nor does what the search happens to meet first: of equal choices always the same one is kept."""
    options, tag_points, seconds, count, must = instance
    shuffled = list(options)
    random.shuffle(shuffled)

    found = [choose(some, tag_points, seconds=seconds, count=count, must=must, budget=50) for some in (options, shuffled)]

    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("must", "seconds", "count"),
    [
        (frozenset({"a", "b"}), 120, 1),  # more than the count
        (frozenset({"a", "b"}), 119, 2),  # longer than the time
        (frozenset({"a", "c"}), 600, 5),  # one of them cannot be chosen at all
    ],
)
def test_what_must_be_in_it_and_cannot_be_gives_no_choice(must: frozenset[str], seconds: int, count: int) -> None:
    options = [Option("a", 10, 60, frozenset()), Option("b", 10, 60, frozenset())]

    assert choose(options, {}, seconds=seconds, count=count, must=must, budget=BUDGET) is None


def test_no_options_give_an_empty_choice() -> None:
    assert Choice((), 0, 0) == choose([], {}, seconds=60, count=5, must=frozenset(), budget=BUDGET)


def test_a_deep_catalog_is_searched_without_recursion() -> None:
    """As many options as fit are taken, however many there are."""
    options = [Option(f"o{number:04}", 5, 1, frozenset()) for number in range(1500)]

    choice = choose(options, {}, seconds=1200, count=1500, must=frozenset(), budget=1200)

    assert choice is not None
    assert (6000, 6000) == (choice.points, choice.bound)


def three_hundred(seed: int) -> tuple[list[Option], dict[str, int]]:
    """Options as a catalog of 300 exercises gives them for a wish of three regions and two goals."""
    random = Random(seed)
    tag_points = (
        {f"region:{n}": 60 for n in range(3)} | {f"goal:{n}": 60 for n in range(2)} | {f"movement:{n}": 10 for n in range(25)}
    )
    options = []
    for number in range(300):
        regions, goals = (random.sample(range(most), random.randint(1, 2)) for most in (3, 2))
        movements = random.sample(range(25), random.randint(1, 3))
        points = 40 * len(regions) + 30 * len(goals) + 5 * random.randint(1, 4)
        tags = [
            *(f"region:{n}" for n in regions),
            *(f"goal:{n}" for n in goals),
            *(f"movement:{n}" for n in movements),
        ]
        options.append(Option(f"o{number:03}", points, random.randint(60, 400), frozenset(tags)))
    return options, tag_points


@pytest.mark.parametrize("seconds", [300, 900, 3600])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_usual_wish_on_three_hundred_exercises_is_proven(seed: int, seconds: int) -> None:
    """Of the usual number of exercises, within the usual budget."""
    options, tag_points = three_hundred(seed)

    choice = choose(options, tag_points, seconds=seconds, count=POLICY.max_exercises, must=frozenset(), budget=POLICY.node_budget)

    assert choice is not None
    assert choice.points == choice.bound
    assert_keeps_limits(choice, options, tag_points, seconds, POLICY.max_exercises, frozenset())


@pytest.mark.parametrize("count", [8, 30])
@pytest.mark.parametrize("seconds", [1200, 5400])
def test_a_longer_wish_that_is_cut_short_has_a_small_gap(seconds: int, count: int) -> None:
    """However much is left to search, the bound stays near."""
    options, tag_points = three_hundred(1)

    choice = choose(options, tag_points, seconds=seconds, count=count, must=frozenset(), budget=1000)

    assert choice is not None
    assert choice.points <= choice.bound <= choice.points * 1.2
    assert_keeps_limits(choice, options, tag_points, seconds, count, frozenset())
