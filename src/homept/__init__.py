"""
At-home physical therapy as a library.

A catalog of exercises, routines that are safe and explain themselves, plans, a journal, and reasoned advice on what next.
homept informs and organizes; it never diagnoses, and it always says to follow one's own therapist.

The names here are the front door; everything else is in the submodules.
"""

# Type checkers know this name; importing the real one would double the price of ``import homept``.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from homept import (
        catalog,
        codec,
        dose,
        errors,
        exercise,
        measures,
        messages,
        plan,
        policies,
        progress,
        routine,
        safety,
        vocabulary,
    )
    from homept.catalog import Catalog, load_catalog, load_folder
    from homept.dose import Dose, DoseBand, Repetitions
    from homept.errors import HomeptError, NothingFits, StopAndContact
    from homept.exercise import Exercise
    from homept.plan import Plan
    from homept.progress import Journal, review
    from homept.routine import Request, Routine, build_routine, prescribe
    from homept.safety import Person, Screening, Surgery
    from homept.work import Distance, Duration, Hold

__all__ = [
    "Catalog",
    "Distance",
    "Dose",
    "DoseBand",
    "Duration",
    "Exercise",
    "Hold",
    "HomeptError",
    "Journal",
    "NothingFits",
    "Person",
    "Plan",
    "Repetitions",
    "Request",
    "Routine",
    "Screening",
    "StopAndContact",
    "Surgery",
    "__version__",
    "build_routine",
    "catalog",
    "codec",
    "dose",
    "errors",
    "exercise",
    "load_catalog",
    "load_folder",
    "measures",
    "messages",
    "plan",
    "policies",
    "prescribe",
    "progress",
    "review",
    "routine",
    "safety",
    "vocabulary",
]

__version__ = "0.1.0"

if not TYPE_CHECKING:
    # Nothing is imported before somebody asks for it, so that ``import homept`` costs next to nothing.
    _HOMES = {
        "Catalog": "catalog.core",
        "load_catalog": "catalog.core",
        "load_folder": "catalog.folder",
        "Distance": "work",
        "Dose": "dose",
        "DoseBand": "dose",
        "Duration": "work",
        "Hold": "work",
        "Repetitions": "dose",
        "HomeptError": "errors",
        "NothingFits": "errors",
        "StopAndContact": "errors",
        "Exercise": "exercise",
        "Plan": "plan",
        "Journal": "progress",
        "review": "progress",
        "Request": "routine",
        "Routine": "routine",
        "build_routine": "routine",
        "prescribe": "routine",
        "Person": "safety",
        "Screening": "safety",
        "Surgery": "safety",
    }

    def __getattr__(name):
        from importlib import import_module

        if name in _HOMES:
            value = getattr(import_module(f"homept.{_HOMES[name]}"), name)
        elif name in __all__:
            value = import_module(f"homept.{name}")
        else:
            raise AttributeError(f"module 'homept' has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__():
        return __all__
