"""What names of documents are in Python, before anything is made of names that are alike.

Takes the names that documents use; gives identifiers: ASCII, no keyword, no name that emitted code means something else by.
Neither stage nor data: `check` tells which names are alike, `plan` gives each its own.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"(?:IPv|OAuth)[0-9]*|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+")
"""Digits stay with the letters before them: `s3`, `http2`. Two names are one word although their capitals say otherwise."""
_BUILTINS = frozenset("bool bytes dict float int isinstance list object str tuple".split())
_SOFT_KEYWORDS = frozenset(("_", "case", "match"))
_RUNTIME = frozenset(
    "InputError StepFailed UnexpectedResponse WorkflowError StepBudget step pause call expect succeeded at at_or_unset has equal less less_equal greater "
    "greater_equal text xml_text form_text length truth matches search typed typed_or_null untyped shaped shaped_or_null one_of conform required_header optional_header parsed_header given present Unset UNSET Failure Query Pointer XPath check Text Number "
    "OneOf Items Fields Null Either".split()
)
_MODULES = frozenset(
    "annotations re json asyncio httpx httpx2 Mapping Sequence Literal Never NotRequired TypeAlias TypedDict TYPE_CHECKING Required Any File IO".split()
)
_OWN = frozenset("self cls budget outputs max_steps failure position".split())
RESERVED = _BUILTINS | _RUNTIME | _MODULES | _OWN
"""Names that emitted code uses itself."""


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, in lower case: `contactFlowId` and `contact-flow-id` have three. Letters beyond ASCII lose their marks."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = tuple(word.lower() for word in _WORD.findall(folded))
    return found or tuple(f"u{ord(char):x}" for char in text if not char.isspace())


def snake(text: str) -> str:
    """`contactFlowId` as `contact_flow_id`."""
    return safe("_".join(words(text)))


def camel(text: str) -> str:
    """`contact-flow-id` as `ContactFlowId`. The capitals of a name that is one already are kept."""
    if text.isascii() and text.isalnum() and text[0].isupper():
        return safe(text)
    return safe("".join(word[0].upper() + word[1:] for word in words(text)))


def constant(text: str) -> str:
    """`contact-flow-id` as `CONTACT_FLOW_ID`."""
    return safe("_".join(words(text)).upper())


def safe(name: str) -> str:
    """The name, made an identifier that is neither a keyword nor a name of emitted code's own (PEP 8: a trailing underscore)."""
    if not name or name[0].isdigit():
        name = f"_{name}" if name else "_"
    if keyword.iskeyword(name) or name in _SOFT_KEYWORDS or name in RESERVED:
        return f"{name}_"
    return name


_TRAILING_KIND = re.compile(r"(?<=.)[-_ ]?(api|openapi|spec|description|source)$", re.IGNORECASE)


def client(source: str) -> str:
    """What the client of a source is called: the source's name without a last `Api` and the like, which a client is anyhow."""
    return snake(_TRAILING_KIND.sub("", source) or source)
