"""The grammar of calculation formulas: text in, tree out. Square brackets and `if(...)` are refused (observed)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Union

from cvpctl.emulator.errors import Refusal, invalid

LONGEST = 10_000
DEEPEST = 60

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"""|(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|!=|==|[-+*/()<>=,!]))"""
)
_WORDS = frozenset({"if", "then", "elseif", "else", "endif", "and", "or", "not", "equals", "true", "false"})
_COMPARISONS = {"=": "equals", "==": "equals", "equals": "equals", "!=": "!=", **{s: s for s in ("<", ">", "<=", ">=")}}


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, without quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A property."""

    text: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of arguments."""

    function: str
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Prefix:
    """`not x` or `-x`."""

    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Choice:
    """if … then … elseif … else."""

    branches: "tuple[tuple[Node, Node], ...]"
    otherwise: "Node | None"


Node = Union[Number, Text, Name, Apply, Prefix, Binary, Choice]  # noqa: UP007 - the members above name it as text


def parse(formula: str, properties: frozenset[str]) -> Node:
    if len(formula) > LONGEST:
        raise _broken(f"longer than {LONGEST} characters")
    reader = _Reader(_tokens(formula), properties)
    node = reader.either()
    if reader.ahead:
        raise _broken(f"unexpected '{reader.ahead}'")
    return node


def _broken(reason: str) -> Refusal:
    return invalid(f"Invalid calculation formula: {reason}")  # the status is observed, the wording assumed


def _tokens(formula: str) -> list[tuple[str, str]]:
    tokens, at, text = [], 0, formula.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise _broken(f"unexpected '{text[at:].lstrip()[:1]}'")
        kind, word = found.lastgroup, found[found.lastgroup]
        if kind == "name" and word.lower() in _WORDS:
            kind, word = "word", word.lower()
        tokens.append((kind, word))
        at = found.end()
    return tokens


class _Reader:
    """Recursive descent, one method per strength of binding, loosest first."""

    def __init__(self, tokens: list[tuple[str, str]], properties: frozenset[str]) -> None:
        self._tokens = tokens
        self._properties = properties
        self._at = 0
        self._depth = 0

    @property
    def ahead(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    @property
    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "end"

    def either(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _broken("nested too deeply")
        node = self._choice() if self._takes("if") else self._chain(self._both, {"or": "or"})
        self._depth -= 1
        return node

    def _both(self) -> Node:
        return self._chain(self._negation, {"and": "and"})

    def _negation(self) -> Node:
        count = 0
        while self._takes("not") or self._takes("!"):
            count += 1
        node = self._chain(self._sum, _COMPARISONS)
        return Prefix("not", node) if count % 2 else node

    def _sum(self) -> Node:
        return self._chain(self._product, {"+": "+", "-": "-"})

    def _product(self) -> Node:
        node = self._signed()
        while True:
            if self._is("*") or self._is("/"):
                node = Binary(self._next(), node, self._signed())
            elif self._kind in {"number", "name"} or self._is("("):
                node = Binary("*", node, self._signed())  # 2 amount, (a)(b)
            else:
                return node

    def _signed(self) -> Node:
        count = 0
        while self._takes("-"):
            count += 1
        node = self._single()
        return Prefix("-", node) if count % 2 else node

    def _single(self) -> Node:
        kind = self._kind
        if kind == "number":
            return Number(self._next())
        if kind == "text":
            return Text(re.sub(r"\\(.)", r"\1", self._next()[1:-1], flags=re.DOTALL))
        if kind == "name" or self.ahead in {"true", "false"}:
            return self._named()
        if self._takes("("):
            node = self.either()
            self._expect(")")
            return node
        raise _broken(f"unexpected '{self.ahead}'" if self.ahead else "unexpected end")

    def _named(self) -> Node:
        bare = self._kind == "word"
        name = self._next()
        if bare:
            return Number(name)  # true and false stand for themselves
        if name in self._properties or not self._is("("):
            return Name(name)
        self._expect("(")
        arguments: list[Node] = []
        while not self._is(")"):
            arguments.append(self.either())
            if not self._takes(","):
                break
        self._expect(")")
        return Apply(name.lower(), tuple(arguments))

    def _choice(self) -> Node:
        branches = []
        while True:
            test = self.either()
            self._expect("then")
            branches.append((test, self.either()))
            if not self._takes("elseif"):
                break
        otherwise = self.either() if self._takes("else") else None
        self._takes("endif")
        return Choice(tuple(branches), otherwise)

    def _chain(self, tighter: Callable[[], Node], operators: dict[str, str]) -> Node:
        node = tighter()
        while self._kind in {"sign", "word"} and self.ahead in operators:
            node = Binary(operators[self._next()], node, tighter())
        return node

    def _is(self, word: str) -> bool:
        return self._kind in {"sign", "word"} and self.ahead == word

    def _takes(self, word: str) -> bool:
        if self._is(word):
            self._at += 1
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._takes(word):
            raise _broken(f"expected '{word}'")

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]
