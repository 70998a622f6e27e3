"""
Policies: the numbers by which homept builds, judges pain, changes doses and counts adherence, as named data.

No such number stands in code.
Each policy says where its numbers come from; a caller may pass one of their own wherever a policy is used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import InvalidValue, UnknownId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "AdherencePolicy",
    "BuildingPolicy",
    "Pace",
    "PainGate",
    "Points",
    "ProgressionPolicy",
    "SwapPoints",
    "WeekRules",
    "adherence_policy",
    "building",
    "gate_for",
    "pain_gate",
    "pain_gates",
    "progression",
]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Pace(Value):
    """
    How fast a person moves: seconds for a repetition without a tempo, and for a meter.

    >>> Pace(seconds_per_repetition=4, seconds_per_meter=2).seconds_per_meter
    2
    """

    seconds_per_repetition: int = attrs.field(validator=checks.whole(1, 60))
    seconds_per_meter: int = attrs.field(validator=checks.whole(1, 60))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Points(Value):
    """
    The points by which exercises are chosen; see the explanation of how a routine is chosen.

    All are whole numbers, so that scores add up exactly.
    ``gentle`` is at least 1, so that no exercise is worth nothing and room and time are not left over.
    """

    region: int = attrs.field(validator=checks.whole(0))
    goal: int = attrs.field(validator=checks.whole(0))
    focus: int = attrs.field(validator=checks.whole(0))
    main_goal: int = attrs.field(validator=checks.whole(0))
    must_have: int = attrs.field(validator=checks.whole(0))
    gentle: int = attrs.field(validator=checks.whole(1))
    new_region: int = attrs.field(validator=checks.whole(0))
    new_goal: int = attrs.field(validator=checks.whole(0))
    new_main_goal: int = attrs.field(validator=checks.whole(0))
    new_movement: int = attrs.field(validator=checks.whole(0))
    new_kind: int = attrs.field(validator=checks.whole(0))
    published: int = attrs.field(validator=checks.whole(0))
    published_at_most: int = attrs.field(validator=checks.whole(0))
    published_for: int = attrs.field(validator=checks.whole(0))
    published_for_at_most: int = attrs.field(validator=checks.whole(0))
    level_fit: int = attrs.field(validator=checks.whole(0))
    like: int = attrs.field(validator=checks.whole(0))
    dislike: int = attrs.field(validator=checks.whole(0))
    week_need: int = attrs.field(validator=checks.whole(0))
    week_first: int = attrs.field(validator=checks.whole(0))
    week_new: int = attrs.field(validator=checks.whole(0))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class SwapPoints(Value):
    """
    The points by which exercises are ranked that could take the place of another one.

    >>> building().swap.family > building().swap.movement > building().swap.muscle
    True
    """

    family: int = attrs.field(validator=checks.whole(0))
    movement: int = attrs.field(validator=checks.whole(0))
    muscle: int = attrs.field(validator=checks.whole(0))
    region: int = attrs.field(validator=checks.whole(0))
    goal: int = attrs.field(validator=checks.whole(0))
    kind: int = attrs.field(validator=checks.whole(0))
    position: int = attrs.field(validator=checks.whole(0))
    level: int = attrs.field(validator=checks.whole(0))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class WeekRules(Value):
    """
    How the days of a week go together.

    ``strength_gap_days`` is the least number of days from one day of strength work to the next; 2 leaves one day between.

    >>> building().week.strength_gap_days, building().week.max_strength_days
    (2, 3)
    """

    strength_gap_days: int = attrs.field(validator=checks.whole(2, 7))
    min_strength_days: int = attrs.field(validator=checks.whole(0, 7))
    max_strength_days: int = attrs.field(validator=checks.whole(1, 7))
    min_balance_days: int = attrs.field(validator=checks.whole(0, 7))
    sources: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class BuildingPolicy(Value):
    """
    How routines are built: times, the usual number of exercises, points, and the budget of the exact search.

    ``hardest_unasked`` is the hardest level for a wish that names none.
    ``swap`` ranks exercises that could take the place of another, ``week`` says how days go together.
    An exercise that was left out so often by choice counts as disliked (``dislike_skips``), and one that was done whenever it
    was due, at least so often, as liked (``like_sessions``).

    >>> building().max_exercises
    5
    """

    id: str = attrs.field(validator=checks.an_id)
    pace: Pace = attrs.field(validator=checks.a(Pace))
    change_over_seconds: int = attrs.field(validator=checks.whole(0, 600))
    max_exercises: int = attrs.field(validator=checks.whole(1, 30))
    points: Points = attrs.field(validator=checks.a(Points))
    swap: SwapPoints = attrs.field(validator=checks.a(SwapPoints))
    week: WeekRules = attrs.field(validator=checks.a(WeekRules))
    hardest_unasked: int = attrs.field(validator=checks.whole(1, 4))
    dislike_skips: int = attrs.field(validator=checks.whole(1, 100))
    like_sessions: int = attrs.field(validator=checks.whole(1, 100))
    node_budget: int = attrs.field(validator=checks.whole(1))
    sources: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PainGate(Value):
    """
    What a report of pain means: green, amber or red, for the regions it was studied in.

    Scores run from 0 to 10.
    Green is at most ``green_max``, amber at most ``amber_max``, both inclusive; red is above.
    Pain has settled when it is at most ``settle_margin`` above the score before; it climbs when the score before or that of the
    next morning rises by ``climb_margin`` over a run of sessions.
    ``advances`` is false for a policy that only tells when pain is too much, whose regions are those that no other policy names.

    >>> gate = pain_gate("knee-hip-bands")
    >>> gate.green_max, gate.amber_max, gate.source
    (2, 5, 'ageberg-2010')
    """

    id: str = attrs.field(validator=checks.an_id)
    regions: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    green_max: int = attrs.field(validator=checks.whole(0, 10))
    amber_max: int = attrs.field(validator=checks.whole(0, 10))
    settle_margin: int = attrs.field(validator=checks.whole(0, 10))
    settle_hours: int = attrs.field(validator=checks.whole(1, 96))
    green_minutes: int = attrs.field(validator=checks.whole(1, 1440))
    climb_margin: int = attrs.field(validator=checks.whole(1, 10))
    advances: bool = attrs.field(default=True, validator=checks.a(bool))
    source: str = attrs.field(validator=checks.an_id)
    basis_notes: str = attrs.field(default="", validator=checks.any_text)

    def __attrs_post_init__(self) -> None:
        if self.green_max > self.amber_max:
            raise InvalidValue("PainGate.green_max", "at most amber_max", str(self.green_max))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ProgressionPolicy(Value):
    """
    How a dose may grow inside the band of its exercise, and when it shrinks.

    >>> progression().min_green_sessions, progression().min_days
    (3, 7)
    """

    id: str = attrs.field(validator=checks.an_id)
    repetition_step: int = attrs.field(validator=checks.whole(1, 20))
    hold_step_seconds: int = attrs.field(validator=checks.whole(1, 60))
    duration_step_seconds: int = attrs.field(validator=checks.whole(1, 600))
    distance_step_meters: int = attrs.field(validator=checks.whole(1, 1000))
    min_green_sessions: int = attrs.field(validator=checks.whole(2, 20))
    min_days: int = attrs.field(validator=checks.whole(1, 90))
    max_changes_per_region: int = attrs.field(validator=checks.whole(0, 10))
    max_changes_per_plan: int = attrs.field(validator=checks.whole(0, 10))
    change_days: int = attrs.field(validator=checks.whole(1, 90))
    low_completion: float = attrs.field(validator=checks.number(0, 1))
    low_completion_sessions: int = attrs.field(validator=checks.whole(1, 20))
    max_effort: int = attrs.field(validator=checks.whole(0, 10))
    steady_effort: int = attrs.field(validator=checks.whole(0, 10))
    reds_to_ask: int = attrs.field(validator=checks.whole(1, 20))
    reds_within: int = attrs.field(validator=checks.whole(1, 20))
    swellings_to_ask: int = attrs.field(validator=checks.whole(1, 20))
    swellings_within: int = attrs.field(validator=checks.whole(1, 20))
    restart_share: float = attrs.field(validator=checks.number(0, 1))
    missed_days: int = attrs.field(validator=checks.whole(1, 90))
    expires_after_days: int = attrs.field(validator=checks.whole(1, 90))
    source: str = attrs.field(validator=checks.an_id)
    basis_notes: str = attrs.field(default="", validator=checks.any_text)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class AdherencePolicy(Value):
    """
    How adherence is counted: the window, what counts as much more than planned, and how far trends look back.

    >>> adherence_policy().window_days
    14
    """

    id: str = attrs.field(validator=checks.an_id)
    window_days: int = attrs.field(validator=checks.whole(1, 366))
    trend_days: int = attrs.field(validator=checks.whole(2, 366))
    trend_points: int = attrs.field(validator=checks.whole(2, 1000))
    more_than_planned: float = attrs.field(validator=checks.number(1, 10))
    good_from: float = attrs.field(validator=checks.number(0, 1))
    source: str = attrs.field(validator=checks.an_id)


def make_building(table: dict[str, Any]) -> BuildingPolicy:
    """Make the building policy of its table."""
    return BuildingPolicy(
        id=table["id"],
        pace=Pace(seconds_per_repetition=table["seconds_per_repetition"], seconds_per_meter=table["seconds_per_meter"]),
        change_over_seconds=table["change_over_seconds"],
        max_exercises=table["max_exercises"]["default"],
        points=Points(**table["points"]),
        swap=SwapPoints(**table["swap"]),
        week=WeekRules(**table["week"]),
        hardest_unasked=table["hardest_unasked"],
        dislike_skips=table["preferences"]["dislike_skips"],
        like_sessions=table["preferences"]["like_sessions"],
        node_budget=table["node_budget"],
        sources=table["max_exercises"]["sources"],
    )


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    from homept._package_data import read_json

    tables: dict[str, Any] = read_json("policies.json")
    return tables


@lru_cache(maxsize=1)
def building() -> BuildingPolicy:
    """Return homept's policy of building."""
    return make_building(_tables()["building"])


