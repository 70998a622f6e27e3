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
    HAND_OSTEOARTHRITIS = "hand-osteoarthritis"
    LOW_BACK_PAIN = "low-back-pain"
    SPINAL_STENOSIS = "spinal-stenosis"
    SPONDYLOLISTHESIS = "spondylolisthesis"
    NERVE_PAIN_LEG = "nerve-pain-leg"
    NECK_PAIN = "neck-pain"
    NECK_INSTABILITY = "neck-instability"
    NERVE_PAIN_ARM = "nerve-pain-arm"
    JAW_PAIN = "jaw-pain"
    SHOULDER_PAIN = "shoulder-pain"
    FROZEN_SHOULDER = "frozen-shoulder"
    ELBOW_TENDON_PAIN = "elbow-tendon-pain"
    CARPAL_TUNNEL_SYNDROME = "carpal-tunnel-syndrome"
    GLUTEAL_TENDON_PAIN = "gluteal-tendon-pain"
    ACHILLES_TENDON_PAIN = "achilles-tendon-pain"
    PLANTAR_HEEL_PAIN = "plantar-heel-pain"
    OSTEOPOROSIS = "osteoporosis"
    RHEUMATOID_ARTHRITIS = "rheumatoid-arthritis"
    INFLAMED_JOINT = "inflamed-joint"
    HYPERMOBILITY = "hypermobility"
    CAST_OR_BRACE = "cast-or-brace"
    STROKE = "stroke"
    STROKE_SHOULDER = "stroke-shoulder"
    PARKINSONS_DISEASE = "parkinsons-disease"
    DEMENTIA = "dementia"
    EPILEPSY = "epilepsy"
    VESTIBULAR_DISORDER = "vestibular-disorder"
    POSITIONAL_VERTIGO = "positional-vertigo"
    FALLS_RISK = "falls-risk"
    POOR_VISION = "poor-vision"
    GLAUCOMA = "glaucoma"
    HIGH_BLOOD_PRESSURE = "high-blood-pressure"
    HEART_DISEASE = "heart-disease"
    PACEMAKER = "pacemaker"
    POSTURAL_HYPOTENSION = "postural-hypotension"
    LUNG_DISEASE = "lung-disease"
    BLOOD_CLOT_HISTORY = "blood-clot-history"
    BLOOD_THINNERS = "blood-thinners"
    ARTERIAL_LEG_DISEASE = "arterial-leg-disease"
    LYMPHEDEMA = "lymphedema"
    DIALYSIS_FISTULA = "dialysis-fistula"
    DIABETES_LOW_SUGAR = "diabetes-low-sugar"
    DIABETIC_NEUROPATHY = "diabetic-neuropathy"
    FOOT_ULCER = "foot-ulcer"
    HERNIA = "hernia"
    PELVIC_ORGAN_PROLAPSE = "pelvic-organ-prolapse"
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
    ACL_REPAIR = "acl-repair"
    ROTATOR_CUFF_REPAIR = "rotator-cuff-repair"
    SHOULDER_REPLACEMENT = "shoulder-replacement"
    HAND_WRIST_SURGERY = "hand-wrist-surgery"
    FOOT_ANKLE_SURGERY = "foot-ankle-surgery"
    ACHILLES_REPAIR = "achilles-repair"
    ANKLE_SPRAIN = "ankle-sprain"
    SPINE_SURGERY = "spine-surgery"
    SPINE_FRACTURE = "spine-fracture"
    LOWER_LIMB_FRACTURE = "lower-limb-fracture"
    HIP_FRACTURE_FIXATION = "hip-fracture-fixation"
    UPPER_LIMB_FRACTURE = "upper-limb-fracture"
    ABDOMINAL_SURGERY = "abdominal-surgery"
    HERNIA_REPAIR = "hernia-repair"
    CESAREAN = "cesarean"
    CHEST_SURGERY = "chest-surgery"
    STERNOTOMY = "sternotomy"
    BREAST_SURGERY = "breast-surgery"
    PACEMAKER_IMPLANT = "pacemaker-implant"
    EYE_SURGERY = "eye-surgery"
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
    DID_NOT_LIKE_IT = "did-not-like-it"
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
    SUDDEN_SIGHT_LOSS = "sudden-sight-loss"
    NEW_CONFUSION = "new-confusion"
    COLD_PALE_LEG = "cold-pale-leg"
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
    WORSE_BREATHLESSNESS = "worse-breathlessness"
    SUDDEN_BACK_PAIN = "sudden-back-pain"
    PAIN_MOVING_DOWN = "pain-moving-down"
    NECK_ARTERY_SIGNS = "neck-artery-signs"
    CORD_SIGNS = "cord-signs"
    NEW_GROIN_PAIN = "new-groin-pain"
    FOOT_SORE = "foot-sore"
    PRE_ECLAMPSIA_SIGNS = "pre-eclampsia-signs"
    SWELLING = "swelling"
    SHARP_PAIN = "sharp-pain"
    MUSCLE_SORENESS = "muscle-soreness"


