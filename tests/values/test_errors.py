"""The errors: their parts, their messages, and how they travel."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest

import homept as pt
from homept import errors
from homept.routine import Relaxation

RELAXATIONS = (
    Relaxation(wishes=("minutes",), exercises=("heel-slide", "quad-set")),
    Relaxation(wishes=("regions", "level"), exercises=("bridge",)),
)
PROBLEMS = (
    errors.DataProblem("a.toml", "heel-slide", "level", "expected a whole number"),
    errors.DataProblem("b.toml", "", "", "cannot be read"),
)

# Each error with its message and its parts.
ERRORS = [
    (errors.InvalidValue("Dose.sets", "1 to 20"), "Dose.sets: expected 1 to 20", {"path": "Dose.sets", "expected": "1 to 20", "found": None}),
    (errors.InvalidValue("Dose.sets", "1 to 20", "0"), "Dose.sets: expected 1 to 20, found 0", {"found": "0"}),
    (
        errors.NotAllowed("swap.bridge", "an exercise that the safety rules allow", ["a-rule"]),
        "swap.bridge: expected an exercise that the safety rules allow; .codes names the rules",
        {"path": "swap.bridge", "found": None, "codes": ("a-rule",)},
    ),
    (
        errors.UnknownWord("filter", "regions", "kne", ["knee", "neck"]),
        "filter: 'kne' is not in the vocabulary of regions; did you mean 'knee' or 'neck'?; "
        "homept.vocabulary.words('regions') lists them all",
        {"path": "filter", "facet": "regions", "word": "kne", "suggestions": ("knee", "neck"), "hint": ""},
    ),
    (
        errors.UnknownWord("Person.conditions", "conditions", None, hint="see the list"),
        "Person.conditions: a word is not in the vocabulary of conditions; see the list",
        {"word": None, "suggestions": (), "hint": "see the list"},
    ),
    (
        errors.UnknownId("exercise", "heel-slid", ["heel-slide"]),
        "no exercise has the id 'heel-slid'; did you mean 'heel-slide'?",
        {"kind": "exercise", "id": "heel-slid", "suggestions": ("heel-slide",)},
    ),
    (errors.UnknownId("entry", "e-1"), "no entry has the id 'e-1'", {"suggestions": ()}),
    (
        errors.MissingText("heel-slide", "es", ["de", "en"]),
        "no text for 'heel-slide' in the language 'es'; languages that exist: de, en",
        {"key": "heel-slide", "language": "es", "languages": ("de", "en")},
    ),
    (errors.MissingText("x", "es"), "no text for 'x' in the language 'es'; languages that exist: none", {"languages": ()}),
    (
        errors.InvalidData(PROBLEMS),
        "2 problems in the data:\n  a.toml: heel-slide level: expected a whole number\n  b.toml: cannot be read",
        {"problems": PROBLEMS},
    ),
    (errors.InvalidData(PROBLEMS[1:]), "1 problem in the data:\n  b.toml: cannot be read", {"problems": PROBLEMS[1:]}),
    (errors.StaleData("make it anew"), "make it anew", {}),
    (
        errors.MissingExtra("storage", "sqlalchemy"),
        "this part of homept needs the package 'sqlalchemy'; install it with: pip install 'homept[storage]'",
        {"extra": "storage", "package": "sqlalchemy"},
    ),
    (
        errors.StopAndContact("emergency", ["chest-pain", "fall"], ["Call now.", "Tell your therapist."]),
        "no routine is built: the screening gave an answer of the kind 'emergency'; show .sentences to the person",
        {"kind": "emergency", "codes": ("chest-pain", "fall"), "sentences": ("Call now.", "Tell your therapist.")},
    ),
    (
        errors.NothingFits(RELAXATIONS, [("time", 3)]),
        "no exercise fits the request; relax minutes (then 2 exercises would do) or regions and level (then 1 exercises would do)",
        {"relaxations": RELAXATIONS, "counts": (("time", 3),)},
    ),
    (
        errors.NothingFits(()),
        "no exercise fits, and no change of the request would help; safety or the catalog leaves nothing",
        {"relaxations": (), "counts": ()},
    ),
    (
        errors.MergeConflict("e-1"),
        "the entry e-1 has different content in the two journals; two devices may share a replica name",
        {"id": "e-1"},
    ),
    (
        errors.StorageError("j.db", "it is damaged", "restore it from a backup"),
        "j.db: it is damaged; restore it from a backup",
        {"file": "j.db", "problem": "it is damaged", "advice": "restore it from a backup"},
    ),
]  # fmt: skip

each_error = pytest.mark.parametrize(
    ("error", "message", "parts"), ERRORS, ids=[f"{type(error).__name__}-{number}" for number, (error, *_) in enumerate(ERRORS)]
)


@each_error
def test_an_error_has_a_message_and_its_parts_as_attributes(error: Exception, message: str, parts: dict[str, object]) -> None:
    """An app can word or translate it by its parts."""
    assert message == str(error)
    assert parts == {name: getattr(error, name) for name in parts}


@each_error
def test_an_error_survives_travel(error: Exception, message: str, parts: dict[str, object]) -> None:
    """Pickled for another process, or copied, it says the same."""
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(error) is type(other)
        assert message == str(other)
        assert repr(error) == repr(other)
        assert parts == {name: getattr(other, name) for name in parts}


def test_every_error_has_one_root() -> None:
    """So that an app can catch all that homept raises on purpose; each is tested here."""
    classes = [member for name in errors.__all__ if issubclass(member := getattr(errors, name), Exception)]

    assert all(issubclass(kind, pt.HomeptError) for kind in classes)
    assert {pt.HomeptError} == set(classes) - {type(error) for error, *_ in ERRORS}
    assert all(inspect.getdoc(kind) for kind in classes)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.InvalidValue, ValueError),
        (errors.UnknownWord, ValueError),
        (errors.UnknownId, KeyError),
        (errors.MissingText, LookupError),
        (errors.InvalidData, ValueError),
        (errors.StaleData, RuntimeError),
        (errors.MissingExtra, ImportError),
        (errors.NothingFits, LookupError),
        (errors.MergeConflict, ValueError),
        (errors.StorageError, OSError),
    ],
)
def test_errors_are_caught_as_python_programmers_expect(kind: type[Exception], builtin: type[Exception]) -> None:
    """A missing key is a KeyError, a bad value a ValueError."""
    assert issubclass(kind, builtin)


def test_a_stop_gives_no_health_data_away() -> None:
    """Neither the message nor the repr names a code; to_text is for the person."""
    error = errors.StopAndContact("contact", ["calf-swelling"], ["Call your doctor.", "Rest."])

    assert "calf" not in f"{error} {error!r}"
    assert "StopAndContact(kind='contact', 1 codes)" == repr(error)
    assert "Call your doctor.\nRest." == error.to_text()


@pytest.mark.parametrize(
    ("path", "parent", "whole"), [("sets", "Dose", "Dose.sets"), ("[2]", "Plan.phases", "Plan.phases[2]"), ("", "Dose", "Dose")]
)
def test_an_error_can_be_put_under_a_parent(path: str, parent: str, whole: str) -> None:
    """The path grows; what was expected and found stays."""
    error = errors.InvalidValue(path, "a dose", "5").under(parent)

    assert (whole, "a dose", "5") == (error.path, error.expected, error.found)


def test_problems_in_data_are_values() -> None:
    """Equal when they say the same."""
    one, other = errors.DataProblem("a.toml", "r", "f", "m"), errors.DataProblem("a.toml", "r", "f", "m")

    assert one == other
    assert hash(one) == hash(other)
    assert one != errors.DataProblem("a.toml", "r", "f", "n")
    assert one != "a.toml: r f: m"
    assert "DataProblem('a.toml', 'r', 'f', 'm')" == repr(one)
