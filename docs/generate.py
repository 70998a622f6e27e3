"""
Writes the pages and fragments that come from data, into ``docs/catalog``, which is not committed.

Pages end in ``.rst``; fragments, which hand-written pages include, end in ``.inc``.
``conf.py`` calls :func:`write_all` at the start of each build; ``python docs/generate.py`` does the same by hand.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import runpy
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from statistics import median

import homept
from homept import policies, vocabulary
from homept._package_data import read_json
from homept.catalog import shape
from homept.errors import StopAndContact
from homept.exercise import Exercise
from homept.inspection import checklist, pemat
from homept.inspection.pemat import DOMAINS
from homept.measures import CutOff, MeaningfulChange, Measure, load_measures
from homept.measures.folder import MEASURE
from homept.measures.folder import TEXT as MEASURE_TEXT
from homept.messages import messages
from homept.plan import Criterion, load_programs
from homept.plan.program_folder import PROGRAM
from homept.reading import reading
from homept.report import Table, coverage, load_programs_file, report
from homept.safety import VerdictTable, screen, verdict_table
from homept.safety.tables import RuleSet, ScreeningQuestion, TraitRule, safety_tables
from homept.safety.verdict import OUTCOMES
from homept.testing import SamplePerson, older_people
from homept.wording import dose_in_words

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "homept" / "data"
OWN_DEFAULT = "homept-default"
NOTHING = "\N{EN DASH}"

# -- modules --------------------------------------------------------------------------------------------------------------------


def all_modules() -> list[str]:
    """Name every module of homept that can be imported without side effects."""
    found = [one.name for one in pkgutil.walk_packages(homept.__path__, "homept.")]
    return ["homept", *(name for name in found if not name.endswith("__main__"))]


def public_modules() -> list[str]:
    """Name the modules that callers import from: those right below ``homept`` that have ``__all__`` and no underscore."""
    found = [f"homept.{one.name}" for one in pkgutil.iter_modules(homept.__path__) if not one.name.startswith("_")]
    return [name for name in found if hasattr(importlib.import_module(name), "__all__")]


# -- reStructuredText -----------------------------------------------------------------------------------------------------------


def esc(text: object) -> str:
    """Return *text* so that reStructuredText shows it as it is."""
    return re.sub(r"([\\`*_|])", r"\\\1", str(text))


def code(text: object) -> str:
    """Return *text* as code."""
    return f"``{text}``"


def heading(text: str, mark: str = "=", label: str = "") -> list[str]:
    """Return a heading, with a label to link to where one is given."""
    return [*([f".. _{label}:", ""] if label else []), text, mark * max(3, len(text)), ""]


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, widths: str = "auto", kind: str = "facts") -> list[str]:
    """Return a table; nothing where there are no rows."""
    rows = [list(row) for row in rows]
    if not rows:
        return []
    lines = [".. list-table::", f"   :class: {kind}", f"   :widths: {widths}"]
    lines += ["   :header-rows: 1", ""] if headers else [""]
    for row in ([list(headers)] if headers else []) + rows:
        for number, cell in enumerate(row):
            head, *rest = cell.split("\n") or [""]
            lines.append(f"   {'* -' if number == 0 else '  -'} {head}".rstrip())
            lines += [f"       {line}".rstrip() for line in rest]
    return [*lines, ""]


def bullets(entries: Iterable[str], *, numbered: bool = False) -> list[str]:
    """Return a list."""
    return [*(f"{'#.' if numbered else '-'} {entry}" for entry in entries), ""]


def source_link(id: str) -> str:
    """Link to a work in the bibliography, or say that it is homept's own choice."""
    if id == OWN_DEFAULT:
        return ":term:`own default`"
    row = SOURCES[id]
    year = f" {row['year']}" if "year" in row else ""
    if re.search(r"\d:\w", row["publisher"].replace("(", "").replace(")", "")):
        # A paper is known by its first author, which its id begins with.
        return f":ref:`{id.removesuffix(year.replace(' ', '-')).replace('-', ' ').title()}{year} <source-{id}>`"
    title = row["title"] if row["publisher"].startswith("not named") else row["publisher"].split(" (")[0]
    return f":ref:`{esc(title)}{year} <source-{id}>`"


def label_of(facet: str, id: str) -> str:
    """Return the label of a word with a link to its vocabulary page."""
    return f":ref:`{esc(vocabulary.word(facet, id).label())} <word-{facet}-{id}>`"


def labels_of(facet: str, ids: Iterable[str]) -> str:
    """Return linked labels, or a dash."""
    return ", ".join(label_of(facet, id) for id in ids) or NOTHING


def exercise_link(id: str) -> str:
    """Link to the page of an exercise."""
    return f":doc:`{esc(CATALOG[id].name)} </catalog/{id}>`"


def verdict(outcome: str) -> str:
    """Return a verdict in its color."""
    return f":v-{outcome}:`{outcome.replace('-', ' ')}`"


ROLES = [line for outcome in OUTCOMES for line in (f".. role:: v-{outcome}", "")]
SOURCES: dict[str, dict[str, str]] = {row["id"]: row for row in read_json("sources.json")}
CATALOG = homept.load_catalog()
SAY = messages("en")

# -- exercises ------------------------------------------------------------------------------------------------------------------


def exercise_page(exercise: Exercise) -> list[str]:
    """Return the page of one exercise."""
    text = exercise.text
    # Outside of the tree of pages, which the sidebar of each page shows whole: hundreds of links on hundreds of pages.
    lines = [":orphan:", "", *ROLES, *heading(esc(text.name), label=f"exercise-{exercise.id}")]
    lines += _review_note(exercise)
    lines += [f"{esc(text.purpose)}", f"{esc(text.why)}", ""]
    lines += heading("How to do it", "-")
    for title, sentences, numbered in (
        ("Get ready", text.set_up, False),
        ("Do this", text.steps, True),
        ("Breathing", (text.breathing,), False),
        ("Watch out", text.mistakes, False),
        ("Stop", text.stop_signs, False),
    ):
        lines += [f"**{title}**", ""]
        lines += bullets(map(esc, sentences), numbered=numbered) if len(sentences) > 1 else [esc(sentences[0]), ""]
    lines += [".. seealso:: :doc:`/safety` says when to stop and whom to call.", ""]
    lines += _dose_part(exercise)
    lines += _facts_part(exercise)
    lines += _safety_part(exercise)
    lines += _uses_part(exercise)
    lines += heading("Sources", "-")
    lines += table(
        ("Work", "Supports", "What was read"),
        ((source_link(one.source), ", ".join(map(code, one.supports)) or NOTHING, esc(one.seen)) for one in exercise.citations),
        widths="25 25 50",
    )
    return lines


