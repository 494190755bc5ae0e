"""Units of school maths and science: names as written, size in base units, dimension. Data and small arithmetic."""

from fractions import Fraction

Dimension = tuple[tuple[str, int], ...]


def _unit(size: str, **dimension: int) -> tuple[Fraction, dict[str, int]]:
    return Fraction(size), dimension


# canonical name -> (size in base units, dimension). An angle's base is the degree; π radians are 180 of them.
UNITS: dict[str, tuple[Fraction, dict[str, int]]] = {
    **{"mm": _unit("0.001", length=1), "cm": _unit("0.01", length=1), "dm": _unit("0.1", length=1)},
    **{"m": _unit("1", length=1), "km": _unit("1000", length=1), "in": _unit("0.0254", length=1)},
    **{"ft": _unit("0.3048", length=1), "yd": _unit("0.9144", length=1), "mile": _unit("1609.344", length=1)},
    **{"ha": _unit("10000", length=2), "acre": _unit("4046.8564224", length=2), "are": _unit("100", length=2)},
    **{"mL": _unit("0.000001", length=3), "L": _unit("0.001", length=3), "kL": _unit("1", length=3)},
    **{"cL": _unit("0.00001", length=3), "mg": _unit("0.000001", mass=1), "g": _unit("0.001", mass=1)},
    **{"kg": _unit("1", mass=1), "quintal": _unit("100", mass=1), "t": _unit("1000", mass=1)},
    **{"s": _unit("1", time=1), "ms": _unit("0.001", time=1), "min": _unit("60", time=1), "h": _unit("3600", time=1)},
    **{"day": _unit("86400", time=1), "week": _unit("604800", time=1), "month": _unit("1", month=1)},
    **{
        "year": _unit("12", month=1),
        "rad": _unit("1", radian=1),
        "deg": _unit("1", angle=1),
        "rev": _unit("360", angle=1),
    },
    **{"₹": _unit("1", rupee=1), "paise": _unit("0.01", rupee=1), "lakh": _unit("100000"), "crore": _unit("10000000")},
    **{"$": _unit("1", dollar=1), "€": _unit("1", euro=1), "£": _unit("1", pound=1), "cent": _unit("0.01", dollar=1)},
    **{"N": _unit("1", mass=1, length=1, time=-2), "J": _unit("1", mass=1, length=2, time=-2)},
    **{"kJ": _unit("1000", mass=1, length=2, time=-2), "W": _unit("1", mass=1, length=2, time=-3)},
    **{"kW": _unit("1000", mass=1, length=2, time=-3), "Pa": _unit("1", mass=1, length=-1, time=-2)},
    **{"Hz": _unit("1", time=-1), "A": _unit("1", current=1), "mA": _unit("0.001", current=1)},
    **{
        "V": _unit("1", mass=1, length=2, time=-3, current=-1),
        "ohm": _unit("1", mass=1, length=2, time=-3, current=-2),
    },
    **{
        "K": _unit("1", kelvin=1),
        "°C": _unit("1", celsius=1),
        "°F": _unit("1", fahrenheit=1),
        "mol": _unit("1", amount=1),
    },
    **{"unit": _unit("1", unit=1), "person": _unit("1", person=1)},
}

_SPELLINGS: dict[str, str] = {
    "mm": "mm millimetre millimetres millimeter millimeters",
    "cm": "cm CM Cm cms centimetre centimetres centimeter centimeters",
    "dm": "dm decimetre decimetres",
    "m": "m metre metres meter meters mtr mtrs",
    "km": "km KM Km kms kilometre kilometres kilometer kilometers",
    "in": "inch inches",
    "ft": "ft foot feet",
    "yd": "yd yard yards",
    "mile": "mile miles mi",
    "ha": "ha hectare hectares",
    "acre": "acre acres",
    "mL": "mL ml millilitre millilitres milliliter milliliters",
    "L": "L l litre litres liter liters ltr",
    "kL": "kL kl kilolitre kilolitres",
    "cL": "cL cl",
    "mg": "mg milligram milligrams",
    "g": "g gm gms gram grams",
    "kg": "kg KG Kg kgs kilogram kilograms",
    "quintal": "quintal quintals",
    "t": "t tonne tonnes",
    "s": "s sec secs second seconds",
    "ms": "ms millisecond milliseconds",
    "min": "min mins minute minutes",
    "h": "h hr hrs hour hours",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "rad": "rad radian radians",
    "deg": "deg degree degrees",
    "rev": "rev revolution revolutions",
    "₹": "₹ Rs rs INR rupee rupees Rupees",
    "paise": "paise paisa",
    "lakh": "lakh lakhs",
    "crore": "crore crores",
    "$": "$ dollar dollars",
    "cent": "cent cents",
    "€": "€ euro euros",
    "£": "£ pound pounds",
    "N": "N newton newtons",
    "J": "J joule joules",
    "kJ": "kJ",
    "W": "W watt watts",
    "kW": "kW",
    "Pa": "Pa pascal",
    "Hz": "Hz hertz",
    "A": "A ampere amperes amp amps",
    "mA": "mA",
    "V": "V volt volts",
    "ohm": "ohm ohms Ω",
    "K": "K kelvin",
    "mol": "mol mole moles",
    "unit": "unit units",
    "person": "person persons people student students men women workers",
}
SPELLINGS: dict[str, str] = {typed: name for name, line in _SPELLINGS.items() for typed in line.split()}
# One word for a product of powers.
COMPOUND: dict[str, tuple[tuple[str, int], ...]] = {
    "kmph": (("km", 1), ("h", -1)),
    "kmh": (("km", 1), ("h", -1)),
    "kph": (("km", 1), ("h", -1)),
    "mps": (("m", 1), ("s", -1)),
    "mph": (("mile", 1), ("h", -1)),
    "cc": (("cm", 3),),
    "sqcm": (("cm", 2),),
    "sqm": (("m", 2),),
}
POWER_WORDS = {"sq": 2, "square": 2, "cubic": 3, "cu": 3, "squared": 2, "cubed": 3}
MONEY = frozenset({"₹", "$", "€", "£"})


def size_and_dimension(powers: tuple[tuple[str, int], ...]) -> tuple[Fraction, Dimension]:
    """Return the size of one such unit in base units, and its dimension without the powers that cancel."""
    size, dimension = Fraction(1), dict[str, int]()
    for name, power in powers:
        one, dims = UNITS[name]
        size *= one**power
        for base, exponent in dims.items():
            dimension[base] = dimension.get(base, 0) + exponent * power
    return size, tuple(sorted((base, power) for base, power in dimension.items() if power))
