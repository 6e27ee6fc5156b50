"""Runtime expressions against the tables of the specification (1.0.1 and 1.1.0, section "Runtime Expressions") and against what people write."""

from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.parse.expression import parse_expression
from arazzo_codegen.parse.model import (
    ComponentReference,
    Index,
    InputReference,
    Method,
    OutputReference,
    Part,
    Property,
    Root,
    SelfUri,
    SourceReference,
    StatusCode,
    StepReference,
    Url,
    WorkflowReference,
)

from tests.unit.expressions.written import codes, good, pointed, scalar

TABLE: tuple[tuple[str, Root, tuple[str, ...] | None], ...] = (
    ("$method", Method(), None),
    ("$url", Url(), None),
    ("$statusCode", StatusCode(), None),
    ("$self", SelfUri(), None),
    ("$request.header.accept", Part("request", "header", "accept"), None),
    ("$request.path.petId", Part("request", "path", "petId"), None),
    ("$request.query.filter[name]", Part("request", "query", "filter[name]"), None),
    ("$request.query.a#b/c d", Part("request", "query", "a#b/c d"), None),
    ("$request.body", Part("request", "body", None), None),
    ("$request.body#/owner/id", Part("request", "body", None), ("owner", "id")),
    ("$response.body#/state", Part("response", "body", None), ("state",)),
    ("$response.body#/pets/0/id", Part("response", "body", None), ("pets", "0", "id")),
    ("$response.body#/a~1b/m~0n", Part("response", "body", None), ("a/b", "m~n")),
    ("$response.body#", Part("response", "body", None), ()),
    ("$response.body#/", Part("response", "body", None), ("",)),
    ("$response.body#/a b/ü", Part("response", "body", None), ("a b", "ü")),
    ("$response.header.X-Rate.Limit", Part("response", "header", "X-Rate.Limit"), None),
    ("$message.header.trace", Part("message", "header", "trace"), None),
    ("$message.payload#/state", Part("message", "payload", None), ("state",)),
    ("$inputs.name", InputReference("name"), None),
    ("$inputs.a.b", InputReference("a.b"), None),
    ("$inputs.a#/b", InputReference("a"), ("b",)),
    ("$outputs.total", OutputReference("total"), None),
    ("$steps.find.outputs.pets", StepReference("find", "outputs", "pets"), None),
    ("$steps.find.outputs.pets#/0/id", StepReference("find", "outputs", "pets"), ("0", "id")),
    ("$steps.find a pet.outputs.all pets", StepReference("find a pet", "outputs", "all pets"), None),
    ("$workflows.buy.inputs.sku", WorkflowReference("buy", "inputs", "sku"), None),
    ("$workflows.buy.outputs.bill#/total", WorkflowReference("buy", "outputs", "bill"), ("total",)),
    ("$sourceDescriptions.pets.url", SourceReference("pets", "url"), None),
    ("$sourceDescriptions.pets.get/pets.{all}", SourceReference("pets", "get/pets.{all}"), None),
    ("$components.parameters.page", ComponentReference("parameters", "page"), None),
    ("$components.successActions.done", ComponentReference("successActions", "done"), None),
    ("$components.failureActions.again", ComponentReference("failureActions", "again"), None),
)


@pytest.mark.parametrize(("text", "root", "pointer"), TABLE, ids=[row[0] for row in TABLE])
def test_standard_forms_are_read_without_a_word(text: str, root: Root, pointer: tuple[str, ...] | None) -> None:
    reporter = Reporter()
    expression = good(parse_expression(scalar(text), reporter))
    assert (expression.root, expression.pointer, expression.accesses) == (root, pointer, ())
    assert expression.text == text
    assert reporter.diagnostics == []


@pytest.mark.parametrize("text", ["{$inputs.a}", "  $inputs.a "])
def test_braces_and_blanks_around_an_expression_are_no_part_of_it(text: str) -> None:
    reporter = Reporter()
    assert good(parse_expression(scalar(text), reporter)).text == "$inputs.a"
    assert reporter.diagnostics == []


