"""Sample people, for documentation and demonstrations: made up, and told apart by name."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from homept.routine import Request
from homept.safety import Clearance, Limit, Person, Screening, Surgery

__all__ = ["SamplePerson", "sample_people"]


@attrs.frozen(kw_only=True)
class SamplePerson:
    """A made-up person: a name, one sentence about them, what homept is told of them, and what they wish for."""

    name: str
    about: str
    person: Person
    request: Request


def sample_people(*, on: date) -> tuple[SamplePerson, ...]:
    """
    Return some made-up people who were screened shortly before the day *on*, so that a routine can be built for each.

    >>> [one.name for one in sample_people(on=date(2026, 11, 23))]
    ['Maeve', 'Tom', 'Aiko', 'Samir']
    """
    screened = Screening.all_clear(on=on - timedelta(days=3))
    return (
        SamplePerson(
            name="Maeve",
            about="67, has worn knees, and wants to climb her stairs with less effort.",
            person=Person(age=67, conditions={"knee-osteoarthritis"}, equipment={"chair", "wall"}, screening=screened),
            request=Request(regions={"knee"}, goals={"mobility", "strength"}, minutes=15),
        ),
        SamplePerson(
            name="Tom",
            about="34, sits at a desk all day and wants a straighter back.",
            person=Person(age=34, conditions=(), equipment={"chair", "wall", "mat"}, gets_up_from_floor=True, screening=screened),
            request=Request(regions={"upper-limb", "trunk"}, goals={"posture"}, minutes=10),
        ),
        SamplePerson(
            name="Aiko",
            about="81, cannot get up from the floor, and wants to keep her legs strong in a chair.",
            person=Person(
                age=81,
                conditions={"falls-risk"},
                equipment={"chair"},
                positions={"sitting"},
                gets_up_from_floor=False,
                helper=False,
                screening=screened,
            ),
            request=Request(regions={"lower-limb"}, minutes=10, max_exercises=3),
        ),
        SamplePerson(
            name="Samir",
            about="58, had a knee replaced five weeks ago, and does what his therapist allows.",
            person=Person(
                age=58,
                conditions=(),
                equipment={"chair", "mat", "towel"},
                gets_up_from_floor=True,
                screening=screened,
                surgeries=[
                    Surgery(
                        procedure="knee-replacement",
                        on=on - timedelta(days=35),
                        side="left",
                        limits=[Limit(trait="end-range-stretch", source="therapist")],
                    )
                ],
                weight_bearing={"left-leg": "full", "right-leg": "full"},
                clearances=[
                    Clearance(
                        by="A. Example",
                        role="physical-therapist",
                        on=on - timedelta(days=7),
                        scope={"heel-slide", "quad-set", "ankle-pump"},
                        expires=on + timedelta(days=35),
                    )
                ],
            ),
            request=Request(regions={"knee", "ankle-foot"}, goals={"mobility", "recovery"}, minutes=15),
        ),
    )
