"""The page of a review: every record as a patient reads it, with all that must be judged, in one HTML file that needs no other."""

from __future__ import annotations

from html import escape
from string import ascii_lowercase
from typing import TYPE_CHECKING

from homept import vocabulary
from homept.catalog.content import content_mark
from homept.inspection.checklist import checklist
from homept.inspection.facts import (
    OUTCOME_WORDS,
    doses,
    facts,
    held_back,
    held_in_words,
    linked,
    patient_parts,
    precautions,
    review_so_far,
    sources,
)
from homept.messages import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from homept.exercise import Exercise

__all__ = ["page"]

# Dark text on white throughout, at least 7 to 1; nothing is told by color alone.
_STYLE = """
body { color: #1a1a1a; background: #fff; font: 1rem/1.5 "DejaVu Sans", Verdana, sans-serif; margin: 0 auto; max-width: 75rem;
  overflow-wrap: anywhere; padding: 0 1rem 2rem; }
a { color: #003c8f; }
a:focus-visible { outline: 3px solid #003c8f; outline-offset: 2px; }
.skip { left: -999rem; position: absolute; }
.skip:focus { background: #fff; left: 1rem; padding: .5rem; top: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { border-bottom: 3px solid #1a1a1a; padding-top: 1rem; }
nav ul { columns: 16rem; margin-top: 0; padding-left: 1.2rem; }
article { border: 1px solid #595959; border-radius: .4rem; margin: 1.5rem 0; padding: 0 1rem 1rem; }
article h3 { font-size: 1.35rem; margin-bottom: .2rem; }
article h4 { font-size: 1rem; margin: .8rem 0 .2rem; }
.mark { color: #404040; font-size: .85rem; margin: 0; }
.both { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
.patient { background: #f4f4f4; border-left: .4rem solid #595959; padding: 0 1rem .6rem; }
ul, ol { margin: 0; padding-left: 1.4rem; }
p { margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #767676; padding: .2rem .5rem; text-align: left; vertical-align: top; }
.both > * { min-width: 0; }
th { background: #f4f4f4; overflow-wrap: break-word; }
caption { font-weight: bold; padding: .4rem 0; text-align: left; }
.facts th { width: 30%; }
.small { font-size: .85rem; }
.checks { columns: 20rem; list-style-position: outside; }
.checks li { break-inside: avoid; }
.boxes { white-space: nowrap; }
.sign { border-top: 1px solid #767676; margin-top: .8rem; padding-top: .5rem; }
@media (max-width: 40rem) {
  article { padding: 0 .4rem 1rem; }
  .patient { padding: 0 .5rem .6rem; }
  th, td { overflow-wrap: anywhere; padding: .1rem .2rem; }
}
@media print {
  html { font-size: 7pt; }
  body { line-height: 1.25; max-width: none; padding: 0; }
  .skip { display: none; }
  h2, h3, h4, caption { break-after: avoid; }
  article { break-inside: avoid; border-color: #000; margin: .6rem 0; }
  article h3 { margin-top: .5rem; }
  article h4 { margin-top: .4rem; }
  .small { font-size: 1em; }
  th, td { padding: .05rem .4rem; }
  .both { gap: 0 1rem; grid-template-columns: 1fr 1fr; }
  .checks { columns: 3; }
  tr, li { break-inside: avoid; }
  .held li { break-inside: auto; }
  a { color: inherit; text-decoration: none; }
  h2 { margin: 0; padding-top: 0; }
  .both p, .both h4 { margin-bottom: 0; margin-top: .2rem; }
  @page { margin: 10mm; }
}
"""
_BOX = "\N{BALLOT BOX}"


