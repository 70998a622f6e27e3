"""The compiler of the data package: what ships is what it makes, twice the same, and nothing is written that has a problem."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from clinic_folder import spoil
from ten_exercises import NAMES

import homept
from homept import _package_data, _words, vocabulary
from homept.catalog import WithdrawnWarning, core
from homept.catalog.compiler import compile_data, read_vocabulary
from homept.catalog.digest import digest
from homept.catalog.words import ENUMERATIONS, enumerations_source
from homept.errors import InvalidData, InvalidValue, MissingText, StaleData

PACKAGE = Path(homept.__file__).parent
DATA = PACKAGE / "data"
COUNT = len([path for path in (DATA / "exercises").iterdir() if path.is_dir()])


def tree(root: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """
    A copy of the sources of the data package with the ten exercises only, the links among them, and the programs made of them.

    A problem is told in the same words however many records stand beside it, and ten compile in no time.
    """
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("compiled", "exercises", "leaflets.toml"))
    for program in (copy / "programs").glob("*.toml"):
        if not set(re.findall(r'exercise = "([^"]+)"', program.read_text("utf-8"))) <= set(NAMES):
            program.unlink()
    for id in NAMES:
        shutil.copytree(DATA / "exercises" / id, copy / "exercises" / id)
        record = copy / "exercises" / id / "exercise.toml"
        record.write_text(re.sub(r"(?ms)^(easier|harder) = \[(.*?)\]$", _among_the_ten, record.read_text("utf-8")), "utf-8")
    return copy


def _among_the_ten(found: re.Match[str]) -> str:
    links = [f'"{link}"' for link in re.findall(r'"([^"]+)"', found[2]) if link in NAMES]
    return f"{found[1]} = [{', '.join(links)}]"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of a whole checkout's package, sources and compiled data included."""
    shutil.copytree(PACKAGE, tmp_path / "src" / "homept", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "src" / "homept"


def python(package: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a copy of the package first on its path."""
    paths = {"PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], env={**os.environ, **paths, **environment}, capture_output=True, text=True, check=False
    )


# -- what it makes ------------------------------------------------------------------------------------------------------------


def test_what_ships_is_what_the_compiler_makes(tmp_path: Path) -> None:
    """The compiled files beside the sources are those of the sources, byte for byte."""
    count = compile_data(DATA, tmp_path / "out")

    assert COUNT == count
    assert tree(DATA / "compiled") == tree(tmp_path / "out")


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_it_makes_the_same_bytes_under_any_hash_seed(tmp_path: Path, package: Path, seed: str) -> None:
    """Two builds of one source are one build."""
    made = python(package, "-m", "homept", "compile", "--out", str(tmp_path / "out"), PYTHONHASHSEED=seed)

    assert (0, "") == (made.returncode, made.stderr)
    assert tree(DATA / "compiled") == tree(tmp_path / "out")


def test_it_makes_the_folder_anew(data: Path, tmp_path: Path) -> None:
    """A record that is gone from the sources is gone from the result."""
    out = tmp_path / "deep" / "out"
    compile_data(data, out)
    shutil.rmtree(data / "exercises" / "clamshell")

    assert len(NAMES) - 1 == compile_data(data, out)
    assert not (out / "exercises" / "clamshell.json").exists()


def test_it_fills_an_empty_folder(data: Path, tmp_path: Path) -> None:
    """An empty folder holds nothing that could be lost."""
    (tmp_path / "out").mkdir()

    assert len(NAMES) == compile_data(data, tmp_path / "out")


def test_it_never_deletes_what_it_did_not_make(data: Path, tmp_path: Path) -> None:
    """The folder to write is deleted first, so a slip in its name must not cost anybody their files."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letters.txt").write_text("Dear", encoding="utf-8")
    (tmp_path / "file").write_text("Dear", encoding="utf-8")

    for out in (tmp_path / "home", tmp_path / "file"):
        with pytest.raises(InvalidValue) as caught:
            compile_data(data, out)
        assert f"out: expected a new or empty folder, or one that an earlier compile wrote, found {str(out)!r}" == str(
            caught.value
        )

    assert {"letters.txt": b"Dear"} == tree(tmp_path / "home")


# -- problems -----------------------------------------------------------------------------------------------------------------


def problems_of(data: Path, out: Path) -> list[str]:
    """Compile a folder that has problems, see that nothing is written, and return the problems as lines."""
    with pytest.raises(InvalidData) as caught:
        compile_data(data, out)
    assert not out.exists()
    return [str(problem) for problem in caught.value.problems]


REGIONS, KNEE = "vocabulary/regions.toml", 'id = "knee"\n'
PRESSURE, SCREENING = "safety/conditions/high-blood-pressure.toml", "safety/screening.toml"
HEAD_LOW = 'code = "high-blood-pressure-head-low"\nsource = "homept-default"\n'
SPOILT = {
    "unknown key of a word": (
        REGIONS,
        KNEE,
        f'{KNEE}lable.es = "rodilla"\n',
        [f"{REGIONS}: knee lable: unknown key; did you mean 'label'?"],
    ),
    "word without a label": (
        "vocabulary/answers.toml",
        'label.en = "not known"\n',
        "",
        ["vocabulary/answers.toml: unknown label: missing; expected a table of texts"],
    ),
    "word without an English label": (
        "vocabulary/answers.toml",
        'label.en = "not known"\n',
        'label.es = "no se sabe"\n',
        ["vocabulary/answers.toml: unknown label.en: missing; English is complete"],
    ),
    "word given twice": (
        "vocabulary/answers.toml",
        'id = "no"',
        'id = "yes"',
        ["vocabulary/answers.toml: yes id: this word is given twice"] * 2,
    ),
    "word that is no id": (
        "vocabulary/answers.toml",
        'id = "no"',
        'id = "Not at all"',
        ["vocabulary/answers.toml: Not at all id: expected an id of at most 64 characters from a-z, 0-9 and -"],
    ),
    "unknown parent": (
        "vocabulary/procedures.toml",
        'parent = "hip-replacement"',
        'parent = "hip-replacment"',
        [
            "vocabulary/procedures.toml: hip-replacement-posterior parent: no word has the id 'hip-replacment'; "
            "did you mean 'hip-replacement'?"
        ],
    ),
    "parents in a circle": (
        REGIONS,
        'id = "lower-limb"\n',
        'id = "lower-limb"\nparent = "ankle-foot"\n',
        [f"{REGIONS}: {region} parent: the parents run in a circle" for region in ("lower-limb", "hip", "knee", "ankle-foot")],
    ),
    "misspelt list of words": (
        "vocabulary/sides.toml",
        "[[word]]",
        "[[words]]",
        ["vocabulary/sides.toml: words: unknown key; did you mean 'word'?"],
    ),
    "namespace of our own": (
        "catalog.toml",
        "version",
        'namespace = "core"\nversion',
        ["catalog.toml: namespace: unknown key"],
    ),
    "problem of a record": (
        "exercises/bridge/exercise.toml",
        'kind = "strength"',
        'kind = "strong"',
        ["exercises/bridge/exercise.toml: bridge kind: 'strong' is not in the vocabulary of kinds; did you mean 'strength'?"],
    ),
    "message that is no sentence": (
        "messages/en/app.toml",
        "[support]\n",
        "[support]\nnone = 5\n",
        ["messages/en/app.toml: support.none: expected a sentence, or its forms one and other, found 5"],
    ),
    "message with one form only": (
        "messages/en/app.toml",
        "[count.exercises]\none =",
        "[count.exercises]\nfew =",
        [
            "messages/en/app.toml: count.exercises: expected a sentence, or its forms one and other, "
            "found {'few': '1 exercise', 'other': '{count} exercises'}"
        ],
    ),
    "message outside of every table": (
        "messages/en/safety.toml",
        "\n[question]\n",
        '\nhello = ["Hello"]\n[question]\n',
        ["messages/en/safety.toml: hello.: expected a sentence, or its forms one and other, found ['Hello']"],
    ),
    "code given twice": (
        "messages/en/safety.toml",
        "\n[stop]\n",
        '\n[label]\ntitle = "Exercises"\n[stop]\n',
        ["messages/en/safety.toml: label.title: this code is given twice"],
    ),
    "unknown key of a policy": (
        "policies/adherence.toml",
        "window_days",
        "windowdays",
        [
            "policies/adherence.toml: adherence: a key is missing or not known: "
            "AdherencePolicy.__init__() got an unexpected keyword argument 'windowdays'"
        ],
    ),
    "missing key of a policy": (
        "policies/building.toml",
        "node_budget",
        "nodes_budget",
        ["policies/building.toml: building: a key is missing or not known: 'node_budget'"],
    ),
    "bad value of a policy": (
        "policies/adherence.toml",
        "window_days = 14",
        "window_days = 0",
        [
            "policies/adherence.toml: adherence AdherencePolicy.window_days: expected a whole number from 1 to 366, found 0",
        ],
    ),
    "unknown source of a policy": (
        "policies/adherence.toml",
        'source = "bailey-2018"',
        'source = "baily-2018"',
        ["policies/adherence.toml: adherence source: 'baily-2018' is not in sources.toml; did you mean 'bailey-2018'?"],
    ),
    "trait that a condition says nothing of": (
        PRESSURE,
        '"kneeling", ',
        "",
        [f"{PRESSURE}: high-blood-pressure no_concern: neither ruled on nor listed, and blank is never a default (1): kneeling"],
    ),
    "trait with a rule and of no concern": (
        PRESSURE,
        '"kneeling", ',
        '"kneeling", "effort-hold", ',
        [f"{PRESSURE}: high-blood-pressure no_concern: of no concern and ruled on at once: effort-hold"],
    ),
    "condition without rules": (
        "vocabulary/conditions.toml",
        "[[word]]",
        '[[word]]\nid = "gout"\nlabel.en = "gout"\n\n[[word]]',
        ["safety/conditions/gout.toml: gout: missing file; each word of the vocabulary needs its rules"],
    ),
    "unknown verdict": (
        PRESSURE,
        f'verdict = "modify"\n{HEAD_LOW}cue = true\n',
        f'verdict = "maybe"\n{HEAD_LOW}',
        [f"{PRESSURE}: high-blood-pressure rule[1].verdict: expected include, modify, needs-clearance or exclude, found 'maybe'"],
    ),
    "rule that changes nothing": (
        PRESSURE,
        f"{HEAD_LOW}cue = true\n",
        HEAD_LOW,
        [
            f"{PRESSURE}: high-blood-pressure rule[1].verdict: modify goes with one or more of cap_hold_seconds, cap_sets, "
            "cap_repetitions, no_load, support, easier, cue, and nothing else does"
        ],
    ),
    "unknown source of a word": (
        "vocabulary/conditions.toml",
        'source = "medlineplus-pad"',
        'source = "hearsay"',
        ["vocabulary/conditions.toml: arterial-leg-disease source: 'hearsay' is not in sources.toml"],
    ),
    "unknown source of a rule": (
        PRESSURE,
        HEAD_LOW,
        HEAD_LOW.replace("homept-default", "hearsay"),
        [f"{PRESSURE}: high-blood-pressure rule[1].source: 'hearsay' is not in sources.toml"],
    ),
    "code of two rules": (
        PRESSURE,
        'code = "high-blood-pressure-effort-hold"',
        'code = "high-blood-pressure-head-low"',
        [
            f"{PRESSURE}: high-blood-pressure rule[2].code: 'high-blood-pressure-head-low' is already a code of "
            "'high-blood-pressure'"
        ],
    ),
    "code without a sentence": (
        PRESSURE,
        'code = "high-blood-pressure-effort-hold"',
        'code = "high-blood-pressure-hard"',
        ["messages/en: rule.high-blood-pressure-hard: missing; expected a sentence for this code"],
    ),
    "safety file that is not TOML": (
        PRESSURE,
        'id = "high-blood-pressure"',
        "id = high",
        [f"{PRESSURE}: not valid TOML: Invalid value (at line 2, column 6)"],
    ),
    "unknown kind of a question": (
        SCREENING,
        'kind = "emergency"',
        'kind = "urgent"',
        [f"{SCREENING}: chest-pain kind: expected one of emergency, contact, not-start, out-of-scope, found 'urgent'"],
    ),
    "unknown source of a question": (
        SCREENING,
        'source = "gloucestershire-dvt"',
        'source = "gloucester"',
        [f"{SCREENING}: chest-pain source: 'gloucester' is not in sources.toml; did you mean 'gloucestershire-dvt'?"],
    ),
    "question without sentences": (
        SCREENING,
        'id = "blood-sugar"',
        'id = "sugar"',
        [
            "messages/en: question.sugar: missing; expected a sentence for this code",
            "messages/en: stop.sugar: missing; expected a sentence for this code",
        ],
    ),
    "not TOML": (
        "policies/adherence.toml",
        'id = "adherence"',
        "id = adherence",
        ["policies/adherence.toml: not valid TOML: Invalid value (at line 1, column 6)"],
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "told"), SPOILT.values(), ids=SPOILT)
def test_spoilt_data_is_told_and_not_compiled(data: Path, tmp_path: Path, name: str, old: str, new: str, told: list[str]) -> None:
    """Each problem is told by file, record and field, and nothing is written."""
    spoil(data, name, old, new)

    assert told == problems_of(data, tmp_path / "out")


def test_a_policy_under_another_name_is_told(data: Path, tmp_path: Path) -> None:
    """A policy that nobody reads is not silently left out."""
    (data / "policies" / "adherence.toml").rename(data / "policies" / "adherance.toml")

    assert [
        "policies/adherance.toml: unknown policy; did you mean 'adherence'?",
        "policies/adherence.toml: missing file",
    ] == problems_of(data, tmp_path / "out")


def test_a_trait_that_is_new_must_be_ruled_on_by_every_condition_and_operation(data: Path, tmp_path: Path) -> None:
    """The tables are total: a new trait leaves a blank in each of them."""
    spoil(data, "vocabulary/traits.toml", "[[word]]", '[[word]]\nid = "jumping"\nlabel.en = "jumping"\n\n[[word]]')

    blanks = problems_of(data, tmp_path / "out")

    assert len(vocabulary.words("conditions")) + len(vocabulary.words("procedures")) == len(blanks)
    assert all(blank.endswith("and blank is never a default (1): jumping") for blank in blanks)


def test_a_facet_that_is_missing_is_told(data: Path, tmp_path: Path) -> None:
    """Without its words no record can be checked."""
    (data / "vocabulary" / "regions.toml").unlink()

    assert ["vocabulary/regions.toml: missing file"] == problems_of(data, tmp_path / "out")


def test_problems_leave_an_earlier_result_as_it_was(data: Path, tmp_path: Path) -> None:
    """A failed compile costs nothing."""
    compile_data(data, tmp_path / "out")
    before = tree(tmp_path / "out")
    spoil(data, "catalog.toml", "version", "versions")

    with pytest.raises(InvalidData):
        compile_data(data, tmp_path / "out")

    assert before == tree(tmp_path / "out")


def test_problems_of_all_rooms_are_told_at_once(data: Path, tmp_path: Path) -> None:
    """A record, a message, a policy and a safety rule with a problem each give four problems."""
    for case in ("problem of a record", "message that is no sentence", "bad value of a policy", "code without a sentence"):
        spoil(data, *SPOILT[case][:3])

    assert 4 == len(problems_of(data, tmp_path / "out"))


def test_a_folder_without_data_has_nothing_but_problems(tmp_path: Path) -> None:
    """An empty folder is not an empty catalog."""
    (tmp_path / "data").mkdir()

    assert "vocabulary/regions.toml: missing file" in problems_of(tmp_path / "data", tmp_path / "out")


# -- freshness ----------------------------------------------------------------------------------------------------------------


def test_the_digest_tells_every_change_of_a_source(data: Path) -> None:
    """A change, a new file, a file that is gone and a file with another name all show; other files do not."""
    found = [digest(str(data))]
    spoil(data, "catalog.toml", "version", "version ")
    found.append(digest(str(data)))
    (data / "new.toml").write_text("", encoding="utf-8")
    found.append(digest(str(data)))
    (data / "new.toml").rename(data / "newer.toml")
    found.append(digest(str(data)))
    (data / "newer.toml").unlink()
    (data / "catalog.toml").unlink()
    found.append(digest(str(data)))

    assert len(found) == len(set(found))

    (data / "notes.txt").write_text("", encoding="utf-8")
    assert found[-1] == digest(str(data))


def test_compiled_files_older_than_their_sources_are_refused_until_they_are_made_anew(package: Path) -> None:
    """Who edits a source and forgets to compile is told which command to run, and that command helps."""
    look = ("-c", "import homept; print(homept.load_catalog().version)")
    spoil(package, "data/catalog.toml", 'version = "', 'version = "9')

    stale = python(package, *look)
    compiled = python(package, "-m", "homept", "compile")
    fresh = python(package, *look)

    assert (
        "homept.errors.StaleData: the compiled data is older than its sources; make it anew with: python -m homept compile"
        == stale.stderr.splitlines()[-1]
    )
    assert f"compiled {COUNT} exercises into {package / 'data' / 'compiled'}\n" == compiled.stdout
    assert f"9{homept.load_catalog().version}\n" == fresh.stdout


def test_a_checkout_that_was_never_compiled_says_how_and_can_be(package: Path) -> None:
    """The compiler itself needs no compiled data."""
    shutil.rmtree(package / "data" / "compiled")

    missing = python(package, "-c", "import homept; homept.load_catalog()")
    compiled = python(package, "-m", "homept", "compile")

    assert (
        "homept.errors.StaleData: the compiled data file catalog.json cannot be read; make it with: python -m homept compile"
        == missing.stderr.splitlines()[-1]
    )
    assert (0, "") == (compiled.returncode, compiled.stderr)
    assert tree(DATA / "compiled") == tree(package / "data" / "compiled")


def test_a_compiled_file_that_is_missing_names_the_command() -> None:
    """The error says which file and how to make it."""
    with pytest.raises(StaleData) as caught:
        _package_data.read_json("exercises", "no-such-exercise.json")

    assert "the compiled data file exercises/no-such-exercise.json cannot be read; make it with: python -m homept compile" == str(
        caught.value
    )


def test_an_index_of_other_sources_is_stale() -> None:
    """In a checkout the digest of the sources must be that of the index."""
    with pytest.raises(StaleData, match="python -m homept compile"):
        core.check_fresh({"digest": "of other sources"})


def test_without_sources_there_is_nothing_to_be_older_than(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package has no sources beside its compiled data."""
    monkeypatch.setattr(_package_data, "ROOT", str(tmp_path))

    core.check_fresh({"digest": "of any sources"})


# -- languages ----------------------------------------------------------------------------------------------------------------


def load_instead(data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile a copy of the data and read it as homept's own until the test ends."""
    compile_data(data, out)
    monkeypatch.setattr(_package_data, "ROOT", str(data))
    monkeypatch.setattr(_package_data, "COMPILED", str(out))


def test_a_language_may_be_partial(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record without a text in the language is an error when it is looked at, and no search finds it; the coverage is told."""
    text = (data / "exercises" / "bridge" / "text.en.toml").read_text(encoding="utf-8")
    (data / "exercises" / "bridge" / "text.es.toml").write_text(text.replace('"Bridge"', '"Puente"'), encoding="utf-8")
    load_instead(data, tmp_path / "out", monkeypatch)

    spanish = homept.load_catalog(language="es")

    assert {"en": len(NAMES), "es": 1} == dict(spanish.languages)
    assert "Puente" == spanish["bridge"].name
    assert ["bridge"] == [hit.exercise.id for hit in spanish.search("puentes")]
    assert () == spanish.search("heel slide")
    with pytest.raises(MissingText, match=r"^no text for 'heel-slide' in the language 'es'; languages that exist: en$"):
        spanish["heel-slide"]


# -- withdrawn records --------------------------------------------------------------------------------------------------------


def test_a_record_that_is_withdrawn_in_the_data_resolves_with_a_warning(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leaves iteration, count and filters, and no other record does."""
    spoil(
        data,
        "exercises/clamshell/exercise.toml",
        "revision = 1",
        'revision = 2\nwithdrawn = "2027.1.0"\nsuccessor = "bridge"',
    )
    load_instead(data, tmp_path / "out", monkeypatch)

    catalog = homept.load_catalog()

    assert sorted({path.name for path in (data / "exercises").iterdir()} - {"clamshell"}) == list(catalog)
    assert [] == list(catalog.filter(positions={"lying-on-side"}))
    with pytest.warns(WithdrawnWarning, match=r"'clamshell' was withdrawn in 2027\.1\.0; use 'bridge' instead"):
        assert 2 == catalog["clamshell"].revision


# -- the enumerations ---------------------------------------------------------------------------------------------------------


def test_the_enumerations_are_those_of_the_vocabulary() -> None:
    """The generated module is what the generator makes of the data: python -m homept words."""
    words, _ = read_vocabulary(DATA)

    assert enumerations_source(words) == Path(_words.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize(("facet", "name"), ENUMERATIONS.items())
def test_each_enumeration_has_the_words_of_its_facet_in_order(facet: str, name: str) -> None:
    """Each member is the string, and is offered by the vocabulary."""
    assert [word.id for word in vocabulary.words(facet)] == [str(member) for member in getattr(_words, name)]
    assert getattr(_words, name) is getattr(vocabulary, name)
    assert name in _words.__all__
