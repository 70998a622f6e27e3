"""
Doses: how much of an exercise one session asks for.

A :class:`Dose` is sets of one kind of work: :class:`Repetitions`, or one of the kinds in :mod:`homept.work`, a timed hold, a
duration or a distance.
Counts are for each side when the exercise works one side at a time.
:meth:`Dose.parse` and :meth:`Dose.notation` are inverse to each other.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

# The namespace attrs re-exports this one through six more modules, which a first look-up would pay for.
import attr as attrs

from homept import _checks as checks
from homept._value import CheckedValue
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from typing import Self

    from homept.load import Load
    from homept.policies import Pace
    from homept.target import EffortTarget, RangeLimit
    from homept.work import Work

__all__ = ["Dose", "DoseBand", "Repetitions", "WorkBase", "at_most"]

#: What can be held.
HOLD_KINDS = ("effort", "stretch", "balance", "position")


class WorkBase(CheckedValue):
    """What every kind of work can tell of itself; the kinds other than repetitions are in :mod:`homept.work`."""

    __slots__ = ()

    @property
    @abstractmethod
    def amount(self) -> int:
        """The count, the seconds or the meters of one set."""

    @abstractmethod
    def with_amount(self, amount: int) -> Self:
        """Return the same work with another amount."""

    @property
    def held_seconds(self) -> int:
        """The seconds that one hold lasts, 0 where there is none."""
        return 0

    @property
    def held_kind(self) -> str | None:
        """What is held, None where there is no hold."""
        return None

    def with_held_seconds(self, seconds: int) -> Self:  # the kinds that hold use it
        """Return the same work with longer or shorter holds; unchanged where there are none."""
        return self

    @abstractmethod
    def set_seconds(self, tempo: tuple[int, int, int] | None, pace: Pace) -> int:
        """Return how long one set takes on one side."""

    @abstractmethod
    def notation(self) -> str:
        """Return the part of the dose's notation that stands for one set."""


@attrs.frozen(eq=False, repr=False)
class Repetitions(WorkBase):
    """
    A count of repetitions, each with a hold where ``hold_seconds`` is more than zero.

    ``hold_kind`` says what is held: effort, stretch, balance or position.
    Effort, the one that the safety rules are strictest about, is what a hold is unless it says otherwise.

    >>> Repetitions(10, hold_seconds=5)
    Repetitions(count=10, hold_seconds=5)
    """

    _RULES = {
        "count": checks.whole(1, 1000),
        "hold_seconds": checks.whole(0, 600),
        "hold_kind": checks.one_of(*HOLD_KINDS),
    }

    count: int
    hold_seconds: int = attrs.field(default=0, kw_only=True)
    hold_kind: str = attrs.field(default="effort", kw_only=True)

    @property
    def amount(self) -> int:
        return self.count

    def with_amount(self, amount: int) -> Repetitions:
        return attrs.evolve(self, count=amount)

    @property
    def held_seconds(self) -> int:
        return self.hold_seconds

    @property
    def held_kind(self) -> str | None:
        return self.hold_kind if self.hold_seconds else None

    def with_held_seconds(self, seconds: int) -> Repetitions:
        return attrs.evolve(self, hold_seconds=seconds) if self.hold_seconds else self

    def set_seconds(self, tempo: tuple[int, int, int] | None, pace: Pace) -> int:
        return self.count * ((sum(tempo) if tempo else pace.seconds_per_repetition) + self.hold_seconds)

    def notation(self) -> str:
        kind = "" if self.hold_kind == "effort" else f" {self.hold_kind}"
        # A kind without a hold says nothing, yet the notation keeps it, so that it reads back to an equal value.
        hold = f" hold {self.hold_seconds}s" if self.hold_seconds or kind else ""
        return f"{self.count}{hold}{kind}"


