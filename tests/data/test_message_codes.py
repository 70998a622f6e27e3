"""Every sentence that code asks for exists, every sentence that exists is asked for, and every gap in it is filled."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import homept
from homept import vocabulary
from homept._package_data import read_json
from homept.messages import messages
from homept.policies import pain_gates
from homept.progress import advice
from homept.routine.explanation import LEFT_OUT_CODES
from homept.safety.tables import safety_tables

SOURCE = Path(homept.__file__).parent
SENTENCES = read_json("messages.json")["en"]
TREES = {
    path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))
}
# Tables whose codes public values carry, so that an app can word them; homept's own reports do not print them.
CARRIED = {"status": "SessionReport.status and what counting adds to it", "would-change": "Advice.would_change"}


# Classes whose code is said later, from the table given.
REASONS = {"AdviceReason": r"reason\.", "Reason": r"rule\."}


class Asked(NamedTuple):
    """One place in code that asks for a sentence: a pattern of codes, and the parts it fills in, None when they vary."""

    place: str
    pattern: str
    parts: frozenset[str] | None


def _patterns(node: ast.expr) -> Iterator[str]:
    """Turn the argument of a call into patterns of codes; what is a variable there is said elsewhere as a text."""
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)


def _asks(node: ast.AST) -> bool:
    """Whether a node asks for a sentence: say(...), said(...) or messages(...)(...)."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    maker = node.func.func if isinstance(node.func, ast.Call) else None
    by_name = isinstance(node.func, ast.Name) and node.func.id in ("say", "said")
    return by_name or (isinstance(maker, ast.Name) and maker.id == "messages")


def asked() -> Iterator[Asked]:
    """Find each place in the source that asks for a sentence."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _asks(node):
                named = [keyword.arg for keyword in node.keywords]
                parts = None if None in named else frozenset(str(name) for name in named)
                for pattern in _patterns(node.args[0]):
                    yield Asked(f"{file}:{node.lineno}", pattern, parts)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REASONS:
                for keyword in node.keywords:
                    if keyword.arg == "code" and isinstance(keyword.value, ast.JoinedStr):
                        (pattern,) = _patterns(keyword.value)
                        yield Asked(f"{file}:{node.lineno}", REASONS[node.func.id] + pattern, None)


def constants() -> frozenset[str]:
    """Collect every text in the source that stands for itself, docstrings apart."""
    found = set()
    for tree in TREES.values():
        lonely = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in lonely:
                found.add(node.value)
    return frozenset(found)


ASKED = list(asked())
CONSTANTS = constants()
# Codes that stand in data: rules, questions, symptoms, pain policies and words.
TABLES = safety_tables()
IN_DATA = (
    {rule.code for one in (*TABLES.conditions.values(), *TABLES.procedures.values()) for rule in one.rules}
    | {question.id for question in TABLES.questions}
    | {gate.id for gate in pain_gates()}
    | {word.id for facet in vocabulary.facets() for word in vocabulary.words(facet)}
    | {str(month) for month in range(1, 13)}
)


def placeholders(code: str) -> frozenset[str]:
    """Tell the gaps of a sentence in any of its forms."""
    forms = SENTENCES[code]
    texts = forms.values() if isinstance(forms, dict) else [forms]
    return frozenset(name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_the_scan_finds_the_places() -> None:
    """A scan that finds nothing proves nothing."""
    assert len(ASKED) > 60
    assert {
        "routine/sheet.py",
        "progress/report.py",
        "wording.py",
        "safety/tables.py",
        "safety/verdict.py",
        "safety/judging.py",
    } <= {one.place.partition(":")[0] for one in ASKED}


@pytest.mark.parametrize("one", ASKED, ids=lambda one: f"{one.place} {one.pattern}")
def test_every_sentence_that_code_asks_for_exists(one: Asked) -> None:
    """A code in the source is a code in messages/en; a pattern of codes fits one at least."""
    assert [code for code in SENTENCES if re.fullmatch(one.pattern, code)]


def is_asked_for(code: str) -> bool:
    """Whether code names a sentence, or builds its code from a word of the source or the data."""
    table, _, key = code.partition(".")
    varying = [match.groups() for one in ASKED if (match := re.fullmatch(one.pattern, code))]
    if table in CARRIED:
        varying.append((key,))
    return code in CONSTANTS or any(all(part in CONSTANTS | IN_DATA for part in parts) for parts in varying)


def test_every_sentence_is_asked_for() -> None:
    """No sentence is left over."""
    assert [] == [code for code in SENTENCES if not is_asked_for(code)]


def unfilled(code: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Tell where a sentence is asked for without all that it has gaps for."""
    by_name = [one for one in ASKED if one.pattern == re.escape(code)]
    for one in by_name or [one for one in ASKED if re.fullmatch(one.pattern, code)]:
        if one.parts is not None and not placeholders(code) <= one.parts:
            yield one.place, placeholders(code) - one.parts