def _uses_part(exercise: Exercise) -> list[str]:
    """List the published leaflets that ask for the exercise; nothing where none is known."""
    if not exercise.uses:
        return []
    rows = []
    for use in exercise.uses:
        whom = [*(label_of("conditions", id) for id in use.conditions), *(label_of("procedures", id) for id in use.procedures)]
        title = f"`{esc(use.title)} <{use.url}>`__" if use.url else esc(use.title)
        year = f", {use.year}" if use.year else ""
        rows.append((f"{title} ({esc(use.publisher)}{year})", esc(use.name), ", ".join(whom) or NOTHING))
    lines = [
        *heading("Published programs that ask for it", "-"),
        "As far as we know them; a leaflet says more than its list of exercises.",
        "",
    ]
    return [*lines, *table(("Program or leaflet", "Its name there", "For"), rows, widths="50 25 25")]


def _review_note(exercise: Exercise) -> list[str]:
    review = exercise.review
    checked = ", ".join(source_link(id) for id in review.checked_against) or "nothing yet"
    if review.by_clinician:
        return [".. note::", "", f"   Reviewed by {esc(review.reviewed_by)} on {esc(review.reviewed_on)}.", ""]
    return [
        ".. warning::",
        "",
        "   No clinician has reviewed this record yet.",
        f"   It was written by {esc(review.written_by)} and checked against: {checked}.",
        "",
    ]


def _dose_part(exercise: Exercise) -> list[str]:
    rows = []
    for name, dose, basis in zip(("low", "start", "high"), _doses(exercise), exercise.dose.basis, strict=True):
        rows.append((name, code(dose.notation()), esc(dose_in_words(dose, side_model=exercise.side_model)), source_link(basis)))
    lines = [*heading("How much", "-"), *table(("", "Notation", "In words", "Rests on"), rows, widths="8 22 45 25")]
    return [*lines, *([esc(exercise.dose.note), ""] if exercise.dose.note else [])]


def _doses(exercise: Exercise) -> tuple[homept.Dose, homept.Dose, homept.Dose]:
    return exercise.dose.low, exercise.dose.start, exercise.dose.high


def _facts_part(exercise: Exercise) -> list[str]:
    text = exercise.text
    stand_ins = "; ".join(
        f"{labels_of('equipment', [kit])}: {labels_of('equipment', others)}" for kit, others in exercise.stand_ins
    )
    facts = [
        ("Id", code(exercise.id)),
        ("Revision", str(exercise.revision)),
        ("Other names", esc(", ".join(text.other_names)) or NOTHING),
        ("Names that others use for a different movement", esc(", ".join(text.ambiguous_names)) or NOTHING),
        ("Regions", labels_of("regions", exercise.regions)),
        ("Goals", labels_of("goals", exercise.goals)),
        ("Part in a session", label_of("kinds", exercise.kind)),
        ("Position", label_of("positions", exercise.position)),
        ("Surface", label_of("surfaces", exercise.surface)),
        ("Equipment", labels_of("equipment", exercise.equipment)),
        ("Stand-ins", stand_ins or NOTHING),
        ("Muscles", labels_of("muscles", exercise.muscles)),
        ("Joint movements", labels_of("movements", exercise.movements)),
        ("Sides", label_of("side_models", exercise.side_model)),
        ("Who does the work", label_of("assistances", exercise.assistance)),
        ("Support", label_of("supports", exercise.support)),
        ("Level", f"{exercise.level} of 4"),
        ("Fall risk", f"{exercise.fall_risk} of 3"),
        ("Works at the end of the range", "yes" if exercise.end_range else "no"),
        ("Hands busy", "yes" if exercise.hands_busy else "no"),
        ("Time to get ready", f"{exercise.set_up_seconds} seconds"),
        ("Easier", ", ".join(exercise_link(id) for id in exercise.easier) or NOTHING),
        ("Harder", ", ".join(exercise_link(id) for id in exercise.harder) or NOTHING),
        ("Family", code(exercise.family)),
        ("Codes", ", ".join(f"{esc(system)} {code(one)}" for system, one in exercise.codes) or NOTHING),
    ]
    return [*heading("Facts", "-"), *table((), facts, widths="35 65")]


def _safety_part(exercise: Exercise) -> list[str]:
    lines = heading("What it asks of the body", "-")
    lines += [
        "Each trait is what the rules of conditions and operations are about.",
        "",
        *bullets(label_of("traits", trait) for trait in exercise.traits),
    ]
    if exercise.precautions:
        lines += heading("Its own precautions", "-")
        rows = []
        for one in exercise.precautions:
            whom = label_of("conditions", one.condition) if one.condition else label_of("procedures", str(one.surgery))
            within = f"within {one.within_days} days" if one.within_days else "until cleared" if one.surgery else ""
            rows.append((f"{whom} {within}", verdict(one.verdict), esc(one.sentence), source_link(one.source)))
        lines += table(("For", "Verdict", "What the person reads", "Source"), rows, widths="25 15 40 20")
    lines += heading("What the rules say of it", "-")
    lines += [
        "The strictest verdict that a rule of each condition or operation gives on one of these traits.",
        "A link leads to the rules themselves: when and where each holds, what the person reads, and its source.",
        "",
    ]
    tables = safety_tables()
    lines += _strictest("Condition", "conditions", tables.conditions, exercise)
    lines += _strictest("Operation or injury", "procedures", tables.procedures, exercise)
    return lines


