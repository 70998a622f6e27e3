"""
The exact order of a routine.

Fewest changes between floor and not floor; then fewest pairs out of the order of kinds (warm-up, loosening, balance and control
while fresh, strength, stretch, settle); then fewest changes of position.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from homept import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homept.exercise import Exercise

__all__ = ["OrderCost", "order", "order_cost"]


class OrderCost(NamedTuple):
    """What an order costs, the most important first."""

    floor_transfers: int
    inversions: int
    position_changes: int


class _Group(NamedTuple):
    """Exercises that the order cannot tell apart."""

    floor: bool
    rank: int
    position: str


def order(exercises: Sequence[Exercise]) -> list[str]:
    """
    Return the ids in the best order; of equal orders the one that comes first by kind, position and id.

    The person starts and ends off the floor.
    """
    groups = {exercise.id: _group(exercise) for exercise in exercises}
    kinds = sorted(set(groups.values()), key=lambda group: (group.rank, group.position, group.floor))
    members = {kind: sorted(id for id, group in groups.items() if group == kind) for kind in kinds}
    sequence = _best_sequence(kinds, tuple(len(members[kind]) for kind in kinds))
    queues = {kind: iter(members[kind]) for kind in kinds}
    return [next(queues[kinds[number]]) for number in sequence]


def order_cost(exercises: Sequence[Exercise]) -> OrderCost:
    """Return what the given order costs."""
    groups = [_group(exercise) for exercise in exercises]
    floors = [False, *(group.floor for group in groups), False]
    transfers = sum(one != other for one, other in pairwise(floors))
    inversions = sum(one.rank > other.rank for number, one in enumerate(groups) for other in groups[number + 1 :])
    changes = sum(one.position != other.position for one, other in pairwise(groups))
    return OrderCost(transfers, inversions, changes)


def _group(exercise: Exercise) -> _Group:
    ranks = {word.id: number for number, word in enumerate(vocabulary.words("kinds"))}
    # A place on the floor or a bed may turn out to be the floor, so it counts as a transfer.
    floor = exercise.surface in ("floor", "floor-or-bed", "bed")
    return _Group(floor, ranks[exercise.kind], exercise.position)


def _best_sequence(kinds: Sequence[_Group], counts: tuple[int, ...]) -> tuple[int, ...]:
    """Dynamic programming over how many of each group are placed and which came last; groups stay together in a state."""
    # best[(placed, last)] = (cost, sequence); the sequence breaks ties, so that the result is the same everywhere.
    best: dict[tuple[tuple[int, ...], int], tuple[OrderCost, tuple[int, ...]]] = {
        ((0,) * len(kinds), -1): (OrderCost(0, 0, 0), ())
    }
    for _ in range(sum(counts)):
        following: dict[tuple[tuple[int, ...], int], tuple[OrderCost, tuple[int, ...]]] = {}
        for (placed, last), (cost, sequence) in best.items():
            for number in range(len(kinds)):
                if placed[number] == counts[number]:
                    continue
                state = ((*placed[:number], placed[number] + 1, *placed[number + 1 :]), number)
                step = (_step(cost, kinds, placed, last, number), (*sequence, number))
                if state not in following or step < following[state]:
                    following[state] = step
        best = following
    ends = [
        (cost._replace(floor_transfers=cost.floor_transfers + kinds[last].floor), sequence)
        for (_, last), (cost, sequence) in best.items()
    ]
    return min(ends)[1]


def _step(cost: OrderCost, kinds: Sequence[_Group], placed: tuple[int, ...], last: int, number: int) -> OrderCost:
    kind = kinds[number]
    was_on_floor = kinds[last].floor if last >= 0 else False
    return OrderCost(
        cost.floor_transfers + (was_on_floor != kind.floor),
        cost.inversions + sum(count for other, count in enumerate(placed) if kinds[other].rank > kind.rank),
        cost.position_changes + (last >= 0 and kinds[last].position != kind.position),
    )
