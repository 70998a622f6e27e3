"""The sheet of a routine in plain text, for the person who does it."""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING

from homept import policies, vocabulary
from homept.messages import Messages, messages
from homept.routine.explanation import label_of_part
from homept.routine.scoring import strengthens
from homept.wording import date_in_words, dose_in_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homept.routine.explanation import LeftOut
    from homept.routine.routine import Routine, RoutineItem
    from homept.routine.week import Week, WeekDay

#: How many reasons, and how many names with each, the sheet gives for what is not on it.
_MOST_REASONS, _MOST_NAMES = 6, 5
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
_ADVICE = ("therapist", "as-shown", "pain", "often", "habit", "journal", "unsure", "patience")


def sheet(routine: Routine) -> str:
    """Return the sheet: stop signs and whom to call first, then the exercises, then why they are there."""
    say = messages(routine.language)
    lines: list[str] = []
    for part in (
        _head(routine, say),
        _stop_lists(routine.language, say),
        _pain(routine, say),
        *(_item(number, item, routine, say) for number, item in enumerate(routine.items, start=1)),
        _in_short(routine, say),
        _listed(say("label.make_it_work"), _advice(routine, say)),
        _ask_first(routine, say),
        _left_out(routine, say),
    ):
        found = list(part)
        lines += [*found, ""] if found else []
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _head(routine: Routine, say: Messages) -> Iterator[str]:
    title = say("label.title")
    yield title
    yield "=" * len(title)
    exercises = say("count.exercises", count=len(routine.items))
    minutes = say("count.minutes", count=routine.minutes)
    yield say("label.made_for", date=date_in_words(routine.on, language=routine.language), exercises=exercises, minutes=minutes)
    yield from wrapped(" ".join(_how_often(routine, say)))
    yield from wrapped(say("label.what_this_is"))
    for mark in routine.marks:
        yield from wrapped(say(f"mark.{mark}"), first="! ")
    if _all_unchecked(routine):
        yield from wrapped(say("label.none_checked"), first="! ")


def _advice(routine: Routine, say: Messages) -> Iterator[str]:
    told = any(_how_often(routine, say))
    for code in _ADVICE:
        # What the head says of how often is more exact.
        if code != "often" or not told:
            yield say(f"advice.{code}")


def _how_often(routine: Routine, say: Messages) -> Iterator[str]:
    """On how many days, where the wish says it; muscles that were worked hard need a day of rest, so strength work has a limit."""
    days = routine.request.days_per_week if routine.request is not None else None
    strong = any(strengthens(item.exercise) for item in routine.items)
    if days is None or (strong and days > policies.building().week.max_strength_days):
        return
    yield say("label.how_often", days=say("count.days", count=days))
    if strong and days > 1:
        yield say("label.day_between")


def _ask_first(routine: Routine, say: Messages) -> Iterator[str]:
    """What waits for the word of a clinician: which exercises, and why."""
    groups: dict[str, list[str]] = {}
    for one in filter(_waits, _not_there(routine)):
        why = " ".join(dict.fromkeys(reason.text(routine.language) for reason in one.reasons))
        groups.setdefault(why, []).append(one.name)
    yield from _listed(say("label.ask_first"), _few(groups, say))


def _waits(one: LeftOut) -> bool:
    """Whether the word of a clinician is all that is missing."""
    return bool(one.reasons) and all(reason.outcome == "needs-clearance" for reason in one.reasons)


def _not_there(routine: Routine) -> list[LeftOut]:
    """What was left out and has not come into the routine since."""
    left = routine.explanation.left_out if routine.explanation is not None else ()
    here = {item.exercise.id for item in routine.items}
    return [one for one in left if one.exercise not in here]


def _all_unchecked(routine: Routine) -> bool:
    return not any(item.exercise.review.by_clinician for item in routine.items)


def _stop_lists(language: str, say: Messages) -> Iterator[str]:
    for kind, label in (("emergency", "label.stop_now"), ("contact", "label.stop_and_call")):
        symptoms = (word.label(language) for word in vocabulary.words("symptoms") if word.kind == kind)
        yield from _listed(say(label), symptoms)
    yield ""
    yield say("label.whom_to_call")


