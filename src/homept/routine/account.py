"""The account of a choice in plain text: the wish, each pick with its points, and each reason with the exercises it left out."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from homept import vocabulary
from homept.messages import Messages, messages
from homept.routine.explanation import LEFT_OUT_CODES, label_of_part
from homept.wording import date_in_words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homept.routine.explanation import Explanation, LeftOut, Pick
    from homept.routine.request import Request
    from homept.routine.routine import Routine, RoutineItem
    from homept.safety.verdict import Reason

_FACET_OF_LEFT_OUT = {"equipment": "equipment", "position": "positions"}
_WIDTH, _DEEP = 88, " " * 5


def account(routine: Routine) -> str:
    """Return the account of *routine*, in the language of its texts."""
    printer = _Printer(routine)
    return "\n\n".join("\n".join(part) for part in map(list, printer.parts()) if part)


class _Printer:
    """One routine in its language."""

    def __init__(self, routine: Routine) -> None:
        self._routine = routine
        self._say: Messages = messages(routine.language)

    def parts(self) -> Iterator[Iterator[str]]:
        explanation, request = self._routine.explanation, self._routine.request
        yield self._head(explanation)
        if explanation is not None and request is not None:
            yield self._wish(request)
            yield self._picks(explanation)
            yield self._left_out(explanation)

    def _head(self, explanation: Explanation | None) -> Iterator[str]:
        say, routine = self._say, self._routine
        title = say("account.title")
        yield title
        yield "=" * len(title)
        if explanation is None:
            yield say("account.prescribed")
            return
        date = date_in_words(routine.on, language=routine.language)
        looked_at = say("count.exercises", count=len(explanation.picks) + len(explanation.left_out))
        yield from wrapped(say("account.made", date=date, version=routine.catalog_version, exercises=looked_at))
        proof = explanation.proof
        ending = "account.proven" if proof.proven else "account.bounded"
        yield from wrapped(say(ending, points=proof.points, bound=proof.bound))

    def _wish(self, request: Request) -> Iterator[str]:
        yield self._say("account.wish")
        yield from (line for wish in self._wishes(request) for line in wrapped(wish, first="  - "))

    def _wishes(self, request: Request) -> Iterator[str]:
        say = self._say
        minutes = say("count.minutes", count=request.minutes)
        yield say("account.minutes", minutes=minutes, seconds=self._routine.seconds)
        if request.max_exercises is not None:
            yield say("account.max-exercises", count=say("count.exercises", count=request.max_exercises))
        for facet, code in (("regions", "account.regions"), ("goals", "account.goals")):
            words = sorted(getattr(request, facet))
            if words:
                yield say(code, words=", ".join(self._weighted(facet, word, request) for word in words))
        if request.positions is not None:
            words = [self._label("positions", word) for word in sorted(request.positions)]
            yield say("account.positions", words=", ".join(words))
        if request.level is not None:
            yield say("account.level", level=request.level)
        if request.sides == "affected":
            yield say("account.affected")
        tastes = request.preferences
        named = {"account.must-have": request.must_have, "account.must-not": request.must_not}
        named |= {} if tastes is None else {"account.likes": tastes.likes, "account.dislikes": tastes.dislikes}
        for code, ids in named.items():
            if ids:
                yield say(code, words=", ".join(sorted(ids)))

    def _weighted(self, facet: str, word: str, request: Request) -> str:
        label, weight = self._label(facet, word), request.weight(word)
        return label if weight == 1 else self._say("account.weighted", word=label, weight=weight)

    def _picks(self, explanation: Explanation) -> Iterator[str]:
        yield self._say("account.picks")
        picks = {pick.exercise: pick for pick in explanation.picks}
        for number, item in enumerate(self._routine.items, start=1):
            # An item that was swapped in has no points of its own.
            if item.exercise.id in picks:
                yield from self._pick(number, item, picks[item.exercise.id])

    def _pick(self, number: int, item: RoutineItem, pick: Pick) -> Iterator[str]:
        say = self._say
        yield "  " + say(
            "account.pick",
            number=number,
            name=item.exercise.name,
            points=pick.points,
            seconds=item.seconds,
            dose=item.dose.notation(),
        )
        for code, word, points in pick.parts:
            yield f"{_DEEP}{points:5d}  {say(f'part-label.{code}', word=label_of_part(code, word, self._routine.language))}"
        yield from self._safety(item.reasons, always=True)

    def _left_out(self, explanation: Explanation) -> Iterator[str]:
        say = self._say
        if not explanation.left_out:
            yield say("account.nothing-left-out")
            return
        yield say("account.left-out")
        names = {item.exercise.id: item.exercise.name for item in self._routine.items}
        # Of a whole catalog hundreds are left out for a few reasons; that nobody asked for it is the least of them.
        groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
        for one in sorted(explanation.left_out, key=lambda one: (one.code == "not-asked-for", LEFT_OUT_CODES.index(one.code))):
            safety = tuple(self._safety(one.reasons, always=False))
            groups.setdefault((self._why(one, names), one.code, safety), []).append(one.name)
        for (why, code, safety), found in groups.items():
            yield from wrap(f"{why} [{code}]", _WIDTH, initial_indent="  - ", subsequent_indent="    ")
            yield from safety
            # Some names have a comma in them, and some hyphens.
            yield from wrap(
                "; ".join(found), _WIDTH, initial_indent=f"{_DEEP}> ", subsequent_indent=f"{_DEEP}  ", break_on_hyphens=False
            )

    def _why(self, one: LeftOut, names: dict[str, str]) -> str:
        if one.words == ("floor",):
            return self._say("left-out.floor")
        facet = _FACET_OF_LEFT_OUT.get(one.code)
        words = [self._label(facet, word) if facet else names.get(word, word) for word in one.words]
        return self._say(f"left-out.{one.code}", words=", ".join(words))

    def _safety(self, reasons: Iterable[Reason], *, always: bool) -> Iterator[str]:
        """What the safety rules said, with the code and the source of each reason."""
        lines = list(map(self._reason, reasons))
        for line in lines or ([self._say("account.unchanged")] if always else []):
            yield from wrap(line, _WIDTH, initial_indent=f"{_DEEP}* ", subsequent_indent=f"{_DEEP}  ", break_long_words=False)

    def _reason(self, reason: Reason) -> str:
        code = "account.reason" if reason.lifted_by is None else "account.lifted"
        parts = {"rule": reason.code, "source": reason.source, "lifted": reason.lifted_by}
        return self._say(code, sentence=reason.text(self._routine.language), **parts)

    def _label(self, facet: str, word: str) -> str:
        return vocabulary.word(facet, word).label(self._routine.language)
