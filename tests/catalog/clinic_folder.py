"""A small folder of exercises as a clinic might keep it, for the tests to read and to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from homept import load_folder
from homept.errors import InvalidData

_HEAD = """\
namespace = "clinic"
version = "3"
"""
_SOURCES = """\
[[source]]
id = "clinic-leaflet"
title = "Getting up from a chair"
publisher = "Hill Clinic"
seen = "Read whole."
year = 2024
"""
_RISE = """\
revision = 1
regions = ["knee", "hip"]
goals = ["strength"]
kind = "strength"
position = "sitting"
surface = "chair"
equipment = ["chair", "counter"]
stand_ins = { counter = ["wall"] }
muscles = ["quadriceps"]
movements = ["knee-extension"]
side_model = "both"
assistance = "active"
support = "nearby"
level = 2
fall_risk = 1
end_range = false
traits = ["standing", "leg-weight-bearing"]
set_up_seconds = 20
easier = ["clinic.high-rise"]
harder = []
family = "clinic.rise"

[codes]
clinic = "R1"

[dose]
low = "1x3"
start = "1x5"
high = "2x8 rest 60s"
note = "As on the leaflet."

[dose.basis]
low = "clinic-leaflet"
start = "clinic-leaflet"
high = "homept-default"

[[precautions]]
code = "rise-slowly"
condition = "high-blood-pressure"
verdict = "modify"
cue = true
source = "clinic-leaflet"

[[citations]]
source = "clinic-leaflet"
supports = ["steps", "dose.low", "dose.start"]

[review]
written_by = "Hill Clinic"
checked_against = ["clinic-leaflet"]
"""
_HIGH_RISE = """\
revision = 2
regions = ["knee"]
goals = ["strength"]
kind = "strength"
position = "sitting"
surface = "chair"
equipment = ["chair"]
stand_ins = {}
muscles = ["quadriceps"]
movements = ["knee-extension"]
side_model = "both"
assistance = "active"
support = "nearby"
level = 1
fall_risk = 1
end_range = false
traits = ["standing"]
set_up_seconds = 20
easier = ["quad-set"]
harder = ["clinic.rise"]
family = "clinic.rise"
citations = []

[dose]
low = "1x3"
start = "1x5"
high = "1x10"

[dose.basis]
low = "homept-default"
start = "homept-default"
high = "homept-default"

[review]
written_by = "Hill Clinic"
checked_against = []
"""
_RISE_TEXT = """\
name = "Chair rise"
other_names = ["sit to stand"]
purpose = "Helps you get up from a chair."
why = "Therapists choose it because it is part of each day."
set_up = ["Sit on a chair beside a counter."]
steps = ["Lean forward.", "Stand up.", "Sit down slowly."]
breathing = "Breathe out as you stand up."
mistakes = ["Do not drop down."]
stop_signs = ["Stop if you feel dizzy."]

[precautions]
rise-slowly = "Rise slowly, and wait a moment."
"""
_HIGH_RISE_TEXT = """\
name = "High chair rise"
other_names = []
purpose = "Helps you get up from a high chair."
why = "Therapists choose it because a high chair is easier."
set_up = ["Sit on a high chair."]
steps = ["Lean forward.", "Stand up.", "Sit down slowly."]
breathing = "Breathe out as you stand up."
mistakes = ["Do not drop down."]
stop_signs = ["Stop if you feel dizzy."]
"""
_SPANISH_RISE_TEXT = """\
name = "Levantarse de la silla"
other_names = []
purpose = "Le ayuda a levantarse de una silla."
why = "Se elige porque es parte de cada día."
set_up = ["Siéntese junto a una encimera."]
steps = ["Inclínese.", "Levántese.", "Siéntese despacio."]
breathing = "Exhale al levantarse."
mistakes = ["No se deje caer."]
stop_signs = ["Pare si se marea."]

[precautions]
rise-slowly = "Levántese despacio y espere un momento."
"""

RISE = "exercises/rise/exercise.toml"
RISE_TEXT = "exercises/rise/text.en.toml"
RISE_SPANISH = "exercises/rise/text.es.toml"
HIGH_RISE = "exercises/high-rise/exercise.toml"
HIGH_RISE_TEXT = "exercises/high-rise/text.en.toml"
_FILES = {
    "catalog.toml": _HEAD,
    "sources.toml": _SOURCES,
    RISE: _RISE,
    RISE_TEXT: _RISE_TEXT,
    RISE_SPANISH: _SPANISH_RISE_TEXT,
    HIGH_RISE: _HIGH_RISE,
    HIGH_RISE_TEXT: _HIGH_RISE_TEXT,
}


def write_clinic(root: Path) -> Path:
    """Write a folder without problems: two linked records, the first of them in Spanish too."""
    for name, content in _FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


def spoil(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first *old* in a file; it must be there."""
    content = (root / name).read_text(encoding="utf-8")
    assert old in content, f"{name} has no {old!r}"
    (root / name).write_text(content.replace(old, new, 1), encoding="utf-8")


def problems_of(root: Path) -> list[str]:
    """Read the folder, which must have problems, and return them as lines."""
    with pytest.raises(InvalidData) as caught:
        load_folder(root)
    return [str(problem) for problem in caught.value.problems]
