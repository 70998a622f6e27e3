"""A caller's own folder: read with all checks, and every kind of problem told by file, record and field."""

from __future__ import annotations

from pathlib import Path

import pytest
from clinic_folder import HIGH_RISE, HIGH_RISE_TEXT, RISE, RISE_SPANISH, RISE_TEXT, problems_of, spoil, write_clinic

import homept as pt
from homept import load_catalog, load_folder
from homept.catalog import Catalog
from homept.errors import InvalidData, MissingText


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A folder without problems."""
    return write_clinic(tmp_path / "clinic")


def test_a_sound_folder_becomes_a_catalog_in_its_namespace(clinic: Path) -> None:
    """Ids get the namespace, and the version is the folder's own."""
    catalog = load_folder(clinic)

    assert ["clinic.high-rise", "clinic.rise"] == list(catalog)
    assert ("3", "en") == (catalog.version, catalog.language)
    assert "clinic" == catalog["clinic.rise"].namespace


def test_every_key_of_a_record_arrives(clinic: Path) -> None:
    """Nothing that the files say is lost or changed on the way."""
    rise = load_folder(clinic)["clinic.rise"]

    assert "Chair rise" == rise.name
    assert ("Lean forward.", "Stand up.", "Sit down slowly.") == rise.text.steps
    assert (("counter", ("wall",)),) == rise.stand_ins
    assert (("clinic", "R1"),) == rise.codes
    assert ("1x3", "1x5", "2x8 rest 60s") == tuple(dose.notation() for dose in (rise.dose.low, rise.dose.start, rise.dose.high))
    assert ("clinic-leaflet", "clinic-leaflet", "homept-default") == rise.dose.basis
    assert "Rise slowly, and wait a moment." == rise.precautions[0].sentence
    assert ("Getting up from a chair", "Hill Clinic", 2024) == (
        rise.citations[0].title,
        rise.citations[0].publisher,
        rise.citations[0].year,
    )
    assert ("clinic.high-rise",) == rise.easier


def test_a_folder_given_as_text_is_read_too(clinic: Path) -> None:
    """A path may be a text or a path object."""
    assert load_folder(clinic) == load_folder(str(clinic))


def test_hidden_folders_and_other_files_are_no_records(clinic: Path) -> None:
    """What an editor or a system leaves beside the records is not read."""
    (clinic / "exercises" / ".trash").mkdir()
    (clinic / "exercises" / "README.md").write_text("Notes", encoding="utf-8")

    assert 2 == len(load_folder(clinic))


def test_a_folder_without_sources_is_sound_when_nothing_is_cited(clinic: Path) -> None:
    """Records that rest on nothing published need no list of sources."""
    for name in (RISE, RISE_TEXT, RISE_SPANISH):
        (clinic / name).unlink()
    (clinic / "exercises" / "rise").rmdir()
    (clinic / "sources.toml").unlink()
    spoil(clinic, HIGH_RISE, 'harder = ["clinic.rise"]', "harder = []")

    assert ["clinic.high-rise"] == list(load_folder(clinic))


def test_a_record_without_a_family_is_its_own(clinic: Path) -> None:
    """Whatever it is linked to: an easier exercise may be another movement."""
    spoil(clinic, RISE, 'family = "clinic.rise"\n', "")

    assert ["clinic.rise", "clinic.rise"] == [exercise.family for exercise in load_folder(clinic).values()]


def test_it_joins_the_core_as_a_layer(clinic: Path) -> None:
    """The joined catalog has the records of both, in order of id, and names both versions."""
    core = load_catalog()

    joined = core.with_layer(load_folder(clinic))

    assert sorted([*core, "clinic.high-rise", "clinic.rise"]) == list(joined)
    assert f"{core.version}+3" == joined.version
    stronger = {"clinic.rise", "clinic.high-rise", *core.filter(regions={"knee"}, goals={"strength"})}
    assert stronger == set(joined.filter(regions={"knee"}, goals={"strength"}))
    assert "clinic.rise" == joined.search("sit to stand")[0].exercise.id


def test_links_may_point_into_a_base_of_the_callers_own(clinic: Path) -> None:
    """With another base, an id of homept's own catalog is no longer known."""
    base = Catalog.of([load_catalog()["quad-set"]])

    assert 2 == len(load_folder(clinic, base=base))
    with pytest.raises(InvalidData, match="no exercise has the id 'quad-set'"):
        load_folder(clinic, base=Catalog.of([]))


