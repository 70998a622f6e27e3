"""The exact choice, against every subset there is."""

from __future__ import annotations

from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from referee import HARD, Case, fine, hard, score, usual
from wishes import POLICY

from homept.routine.branching import Search
from homept.routine.choose import Choice, Option, choose
from homept.routine.improvement import fill, improve
from homept.routine.prices import UNIT, Node, Prices, Pricing
from homept.routine.reduction import reduce

TAGS = ("hip", "knee", "ankle", "bend", "turn")
BUDGET = 1_000_000


@st.composite
def cases(draw: st.DrawFn, *, most: int = 10) -> Case:
    """Options of which some are alike, some long, some disliked and some of one family, in any order."""
    points = st.integers(-9, 9) | st.sampled_from((40, 70, 110, -40))
    seconds = st.integers(1, 12) | st.sampled_from((60, 300))
    options = [
        Option(
            f"o{number}",
            draw(points),
            draw(seconds),
            draw(st.frozensets(st.sampled_from(TAGS), max_size=3)),
            draw(st.sampled_from(("", "", "squats", "bridges"))),
        )
        for number in range(draw(st.integers(0, most)))
    ]
    must = draw(st.frozensets(st.sampled_from([option.id for option in options]), max_size=2)) if options else frozenset[str]()
    tag_points = draw(st.fixed_dictionaries({tag: st.sampled_from((0, 1, 7, 60)) for tag in TAGS}))
    return Case(options, tag_points, draw(st.integers(1, 60) | st.just(400)), draw(st.integers(1, 6)), must)


def subsets(options: list[Option]) -> chain[tuple[Option, ...]]:
    return chain.from_iterable(combinations(options, size) for size in range(len(options) + 1))


def keeps_limits(some: tuple[Option, ...], case: Case) -> bool:
    families = [option.family for option in some if option.family]
    return (
        len(some) <= case.most
        and sum(option.seconds for option in some) <= case.seconds
        and case.must <= {option.id for option in some}
        and len(set(families)) == len(families)
    )


def best_score(case: Case) -> int | None:
    """The most points that any set within the limits has, by trying all; None when no set keeps them."""
    return max((score(some, case.tag_points) for some in subsets(case.options) if keeps_limits(some, case)), default=None)


def chosen(case: Case, budget: int = BUDGET) -> Choice | None:
    return choose(case.options, case.tag_points, seconds=case.seconds, count=case.most, must=case.must, budget=budget)


def assert_keeps_limits(choice: Choice, case: Case) -> None:
    some = tuple(option for option in case.options if option.id in choice.ids)
    assert tuple(sorted(option.id for option in some)) == choice.ids
    assert keeps_limits(some, case)
    assert score(some, case.tag_points) == choice.points


@given(cases())
@example(
    Case(
        [Option("a", 10, 60, frozenset({"hip"})), Option("b", 9, 60, frozenset({"knee"}))],
        dict.fromkeys(TAGS, 1),
        60,
        3,
        frozenset(),
    )
)
def test_the_choice_is_the_best_of_all_sets_and_proven(case: Case) -> None:
    choice = chosen(case)

    expected = best_score(case)
    if choice is None:
        assert expected is None
    else:
        assert (expected, expected) == (choice.points, choice.bound)
        assert_keeps_limits(choice, case)


@given(cases(), st.integers(0, 12))
def test_when_the_budget_runs_out_the_gap_is_certified(case: Case, budget: int) -> None:
    """The choice keeps every limit, and no set whatever has more points than its bound."""
    choice = chosen(case, budget)

    expected = best_score(case)
    if choice is None:
        assert expected is None
    else:
        assert expected is not None
        assert choice.points <= expected <= choice.bound
        assert_keeps_limits(choice, case)


