"""
The exact choice: the set of candidates with the most points that keeps the limits.

Points are whole numbers: each candidate's own, and for each tag (a region, goal or joint movement) its points once, whoever
brings it.
A depth-first search with three bounds finds the best set; a budget of nodes, not of seconds, keeps it deterministic, and when
it runs out the answer carries a bound that no set exceeds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Choice", "Option", "choose"]


class Option(NamedTuple):
    """A candidate as the search sees it."""

    id: str
    points: int
    seconds: int
    tags: frozenset[str]


class Choice(NamedTuple):
    """The chosen ids in order, their points, and the bound that no set within the limits exceeds."""

    ids: tuple[str, ...]
    points: int
    bound: int


def choose(
    options: Sequence[Option], tag_points: Mapping[str, int], *, seconds: int, count: int, must: frozenset[str], budget: int
) -> Choice | None:
    """
    Return the best choice, or None when the options in *must* alone break a limit.

    Of equal choices the one found first is kept; the search tries options by points, then fewer seconds, then id.

    >>> options = [Option("a", 10, 60, frozenset({"hip"})), Option("b", 9, 60, frozenset({"knee"}))]
    >>> choose(options, {"hip": 1, "knee": 5}, seconds=60, count=3, must=frozenset(), budget=1000)
    Choice(ids=('b',), points=14, bound=14)
    """
    forced = [option for option in options if option.id in must]
    if len(forced) < len(must) or len(forced) > count or sum(option.seconds for option in forced) > seconds:
        return None
    free = [option for option in options if option.id not in must]
    search = _Search(free, tag_points, count - len(forced), budget)
    covered = frozenset().union(*(option.tags for option in forced))
    points = sum(option.points for option in forced) + sum(tag_points[tag] for tag in covered)
    search.run(seconds - sum(option.seconds for option in forced), points, covered)
    ids = sorted([*(option.id for option in forced), *search.best_ids])
    return Choice(tuple(ids), search.best, max(search.best, search.open_bound))


class _Search:
    def __init__(self, options: Sequence[Option], tag_points: Mapping[str, int], count: int, budget: int) -> None:
        def most(option: Option) -> int:
            return option.points + sum(tag_points[tag] for tag in option.tags)

        self.options = sorted(options, key=lambda option: (-most(option), option.seconds, option.id))
        self.most = [most(option) for option in self.options]
        by_density = sorted(range(len(options)), key=lambda number: -self.most[number] / max(1, self.options[number].seconds))
        self.by_density = by_density
        self.tag_points = tag_points
        self.count = count
        self.budget = budget
        self.best = -1
        self.best_ids: tuple[str, ...] = ()
        self.open_bound = -1

    def run(self, seconds: int, points: int, covered: frozenset[str]) -> None:
        # An explicit stack: a catalog may be deeper than Python's recursion limit.
        stack: list[tuple[int, int, int, int, frozenset[str], tuple[str, ...]]] = [(0, seconds, self.count, points, covered, ())]
        while stack:
            start, left, count, points, covered, ids = stack.pop()
            if points > self.best:
                self.best, self.best_ids = points, ids
            bound = points + self._bound(start, left, count, covered)
            if bound <= self.best:
                continue
            if self.budget == 0:
                self.open_bound = max(self.open_bound, bound)
                continue
            self.budget -= 1
            option = self.options[start]
            # Pushed first, so tried last: the branch without the option.
            stack.append((start + 1, left, count, points, covered, ids))
            if option.seconds <= left and count:
                gain = option.points + sum(self.tag_points[tag] for tag in option.tags - covered)
                chosen = (*ids, option.id)
                stack.append((start + 1, left - option.seconds, count - 1, points + gain, covered | option.tags, chosen))

    def _bound(self, start: int, seconds: int, count: int, covered: frozenset[str]) -> int:
        """No set of the options from *start* on adds more than the smallest of three simple sums."""
        if count == 0:
            return 0
        fitting = [number for number in range(start, len(self.options)) if self.options[number].seconds <= seconds]
        most_points = sum(self.most[number] for number in fitting[:count])
        own = sorted((self.options[number].points for number in fitting), reverse=True)[:count]
        tags = frozenset().union(*(self.options[number].tags for number in fitting)) - covered
        with_tags_once = sum(own) + sum(self.tag_points[tag] for tag in tags)
        return min(most_points, with_tags_once, self._by_time(start, seconds))

    def _by_time(self, start: int, seconds: int) -> int:
        """The knapsack bound: fill the time with the densest options, the last one in part, rounded up."""
        total = 0
        for number in self.by_density:
            if number < start or self.options[number].seconds > seconds:
                # An option longer than what is left may still enter in part.
                if number >= start:
                    return total + -(-self.most[number] * seconds // max(1, self.options[number].seconds))
                continue
            total += self.most[number]
            seconds -= self.options[number].seconds
        return total