class Trait(StrEnum):
    """The words of the facet ``traits``."""

    LYING_FLAT = "lying-flat"
    LYING_ON_SIDE = "lying-on-side"
    LYING_FACE_DOWN = "lying-face-down"
    HEAD_BELOW_HEART = "head-below-heart"
    KNEELING = "kneeling"
    WEIGHT_THROUGH_HANDS = "weight-through-hands"
    QUICK_POSITION_CHANGE = "quick-position-change"
    FLOOR_TRANSFER = "floor-transfer"
    STANDING = "standing"
    SINGLE_LEG_STANDING = "single-leg-standing"
    NARROW_STANCE = "narrow-stance"
    WALKING = "walking"
    STEPPING = "stepping"
    EYES_CLOSED = "eyes-closed"
    HEAD_TURNING = "head-turning"
    LEG_WEIGHT_BEARING = "leg-weight-bearing"
    IMPACT = "impact"
    CALF_LOAD = "calf-load"
    HEEL_BELOW_STEP = "heel-below-step"
    FOOT_PRESSURE = "foot-pressure"
    ADDED_LOAD = "added-load"
    EFFORT_HOLD = "effort-hold"
    DEEP_BREATHING = "deep-breathing"
    SPINE_FLEXION = "spine-flexion"
    SPINE_FLEXION_LOADED = "spine-flexion-loaded"
    SPINE_EXTENSION = "spine-extension"
    SPINE_ROTATION = "spine-rotation"
    TRUNK_EFFORT = "trunk-effort"
    PELVIC_FLOOR_EFFORT = "pelvic-floor-effort"
    NECK_END_RANGE = "neck-end-range"
    NECK_EFFORT = "neck-effort"
    JAW_EFFORT = "jaw-effort"
    HIP_FLEXION_PAST_90 = "hip-flexion-past-90"
    HIP_ADDUCTION_PAST_MIDLINE = "hip-adduction-past-midline"
    HIP_INWARD_TURN = "hip-inward-turn"
    HIP_OUTWARD_TURN = "hip-outward-turn"
    HIP_EXTENSION_OUTWARD_TURN = "hip-extension-outward-turn"
    HIP_EXTENSION_EFFORT = "hip-extension-effort"
    HIP_ABDUCTION_EFFORT = "hip-abduction-effort"
    KNEE_BENDING = "knee-bending"
    LOADED_KNEE_BEND = "loaded-knee-bend"
    DEEP_KNEE_BEND = "deep-knee-bend"
    QUADRICEPS_EFFORT = "quadriceps-effort"
    HAMSTRING_EFFORT = "hamstring-effort"
    ANKLE_MOTION = "ankle-motion"
    ANKLE_EFFORT = "ankle-effort"
    END_RANGE_STRETCH = "end-range-stretch"
    NERVE_GLIDE = "nerve-glide"
    SELF_PRESSURE = "self-pressure"
    ARM_RAISE = "arm-raise"
    ARM_PASSIVE_MOTION = "arm-passive-motion"
    OVERHEAD_REACH = "overhead-reach"
    SHOULDER_EFFORT = "shoulder-effort"
    SHOULDER_END_RANGE = "shoulder-end-range"
    SHOULDER_OUTWARD_TURN = "shoulder-outward-turn"
    REACH_BEHIND_BACK = "reach-behind-back"
    SHOULDER_BLADE_EFFORT = "shoulder-blade-effort"
    CHEST_STRETCH = "chest-stretch"
    ELBOW_EFFORT = "elbow-effort"
    RESISTED_GRIP = "resisted-grip"
    WRIST_END_RANGE = "wrist-end-range"
