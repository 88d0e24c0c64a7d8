"""The notation of derived rows: spreads, ratios and baskets of indices, read into steps for a stack.

    Lithium Hydroxide - Lithium Carbonate
    NCM High-Nickel / LFP
    0.6 * Nickel + 0.2 * Cobalt + 0.2 * "Lithium Hydroxide"

Where a name may stand, the longest known label that stands there is meant, whatever its case; quotes set a name apart.
Numbers, + - * / and parentheses are all there is besides. Nothing is evaluated as code, and nothing recurses.
"""

import re
from collections.abc import Iterable
from math import isfinite
from typing import Literal, NoReturn

import msgspec

from tickertui.errors import UsageError, bounded
from tickertui.formats import sanitize

LENGTH_LIMIT = 1_000
"""The longest formula, in characters."""

DEPTH_LIMIT = 30
"""The most parentheses and signs that may be open at once."""

LEGS_LIMIT = 50
"""The most names in a formula."""

Operator = Literal["+", "-", "*", "/", "negate"]

_WRITTEN: dict[str, Operator] = {
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "/",
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "÷": "/",
}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "negate": 3}
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’"}
_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_UNKNOWN = re.compile(r"[^+*/()×÷\"“”]+?(?=\s+[-−–·]\s|\s*[-−–]\s*[\d(]|\s*(?:[+*/()×÷\"“”]|\Z))")


class FormulaError(UsageError):
    """A formula cannot be read; the sentence says what is wrong with it and where, or what is missing."""


class Step(msgspec.Struct, frozen=True):
    """One step: puts a number or an index's level on the stack, or works on what is there."""

    kind: Literal["number", "leg", "operator"]
    number: float = 0.0
    leg: int = 0
    """Which of the formula's legs."""
    operator: Operator = "+"


class Formula(msgspec.Struct, frozen=True):
    """A formula that has been read."""

    text: str
    legs: tuple[str, ...]
    """The labels that it names, each once, in their order."""
    steps: tuple[Step, ...]

    def value(self, levels: Iterable[float]) -> float | None:
        """What it comes to with a level for each leg; None where that is no number, as after a division by zero."""
        known = tuple(levels)
        stack: list[float] = []
        for step in self.steps:
            if step.kind == "number":
                stack.append(step.number)
            elif step.kind == "leg":
                stack.append(known[step.leg])
            elif step.operator == "negate":
                stack[-1] = -stack[-1]
            else:
                right = stack.pop()
                if step.operator == "/" and right == 0:
                    return None
                stack[-1] = _worked(step.operator, stack[-1], right)
        return stack[0] if isfinite(stack[0]) else None


def _worked(operator: Operator, left: float, right: float) -> float:
    """Two numbers worked into one; floats overflow to infinity here, they do not raise."""
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    return left * right if operator == "*" else left / right


class Names:
    """Labels prepared for looking up in formulas."""

    def __init__(self, labels: Iterable[str]) -> None:
        """Prepare the labels; of two that read alike the first counts."""
        self._by_name: dict[str, str] = {}
        self._by_start: dict[str, list[str]] = {}
        for label in labels:
            self.add(label)

    def add(self, label: str) -> None:
        """Know one more label."""
        name = _plain(label)
        if not name or name in self._by_name:
            return
        self._by_name[name] = label
        start = _WORD.match(name)
        self._by_start.setdefault(start[0] if start else name[0], []).append(name)

    def exact(self, text: str) -> str | None:
        """The label that reads like the text; None for none."""
        return self._by_name.get(_plain(text))

    def longest(self, text: str, at: int) -> tuple[str, int] | None:
        """The longest label that stands in a plain text at a place, with where it ends; no label ends inside a word."""
        start = _WORD.match(text, at)
        found = ""
        for name in self._by_start.get(start[0] if start else text[at], ()):
            end = at + len(name)
            if len(name) > len(found) and text.startswith(name, at) and not _is_inside_word(text, end):
                found = name
        if not found or _NUMBER.fullmatch(found):
            return None
        return self._by_name[found], at + len(found)

    def nearest(self, text: str) -> str:
        """The label that is most like the text; empty where none is."""
        from difflib import get_close_matches

        near = get_close_matches(_plain(text)[:100], list(self._by_name)[:5_000], n=1, cutoff=0.6)
        return self._by_name[near[0]] if near else ""


