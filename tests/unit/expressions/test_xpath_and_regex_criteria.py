"""XPath, regular expressions and JSON Pointers in criteria and selectors."""

from __future__ import annotations

import re

import pytest

from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.parse.backtracking import nested_repetition
from arazzo_codegen.parse.ecmascript import to_python
from arazzo_codegen.parse.model import JsonPath, JsonPointer, Regex, XPath
from arazzo_codegen.parse.selector import parse_selector

from tests.unit.expressions.written import codes, criterion, mapping, pointed, query, scalar


def version_of(version: str) -> dict[str, str]:
    return {"type": "xpath", "version": version}


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("/a/b[c = 'd']", 10),
        ("count(//item) > 0", 10),
        ("s:Envelope/s:Body", 10),
        ("for $x in //a return $x", 20),
        ("some $x in //a satisfies $x = 1", 20),
        ("let $x := 1 return $x", 30),
        ("map { 'a': 1 }?a", 31),
    ],
)
def test_each_version_takes_its_own_syntax_and_refuses_what_came_later(text: str, since: int) -> None:
    for version in (10, 20, 30, 31):
        parsed, said = criterion(text, version_of(f"xpath-{version}"), "1.1")
        assert isinstance(parsed, Missing) == (version < since), (version, said)
        assert codes(said) == (["ARZ350"] if version < since else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/r[p > {$inputs.x}]", "/r[p > $v0]"),
        ('/r[@id = "{$inputs.x}"]', "/r[@id = $t0]"),
        ("/r[@id = 'a-{$inputs.x}-{$inputs.y}'][{$inputs.z}]", "/r[@id = concat('a-', $t0, '-', $t1)][$v2]"),
    ],
)
def test_embedded_expressions_become_variables(text: str, expected: str) -> None:
    test = query(text, "xpath", "1.1").test
    assert isinstance(test, XPath)
    assert (test.text, len(test.bound)) == (expected, expected.count("$"))


@pytest.mark.parametrize(
    "text", ["doc('file:///etc/hosts')", "//a[unparsed-text('x')]", "fn:collection()", "environment-variable('HOME')"]
)
def test_what_reads_outside_the_response_is_refused(text: str) -> None:
    assert codes(criterion(text, "xpath")[1]) == ["ARZ932"]


def test_the_name_of_such_a_function_in_text_is_text() -> None:
    assert criterion("/a[. = 'doc(1)']", "xpath")[1] == []


@pytest.mark.parametrize("text", ["//a[", "1 +", "(" * 3000, "$undeclared = 1"])
def test_what_is_no_xpath_is_refused(text: str) -> None:
    assert codes(criterion(text, "xpath", "1.1")[1]) == ["ARZ350"]


def regex(text: str) -> Regex:
    test = query(text, "regex").test
    assert isinstance(test, Regex)
    return test


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^200$", r"^200\Z"),
        (r"a\$[$]", r"a\$[$]"),
        (r"(?<year>\d{4})-\k<year>", r"(?P<year>\d{4})-(?P=year)"),
        (r"(?<=a)b(?<!c)", r"(?<=a)b(?<!c)"),
        ("[^]", r"[\s\S]"),
        ("[]", "(?!)"),
        ("[[a&&b]", r"[\[a\&\&b]"),
        (r"\u{1F600}", r"\U0001f600"),
        (r"\/\-\_\i", r"/\-\_i"),
        ("a{,3}", r"a\{,3}"),
        ("a{2,}", "a{2,}"),
    ],
)
def test_patterns_are_translated(pattern: str, expected: str) -> None:
    assert to_python(pattern, multiline=False) == expected
    re.compile(expected)


def test_the_end_of_a_line_with_the_flag_m() -> None:
    assert to_python("a$", multiline=True) == "a$"


def test_digits_and_words_are_those_of_ascii() -> None:
    assert regex(r"^2\d{2}$").flags == "a"
    assert regex("^ok$").flags == ""


def test_slashes_and_flags_are_read_with_a_warning() -> None:
    parsed, said = criterion("/^ok$/ig", "regex")
    assert not isinstance(parsed, Missing)
    (diagnostic,) = said
    assert (diagnostic.rule.code, diagnostic.help) == ("ARZ356", "write `(?i:^ok$)`")
    assert diagnostic.notes == ("`g` changes nothing here",)
    assert regex("/^ok$/ig").flags == "i"


def test_embedded_expressions_stand_between_parts() -> None:
    parts = regex("^({$inputs.p})$").parts
    assert (parts[0], parts[2]) == ("^(", r")\Z")
    assert codes(criterion("^$inputs.p$", "regex", "1.1")[1]) == ["ARZ309"]


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("(", "ARZ355"),
        ("a**", "ARZ355"),
        ("[z-a]", "ARZ355"),
        (r"\p{L}", "ARZ931"),
        ("(?<=a+)b", "ARZ931"),
        ("a{9999999999999}", "ARZ355"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, code: str) -> None:
    assert codes(criterion(pattern, "regex")[1]) == [code]


@pytest.mark.parametrize("pattern", ["(a+)+", r"(\w+\s?)*$", "(a*)*", "((a+))+", "(.*x?)+", "(a|b+)*", r"(\w+a)+"])
def test_repetition_of_repetition_is_told(pattern: str) -> None:
    assert nested_repetition(pattern) is not None
    assert codes(criterion(pattern, "regex")[1]) == ["ARZ357"]


@pytest.mark.parametrize(
    "pattern", [r"(\.\d+)*", "a+b+", "(ab)+", r"^\d+(,\d+)*$", "(a+){3}", "(a?b)+", r"[a+]+", r"\(a+\)+"]
)
def test_harmless_repetition_is_not(pattern: str) -> None:
    assert nested_repetition(pattern) is None


@pytest.mark.parametrize(
    ("text", "tokens"), [("", ()), ("/a/0/b~1c", ("a", "0", "b/c")), ("#/a", ("a",)), ("/", ("",)), ("/a b", ("a b",))]
)
def test_json_pointers(text: str, tokens: tuple[str, ...]) -> None:
    parsed = parse_selector(scalar(text), None, "jsonpointer", "1.1", Reporter())
    assert isinstance(parsed, JsonPointer)
    assert parsed.tokens == tokens


@pytest.mark.parametrize(
    ("text", "code", "place"), [("a/b", "ARZ344", "a/b"), ("$.a", "ARZ344", "$.a"), ("/a~b", "ARZ303", "~")]
)
def test_what_is_no_json_pointer_is_refused(text: str, code: str, place: str) -> None:
    reporter = Reporter()
    parse_selector(scalar(text), None, "jsonpointer", "1.1", reporter)
    (diagnostic,) = reporter.diagnostics
    assert (diagnostic.rule.code, pointed(text, diagnostic)) == (code, place)


def test_the_type_of_a_selector_beats_the_default() -> None:
    reporter = Reporter()
    assert isinstance(parse_selector(scalar("$.a"), scalar("jsonpath"), "jsonpointer", "1.1", reporter), JsonPath)
    typed = mapping({"type": "xpath", "version": "xpath-20"})
    found = parse_selector(scalar("/a"), typed, "jsonpath", "1.1", reporter)
    assert isinstance(found, XPath)
    assert found.version == "xpath-20"
    assert reporter.diagnostics == []
