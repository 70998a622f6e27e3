"""choose"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from homept.routine.branching import Search
from homept.routine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Choice", "Option", "choose"]


class Option(NamedTuple):
    """A candidate as the search sees it."""

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
    options: Sequence[Option], tag_points: Mapping[str, int], *, seconds: int, count: int, must: frozenset[str], budget: int
) -> Choice | None:
    """Return the best."""
    options = sorted(options)
    forced = [option for option in options if option.id in must]
    families = [option.family for option in forced if option.family]
    seconds -= sum(option.seconds for option in forced)
    count -= len(forced)
    if len(forced) < len(must) or len(set(families)) < len(families) or seconds < 0 or count < 0:
        return None
    covered = frozenset[str]().union(*(option.tags for option in forced))
    base = sum(option.points for option in forced) + sum(tag_points[tag] for tag in covered)
    free = [
        option
        for option in options
        if count and option.id not in must and option.seconds <= seconds and option.family not in families
    ]
    problem, step, numbers = _problem(free, {tag: points for tag, points in tag_points.items() if tag not in covered}, seconds, count)
    search = Search(problem, budget)
    search.run()
    ids = sorted([*(option.id for option in forced), *(free[numbers[item]].id for item in search.items)])
    choose.stats = search
    return Choice(tuple(ids), base + step * search.points, base + step * search.bound)


def _problem(options, tag_points, seconds, count):
    points = [option.points for option in options]
    family_of = [option.family or f" {number}" for number, option in enumerate(options)]
    carriers: dict[str, list[int]] = {}
    for number, option in enumerate(options):
        for tag in option.tags:
            if tag_points.get(tag, 0) > 0:
                carriers.setdefault(tag, []).append(number)
    together: dict[tuple[int, ...], int] = {}
    for tag in sorted(carriers):
        numbers = carriers[tag]
        if len({family_of[number] for number in numbers}) == 1:
            for number in numbers:
                points[number] += tag_points[tag]
        else:
            key = tuple(numbers)
            together[key] = together.get(key, 0) + tag_points[tag]
    worth = list(together.values())
    tags: list[list[int]] = [[] for _ in options]
    for tag, numbers in enumerate(together):
        for number in numbers:
            tags[number].append(tag)
    masks = [sum(1 << tag for tag in some) for some in tags]
    members: dict[str, list[int]] = {}
    for number, name in enumerate(family_of):
        if points[number] + sum(worth[tag] for tag in tags[number]) > 0:
            members.setdefault(name, []).append(number)
    kept = []
    for some in members.values():
        some.sort(key=lambda n: (options[n].seconds, -points[n], -len(tags[n]), n))
        front: list[int] = []
        for n in some:
            if not any(points[m] >= points[n] and masks[n] & ~masks[m] == 0 for m in front):
                front.append(n)
        kept += front
    kept.sort()
    step = gcd(*(points[n] for n in kept), *worth) or 1
    names = {name: n for n, name in enumerate(members)}
    return (
        Problem(
            [points[n] // step for n in kept],
            [options[n].seconds for n in kept],
            [names[family_of[n]] for n in kept],
            [tuple(tags[n]) for n in kept],
            [masks[n] for n in kept],
            [w // step for w in worth],
            seconds,
            count,
        ),
        step,
        kept,
    )