@attrs.frozen(eq=False, repr=False)
class Dose(CheckedValue):
    """
    The work of one session: sets of repetitions, holds, durations or distances.

    :param work: what one set is.
    :param sets: how many sets, 1 to 20.
    :param rest_seconds: rest between sets, 0 to 900 seconds.
    :param tempo: seconds up, held and down in each repetition, or None for an easy pace.
    :param load: a mass, a band color or a level on a ladder (:mod:`homept.load`), or None.
    :param effort: how hard it should feel, on a named scale (:class:`homept.target.EffortTarget`), or None.
    :param range_limit: how far to move (:class:`homept.target.RangeLimit`), or None for the comfortable range.

    >>> dose = Dose(Repetitions(10, hold_seconds=5), sets=3, rest_seconds=60)
    >>> dose.notation()
    '3x10 hold 5s rest 60s'
    >>> Dose.parse("3x10 hold 5s rest 60s") == dose
    True
    """

    _RULES = {
        "work": checks.a(WorkBase, name="Repetitions, Hold, Duration or Distance"),
        "sets": checks.whole(1, 20),
        "rest_seconds": checks.whole(0, 900),
    }

    work: Work
    sets: int = attrs.field(default=1, kw_only=True)
    rest_seconds: int = attrs.field(default=0, kw_only=True)
    tempo: tuple[int, int, int] | None = attrs.field(default=None, kw_only=True)
    load: Load | None = attrs.field(default=None, kw_only=True)
    effort: EffortTarget | None = attrs.field(default=None, kw_only=True)
    range_limit: RangeLimit | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        CheckedValue.__attrs_post_init__(self)
        if self.tempo is not None:
            object.__setattr__(self, "tempo", checks.listed(self.tempo))
            _check_tempo(self.tempo, self.work)
        if self.load is not None or self.effort is not None or self.range_limit is not None:
            _check_details(self)

    @property
    def hold_seconds(self) -> int:
        """The seconds that one hold lasts, 0 where there is none."""
        return self.work.held_seconds

    @property
    def hold_kind(self) -> str | None:
        """What is held, None where there is no hold."""
        return self.work.held_kind

    @property
    def amount(self) -> int:
        """The repetitions, seconds or meters of one set."""
        return self.work.amount

    def with_amount(self, amount: int) -> Dose:
        """
        Return the dose with this many repetitions, seconds or meters in each set.

        >>> Dose.parse("2x10 hold 5s").with_amount(8).notation()
        '2x8 hold 5s'
        """
        return attrs.evolve(self, work=self.work.with_amount(amount))

    def with_hold(self, seconds: int) -> Dose:
        """
        Return the dose with holds of *seconds*; a dose without holds is returned as it is.

        >>> Dose.parse("1x10 hold 15s").with_hold(10).notation()
        '1x10 hold 10s'
        """
        return attrs.evolve(self, work=self.work.with_held_seconds(seconds))

    def seconds(self, *, side_model: str = "both", pace: Pace | None = None) -> int:
        """
        Return how long the dose takes, with its rests and without set-up or change-over.

        A count for each side is done twice when *side_model* is ``each`` or ``alternating``.
        *pace* says how long a repetition without a tempo and a meter take; None is homept's own default pace.

        >>> from homept.policies import Pace
        >>> Dose.parse("2x10 hold 5s rest 60s").seconds(side_model="each", pace=Pace(seconds_per_repetition=4, seconds_per_meter=2))
        480
        """
        if pace is None:
            from homept.policies import building

            pace = building().pace
        sides = 1 if side_model == "both" else 2
        rests = (self.sets - 1) * (sides if side_model == "each" else 1)
        return self.sets * sides * self.work.set_seconds(self.tempo, pace) + rests * self.rest_seconds

    def notation(self) -> str:
        """
        Return the canonical notation, which :meth:`parse` reads back to an equal dose.

        >>> from homept import Hold
        >>> Dose(Hold(30, hold_kind="stretch"), sets=2).notation()
        '2x30s hold stretch'
        """
        words = [f"{self.sets}x{self.work.notation()}"]
        if self.tempo is not None:
            words.append("tempo " + "-".join(map(str, self.tempo)))
        if self.load is not None:
            words.append(f"load {self.load.notation()}")
        if self.effort is not None:
            words.append(f"effort {self.effort.notation()}")
        if self.range_limit is not None:
            words.append(f"range {self.range_limit.notation()}")
        if self.rest_seconds:
            words.append(f"rest {self.rest_seconds}s")
        return " ".join(words)

    def __str__(self) -> str:
        return self.notation()

    @classmethod
    def parse(cls, notation: str) -> Dose:
        """
        Read the canonical notation.

        ``SETSxCOUNT``, ``SETSxSECONDSs hold``, ``SETSxSECONDSs`` or ``SETSxMETERSm``, then in this order, each where it is
        needed: ``hold 5s`` (after a count), the kind of hold where it is not effort, ``tempo 3-1-3``, ``load 2kg``,
        ``effort 5 on effort-0-10``, ``range 0..90deg``, ``rest 60s``.

        Raises :class:`homept.errors.InvalidValue` for anything else, so that a dose has one notation only.

        >>> Dose.parse("1x120s").work
        Duration(seconds=120)
        >>> Dose.parse("ten")
        Traceback (most recent call last):
        ...
        homept.errors.InvalidValue: dose: expected a notation such as '3x10 hold 5s rest 60s', found 'ten'
        """
        try:
            dose = _parse(cls, str(notation))
        except InvalidValue:
            raise
        except (ValueError, IndexError):
            dose = None
        if dose is None or dose.notation() != notation:
            raise InvalidValue("dose", "a notation such as '3x10 hold 5s rest 60s'", repr(notation))
        return dose


