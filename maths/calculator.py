"""The process that works with SymPy. It is run as a script, in isolation, and gets our trees as plain lists.

It imports SymPy once, then forks. The fork answers questions (lines of JSON on stdin) until the kernel ends it, because
a question's second is over, or its memory is used up; then the next fork takes its place within milliseconds.
"""

import gc
import json
import os
import resource
import signal
from collections.abc import Callable
from functools import reduce
from typing import Any

Tree = list[Any]
Question = dict[str, Any]
Answer = bool | None

_MEMORY = 1 << 30
# A fork lives this long; its caches grow with every question.
_QUESTIONS_EACH = 300
# How a fork ends, besides 0 for a full turn.
_INPUT_ENDED, _GAVE_UP = 3, 4


class Cannot(Exception):  # what a question leads to, not an error of the program
    """This tree cannot be translated to SymPy."""


class Builder:
    """Translates trees. `kinds`: what each symbol is ("positive", "integer", …; "real" where it is not named)."""

    def __init__(self, kinds: dict[str, str], log_base: str) -> None:
        import sympy

        self.sympy, self.kinds, self.log_base = sympy, kinds, log_base

    def build(self, tree: Tree) -> Any:
        """Return the expression of a tree. Raises Cannot."""
        make = getattr(self, f"_{tree[0].lower()}", None)
        if make is None:
            raise Cannot
        return make(*tree[1:])

    def symbol(self, name: str) -> Any:
        kind = self.kinds.get(name, "real")
        return self.sympy.Symbol(name, **({} if kind == "complex" else {"real": True, kind: True}))

    def _number(self, text: str) -> Any:
        return self.sympy.Rational(text)

    def _recurring(self, text: str, repeating: str) -> Any:
        tail = self.sympy.Rational(int(repeating), 10 ** len(repeating) - 1)
        return self.sympy.Rational(text.rstrip(".")) + tail / 10 ** len(text.partition(".")[2])

    def _symbol(self, name: str) -> Any:
        return self.symbol(name)

    def _opaque(self, *parts: Any) -> Any:
        return self.sympy.Symbol(json.dumps(parts), real=True)

    _applied = _basis = _opaque

    def _derivative(self, of: Tree, by: Tree | None, order: int) -> Any:
        if by is None:
            raise Cannot
        return self.sympy.diff(self.build(of), self.build(by), order)

    def _constant(self, name: str) -> Any:
        sympy = self.sympy
        return {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "infinity": sympy.oo}[name]

    def _neg(self, term: Tree) -> Any:
        return -self.build(term)

    def _add(self, terms: list[Tree]) -> Any:
        return self.sympy.Add(*map(self.build, terms))

    def _mul(self, factors: list[Tree]) -> Any:
        return self.sympy.Mul(*map(self.build, factors))

    def _div(self, above: Tree, below: Tree) -> Any:
        return self.build(above) / self.build(below)

    def _pow(self, base: Tree, exponent: Tree) -> Any:
        return self._power(self.build(base), self.build(exponent))

    def _power(self, base: Any, exponent: Any) -> Any:
        odd_root = exponent.is_Rational and exponent.q % 2 and exponent.q > 1
        if odd_root and not base.is_nonnegative and not base.has(self.sympy.I):
            return self.sympy.real_root(base, exponent.q) ** exponent.p
        return base**exponent

    def _root(self, radicand: Tree, index: Tree | None) -> Any:
        return self._power(self.build(radicand), 1 / (self.build(index) if index else self.sympy.Integer(2)))

    def _factorial(self, term: Tree) -> Any:
        return self.sympy.factorial(self.build(term))

    def _percent(self, term: Tree) -> Any:
        return self.build(term) / 100

    def _mixed(self, whole: Tree, part: Tree) -> Any:
        return self.build(whole) + self.build(part)

    def _degree(self, degrees: Tree, minutes: Tree | None, seconds: Tree | None) -> Any:
        total = self.build(degrees)
        total += self.build(minutes) / 60 if minutes else 0
        total += self.build(seconds) / 3600 if seconds else 0
        return total * self.sympy.pi / 180

    def _bigoperator(self, kind: str, letter: Tree | None, low: Tree | None, high: Tree | None, body: Tree) -> Any:
        if letter is None or (kind != "int" and low is None):
            raise Cannot
        variable, inside = self.build(letter), self.build(body)
        if kind == "lim":
            return self.sympy.limit(inside, variable, self.build(low or []))
        ends = (self.build(low), self.build(high)) if low and high else None
        if kind == "int":
            return self.sympy.integrate(inside, (variable, *ends) if ends else variable)
        if ends is None:
            raise Cannot
        return (self.sympy.summation if kind == "sum" else self.sympy.product)(inside, (variable, *ends))

    def _call(self, name: str, arguments: list[Tree]) -> Any:
        values = [self.build(argument) for argument in arguments]
        if name == "log" and len(values) == 1 and self.log_base == "10":
            values.append(self.sympy.Integer(10))
        if name == "permutations":
            return self.sympy.ff(*values)
        names = {"ln": "log", "cosec": "csc", "acosec": "acsc", "cosech": "csch", "abs": "Abs", "ceil": "ceiling"}
        names |= {"max": "Max", "min": "Min", "conj": "conjugate", "sgn": "sign"}
        function = getattr(self.sympy, names.get(name, name), None)
        if function is None or name in ("det", "adj"):
            raise Cannot
        return function(*values)