# -- languages ----------------------------------------------------------------------------------------------------------------


def test_languages_tell_how_many_records_have_each(clinic: Path) -> None:
    """Both records have English, one has Spanish."""
    assert {"en": 2, "es": 1} == dict(load_folder(clinic).languages)


def test_a_missing_text_in_the_language_asked_for_is_an_error_that_says_so(clinic: Path) -> None:
    """No record silently falls back to English."""
    with pytest.raises(MissingText) as caught:
        load_folder(clinic, language="es")

    assert "no text for 'clinic.high-rise' in the language 'es'; languages that exist: en" == str(caught.value)


def test_a_folder_that_is_whole_in_another_language_is_read_in_it(clinic: Path) -> None:
    """The core need not have the language: only its ids count."""
    spanish = (clinic / RISE_SPANISH).read_text(encoding="utf-8").partition("[precautions]")[0]
    (clinic / HIGH_RISE_TEXT).with_name("text.es.toml").write_text(
        spanish.replace("Levantarse de la silla", "Levantarse de una silla alta"), encoding="utf-8"
    )

    catalog = load_folder(clinic, language="es")

    assert "es" == catalog.language
    assert "Levantarse de la silla" == catalog["clinic.rise"].name
    assert "Levántese despacio y espere un momento." == catalog["clinic.rise"].precautions[0].sentence


# -- problems -----------------------------------------------------------------------------------------------------------------

