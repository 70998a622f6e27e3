"""Reading measures for the compiler: every table is held against its shape, and every measure made once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from homept._checks import is_id
from homept.catalog.folder import read_toml
from homept.catalog.shape import Checker, Key, Shape, nearest
from homept.errors import InvalidValue
from homept.measures.loading import make_measure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from homept.measures.measure import Measure

__all__ = ["MEASURE", "TEXT", "read_measures"]

_TEXT = Key("text")
_OPTIONAL = Key("text", optional=True)
_ITEM: Shape = {
    "id": _TEXT,
    "count": Key("whole", optional=True),
    "lowest": _TEXT,
    "highest": _TEXT,
    "whole": Key("flag", optional=True),
}
_SCALE: Shape = {
    "id": _TEXT,
    "items": Key("some-texts"),
    "numbers": _OPTIONAL,
    "formula": _TEXT,
    "needed": Key("whole"),
    "unit": _TEXT,
    "better": _TEXT,
    "decimals": Key("whole", optional=True),
}
_CHANGE: Shape = {
    "scales": Key("some-texts"),
    "kind": _TEXT,
    "value": _TEXT,
    "of": _TEXT,
    "direction": _TEXT,
    "size": _OPTIONAL,
    "population": _TEXT,
    "baseline_from": _OPTIONAL,
    "baseline_to": _OPTIONAL,
    "source": _TEXT,
    "note": _OPTIONAL,
}
_NORM: Shape = {
    "scales": Key("some-texts"),
    "sex": _TEXT,
    "age_from": Key("whole"),
    "age_to": Key("whole"),
    "below": _TEXT,
    "source": _TEXT,
}
_CUT_OFF: Shape = {
    "scales": Key("some-texts"),
    "at_least": _OPTIONAL,
    "at_most": _OPTIONAL,
    "below": _OPTIONAL,
    "meaning": _TEXT,
    "population": _TEXT,
    "source": _TEXT,
}
_FIGURES = ("changes", "norms", "cut_offs")
#: The shape of the file of a measure.
MEASURE: Shape = {
    "kind": _TEXT,
    "license": _TEXT,
    "license_notes": _OPTIONAL,
    "items_may_ship": Key("flag"),
    "sources": Key("some-texts"),
    "reviewed_by": _OPTIONAL,
    "reversed": Key("texts", optional=True),
    "items": Key("tables", inner=_ITEM),
    "scales": Key("tables", inner=_SCALE),
    "changes": Key("tables", optional=True, inner=_CHANGE),
    "norms": Key("tables", optional=True, inner=_NORM),
    "cut_offs": Key("tables", optional=True, inner=_CUT_OFF),
    "text": Key("table"),
}
#: The shape of its words in one language.
TEXT: Shape = {
    "name": _TEXT,
    "purpose": _TEXT,
    "steps": Key("some-texts", optional=True),
    "safety": Key("some-texts", optional=True),
    "prompts": Key("text-table", optional=True),
    "answers": Key("text-table", optional=True),
    "scales": Key("text-table"),
}


def read_measures(root: Path, sources: Collection[str], checker: Checker) -> dict[str, Any]:
    """
    Return the table of each measure in the folder ``measures`` that can be made, by its id, the name of its file.

    What is wrong is noted with *checker*.
    """
    tables: dict[str, Any] = {}
    scales: dict[str, str] = {}
    for path in sorted((root / "measures").glob("*.toml")):
        table = read_toml(path, root, checker)
        file = path.relative_to(root).as_posix()
        if table is None or not checker.table(table, MEASURE, file=file, record=path.stem):
            continue
        if not _check_texts(path.stem, table["text"], file, checker):
            continue
        measure = _made(path.stem, table, file, checker)
        if measure is not None:
            tables[path.stem] = table
            _check(measure, table, scales, sources, file, checker)
    return tables


def _check_texts(id: str, texts: Mapping[str, Any], file: str, checker: Checker) -> bool:
    if "en" not in texts:
        checker.add(file, id, "text.en", "missing; English is complete")
        return False
    good = True
    for language, text in texts.items():
        if isinstance(text, dict):
            good = checker.table(text, TEXT, file=file, record=id, under=f"text.{language}.") and good
        else:
            checker.add(file, id, f"text.{language}", f"expected a table, found {text!r}")
            good = False
    return good


def _made(id: str, table: Mapping[str, Any], file: str, checker: Checker) -> Measure | None:
    if not is_id(id) or "." in id:
        checker.add(file, id, "", "expected a file name that is an id: at most 64 characters from a-z, 0-9 and -")
        return None
    try:
        made = {language: make_measure(id, table, language) for language in table["text"]}
    except InvalidValue as error:
        checker.invalid(error, file=file, record=id, field=error.path)
        return None
    return made["en"]


def _check(
    measure: Measure,
    table: Mapping[str, Any],
    scales: dict[str, str],
    sources: Collection[str],
    file: str,
    checker: Checker,
) -> None:
    own = [scale.id for scale in measure.scales]
    for id in own:
        # A journal names what was measured by the id of the scale alone.
        if "." in id or scales.setdefault(id, measure.id) != measure.id:
            checker.add(file, measure.id, f"scales.{id}", "expected an id without a dot, of no other measure's scale")
    for field, name, there in _named(measure, table, own):
        if name not in there:
            checker.add(file, measure.id, field, f"{name!r} is not there{nearest(name, there)}")
    cited = [*table["sources"], *(row["source"] for field in _FIGURES for row in table.get(field, ()))]
    for source in dict.fromkeys(cited):
        if source != "homept-default" and source not in sources:
            checker.add(file, measure.id, "sources", f"{source!r} is not in sources.toml{nearest(source, sources)}")


def _named(measure: Measure, table: Mapping[str, Any], own: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Go through every name of an item or a scale: in which field it stands, the name, and what it may be."""
    items = [item.id for item in measure.items]
    for language, text in table["text"].items():
        for field, there in (("prompts", items), ("scales", own)):
            yield from ((f"text.{language}.{field}", name, there) for name in text.get(field, {}))
    yield from (("reversed", name, items) for name in table.get("reversed", ()))
    for field in _FIGURES:
        yield from ((field, name, own) for row in table.get(field, ()) for name in row["scales"])
