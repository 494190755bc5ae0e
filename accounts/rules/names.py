"""Names as people write them, without what only confuses the eye. Pure."""

import unicodedata

LONGEST_NAME = 100
JOINERS = "\u200c\u200d"  # meant in Hindi and Urdu, but only between letters


def clean_name(raw: str) -> str:
    """Return the name in NFKC, with one space between words and no control, bidi or invisible characters.

    Raises ValueError where nothing is left, where no letter is in it, or where it is too long.
    """
    kept = []
    for character in unicodedata.normalize("NFKC", raw):
        if character.isspace():
            kept.append(" ")
        elif character in JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            kept.append(character)
    name = " ".join("".join(kept).split()).strip(JOINERS)
    if name.isascii() or not any(unicodedata.category(letter) in {"Mn", "Mc"} for letter in name):
        # Joiners only mean something beside combining vowel signs; elsewhere they make two names look like one.
        name = name.translate(dict.fromkeys(map(ord, JOINERS)))
    if not any(letter.isalpha() for letter in name):
        raise ValueError("Write a name with letters.")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"At most {LONGEST_NAME} characters.")
    return name
