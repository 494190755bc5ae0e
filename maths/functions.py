"""Functions with their arguments, roots, and choices: `sin^2 x`, `log_2 8`, `√2`, `5C2`."""

from maths.brackets import Brackets
from maths.lexer import Token
from maths.readability import Unreadable
from maths.symbols import INVERSE
from maths.syntax import Add, Call, Constant, Div, Mul, Neg, Node, Number, Pow, Root, Symbol, Tuple, walk

# Names of roots, with their index where it is not 2.
ROOTS = {"sqrt": None, "cbrt": "3", "qdrt": "4"}
CHOICES = {"C": "binomial", "P": "permutations"}


class Functions(Brackets):
    """Reads what is applied to an argument; its name is taken already, or there is none."""

    def atom(self) -> Node:
        """Read the smallest thing that has a value."""
        raise NotImplementedError

    def argument(self) -> Node:
        """Read what a LaTeX command, `^` or `_` takes: a group, or one sign."""
        raise NotImplementedError

    def group(self) -> Node:
        """Read `{…}` that holds something together."""
        raise NotImplementedError

    def function(self, name: str, token: Token) -> Node:
        """Read a function with its power, its base and its argument: `sin^2 x`, `log_2 8`, `ln|x|`, `sin 2x`."""
        if name == "cos" and self.token.kind == "word" and self.token.text == "ec" and self.latex:
            self.take()
            name = "cosec"
        if name in ROOTS:
            return self.root(Token("command", name, token.at))
        power: Node | None = None
        base: Node | None = None
        while self.is_sign("^", "_"):
            if self.take().text == "^":
                power = self._function_power()
            else:
                base = self.argument()
        if power == Neg(Number("1")) and name in INVERSE:
            name, power = INVERSE[name], None
        arguments = self._function_arguments(name)
        if name == "cis":
            turned = Mul((Constant("i"), Call("sin", arguments)))
            return Add((Call("cos", arguments), turned), at=token.at)
        if name == "log" and base is not None:
            arguments = (*arguments, base)
        call = Call(
            "log" if name == "log10" else name,
            arguments if name != "log10" else (*arguments, Number("10")),
            at=token.at,
        )
        return Pow(call, power, at=token.at) if power is not None else call

    def _function_power(self) -> Node:
        if self.took("-"):
            return Neg(self.argument())
        return self.bracketed() if self.is_sign("(") else self.argument()

    def _function_arguments(self, name: str) -> tuple[Node, ...]:
        if self.token.kind == "end":
            raise Unreadable(self.token.at, "argument_missing", {"name": name})
        if self.is_sign("(", "[") or (self.is_sign("{") and self.latex):
            inside = self.bracketed() if not self.is_sign("{") else self.group()
            items = getattr(inside, "items", None)
            return tuple(items) if items else (inside,)
        self.deeper()
        if self.took("-"):
            argument: Node = Neg(self._run_of_factors())
        else:
            argument = self._run_of_factors()
        self.depth -= 1
        return (argument,)

    def _run_of_factors(self) -> Node:
        """The argument without brackets: factors that touch, up to a sign or function; with π its fraction too."""
        if self.is_function():
            return self.power()
        factors = [self.power()]
        while self.begins_factor() and not self.is_function():
            if (self.token.spaced and not all(_is_numeric(one) for one in factors)) or self.is_sign("|", "("):
                break
            factors.append(self.power())
        node = factors[0] if len(factors) == 1 else Mul(tuple(factors), at=factors[0].at)
        has_pi = any(isinstance(one, Constant) and one.name == "pi" for one in walk(node))
        if has_pi and self.is_sign("/") and self.peek().kind == "number":
            self.take()
            node = Div(node, Number(self.token.text, at=self.take().at), at=node.at)
        return node

    def begins_factor(self) -> bool:
        """Return whether what comes next can be multiplied without a sign."""
        raise NotImplementedError

    def root(self, token: Token) -> Node:
        index: Node | None = Number(ROOTS[token.text] or "2") if ROOTS[token.text] else None
        if self.latex and self.is_sign("["):
            opened = self.take()
            index = None if self.is_sign("]") else self.sum()
            self.close("]", opened)
        if self.is_sign("{"):
            return Root(self.group(), index, at=token.at)
        if self.latex and self.token.kind == "number":
            return Root(self.argument(), index, at=token.at)
        if self.is_sign("("):
            return Root(self.bracketed(), index, at=token.at)
        base = self.atom()
        if self.is_sign("^"):
            base = self.raised(base)
        return Root(base, index, at=token.at)

    def raised(self, base: Node) -> Node:
        """Return `base` raised to the exponent that follows; `base` itself where none does."""
        raise NotImplementedError

    def choice_with_raised(self) -> Node:
        """Read `^nC_r` or `_nC_r`, with the number in front."""
        raised = self.take()
        top = self.argument()
        if isinstance(top, Call) and top.name in CHOICES.values():
            return top
        if self.token.kind not in ("word", "upright") or (
            self.piece() not in CHOICES and self.token.text not in CHOICES
        ):
            raise Unreadable(raised.at, "value_expected", {"found": "^"})
        name = self.take_piece().text if self.token.kind == "word" else self.take().text
        if self.took("_"):
            return Call(CHOICES[name], (top, self.argument()), at=raised.at)
        return Call(CHOICES[name], (top, self.atom()), at=raised.at)

    def choice_in_letters(self, token: Token) -> Node | None:
        """Read `nCr`, `nC2`, `nC_r` or `C(5, 2)`; None where it is none of them."""
        word = token.text
        if token.kind != "word" or word in self.notation.names:
            return None
        if len(word) == 3 and word[1] in CHOICES and (word[0] + word[2]).islower() and word[0] != word[2]:
            self.take()
            return Call(CHOICES[word[1]], (Symbol(word[0], at=token.at), Symbol(word[2], at=token.at + 2)), at=token.at)
        after = self.peek()
        is_open = not after.spaced and (after.kind == "number" or after.text == "_")
        if len(word) == 2 and word[1] in CHOICES and word[0].islower() and is_open:
            self.take()
            self.took("_")
            return Call(CHOICES[word[1]], (Symbol(word[0], at=token.at), self.argument()), at=token.at)
        if word in CHOICES and after.text == "(" and not after.spaced and self.commas_inside(self.index + 2) == 1:
            start = self.index
            self.take()
            pair = self.bracketed()
            if isinstance(pair, Tuple):
                return Call(CHOICES[word], pair.items, at=token.at)
            self.index = start
        return None


def _is_numeric(node: Node) -> bool:
    return not any(isinstance(one, Symbol) for one in walk(node))