class Solutions(Builder):
    """Finds the set of real values of one unknown from statements about it."""

    def __init__(self, unknown: str, log_base: str) -> None:
        super().__init__({}, log_base)
        self.unknown = self.symbol(unknown)

    def solve(self, tree: Tree) -> Any:
        """Return the set that a statement describes. Raises Cannot."""
        sympy = self.sympy
        match tree:
            case ["Alternatives", parts]:
                return sympy.Union(*map(self.solve, parts))
            case ["System", parts]:
                return sympy.Intersection(*map(self.solve, parts))
            case ["Relation", operands, operators]:
                pairs = zip(operands, operators, operands[1:], strict=False)
                return reduce(sympy.Intersection, (self._pair(*pair) for pair in pairs))
            case ["SetOf", items]:
                return sympy.FiniteSet(*map(self.build, items))
            case ["Interval", low, high, low_closed, high_closed]:
                return sympy.Interval(self.build(low), self.build(high), not low_closed, not high_closed)
            case ["Tuple", [low, high]]:
                return sympy.Interval.open(self.build(low), self.build(high))
            case ["NamedSet", name] if name in "NZQR":
                sets = {"N": sympy.S.Naturals, "Z": sympy.S.Integers, "Q": sympy.S.Rationals, "R": sympy.S.Reals}
                return sets[name]
            case ["SetOperation", operator, parts]:
                kind = {"∪": sympy.Union, "∩": sympy.Intersection, "∖": sympy.Complement}[operator]
                return reduce(kind, map(self.solve, parts))
            case ["SetBuilder", _element, conditions]:
                return sympy.Intersection(*map(self.solve, conditions))
        raise Cannot

    def _pair(self, left: Tree, operator: str, right: Tree) -> Any:
        sympy = self.sympy
        if operator in "∈∉":
            if self.build(left) != self.unknown:
                raise Cannot
            inside = self.solve(right)
            return inside if operator == "∈" else sympy.Complement(sympy.S.Reals, inside)
        if right[0] == "PlusMinus" and right[1] is None:
            value = self.build(right[2])
            relation = sympy.Eq((self.build(left) - value) * (self.build(left) + value), 0)
        else:
            kinds = {"=": sympy.Eq, "≠": sympy.Ne, "<": sympy.Lt, "≤": sympy.Le, ">": sympy.Gt, "≥": sympy.Ge}
            relation = kinds[operator](self.build(left), self.build(right))
        if relation in (sympy.true, sympy.false):
            return sympy.S.Reals if relation == sympy.true else sympy.S.EmptySet
        if relation.free_symbols != {self.unknown}:
            raise Cannot
        if operator == "=":
            return sympy.solveset(relation, self.unknown, sympy.S.Reals)
        return relation.as_set() if operator != "≠" else sympy.solveset(relation, self.unknown, sympy.S.Reals)


