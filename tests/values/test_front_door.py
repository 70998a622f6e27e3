"""The front door: which names there are, what a look-up imports, and what a missing package says."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pytest

import homept

# A new public name is a decision; this list is where it shows.
FRONT_DOOR = """
    Catalog Distance Dose DoseBand Duration Exercise Hold HomeptError Journal NothingFits Person Plan Repetitions Request Routine
    Screening StopAndContact Surgery __version__ build_routine catalog codec dose errors exercise load_catalog load_folder
    measures messages plan policies prescribe progress review routine safety vocabulary
"""
SUBMODULES = {
    "catalog": "Catalog FilterCount Patch SearchHit WithdrawnWarning load_catalog load_folder",
    "codec": "VERSION from_dict from_json to_dict to_json types_with_codec",
    "dose": "Dose DoseBand Repetitions WorkBase at_most",
    "errors": """
        DataProblem HomeptError InvalidData InvalidValue MergeConflict MissingExtra MissingText NotAllowed NothingFits StaleData
        StopAndContact StorageError UnknownId UnknownWord
    """,
    "exercise": "Citation Exercise ExerciseText Precaution PublishedUse ReviewState",
    "inspection": """
        Question Rating RecordRating RecordReview checklist content_mark page pemat read_spreadsheet report sign spreadsheet
    """,
    "load": "BandColor LadderLevel Load Mass parse_load",
    "measures": """
        ChangeFinding CutOff MeaningfulChange Measure MeasureItem Norm Scale ScaleScore Score ScoreChange load_measures
    """,
    "messages": "Messages messages",
    "plan": """
        Adaptation Criterion DayRoutine DaysOff Deload DoseChange EasedDose Frequency Move Occurrence Phase Plan Program ProgramItem
        ProgramPhase RecordChange Slot StartedProgram Swap dose_ladder load_programs next_dose previous_dose start_program
    """,
    "policies": """
        AdherencePolicy BuildingPolicy Pace PainGate Points ProgressionPolicy SwapPoints WeekRules adherence_policy building
        gate_for pain_gate pain_gates progression
    """,
    "progress": """
        Adherence Advice AdviceReason Cleared CriterionState Effort Entry Erased ExerciseReport Journal Light Measurement
        Missing MorningReport PainScore PainSummary Paused Performed Review SessionReport SymptomReport adherence advise
        pain_summaries phase_progress preferences review
    """,
    "reading": "Reading grade lines read reading sentences",
    "report": """
        ListedExercise ListedProgram Table contents coverage evidence installed_size load_programs_file report shipped_works
    """,
    "routine": """
        Alternative Explanation LeftOut Origin Pick Preference Preferences Proof Relaxation Request Routine RoutineItem Week WeekDay
        alternatives build_routine build_week prescribe swap
    """,
    "safety": """
        Changes Clearance Limit Override Person Reason Screening ScreeningQuestion Surgery Verdict VerdictTable judge next_change
        progression_locks screen screening_questions verdict_table
    """,
    "storage": "JournalStore SCHEMA_VERSION",
    "target": "EFFORT_SCALES EffortTarget RangeLimit",
    "testing": """
        SamplePerson catalogs days dose_bands doses entries exercises ids journals loads moments occurrences older_people people
        plans preferences reports requests routines sample_people screenings surgeries texts time_zones value_of values weeks
        word_sets words
    """,
    "vocabulary": """
        Condition Equipment Goal Habit Kind Position Procedure Region Side SkipReason Symptom Trait Word check check_word facets
        with_children word words
    """,
    "wording": "date_in_words dose_in_words wrapped",
    "work": "Distance Duration Hold Work",
}


def module(name: str) -> ModuleType:
    """Import a submodule of homept."""
    return importlib.import_module(f"homept.{name}")


def run(code: str) -> str:
    """Run *code* in a fresh interpreter, unmeasured, as measuring loads modules of its own, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert "" == done.stderr
    return done.stdout


def test_the_names_of_the_front_door() -> None:
    """These names, and no others."""
    assert FRONT_DOOR.split() == sorted(homept.__all__)


@pytest.mark.parametrize("name", SUBMODULES)
def test_the_names_of_the_submodules(name: str) -> None:
    """These names, and no others; each of them is there."""
    found = module(name)

    assert SUBMODULES[name].split() == sorted(found.__all__)
    for public in found.__all__:
        assert getattr(found, public) is not None


