"""The names of school maths in text, in Unicode and in LaTeX, and what each is called here. Data only."""

# name as typed -> name in the tree. The longest name that fits is taken: "cosec" before "cos".
FUNCTIONS: dict[str, str] = {
    **{name: name for name in ("sin", "cos", "tan", "cot", "sec", "cosec", "sinh", "cosh", "tanh", "ln", "log", "exp")},
    **{"csc": "cosec", "ctg": "cot", "tg": "tan", "lg": "log10", "sech": "sech", "coth": "coth", "cosech": "cosech"},
    "cis": "cis",
    **{"csch": "cosech", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "arsinh": "asinh"},
    **{f"{arc}{name}": f"a{name}" for arc in ("arc", "arc ") for name in ("sin", "cos", "tan", "cot", "sec", "cosec")},
    **{"arccsc": "acosec", "sgn": "sgn", "signum": "sgn", "abs": "abs", "mod": "abs", "sqrt": "sqrt", "cbrt": "cbrt"},
    **{"det": "det", "adj": "adj", "max": "max", "min": "min", "floor": "floor", "ceil": "ceil", "gcd": "gcd"},
    **{"hcf": "gcd", "HCF": "gcd", "lcm": "lcm", "LCM": "lcm", "Re": "re", "Im": "im", "arg": "arg", "conj": "conj"},
}
TRIGONOMETRIC = frozenset({"sin", "cos", "tan", "cot", "sec", "cosec"})
# These take sin⁻¹ as the inverse; a power -1 of any other function is its reciprocal.
INVERSE: dict[str, str] = {
    **{name: f"a{name}" for name in TRIGONOMETRIC},
    **{name: f"a{name}" for name in ("sinh", "cosh", "tanh")},
}
LATEX_FUNCTION: dict[str, str] = {
    **{name: rf"\{name}" for name in ("sin", "cos", "tan", "cot", "sec", "sinh", "cosh", "tanh", "ln", "log", "exp")},
    **{"cosec": r"\operatorname{cosec}", "log10": r"\log_{10}", "det": r"\det", "max": r"\max", "min": r"\min"},
    **{"gcd": r"\gcd", "sgn": r"\operatorname{sgn}", "adj": r"\operatorname{adj}", "lcm": r"\operatorname{lcm}"},
    **{"re": r"\operatorname{Re}", "im": r"\operatorname{Im}", "arg": r"\arg", "conj": r"\operatorname{conj}"},
    **{f"a{name}": rf"\{name}^{{-1}}" for name in ("sin", "cos", "tan", "cot", "sec", "sinh", "cosh", "tanh")},
    **{"acosec": r"\operatorname{cosec}^{-1}", "sech": r"\operatorname{sech}", "cosech": r"\operatorname{cosech}"},
    "coth": r"\coth",
}

GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "rho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Sigma",
    "Upsilon",
    "Phi",
    "Psi",
    "Omega",
]
# Typed in plain letters, these are names only when nothing is joined to them: "xi" is x·i, "nu" is n·u, "eta" e·t·a.
JOINED_GREEK = frozenset(GREEK) - {
    "mu",
    "nu",
    "xi",
    "eta",
    "chi",
    "psi",
    "phi",
    "rho",
    "tau",
    "Xi",
    "Phi",
    "Psi",
    "iota",
}
CONSTANTS: dict[str, str] = {
    "pi": "pi",
    "infinity": "infinity",
    "infty": "infinity",
    "inf": "infinity",
    "oo": "infinity",
}
JOINED_CONSTANTS = frozenset({"pi", "infinity", "infty"})
# Whole words that name a quantity, as a letter does.
LABELS = frozenset(
    {"mean", "median", "mode", "area", "volume", "perimeter", "speed", "distance", "time", "radius", "height", "length"}
    | {
        "breadth",
        "width",
        "probability",
        "profit",
        "loss",
        "cost",
        "range",
        "variance",
        "slope",
        "sum",
        "angle",
        "rate",
    }
)
NAMED_SETS = frozenset("NWZQRC")