def is_zero(question: Question) -> Answer:
    """Return whether an expression is 0 wherever it exists."""
    builder = Builder(question["kinds"], question["log_base"])
    expression = builder.build(question["left"]) - builder.build(question["right"])
    if expression.has(builder.sympy.zoo, builder.sympy.nan, builder.sympy.oo):
        return None
    simpler = builder.sympy.simplify(expression)
    if simpler == 0:
        return True
    answer = simpler.equals(0)
    return None if answer is None else bool(answer)


def same_solutions(question: Question) -> Answer:
    """Return whether two statements about one unknown have the same real solutions."""
    solutions = Solutions(question["unknown"], question["log_base"])
    sympy = solutions.sympy
    left, right = solutions.solve(question["left"]), solutions.solve(question["right"])
    if left.has(sympy.ConditionSet) or right.has(sympy.ConditionSet):
        return None
    if left == right:
        return True
    if isinstance(left, sympy.FiniteSet) and isinstance(right, sympy.FiniteSet):
        return _same_members(sympy, list(left), list(right))
    apart = sympy.SymmetricDifference(left, right).simplify()
    return {True: True, False: False}.get(apart.is_empty)


def _same_members(sympy: Any, left: list[Any], right: list[Any]) -> Answer:
    for here, there in ((left, right), (right, left)):
        for value in here:
            same = [sympy.simplify(value - other).equals(0) for other in there]
            if True not in same:
                return None if None in same else False
    return True


ASKS: dict[str, Callable[[Question], Answer]] = {"zero": is_zero, "solutions": same_solutions}


def serve() -> None:
    """Answer questions from stdin until it ends; in a fork, so that ending it by the alarm costs only its caches."""
    for _ in range(_QUESTIONS_EACH):
        line = _next_line()
        if not line:
            os._exit(_INPUT_ENDED)
        question = json.loads(line)
        # The alarm is the kernel's, and counts this process's work: nothing in Python can catch or delay it, and a busy
        # machine does not change what can be decided.
        signal.setitimer(signal.ITIMER_PROF, question["seconds"])
        try:
            answer = ASKS[question["ask"]](question)
        except MemoryError:
            os._exit(_GAVE_UP)
        except Exception:  # noqa: BLE001 - SymPy raises all kinds; each means that it cannot decide
            answer = None
        signal.setitimer(signal.ITIMER_PROF, 0)
        os.write(1, json.dumps({"answer": answer}).encode() + b"\n")
    os._exit(0)


def _next_line() -> bytes:
    """Return one line of stdin, without reading ahead: the next fork reads the next one."""
    line = b""
    while not line.endswith(b"\n"):
        more = os.read(0, 65536)
        if not more:
            return b""
        line += more
    return line


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    import sympy

    x = sympy.Symbol("x", real=True)
    sympy.simplify(sympy.sqrt(x**2) - 1)
    gc.collect()
    gc.freeze()
    os.write(1, b'{"ready": true}\n')
    status = 0
    while status != _INPUT_ENDED:
        child = os.fork()
        if child == 0:
            _limit()
            serve()
        _pid, ended = os.waitpid(child, 0)
        status = os.WEXITSTATUS(ended) if os.WIFEXITED(ended) else _GAVE_UP
        if status not in (0, _INPUT_ENDED):
            os.write(1, b'{"answer": null, "overrun": true}\n')


if __name__ == "__main__":
    main()
