"""Forty made-up people of 65 to 90, each with several conditions: whether the safety rules leave them something to do is tested."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from homept.routine import Request
from homept.safety import Clearance, Limit, Override, Person, Screening, Surgery
from homept.testing._samples import SamplePerson

__all__ = ["older_people"]

_AT_HOME = frozenset({"chair", "wall", "counter", "pillow", "towel", "table", "band", "weight", "step", "ball", "strap", "mat"})
_ANY_WISH = Request(minutes=30)


def older_people(*, on: date) -> tuple[SamplePerson, ...]:
    """
    Return forty made-up people of 65 to 90 with two to four conditions or operations each, as they are on the day *on*.

    All but a few were screened three days before and have nothing that forbids to begin; six of them have a sign that stops.

    >>> len(older_people(on=date(2026, 11, 23)))
    40
    """
    return (*_with_conditions(on), *_after_operations(on), *_with_a_sign(on))


def _elder(on: date, name: str, about: str, age: int, *conditions: str, signs: tuple[str, ...] = (), **told: Any) -> SamplePerson:
    asked = Screening.all_clear(on=on - timedelta(days=3))
    answers = {**dict(asked.answers), **dict.fromkeys(signs, "yes")}
    fields: dict[str, Any] = {
        "conditions": conditions,
        "equipment": _AT_HOME,
        "screening": Screening(on=asked.on, answers=answers),
        **told,
    }
    return SamplePerson(name=name, about=f"{age}, {about}", person=Person(age=age, **fields), request=_ANY_WISH)


def _with_conditions(on: date) -> tuple[SamplePerson, ...]:
    return (
        _elder(
            on,
            "Ada",
            "has worn knees and high blood pressure, and has fallen twice.",
            82,
            *("knee-osteoarthritis", "high-blood-pressure", "falls-risk"),
        ),
        _elder(
            on,
            "Bruno",
            "has fragile bones and a sore lower back, and takes blood thinners.",
            77,
            *("osteoporosis", "low-back-pain", "blood-thinners"),
        ),
        _elder(on, "Carla", "has a weak heart and weak lungs.", 74, "heart-disease", "lung-disease"),
        _elder(
            on,
            "Dev",
            "has diabetes with numb feet, high blood pressure and a worn hip.",
            69,
            *("diabetic-neuropathy", "high-blood-pressure", "hip-osteoarthritis"),
        ),
        _elder(
            on,
            "Edith",
            "has rheumatoid arthritis and a sore shoulder.",
            66,
            *("rheumatoid-arthritis", "shoulder-pain"),
            condition_regions={"shoulder-pain": {"shoulder"}},
        ),
        _elder(
            on,
            "Farid",
            "has sore tendons at the hip and the heel, and high blood pressure.",
            65,
            *("gluteal-tendon-pain", "achilles-tendon-pain", "high-blood-pressure"),
        ),
        _elder(
            on,
            "Greta",
            "had a blood clot years ago, and has weak lungs and fragile bones.",
            76,
            *("blood-clot-history", "lung-disease", "osteoporosis"),
        ),
        _elder(
            on,
            "Hugo",
            "has fallen, and has fragile bones, high blood pressure and worn knees.",
            88,
            *("falls-risk", "osteoporosis", "high-blood-pressure", "knee-osteoarthritis"),
        ),
        _elder(
            on,
            "Ines",
            "had a stroke, has a sore shoulder from it, and her daughter helps her.",
            79,
            *("stroke", "stroke-shoulder", "high-blood-pressure"),
            helper=True,
        ),
        _elder(
            on,
            "Jakob",
            "has Parkinson's disease, and gets dizzy when he stands up.",
            75,
            *("parkinsons-disease", "postural-hypotension", "falls-risk"),
        ),
        _elder(
            on,
            "Kamala",
            "has memory trouble and worn hips, and her son helps her.",
            84,
            *("dementia", "hip-osteoarthritis"),
            helper=True,
        ),
        _elder(
            on,
            "Luis",
            "has a narrowing in the lower back, a worn knee and high blood pressure.",
            72,
            *("spinal-stenosis", "knee-osteoarthritis", "high-blood-pressure"),
        ),
        _elder(
            on,
            "Mona",
            "has glaucoma, poor eyesight and a risk of falling.",
            81,
            *("glaucoma", "poor-vision", "falls-risk"),
        ),
        _elder(
            on,
            "Nils",
            "has poor blood flow in the legs, diabetes with low sugar now and then, and high blood pressure.",
            71,
            *("arterial-leg-disease", "diabetes-low-sugar", "high-blood-pressure"),
        ),
        _elder(
            on,
            "Olga",
            "has spinning spells, dizziness from the inner ear, and neck pain.",
            68,
            *("positional-vertigo", "vestibular-disorder", "neck-pain"),
        ),
        _elder(
            on,
            "Paul",
            "has a pacemaker, a weak heart and blood thinners.",
            83,
            *("pacemaker", "heart-disease", "blood-thinners"),
        ),
        _elder(
            on,
            "Qing",
            "has worn hands, carpal tunnel syndrome and a tennis elbow.",
            67,
            *("hand-osteoarthritis", "carpal-tunnel-syndrome", "elbow-tendon-pain"),
        ),
        _elder(
            on,
            "Rosa",
            "has a dropped womb, a hernia and low back pain.",
            73,
            *("pelvic-organ-prolapse", "hernia", "low-back-pain"),
        ),
        _elder(
            on,
            "Stefan",
            "has kidney failure with a fistula in the arm, and high blood pressure.",
            70,
            *("dialysis-fistula", "high-blood-pressure"),
        ),
        _elder(
            on,
            "Tilda",
            "has a swollen arm after breast cancer, fragile bones and a stiff shoulder.",
            69,
            *("lymphedema", "osteoporosis", "frozen-shoulder"),
            condition_regions={"lymphedema": {"upper-limb"}, "frozen-shoulder": {"shoulder"}},
        ),
        _elder(
            on,
            "Umar",
            "has a slipped bone in the lower back and nerve pain down the leg.",
            65,
            *("spondylolisthesis", "nerve-pain-leg"),
        ),
        _elder(
            on,
            "Vera",
            "has epilepsy, heel pain and neck pain.",
            66,
            *("epilepsy", "plantar-heel-pain", "neck-pain"),
        ),
        _elder(
            on,
            "Willem",
            "has diabetes with numb feet and a sore on the foot.",
            78,
            *("diabetic-neuropathy", "foot-ulcer"),
        ),
        _elder(
            on,
            "Xenia",
            "has one red, swollen knee, and rheumatoid arthritis.",
            71,
            *("inflamed-joint", "rheumatoid-arthritis"),
            condition_regions={"inflamed-joint": {"knee"}},
        ),
        _elder(
            on,
            "Yusuf",
            "has a splint on the wrist, jaw pain and worn knees.",
            74,
            *("cast-or-brace", "jaw-pain", "knee-osteoarthritis"),
            condition_regions={"cast-or-brace": {"wrist-hand"}},
        ),
        _elder(
            on,
            "Zofia",
            "has very loose joints, nerve pain down the arm and a neck that may not be stable.",
            65,
            *("hypermobility", "nerve-pain-arm", "neck-instability"),
        ),
    )


def _after_operations(on: date) -> tuple[SamplePerson, ...]:
    def had(procedure: str, days: int | None, side: str | None = None, **fields: Any) -> Surgery:
        return Surgery(procedure=procedure, on=None if days is None else on - timedelta(days=days), side=side, **fields)

    return (
        _elder(
            on,
            "Anton",
            "got a new knee eight weeks ago, and has a weak heart.",
            70,
            *("heart-disease", "knee-osteoarthritis"),
            surgeries=[had("knee-replacement", 56, "right", region="knee")],
            weight_bearing={"right-leg": "as-tolerated"},
        ),
        _elder(
            on,
            "Berta",
            "got a new hip from behind eight weeks ago, and has high blood pressure.",
            79,
            *("high-blood-pressure", "falls-risk"),
            surgeries=[had("hip-replacement-posterior", 56, "left", region="hip")],
            weight_bearing={"left-leg": "full"},
        ),
        _elder(
            on,
            "Cyrus",
            "got a new hip years ago; nobody knows how or when, and he falls.",
            84,
            *("falls-risk", "low-back-pain"),
            surgeries=[had("hip-replacement", None, "left", region="hip")],
            weight_bearing={"left-leg": "full"},
        ),
        _elder(
            on,
            "Dora",
            "broke a hip ten weeks ago, has fragile bones and falls.",
            86,
            *("osteoporosis", "falls-risk"),
            surgeries=[had("hip-fracture-fixation", 70, "right", region="hip")],
            weight_bearing={"right-leg": "as-tolerated"},
        ),
        _elder(
            on,
            "Emil",
            "had a shoulder tendon sewn two months ago, and has worn knees.",
            68,
            *("high-blood-pressure", "knee-osteoarthritis"),
            surgeries=[had("rotator-cuff-repair", 60, "right", region="shoulder")],
        ),
        _elder(
            on,
            "Fanny",
            "had a heart operation through the breastbone three months ago, and takes blood thinners.",
            73,
            *("heart-disease", "blood-thinners"),
            surgeries=[had("sternotomy", 90)],
        ),
        _elder(
            on,
            "Georg",
            "had a back operation two months ago, and has nerve pain down the leg.",
            67,
            "nerve-pain-leg",
            surgeries=[had("spine-surgery", 60, region="lower-back")],
            clearances=[
                Clearance(
                    by="A. Example", role="physician", on=on - timedelta(days=7), scope={"bridge", "spine-surgery-trunk-effort"}
                )
            ],
        ),
        _elder(
            on,
            "Hanna",
            "broke a bone in her back four months ago, and has fragile bones and weak lungs.",
            80,
            *("osteoporosis", "lung-disease"),
            surgeries=[
                had("spine-fracture", 120, region="upper-back", limits=[Limit(trait="spine-rotation", source="therapist")])
            ],
            overrides=[
                Override(
                    by="B. Example",
                    role="physician",
                    on=on - timedelta(days=10),
                    scope={"pelvic-tilt"},
                    why="taught it in the clinic and watched it",
                )
            ],
        ),
    )


def _with_a_sign(on: date) -> tuple[SamplePerson, ...]:
    return (
        _elder(on, "Ivo", "has a weak heart, and pain in the chest.", 72, "heart-disease", "lung-disease", signs=("chest-pain",)),
        _elder(
            on,
            "Jutta",
            "has fragile bones, falls, and cannot stand on one leg since the last fall.",
            81,
            *("osteoporosis", "falls-risk"),
            signs=("suspected-fracture",),
        ),
        _elder(
            on,
            "Kaspar",
            "had a blood clot once, and one calf is newly swollen.",
            79,
            *("blood-clot-history", "knee-osteoarthritis"),
            signs=("calf-swelling",),
        ),
        _elder(
            on,
            "Lene",
            "has falls and high blood pressure, and a fall last week that nobody has looked at.",
            85,
            *("falls-risk", "high-blood-pressure"),
            signs=("fall-or-sudden-back-pain",),
        ),
        _elder(
            on,
            "Milo",
            "has a heart that has not settled, and diabetes with numb feet.",
            68,
            *("heart-disease", "diabetic-neuropathy"),
            signs=("heart-not-settled",),
        ),
        _elder(
            on,
            "Nora",
            "has memory trouble and low back pain, and cannot follow the steps alone.",
            90,
            *("dementia", "low-back-pain"),
            signs=("cannot-follow-alone",),
        ),
    )