def page(
    exercises: Iterable[Exercise], *, version: str, names: Mapping[str, str] | None = None, title: str = "Exercises to review"
) -> str:
    """
    Return the page as HTML: contents by region, the checklist, each exercise, and what the rules that it meets say.

    An exercise stands once, under the first of its regions.
    *version* is that of the data; *names* gives the names of linked exercises by id.
    Every text is escaped, and nothing is fetched or run.

    >>> import homept
    >>> catalog = homept.load_catalog()
    >>> text = page([catalog["heel-slide"]], version=catalog.version)
    >>> text.startswith("<!DOCTYPE html>"), "<script" in text
    (True, False)
    """
    rows = list(exercises)
    known = {one.id: one.name for one in rows} if names is None else names
    groups = _by_region(rows)
    reviewed = sum(one.review.by_clinician for one in rows)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#exercises">Go to the exercises</a>',
        "<header>",
        f"<h1>{escape(title)}</h1>",
        f"<p>{len(rows)} exercises, version {escape(version)} of the data. A clinician has reviewed {reviewed} of them.</p>",
        "<p>Gray parts are what a patient reads. Everything else is for you.",
        "Write your answers into the spreadsheet that came with this page, or on paper.</p>",
        "</header>",
        *_contents(groups),
        *_questions(),
        '<main id="exercises">',
    ]
    for region, ones in groups.items():
        lines += [f'<section aria-labelledby="region-{region}">', f'<h2 id="region-{region}">{escape(_region(region))}</h2>']
        for one in ones:
            lines += _article(one, known)
        lines += ["</section>"]
    lines += [*_rules(rows), "</main>", "</body>", "</html>", ""]
    return "\n".join(lines)


def _by_region(exercises: Iterable[Exercise]) -> dict[str, list[Exercise]]:
    groups: dict[str, list[Exercise]] = {word.id: [] for word in vocabulary.words("regions")}
    for one in exercises:
        groups[one.regions[0]].append(one)
    return {region: sorted(ones, key=lambda one: one.name.casefold()) for region, ones in groups.items() if ones}


def _region(id: str) -> str:
    label = vocabulary.word("regions", id).label()
    return label[:1].upper() + label[1:]


def _contents(groups: Mapping[str, list[Exercise]]) -> Iterator[str]:
    yield '<nav aria-labelledby="contents">'
    yield '<h2 id="contents">Contents</h2>'
    yield '<ul><li><a href="#checklist">The checklist</a></li><li><a href="#rules">What the rules say</a></li></ul>'
    for region, ones in groups.items():
        yield f'<h3><a href="#region-{region}">{escape(_region(region))}</a> ({len(ones)})</h3>'
        yield "<ul>"
        for one in ones:
            yield f'<li><a href="#x-{escape(one.id)}">{escape(one.name)}</a></li>'
        yield "</ul>"
    yield "</nav>"


def _questions() -> Iterator[str]:
    yield '<section aria-labelledby="checklist">'
    yield '<h2 id="checklist">The checklist</h2>'
    yield "<p>Answer each with yes or no; yes is always the good answer. Say why in the comment where it is no.</p>"
    yield "<ol>"
    for one in checklist():
        tail = " This one may not apply." if one.may_not_apply else ""
        yield f"<li><strong>{escape(one.short)}.</strong> {escape(one.text)}{tail}</li>"
    yield "</ol>"
    yield "</section>"


def _article(exercise: Exercise, names: Mapping[str, str]) -> Iterator[str]:
    key = escape(exercise.id)
    yield f'<article id="x-{key}" aria-labelledby="n-{key}">'
    yield f'<h3 id="n-{key}">{escape(exercise.name)}</h3>'
    yield f'<p class="mark">{key}, revision {exercise.revision}, content {content_mark(exercise)}</p>'
    also = "; ".join(exercise.text.other_names)
    unsure = "; ".join(exercise.text.ambiguous_names)
    if also:
        yield f"<p>Also called: {escape(also)}.</p>"
    if unsure:
        yield f"<p>Names that others use for a different movement: {escape(unsure)}.</p>"
    yield '<div class="both">'
    yield from _patient(exercise)
    yield '<div class="judged">'
    yield from _facts(exercise)
    for heading, entries in (("Easier", linked(exercise.easier, names)), ("Harder", linked(exercise.harder, names))):
        yield f"<p><strong>{heading}:</strong> {escape(', '.join(entries) or 'none')}</p>"
    yield from _listed("Precautions of its own", precautions(exercise))
    yield "</div>"
    yield "</div>"
    yield from _held(exercise)
    yield '<div class="small">'
    yield from _listed("Sources, and what was read of them", sources(exercise))
    yield f"<p>{escape(exercise.dose.note)}</p>" if exercise.dose.note else ""
    yield f"<p>{escape(review_so_far(exercise))}</p>"
    yield "</div>"
    yield from _boxes()
    yield "</article>"


