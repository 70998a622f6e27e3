"""The sheets for a reviewer: a spreadsheet and a page that hold all that must be judged, and can do no harm."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from clinic_folder import write_clinic

import homept
from homept import vocabulary
from homept.__main__ import main
from homept.inspection import checklist, content_mark, page, spreadsheet
from homept.inspection.facts import held_back
from homept.safety import Person, Screening, Surgery
from homept.safety.judging import Case
from homept.safety.tables import safety_tables
from homept.wording import dose_in_words

CATALOG = homept.load_catalog()
NAMES = {id: one.name for id, one in CATALOG.items()}
SHEET = spreadsheet(CATALOG.values())
ROWS = {row["id"]: row for row in csv.DictReader(io.StringIO(SHEET, newline=""))}
PAGE = page(CATALOG.values(), version=CATALOG.version)
EVERY = pytest.mark.parametrize("exercise", CATALOG.values(), ids=list(CATALOG))


class Reader(HTMLParser):
    """Reads a page: the text of each article by its id, headings, links, and every element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.articles: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag == "article":
            self._open = str(dict(attributes)["id"]).removeprefix("x-")
            self.articles[self._open] = ""

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == "article" else self._open

    def handle_data(self, data: str) -> None:
        if self._open:
            self.articles[self._open] += data


READ = Reader(PAGE)

ON = date(2026, 11, 23)


def alone(facet: str) -> list[tuple[str, Case]]:
    """A person with each of the conditions or operations, and nothing else; of an operation the day is not known."""
    healthy = Person(age=40, conditions=frozenset(), screening=Screening.all_clear(on=ON))
    cases = []
    for word in vocabulary.words(facet):
        some = {"conditions": {word.id}} if facet == "conditions" else {"surgeries": [Surgery(procedure=word.id, on=None)]}
        cases.append((word.label(), Case(attrs.evolve(healthy, **some), on=ON)))
    return cases


CASES = [*alone("conditions"), *alone("procedures")]


def test_there_is_a_row_and_an_article_for_each_exercise() -> None:
    """Each once, and the rows in the order of the catalog."""
    assert list(CATALOG) == list(ROWS)
    assert len(CATALOG) == sum(tag == "article" for tag, _ in READ.elements)
    assert set(CATALOG) == set(READ.articles)


@EVERY
def test_a_row_and_an_article_hold_all_that_a_patient_reads(exercise: homept.Exercise) -> None:
    """Every sentence of the record, and the first dose in words."""
    text, row = exercise.text, " ".join(" ".join(ROWS[exercise.id].values()).split())
    sentences = [text.name, text.purpose, text.why, *text.set_up, *text.steps, text.breathing, *text.mistakes, *text.stop_signs]
    sentences += [precaution.sentence for precaution in exercise.precautions]
    sentences.append(dose_in_words(exercise.dose.start, side_model=exercise.side_model))

    assert [] == [one for one in sentences if one not in row]
    assert [] == [one for one in sentences if one not in READ.articles[exercise.id]]


@EVERY
def test_a_row_and_an_article_hold_what_must_be_judged(exercise: homept.Exercise) -> None:
    """Traits, doses with what they rest on, sources with what was read, links, the state of the review, and the mark."""
    words = [vocabulary.word("traits", trait).label() for trait in exercise.traits]
    words += [dose.notation() for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high)]
    words += [*exercise.dose.basis, exercise.dose.note, f"{exercise.level} of 4", f"{exercise.fall_risk} of 3"]
    words += [seen for one in exercise.citations for seen in (one.title, one.publisher, one.seen)]
    words += [NAMES[id] for id in (*exercise.easier, *exercise.harder)]
    words += [exercise.review.written_by, *exercise.review.checked_against, content_mark(exercise)]
    words += ["No clinician has reviewed it yet."]
    row = " ".join(ROWS[exercise.id].values())

    assert [] == [one for one in words if one not in row]
    assert [] == [one for one in words if one not in READ.articles[exercise.id]]


