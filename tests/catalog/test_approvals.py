"""Approvals: what a filled-in spreadsheet says, how an approval gets into its record, and that it covers nothing else."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from clinic_folder import HIGH_RISE, RISE, RISE_SPANISH, problems_of, spoil, write_clinic

import homept
from homept import _package_data, load_folder
from homept.__main__ import main
from homept.catalog import Patch
from homept.errors import InvalidData
from homept.exercise import Citation
from homept.inspection import RecordReview, checklist, content_mark, read_spreadsheet, report, sign, spreadsheet

CATALOG = homept.load_catalog()
SOME = CATALOG.filter(where=lambda one: one.id in ("heel-slide", "quad-set", "bridge"))
SIGNED = {"your name": "A. Example", "your role": "physical therapist", "date (2026-11-30)": "2026-11-30"}
YES = {question.id: "yes" for question in checklist()}


def filled(rows: dict[str, dict[str, str]], catalog: homept.Catalog = SOME) -> list[dict[str, str]]:
    """The rows of the spreadsheet of *catalog* with cells filled in: of a question by its id, of another column by its name."""
    table = list(csv.DictReader(io.StringIO(spreadsheet(catalog.values()), newline="")))
    for row in table:
        for name, cell in rows.get(row["id"], {}).items():
            row[next((key for key in row if key.startswith(f"check {name}:")), name)] = cell
    return table


def written(table: list[dict[str, str]], separator: str = ",") -> bytes:
    """The file that a spreadsheet program saves."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(table[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode("utf-8-sig")


def read(rows: dict[str, dict[str, str]], **options: Any) -> tuple[RecordReview, ...]:
    return read_spreadsheet(written(filled(rows), **options), SOME)


def problems(content: bytes) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        read_spreadsheet(content, SOME, file="answers.csv")
    return [str(problem) for problem in caught.value.problems]


# -- the mark -----------------------------------------------------------------------------------------------------------------


def test_a_mark_begins_with_the_revision() -> None:
    """So that a person sees which one it was."""
    assert content_mark(attrs.evolve(CATALOG["bridge"], revision=12)).startswith("r12-")


OTHER_CITATION = Citation(source="other", title="Other", publisher="Nobody", seen="Not read.")
CHANGES: dict[str, Callable[[homept.Exercise], homept.Exercise]] = {
    "a word": lambda one: attrs.evolve(one, text=attrs.evolve(one.text, why=one.text.why + " ")),
    "the order of the steps": lambda one: attrs.evolve(one, text=attrs.evolve(one.text, steps=one.text.steps[::-1])),
    "a dose": lambda one: attrs.evolve(one, dose=attrs.evolve(one.dose, low=homept.Dose.parse("1x3"))),
    "what a dose rests on": lambda one: attrs.evolve(one, dose=attrs.evolve(one.dose, basis=("homept-default",) * 3)),
    "a trait": lambda one: attrs.evolve(one, traits=one.traits[:-1]),
    "a precaution": lambda one: attrs.evolve(one, precautions=one.precautions[:-1]),
    "a link": lambda one: attrs.evolve(one, harder=one.harder[:-1]),
    "the fall risk": lambda one: attrs.evolve(one, fall_risk=1),
    "busy hands": lambda one: attrs.evolve(one, hands_busy=True),
    "a citation": lambda one: attrs.evolve(one, citations=(*one.citations, OTHER_CITATION)),
    "the revision": lambda one: attrs.evolve(one, revision=one.revision + 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_of_what_is_judged_changes_the_mark(change: Callable[[homept.Exercise], homept.Exercise]) -> None:
    one = CATALOG["heel-slide"]

    assert content_mark(one) != content_mark(change(one))


def test_what_is_not_judged_does_not_change_the_mark() -> None:
    """A review, where the record came from, and what the list of sources says of a work."""
    one = CATALOG["heel-slide"]
    reviewed = attrs.evolve(one, review=attrs.evolve(one.review, reviewed_by="A. Example, physical therapist"))
    cited = attrs.evolve(one, citations=tuple(attrs.evolve(work, seen="Read again.") for work in one.citations))

    assert {content_mark(one)} == {content_mark(same) for same in (reviewed, cited, attrs.evolve(one, provenance=("x",)))}


# -- reading ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_approval_names_who_when_and_what(separator: str) -> None:
    """Whatever separator the program saved it with; rows without an answer say nothing."""
    (found,) = read({"bridge": YES | SIGNED | {"comment": "Good.\nClear."}}, separator=separator)

    assert found == RecordReview(
        exercise="bridge",
        content=content_mark(CATALOG["bridge"]),
        state="approved",
        said_no=(),
        not_answered=(),
        comment="Good.\nClear.",
        by="A. Example",
        role="physical-therapist",
        on=date(2026, 11, 30),
    )
    assert (1, "A. Example, physical therapist") == (found.revision, found.signature())


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (YES | SIGNED | {"traits": "no"}, "changes-asked"),
        ({"traits": "NO "}, "changes-asked"),
        (YES | SIGNED | {"traits": ""}, "unfinished"),
        ({"comment": "Later."}, "unfinished"),
        (YES | SIGNED | {"links": "Not Applicable"}, "approved"),
        (dict.fromkeys(YES, "Y") | SIGNED, "approved"),
    ],
)
def test_what_became_of_a_record(cells: dict[str, str], state: str) -> None:
    """Approved only when every question has an answer and none is no."""
    assert [state] == [one.state for one in read({"bridge": cells})]


