"""What docstrings keep of CommonMark."""

from __future__ import annotations

import ast

from arazzo_codegen.emit.format import black
from arazzo_codegen.emit.literal import docstring
from arazzo_codegen.plan.model import Docstring
from hypothesis import given
from hypothesis import strategies as st

TEXT = """\
Opening words
that go on.

# Heading
Below it.
* one
* two, which is so long that it does not fit on a line of the docstring, whatever the indentation may be
  and goes on
    - three

1. first
2. second

| a | b |
|---|---|
| 1 | 2 |

```json
{
    "a": 1

}
```
> said
"""

SHOWN = '''\
    """Opening words that go on.

    # Heading
    Below it.
    * one
    * two, which is so long that it does not fit on a line of the docstring, whatever
      the indentation may be and goes on
        - three

    1. first
    2. second

    | a | b |
    |---|---|
    | 1 | 2 |

    ```json
    {
        "a": 1

    }
    ```
    > said
    """'''


def test_blocks_stay_apart() -> None:
    assert "\n".join(docstring(TEXT, 4)) == SHOWN


def test_blocks_of_an_argument_stay_apart() -> None:
    shown = docstring(Docstring("Do.", (), (("Args", (("kind", "One of\n* cat\n* dog"), ("name", "Any."))),)), 0)
    assert shown[2:] == ("Args:", "    kind: One of", "        * cat", "        * dog", "    name: Any.", '"""')


MARKDOWN = st.lists(
    st.sampled_from(
        (
            "word " * 30,
            "a\tb",
            "  - item",
            "- item " + "x " * 60,
            "1. one",
            "| a |",
            "    code",
            "```",
            "",
            "# h",
            "---",
            "\\",
            '"""',
        )
    ),
    max_size=9,
).map("\n".join)


@given(MARKDOWN, MARKDOWN)
def test_docstrings_of_any_blocks_are_laid_out_as_black_does(first: str, second: str) -> None:
    for content in (first, Docstring(first, (second,)), Docstring("Do.", (), (("Args", (("x", second),)),))):
        text = "def f():\n" + "\n".join(docstring(content, 4)) + "\n    x = 1\n"
        assert black(text) == text
        assert len(ast.parse(text).body) == 1
