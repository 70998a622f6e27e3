"""What patients read is easy to read: short words, short sentences, few steps, each with a verb at its head."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
import textstat

from homept import load_catalog, vocabulary
from homept._package_data import read_json
from homept.exercise import Exercise
from homept.reading import grade, lines, read, sentences

CATALOG = load_catalog()
EVERY = pytest.mark.parametrize("exercise", CATALOG.values(), ids=list(CATALOG))

# Verbs that a step may begin with, each read and found plain by a person.
VERBS = {
    "Aim",
    "Arch",
    "Begin",
    "Bend",
    "Blow",
    "Bow",
    "Breathe",
    "Bring",
    "Carry",
    "Catch",
    "Change",
    "Circle",
    "Clap",
    "Clasp",
    "Close",
    "Come",
    "Cough",
    "Count",
    "Cross",
    "Cup",
    "Curl",
    "Do",
    "Draw",
    "Drop",
    "Ease",
    "Face",
    "Fasten",
    "Finish",
    "Fold",
    "Get",
    "Go",
    "Grip",
    "Hang",
    "Hold",
    "Hook",
    "Hug",
    "Join",
    "Keep",
    "Kick",
    "Lay",
    "Lean",
    "Let",
    "Lie",
    "Lift",
    "Link",
    "Look",
    "Lower",
    "Make",
    "March",
    "Move",
    "Nod",
    "Open",
    "Pause",
    "Pedal",
    "Pick",
    "Pinch",
    "Place",
    "Point",
    "Pour",
    "Press",
    "Pull",
    "Punch",
    "Push",
    "Put",
    "Raise",
    "Reach",
    "Relax",
    "Repeat",
    "Rest",
    "Return",
    "Rise",
    "Rock",
    "Roll",
    "Round",
    "Row",
    "Set",
    "Shake",
    "Shift",
    "Shrug",
    "Sit",
    "Slide",
    "Spread",
    "Squeeze",
    "Stack",
    "Stand",
    "Start",
    "Stay",
    "Step",
    "Stop",
    "Straighten",
    "Stretch",
    "Swap",
    "Sway",
    "Swing",
    "Switch",
    "Take",
    "Tap",
    "Tell",
    "Throw",
    "Tighten",
    "Tilt",
    "Touch",
    "Try",
    "Tuck",
    "Turn",
    "Twist",
    "Undo",
    "Unfold",
    "Use",
    "Walk",
    "Wrap",
    "Wring",
}
SENTENCES: dict[str, str | dict[str, str]] = read_json("messages.json")["en"]
# Labels, units and formulas are no sentences, so a grade says nothing of them.
WITHOUT_GRADE = {"count", "date", "formula", "moment", "month", "status", "weekday", "where"}


def tables() -> dict[str, list[str]]:
    """Collect the messages by table, with a number or a word in each gap."""
    found: dict[str, list[str]] = {}
    for table, codes in groupby(sorted(SENTENCES), key=lambda code: code.partition(".")[0]):
        forms = [form for code in codes for form in _forms(SENTENCES[code])]
        found[table] = list(dict.fromkeys(re.sub(r"\{\w+\}", "five", form) for form in forms))
    return found


def _forms(sentence: str | dict[str, str]) -> list[str]:
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


TABLES = tables()


@EVERY
def test_an_exercise_is_written_for_the_sixth_grade_or_below(exercise: Exercise) -> None:
    """The Flesch-Kincaid grade of all that is read of an exercise."""
    assert read(exercise).grade <= 6.0


@EVERY
def test_sentences_are_short_on_average(exercise: Exercise) -> None:
    """Twelve words at most, on average."""
    assert read(exercise).average <= 12


@EVERY
def test_no_sentence_is_long(exercise: Exercise) -> None:
    """Twenty words at most, in each."""
    assert [] == [sentence for sentence in sentences(" ".join(lines(exercise))) if len(sentence.split()) > 20]


@EVERY
def test_there_are_three_to_seven_steps(exercise: Exercise) -> None:
    """More than seven are too many to keep in mind."""
    assert 3 <= len(exercise.text.steps) <= 7


@EVERY
def test_each_step_begins_with_a_verb(exercise: Exercise) -> None:
    """A step says what to do, first of all."""
    assert set() == {step.split()[0] for step in exercise.text.steps} - VERBS


PARTS = re.compile(
    r"\b(ankles?|arch|arms?|back|belly|brows?|body|bottom|breastbone|breath|buttocks?|cal(f|ves)|cheeks?|chest|chin|ears?|elbows?|eyebrows?|eyes?"
    r"|faces?|feet|fingers?|fingertips?|fists?|foot|forearms?|forehead|hands?|head|heels?|hips?|jaw|joints?|kneecap|knees?|knuckles?"
    r"|legs?|lips?|mouth|muscles?|neck|nose|nostrils|palms?|passage|pelvic floor|penis|ribs?|shins?|shoulders?|sides?|soles?|spine|tail bone"
    r"|teeth|temples|testicles|thighs?|throat|thumbs?|toes?|tongue|waist|weight|wrists?)\b",
    re.IGNORECASE,
)
# What a hand or a foot moves, or what a step brings into being.
THINGS = re.compile(
    r"\b(ball|band|bar|blocks?|book|buttons?|cards?|coins?|cup|hammer|marbles?|pedals|pegs?|pillow|shirt|stick|strap|towel)\b",
    re.IGNORECASE,
)
# The whole body does it; and who holds on stays in what the step before has named.
WHOLE = re.compile(r"(Stand|Sit|Walk|Look|Breathe|Cough|Hold|Keep a pace)\b")


@EVERY
def test_each_step_names_what_moves(exercise: Exercise) -> None:
    """A part of the body, the thing that is moved, or a verb of the whole body."""
    unnamed = [step for step in exercise.text.steps if not (PARTS.search(step) or THINGS.search(step) or WHOLE.match(step))]

    assert [] == unnamed


def test_the_patterns_of_what_moves_do_not_find_it_everywhere() -> None:
    """A pattern that finds something in every step proves nothing."""
    vague = ["Stop before it hurts or clicks.", "Lift both gently up.", "Make each circle wide.", "Do it again slowly."]

    assert not any(PARTS.search(step) or THINGS.search(step) or WHOLE.match(step) for step in vague)


def test_each_verb_of_the_list_is_a_plain_one() -> None:
    """The list does not grow beyond what patients read: one or two syllables each."""
    assert [] == [verb for verb in VERBS if textstat.syllable_count(verb) > 2]


@EVERY
def test_a_step_tells_one_thing(exercise: Exercise) -> None:
    """Each step is one sentence."""
    assert [] == [step for step in exercise.text.steps if len(sentences(step)) != 1]


@EVERY
def test_what_to_avoid_begins_with_do_not(exercise: Exercise) -> None:
    """Nobody can take a mistake for an instruction."""
    assert all(line.startswith("Do not ") for line in exercise.text.mistakes)


@EVERY
def test_when_to_stop_begins_with_stop(exercise: Exercise) -> None:
    """A stop sign says stop."""
    assert all(line.startswith("Stop ") for line in exercise.text.stop_signs)


@EVERY
def test_every_line_is_whole_sentences(exercise: Exercise) -> None:
    """A capital at the head, a period at the end, plain letters, no space too many."""
    for line in lines(exercise):
        assert re.fullmatch(r"[A-Z][ -~]*\.", line)
        assert "  " not in line
        assert all(sentence[0].isupper() for sentence in sentences(line))


@EVERY
def test_names_begin_with_a_capital_only_as_titles(exercise: Exercise) -> None:
    """The name is a title; other names stand in the middle of sentences."""
    assert exercise.name[0].isupper()
    assert all(name == name.casefold() for name in (*exercise.text.other_names, *exercise.text.ambiguous_names))


# -- messages -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", sorted(set(TABLES) - WITHOUT_GRADE))
def test_a_table_of_messages_is_written_for_the_sixth_grade_or_below(table: str) -> None:
    """Each table of sentences as a whole, each sentence once."""
    ended = [line if line[-1] in ".?!" else f"{line}." for line in TABLES[table]]

    assert grade(" ".join(ended)) <= 6.0


@pytest.mark.parametrize("table", sorted(TABLES))
def test_no_message_has_a_long_sentence(table: str) -> None:
    """Twenty words at most, in each; the formula of a review is for therapists."""
    assert [] == [sentence for line in TABLES[table] for sentence in sentences(line) if len(sentence.split()) > 20]


@pytest.mark.parametrize("code", sorted(code for code in SENTENCES if code.startswith("question.")))
def test_a_question_asks(code: str) -> None:
    """Each question of the screening ends with a question mark."""
    assert str(SENTENCES[code]).endswith("?")


@pytest.mark.parametrize("table", ["advice", "care", "pain", "reason", "rule", "stop", "support"])
def test_sentences_for_people_are_whole(table: str) -> None:
    """A capital at the head, a period or a question mark at the end."""
    assert [] == [line for line in TABLES[table] if not re.fullmatch(r"[A-Z][ -~]*[.?]", line)]


# -- spelling -----------------------------------------------------------------------------------------------------------------

BRITISH = re.compile(
    r"\b("
    r"\w*(colour|favour|behaviour|neighbour|labour|centre|fibre|litre|metre)\w*"
    r"|(organ|recogn|mobil|stabil|real|minim|maxim|normal|summar)is(e|es|ed|ing|ation)"
    r"|(emphas|anal|paral)[iy]s(e|ed|ing)"
    r"|(practis|licenc|defenc|orthopaed|paediatr|anaesth|oedema|haem)\w*"
    r"|programmes?|grey|tyre|whilst|amongst|towards|learnt|judgement|ageing|physiotherap(y|ists?)"
    r")\b",
    re.IGNORECASE,
)


def test_the_pattern_of_british_spelling_finds_it() -> None:
    """A pattern that finds nothing proves nothing."""
    british = [
        "colour",
        "centre",
        "fibres",
        "metres",
        "mobilise",
        "organising",
        "practise",
        "programme",
        "towards",
        "oedema",
        "grey",
    ]

    assert british == [word for word in british if BRITISH.search(word)]
    assert [] == [
        word for word in ("color", "exercise", "raise", "wise", "program", "analysis", "advise") if BRITISH.search(word)
    ]


@EVERY
def test_exercises_are_spelled_the_american_way(exercise: Exercise) -> None:
    """Texts and names; titles of cited works are as they were published."""
    text = " ".join((*lines(exercise), exercise.name, *exercise.text.other_names, *exercise.text.ambiguous_names))

    assert BRITISH.search(text) is None


@pytest.mark.parametrize("table", sorted(TABLES))
def test_messages_are_spelled_the_american_way(table: str) -> None:
    """All sentences of sheets and reviews."""
    assert BRITISH.search(" ".join(TABLES[table])) is None


@pytest.mark.parametrize("facet", vocabulary.facets())
def test_words_are_spelled_the_american_way(facet: str) -> None:
    """All labels."""
    assert BRITISH.search(" ".join(word.label() for word in vocabulary.words(facet))) is None
