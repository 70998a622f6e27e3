"""The checks of the safety data that the compiler makes: known words, total tables, sound rules, and a sentence for every code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from homept.catalog.shape import Key, Shape, nearest
from homept.safety.tables import LIMBS, STOP_KINDS
from homept.safety.verdict import OUTCOMES, SUPPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homept.catalog.shape import Checker

__all__ = ["check_tables"]

_RULE: Shape = {
    "traits": Key("some-texts", "traits"),
    "verdict": Key("text"),
    "code": Key("text"),
    "source": Key("text"),
    "local": Key("flag", optional=True),
    "within_days": Key("whole", optional=True),
    "from_weeks": Key("whole", optional=True),
    "by": Key("text", "roles", optional=True),
    "cap_hold_seconds": Key("whole", optional=True),
    "cap_sets": Key("whole", optional=True),
    "cap_repetitions": Key("whole", optional=True),
    "no_load": Key("flag", optional=True),
    "support": Key("text", "supports", optional=True),
    "easier": Key("flag", optional=True),
    "cue": Key("flag", optional=True),
}
_CAPS = ("cap_hold_seconds", "cap_sets", "cap_repetitions")
_CHANGES = (*_CAPS, "no_load", "support", "easier", "cue")
_CONDITION: Shape = {
    "id": Key("text", "conditions"),
    "joints": Key("texts", "regions", optional=True),
    "no_concern": Key("texts", "traits"),
    "rule": Key("tables", optional=True),
}
_PROCEDURE: Shape = {
    "id": Key("text", "procedures"),
    "limb": Key("text"),
    "no_concern": Key("texts", "traits"),
    "rule": Key("tables", optional=True),
}
_FORMS = {"conditions": _CONDITION, "procedures": _PROCEDURE}
_QUESTION: Shape = {
    "id": Key("text"),
    "kind": Key("text"),
    "source": Key("text"),
    "regions": Key("some-texts", "regions", optional=True),
}
#: The one condition that has weeks.
_IN_WEEKS = "pregnancy"


class _Place(NamedTuple):
    """Where in the data a problem is: the file and the record."""

    file: str
    record: str


def check_tables(
    files: Mapping[str, Any],
    sentences: Mapping[str, Any],
    sources: frozenset[str],
    checker: Checker,
    parents: Mapping[str, str | None] | None = None,
) -> None:
    """
    Check the safety data and note everything that is wrong with it.

    Each condition and operation has a file of its own.
    It rules on every trait, or lists it as thought about and of no concern.
    *parents* names the general form of an operation, which must be at least as strict as the special one.
    """
    codes: dict[str, str] = {}
    sound: dict[str, Mapping[str, Any]] = {}
    for facet in _FORMS:
        rows = files.get(facet, {})
        readable = {id: row for id, row in rows.items() if row is not None}
        sound |= {id: row for id, row in readable.items() if _check_rule_set(facet, id, row, sources, codes, checker)}
        for missing in sorted(checker.known[facet] - set(rows)):
            checker.add(
                f"safety/{facet}/{missing}.toml", missing, "", "missing file; each word of the vocabulary needs its rules"
            )
    for id, parent in (parents or {}).items():
        if parent in sound and id in sound:
            _check_parent(sound[id], sound[parent], checker)
    _check_screening(files.get("screening", {}), sources, checker)
    _check_sentences(files, sentences, codes, checker)


def _check_rule_set(
    facet: str, id: str, row: Mapping[str, Any], sources: frozenset[str], codes: dict[str, str], checker: Checker
) -> bool:
    at = _Place(f"safety/{facet}/{id}.toml", id)
    before = len(checker.problems)
    if not checker.table(row, _FORMS[facet], file=at.file, record=at.record):
        return False
    if row["id"] != id:
        checker.add(at.file, at.record, "id", f"expected the name of the file, {id!r}, found {row['id']!r}")
    if "limb" in row and row["limb"] not in LIMBS:
        checker.add(at.file, at.record, "limb", f"expected one of {', '.join(LIMBS)}, found {row['limb']!r}")
    ruled: set[str] = set()
    for number, rule in enumerate(row.get("rule", [])):
        under = f"rule[{number}]."
        if checker.table(rule, _RULE, file=at.file, record=at.record, under=under):
            for field, message in _faults(rule, facet, id, sources):
                checker.add(at.file, at.record, under + field, message)
            if rule["code"] in codes:
                message = f"{rule['code']!r} is already a code of {codes[rule['code']]!r}"
                checker.add(at.file, at.record, under + "code", message)
            codes[rule["code"]] = id
        ruled.update(trait for trait in _listed(rule.get("traits")))
    _check_total(ruled, set(row["no_concern"]), at, checker)
    return len(checker.problems) == before


def _listed(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _check_total(ruled: set[str], reviewed: set[str], at: _Place, checker: Checker) -> None:
    missing = sorted(checker.known["traits"] - ruled - reviewed)
    if missing:
        # One line for each file: whoever fills it in wants the whole list.
        message = f"neither ruled on nor listed, and blank is never a default ({len(missing)}): {', '.join(missing)}"
        checker.add(at.file, at.record, "no_concern", message)
    both = sorted(ruled & reviewed)
    if both:
        checker.add(at.file, at.record, "no_concern", f"of no concern and ruled on at once: {', '.join(both)}")


def _faults(rule: Mapping[str, Any], facet: str, id: str, sources: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give the field and the fault of everything in one rule that does not go together."""
    if rule["source"] != "homept-default" and rule["source"] not in sources:
        yield "source", f"{rule['source']!r} is not in sources.toml{nearest(rule['source'], sources)}"
    if not rule["code"].startswith(f"{id}-"):
        yield "code", f"expected a code that begins with {id + '-'!r}, found {rule['code']!r}"
    if rule["verdict"] not in OUTCOMES:
        yield "verdict", f"expected {', '.join(OUTCOMES[:-1])} or {OUTCOMES[-1]}, found {rule['verdict']!r}"
    changes = [key for key in _CHANGES if rule.get(key)]
    if bool(changes) != (rule["verdict"] == "modify"):
        yield "verdict", f"modify goes with one or more of {', '.join(_CHANGES)}, and nothing else does"
    for key in _CAPS:
        if rule.get(key) == 0:
            yield key, "expected 1 or more; what may not be done at all needs another verdict"
    if ("by" in rule) != (rule["verdict"] == "needs-clearance"):
        yield "by", "goes with needs-clearance, and only with it"
    if "within_days" in rule and facet != "procedures":
        yield "within_days", "counts from the day of an operation, which a condition does not have"
    if "within_days" in rule and rule["source"] == "homept-default":
        yield "within_days", "a number of days needs a source that gives it"
    if "from_weeks" in rule and id != _IN_WEEKS:
        yield "from_weeks", f"counts the weeks of a {_IN_WEEKS}, which this is not"
    if rule["verdict"] == "exclude" and rule["source"] == "homept-default":
        yield "source", "what must not be done needs a source; our own caution is needs-clearance at most"


