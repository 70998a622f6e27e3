"""
The compiler of the data package: TOML that people edit becomes JSON that programs read.

It runs when homept is built or installed from a checkout, and as ``python -m homept compile``.
Everything is checked before anything is written.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homept._checks import is_id
from homept.catalog import shape
from homept.catalog.digest import digest
from homept.catalog.folder import RawFolder, language_coverage, read_folder, read_rows, read_toml
from homept.catalog.records import make_exercise
from homept.catalog.shape import Checker, nearest
from homept.catalog.words import ENUMERATIONS
from homept.errors import InvalidValue
from homept.policies import AdherencePolicy, BuildingPolicy, PainGate, ProgressionPolicy, make_building
from homept.safety.checking import check_tables

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compile_data", "read_vocabulary"]

_FACETS_NEEDED = {
    "roles",
    *ENUMERATIONS,
    *(key.facet for one in (shape.EXERCISE, shape.PRECAUTION, shape.SOURCE) for key in one.values() if key.facet),
}
_POLICIES: dict[str, Callable[[dict[str, Any]], AdherencePolicy | BuildingPolicy | PainGate | ProgressionPolicy]] = {
    "adherence": lambda row: AdherencePolicy(**row),
    "building": make_building,
    "pain-gates": lambda row: PainGate(**row),
    "progression": lambda row: ProgressionPolicy(**row),
}


def compile_data(root: Path, out: Path) -> int:
    """
    Compile the data folder *root* into *out*, which is made anew, and return the number of exercises.

    Raises :class:`homept.errors.InvalidData` with all problems at once, and writes nothing then.
    """
    if out.exists() and not (out / "catalog.json").is_file() and not (out.is_dir() and not any(out.iterdir())):
        # What is there is deleted first, so it must be ours.
        raise InvalidValue("out", "a new or empty folder, or one that an earlier compile wrote", repr(str(out)))
    vocabulary, checker = read_vocabulary(root)
    raw = read_folder(root, checker, outside=frozenset(), own=True)
    _check_sources_of_words(vocabulary, frozenset(raw.sources), checker)
    files: dict[str, Any] = {
        "vocabulary.json": vocabulary,
        "policies.json": _policies(root, frozenset(raw.sources), checker),
        "safety.json": _safety(root, checker),
        "messages.json": _messages(root, checker),
        "sources.json": list(raw.sources.values()),
    }
    files["measures.json"] = _measures(root, frozenset(raw.sources), checker)
    files["inspection.json"] = _inspection(root, checker)
    files["programs.json"] = _programs(root, raw, files["measures.json"], checker)
    general_forms = {row["id"]: row.get("parent") for row in vocabulary["procedures"]}
    check_tables(files["safety.json"], files["messages.json"].get("en", {}), frozenset(raw.sources), checker, general_forms)
    checker.raise_if_any()
    files["catalog.json"] = _index(root, raw, vocabulary)
    for language, _ in language_coverage(raw):
        files[f"names.{language}.json"] = _names(raw, language)
    for record in raw.records:
        files[f"exercises/{record.record['id']}.json"] = {"record": record.record, "texts": record.texts}
    _write(files, out)
    return len(raw.records)


def read_vocabulary(root: Path) -> tuple[dict[str, list[dict[str, Any]]], Checker]:
    """Read the vocabulary, and make the checker that knows its words."""
    vocabulary: dict[str, list[dict[str, Any]]] = {}
    checker = Checker({})
    for path in sorted((root / "vocabulary").glob("*.toml")):
        file = path.relative_to(root).as_posix()
        rows = read_rows(path, "word", root, checker)
        rows = [row for row in rows if checker.table(row, shape.WORD, file=file, record=str(row.get("id", "")))]
        for row in rows:
            _check_word(row, rows, file, checker)
        vocabulary[path.stem] = rows
    for facet in sorted(_FACETS_NEEDED - set(vocabulary)):
        checker.add(f"vocabulary/{facet}.toml", "", "", "missing file")
    checker.raise_if_any()
    checker.known = {facet: frozenset(row["id"] for row in rows) for facet, rows in vocabulary.items()}
    return vocabulary, checker


def _check_word(row: dict[str, Any], rows: list[dict[str, Any]], file: str, checker: Checker) -> None:
    id = row["id"]
    if not is_id(id):
        checker.add(file, id, "id", "expected an id of at most 64 characters from a-z, 0-9 and -")
    if "en" not in row["label"]:
        checker.add(file, id, "label.en", "missing; English is complete")
    if sum(other["id"] == id for other in rows) > 1:
        checker.add(file, id, "id", "this word is given twice")
    parents = {other["id"]: other.get("parent") for other in rows}
    above, seen = row.get("parent"), {id}
    while above is not None:
        if above not in parents:
            checker.add(file, id, "parent", f"no word has the id {above!r}{nearest(above, parents)}")
        elif above in seen:
            checker.add(file, id, "parent", "the parents run in a circle")
        above, seen = (None if above in seen else parents.get(above)), {*seen, above}


def _check_sources_of_words(vocabulary: dict[str, list[dict[str, Any]]], sources: frozenset[str], checker: Checker) -> None:
    for facet, rows in vocabulary.items():
        for row in rows:
            source = row.get("source", "homept-default")
            if source != "homept-default" and source not in sources:
                told = f"{source!r} is not in sources.toml{nearest(source, sources)}"
                checker.add(f"vocabulary/{facet}.toml", row["id"], "source", told)


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


def _names(raw: RawFolder, language: str) -> dict[str, list[Any]]:
    """Return the names and leaflets of each record with a text in the language, so that a search need not read the records."""
    found = {record.record["id"]: record.texts.get(language) for record in raw.records}
    uses = {record.record["id"]: len(record.record["uses"]) for record in raw.records}
    return {
        id: [text["name"], text["other_names"], text.get("ambiguous_names", []), uses[id]] for id, text in found.items() if text
    }


def _safety(root: Path, checker: Checker) -> dict[str, Any]:
    """Read the safety data: single files, and folders with one file for each condition or operation."""
    home = root / "safety"
    found: dict[str, Any] = {path.stem: read_toml(path, root, checker) or {} for path in sorted(home.glob("*.toml"))}
    for folder in sorted(path for path in home.glob("*") if path.is_dir()):
        # A file that cannot be read has been noted; as None it is neither missing nor empty.
        found[folder.name] = {path.stem: read_toml(path, root, checker) for path in sorted(folder.glob("*.toml"))}
    return found


def _measures(root: Path, sources: frozenset[str], checker: Checker) -> dict[str, Any]:
    from homept.measures.folder import read_measures

    return read_measures(root, sources, checker)


def _inspection(root: Path, checker: Checker) -> dict[str, Any]:
    from homept.inspection.folder import read_inspection

    return read_inspection(root, checker)


def _programs(root: Path, raw: RawFolder, measures: dict[str, Any], checker: Checker) -> dict[str, Any]:
    # Programs are made of plans, which come after the catalog.
    from homept.measures.loading import compiling
    from homept.plan.program_folder import read_programs

    with compiling(measures):
        return read_programs(root, {one.record["id"]: one.record for one in raw.records}, frozenset(raw.sources), checker)


def _messages(root: Path, checker: Checker) -> dict[str, dict[str, Any]]:
    """Join the message files of each language into one flat table: ``table.key`` to sentence, whatever the file."""
    languages: dict[str, dict[str, Any]] = {}
    for folder in sorted(path for path in (root / "messages").glob("*") if path.is_dir()):
        flat: dict[str, Any] = {}
        for path in sorted(folder.glob("*.toml")):
            file = path.relative_to(root).as_posix()
            for table, sentences in (read_toml(path, root, checker) or {}).items():
                rows = sentences.items() if isinstance(sentences, dict) else [("", sentences)]
                for key, sentence in rows:
                    code = f"{table}.{key}"
                    if code in flat:
                        checker.add(file, code, "", "this code is given twice")
                    if not _is_sentence(sentence):
                        checker.add(file, code, "", f"expected a sentence, or its forms one and other, found {sentence!r}")
                    flat[code] = sentence
        languages[folder.name] = flat
    return languages


def _is_sentence(value: Any) -> bool:
    forms = value.values() if isinstance(value, dict) and set(value) == {"one", "other"} else [value]
    return all(isinstance(form, str) and bool(form.strip()) for form in forms)


def _policies(root: Path, sources: frozenset[str], checker: Checker) -> dict[str, Any]:
    """Read the policies, let the classes judge them, and look up what they cite."""
    for path in sorted((root / "policies").glob("*.toml")):
        if path.stem not in _POLICIES:
            checker.add(path.relative_to(root).as_posix(), "", "", f"unknown policy{nearest(path.stem, _POLICIES)}")
    tables = {name: read_toml(root / "policies" / f"{name}.toml", root, checker) for name in _POLICIES}
    for name, table in tables.items():
        for row in [] if table is None else table.get("policy", [table]):
            _check_policy(name, row, sources, checker)
    return tables


def _check_policy(name: str, row: dict[str, Any], sources: frozenset[str], checker: Checker) -> None:
    file, id = f"policies/{name}.toml", str(row.get("id", ""))
    try:
        policy = _POLICIES[name](row)
    except InvalidValue as error:
        checker.invalid(error, file=file, record=id, field=error.path)
        return
    except (KeyError, TypeError) as error:
        checker.add(file, id, "", f"a key is missing or not known: {error}")
        return
    for source in (*policy.sources, *policy.week.sources) if isinstance(policy, BuildingPolicy) else (policy.source,):
        if source != "homept-default" and source not in sources:
            checker.add(file, id, "source", f"{source!r} is not in sources.toml{nearest(source, sources)}")


def _write(files: dict[str, Any], out: Path) -> None:
    if out.exists():
        shutil.rmtree(out)
    (out / "exercises").mkdir(parents=True)
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=name != "catalog.json")
        (out / name).write_text(text + "\n", encoding="utf-8")
