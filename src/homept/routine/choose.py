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
    A candidate as the search sees it.

    Its points may be negative, its seconds are 1 or more; of one family at most one option is chosen, and an empty family is
    one of its own.
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
    count -= len(forced)
    if len(forced) < len(must) or len(taken) < sum(bool(option.family) for option in forced) or seconds < 0 or count < 0:
        return None
    covered = frozenset[str]().union(*(option.tags for option in forced))
    points = sum(option.points for option in forced) + sum(tag_points[tag] for tag in covered)
    free = [
        option
        for option in options
        if option.id not in must and option.family not in taken and option.seconds <= seconds and count
    ]
    problem = reduce(free, {**tag_points, **dict.fromkeys(covered, 0)}, seconds, count)
    best = Search(problem, budget).run()
    ids = sorted([*(option.id for option in forced), *(free[problem.numbers[item]].id for item in best.items)])
    return Choice(tuple(ids), points + problem.step * best.points, points + problem.step * best.bound)