@lru_cache(maxsize=1)
def pain_gates() -> tuple[PainGate, ...]:
    """Return homept's pain policies."""
    return tuple(PainGate(**table) for table in _tables()["pain-gates"]["policy"])


def pain_gate(id: str) -> PainGate:
    """Return the pain policy *id*."""
    for gate in pain_gates():
        if gate.id == id:
            return gate
    raise UnknownId("pain policy", id, [gate.id for gate in pain_gates()])


@lru_cache(maxsize=1)
def progression() -> ProgressionPolicy:
    """Return homept's progression policy, the repetition range."""
    return ProgressionPolicy(**_tables()["progression"]["policy"][0])


@lru_cache(maxsize=1)
def adherence_policy() -> AdherencePolicy:
    """Return homept's policy of counting adherence."""
    return AdherencePolicy(**_tables()["adherence"])


def gate_for(regions: Iterable[str], gates: Sequence[PainGate]) -> PainGate | None:
    """
    Return the policy that was made for all of these regions, or the first one without regions, which only tells when to ask.

    Bands of one part of the body say nothing about another.
    None when *gates* has neither.

    >>> gate_for({"knee"}, pain_gates()).id
    'knee-hip-bands'
    >>> gate_for({"neck"}, pain_gates()).id, gate_for({"neck"}, pain_gates()).advances
    ('no-worse-than-usual', False)
    """
    wanted = set(regions)
    own = next((gate for gate in gates if gate.regions and wanted <= set(gate.regions)), None)
    return own or next((gate for gate in gates if not gate.regions), None)