def _plain(text: str) -> str:
    """A name as names are compared: without case, with single spaces."""
    return _SPACE.sub(" ", text.strip()).casefold()


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a place in a text has a letter or digit on either side."""
    return 0 < at < len(text) and (text[at].isalnum() or text[at] == "_") and (text[at - 1].isalnum())


def parse(text: str, labels: Iterable[str] | Names) -> Formula:
    """Read a formula that names some of the labels; raises FormulaError with a sentence on what is wrong or missing."""
    if len(text) > LENGTH_LIMIT:
        raise FormulaError(f"The formula is longer than {LENGTH_LIMIT:,} characters.")
    return _Reading(sanitize.line(text), labels if isinstance(labels, Names) else Names(labels)).formula()


class _Reading:
    """A formula while it is read: operators wait until what binds more strongly is done."""

    def __init__(self, text: str, names: Names) -> None:
        """Begin at the start of the text."""
        self._written = text.strip()
        self._text = _plain(text)
        self._names = names
        self._at = 0
        self._legs: dict[str, int] = {}
        self._steps: list[Step] = []
        self._waiting: list[Operator | Literal["("]] = []

    def formula(self) -> Formula:
        """Read it all."""
        if not self._text:
            raise FormulaError("The formula is empty.")
        while True:
            self._operand()
            while self._next() == ")":
                self._close()
            character = self._next()
            if not character:
                break
            if character not in _WRITTEN:
                self._no_operator()
            self._at += 1
            self._wait(_WRITTEN[character])
        self._release(0)
        if self._waiting:
            raise FormulaError("A parenthesis is not closed.")
        if not self._legs:
            raise FormulaError("The formula names no index.")
        return Formula(self._written, tuple(self._legs), tuple(self._steps))

    def _next(self) -> str:
        """The next character that is no space; empty at the end."""
        if self._text.startswith(" ", self._at):
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _operand(self) -> None:
        """Read a number or a name, with the signs and open parentheses before it."""
        while True:
            character = self._next()
            found = self._names.longest(self._text, self._at) if character else None
            if found is not None:
                label, self._at = found
                self._leg(label)
                return
            if character == "(":
                self._open("(")
            elif character and character in "-−–":
                self._open("negate")
            elif character == "+":
                self._at += 1
            else:
                break
        if character in _QUOTES and character:
            self._quoted(_QUOTES[character])
            return
        number = _NUMBER.match(self._text, self._at)
        if number is None:
            self._no_operand()
        self._number(number)

    def _number(self, number: "re.Match[str]") -> None:
        """Take a number."""
        end = number.end()
        if self._text[end : end + 1] == "," and self._text[end + 1 : end + 2].isdigit():
            raise FormulaError(f"Numbers are written with a point: {bounded(number[0], 20)}, is not understood.")
        if _is_inside_word(self._text, end):
            self._no_operand()
        value = float(number[0])
        if not isfinite(value):
            raise FormulaError(f"The number {bounded(number[0], 20)} is too large.")
        self._at = end
        self._steps.append(Step("number", number=value))

    def _quoted(self, closing: str) -> None:
        """Take a name in quotes."""
        end = self._text.find(closing, self._at + 1)
        if end < 0:
            raise FormulaError("A quotation mark is not closed.")
        name = self._text[self._at + 1 : end]
        label = self._names.exact(name)
        if label is None:
            self._unknown(name)
        self._at = end + 1
        self._leg(label)

    def _leg(self, label: str) -> None:
        """Take an index."""
        number = self._legs.setdefault(label, len(self._legs))
        if number >= LEGS_LIMIT:
            raise FormulaError(f"The formula names more than {LEGS_LIMIT} indices.")
        self._steps.append(Step("leg", leg=number))

    def _open(self, what: Literal["(", "negate"]) -> None:
        """Let a parenthesis or a sign wait for what follows."""
        self._at += 1
        self._waiting.append(what)
        if len(self._waiting) > DEPTH_LIMIT:
            raise FormulaError(f"More than {DEPTH_LIMIT} parentheses and signs are open at once.")

    def _close(self) -> None:
        """Close a parenthesis."""
        self._release(0)
        if not self._waiting:
            raise FormulaError("A parenthesis is closed that was not opened.")
        self._at += 1
        self._waiting.pop()

    def _wait(self, operator: Operator) -> None:
        """Let an operator wait for its right side; what binds as strongly to the left is done first."""
        self._release(_STRENGTH[operator])
        self._waiting.append(operator)

    def _release(self, strength: int) -> None:
        """Do the waiting operators that bind at least so strongly, up to an open parenthesis."""
        while self._waiting and self._waiting[-1] != "(":
            operator = self._waiting[-1]
            if _STRENGTH[operator] < strength:
                return
            self._waiting.pop()
            self._steps.append(Step("operator", operator=operator))

    def _no_operator(self) -> NoReturn:
        """Say what stands where +, -, * or / should: mostly the rest of a name that is not known."""
        before = self._text[: self._at].rstrip()
        if self._steps and self._steps[-1].kind == "leg" and (self._text[self._at].isalnum()):
            label = list(self._legs)[self._steps[-1].leg]
            if before.endswith(_plain(label)):
                self._no_name(before[len(before) - len(_plain(label)) :] + self._text[len(before) :])
        rest = bounded(self._text[self._at :], 40)
        raise FormulaError(f"One of + - * / is missing before “{rest}”.")

    def _no_operand(self) -> NoReturn:
        """Say what stands where a name or a number should."""
        rest = self._text[self._at :]
        if not rest:
            raise FormulaError("The formula ends where a name or a number should follow.")
        if rest[0] in _WRITTEN or rest[0] == ")":
            raise FormulaError(f"A name or a number is missing before “{bounded(rest, 40)}”.")
        self._no_name(rest)

    def _no_name(self, text: str) -> NoReturn:
        """Say that what a text begins with, up to the next operator, is no index."""
        found = _UNKNOWN.match(text)
        self._unknown(found[0] if found else text)

    def _unknown(self, name: str) -> NoReturn:
        """Say that there is no such index, and which one is nearest."""
        name = _plain(name)
        place = _plain(self._written).find(name)
        written = _SPACE.sub(" ", self._written)
        name = written[place : place + len(name)] if place >= 0 and len(written) == len(self._text) else name
        near = self._names.nearest(name)
        meant = f" Did you mean {bounded(near, 100)}?" if near else ""
        raise FormulaError(f"There is no index “{bounded(name, 100)}”.{meant}")
