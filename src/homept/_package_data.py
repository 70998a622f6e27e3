"""
Reading the compiled files of the data package.

Files are read through the package's loader, which works from a folder and from a zip and costs nothing to import.
"""

from __future__ import annotations

import json
import os
from typing import Any

import homept
from homept.errors import StaleData

ROOT = os.path.join(os.path.dirname(__file__), "data")
COMPILED = os.path.join(ROOT, "compiled")


def read_json(*parts: str) -> Any:
    """Return the content of the compiled file *parts*, from the folder ``data/compiled``."""
    path = os.path.join(COMPILED, *parts)
    assert homept.__spec__ is not None, "an imported package has a spec"
    try:
        data = homept.__spec__.loader.get_data(path)  # type: ignore[union-attr]  # file and zip loaders both have it
    except OSError as error:
        # A zip's loader raises a plain OSError for a file that is not there.
        file = "/".join(parts)
        raise StaleData(f"the compiled data file {file} cannot be read; make it with: python -m homept compile") from error
    return json.loads(data)
