"""
Strict reading of a folder of exercises: homept's own data and a caller's folder, in one format with one set of checks.

.. code-block:: text

   my-folder/
     catalog.toml                     namespace = "clinic", version = "1"
     sources.toml                     the works that the records cite
     leaflets.toml                    published programs and leaflets, with the exercises that they ask for
     exercises/heel-slide-on-bed/
       exercise.toml                  what does not depend on a language
       text.en.toml                   the words, one file a language
"""

from __future__ import annotations

import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from homept._checks import is_id
from homept.catalog import shape
from homept.catalog.content import content_mark
from homept.catalog.leaflets import join_uses
from homept.catalog.records import make_band, make_exercise
from homept.catalog.shape import Checker, nearest
from homept.catalog.spelling import split_words
from homept.dose import Dose, DoseBand
from homept.errors import MissingText
from homept.exercise import Citation, Exercise, ExerciseText, Precaution

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

    version: str
    sources: Mapping[str, dict[str, Any]]
    records: tuple[RawRecord, ...]


def load_folder(folder: str | os.PathLike[str], *, language: str = "en", base: Catalog | None = None) -> Catalog:
    """
    Read a caller's folder into a catalog of its own.

    The folder has the format of homept's own data; its ids get the namespace that its ``catalog.toml`` names.
    *base* is the catalog that easier and harder links may also point into; None is homept's own.
    Join the two with :meth:`homept.catalog.Catalog.with_layer`.

    Raises :class:`homept.errors.InvalidData` with all problems of all files at once, and
    :class:`homept.errors.MissingText` when a record has no text in *language*.
    """
    from homept.catalog.core import load_catalog
    from homept.catalog.layers import catalog_from_store, store_of

    # Only the ids of the base count here, so that it need not have the language.
    outside = frozenset(load_catalog() if base is None else base)
    checker = Checker(shape.shipped_words())
    raw = read_folder(Path(folder), checker, outside=outside, own=False)
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
    prefix = f"{head['namespace']}." if head["namespace"] and not own else ""
    home = root / "exercises"
    if not home.is_dir():
        checker.add("exercises", "", "", "missing; expected a folder with one folder for each exercise")
        return RawFolder(head["version"], sources, ())
    folders = sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
    read = [_read_record(root, folder, prefix, sources, checker) for folder in folders]
    found = tuple(record for record in read if record is not None)
    _join_leaflets(root, found, frozenset(prefix + folder.name for folder in folders), checker)
    if own or prefix:
        # Without their namespace the ids are not known, and every link would seem to dangle.
        _check_together(found, outside, frozenset(prefix + folder.name for folder in folders), checker)
    return RawFolder(head["version"], sources, found)


