"""Reads numbers as pupils write them: 1,00,000 · 3/4 · 1 1/2 · −2 · 2.5×10^3 · १२ (but not ٣)."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

LONGEST = 40
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "⁄": "/", "∕": "/", "×": "x", "·": "x", "⋅": "x"})
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = r"(?:\d+(?:\.\d*)?|\.\d+)"
_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(?:\.\d*)?"
_NUMBER = rf"(?:{_GROUPED}|{_PLAIN})"
_DECIMAL = re.compile(rf"^([+-]?)({_NUMBER})(?:(?:e|x10\^?)([+-]?\d{{1,3}}))?$", re.IGNORECASE | re.ASCII)
_FRACTION = re.compile(rf"^([+-]?)({_NUMBER})/([+-]?)({_NUMBER})$", re.ASCII)
_MIXED = re.compile(r"^([+-]?) *(\d+) +(\d+) */ *(\d+)$", re.ASCII)


def read_number(text: str) -> Fraction | None:
    """Return the exact value of what was written, or None where it cannot be read as one number.

    Commas group by thousands or the Indian way; a decimal comma is not read: "1,5" is not a number here.
    Digits of Indian scripts count; other scripts' do not, so that no look-alike slips in.
    """
    if len(text) > LONGEST:
        return None
    text = re.sub(r"(?<=[0-9])(?=[¼½¾⅐-⅞])", " ", text)  # 2½ is not 21/2
    text = re.sub(r"[¹²³⁰⁴-⁹⁻]+", lambda found: "^" + found[0].translate(_SUPERSCRIPT), text)
    text = _ascii_digits(unicodedata.normalize("NFKC", text.translate(_MINUS)).translate(_MINUS)).strip()
    text = text.removeprefix("₹").strip()
    if found := _MIXED.match(text):
        sign, whole, top, bottom = found.groups()
        return _signed(sign, whole, top, bottom)
    # Spaces may be around signs, not inside a number: "3 4" may be meant as 3/4 as well as 34.
    text = re.sub(r"\s*([/x^])\s*", r"\1", re.sub(r"^([+-])\s+", r"\1", text))
    if found := _FRACTION.match(text):
        sign, top, sign_below, bottom = found.groups()
        below = _plain(bottom)
        if below == 0:
            return None
        value = _plain(top) / below
        return -value if (sign == "-") != (sign_below == "-") else value
    if found := _DECIMAL.match(text):
        sign, digits, power = found.groups()
        value = _plain(digits) * Fraction(10) ** int(power or 0)
        return -value if sign == "-" else value
    return None


def _signed(sign: str, whole: str, top: str, bottom: str) -> Fraction | None:
    if int(bottom) == 0:
        return None
    value = int(whole) + Fraction(int(top), int(bottom))
    return -value if sign == "-" else value


def _plain(digits: str) -> Fraction:
    return Fraction(Decimal(digits.replace(",", "")))


def _ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.digit(char)) if unicodedata.name(char, "").startswith(_INDIAN) else char for char in text
    )


_INDIAN = tuple(
    f"{script} DIGIT"
    for script in ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")
)
