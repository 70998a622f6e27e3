"""The page of a table of verdicts, in plain text, for the clinician who checks it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from homept import vocabulary
from homept.messages import Messages, messages
from homept.safety.locks import is_recent, may_be_operated, next_change, progression_locks
from homept.safety.stops import standing_signs
from homept.safety.verdict import OUTCOMES
from homept.wording import date_in_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homept.safety.person import Clearance, Override, Surgery
    from homept.safety.table import VerdictTable
    from homept.safety.verdict import Changes, Reason, Verdict

_STRICTEST_FIRST = tuple(reversed(OUTCOMES))
_WIDTH, _DEEP = 88, " " * 6


def page(table: VerdictTable, language: str) -> str:
    """Return the page: counts, what is known and what is not, what clinicians said, then every exercise with every reason."""
    printer = _Printer(table, language)
    lines: list[str] = []
    for part in (printer.head(), printer.known(), printer.not_known(), printer.locks(), printer.words(), printer.exercises()):
        found = list(part)
        lines += [*found, ""] if found else []
    return "\n".join(lines).rstrip("\n")


class _Printer:
    """One table in one language."""

    def __init__(self, table: VerdictTable, language: str) -> None:
        self._table, self._person, self._on = table, table.person, table.on
        self._language = language
        self._say: Messages = messages(language)

    def head(self) -> Iterator[str]:
        say = self._say
        title = say("verdicts.title", date=date_in_words(self._on, language=self._language))
        yield title
        yield "=" * len(title)
        counts = dict.fromkeys(_STRICTEST_FIRST, 0)
        for verdict in self._table.values():
            counts[verdict.outcome] += 1
        yield say("verdicts.counts", exercises=say("count.exercises", count=len(self._table)))
        for outcome in _STRICTEST_FIRST:
            yield f"  {counts[outcome]:4d}  {say(f'outcome.{outcome}')}"
        for kind, code in standing_signs(self._person, on=self._on):
            yield from wrapped(say("verdicts.sign", kind=say(f"sign.{kind}"), id=code, what=say(f"stop.{code}")), first="! ")

    def known(self) -> Iterator[str]:
        """What is known of the person, as far as a verdict rests on it."""
        person, say = self._person, self._say
        yield self._heading("verdicts.known")
        if person.age is not None:
            yield f"- {say('verdicts.age', age=person.age)}"
        places = dict(person.condition_regions)
        for id in sorted(person.known_conditions):
            where = say("verdicts.in", places=self._labels("regions", places[id])) if id in places else ""
            yield f"- {self._label('conditions', id)}{where}"
        if person.conditions == frozenset():
            yield f"- {say('verdicts.no_conditions')}"
        if person.pregnancy_weeks is not None:
            yield f"- {say('verdicts.weeks', weeks=person.pregnancy_weeks)}"
        yield from (f"- {say('verdicts.other', condition=other)}" for other in person.other_conditions)
        for surgery in person.surgeries:
            yield from self._surgery(surgery)
        for limb, amount in person.weight_bearing:
            yield f"- {say(f'limb.{limb}')}: {self._label('weight_bearing', amount)}"
        until = person.screened_until(self._on)
        if until is not None and person.screening is not None:
            yield f"- {say('verdicts.screened', on=self._date(person.screening.on), until=self._date(until))}"
        change = next_change(person, on=self._on)
        if change is not None:
            yield f"- {say('verdicts.next_change', date=self._date(change))}"

    def _surgery(self, surgery: Surgery) -> Iterator[str]:
        say = self._say
        told = [self._label("procedures", surgery.procedure)]
        told += [self._label("sides", surgery.side)] if surgery.side is not None else []
        told += [self._label("regions", surgery.region)] if surgery.region is not None else []
        days = surgery.days_since(self._on)
        told.append(
            say("verdicts.day_not_known")
            if surgery.on is None
            else say("verdicts.days_since", date=self._date(surgery.on), days=say("count.days", count=days))
        )
        yield f"- {', '.join(told)}"
        for limit in surgery.limits:
            end = say("verdicts.further_notice") if limit.until is None else say("verdicts.until", date=self._date(limit.until))
            yield f"  - {say(f'limit.{limit.source}', trait=self._label('traits', limit.trait))}, {end}"

    def not_known(self) -> Iterator[str]:
        """What was not asked, which always leads to less."""
        gaps = list(self._gaps())
        if gaps:
            yield self._heading("verdicts.not_known")
            yield from (f"- {gap}" for gap in gaps)

    def _gaps(self) -> Iterator[str]:
        person, say = self._person, self._say
        if person.age is None:
            yield say("gap.age")
        if person.conditions is None:
            yield say("gap.conditions")
        if not person.screened(self._on):
            yield say("gap.screening")
        if person.regions_not_asked:
            yield say("gap.regions", places=self._labels("regions", sorted(person.regions_not_asked)))
        recent = [surgery for surgery in person.surgeries if is_recent(surgery, self._on)]
        if any(surgery.side is None for surgery in recent):
            yield say("gap.side")
        for side in ("left", "right"):
            if person.leg_weight(side) == "unknown" and may_be_operated(person, side, self._on):
                yield say("gap.weight", leg=say(f"limb.{side}-leg"))
        if person.gets_up_from_floor is None:
            yield say("gap.floor")
        if person.helper is None:
            yield say("gap.helper")

    def locks(self) -> Iterator[str]:
        """What keeps every dose from growing."""
        codes = progression_locks(self._person, on=self._on)
        if codes:
            yield self._heading("verdicts.locks")
            for code in codes:
                yield from wrapped(f"{self._say(f'reason.{code}')} [{code}]", first="- ")

    def words(self) -> Iterator[str]:
        """What clinicians allowed, whether it still holds or not."""
        words: tuple[Clearance | Override, ...] = (*self._person.overrides, *self._person.clearances)
        if words:
            yield self._heading("verdicts.words")
            for word in words:
                yield from wrapped(self._word(word), first="- ")

    def _word(self, word: Clearance | Override) -> str:
        say = self._say
        why = getattr(word, "why", None)
        parts = {
            "by": word.by,
            "role": self._label("roles", word.role),
            "on": self._date(word.on),
            "scope": ", ".join(sorted(word.scope)),
            "end": say("verdicts.further_notice")
            if word.expires is None
            else say("verdicts.last_day", date=self._date(word.expires)),
        }
        text = say("verdicts.clearance", **parts) if why is None else say("verdicts.override", why=why, **parts)
        return text if word.holds(self._on) else f"{text} {say('verdicts.not_in_force')}"

    def exercises(self) -> Iterator[str]:
        """Every exercise, the strictest verdicts first."""
        names = dict(self._table.names)
        for outcome in _STRICTEST_FIRST:
            ids = [id for id, verdict in self._table.items() if verdict.outcome == outcome]
            if ids:
                yield self._heading("verdicts.group", outcome=self._say(f"outcome.{outcome}"))
                for id in ids:
                    yield f"* {names[id]} [{id}]"
                    yield from self._verdict(self._table[id])
                yield ""

    def _verdict(self, verdict: Verdict) -> Iterator[str]:
        changes = "; ".join(self._changes(verdict.changes))
        if changes:
            yield from wrapped(self._say("verdicts.changes", changes=changes), first="    ")
        for reason in verdict.reasons:
            yield from wrapped(reason.text(self._language), first="    - ")
            # A code that is broken at its hyphens cannot be found again.
            told = f"[{'; '.join(self._details(reason))}]"
            yield from wrap(told, _WIDTH, initial_indent=_DEEP, subsequent_indent=_DEEP, break_on_hyphens=False)

    def _changes(self, changes: Changes) -> Iterator[str]:
        say = self._say
        for key in ("cap_hold_seconds", "cap_sets", "cap_repetitions"):
            if getattr(changes, key) is not None:
                yield say(f"change.{key}", count=getattr(changes, key))
        if changes.no_load:
            yield say("change.no_load")
        if changes.support != "none":
            yield say("change.support", support=self._label("supports", changes.support))
        for id in sorted(changes.replace_by):
            yield say("change.replace_by", exercise=dict(self._table.names).get(id, id))

    def _details(self, reason: Reason) -> Iterator[str]:
        say = self._say
        yield reason.code
        yield reason.outcome
        own = reason.source == "homept-default"
        yield say("verdicts.own_default") if own else say("verdicts.source", source=reason.source)
        if reason.outcome == "needs-clearance":
            by = say("verdicts.any_role") if reason.by is None else self._label("roles", reason.by)
            yield say("verdicts.by", role=by)
        if reason.lifted_by is not None:
            yield say("verdicts.lifted", who=reason.lifted_by)

    def _heading(self, code: str, **parts: object) -> str:
        text = self._say(code, **parts)
        return f"{text}\n{'-' * len(text)}"

    def _date(self, day: object) -> str:
        return date_in_words(day, language=self._language)  # type: ignore[arg-type]

    def _label(self, facet: str, id: str) -> str:
        return vocabulary.word(facet, id).label(self._language)

    def _labels(self, facet: str, ids: Iterable[str]) -> str:
        return ", ".join(self._label(facet, id) for id in ids)
