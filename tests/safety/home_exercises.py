"""
A stand-in catalog: what the safety rules look at in about seventy ordinary home exercises of all parts of the body.

The shipped catalog is small, and a rule set that is useful for ten exercises may be useless for seventy.
These records say nothing to anybody: they carry the words and doses of a shipped record, and their own traits.
"""

from __future__ import annotations

from typing import NamedTuple

import attrs

import homept as pt
from homept.dose import DoseBand
from homept.exercise import Exercise


class Plain(NamedTuple):
    """One exercise: where it is done, what it works, what it asks of the body, how hard and how risky it is."""

    id: str
    position: str
    regions: str
    traits: str
    level: int = 1
    fall_risk: int = 0
    floor: bool = False
    hands_busy: bool = False
    load: str | None = None
    easier: str | None = None


_BACK, _SIDE, _FRONT, _SIT, _FOURS, _STAND = (
    "lying-on-back",
    "lying-on-side",
    "lying-on-front",
    "sitting",
    "hands-and-knees",
    "standing",
)

PLAIN = (
    Plain("ankle-pump", _BACK, "ankle-foot", "ankle-motion"),
    Plain("quad-set", _BACK, "knee", "effort-hold quadriceps-effort"),
    Plain("heel-slide", _BACK, "knee hip", "knee-bending"),
    Plain("buttock-squeeze", _BACK, "hip", "effort-hold hip-extension-effort"),
    Plain("straight-leg-raise", _BACK, "hip knee", "quadriceps-effort trunk-effort", 2, easier="quad-set"),
    Plain("short-arc", _BACK, "knee", "quadriceps-effort"),
    Plain("pelvic-tilt", _BACK, "lower-back core", "trunk-effort"),
    Plain(
        "bridge",
        _BACK,
        "hip lower-back core",
        "leg-weight-bearing effort-hold trunk-effort hip-extension-effort hamstring-effort",
        2,
        easier="buttock-squeeze",
    ),
    Plain("leg-slide-out", _BACK, "hip", "hip-abduction-effort"),
    Plain("knee-to-chest", _BACK, "lower-back hip", "spine-flexion hip-flexion-past-90 knee-bending end-range-stretch", 2),
    Plain("knee-roll", _BACK, "lower-back", "spine-rotation"),
    Plain(
        "buttock-stretch",
        _BACK,
        "hip",
        "hip-flexion-past-90 hip-adduction-past-midline hip-outward-turn end-range-stretch",
        2,
    ),
    Plain("strap-stretch", _BACK, "hip knee", "end-range-stretch", 2),
    Plain("dead-bug", _BACK, "core", "trunk-effort arm-raise overhead-reach", 3, easier="pelvic-tilt"),
    Plain("belly-breathing", _BACK, "trunk", "deep-breathing"),
    Plain("head-press", _BACK, "neck", "neck-effort effort-hold"),
    Plain("stick-lift", _BACK, "shoulder", "arm-passive-motion overhead-reach", hands_busy=True),
    Plain("clamshell", _SIDE, "hip", "hip-outward-turn hip-abduction-effort", 2, easier="leg-slide-out"),
    Plain("side-leg-lift", _SIDE, "hip", "hip-abduction-effort", 2, easier="leg-slide-out"),
    Plain("open-book", _SIDE, "upper-back", "spine-rotation chest-stretch", 2),
    Plain(
        "side-arm-turn",
        _SIDE,
        "shoulder",
        "shoulder-effort shoulder-outward-turn added-load",
        2,
        hands_busy=True,
        load="1kg",
    ),
    Plain("front-leg-lift", _FRONT, "hip", "hip-extension-effort", 2),
    Plain("press-up", _FRONT, "lower-back", "spine-extension weight-through-hands", 2),
    Plain("front-knee-bend", _FRONT, "knee", "knee-bending hamstring-effort", 2),
    Plain("cat-stretch", _FOURS, "lower-back upper-back", "kneeling weight-through-hands spine-flexion spine-extension", 2),
    Plain(
        "bird-dog",
        _FOURS,
        "core hip shoulder",
        "kneeling weight-through-hands trunk-effort arm-raise hip-extension-effort",
        3,
        floor=True,
    ),
    Plain(
        "knee-plank",
        _FOURS,
        "core shoulder",
        "kneeling weight-through-hands trunk-effort effort-hold shoulder-effort",
        3,
        floor=True,
    ),
    Plain("seated-march", _SIT, "hip core", "hip-flexion-past-90"),
    Plain("seated-kick", _SIT, "knee", "quadriceps-effort"),
    Plain("heel-toe-tap", _SIT, "ankle-foot", "ankle-motion"),
    Plain("knee-squeeze", _SIT, "hip", "effort-hold"),
    Plain("blade-squeeze", _SIT, "upper-back shoulder", "effort-hold shoulder-blade-effort"),
    Plain("shoulder-roll", _SIT, "shoulder neck", "shoulder-blade-effort"),
    Plain("neck-turn", _SIT, "neck", "head-turning"),
    Plain("chin-tuck", _SIT, "neck", "head-turning"),
    Plain("neck-stretch", _SIT, "neck", "neck-end-range end-range-stretch", 2),
    Plain("gaze-turn", _SIT, "neck", "head-turning", 2),
    Plain("lie-down-drill", _SIT, "whole-body", "quick-position-change head-turning lying-on-side", 2),
    Plain("trunk-turn", _SIT, "upper-back lower-back", "spine-rotation"),
    Plain("upright-stretch", _SIT, "upper-back", "spine-extension"),
    Plain("elbow-bend", _SIT, "elbow", ""),
    Plain(
        "arm-curl", _SIT, "elbow", "elbow-effort resisted-grip added-load", 2, hands_busy=True, load="1kg", easier="elbow-bend"
    ),
    Plain(
        "band-row",
        _SIT,
        "shoulder upper-back",
        "shoulder-effort shoulder-blade-effort resisted-grip added-load",
        2,
        hands_busy=True,
        load="band:red",
        easier="blade-squeeze",
    ),
    Plain(
        "band-turn-out",
        _SIT,
        "shoulder",
        "shoulder-effort shoulder-outward-turn resisted-grip added-load",
        2,
        hands_busy=True,
        load="band:red",
    ),
    Plain("band-ankle", _SIT, "ankle-foot", "ankle-motion ankle-effort added-load", 2, load="band:red", easier="heel-toe-tap"),
    Plain("arm-lift", _SIT, "shoulder", "arm-raise", hands_busy=True),
    Plain("nerve-slide", _SIT, "wrist-hand elbow", "nerve-glide arm-raise", 2),
    Plain("wrist-circle", _SIT, "wrist-hand", ""),
    Plain("finger-slide", _SIT, "wrist-hand", ""),
    Plain("wrist-stretch", _SIT, "wrist-hand elbow", "wrist-end-range end-range-stretch"),
    Plain("ball-squeeze", _SIT, "wrist-hand", "resisted-grip effort-hold", hands_busy=True),
    Plain("jaw-opening", _SIT, "jaw", "jaw-effort"),
    Plain("pelvic-floor-squeeze", _SIT, "pelvic-floor", "pelvic-floor-effort effort-hold"),
    Plain("towel-curl", _SIT, "ankle-foot", "foot-pressure"),
    Plain("foot-roll", _SIT, "ankle-foot", "foot-pressure self-pressure"),
    Plain("leg-rest-stretch", _SIT, "hip knee", "spine-flexion hip-flexion-past-90 end-range-stretch", 2),
    Plain(
        "sit-to-stand",
        _SIT,
        "knee hip",
        "standing leg-weight-bearing loaded-knee-bend quadriceps-effort hip-flexion-past-90",
        2,
        1,
        easier="seated-kick",
    ),
    Plain("calf-raise", _STAND, "ankle-foot", "calf-load ankle-motion ankle-effort", 2, 1, easier="heel-toe-tap"),
    Plain("small-squat", _STAND, "knee hip", "loaded-knee-bend quadriceps-effort", 2, 1, easier="seated-kick"),
    Plain("wall-sit", _STAND, "knee", "loaded-knee-bend quadriceps-effort effort-hold", 3, 1, easier="small-squat"),
    Plain("standing-side-lift", _STAND, "hip", "single-leg-standing hip-abduction-effort", 2, 1, easier="leg-slide-out"),
    Plain("standing-back-lift", _STAND, "hip", "single-leg-standing hip-extension-effort", 2, 1, easier="buttock-squeeze"),
    Plain("standing-march", _STAND, "hip core", "single-leg-standing", 2, 1, easier="seated-march"),
    Plain("standing-knee-bend", _STAND, "knee", "single-leg-standing knee-bending hamstring-effort", 2, 1),
    Plain("side-steps", _STAND, "hip", "walking hip-abduction-effort", 2, 1),
    Plain("indoor-walk", _STAND, "whole-body", "walking", 1, 1),
    Plain("weight-shift", _STAND, "hip ankle-foot", "", 1, 1),
    Plain("feet-together-stance", _STAND, "hip ankle-foot", "narrow-stance", 2, 1, easier="weight-shift"),
    Plain("calf-stretch", _STAND, "ankle-foot", "ankle-motion end-range-stretch", 2, 1),
    Plain("wall-push-up", _STAND, "shoulder elbow", "weight-through-hands shoulder-effort elbow-effort", 2, 1),
    Plain("pendulum", _STAND, "shoulder", "arm-passive-motion spine-flexion", 1, 1),
    Plain("wall-slide", _STAND, "shoulder upper-back", "arm-raise overhead-reach shoulder-outward-turn", 2, 1, hands_busy=True),
    Plain("finger-walk", _STAND, "shoulder", "arm-raise overhead-reach", 1, 1),
    Plain("corner-stretch", _STAND, "shoulder", "chest-stretch shoulder-outward-turn end-range-stretch", 2, 1),
    Plain(
        "towel-behind-back", _STAND, "shoulder", "reach-behind-back shoulder-end-range end-range-stretch", 2, 1, hands_busy=True
    ),
    Plain("step-up", _STAND, "knee hip", "stepping single-leg-standing loaded-knee-bend", 3, 2, easier="small-squat"),
    Plain(
        "heel-drop",
        _STAND,
        "ankle-foot",
        "stepping heel-below-step calf-load ankle-motion ankle-effort",
        3,
        2,
        easier="calf-raise",
    ),
    Plain("one-leg-stance", _STAND, "hip ankle-foot", "single-leg-standing", 3, 2, easier="feet-together-stance"),
    Plain("heel-to-toe-walk", _STAND, "whole-body", "walking narrow-stance", 3, 2, easier="side-steps"),
)

