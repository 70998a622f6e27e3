"""
All errors that homept raises, under one root.

Each error carries its parts as attributes, so that an app can word or translate it; the wording of the message itself is
not promised.
Errors about a person's data name the place and the allowed values and never repeat what was found there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homept.routine.relaxation import Relaxation

__all__ = [
    "DataProblem",
    "HomeptError",
    "InvalidData",
    "InvalidValue",
    "MergeConflict",
    "MissingExtra",
    "MissingText",
    "NotAllowed",
    "NothingFits",
    "StaleData",
    "StopAndContact",
    "StorageError",
    "UnknownId",
    "UnknownWord",
]


class HomeptError(Exception):
    """
    The root of every error that homept raises on purpose.

    >>> import homept
    >>> issubclass(homept.errors.InvalidValue, homept.HomeptError)
    True
    """


class InvalidValue(HomeptError, ValueError):
    """
    A value is not what its field allows.

    ``path`` says where, ``expected`` what would be right.
    ``found`` is filled for data files and program code only, never for a person's data.
    """

    def __init__(self, path: str, expected: str, found: str | None = None) -> None:
        super().__init__(path, expected, found)
        self.path: str = path
        self.expected: str = expected
        self.found: str | None = found

    def __str__(self) -> str:
        tail = "" if self.found is None else f", found {self.found}"
        where = f"{self.path}: " if self.path else ""
        return f"{where}expected {self.expected}{tail}"

    def under(self, parent: str) -> InvalidValue:
        """Return the same error with *parent* put before its path."""
        joint = "" if self.path.startswith("[") or not self.path else "."
        return InvalidValue(f"{parent}{joint}{self.path}", self.expected, self.found)


class NotAllowed(InvalidValue):
    """
    The safety rules do not allow an exercise for a person.

    ``codes`` are the rules that stand against it; they are health data, so the message only says that they are there.
    """

    def __init__(self, path: str, expected: str, codes: Sequence[str]) -> None:
        super().__init__(path, expected)
        self.args: tuple[object, ...] = (path, expected, tuple(codes))
        self.codes: tuple[str, ...] = tuple(codes)

    def __str__(self) -> str:
        return f"{super().__str__()}; .codes names the rules"


class UnknownWord(HomeptError, ValueError):
    """
    A word is not in the vocabulary of its facet.

    ``word`` is None where the word is a person's health data; ``suggestions`` are the nearest words, best first.
    """

    def __init__(self, path: str, facet: str, word: str | None, suggestions: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(path, facet, word, tuple(suggestions), hint)
        self.path: str = path
        self.facet: str = facet
        self.word: str | None = word
        self.suggestions: tuple[str, ...] = tuple(suggestions)
        self.hint: str = hint

    def __str__(self) -> str:
        what = "a word" if self.word is None else repr(self.word)
        parts = [f"{self.path}: {what} is not in the vocabulary of {self.facet}"]
        if self.suggestions:
            parts.append("did you mean " + " or ".join(map(repr, self.suggestions)) + "?")
        parts.append(self.hint or f"homept.vocabulary.words({self.facet!r}) lists them all")
        return "; ".join(parts)


class UnknownId(HomeptError, KeyError):
    """
    No record has this id.

    ``kind`` says of what (exercise, occurrence, entry ...); ``suggestions`` are the nearest ids, best first.
    """

    def __init__(self, kind: str, id: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(kind, id, tuple(suggestions))
        self.kind: str = kind
        self.id: str = id
        self.suggestions: tuple[str, ...] = tuple(suggestions)

    def __str__(self) -> str:
        tail = "; did you mean " + " or ".join(map(repr, self.suggestions)) + "?" if self.suggestions else ""
        return f"no {self.kind} has the id {self.id!r}{tail}"


class MissingText(HomeptError, LookupError):
    """
    A text does not exist in the language that was asked for.

    ``languages`` are those that exist.
    """

    def __init__(self, key: str, language: str, languages: Sequence[str] = ()) -> None:
        super().__init__(key, language, tuple(languages))
        self.key: str = key
        self.language: str = language
        self.languages: tuple[str, ...] = tuple(languages)

    def __str__(self) -> str:
        there = ", ".join(self.languages) or "none"
        return f"no text for {self.key!r} in the language {self.language!r}; languages that exist: {there}"


class DataProblem:
    """One thing that is wrong in a data file: which file, which record, which field, and what would be right."""

    __slots__ = ("field", "file", "message", "record")

    def __init__(self, file: str, record: str, field: str, message: str) -> None:
        self.file: str = file
        self.record: str = record
        self.field: str = field
        self.message: str = message

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataProblem) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"DataProblem({self.file!r}, {self.record!r}, {self.field!r}, {self.message!r})"

    def __str__(self) -> str:
        where = " ".join(part for part in (self.record, self.field) if part)
        return f"{self.file}: {where}: {self.message}" if where else f"{self.file}: {self.message}"


class InvalidData(HomeptError, ValueError):
    """
    A data folder has problems.

    ``problems`` holds all of them at once, in the order of their files.
    """

    def __init__(self, problems: Sequence[DataProblem]) -> None:
        super().__init__(tuple(problems))
        self.problems: tuple[DataProblem, ...] = tuple(problems)

    def __str__(self) -> str:
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        count = len(self.problems)
        return f"{count} problem{'' if count == 1 else 's'} in the data:\n{lines}"


class StaleData(HomeptError, RuntimeError):
    """The compiled data is missing or older than its sources; the message names the command that makes it anew."""


class MissingExtra(HomeptError, ImportError):
    """A part of homept needs a package that is not installed; ``extra`` names the extra that brings it."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(extra, package)
        self.extra: str = extra
        self.package: str = package

    def __str__(self) -> str:
        return f"this part of homept needs the package {self.package!r}; install it with: pip install 'homept[{self.extra}]'"