@attrs.frozen(eq=False, repr=False, kw_only=True)
class DoseBand(CheckedValue):
    """
    The lowest, the first and the highest dose of an exercise, each with what it rests on.

    ``basis`` gives for low, start and high, in this order, the id of a citation or ``homept-default``.
    The three are of one kind of work, and none of their counts falls from low to start to high.

    >>> DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x10"), high=Dose.parse("2x10")).start.notation()
    '1x10'
    """

    _RULES = {
        "low": checks.a(Dose),
        "start": checks.a(Dose),
        "high": checks.a(Dose),
        "basis": checks.strings,
        "note": checks.any_text,
    }
    _TUPLES = ("basis",)

    low: Dose
    start: Dose
    high: Dose
    basis: tuple[str, str, str] = ("homept-default",) * 3
    note: str = ""

    def __attrs_post_init__(self) -> None:
        CheckedValue.__attrs_post_init__(self)
        if len(self.basis) != 3:
            raise InvalidValue("DoseBand.basis", "three sources, for low, start and high", repr(self.basis))
        if not (at_most(self.low, self.start) and at_most(self.start, self.high)):
            found = " / ".join(dose.notation() for dose in (self.low, self.start, self.high))
            raise InvalidValue("DoseBand", "low, start and high of one kind, none of whose counts falls", found)

    def holds(self, dose: Dose) -> bool:
        """
        Tell whether *dose* lies between low and high in each of its counts.

        >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x10"), high=Dose.parse("2x10"))
        >>> band.holds(Dose.parse("2x8")), band.holds(Dose.parse("3x8"))
        (True, False)
        """
        return at_most(self.low, dose) and at_most(dose, self.high)


def at_most(one: Dose, other: Dose) -> bool:
    """
    Tell whether both doses are of one kind and *one* exceeds *other* in none of its counts.

    >>> at_most(Dose.parse("1x5"), Dose.parse("1x10")), at_most(Dose.parse("1x5"), Dose.parse("1x10s"))
    (True, False)
    """
    if type(one.work) is not type(other.work) or one.load != other.load or one.hold_kind != other.hold_kind:
        return False
    return one.sets <= other.sets and one.amount <= other.amount and one.hold_seconds <= other.hold_seconds


def _check_tempo(tempo: tuple[int, ...], work: Work) -> None:
    ok = isinstance(tempo, tuple) and len(tempo) == 3 and all(type(part) is int and 0 <= part <= 30 for part in tempo)
    if not ok or not isinstance(work, Repetitions) or not any(tempo):
        raise InvalidValue("Dose.tempo", "three whole numbers from 0 to 30, not all 0, with repetitions", repr(tempo))


def _check_details(dose: Dose) -> None:
    from homept.load import BandColor, LadderLevel, Mass
    from homept.target import EffortTarget, RangeLimit

    for name, kinds in (("load", (Mass, BandColor, LadderLevel)), ("effort", (EffortTarget,)), ("range_limit", (RangeLimit,))):
        value = getattr(dose, name)
        if value is not None and not isinstance(value, kinds):
            wanted = " or ".join(kind.__name__ for kind in kinds)
            raise InvalidValue(f"Dose.{name}", f"a value of type {wanted}", f"type {type(value).__name__}")


def _parse(cls: type[Dose], notation: str) -> Dose:
    words = notation.split(" ")
    sets, _, amount = words.pop(0).partition("x")
    work = _parse_work(amount, words)
    details: dict[str, object] = {}
    if words[:1] == ["tempo"]:
        details["tempo"] = tuple(_number(part) for part in words[1].split("-"))
        del words[:2]
    if words[:1] == ["load"]:
        from homept.load import parse_load

        details["load"] = parse_load(words[1])
        del words[:2]
    if words[:1] == ["effort"]:
        from homept.target import EffortTarget

        details["effort"] = EffortTarget.parse(" ".join(words[1:4]))
        del words[:4]
    if words[:1] == ["range"]:
        from homept.target import RangeLimit

        details["range_limit"] = RangeLimit.parse(words[1])
        del words[:2]
    if words[:1] == ["rest"]:
        details["rest_seconds"] = _number(words[1], "s")
        del words[:2]
    if words:
        raise ValueError(words)
    return cls(work, sets=_number(sets), **details)  # type: ignore[arg-type]  # the constructor checks each detail


def _parse_work(amount: str, words: list[str]) -> Work:
    if amount[-1:] in ("m", "s"):
        return _parse_other_work(amount, words)
    count = _number(amount)
    if words[:1] != ["hold"]:
        return Repetitions(count)
    hold = _number(words[1], "s")
    del words[:2]
    return Repetitions(count, hold_seconds=hold, hold_kind=_parse_hold_kind(words))


def _parse_other_work(amount: str, words: list[str]) -> Work:
    from homept.work import Distance, Duration, Hold

    if amount.endswith("m"):
        return Distance(_number(amount, "m"))
    seconds = _number(amount, "s")
    if words[:1] != ["hold"]:
        return Duration(seconds)
    del words[0]
    return Hold(seconds, hold_kind=_parse_hold_kind(words))


def _parse_hold_kind(words: list[str]) -> str:
    return words.pop(0) if words and words[0] in HOLD_KINDS[1:] else "effort"


def _number(text: str, unit: str = "") -> int:
    # What int() reads beyond plain digits, such as '05', is refused since the dose would be written in another way.
    return int(text.removesuffix(unit))