def test_a_name_that_was_copied_down_is_no_answer() -> None:
    assert () == read({"bridge": SIGNED, "quad-set": SIGNED})


def test_an_answer_for_another_content_does_not_count() -> None:
    """The record has changed since the sheet was made: whatever was said, it is not an approval."""
    content = written(filled({"bridge": YES | SIGNED}))
    bridge = CATALOG["bridge"]
    newer = homept.Catalog.of([attrs.evolve(bridge, traits=(*bridge.traits, "standing")), *(SOME[id] for id in ("heel-slide",))])

    (found,) = read_spreadsheet(content, newer)

    assert "changed-since" == found.state
    assert "what was said of the old one does not count" in report([found], newer)


@pytest.mark.parametrize(
    "written_as",
    [
        "2026-11-30", "2026/11/30", "30.11.2026", "11/30/2026", "30/11/2026", "November 30, 2026", "30 Nov 2026", "Nov 30, 2026",
        "30 November 2026",
    ],
)  # fmt: skip
def test_a_date_may_be_as_programs_write_it(written_as: str) -> None:
    assert [date(2026, 11, 30)] == [one.on for one in read({"bridge": YES | SIGNED | {"date (2026-11-30)": written_as}})]


def test_a_date_that_reads_the_same_both_ways_is_read() -> None:
    assert [date(2026, 11, 11)] == [one.on for one in read({"bridge": YES | SIGNED | {"date (2026-11-30)": "11/11/2026"}})]


@pytest.mark.parametrize("written_as", ["3/4/2026", "31/31/2026", "soon", "2026-02-30"])
def test_a_date_is_not_guessed(written_as: str) -> None:
    found = problems(written(filled({"bridge": YES | SIGNED | {"date (2026-11-30)": written_as}})))

    assert f"answers.csv: bridge date (2026-11-30): expected a date such as 2026-11-30, found {written_as!r}" == found[0]


def test_every_bad_cell_is_told_at_once() -> None:
    """With its record and its column; an approval needs a clinician's name, role and date."""
    cells = YES | {"traits": "maybe", "breathing": "n/a", "your role": "neighbor"}

    assert problems(written(filled({"bridge": cells, "quad-set": YES}))) == [
        "answers.csv: bridge check traits: expected yes, no or not applicable, found 'maybe'",
        "answers.csv: bridge check breathing: this question applies to every record; expected yes or no",
        "answers.csv: bridge your role: expected one of physical therapist, physician, nurse, another clinician, found 'neighbor'",
        "answers.csv: quad-set your name: missing; an approval needs the name, role and date of a clinician",
        "answers.csv: quad-set your role: missing; an approval needs the name, role and date of a clinician",
        "answers.csv: quad-set date (2026-11-30): missing; an approval needs the name, role and date of a clinician",
    ]


