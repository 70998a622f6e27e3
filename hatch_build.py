"""Compiles the data package for wheels, source distributions and editable installs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface[Any]):
    """Runs the compiler that ``python -m homept compile`` runs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before anything is packed."""
        source = Path(self.root) / "src"
        data = source / "homept" / "data"
        sys.path.insert(0, str(source))
        try:
            from homept.catalog.compiler import compile_data

            compile_data(data, data / "compiled")
        finally:
            sys.path.remove(str(source))