def _pain(routine: Routine, say: Messages) -> Iterator[str]:
    """One message per policy that some exercise here falls under, before the first exercise."""
    yield say("label.pain")
    if {"after-surgery", "surgery-without-limits"} & set(routine.locks):
        # The bands were not made for the months after an operation or a broken bone.
        yield from wrapped(say("pain.after-surgery"), first="  ")
        return
    gates = [policies.gate_for(item.exercise.regions, policies.pain_gates()) for item in routine.items]
    for gate in dict.fromkeys(gate for gate in gates if gate is not None):
        yield from wrapped(say(f"pain.{gate.id}"), first="  ")


def _item(number: int, item: RoutineItem, routine: Routine, say: Messages) -> Iterator[str]:
    exercise, text, language = item.exercise, item.exercise.text, routine.language
    head = f"{number}. {_with_side(item, say)}"
    yield head
    yield "-" * len(head)
    if not exercise.review.by_clinician and not _all_unchecked(routine):
        yield f"   ({say('label.not_checked')})"
    yield from _labeled(say("label.why_do_it"), text.purpose)
    dose = dose_in_words(item.dose, side_model=exercise.side_model, side=item.side, language=language)
    yield from _labeled(say("label.how_much"), dose)
    yield from _listed(f"   {say('label.care')}", _cares(item, language, say))
    yield from _listed(f"   {say('label.get_ready')}", text.set_up)
    yield from _listed(f"   {say('label.steps')}", text.steps, numbered=True)
    yield from _labeled(say("label.breathing"), text.breathing)
    yield from _listed(f"   {say('label.mistakes')}", text.mistakes)
    yield from _listed(f"   {say('label.stop_signs')}", text.stop_signs)
    yield from _labeled(say("label.why_therapists"), text.why)
    reasons = " ".join(_reasons(item, routine, say))
    if reasons:
        yield from _labeled(say("label.why_here"), reasons)


def _in_short(routine: Routine, say: Messages) -> Iterator[str]:
    """Each exercise with its dose once more, and boxes to tick: what hangs on the fridge when the rest has been read."""
    yield say("label.in_short")
    yield from wrapped(say("label.tick"), first="  ")
    for item in routine.items:
        dose = dose_in_words(item.dose, side_model=item.exercise.side_model, side=item.side, language=routine.language)
        yield from wrapped(f"{_with_side(item, say)}: {dose}", first="  - ")
        yield f"    {say('label.days_to_tick')}"
    yield from wrapped(say("label.stop_in_short"), first="  ")


def _with_side(item: RoutineItem, say: Messages) -> str:
    """The name of an exercise, with the side where it is done on one only."""
    if item.side == "both":
        return item.exercise.name
    return say("label.one_side", name=item.exercise.name, side=vocabulary.word("sides", item.side).label(say.language))


def _cares(item: RoutineItem, language: str, say: Messages) -> Iterable[str]:
    """What to mind with this exercise; rules often share a sentence, alone or beside others, and it is said once."""
    said: set[str] = set()
    for care in _each_care(item, language, say):
        new = [sentence for sentence in _SENTENCE_END.split(care) if sentence not in said]
        said.update(new)
        if new:
            yield " ".join(new)


def _each_care(item: RoutineItem, language: str, say: Messages) -> Iterator[str]:
    if item.support != "none":
        yield say(f"support.{item.support}")
    for cue in item.cues:
        yield say(cue) if cue in say else cue
    for kit, instead in item.stand_ins:
        names = [vocabulary.word("equipment", word).label(language) for word in (instead, kit)]
        yield say("label.instead", instead=names[0], kit=names[1])
    for kit in item.missing:
        yield say("label.missing", kit=vocabulary.word("equipment", kit).label(language))
    for reason in item.reasons:
        if reason.lifted_by is not None:
            yield say("mark.override", who=reason.lifted_by)


def _reasons(item: RoutineItem, routine: Routine, say: Messages) -> Iterator[str]:
    """What the exercise answers; the points of each part are in the explanation, for whoever wants to check them."""
    if item.origin.kind == "prescribed":
        on = item.origin.on or routine.on
        yield say("part.prescribed", by=item.origin.by, on=date_in_words(on, language=routine.language))
    if item.instead_of is not None:
        yield say("part.instead-of", name=item.instead_of.exercise.name)
    for pick in routine.explanation.picks if routine.explanation else ():
        if pick.exercise == item.exercise.id:
            for code in ("region", "goal", "published-for"):
                words = [label_of_part(code, word, routine.language) for part, word, _ in pick.parts if part == code]
                if words:
                    yield say(f"part.{code}", words=", ".join(words))
            codes = {code for code, _, _ in pick.parts}
            if "must-have" in codes:
                yield say("part.must-have")
            if "like" in codes:
                yield say("part.like")


