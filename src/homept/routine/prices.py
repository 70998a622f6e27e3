"""
A bound from prices: what the limits are worth.

Let each second cost a price, and let an option that carries a tag be paid the tag's price, each time anew, instead of the tag's
worth once; what is left of the worth (worth less price) is granted in any case, and so is the price of all the time there is.
For a set within the limits this never counts less than its points: time not used and worth not brought only add, and a tag's
price paid several times adds too.
So the best set at these prices, which needs only a look at the most that each family pays, is a bound on every set; the limits
of count and family are kept in it, and only time and tags are priced.

The lowest such bound equals that of the linear relaxation.
The prices move towards it by deflected subgradient steps: a second gets dearer when the best set at these prices takes too long,
a tag pays less when it is carried more than once, and more when it is not carried.
Whole numbers all through: prices are in parts of UNIT to a unit of points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from homept.routine.reduction import Problem

__all__ = ["UNIT", "Node", "Prices", "Pricing"]

UNIT = 1 << 14
# A direction of 1 in fixed point; a pace of ONE goes all the way to where the bound would meet the goal if it were a plane.
ONE = 1 << 8
SLOWEST = ONE >> 5
# After so many steps in a row that do not lower the bound by a 128th of what it is above the goal, the pace is slowed.
PATIENCE = 5
# Options are ruled out every so many steps.
SIEVE = 6


class Node(NamedTuple):
    """A set chosen so far, and what is left to choose from after it."""

    taken: tuple[int, ...]
    points: int
    covered: int
    left: int
    more: int
    items: Sequence[int]


class Prices:
    """What a second costs and each tag pays, in parts of UNIT."""

    def __init__(self, second: int, tags: Sequence[int]) -> None:
        self.second = second
        self.tags = tags
        self._sums = {0: 0}

    def of(self, mask: int) -> int:
        """Return what the tags of *mask* pay together."""
        found = self._sums.get(mask)
        if found is None:
            found = self._sums[mask] = sum([price for tag, price in enumerate(self.tags) if mask >> tag & 1])
        return found


class Pricing:
    """
    Finds prices for the rest of a node, and drops the items that cannot be part of a set that reaches the goal.

    ``bound`` is the lowest bound met, in parts of UNIT, and ``prices`` those that gave it; ``items`` is what is left to choose
    from, the best first.
    """

    worth: list[int]
    steps: int
    prices: Prices
    bound: int
    items: list[int]

    def __init__(self, problem: Problem, node: Node, prices: Prices) -> None:
        self.problem = problem
        self.node = node
        self.worth = [0 if node.covered >> tag & 1 else UNIT * points for tag, points in enumerate(problem.worth)]
        self._set(prices)
        self._keep(list(node.items))
        self.steps = 0
        self._even = max(1, node.left // node.more)
        self._way_of_second = 0
        self._way_of_tag = [0] * len(self.worth)
        self.prices = prices
        # To begin with, all there is.
        self.bound = UNIT * (node.points + sum([max(0, problem.points[item]) for item in node.items])) + sum(self.worth)

    def _set(self, prices: Prices) -> None:
        self._second = prices.second
        self._tags = [min(price, worth) for price, worth in zip(prices.tags, self.worth, strict=True)]

    def _keep(self, items: list[int]) -> None:
        problem, tags = self.problem, self._tags
        self.items = items
        self._seconds = [problem.seconds[item] for item in items]
        self._paid = [UNIT * problem.points[item] + sum([tags[tag] for tag in problem.tags[item]]) for item in items]
        self._carriers: list[list[int]] = [[] for _ in tags]
        for place, item in enumerate(items):
            for tag in problem.tags[item]:
                self._carriers[tag].append(place)
        self._places = list(range(len(items)))

    def run(self, steps: int, goal: Callable[[], int], offer: Callable[[Sequence[int]], None] | None = None) -> bool:
        """
        Take so many steps at most, and say whether a set of *goal* points is still possible.

        Now and then the items in their order, best first, are offered as a hint at good sets; that may raise the goal.
        """
        self._pace, self._patience = ONE, PATIENCE
        for step in range(steps):
            self._weigh()
            self.steps += 1
            self._judge(UNIT * goal())
            # Often at first, when the prices change most.
            if offer and (step % 32 == 0 or (step < 32 and step & (step - 1) == 0)):
                offer([self.items[place] for place in self._places])
            target = UNIT * goal()
            if self._now < target:
                self.items = []
                return False
            chosen = [self.items[place] for place in self._chosen]
            if step % SIEVE == SIEVE - 1:
                self._sieve(target)
            square = self._aim(chosen)
            if self._pace < SLOWEST or not square:
                break
            self._move(self._now - target, square)
        self._set(self.prices)
        self._keep(self.items)
        self._weigh()
        self._sieve(UNIT * goal())
        return bool(self.items)

    def _weigh(self) -> None:
        """Find the best set at these prices, and the bound that it is."""
        node, families, items, second = self.node, self.problem.families, self.items, self._second
        costs = self._costs = [second * seconds - paid for seconds, paid in zip(self._seconds, self._paid, strict=True)]
        self._places.sort(key=costs.__getitem__)
        bound = UNIT * node.points + second * node.left + sum(self.worth) - sum(self._tags)
        # What each family of the best set brings, and its places.
        self._brought: dict[int, int] = {}
        self._chosen: list[int] = []
        for place in self._places:
            cost = costs[place]
            if cost >= 0 or len(self._chosen) == node.more:
                break
            family = families[items[place]]
            if family not in self._brought:
                self._brought[family] = -cost
                self._chosen.append(place)
                bound -= cost
        self._now = bound

    def _judge(self, target: int) -> None:
        """Remember the lowest bound, and slow down where it is hardly lowered."""
        won = self.bound - self._now
        if won << 7 > self.bound - target:
            self._patience = PATIENCE
        else:
            self._patience -= 1
        if won > 0:
            self.bound, self.prices = self._now, Prices(self._second, list(self._tags))
        if not self._patience:
            self._pace, self._patience = self._pace * 5 >> 3, PATIENCE

    def _sieve(self, target: int) -> None:
        """Keep the items with which the bound still reaches the target: each takes the place of its family or of the last."""
        families, costs, items, brought = self.problem.families, self._costs, self.items, self._brought
        last = -costs[self._chosen[-1]] if len(self._chosen) == self.node.more else 0
        most = self._now - target
        kept = [items[place] for place in self._places if brought.get(families[items[place]], last) + costs[place] <= most]
        if len(kept) < len(items):
            self._keep(kept)

    def _aim(self, chosen: Sequence[int]) -> int:
        """Turn the ways of the prices towards what the best set breaks, half of the last ones kept; return their square."""
        tags, worth, ways = self._tags, self.worth, self._way_of_tag
        spare = self.node.left - sum([self.problem.seconds[item] for item in chosen])
        way = self._way_of_second // 2 + spare * ONE // self._even
        self._way_of_second = way = 0 if way > 0 and not self._second else way
        square = way * way
        times = [0] * len(tags)
        for item in chosen:
            for tag in self.problem.tags[item]:
                times[tag] += 1
        for tag, carried in enumerate(times):
            # A tag that nobody carries is granted its worth less its price; the price should be higher.
            way = ways[tag] // 2 + (ONE * (carried - 1) if carried or tags[tag] < worth[tag] else 0)
            if (way > 0 and not tags[tag]) or (way < 0 and tags[tag] == worth[tag]):
                way = 0
            ways[tag] = way
            square += way * way
        return square

    def _move(self, above: int, square: int) -> None:
        """Change the prices on their ways, the further the bound is above the target."""
        pace = self._pace * (above + UNIT)
        self._second = max(0, self._second - pace * self._way_of_second // (square * self._even))
        tags, paid = self._tags, self._paid
        for tag, way in enumerate(self._way_of_tag):
            if way:
                price = min(max(0, tags[tag] - pace * way // square), self.worth[tag])
                change = price - tags[tag]
                tags[tag] = price
                for place in self._carriers[tag]:
                    paid[place] += change
