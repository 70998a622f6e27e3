"""
For the tests of apps that use homept: Hypothesis strategies for every public value, and a few sample people.

Needs the extra ``testing``.
:func:`value_of` gives the strategy for any public class; the values that tests draw most have functions of their own, with
options that make them fit together, such as a journal for a plan.
All words are drawn from the real vocabulary, and every value drawn is a valid one.

>>> from hypothesis import given
>>> from homept import Dose
>>> from homept import testing as pt_testing
>>> @given(pt_testing.doses())
... def a_dose_reads_back(dose):
...     assert Dose.parse(dose.notation()) == dose
>>> a_dose_reads_back()
"""

from homept.errors import MissingExtra

try:
    import hypothesis as _hypothesis
except ImportError:
    raise MissingExtra("testing", "hypothesis") from None
del _hypothesis

# ruff: noqa: E402  # only once their package is known to be there
from homept.testing._basics import days, ids, moments, texts, time_zones, word_sets, words
from homept.testing._doses import dose_bands, doses, loads
from homept.testing._elders import older_people
from homept.testing._exercises import catalogs, exercises
from homept.testing._journals import entries, journals, reports
from homept.testing._people import people, screenings, surgeries
from homept.testing._plans import occurrences, plans
from homept.testing._registry import value_of, values
from homept.testing._routines import preferences, requests, routines, weeks
from homept.testing._samples import SamplePerson, sample_people

__all__ = [
    "SamplePerson",
    "catalogs",
    "days",
    "dose_bands",
    "doses",
    "entries",
    "exercises",
    "ids",
    "journals",
    "loads",
    "moments",
    "occurrences",
    "older_people",
    "people",
    "plans",
    "preferences",
    "reports",
    "requests",
    "routines",
    "sample_people",
    "screenings",
    "surgeries",
    "texts",
    "time_zones",
    "value_of",
    "values",
    "weeks",
    "word_sets",
    "words",
]