def _strictest(title: str, facet: str, rules: dict[str, RuleSet], exercise: Exercise) -> list[str]:
    """Return the conditions or operations by the strictest verdict of their rules on the traits of an exercise."""
    traits = set(exercise.traits)
    found: dict[str, list[str]] = {outcome: [] for outcome in OUTCOMES}
    for id, one in rules.items():
        outcomes = [rule.verdict for rule in one.rules if traits & set(rule.traits)]
        found[max(outcomes, key=OUTCOMES.index, default="include")].append(rules_link(facet, id))
    rows = (
        ("no rule concerns it" if outcome == "include" else verdict(outcome), ", ".join(found[outcome]))
        for outcome in reversed(OUTCOMES)
        if found[outcome]
    )
    return table(("Verdict", title), rows, widths="20 80")


def rules_link(facet: str, id: str) -> str:
    """Link to the rules of a condition or operation."""
    return f":ref:`{esc(vocabulary.word(facet, id).label())} <rules-{facet}-{id}>`"


def rule_sentence(rule: TraitRule) -> str:
    """Return what the person reads, with what the rule changes."""
    changes = [
        SAY(f"change.{key}", count=getattr(rule, key))
        for key in ("cap_hold_seconds", "cap_sets", "cap_repetitions")
        if getattr(rule, key) is not None
    ]
    if rule.no_load:
        changes.append(SAY("change.no_load"))
    if rule.support is not None:
        changes.append(SAY("change.support", support=vocabulary.word("supports", rule.support).label()))
    if rule.easier:
        changes.append("gives way to its first easier exercise; where it has none, it needs clearance")
    tail = f" ({'; '.join(changes)})" if changes else ""
    return esc(SAY(f"rule.{rule.code}") + tail)


def index_page() -> list[str]:
    """Return the front page of the catalog."""
    reviewed = sum(exercise.review.by_clinician for exercise in CATALOG.values())
    lines = [
        *heading("The catalog"),
        f"Version {CATALOG.version} of the data, with {len(CATALOG)} exercises, {reviewed} of them reviewed by a clinician.",
        "All pages of this part are made from the data, so that they say what the library does.",
        "",
        ".. seealso:: :doc:`/safety`, before using any of them.",
        "",
        *heading("Exercises", "-"),
    ]
    rows = []
    for exercise in CATALOG.values():
        rows.append(
            (exercise_link(exercise.id), code(exercise.id), esc(exercise.text.purpose), code(exercise.dose.start.notation()))
        )
    lines += table(("Name", "Id", "Purpose", "First dose"), rows, widths="22 23 35 20")
    lines += heading("Other pages", "-")
    pages = [
        "by-region",
        "by-goal",
        "vocabulary/index",
        "conditions",
        "procedures",
        "older-people",
        "general",
        "screening",
        "policies",
        "programs",
        "measures",
        "figures",
        "bibliography",
    ]
    return [*lines, ".. toctree::", "   :maxdepth: 1", "", *(f"   {page}" for page in pages), ""]


def by_word_page(title: str, facet: str, intro: Sequence[str]) -> list[str]:
    """Return an index of the exercises by the words of a facet, each with the words below it."""
    lines = [*heading(title), *intro, ""]
    for word in vocabulary.words(facet):
        found = CATALOG.filter(**{facet: {word.id}})
        mark = "-" if word.parent is None else "^"
        lines += [*heading(esc(word.label().capitalize()), mark), dict(word.definitions)["en"], ""]
        if word.benefit:
            lines += ["One of the six benefits of home exercise.", ""]
        lines += (
            bullets(f"{exercise_link(id)}: {esc(CATALOG[id].text.purpose)}" for id in found)
            if found
            else ["No exercise yet.", ""]
        )
    return lines


# -- vocabulary -----------------------------------------------------------------------------------------------------------------


