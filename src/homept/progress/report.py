"""The review in plain text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from homept import vocabulary
from homept.messages import Messages, messages
from homept.wording import date_in_words, dose_in_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homept.progress.advice import Advice
    from homept.progress.counting import Adherence
    from homept.progress.pain import PainSummary
    from homept.progress.summary import Review


def report(review: Review) -> str:
    """Return the review as text in its language, for its audience."""
    say = messages(review.language)
    lines: list[str] = []
    findings = [_sessions(review, say), _pain(review, say), _missing(review, say)]
    # Nobody should have to read past anything to learn that they must stop.
    urgent = any(one.action == "pause" for one in review.advice)
    parts = [_advice(review, say), *findings] if urgent else [*findings, _advice(review, say)]
    if review.criteria and not urgent:
        # While the plan is on pause nobody should look ahead.
        parts.append(_criteria(review, say))
    for part in (_head(review, say), *parts):
        found = list(part)
        lines += [*found, ""] if found else []
    lines += wrapped(say("review.follow"))
    return "\n".join(lines)


def _head(review: Review, say: Messages) -> Iterator[str]:
    title = say("review.title" if review.audience == "person" else "review.title-therapist")
    yield title
    yield "=" * len(title)


def _sessions(review: Review, say: Messages) -> Iterator[str]:
    one = review.sessions
    first, last = (date_in_words(day, language=review.language) for day in (one.start, one.end - timedelta(days=1)))
    yield say("review.period", start=first, end=last)
    yield from (f"  {line}" for line in _session_lines(one, review.language, say))
    if review.audience == "therapist":
        for counted in (one, review.exercises):
            yield from wrapped(_formula(counted, say), first="  ")
        yield f"  {say('review.weeks-on-target', count=one.weeks_on_target)}"
        yield f"  {say('review.longest-run', count=one.longest_run)}"


def _session_lines(one: Adherence, language: str, say: Messages) -> Iterator[str]:
    def sessions(count: int) -> str:
        return say("count.sessions", count=count)

    if not one.due:
        yield say("review.sessions-none")
    if one.value is not None:
        yield say("review.sessions", done=one.done, due=one.denominator, percent=f"{round(100 * one.value)}%")
    if one.partial:
        yield say("review.partial", sessions=sessions(one.partial))
    if one.skipped:
        yield say("review.skipped", sessions=sessions(one.skipped))
    if one.excused:
        yield say("review.excused", sessions=sessions(one.excused))
    for reason, count in one.skip_reasons:
        label = vocabulary.word("skip_reasons", reason).label(language)
        yield "  " + say("review.skipped-reason", sessions=sessions(count), reason=label)
    if one.unknown:
        yield say("review.unknown", sessions=sessions(one.unknown))
    if one.more_than_planned:
        yield say("review.more")


def _formula(one: Adherence, say: Messages) -> str:
    percent = "-" if one.value is None else f"{round(100 * one.value)}%"
    formula = say(f"formula.{one.formula}")
    words = say("review.formula", formula=formula, start=one.start, end=one.end, denominator=one.denominator)
    return f"{percent}  {words}"


def _pain(review: Review, say: Messages) -> Iterator[str]:
    yield say("review.pain-title")
    if not review.pain:
        yield f"  {say('review.pain-none')}"
    for summary in review.pain:
        yield f"  {_pain_line(summary, review.language, say)}"


def _pain_line(summary: PainSummary, language: str, say: Messages) -> str:
    moment = say(f"moment.{summary.moment}")
    if summary.region is not None:
        where = vocabulary.word("regions", summary.region).label(language)
        if summary.side is not None:
            side = vocabulary.word("sides", summary.side).label(language)
            where = say("where.side", side=side, region=where)
        moment = say("review.pain-region", where=where, moment=moment.lower())
    count = say("count.scores", count=summary.count)
    return say("review.pain-line", moment=moment, median=f"{summary.median:g}", highest=summary.highest, count=count)


def _missing(review: Review, say: Messages) -> Iterator[str]:
    if review.missing:
        yield say("review.missing-title")
    for missing in review.missing:
        sessions = say("count.sessions", count=missing.sessions)
        yield from wrapped(say(f"review.missing-{missing.code}", sessions=sessions), first="  - ")


def _advice(review: Review, say: Messages) -> Iterator[str]:
    yield say("review.advice-title")
    if not review.advice:
        yield f"  {say('review.not-enough')}"
        return
    for several in _alike(review.advice):
        yield from _one_advice(several, review, say)
    days = (review.advice[0].as_known_at, review.advice[0].expires_on)
    known, until = (date_in_words(day, language=review.language) for day in days)
    yield from wrapped(f"{say('review.known-at', date=known)} {say('review.valid-until', date=until)}", first="  ")


def _criteria(review: Review, say: Messages) -> Iterator[str]:
    """What the next part of the plan waits for."""
    yield say("review.criteria-title")
    for state in review.criteria:
        yield from wrapped(state.text(review.language), first="  - ")
    yield from wrapped(say("review.criteria-note"), first="  ")


def _alike(advice: Iterable[Advice]) -> list[list[Advice]]:
    """Put together the exercises that are to go on as they are for the same reasons, so that nobody reads them twice."""
    groups: dict[object, list[Advice]] = {}
    for one in advice:
        key = ("hold", one.reasons, one.sources) if one.action == "hold" else one.item
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _one_advice(several: Sequence[Advice], review: Review, say: Messages) -> Iterator[str]:
    one = several[0]
    codes = {reason.code for reason in one.reasons}
    action = "pause-emergency" if "emergency" in codes else one.action
    yield from wrapped(say(f"action.{action}", name="; ".join(other.name for other in several)), first="  * ")
    for reason in one.reasons:
        parts = dict(reason.parts)
        if "days" in parts:
            parts["days"] = say("count.days", count=int(parts["days"]))
        if "until" in parts:
            parts["until"] = date_in_words(date.fromisoformat(parts["until"]), language=review.language)
        if "symptoms" in parts:
            words = (vocabulary.word("symptoms", symptom) for symptom in parts["symptoms"].split())
            parts["symptoms"] = "; ".join(word.label(review.language) for word in words)
        yield from wrapped(say(f"reason.{reason.code}", **parts), first="    ")
    if one.action in ("advance", "ease") and one.next_dose is not None:
        dose = dose_in_words(one.next_dose, side_model=one.side_model, side=one.side, language=review.language)
        yield from wrapped(say("review.next-dose", dose=dose), first="    ")
        yield from wrapped(say(f"review.confirm-{one.confirm_by}"), first="    ")
    if review.audience == "therapist":
        yield from wrapped(say("review.source", source=", ".join(one.sources)), first="    ")