def test_every_module_without_an_underscore_is_a_public_one() -> None:
    """A new module is a decision too."""
    there = {info.name for info in pkgutil.iter_modules(homept.__path__) if not info.name.startswith("_")}

    assert set(SUBMODULES) == there


@pytest.mark.parametrize("name", FRONT_DOOR.split())
def test_every_name_of_the_front_door_leads_somewhere(name: str) -> None:
    """A class or function is the one of its submodule; asked for again it is the same."""
    found = getattr(homept, name)

    assert getattr(homept, name) is found
    if not isinstance(found, ModuleType | str):
        assert found is getattr(sys.modules[found.__module__], name)


@pytest.mark.parametrize("place", ["homept", "homept.vocabulary", "homept.catalog"])
def test_dir_lists_the_public_names(place: str) -> None:
    """Also those that are imported only when they are asked for."""
    found = importlib.import_module(place)

    assert set(found.__all__) <= set(dir(found))


@pytest.mark.parametrize("place", ["homept", "homept.vocabulary", "homept.catalog"])
def test_a_misspelt_name_is_an_error_that_names_it(place: str) -> None:
    """As with every module, so that hasattr and getattr with a default work."""
    found = importlib.import_module(place)

    with pytest.raises(AttributeError, match=f"module '{place}' has no attribute 'Dosee'"):
        _ = found.Dosee
    assert not hasattr(found, "load_catalogue")


def test_importing_homept_imports_nothing_else() -> None:
    """Nobody pays for what they do not use."""
    code = "import json, sys; before = set(sys.modules); import homept; print(json.dumps(sorted(set(sys.modules) - before)))"

    assert ["homept"] == json.loads(run(code))


def test_a_first_look_up_leaves_the_rest_alone() -> None:
    """Importing, loading, filtering and reading one exercise needs neither dates nor the words nor the rooms behind."""
    heavy = [
        *("datetime", "decimal", "uuid", "zoneinfo", "tomllib", "sqlite3", "sqlalchemy", "hypothesis", "importlib.resources"),
        *(f"homept.{name}" for name in SUBMODULES if name not in ("catalog", "dose", "errors", "exercise")),
        *(
            "homept._words",
            "homept.catalog.folder",
            "homept.catalog.search",
            "homept.catalog.spelling",
            "homept.catalog.layers",
            "homept.catalog.shape",
        ),
    ]
    code = f"""
import sys
import homept
catalog = homept.load_catalog()
print(catalog.filter(regions={{"knee"}}, goals={{"strength"}})["quad-set"].text.steps[0])
print([name for name in {heavy!r} if name in sys.modules])
"""

    sentence, loaded = run(code).splitlines()

    assert sentence
    assert "[]" == loaded


@pytest.mark.parametrize(("name", "package"), [("storage", "sqlalchemy"), ("testing", "hypothesis"), ("reading", "textstat")])
def test_a_missing_package_is_an_error_that_names_its_extra(name: str, package: str) -> None:
    """The message can be pasted into a shell; the parts are attributes."""
    code = f"""
import sys
sys.modules[{package!r}] = None  # makes Python say that there is no such package
try:
    import homept.{name}
except ImportError as error:
    print(type(error).__name__, error.extra, error.package)
    print(error)
    print(error.__cause__, error.__suppress_context__)
"""

    assert [
        f"MissingExtra {name} {package}",
        f"this part of homept needs the package '{package}'; install it with: pip install 'homept[{name}]'",
        "None True",
    ] == run(code).splitlines()


@pytest.mark.parametrize(("name", "package"), [("storage", "sqlalchemy"), ("testing", "hypothesis"), ("reading", "textstat")])
def test_a_missing_package_is_met_before_anything_is_defined(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same within this process, on a second copy of the module."""
    spec = find_spec(f"homept.{name}")
    assert spec is not None
    assert spec.loader is not None
    monkeypatch.setitem(sys.modules, package, None)
    copy = module_from_spec(spec)

    with pytest.raises(homept.errors.MissingExtra) as caught:
        spec.loader.exec_module(copy)

    assert (name, package) == (caught.value.extra, caught.value.package)
    assert "__all__" not in vars(copy)


def test_the_version_is_that_of_the_distribution() -> None:
    """One place states it."""
    from importlib.metadata import version

    assert version("homept") == homept.__version__
