"""
The exact choice: the set of candidates with the most points that keeps the limits, with a certificate.

The points of a set are those of its options, and for each tag (a region, goal or joint movement) that at least one of them
carries the tag's points once.
A set keeps the limits when its seconds and its count do, it holds all that must be in it, and no two options of one family.

The answer carries a bound that no such set exceeds; where points and bound are equal, no set is better.
The bound comes from prices (:mod:`homept.routine.prices`), the proof that nothing lies between from a search of what the prices
leave open (:mod:`homept.routine.branching`).
All is whole numbers, counted steps and sorted ids: no clock, no rounding of the machine, no order of sets, so equal input gives
an equal answer everywhere, in whatever order the options come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept.routine.branching import Search
from homept.routine.reduction import reduce

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Choice", "Option", "choose"]


class Option(NamedTuple):
    """
<<<<<<< HEAD
    A candidate as the search sees it; its seconds are 1 or more.

    At most one of a ``family`` is chosen; an empty family is no family.
=======
    A candidate as the search sees it.

    Its points may be negative, its seconds are 1 or more; of one family at most one option is chosen, and an empty family is
    one of its own.
>>>>>>> 2a8e7cb07713f1e703a2003e048a449c1cc110c4
    """

    id: str
    points: int
    seconds: int
    tags: frozenset[str]
    family: str = ""


class Choice(NamedTuple):
    """The chosen ids in order, their points, and the bound that no set within the limits exceeds."""

    ids: tuple[str, ...]
    points: int
    bound: int


def choose(
    options: Iterable[Option], tag_points: Mapping[str, int], *, seconds: int, count: int, must: frozenset[str], budget: int
) -> Choice | None:
    """
    Return the best choice, or None when the options in *must* alone break a limit.

    The points of tags are 0 or more. With nothing in *must* the empty choice is one too, with 0 points.
    *budget* is how many steps the search may take; each looks at every option once at most.
    Of equal choices the one found first is kept, and the search goes by points and then by id.

    >>> options = [Option("a", 10, 60, frozenset({"hip"})), Option("b", 9, 60, frozenset({"knee"}))]
    >>> choose(options, {"hip": 1, "knee": 5}, seconds=60, count=3, must=frozenset(), budget=1000)
    Choice(ids=('b',), points=14, bound=14)
    """
    options = sorted(options, key=lambda option: option.id)
    forced = [option for option in options if option.id in must]
    taken = {option.family for option in forced if option.family}
    seconds -= sum(option.seconds for option in forced)
<<<<<<< HEAD
    families = [option.family for option in forced if option.family]
    if len(forced) < len(must) or count < 0 or seconds < 0 or len(set(families)) < len(families):
=======
    count -= len(forced)
    if len(forced) < len(must) or len(taken) < sum(bool(option.family) for option in forced) or seconds < 0 or count < 0:
>>>>>>> 2a8e7cb07713f1e703a2003e048a449c1cc110c4
        return None
    covered = frozenset[str]().union(*(option.tags for option in forced))
    points = sum(option.points for option in forced) + sum(tag_points[tag] for tag in covered)
<<<<<<< HEAD
    free = [option for option in options if option.id not in must and option.family not in families]
    search = _Search(free, tag_points, seconds, count)
    search.run(points, covered, budget)
    ids = sorted([*(option.id for option in forced), *search.best_ids])
    bound = search.best if search.open_bound is None else max(search.best, search.open_bound)
    return Choice(tuple(ids), search.best, bound)


class _Measure(NamedTuple):
    """
    One way to measure options, which never measures a set of them too low.

    Tags in ``once`` count once for the set; any other tag counts with each option that carries it, as part of its weight.
    ``by_weight`` and ``by_density`` are the numbers of the options, best first.
    """

    once: frozenset[str]
    weights: list[int]
    by_weight: list[int]
    by_density: list[int]


class _Search:
    def __init__(self, options: Sequence[Option], tag_points: Mapping[str, int], seconds: int, count: int) -> None:
        self.tag_points = tag_points
        self.seconds = seconds
        self.count = count
        self.options = self._in_order(options)
        self.seconds_of = [option.seconds for option in self.options]
        # What the options from each one on could still bring.
        self.ahead = [frozenset[str]()]
        for option in reversed(self.options):
            self.ahead.append(self.ahead[-1] | option.tags)
        self.ahead.reverse()
        every = self.ahead[0]
        self.everything = sum(max(option.points, 0) for option in options) + self._sum(every)
        # A tag that a usual choice would meet more than once is best counted once.
        common = (tag for tag in every if sum(tag in option.tags for option in options) * count >= len(options))
        self.measures = [self._measure(once) for once in dict.fromkeys((frozenset(common), frozenset[str](), every))]
        # Every sum is a multiple of this.
        self.step = gcd(*(option.points for option in options), *(tag_points[tag] for tag in every)) or 1
        self.best = 0
        self.best_ids: tuple[str, ...] = ()
        self.open_bound: int | None = None

    def _sum(self, tags: Iterable[str]) -> int:
        return sum(self.tag_points[tag] for tag in tags)

    def _in_order(self, options: Sequence[Option]) -> list[Option]:
        def most(option: Option) -> int:
            return option.points + self._sum(option.tags)

        by_points = sorted(options, key=lambda option: (-most(option), option.seconds, option.id))
        if sum(option.seconds for option in by_points[: self.count]) <= self.seconds:
            return by_points
        return sorted(by_points, key=lambda option: -most(option) / option.seconds)

    def _measure(self, once: frozenset[str]) -> _Measure:
        weights = [option.points + self._sum(option.tags - once) for option in self.options]
        numbers = range(len(weights))
        by_weight = sorted(numbers, key=lambda number: -weights[number])
        by_density = sorted(numbers, key=lambda number: -weights[number] / self.options[number].seconds)
        return _Measure(once, weights, by_weight, by_density)

    def run(self, points: int, covered: frozenset[str], budget: int) -> None:
        # An explicit stack: a catalog may be deeper than Python's recursion limit.
        self.best = points
        stack: list[tuple[int, int, int, int, frozenset[str], frozenset[str], tuple[str, ...]]] = [
            (0, self.seconds, self.count, points, covered, frozenset(), ())
        ]
        while stack:
            start, left, count, points, covered, families, ids = stack.pop()
            if points > self.best:
                self.best, self.best_ids = points, ids
            bound = points + self._bound(start, left, count, covered, self.best - points)
            bound -= (bound - points) % self.step
            if bound <= self.best:
                continue
            if not budget:
                self.open_bound = bound if self.open_bound is None else max(self.open_bound, bound)
                continue
            budget -= 1
            option = self.options[start]
            # Pushed first, so tried last: the branch without the option.
            stack.append((start + 1, left, count, points, covered, families, ids))
            if option.seconds <= left and option.family not in families:
                points += option.points + self._sum(option.tags - covered)
                left, covered = left - option.seconds, covered | option.tags
                families |= {option.family} if option.family else frozenset()
                stack.append((start + 1, left, count - 1, points, covered, families, (*ids, option.id)))

    def _bound(self, start: int, seconds: int, count: int, covered: frozenset[str], enough: int) -> int:
        """
        No set of the options from *start* on adds more than the smallest of these sums.

        One that is at most *enough* is not made smaller still.
        """
        new = self.ahead[start] - covered
        low = self.everything
        for measure in self.measures:
            once = self._sum(new & measure.once)
            for sum_up in (self._by_count, self._by_time):
                if low > enough:
                    low = min(low, once + sum_up(measure, start, seconds, count))
        return low

    def _by_count(self, measure: _Measure, start: int, seconds: int, count: int) -> int:
        """The heaviest options that fit one by one."""
        total = 0
        for number in measure.by_weight:
            if not count or measure.weights[number] <= 0:
                break
            if number >= start and self.seconds_of[number] <= seconds:
                total += measure.weights[number]
                count -= 1
        return total

    def _by_time(self, measure: _Measure, start: int, seconds: int, count: int) -> int:
        """The knapsack bound: fill the time with the densest options, the last one in part, rounded down to whole points."""
        total = 0
        for number in measure.by_density:
            if measure.weights[number] <= 0:
                break
            if number >= start:
                taken = self.seconds_of[number]
                if taken > seconds:
                    return total + measure.weights[number] * seconds // taken
                total += measure.weights[number]
                seconds -= taken
        return total
=======
    free = [
        option
        for option in options
        if option.id not in must and option.family not in taken and option.seconds <= seconds and count
    ]
    problem = reduce(free, {tag: worth for tag, worth in tag_points.items() if tag not in covered}, seconds, count)
    best = Search(problem, budget).run()
    ids = sorted([*(option.id for option in forced), *(free[problem.numbers[item]].id for item in best.items)])
    return Choice(tuple(ids), points + problem.step * best.points, points + problem.step * best.bound)
>>>>>>> 2a8e7cb07713f1e703a2003e048a449c1cc110c4
