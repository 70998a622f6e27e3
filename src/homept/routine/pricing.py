"""Lagrangian prices."""

from __future__ import annotations

from typing import NamedTuple

UNIT = 1 << 14
EVEN = 1 << 8


class Prices:
    """second: price of a second; tags: price of each tag (0..worth)."""

    def __init__(self, second, tags):
        self.second = second
        self.tags = tags
        self.memo = {0: 0}

    def of(self, mask):
        found = self.memo.get(mask)
        if found is None:
            low = mask & -mask
            found = self.memo[mask] = self.of(mask ^ low) + self.tags[low.bit_length() - 1]
        return found


class Priced(NamedTuple):
    bound: int
    prices: Prices
    items: list[int]  # what is left
    steps: int


START = 256
KEEP = 2
STALL = 5


def price(problem, items, worth, left, count, value, prices, goal, steps, offer):
    """
    value: points so far (unscaled), goal(): least points that would be better; offer(order) called.
    """
    points, seconds, families, tags = problem.points, problem.seconds, problem.families, problem.tags
    unit = max(1, left // count)
    second, tag_prices = prices.second, list(prices.tags)
    live = [tag for tag in range(len(worth)) if worth[tag]]
    for tag in range(len(worth)):
        if tag_prices[tag] > worth[tag]:
            tag_prices[tag] = worth[tag]
    slack = sum(worth) - sum(tag_prices)
    direction = dict.fromkeys(live, 0)
    direction_second = 0
    low = None
    best = None
    theta, stalled = START, 0
    dense = True
    step = 0
    while True:
        if dense:
            carriers = {tag: [] for tag in live}
            for n, i in enumerate(items):
                for tag in tags[i]:
                    if tag in carriers:
                        carriers[tag].append(n)
            V = [points[i] * UNIT + sum(tag_prices[t] for t in tags[i]) for i in items]
            S = [seconds[i] for i in items]
            order = list(range(len(items)))
            dense = False
        keys = [second * s - v for s, v in zip(S, V)]
        order.sort(key=keys.__getitem__)
        used = {}
        chosen = []
        bound = value * UNIT + second * left + slack
        for n in order:
            key = keys[n]
            if key >= 0:
                break
            family = families[items[n]]
            if family not in used:
                used[family] = -key
                chosen.append(n)
                bound -= key
                if len(chosen) == count:
                    break
        if low is None or bound < low:
            stalled = 0 if low is None or (low - bound) * 128 > low - goal() * UNIT else stalled + 1
            low, best = bound, (second, list(tag_prices))
        else:
            stalled += 1
        if stalled >= STALL:
            theta = theta * 5 >> 3
            stalled = 0
        if step < 64 and step & (step - 1) == 0 or step % 32 == 0:
            offer([items[n] for n in order])
        target = goal() * UNIT
        if bound < target:
            return Priced(bound, None, [], step)
        step += 1
        last = step >= steps or theta < 8
        if step % 6 == 0 or last:
            edge = -keys[chosen[-1]] if len(chosen) == count else 0
            kept = [n for n in order if bound - used.get(families[items[n]], edge) - keys[n] >= target or n in chosen]
            if len(kept) < len(items):
                chosen_items = [items[n] for n in chosen]
                items = [items[n] for n in kept]
                dense = True
        else:
            chosen_items = None
        if last:
            return Priced(low, Prices(*best), items, step)
        if chosen_items is None or not dense:
            chosen_items = [items[n] for n in chosen]
        # gradient
        cover = dict.fromkeys(live, 0)
        took = 0
        for i in chosen_items:
            took += seconds[i]
            for tag in tags[i]:
                if tag in cover:
                    cover[tag] += 1
        pull = (left - took) * EVEN // unit
        if pull > 0 and not second:
            pull = 0
        direction_second = pull + (direction_second >> 1)
        if direction_second > 0 and not second:
            direction_second = 0
        norm = direction_second * direction_second
        for tag, times in cover.items():
            way = direction[tag] >> 1
            if times:
                way += (times - 1) * EVEN
            elif tag_prices[tag] < worth[tag]:
                way -= EVEN
            if (way > 0 and not tag_prices[tag]) or (way < 0 and tag_prices[tag] == worth[tag]):
                way = 0
            direction[tag] = way
            norm += way * way
        if not norm:
            return Priced(low, Prices(*best), items, step)
        pace = theta * (bound - target + UNIT)
        second = max(0, second - pace * direction_second // (norm * unit))
        for tag, way in direction.items():
            if way:
                old = tag_prices[tag]
                new = old - pace * way // norm
                new = 0 if new < 0 else min(new, worth[tag])
                if new != old:
                    tag_prices[tag] = new
                    new -= old
                    slack -= new
                    if not dense:
                        for n in carriers[tag]:
                            V[n] += new
