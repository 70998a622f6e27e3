"""
The sentences that people read, by code and language.

No sentence for a patient stands in code: every reason, label and line of a sheet is looked up here.
A sentence that does not exist in the language asked for is an error, never a silent fall back to English.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from homept.errors import MissingText

__all__ = ["Messages", "messages"]


class Messages:
    """
    The sentences of one language.

    >>> messages("en")("label.steps")
    'Do this'
    >>> messages("en")("count.exercises", count=1), messages("en")("count.exercises", count=3)
    ('1 exercise', '3 exercises')
    """

    __slots__ = ("_sentences", "language")

    def __init__(self, language: str, sentences: dict[str, Any]) -> None:
        self.language: str = language
        self._sentences = sentences

    def __call__(self, code: str, **parts: object) -> str:
        """
        Return the sentence of *code* with *parts* filled in.

        A sentence with the forms ``one`` and ``other`` takes the one that fits the part ``count``.
        """
        sentence = self._sentences.get(code)
        if sentence is None:
            raise MissingText(code, self.language)
        if isinstance(sentence, dict):
            sentence = sentence["one" if parts["count"] == 1 else "other"]
        return str(sentence).format(**parts)

    def __contains__(self, code: object) -> bool:
        return code in self._sentences


@lru_cache(maxsize=8)
def messages(language: str = "en") -> Messages:
    """Return the sentences in *language*."""
    from homept._package_data import read_json

    languages: dict[str, dict[str, Any]] = read_json("messages.json")
    if language not in languages:
        raise MissingText("messages", language, sorted(languages))
    return Messages(language, languages[language])