def test_a_row_that_lost_its_record_is_told() -> None:
    """An id that nobody knows, a mark that was changed, and two rows for one record."""
    table = filled({"bridge": YES | SIGNED, "heel-slide": YES | SIGNED, "quad-set": YES | SIGNED})
    by_id = {row["id"]: row for row in table}
    by_id["bridge"]["id"] = "brigde"
    by_id["heel-slide"]["content (do not change)"] = "1.2E+16"

    assert problems(written([*table, by_id["quad-set"]])) == [
        "answers.csv: brigde id: no exercise has the id 'brigde'",
        "answers.csv: heel-slide content (do not change): expected the mark as the spreadsheet had it, such as "
        "r1-0123456789abcdef, found '1.2E+16'",
        "answers.csv: quad-set id: two rows answer for this record; keep one",
    ]


def test_columns_are_there_once() -> None:
    """A column that was deleted, or is there twice, could be anybody's answer."""
    lines = spreadsheet(SOME.values()).splitlines()
    lost = "\n".join([lines[0].replace("check traits:", "traits:"), *lines[1:]])
    twice = "\n".join([lines[0].replace("comment", "your name"), *lines[1:]])

    assert ["answers.csv: check traits: missing column"] == problems(lost.encode())
    assert "answers.csv: comment: missing column" in problems(twice.encode())
    assert "answers.csv: your name: this column is there twice" in problems(twice.encode())
    assert problems(b"")[0].endswith("missing column")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id;name\nJosé".encode("latin-1"), "answers.csv: expected UTF-8 text; save it as 'CSV UTF-8'"),
        (b'id,"name\n', "answers.csv: expected CSV text: unexpected end of data"),
        (b"x" * 20_000_001, "answers.csv: expected a file of at most 20000000 bytes"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_told(content: bytes, told: str) -> None:
    assert [told] == [problem.replace(" :", ":") for problem in problems(content)]


def test_a_report_names_nobody_where_nobody_signed() -> None:
    """A comment alone is worth reading."""
    (found,) = read({"bridge": {"comment": "Later."}})

    assert ["bridge, revision 1: unfinished", f"  not answered: {', '.join(YES)}", "  | Later."] == report(
        [found], SOME
    ).splitlines()[2:]


def test_the_report_says_who_said_what_of_which_record() -> None:
    """Counts first, then each record with its state, what is open, and the comment."""
    found = read(
        {
            "bridge": YES | SIGNED,
            "heel-slide": YES | {"traits": "no", "your name": "B. Example", "comment": "It loads the groin.\nAdd it."},
            "quad-set": {"movement": "yes", "date (2026-11-30)": "2026-11-30"},
        }
    )

    assert report(found, SOME).splitlines() == [
        "3 of 3 records have answers: 1 approved, 1 changes asked, 1 unfinished, 0 changed since.",
        "",
        "bridge, revision 1: approved",
        "  by A. Example, physical therapist, 2026-11-30",
        "",
        "heel-slide, revision 1: changes asked",
        "  by B. Example",
        "  no to: traits",
        "  | It loads the groin.",
        "  | Add it.",
        "",
        "quad-set, revision 1: unfinished",
        "  by nobody named, 2026-11-30",
        f"  not answered: {', '.join(list(YES)[1:])}",
    ]


# -- signing ------------------------------------------------------------------------------------------------------------------


def answers_of(clinic: Path, rows: dict[str, dict[str, str]]) -> Path:
    """A filled-in spreadsheet of the clinic's folder."""
    file = clinic / "answers.csv"
    file.write_bytes(written(filled(rows, load_folder(clinic))))
    return file


def test_an_approval_gets_into_its_record_and_nothing_else_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command to the record: the name, the day and the mark; the other record and all else stay as they were."""
    clinic = write_clinic(tmp_path)
    before = {path: path.read_text(encoding="utf-8") for path in clinic.rglob("*.toml")}
    mark = content_mark(load_folder(clinic)["clinic.rise"])
    rows = {"clinic.rise": YES | SIGNED | {"your name": 'A. "Ann" Exámple'}, "clinic.high-rise": YES | SIGNED | {"level": "no"}}

    assert 0 == main(["read-reviews", str(answers_of(clinic, rows)), "--data", str(clinic), "--sign"])
    assert f"\nsigned 1 records in {clinic}\n" in capsys.readouterr().out
    changed = [path for path, text in before.items() if path.read_text(encoding="utf-8") != text]
    assert [clinic / RISE] == changed
    added = [
        'reviewed_by = "A. \\"Ann\\" Exámple, physical therapist"',
        'reviewed_on = "2026-11-30"',
        f'reviewed_content = "{mark}"',
    ]
    assert [*before[clinic / RISE].splitlines(), *added] == (clinic / RISE).read_text(encoding="utf-8").splitlines()

    review = load_folder(clinic)["clinic.rise"].review
    assert ('A. "Ann" Exámple, physical therapist', "2026-11-30", True) == (
        review.reviewed_by,
        review.reviewed_on,
        review.by_clinician,
    )
    assert not load_folder(clinic)["clinic.high-rise"].review.by_clinician


def test_a_record_can_be_reviewed_again(tmp_path: Path) -> None:
    """The newer name and day stand in the place of the older ones."""
    clinic = write_clinic(tmp_path)
    for name in ("A. Example", "B. Example"):
        catalog = load_folder(clinic)
        found = read_spreadsheet(answers_of(clinic, {"clinic.rise": YES | SIGNED | {"your name": name}}).read_bytes(), catalog)
        assert ("clinic.rise",) == sign(clinic, found)

    table = tomllib.loads((clinic / RISE).read_text(encoding="utf-8"))
    assert "B. Example, physical therapist" == table["review"]["reviewed_by"]
    assert 1 == (clinic / RISE).read_text(encoding="utf-8").count("reviewed_by")


def test_a_review_in_the_middle_of_a_record_is_signed_there(tmp_path: Path) -> None:
    """Tables that come after it stay where they are."""
    clinic = write_clinic(tmp_path)
    text = (clinic / HIGH_RISE).read_text(encoding="utf-8")
    head, dose, review = text.partition("[dose]\n")[0], text.partition("[dose]\n")[2].partition("[review]\n")[0], "[review]\n"
    tail = text.partition("[review]\n")[2]
    (clinic / HIGH_RISE).write_text(f"{head}{review}{tail}\n[dose]\n{dose}", encoding="utf-8")
    found = read_spreadsheet(answers_of(clinic, {"clinic.high-rise": YES | SIGNED}).read_bytes(), load_folder(clinic))

    sign(clinic, found)

    assert load_folder(clinic)["clinic.high-rise"].review.by_clinician


def test_without_sign_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clinic = write_clinic(tmp_path)
    before = (clinic / RISE).read_bytes()

    assert 0 == main(["read-reviews", str(answers_of(clinic, {"clinic.rise": YES | SIGNED})), "--data", str(clinic)])
    assert "1 of 2 records have answers: 1 approved" in capsys.readouterr().out
    assert before == (clinic / RISE).read_bytes()


def test_only_what_is_approved_now_is_signed(tmp_path: Path) -> None:
    """Not what is unfinished, not what asks for changes, and not what has changed since."""
    clinic = write_clinic(tmp_path)
    content = answers_of(clinic, {"clinic.rise": YES | SIGNED, "clinic.high-rise": {"traits": "yes"}}).read_bytes()
    spoil(clinic, RISE, "set_up_seconds = 20", "set_up_seconds = 30")

    assert () == sign(clinic, read_spreadsheet(content, load_folder(clinic)))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[review]\n", "[review] # ours\n", "expected one table headed by [review] on a line of its own"),
        (
            'checked_against = ["clinic-leaflet"]',
            'checked_against = ["""\nreviewed_by\n"""]',
            "expected a review of plain keys, one on a line",
        ),
    ],
)
def test_a_record_in_another_form_is_not_touched(tmp_path: Path, old: str, new: str, told: str) -> None:
    """What cannot be edited with certainty is left to a person."""
    clinic = write_clinic(tmp_path)
    found = read_spreadsheet(answers_of(clinic, {"clinic.rise": YES | SIGNED}).read_bytes(), load_folder(clinic))
    spoil(clinic, RISE, old, new)
    before = (clinic / RISE).read_bytes()

    with pytest.raises(InvalidData, match="review") as caught:
        sign(clinic, found)

    assert f"{RISE}: clinic.rise review: {told}" == str(caught.value.problems[0])
    assert before == (clinic / RISE).read_bytes()


def test_a_record_that_is_gone_is_told(tmp_path: Path) -> None:
    clinic = write_clinic(tmp_path)
    found = read_spreadsheet(answers_of(clinic, {"clinic.rise": YES | SIGNED}).read_bytes(), load_folder(clinic))
    (clinic / RISE).unlink()

    with pytest.raises(InvalidData, match="missing file"):
        sign(clinic, found)


def test_homepts_own_records_are_signed_in_a_checkout_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An installed package has no sources to sign; and what was signed has to be compiled."""
    file = tmp_path / "answers.csv"
    file.write_bytes(written(filled({"bridge": YES | SIGNED})))
    home = tmp_path / "data" / "exercises" / "bridge"
    home.mkdir(parents=True)
    monkeypatch.setattr(_package_data, "ROOT", str(tmp_path / "data"))
    catalog = homept.load_catalog()
    monkeypatch.setattr("homept.inspection.commands.load_catalog", lambda: catalog)

    assert 1 == main(["read-reviews", str(file), "--sign"])
    assert "a checkout of homept, or --data with the folder of the records" in capsys.readouterr().err

    (tmp_path / "data" / "catalog.toml").touch()
    (home / "exercise.toml").write_text('[review]\nwritten_by = "us"\n', encoding="utf-8")
    assert 0 == main(["read-reviews", str(file), "--sign"])
    assert capsys.readouterr().out.endswith("now run: python -m homept compile\n")
    assert "reviewed_by" in (home / "exercise.toml").read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["read-reviews", str(tmp_path / "anwsers.csv")])
    assert "expected a spreadsheet, saved as CSV" in capsys.readouterr().err


