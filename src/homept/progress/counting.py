"""
Adherence: how much of what was due was done, by a named formula over a named window.

A day without a note is unknown, which is kept apart from skipped.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept import policies, vocabulary
from homept._value import HealthValue
from homept.errors import InvalidValue
from homept.progress.entries import Entry, SessionReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from homept.plan import Occurrence, Plan
    from homept.policies import AdherencePolicy
    from homept.progress.journal import Journal

__all__ = ["Adherence", "adherence", "sessions_by_occurrence", "status_of"]

#: Of two reports on one occurrence the one with the most done counts: the rule ``most-done``.
_MOST_DONE = ("done", "partial", "skipped")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Adherence(HealthValue):
    """
    How much of what was due from ``start`` up to, and without, ``end`` was done.

    ``due`` = ``done`` + ``partial`` + ``skipped`` + ``excused`` + ``unknown``.
    ``value`` is ``done`` / (``due`` - ``excused``), from 0 to 1; None when nothing is left to divide by.

    :param formula: ``sessions`` or ``exercises``, what is counted.
    :param skip_reasons: how often each reason was given for what was skipped or excused.
    :param unplanned: sessions that no plan asked for.
    :param more_than_planned: whether done and unplanned sessions exceed the plan by more than the policy's ratio.
    :param weeks_on_target: weeks of the window, from its start, in which all that was due was done or excused, and something done.
    :param longest_run: the most sessions done in a row; days without a session due do not break it.
    :param days_since: days from the last session to ``end``; None when there was none.
    """

    formula: str = attrs.field(validator=checks.one_of("sessions", "exercises"))
    start: date = attrs.field(validator=checks.calendar_day)
    end: date = attrs.field(validator=checks.calendar_day)
    due: int = attrs.field(validator=checks.whole(0))
    done: int = attrs.field(validator=checks.whole(0))
    partial: int = attrs.field(validator=checks.whole(0))
    skipped: int = attrs.field(validator=checks.whole(0))
    excused: int = attrs.field(validator=checks.whole(0))
    unknown: int = attrs.field(validator=checks.whole(0))
    skip_reasons: tuple[tuple[str, int], ...] = attrs.field(default=(), validator=checks.rows(str, int))
    unplanned: int = attrs.field(default=0, validator=checks.whole(0))
    more_than_planned: bool = attrs.field(default=False, validator=checks.a(bool))
    weeks_on_target: int = attrs.field(default=0, validator=checks.whole(0))
    longest_run: int = attrs.field(default=0, validator=checks.whole(0))
    days_since: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0)))
    repeated_rule: str = attrs.field(default="most-done", validator=checks.text)

    @property
    def denominator(self) -> int:
        """What is divided by: all that was due and not excused."""
        return self.due - self.excused

    @property
    def value(self) -> float | None:
        """The share done, from 0 to 1; None when nothing counts."""
        return self.done / self.denominator if self.denominator else None


def adherence(
    plan: Plan,
    journal: Journal,
    *,
    as_of: date,
    window_days: int | None = None,
    formula: str = "sessions",
    policy: AdherencePolicy | None = None,
) -> Adherence:
    """
    Count adherence over the *window_days* before *as_of*, which itself does not count, since the day is not over.

    *formula* ``sessions`` counts sessions done in full; ``exercises`` counts the exercises done in full within them, where a
    session that was done without further word counts as all its exercises, and one done in part as those it names as done.

    The name of the formula, the window and the denominator are in the result, as there is no agreed definition of adherence
    (Bailey 2018).
    """
    checks.check_day("adherence.as_of", as_of)
    policy = policy or policies.adherence_policy()
    days = policy.window_days if window_days is None else window_days
    if days < 1:
        raise InvalidValue("adherence.window_days", "a whole number, 1 or more", repr(days))
    start = as_of - timedelta(days=days)
    entries = journal.effective(as_of=as_of)
    reports = sessions_by_occurrence(entries)
    due = plan.occurrences(start, as_of, excused=True)
    statuses = [_status(one, reports) for one in due]
    counts = _count_exercises(plan, due, reports) if formula == "exercises" else _count(statuses)
    unplanned = sum(_is_unplanned(entry, start, as_of) for entry in entries)
    # Only sessions are compared with the plan: exercises of an unplanned session have nothing to be compared with.
    active = _count(statuses)["done"] + unplanned
    planned = sum(one.excused is None for one in due)
    return Adherence(
        formula=formula,
        start=start,
        end=as_of,
        due=counts["due"],
        done=counts["done"],
        partial=counts["partial"],
        skipped=counts["skipped"],
        excused=counts["excused"],
        unknown=counts["unknown"],
        skip_reasons=_skip_reasons(due, reports),
        unplanned=unplanned,
        more_than_planned=bool(planned) and active > policy.more_than_planned * planned,
        weeks_on_target=_weeks_on_target(due, statuses, start, as_of),
        longest_run=_longest_run(statuses),
        days_since=_days_since(entries, as_of),
    )


def sessions_by_occurrence(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the session entries of each occurrence, in order of recording."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.report, SessionReport) and entry.report.occurrence is not None:
            found.setdefault(entry.report.occurrence, []).append(entry)
    return found


def status_of(entries: Sequence[Entry]) -> str:
    """Return done, partial, skipped, excused or unknown; of several reports the one with the most done counts."""
    report = counting_report(entries)
    if report is None:
        return "unknown"
    if report.status == "skipped" and _kind(report.skip_reason) == "excused":
        return "excused"
    return report.status


def _status(occurrence: Occurrence, reports: dict[str, list[Entry]]) -> str:
    """What was done counts on a day off too; what was not done on it is excused."""
    status = status_of(reports.get(occurrence.id, ()))
    return "excused" if occurrence.excused is not None and status in ("unknown", "skipped") else status


def counting_report(entries: Sequence[Entry]) -> SessionReport | None:
    """Return the report that counts for an occurrence by the rule most-done; of equal ones the last recorded."""
    reports = [entry.report for entry in entries if isinstance(entry.report, SessionReport)]
    return min(reversed(reports), key=lambda report: _MOST_DONE.index(report.status), default=None)


def _kind(reason: str | None) -> str | None:
    return None if reason is None else vocabulary.word("skip_reasons", reason).kind


def _count(statuses: Sequence[str]) -> dict[str, int]:
    counts = {status: statuses.count(status) for status in ("done", "partial", "skipped", "excused", "unknown")}
    return {"due": len(statuses), **counts}


def _count_exercises(plan: Plan, due: Sequence[Occurrence], reports: dict[str, list[Entry]]) -> dict[str, int]:
    statuses: list[str] = []
    for occurrence in due:
        items = [item.id for item in plan.routine_for(occurrence).items]
        entries = reports.get(occurrence.id, ())
        session = _status(occurrence, reports)
        report = counting_report(entries)
        said = {item.item: item for item in report.items} if report is not None else {}
        for id in items:
            if id in said:
                excused = said[id].status == "skipped" and _kind(said[id].skip_reason) == "excused"
                statuses.append("excused" if excused else said[id].status)
            else:
                # A partial session that does not name an exercise leaves it unknown.
                statuses.append("unknown" if session == "partial" else session)
    return _count(statuses)


def _is_unplanned(entry: Entry, start: date, end: date) -> bool:
    report = entry.report
    if not isinstance(report, SessionReport) or report.occurrence is not None or report.status == "skipped":
        return False
    return start <= report.happened_at.date() < end


def _skip_reasons(due: Iterable[Occurrence], reports: dict[str, list[Entry]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for occurrence in due:
        report = counting_report(reports.get(occurrence.id, ()))
        reason = occurrence.excused if report is None else report.skip_reason
        if reason is not None:
            counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts.items()))


def _weeks_on_target(due: Sequence[Occurrence], statuses: Sequence[str], start: date, end: date) -> int:
    on_target = 0
    while start + timedelta(days=7) <= end:
        following = start + timedelta(days=7)
        week = [status for one, status in zip(due, statuses) if start <= one.day < following]
        on_target += "done" in week and all(status in ("done", "excused") for status in week)
        start = following
    return on_target


def _longest_run(statuses: Sequence[str]) -> int:
    longest = run = 0
    for status in statuses:
        # What is excused neither adds to a run nor breaks it.
        run = run + 1 if status == "done" else run if status == "excused" else 0
        longest = max(longest, run)
    return longest


def _days_since(entries: Iterable[Entry], end: date) -> int | None:
    days = [
        (end - entry.report.happened_at.date()).days
        for entry in entries
        if isinstance(entry.report, SessionReport) and entry.report.status != "skipped"
    ]
    return min((day for day in days if day >= 0), default=None)
