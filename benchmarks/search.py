"""
What a search costs, as a ratio to a linear scan of the same names with difflib in the same run.

``python benchmarks/search.py`` prints the table; ``--gate`` asks fewer queries against a loose limit and fails above it.
"""

from __future__ import annotations

import argparse
import json
import sys
from difflib import get_close_matches
from pathlib import Path
from statistics import median
from time import perf_counter

import homept

QUERIES = Path(__file__).parents[1] / "tests" / "catalog" / "queries.jsonl"
# The goal and the limit of the ratio; a gate run is short, so its limit is loose.
GOAL, LIMIT = 0.05, 0.25


def main() -> int:
    """Print the table and return 1 when the gate fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="fewer queries, a loose limit, exit status 1 above it")
    parser.add_argument("--queries", type=int, default=None, help="how many queries; 200, or 40 with --gate")
    chosen = parser.parse_args()
    count = chosen.queries or (40 if chosen.gate else 200)
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    # Spread over the file, so that every part of the body has its share.
    queries = [str(json.loads(line)["query"]) for line in lines[:: max(1, len(lines) // count)]][:count]
    catalog = homept.load_catalog()
    begun = perf_counter()
    catalog.search("bridge")
    first = perf_counter() - begun
    names = names_of(catalog)
    searches, scans = measure(catalog, names, queries)
    ratio = median(a / b for a, b in zip(searches, scans, strict=True))
    print(f"{len(queries)} queries, {len(names)} names; each query searched and scanned in turn; medians")
    print(f"  {'search':<48} {1000 * median(searches):7.2f} ms   (from {1000 * min(searches):.2f} to {1000 * max(searches):.2f})")
    print(
        f"  {'scan with difflib':<48} {1000 * median(scans):7.2f} ms   (from {1000 * min(scans):.2f} to {1000 * max(scans):.2f})"
    )
    print(f"  {'the first search, which makes the index':<48} {1000 * first:7.2f} ms")
    print(f"  {'search / scan':<48} {ratio:7.2f}   goal {GOAL:.2f}   {'met' if ratio <= GOAL else 'NOT MET'}")
    return 1 if chosen.gate and ratio > LIMIT else 0


def names_of(catalog: homept.Catalog) -> list[str]:
    """Return every name of every record, in small letters."""
    texts = [exercise.text for exercise in catalog.values()]
    return sorted({name.casefold() for text in texts for name in (text.name, *text.other_names, *text.ambiguous_names)})


def measure(catalog: homept.Catalog, names: list[str], queries: list[str]) -> tuple[list[float], list[float]]:
    """Search and scan for each query in turn, so that the machine's mood falls on both alike."""
    searches, scans = [], []
    for query in queries:
        begun = perf_counter()
        catalog.search(query)
        between = perf_counter()
        get_close_matches(query.casefold(), names, n=10, cutoff=0.5)
        searches.append(between - begun)
        scans.append(perf_counter() - between)
    return searches, scans


if __name__ == "__main__":
    sys.exit(main())
