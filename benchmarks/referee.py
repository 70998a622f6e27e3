"""
Requests to choose for, from a seed, and CP-SAT as the referee of the answers; the tests and the benchmark share them.

The usual ones mirror what building a routine asks: points as in the building policy, times the wish's weights, seconds with
set-up and change-over, families of up to five variants.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from ortools.sat.python import cp_model

from homept.routine.choose import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["HARD", "Case", "Verdict", "fine", "greedy", "hard", "optimum", "score", "usual"]


class Case(NamedTuple):
    """One call of the exact choice."""

    options: list[Option]
    tag_points: dict[str, int]
    seconds: int
    most: int
    must: frozenset[str] = frozenset()


def usual(seed: int, size: int) -> Case:
    """A wish of one to four regions and one to three goals, with weights of 1 to 5, on as many candidates as *size*."""
    random = Random(f"usual {size} {seed}")
    regions = {f"region {n}": random.randint(1, 5) for n in range(random.randint(1, 4))}
    goals = {f"goal {n}": random.randint(1, 5) for n in range(random.randint(1, 3))}
    movements = [f"movement {n}" for n in range(40)]
    tag_points = {word: 60 * weight for word, weight in (regions | goals).items()} | dict.fromkeys(movements, 10)
    ids = [f"exercise-{number:03}" for number in range(size)]
    must = frozenset(random.sample(ids, random.choices((0, 1, 2), (8, 1, 1))[0]))
    options = []
    for id, family in zip(ids, _families(random, size, 5), strict=True):
        worked = random.sample(sorted(regions), random.randint(1, min(2, len(regions))))
        served = random.sample(sorted(goals), random.randint(1, min(2, len(goals))))
        points = sum(40 * regions[word] for word in worked) + sum(30 * goals[word] for word in served)
        points += 5 * random.randint(1, 4) + 1000 * (id in must)
        points += random.choices((0, 20, 40, -20, -40), (80, 5, 5, 5, 5))[0]
        tags = frozenset(worked + served + random.sample(movements, random.randint(1, 3)))
        options.append(Option(id, points, random.randint(40, 400), tags, family))
    return Case(options, tag_points, 60 * random.randint(10, 45), random.randint(3, 15), must)


def fine(seed: int, size: int) -> Case:
    """The same with points that share no step, so that sums hardly tie, and a long time to fill."""
    random = Random(f"fine {size} {seed}")
    case = usual(seed, size)
    options = [option._replace(points=7 * option.points + random.randint(-40, 40)) for option in case.options]
    tag_points = {tag: 7 * points + random.randint(-30, 30) for tag, points in case.tag_points.items()}
    return case._replace(options=options, tag_points=tag_points)


def _correlated(random: Random, size: int) -> Case:
    """A knapsack in which points nearly follow seconds: the classic hard one."""
    seconds = [random.randint(40, 400) for _ in range(size)]
    options = [Option(f"o{n:03}", 100 + took, took, frozenset()) for n, took in enumerate(seconds)]
    return Case(options, {}, random.randint(600, 2700), random.randint(3, 15))


def _awkward(random: Random, size: int) -> Case:
    """Points all nearly equal, seconds that never fill the time."""
    options = [Option(f"o{n:03}", 1000 + random.randint(0, 9), 2 * random.randint(50, 150), frozenset()) for n in range(size)]
    return Case(options, {}, 2 * random.randint(300, 1350) + 1, random.randint(5, 15))


def _many_tags(random: Random, size: int) -> Case:
    """Hardly any points of their own, all in sixty tags of which each option carries six: a covering problem."""
    tag_points = {f"t{n:02}": random.randint(50, 100) for n in range(60)}
    options = [
        Option(f"o{n:03}", random.randint(0, 5), random.randint(60, 240), frozenset(random.sample(sorted(tag_points), 6)))
        for n in range(size)
    ]
    return Case(options, tag_points, random.randint(600, 2700), random.randint(5, 12))


def _big_families(random: Random, size: int) -> Case:
    """Few families with many variants each, better ones taking longer."""
    families = _families(random, size, 30)
    options = []
    for number, family in enumerate(families):
        took = random.randint(40, 400)
        tags = frozenset(f"t{n}" for n in random.sample(range(20), 2))
        options.append(Option(f"o{number:03}", 3 * took + random.randint(0, 60), took, tags, family))
    return Case(options, {f"t{n}": random.randint(20, 90) for n in range(20)}, random.randint(900, 2700), random.randint(5, 15))


def _fine_fifteen(random: Random, size: int) -> Case:
    """Forty-five minutes, fifteen exercises, fine-grained points."""
    return fine(random.randint(0, 10**6), size)._replace(seconds=2700, most=15)


HARD: dict[str, Callable[[Random, int], Case]] = {
    "correlated knapsack": _correlated,
    "near-equal points": _awkward,
    "many tags": _many_tags,
    "big families": _big_families,
    "fine-grained, 15 in 45 min": _fine_fifteen,
}


def hard(kind: str, seed: int, size: int) -> Case:
    """A request made to be hard in one of the ways of HARD."""
    return HARD[kind](Random(f"{kind} {size} {seed}"), size)


def _families(random: Random, size: int, most: int) -> list[str]:
    families: list[str] = []
    while len(families) < size:
        members = random.randint(1, most)
        families += [f"family {len(families)}" if members > 1 else ""] * members
    random.shuffle(families)
    return families[:size]


def score(options: Iterable[Option], tag_points: dict[str, int]) -> int:
    """The points of a set: each option's own, and those of each tag once."""
    options = list(options)
    tags = frozenset[str]().union(*(option.tags for option in options))
    return sum(option.points for option in options) + sum(tag_points[tag] for tag in tags)


