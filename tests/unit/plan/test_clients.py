"""API clients: what becomes of operations, parameters, bodies, responses and security schemes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from arazzo_codegen.bind.model import (
    Argument,
    ArrayType,
    Body,
    BoundDocument,
    BoundStep,
    BoundWorkflow,
    ConstantValue,
    HttpBackend,
    HttpCall,
    HttpOperation,
    Location,
    MediaType,
    NamedType,
    NumberType,
    ObjectType,
    OperationParameter,
    Program,
    PropertyEncoding,
    PropertyType,
    ResponseShape,
    SecurityRequirement,
    SecurityScheme,
    Server,
    ServerVariable,
    Source,
    StringType,
    Type,
    UnknownType,
    WorkflowKey,
    XmlHint,
)
from arazzo_codegen.diagnostics.model import Position, Span
from arazzo_codegen.emit.emit import emit_module
from arazzo_codegen.options import Options
from arazzo_codegen.plan.clients import plan_clients
from arazzo_codegen.plan.clients_names import client_names
from arazzo_codegen.plan.types import TypeSpeller

KEY = "file:///zoo.yaml"
TEXT, NUMBER = StringType(), NumberType(integer=True)
PET = NamedType(f"{KEY}#/components/schemas/Pet", "Pet")
ERROR = NamedType(f"{KEY}#/components/schemas/Error", "Error")
TYPES: Mapping[str, Type] = {
    PET.key: ObjectType((PropertyType("id", NUMBER, True),), UnknownType()),
    ERROR.key: ObjectType((PropertyType("message", TEXT, True),), UnknownType()),
}


def span(line: int) -> Span:
    """A place in the description."""
    return Span("zoo.yaml", Position(line, 1), Position(line, 2))


def parameter(name: str, location: Location, type: Type = TEXT, required: bool = False) -> OperationParameter:
    """A parameter with the default style of its place."""
    form = location in ("query", "cookie")
    return OperationParameter(name, location, required, type, "form" if form else "simple", form)


def json(type: Type, media_type: str = "application/json") -> MediaType:
    """A JSON content."""
    return MediaType(media_type, type)


def operation(
    *parameters: OperationParameter,
    path: str = "/pets",
    method: str = "get",
    operation_id: str | None = "findPets",
    body: tuple[MediaType, ...] = (),
    responses: tuple[ResponseShape, ...] = (),
    servers: tuple[Server, ...] = (),
    security: tuple[SecurityRequirement, ...] = (),
    line: int = 1,
) -> HttpOperation:
    """An operation of the zoo."""
    return HttpOperation(
        KEY, operation_id, method, path, None, None, False, parameters, body, bool(body), responses, servers,
        bool(servers), security, f"/paths/{line}", span(line),
    )  # fmt: skip


def call(called: HttpOperation, *arguments: Argument, body: MediaType | None = None) -> HttpCall:
    """A call that sends a body in the operation's first media type, or in `body`."""
    media = body or next(iter(called.body), None)
    sent = None if media is None else Body(media, True, ConstantValue(None, TEXT, span(1)), span(1))
    return HttpCall(called, arguments, sent)


def emitted(
    *calls: HttpCall,
    schemes: tuple[SecurityScheme, ...] = (),
    servers: tuple[Server, ...] = (),
    options: Options = Options(),
) -> dict[str, str]:
    """The client modules of a program with these calls, by path, on lines of any length as they were wrapped."""
    steps = tuple(
        BoundStep(f"s{n}", None, made, (), (), (), (), None, (), span(n)) for n, made in enumerate(calls, start=1)
    )
    key = WorkflowKey("d", "w")
    workflow = BoundWorkflow(key, None, None, (), (), steps, (), (KEY,), span(1))
    source = Source(KEY, "zoo", "Zoo", "specs/zoo.yaml", HttpBackend(), servers, schemes)
    document = BoundDocument("d", "d.yaml", "t", None, None, (workflow,), (KEY,))
    program = Program((document,), {KEY: source}, TYPES, {key: workflow})
    names = client_names(program)
    plans = plan_clients(program, names, lambda source: TypeSpeller(TYPES, names.taken(source), level=2), options)
    return {module.path: " ".join(emit_module(module).split()) for module in plans}


