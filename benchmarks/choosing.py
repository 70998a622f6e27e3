"""
The exact choice against CP-SAT on the same requests in the same run, as ratios, and what greedy choices lose on them.

``python benchmarks/choosing.py`` prints the tables and ``--record FILE`` writes them down too; ``--gate`` runs a sample against
loose limits. The exit status is 1 when an answer contradicts the referee, or when a gate fails.
"""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from referee import HARD, Case, Verdict, fine, greedy, hard, optimum, score, usual

from homept import policies
from homept.routine.choose import Choice, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Say = Callable[..., None]

BUDGET = policies.building().node_budget
# The goals of the ratio to CP-SAT, of the medians and of the 99th percentiles, and the limits of a gate.
GOALS = {60: (0.6, 2.0), 150: (0.6, 2.0), 300: (0.4, 1.0)}
MOST_RATIOS, LEAST_PROVEN = (1.0, 3.0), 0.97
# No seed from here on was looked at while the search was made.
UNSEEN = 10_000
# What CP-SAT may take for a request made to be hard.
HARD_SECONDS = 10.0


class Run(NamedTuple):
    """
    The two answers to one request and the times they took, and the points of the greedy choices, by second and as they are.

    The request itself is not kept: the more is kept, the longer the collector of garbage stops everything.
    """

    choice: Choice
    verdict: Verdict
    seconds: float
    referee_seconds: float
    greedy: tuple[int, int]
    wrong: bool

    @property
    def proven(self) -> bool:
        """Tell whether the choice says that nothing is better."""
        return self.choice.points == self.choice.bound

    @property
    def gap(self) -> float:
        """Return how far the bound is above the points, as a share of them."""
        return (self.choice.bound - self.choice.points) / max(1, self.choice.points)


def is_wrong(case: Case, choice: Choice, verdict: Verdict) -> bool:
    """Tell whether the choice breaks a limit, miscounts its points, or contradicts what the referee found or ruled out."""
    some = [option for option in case.options if option.id in choice.ids]
    families = [option.family for option in some if option.family]
    return (
        len(some) > case.most
        or sum(option.seconds for option in some) > case.seconds
        or len(set(families)) < len(families)
        or not case.must <= set(choice.ids)
        or score(some, case.tag_points) != choice.points
        or choice.points > verdict.bound
        or choice.bound < verdict.points
    )


