"""The choice as numbers only, without what cannot matter."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from homept.routine.choose import Option

__all__ = ["Problem", "reduce"]


class Problem(NamedTuple):
    """
    Items 0, 1, ... to choose from; the lists go by item, ``worth`` by tag; ``limit`` is the time, ``most`` how many items.

    ``masks`` has one bit for each tag of ``tags``. Points and worth are in units of ``step``, so every sum is a whole number of
    units; ``numbers`` says which of the given options an item is.
    """

    points: list[int]
    seconds: list[int]
    families: list[int]
    tags: list[tuple[int, ...]]
    masks: list[int]
    worth: list[int]
    limit: int
    most: int
    step: int
    numbers: list[int]


def reduce(options: Sequence[Option], tag_points: Mapping[str, int], limit: int, count: int) -> Problem:
    """
    Return the same choice with fewer tags and options; the best set of it is a best set of all.

    Tags that only one family carries become points of their options, and tags that the same options carry become one.
    Options that cannot bring any points are left out, and of a family those that another of it makes needless.
    """
    points = [option.points for option in options]
    names: dict[str | int, int] = {}
    families = [names.setdefault(option.family or number, len(names)) for number, option in enumerate(options)]
    worth_of: dict[tuple[int, ...], int] = {}
    for tag, numbers in sorted(_carriers(options, tag_points).items()):
        if len({families[number] for number in numbers}) == 1:
            for number in numbers:
                points[number] += tag_points[tag]
        else:
            worth_of[tuple(numbers)] = worth_of.get(tuple(numbers), 0) + tag_points[tag]
    worth = list(worth_of.values())
    tags: list[list[int]] = [[] for _ in options]
    for tag_number, carriers in enumerate(worth_of):
        for number in carriers:
            tags[number].append(tag_number)
    masks = [sum(1 << tag_number for tag_number in some) for some in tags]
    members: dict[int, list[int]] = {}
    for number, family in enumerate(families):
        if points[number] + sum(worth[tag_number] for tag_number in tags[number]) > 0:
            members.setdefault(family, []).append(number)
    kept = sorted(number for some in members.values() for number in _needed(some, options, points, masks))
    step = gcd(*(points[number] for number in kept), *worth) or 1
    return Problem(
        points=[points[number] // step for number in kept],
        seconds=[options[number].seconds for number in kept],
        families=[families[number] for number in kept],
        tags=[tuple(tags[number]) for number in kept],
        masks=[masks[number] for number in kept],
        worth=[points // step for points in worth],
        limit=limit,
        most=count,
        step=step,
        numbers=kept,
    )


def _carriers(options: Sequence[Option], tag_points: Mapping[str, int]) -> dict[str, list[int]]:
    """The numbers of the options that carry each tag which is worth something."""
    carriers: dict[str, list[int]] = {}
    for number, option in enumerate(options):
        for tag in option.tags:
            if tag_points[tag]:
                carriers.setdefault(tag, []).append(number)
    return carriers


def _needed(members: list[int], options: Sequence[Option], points: list[int], masks: list[int]) -> list[int]:
    """The members of a family for which no other one has as many points and all its tags in as little time."""
    needed: list[int] = []
    for number in sorted(members, key=lambda number: (options[number].seconds, -points[number], -masks[number].bit_count())):
        if not any(points[other] >= points[number] and not masks[number] & ~masks[other] for other in needed):
            needed.append(number)
    return needed
