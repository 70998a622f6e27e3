"""Strategies for exercises and catalogs of them."""

from __future__ import annotations

from collections.abc import Collection

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.catalog import Catalog, FilterCount, Patch, SearchHit
from homept.exercise import Citation, Exercise, ExerciseText, Precaution, PublishedUse, ReviewState
from homept.testing._basics import days, ids, own_catalog, reused, texts, word_lists, words
from homept.testing._doses import dose_bands
from homept.vocabulary import Word

__all__ = [
    "catalogs",
    "citations",
    "exercise_texts",
    "exercises",
    "filter_counts",
    "patches",
    "precautions",
    "published_uses",
    "search_hits",
]


@reused
def citations() -> SearchStrategy[Citation]:
    """Draw a citation."""
    return st.builds(
        Citation,
        source=ids(namespaced=False),
        title=texts(),
        publisher=texts(),
        seen=texts(),
        supports=st.lists(st.sampled_from(("dose.start", "steps", "precautions")), max_size=2).map(tuple),
        year=st.none() | st.integers(1800, 2100),
        url=st.none() | st.just("https://example.org/paper"),
        kind=st.none() | words("source_kinds"),
    )


@reused
def published_uses() -> SearchStrategy[PublishedUse]:
    """Draw the use of an exercise in a leaflet."""
    return st.builds(
        PublishedUse,
        leaflet=ids(namespaced=False),
        title=texts(),
        publisher=texts(),
        name=texts(),
        conditions=word_lists("conditions"),
        procedures=word_lists("procedures"),
        year=st.none() | st.integers(1800, 2100),
        url=st.none() | st.just("https://example.org/leaflet"),
    )


@reused
@st.composite
def precautions(draw: st.DrawFn) -> Precaution:
    """Draw a precaution for a condition or for a dated operation."""
    for_surgery = draw(st.booleans())
    change: dict[str, object] = {}
    verdict = draw(st.sampled_from(("modify", "needs-clearance", "exclude")))
    if verdict == "modify":
        changes = {
            "cap_hold_seconds": st.integers(1, 600),
            "support": words("supports"),
            "replace_by": ids(),
            "cue": st.just(True),
        }
        chosen = draw(st.lists(st.sampled_from(sorted(changes)), min_size=1, unique=True))
        change = {name: draw(changes[name]) for name in chosen}
    return Precaution(
        code=draw(ids(namespaced=False)),
        verdict=verdict,
        sentence=draw(texts()),
        source=draw(ids(namespaced=False)),
        condition=None if for_surgery else draw(words("conditions")),
        surgery=draw(words("procedures")) if for_surgery else None,
        within_days=draw(st.none() | st.integers(1, 3650)) if for_surgery else None,
        **change,  # type: ignore[arg-type]  # each strategy draws what its field takes
    )


@reused
def review_states() -> SearchStrategy[ReviewState]:
    """Draw the review state of a record, reviewed by a clinician or not."""
    return st.builds(
        ReviewState,
        written_by=texts(),
        checked_against=st.lists(ids(namespaced=False), max_size=2).map(tuple),
        reviewed_by=st.none() | texts(),
        reviewed_on=st.none() | days().map(lambda day: day.isoformat()),
        reviewed_content=st.none() | texts(),
    )


@reused
def exercise_texts(*, language: str | None = None) -> SearchStrategy[ExerciseText]:
    """Draw the words of an exercise, labeled as being in *language* (None: in any)."""
    some = st.lists(texts(), min_size=1, max_size=2).map(tuple)
    perhaps = st.lists(texts(), max_size=2).map(tuple)
    return st.builds(
        ExerciseText,
        language=st.sampled_from(("en", "es", "pt-br")) if language is None else st.just(language),
        name=texts(),
        purpose=texts(),
        why=texts(),
        set_up=some,
        steps=some,
        breathing=texts(),
        mistakes=some,
        stop_signs=some,
        other_names=perhaps,
        ambiguous_names=perhaps,
    )


