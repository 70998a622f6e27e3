"""
Merging: journals of replicas that parted from a common ancestor and wrote on, corrections and erasures included.

Merging is union; it does not matter in which order or how often replicas meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import permutations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import MONDAY, at, built, day, last, planned

import homept as pt
from homept.errors import InvalidValue, MergeConflict, UnknownId
from homept.progress import Cleared, Entry, Erased, Paused, SessionReport, SymptomReport
from homept.progress.journal import Journal

DUE = planned(built("quad-set")).occurrences()
START = at(0)


@attrs.frozen
class Step:
    """One thing that a replica does: which, on which of its entries, with or without a sign, and how long after the last."""

    act: str
    entry: int
    sign: bool
    minutes: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["done", "symptoms", "correct", "correct", "erase", "cleared"]),
        st.integers(0, 20),
        st.booleans(),
        # Clocks of devices differ, so time may also seem to go backwards.
        st.integers(-3, 10),
    ),
    max_size=6,
)


def written(journal: Journal, steps: list[Step], start: datetime = START) -> Journal:
    """Do the steps one after the other; what needs an entry is left out where there is none."""
    now = start
    for number, step in enumerate(steps):
        now += timedelta(minutes=step.minutes)
        # One of its own for each thing that is ever written.
        note = f"note-{journal.replica}-{len(journal.entries)}-{number}-{start:%H%M}"
        symptoms = {"dizziness"} if step.sign else set()
        living = [entry.id for entry in journal.entries if isinstance(entry.report, SessionReport)]
        anything = [entry.id for entry in journal.entries]
        if step.act == "done":
            journal = journal.done(DUE[step.entry % 5], at=now, recorded_at=now, note=note, symptoms=symptoms)
        elif step.act == "symptoms":
            journal = journal.symptoms(symptoms, at=now, recorded_at=now)
        elif step.act == "cleared":
            journal = journal.cleared(by=note, role="physician", on=MONDAY, recorded_at=now)
        elif step.act == "correct" and living:
            journal = journal.correct(living[step.entry % len(living)], recorded_at=now, note=note, symptoms=symptoms)
        elif step.act == "erase" and anything:
            journal = journal.erase(anything[step.entry % len(anything)])
    return journal


@st.composite
def replicas(draw: st.DrawFn) -> tuple[Journal, Journal, Journal]:
    """Draw three replicas of one ancestor that each wrote on by itself."""
    ancestor = written(Journal(replica="phone"), draw(STEPS))
    names = ("phone", "tablet", "clinic")
    later = START + timedelta(minutes=draw(st.integers(1, 60)))
    one, two, three = (written(Journal(replica=name, entries=ancestor.entries), draw(STEPS), later) for name in names)
    return one, two, three


def roots(journals: tuple[Journal, ...]) -> dict[str, str]:
    """Return for each entry that any of them knows the entry that its corrections began with, found by walking back."""
    before = {entry.id: entry.supersedes for journal in journals for entry in journal.entries}

    def root(id: str) -> str:
        return id if before[id] is None else root(str(before[id]))

    return {id: root(id) for id in before}


def notes(report: object) -> Iterator[str]:
    if isinstance(report, SessionReport) and report.note:
        yield report.note
    if isinstance(report, Cleared):
        yield report.by


@given(replicas())
def test_merging_is_commutative(three: tuple[Journal, Journal, Journal]) -> None:
    """It does not matter which of two journals is merged into the other, but for who writes on."""
    one, two, _ = three

    assert one.merge(two).entries == two.merge(one).entries
    assert (one.replica, two.replica) == (one.merge(two).replica, two.merge(one).replica)


@given(replicas())
def test_merging_is_associative(three: tuple[Journal, Journal, Journal]) -> None:
    """Three replicas that meet in any order and grouping end with the same entries."""
    results = {first.merge(second).merge(third).entries for first, second, third in permutations(three)}
    results |= {first.merge(second.merge(third)).entries for first, second, third in permutations(three)}

    assert 1 == len(results)


@given(replicas())
def test_merging_is_idempotent(three: tuple[Journal, Journal, Journal]) -> None:
    """Merging again, or with oneself, changes nothing."""
    one, two, _ = three
    both = one.merge(two)

    assert one == one.merge(one)
    assert both == both.merge(two) == both.merge(one) == both.merge(both)


@given(replicas())
def test_nothing_is_lost_but_what_was_erased(three: tuple[Journal, Journal, Journal]) -> None:
    """The union has every entry of each, as it was written or as a tombstone; only what somebody erased is a tombstone."""
    merged = three[0].merge(three[1]).merge(three[2])
    root = roots(three)
    gone = {root[entry.id] for journal in three for entry in journal.entries if entry.erased}

    assert root.keys() == {entry.id for entry in merged.entries}
    assert {id for id in root if root[id] in gone} == {entry.id for entry in merged.entries if entry.erased}
    for journal in three:
        for entry in journal.entries:
            found = merged.entry(entry.id)
            assert found.erased or found == entry


@given(replicas())
def test_of_what_was_erased_nothing_is_left(three: tuple[Journal, Journal, Journal]) -> None:
    """After a merge no stored form holds a word of an erased entry, nor of a correction that another replica wrote of it."""
    merged = three[0].merge(three[1]).merge(three[2])
    root = roots(three)
    gone = {root[entry.id] for journal in three for entry in journal.entries if entry.erased}
    text = pt.codec.to_json(merged)

    for journal in three:
        for entry in journal.entries:
            for note in notes(entry.report):
                assert (root[entry.id] in gone) == (f'"{note}"' not in text)


@given(replicas())
def test_of_each_chain_one_entry_counts(three: tuple[Journal, Journal, Journal]) -> None:
    """Of an entry and its corrections one counts, which nobody corrected, the last of them; of what was erased none."""
    merged = three[0].merge(three[1]).merge(three[2])
    root = roots(three)
    corrected = {entry.supersedes for entry in merged.entries}
    ends: dict[str, list[Entry]] = {}
    for entry in merged.entries:
        if entry.id not in corrected and not entry.erased:
            ends.setdefault(root[entry.id], []).append(entry)

    expected = {id: max(chain, key=lambda entry: (entry.recorded_at, entry.id)) for id, chain in ends.items()}
    assert expected == {root[entry.id]: entry for entry in merged.effective()}
    assert [entry for entry in merged.entries if entry in merged.effective()] == list(merged.effective())


@given(replicas(), STEPS)
def test_neither_correcting_nor_erasing_unlocks(three: tuple[Journal, Journal, Journal], steps: list[Step]) -> None:
    """Whatever is corrected or erased, each sign that paused the plan still pauses it, on every day that it did."""
    journal = three[0].merge(three[1])
    without_clearances = [step for step in steps if step.act in ("correct", "erase")]
    after = written(journal, without_clearances, START + timedelta(hours=2))

    for as_of in (None, MONDAY, day(1)):
        assert set(journal.open_signs(as_of=as_of)) <= set(after.open_signs(as_of=as_of))


@given(replicas())
def test_a_merge_unlocks_only_by_a_clearance_that_knew(three: tuple[Journal, Journal, Journal]) -> None:
    """After a merge a sign is closed only where a living clearance of one of the two names it."""
    one, two, _ = three
    merged = one.merge(two)
    named = {id for entry in merged.entries if isinstance(entry.report, Cleared) for id in entry.report.covers}

    for journal in (one, two):
        for id in journal.open_signs():
            assert (id in merged.open_signs()) == (id not in named)


@given(replicas())
def test_the_stored_form_merges_as_well(three: tuple[Journal, Journal, Journal]) -> None:
    """A merged journal comes back equal from its stored form."""
    merged = three[0].merge(three[1])

    assert merged == pt.codec.from_json(pt.codec.to_json(merged), Journal)


def test_one_id_with_two_contents_is_a_conflict() -> None:
    """Two devices under one name that wrote at the same time cannot be merged; the error names the entry and no content."""
    one = Journal(replica="phone").symptoms({"swelling"}, at=START, recorded_at=START)
    two = Journal(replica="phone").symptoms({"sharp-pain"}, at=START, recorded_at=START)

    for first, second in ((one, two), (two, one)):
        with pytest.raises(MergeConflict) as caught:
            first.merge(second)
        id = one.entries[0].id
        expected = f"the entry {id} has different content in the two journals; two devices may share a replica name"
        assert expected == str(caught.value)
        assert id == caught.value.id


def test_a_tombstone_in_another_place_is_a_conflict() -> None:
    """A tombstone wins over the content of its own entry, not of another one that came by its id."""
    one = Journal(replica="phone").symptoms(set(), at=START, recorded_at=START)
    moved = attrs.evolve(last(one), sequence=2, report=Erased())

    with pytest.raises(MergeConflict):
        one.merge(Journal(replica="tablet", entries=[moved]))
    with pytest.raises(MergeConflict):
        Journal(replica="tablet", entries=[moved]).merge(one.erase(last(one).id))


def test_a_tombstone_that_pauses_wins() -> None:
    """Of two tombstones of one entry the one that pauses the plan is kept, whichever comes first."""
    place = last(Journal(replica="phone").symptoms({"fall"}, at=START, recorded_at=START))
    erased = Journal(replica="phone", entries=[attrs.evolve(place, report=Erased())])
    paused = Journal(replica="phone", entries=[attrs.evolve(place, report=Paused())])

    assert paused == erased.merge(paused) == paused.merge(erased)
    assert paused.entries == erased.merge(Journal(replica="tablet", entries=[place])).entries


# -- corrections --------------------------------------------------------------------------------------------------------------


def first_session(**said: object) -> Journal:
    return Journal(replica="phone").done(DUE[0], at=START, recorded_at=START, **said)  # type: ignore[arg-type]


def test_a_correction_counts_in_place_of_what_it_corrects() -> None:
    """The old entry stays, the new one counts, and what was not corrected is as it was."""
    journal = first_session(effort=3, note="Fine.")
    id = last(journal).id
    corrected = journal.correct(id, recorded_at=at(1), note="Not so fine.")

    (counts,) = corrected.effective()
    expected = attrs.evolve(journal.entry(id).report, note="Not so fine.")  # type: ignore[arg-type]  # it is a session
    assert (expected, id) == (counts.report, counts.supersedes)
    assert journal.entries[0] == corrected.entries[0]


def test_of_two_corrections_the_later_one_counts() -> None:
    """Two devices correct one entry: the correction that was recorded last counts, however they merge."""
    journal = first_session()
    id = last(journal).id
    phone = journal.correct(id, recorded_at=at(1, 9), note="phone")
    tablet = Journal(replica="tablet", entries=journal.entries).correct(id, recorded_at=at(1, 8), note="tablet")

    for merged in (phone.merge(tablet), tablet.merge(phone)):
        assert ["phone"] == [note for entry in merged.effective() for note in notes(entry.report)]


def test_of_two_corrections_at_the_same_time_the_greater_id_counts() -> None:
    """The order of ids settles what the clock leaves open, so that every device settles it alike."""
    journal = first_session()
    id = last(journal).id
    phone = journal.correct(id, recorded_at=at(1), note="phone")
    tablet = Journal(replica="tablet", entries=journal.entries).correct(id, recorded_at=at(1), note="tablet")
    greater = max(set(phone.entries) ^ set(tablet.entries), key=lambda entry: entry.id)

    assert (greater,) == phone.merge(tablet).effective() == tablet.merge(phone).effective()


def test_a_correction_of_a_correction_counts() -> None:
    """Corrections can be corrected; the last of the chain counts."""
    journal = first_session()
    journal = journal.correct(last(journal).id, recorded_at=at(1), note="once")
    journal = journal.correct(last(journal).id, recorded_at=at(2), note="twice")

    assert ["twice"] == [note for entry in journal.effective() for note in notes(entry.report)]


def test_a_correction_by_a_clock_that_is_behind_counts() -> None:
    """What a correction corrects never counts again, though the clock of its device was ahead."""
    journal = first_session()
    corrected = journal.correct(last(journal).id, recorded_at=START - timedelta(minutes=5), note="right")

    assert ["right"] == [note for entry in corrected.effective() for note in notes(entry.report)]


def test_a_correction_whose_beginning_is_not_here_yet() -> None:
    """A correction that arrives before the entry it corrects counts by itself, and once when both are there."""
    journal = first_session()
    corrected = journal.correct(last(journal).id, recorded_at=at(1), note="right")
    alone = Journal(replica="tablet", entries=[last(corrected)])

    assert corrected.effective() == alone.effective() == alone.merge(journal).effective()


@pytest.mark.parametrize("change", [{"pains": 3}, {"report": 3}, {"replica": "a"}])
def test_a_field_that_the_report_does_not_have(change: dict[str, object]) -> None:
    """Correcting an unknown field is refused with the fields there are."""
    journal = first_session()

    with pytest.raises(InvalidValue) as caught:
        journal.correct(last(journal).id, recorded_at=at(1), **change)
    expected = (
        f"correct.{next(iter(change))}: expected a field of the report: occurrence, status, happened_at, pain, effort, "
        "symptoms, items, skip_reason, note"
    )
    assert expected == str(caught.value)


def test_what_was_erased_cannot_be_corrected() -> None:
    """An erased entry is gone, with a sign and without."""
    for symptoms in (set(), {"fall"}):
        journal = first_session(symptoms=symptoms)
        erased = journal.erase(last(journal).id)

        with pytest.raises(UnknownId):
            erased.correct(last(journal).id, recorded_at=at(1), note="back again")


# -- erasing ------------------------------------------------------------------------------------------------------------------


def test_erasing_takes_the_corrections_along() -> None:
    """Erasing any entry of a chain leaves tombstones of all of it, without a word of what they said."""
    journal = first_session(note="secret-1", pain_during=7)
    journal = journal.correct(last(journal).id, recorded_at=at(1), note="secret-2")
    for entry in journal.entries:
        erased = journal.erase(entry.id)

        assert [Erased(), Erased()] == [one.report for one in erased.entries]
        assert [one.id for one in journal.entries] == [one.id for one in erased.entries]
        assert () == erased.effective()
        assert "secret" not in pt.codec.to_json(erased)
        assert '"score"' not in pt.codec.to_json(erased)


def test_an_old_device_cannot_bring_back_what_was_erased() -> None:
    """A correction that another device wrote before it heard of the erasure is erased when the two meet."""
    journal = first_session(note="secret-1")
    tablet = Journal(replica="tablet", entries=journal.entries).correct(last(journal).id, recorded_at=at(1), note="secret-2")
    erased = journal.erase(last(journal).id)

    for merged in (erased.merge(tablet), tablet.merge(erased)):
        assert "secret" not in pt.codec.to_json(merged)
        assert () == merged.effective()


def test_erasing_leaves_the_others() -> None:
    """Other entries are as they were, and writing goes on under new ids."""
    journal = first_session().symptoms(set(), at=at(1), recorded_at=at(1))
    erased = journal.erase(journal.entries[0].id)
    after = erased.symptoms(set(), at=at(1), recorded_at=at(1))

    assert journal.entries[1:] == erased.entries[1:]
    assert 3 == len({entry.id for entry in after.entries})


def test_erasing_twice_changes_nothing() -> None:
    """Erasing again what is erased is the same journal, with a sign and without."""
    for symptoms in (set(), {"fall"}):
        journal = first_session(symptoms=symptoms)
        erased = journal.erase(last(journal).id)

        assert erased == erased.erase(last(journal).id)


# -- signs and clearances -----------------------------------------------------------------------------------------------------


def fallen() -> Journal:
    return Journal(replica="phone").symptoms({"fall"}, at=START, recorded_at=START)


def cleared(journal: Journal, number: int = 1) -> Journal:
    return journal.cleared(by="A. Example", role="physician", on=day(number), recorded_at=at(number))


def test_a_sign_pauses_until_it_is_cleared() -> None:
    """A recorded clearance that knew of the sign lets the plan go on, from the day it was given and recorded."""
    journal = cleared(fallen(), number=2)
    id = fallen().entries[0].id

    assert (id,) == fallen().open_signs()
    assert () == journal.open_signs()
    assert (id,) == journal.open_signs(as_of=day(1))
    assert () == journal.open_signs(as_of=day(2))


def test_a_clearance_that_is_dated_ahead_does_not_hold_yet() -> None:
    """A clearance counts from the day that the clinician gave it, though it was written down before."""
    journal = fallen().cleared(by="A. Example", role="physician", on=day(9), recorded_at=at(1))

    assert 1 == len(journal.open_signs(as_of=day(8)))
    assert () == journal.open_signs(as_of=day(9))


def test_a_sign_that_was_corrected_away_still_pauses() -> None:
    """Taking back a sign by a correction does not let the plan go on."""
    journal = fallen().correct(last(fallen()).id, recorded_at=at(1), symptoms=set())

    assert (last(fallen()).id,) == journal.open_signs()
    assert not last(journal).signs


def test_a_sign_that_a_correction_adds_pauses() -> None:
    """A sign that was forgotten and is added later pauses the plan."""
    journal = first_session(symptoms=set())
    journal = journal.correct(last(journal).id, recorded_at=at(1), symptoms={"fall"})

    assert (last(journal).id,) == journal.open_signs()


def test_a_sign_that_was_erased_still_pauses_and_is_not_told() -> None:
    """An erased sign leaves a pause that says nothing of it, from the day of the sign on, under the id that clearances know."""
    journal = fallen().erase(last(fallen()).id)

    assert [Paused()] == [entry.report for entry in journal.entries]
    assert "fall" not in pt.codec.to_json(journal)
    assert (last(fallen()).id,) == journal.open_signs() == journal.open_signs(as_of=MONDAY)
    assert () == cleared(journal).open_signs()


def test_a_clearance_by_another_device_covers_a_sign_that_was_erased_here() -> None:
    """The clinician knew of the sign, so erasing it elsewhere at the same time does not pause the plan again."""
    tablet = cleared(Journal(replica="tablet", entries=fallen().entries))
    phone = fallen().erase(last(fallen()).id)

    assert () == phone.merge(tablet).open_signs() == tablet.merge(phone).open_signs()


def test_a_late_sign_from_another_device_pauses_again() -> None:
    """A clearance covers what was in the journal when it was given; a sign that is merged in later is not covered."""
    tablet = Journal(replica="tablet").symptoms({"dizziness"}, at=START, recorded_at=START)
    journal = cleared(fallen())

    assert () == journal.open_signs()
    assert (last(tablet).id,) == journal.merge(tablet).open_signs()


def test_a_clearance_that_is_erased_clears_no_longer() -> None:
    """A clearance that was recorded by mistake is taken back by erasing it."""
    journal = cleared(fallen())

    assert (last(fallen()).id,) == journal.erase(last(journal).id).open_signs()


def test_what_a_clearance_covers_cannot_be_corrected() -> None:
    """Who gave it may be corrected, and which signs the clinician knew of may not."""
    journal = cleared(fallen()).symptoms({"dizziness"}, at=at(2), recorded_at=at(2))
    clearance = next(entry.id for entry in journal.entries if isinstance(entry.report, Cleared))

    with pytest.raises(InvalidValue) as caught:
        journal.correct(clearance, recorded_at=at(3), covers={last(journal).id})
    assert "correct.covers: expected a field of the report: by, role, on" == str(caught.value)
    renamed = journal.correct(clearance, recorded_at=at(3), by="B. Example")
    assert (last(journal).id,) == renamed.open_signs()


def test_a_clearance_covers_every_sign_there_is() -> None:
    """It covers the ids of all entries with signs, erased ones included, and of no others."""
    journal = fallen().symptoms({"swelling"}, at=at(1), recorded_at=at(1)).symptoms({"locking"}, at=at(1), recorded_at=at(1))
    signs = {entry.id for entry in journal.entries if entry.signs}
    journal = cleared(journal.erase(last(fallen()).id), number=2)

    assert 2 == len(signs)
    assert Cleared(by="A. Example", role="physician", on=day(2), covers=signs) == last(journal).report


# -- as of a day --------------------------------------------------------------------------------------------------------------


def test_as_of_a_day_only_what_was_known_counts() -> None:
    """Entries and corrections count from the local day on which they were recorded."""
    journal = first_session(note="first").correct(last(first_session(note="first")).id, recorded_at=at(2), note="second")

    assert () == journal.effective(as_of=day(-1))
    assert ["first"] == [note for entry in journal.effective(as_of=day(1)) for note in notes(entry.report)]
    assert ["second"] == [note for entry in journal.effective(as_of=day(2)) for note in notes(entry.report)]


def test_what_is_erased_counts_on_no_day() -> None:
    """Erased content is gone for past days too."""
    journal = first_session()

    assert () == journal.erase(last(journal).id).effective(as_of=MONDAY)


def test_symptoms_alone_do_not_end_a_pause() -> None:
    """A later report without symptoms takes nothing back."""
    journal = fallen().symptoms(set(), at=at(5), recorded_at=at(5))

    assert SymptomReport(happened_at=at(5), symptoms=set()) == last(journal).report
    assert (last(fallen()).id,) == journal.open_signs()
