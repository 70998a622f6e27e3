"""
The exact choice, held against CP-SAT on a sample of requests; ``make referee`` does so on a thousand of each size, and times both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from referee import Case, fine, hard, optimum, usual
from wishes import POLICY

from homept.routine.choose import choose

if TYPE_CHECKING:
    from collections.abc import Callable


def assert_agrees(case: Case, budget: int) -> None:
    choice = choose(case.options, case.tag_points, seconds=case.seconds, count=case.most, must=case.must, budget=budget)
    best = optimum(case)

    assert (best is None) == (choice is None)
    if choice is not None:
        assert best is not None
        assert best.points == best.bound
        assert choice.points <= best.points <= choice.bound


@pytest.mark.parametrize("size", [12, 60, 150, 300])
@pytest.mark.parametrize("request_of", [usual, fine])
def test_the_referee_agrees_on_the_usual_requests(request_of: Callable[[int, int], Case], size: int) -> None:
    for seed in range(20):
        assert_agrees(request_of(1_000_000 + seed, size), POLICY.node_budget)


@pytest.mark.parametrize("budget", [0, 60, 120])
def test_the_referee_finds_the_best_within_the_bound_when_the_budget_is_short(budget: int) -> None:
    for seed in range(20):
        assert_agrees(fine(2_000_000 + seed, 60), budget)


@pytest.mark.parametrize("kind", ["correlated knapsack", "near-equal points", "big families", "many tags"])
def test_the_referee_agrees_on_requests_made_to_be_hard(kind: str) -> None:
    for seed in range(4):
        assert_agrees(hard(kind, seed, 30), 500)
