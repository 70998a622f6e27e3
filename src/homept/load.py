"""
Loads: a mass, the color of a band, or a level on a ladder that the caller names.

Bands and machine levels have an order and no kilograms, so they are never converted into one another.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Union

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import InvalidValue

__all__ = ["BandColor", "LadderLevel", "Load", "Mass", "parse_load"]

_HEAVIEST = 200
_DECIMALS = 3
_ALLOWED = f"more than 0 and at most {_HEAVIEST}, with at most {_DECIMALS} decimals"


def _decimal(value: Decimal | int | str) -> Decimal:
    if isinstance(value, float):
        raise InvalidValue("Mass.amount", "a Decimal, a whole number or a text such as '2.5'; a float is not exact", "a float")
    if not isinstance(value, (Decimal, int, str)) or isinstance(value, bool):
        raise InvalidValue("Mass.amount", "a Decimal, a whole number or a text such as '2.5'", f"type {type(value).__name__}")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise InvalidValue("Mass.amount", "a Decimal, a whole number or a text such as '2.5'", repr(value)) from None
    if not (number.is_finite() and 0 < number <= _HEAVIEST and number.adjusted() >= -_DECIMALS):
        raise InvalidValue("Mass.amount", _ALLOWED, repr(value))
    # Not normalize(), which rounds to the precision that the program happens to have set.
    digits = f"{number:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _few_decimals(instance: object, attribute: attrs.Attribute[Decimal], value: Decimal) -> None:
    if -int(value.as_tuple().exponent) > _DECIMALS:
        raise InvalidValue("Mass.amount", _ALLOWED, str(value))


@attrs.frozen(eq=False, repr=False)
class Mass(Value):
    """
    A weight in kilograms (``kg``) or pounds (``lb``), kept in the unit it was given in.

    >>> Mass("2.50", "kg").notation()
    '2.5kg'
    """

    amount: Decimal = attrs.field(converter=_decimal, validator=_few_decimals)
    unit: str = attrs.field(default="kg", validator=checks.one_of("kg", "lb"))

    def notation(self) -> str:
        """Return the canonical notation, such as ``2.5kg``."""
        return f"{self.amount:f}{self.unit}"


@attrs.frozen(eq=False, repr=False)
class BandColor(Value):
    """
    An exercise band, named by its color; makers differ in what a color means.

    >>> BandColor("red").notation()
    'band:red'
    """

    color: str = attrs.field(validator=checks.an_id)

    def notation(self) -> str:
        """Return the canonical notation, such as ``band:red``."""
        return f"band:{self.color}"


@attrs.frozen(eq=False, repr=False)
class LadderLevel(Value):
    """
    A level, counted from 1, on a ladder of loads that the caller names.

    >>> LadderLevel("clinic-bands", 2).notation()
    'clinic-bands:2'
    """

    ladder: str = attrs.field(validator=checks.an_id)
    level: int = attrs.field(validator=checks.whole(1, 100))

    def __attrs_post_init__(self) -> None:
        if self.ladder == "band":
            raise InvalidValue("LadderLevel.ladder", "a name other than band, which stands for band colors", "'band'")

    def notation(self) -> str:
        """Return the canonical notation, such as ``clinic-bands:2``."""
        return f"{self.ladder}:{self.level}"


#: What a load can be.
Load = Union[Mass, BandColor, LadderLevel]


def parse_load(notation: str) -> Load:
    """
    Read the canonical notation of a load.

    >>> parse_load("5lb"), parse_load("band:red")
    (Mass(amount=Decimal('5'), unit='lb'), BandColor(color='red'))
    """
    found = _parse(notation)
    # What reads as the same load, such as '2.50kg', is refused, so that a load has one notation only.
    if found is None or found.notation() != notation:
        raise InvalidValue("load", "a notation such as '2.5kg', 'band:red' or 'my-ladder:2'", repr(notation))
    return found


def _parse(notation: str) -> Load | None:
    ladder, colon, rest = notation.partition(":")
    if colon and ladder == "band":
        return BandColor(rest)
    if colon:
        return LadderLevel(ladder, int(rest)) if rest.isdecimal() else None
    amount, unit = notation[:-2], notation[-2:]
    return Mass(amount, unit) if unit in ("kg", "lb") and amount[:1].isdecimal() else None
