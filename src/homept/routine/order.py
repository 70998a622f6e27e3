"""
The exact order of a routine.

Fewest changes between floor and not floor; then fewest pairs out of the order of kinds (warm-up, loosening, balance and control
while fresh, strength, stretch, settle); then fewest changes of position.
"""

from __future__ import annotations

from itertools import chain, combinations, groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from homept import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from homept.exercise import Exercise

__all__ = ["OrderCost", "order", "order_cost"]


class OrderCost(NamedTuple):
    """What an order costs, the most important first."""

    floor_transfers: int
    inversions: int
    position_changes: int


class _Group(NamedTuple):
    """What the order sees of an exercise; exercises of one group stay together."""

    rank: int
    position: str
    floor: bool


class _Sequence(NamedTuple):
    """Groups in an order, and how often the position changes in it."""

    changes: int
    groups: tuple[_Group, ...]


def order(exercises: Sequence[Exercise]) -> list[str]:
    """
    Return the ids in the best order; of equal orders the one that comes first by kind, position and id.

    The person starts and ends off the floor.
    """
    members: dict[_Group, list[str]] = {}
    for exercise in sorted(exercises, key=lambda exercise: exercise.id):
        members.setdefault(_group(exercise), []).append(exercise.id)
    best = min(_fewest_changes(stages) for stages in _stagings({group: len(ids) for group, ids in members.items()}))
    return [id for group in best.groups for id in members[group]]


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
    return _Group(ranks[exercise.kind], exercise.position, floor)


def _stagings(counts: Mapping[_Group, int]) -> Iterator[list[list[_Group]]]:
    """
    Give the orders with the fewest transfers and inversions: stages of one rank each, in which only positions are open.

    One spell on the floor is enough, and whoever stays off it comes before or after, each rank on the side where fewer pairs
    are out of order.
    Where both sides are equal, the positions of one rank may be on both sides, with lower ranks before and higher ones after.
    """
    floor = {group: count for group, count in counts.items() if group.floor}
    others = [group for group in counts if not group.floor]

    def too_early(rank: int) -> int:
        """By how many pairs it is worse to come before the floor than after it."""
        return sum(count * ((other.rank < rank) - (other.rank > rank)) for other, count in floor.items())

    undecided = [group for group in others if floor and too_early(group.rank) == 0]
    for rank in sorted({group.rank for group in undecided}) or [0]:
        same = [group for group in undecided if group.rank == rank]
        for some in chain.from_iterable(combinations(same, size) for size in range(len(same) + 1)):
            before = [group for group in others if group in some or (too_early(group.rank), group.rank - rank) < (0, 0)]
            after = [group for group in others if group not in before]
            yield [*_by_rank(before), *_by_rank(floor), *_by_rank(after)]


def _by_rank(groups: Iterable[_Group]) -> list[list[_Group]]:
    return [list(stage) for _, stage in groupby(sorted(groups), key=lambda group: group.rank)]


def _fewest_changes(stages: Sequence[Sequence[_Group]]) -> _Sequence:
    """Order each stage so that the position changes the fewest times: for each position to end in, the best way there."""
    ends = {"": _Sequence(-1, ())}
    for stage in stages:
        following: dict[str, _Sequence] = {}
        for last in stage:
            rest = [group for group in stage if group != last]
            following[last.position] = min(_join(sequence, rest, last, position) for position, sequence in ends.items())
        ends = following
    return min(ends.values())


def _join(sequence: _Sequence, rest: Sequence[_Group], last: _Group, position: str) -> _Sequence:
    """Go on from *position* through *rest*, where possible without a change at first, to *last*."""
    stage = [*sorted(rest, key=lambda group: group.position != position), last]
    return _Sequence(sequence.changes + len(stage) - (stage[0].position == position), (*sequence.groups, *stage))