# -- what an approval covers --------------------------------------------------------------------------------------------------


def signed_clinic(root: Path) -> Path:
    clinic = write_clinic(root)
    sign(clinic, read_spreadsheet(answers_of(clinic, {"clinic.rise": YES | SIGNED}).read_bytes(), load_folder(clinic)))
    return clinic


def test_a_record_that_changed_after_its_review_is_refused(tmp_path: Path) -> None:
    """Nobody's name stands under what they have not seen."""
    clinic = signed_clinic(tmp_path)
    old = load_folder(clinic)["clinic.rise"]
    spoil(clinic, RISE, "set_up_seconds = 20", "set_up_seconds = 30")
    new = content_mark(attrs.evolve(old, set_up_seconds=30))

    assert problems_of(clinic) == [
        f"{RISE}: clinic.rise review.reviewed_content: the record has changed since it was reviewed; "
        f"expected {new!r}, found {content_mark(old)!r}"
    ]


@pytest.mark.parametrize("key", ["reviewed_by", "reviewed_on", "reviewed_content"])
def test_half_a_review_is_refused(tmp_path: Path, key: str) -> None:
    """A name without the mark of what was seen covers nothing."""
    clinic = signed_clinic(tmp_path)
    spoil(clinic, RISE, f"{key} = ", "# ")

    assert problems_of(clinic) == [
        f"{RISE}: clinic.rise review.{key}: missing; a review has a name, a day, and the mark of what was seen"
    ]


def test_a_translation_is_not_reviewed(tmp_path: Path) -> None:
    """The clinician saw the English words."""
    clinic = signed_clinic(tmp_path)
    spanish = (clinic / RISE_SPANISH).read_text(encoding="utf-8")
    (clinic / "exercises" / "high-rise" / "text.es.toml").write_text(
        spanish.partition("[precautions]")[0].replace("Levantarse de la silla", "Silla alta"), encoding="utf-8"
    )

    assert load_folder(clinic)["clinic.rise"].review.by_clinician
    assert not load_folder(clinic, language="es")["clinic.rise"].review.by_clinician


def test_a_patched_record_is_not_reviewed(tmp_path: Path) -> None:
    """The patch came after the review, whoever made it."""
    catalog = load_folder(signed_clinic(tmp_path))
    text = attrs.evolve(catalog["clinic.rise"].text, why="Because.")
    patch = Patch(exercise="clinic.rise", by="Hill Clinic", on=date(2026, 12, 1), reason="ours", text=text)

    patched = catalog.patched(patch)["clinic.rise"]

    assert not patched.review.by_clinician
    assert catalog["clinic.rise"].review.written_by == patched.review.written_by
