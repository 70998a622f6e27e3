"""The review: adherence, pain, what is missing, and advice, for a person or for a therapist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.progress.advice import Advice, advise
from homept.progress.counting import Adherence, adherence, sessions_by_occurrence
from homept.progress.criteria import CriterionState, phase_progress
from homept.progress.entries import Entry, MorningReport, SessionReport
from homept.progress.pain import PainSummary, pain_summaries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from homept.plan import Plan
    from homept.policies import AdherencePolicy, PainGate, ProgressionPolicy
    from homept.progress.journal import Journal

__all__ = ["Missing", "Review", "review"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Missing(HealthValue):
    """How many sessions of the window that were done lack an answer: ``next-morning``, ``symptoms`` or ``pain``."""

    code: str = attrs.field(validator=checks.one_of("next-morning", "symptoms", "pain"))
    sessions: int = attrs.field(validator=checks.whole(1))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Review(HealthValue):
    """
    How it is going, as of a day.

    :param sessions, exercises: adherence by the two formulas.
    :param pain: scores by moment and place.
    :param missing: which answers are missing, and for how many sessions.
    :param advice: what to do next.
    :param criteria: how the criteria of the phase and of the next one stand.
    """

    plan: str = attrs.field(validator=checks.text)
    as_of: date = attrs.field(validator=checks.calendar_day)
    audience: str = attrs.field(validator=checks.one_of("person", "therapist"))
    language: str = attrs.field(validator=checks.text)
    sessions: Adherence = attrs.field(validator=checks.a(Adherence))
    exercises: Adherence = attrs.field(validator=checks.a(Adherence))
    pain: tuple[PainSummary, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(PainSummary)))
    missing: tuple[Missing, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Missing)))
    advice: tuple[Advice, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Advice)))
    criteria: tuple[CriterionState, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(CriterionState))
    )

    def to_text(self) -> str:
        """Return the review as text: plain and without blame for the person, with formulas and sources for the therapist."""
        from homept.progress.report import report

        return report(self)

    def __repr__(self) -> str:
        return f"<Review of {self.plan} as of {self.as_of}, {len(self.advice)} pieces of advice>"


def review(
    plan: Plan,
    journal: Journal,
    *,
    as_of: date,
    audience: str = "person",
    authority: str = "none",
    window_days: int | None = None,
    progression: ProgressionPolicy | None = None,
    pain_gates: Sequence[PainGate] | None = None,
    counting: AdherencePolicy | None = None,
) -> Review:
    """
    Review a plan on the day *as_of*, from what was recorded up to the end of that day.

    Adherence looks at the days before *as_of*, which is not over yet.
    *audience* (person, therapist) and *authority* (none, within-bounds, therapist-confirms) decide what is offered to whom.
    The three policies default to homept's own.
    """
    entries = journal.effective(as_of=as_of)
    sessions = adherence(plan, journal, as_of=as_of, window_days=window_days, policy=counting)
    phase = plan.phases[0]
    return Review(
        plan=plan.id,
        as_of=as_of,
        audience=audience,
        language=phase.routine.language,
        sessions=sessions,
        exercises=adherence(plan, journal, as_of=as_of, window_days=window_days, policy=counting, formula="exercises"),
        pain=pain_summaries(entries, as_of=as_of, policy=counting),
        missing=_missing(entries, {one.id for one in plan.occurrences(sessions.start, as_of, excused=True)}),
        advice=advise(
            plan,
            journal,
            as_of=as_of,
            audience=audience,
            authority=authority,
            progression=progression,
            pain_gates=pain_gates,
        ),
        criteria=phase_progress(plan, journal, as_of=as_of, pain_gates=pain_gates),
    )


def _missing(entries: Iterable[Entry], due: Collection[str]) -> tuple[Missing, ...]:
    known = list(entries)
    mornings = {entry.report.occurrence for entry in known if isinstance(entry.report, MorningReport) and entry.report.pain}
    counts = {"next-morning": 0, "symptoms": 0, "pain": 0}
    for occurrence, reports in sessions_by_occurrence(known).items():
        done = [entry.report for entry in reports if isinstance(entry.report, SessionReport) and entry.report.status != "skipped"]
        if done and occurrence in due:
            moments = {score.moment for one in done for score in (*one.pain, *(s for item in one.items for s in item.pain))}
            counts["next-morning"] += occurrence not in mornings
            counts["symptoms"] += all(one.symptoms is None for one in done)
            counts["pain"] += not {"before", "during", "after"} <= moments
    return tuple(Missing(code=code, sessions=count) for code, count in counts.items() if count)
