"""What docstrings say.

Takes the descriptions in the documents; gives docstrings of functions, outputs and modules.
"""

from __future__ import annotations

import re

from ..bind.model import BoundDocument, BoundWorkflow
from .model import Docstring

_ERRORS = (
    ("InputError", {"InputError", "check", "given"}, "An input is missing, or is not what the workflow allows."),
    ("StepFailed", {"StepFailed"}, "A step did not succeed, and no failure action takes care of it."),
    (
        "UnexpectedResponse",
        {"UnexpectedResponse", "expect", "present", "required_header"},
        "A response lacks what a later step or an output needs.",
    ),
    ("StepLimitExceeded", {"StepBudget"}, "The workflow has sent `max_steps` requests and is not done."),
)
"""Errors, the names in a body by which it may raise them, and when it does."""


_STRUCTURE = re.compile(r"\s*(?:[-*+|#>=]|`{3}|~{3}|\d+[.)]\s)")
"""How a line begins that is no prose in CommonMark."""


def module_docstring(document: BoundDocument) -> Docstring:
    """The document's title and what it says of itself."""
    title = sentence(_flat(document.title))
    if document.summary and _flat(document.summary) != _flat(document.title):
        return Docstring(title, tuple(text for text in (document.summary, document.description) if text))
    return Docstring(title, (document.description,) if document.description else ())


def function_docstring(
    workflow: BoundWorkflow, arguments: tuple[tuple[str, str], ...], returns: str, raised: frozenset[str]
) -> Docstring:
    """The summary (else the first paragraph of the description), the rest, and what goes in and out. `raised` are the errors that it may raise."""
    opening, rest = _opening(workflow.description or "")
    first = _flat(workflow.summary or "") or opening or f"Run workflow `{workflow.key.workflow_id}`."
    if opening and _flat(opening) != _flat(first):
        rest = workflow.description or ""
    sections: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    if arguments:
        sections.append(("Args", arguments))
    sections.append(("Returns", (("", returns),)))
    errors = tuple((error, text) for error, _, text in _ERRORS if error in raised)
    if errors:
        sections.append(("Raises", errors))
    return Docstring(sentence(first), (rest,) if rest else (), tuple(sections))


def raised_by(used: frozenset[str]) -> frozenset[str]:
    """The errors that a body with these names in it may raise."""
    return frozenset(error for error, causes, _ in _ERRORS if used & causes)


def _opening(text: str) -> tuple[str, str]:
    """The first paragraph of a description, and what an empty line sets apart from it. Code may have empty lines: what begins with it is one."""
    text = text.strip()
    if text.startswith(("```", "~~~")):
        return text, ""
    opening, *rest = re.split(r"\n[ \t]*\n", text, maxsplit=1)
    return opening, rest[0] if rest else ""


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark, or with a list, a table, a heading or code."""
    ended = text.strip()
    last = ended.rpartition("\n")[2]
    return ended if not ended or ended[-1] in ".!?:)" or _STRUCTURE.match(last) else f"{ended}."


def _flat(text: str) -> str:
    return " ".join(text.split())