# Which file is spoilt, what in it, by what, and what is then told; every line is the whole message.
SPOILT = {
    "unknown key": (
        RISE,
        "level = 2",
        "level = 2\nlevels = 2",
        f"{RISE}: clinic.rise levels: unknown key; did you mean 'level'?",
    ),
    "unknown key that is like no other": (RISE, "level = 2", "level = 2\nxyz = 1", f"{RISE}: clinic.rise xyz: unknown key"),
    "unknown key in the head": (
        "catalog.toml",
        'version = "3"',
        'version = "3"\nauthor = "me"',
        "catalog.toml: author: unknown key",
    ),
    "unknown key in the sources": (
        "sources.toml",
        "year = 2024",
        "year = 2024\nyaer = 2023",
        "sources.toml: clinic-leaflet yaer: unknown key; did you mean 'year'?",
    ),
    "unknown key in a text": (
        RISE_TEXT,
        'purpose = "',
        'porpose = "x"\npurpose = "',
        f"{RISE_TEXT}: clinic.rise porpose: unknown key; did you mean 'purpose'?",
    ),
    "unknown key in the dose": (
        RISE,
        'note = "As',
        'notes = "x"\nnote = "As',
        f"{RISE}: clinic.rise dose.notes: unknown key; did you mean 'note'?",
    ),
    "unknown key in a precaution": (
        RISE,
        "cue = true",
        "cue = true\nque = true",
        f"{RISE}: clinic.rise precautions[0].que: unknown key; did you mean 'cue'?",
    ),
    "missing key": (RISE, "level = 2\n", "", f"{RISE}: clinic.rise level: missing; expected a whole number, 0 or more"),
    "missing key in the head": (
        "catalog.toml",
        'version = "3"\n',
        "",
        "catalog.toml: version: missing; expected a text that is not blank",
    ),
    "missing key in a text": (
        RISE_TEXT,
        'breathing = "Breathe out as you stand up."\n',
        "",
        f"{RISE_TEXT}: clinic.rise breathing: missing; expected a text that is not blank",
    ),
    "missing key in a citation": (
        RISE,
        'supports = ["steps", "dose.low", "dose.start"]\n',
        "",
        f"{RISE}: clinic.rise citations[0].supports: missing; expected a list of texts",
    ),
    "blank text": (
        RISE_TEXT,
        'purpose = "Helps you get up from a chair."',
        'purpose = " "',
        f"{RISE_TEXT}: clinic.rise purpose: expected a text that is not blank, found ' '",
    ),
    "no steps": (
        RISE_TEXT,
        'steps = ["Lean forward.", "Stand up.", "Sit down slowly."]',
        "steps = []",
        f"{RISE_TEXT}: clinic.rise steps: expected a list of one text or more, found []",
    ),
    "a text where a number is wanted": (
        RISE,
        "level = 2",
        'level = "2"',
        f"{RISE}: clinic.rise level: expected a whole number, 0 or more, found '2'",
    ),
    "true is no number": (
        RISE,
        "level = 2",
        "level = true",
        f"{RISE}: clinic.rise level: expected a whole number, 0 or more, found True",
    ),
    "a number where true or false is wanted": (
        RISE,
        "end_range = false",
        "end_range = 0",
        f"{RISE}: clinic.rise end_range: expected true or false, found 0",
    ),
    "a bare text where a list is wanted": (
        RISE,
        'regions = ["knee", "hip"]',
        'regions = "knee"',
        f"{RISE}: clinic.rise regions: expected a list of one text or more, found 'knee'",
    ),
    "an empty list where words are wanted": (
        RISE,
        'goals = ["strength"]',
        "goals = []",
        f"{RISE}: clinic.rise goals: expected a list of one text or more, found []",
    ),
    "a list of numbers": (
        RISE,
        "harder = []",
        "harder = [5]",
        f"{RISE}: clinic.rise harder: expected a list of texts, found [5]",
    ),
    "a text where a table is wanted": (
        HIGH_RISE,
        "stand_ins = {}",
        'stand_ins = { chair = "step" }',
        f"{HIGH_RISE}: clinic.high-rise stand_ins: expected a table of lists of texts, found {{'chair': 'step'}}",
    ),
    "a number among the codes": (
        RISE,
        'clinic = "R1"',
        "clinic = 1",
        f"{RISE}: clinic.rise codes: expected a table of texts, found {{'clinic': 1}}",
    ),
    "one table where a list of tables is wanted": (
        HIGH_RISE,
        "citations = []",
        'citations = { source = "clinic-leaflet", supports = [] }',
        f"{HIGH_RISE}: clinic.high-rise citations: expected a list of tables, found "
        "{'source': 'clinic-leaflet', 'supports': []}",
    ),
    "level out of range": (
        RISE,
        "level = 2",
        "level = 5",
        f"{RISE}: clinic.rise level: expected a whole number from 1 to 4, found 5",
    ),
    "revision 0": (
        RISE,
        "revision = 1",
        "revision = 0",
        f"{RISE}: clinic.rise revision: expected a whole number, 1 or more, found 0",
    ),
    "unknown region": (
        RISE,
        'regions = ["knee", "hip"]',
        'regions = ["kne", "hip"]',
        f"{RISE}: clinic.rise regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?",
    ),
    "unknown position": (
        RISE,
        'position = "sitting"',
        'position = "siting"',
        f"{RISE}: clinic.rise position: 'siting' is not in the vocabulary of positions; did you mean 'sitting'?",
    ),
    "word given twice": (
        RISE,
        'regions = ["knee", "hip"]',
        'regions = ["knee", "knee"]',
        f"{RISE}: clinic.rise regions: a word is given twice",
    ),
    "unknown equipment to stand in": (
        RISE,
        'counter = ["wall"]',
        'counter = ["wal"]',
        f"{RISE}: clinic.rise stand_ins.counter: 'wal' is not in the vocabulary of equipment; did you mean 'wall'?",
    ),
    "unknown equipment to stand in for": (
        RISE,
        'counter = ["wall"]',
        'countr = ["wall"]',
        f"{RISE}: clinic.rise stand_ins.countr: 'countr' is not in the vocabulary of equipment; did you mean 'counter'?",
    ),
    "unknown condition": (
        RISE,
        'condition = "high-blood-pressure"',
        'condition = "blood-pressure"',
        f"{RISE}: clinic.rise precautions[0].condition: 'blood-pressure' is not in the vocabulary of conditions; "
        "did you mean 'high-blood-pressure'?",
    ),
    "bad notation of a dose": (
        RISE,
        'start = "1x5"',
        'start = "five times"',
        f"{RISE}: clinic.rise dose.start: expected a notation such as '3x10 hold 5s rest 60s', found 'five times'",
    ),
    "negative dose": (
        RISE,
        'low = "1x3"',
        'low = "1x-3"',
        f"{RISE}: clinic.rise dose.low.count: expected a whole number from 1 to 1000, found -3",
    ),
    "dose out of range": (
        RISE,
        'low = "1x3"',
        'low = "1x0"',
        f"{RISE}: clinic.rise dose.low.count: expected a whole number from 1 to 1000, found 0",
    ),
    "falling band": (
        RISE,
        'high = "2x8 rest 60s"',
        'high = "1x4"',
        f"{RISE}: clinic.rise dose: expected low, start and high of one kind, none of whose counts falls, found 1x3 / 1x5 / 1x4",
    ),
    "band of two kinds": (
        RISE,
        'high = "2x8 rest 60s"',
        'high = "1x60s"',
        f"{RISE}: clinic.rise dose: expected low, start and high of one kind, none of whose counts falls, "
        "found 1x3 / 1x5 / 1x60s",
    ),
    "basis that the record does not cite": (
        HIGH_RISE,
        'start = "homept-default"',
        'start = "clinic-leaflet"',
        f"{HIGH_RISE}: clinic.high-rise dose.basis.start: expected homept-default or a work cited here, found 'clinic-leaflet'",
    ),
    "unknown source of a precaution": (
        RISE,
        'cue = true\nsource = "clinic-leaflet"',
        'cue = true\nsource = "clinic-leaflets"',
        f"{RISE}: clinic.rise precautions[0].source: 'clinic-leaflets' is not in sources.toml; did you mean 'clinic-leaflet'?",
    ),
    "unknown source of a review": (
        HIGH_RISE,
        "checked_against = []",
        'checked_against = ["leaflet"]',
        f"{HIGH_RISE}: clinic.high-rise review.checked_against: 'leaflet' is not in sources.toml; did you mean 'clinic-leaflet'?",
    ),
    "a review checked against our default": (
        HIGH_RISE,
        "checked_against = []",
        'checked_against = ["homept-default"]',
        f"{HIGH_RISE}: clinic.high-rise review.checked_against: 'homept-default' is not in sources.toml",
    ),
    "source given twice": (
        "sources.toml",
        "[[source]]",
        '[[source]]\nid = "clinic-leaflet"\ntitle = "T"\npublisher = "P"\nseen = "S"\n\n[[source]]',
        "sources.toml: clinic-leaflet id: this id is given twice",
    ),
    "year of a source out of range": (
        "sources.toml",
        "year = 2024",
        "year = 24",
        f"{RISE}: clinic.rise citations[0].year: expected a whole number from 1800 to 2100, found 24",
    ),
    "precaution without a sentence": (
        RISE_TEXT,
        'rise-slowly = "Rise slowly, and wait a moment."',
        "",
        f"{RISE}: clinic.rise text.en precautions.rise-slowly: has no sentence",
    ),
    "sentence without a precaution": (
        HIGH_RISE_TEXT,
        'stop_signs = ["Stop if you feel dizzy."]',
        'stop_signs = ["Stop."]\n[precautions]\nwait = "Wait."',
        f"{HIGH_RISE}: clinic.high-rise text.en precautions.wait: belongs to no precaution of the record",
    ),
    "sentence that is no text": (
        RISE_TEXT,
        'rise-slowly = "Rise slowly, and wait a moment."',
        "rise-slowly = 5",
        f"{RISE_TEXT}: clinic.rise precautions: expected a table of texts, found {{'rise-slowly': 5}}",
    ),
    "precaution with an unknown verdict": (
        RISE,
        'verdict = "modify"',
        'verdict = "change"',
        f"{RISE}: clinic.rise precautions[0].verdict: expected one of modify, needs-clearance, exclude, found 'change'",
    ),
    "precaution that changes nothing": (
        RISE,
        "cue = true\n",
        "",
        f"{RISE}: clinic.rise precautions[0]: expected cap_hold_seconds, support, replace_by or cue with the verdict modify, "
        "and only then",
    ),
    "precaution for two things": (
        RISE,
        "cue = true",
        'cue = true\nsurgery = "knee-replacement"',
        f"{RISE}: clinic.rise precautions[0]: expected exactly one of condition and surgery",
    ),
    "precaution that replaces by nobody": (
        RISE,
        "cue = true",
        'replace_by = "clinic.hi-rise"',
        f"{RISE}: clinic.rise precautions[0].replace_by: no exercise has the id 'clinic.hi-rise'; "
        "did you mean 'clinic.high-rise'?",
    ),
    "dangling easier link": (
        HIGH_RISE,
        'easier = ["quad-set"]',
        'easier = ["quads-set"]',
        f"{HIGH_RISE}: clinic.high-rise easier: no exercise has the id 'quads-set'; did you mean 'quad-set'?",
    ),
    "bad family": (
        RISE,
        'family = "clinic.rise"',
        'family = "Sit to stand"',
        f"{RISE}: clinic.rise family: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -, found 'Sit to stand'",
    ),
    "dangling harder link": (
        RISE,
        "harder = []",
        'harder = ["qqq"]',
        f"{RISE}: clinic.rise harder: no exercise has the id 'qqq'",
    ),
    "one-way link": (
        RISE,
        'easier = ["clinic.high-rise"]',
        "easier = []",
        f"{HIGH_RISE}: clinic.high-rise harder: 'clinic.rise' does not name 'clinic.high-rise' as easier in turn",
    ),
    "successor of a record that is not withdrawn": (
        RISE,
        "level = 2",
        'level = 2\nsuccessor = "clinic.high-rise"',
        f"{RISE}: clinic.rise successor: only with withdrawn, which names the version that withdrew the record",
    ),
    "successor that does not exist": (
        RISE,
        "level = 2",
        'level = 2\nwithdrawn = "4"\nsuccessor = "clinic.higher-rise"',
        f"{RISE}: clinic.rise successor: no exercise has the id 'clinic.higher-rise'; did you mean 'clinic.high-rise'?",
    ),
    "name of another record": (
        RISE_TEXT,
        'name = "Chair rise"',
        'name = "high chair RISE"',
        f"{RISE}: clinic.rise text.en names: 'high chair RISE' is already a name of 'clinic.high-rise'",
    ),
    "name given twice": (
        RISE_TEXT,
        'other_names = ["sit to stand"]',
        'other_names = ["chair rise"]',
        f"{RISE}: clinic.rise text.en names: 'chair rise' is already a name of this record",
    ),
    "not TOML": (
        RISE,
        "level = 2",
        "level = ",
        f"{RISE}: not valid TOML: Invalid value (at line 14, column 9)",
    ),
    "no namespace": (
        "catalog.toml",
        'namespace = "clinic"\n',
        "",
        "catalog.toml: namespace: missing; expected a text that is not blank",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "told"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_folder_is_told_by_file_record_and_field(clinic: Path, name: str, old: str, new: str, told: str) -> None:
    """One thing that is wrong gives one problem, in these words."""
    spoil(clinic, name, old, new)

    assert [told] == problems_of(clinic)


@pytest.mark.parametrize("namespace", ["My Clinic", "clinic.east", "-clinic", "Clinic"])
def test_a_namespace_must_be_a_slug(clinic: Path, namespace: str) -> None:
    """A namespace stands before the dot of an id, so it can hold none."""
    spoil(clinic, "catalog.toml", '"clinic"', f'"{namespace}"')

    assert f"catalog.toml: namespace: expected a slug of a-z, 0-9 and -, found {namespace!r}" in problems_of(clinic)


@pytest.mark.parametrize("slug", ["Rise", "rise.low", "rise_low", "r" * 60])
def test_a_records_folder_must_be_named_by_a_slug(clinic: Path, slug: str) -> None:
    """The folder's name becomes the id."""
    (clinic / "exercises" / "high-rise").rename(clinic / "exercises" / slug)

    assert (
        f"exercises/{slug}/exercise.toml: clinic.{slug} id: expected a folder named by a slug of a-z, 0-9 and -, "
        "and an id of at most 64 characters"
    ) in problems_of(clinic)


def test_an_id_may_have_64_characters(clinic: Path) -> None:
    """The namespace and its dot count."""
    slug = "r" * (64 - len("clinic."))
    (clinic / "exercises" / "high-rise").rename(clinic / "exercises" / slug)
    spoil(clinic, RISE, "clinic.high-rise", f"clinic.{slug}")

    assert f"clinic.{slug}" in load_folder(clinic)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("catalog.toml", "catalog.toml: missing file"),
        (RISE, f"{RISE}: missing file"),
        (RISE_TEXT, f"{RISE_TEXT}: clinic.rise: missing file; English is complete"),
    ],
)
def test_a_missing_file_is_told(clinic: Path, name: str, told: str) -> None:
    """A record needs its exercise.toml and its English text, a folder its catalog.toml."""
    (clinic / name).unlink()

    assert told in problems_of(clinic)


