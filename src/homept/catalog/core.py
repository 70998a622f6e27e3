"""
The catalog itself.

A catalog is a set of bits over an ordered store of records; each word of each facet has a bitset, so that a filter is a few
integer operations at any size, and a record is read when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from homept.catalog.records import make_exercise
from homept.errors import InvalidValue, UnknownId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import Never

    from homept.catalog.layers import Patch
    from homept.catalog.results import FilterCount, SearchHit
    from homept.exercise import Exercise

__all__ = ["Catalog", "load_catalog"]

#: The facets that a catalog can be filtered by, each with the attribute of the record that it looks at.
FACETS = {
    "regions": "regions",
    "goals": "goals",
    "kinds": "kind",
    "positions": "position",
    "surfaces": "surface",
    "equipment": "equipment",
    "muscles": "muscles",
    "movements": "movements",
    "side_models": "side_model",
    "traits": "traits",
    "levels": "level",
}


class Store:
    """
    Ordered records with one bitset per word.

    ``read(index)`` makes the record; each is made once.
    ``masks[facet][word]`` has bit *i* set when record *i* carries the word or one below it.
    ``read_names()``, where it is given, reads the main, other and ambiguous names of each record by its id, and how many leaflets ask for it, and no record.
    """

    __slots__ = ("_found", "_read", "all", "ids", "index", "languages", "masks", "read_names", "search_index")

    def __init__(
        self,
        ids: tuple[str, ...],
        masks: dict[str, dict[str, int]],
        read: Callable[[int], Exercise],
        withdrawn: int,
        languages: tuple[tuple[str, int], ...],
        read_names: Callable[[], dict[str, Any]] | None = None,
    ) -> None:
        self.ids: tuple[str, ...] = ids
        self.index: dict[str, int] = {id: number for number, id in enumerate(ids)}
        self.masks: dict[str, dict[str, int]] = masks
        self.all: int = ((1 << len(ids)) - 1) & ~withdrawn
        self.languages: tuple[tuple[str, int], ...] = languages
        self.read_names: Callable[[], dict[str, Any]] | None = read_names
        self.search_index: Any = None
        self._read = read
        self._found: list[Exercise | None] = [None] * len(ids)

    def record(self, number: int) -> Exercise:
        found = self._found[number]
        if found is None:
            # Two threads may both make it; they make equal values.
            found = self._found[number] = self._read(number)
        return found


class Catalog(Mapping[str, "Exercise"]):
    """
    An immutable mapping from exercise id to exercise, ordered by id.

    Filters and layers give a new catalog.
    Made by :func:`load_catalog`, :func:`load_folder` or :meth:`of`.

    >>> import homept
    >>> catalog = homept.load_catalog()
    >>> knee = catalog.filter(regions={"knee"}, goals={"strength"})
    >>> "quad-set" in knee, "calf-raise" in knee
    (True, False)
    >>> knee["quad-set"].name
    'Quad set'
    """

    __slots__ = ("_filters", "_language", "_mask", "_store", "_version")

    def __init__(
        self,
        store: Store,
        *,
        version: str,
        language: str,
        mask: int | None = None,
        filters: tuple[tuple[str, tuple[object, ...], int], ...] = (),
    ) -> None:
        """Made by :func:`load_catalog`, :func:`load_folder` and :meth:`of`; not meant to be called."""
        self._store = store
        self._mask = store.all if mask is None else mask
        self._filters = filters
        self._version = version
        self._language = language

    @classmethod
    def of(cls, exercises: Iterable[Exercise], *, version: str = "0") -> Catalog:
        """
        Make a catalog of exercises made in code.

        Their words are checked like those of data files; ids are unique, and all texts are in one language.
        Links may lead out of the catalog, since a part of one is a catalog too.
        Raises :class:`homept.errors.InvalidData` with all problems at once.

        >>> import homept
        >>> core = homept.load_catalog()
        >>> homept.Catalog.of([core["heel-slide"], core["quad-set"]], version="1")
        <Catalog 2 exercises, version 1>
        """
        from homept.catalog.layers import catalog_of

        return catalog_of(exercises, version=version)

    @property
    def version(self) -> str:
        """The version of the data, apart from the version of the code."""
        return self._version

    @property
    def language(self) -> str:
        """The language of the records' texts."""
        return self._language

    def __getitem__(self, id: str) -> Exercise:
        number = self._store.index.get(id)
        if number is None or not (self._mask >> number) & 1:
            return self._missing(id, number)
        return self._store.record(number)

    def _missing(self, id: str, number: int | None) -> Exercise:
        if number is not None and not (self._store.all >> number) & 1:
            from homept.catalog.layers import warn_withdrawn

            return warn_withdrawn(self._store.record(number))
        from difflib import get_close_matches

        raise UnknownId("exercise", id, get_close_matches(str(id), list(self), n=3, cutoff=0.5))

    def __iter__(self) -> Iterator[str]:
        # By the text of the bits: peeling them off one by one is quadratic in the size of the catalog.
        bits = bin(self._mask)[:1:-1]
        number = bits.find("1")
        while number >= 0:
            yield self._store.ids[number]
            number = bits.find("1", number + 1)

    def __len__(self) -> int:
        return self._mask.bit_count()

    def __contains__(self, id: object) -> bool:
        number = self._store.index.get(id) if isinstance(id, str) else None
        return number is not None and bool((self._mask >> number) & 1)

    def __hash__(self) -> int:
        return hash((self.version, self.language, tuple(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalog):
            return NotImplemented
        same_form = (self.version, self.language) == (other.version, other.language)
        return same_form and list(self.values()) == list(other.values())

    def __repr__(self) -> str:
        count, whole = len(self), self._store.all.bit_count()
        size = f"{count} exercises" if count == whole else f"{count} of {whole} exercises"
        return f"<Catalog {size}, version {self.version}>"

    def __reduce__(self) -> tuple[Any, ...]:
        from homept.catalog.layers import rebuild, with_withdrawn

        return rebuild, (tuple(with_withdrawn(self)), self.version, self.language, self._store.languages)

    def filter(
        self,
        *,
        regions: Collection[str] | None = None,
        goals: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
        positions: Collection[str] | None = None,
        surfaces: Collection[str] | None = None,
        equipment: Collection[str] | None = None,
        muscles: Collection[str] | None = None,
        movements: Collection[str] | None = None,
        side_models: Collection[str] | None = None,
        traits: Collection[str] | None = None,
        levels: Collection[int] | None = None,
        where: Callable[[Exercise], bool] | None = None,
        **unknown: Never,
    ) -> Catalog:
        """
        Return the exercises that have any of the words in each facet asked for.

        A region or goal includes those below it: ``lower-limb`` finds the knee exercises.
        None leaves a facet open; an empty collection matches nothing.
        ``where`` is asked of each exercise that is left; for anything that is not a facet.
        A bare string, an unknown word and an unknown filter are errors that name the nearest right one.
        :meth:`explain` says which filter an empty result is due to.

        >>> import homept
        >>> catalog = homept.load_catalog()
        >>> len(catalog.filter(regions={"jaw"}, levels=[4]))
        0
        >>> "calf-raise" in catalog.filter(goals={"strength"}, where=lambda exercise: exercise.fall_risk > 0)
        True
        """
        if unknown:
            raise _unknown_filter(next(iter(unknown)))
        mask = self._mask
        filters = self._filters
        for facet, wanted in (
            ("regions", regions),
            ("goals", goals),
            ("kinds", kinds),
            ("positions", positions),
            ("surfaces", surfaces),
            ("equipment", equipment),
            ("muscles", muscles),
            ("movements", movements),
            ("side_models", side_models),
            ("traits", traits),
            ("levels", levels),
        ):
            if wanted is not None:
                asked, passing = self._any_of(facet, wanted)
                mask &= passing
                filters += ((facet, asked, passing),)
        if where is not None:
            passing = self._passing(mask, where)
            mask &= passing
            filters += (("where", (getattr(where, "__name__", "a predicate"),), passing),)
        return Catalog(self._store, version=self.version, language=self.language, mask=mask, filters=filters)

    def _any_of(self, facet: str, wanted: Collection[Any]) -> tuple[tuple[Any, ...], int]:
        if isinstance(wanted, str):
            raise InvalidValue(f"filter {facet}", f"a collection of words; write {{{wanted!r}}} for one word", "a bare string")
        asked = tuple(wanted)
        table = self._store.masks[facet]
        mask = 0
        for word in asked:
            bits = table.get(str(word) if facet == "levels" else word)
            if bits is None:
                raise _unknown_word(facet, word, table)
            mask |= bits
        return asked, mask

    def _passing(self, mask: int, where: Callable[[Exercise], bool]) -> int:
        passing = 0
        for id in self:
            number = self._store.index[id]
            if (mask >> number) & 1 and where(self._store.record(number)):
                passing |= 1 << number
        return passing

    def explain(self) -> tuple[FilterCount, ...]:
        """
        Say for each filter that led to this catalog how many exercises of the whole one pass it alone.

        A ``where`` is only ever asked of what the filters before it left, so it counts among those.

        >>> import homept
        >>> homept.load_catalog().filter(regions={"jaw"}, levels=[4]).explain()[0].wanted
        ('jaw',)
        """
        from homept.catalog.results import FilterCount

        return tuple(
            FilterCount(facet=facet, wanted=tuple(sorted(map(str, wanted))), passing=(passing & self._store.all).bit_count())
            for facet, wanted, passing in self._filters
        )

    def search(self, query: str, *, limit: int = 10) -> tuple[SearchHit, ...]:
        """
        Find exercises by name; best first, at most *limit*.

        Forgives typing mistakes, plurals, British spelling, word order, words written together, initials for a name, and
        everyday words for the same thing, such as *wand* for *stick*.
        The first search of a catalog reads all its names, and no record but those it finds.
        A name that stands for several movements finds all of them, each marked ``ambiguous``.
        Nothing alike gives an empty tuple.

        >>> import homept
        >>> homept.load_catalog().search("heal slides")[0].exercise.id
        'heel-slide'
        >>> homept.load_catalog().search("SAQ")[0].exercise.id
        'short-arc-quad'
        """
        from homept.catalog.search import search

        return search(self, query, limit)

    def with_layer(self, layer: Catalog) -> Catalog:
        """
        Return the catalog with the records of *layer* added; an id that both have is an error.

        The version names both.
        """
        from homept.catalog.layers import with_layer

        return with_layer(self, layer)

    def patched(self, *patches: Patch) -> Catalog:
        """Return the catalog with *patches* applied in order, each shown in the ``provenance`` of its record."""
        from homept.catalog.layers import patched

        return patched(self, patches)

    @property
    def languages(self) -> Mapping[str, int]:
        """For each language that any record has, how many records have it."""
        return dict(self._store.languages)


def _unknown_word(facet: str, word: object, known: Iterable[str]) -> Exception:
    from homept.vocabulary import unknown_word

    hint = "levels are " + ", ".join(known) if facet == "levels" else ""
    return unknown_word(facet, word, known, path=f"filter {facet}", hint=hint)


def _unknown_filter(name: str) -> Exception:
    from homept.vocabulary import unknown_word

    hint = "filters are " + ", ".join((*FACETS, "where"))
    return unknown_word("filters", name, (*FACETS, "where"), path="filter", hint=hint)


def load_catalog(*, language: str = "en") -> Catalog:
    """
    Return homept's own catalog with its texts in *language*.

    Only an index is read; each record is read when it is looked at.
    A language that no record has is a :class:`homept.errors.MissingText`.

    >>> import homept
    >>> catalog = homept.load_catalog()
    >>> len(catalog) > 400, catalog["bridge"].name
    (True, 'Bridge')
    """
    from homept._package_data import read_json

    index = read_json("catalog.json")
    if language not in index["languages"]:
        from homept.errors import MissingText

        raise MissingText("catalog", language, sorted(index["languages"]))
    check_fresh(index)
    ids = tuple(index["ids"])

    def read(number: int) -> Exercise:
        return make_exercise(read_json("exercises", f"{ids[number]}.json"), language)

    def read_names() -> dict[str, Any]:
        names: dict[str, Any] = read_json(f"names.{language}.json")
        return names

    store = Store(ids, index["masks"], read, index["withdrawn"], tuple(index["languages"].items()), read_names)
    return Catalog(store, version=index["version"], language=language)


def check_fresh(index: dict[str, Any]) -> None:
    """In a checkout, where the sources lie beside the compiled files, refuse compiled files that are older."""
    import os

    from homept import _package_data

    if os.path.exists(os.path.join(_package_data.ROOT, "catalog.toml")):
        from homept.catalog.digest import digest
        from homept.errors import StaleData

        if digest(_package_data.ROOT) != index["digest"]:
            raise StaleData("the compiled data is older than its sources; make it anew with: python -m homept compile")