def main() -> int:
    """Print the tables and return 1 when an answer is wrong or a gate fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="a sample, loose limits, exit status 1 above them")
    parser.add_argument("--requests", type=int, default=None, help="requests of each size; 1000, or 60 with --gate")
    parser.add_argument("--record", type=Path, help="write what is printed into this file")
    chosen = parser.parse_args()
    requests = chosen.requests or (60 if chosen.gate else 1000)
    lines: list[str] = []

    def say(line: str = "") -> None:
        print(line, flush=True)
        lines.append(line)

    say("# The exact choice against CP-SAT")
    say()
    say(
        f"`make referee`: CPython {platform.python_version()}, OR-Tools {version('ortools')} with one worker and linearization level 2 (the usual 1 is far slower here); budget {BUDGET} steps."
    )
    say("Each request is answered by both in turn, building the model included; times in ms, so only the ratios travel.")
    failed = usual_table(say, requests, gate=chosen.gate)
    if not chosen.gate:
        failed |= other_tables(say, max(1, requests // 5))
        failed |= hard_table(say, max(1, requests // 100))
    if chosen.record:
        chosen.record.parent.mkdir(exist_ok=True)
        chosen.record.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(failed)


def usual_table(say: Say, requests: int, *, gate: bool) -> bool:
    """The usual requests at three sizes, with the goals and the greedy choices."""
    say()
    say("## Usual requests")
    say()
    head(say)
    failed = False
    all_runs = {size: list(runs(usual(seed, size) for seed in seeds(requests))) for size in GOALS}
    for size, some in all_runs.items():
        ratios = row(say, f"{size} candidates", some)
        failed |= any(run.wrong for run in some)
        if gate:
            failed |= ratios[0] > MOST_RATIOS[0] or ratios[1] > MOST_RATIOS[1]
            failed |= mean(run.proven for run in some) < LEAST_PROVEN
    say()
    for size, some in all_runs.items():
        (middle, tail), goals = ratios_of(some), GOALS[size]
        met = middle <= goals[0] and tail <= goals[1] and mean(run.proven for run in some) >= 0.99
        say(
            f"- {size}: goal at most {goals[0]} x the median and {goals[1]} x the 99th percentile, 99 % proven: "
            f"{'met' if met else 'NOT MET'}"
        )
    say()
    say("What greedy choices lose of the best points on the same requests:")
    say()
    say("| | by points for each second: mean | most | best found | by points: mean | most | best found |")
    say("| --- | --- | --- | --- | --- | --- | --- |")
    for size, some in all_runs.items():
        cells = []
        for way in (0, 1):
            losses = [1 - run.greedy[way] / run.verdict.points for run in some]
            cells += [f"{mean(losses):.1%}", f"{max(losses):.1%}", f"{mean(loss == 0 for loss in losses):.1%}"]
        say(f"| {size} candidates | {' | '.join(cells)} |")
    return failed


def other_tables(say: Say, requests: int) -> bool:
    """Small requests, and points that share no step."""
    say()
    say("## Small requests, and fine-grained points")
    say()
    head(say)
    failed = False
    for name, kind, size in [(f"{size} candidates", usual, size) for size in (10, 20, 40)] + [
        (f"{size}, fine-grained", fine, size) for size in (60, 300)
    ]:
        some = list(runs(kind(seed, size) for seed in seeds(requests)))
        row(say, name, some)
        failed |= any(run.wrong for run in some)
    return failed


def hard_table(say: Say, requests: int) -> bool:
    """Requests made to be hard; CP-SAT too stops with a gap when its time is up."""
    say()
    say(f"## Requests made to be hard, 300 candidates; CP-SAT is given {HARD_SECONDS:g} s for each")
    say()
    head(say)
    failed = False
    unproven = []
    for name in HARD:
        some = list(runs((hard(name, seed, 300) for seed in seeds(requests)), most_seconds=HARD_SECONDS))
        row(say, name, some)
        failed |= any(run.wrong for run in some)
        unproven.append(f"{name} {mean(run.verdict.points == run.verdict.bound for run in some):.0%}")
    say()
    say(f"Proven by CP-SAT in its time: {', '.join(unproven)}.")
    return failed


def seeds(requests: int) -> range:
    """Return so many seeds."""
    return range(UNSEEN, UNSEEN + requests)


def runs(cases: Iterator[Case], *, most_seconds: float = 60) -> Iterator[Run]:
    """Answer each request by both, the one and the other first in turn; a request that cannot be answered only has to be so."""
    for number, case in enumerate(cases):
        if number % 2:
            choice, seconds = answer(case)
            verdict, referee_seconds = judge(case, most_seconds)
        else:
            verdict, referee_seconds = judge(case, most_seconds)
            choice, seconds = answer(case)
        if choice is None or verdict is None:
            assert choice is None, "the referee found no choice"
            assert verdict is None, "only the referee found a choice"
            continue
        greedy_points = (greedy(case, per_second=True), greedy(case, per_second=False))
        yield Run(choice, verdict, seconds, referee_seconds, greedy_points, is_wrong(case, choice, verdict))


def answer(case: Case) -> tuple[Choice | None, float]:
    """Return the choice and the seconds it took."""
    begun = perf_counter()
    choice = choose(case.options, case.tag_points, seconds=case.seconds, count=case.most, must=case.must, budget=BUDGET)
    return choice, perf_counter() - begun


def judge(case: Case, most_seconds: float) -> tuple[Verdict | None, float]:
    """Return the referee's verdict and the seconds it took."""
    begun = perf_counter()
    verdict = optimum(case, most_seconds=most_seconds)
    return verdict, perf_counter() - begun


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def ratios_of(some: Sequence[Run]) -> tuple[float, float]:
    """Return the ratio of the medians, and of the 99th percentiles."""
    middle, tail = (
        percentile([run.seconds for run in some], share) / percentile([run.referee_seconds for run in some], share)
        for share in (0.5, 0.99)
    )
    return middle, tail


def head(say: Say) -> None:
    """The head of a table of runs."""
    say(
        "| | requests | homept p50 / p90 / p99 / max | CP-SAT p50 / p90 / p99 / max | p50 ratio | p99 ratio | proven | gap | wrong |"
    )
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")


def row(say: Say, name: str, some: Sequence[Run]) -> tuple[float, float]:
    """One row of it; the gap is the largest."""
    shares = (0.5, 0.9, 0.99, 1.0)
    ours, theirs = (
        " / ".join(f"{1000 * percentile(times, share):.1f}" for share in shares)
        for times in ([run.seconds for run in some], [run.referee_seconds for run in some])
    )
    middle, tail = ratios_of(some)
    say(
        f"| {name} | {len(some)} | {ours} | {theirs} | {middle:.2f} | {tail:.2f} | {mean(run.proven for run in some):.1%} "
        f"| {max(run.gap for run in some):.1%} | {sum(run.wrong for run in some)} |"
    )
    return middle, tail


if __name__ == "__main__":
    sys.exit(main())
