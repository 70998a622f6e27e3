"""A digest of the source files of a data folder, by which stale compiled files are known."""

from __future__ import annotations

import hashlib
import os


def digest(root: str) -> str:
    """Return the digest of every TOML file below *root*, by its path and content."""
    found = hashlib.sha256()
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".toml"):
                path = os.path.join(folder, name)
                found.update(os.path.relpath(path, root).replace(os.sep, "/").encode() + b"\0")
                with open(path, "rb") as file:
                    found.update(hashlib.sha256(file.read()).digest())
    return found.hexdigest()
