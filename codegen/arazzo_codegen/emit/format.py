"""The gates that emitted text passes: it parses, it compiles, and it is laid out as Black would.

Takes the text of a module; gives it back, formatted by Black where the layout engine could not vouch for it.
"""

from __future__ import annotations


def gate(text: str, path: str, vouched: bool) -> str:
    """The text of module `path`, checked."""
    formatted = text if vouched else black(text)
    compile(formatted, path, "exec", dont_inherit=True)
    return formatted


def black(text: str) -> str:
    """What Black makes of the text."""
    # Importing Black costs more than compiling a small document, and most output does not need it.
    from black import format_str
    from black.mode import Mode, TargetVersion

    return format_str(text, mode=Mode(target_versions={TargetVersion.PY311}))
