"""Arguments that boto3 does not take because it settles them itself: the signature, the host, what the request line already says.

Takes an operation and an argument; says whether it is left out, and reports it where the author would be surprised.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from ...diagnostics.model import Reporter
from ...diagnostics.rules import aws as rules
from ..model import Argument, AwsOperation, ConstantValue
from .matching import member_named

_SETTLED = ("authorization", "host", "accept", "content-type", "content-length", "user-agent")
_SIGNATURE = ("x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "x-amz-algorithm", "x-amz-credential")
_PRESIGNED = ("x-amz-signature", "x-amz-signedheaders", "x-amz-expires", "x-amz-target")


def is_unsent(operation: AwsOperation, argument: Argument, reporter: Reporter) -> bool:
    """Whether the argument is not for boto3; one that the author wrote to have an effect is reported."""
    if member_named(operation.input, argument.name) is not None:
        return False
    if argument.location == "query" and _is_fixed(operation, argument):
        return True
    if argument.location not in ("header", "query") or argument.name.lower() not in _SETTLED + _SIGNATURE + _PRESIGNED:
        return False
    reporter.report(
        rules.NOT_SENT_TO_AWS,
        f"`{argument.name}` is not passed to AWS operation `{operation.name}`: boto3 settles it",
        argument.span,
        label="has no effect",
        help="remove it",
    )
    return True


def _is_fixed(operation: AwsOperation, argument: Argument) -> bool:
    """Whether AWS's own request line says the same (`GET /{Bucket}?list-type=2`)."""
    fixed = dict(parse_qsl(operation.request_line.partition("?")[2], keep_blank_values=True))
    written = argument.value.value if isinstance(argument.value, ConstantValue) else None
    return argument.name in fixed and str("" if written is None else written) == fixed[argument.name]
