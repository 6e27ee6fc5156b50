"""What docstrings say.

Takes the descriptions in the documents; gives docstrings of functions, outputs and modules.
"""

from __future__ import annotations

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


def module_docstring(document: BoundDocument) -> Docstring:
    """The document's title and what it says of itself."""
    title = sentence(document.title)
    if document.summary and _flat(document.summary) != _flat(document.title):
        return Docstring(title, tuple(paragraphs(document.summary) + paragraphs(document.description)))
    return Docstring(title, tuple(paragraphs(document.description)))


def function_docstring(
    workflow: BoundWorkflow, arguments: tuple[tuple[str, str], ...], returns: str, used: frozenset[str]
) -> Docstring:
    """The summary (else the first paragraph of the description), the rest, and what goes in and out. `used` are the names in the body."""
    text = paragraphs(workflow.description)
    first = workflow.summary or (text[0] if text else f"Run workflow `{workflow.key.workflow_id}`.")
    rest = [paragraph for paragraph in text if _flat(paragraph) != _flat(first)]
    sections: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    if arguments:
        sections.append(("Args", arguments))
    sections.append(("Returns", (("", returns),)))
    errors = tuple((error, text) for error, causes, text in _ERRORS if used & causes)
    if errors:
        sections.append(("Raises", errors))
    return Docstring(sentence(first), tuple(rest), tuple(sections))


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a description, which empty lines set apart."""
    if not text:
        return []
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [" ".join(lines) for lines in found if lines]


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark."""
    flat = _flat(text)
    return flat if not flat or flat[-1] in ".!?:)" else f"{flat}."


def _flat(text: str) -> str:
    return " ".join(text.split())
