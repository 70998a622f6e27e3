"""A thousand random people and wishes: no limit broken, no exercise let in that the rules hold back, no crash; the long run is a benchmark."""

from __future__ import annotations

import pytest
from random_runs import counts


@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_no_limit_is_broken(first: int) -> None:
    """Checked against the rules as they stand in the data files, read a second time."""
    found = counts(range(first, first + 250))

    print(found)
    assert 250 == sum(found.values())
    assert all(found[ending] for ending in ("proven", "nothing", "stop"))
