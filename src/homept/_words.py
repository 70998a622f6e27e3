"""The vocabulary as string enumerations; generated from the data by ``python -m homept words``, not edited by hand."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "Condition",
    "Equipment",
    "Goal",
    "Habit",
    "Kind",
    "Position",
    "Procedure",
    "Region",
    "Side",
    "SkipReason",
    "Symptom",
    "Trait",
]


class Condition(StrEnum):
    """The words of the facet ``conditions``."""

    KNEE_OSTEOARTHRITIS = "knee-osteoarthritis"
    HIP_OSTEOARTHRITIS = "hip-osteoarthritis"
    LOW_BACK_PAIN = "low-back-pain"
    SHOULDER_PAIN = "shoulder-pain"
    OSTEOPOROSIS = "osteoporosis"
    HIGH_BLOOD_PRESSURE = "high-blood-pressure"
    HEART_DISEASE = "heart-disease"
    LUNG_DISEASE = "lung-disease"
    FALLS_RISK = "falls-risk"
    DIABETIC_NEUROPATHY = "diabetic-neuropathy"
    INFLAMED_JOINT = "inflamed-joint"
    RHEUMATOID_ARTHRITIS = "rheumatoid-arthritis"
    GLUTEAL_TENDON_PAIN = "gluteal-tendon-pain"
    ACHILLES_TENDON_PAIN = "achilles-tendon-pain"
    NERVE_PAIN_LEG = "nerve-pain-leg"
    BLOOD_CLOT_HISTORY = "blood-clot-history"
    PREGNANCY = "pregnancy"


class Equipment(StrEnum):
    """The words of the facet ``equipment``."""

    CHAIR = "chair"
    WALL = "wall"
    COUNTER = "counter"
    MAT = "mat"
    PILLOW = "pillow"
    TOWEL = "towel"
    BAND = "band"
    WEIGHT = "weight"
    STEP = "step"
    STRAP = "strap"
    BALL = "ball"
    TABLE = "table"


class Goal(StrEnum):
    """The words of the facet ``goals``."""

    MOBILITY = "mobility"
    FLEXIBILITY = "flexibility"
    PAIN_RELIEF = "pain-relief"
    STRENGTH = "strength"
    BALANCE = "balance"
    RECOVERY = "recovery"
    INDEPENDENCE = "independence"
    CIRCULATION = "circulation"
    POSTURE = "posture"


class Habit(StrEnum):
    """The words of the facet ``habits``."""

    AFTER_WAKING = "after-waking"
    AFTER_BREAKFAST = "after-breakfast"
    MID_MORNING = "mid-morning"
    AFTER_LUNCH = "after-lunch"
    MID_AFTERNOON = "mid-afternoon"
    AFTER_DINNER = "after-dinner"
    BEFORE_BED = "before-bed"


class Kind(StrEnum):
    """The words of the facet ``kinds``."""

    CIRCULATION = "circulation"
    MOBILITY = "mobility"
    BALANCE = "balance"
    CONTROL = "control"
    STRENGTH = "strength"
    STRETCH = "stretch"
    SETTLE = "settle"


class Position(StrEnum):
    """The words of the facet ``positions``."""

    LYING_ON_BACK = "lying-on-back"
    LYING_ON_SIDE = "lying-on-side"
    LYING_ON_FRONT = "lying-on-front"
    SITTING = "sitting"
    LONG_SITTING = "long-sitting"
    HANDS_AND_KNEES = "hands-and-knees"
    KNEELING = "kneeling"
    STANDING = "standing"


class Procedure(StrEnum):
    """The words of the facet ``procedures``."""

    KNEE_REPLACEMENT = "knee-replacement"
    HIP_REPLACEMENT = "hip-replacement"
    HIP_REPLACEMENT_POSTERIOR = "hip-replacement-posterior"
    HIP_REPLACEMENT_ANTERIOR = "hip-replacement-anterior"
    KNEE_ARTHROSCOPY = "knee-arthroscopy"
    ROTATOR_CUFF_REPAIR = "rotator-cuff-repair"
    FOOT_ANKLE_SURGERY = "foot-ankle-surgery"
    SPINE_SURGERY = "spine-surgery"
    LOWER_LIMB_FRACTURE = "lower-limb-fracture"
    UPPER_LIMB_FRACTURE = "upper-limb-fracture"
    ABDOMINAL_SURGERY = "abdominal-surgery"
    CHEST_SURGERY = "chest-surgery"
    OTHER_OPERATION = "other-operation"


class Region(StrEnum):
    """The words of the facet ``regions``."""

    LOWER_LIMB = "lower-limb"
    HIP = "hip"
    KNEE = "knee"
    ANKLE_FOOT = "ankle-foot"
    UPPER_LIMB = "upper-limb"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST_HAND = "wrist-hand"
    SPINE = "spine"
    NECK = "neck"
    UPPER_BACK = "upper-back"
    LOWER_BACK = "lower-back"
    TRUNK = "trunk"
    CORE = "core"
    PELVIC_FLOOR = "pelvic-floor"
    JAW = "jaw"
    WHOLE_BODY = "whole-body"


class Side(StrEnum):
    """The words of the facet ``sides``."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class SkipReason(StrEnum):
    """The words of the facet ``skip_reasons``."""

    PAIN = "pain"
    ILLNESS = "illness"
    THERAPIST_SAID_REST = "therapist-said-rest"
    VACATION = "vacation"
    NO_TIME = "no-time"
    FORGOT = "forgot"
    TOO_TIRED = "too-tired"
    NOT_SURE_HOW = "not-sure-how"
    NO_EQUIPMENT = "no-equipment"
    OTHER = "other"