@pytest.mark.parametrize("name", ["catalog.toml", "sources.toml", RISE, RISE_TEXT])
def test_a_file_that_is_not_utf_8_is_told(clinic: Path, name: str) -> None:
    """Files are UTF-8, whatever the system's habit."""
    (clinic / name).write_bytes('title = "Übung"'.encode("latin-1"))

    assert f"{name}: expected UTF-8 text" in problems_of(clinic)


@pytest.mark.parametrize("content", ['source = "clinic-leaflet"', '[source]\nid = "clinic-leaflet"', "source = [1]"])
def test_sources_that_are_no_list_of_tables_are_told(clinic: Path, content: str) -> None:
    """A list of one, written as a table, is a common slip."""
    (clinic / "sources.toml").write_text(content, encoding="utf-8")

    assert problems_of(clinic)[0].startswith("sources.toml: source: expected a list of tables, found ")


def test_misspelt_sources_are_told(clinic: Path) -> None:
    """A list under another name is not silently left out."""
    spoil(clinic, "sources.toml", "[[source]]", "[[sources]]")

    assert "sources.toml: sources: unknown key; did you mean 'source'?" == problems_of(clinic)[0]


@pytest.mark.parametrize(("part", "missing"), [("dose", "basis"), ("review", "written_by")])
def test_an_empty_table_lacks_all_its_keys(clinic: Path, part: str, missing: str) -> None:
    """An empty table is not taken for one that may be left out."""
    content = (clinic / HIGH_RISE).read_text(encoding="utf-8").partition("[dose]")[0]
    other = {"dose": 'review = { written_by = "me", checked_against = [] }', "review": 'dose = "1x5"'}[part]
    (clinic / HIGH_RISE).write_text(f"{content}{other}\n{part} = {{}}\n", encoding="utf-8")

    assert f"{HIGH_RISE}: clinic.high-rise {part}.{missing}: missing" in "\n".join(problems_of(clinic))


