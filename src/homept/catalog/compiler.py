"""
The compiler of the data package: TOML that people edit becomes JSON that programs read.

It runs when homept is built or installed from a checkout, and as ``python -m homept compile``.
Everything is checked before anything is written.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from homept.catalog.digest import digest
from homept.catalog.folder import RawFolder, language_coverage, read_folder, read_toml
from homept.catalog.records import make_exercise
from homept.catalog.shape import Checker

__all__ = ["compile_data", "read_vocabulary"]

_WORD_KEYS = frozenset({"id", "label", "definition", "parent", "kind", "benefit", "source"})


def compile_data(root: Path, out: Path) -> int:
    """
    Compile the data folder *root* into *out*, which is made anew, and return the number of exercises.

    Raises :class:`homept.errors.InvalidData` with all problems at once, and writes nothing then.
    """
    vocabulary, checker = read_vocabulary(root)
    raw = read_folder(root, checker, outside=frozenset(), own=True)
    checker.raise_if_any()
    files: dict[str, Any] = {
        "vocabulary.json": vocabulary,
        "catalog.json": _index(root, raw, vocabulary),
        "policies.json": _tables(root, "policies", checker),
        "safety.json": _tables(root, "safety", checker),
        "messages.json": _messages(root, checker),
        "sources.json": tomllib.loads((root / "sources.toml").read_text(encoding="utf-8"))["source"],
    }
    for record in raw.records:
        files[f"exercises/{record.record['id']}.json"] = {"record": record.record, "texts": record.texts}
    _check_safety(files, checker)
    checker.raise_if_any()
    _write(files, out)
    return len(raw.records)


def read_vocabulary(root: Path) -> tuple[dict[str, list[dict[str, Any]]], Checker]:
    """Read the vocabulary, and make the checker that knows its words."""
    vocabulary: dict[str, list[dict[str, Any]]] = {}
    checker = Checker({})
    for path in sorted((root / "vocabulary").glob("*.toml")):
        rows = (read_toml(path, root, checker) or {}).get("word", [])
        file = path.relative_to(root).as_posix()
        ids = [row.get("id", "") for row in rows]
        for row in rows:
            id = row.get("id", "")
            for key in sorted(set(row) - _WORD_KEYS):
                checker.add(file, id, key, "unknown key")
            if not id or "en" not in row.get("label", {}):
                checker.add(file, id, "id and label.en", "expected both")
            if row.get("parent") is not None and row["parent"] not in ids:
                checker.add(file, id, "parent", f"no word has the id {row['parent']!r}")
            if ids.count(id) > 1:
                checker.add(file, id, "id", "this word is given twice")
        vocabulary[path.stem] = rows
    checker.known = {facet: frozenset(row["id"] for row in rows if "id" in row) for facet, rows in vocabulary.items()}
    checker.raise_if_any()
    return vocabulary, checker


def _index(root: Path, raw: RawFolder, vocabulary: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    from homept.catalog.layers import bitsets

    records = [make_exercise({"record": r.record, "texts": r.texts}, "en") for r in raw.records]
    known = {facet: frozenset(row["id"] for row in rows) for facet, rows in vocabulary.items()}
    parents = {facet: {row["id"]: row.get("parent") for row in rows} for facet, rows in vocabulary.items()}
    return {
        "version": raw.version,
        "digest": digest(str(root)),
        "languages": dict(language_coverage(raw)),
        "ids": [record.id for record in records],
        "withdrawn": sum(1 << number for number, record in enumerate(records) if record.withdrawn),
        "masks": bitsets(records, known, parents),
    }


def _tables(root: Path, folder: str, checker: Checker) -> dict[str, Any]:
    return {path.stem: read_toml(path, root, checker) or {} for path in sorted((root / folder).glob("*.toml"))}


def _messages(root: Path, checker: Checker) -> dict[str, dict[str, Any]]:
    """Join the message files of each language into one flat table: ``table.key`` to sentence, whatever the file."""
    languages: dict[str, dict[str, Any]] = {}
    for folder in sorted(path for path in (root / "messages").iterdir() if path.is_dir()):
        flat: dict[str, Any] = {}
        for path in sorted(folder.glob("*.toml")):
            for table, sentences in (read_toml(path, root, checker) or {}).items():
                for key, sentence in sentences.items():
                    if f"{table}.{key}" in flat:
                        checker.add(path.relative_to(root).as_posix(), table, key, "this code is given twice")
                    flat[f"{table}.{key}"] = sentence
        languages[folder.name] = flat
    return languages


def _check_safety(files: dict[str, Any], checker: Checker) -> None:
    from homept.safety.tables import check_tables

    sources = frozenset(row["id"] for row in files["sources.json"])
    check_tables(files["safety.json"], files["messages.json"]["en"], sources, checker)


def _write(files: dict[str, Any], out: Path) -> None:
    if out.exists():
        shutil.rmtree(out)
    (out / "exercises").mkdir(parents=True)
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=name != "catalog.json")
        (out / name).write_text(text + "\n", encoding="utf-8")
