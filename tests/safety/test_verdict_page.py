"""The page of verdicts: everything a clinician needs to check what the rules did, and nothing in its repr."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import attrs
import pytest
from asked import ALL_CLEAR, ASKED_ON, CATALOG, ON, let_rules_be, person, rule
from hypothesis import given

import homept as pt
from homept.errors import InvalidValue, MissingText
from homept.messages import messages
from homept.safety import Clearance, Limit, Override, Screening, Surgery, Verdict, VerdictTable, verdict_table
from homept.testing import people


def page(**fields: Any) -> str:
    return verdict_table(CATALOG, person(**fields), on=ON).to_text()


def flat(text: str) -> str:
    """The page without its line breaks."""
    return " ".join(text.split())


def test_the_table_is_a_mapping() -> None:
    table = verdict_table(CATALOG, person(), on=ON)

    assert (list(CATALOG), len(CATALOG)) == (list(table), len(table))
    assert isinstance(table["bridge"], Verdict)
    assert dict(table.items()) == dict(verdict_table(CATALOG, person(), on=ON))
    assert "no-such-exercise" not in table
    with pytest.raises(KeyError):
        table["no-such-exercise"]


def test_the_table_keeps_a_person_to_itself() -> None:
    table = verdict_table(CATALOG, person(conditions={"osteoporosis"}), on=ON)

    assert "<VerdictTable>" == repr(table)


@pytest.mark.parametrize(
    "fields",
    [
        {"verdicts": [("bridge", "include")]},
        {"verdicts": [("bridge",)]},
        {"verdicts": "bridge"},
        {"names": [("clamshell", "Clamshell")]},
        {"verdicts": [("bridge", Verdict())] * 2, "names": [("bridge", "Bridge")] * 2},
    ],
)
def test_a_table_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    sound: dict[str, Any] = {"person": person(), "on": ON, "verdicts": [("bridge", Verdict())], "names": [("bridge", "Bridge")]}

    assert 1 == len(VerdictTable(**sound))
    with pytest.raises(InvalidValue, match=r"^VerdictTable\."):
        VerdictTable(**{**sound, **fields})


def test_the_counts_come_first_and_add_up() -> None:
    text = page(conditions={"osteoporosis"}, weight_bearing={"left-leg": "non"})
    counts = re.findall(r"^ +(\d+)  (.+)$", text, re.MULTILINE)

    assert [messages("en")(f"outcome.{outcome}") for outcome in ("exclude", "needs-clearance", "modify", "include")] == [
        words for _, words in counts
    ]
    assert len(CATALOG) == sum(int(count) for count, _ in counts)
    assert text.index("What is known") > text.index(counts[-1][1])


def test_every_exercise_and_every_reason_is_on_the_page() -> None:
    who = person(
        age=80,
        conditions={"osteoporosis", "high-blood-pressure"},
        surgeries=[Surgery(procedure="hip-replacement", on=ON - timedelta(days=30), side="left")],
    )
    table = verdict_table(CATALOG, who, on=ON)
    text = flat(table.to_text())

    for id, verdict in table.items():
        assert f"[{id}]" in text
        for reason in verdict.reasons:
            assert flat(reason.text()) in text
            assert f"[{reason.code}; {reason.outcome}; " in text
            assert reason.source == "homept-default" or f"source: {reason.source}" in text


def test_what_is_known_is_told() -> None:
    text = page(
        age=80,
        conditions={"shoulder-pain"},
        condition_regions={"shoulder-pain": {"shoulder"}},
        other_conditions=["a rare one"],
        pregnancy_weeks=12,
        surgeries=[
            Surgery(
                procedure="knee-replacement",
                on=ON - timedelta(days=30),
                side="left",
                region="knee",
                limits=[
                    Limit(trait="kneeling", source="therapist", until=ON + timedelta(days=9)),
                    Limit(trait="stepping", source="protocol"),
                ],
            ),
            Surgery(procedure="cesarean", on=None),
        ],
        weight_bearing={"left-leg": "partial"},
    )

    for line in (
        "- age 80",
        "- shoulder pain, in: shoulder",
        "- pregnancy",
        "- week 12 of the pregnancy",
        "- a rare one (no rules for it, so everything waits)",
        "- knee replacement, left, knee, October 24, 2026, 30 days ago",
        "  - the therapist rules out kneeling, until December 2, 2026",
        "  - a protocol rules out stepping up or down, until further notice",
        "- cesarean birth, day not known",
        "- weight on the left leg: part",
        "- safety questions answered on November 20, 2026; they count up to and with January 1, 2027",
        "- a verdict may change on December 2, 2026; look at this page again then",
        "- getting down to the floor and up; it counts as no",
        "- a helper; it counts as no",
        "- After your operation or injury, your therapist must agree before you do more.\n  [after-surgery]",
    ):
        assert line in text
    assert "weight on the right leg" not in text
    assert "asked about conditions: none" in page()


def test_what_is_not_known_is_told() -> None:
    text = page(age=None, conditions=None, screening=None, surgeries=[Surgery(procedure="acl-repair", on=ON)])

    for line in (
        "- the age; it counts as that of an older adult",
        "- the conditions; nobody asked",
        "- the safety questions are not all answered, or too old",
        "- the safety questions about: ",
        "- the side of an operation or injury on a leg; it counts as both",
        "- weight on the left leg; it counts as none",
        "- weight on the right leg; it counts as none",
    ):
        assert line in text
    assert "What is not known" not in page(gets_up_from_floor=True, helper=False)
    assert "What keeps every dose from growing" not in page()


def test_nothing_that_changes_is_known_of_who_was_never_asked() -> None:
    assert "a verdict may change" not in page(screening=None)


def test_a_standing_sign_is_the_first_thing_to_be_read() -> None:
    told = Screening(on=ASKED_ON, answers={**dict(ALL_CLEAR.answers), "chest-pain": "yes"})

    text = page(screening=told)

    assert "! EMERGENCY SIGN (chest-pain): " in text
    assert text.index("EMERGENCY SIGN") < text.index("What is known")


def test_what_clinicians_allowed_is_told_with_who_when_and_why() -> None:
    clearance = Clearance(
        by="A. Example", role="physical-therapist", on=ASKED_ON, scope={"bridge", "not-screened"}, expires=ON - timedelta(days=1)
    )
    override = Override(by="B. Example", role="physician", on=ON, scope={"clamshell"}, why="no fracture")

    text = flat(page(screening=None, clearances=[clearance], overrides=[override]))

    assert (
        "- Rule set aside by B. Example (physician) on November 23, 2026, until further notice, for: clamshell. Why: no fracture"
        in text
    )
    assert (
        "- Cleared by A. Example (physical therapist) on November 20, 2026, up to and with November 22, 2026, for: bridge, "
        "not-screened. (not in force on this day)" in text
    )
    assert "lifted: override by B. Example (physician), 2026-11-23: no fracture" in text


def test_changes_are_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(
        monkeypatch,
        "falls-risk",
        rule(
            "standing",
            code="falls-risk-standing",
            cap_hold_seconds=9,
            cap_sets=2,
            cap_repetitions=6,
            no_load=True,
            support="fixed",
            easier=True,
        ),
    )
    text = flat(page(conditions={"falls-risk"}))

    assert (
        "Changed: hard holds of 9 seconds at most; 2 sets at most; 6 repetitions at most; no added weight or band; "
        "support: hold on to something fixed; gives way to Ankle pump." in text
    )


def test_an_exercise_that_is_not_in_the_table_is_told_by_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, "falls-risk", rule("standing", code="falls-risk-standing", easier=True))
    only = {"calf-raise": CATALOG["calf-raise"]}

    assert "gives way to ankle-pump" in verdict_table(only, person(conditions={"falls-risk"}), on=ON).to_text()


def test_who_may_clear_it_is_told() -> None:
    text = flat(page(surgeries=[Surgery(procedure="rotator-cuff-repair", on=ON)]))

    assert "to clear it: physical therapist" in text
    assert "to clear it: any clinician" in flat(page(screening=None))


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(MissingText):
        verdict_table(CATALOG, person(), on=ON).to_text("xx")


@given(people(on=ON))
def test_there_is_a_page_for_anybody(who: pt.Person) -> None:
    """Whatever is known or not."""
    table = verdict_table(CATALOG, who, on=ON)

    assert all(f"[{id}]" in table.to_text() for id in table)
    assert table == attrs.evolve(table)