class StopAndContact(HomeptError):
    """
    Building stops, since somebody must be contacted first.

    An error on purpose, so that nobody can overlook it in a return value.
    ``kind`` is the most urgent of ``emergency``, ``contact``, ``not-start`` and ``out-of-scope``; ``codes`` say what led to
    it, most urgent first; ``sentences`` are for the person, in the same order.
    The message of the error names the kind only: the codes are health data.
    """

    def __init__(self, kind: str, codes: Sequence[str], sentences: Sequence[str]) -> None:
        super().__init__(kind, tuple(codes), tuple(sentences))
        self.kind: str = kind
        self.codes: tuple[str, ...] = tuple(codes)
        self.sentences: tuple[str, ...] = tuple(sentences)

    def __str__(self) -> str:
        return f"no routine is built: the screening gave an answer of the kind {self.kind!r}; show .sentences to the person"

    def __repr__(self) -> str:
        return f"StopAndContact(kind={self.kind!r}, {len(self.codes)} codes)"

    def to_text(self) -> str:
        """Return what to tell the person, one sentence a line."""
        return "\n".join(self.sentences)


class NothingFits(HomeptError, LookupError):
    """
    No exercise fits the request.

    ``relaxations`` are the smallest sets of wishes that, given up together, lead to a routine, with what they would give;
    safety is never among them.
    It is empty when no wish can help.
    """

    def __init__(self, relaxations: Sequence[Relaxation], counts: Sequence[tuple[str, int]] = ()) -> None:
        super().__init__(tuple(relaxations), tuple(counts))
        self.relaxations: tuple[Relaxation, ...] = tuple(relaxations)
        self.counts: tuple[tuple[str, int], ...] = tuple(counts)

    def __str__(self) -> str:
        if not self.relaxations:
            return "no exercise fits, and no change of the request would help; safety or the catalog leaves nothing"
        ways = " or ".join(
            f"{' and '.join(way.wishes)} (then {len(way.exercises)} exercises would do)" for way in self.relaxations
        )
        return f"no exercise fits the request; relax {ways}"


class MergeConflict(HomeptError, ValueError):
    """Two journals hold different content under one entry id, so that they cannot be merged; ``id`` names the entry."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id: str = id

    def __str__(self) -> str:
        return f"the entry {self.id} has different content in the two journals; two devices may share a replica name"


class StorageError(HomeptError, OSError):
    """
    A journal file cannot be opened, read or written.

    ``file`` names it and ``problem`` says why: foreign, damaged, newer, read-only, locked, full or missing.
    """

    def __init__(self, file: str, problem: str, advice: str) -> None:
        super().__init__(file, problem, advice)
        self.file: str = file
        self.problem: str = problem
        self.advice: str = advice

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}; {self.advice}"
