"""Catalogs made of records in memory: layers, patches, and withdrawn records."""

from __future__ import annotations

import warnings
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.catalog.core import FACETS, Catalog, Store
from homept.dose import DoseBand
from homept.errors import DataProblem, InvalidData, InvalidValue
from homept.exercise import Exercise, ExerciseText, Precaution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Patch", "WithdrawnWarning"]


class WithdrawnWarning(UserWarning):
    """An exercise was looked up that has been withdrawn from the catalog; the message names its successor."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Patch(Value):
    """
    A change that a clinic or a person makes to one record of a catalog, which stays visible in its provenance.

    Words and doses may be replaced; precautions can only be added, so that a patch never makes a record less careful.
    A clinician's review was of the record before the patch, so a patched record counts as not reviewed.

    >>> from datetime import date
    >>> import homept
    >>> from homept.catalog import Patch
    >>> band = homept.DoseBand(low=homept.Dose.parse("1x3"), start=homept.Dose.parse("1x5"), high=homept.Dose.parse("1x10"))
    >>> patch = Patch(exercise="heel-slide", by="Hill Clinic", on=date(2026, 11, 20), reason="gentler start", dose=band)
    >>> patched = homept.load_catalog().patched(patch)
    >>> patched["heel-slide"].dose.start.notation(), patched["heel-slide"].provenance
    ('1x5', ('2026-11-20 Hill Clinic: gentler start (dose)',))
    """

    exercise: str = attrs.field(validator=checks.an_id)
    by: str = attrs.field(validator=checks.text)
    on: date = attrs.field(validator=checks.calendar_day)
    reason: str = attrs.field(validator=checks.text)
    text: ExerciseText | None = attrs.field(default=None, validator=checks.optional(checks.a(ExerciseText)))
    dose: DoseBand | None = attrs.field(default=None, validator=checks.optional(checks.a(DoseBand)))
    add_precautions: tuple[Precaution, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(Precaution))
    )

    def __attrs_post_init__(self) -> None:
        if self.text is None and self.dose is None and not self.add_precautions:
            raise InvalidValue("Patch", "at least one of text, dose and add_precautions")

    def apply(self, exercise: Exercise) -> Exercise:
        """Return *exercise* with the patch applied and noted in its provenance."""
        parts = [name for name in ("text", "dose", "add_precautions") if getattr(self, name)]
        note = f"{self.on.isoformat()} {self.by}: {self.reason} ({', '.join(parts)})"
        return attrs.evolve(
            exercise,
            text=self.text or exercise.text,
            dose=self.dose or exercise.dose,
            precautions=(*exercise.precautions, *self.add_precautions),
            review=exercise.review.without_clinician(),
            provenance=(*exercise.provenance, note),
        )


def catalog_of(exercises: Iterable[Exercise], *, version: str, language: str | None = None) -> Catalog:
    """Make a catalog of records, checked like data files as far as they meet in code, all in *language* where it is given."""
    records = sorted(exercises, key=lambda exercise: exercise.id)
    if language is None:
        language = records[0].text.language if records else "en"
    problems = [*_word_problems(records), *_meeting_problems(records, language)]
    if problems:
        raise InvalidData(problems)
    return catalog_from_store(store_of(records), version=version, language=language)


def catalog_from_store(store: Store, *, version: str, language: str) -> Catalog:
    """Make the catalog of all records of a store."""
    return Catalog(store, version=version, language=language)


def store_of(exercises: Sequence[Exercise], *, languages: tuple[tuple[str, int], ...] | None = None) -> Store:
    """Make a store of records that are at hand."""
    records = tuple(sorted(exercises, key=lambda exercise: exercise.id))
    if languages is None:
        found = sorted({record.text.language for record in records})
        languages = tuple((language, sum(r.text.language == language for r in records)) for language in found)
    withdrawn = sum(1 << number for number, record in enumerate(records) if record.withdrawn)
    return Store(tuple(r.id for r in records), masks_of(records), records.__getitem__, withdrawn, languages)


def masks_of(records: Sequence[Exercise]) -> dict[str, dict[str, int]]:
    """Return the bitset of every word of every facet, a word counting for those above it in its tree."""
    from homept.catalog.shape import shipped_words
    from homept.vocabulary import words

    known = shipped_words()
    parents = {facet: {word.id: word.parent for word in words(facet)} for facet in FACETS if facet != "levels"}
    return bitsets(records, known, parents)


def bitsets(
    records: Sequence[Exercise], known: dict[str, frozenset[str]], parents: dict[str, dict[str, str | None]]
) -> dict[str, dict[str, int]]:
    """Return the bitsets over *records* for the words *known*, with *parents* giving the trees."""
    masks: dict[str, dict[str, int]] = {}
    for facet, attribute in FACETS.items():
        table = dict.fromkeys(map(str, range(1, 5)) if facet == "levels" else sorted(known[facet]), 0)
        for number, record in enumerate(records):
            value = getattr(record, attribute)
            for word in value if isinstance(value, tuple) else (str(value),):
                above: str | None = word
                while above is not None:
                    table[above] |= 1 << number
                    above = parents.get(facet, {}).get(above)
        masks[facet] = table
    return masks


def with_layer(base: Catalog, layer: Catalog) -> Catalog:
    """Join two catalogs whose ids do not meet."""
    if base.language != layer.language:
        raise InvalidValue("layer", f"a catalog in the language {base.language!r}", repr(layer.language))
    both = sorted(set(base) & set(layer))
    if both:
        raise InvalidData(
            [DataProblem("layer", id, "id", "both catalogs have this id; change a record by a patch") for id in both]
        )
    records = [*with_withdrawn(base), *with_withdrawn(layer)]
    return catalog_of(records, version=f"{base.version}+{layer.version}", language=base.language)


def patched(catalog: Catalog, patches: Iterable[Patch]) -> Catalog:
    """Apply *patches* in order."""
    records = {record.id: record for record in with_withdrawn(catalog)}
    for patch in patches:
        if patch.exercise not in records:
            catalog[patch.exercise]  # raises, with the nearest ids
        records[patch.exercise] = patch.apply(records[patch.exercise])
    return catalog_of(records.values(), version=f"{catalog.version}+patched", language=catalog.language)


def with_withdrawn(catalog: Catalog) -> list[Exercise]:
    """All records of a catalog and those that were withdrawn from it, which must resolve for ever."""
    store = catalog._store
    withdrawn = [record for record in map(store.record, range(len(store.ids))) if record.withdrawn]
    return [*catalog.values(), *withdrawn]


def rebuild(exercises: tuple[Exercise, ...], version: str, language: str, languages: tuple[tuple[str, int], ...]) -> Catalog:
    """Make a pickled catalog anew."""
    return catalog_from_store(store_of(exercises, languages=languages), version=version, language=language)


def warn_withdrawn(exercise: Exercise) -> Exercise:
    """Return a withdrawn record with a warning that names its successor."""
    instead = f"use {exercise.successor!r} instead" if exercise.successor else "it has no successor"
    warnings.warn(
        f"the exercise {exercise.id!r} was withdrawn in {exercise.withdrawn}; {instead}", WithdrawnWarning, stacklevel=4
    )
    return exercise


def _word_problems(records: Sequence[Exercise]) -> list[DataProblem]:
    from homept.catalog.shape import EXERCISE, PRECAUTION, SOURCE, Checker, Shape, shipped_words

    checker = Checker(shipped_words())

    def check(value: object, shape: Shape, record: str, under: str = "") -> None:
        for field, key in shape.items():
            if key.facet:
                for words in _words_in(getattr(value, field)):
                    checker.words(key.facet, words, file="exercises in code", record=record, field=under + field)

    for record in records:
        check(record, EXERCISE, record.id)
        for number, precaution in enumerate(record.precautions):
            check(precaution, PRECAUTION, record.id, f"precautions[{number}].")
        for number, citation in enumerate(record.citations):
            check(citation, SOURCE, record.id, f"citations[{number}].")
    return checker.problems


def _words_in(value: Any) -> list[list[object]]:
    """The words of a field, as lists in which none may come twice."""
    if not isinstance(value, tuple):
        return [] if value is None else [[value]]
    if any(isinstance(member, tuple) for member in value):
        return [[kit, *others] for kit, others in value]
    return [list(value)]


def _meeting_problems(records: Sequence[Exercise], language: str) -> list[DataProblem]:
    found = []
    ids = [record.id for record in records]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        found.append(DataProblem("exercises in code", id, "id", "this id is given twice"))
    for record in records:
        if record.text.language != language:
            found.append(
                DataProblem(
                    "exercises in code", record.id, "text", f"expected the language {language!r}, found {record.text.language!r}"
                )
            )
        codes = [precaution.code for precaution in record.precautions]
        if len(set(codes)) != len(codes):
            found.append(DataProblem("exercises in code", record.id, "precautions", "a code is given twice"))
    return found