@reused
def exercises(*, id: str | None = None, links: Collection[str] | None = None, language: str = "en") -> SearchStrategy[Exercise]:
    """
    Draw an exercise.

    :param id: its id; None draws one.
    :param links: the ids that its easier and harder exercises are drawn from; None draws them too.
    :param language: what its texts are labeled with.
    """
    known = ids() if links is None else st.sampled_from(sorted(links)) if links else None
    linked = st.just(()) if known is None else st.lists(known, max_size=2, unique=True).map(tuple)
    pairs = word_lists("equipment", min_size=2).map(lambda kits: (kits[0], kits[1:]))
    return st.builds(
        Exercise,
        id=ids() if id is None else st.just(id),
        revision=st.integers(1, 99),
        text=exercise_texts(language=language),
        regions=word_lists("regions", min_size=1),
        goals=word_lists("goals", min_size=1),
        kind=words("kinds"),
        position=words("positions"),
        surface=words("surfaces"),
        side_model=words("side_models"),
        muscles=word_lists("muscles"),
        movements=word_lists("movements"),
        equipment=word_lists("equipment"),
        stand_ins=st.lists(pairs, max_size=2, unique_by=lambda pair: pair[0]).map(tuple),
        assistance=words("assistances"),
        support=words("supports"),
        level=st.integers(1, 4),
        fall_risk=st.integers(0, 3),
        end_range=st.booleans(),
        traits=word_lists("traits"),
        dose=dose_bands(),
        set_up_seconds=st.integers(0, 600),
        hands_busy=st.booleans(),
        easier=linked,
        harder=linked,
        family=st.just("") | ids(),
        precautions=st.lists(precautions(), max_size=1).map(tuple),
        codes=st.lists(st.tuples(st.just("snomed"), ids(namespaced=False)), max_size=1).map(tuple),
        citations=st.lists(citations(), max_size=1).map(tuple),
        uses=st.lists(published_uses(), max_size=2, unique_by=lambda use: use.leaflet).map(tuple),
        review=review_states(),
        provenance=st.lists(texts(), max_size=1).map(tuple),
    )


@reused
@st.composite
def catalogs(draw: st.DrawFn, *, max_size: int = 3) -> Catalog:
    """Draw homept's own catalog, or one of up to *max_size* generated exercises, some of them withdrawn."""
    if draw(st.booleans()):
        return own_catalog()
    language = draw(st.sampled_from(("en", "es")))
    known = sorted(draw(st.sets(ids(), max_size=max_size)))
    records: list[Exercise] = []
    for id in known:
        records.append(draw(exercises(id=id, links=[other for other in known if other != id], language=language)))
    withdraws: bool = draw(st.booleans())
    if records and withdraws:
        records[0] = attrs.evolve(records[0], withdrawn="2026.12.0", successor=draw(st.none() | st.sampled_from(known)))
    return Catalog.of(records, version=draw(st.sampled_from(("0", "2026.12.0", "clinic-3"))))


@reused
def patches() -> SearchStrategy[Patch]:
    """Draw a patch that changes at least one thing."""
    added = st.lists(precautions(), max_size=2).map(tuple)
    parts = st.tuples(st.none() | exercise_texts(), st.none() | dose_bands(), added).filter(any)
    return st.builds(
        lambda parts, **fields: Patch(text=parts[0], dose=parts[1], add_precautions=parts[2], **fields),
        parts,
        exercise=ids(),
        by=texts(),
        on=days(),
        reason=texts(),
    )


@reused
def filter_counts() -> SearchStrategy[FilterCount]:
    """Draw what the explanation of a filter holds."""
    wanted = word_lists("regions")
    return st.builds(FilterCount, facet=st.just("regions"), wanted=wanted, passing=st.integers(0, 1000))


@reused
def search_hits() -> SearchStrategy[SearchHit]:
    """Draw what a search finds."""
    return st.builds(
        SearchHit, exercise=exercises(), name=texts(), score=st.floats(0, 1, allow_nan=False), ambiguous=st.booleans()
    )


@reused
def vocabulary_words() -> SearchStrategy[Word]:
    """Draw a word as a vocabulary file may hold it."""
    labels = st.dictionaries(st.sampled_from(("en", "es", "de")), texts(), min_size=1)
    rows = labels.map(lambda found: tuple(sorted(found.items())))
    return st.builds(
        Word,
        id=ids(namespaced=False),
        labels=rows,
        definitions=st.just(()) | rows,
        parent=st.none() | ids(namespaced=False),
        kind=st.none() | st.sampled_from(("emergency", "contact", "note", "pain", "excused", "missed")),
        benefit=st.booleans(),
        source=st.none() | ids(namespaced=False),
    )
