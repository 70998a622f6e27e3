"""From the plain form of a record, as the compiler writes it, to an :class:`homept.exercise.Exercise`."""

from __future__ import annotations

from typing import Any

from homept.dose import Dose, DoseBand
from homept.errors import MissingText
from homept.exercise import Citation, Exercise, ExerciseText, Precaution, PublishedUse, ReviewState


def make_exercise(body: dict[str, Any], language: str) -> Exercise:
    """Make the exercise of *body* (``record`` and ``texts``) with its words in *language*."""
    record, texts = body["record"], body["texts"]
    if language not in texts:
        raise MissingText(record["id"], language, sorted(texts))
    text = dict(texts[language])
    sentences = text.pop("precautions", {})
    fields = dict(record)
    fields["text"] = ExerciseText(language=language, **text)
    fields["dose"] = make_band(record["dose"])
    review = ReviewState(**record["review"])
    # Clinicians review the English words; nobody has looked at what a translation made of them.
    fields["review"] = review if language == "en" else review.without_clinician()
    fields["citations"] = [Citation(**citation) for citation in record["citations"]]
    fields["uses"] = [PublishedUse(**use) for use in record["uses"]]
    fields["precautions"] = [
        Precaution(sentence=sentences.get(precaution["code"], ""), **precaution) for precaution in record["precautions"]
    ]
    return Exercise(**fields)


def make_band(dose: dict[str, Any]) -> DoseBand:
    """Make a dose band of its notations."""
    basis = dose["basis"]
    return DoseBand(
        low=Dose.parse(dose["low"]),
        start=Dose.parse(dose["start"]),
        high=Dose.parse(dose["high"]),
        basis=(basis["low"], basis["start"], basis["high"]),
        note=dose.get("note", ""),
    )