def _check_parent(child: Mapping[str, Any], parent: Mapping[str, Any], checker: Checker) -> None:
    """An operation of which only the general form is known may have been any special one."""
    laxer = sorted({trait for rule in child.get("rule", []) for trait in rule["traits"] if not _is_covered(rule, trait, parent)})
    if laxer:
        id = parent["id"]
        message = f"laxer than {child['id']!r}, which is a form of it, in: {', '.join(laxer)}"
        checker.add(f"safety/procedures/{id}.toml", id, "rule", message)
    if child["limb"] != parent["limb"] and child["limb"] == "lower":
        checker.add(f"safety/procedures/{parent['id']}.toml", parent["id"], "limb", f"{child['id']!r} is on a leg")


def _is_covered(rule: Mapping[str, Any], trait: str, parent: Mapping[str, Any]) -> bool:
    """
    Tell whether the rules of *parent* on *trait* ask for at least what *rule* asks, for as long as it does.

    Local rules count too: they hold everywhere until the place is told, and a place that is told tells of the form.
    """
    there = [
        other
        for other in parent.get("rule", [])
        if trait in other["traits"] and other.get("within_days", _FOREVER) >= rule.get("within_days", _FOREVER)
    ]
    strictest = max((OUTCOMES.index(other["verdict"]) for other in there), default=0)
    wanted = OUTCOMES.index(rule["verdict"])
    return strictest > wanted or (strictest == wanted and (rule["verdict"] != "modify" or _is_as_careful(there, rule)))


_FOREVER = 10**6


def _is_as_careful(others: Iterable[Mapping[str, Any]], rule: Mapping[str, Any]) -> bool:
    others = list(others)
    caps = all(min(other.get(key, _FOREVER) for other in others) <= rule.get(key, _FOREVER) for key in _CAPS)
    flags = all(any(other.get(key) for other in others) for key in ("no_load", "easier") if rule.get(key))
    firmest = max(SUPPORTS.index(other.get("support", "none")) for other in others)
    return caps and flags and firmest >= SUPPORTS.index(rule.get("support", "none"))


def _check_screening(screening: Mapping[str, Any], sources: frozenset[str], checker: Checker) -> None:
    file = "safety/screening.toml"
    seen: set[str] = set()
    for row in screening.get("question", []):
        id = str(row.get("id", ""))
        if checker.table(row, _QUESTION, file=file, record=id):
            if row["kind"] not in STOP_KINDS:
                checker.add(file, id, "kind", f"expected one of {', '.join(STOP_KINDS)}, found {row['kind']!r}")
            if row["source"] != "homept-default" and row["source"] not in sources:
                checker.add(file, id, "source", f"{row['source']!r} is not in sources.toml{nearest(row['source'], sources)}")
            if id in seen:
                checker.add(file, id, "id", "this question is given twice")
            seen.add(id)


def _check_sentences(files: Mapping[str, Any], sentences: Mapping[str, Any], codes: Mapping[str, str], checker: Checker) -> None:
    questions = [str(row.get("id", "")) for row in files.get("screening", {}).get("question", [])]
    needed = [f"rule.{code}" for code in codes]
    needed += [f"question.{id}" for id in questions] + [f"stop.{id}" for id in questions]
    for code in needed:
        if code not in sentences:
            checker.add("messages/en", code, "", "missing; expected a sentence for this code")
