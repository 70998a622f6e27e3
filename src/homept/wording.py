"""Doses and dates in the words of a person: one way, and per language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homept.dose import Dose, Repetitions
from homept.messages import Messages, messages
from homept.work import Distance, Duration, Hold

if TYPE_CHECKING:
    from datetime import date

    from homept.target import RangeLimit

__all__ = ["date_in_words", "dose_in_words", "wrapped"]


def dose_in_words(dose: Dose, *, side_model: str = "both", side: str = "both", language: str = "en") -> str:
    """
    Return the dose as short sentences.

    *side* ``left`` or ``right`` means that only this side is worked.

    >>> dose_in_words(Dose.parse("2x10 hold 5s rest 60s"), side_model="each")
    'Do it 10 times on one side, then 10 times on the other. Hold for 5 seconds each time. Do all of this 2 times. Rest for 60 seconds in between.'
    >>> dose_in_words(Dose.parse("1x2 hold 20s stretch"), side_model="each", side="left")
    'Do it 2 times on your left side. Hold for 20 seconds each time.'
    """
    say = messages(language)
    sentences = [_work_in_words(dose, side_model, side, say)]
    if isinstance(dose.work, Repetitions) and dose.work.hold_seconds:
        sentences.append(say("dose.hold-each-time", time=_seconds(dose.work.hold_seconds, say)))
    if dose.tempo is not None:
        up, held, down = (_seconds(part, say) for part in dose.tempo)
        sentences.append(say("dose.tempo", up=up, held=held, down=down))
    if dose.load is not None:
        sentences.append(say("dose.load", load=dose.load.notation()))
    if dose.effort is not None:
        sentences.append(say("dose.effort", score=dose.effort.score, scale=dose.effort.scale))
    if dose.range_limit is not None:
        sentences.append(_range_in_words(dose.range_limit, say))
    if dose.sets > 1:
        sentences.append(say("dose.sets", times=say("count.times", count=dose.sets)))
        if dose.rest_seconds:
            sentences.append(say("dose.rest", time=_seconds(dose.rest_seconds, say)))
    return " ".join(sentences)


def date_in_words(day: date, *, language: str = "en") -> str:
    """
    Return a date with the month in letters, which nobody can misread, whatever order of day and month they are used to.

    >>> from datetime import date
    >>> date_in_words(date(2026, 11, 23))
    'November 23, 2026'
    """
    say = messages(language)
    return say("date.long", day=day.day, month=say(f"month.{day.month}"), year=day.year)


def wrapped(text: str, *, first: str = "", rest: str | None = None, width: int = 88) -> list[str]:
    """Break *text* into lines of at most *width*, the first one led by *first* and the others by *rest*."""
    import textwrap

    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first) if rest is None else rest)


def _work_in_words(dose: Dose, side_model: str, side: str, say: Messages) -> str:
    work = dose.work
    if isinstance(work, Repetitions):
        code, parts = "dose.repetitions", {"times": say("count.times", count=work.count)}
    elif isinstance(work, Hold):
        code, parts = "dose.hold", {"time": _seconds(work.seconds, say)}
    elif isinstance(work, Duration):
        code, parts = "dose.duration", {"time": _seconds(work.seconds, say)}
    else:
        assert isinstance(work, Distance), "the constructor allows no other work"
        code, parts = "dose.distance", {"way": say("count.meters", count=work.meters)}
    if side != "both":
        return say(f"{code}-one", side=side, **parts)
    if side_model == "alternating" and isinstance(work, Repetitions):
        return say(f"{code}-alternating", **parts)
    return say(code if side_model == "both" else f"{code}-each", **parts)


def _range_in_words(limit: RangeLimit, say: Messages) -> str:
    if limit.until is not None:
        return say(f"dose.range-{limit.until}")
    return say("dose.range-degrees", low=limit.low, high=limit.high)


def _seconds(count: int, say: Messages) -> str:
    if count >= 120 and count % 60 == 0:
        return say("count.minutes", count=count // 60)
    return say("count.seconds", count=count)
