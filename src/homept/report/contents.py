"""What a catalog holds: exercises by each word, by part of the body and aim, names, programs and measures."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING, Any

from homept import vocabulary
from homept.report.table import Table, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from homept.catalog import Catalog
    from homept.exercise import Exercise, ExerciseText
    from homept.measures import Measure
    from homept.plan import Program
    from homept.report.table import Cell
    from homept.vocabulary import Word

__all__ = ["contents"]

# Words of which an exercise has any number, and those of which it has one; both can be filtered by.
_MANY = {"regions": "part of the body", "goals": "goal", "equipment": "equipment"}
_ONE = {"kinds": "kind", "positions": "position", "side_models": "sides"}
# What stands on the feet can be fallen from, and a kneeling person has to get up from the floor.
_DOWN = {"chair", "bed", "floor-or-bed"}
# What somebody sits on is no equipment to buy.
_SEATS = {"chair"}


def contents(catalog: Catalog, *, programs: Iterable[Program] = (), measures: Iterable[Measure] = ()) -> tuple[Table, ...]:
    """
    Count the exercises of *catalog* by each word, by part of the body and goal, and their names.

    With *programs* and *measures* those are counted too.

    >>> import homept
    >>> [table.id for table in contents(homept.load_catalog())][:4]
    ['at-a-glance', 'regions', 'goals', 'equipment']
    """
    programs, measures = tuple(programs), tuple(measures)
    tables = [
        _at_a_glance(catalog, programs, measures),
        *(_by_word(catalog, facet, title, many=True) for facet, title in _MANY.items()),
        *(_by_word(catalog, facet, title, many=False) for facet, title in _ONE.items()),
        _by_number(catalog, "levels", "Exercises by level", "From 1, very easy, to 4, hard.", range(1, 5), lambda one: one.level),
        _by_number(
            catalog,
            "fall-risks",
            "Exercises by fall risk",
            "From 0, none, to 3, only with a helper.",
            range(4),
            lambda one: one.fall_risk,
        ),
        _grid(catalog, "grid", "Exercises by part of the body and goal", "A word counts those below it.", lambda one: True),
        _grid(
            catalog,
            "gentle-grid",
            "The gentlest exercises by part of the body and goal",
            "Those of level 1 and fall risk 0, seated or lying on a bed, that need nothing but a chair or a bed.",
            _is_gentle,
        ),
    ]
    tables += [_programs(catalog, programs)] if programs else []
    tables += [_measures(measures)] if measures else []
    return tuple(tables)


def _at_a_glance(catalog: Catalog, programs: tuple[Program, ...], measures: tuple[Measure, ...]) -> Table:
    texts = [exercise.text for exercise in catalog.values()]
    others = [len(text.other_names) for text in texts]
    rows: list[tuple[Cell, ...]] = [
        ("exercises", len(texts)),
        ("movement families", len({exercise.family for exercise in catalog.values()})),
        ("other names", sum(others)),
        ("other names of an exercise, in the middle", median_low(others or [0])),
        ("exercises without another name", others.count(0)),
        ("names that may mean something else", sum(len(text.ambiguous_names) for text in texts)),
        ("different names that find an exercise", len({name.casefold() for text in texts for name in _names(text)})),
        ("exercises of level 1 and fall risk 0, seated or in bed, without equipment", sum(map(_is_gentle, catalog.values()))),
    ]
    rows += [("programs", len(programs))] if programs else []
    rows += [("outcome measures", len(measures))] if measures else []
    return Table(
        "at-a-glance",
        "At a glance",
        f"Version {catalog.version} of the data, language {catalog.language}.",
        ("What", "Count"),
        tuple(rows),
    )


def _names(text: ExerciseText) -> tuple[str, ...]:
    return text.name, *text.other_names, *text.ambiguous_names


def _is_gentle(exercise: Exercise) -> bool:
    at_ease = exercise.level == 1 and exercise.fall_risk == 0 and exercise.surface in _DOWN
    return at_ease and not set(exercise.equipment) - _SEATS


def _in_order(facet: str) -> list[Word]:
    """The words of a facet, each with those below it right after it."""
    words = vocabulary.words(facet)
    return [word for top in words if top.parent is None for word in (top, *(one for one in words if one.parent == top.id))]


def _indented(word: Word) -> str:
    """Return the label of a word, set in when it stands below another."""
    return f"{'' if word.parent is None else '  '}{word.label()}"


def _with(catalog: Catalog, facet: str, word: str) -> Catalog:
    wanted: dict[str, Any] = {facet: {word}}
    return catalog.filter(**wanted)


def _by_word(catalog: Catalog, facet: str, title: str, *, many: bool) -> Table:
    counts = [(word, len(_with(catalog, facet, word.id))) for word in _in_order(facet)]
    rows = [(_indented(word), count, percent(count, len(catalog))) for word, count in counts]
    if facet == "equipment":
        bare = sum(not exercise.equipment for exercise in catalog.values())
        rows.insert(0, ("none", bare, percent(bare, len(catalog))))
    note = "An exercise may have several; a word counts those below it too." if many else "Each exercise has one."
    return Table(facet.replace("_", "-"), f"Exercises by {title}", note, (title.capitalize(), "Exercises", "Share"), tuple(rows))


def _by_number(catalog: Catalog, id: str, title: str, note: str, numbers: Iterable[int], of: Callable[[Exercise], int]) -> Table:
    found = [of(exercise) for exercise in catalog.values()]
    rows = tuple((str(number), found.count(number), percent(found.count(number), len(found))) for number in numbers)
    return Table(id, title, note, (title.rpartition(" by ")[2].capitalize(), "Exercises", "Share"), rows)


def _grid(catalog: Catalog, id: str, title: str, note: str, wanted: Callable[[Exercise], bool]) -> Table:
    part = catalog.filter(where=wanted)
    goals = _in_order("goals")
    rows: list[tuple[Cell, ...]] = []
    for region in _in_order("regions"):
        here = part.filter(regions={region.id})
        rows.append((_indented(region), len(here), *(len(here.filter(goals={goal.id})) for goal in goals)))
    return Table(id, title, note, ("Part of the body", "all", *(goal.id for goal in goals)), tuple(rows))


def _programs(catalog: Catalog, programs: tuple[Program, ...]) -> Table:
    used = {item.exercise for program in programs for phase in program.phases for item in phase.items}
    own = sum(program.source == "homept-default" for program in programs)
    rows = (
        ("programs", len(programs)),
        ("that follow a published one", len(programs) - own),
        ("of homept's own", own),
        ("reviewed by a clinician", sum(program.reviewed_by is not None for program in programs)),
        ("phases", sum(len(program.phases) for program in programs)),
        ("exercises that some program uses", len(used & set(catalog))),
        ("exercises that no program uses", len(set(catalog) - used)),
    )
    return Table("programs", "Programs", "", ("What", "Count"), rows)


def _measures(measures: tuple[Measure, ...]) -> Table:
    kinds = sorted({measure.kind for measure in measures})
    rows = tuple(
        (kind, sum(one.kind == kind for one in measures), sum(len(one.scales) for one in measures if one.kind == kind))
        for kind in kinds
    )
    return Table("measures", "Outcome measures by kind", "", ("Kind", "Measures", "Scales"), rows)
