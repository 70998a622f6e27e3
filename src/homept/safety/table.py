"""The table of verdicts: what the rules say of every exercise for one person, to look up and to print for a therapist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.errors import InvalidValue
from homept.safety.judging import Case
from homept.safety.person import Person
from homept.safety.verdict import Verdict

if TYPE_CHECKING:
    from homept.exercise import Exercise

__all__ = ["VerdictTable", "verdict_table"]


def _rows(value: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(checks.listed, checks.listed(value))) if isinstance(value, (list, tuple)) else value  # type: ignore[return-value]  # for a check to refuse


def _verdicts(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    ok = isinstance(value, tuple) and all(isinstance(row, tuple) and len(row) == 2 for row in value)
    if not ok or not all(checks.is_id(id) and isinstance(verdict, Verdict) for id, verdict in value):
        raise checks.refusal(instance, attribute, "rows of an exercise id and its verdict", value)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class VerdictTable(HealthValue, Mapping[str, Verdict]):
    """
    The verdict on each of some exercises for one person on one day, by the id of the exercise.

    ``names`` holds the name of each exercise.
    Its repr shows nothing, and :meth:`to_text` everything: the page is for the clinician, and is made on purpose.
    """

    person: Person = attrs.field(validator=checks.a(Person))
    on: date = attrs.field(validator=checks.calendar_day)
    verdicts: tuple[tuple[str, Verdict], ...] = attrs.field(converter=_rows, validator=_verdicts)
    names: tuple[tuple[str, str], ...] = attrs.field(converter=_rows, validator=checks.rows(str, str))

    def __attrs_post_init__(self) -> None:
        ids = [id for id, _ in self.verdicts]
        if ids != [id for id, _ in self.names] or len(set(ids)) < len(ids):
            raise InvalidValue("VerdictTable.names", "the same ids as the verdicts, each once and in the same order")

    def __getitem__(self, id: str) -> Verdict:
        return dict(self.verdicts)[id]

    def __iter__(self) -> Iterator[str]:
        return (id for id, _ in self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def to_text(self, language: str = "en") -> str:
        """
        Return the page that a clinician can check: what is known of the person, and of each exercise the verdict and why.

        It gives counts first, then what keeps doses from growing, overrides and clearances, and each reason with its code, its
        source and who may clear it.
        Words that *language* does not have are a :class:`homept.errors.MissingText`.

        >>> from datetime import date
        >>> import homept
        >>> table = verdict_table(homept.load_catalog(), homept.Person(age=80), on=date(2026, 11, 23))
        >>> print(table.to_text().splitlines()[0])
        Safety rules and exercises, November 23, 2026
        """
        from homept.safety.page import page

        return page(self, language)


def verdict_table(exercises: Mapping[str, Exercise], person: Person, *, on: date) -> VerdictTable:
    """
    Return the verdict on each exercise of a catalog, by id.

    >>> from datetime import date
    >>> import homept
    >>> table = verdict_table(homept.load_catalog(), homept.Person(age=80), on=date(2026, 11, 23))
    >>> len(table) > 400, table["calf-raise"].outcome
    (True, 'needs-clearance')
    """
    case = Case(person, on=on)
    return VerdictTable(
        person=person,
        on=on,
        verdicts=[(id, case.judge(exercise)) for id, exercise in exercises.items()],
        names=[(id, exercise.name) for id, exercise in exercises.items()],
    )
