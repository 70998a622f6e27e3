"""Search."""

from __future__ import annotations

from homept.routine.pricing import UNIT, Prices, price

ROOT_STEPS = 150
STEPS = 16
LARGE = 40


class Search:
    def __init__(self, problem, budget):
        self.problem = problem
        self.budget = budget
        self.points = 0
        self.items = ()
        self.bound = 0
        self.worths = {0: 0}
        self.scaled = [w * UNIT for w in problem.worth]

    def worth(self, mask):
        found = self.worths.get(mask)
        if found is None:
            low = mask & -mask
            found = self.worths[mask] = self.worth(mask ^ low) + self.problem.worth[low.bit_length() - 1]
        return found

    def goal(self):
        return self.points + 1

    def offer(self, order):
        """Fill in order."""
        problem = self.problem
        left, count, covered, used, taken, value = problem.left, problem.count, 0, set(), [], 0
        points, seconds, families, masks, worth = problem.points, problem.seconds, problem.families, problem.masks, problem.worth
        for i in order:
            if seconds[i] <= left and families[i] not in used:
                new = masks[i] & ~covered
                gain = points[i]
                for t in problem.tags[i]:
                    if new >> t & 1:
                        gain += worth[t]
                if gain > 0:
                    value += gain
                    taken.append(i)
                    left -= seconds[i]
                    covered |= new
                    used.add(families[i])
                    count -= 1
                    if not count:
                        break
        if value > self.points:
            self.points, self.items = value, tuple(taken)

    def improve(self, items, second):
        """Drop one and refill, until nothing is gained."""
        problem = self.problem
        points, seconds, families, masks = problem.points, problem.seconds, problem.families, problem.masks
        worth = self.worth
        again = True
        while again:
            again = False
            for drop in self.items:
                kept = [i for i in self.items if i != drop]
                left = problem.left - sum(seconds[i] for i in kept)
                covered = 0
                value = 0
                for i in kept:
                    covered |= masks[i]
                    value += points[i]
                value += worth(covered)
                used = {families[i] for i in kept}
                for price in (0, second):
                    out, cov, val, lft, usd = list(kept), covered, value, left, set(used)
                    while len(out) < problem.count:
                        top, pick = 0, -1
                        for i in items:
                            if seconds[i] <= lft and families[i] not in usd:
                                gain = (points[i] + worth(masks[i] & ~cov))
                                if gain > 0:
                                    gain = gain * UNIT - price * seconds[i]
                                    if pick < 0 or gain > top:
                                        top, pick = gain, i
                        if pick < 0:
                            break
                        out.append(pick)
                        val += points[pick] + worth(masks[pick] & ~cov)
                        cov |= masks[pick]
                        lft -= seconds[pick]
                        usd.add(families[pick])
                    if val > self.points:
                        self.points, self.items = val, tuple(out)
                        again = True
                        break
                if again:
                    break

    def start_prices(self):
        problem = self.problem
        n = len(problem.points)
        many = [0] * len(problem.worth)
        for some in problem.tags:
            for t in some:
                many[t] += 1
        tags = [w * n // max(n, m * problem.count) for w, m in zip(self.scaled, many)]
        values = [p * UNIT + sum(tags[t] for t in some) for p, some in zip(problem.points, problem.tags)]
        order = sorted(range(n), key=lambda i: -values[i] // problem.seconds[i])
        left, count, second = problem.left, problem.count, 0
        for i in order:
            if not count:
                second //= 2
                break
            second = values[i] // problem.seconds[i]
            if problem.seconds[i] > left:
                break
            left -= problem.seconds[i]
            count -= 1
        else:
            second = 0
        self.offer(order)
        return Prices(max(0, second), tags)

    def run(self):
        problem = self.problem
        self.nodes = self.steps = 0
        self.left_items = 0
        self.log = ""
        if not problem.points:
            return
        items = list(range(len(problem.points)))
        root = price(problem, items, self.scaled, problem.left, problem.count, 0, self.start_prices(), self.goal, ROOT_STEPS, self.offer)
        self.steps += root.steps
        self.root = root.bound / UNIT
        self.root_items = len(root.items)
        if root.items:
            self.improve(root.items, root.prices.second)
        self.after = self.points
        stack = []
        if root.items:
            self.node(stack, root.bound, 0, problem.left, problem.count, 0, (), root.prices, root.items)
        spent = 0
        points, seconds, families, masks = problem.points, problem.seconds, problem.families, problem.masks
        while stack:
            bound, value, left, count, covered, taken, prices, room, groups, q, r, i = stack.pop()
            target = (self.points + 1) * UNIT
            if bound < target:
                continue
            spent += 1
            if spent > self.budget:
                stack.append((bound,))
                break
            new = masks[i] & ~covered
            value += points[i] + self.worth(new)
            taken = (*taken, i)
            if value > self.points:
                self.points, self.items = value, taken
                target = (value + 1) * UNIT
            count -= 1
            if not count:
                continue
            left -= seconds[i]
            covered |= new
            room += r
            # what is left
            lim = target - room
            of = prices.of
            fresh = []
            total = 0
            # the best the others can add
            rest = count - 1
            for best, members in groups[q + 1 : q + 1 + rest]:
                if best <= 0:
                    break
                total += best
            lim -= total
            for best, members in groups[q + 1 :]:
                if best < lim:
                    break
                some = []
                for rr, j in members:
                    if rr < lim:
                        break
                    if seconds[j] <= left:
                        rr -= of(masks[j] & new)
                        if rr >= lim:
                            some.append((rr, j))
                if some:
                    if len(some) > 1:
                        some.sort(reverse=True)
                    fresh.append((some[0][0], some))
            if fresh:
                fresh.sort(reverse=True)
                if len(fresh) > LARGE:
                    its = [j for _, some in fresh for _, j in some]
                    self.node(stack, bound, value, left, count, covered, taken, prices, its)
                else:
                    self.push(stack, value, left, count, covered, taken, prices, room, fresh, target)
        self.nodes = spent
        self.bound = max([self.points] + [entry[0] // UNIT for entry in stack])

    def node(self, stack, bound, value, left, count, covered, taken, prices, items):
        """Price again"""
        problem = self.problem
        if taken:
            scaled = [0 if covered >> t & 1 else w for t, w in enumerate(self.scaled)]
            again = price(problem, items, scaled, left, count, value, prices, self.goal, STEPS, lambda order: None)
            self.steps += again.steps
            if not again.items:
                return
            items, prices = again.items, again.prices
        room = value * UNIT + prices.second * left
        for t, w in enumerate(self.scaled):
            if not covered >> t & 1:
                room += w - prices.tags[t]
        groups = {}
        for i in items:
            if problem.seconds[i] <= left:
                r = problem.points[i] * UNIT + prices.of(problem.masks[i] & ~covered) - prices.second * problem.seconds[i]
                groups.setdefault(problem.families[i], []).append((r, i))
        for some in groups.values():
            some.sort(reverse=True)
        fresh = sorted(((some[0][0], some) for some in groups.values()), reverse=True)
        self.push(stack, value, left, count, covered, taken, prices, room, fresh, (self.points + 1) * UNIT)

    def push(self, stack, value, left, count, covered, taken, prices, room, groups, target):
        sums = [0]
        for best, _ in groups:
            sums.append(sums[-1] + (best if best > 0 else 0))
        n = len(groups)
        out = []
        for q, (best, members) in enumerate(groups):
            rest = room + sums[min(n, q + count)] - sums[q + 1]
            if rest + best < target:
                break
            for r, i in members:
                if rest + r < target:
                    break
                out.append((rest + r, value, left, count, covered, taken, prices, room, groups, q, r, i))
        out.reverse()
        stack += out