class Symptom(StrEnum):
    """The words of the facet ``symptoms``."""

    CHEST_PAIN = "chest-pain"
    SEVERE_BREATHLESSNESS = "severe-breathlessness"
    FAINTING = "fainting"
    STROKE_SIGNS = "stroke-signs"
    SUDDEN_WORST_HEADACHE = "sudden-worst-headache"
    BLADDER_BOWEL_CHANGE = "bladder-bowel-change"
    SUSPECTED_FRACTURE = "suspected-fracture"
    TENDON_POP = "tendon-pop"
    CLOT_WITH_BREATHLESSNESS = "clot-with-breathlessness"
    HEAD_KNOCK_ON_BLOOD_THINNER = "head-knock-on-blood-thinner"
    LEG_SHORT_OR_TURNED = "leg-short-or-turned"
    CALF_SWELLING = "calf-swelling"
    WOUND_PROBLEM = "wound-problem"
    GROWING_NUMBNESS = "growing-numbness"
    FALL = "fall"
    LOCKING = "locking"
    GIVING_WAY = "giving-way"
    NIGHT_BONE_PAIN = "night-bone-pain"
    DIZZINESS = "dizziness"
    NEAR_FALL = "near-fall"
    HOT_JOINT = "hot-joint"
    RACING_HEART = "racing-heart"
    LOW_SUGAR_SIGNS = "low-sugar-signs"
    PREGNANCY_WARNING = "pregnancy-warning"
    SWELLING = "swelling"
    SHARP_PAIN = "sharp-pain"
    MUSCLE_SORENESS = "muscle-soreness"


class Trait(StrEnum):
    """The words of the facet ``traits``."""

    LYING_FLAT = "lying-flat"
    LYING_ON_SIDE = "lying-on-side"
    FLOOR_TRANSFER = "floor-transfer"
    STANDING = "standing"
    LEG_WEIGHT_BEARING = "leg-weight-bearing"
    CALF_LOAD = "calf-load"
    EFFORT_HOLD = "effort-hold"
    SPINE_FLEXION = "spine-flexion"
    TRUNK_EFFORT = "trunk-effort"
    HIP_FLEXION_PAST_90 = "hip-flexion-past-90"
    HIP_OUTWARD_TURN = "hip-outward-turn"
    HIP_EXTENSION_EFFORT = "hip-extension-effort"
    KNEE_BENDING = "knee-bending"
    QUADRICEPS_EFFORT = "quadriceps-effort"
    ANKLE_MOTION = "ankle-motion"
    END_RANGE_STRETCH = "end-range-stretch"
    ARM_RAISE = "arm-raise"
    OVERHEAD_REACH = "overhead-reach"
    SHOULDER_BLADE_EFFORT = "shoulder-blade-effort"
