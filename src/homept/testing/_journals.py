"""Strategies for journals and the reports in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.plan import Occurrence, Plan
from homept.progress import (
    Cleared,
    Effort,
    Entry,
    Erased,
    ExerciseReport,
    Journal,
    Measurement,
    MorningReport,
    PainScore,
    Paused,
    Performed,
    SessionReport,
    SymptomReport,
)
from homept.progress.entries import Report
from homept.testing._basics import days, ids, moments, reused, texts, word_sets, words
from homept.testing._doses import loads
from homept.testing._measures import known_scales
from homept.testing._plans import occurrences

__all__ = ["efforts", "entries", "exercise_reports", "journals", "pain_scores", "performed", "reports"]

_SIDES = st.none() | st.sampled_from(("left", "right", "both"))


@reused
def pain_scores(*, moment: str | None = None) -> SearchStrategy[PainScore]:
    """Draw a pain score of *moment* (None: of any), somewhere or nowhere named."""
    moments_of_pain = st.sampled_from(("before", "during", "next-morning")) if moment is None else st.just(moment)
    score, region = st.integers(0, 10), st.none() | words("regions")
    after = st.builds(
        PainScore,
        score=score,
        moment=st.just("after"),
        region=region,
        side=_SIDES,
        minutes_after=st.none() | st.integers(0, 2880),
    )
    other = st.builds(PainScore, score=score, moment=moments_of_pain, region=region, side=_SIDES)
    return other if moment not in (None, "after") else after if moment == "after" else other | after


@reused
def efforts() -> SearchStrategy[Effort]:
    """Draw how hard it felt."""
    return st.builds(Effort, st.integers(0, 10), st.sampled_from(("effort-0-10", "reps-in-reserve")))


@reused
def performed() -> SearchStrategy[Performed]:
    """Draw what was really done of an exercise."""
    return st.builds(
        Performed,
        amounts=st.lists(st.integers(0, 50000), max_size=3).map(tuple),
        hold_seconds=st.none() | st.integers(0, 3600),
        load=st.none() | loads(),
    )


@reused
@st.composite
def exercise_reports(draw: st.DrawFn, item: str | None = None) -> ExerciseReport:
    """Draw what happened with the item of this id; None draws one."""
    status = draw(st.sampled_from(("done", "partial", "skipped")))
    return ExerciseReport(
        item=draw(ids()) if item is None else item,
        status=status,
        side=draw(_SIDES),
        performed=draw(st.none() | performed()),
        pain=draw(st.lists(pain_scores(), max_size=2).map(tuple)),
        effort=draw(st.none() | efforts()),
        skip_reason=draw(words("skip_reasons")) if status == "skipped" else None,
        not_sure_how=draw(st.none() | st.booleans()),
    )


@reused
def _symptoms() -> SearchStrategy[frozenset[str] | None]:
    return st.none() | st.just(frozenset[str]()) | word_sets("symptoms", max_size=2)


@reused
@st.composite
def session_reports(draw: st.DrawFn) -> SessionReport:
    """Draw what happened with a session, planned or not."""
    status = draw(st.sampled_from(("done", "partial", "skipped")))
    items = draw(st.lists(ids(), max_size=2, unique=True))
    return SessionReport(
        occurrence=draw(st.none() | occurrences().map(lambda one: one.id)),
        status=status,
        happened_at=draw(moments()),
        pain=draw(st.lists(pain_scores(), max_size=3).map(tuple)),
        effort=draw(st.none() | efforts()),
        symptoms=draw(_symptoms()),
        items=tuple(draw(exercise_reports(item)) for item in items),
        skip_reason=draw(words("skip_reasons")) if status == "skipped" else None,
        note=draw(st.just("") | texts()),
    )


@reused
def morning_reports() -> SearchStrategy[MorningReport]:
    """Draw how it felt on the next morning."""
    return st.builds(
        MorningReport,
        occurrence=occurrences().map(lambda one: one.id),
        happened_at=moments(),
        pain=st.lists(pain_scores(moment="next-morning"), max_size=2).map(tuple),
        symptoms=_symptoms(),
        soreness=st.none() | st.booleans(),
    )


@reused
def symptom_reports() -> SearchStrategy[SymptomReport]:
    """Draw symptoms, or that there were none."""
    return st.builds(SymptomReport, happened_at=moments(), symptoms=_symptoms())


@reused
def measurements() -> SearchStrategy[Measurement]:
    """Draw a measured value, of a scale of homept's or of one with a namespace."""
    own = st.builds(
        Measurement,
        measure=ids(namespaced=True),
        value=st.decimals(Decimal(-1000), Decimal(1000), places=2),
        unit=st.sampled_from(("deg", "cm", "s")),
        happened_at=moments(),
        side=_SIDES,
    )
    return own | known_scales().flatmap(
        lambda scale: st.builds(
            Measurement,
            measure=st.just(scale.id),
            value=st.decimals(scale.lowest, scale.highest, places=1),
            unit=st.just(scale.unit),
            happened_at=moments(),
            side=_SIDES,
        )
    )


