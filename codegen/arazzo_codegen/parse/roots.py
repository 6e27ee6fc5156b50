"""The grammar of runtime expressions: text to root, pointer and accesses.

Takes a text and where in it an expression begins, gives a `Reading` and where the expression ends. Section "Runtime Expressions"; both 1.0
grammars and the one of 1.1 are understood, and names may hold any character that the place of the expression leaves free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from ..diagnostics.nearest import nearest
from ..diagnostics.rules.expressions import (
    EXPRESSION_SYNTAX,
    INCOMPLETE_EXPRESSION,
    NONSTANDARD_WORD,
    UNKNOWN_EXPRESSION,
)
from .model import (
    ComponentReference,
    InputReference,
    Method,
    OutputReference,
    Part,
    Root,
    SelfUri,
    SourceReference,
    StatusCode,
    StepReference,
    Url,
    WorkflowReference,
)
from .remark import Malformed, Remark

Place: TypeAlias = Literal["whole", "condition", "text"]
"""Where an expression stands: it is the whole text, an operand of a condition, or unbraced amid other text."""

WORDS: Final = (
    "statusCode",
    "method",
    "url",
    "self",
    "request",
    "response",
    "message",
    "inputs",
    "outputs",
    "steps",
    "workflows",
    "sourceDescriptions",
    "components",
)
"""What an expression may begin with, after `$`."""

_SIMPLE: Final[dict[str, Root]] = {
    "statusCode": StatusCode(),
    "method": Method(),
    "url": Url(),
    "self": SelfUri(),
}
_PARTS: Final[dict[str, Literal["header", "query", "path", "cookie", "body", "payload"]]] = {
    "header": "header",
    "query": "query",
    "path": "path",
    "cookie": "cookie",
    "body": "body",
    "payload": "payload",
}
_PART_VARIANTS: Final = {"headers": "header", "queries": "query", "paths": "path", "cookies": "cookie"}
_COMPONENTS: Final = ("parameters", "successActions", "failureActions", "inputs")

_WORD: Final = re.compile(r"\$([A-Za-z]+)")
_NAME: Final[dict[Place, re.Pattern[str]]] = {
    "whole": re.compile(r"(?:(?!\[\d+\])[^#])*"),
    "condition": re.compile(r"[^\s()\[\]<>=!&|'\",+*/%#{}]*"),
    "text": re.compile(r"[\w-]+(?:\.[\w-]+)*"),
}
_MESSAGE_NAME: Final[dict[Place, re.Pattern[str]]] = {
    "whole": re.compile(r"(?s).*"),
    "condition": re.compile(r"(?:(?!&&|\|\||!=|\[\d+\])[^\s()<>={}'\",])*"),
    "text": re.compile(r"[\w-]+(?:\.[\w-]+)*"),
}
# RFC 9110, section 5.6.2.
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


@dataclass(slots=True)
class Reading:
    """An expression as it is read: `at` is the first character not yet consumed."""

    text: str
    at: int
    end: int
    place: Place
    remarks: list[Remark] = field(default_factory=list[Remark])

    def take(self, pattern: re.Pattern[str]) -> str:
        """Consume what `pattern` matches here; empty when it matches nothing."""
        match = pattern.match(self.text, self.at, self.end)
        if match is None:
            return ""
        self.at = match.end()
        return match.group()

    def sees(self, character: str) -> bool:
        """Whether `character` comes next."""
        return self.at < self.end and self.text[self.at] == character

    def dot(self, needed: str, start: int) -> None:
        """Consume the dot in front of `needed`."""
        if not self.sees("."):
            raise self.incomplete(start, needed)
        self.at += 1

    def incomplete(self, start: int, needed: str) -> Malformed:
        """The expression that begins at `start` stops before `needed`."""
        written = self.text[start : max(self.at, start + 1)]
        message = f"`{written}` is not a complete expression"
        return Malformed(Remark(INCOMPLETE_EXPRESSION, message, start, max(self.at, start + 1), f"add {needed}"))

    def read_root(self) -> Root:
        """The root, from `$` on."""
        start = self.at
        match = _WORD.match(self.text, self.at, self.end)
        word = "" if match is None else match.group(1)
        if word not in WORDS:
            raise unknown(self.text, start, start + 1 + len(word), word)
        self.at += 1 + len(word)
        match word:
            case "statusCode" | "method" | "url" | "self":
                return _SIMPLE[word]
            case "request" | "response" | "message":
                return self._part(word, start)
            case "inputs":
                return InputReference(self._name("the name of an input, as in `$inputs.name`", start))
            case "outputs":
                return OutputReference(self._name("the name of an output, as in `$outputs.name`", start))
            case "steps":
                return self._step(start)
            case "workflows":
                return self._workflow(start)
            case "sourceDescriptions":
                return self._source(start)
            case _:
                return self._component(start)

    def _name(self, needed: str, start: int) -> str:
        self.dot(needed, start)
        name = self.take(_NAME[self.place])
        if not name.strip(".") or name.endswith("."):
            raise self.incomplete(start, needed)
        return name

    def _part(self, message: Literal["request", "response", "message"], start: int) -> Part:
        self.dot("what is read of it, as in `.body` or `.header.name`", start)
        begin = self.at
        word = self.take(re.compile(r"\w+"))
        source = _PARTS.get(word)
        if source is None:
            source = self._part_variant(message, word, begin)
        if source in ("body", "payload"):
            return Part(message, source, None)
        needed = f"the name, as in `.{source}.name`"
        self.dot(needed, start)
        begin = self.at
        name = self.take(_TOKEN if source == "header" and self.place == "whole" else _MESSAGE_NAME[self.place])
        if not name:
            raise self.incomplete(start, needed)
        if source == "header" and not _TOKEN.fullmatch(name):
            raise Malformed(Remark(EXPRESSION_SYNTAX, f"`{name}` is not the name of a header", begin, self.at))
        return Part(message, source, name)

    def _part_variant(
        self, message: str, word: str, begin: int
    ) -> Literal["header", "query", "path", "cookie", "body", "payload"]:
        """A word that is not one of the specification's: read it where it is plain, refuse it with a remedy where it is not."""
        variant = _PART_VARIANTS.get(word.lower())
        if variant is not None:
            self.remarks.append(
                Remark(
                    NONSTANDARD_WORD,
                    f"`${message}` has no `{word}`",
                    begin,
                    self.at,
                    f"write `${message}.{variant}`",
                    replacement=variant,
                )
            )
            return _PARTS[variant]
        if word.lower() in ("status", "statuscode", "code"):
            raise Malformed(
                Remark(UNKNOWN_EXPRESSION, f"`${message}` has no `{word}`", begin, self.at, "write `$statusCode`")
            )
        near = nearest(word, _PARTS)
        help = f"change it to `{near}`" if near else "write `header`, `query`, `path`, `body` or `payload`"
        raise Malformed(
            Remark(UNKNOWN_EXPRESSION, f"`${message}` has no `{word}`", begin, max(self.at, begin + 1), help)
        )

    def _step(self, start: int) -> StepReference:
        needed = "the step and its output, as in `$steps.step.outputs.name`"
        self.dot(needed, start)
        begin = self.at
        words = self.take(_NAME[self.place])
        step, found, name = words.partition(".outputs.")
        if found and step and name.strip("."):
            return StepReference(step, "outputs", name)
        step, _, rest = words.partition(".")
        if not step or not rest or rest == "outputs" or rest.endswith("."):
            raise self.incomplete(start, needed)
        return self._step_without_outputs(step, rest, begin + len(step) + 1)

    def _step_without_outputs(self, step: str, rest: str, begin: int) -> StepReference:
        """`$steps.s.x`: the word `outputs` is missing, or another stands in its place."""
        word, _, name = rest.partition(".")
        if name and word.lower() in ("output", "outputs"):
            remark = Remark(NONSTANDARD_WORD, f"a step has no `{word}`", begin, begin + len(word))
            self.remarks.append(remark._replace(help=f"write `$steps.{step}.outputs.{name}`", replacement="outputs"))
            return StepReference(step, word, name)
        if name and word in ("response", "request", "inputs", "parameters"):
            help = f"give the step an output with this value and read `$steps.{step}.outputs.<name>`"
            message = f"`{word}` of a step cannot be read from outside, only its outputs"
            raise Malformed(Remark(UNKNOWN_EXPRESSION, message, begin, begin + len(word), help))
        help = f"write `$steps.{step}.outputs.{rest}`"
        message = f"the word `outputs` is missing in `$steps.{step}.{rest}`"
        remark = Remark(NONSTANDARD_WORD, message, begin, begin + len(rest), help, replacement=f"outputs.{rest}")
        self.remarks.append(remark)
        return StepReference(step, "", rest)

    def _workflow(self, start: int) -> WorkflowReference:
        needed = "the workflow and what is read of it, as in `$workflows.workflow.outputs.name`"
        self.dot(needed, start)
        words = self.take(_NAME[self.place])
        match = re.match(r"(?s)(.+?)\.(inputs|outputs|steps)\.(.*[^.])", words)
        if match is None:
            raise self.incomplete(start, needed)
        return WorkflowReference(match.group(1), match.group(2), match.group(3))

    def _source(self, start: int) -> SourceReference:
        needed = "the source description and what is meant of it, as in `$sourceDescriptions.source.url`"
        self.dot(needed, start)
        words = self.take(_MESSAGE_NAME[self.place])
        source, _, reference = words.partition(".")
        if not source or not reference:
            raise self.incomplete(start, needed)
        return SourceReference(source, reference)

    def _component(self, start: int) -> ComponentReference:
        needed = "the kind and the name, as in `$components.parameters.name`"
        self.dot(needed, start)
        begin = self.at
        words = self.take(_NAME[self.place])
        kind, _, name = words.partition(".")
        if not kind or not name:
            raise self.incomplete(start, needed)
        if kind not in _COMPONENTS:
            near = nearest(kind, _COMPONENTS)
            help = f"change it to `{near}`" if near else "write `parameters`, `successActions` or `failureActions`"
            message = f"`$components` has no `{kind}`"
            raise Malformed(Remark(UNKNOWN_EXPRESSION, message, begin, begin + len(kind), help))
        return ComponentReference(kind, name)


def unknown(text: str, start: int, end: int, word: str) -> Malformed:
    """There is no expression that begins with `$word`."""
    near = nearest(word, WORDS)
    help = f"change it to `${near}`" if near else None
    written = text[start:end] if end > start + 1 else text[start : start + 2]
    message = f"there is no runtime expression `{written}`"
    if text.startswith("$.", start) or text.startswith("$[", start):
        help = "write a runtime expression such as `$response.body#/name`; a JSONPath query needs a criterion of type `jsonpath`"
    return Malformed(Remark(UNKNOWN_EXPRESSION, message, start, max(end, start + 1), help))