UNICODE_LETTERS: dict[str, tuple[str, str]] = {
    **{
        letter: ("symbol", name)
        for letter, name in zip(
            "αβγδεζηθικλμνξρστυφχψωΓΔΘΛΞΣΥΦΨΩ",
            GREEK,
            strict=True,
        )
    },
    **{"ϵ": ("symbol", "epsilon"), "ϑ": ("symbol", "theta"), "ϕ": ("symbol", "phi"), "ς": ("symbol", "sigma")},
    **{"π": ("constant", "pi"), "∞": ("constant", "infinity"), "ⅈ": ("constant", "i"), "ⅇ": ("constant", "e")},
    **{"î": ("basis", "i"), "ĵ": ("basis", "j"), "ı̂": ("basis", "i"), "ȷ̂": ("basis", "j")},
    **{"ℕ": ("set", "N"), "ℤ": ("set", "Z"), "ℚ": ("set", "Q"), "ℝ": ("set", "R"), "ℂ": ("set", "C"), "∅": ("set", "")},
    **{
        "∠": ("command", "angle"),
        "△": ("command", "triangle"),
        "√": ("command", "sqrt"),
        "∛": ("command", "cbrt"),
        "∜": ("command", "qdrt"),
        "µ": ("symbol", "mu"),
        "∑": ("command", "sum"),
        "∏": ("command", "prod"),
        "∫": ("command", "int"),
    },
    **{"ø": ("set", ""), "Ø": ("set", ""), "ℓ": ("symbol", "ell"), "∆": ("symbol", "Delta"), "Ω": ("symbol", "Omega")},
}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ", "0123456789+-()nix", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢₓᵣ", "0123456789+-nixr", strict=True))
VULGAR_FRACTIONS: dict[str, tuple[str, str]] = {
    **{"½": ("1", "2"), "⅓": ("1", "3"), "⅔": ("2", "3"), "¼": ("1", "4"), "¾": ("3", "4"), "⅕": ("1", "5")},
    **{"⅖": ("2", "5"), "⅗": ("3", "5"), "⅘": ("4", "5"), "⅙": ("1", "6"), "⅚": ("5", "6"), "⅐": ("1", "7")},
    **{"⅛": ("1", "8"), "⅜": ("3", "8"), "⅝": ("5", "8"), "⅞": ("7", "8"), "⅑": ("1", "9"), "⅒": ("1", "10")},
}