def _patient(exercise: Exercise) -> Iterator[str]:
    say = messages(exercise.text.language)
    language = exercise.text.language
    yield f'<div class="patient"{"" if language == "en" else f" lang={escape(language)!r}"}>'
    for number, (heading, lines) in enumerate(patient_parts(exercise)):
        yield f"<h4>{escape(heading)}</h4>"
        if len(lines) == 1:
            yield f"<p>{escape(lines[0])}</p>"
        else:
            tag = "ol" if heading == say("label.steps") else "ul"
            yield f"<{tag}>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</{tag}>"
        if number == 0:
            yield f"<h4>{escape(say('label.how_much'))}</h4>"
            yield f"<p>{escape(doses(exercise)['First'][1])}</p>"
    yield "</div>"


def _facts(exercise: Exercise) -> Iterator[str]:
    yield '<table class="facts small"><caption>Facts</caption>'
    told = facts(exercise)
    told.pop("Traits")  # They stand with the rules, where each has its letter.
    for name, fact in told.items():
        yield f'<tr><th scope="row">{escape(name)}</th><td>{escape(fact)}</td></tr>'
    yield "</table>"
    yield '<table class="small"><caption>Dose</caption>'
    yield '<tr><th scope="col">Dose</th><th scope="col">How much</th><th scope="col">Rests on</th></tr>'
    for name, (notation, words, basis) in doses(exercise).items():
        yield f'<tr><th scope="row">{name}</th><td>{escape(notation)}: {escape(words)}</td><td>{escape(basis)}</td></tr>'
    yield "</table>"


def _listed(heading: str, entries: tuple[str, ...]) -> Iterator[str]:
    if entries:
        yield f"<h4>{escape(heading)}</h4>"
        yield f"<ul>{''.join(f'<li>{escape(entry)}</li>' for entry in entries)}</ul>"


def _held(exercise: Exercise) -> Iterator[str]:
    held = held_back(exercise)
    yield "<h4>What the rules make of its traits</h4>"
    # A line for each trait in each condition would not fit a printed page.
    letters = dict(zip((vocabulary.word("traits", trait).label() for trait in exercise.traits), ascii_lowercase))
    named = "; ".join(f"{letter} {trait}" for trait, letter in letters.items())
    yield f"<p>Traits: {escape(named)}.</p>" if letters else ""
    yield '<ul class="held small">'
    for outcome, words in OUTCOME_WORDS.items():
        ones = held_in_words(held, outcome, letters)
        if ones:
            yield f"<li><strong>{words}.</strong> {escape('. '.join(one[:1].upper() + one[1:] for one in ones))}.</li>"
    yield "</ul>"


def _boxes() -> Iterator[str]:
    yield "<h4>Your review</h4>"
    yield '<ol class="checks small">'
    for one in checklist():
        answers = ("yes", "no", "not applicable") if one.may_not_apply else ("yes", "no")
        boxes = " ".join(f"{answer} {_BOX}" for answer in answers)
        yield f'<li>{escape(one.short)}: <span class="boxes">{boxes}</span></li>'
    yield "</ol>"
    yield '<p class="sign">Comment, name, role and date:</p>'


def _rules(exercises: Iterable[Exercise]) -> Iterator[str]:
    said = {(one.whom, one.outcome, one.says): one for exercise in exercises for one in held_back(exercise)}
    yield '<section aria-labelledby="rules">'
    yield '<h2 id="rules">What the rules say</h2>'
    yield "<p>Each rule that an exercise on this page meets, once, with the sentence that the patient reads.</p>"
    if said:
        yield '<table class="small"><caption>Rules by condition and operation</caption>'
        yield '<tr><th scope="col">For</th><th scope="col">What follows</th><th scope="col">Sentence</th></tr>'
        for whom, outcome, says in sorted(said, key=lambda one: (one[0].casefold(), one[1:])):
            cells = f"<td>{OUTCOME_WORDS[outcome]}</td><td>{escape(says)}</td>"
            yield f'<tr><th scope="row">{escape(whom[:1].upper() + whom[1:])}</th>{cells}</tr>'
        yield "</table>"
    yield "</section>"
