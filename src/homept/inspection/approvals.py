"""The way back: what a filled-in spreadsheet says, and how an approval gets into the ``[review]`` of its record."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from homept import vocabulary
from homept.catalog.content import content_mark
from homept.errors import DataProblem, InvalidData
from homept.inspection.checklist import Question, checklist
from homept.inspection.spreadsheet import ANSWERED, CHECK, COMMENT, CONTENT, DATE, ID, NAME, ROLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from homept.exercise import Exercise

__all__ = ["STATES", "RecordReview", "read_spreadsheet", "report"]

#: What became of a row that has an answer or a comment.
STATES = ("approved", "changes-asked", "unfinished", "changed-since")

_ANSWERS = {"yes": "yes", "y": "yes", "no": "no", "n": "no"}
_ANSWERS |= dict.fromkeys(("not applicable", "n/a", "na", "n.a.", "not-applicable"), "not-applicable")
_MARK = re.compile(r"r[1-9][0-9]*-[0-9a-f]{16}")
# What people and spreadsheet programs make of a date. Day and month as numbers with slashes are not here: see _day.
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_TOO_LONG = 20_000_000


class RecordReview(NamedTuple):
    """
    What one row says of one record.

    :param exercise: the id of the record.
    :param content: the mark of the record that the reviewer saw; it begins with the revision.
    :param state: ``approved``; ``changes-asked`` where an answer is no; ``unfinished`` where one is missing;
        ``changed-since`` where the record is another one by now, whatever the answers were.
    :param said_no, not_answered: ids of questions.
    :param by, role, on: who answered; ``role`` is a word of the vocabulary of roles.
    """

    exercise: str
    content: str
    state: str
    said_no: tuple[str, ...]
    not_answered: tuple[str, ...]
    comment: str
    by: str
    role: str
    on: date | None

    @property
    def revision(self) -> int:
        """The revision of the record that the reviewer saw."""
        return int(self.content[1:].partition("-")[0])

    def signature(self) -> str:
        """Return how the reviewer is named in a record: name and profession."""
        return f"{self.by}, {vocabulary.word('roles', self.role).label()}"


def read_spreadsheet(content: bytes, exercises: Mapping[str, Exercise], *, file: str = "spreadsheet") -> tuple[RecordReview, ...]:
    """
    Return what a filled-in spreadsheet says of each record that it has an answer or a comment for.

    An approval has an answer to every question, none of them no, and the name, role and date of a clinician; it is of the content
    that the row was made for, and of nothing else.
    Commas, semicolons and tabs are read as separators, since spreadsheet programs differ.

    Raises :class:`homept.errors.InvalidData` with all problems at once: a cell that cannot be read is never guessed.

    >>> import homept
    >>> from homept.inspection import spreadsheet
    >>> catalog = homept.load_catalog()
    >>> read_spreadsheet(spreadsheet(catalog.values()).encode(), catalog)
    ()
    """
    problems: list[DataProblem] = []
    rows = _rows(content, file, problems)
    found = [_review(row, exercises, file, problems) for row in rows if _touched(row)]
    ids = [one.exercise for one in found if one is not None]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        problems.append(DataProblem(file, id, ID, "two rows answer for this record; keep one"))
    if problems:
        raise InvalidData(problems)
    return tuple(one for one in found if one is not None)


def _rows(content: bytes, file: str, problems: list[DataProblem]) -> list[dict[str, str]]:
    """The rows by the names of their columns; that of an answer is without the words of its question."""
    if len(content) > _TOO_LONG:
        problems.append(DataProblem(file, "", "", f"expected a file of at most {_TOO_LONG} bytes"))
        return []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(DataProblem(file, "", "", "expected UTF-8 text; save it as 'CSV UTF-8'"))
        return []
    first = text.partition("\n")[0]
    separator = max((",", ";", "\t"), key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        problems.append(DataProblem(file, "", "", f"expected CSV text: {error}"))
        return []
    head = [_short(name) for name in table[0]] if table else []
    wanted = {ID, CONTENT, COMMENT, NAME, ROLE, DATE, *map(_column, checklist())}
    for name in sorted(wanted - set(head)):
        problems.append(DataProblem(file, "", name, "missing column"))
    for name in sorted(name for name in wanted if head.count(name) > 1):
        problems.append(DataProblem(file, "", name, "this column is there twice"))
    if problems:
        return []
    return [dict(zip(head, (cell.strip() for cell in row))) for row in table[1:]]


def _short(name: str) -> str:
    question = re.match(rf"{CHECK}([a-z0-9-]+):", name.strip())
    return f"{CHECK}{question[1]}" if question else name.strip()


def _column(question: Question) -> str:
    return f"{CHECK}{question.id}"


def _touched(row: Mapping[str, str]) -> bool:
    """Whether anybody answered or said anything; a name that was copied down all rows is no answer."""
    return any(row.get(name) for name in (COMMENT, *map(_column, checklist())))


def _review(
    row: Mapping[str, str], exercises: Mapping[str, Exercise], file: str, problems: list[DataProblem]
) -> RecordReview | None:
    id, mark = row[ID], row.get(CONTENT, "")

    def wrong(field: str, message: str) -> None:
        problems.append(DataProblem(file, id, field, message))

    before = len(problems)
    if id not in exercises:
        wrong(ID, f"no exercise has the id {id!r}")
    if not _MARK.fullmatch(mark):
        wrong(CONTENT, f"expected the mark as the spreadsheet had it, such as r1-0123456789abcdef, found {mark!r}")
    answers = {}
    for question in checklist():
        cell = row.get(_column(question), "")
        answers[question.id] = _ANSWERS.get(cell.casefold(), "")
        if cell and not answers[question.id]:
            wrong(_column(question), f"expected {ANSWERED}, found {cell!r}")
        if answers[question.id] == "not-applicable" and not question.may_not_apply:
            wrong(_column(question), "this question applies to every record; expected yes or no")
    said_no = tuple(id for id, answer in answers.items() if answer == "no")
    not_answered = tuple(id for id, answer in answers.items() if not answer)
    role, on = _role(row.get(ROLE, ""), wrong), _day(row.get(DATE, ""), wrong)
    if not said_no and not not_answered:
        for name, there in ((NAME, row.get(NAME)), (ROLE, row.get(ROLE)), (DATE, row.get(DATE))):
            if not there:
                wrong(name, "missing; an approval needs the name, role and date of a clinician")
    if len(problems) > before:
        return None
    state = "changes-asked" if said_no else "unfinished" if not_answered else "approved"
    if mark != content_mark(exercises[id]):
        state = "changed-since"
    return RecordReview(id, mark, state, said_no, not_answered, row.get(COMMENT, ""), row.get(NAME, ""), role, on)


def _role(cell: str, wrong: Any) -> str:
    roles = {name.casefold(): word.id for word in vocabulary.words("roles") for name in (word.id, word.label())}
    if cell and cell.casefold() not in roles:
        wrong(ROLE, f"expected one of {', '.join(word.label() for word in vocabulary.words('roles'))}, found {cell!r}")
    return roles.get(cell.casefold(), "")


def _day(cell: str, wrong: Any) -> date | None:
    """A date as it is written in many places; one whose day and month could be either is not guessed."""
    if not cell:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(cell, form).date()  # a calendar day has no zone
        except ValueError:
            continue
    slashes = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", cell)
    readings = {(int(slashes[1]), int(slashes[2])), (int(slashes[2]), int(slashes[1]))} if slashes else set()
    days = {_made(int(slashes[3]), month, day) for month, day in readings} - {None} if slashes else set()
    if len(days) == 1:
        return days.pop()
    wrong(DATE, f"expected a date such as 2026-11-30, found {cell!r}")
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def report(reviews: Iterable[RecordReview], exercises: Mapping[str, Exercise]) -> str:
    """Return what a spreadsheet said, in lines: counts, then each record with its state, who answered, and the comment."""
    rows = sorted(reviews, key=lambda one: (STATES.index(one.state), one.exercise))
    counts = ", ".join(f"{sum(one.state == state for one in rows)} {state.replace('-', ' ')}" for state in STATES)
    lines = [f"{len(rows)} of {len(exercises)} records have answers: {counts}."]
    for one in rows:
        lines += ["", *_told(one)]
    return "\n".join(lines)


def _told(one: RecordReview) -> Iterator[str]:
    yield f"{one.exercise}, revision {one.revision}: {one.state.replace('-', ' ')}"
    if one.by or one.on is not None:
        who = one.signature() if one.role else one.by
        yield f"  by {who or 'nobody named'}{f', {one.on.isoformat()}' if one.on else ''}"
    if one.state == "changed-since":
        yield "  the record is another one by now; what was said of the old one does not count"
    if one.said_no:
        yield f"  no to: {', '.join(one.said_no)}"
    if one.not_answered:
        yield f"  not answered: {', '.join(one.not_answered)}"
    for line in one.comment.splitlines():
        yield f"  | {line}"
