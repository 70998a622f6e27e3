from typing import NamedTuple


class Problem(NamedTuple):
    points: list[int]
    seconds: list[int]
    families: list[int]
    tags: list[tuple[int, ...]]
    masks: list[int]
    worth: list[int]
    left: int
    count: int