def read_toml(path: Path, root: Path, checker: Checker) -> dict[str, Any] | None:
    """Read one TOML file, or note why it cannot be read and return None."""
    name = path.relative_to(root).as_posix()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        checker.add(name, "", "", "missing file")
    except UnicodeDecodeError:
        checker.add(name, "", "", "expected UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        checker.add(name, "", "", f"not valid TOML: {error}")
    return None


def _read_head(root: Path, checker: Checker, *, own: bool) -> dict[str, str]:
    text = shape.Key("text")
    head = read_toml(root / "catalog.toml", root, checker)
    if head is not None:
        checker.table(head, {"version": text} if own else {"namespace": text, "version": text}, file="catalog.toml", record="")
    head = {key: value if isinstance(value, str) else "" for key, value in (head or {}).items()}
    namespace = head.get("namespace", "")
    if namespace and not _is_slug(namespace):
        checker.add("catalog.toml", "", "namespace", f"expected a slug of a-z, 0-9 and -, found {namespace!r}")
    return {"namespace": namespace, "version": head.get("version", "")}


def _is_slug(name: str) -> bool:
    return is_id(name) and "." not in name


def _read_sources(root: Path, checker: Checker) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    if (root / "sources.toml").exists():
        for row in read_rows(root / "sources.toml", "source", root, checker):
            id = str(row.get("id", ""))
            if id in found:
                checker.add("sources.toml", id, "id", "this id is given twice")
            # One with problems still counts as listed, or each record that cites it would seem to be wrong as well.
            found[id] = row if checker.table(row, shape.SOURCE, file="sources.toml", record=id) else {}
    return found


def read_rows(path: Path, key: str, root: Path, checker: Checker) -> list[dict[str, Any]]:
    """Read a file that is one list of tables, named *key*; what is no table is noted and left out."""
    table = read_toml(path, root, checker) or {}
    ok = checker.table(table, {key: shape.Key("tables", optional=True)}, file=path.relative_to(root).as_posix(), record="")
    rows: list[dict[str, Any]] = table.get(key, []) if ok else []
    return rows


def _join_leaflets(root: Path, records: Iterable[RawRecord], here: frozenset[str], checker: Checker) -> None:
    rows = read_rows(root / "leaflets.toml", "leaflet", root, checker) if (root / "leaflets.toml").exists() else []
    join_uses(rows, records, here, checker)


def _read_record(
    root: Path, folder: Path, prefix: str, sources: Mapping[str, dict[str, Any]], checker: Checker
) -> RawRecord | None:
    before = len(checker.problems)
    file = (folder / "exercise.toml").relative_to(root).as_posix()
    id = prefix + folder.name
    if not _is_slug(folder.name) or len(id) > 64:
        checker.add(file, id, "id", "expected a folder named by a slug of a-z, 0-9 and -, and an id of at most 64 characters")
    table = read_toml(folder / "exercise.toml", root, checker)
    texts = _read_texts(root, folder, id, checker)
    if table is None or not checker.table(table, shape.EXERCISE, file=file, record=id):
        return None
    _check_sources(table, id, sources, file, checker)
    _check_precaution_sentences(table, id, texts, file, checker)
    record = _normal_form(table, id, sources)
    _check_values(record, texts, file, checker, whole=len(checker.problems) == before)
    return RawRecord(file, record, texts) if len(checker.problems) == before else None


def _read_texts(root: Path, folder: Path, id: str, checker: Checker) -> dict[str, dict[str, Any]]:
    texts = {}
    for path in sorted(folder.glob("text.*.toml")):
        language = path.name.removeprefix("text.").removesuffix(".toml")
        file = path.relative_to(root).as_posix()
        text = read_toml(path, root, checker)
        if text is not None and checker.table(text, shape.TEXT, file=file, record=id):
            words = {key: value for key, value in text.items() if key != "precautions"}
            checker.value(ExerciseText, words, partial(ExerciseText, language=language, **words), file=file, record=id)
            texts[language] = text
    if not (folder / "text.en.toml").exists():
        checker.add((folder / "text.en.toml").relative_to(root).as_posix(), id, "", "missing file; English is complete")
    return texts


def _normal_form(table: dict[str, Any], id: str, sources: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Give the record its id, join the cited works into it, and put tables into ordered pairs."""
    record = {"id": id, **table}
    record["stand_ins"] = sorted([kit, sorted(others)] for kit, others in table["stand_ins"].items())
    record["codes"] = sorted([system, code] for system, code in table.get("codes", {}).items())
    record["precautions"] = table.get("precautions", [])
    record["uses"] = []  # Filled when all records are there.
    record["citations"] = [
        {**citation, **{key: value for key, value in sources[citation["source"]].items() if key != "id"}}
        for citation in table["citations"]
        if sources.get(citation["source"])
    ]
    return record


def _check_sources(table: dict[str, Any], id: str, sources: Mapping[str, Any], file: str, checker: Checker) -> None:
    cited = [citation["source"] for citation in table["citations"]]
    used = [(f"citations[{number}].source", source) for number, source in enumerate(cited)]
    used += [(f"precautions[{number}].source", row["source"]) for number, row in enumerate(table.get("precautions", []))]
    used += [("review.checked_against", source) for source in table["review"]["checked_against"]]
    for field, source in used:
        own = source == "homept-default" and field.startswith("precautions")
        if not own and source not in sources:
            checker.add(file, id, field, f"{source!r} is not in sources.toml{nearest(source, sources)}")
    for bound, basis in table["dose"]["basis"].items():
        if basis != "homept-default" and basis not in cited:
            checker.add(file, id, f"dose.basis.{bound}", f"expected homept-default or a work cited here, found {basis!r}")


def _check_precaution_sentences(
    table: dict[str, Any], id: str, texts: Mapping[str, dict[str, Any]], file: str, checker: Checker
) -> None:
    precautions = table.get("precautions", [])
    codes = {precaution["code"] for precaution in precautions}
    if len(codes) != len(precautions):
        checker.add(file, id, "precautions", "a code is given twice")
    for language, text in texts.items():
        said = set(text.get("precautions", {}))
        for code in sorted(codes ^ said):
            problem = "has no sentence" if code in codes else "belongs to no precaution of the record"
            checker.add(file, id, f"text.{language} precautions.{code}", problem)


def _check_values(
    record: dict[str, Any], texts: Mapping[str, dict[str, Any]], file: str, checker: Checker, *, whole: bool
) -> None:
    """Let the classes judge the parts of a record, and with *whole* the record made of them."""
    before = len(checker.problems)
    where = {"file": file, "record": record["id"]}
    dose = record["dose"]
    for bound in ("low", "start", "high"):
        checker.value(Dose, {}, partial(Dose.parse, dose[bound]), **where, under=f"dose.{bound}.")
    if len(checker.problems) == before:
        checker.value(DoseBand, {}, partial(make_band, dose), **where, under="dose.")
    for number, row in enumerate(record["precautions"]):
        # Its sentence was checked with the texts.
        make = partial(Precaution, sentence=row["code"], **row)
        checker.value(Precaution, row, make, **where, under=f"precautions[{number}].")
    for number, row in enumerate(record["citations"]):
        checker.value(Citation, row, partial(Citation, **row), **where, under=f"citations[{number}].")
    ranges = {key: value for key, value in record.items() if isinstance(value, int)}
    whole = whole and len(checker.problems) == before
    make_whole = partial(make_exercise, {"record": record, "texts": texts}, "en")
    checker.value(Exercise, ranges, make_whole if whole else lambda: None, **where)
    if whole and len(checker.problems) == before:
        _check_review(record, make_whole(), file, checker)


def _check_review(record: dict[str, Any], exercise: Exercise, file: str, checker: Checker) -> None:
    """A clinician's name stands only under what the clinician saw, and never without a day."""
    told = {key for key in record["review"] if key.startswith("reviewed_")}
    if not told:
        return
    for key in sorted({"reviewed_by", "reviewed_on", "reviewed_content"} - told):
        checker.add(file, record["id"], f"review.{key}", "missing; a review has a name, a day, and the mark of what was seen")
    mark, seen = content_mark(exercise), record["review"].get("reviewed_content", "")
    if seen and seen != mark:
        problem = f"the record has changed since it was reviewed; expected {mark!r}, found {seen!r}"
        checker.add(file, record["id"], "review.reviewed_content", problem)


def _check_together(records: Iterable[RawRecord], outside: frozenset[str], here: frozenset[str], checker: Checker) -> None:
    """
    Check what only shows when all records are there: links, names and withdrawn records.

    *here* holds the ids of all records of the folder, those with problems of their own too.
    """
    by_id = {record.record["id"]: record for record in records}
    known = sorted(here | outside)
    for id, raw in by_id.items():
        targets = [(way, target) for way in ("easier", "harder") for target in raw.record[way]]
        for number, row in enumerate(raw.record["precautions"]):
            targets += [(f"precautions[{number}].replace_by", row["replace_by"])] if "replace_by" in row else []
        targets += [("successor", raw.record["successor"])] if "successor" in raw.record else []
        for field, target in targets:
            back = {"easier": "harder", "harder": "easier"}.get(field)
            if target not in here and target not in outside:
                checker.add(raw.file, id, field, f"no exercise has the id {target!r}{nearest(target, known)}")
            elif back is not None and target in by_id and id not in by_id[target].record[back]:
                checker.add(raw.file, id, field, f"{target!r} does not name {id!r} as {back} in turn")
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
    """A name belongs to one record; one that other publishers use for something else is declared ambiguous instead."""
    # The words of an id are a name too.
    ids = {" ".join(split_words(id.partition(".")[2] or id)): id for id in by_id}
    seen: dict[tuple[str, str], str] = {}
    for id, raw in by_id.items():
        for language, text in raw.texts.items():
            for name in [text["name"], *text["other_names"]]:
                # Names that differ in case, accents or hyphens only are one name for who searches.
                key = (language, " ".join(split_words(name)))
                if key in seen:
                    whose = "this record" if seen[key] == id else repr(seen[key])
                    checker.add(raw.file, id, f"text.{language} names", f"{name!r} is already a name of {whose}")
                seen[key] = id
                if ids.get(key[1], id) != id:
                    checker.add(raw.file, id, f"text.{language} names", f"{name!r} is already a name of {ids[key[1]]!r}")