_OF_POSITION = {_BACK: "lying-flat", _SIDE: "lying-on-side", _FRONT: "lying-face-down"}


def home_exercises() -> dict[str, Exercise]:
    """Return the stand-in catalog, by id."""
    base = pt.load_catalog()["seated-march"]
    return {plain.id: _record(plain, base) for plain in PLAIN}


def _record(plain: Plain, base: Exercise) -> Exercise:
    traits = plain.traits.split()
    traits += [_OF_POSITION[plain.position]] if plain.position in _OF_POSITION else []
    standing = plain.position == _STAND or "standing" in traits
    if standing:
        traits += [trait for trait in ("standing", "leg-weight-bearing") if trait not in traits]
    if plain.floor:
        traits.append("floor-transfer")
    end = " hold 15s stretch" if "end-range-stretch" in traits else " hold 10s" if "effort-hold" in traits else ""
    load = f" load {plain.load}" if plain.load else ""
    low, start, high = (pt.Dose.parse(f"{dose}{end}{load}") for dose in ("1x3", "1x8", "3x12"))
    surface = "chair" if plain.position == _SIT else "feet" if plain.position == _STAND else "floor-or-bed"
    return attrs.evolve(
        base,
        id=plain.id,
        regions=tuple(plain.regions.split()),
        position=plain.position,
        surface="floor" if plain.floor else surface,
        equipment=("band",) if plain.load and plain.load.startswith("band") else (),
        support="nearby" if plain.fall_risk == 1 else "fixed" if plain.fall_risk else "none",
        level=plain.level,
        fall_risk=plain.fall_risk,
        end_range="end-range-stretch" in traits,
        traits=tuple(traits),
        dose=DoseBand(low=low, start=start, high=high),
        hands_busy=plain.hands_busy,
        easier=(plain.easier,) if plain.easier else (),
        harder=(),
        precautions=(),
    )
