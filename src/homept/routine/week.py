"""
A week as a whole: which days strengthen, what each day needs beside the wish, and a routine for each day.

Muscles rest between two days of strength work, also from Sunday to Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept import policies, vocabulary
from homept._value import HealthValue
from homept.errors import InvalidValue
from homept.routine.build import check_request, compose
from homept.routine.candidates import Wish, candidates
from homept.routine.explanation import LeftOut
from homept.routine.request import Request
from homept.routine.routine import Routine
from homept.routine.scoring import Day, meets, strengthens
from homept.safety import Person, screen

if TYPE_CHECKING:
    from homept.catalog import Catalog
    from homept.policies import BuildingPolicy, WeekRules

__all__ = ["WEEKDAYS", "Week", "WeekDay", "build_week"]

#: The days of the week, Monday first.
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class WeekDay(HealthValue):
    """
    One day of a week.

    :param day: ``mon`` to ``sun``.
    :param strengthens: whether strength work may be done on it; on other days the muscles rest.
    :param routine: what to do; None where nothing is left to do on a day of rest.
    :param left_out: why, for each exercise of the catalog, where there is no routine; else its explanation says so.
    """

    day: str = attrs.field(validator=checks.one_of(*WEEKDAYS))
    strengthens: bool = attrs.field(validator=checks.a(bool))
    routine: Routine | None = attrs.field(validator=checks.optional(checks.a(Routine)))
    left_out: tuple[LeftOut, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(LeftOut)))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Week(HealthValue):
    """
    A routine for each day of a week, made by :func:`homept.routine.build_week`.

    :param on: the day it was made for.
    :param request: the wish it answers.
    :param days: the days that were asked for, Monday first.
    :param marks: codes of what the rules of the week could not give: ``few-strength-days``, ``few-balance-days``.
    """

    on: date = attrs.field(validator=checks.calendar_day)
    request: Request = attrs.field(validator=checks.a(Request))
    days: tuple[WeekDay, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(WeekDay)))
    marks: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    language: str = attrs.field(validator=checks.text)

    def __attrs_post_init__(self) -> None:
        names = [one.day for one in self.days]
        if not self.routines or names != [day for day in WEEKDAYS if day in names]:
            raise InvalidValue("Week.days", "each day once, Monday first, at least one of them with a routine")

    @property
    def routines(self) -> Mapping[str, Routine]:
        """The routine of each day that has one, by the name of the day."""
        return MappingProxyType({one.day: one.routine for one in self.days if one.routine is not None})

    def to_text(self) -> str:
        """Return what is done on which day, and what rests; the sheet of each day says how, and when to stop."""
        from homept.routine.sheet import week_sheet

        return week_sheet(self)


def build_week(
    catalog: Catalog,
    person: Person,
    request: Request,
    *,
    on: date,
    days: str | Iterable[str] | None = None,
    policy: BuildingPolicy | None = None,
) -> Week:
    """
    Return a routine for each day of a week.

    *days* is ``"mon wed fri"`` or a collection of such names; None spreads the request's ``days_per_week`` evenly.
    Each day keeps every limit of the request and is the best choice for that day, or comes with a certified gap.

    Strength work stands on days with at least one day between, Sunday and Monday included, and on no more days than the policy
    says; on the others the muscles rest.
    Each day looks for work on mobility, each day of strength work for strength, and each day for balance where that is wished,
    first of all where the week would else have too few days of it; then for the regions and goals that no earlier day of the
    week has answered.
    Exercises that have to be in it are on every day that the rules allow.

    Raises what :func:`build_routine` raises, and :class:`homept.errors.InvalidValue` where no days are given, or other than
    ``days_per_week`` of them.

    >>> from datetime import date
    >>> import homept
    >>> clear = homept.Screening.all_clear(on=date(2026, 11, 20))
    >>> person = homept.Person(age=40, conditions=set(), equipment={"chair", "wall"}, screening=clear)
    >>> wish = homept.Request(regions={"knee"}, minutes=10, days_per_week=2)
    >>> week = build_week(homept.load_catalog(), person, wish, on=date(2026, 11, 23))
    >>> list(week.routines), all(routine.items for routine in week.routines.values())
    (['mon', 'thu'], True)
    """
    check_request(catalog, person, request)
    screen(person, on=on, language=catalog.language)
    policy = policy or policies.building()
    names = _days(days, request)
    strong = _strength_days(names, policy.week)
    balance = "balance" in vocabulary.with_children("goals", request.goals)
    may, _ = candidates(catalog, person, Wish.of(request, person), on, policy)
    # Whether balance can be worked on while the muscles rest.
    gentle = any(meets("balance", one.exercise) and not strengthens(one.exercise) for one in may)
    resting = frozenset(id for id in request.must_have if strengthens(catalog[id]))
    lacking = request.regions | request.goals
    found: list[WeekDay] = []
    for name in names:
        rests = name not in strong
        needs = ("strength",) * (not rests) + ("mobility",) + ("balance",) * balance
        later = sum(other not in strong for other in names[len(found) :]) if gentle else 0
        short = balance and _count("balance", found) + later < policy.week.min_balance_days
        first = "balance" if short or (balance and rests) else "strength"
        day = Day(rests, resting if rests else frozenset(), needs, first, lacking)
        one = _build_day(catalog, person, request, on, policy, name, day)
        found.append(one)
        lacking -= _answered(one, Wish.of(request, person))
    marks = _marks(found, request, policy.week, balance=balance)
    return Week(on=on, request=request, days=tuple(found), marks=marks, language=catalog.language)


def _days(days: str | Iterable[str] | None, request: Request) -> tuple[str, ...]:
    if days is None:
        if request.days_per_week is None:
            raise InvalidValue("build_week.days", "days of the week, or a request with days_per_week")
        count = request.days_per_week
        return tuple(WEEKDAYS[number * 7 // count] for number in range(count))
    given = days.replace(",", " ").split() if isinstance(days, str) else list(days)
    if not given or not all(isinstance(day, str) and day in WEEKDAYS for day in given):
        raise InvalidValue("build_week.days", "at least one of " + ", ".join(WEEKDAYS), repr(given))
    found = tuple(day for day in WEEKDAYS if day in given)
    if request.days_per_week not in (None, len(found)):
        raise InvalidValue("build_week.days", "as many days as days_per_week says", str(len(found)))
    return found


def _strength_days(names: tuple[str, ...], rules: WeekRules) -> tuple[str, ...]:
    """Choose the most days that lie far enough apart, all around the week; of equal choices the first one."""
    numbers = [WEEKDAYS.index(name) for name in names]
    for size in range(min(rules.max_strength_days, len(numbers)), 1, -1):
        for some in combinations(numbers, size):
            after = [*some[1:], some[0] + 7]
            if all(later - earlier >= rules.strength_gap_days for earlier, later in zip(some, after)):
                return tuple(WEEKDAYS[number] for number in some)
    return names[:1]


def _build_day(
    catalog: Catalog, person: Person, request: Request, on: date, policy: BuildingPolicy, name: str, day: Day
) -> WeekDay:
    # How often is for the week to say; the sheet of one day does not know the others.
    request = attrs.evolve(request, days_per_week=None)
    if day.rests:
        may, left = candidates(catalog, person, Wish.of(request, person), on, policy, rests=True)
        if not may:
            return WeekDay(day=name, strengthens=False, routine=None, left_out=tuple(left))
    routine = compose(catalog, person, request, on=on, policy=policy, day=day)
    return WeekDay(day=name, strengthens=not day.rests, routine=routine)


def _answered(one: WeekDay, wish: Wish) -> frozenset[str]:
    """The regions and goals wished for that a day answers."""
    exercises = [item.exercise for item in one.routine.items] if one.routine is not None else []
    return frozenset(word for exercise in exercises for word in (*wish.regions_of(exercise), *wish.goals_of(exercise)))


def _count(need: str, found: list[WeekDay]) -> int:
    """On how many days something meets a need."""
    return sum(any(meets(need, item.exercise) for item in one.routine.items) for one in found if one.routine is not None)


def _marks(found: list[WeekDay], request: Request, rules: WeekRules, *, balance: bool) -> tuple[str, ...]:
    marks = []
    strength = "strength" in vocabulary.with_children("goals", request.goals)
    if strength and _count("strength", found) < rules.min_strength_days:
        marks.append("few-strength-days")
    if balance and _count("balance", found) < rules.min_balance_days:
        marks.append("few-balance-days")
    return tuple(marks)