def _left_out(routine: Routine, say: Messages) -> Iterator[str]:
    """Group the exercises left out by the sentence that says why."""
    names = {item.exercise.id: item.exercise.name for item in routine.items}
    groups: dict[str, list[str]] = {}
    for one in filterfalse(_waits, _not_there(routine)):
        if one.code != "not-asked-for":  # The person knows that best.
            groups.setdefault(_why_left_out(one, names, routine.language, say), []).append(one.name)
    yield from _listed(say("label.left_out"), _few(groups, say))


def _few(groups: dict[str, list[str]], say: Messages) -> Iterator[str]:
    """Say reasons with a few names each, and how many more there are: a catalog is long, and a sheet is not; the account has all."""
    shown = list(groups.items())[:_MOST_REASONS]
    for why, names in shown:
        more = len(names) - _MOST_NAMES
        some = _joined(names[:_MOST_NAMES])
        told = say("label.and_more_names", names=some, count=more) if more > 0 else some
        yield f"{told}: {why}"
    rest = sum(map(len, groups.values())) - sum(len(names) for _, names in shown)
    if rest:
        yield say("label.and_more", count=rest)


def _joined(names: list[str]) -> str:
    """Names with commas between them, or with semicolons where a name has a comma itself."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _why_left_out(one: LeftOut, names: dict[str, str], language: str, say: Messages) -> str:
    if one.code == "safety":
        # Several rules often lead to the same sentence; nobody needs to read it twice.
        return " ".join(dict.fromkeys([say("left-out.safety"), *(reason.text(language) for reason in one.reasons)]))
    if one.words == ("floor",):
        return say("left-out.floor")
    if one.code == "covered" and not names.keys() >= set(one.words):
        # What covered it was swapped for something else since.
        return say("left-out.count")
    facets = {"equipment": "equipment", "position": "positions"}
    if one.code in facets:
        words = [vocabulary.word(facets[one.code], word).label(language) for word in one.words]
    else:
        words = [names[word] for word in one.words]
    return say(f"left-out.{one.code}", words=", ".join(words))


def week_sheet(week: Week) -> str:
    """Return what is done on which day, and what rests."""
    say = messages(week.language)
    title = say("label.week_title")
    lines = [title, "=" * len(title), say("label.week_made_for", date=date_in_words(week.on, language=week.language))]
    lines += wrapped(say("label.week_sheets"))
    for mark in week.marks:
        lines += wrapped(say(f"mark.{mark}"), first="! ")
    for one in week.days:
        lines += ["", *_week_day(one, week, say)]
    return "\n".join(lines)


def _week_day(one: WeekDay, week: Week, say: Messages) -> Iterator[str]:
    name = say(f"weekday.{one.day}")
    if one.routine is None:
        yield from wrapped(say("label.week_rest", day=name))
        left = one.left_out
    else:
        yield say("label.week_day", day=name, minutes=say("count.minutes", count=one.routine.minutes))
        for item in one.routine.items:
            yield from wrapped(_with_side(item, say), first="  - ")
        left = one.routine.explanation.left_out if one.routine.explanation is not None else ()
    # A catalog has many more that would have to rest; what the person never does in this week is nothing to tell.
    done = {item.exercise.id for routine in week.routines.values() for item in routine.items}
    resting = [other.name for other in left if other.code == "rest" and other.exercise in done]
    if resting:
        yield from wrapped(say("label.week_resting", names=_joined(resting)), first="  ")


def _labeled(label: str, text: str) -> Iterator[str]:
    yield f"   {label}"
    yield from wrapped(text, first="     ")


def _listed(label: str, entries: Iterable[str], *, numbered: bool = False) -> Iterator[str]:
    """A label with its entries below it, or nothing where there are none."""
    indent = " " * (len(label) - len(label.lstrip()) + 2)
    for number, entry in enumerate(entries, start=1):
        if number == 1:
            yield label
        yield from wrapped(entry, first=f"{indent}{number}. " if numbered else f"{indent}- ")