def test_the_columns_of_the_answers_are_empty() -> None:
    """Nobody has answered before the reviewer does, and nobody's name stands there."""
    answers = [
        name for name in next(iter(ROWS.values())) if name.startswith("check ") or name in ("comment", "your name", "your role")
    ]

    assert len(checklist()) + 3 == len(answers)
    assert {""} == {row[name] for row in ROWS.values() for name in answers}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    """A cell that begins like one begins with an apostrophe instead, whichever field it comes from."""
    one = CATALOG["heel-slide"]
    text = attrs.evolve(one.text, name=f"{start}1+1", why=f"{start}HYPERLINK", other_names=(f"{start}cmd",))
    risky = attrs.evolve(one, text=text)

    row = next(csv.DictReader(io.StringIO(spreadsheet([risky]), newline="")))

    assert f"'{start}1+1" == row["name"]
    assert f"'{start}cmd" == row["other names"]
    assert [] == [cell for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_no_cell_of_the_catalog_is_taken_for_a_formula() -> None:
    assert [] == [cell for row in ROWS.values() for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_a_spreadsheet_of_nothing_has_a_head() -> None:
    """No exercise gives no row."""
    assert 1 == len(spreadsheet([]).splitlines())


def test_a_page_of_nothing_has_the_checklist() -> None:
    """No exercise gives no article and no rule."""
    made = page([], version="1")

    assert {} == Reader(made).articles
    assert "<table" not in made
    assert checklist()[0].text in made


def test_texts_on_the_page_are_escaped() -> None:
    """Nothing from a record runs or breaks the page."""
    one = CATALOG["heel-slide"]
    bad = '<script>alert(1)</script> & "more"'
    text = attrs.evolve(one.text, name=bad, purpose=bad, steps=(bad, bad), other_names=(bad,), ambiguous_names=(bad,))
    made = page([attrs.evolve(one, text=text)], version=bad, title=bad)

    assert "<script" not in made
    assert f"Also called: {bad}." in Reader(made).articles["heel-slide"]


def test_the_page_needs_no_other_file() -> None:
    """No script, no picture, no style from elsewhere; links lead to places on the page, all of which are there."""
    places = {found["id"] for _, found in READ.elements if "id" in found}
    links = [str(found["href"]) for tag, found in READ.elements if tag == "a"]

    assert not {"script", "img", "link", "iframe", "form"} & {tag for tag, _ in READ.elements}
    assert [] == [link for link in links if not link.startswith("#") or link[1:] not in places]
    assert len(places) == sum("id" in found for _, found in READ.elements)
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_the_page_can_be_read_by_everyone() -> None:
    """A language, one title, headings without a gap, named parts, and table heads with their scope."""
    heads = [int(tag[1]) for tag, _ in READ.elements if tag in ("h1", "h2", "h3", "h4")]

    assert ("html", {"lang": "en"}) in READ.elements
    assert 1 == heads.count(1)
    assert all(after <= before + 1 for before, after in pairwise(heads))
    assert all("scope" in found for tag, found in READ.elements if tag == "th")
    assert all("aria-labelledby" in found for tag, found in READ.elements if tag in ("nav", "section", "article"))


def test_words_in_another_language_are_marked() -> None:
    """So that they are read aloud as what they are; the labels around them are those of that language."""
    one = CATALOG["heel-slide"]
    spanish = attrs.evolve(one, text=attrs.evolve(one.text, language="es"))

    with pytest.raises(homept.errors.MissingText):
        page([spanish], version="1")


def test_the_page_has_the_checklist_and_the_rules_once() -> None:
    """Each question whole, and each sentence of a rule that some exercise meets."""
    rules = PAGE.partition('<h2 id="rules">')[2]
    said = {escape(one.says) for exercise in CATALOG.values() for one in held_back(exercise)}

    assert [1] * len(checklist()) == [PAGE.count(question.text) for question in checklist()]
    assert len(said) > 100
    assert [] == [one for one in said if one not in rules]


@EVERY
def test_what_holds_it_back_is_what_the_judging_says(exercise: homept.Exercise) -> None:
    """
    For each condition alone, the codes of the sheet are those of the verdict.

    The sheet leaves out what depends on the person, such as age and helper, and the precautions of the record, which it shows apart.
    """
    shown = {(one.whom, one.says.rpartition("[")[2].rstrip("]")) for one in held_back(exercise)}
    tables = safety_tables()
    rules = {rule.code for sets in (tables.conditions, tables.procedures) for one in sets.values() for rule in one.rules}
    judged = {(label, reason.code) for label, case in CASES for reason in case.judge(exercise).reasons if reason.code in rules}

    assert judged == shown
    article = READ.articles[exercise.id].casefold()
    assert [] == [whom for whom, _ in shown if whom.casefold() not in article]


# -- the command --------------------------------------------------------------------------------------------------------------


def test_the_command_writes_both_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In UTF-8, the spreadsheet with the mark that spreadsheet programs look for."""
    out = tmp_path / "new" / "sheets"

    assert 0 == main(["review-sheets", str(out)])
    assert f"wrote review.csv and review.html with {len(CATALOG)} exercises into {out}\n" == capsys.readouterr().out
    assert (out / "review.csv").read_bytes() == b"\xef\xbb\xbf" + SHEET.encode()
    assert (out / "review.html").read_text(encoding="utf-8") == PAGE


def test_the_command_can_take_a_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Links still show the names of exercises that are not on the sheets."""
    assert 0 == main(["review-sheets", str(tmp_path), "--region", "jaw", "--region", "neck"])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "review.csv").read_text(encoding="utf-8-sig"))))

    assert list(CATALOG.filter(regions={"jaw", "neck"})) == [row["id"] for row in rows]
    assert all("[" in row["easier"] for row in rows if row["easier"])


def test_the_command_reads_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clinic's own exercises, with links to homept's."""
    clinic = write_clinic(tmp_path)

    assert 0 == main(["review-sheets", str(tmp_path / "out"), "--data", str(clinic)])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "review.csv").read_text(encoding="utf-8-sig"))))
    assert ["clinic.high-rise", "clinic.rise"] == [row["id"] for row in rows]
    assert "Quad set [quad-set]" == rows[0]["easier"]
    assert "2 exercises, version 3 of the data." in (tmp_path / "out" / "review.html").read_text(encoding="utf-8")


def test_answers_are_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with a spreadsheet is refused, and the spreadsheet is as it was."""
    (tmp_path / "review.csv").write_text("mine", encoding="utf-8")

    assert 1 == main(["review-sheets", str(tmp_path)])
    assert "which may hold somebody's answers" in capsys.readouterr().err
    assert "mine" == (tmp_path / "review.csv").read_text(encoding="utf-8")


def test_a_region_that_nothing_is_for_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt region names the nearest; one without exercises writes nothing."""
    assert 1 == main(["review-sheets", str(tmp_path), "--region", "kne"])
    assert "did you mean 'knee'?" in capsys.readouterr().err

    clinic = write_clinic(tmp_path)
    assert 1 == main(["review-sheets", str(tmp_path / "out"), "--data", str(clinic), "--region", "jaw"])
    assert "a region that some exercise is for" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