@pytest.mark.parametrize(("part", "kind"), [("dose", "a table"), ("review", "a table")])
def test_a_text_in_place_of_a_table_is_told(clinic: Path, part: str, kind: str) -> None:
    """A part that is no table at all is told as that."""
    content = (clinic / HIGH_RISE).read_text(encoding="utf-8").partition("[dose]")[0]
    (clinic / HIGH_RISE).write_text(f'{content}{part} = "1x5"\n', encoding="utf-8")

    assert f"{HIGH_RISE}: clinic.high-rise {part}: expected {kind}, found '1x5'" in problems_of(clinic)


def test_an_empty_head_lacks_namespace_and_version(clinic: Path) -> None:
    """An empty file is not a file without problems."""
    (clinic / "catalog.toml").write_text("", encoding="utf-8")

    assert [
        "catalog.toml: namespace: missing; expected a text that is not blank",
        "catalog.toml: version: missing; expected a text that is not blank",
    ] == problems_of(clinic)


@pytest.mark.parametrize("name", ["not-there", "a-file"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    """Neither a missing folder nor a file in its place is a crash."""
    (tmp_path / "a-file").write_text("", encoding="utf-8")

    assert [
        "catalog.toml: missing file",
        "exercises: missing; expected a folder with one folder for each exercise",
    ] == problems_of(tmp_path / name)


def test_a_circle_of_links_is_told_once(clinic: Path) -> None:
    """Easier and harder lead somewhere."""
    spoil(clinic, RISE, "harder = []", 'harder = ["clinic.high-rise"]')
    spoil(clinic, HIGH_RISE, 'easier = ["quad-set"]', 'easier = ["clinic.rise"]')

    assert [
        f"{HIGH_RISE}: clinic.high-rise harder: the links run in a circle: clinic.high-rise -> clinic.rise -> clinic.high-rise"
    ] == problems_of(clinic)


def test_a_record_that_is_harder_than_itself_is_told(clinic: Path) -> None:
    """The shortest circle is one."""
    spoil(clinic, RISE, "harder = []", 'harder = ["clinic.rise"]')
    spoil(clinic, RISE, '"clinic.high-rise"]', '"clinic.high-rise", "clinic.rise"]')

    assert [f"{RISE}: clinic.rise harder: the links run in a circle: clinic.rise -> clinic.rise"] == problems_of(clinic)


def test_a_name_in_the_words_of_another_id_is_told(clinic: Path) -> None:
    """Who types the words of an id means that record; hyphens and case make no other name."""
    spoil(clinic, RISE_TEXT, '"sit to stand"', '"High-Rise"')

    assert [f"{RISE}: clinic.rise text.en names: 'High-Rise' is already a name of 'clinic.high-rise'"] == problems_of(clinic)


def test_precautions_with_one_code_are_told(clinic: Path) -> None:
    """A code names one sentence."""
    again = '[[precautions]]\ncode = "rise-slowly"\ncondition = "heart-disease"\nverdict = "exclude"\nsource = "homept-default"\n'
    spoil(clinic, RISE, "[[citations]]", f"{again}\n[[citations]]")

    assert [f"{RISE}: clinic.rise precautions: a code is given twice"] == problems_of(clinic)


def test_a_precaution_may_name_any_exercise_that_is_known(clinic: Path) -> None:
    """A replacement can be a record of the folder or of the core."""
    spoil(clinic, RISE, "cue = true", 'replace_by = "quad-set"')

    assert "quad-set" == load_folder(clinic)["clinic.rise"].precautions[0].replace_by


def test_all_problems_are_told_at_once(clinic: Path) -> None:
    """A person who edits data sees every problem of every file in one go, in the order of the files."""
    spoil(clinic, "catalog.toml", 'version = "3"', "version = 3")
    spoil(clinic, "sources.toml", 'seen = "Read whole."', "")
    spoil(clinic, HIGH_RISE, "level = 1", "level = 9")
    spoil(clinic, HIGH_RISE, "fall_risk = 1", "fall_risk = 7")
    spoil(clinic, HIGH_RISE, 'start = "1x5"', 'start = "1x-5"')
    spoil(clinic, HIGH_RISE_TEXT, 'name = "High chair rise"', 'nam = "High chair rise"')
    spoil(clinic, HIGH_RISE_TEXT, 'set_up = ["Sit on a high chair."]', "set_up = []")
    spoil(clinic, RISE, '"knee", "hip"', '"kne", "hipp"')
    spoil(clinic, RISE_TEXT, 'mistakes = ["Do not drop down."]', "mistakes = []")
    spoil(clinic, RISE_SPANISH, 'purpose = "', 'purpose = " "\nwhy2 = "')

    assert [
        "catalog.toml: version: expected a text that is not blank, found 3",
        "sources.toml: clinic-leaflet seen: missing; expected a text that is not blank",
        f"{HIGH_RISE_TEXT}: clinic.high-rise nam: unknown key; did you mean 'name'?",
        f"{HIGH_RISE_TEXT}: clinic.high-rise set_up: expected a list of one text or more, found []",
        f"{HIGH_RISE_TEXT}: clinic.high-rise name: missing; expected a text that is not blank",
        f"{HIGH_RISE}: clinic.high-rise dose.start.count: expected a whole number from 1 to 1000, found -5",
        f"{HIGH_RISE}: clinic.high-rise level: expected a whole number from 1 to 4, found 9",
        f"{HIGH_RISE}: clinic.high-rise fall_risk: expected a whole number from 0 to 3, found 7",
        f"{RISE_TEXT}: clinic.rise mistakes: expected a list of one text or more, found []",
        f"{RISE_SPANISH}: clinic.rise purpose: expected a text that is not blank, found ' '",
        f"{RISE_SPANISH}: clinic.rise why2: unknown key; did you mean 'why'?",
        f"{RISE}: clinic.rise regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?",
        f"{RISE}: clinic.rise regions: 'hipp' is not in the vocabulary of regions; did you mean 'hip'?",
    ] == problems_of(clinic)


def test_a_spoilt_record_does_not_make_links_to_it_dangle(clinic: Path) -> None:
    """One slip is one problem, not one more for each record that links to the spoilt one."""
    spoil(clinic, RISE, "level = 2", "level = 7")

    assert 1 == len(problems_of(clinic))


def test_the_message_counts_the_problems_and_lists_each(clinic: Path) -> None:
    """What is printed begins with the number of problems."""
    spoil(clinic, RISE, "level = 2", "level = 7")

    with pytest.raises(InvalidData, match=rf"^1 problem in the data:\n  {RISE}: clinic.rise level: expected .* found 7$"):
        load_folder(clinic)


def test_a_withdrawn_record_of_a_folder_resolves_with_a_warning(clinic: Path) -> None:
    """A folder's withdrawn record leaves the iteration and stays reachable."""
    spoil(clinic, RISE, "level = 2", 'level = 2\nwithdrawn = "4"\nsuccessor = "clinic.high-rise"')

    catalog = load_folder(clinic)

    assert ["clinic.high-rise"] == list(catalog)
    with pytest.warns(pt.catalog.WithdrawnWarning, match=r"'clinic\.rise' was withdrawn in 4; use 'clinic\.high-rise' instead"):
        assert "clinic.rise" == catalog["clinic.rise"].id