def test_every_gap_of_a_sentence_is_filled() -> None:
    """Where code names the parts it fills in, they are all that the sentence has gaps for."""
    assert {} == {code: found for code in SENTENCES if (found := list(unfilled(code)))}


@pytest.mark.parametrize("code", sorted(code for code, forms in SENTENCES.items() if isinstance(forms, dict)))
def test_a_sentence_with_forms_counts(code: str) -> None:
    """The form for many names the count, and the form for one is for one."""
    say = messages("en")

    assert "1" in say(code, count=1)
    assert "7" in say(code, count=7)
    assert say(code, count=1) != say(code, count=7).replace("7", "1")


# -- codes that values carry --------------------------------------------------------------------------------------------------


def _codes_given_to(*makers: str) -> list[str]:
    """Collect the constant codes with which the source makes values of these classes."""
    found = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                found |= {
                    keyword.value.value
                    for keyword in node.keywords
                    if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
                }
    return sorted(str(code) for code in found)


@pytest.mark.parametrize("code", _codes_given_to("AdviceReason"))
def test_every_reason_of_advice_has_a_sentence(code: str) -> None:
    """A reason that the review can give can be read."""
    assert f"reason.{code}" in SENTENCES


@pytest.mark.parametrize("code", _codes_given_to("Reason"))
def test_every_reason_of_a_verdict_has_a_sentence(code: str) -> None:
    """A reason that the rules in code can give can be read."""
    assert f"rule.{code}" in SENTENCES


@pytest.mark.parametrize("code", LEFT_OUT_CODES)
def test_every_reason_to_leave_out_an_exercise_has_a_sentence(code: str) -> None:
    """The sheet tells why other exercises are not on it."""
    assert f"left-out.{code}" in SENTENCES


@pytest.mark.parametrize("code", sorted({*advice._WOULD_CHANGE.values(), "therapist"}))
def test_everything_that_would_change_advice_has_a_sentence(code: str) -> None:
    """An app can tell what to do to get other advice."""
    assert f"would-change.{code}" in SENTENCES


@pytest.mark.parametrize("code", sorted(advice._WOULD_CHANGE))
def test_what_would_change_is_known_for_reasons_that_exist(code: str) -> None:
    """No reason in the table is misspelt."""
    assert f"reason.{code}" in SENTENCES


@pytest.mark.parametrize("gate", [gate.id for gate in pain_gates()])
def test_every_pain_policy_has_its_message(gate: str) -> None:
    """What is said about pain before the first exercise."""
    assert f"pain.{gate}" in SENTENCES


@pytest.mark.parametrize("support", [word.id for word in vocabulary.words("supports") if word.id != "none"])
def test_every_support_has_its_sentence(support: str) -> None:
    """What to hold on to is said in words."""
    assert f"support.{support}" in SENTENCES


def test_the_wider_advice_of_the_article_is_there() -> None:
    """Therapist, as shown, pain, often, habit, journal, when unsure, and patience."""
    expected = {"therapist", "as-shown", "pain", "often", "habit", "journal", "unsure", "patience"}

    assert expected == {code.partition(".")[2] for code in SENTENCES if code.startswith("advice.")}
