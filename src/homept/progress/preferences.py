"""What a journal tells of likes and dislikes, by two rules that say what they counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from homept import _checks as checks
from homept import policies, vocabulary
from homept.progress.counting import counting_report, sessions_by_occurrence, status_of
from homept.routine import Preference, Preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homept.plan import Occurrence, Plan
    from homept.policies import BuildingPolicy
    from homept.progress.entries import ExerciseReport
    from homept.progress.journal import Journal

__all__ = ["preferences"]

# The reason that tells of a dislike; the others tell of the day.
_BY_CHOICE = "did-not-like-it"


class _Told(NamedTuple):
    """What a session says of one exercise: done, partial, excused, unknown, or the reason why it was skipped."""

    exercise: str
    occurrence: Occurrence
    status: str


def preferences(journal: Journal, plan: Plan, *, as_of: date | None = None, policy: BuildingPolicy | None = None) -> Preferences:
    """
    Return what a journal tells of likes and dislikes, for :class:`homept.routine.Request`, with the evidence.

    Both rules, and their numbers in the building policy, are homept's own defaults.
    ``skipped-by-choice``: the exercise itself was left out with the reason ``did-not-like-it``, in at least two sessions, and
    is disliked; a whole session that was left out tells of no exercise.
    ``done-whenever-due``: the exercise was done in full in each session that was due, at least six of them, and is liked.
    Sessions that were excused do not count, and a session without a note breaks the rule.

    Looks at the sessions up to the last one with a note, and with *as_of* at those before this day, as they were known then.
    An exercise without evidence is neither liked nor disliked.

    >>> from datetime import date
    >>> import homept
    >>> clear = homept.Screening.all_clear(on=date(2026, 11, 20))
    >>> person = homept.Person(age=40, conditions=set(), screening=clear)
    >>> wish = homept.Request(regions={"knee"}, minutes=10)
    >>> routine = homept.build_routine(homept.load_catalog(), person, wish, on=date(2026, 11, 23))
    >>> plan = homept.Plan.every(routine, id="p", start=date(2026, 11, 23), weeks=2, days=2, at="after-waking")
    >>> preferences(homept.Journal(replica="phone"), plan).likes
    frozenset()
    """
    if as_of is not None:
        checks.check_day("preferences.as_of", as_of)
    policy = policy or policies.building()
    told = list(_told(journal, plan, as_of))
    found = []
    for exercise in sorted({one.exercise for one in told}):
        # A session may hold an exercise twice, once for each side.
        sessions: dict[Occurrence, set[str]] = {}
        for one in told:
            if one.exercise == exercise and one.status != "excused":
                sessions.setdefault(one.occurrence, set()).add(one.status)
        disliked = [occurrence for occurrence, statuses in sessions.items() if _BY_CHOICE in statuses]
        if len(disliked) >= policy.dislike_skips:
            found.append(_preference(exercise, "dislike", "skipped-by-choice", disliked))
        elif len(sessions) >= policy.like_sessions and all(statuses == {"done"} for statuses in sessions.values()):
            found.append(_preference(exercise, "like", "done-whenever-due", list(sessions)))
    return Preferences(
        likes=frozenset(one.exercise for one in found if one.kind == "like"),
        dislikes=frozenset(one.exercise for one in found if one.kind == "dislike"),
        evidence=tuple(found),
    )


def _preference(exercise: str, kind: str, code: str, sessions: list[Occurrence]) -> Preference:
    days = tuple(session.day for session in sessions)
    return Preference(exercise=exercise, kind=kind, code=code, count=len(days), days=days)


def _told(journal: Journal, plan: Plan, as_of: date | None) -> Iterator[_Told]:
    """What each session that was due says of each exercise of its routine, oldest first."""
    reports = sessions_by_occurrence(journal.effective(as_of=as_of))
    due = plan.occurrences(end=as_of)
    last = max((one.day for one in due if one.id in reports), default=None)
    for occurrence in due:
        if last is None or (as_of is None and occurrence.day > last):
            return
        entries = reports.get(occurrence.id, ())
        session, report = status_of(entries), counting_report(entries)
        named = {one.item: one for one in report.items} if report is not None else {}
        for item in plan.routine_for(occurrence).items:
            status = session
            if item.id in named:
                status = _status(named[item.id])
            yield _Told(item.exercise.id, occurrence, status)


def _status(report: ExerciseReport) -> str:
    if report.skip_reason is None:
        return report.status
    return "excused" if vocabulary.word("skip_reasons", report.skip_reason).kind == "excused" else report.skip_reason
