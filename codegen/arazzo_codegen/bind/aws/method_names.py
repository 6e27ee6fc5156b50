"""How boto3 names the method of an operation: `StartOutboundVoiceContact` → `start_outbound_voice_contact`.

Takes an operation's name; gives the method's. The rules are botocore's (`botocore.xform_name`), whose table of exceptions is said here as the
words that make them.
"""

from __future__ import annotations

import re

_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s$")
"""`GatewayARNs`, `ListWebACLs`: the whole of it is one word."""
_WORD = re.compile(r"(.)([A-Z][a-z]+)")
_LAST_CAPITAL = re.compile(r"([a-z0-9])([A-Z])")

_SINGLE_WORDS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"iSCSI", "Iscsi"),
        (r"HITs(?=For)", "Hits"),
        (r"PartiQL", "Partiql"),
        (r"OAuth2(?=Token(WithIAM)?$)", "Oauth2"),
        (r"WhatsApp", "Whatsapp"),
        (r"OTel", "Otel"),
    )
)
"""Words that botocore reads as one though their capitals say otherwise."""


def method_name(operation: str) -> str:
    """The name of the boto3 client's method for this operation."""
    if "_" in operation:
        return operation
    for pattern, word in _SINGLE_WORDS:
        operation = pattern.sub(word, operation)
    acronym = _PLURAL_ACRONYM.search(operation)
    if acronym is not None:
        operation = f"{operation[: acronym.start()]}_{acronym.group().lower()}"
    words = _WORD.sub(r"\1_\2", operation)
    return _LAST_CAPITAL.sub(r"\1_\2", words).lower()
