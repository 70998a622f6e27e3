"""
Pain: what the scores of a session say, by a named policy, and how scores lie over time.

Symptoms are judged before any score, the worst column wins, and a missing answer is never a good one.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept import policies, vocabulary
from homept._value import HealthValue
from homept.policies import gate_for
from homept.progress.entries import Entry, MorningReport, PainScore, SessionReport, SymptomReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from homept.policies import AdherencePolicy, PainGate

__all__ = ["Light", "PainSummary", "gate_for", "judge_session", "judge_symptoms", "pain_summaries", "relevant"]

_MOMENTS = ("before", "during", "after", "next-morning")

#: From the best to the worst; ``unknown`` is worse than green, as a missing answer never advances anything.
_COLORS = ("green", "unknown", "amber", "red")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Light(HealthValue):
    """
    What one session says about an exercise: ``green``, ``amber``, ``red`` or ``unknown``, with the codes that led to it.

    ``evidence`` are the ids of the entries it rests on; ``before`` and ``morning`` are the highest scores of these moments that
    concern the exercise, None where there is none.
    """

    color: str = attrs.field(validator=checks.one_of(*_COLORS))
    codes: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    evidence: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    day: date = attrs.field(validator=checks.calendar_day)
    before: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0, 10)))
    morning: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(0, 10)))

    @classmethod
    def of(
        cls,
        findings: Iterable[tuple[str, str]],
        *,
        evidence: Iterable[str],
        day: date,
        before: int | None = None,
        morning: int | None = None,
    ) -> Light:
        """Join findings of (color, code): the worst color wins and tells its codes; none is green."""
        found = list(findings)
        color = max((color for color, _ in found), key=_COLORS.index, default="green")
        codes = tuple(dict.fromkeys(code for one, code in found if one == color))
        return cls(color=color, codes=codes, evidence=tuple(evidence), day=day, before=before, morning=morning)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PainSummary(HealthValue):
    """The scores of one moment at one place: how many, their median, and the highest."""

    moment: str = attrs.field(validator=checks.text)
    region: str | None = attrs.field(validator=checks.optional(checks.text))
    side: str | None = attrs.field(validator=checks.optional(checks.text))
    count: int = attrs.field(validator=checks.whole(1))
    median: float = attrs.field(validator=checks.number(0, 10))
    highest: int = attrs.field(validator=checks.whole(0, 10))


def relevant(scores: Iterable[PainScore], regions: Iterable[str], side: str) -> list[PainScore]:
    """Return the scores that concern an exercise: those of its regions and side, and those that do not say where."""
    places = vocabulary.with_children("regions", regions)
    above = {word.id for word in vocabulary.words("regions") if set(places) & vocabulary.with_children("regions", {word.id})}
    return [
        score
        for score in scores
        if (score.region is None or score.region in places | above)
        and ("both" in (side, score.side) or score.side in (None, side))
    ]


def judge_session(
    sessions: Sequence[Entry], mornings: Sequence[Entry], *, item: str, regions: Iterable[str], side: str, gate: PainGate | None
) -> Light:
    """
    Judge all reports on one occurrence for one exercise; where reports differ the worse one governs.

    *gate* None judges symptoms and reasons only, and is never green.
    """
    reports = [entry.report for entry in sessions if isinstance(entry.report, SessionReport)]
    waking = [entry.report for entry in mornings if isinstance(entry.report, MorningReport)]
    findings = list(_symptom_findings(reports, waking))
    findings += _reason_findings(reports, item)
    scores: list[PainScore] = []
    if any(report.status != "skipped" for report in reports):
        scores = [score for report in reports for score in report.pain]
        scores += [score for report in waking for score in report.pain]
        for report in reports:
            scores += [score for one in report.items if one.item == item for score in one.pain]
        scores = relevant(scores, regions, side)
        findings += _score_findings(scores, gate)
    return Light.of(
        findings,
        evidence=[entry.id for entry in (*sessions, *mornings)],
        day=max(report.happened_at.date() for report in reports),
        before=max((score.score for score in scores if score.moment == "before"), default=None),
        morning=max((score.score for score in scores if score.moment == "next-morning"), default=None),
    )


def judge_symptoms(entry: Entry) -> Light | None:
    """Judge a report of symptoms apart from a session, for any exercise; None when it says nothing bad."""
    if not isinstance(entry.report, SymptomReport):
        return None
    findings = list(_bad_symptoms(entry.report.symptoms or frozenset()))
    return Light.of(findings, evidence=[entry.id], day=entry.report.happened_at.date()) if findings else None


def _symptom_findings(reports: Sequence[SessionReport], waking: Sequence[MorningReport]) -> Iterable[tuple[str, str]]:
    said = [report.symptoms for report in reports] + [report.symptoms for report in waking]
    symptoms: frozenset[str] = frozenset().union(*(answer for answer in said if answer is not None))
    yield from _bad_symptoms(symptoms)
    if not any(report.symptoms is not None for report in reports):
        yield "unknown", "missing-symptoms"


def _bad_symptoms(symptoms: frozenset[str]) -> Iterable[tuple[str, str]]:
    if {"sharp-pain", "giving-way"} & symptoms:
        yield "red", "red-pain"
    if "swelling" in symptoms:
        yield "amber", "swelling"


def _reason_findings(reports: Sequence[SessionReport], item: str) -> Iterable[tuple[str, str]]:
    reasons = {report.skip_reason for report in reports}
    of_item = [one for report in reports for one in report.items if one.item == item]
    reasons |= {one.skip_reason for one in of_item}
    if "pain" in reasons:
        yield "red", "skipped-for-pain"
    if "not-sure-how" in reasons or any(one.not_sure_how for one in of_item):
        yield "amber", "not-sure-how"


def _score_findings(scores: Sequence[PainScore], gate: PainGate | None) -> Iterable[tuple[str, str]]:
    if gate is None:
        yield "unknown", "no-policy-for-region"
        return
    if not gate.advances:
        yield "unknown", "no-policy-for-region"
    before, during, after, morning = ([score for score in scores if score.moment == moment] for moment in _MOMENTS)
    if not (before and during and after):
        yield "unknown", "missing-pain"
    if not morning:
        yield "unknown", "missing-next-morning"
    if any(score.score > gate.amber_max for score in before):
        # Pain that is always above the band is the therapist's to judge; easing would end at nothing.
        yield "amber", "usual-pain-high"
    for score in (*during, *after):
        yield from _level_findings(score.score, _usual(score, before), gate)
    for score in (*after, *morning):
        yield from _change_findings(score, _usual(score, before), gate)
    if any(score.minutes_after is None for score in after):
        yield "unknown", "missing-minutes-after"
    if any(score.minutes_after is not None and score.minutes_after > gate.green_minutes for score in after):
        yield "unknown", "late-score"


def _usual(score: PainScore, before: Sequence[PainScore]) -> int | None:
    """
    The score before at the same place, the lowest where several were given; None when it was not said.

    A score that does not say where is compared with all, and one before that does not say where is compared with all.
    """
    same = before if score.region is None else relevant(before, {score.region}, score.side or "both")
    return min((one.score for one in same), default=None)


def _level_findings(score: int, usual: int | None, gate: PainGate) -> Iterable[tuple[str, str]]:
    if usual is not None and usual > gate.amber_max and score <= usual + gate.settle_margin:
        return
    if score > gate.amber_max:
        yield "red", "red-pain"
    elif score > gate.green_max:
        yield "amber", "amber-pain"


def _change_findings(score: PainScore, usual: int | None, gate: PainGate) -> Iterable[tuple[str, str]]:
    if usual is None:
        yield "unknown", "missing-pain"
    elif score.score > usual + gate.settle_margin:
        yield ("red", "not-settled") if score.moment == "next-morning" else ("amber", "amber-pain")


def pain_summaries(entries: Iterable[Entry], *, as_of: date, policy: AdherencePolicy | None = None) -> tuple[PainSummary, ...]:
    """
    Sum up pain by moment, region and side over the policy's last days, *as_of* included, with at most its number of scores
    each, the newest.

    A zero counts like any other score; a missing score counts as nothing at all.
    """
    checks.check_day("pain_summaries.as_of", as_of)
    policy = policy or policies.adherence_policy()
    start = as_of - timedelta(days=policy.trend_days)
    groups: dict[tuple[str, str | None, str | None], list[int]] = {}
    reports = [
        (entry.report.happened_at, entry.id, entry.report)
        for entry in entries
        if isinstance(entry.report, (SessionReport, MorningReport))
    ]
    for _, _, report in sorted(reports):
        if start < report.happened_at.date() <= as_of:
            items = report.items if isinstance(report, SessionReport) else ()
            for score in (*report.pain, *(score for item in items for score in item.pain)):
                groups.setdefault((score.moment, score.region, score.side), []).append(score.score)
    summaries = []
    for (moment, region, side), scores in groups.items():
        newest = scores[-policy.trend_points :]
        middle = float(median(newest))
        summaries.append(
            PainSummary(moment=moment, region=region, side=side, count=len(newest), median=middle, highest=max(newest))
        )
    return tuple(sorted(summaries, key=lambda one: (one.region or "", one.side or "", _MOMENTS.index(one.moment))))
