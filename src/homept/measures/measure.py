"""Measures: what is asked or done, how answers become scores, and what is known of the scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import InvalidValue, UnknownId
from homept.measures.figures import CutOff, MeaningfulChange, Norm, finite
from homept.measures.formulas import ALL_NEEDED, FORMULAS, ONE_RANGE, limits, result
from homept.measures.scores import ChangeFinding, ScaleScore, Score, ScoreChange

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Answers", "Measure", "MeasureItem", "Scale"]

Answers = Mapping[str, int | Decimal | None] | Sequence[int | Decimal | None]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class MeasureItem(Value):
    """
    One thing that is asked or measured, with the answers it takes.

    :param whole: whether only whole numbers count.
    :param reversed: whether a high answer counts low: the score takes lowest plus highest less the answer.
    :param prompt: what to ask, in the language of the measure; empty where the text is not shipped.
    """

    id: str = attrs.field(validator=checks.an_id)
    lowest: Decimal = attrs.field(validator=finite)
    highest: Decimal = attrs.field(validator=finite)
    whole: bool = attrs.field(default=True, validator=checks.a(bool))
    reversed: bool = attrs.field(default=False, validator=checks.a(bool))
    prompt: str = attrs.field(default="", validator=checks.any_text)

    def __attrs_post_init__(self) -> None:
        if self.lowest >= self.highest:
            raise InvalidValue("MeasureItem.lowest", "less than highest", str(self.lowest))

    def takes(self, answer: object) -> bool:
        """Tell whether *answer* is one that the item takes; a missing one is another matter."""
        number = Decimal(answer) if type(answer) is int else answer
        if not isinstance(number, Decimal) or not number.is_finite() or not self.lowest <= number <= self.highest:
            return False
        return not self.whole or number == number.to_integral_value()


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Scale(Value):
    """
    One score of a measure: which items it takes, how they are joined, and how to read it.

    :param formula: ``value``, ``sum``, ``mean``, ``percent`` (the mean as a part of its range, 0 to 100), ``percent-turned``
        (100 less that), ``product`` or ``steps-held`` (how many items in a row, from the first, have the highest answer).
    :param needed: how many items must be answered; with fewer there is no score.
    :param lowest, highest: the range of the score, which follows from the items and the formula.
    :param better: ``higher`` or ``lower``.
    :param decimals: to how many the score is rounded, half up; a ``value`` is kept as measured.
    """

    id: str = attrs.field(validator=checks.an_id)
    name: str = attrs.field(validator=checks.text)
    items: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    formula: str = attrs.field(validator=checks.one_of(*FORMULAS))
    needed: int = attrs.field(validator=checks.whole(1, 1000))
    unit: str = attrs.field(validator=checks.text)
    better: str = attrs.field(validator=checks.one_of("higher", "lower"))
    lowest: Decimal = attrs.field(validator=finite)
    highest: Decimal = attrs.field(validator=finite)
    decimals: int = attrs.field(default=0, validator=checks.whole(0, 6))
    changes: tuple[MeaningfulChange, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(MeaningfulChange))
    )
    norms: tuple[Norm, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Norm)))
    cut_offs: tuple[CutOff, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(CutOff)))

    def __attrs_post_init__(self) -> None:
        count = len(self.items)
        if not count or len(set(self.items)) != count:
            raise InvalidValue("Scale.items", "at least one item, each once", repr(self.items))
        if self.formula == "value" and count != 1:
            raise InvalidValue("Scale.items", "one item for the formula value", str(count))
        most = 1 if self.formula == "steps-held" else count
        if self.needed > most or (self.formula in ALL_NEEDED and self.needed < most):
            raise InvalidValue("Scale.needed", f"for {self.formula} of {count} items: {most}", str(self.needed))

    def norm(self, *, age: int, sex: str) -> Norm | None:
        """Return what is usual at *age* in years for *sex*, ``female`` or ``male``; None outside the published table."""
        return next((norm for norm in self.norms if norm.sex == sex and norm.age_from <= age <= norm.age_to), None)

    def cut_offs_met(self, value: Decimal) -> tuple[CutOff, ...]:
        """Return the published lines that *value* is beyond."""
        return tuple(line for line in self.cut_offs if line.met_by(value))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Measure(Value):
    """
    A questionnaire, a rating, a physical test or a set of joint angles.

    :param name, purpose, steps, safety: in the language of the measure; a physical test always has safety notes.
    :param answers: what answers are called, as pairs of the answer and its words; empty where they are not shipped.
    :param license: ``free``, ``free-with-notice``, ``ask`` (the holder, before the items are shown) or ``licensed``.
    :param items_may_ship: whether the texts of the items may be shown without asking.
    :param reviewed_by: the clinician who reviewed it; None for nobody yet.

    >>> from homept.measures import load_measures
    >>> quick = load_measures()["quickdash"]
    >>> score = quick.score([3, 3, 2, 3, 2, 3, 2, 3, 3, 2, None])
    >>> score.value, score.state
    (Decimal('40.0'), 'scored')
    >>> change = quick.change_between(score, Decimal("22.5"))
    >>> change.difference, change.direction, change.matters
    (Decimal('-17.5'), 'better', 'yes')
    """

    id: str = attrs.field(validator=checks.an_id)
    name: str = attrs.field(validator=checks.text)
    purpose: str = attrs.field(validator=checks.text)
    language: str = attrs.field(validator=checks.text)
    kind: str = attrs.field(validator=checks.one_of("questionnaire", "rating", "test", "range"))
    items: tuple[MeasureItem, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(MeasureItem)))
    scales: tuple[Scale, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Scale)))
    steps: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    safety: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    answers: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=checks.word_pairs, validator=checks.rows(str, str))
    license: str = attrs.field(validator=checks.one_of("free", "free-with-notice", "ask", "licensed"))
    license_notes: str = attrs.field(default="", validator=checks.any_text)
    items_may_ship: bool = attrs.field(validator=checks.a(bool))
    sources: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    reviewed_by: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    def __attrs_post_init__(self) -> None:
        for name, ids in (("items", [item.id for item in self.items]), ("scales", [scale.id for scale in self.scales])):
            if not ids or len(set(ids)) != len(ids):
                raise InvalidValue(f"Measure.{name}", "at least one, each once", repr(ids))
        if self.kind == "test" and not self.safety:
            raise InvalidValue("Measure.safety", "safety notes for a physical test", "none")
        if not self.items_may_ship and (self.answers or any(item.prompt for item in self.items)):
            raise InvalidValue("Measure.items", "no item texts, since they may not be shipped")
        for scale in self.scales:
            self._check_scale(scale)

    def _check_scale(self, scale: Scale) -> None:
        known = {item.id: item for item in self.items}
        if not set(scale.items) <= set(known):
            raise InvalidValue("Measure.scales", "items of the measure", repr(scale.items))
        items = [known[id] for id in scale.items]
        if scale.formula in ONE_RANGE and len({(item.lowest, item.highest) for item in items}) > 1:
            raise InvalidValue("Measure.scales", f"items with the same answers for {scale.formula}", repr(scale.items))
        if limits(scale.formula, items) != (scale.lowest, scale.highest):
            low, high = limits(scale.formula, items)
            raise InvalidValue(
                "Measure.scales", f"the range {low} to {high} for {scale.id}", f"{scale.lowest} to {scale.highest}"
            )

    def __repr__(self) -> str:
        return f"<Measure {self.id} of {len(self.items)} items>"

    def scale(self, id: str | None = None) -> Scale:
        """Return one scale; without *id* the total, or the only scale there is."""
        wanted = self.scales[0].id if id is None and len(self.scales) == 1 else self.id if id is None else id
        for scale in self.scales:
            if scale.id == wanted:
                return scale
        raise UnknownId("scale", wanted, [scale.id for scale in self.scales])

    def score(self, answers: Answers) -> Score:
        """
        Score *answers*: a mapping from item to number, or a list of numbers in the order of the items.

        None, or an item that the mapping leaves out, is a missing answer; a scale with too many of them has no score.
        Answers are whole numbers or Decimals; a wrong one is an error that names its item and does not repeat it.

        Raises :class:`homept.errors.InvalidValue`, and :class:`homept.errors.UnknownId` for an item that is none of the measure.
        """
        given = self._by_item(answers)
        return Score(measure=self.id, scales=tuple(self._scale_score(scale, given) for scale in self.scales))

    def _scale_score(self, scale: Scale, given: Mapping[str, Decimal | None]) -> ScaleScore:
        known = {item.id: item for item in self.items}
        found = [given[id] for id in scale.items]
        value = result(scale.formula, [known[id] for id in scale.items], found, needed=scale.needed, decimals=scale.decimals)
        answered = sum(answer is not None for answer in found)
        return ScaleScore(scale=scale.id, value=value, unit=scale.unit, answered=answered, items=len(found))

    def _by_item(self, answers: object) -> dict[str, Decimal | None]:
        ids = [item.id for item in self.items]
        given: dict[object, object]
        if isinstance(answers, Mapping):
            given = dict(answers)
            for id in given:
                if not isinstance(id, str):
                    # It may be an answer, where items and answers were swapped.
                    raise InvalidValue("answers", "ids of items as the keys", f"type {type(id).__name__}")
                if id not in ids:
                    raise UnknownId("item", id, ids)
        elif isinstance(answers, Sequence) and not isinstance(answers, (str, bytes)) and len(answers) == len(ids):
            given = dict(zip(ids, answers))
        else:
            raise InvalidValue("answers", f"a mapping from item to number, or a list of {len(ids)} numbers in their order")
        return {item.id: _number(item, given.get(item.id)) for item in self.items}

    def change_between(
        self, baseline: Score | Decimal | int, later: Score | Decimal | int, *, scale: str | None = None
    ) -> ScoreChange:
        """
        Return the change from *baseline* to *later* on one scale, the total where none is named.

        Both are scores of this measure, or values as a journal holds them.
        A score that is missing leaves the change unknown; a scale without a published figure leaves it unknown whether it
        matters.
        """
        one = self.scale(scale)
        first, last = self._value_of(baseline, one, "baseline"), self._value_of(later, one, "later")
        if first is None or last is None:
            return ScoreChange(scale=one.id, difference=None, direction="unknown")
        difference = last - first
        direction = "same" if not difference else "better" if (difference > 0) == (one.better == "higher") else "worse"
        return ScoreChange(
            scale=one.id,
            difference=difference,
            direction=direction,
            findings=_findings(one.changes, first, difference, direction),
        )

    def _value_of(self, given: object, scale: Scale, path: str) -> Decimal | None:
        if isinstance(given, Score):
            if given.measure != self.id:
                raise InvalidValue(path, f"a score of {self.id}", f"one of {given.measure}")
            return given.of(scale.id).value
        value = Decimal(given) if type(given) is int else given
        if not isinstance(value, Decimal) or not value.is_finite() or not scale.lowest <= value <= scale.highest:
            raise InvalidValue(path, f"a score, or a number from {scale.lowest} to {scale.highest}")
        return value

    def norm(self, *, age: int, sex: str, scale: str | None = None) -> Norm | None:
        """
        Return what is usual at *age* in years for *sex*, ``female`` or ``male``; None outside the published table.

        >>> from homept.measures import load_measures
        >>> stands = load_measures()["chair-stand-30s"]
        >>> stands.norm(age=72, sex="female").below, stands.norm(age=59, sex="female")
        (Decimal('10'), None)
        """
        return self.scale(scale).norm(age=age, sex=sex)


def _number(item: MeasureItem, answer: object) -> Decimal | None:
    if answer is None:
        return None
    if not item.takes(answer):
        kind = "a whole number" if item.whole else "a number, whole or Decimal,"
        raise InvalidValue(f"answers.{item.id}", f"{kind} from {item.lowest} to {item.highest}, or None")
    assert isinstance(answer, (int, Decimal)), "the item takes nothing else"
    return Decimal(answer)


def _findings(
    figures: Iterable[MeaningfulChange], baseline: Decimal, difference: Decimal, direction: str
) -> tuple[ChangeFinding, ...]:
    return tuple(
        ChangeFinding(figure=figure, reached=figure.reached(baseline, difference))
        for figure in figures
        if figure.covers(baseline) and (direction == "same" or figure.direction in ("both", direction))
    )
