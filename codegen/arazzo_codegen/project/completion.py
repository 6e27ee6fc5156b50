"""Completion scripts for shells, made from the options that there are.

Takes the name of a shell, gives the script to source.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from shlex import quote

from .arguments import make_parser

_BASH = """\
_arazzo_codegen() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    case $before in
{choices}
    esac
    case $word in
        -*) COMPREPLY=($(compgen -W {options} -- "$word")) ;;
        *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}}
complete -o filenames -F _arazzo_codegen arazzo-codegen
"""
_BASH_CHOICE = '        {name}) COMPREPLY=($(compgen -W {choices} -- "$word")); return ;;'


def completion(shell: str) -> str:
    """The completion script of a shell."""
    _, options = make_parser()
    if shell == "fish":
        return "".join(_fish(option) for option in options)
    bash = _bash(options)
    return bash if shell == "bash" else f"autoload -U +X bashcompinit && bashcompinit\n{bash}"


def _bash(options: Sequence[argparse.Action]) -> str:
    names = [name for option in options for name in option.option_strings]
    choices = [
        _BASH_CHOICE.format(name=name, choices=quote(" ".join(option.choices)))
        for option in options
        if option.choices
        for name in option.option_strings
    ]
    return _BASH.format(choices="\n".join(choices), options=quote(" ".join(names)))


def _fish(option: argparse.Action) -> str:
    long, *more = (name.removeprefix("--") for name in option.option_strings if name.startswith("--"))
    short = [f"-s {name[1:]}" for name in option.option_strings if not name.startswith("--")]
    takes = [f"-x -a {quote(' '.join(option.choices))}"] if option.choices else ["-r"] if option.metavar else []
    about = f"-d {quote(option.help or '')}"
    lines = [" ".join(("complete -c arazzo-codegen", *short, f"-l {name}", *takes, about)) for name in (long, *more)]
    return "\n".join(lines) + "\n"