@reused
def cleared() -> SearchStrategy[Cleared]:
    """Draw a clinician's word that a plan may go on."""
    covers = st.frozensets(st.uuids().map(str), max_size=2)
    return st.builds(Cleared, by=texts(), role=words("roles"), on=days(), covers=covers)


@reused
def reports() -> SearchStrategy[Report]:
    """Draw what an entry of a journal may hold, of any kind."""
    return st.one_of(
        session_reports(),
        morning_reports(),
        symptom_reports(),
        measurements(),
        cleared(),
        st.just(Paused()),
        st.just(Erased()),
    )


@reused
def entries() -> SearchStrategy[Entry]:
    """Draw an entry around any report; its id is any, so that it need not fit into a journal with others."""
    return st.builds(
        Entry,
        id=st.uuids().map(str),
        replica=ids(),
        sequence=st.integers(1, 10_000),
        recorded_at=moments(),
        supersedes=st.none() | st.uuids().map(str),
        report=reports(),
    )


_PAIN = (
    st.none()
    | st.integers(0, 10)
    | st.dictionaries(st.sampled_from(("knee", "knee/left", "shoulder/right", "lower-back")), st.integers(0, 10), max_size=2)
)


def _one_more(draw: st.DrawFn, journal: Journal, known: Sequence[Occurrence], now: datetime) -> Journal:
    """Write one more thing into *journal* by one of its methods, as an app would."""
    one = draw(st.sampled_from(known))
    at = now - timedelta(minutes=draw(st.integers(0, 6000)))
    calls = ["done", "partial", "unplanned", "skipped", "next_morning", "symptoms", "measured", "cleared"]
    # Corrections need something to correct.
    correctable = [entry.id for entry in journal.entries if isinstance(entry.report, (SessionReport, MorningReport))]
    call = draw(st.sampled_from(calls + (["correct", "erase"] if correctable else [])))
    if call in ("done", "partial", "unplanned"):
        said = {
            "pain_before": draw(_PAIN),
            "pain_during": draw(_PAIN),
            "pain_after": draw(_PAIN),
            "minutes_after": draw(st.none() | st.integers(0, 60)),
            "effort": draw(st.none() | st.integers(0, 10)),
            "symptoms": draw(_symptoms()),
        }
        planned = {} if call == "unplanned" else {"occurrence": one}
        written: Journal = getattr(journal, call)(**planned, at=at, recorded_at=now, **said)
        return written
    if call == "skipped":
        return journal.skipped(one, reason=draw(words("skip_reasons")), at=at, recorded_at=now)
    if call == "next_morning":
        return journal.next_morning(one, at=at, recorded_at=now, pain=draw(_PAIN), symptoms=draw(_symptoms()))
    if call == "symptoms":
        return journal.symptoms(draw(word_sets("symptoms", max_size=2)), at=at, recorded_at=now)
    if call == "measured":
        return journal.measured("knee-flexion", Decimal(draw(st.integers(0, 150))), "degrees", at=at, recorded_at=now)
    if call == "cleared":
        return journal.cleared(by=draw(texts()), role=draw(words("roles")), on=now.date(), recorded_at=now)
    if call == "correct":
        return journal.correct(draw(st.sampled_from(correctable)), recorded_at=now, symptoms=draw(_symptoms()))
    return journal.erase(draw(st.sampled_from(correctable)))


@reused
@st.composite
def journals(draw: st.DrawFn, *, plan: Plan | None = None, replica: str | None = None, max_size: int = 6) -> Journal:
    """
    Draw a journal that an app has written, corrections and erasures included.

    :param plan: whose sessions it tells of; None lets it tell of any.
    :param replica: who writes; None draws a name.
    :param max_size: at most so many calls of its methods.
    """
    journal = Journal(replica=draw(ids()) if replica is None else replica)
    known = draw(st.lists(occurrences(), min_size=1, max_size=3)) if plan is None else plan.occurrences(excused=True)
    first = known[0].day
    now = datetime(first.year, first.month, first.day, tzinfo=UTC)
    for _ in range(draw(st.integers(0, max_size))):
        now = draw(moments(first=now.date(), last=now.date() + timedelta(days=4)))
        journal = _one_more(draw, journal, known, now)
    return journal