LENIENT = (
    ("$response.headers.X-Id", "ARZ304", "headers", "write `$response.header`"),
    ("$response.Header.X-Id", "ARZ304", "Header", "write `$response.header`"),
    ("$response.body.a.b[0]", "ARZ305", ".a.b[0]", "write `$response.body#/a/b/0`"),
    ("$response.body['a/b'].c", "ARZ305", "['a/b'].c", "write `$response.body#/a~1b/c`"),
    ("$inputs.a[0].b", "ARZ305", "[0].b", "write `$inputs.a#/0/b`"),
    ("$message.payload.id", "ARZ305", ".id", "write `$message.payload#/id`"),
    ("$response.body#id", "ARZ306", "id", "write `#/id`"),
    ("$response.body#/items[0]/id", "ARZ307", "items[0]", "write `items/0`"),
    ("$response.body#/of/$inputs.key", "ARZ307", "$inputs.key", "name the property that is meant"),
)


@pytest.mark.parametrize(("text", "code", "place", "help"), LENIENT, ids=[row[0] for row in LENIENT])
def test_plain_deviations_are_read_with_a_warning(text: str, code: str, place: str, help: str) -> None:
    reporter = Reporter()
    good(parse_expression(scalar(text), reporter))
    (diagnostic,) = reporter.diagnostics
    assert (diagnostic.rule.code, pointed(text, diagnostic), diagnostic.help) == (code, place, help)


REFUSED = (
    ("$input.a", "ARZ300", "$input", "change it to `$inputs`"),
    ("$statuscode", "ARZ300", "$statuscode", "change it to `$statusCode`"),
    (
        "$response.status",
        "ARZ300",
        "status",
        "write `$statusCode`, or `$response.body#/status` for a property of the body",
    ),
    ("$response.statusCode", "ARZ300", "statusCode", "write `$statusCode`"),
    ("$response.data.a[0]", "ARZ300", "data", "write `$response.body#/data/a/0`"),
    ("$response#/a", "ARZ301", "$response#/a", "write `$response.body#/a`"),
    ("$response.body/a", "ARZ302", "/a", "write `#/a`"),
    ("$workflow.inputs.a", "ARZ300", "$workflow", "write `$inputs.a`"),
    ("$response.bdy#/a", "ARZ300", "bdy", "change it to `body`"),
    ("$components.parameter.a", "ARZ300", "parameter", "change it to `parameters`"),
    (
        "$steps.a.response.body",
        "ARZ300",
        "response",
        "give the step an output with this value and read `$steps.a.outputs.<name>`",
    ),
    ("$inputs.", "ARZ301", "$inputs.", "add the name of an input, as in `$inputs.name`"),
    (
        "$steps.a",
        "ARZ301",
        "$steps.a",
        "add the step and its output, as in `$steps.step.outputs.name`",
    ),
    ("$response.header", "ARZ301", "$response.header", "add the name, as in `.header.name`"),
    ("$statusCode.x", "ARZ302", ".x", None),
    ("$response.header.a b", "ARZ302", "a b", None),
    ("response.body", "ARZ302", "response.body", "begin it with `$`, as in `$response.body`"),
    ("$response.body#/a~2", "ARZ303", "~", "write `~0` for `~` and `~1` for `/`"),
)


@pytest.mark.parametrize(("text", "code", "place", "help"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_expression_is_refused_at_its_character(text: str, code: str, place: str, help: str | None) -> None:
    reporter = Reporter()
    assert isinstance(parse_expression(scalar(text), reporter), Missing)
    (diagnostic,) = reporter.diagnostics
    assert (diagnostic.rule.code, pointed(text, diagnostic), diagnostic.help) == (code, place, help)


def test_dots_of_a_named_root_stay_in_the_name_up_to_a_bracket() -> None:
    expression = good(parse_expression(scalar("$steps.s.outputs.o.list[1].id"), Reporter()))
    assert expression.root == StepReference("s", "outputs", "o.list")
    assert expression.accesses == (Index(1), Property("id"))


def test_a_step_without_the_word_outputs_has_an_empty_field() -> None:
    reporter = Reporter()
    assert good(parse_expression(scalar("$steps.s.x.y"), reporter)).root == StepReference("s", "", "x.y")
    assert good(parse_expression(scalar("$steps.s.Output.x"), reporter)).root == StepReference("s", "Output", "x")
    assert reporter.diagnostics == []


def test_a_stretch_of_a_scalar() -> None:
    text = "{$sourceDescriptions.a.url}#/paths"
    expression = good(parse_expression(scalar(text), Reporter(), start=0, end=text.index("}") + 1))
    assert expression.root == SourceReference("a", "url")


def test_a_number_is_no_expression() -> None:
    reporter = Reporter()
    assert isinstance(parse_expression(scalar(5), reporter), Missing)
    assert codes(reporter.diagnostics) == ["ARZ302"]
