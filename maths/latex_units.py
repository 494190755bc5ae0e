"""Units in KaTeX."""

from maths.syntax import Unit

MONEY = {"₹": "₹", "$": r"\$", "€": "€", "£": "£"}


def unit_in_latex(node: Unit) -> str:
    """Return a unit upright; of one that divides, the divisor after a stroke."""
    above = [(name, power) for name, power in node.powers if power > 0]
    below = [(name, power) for name, power in node.powers if power < 0]
    if len(below) == 1 and above and node.powers[-1] == below[0]:
        return rf"{_powers(above)}/{_powers([(below[0][0], -below[0][1])])}"
    return _powers(list(node.powers))


def _powers(powers: list[tuple[str, int]]) -> str:
    return r"\,".join(
        rf"\mathrm{{{unit_name(name)}}}" + (f"^{{{power}}}" if power != 1 else "") for name, power in powers
    )


def unit_name(name: str) -> str:
    """Return the name as KaTeX takes it: the dollar needs a backslash."""
    return MONEY.get(name, name)
