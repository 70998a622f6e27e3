"""
Strict reading of a folder of exercises: homept's own data and a caller's folder, in one format with one set of checks.

.. code-block:: text

   my-folder/
     catalog.toml                     namespace = "clinic", version = "1"
     sources.toml                     the works that the records cite
     exercises/heel-slide-on-bed/
       exercise.toml                  what does not depend on a language
       text.en.toml                   the words, one file a language
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from homept._checks import is_id
from homept.catalog import shape
from homept.catalog.records import make_band, make_exercise
from homept.catalog.shape import Checker, nearest
from homept.errors import InvalidValue, MissingText

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from homept.catalog.core import Catalog

__all__ = ["load_folder"]


class RawRecord(NamedTuple):
    """A record in plain form: where it lies, what is language-neutral, and its texts by language."""

    file: str
    record: dict[str, Any]
    texts: dict[str, dict[str, Any]]


class RawFolder(NamedTuple):
    """The content of a folder in plain form."""

    namespace: str
    version: str
    records: tuple[RawRecord, ...]


def load_folder(folder: str | os.PathLike[str], *, language: str = "en", base: Catalog | None = None) -> Catalog:
    """
    Read a caller's folder into a catalog of its own.

    The folder has the format of homept's own data; its ids get the namespace that its ``catalog.toml`` names.
    *base* is the catalog that easier and harder links may also point into; None is homept's own.
    Join the two with :meth:`homept.catalog.Catalog.with_layer`.

    Raises :class:`homept.errors.InvalidData` with all problems of all files at once.
    """
    from homept.catalog.core import load_catalog
    from homept.catalog.layers import catalog_from_store, store_of

    if base is None:
        base = load_catalog(language=language)
    checker = Checker(shape.shipped_words())
    raw = read_folder(Path(folder), checker, outside=frozenset(base), own=False)
    checker.raise_if_any()
    for record in raw.records:
        if language not in record.texts:
            raise MissingText(record.record["id"], language, sorted(record.texts))
    exercises = [make_exercise({"record": r.record, "texts": r.texts}, language) for r in raw.records]
    coverage = language_coverage(raw)
    return catalog_from_store(store_of(exercises, languages=coverage), version=raw.version, language=language)


def language_coverage(raw: RawFolder) -> tuple[tuple[str, int], ...]:
    """For each language, how many records have a text in it."""
    languages = sorted({language for record in raw.records for language in record.texts})
    return tuple((language, sum(language in record.texts for record in raw.records)) for language in languages)


def read_folder(root: Path, checker: Checker, *, outside: frozenset[str], own: bool) -> RawFolder:
    """
    Read every record below *root* and note each problem.

    *outside* holds ids of other catalogs that links may point to; *own* is true for homept's own data, which has no namespace.
    """
    head = _read_head(root, checker, own=own)
    sources = _read_sources(root, checker)
    prefix = f"{head['namespace']}." if head["namespace"] else ""
    home = root / "exercises"
    if not home.is_dir():
        checker.add("exercises", "", "", "missing; expected a folder with one folder for each exercise")
        return RawFolder(head["namespace"], head["version"], ())
    found = []
    for folder in sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith(".")):
        record = _read_record(root, folder, prefix, sources, checker)
        if record is not None:
            found.append(record)
    _check_together(found, outside, checker)
    return RawFolder(head["namespace"], head["version"], tuple(found))


def read_toml(path: Path, root: Path, checker: Checker) -> dict[str, Any] | None:
    """Read one TOML file, or note why it cannot be read and return None."""
    name = path.relative_to(root).as_posix()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        checker.add(name, "", "", "missing file")
    except UnicodeDecodeError:
        checker.add(name, "", "", "expected UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        checker.add(name, "", "", f"not valid TOML: {error}")
    return None


def _read_head(root: Path, checker: Checker, *, own: bool) -> dict[str, str]:
    head = read_toml(root / "catalog.toml", root, checker) or {}
    keys = {"namespace": shape.Key("text", optional=own), "version": shape.Key("text")}
    if head:
        checker.table(head, keys, file="catalog.toml", record="")
    namespace = head.get("namespace", "")
    if not own and isinstance(namespace, str) and namespace and (not is_id(namespace) or "." in namespace):
        checker.add("catalog.toml", "", "namespace", f"expected a slug of a-z, 0-9 and -, found {namespace!r}")
    return {"namespace": str(namespace), "version": str(head.get("version", ""))}


def _read_sources(root: Path, checker: Checker) -> dict[str, dict[str, Any]]:
    if not (root / "sources.toml").exists():
        return {}
    file = read_toml(root / "sources.toml", root, checker) or {}
    found: dict[str, dict[str, Any]] = {}
    for row in file.get("source", []):
        id = str(row.get("id", ""))
        if id in found:
            checker.add("sources.toml", id, "id", "this id is given twice")
        if checker.table(row, shape.SOURCE, file="sources.toml", record=id):
            found[id] = row
    return found


def _read_record(
    root: Path, folder: Path, prefix: str, sources: Mapping[str, dict[str, Any]], checker: Checker
) -> RawRecord | None:
    before = len(checker.problems)
    file = (folder / "exercise.toml").relative_to(root).as_posix()
    table = read_toml(folder / "exercise.toml", root, checker)
    texts = _read_texts(root, folder, checker)
    if table is None:
        return None
    id = prefix + folder.name
    if not is_id(id):
        checker.add(file, id, "id", "the folder's name must be an id: at most 64 characters from a-z, 0-9 and -")
    checker.table(table, shape.EXERCISE, file=file, record=id)
    _check_parts(table, file, id, checker)
    if len(checker.problems) > before:
        return None
    record = _normal_form(table, id, sources, file, checker)
    _check_precaution_sentences(record, texts, file, checker)
    if len(checker.problems) == before:
        _check_values(record, texts, file, checker)
    return RawRecord(file, record, texts) if len(checker.problems) == before else None


def _read_texts(root: Path, folder: Path, checker: Checker) -> dict[str, dict[str, Any]]:
    texts = {}
    for path in sorted(folder.glob("text.*.toml")):
        text = read_toml(path, root, checker)
        name = path.relative_to(root).as_posix()
        if text is not None and checker.table(text, shape.TEXT, file=name, record=folder.name):
            texts[path.name.split(".")[1]] = text
    if not list(folder.glob("text.en.toml")):
        checker.add((folder / "text.en.toml").relative_to(root).as_posix(), folder.name, "", "missing file; English is complete")
    return texts


def _check_parts(table: dict[str, Any], file: str, id: str, checker: Checker) -> None:
    """Check the tables inside a record, as far as they are tables at all."""

    def tables(key: str) -> list[dict[str, Any]]:
        rows = table.get(key, [])
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def one(key: str) -> dict[str, Any]:
        value = table.get(key, {})
        return value if isinstance(value, dict) else {}

    if one("dose") and checker.table(one("dose"), shape.DOSE, file=file, record=id, under="dose."):
        checker.table(table["dose"]["basis"], shape.DOSE_BASIS, file=file, record=id, under="dose.basis.")
    if "review" in table:
        checker.table(one("review"), shape.REVIEW, file=file, record=id, under="review.")
    for key, inner in (("precautions", shape.PRECAUTION), ("citations", shape.CITATION)):
        for number, row in enumerate(tables(key)):
            checker.table(row, inner, file=file, record=id, under=f"{key}[{number}].")
    for kit, others in one("stand_ins").items():
        checker.words("equipment", kit, file=file, record=id, field=f"stand_ins.{kit}")
        checker.words("equipment", list(others), file=file, record=id, field=f"stand_ins.{kit}")


def _normal_form(
    table: dict[str, Any], id: str, sources: Mapping[str, dict[str, Any]], file: str, checker: Checker
) -> dict[str, Any]:
    """Give the record its id, join the cited works into it, and put tables into ordered pairs."""
    record = {"id": id, **table}
    record["stand_ins"] = sorted([kit, sorted(others)] for kit, others in table["stand_ins"].items())
    record["codes"] = sorted([system, code] for system, code in table.get("codes", {}).items())
    record["precautions"] = table.get("precautions", [])
    record["citations"] = []
    for number, citation in enumerate(table["citations"]):
        source = sources.get(citation["source"])
        if source is None:
            known = nearest(citation["source"], sources)
            checker.add(file, id, f"citations[{number}].source", f"{citation['source']!r} is not in sources.toml{known}")
            continue
        work = {key: source[key] for key in ("title", "publisher", "seen", "year", "url") if key in source}
        record["citations"].append({**citation, **work})
    _check_bases(record, sources, file, checker)
    return record


def _check_bases(record: dict[str, Any], sources: Mapping[str, Any], file: str, checker: Checker) -> None:
    cited = {citation["source"] for citation in record["citations"]}
    for bound, basis in record["dose"]["basis"].items():
        if basis != "homept-default" and basis not in cited:
            checker.add(
                file, record["id"], f"dose.basis.{bound}", f"expected homept-default or a work cited here, found {basis!r}"
            )
    used = [(f"precautions[{n}].source", row["source"]) for n, row in enumerate(record["precautions"])]
    used += [("review.checked_against", source) for source in record["review"]["checked_against"]]
    for field, source in used:
        if source != "homept-default" and source not in sources:
            checker.add(file, record["id"], field, f"{source!r} is not in sources.toml{nearest(source, sources)}")


def _check_precaution_sentences(record: dict[str, Any], texts: Mapping[str, dict[str, Any]], file: str, checker: Checker) -> None:
    codes = {precaution["code"] for precaution in record["precautions"]}
    if len(codes) != len(record["precautions"]):
        checker.add(file, record["id"], "precautions", "a code is given twice")
    for language, text in texts.items():
        said = set(text.get("precautions", {}))
        for code in sorted(codes ^ said):
            problem = "has no sentence" if code in codes else "belongs to no precaution of the record"
            checker.add(file, record["id"], f"text.{language} precautions.{code}", problem)


def _check_values(record: dict[str, Any], texts: Mapping[str, dict[str, Any]], file: str, checker: Checker) -> None:
    """Let the classes judge: ranges, the dose band, and what the fields of a precaution allow together."""
    try:
        make_band(record["dose"])
    except InvalidValue as error:
        checker.add(file, record["id"], f"dose ({error.path})", _sentence(error))
        return
    for language in texts:
        try:
            make_exercise({"record": record, "texts": texts}, language)
        except InvalidValue as error:
            checker.add(file, record["id"], error.path, _sentence(error))


def _sentence(error: InvalidValue) -> str:
    return f"expected {error.expected}" + ("" if error.found is None else f", found {error.found}")


def _check_together(records: Iterable[RawRecord], outside: frozenset[str], checker: Checker) -> None:
    """Check what only shows when all records are there: links, names and withdrawn records."""
    by_id = {record.record["id"]: record for record in records}
    for id, raw in by_id.items():
        for way, back in (("easier", "harder"), ("harder", "easier")):
            for target in raw.record[way]:
                if target in by_id:
                    if id not in by_id[target].record[back]:
                        checker.add(raw.file, id, way, f"{target!r} does not name {id!r} as {back} in turn")
                elif target not in outside:
                    hint = nearest(target, [*by_id, *outside])
                    checker.add(raw.file, id, way, f"no exercise has the id {target!r}{hint}")
        targets = [row["replace_by"] for row in raw.record["precautions"] if "replace_by" in row]
        for target in [*targets, *filter(None, [raw.record.get("successor")])]:
            if target not in by_id and target not in outside:
                checker.add(raw.file, id, "successor or replace_by", f"no exercise has the id {target!r}")
        if "successor" in raw.record and "withdrawn" not in raw.record:
            checker.add(raw.file, id, "successor", "only with withdrawn, which names the version that withdrew the record")
    _check_cycles(by_id, checker)
    _check_names(by_id, checker)


def _check_cycles(by_id: Mapping[str, RawRecord], checker: Checker) -> None:
    done: set[str] = set()

    def visit(id: str, trail: tuple[str, ...]) -> None:
        if id in trail:
            cycle = " -> ".join((*trail[trail.index(id) :], id))
            checker.add(by_id[id].file, id, "harder", f"the links run in a circle: {cycle}")
        elif id not in done and id in by_id:
            for target in by_id[id].record["harder"]:
                visit(target, (*trail, id))
        done.add(id)

    for id in by_id:
        visit(id, ())


def _check_names(by_id: Mapping[str, RawRecord], checker: Checker) -> None:
    """A name belongs to one record, unless each record that has it declares it ambiguous."""
    seen: dict[tuple[str, str], str] = {}
    for id, raw in by_id.items():
        for language, text in raw.texts.items():
            for name in [text["name"], *text["other_names"]]:
                key = (language, name.casefold())
                if key in seen:
                    whose = "this record" if seen[key] == id else repr(seen[key])
                    checker.add(raw.file, id, f"text.{language} names", f"{name!r} is already a name of {whose}")
                seen[key] = id
