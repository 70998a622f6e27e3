"""The files of measures: plain, safe, sourced, and refused when anything is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import homept
from homept._package_data import read_json
from homept.catalog.shape import Checker
from homept.errors import MissingText
from homept.measures import Measure, load_measures
from homept.measures.folder import read_measures
from homept.reading import grade

MEASURES = load_measures()
EVERY = pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
HOME = Path(homept.__file__).parent / "data" / "measures"


def lines(measure: Measure) -> list[str]:
    """Collect the sentences that a person reads."""
    prompts = [item.prompt for item in measure.items if item.prompt]
    return [measure.purpose, *measure.steps, *measure.safety, *prompts]


# -- what ships ---------------------------------------------------------------------------------------------------------------


def test_measures_are_loaded_once_and_cannot_be_changed() -> None:
    """One mapping for each language, in the order of the ids."""
    assert load_measures() is load_measures()
    assert sorted(MEASURES) == list(MEASURES) == [measure.id for measure in MEASURES.values()]
    with pytest.raises(TypeError):
        MEASURES["nprs"] = MEASURES["odi"]  # type: ignore[index]


def test_a_language_that_is_not_there_is_an_error() -> None:
    """Nothing falls back to English."""
    with pytest.raises(MissingText, match=r"no text for 'measures\.activity-minutes' in the language 'eo'"):
        load_measures("eo")


def test_every_scale_has_an_id_of_its_own() -> None:
    """A journal names what was measured by it alone."""
    ids = [scale.id for measure in MEASURES.values() for scale in measure.scales]

    assert len(ids) == len(set(ids))


@EVERY
def test_texts_of_items_ship_only_where_they_may(measure: Measure) -> None:
    """Whatever is not free comes as numbers in, a score out, and says whom to ask."""
    assert measure.items_may_ship or not any(item.prompt for item in measure.items)
    assert measure.items_may_ship == (measure.license in ("free", "free-with-notice"))
    assert measure.license_notes
    assert measure.license == "free" or "homept gives the scoring only" in measure.license_notes


@EVERY
def test_a_physical_test_says_how_to_be_safe(measure: Measure) -> None:
    """Somebody stands by, and how it is done is told."""
    if measure.kind == "test":
        assert measure.steps
        assert any("helper" in note for note in measure.safety)
        assert any(note.startswith("Do not ") for note in measure.safety)


@EVERY
def test_a_measure_is_plain_to_read(measure: Measure) -> None:
    """Sixth grade or below, twenty words at most in a sentence, each sentence whole."""
    text = lines(measure)

    assert grade(" ".join(text)) <= 6.0
    for line in text:
        assert re.fullmatch(r"[A-Z][ -~]*[.?]", line)
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"(?<=[.?!])\s+", line))


@EVERY
def test_every_figure_has_a_source_that_was_read(measure: Measure) -> None:
    """No number stands for itself."""
    known = {row["id"] for row in read_json("sources.json")}
    cited = {one.source for scale in measure.scales for one in scale.changes}
    cited |= {one.source for scale in measure.scales for one in scale.norms}
    cited |= {one.source for scale in measure.scales for one in scale.cut_offs}

    assert cited <= known
    assert set(measure.sources) <= known | {"homept-default"}


# -- what is refused ----------------------------------------------------------------------------------------------------------


def problems(tmp_path: Path, old: str = "", new: str = "", *, name: str = "pcs", also: str = "") -> list[str]:
    """Copy a file of the data, change it, and return what is wrong with the folder."""
    folder = tmp_path / "measures"
    folder.mkdir(exist_ok=True)
    text = (HOME / "pcs.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / f"{name}.toml").write_text(text.replace(old, new, 1) + also, encoding="utf-8")
    checker = Checker({})
    read_measures(tmp_path, {"rehabmeasures-pcs", "blueprint-pcs"}, checker)
    return [str(problem) for problem in checker.problems]


def test_a_good_file_has_no_problem(tmp_path: Path) -> None:
    """As it is; and a second language may be there."""
    assert [] == problems(tmp_path)
    spanish = '\n[text.es]\nname = "P"\npurpose = "P"\nscales = {pcs = "a", pcs-rumination = "b", pcs-magnification = "c", pcs-helplessness = "d"}\n'
    assert [] == problems(tmp_path, also=spanish)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("kind = ", "kin = ", "measures/pcs.toml: pcs kin: unknown key; did you mean 'kind'?"),
        ("[text.en]", "[text.fr]", "measures/pcs.toml: pcs text.en.name: missing; expected a text that is not blank"),
        ("[text.en]", '[text]\nfr = "Non"\n[text.en]', "measures/pcs.toml: pcs text.fr: expected a table, found 'Non'"),
        ('purpose = "', 'purpos = "', "measures/pcs.toml: pcs text.en.purpos: unknown key; did you mean 'purpose'?"),
        ('license = "ask"', 'license = "mine"', "measures/pcs.toml: pcs Measure.license: expected one of free, free-with-notice, ask, licensed, found 'mine'"),
        ('lowest = "0"', 'lowest = "low"', "measures/pcs.toml: pcs items.lowest: expected a decimal number as a text, such as '2.5', found 'low'"),
        ('items = ["item"]', 'items = ["iten"]', "measures/pcs.toml: pcs scales.pcs.items: expected items of the measure, found 'iten'"),
        ('numbers = "6 7 13"', 'numbers = "77"', "measures/pcs.toml: pcs Scale.items: expected at least one item, each once, found ()"),
        ("needed = 13", "needed = 12", "measures/pcs.toml: pcs Scale.needed: expected for sum of 13 items: 13, found 12"),
        ('pcs-rumination = "', 'pcs-rumin = "', "measures/pcs.toml: pcs text.scales.pcs-rumination: expected the name of the scale, found none"),
        ('pcs = "Th', 'more = "x"\npcs = "Th', "measures/pcs.toml: pcs text.en.scales: 'more' is not there"),
        ("[text.en.scales]", '[text.en.prompts]\nitem-13 = "x"\n[text.en.scales]', "no item texts, since they may not be shipped"),
        ('"blueprint-pcs"]', '"blueprint-psc"]', "measures/pcs.toml: pcs sources: 'blueprint-psc' is not in sources.toml; did you mean 'blueprint-pcs'?"),
        ("items_may_ship = false", 'items_may_ship = false\nreversed = ["item-14"]', "measures/pcs.toml: pcs reversed: 'item-14' is not there; did you mean 'item-4'?"),
        ('id = "pcs-rumination"', 'id = "pcs.rumination"', "the name of the scale"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """With the file, the measure and the field."""
    assert any(problem in found for found in problems(tmp_path, old, new)), problems(tmp_path, old, new)


def test_a_file_name_is_an_id(tmp_path: Path) -> None:
    """It is the id of the measure."""
    assert [
        "measures/P CS.toml: P CS: expected a file name that is an id: at most 64 characters from a-z, 0-9 and -"
    ] == problems(tmp_path, name="P CS")


def test_two_measures_cannot_share_a_scale(tmp_path: Path) -> None:
    """The second is told."""
    problems(tmp_path, name="a")

    assert "measures/pcs.toml: pcs scales.pcs: expected an id without a dot, of no other measure's scale" in problems(tmp_path)


def test_a_figure_of_no_scale_is_told(tmp_path: Path) -> None:
    """And so is its source."""
    figure = (
        '\n[[cut_offs]]\nscales = ["pcs-total"]\nat_least = "30"\nmeaning = "fall-risk"\npopulation = "p"\nsource = "hearsay"\n'
    )

    assert [
        "measures/pcs.toml: pcs cut_offs: 'pcs-total' is not there",
        "measures/pcs.toml: pcs sources: 'hearsay' is not in sources.toml",
    ] == problems(tmp_path, "\n[text.en]", f"{figure}\n[text.en]")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """With the reason."""
    assert problems(tmp_path, "kind", "= kind")[0].startswith("measures/pcs.toml: not valid TOML")


def test_english_is_complete(tmp_path: Path) -> None:
    """A measure in another language alone is not."""
    text = (HOME / "pcs.toml").read_text(encoding="utf-8")
    found = problems(tmp_path, text, text.replace("[text.en", "[text.fr"))

    assert ["measures/pcs.toml: pcs text.en: missing; English is complete"] == found
