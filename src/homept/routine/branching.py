"""
The search of what the prices leave open.

A node is a set chosen so far; what may come next are the families that could still be part of a better set, the one that pays
most first, and each of their members. A family that comes before the next one is left out for good, so every set is met once.
What a node may still reach is bounded by the prices: its points, the price of its time left, the worth granted for the tags
not yet brought, and what the best families still to come pay. Where an item carries a tag that the node has brought already,
it is not paid for it any more, so the bound falls with every choice, and most items drop out.
A node with many items left gets prices of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept.routine.improvement import Best, fill, improve
from homept.routine.prices import UNIT, Node, Prices, Pricing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homept.routine.reduction import Problem

__all__ = ["Proven", "Search"]

# Steps of pricing at the root, before and after the best set found is improved, and at a node.
FIRST_STEPS, MORE_STEPS, NODE_STEPS = 24, 126, 16
# A node with more than MANY items left gets prices of its own; when the search has taken LONG, one with more than FEW.
MANY, FEW, LONG = 24, 8, 300
# Of the items left, so many of the best are tried to improve a set.
TRIED = 64


class Proven(NamedTuple):
    """The best set found, its points, and the bound that no set exceeds."""

    items: tuple[int, ...]
    points: int
    bound: int


class Family(NamedTuple):
    """The members of a family that are left, with what each pays, the best first."""

    pays: int
    members: list[tuple[int, int]]


class Open(NamedTuple):
    """A choice not yet made: to add this item, of that family among the families, to the node."""

    bound: int
    node: Node
    prices: Prices
    granted: int
    families: list[Family]
    place: int
    pays: int
    item: int


class Search:
    """One search of a problem."""

    budget: int
    long: int
    best: Best

    def __init__(self, problem: Problem, budget: int) -> None:
        self.problem = problem
        self.budget = budget
        self.long = budget - LONG
        self.best = Best(0, ())
        self.open: list[Open] = []
        self._worth = Prices(0, problem.worth)

    def run(self) -> Proven:
        """Return the best set within the limits, proven or with a bound."""
        problem = self.problem
        if not problem.points:
            return Proven((), 0, 0)
        root = self._as_many_as_fit(Node((), 0, 0, problem.limit, problem.most, range(len(problem.points))))
        pricing = Pricing(problem, root, self._first_prices())
        for steps in (FIRST_STEPS, MORE_STEPS):
            if pricing.run(steps, self._goal, self._offer):
                self._offer_better(improve(problem, self.best, pricing.items[:TRIED], pricing.prices.second))
            if len(pricing.items) <= MANY:
                break
        self.budget -= pricing.steps
        if pricing.items:
            self._open_node(root._replace(items=pricing.items), pricing.prices)
        bound = self._search() if self.open else 0
        return Proven(self.best.items, self.best.points, max(self.best.points, bound))

    def _goal(self) -> int:
        return self.best.points + 1

    def _offer(self, order: Sequence[int]) -> None:
        self._offer_better(fill(self.problem, order))

    def _offer_better(self, found: Best) -> None:
        if found.points > self.best.points:
            self.best = found

    def _first_prices(self) -> Prices:
        """Pay of a tag's worth what is left of it when the set carries it as often as all do; fill the time by the densest."""
        problem = self.problem
        size = len(problem.points)
        times = [0] * len(problem.worth)
        for tags in problem.tags:
            for tag in tags:
                times[tag] += 1
        paid = [UNIT * worth * size // max(size, many * problem.most) for worth, many in zip(problem.worth, times, strict=True)]
        pays = [
            UNIT * points + sum([paid[tag] for tag in tags]) for points, tags in zip(problem.points, problem.tags, strict=True)
        ]
        densest = sorted(range(size), key=lambda item: -pays[item] // problem.seconds[item])
        self._offer(densest)
        left, second = problem.limit, 0
        for item in densest[: problem.most]:
            left -= problem.seconds[item]
            if left < 0:
                second = max(0, pays[item] // problem.seconds[item])
                break
        return Prices(second, paid)

    def _search(self) -> int:
        """Go through all that is open, until it or the budget is used up; return the highest bound of what is then open."""
        while self.open:
            if self.budget <= 0:
                return max(choice.bound for choice in self.open) // UNIT
            choice = self.open.pop()
            if choice.bound >= UNIT * self._goal():
                self.budget -= 1
                self._take(choice)
        return 0

    def _take(self, choice: Open) -> None:
        problem, node, item = self.problem, choice.node, choice.item
        new = problem.masks[item] & ~node.covered
        node = Node(
            taken=(*node.taken, item),
            points=node.points + problem.points[item] + self._worth.of(new),
            covered=node.covered | new,
            left=node.left - problem.seconds[item],
            more=node.more - 1,
            items=(),
        )
        self._offer_better(Best(node.points, node.taken))
        if not node.more:
            return
        granted = choice.granted + choice.pays
        families = self._still_open(choice, node, granted, new)
        few = FEW if self.budget < self.long else MANY
        if sum([len(family.members) for family in families]) > few:
            node = self._as_many_as_fit(node._replace(items=[item for family in families for _, item in family.members]))
            pricing = Pricing(problem, node, choice.prices)
            going_on = pricing.run(NODE_STEPS, self._goal)
            self.budget -= pricing.steps
            if going_on:
                self._open_node(node._replace(items=pricing.items), pricing.prices)
        elif families:
            self._open(node, choice.prices, granted, families)

    def _as_many_as_fit(self, node: Node) -> Node:
        """The node with no more to choose than the shortest items that fit into its time together, one of each family."""
        left, families = node.left, set[int]()
        for item in sorted(node.items, key=self.problem.seconds.__getitem__):
            if self.problem.families[item] not in families:
                left -= self.problem.seconds[item]
                if left < 0 or len(families) == node.more:
                    break
                families.add(self.problem.families[item])
        return node._replace(more=len(families))

    def _still_open(self, choice: Open, node: Node, granted: int, new: int) -> list[Family]:
        """The families after the one chosen whose members could be part of a better set, without what is paid for *new*."""
        seconds, masks, price_of, left = self.problem.seconds, self.problem.masks, choice.prices.of, node.left
        behind = choice.families[choice.place + 1 :]
        others = sum([max(0, family.pays) for family in behind[: node.more - 1]])
        least = UNIT * self._goal() - granted - others
        families = []
        for family in behind:
            if family.pays < least:
                break
            members = [
                (pays - price_of(masks[item] & new), item)
                for pays, item in family.members
                if pays >= least and seconds[item] <= left
            ]
            members = [member for member in members if member[0] >= least]
            if members:
                members.sort(reverse=True)
                families.append(Family(members[0][0], members))
        families.sort(reverse=True)
        return families

    def _open_node(self, node: Node, prices: Prices) -> None:
        """Open what may come next at these prices."""
        problem = self.problem
        granted = UNIT * node.points + prices.second * node.left
        for tag, worth in enumerate(problem.worth):
            if not node.covered >> tag & 1:
                granted += UNIT * worth - prices.tags[tag]
        members: dict[int, list[tuple[int, int]]] = {}
        for item in node.items:
            pays = UNIT * problem.points[item] - prices.second * problem.seconds[item]
            pays += prices.of(problem.masks[item] & ~node.covered)
            members.setdefault(problem.families[item], []).append((pays, item))
        families = [Family(max(some)[0], sorted(some, reverse=True)) for some in members.values()]
        self._open(node, prices, granted, sorted(families, reverse=True))

    def _open(self, node: Node, prices: Prices, granted: int, families: list[Family]) -> None:
        least = UNIT * self._goal()
        sums = [0]
        for family in families:
            sums.append(sums[-1] + max(0, family.pays))
        choices = []
        for place, family in enumerate(families):
            bound = granted + sums[min(len(families), place + node.more)] - sums[place + 1]
            if bound + family.pays < least:
                break
            choices += [
                Open(bound + pays, node, prices, granted, families, place, pays, item)
                for pays, item in family.members
                if bound + pays >= least
            ]
        self.open += reversed(choices)