def first_comment(path: Path) -> str:
    """Return the comment at the top of a data file, which says what it holds."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        found.append(line.removeprefix("#").strip())
    return " ".join(found)


def facet_title(facet: str) -> str:
    """Return the title of the page of a facet."""
    return facet.replace("_", " ").capitalize()


def vocabulary_page(facet: str) -> list[str]:
    """Return the page of one facet."""
    lines = [*heading(facet_title(facet)), first_comment(DATA / "vocabulary" / f"{facet}.toml"), ""]
    lines += [f"``homept.vocabulary.words({facet!r})`` lists them.", ""]
    words = vocabulary.words(facet)
    extra = [name for name in ("parent", "kind", "source") if any(getattr(word, name) for word in words)]
    shown = {"parent": code, "kind": code, "source": source_link}
    rows = []
    for word in words:
        cells = [f".. _word-{facet}-{word.id}:\n\n{code(word.id)}", esc(word.label()), esc(dict(word.definitions).get("en", ""))]
        rows.append([*cells, *(shown[name](getattr(word, name)) if getattr(word, name) else NOTHING for name in extra)])
    return [*lines, *table(("Id", "Label", "Definition", *(name.capitalize() for name in extra)), rows)]


def vocabulary_index() -> list[str]:
    """Return the list of facets."""
    lines = [
        *heading("Vocabulary"),
        "The words that values may hold, one page for each facet.",
        "A word that is not here is an error that names the nearest one.",
        "",
        ".. toctree::",
        "   :maxdepth: 1",
        "",
    ]
    return [*lines, *(f"   {facet}" for facet in vocabulary.facets()), ""]


# -- safety ---------------------------------------------------------------------------------------------------------------------

_SIGNS = {"include": "·", "modify": "m", "needs-clearance": "C", "exclude": "X"}


# How many conditions or operations stand side by side in one table.
_ABREAST = 10
_RULES_OF = {
    "conditions": [
        "What each health condition changes, trait by trait.",
        "Each one has a file of its own in ``data/safety/conditions``.",
    ],
    "procedures": [
        "What an operation or injury changes, trait by trait, while no therapist's limits are on record.",
        "A rule holds until a clearance is recorded, unless it names a number of days.",
        "Standing work after an operation on a leg of which nobody said how much weight it may carry is left out by the code.",
        "Where only the general form of an operation is known, its rules are at least as strict as those of each special form.",
        "Each one has a file of its own in ``data/safety/procedures``.",
    ],
}


def rules_page(title: str, facet: str, rules: dict[str, RuleSet]) -> list[str]:
    """Return the tables of conditions or operations by traits, and each rule with its sentence and source."""
    lines = [
        *ROLES,
        *heading(title),
        *_RULES_OF[facet],
        "No clinician has reviewed these rules yet.",
        "",
        ".. seealso:: :doc:`/safety` for what the verdicts mean; :doc:`general` for the numbers that no single row owns; "
        ":doc:`older-people` for what the rules leave to do.",
        "",
        *heading("At a glance", "-"),
        "``·`` no concern; ``m`` modify; ``C`` needs clearance; ``X`` exclude.",
        "Where several rules are on one trait, the strictest shows.",
        "Each cell was decided: a blank cell cannot be compiled.",
        "",
    ]
    ids = list(rules)
    for first in range(0, len(ids), _ABREAST):
        lines += _glance(facet, {id: rules[id] for id in ids[first : first + _ABREAST]})
    for id, rule_set in rules.items():
        lines += heading(esc(vocabulary.word(facet, id).label().capitalize()), "-", label=f"rules-{facet}-{id}")
        lines += [f"{esc(dict(vocabulary.word(facet, id).definitions).get('en', ''))}", ""]
        if rule_set.limb != "none":
            lines += [f"Limb: {rule_set.limb}.", ""]
        lines += table(
            ("Traits", "Verdict", "What the person reads", "Code and source"),
            (
                (
                    labels_of("traits", rule.traits),
                    verdict_cell(rule),
                    rule_sentence(rule),
                    f"{code(rule.code)}\n\n{source_link(rule.source)}",
                )
                for rule in rule_set.rules
            ),
            widths="22 18 35 25",
        )
        lines += [f"Decided to be no concern: {labels_of('traits', rule_set.no_concern)}.", ""]
    return lines


def _glance(facet: str, rules: dict[str, RuleSet]) -> list[str]:
    rows = []
    for word in vocabulary.words("traits"):
        row = [label_of("traits", word.id)]
        for rule_set in rules.values():
            outcome = max((rule.verdict for rule in rule_set.on(word.id)), key=OUTCOMES.index, default="include")
            row.append(f":v-{outcome}:`{_SIGNS[outcome]}`")
        rows.append(row)
    return table(("Trait", *(esc(vocabulary.word(facet, id).label()) for id in rules)), rows, kind="matrix")


def verdict_cell(rule: TraitRule) -> str:
    """Return the verdict of a rule, with when and where it holds and who may clear it."""
    tail = []
    if rule.within_days is not None:
        tail.append(f"for {rule.within_days} days")
    if rule.from_weeks is not None:
        tail.append(f"from week {rule.from_weeks} on; an unknown week counts as late")
    if rule.local:
        tail.append("for work of the affected place; a place not told is everywhere")
    if rule.by is not None:
        tail.append(f"by: {vocabulary.word('roles', rule.by).label()}")
    return verdict(rule.verdict) + "".join(f"\n\n{one}" for one in tail)


# The day on which the made-up people of the documentation are looked at.
_DAY = date(2026, 11, 23)


def people_page() -> list[str]:
    """Return what the rules leave to do, and hold back, for the made-up older people whom the tests look at too."""
    tables = {one.name: _table_of(one) for one in older_people(on=_DAY)}
    free = [found for found in tables.values() if found is not None]
    waiting = [_counts(found)["needs-clearance"] / len(found) for found in free]
    offered = [sum(verdict.offers for verdict in found.values()) for found in free]
    lines = [
        *ROLES,
        *heading("Forty older people"),
        "Rules that are too strict harm too: whoever may do nothing does nothing.",
        "So the rules are tried on forty made-up people of 65 to 90 years with two to four conditions or operations each.",
        "Each has to get at least four exercises in two positions, or the right stop; "
        "and in the middle at most a quarter of the exercises may wait for a clearance.",
        "",
        f"With the {len(CATALOG)} exercises of this version {len(free)} of them go on and {len(tables) - len(free)} are stopped. "
        f"Those who go on may do {min(offered)} to {max(offered)} exercises, {median(offered):g} in the middle; "
        f"{median(waiting):.0%} of the catalog wait in the middle, {max(waiting):.0%} at most.",
        "",
        "Nobody here is real, no clinician has reviewed the rules, and none of this is advice.",
        "",
        ".. seealso:: :func:`homept.testing.older_people`, :func:`homept.safety.verdict_table`, :doc:`conditions`, :doc:`procedures`",
        "",
    ]
    for one in older_people(on=_DAY):
        lines += heading(one.name, "-", label=f"person-{one.name.lower()}")
        lines += [f"{esc(one.about)}", ""]
        found = tables[one.name]
        lines += _stopped(one) if found is None else _told(found)
    return lines


def _table_of(one: SamplePerson) -> VerdictTable | None:
    try:
        screen(one.person, on=_DAY)
    except StopAndContact:
        return None
    return verdict_table(CATALOG, one.person, on=_DAY)


def _stopped(one: SamplePerson) -> list[str]:
    try:
        screen(one.person, on=_DAY)
    except StopAndContact as stop:
        return [f"Stopped ({stop.kind}): {esc(' '.join(stop.sentences))}", ""]
    return []


def _counts(found: VerdictTable) -> dict[str, int]:
    outcomes = [verdict.outcome for verdict in found.values()]
    return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}


# How many exercises are named where a reason holds back more, and how many sentences are shown where more apply.
_NAMED = 5
_SHOWN = 8


def _told(found: VerdictTable) -> list[str]:
    """Return how many exercises are offered and held back, why, and what care the others ask for."""
    counts = _counts(found)
    gives_way = [id for id, one in found.items() if not one.offers and one.outcome == "modify"]
    lines = [
        f"{counts['include']} exercises as they are, {counts['modify'] - len(gives_way)} with care, "
        f"{len(gives_way)} give way to an easier one; "
        f"{counts['needs-clearance']} wait for a clearance, {counts['exclude']} are left out.",
        "",
    ]
    held = {("modify", "An easier one takes its place."): gives_way} if gives_way else {}
    care: dict[str, int] = {}
    lifted: dict[str, list[str]] = {}
    for id, one in found.items():
        if one.offers:
            said = {cue if cue not in SAY else SAY(cue) for cue in one.changes.cues}
            said |= {SAY(f"support.{one.changes.support}")} if one.changes.support != "none" else set()
            care.update({sentence: care.get(sentence, 0) + 1 for sentence in said})
        elif one.outcome != "modify":
            why = {reason.text() for reason in one.reasons if reason.outcome == one.outcome and reason.lifted_by is None}
            for sentence in why:
                held.setdefault((one.outcome, sentence), []).append(id)
        for reason in one.reasons:
            if reason.lifted_by is not None:
                lifted.setdefault(reason.lifted_by, []).append(id)
    rows = sorted(held.items(), key=lambda row: (-OUTCOMES.index(row[0][0]), -len(row[1]), row[0]))
    lines += table(
        ("Verdict", "Why", "Exercises"),
        ((verdict(outcome), esc(sentence), _some(ids)) for (outcome, sentence), ids in rows),
        widths="15 45 40",
    )
    lines += [f"Lifted by {esc(by)}: {_some(list(dict.fromkeys(ids)))}.\n" for by, ids in lifted.items()]
    common = sorted(care.items(), key=lambda row: (-row[1], row[0]))
    if common:
        more = f" The {_SHOWN} most frequent of {len(common)} sentences:" if len(common) > _SHOWN else ""
        lines += [f"With what care, and with how many exercises.{more}", ""]
        lines += bullets(f"{esc(sentence)} ({count})" for sentence, count in common[:_SHOWN])
    return lines


def _some(ids: Sequence[str]) -> str:
    """Link to the first few exercises, and count the others."""
    named = ", ".join(exercise_link(id) for id in ids[:_NAMED])
    return named if len(ids) <= _NAMED else f"{named} and {len(ids) - _NAMED} more"


def screening_page() -> list[str]:
    """Return the screening questions."""
    tables = safety_tables()
    raw = tomllib.loads((DATA / "safety" / "screening.toml").read_text(encoding="utf-8"))
    lines = [
        *heading("Screening questions"),
        *first_comment(DATA / "safety" / "screening.toml").replace(". ", ".\n").split("\n"),
        "",
        f"A screening counts for {tables.expires_after_days} days, and is due again after {raw['due_again_after_days_off']} days off (:term:`own default`).",
        "A yes never expires: it counts until a newer screening says no.",
        "Questions about one part of the body are for those who exercise it; unanswered, they hold back its exercises only.",
        "",
        ".. seealso:: :doc:`/safety`, :func:`homept.safety.screening_questions`, :doc:`/how-to/stops-and-nothing-fits`",
        "",
    ]
    titles = {
        "emergency": "A yes means: call the local emergency number",
        "contact": "A yes means: contact a clinician before exercise",
        "not-start": "A yes means: do not start today",
        "out-of-scope": "A yes means: homept is not made for this",
    }
    for kind, title in titles.items():
        lines += heading(title, "-")
        lines += table(
            ("Id", "Question", "What the person reads after a yes", "Source"),
            (
                (code(one.id), esc(one.text()) + _asked_for(one), esc(SAY(f"stop.{one.id}")), source_link(one.source))
                for one in tables.questions
                if one.kind == kind
            ),
            widths="20 33 27 20",
        )
    return lines


def _asked_for(question: ScreeningQuestion) -> str:
    return f"\n\n(for work of: {labels_of('regions', question.regions)})" if question.regions else ""


# -- numbers --------------------------------------------------------------------------------------------------------------------

_ROW = re.compile(r"^(?P<key>[a-z_]+)\s*=\s*(?P<value>.+?)(?:\s+# (?P<note>.+))?$")


def numbers(path: Path) -> list[str]:
    """Return the tables of a data file of numbers, with the comments that say where each comes from."""
    groups: list[tuple[str, list[tuple[str, str, str]], list[str]]] = [("", [], [])]
    notes: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("["):
            groups.append((line.strip("[]").split(" ")[0].rstrip("]"), [], notes))
            notes = []
        elif line.startswith("#"):
            notes.append(line.removeprefix("#").strip())
        elif match := _ROW.match(line):
            groups[-1][1].append((match["key"], match["value"], match["note"] or ""))
    lines: list[str] = []
    for name, rows, before in groups:
        if not rows:
            continue
        id = next((value.strip('"') for key, value, _ in rows if key == "id"), "")
        title = id or name
        lines += heading(code(title), "^") if title else []
        lines += [*(f"{esc(note)}" for note in before), ""]
        lines += table(
            ("Key", "Value", "Note"),
            ((code(key), _value(key, value), esc(note)) for key, value, note in rows if key != "id"),
            widths="28 32 40",
        )
    return lines


def _value(key: str, value: str) -> str:
    plain = tomllib.loads(f"x = {value}")["x"]
    if key in ("source", "basis"):
        return source_link(str(plain))
    if key == "sources":
        return ", ".join(map(source_link, plain))
    if key == "basis_notes":
        return esc(plain)
    return ", ".join(code(one) for one in plain) if isinstance(plain, list) else code(plain)


def policies_page() -> list[str]:
    """Return the policies with all their numbers."""
    lines = [
        *heading("Policies"),
        "Every number by which homept builds, judges pain, changes doses and counts.",
        "A caller may pass a policy of their own wherever one is used; see :mod:`homept.policies`.",
        "A number without a source is homept's :term:`own default`.",
        "",
        f"The pain policies that exist: {', '.join(code(gate.id) for gate in policies.pain_gates())}.",
        "A policy with ``advances = false`` never lets a dose grow; it only tells when pain is too much.",
        "",
        ".. seealso:: :doc:`/explanation/routine`, :doc:`/explanation/advice`, :doc:`/explanation/adherence`, :doc:`/safety`",
        "",
    ]
    titles = {"building": "Building", "pain-gates": "Pain", "progression": "Progression", "adherence": "Adherence"}
    for name, title in titles.items():
        path = DATA / "policies" / f"{name}.toml"
        lines += [*heading(title, "-"), first_comment(path), "", *numbers(path)]
    return lines


def general_page() -> list[str]:
    """Return the safety numbers that no single condition owns."""
    path = DATA / "safety" / "general.toml"
    lines = [*heading("General safety numbers"), *first_comment(path).replace(". ", ".\n").split("\n"), ""]
    return [*lines, ".. seealso:: :doc:`/safety`", "", *numbers(path)]


def programs_page() -> list[str]:
    """Return the programs with their phases, days and doses."""
    lines = [
        *heading("Programs"),
        "Plans for anybody; :func:`homept.plan.start_program` makes one person's plan of one.",
        "Each says where it comes from, and who has reviewed it.",
        "A phase called ``settle-in`` is homept's own cautious beginning, whatever the source.",
        "",
        ".. seealso:: :doc:`/how-to/start-a-program`, :doc:`/safety`",
        "",
    ]
    for program in load_programs().values():
        reviewed = esc(program.reviewed_by) if program.reviewed_by else "no clinician yet"
        lines += heading(esc(program.title), "-")
        lines += [
            esc(program.purpose),
            "",
            f"Id: {code(program.id)}. Source: {source_link(program.source)}. Reviewed by {reviewed}.",
            "",
        ]
        for phase in program.phases:
            gap = phase.frequency.every_days
            every = ", ".join(phase.frequency.days) if gap is None else "every day" if gap == 1 else f"every {gap} days"
            lines += [f"**{esc(phase.id)}**: {phase.weeks} weeks, {every}, {phase.times_a_day} time(s) a day.", ""]
            rows = [
                (
                    exercise_link(item.exercise),
                    code((item.dose or CATALOG[item.exercise].dose.start).notation()),
                    "the program" if item.dose else "the record",
                )
                for item in phase.items
            ]
            lines += table(("Exercise", "Dose", "Dose of"), rows, widths="50 30 20")
            for when, criteria in (("To begin", phase.entry), ("To move on", phase.exit)):
                if criteria:
                    lines += [f"{when}: {', '.join(_criterion(one) for one in criteria)}.", ""]
    return lines


def _criterion(one: Criterion) -> str:
    """Return the kind of a criterion with its numbers."""
    given = [f"{name} {value}" for name, value in one._fields() if name != "kind" and value is not None]
    return f"{code(one.kind)} ({', '.join(given)})" if given else code(one.kind)


def bibliography_page() -> list[str]:
    """Return every work that the data cites."""
    lines = [
        *heading("Bibliography"),
        *first_comment(DATA / "sources.toml").replace(". ", ".\n").replace("`", "``").split("\n"),
        "",
    ]
    for id in sorted(SOURCES):
        row = SOURCES[id]
        year = f", {row['year']}" if "year" in row else ""
        lines += [f".. _source-{id}:", "", f"{code(id)}", f"   {esc(row['title'])}.", f"   {esc(row['publisher'])}{year}."]
        lines += [f"   `{row['url'].split('/')[2]} <{row['url']}>`__"] if "url" in row else []
        lines += ["", f"   Kind: {label_of('source_kinds', row['kind'])}.", f"   Read: {esc(row['seen'])}", ""]
    return lines


# -- figures --------------------------------------------------------------------------------------------------------------------


def figures_page() -> list[str]:
    """Return the tables of the report about the whole catalog, with the reading level and the open programs."""
    _, told = report()
    listed = load_programs_file(HERE / "open-programs.toml")
    lines = [
        *heading("The catalog in figures"),
        "What ``make report`` prints, made from the data of this version.",
        "A share is cut to a whole number, so that only all is 100 %.",
        "The open programs are those of ``docs/open-programs.toml``; nothing but their names and publishers is taken from them.",
        "",
        ".. seealso:: :doc:`/how-to/report` to get these figures of your own exercises, :doc:`bibliography`, :doc:`/safety`",
        "",
    ]
    for one in (*told, *reading(CATALOG), *coverage(CATALOG, listed)):
        lines += [*heading(esc(one.title), "-", label=f"figures-{one.id}"), *one.note.replace(". ", ".\n").split("\n"), ""]
        lines += table(one.headers, ([_cell(cell) for cell in row] for row in one.rows), kind=_kind_of_table(one))
    return lines


def _cell(cell: str | int) -> str:
    text = esc(cell)
    if cell in CATALOG:
        return f":doc:`{text} </catalog/{cell}>`"
    return f"\N{EN DASH} {text.strip()}" if text.startswith(" ") else text


def _kind_of_table(one: Table) -> str:
    if one.id.endswith("grid"):
        return "matrix"
    counted = all(isinstance(cell, int) or cell.endswith(" %") for row in one.rows for cell in row[1:])
    return "figures" if counted else "facts"


# -- measures -------------------------------------------------------------------------------------------------------------------


def measures_page() -> list[str]:
    """Return every measure: how it is scored, what is known of its scores, and what its license says."""
    known = load_measures()
    lines = heading("Outcome measures")
    lines += ["Every measure that homept can score, made from its file in ``data/measures``."]
    lines += ["What the columns mean, and which measures are not here, is told on :doc:`/explanation/measures`.", ""]
    rows = (
        (
            f":ref:`{esc(one.name)} <measure-{one.id}>`",
            one.kind,
            str(len(one.items)),
            one.license,
            "yes" if any(item.prompt for item in one.items) else "no",
        )
        for one in known.values()
    )
    lines += table(("Measure", "Kind", "Items", "License", "Item texts here"), rows, widths="40 18 10 18 14")
    for one in known.values():
        lines += _measure(one)
    return lines


def _measure(one: Measure) -> list[str]:
    lines = [*heading(esc(one.name), "-", label=f"measure-{one.id}"), code(one.id), "", esc(one.purpose), ""]
    lines += [f"License: **{one.license}**.", esc(one.license_notes), ""]
    lines += [f"How it is scored: {', '.join(map(source_link, one.sources))}.", ""]
    if one.reviewed_by is None:
        lines += ["No clinician has reviewed this measure yet.", ""]
    lines += ["How it is done:", "", *bullets(map(esc, one.steps), numbered=True)] if one.steps else []
    lines += ["Be safe:", "", *bullets(map(esc, one.safety))] if one.safety else []
    prompts = [f"{esc(item.prompt)} {number(item.lowest)} to {number(item.highest)}" for item in one.items if item.prompt]
    lines += bullets(prompts) if prompts else []
    turned = [item.id for item in one.items if item.reversed]
    lines += [f"Turned round: {', '.join(map(code, turned))}.", ""] if turned else []
    rows = (
        (
            code(scale.id),
            scale.formula,
            f"{scale.needed} of {len(scale.items)}",
            f"{number(scale.lowest)} to {number(scale.highest)} {esc(scale.unit)}",
            scale.better,
        )
        for scale in one.scales
    )
    lines += table(("Scale", "Formula", "Answers needed", "Range", "Better"), rows, widths="30 18 18 22 12")
    figures = [(scale, figure) for scale in one.scales for figure in scale.changes]
    if not figures:
        lines += ["No figure was found of how large a change matters: it stays unknown.", ""]
    known = ((code(scale.id), *_figure(figure)) for scale, figure in figures)
    lines += table(("Scale", "Change", "Found for", "Source"), known, widths="22 22 34 22")
    norms = (
        (norm.sex, f"{norm.age_from} to {norm.age_to}", f"below {number(norm.below)}", source_link(norm.source))
        for scale in one.scales
        for norm in scale.norms
    )
    lines += table(("Sex", "Age", "Below average", "Source"), norms, widths="20 20 25 35")
    lines_of = (
        (_line(line), line.meaning.replace("-", " "), esc(line.population), source_link(line.source))
        for scale in one.scales
        for line in scale.cut_offs
    )
    return [*lines, *table(("Line", "Meaning", "Found for", "Source"), lines_of, widths="18 22 35 25")]


def _figure(figure: MeaningfulChange) -> tuple[str, str, str]:
    size = "" if figure.size is None else f", {figure.size}"
    unit = " % of the first score" if figure.of == "baseline-percent" else ""
    which = {"better": ", better", "worse": ", worse", "both": ""}[figure.direction]
    limits = (figure.baseline_from, figure.baseline_to)
    first = "" if limits == (None, None) else f"; first score {' to '.join(number(one) for one in limits if one is not None)}"
    note = f" {esc(figure.note)}" if figure.note else ""
    change = f"{figure.kind.upper()} {number(figure.value)}{unit}{which}{size}"
    return change, f"{esc(figure.population)}{first}.{note}", source_link(figure.source)


def _line(line: CutOff) -> str:
    named = (("at least", line.at_least), ("at most", line.at_most), ("below", line.below))
    return next(f"{words} {number(value)}" for words, value in named if value is not None)


def number(value: Decimal) -> str:
    """Return a number without needless zeros, and with a real minus sign."""
    return f"{value.normalize():f}".replace("-", "\N{MINUS SIGN}")


def pemat_part() -> list[str]:
    """Return the items of the PEMAT with the answers for all records, and the scores."""
    rated = [pemat(exercise) for exercise in CATALOG.values()]
    rows = []
    for number, one in enumerate(rated[0].ratings):
        answers = Counter(rating.ratings[number].answer for rating in rated)
        told = ", ".join(f"{answer.replace('-', ' ')} {count}" for answer, count in answers.most_common())
        rows.append((str(one.number), one.domain, esc(one.asks), told, one.by, esc(one.why)))
    lines = table(("Item", "Part", "Question", "Records", "By", "What the answer rests on"), rows, widths="6 16 26 14 9 29")
    scores = sorted(rating.score() for rating in rated)
    low = [exercise_link(rating.exercise) for rating in rated if rating.score() < 85]
    whole = {domain: median(rating.score(domain) for rating in rated) for domain in DOMAINS}
    lines += [
        f"Of the {len(rated)} records, {len(rated) - len(low)} score 85 of 100 or more; the lowest score is {scores[0]:.0f}.",
        f"In the middle, {' and '.join(f'{domain} scores {score:.0f}' for domain, score in whole.items())}.",
        *([f"Below 85: {', '.join(low)}."] if low else []),
        "",
    ]
    return lines


# -- fragments ------------------------------------------------------------------------------------------------------------------


def shape_table(keys: shape.Shape) -> list[str]:
    """Return the keys of one table of the data format."""
    rows = []
    for name, key in keys.items():
        words = f":doc:`/catalog/vocabulary/{key.facet}`" if key.facet else NOTHING
        rows.append((code(name), shape._KINDS[key.kind], words, "optional" if key.optional else "required"))
    return table(("Key", "Holds", "Words from", ""), rows, widths="25 30 30 15")


def front_door() -> list[str]:
    """Return the names of the package itself, each with its summary."""
    lines: list[str] = []
    rows, rooms = [], []
    for name in homept.__all__:
        member = getattr(homept, name)
        if inspect.ismodule(member):
            rooms.append((f":mod:`homept.{name}`", summary(member)))
        elif not name.startswith("__"):
            role = "func" if inspect.isfunction(member) else "exc" if issubclass(member, Exception) else "class"
            rows.append((f":{role}:`{name} <homept.{name}>`", summary(member)))
    others = [name for name in public_modules() if name.removeprefix("homept.") not in homept.__all__]
    rooms += [(f":mod:`{name}`", f"{summary(importlib.import_module(name))} Imported by its own name.") for name in others]
    lines += table(("Name", "What it is"), rows, widths="30 70")
    lines += ["The rooms:", "", *table(("Module", "What lives there"), rooms, widths="30 70")]
    return lines


def summary(member: object) -> str:
    """Return the first sentence of a docstring."""
    doc = inspect.getdoc(member) or ""
    return doc.strip().split("\n\n")[0].split("\n")[0]


def signs(kind: str) -> list[str]:
    """Return the labels of the symptoms of one kind."""
    return bullets(esc(word.label()) for word in vocabulary.words("symptoms") if word.kind == kind)


def hazards() -> list[str]:
    """Return the hazard log."""
    rows = tomllib.loads((HERE / "hazards.toml").read_text(encoding="utf-8"))["hazard"]
    lines = table(
        ("", "Hazard", "Tests"),
        ((f":ref:`{row['id']} <hazard-{row['id'].lower()}>`", esc(row["hazard"]), str(len(row["tests"]))) for row in rows),
        widths="10 75 15",
    )
    for row in rows:
        lines += heading(f"{row['id']}: {esc(row['title'])}", "-", label=f"hazard-{row['id'].lower()}")
        tests = "\n\n".join(code(test) for test in row["tests"])
        facts = [("Hazard", esc(row["hazard"])), ("Cause", esc(row["cause"])), ("Control", esc(row["control"]))]
        lines += table((), [*facts, ("Test", tests), ("What remains", esc(row["remains"]))], widths="18 82")
    return lines


def from_markdown(path: Path) -> list[str]:
    """Turn a Markdown file of this project, which keeps to headings, lists, code and links, into reStructuredText."""
    lines: list[str] = []
    fence = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            fence = not fence
            language = line.removeprefix("```").strip().split(" ")[0] or "text"
            lines += ["", f".. code-block:: {language}", ""] if fence else [""]
        elif fence:
            lines.append(f"   {line}".rstrip())
        elif match := re.match(r"^(#+) (.+)$", line):
            # The page that includes the file has its own title.
            if len(match[1]) > 1:
                lines += ["", *heading(_inline(match[2]), "=-^~"[len(match[1]) - 1])]
        elif re.match(r"^\[[^\]]+\]: ", line):
            continue
        elif (
            re.match(r"^\s*(- |\d+\. )", line)
            and lines
            and lines[-1]
            and not re.match(r"^\s*(- |\d+\. )", lines[-1])
            and not lines[-1].startswith("  ")
        ):
            lines += ["", _inline(line)]
        else:
            lines.append(_inline(line))
    return [*lines, ""]


def _inline(text: str) -> str:
    parts = re.split(r"(`[^`]+`)", text)
    for number, part in enumerate(parts):
        if part.startswith("`"):
            parts[number] = f"`{part}`"
        else:
            part = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"`\1 <\2>`__", part)
            part = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r"``\2``", part)
            parts[number] = re.sub(r"\[([^\]]+)\](?!\()", r"\1", part)
    return "".join(parts)


def worked(path: Path) -> list[str]:
    """Return what a worked example prints, line by line, so that the page shows nothing that was not printed."""
    printed = StringIO()
    with redirect_stdout(printed):
        runpy.run_path(str(path))
    return printed.getvalue().splitlines()


# -- all of it ------------------------------------------------------------------------------------------------------------------


def write_all(out: Path) -> None:
    """Write every page and fragment whose content has changed, and remove those that are no longer made."""
    tables = safety_tables()
    pages = {
        "index.rst": index_page(),
        "by-region.rst": by_word_page("Exercises by region", "regions", ["A region includes the regions below it."]),
        "by-goal.rst": by_word_page("Exercises by goal", "goals", ["A goal includes the goals below it."]),
        "vocabulary/index.rst": vocabulary_index(),
        "conditions.rst": rules_page("Safety rules by condition", "conditions", tables.conditions),
        "procedures.rst": rules_page("Safety rules by operation and injury", "procedures", tables.procedures),
        "older-people.rst": people_page(),
        "general.rst": general_page(),
        "screening.rst": screening_page(),
        "policies.rst": policies_page(),
        "programs.rst": programs_page(),
        "bibliography.rst": bibliography_page(),
        "figures.rst": figures_page(),
        "measures.rst": measures_page(),
        "checklist.inc": bullets((f"**{esc(one.short)}.** {esc(one.text)}" for one in checklist()), numbered=True),
        "pemat.inc": pemat_part(),
        "front-door.inc": front_door(),
        "signs-emergency.inc": signs("emergency"),
        "signs-contact.inc": signs("contact"),
        "hazards.inc": hazards(),
        "changelog.inc": from_markdown(HERE.parent / "CHANGELOG.md"),
        "contributing.inc": from_markdown(HERE.parent / "CONTRIBUTING.md"),
        "security.inc": from_markdown(HERE.parent / "SECURITY.md"),
    }
    pages |= {f"{id}.rst": exercise_page(exercise) for id, exercise in CATALOG.items()}
    pages |= {f"vocabulary/{facet}.rst": vocabulary_page(facet) for facet in vocabulary.facets()}
    pages |= {f"worked-{path.stem}.inc": worked(path) for path in sorted((HERE / "explanation" / "worked").glob("*.py"))}
    exercise = shape.EXERCISE
    shapes: dict[str, shape.Shape | None] = {
        "exercise": exercise,
        "text": shape.TEXT,
        "source": shape.SOURCE,
        "leaflet": shape.LEAFLET,
    }
    shapes |= {name: exercise[name].inner for name in ("dose", "precautions", "citations", "review")}
    shapes["basis"] = (shapes["dose"] or {})["basis"].inner
    shapes |= {"program": PROGRAM, "program-phase": PROGRAM["phases"].inner}
    shapes |= {f"program-{name}": (shapes["program-phase"] or {})[name].inner for name in ("items", "exit")}
    shapes |= {"measure": MEASURE, "measure-text": MEASURE_TEXT}
    shapes |= {f"measure-{name}": MEASURE[name].inner for name in ("items", "scales", "changes", "norms", "cut_offs")}
    pages |= {f"shape-{name}.inc": shape_table(keys or {}) for name, keys in shapes.items()}
    (out / "vocabulary").mkdir(parents=True, exist_ok=True)
    for name, lines in pages.items():
        content = "\n".join(lines).rstrip("\n") + "\n"
        if not (out / name).exists() or (out / name).read_text(encoding="utf-8") != content:
            (out / name).write_text(content, encoding="utf-8")
    for path in out.rglob("*"):
        if path.is_file() and path.relative_to(out).as_posix() not in pages:
            path.unlink()
    for path in [path for path in out.iterdir() if path.is_dir() and not any(path.iterdir())]:
        shutil.rmtree(path)


if __name__ == "__main__":
    write_all(HERE / "catalog")
