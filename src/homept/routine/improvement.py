"""Good sets found quickly: they are what a proof starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept.routine.prices import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from homept.routine.reduction import Problem

__all__ = ["Best", "fill", "improve"]


class Best(NamedTuple):
    """A set within the limits, and its points."""

    points: int
    items: tuple[int, ...]


class Rest:
    """A set in the making and what it leaves."""

    points: int
    covered: int
    left: int
    families: set[int]

    def __init__(self, problem: Problem, items: Iterable[int] = ()) -> None:
        self.problem = problem
        self.items: list[int] = []
        self.points, self.covered, self.left, self.families = 0, 0, problem.limit, set[int]()
        for item in items:
            self.add(item)

    def gain(self, item: int) -> int:
        """Return what the item adds."""
        problem, covered = self.problem, self.covered
        if not problem.masks[item] & ~covered:
            return problem.points[item]
        return problem.points[item] + sum([problem.worth[tag] for tag in problem.tags[item] if not covered >> tag & 1])

    def add(self, item: int) -> None:
        """Add the item."""
        self.points += self.gain(item)
        self.items.append(item)
        self.covered |= self.problem.masks[item]
        self.left -= self.problem.seconds[item]
        self.families.add(self.problem.families[item])

    def fits(self, item: int) -> bool:
        """Tell whether the item fits beside the others, their number aside."""
        return self.problem.seconds[item] <= self.left and self.problem.families[item] not in self.families

    def best(self) -> Best:
        """Return the set as it is."""
        return Best(self.points, tuple(self.items))


def fill(problem: Problem, order: Iterable[int]) -> Best:
    """Take the items in this order, each that fits and adds points."""
    rest = Rest(problem)
    for item in order:
        if rest.fits(item) and rest.gain(item) > 0:
            rest.add(item)
            if len(rest.items) == problem.most:
                break
    return rest.best()


def improve(problem: Problem, best: Best, items: Sequence[int], second: int, *, rounds: int = 32) -> Best:
    """
    Drop an item of the set and fill up again, by points or by points less the price of the seconds; keep what is better.

    After so many rounds, or when no item is worth dropping, it is done.
    """
    for _ in range(rounds):
        better = _one_better(problem, best, items, second)
        if better is None:
            break
        best = better
    return best


def _one_better(problem: Problem, best: Best, items: Sequence[int], second: int) -> Best | None:
    for dropped in best.items:
        kept = [item for item in best.items if item != dropped]
        for price in (0, second):
            rest = Rest(problem, kept)
            _fill_up(rest, items, price)
            if rest.points > best.points:
                return rest.best()
    return None


def _fill_up(rest: Rest, items: Sequence[int], second: int) -> None:
    """Add the item with the most points less the price of its seconds, again and again."""
    seconds = rest.problem.seconds
    while len(rest.items) < rest.problem.most:
        items = [item for item in items if rest.fits(item)]
        gains = [(rest.gain(item), item) for item in items]
        worthwhile = [(UNIT * gain - second * seconds[item], -item) for gain, item in gains if gain > 0]
        if not worthwhile:
            break
        rest.add(-max(worthwhile)[1])
