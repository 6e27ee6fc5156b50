"""The templates as Python functions: `emit/templates.py` is made from the code.

Takes the templates; gives a module with a function for each, which yields what the template prints. Importing Jinja and compiling two templates would
be a fifth of what a small document takes. Templates only spell (a test holds that), so that few kinds of nodes have to be known here; another kind raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from ..emit.literal import literal
from ..emit.render import jinja, template_digest, template_text

VIEWS = {"definition": "BlockView", "module": "ModuleView"}
"""What the templates are handed, by their names."""

_HEADER = '''\
"""The templates as Python functions, which are called in place of Jinja while the templates are those that the functions were made from.

Made from `templates/` by `python -m arazzo_codegen.project.template_functions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from .literal import checked
from .views import {views}

MADE_FROM = {{
{digests}}}
'''


def template_functions() -> str:
    """The text of `emit/templates.py`."""
    digests = "".join(f'    "{name}": "{template_digest(name)}",\n' for name in VIEWS)
    functions = "".join(_function(name, jinja().parse(template_text(name))) for name in VIEWS)
    return _HEADER.format(views=", ".join(VIEWS.values()), digests=digests) + functions


def _function(name: str, template: nodes.Template) -> str:
    head = f"\n\ndef {name}({name}: {VIEWS[name]}) -> Iterator[str]:\n"
    summary = f'    """What the template `{name}.py.jinja` prints."""\n'
    return head + summary + "".join(f"    {line}\n" for line in _block(template.body))


def _block(body: Iterable[nodes.Node]) -> Iterator[str]:
    for node in body:
        match node:
            case nodes.Output():
                yield from (f"yield {_printed(part)}" for part in node.nodes)
            case nodes.For(else_=[], test=None, recursive=False):
                yield from _loop(node)
            case nodes.If(elif_=[], else_=[]):
                yield f"if {_value(node.test)}:"
                yield from (f"    {line}" for line in _block(node.body))
            case _:
                raise TypeError(f"a template holds {type(node).__name__}")


def _loop(node: nodes.For) -> Iterator[str]:
    """A loop; `loop.last` is a variable where it is looked at."""
    body = list(_block(node.body))
    items = _value(node.iter)
    if any("loop_last" in line for line in body):
        yield f"for number, {_value(node.target)} in enumerate({items}, 1):"
        yield f"    loop_last = number == len({items})"
    else:
        yield f"for {_value(node.target)} in {items}:"
    yield from (f"    {line}" for line in body)


def _printed(part: nodes.Expr) -> str:
    return literal(part.data) if isinstance(part, nodes.TemplateData) else f"checked({_value(part)})"


def _value(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr(node=nodes.Name(name="loop"), attr="last"):
            return "loop_last"
        case nodes.Getattr():
            return f"{_value(node.node)}.{node.attr}"
        case nodes.Not():
            return f"not {_value(node.node)}"
        case _:
            raise TypeError(f"a template holds {type(node).__name__}")


if __name__ == "__main__":
    print(template_functions(), end="")
