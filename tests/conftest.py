"""How the suite draws its examples: the same ones on every run; HYPOTHESIS_PROFILE=explore looks for new ones, longer."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Machines differ too much in speed for deadlines; what things cost is the benchmarks' business.
settings.register_profile(
    "suite", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.register_profile("ci", parent=settings.get_profile("suite"), max_examples=150)
settings.register_profile("explore", parent=settings.get_profile("suite"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