def client(*calls: HttpCall, schemes: tuple[SecurityScheme, ...] = (), servers: tuple[Server, ...] = ()) -> str:
    """The one module of a program with these calls."""
    return emitted(*calls, schemes=schemes, servers=servers)["apis/zoo.py"]


RESPONSES = [
    ((), "Undeclared"),
    ((ResponseShape("200", (json(PET),), ()),), "Success[Literal[200], Pet] | Undeclared"),
    (
        (ResponseShape("200", (json(PET),), ()), ResponseShape("201", (json(PET),), ()), ResponseShape("404", (), ())),
        "Success[Literal[200, 201], Pet] | Failure[Literal[404], None] | Undeclared",
    ),
    (
        (ResponseShape("200", (json(PET),), ()), ResponseShape("default", (json(ERROR, "application/x+json"),), ())),
        "Success[Literal[200], Pet] | Failure[ErrorStatus, Error] | Undeclared",
    ),
    (
        (ResponseShape("default", (json(PET),), ()),),
        "Success[SuccessStatus, Pet] | Failure[ErrorStatus, Pet] | Undeclared",
    ),
    (
        (ResponseShape("2XX", (MediaType("image/png", TEXT),), ()), ResponseShape("4XX", (json(ERROR),), ())),
        "Success[SuccessStatus, bytes] | Failure[ClientErrorStatus, Error] | Undeclared",
    ),
    (
        (ResponseShape("200", (json(PET), MediaType("text/csv", TEXT), MediaType("application/xml", PET)), ()),),
        "Success[Literal[200], Pet | str] | Undeclared",
    ),
]


@pytest.mark.parametrize(("responses", "union"), RESPONSES, ids=[union for _, union in RESPONSES])
def test_responses_are_a_union_by_status(responses: tuple[ResponseShape, ...], union: str) -> None:
    text = client(call(operation(responses=responses)))
    assert union in text.replace("( ", "").replace(" )", "")


def test_only_the_operations_that_are_called_become_methods_in_the_order_of_the_description() -> None:
    first, second = operation(operation_id="b", line=1), operation(operation_id="a", line=2)
    text = client(call(second), call(first), call(second))
    assert text.index("def b(") < text.index("def a(")
    assert text.count("def ") == 3


def test_an_operation_without_an_id_is_called_after_its_method_and_path() -> None:
    path = operation(parameter("petId", "path", NUMBER, True), operation_id=None, path="/pets/{petId}/toys")
    assert "def get_pets_pet_id_toys(self, *, pet_id: int)" in client(call(path))


def test_parameters_that_share_a_name_are_told_apart() -> None:
    called = operation(
        parameter("id", "path", NUMBER, True),
        parameter("id", "query"),
        parameter("X-Id", "header"),
        parameter("x-id", "header"),
        parameter("class", "query"),
        parameter("self", "query"),
        path="/p/{id}",
    )
    text = client(call(called))
    for expected in ("id: int", "id_query: str", "x_id: str", "class_: str", "self_"):
        assert expected in text
    assert text.count("x_id:") == 1


def test_undeclared_arguments_become_optional_parameters() -> None:
    value = ConstantValue("1", TEXT, span(1))
    arguments = (Argument("X-Extra", "header", value, None, span(1)), Argument("sid", "cookie", value, None, span(1)))
    text = client(call(operation(), *arguments))
    assert "x_extra: str | int | float | bool | None = None" in text
    assert '"X-Extra": encoding.plain(x_extra)' in text
    assert 'encoding.cookie("sid", sid)' in text


