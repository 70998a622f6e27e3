"""The points of a routine: what each exercise brings by itself, and what counts once, whichever exercise brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept.routine.choose import Choice, Option, choose
from homept.routine.explanation import Pick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homept.exercise import Exercise
    from homept.policies import BuildingPolicy
    from homept.routine.candidates import Candidate, Wish

__all__ = ["ANY_DAY", "Day", "best_choice", "meets", "picks", "strengthens"]


class Day(NamedTuple):
    """
    What a day of a week asks for beside the wish.

    ``rests`` tells that nothing is strengthened on it, and ``excused`` which exercises therefore need not be in it; ``needs`` are names as :func:`meets` knows them, ``first`` the one that comes before the others; ``lacking`` are the
    regions and goals wished for that no earlier day of the week answers.
    """

    rests: bool = False
    excused: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    first: str = ""
    lacking: frozenset[str] = frozenset()


#: A routine that stands alone.
ANY_DAY = Day()


def strengthens(exercise: Exercise) -> bool:
    """Tell whether the muscles of the exercise need a day of rest after it."""
    return exercise.kind == "strength"


def meets(need: str, exercise: Exercise) -> bool:
    """Tell whether an exercise meets a need of the week: strength, balance or mobility."""
    if need == "strength":
        return strengthens(exercise)
    return "balance" in exercise.goals if need == "balance" else exercise.kind in ("mobility", "stretch")


def best_choice(may: list[Candidate], wish: Wish, policy: BuildingPolicy, day: Day) -> Choice | None:
    """Return the best set of the candidates, None where those that have to be in it break a limit; empty only without any."""
    request = wish.request
    options = [
        Option(
            candidate.exercise.id,
            sum(points for _, _, points in _own_parts(candidate.exercise, wish, policy)),
            candidate.seconds,
            frozenset(f"{code}:{word}" for code, word in _tags(candidate.exercise, wish, day)),
            candidate.exercise.family,
        )
        for candidate in may
    ]
    tags = frozenset[str]().union(*(option.tags for option in options))
    tag_points = {tag: _tag_points(*_code_and_word(tag), wish, policy, day) for tag in tags}
    choice = choose(
        options,
        tag_points,
        seconds=request.minutes * 60,
        count=request.max_exercises or policy.max_exercises,
        must=request.must_have - day.excused,
        budget=policy.node_budget,
    )
    if choice is None or choice.ids or not options:
        return choice

    # Each that is left is disliked more than it brings. A dislike is never a limit, so the best one of them is taken; what is
    # shared counts once, so that no two of them can bring more.
    def worth(option: Option) -> int:
        return option.points + sum(tag_points[tag] for tag in option.tags)

    best = min(options, key=lambda option: (-worth(option), option.seconds, option.id))
    return Choice((best.id,), worth(best), worth(best) if choice.bound == choice.points else choice.bound)


def _code_and_word(tag: str) -> tuple[str, str]:
    code, _, word = tag.partition(":")
    return code, word


def _own_parts(exercise: Exercise, wish: Wish, policy: BuildingPolicy) -> list[tuple[str, str, int]]:
    """The points that an exercise brings whatever else is chosen."""
    points, request = policy.points, wish.request
    parts = [("region", word, points.region * request.weight(word)) for word in wish.regions_of(exercise)]
    parts += _focus(exercise, wish, policy)
    parts += [("goal", word, points.goal * request.weight(word)) for word in wish.goals_of(exercise)]
    parts += [("main-goal", word, points.main_goal * request.weight(word)) for word in wish.main_goals_of(exercise)]
    if exercise.id in request.must_have:
        parts.append(("must-have", "", points.must_have))
    parts.append(("gentle", "", points.gentle * (5 - exercise.level)))
    if request.level is not None:
        parts.append(("level-fit", "", points.level_fit * (3 - (request.level - exercise.level))))
    if request.preferences is not None and exercise.id in request.preferences.likes:
        parts.append(("like", "", points.like))
    if request.preferences is not None and exercise.id in request.preferences.dislikes:
        parts.append(("dislike", "", -points.dislike))
    else:
        # That others are given it is no reason for who does not like it.
        parts += _published(exercise, wish, policy)
    return parts


def _focus(exercise: Exercise, wish: Wish, policy: BuildingPolicy) -> list[tuple[str, str, int]]:
    """The points for working what was asked for and little else: the share of its regions that were wished for."""
    asked = frozenset().union(*wish.regions.values())
    share = policy.points.focus * len(asked & set(exercise.regions)) // max(1, len(exercise.regions))
    return [("focus", "", share)] if share else []


def _published(exercise: Exercise, wish: Wish, policy: BuildingPolicy) -> list[tuple[str, str, int]]:
    """The points for standing in published leaflets: any of them, and those for what the person has, which counts once."""
    points = policy.points
    parts = []
    if exercise.uses:
        parts.append(("published", "", points.published * min(len(exercise.uses), points.published_at_most)))
    counts = {word: sum(word in (*use.conditions, *use.procedures) for use in exercise.uses) for word in wish.has}
    if any(counts.values()):
        word = min(counts, key=lambda word: (-counts[word], word))
        parts.append(("published-for", word, points.published_for * min(counts[word], points.published_for_at_most)))
    return parts


def _tags(exercise: Exercise, wish: Wish, day: Day) -> list[tuple[str, str]]:
    """What counts once in a routine, whichever exercise brings it."""
    regions, goals = wish.regions_of(exercise), wish.goals_of(exercise)
    tags = [("new-region", word) for word in regions]
    tags += [("new-goal", word) for word in goals]
    tags += [("new-main-goal", word) for word in wish.main_goals_of(exercise)]
    tags += [("new-movement", word) for word in exercise.movements]
    # Goals say themselves what a routine should be made of; without any, it moves, strengthens and stretches.
    tags += [] if wish.goals else [("new-kind", exercise.kind)]
    tags += [("week-need", need) for need in day.needs if meets(need, exercise)]
    tags += [("week-new", word) for word in (*regions, *goals) if word in day.lacking]
    return tags


def _tag_points(code: str, word: str, wish: Wish, policy: BuildingPolicy, day: Day) -> int:
    points, weight = policy.points, wish.request.weight(word)
    return {
        "new-region": points.new_region * weight,
        "new-goal": points.new_goal * weight,
        "new-main-goal": points.new_main_goal * weight,
        "new-movement": points.new_movement,
        "new-kind": points.new_kind,
        "week-need": points.week_first if word == day.first else points.week_need,
        "week-new": points.week_new,
    }[code]


def picks(ordered: Iterable[Candidate], wish: Wish, policy: BuildingPolicy, day: Day) -> Iterable[Pick]:
    """Give what counts once to the first exercise of the routine that brings it, so that all parts add up to the score."""
    covered: set[tuple[str, str]] = set()
    for candidate in ordered:
        parts = _own_parts(candidate.exercise, wish, policy)
        for code, word in _tags(candidate.exercise, wish, day):
            if (code, word) not in covered:
                covered.add((code, word))
                parts.append((code, word, _tag_points(code, word, wish, policy, day)))
        yield Pick(exercise=candidate.exercise.id, parts=tuple(parts))