# Signs with one meaning each, and the operator that each is in the grammar.
OPERATORS: dict[str, str] = {
    **{sign: sign for sign in "+-*/^_=<>,;:!%|()[]{}'&≠≤≥∈∉⊂⊆≈≡±∓∪∩∧∨°⟨⟩⌊⌋⌈⌉∖"},
    **{
        "−": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‒": "-",
        "﹣": "-",
        "－": "-",
        "＋": "+",
        "＝": "=",
        "×": "×",
        "·": "*",
    },
    **{"⋅": "*", "∙": "*", "•": "*", "∗": "*", "✕": "*", "✖": "*", "⨯": "*", "÷": "/", "∕": "/", "⁄": "/", "／": "/"},
    **{
        "⩽": "≤",
        "⩾": "≥",
        "≦": "≤",
        "≧": "≥",
        "≅": "≈",
        "≃": "≈",
        "∶": ":",
        "，": ",",
        "；": ";",
        "（": "(",
        "）": ")",
    },
    **{"º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "″": '"', "”": '"', "“": '"', '"': '"', "∣": "|"},
    **{"⊆": "⊆", "⟩": "⟩", "〉": "⟩", "〈": "⟨", "⇒": "⇒", "→": "→", "∴": " ", "…": "…", "∀": "∀", "∘": "∘"},
    **{"∥": "∥", "⊥": "⊥", "∼": "∼", "⟂": "⊥"},
    **{"\N{DEVANAGARI DANDA}": " ", "₹": "₹", "$": "$", "€": "€", "£": "£"},
}
PAIRS: dict[str, str] = {
    **{"<=": "≤", "=<": "≤", ">=": "≥", "=>": "⇒", "!=": "≠", "<>": "≠", "+-": "±", "-+": "∓", "**": "^", "==": "="},
    **{"->": "→", "~=": "≈"},
}
# Of the last four nothing is known but that their sides may be exchanged.
RELATIONS = frozenset("=≠<≤>≥∈∉⊂⊆≈≡→∥⊥∼")

# LaTeX commands that are signs, letters or words; those with arguments are the grammar's.
LATEX_SIGNS: dict[str, str] = {
    **{"cdot": "*", "times": "×", "ast": "*", "div": "/", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "leqslant": "≤"},
    **{"ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "in": "∈", "notin": "∉"},
    **{"subset": "⊂", "subseteq": "⊆", "approx": "≈", "simeq": "≈", "equiv": "≡", "cup": "∪", "cap": "∩", "colon": ":"},
    **{"setminus": "∖", "smallsetminus": "∖", "backslash": "∖", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|"},
    **{
        "degree": "°",
        "prime": "'",
        "land": "∧",
        "wedge": "∧",
        "lor": "∨",
        "vee": "∨",
        "lbrace": "\\{",
        "rbrace": "\\}",
    },
    **{"lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊"},
    **{"rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "Rightarrow": "⇒", "implies": "⇒", "to": "→", "rightarrow": "→"},
    **{"ldots": "…", "dots": "…", "cdots": "…", "ratio": ":", "bullet": "*", "differentialD": "d", "iff": "⇔"},
    **{"leqq": "≤", "geqq": "≥", "Longrightarrow": "⇒", "longrightarrow": "→", "Leftrightarrow": "⇔", "cdotp": "*"},
    **{"dotsc": "…", "dotsb": "…", "textdegree": "°", "pounds": "£", "euro": "€", "rupee": "₹", "textrupee": "₹"},
    **{"lVert": "|", "rVert": "|", "Vert": "|", "dollar": "$", "percent": "%", "minus": "-", "plus": "+"},
    **{"parallel": "∥", "perp": "⊥", "sim": "∼", "longmapsto": "→", "mapsto": "→"},
}
LATEX_SPACES = {
    ",", ";", ":", "!", " ", "quad", "qquad", "thinspace", "enspace", "displaystyle", "textstyle",
    "limits", "nolimits", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "middle",
    "therefore", "because", "nobreakspace", "medspace", "thickspace", "negthinspace", "space", "enskip", "hfill",
    "notag", "nonumber", "hline", "scriptstyle", "strut", "mathstrut", "bigm", "biggl", "biggr", "Biggl", "Biggr",
}  # fmt: skip
LATEX_LETTERS: dict[str, tuple[str, str]] = {
    **{name: ("symbol", name) for name in GREEK},
    **{f"var{name}": ("symbol", name) for name in ("epsilon", "theta", "phi", "rho", "sigma", "kappa")},
    **{
        "pi": ("constant", "pi"),
        "infty": ("constant", "infinity"),
        "imaginaryI": ("constant", "i"),
        "ell": ("symbol", "ell"),
    },
    **{"exponentialE": ("constant", "e"), "mathi": ("constant", "i"), "R": ("set", "R"), "N": ("set", "N")},
    **{"Z": ("set", "Z"), "Q": ("set", "Q"), "emptyset": ("set", ""), "varnothing": ("set", ""), "reals": ("set", "R")},
    **{"imath": ("word", "i"), "jmath": ("word", "j"), "Reals": ("set", "R")},
    **{"top": ("word", "T"), "intercal": ("word", "T")},
}

# Answers in words: what each means, and the ways to say it.
_PHRASES: dict[str, str] = {
    "no solution": "no solutions; no real solution; no real solutions; none; no real root; no real roots; no roots; "
    "no root; inconsistent; empty set; the empty set; null set; has no solution; it has no solution; no real zeroes",
    "infinitely many solutions": "infinite solutions; infinitely many; infinite number of solutions; many solutions",
    "all real numbers": "all reals; all real; every real number; any real number; all real values; "
    "set of real numbers; set of all real numbers; the set of all real numbers; for all real numbers",
    "not defined": "undefined; is not defined; indeterminate; is undefined",
    "does not exist": "dne; doesn't exist; limit does not exist; the limit does not exist",
    "not possible": "", "not unique": "", "none of these": "",
    "true": "", "false": "", "yes": "", "no": "",
    "rational": "a rational number; rational number", "irrational": "an irrational number; irrational number",
    "parallel": "parallel lines", "coincident": "coincident lines", "intersecting": "intersecting lines",
    "consistent": "", "dependent": "", "independent": "", "increasing": "", "decreasing": "", "continuous": "",
    "not continuous": "discontinuous", "differentiable": "", "not differentiable": "",
    "one-one": "injective; one to one", "onto": "surjective", "neither": "", "both": "",
    "reflexive": "", "symmetric": "", "transitive": "",
    "right-angled triangle": "right triangle; right angled triangle",
    "equal": "", "collinear": "", "not collinear": "",
    "even": "even function", "odd": "odd function", "prime": "prime number", "composite": "composite number",
}  # fmt: skip
PHRASES: dict[str, str] = {
    typed: name for name, others in _PHRASES.items() for typed in (name, *others.split("; ")) if typed
}