@given(
    cases(),
    st.integers(0, 100 * UNIT),
    st.lists(st.integers(0, 70 * UNIT), min_size=len(TAGS), max_size=len(TAGS)),
    st.integers(0, 12),
)
def test_whatever_the_prices_they_bound_every_set_and_drop_nothing_that_is_needed(
    case: Case, second: int, tags: list[int], steps: int
) -> None:
    """The best set of all is within the bound, and within the items that are left, at any prices and after any steps."""
    case = case._replace(must=frozenset())
    best = best_score(case)
    assert best is not None
    fitting = [option for option in case.options if option.seconds <= case.seconds]
    problem = reduce(fitting, case.tag_points, case.seconds, case.most)
    node = Node((), 0, 0, case.seconds, case.most, range(len(problem.points)))
    pricing = Pricing(problem, node, Prices(second, tags[: len(problem.worth)]))

    possible = pricing.run(steps, lambda: best // problem.step)

    assert UNIT * (best // problem.step) <= pricing.bound
    if possible:
        left = [fitting[problem.numbers[item]] for item in pricing.items]
        assert best == best_score(case._replace(options=left))
    else:
        assert best == 0


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_options_does_not_matter(case: Case, random: Random) -> None:
    """Nor does what the search happens to meet first: of equal choices always the same one is kept."""
    shuffled = list(case.options)
    random.shuffle(shuffled)

    assert chosen(case, 50) == chosen(case._replace(options=shuffled), 50)


def test_of_equal_options_the_first_by_id_is_kept() -> None:
    options = [Option(id, 10, 60, frozenset({"hip"})) for id in "cab"]

    assert Choice(("a",), 17, 17) == chosen(Case(options, {"hip": 7}, 60, 3))


@pytest.mark.parametrize(
    ("must", "seconds", "count"),
    [
        (frozenset({"a", "b"}), 120, 1),  # more than the count
        (frozenset({"a", "b"}), 119, 2),  # longer than the time
        (frozenset({"a", "d"}), 600, 5),  # one of them cannot be chosen at all
        (frozenset({"b", "c"}), 600, 5),  # two of one family
    ],
)
def test_what_must_be_in_it_and_cannot_be_gives_no_choice(must: frozenset[str], seconds: int, count: int) -> None:
    options = [Option("a", 10, 60, frozenset()), *(Option(id, 10, 60, frozenset(), "bridges") for id in "bc")]

    assert chosen(Case(options, {}, seconds, count, must)) is None


def test_what_must_be_in_it_is_though_it_is_disliked() -> None:
    """And the others of its family are not."""
    options = [Option("a", -40, 60, frozenset(), "bridges"), Option("b", 10, 60, frozenset(), "bridges")]

    assert Choice(("a",), -40, -40) == chosen(Case(options, {}, 600, 5, frozenset({"a"})))


def test_a_disliked_option_is_chosen_for_what_only_it_brings() -> None:
    options = [Option("a", -40, 60, frozenset({"hip"})), Option("b", -40, 60, frozenset({"knee"}))]

    assert Choice(("b",), 20, 20) == chosen(Case(options, {"hip": 40, "knee": 60}, 600, 5))


def test_no_options_give_an_empty_choice() -> None:
    assert Choice((), 0, 0) == chosen(Case([], {}, 60, 5))


def test_a_deep_catalog_is_searched_without_recursion() -> None:
    """As many options as fit are taken, however many there are."""
    options = [Option(f"o{number:04}", 5, 1, frozenset()) for number in range(1500)]

    choice = chosen(Case(options, {}, 1200, 1500), 1200)

    assert choice is not None
    assert (6000, 6000) == (choice.points, choice.bound)


@given(cases())
def test_what_cannot_matter_is_left_out(case: Case) -> None:
    """The best set of what is left is a best set of all."""
    case = case._replace(must=frozenset())
    problem = reduce(case.options, case.tag_points, case.seconds, case.most)

    assert best_score(case) == best_score(case._replace(options=[case.options[number] for number in problem.numbers]))


def test_of_a_family_only_what_another_does_not_make_needless_is_left() -> None:
    hip, knee = frozenset({"hip"}), frozenset({"knee"})
    family = [
        Option("a", 10, 60, hip, "bridges"),
        Option("b", 10, 60, hip | knee, "bridges"),  # does all that a does
        Option("c", 10, 90, hip | knee, "bridges"),  # takes longer than b
        Option("d", 15, 90, hip, "bridges"),
    ]
    others = [Option("e", 5, 60, hip), Option("f", 5, 60, knee)]

    problem = reduce([*family, *others], {"hip": 10, "knee": 10}, 600, 5)

    assert [1, 3, 4, 5] == problem.numbers
    assert 5 == problem.step


def test_tags_are_folded() -> None:
    """What one family alone carries becomes points, and what the same options carry is one tag."""
    options = [
        Option("a", 1, 60, frozenset({"hip", "knee", "bend"}), "bridges"),
        Option("b", 1, 30, frozenset({"hip", "knee"}), "bridges"),
        Option("c", 1, 60, frozenset({"hip", "knee", "turn"})),
    ]

    problem = reduce(options, {"hip": 10, "knee": 20, "bend": 3, "turn": 0}, 600, 5)

    assert ([4, 1, 1], [30], [(0,), (0,), (0,)]) == (problem.points, problem.worth, problem.tags)


def test_a_good_set_is_improved_step_by_step() -> None:
    options = [Option(f"o{number}", 10 + number, 60, frozenset()) for number in range(6)]
    problem = reduce(options, {}, 180, 3)
    poor = fill(problem, range(6))

    assert [33, 38, 41, 42, 42] == [improve(problem, poor, range(6), 0, rounds=rounds).points for rounds in range(5)]


@pytest.mark.parametrize("size", [60, 150, 300])
@pytest.mark.parametrize("kind", [usual, fine])
def test_the_usual_wish_is_proven_within_the_usual_budget(kind: object, size: int) -> None:
    assert callable(kind)
    for seed in range(10):
        case = kind(seed, size)

        choice = chosen(case, POLICY.node_budget)

        if choice is not None:
            assert choice.points == choice.bound
            assert_keeps_limits(choice, case)


@pytest.mark.parametrize("kind", sorted(HARD))
def test_a_request_made_to_be_hard_ends_with_a_small_gap(kind: str) -> None:
    """However much is left to search, the bound stays near."""
    case = hard(kind, 3, 300)

    choice = chosen(case, 500)

    assert choice is not None
    assert choice.points <= choice.bound <= choice.points * 1.2
    assert_keeps_limits(choice, case)


@pytest.mark.parametrize("kind", sorted(HARD))
@pytest.mark.parametrize("budget", [0, 10, 200])
def test_the_work_is_bounded_by_the_budget(kind: str, budget: int) -> None:
    """Beyond it are only the first prices, and the steps of the node at which it ends."""
    case = hard(kind, 1, 300)
    search = Search(reduce(case.options, case.tag_points, case.seconds, case.most), budget)

    search.run()

    assert search.budget >= -200