class Verdict(NamedTuple):
    """The points of the best set that CP-SAT found, and what it says no set exceeds; equal unless its time ran out."""

    points: int
    bound: int


def optimum(case: Case, *, most_seconds: float = 60) -> Verdict | None:
    """The verdict of CP-SAT with one worker; None when the options that must be in it break a limit."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in case.options]
    carriers: dict[str, list[cp_model.IntVar]] = {}
    families: dict[str, list[cp_model.IntVar]] = {}
    for option, variable in zip(case.options, taken, strict=True):
        for tag in option.tags:
            carriers.setdefault(tag, []).append(variable)
        if option.family:
            families.setdefault(option.family, []).append(variable)
        if option.id in case.must:
            model.add(variable == 1)
    brought = {tag: model.new_bool_var("") for tag in carriers}
    for tag, variables in carriers.items():
        model.add_bool_or([*variables, brought[tag].negated()])
    for variables in families.values():
        model.add_at_most_one(variables)
    model.add(cp_model.LinearExpr.weighted_sum(taken, [option.seconds for option in case.options]) <= case.seconds)
    model.add(cp_model.LinearExpr.sum(taken) <= case.most)
    points = [option.points for option in case.options] + [case.tag_points[tag] for tag in brought]
    model.maximize(cp_model.LinearExpr.weighted_sum([*taken, *brought.values()], points))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2  # with the usual 1 it takes up to seconds, so this is the fair one
    solver.parameters.max_time_in_seconds = most_seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status == cp_model.UNKNOWN:  # it found no set at all in its time, but something of what none exceeds
        return Verdict(sum(min(0, number) for number in points), round(solver.best_objective_bound))
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Verdict(round(solver.objective_value), round(solver.best_objective_bound))


def greedy(case: Case, *, per_second: bool) -> int:
    """The points of the set that always takes the option with the largest gain, or gain for each second, while one fits."""
    chosen = [option for option in case.options if option.id in case.must]
    covered = frozenset[str]().union(*(option.tags for option in chosen))
    left = case.seconds - sum(option.seconds for option in chosen)
    rest = [option for option in case.options if option.id not in case.must]

    def gain(option: Option) -> float:
        points = option.points + sum(case.tag_points[tag] for tag in option.tags - covered)
        return points / option.seconds if per_second else points

    while len(chosen) < case.most:
        families = {option.family for option in chosen if option.family}
        rest = [option for option in rest if option.seconds <= left and option.family not in families]
        best = max(rest, key=gain, default=None)
        if best is None or gain(best) <= 0:
            break
        chosen.append(best)
        rest.remove(best)
        covered |= best.tags
        left -= best.seconds
    return score(chosen, case.tag_points)
