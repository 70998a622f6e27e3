"""
What a first look-up costs, as ratios in one run: whole processes in turn, so that the machine's mood falls on all alike.

``python benchmarks/cold_start.py`` prints the table; ``--gate`` runs fewer rounds against loose limits and fails above them.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import homept
from homept.catalog.layers import masks_of
from homept.catalog.records import make_exercise

PACKAGE = Path(homept.__file__).parent
FIRST_LOOK_UP = """
import homept
catalog = homept.load_catalog()
knee = catalog.filter(regions={"knee"}, goals={"mobility"})
exercise = knee[next(iter(knee))]
for field in exercise.__attrs_attrs__:
    getattr(exercise, field.name)
for field in exercise.text.__attrs_attrs__:
    getattr(exercise.text, field.name)
"""
# The goal and the limit of each ratio; a gate run is short, so its limits are loose.
RATIOS = {
    "import homept / bare interpreter": ("import homept", "bare", 1.05, 1.25),
    "first look-up, shipped catalog / import attrs": ("look-up", "attrs", 1.20, 1.40),
    "first look-up, 300 records / import attrs": ("look-up 300", "attrs", 1.20, 1.40),
}
FILTER_GOAL, FILTER_LIMIT = 5.0, 20.0


def main() -> int:
    """Print the table and return 1 when a gate fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="fewer rounds, loose limits, exit status 1 above them")
    parser.add_argument("--rounds", type=int, default=None, help="rounds of each process; 30, or 10 with --gate")
    chosen = parser.parse_args()
    rounds = chosen.rounds or (10 if chosen.gate else 30)
    with tempfile.TemporaryDirectory() as home:
        shipped, large = Path(home, "shipped"), Path(home, "large")
        install(shipped)
        install(large)
        repeat_catalog(large / "homept" / "data" / "compiled", 300)
        times = measure(shipped, large, rounds)
        microseconds = filter_microseconds(large)
    failed = False
    print(f"{rounds} rounds, whole processes in turn, bytecode compiled beforehand; medians")
    for name, seconds in times.items():
        print(f"  {name:<16} {1000 * median(seconds):7.1f} ms   (from {1000 * min(seconds):.1f} to {1000 * max(seconds):.1f})")
    for label, (over, under, goal, limit) in RATIOS.items():
        ratio = median(a / b for a, b in zip(times[over], times[under], strict=True))
        failed |= ratio > limit
        print(f"  {label:<48} {ratio:5.2f}   goal {goal:.2f}   {'met' if ratio <= goal else 'NOT MET'}")
    failed |= microseconds > FILTER_LIMIT
    verdict = "met" if microseconds <= FILTER_GOAL else "NOT MET"
    print(f"  {'one filter of 300 records, warm':<48} {microseconds:5.2f} us goal {FILTER_GOAL:.2f}   {verdict}")
    return 1 if chosen.gate and failed else 0


def install(site: Path) -> None:
    """Copy the package as a wheel would hold it, and compile its bytecode."""
    shutil.copytree(PACKAGE, site / "homept", ignore=shutil.ignore_patterns("*.toml", "__pycache__"))
    compileall.compile_dir(site, quiet=1)


def repeat_catalog(compiled: Path, count: int) -> None:
    """Make the compiled catalog *count* records long by repeating its records under new ids."""
    index: dict[str, Any] = json.loads((compiled / "catalog.json").read_text(encoding="utf-8"))
    bodies = [json.loads((compiled / "exercises" / f"{id}.json").read_text(encoding="utf-8")) for id in index["ids"]]
    records = []
    for number in range(count):
        body = bodies[number % len(bodies)]
        record = {**body["record"], "id": f"{body['record']['id']}-{number:03}"}
        records.append({"record": record, "texts": body["texts"]})
    records.sort(key=lambda body: str(body["record"]["id"]))
    for body in records:
        text = json.dumps(body, ensure_ascii=False)
        (compiled / "exercises" / f"{body['record']['id']}.json").write_text(text, encoding="utf-8")
    index["ids"] = [body["record"]["id"] for body in records]
    index["masks"] = masks_of([make_exercise(body, "en") for body in records])
    (compiled / "catalog.json").write_text(json.dumps(index), encoding="utf-8")


def measure(shipped: Path, large: Path, rounds: int) -> dict[str, list[float]]:
    """Run each process in turn, so many rounds, after one that does not count."""
    programs = {
        "bare": ("pass", shipped),
        "import homept": ("import homept", shipped),
        "attrs": ("import attrs", shipped),
        "look-up": (FIRST_LOOK_UP, shipped),
        "look-up 300": (FIRST_LOOK_UP, large),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, (program, site) in programs.items():
            environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
            begun = perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True, env=environment)
            if number:
                times[name].append(perf_counter() - begun)
    return times


def filter_microseconds(site: Path) -> float:
    """Return what one warm filter of the large catalog costs, the best of several runs."""
    program = (
        "import timeit, homept; catalog = homept.load_catalog(); assert len(catalog) == 300; "
        "print(min(timeit.repeat(lambda: catalog.filter(regions={'knee'}, goals={'mobility'}), number=20000, repeat=5)) / 20000)"
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}
    found = subprocess.run([sys.executable, "-c", program], check=True, env=environment, capture_output=True, text=True)
    return 1e6 * float(found.stdout)


if __name__ == "__main__":
    sys.exit(main())