def test_several_media_types_are_chosen_by_content_type() -> None:
    bodies = (json(PET), MediaType("application/xml", PET, xml=(XmlHint(("id",), None, None, None, True, False),)))
    called = operation(method="post", body=bodies)
    text = client(call(called), call(called, body=bodies[1]))
    assert 'content_type: Literal["application/json", "application/xml"]' in text
    assert 'xml_body(body, "Pet", {("id",): Xml(attribute=True)})' in text
    assert 'if content_type == "application/json"' in text


def test_encodings_travel_with_forms() -> None:
    form = ObjectType((PropertyType("a", ArrayType(TEXT), True),), None)
    encodings = (
        PropertyEncoding("a", None, "form", False, False),
        PropertyEncoding("b", "application/json", None, None, False),
        PropertyEncoding("c", "text/plain", "pipeDelimited", None, True),
    )
    body = MediaType("application/x-www-form-urlencoded", form, encodings)
    text = client(call(operation(method="post", body=(body,))))
    assert '"a": Field(style="form", explode=False)' in text
    assert '"b": Field(content_type="application/json")' in text
    assert 'style="pipeDelimited", explode=False, reserved=True' in text


def test_schemes_and_server_variables_become_arguments_of_the_constructor() -> None:
    schemes = (
        SecurityScheme("base_url", "apiKey", "query", "key"),
        SecurityScheme("basic", "http", http_scheme="basic"),
        SecurityScheme("login", "oauth2", token_url="https://login.example/token"),
        SecurityScheme("tls", "mutualTLS"),
        SecurityScheme("digesting", "http", http_scheme="digest"),
        SecurityScheme("aws", "sigv4", signing_name="zoo"),
    )
    needed = (SecurityRequirement((("login", ("read",)), ("tls", ()))), SecurityRequirement((("basic", ()),)))
    server = Server("https://{town}.example/{version}", (ServerVariable("town", "berlin", ("berlin", "rome")),))
    text = client(call(operation(security=needed)), schemes=schemes, servers=(server,))
    assert 'town: Literal["berlin", "rome"] = "berlin"' in text
    assert "*, version: str, base_url: str | None = None" in text
    assert "base_url_2: str | None = None" in text
    assert "basic: tuple[str, str] | None = None" in text
    assert "login: str | ClientCredentials | Password | RefreshToken | None = None" in text
    assert "aws: AwsKeys | None = None" in text
    assert 'f"https://{town}.example/{version}"' in text
    assert 'token_url="https://login.example/token", scopes=("read",)' in text
    assert 'security=(("login",), ("basic",))' in text
    assert "tls" not in text
    assert "digesting" not in text


def test_an_operation_s_own_server_is_its_constant_s() -> None:
    server = Server("https://{v}.example", (ServerVariable("v", "up", ()),))
    text = client(call(operation(servers=(server,))))
    assert 'server="https://{v}.example"' in text
    assert 'v: str = "up"' in text
    assert 'variables={"v": v}' in text


def test_a_fixed_query_and_odd_characters_in_a_path_survive() -> None:
    text = client(call(operation(path="/a b/{x}?kind=big&y={y}#z")))
    assert "f\"/a%20b/{encoding.path('x', x)}\"" in text
    assert "f\"kind=big&y={encoding.path('y', y, whole=False)}%23z\"" in text


def test_the_asynchronous_twin_shares_the_types() -> None:
    called = operation(responses=(ResponseShape("200", (json(PET),), ()),), body=(json(PET),))
    modules = emitted(call(called), options=Options(asynchronous=True))
    twin = modules["aio/apis/zoo.py"]
    assert "from ...apis.zoo import FIND_PETS, FindPetsResponse, Pet" in twin
    assert "async def find_pets(" in twin
    assert "return await self._api.send(" in twin
    assert "class Pet" not in twin
    assert "http: httpx2.AsyncClient" in twin
