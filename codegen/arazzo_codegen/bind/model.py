"""What `bind` gives: a program in which every name is a thing. No references, no text to be looked up, each value with its type.

JSON Schema becomes `Type`; a runtime expression becomes a `Read`; a step's target becomes a `Call`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, TypeAlias

from ..classes import dataclass, field
from ..diagnostics.model import Missing, Span
from ..load.model import Constant, Data
from ..parse.model import (
    Access,
    ComparisonOperator,
    JsonPath,
    JsonPointer,
    Regex,
    XPath,
)
from ..tuples import NamedTuple

# --- Types ----------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnknownType:
    """Nothing is known: no schema, or one that allows anything."""


@dataclass(frozen=True, slots=True)
class NeverType:
    """No value fits."""


@dataclass(frozen=True, slots=True)
class NullType:
    """`null`."""


@dataclass(frozen=True, slots=True)
class BooleanType:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number; `integer` when it has no fraction. Bounds are inclusive unless said otherwise."""

    integer: bool = False
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    format: str | None = None
    excluded: tuple[Constant, ...] = ()
    """Values that the schema rules out (`not`)."""


@dataclass(frozen=True, slots=True)
class StringType:
    """A string. `format: binary` is bytes. `pattern` is ECMA-262 as written."""

    format: str | None = None
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    excluded: tuple[Constant, ...] = ()
    """Values that the schema rules out (`not`)."""

    @property
    def is_binary(self) -> bool:
        """Whether the value is bytes rather than text."""
        return self.format == "binary"


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of the listed constants."""

    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class ArrayType:
    """A list."""

    items: Type
    min_items: int = 0
    max_items: int | None = None
    unique: bool = False
    element: str | None = None
    """What AWS calls an item on the wire, where it speaks XML and puts the items into an element of their own."""


@dataclass(frozen=True, slots=True)
class Default:
    """The default of a schema, as JSON text: types are compared and looked up, which lists and mappings would not allow."""

    text: str

    @property
    def value(self) -> Data:
        """The default as it was written."""
        value: Data = json.loads(self.text)
        return value


@dataclass(frozen=True, slots=True)
class PropertyType:
    """A property of an object type. `default` is the schema's, where it has one."""

    name: str
    type: Type
    required: bool
    description: str | None = None
    default: Default | None = None
    read_only: bool = False
    write_only: bool = False
    span: Span | None = None
    wire_name: str | None = None
    """What AWS calls the member on the wire, where boto3 calls it otherwise."""


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object. `additional` is the type of properties that are not named: None forbids them. `title` suggests a name for it."""

    properties: tuple[PropertyType, ...]
    additional: Type | None
    title: str | None = None
    description: str | None = None
    span: Span | None = None
    one_of: bool = False
    """Exactly one of the properties must be given (the tagged unions of AWS)."""
    dependent: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By property: those that must be given where it is (`dependentRequired`)."""
    patterned: bool = False
    """Some properties are described by patterns of their names: one that is not named may well be mentioned."""

    def get(self, name: str) -> PropertyType | None:
        """The named property, or None."""
        return next((property for property in self.properties if property.name == name), None)


@dataclass(frozen=True, slots=True)
class UnionType:
    """One of several types: no member is a union, none is there twice, none is unknown."""

    members: tuple[Type, ...]
    discriminator: str | None = None


@dataclass(frozen=True, slots=True)
class NamedType:
    """A schema that has a name of its own, by key into `Program.types`. It is what makes recursion possible."""

    key: str
    """`<document URI>#<pointer>`."""
    name: str
    """The last token of the pointer: what the schema is called in the description. Of a whole document, what its file is called."""
    title: str | None = None
    """The title of a schema that is a whole document."""


Type: TypeAlias = (
    UnknownType
    | NeverType
    | NullType
    | BooleanType
    | NumberType
    | StringType
    | EnumType
    | ArrayType
    | ObjectType
    | UnionType
    | NamedType
)

# --- Values ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InputRoot:
    """An input of this workflow."""

    name: str


@dataclass(frozen=True, slots=True)
class StepOutputRoot:
    """An output of a step of this workflow."""

    step: str
    output: str


@dataclass(frozen=True, slots=True)
class DependencyRoot:
    """An input or output of another workflow, on which this one depends (`$workflows.x.outputs.y`)."""

    workflow: WorkflowKey
    field: Literal["inputs", "outputs"]
    name: str


@dataclass(frozen=True, slots=True)
class CalledOutputRoot:
    """An output of the workflow that this step has called (`$outputs.x` there)."""

    output: str


@dataclass(frozen=True, slots=True)
class StatusRoot:
    """The status code of the step's response; null when there was no answer."""


@dataclass(frozen=True, slots=True)
class ResponseBodyRoot:
    """The decoded body of the step's response."""


@dataclass(frozen=True, slots=True)
class ResponseHeaderRoot:
    """A header of the step's response; absent reads as absent. Names compare without case."""

    name: str
    type: Type = StringType()
    """What the text stands for: text, a boolean, a number, or a list of these."""


@dataclass(frozen=True, slots=True)
class RequestRoot:
    """What this step sent: a parameter by name, or the body."""

    source: Literal["header", "query", "path", "cookie", "body"]
    name: str | None


@dataclass(frozen=True, slots=True)
class UrlRoot:
    """The URL that was called."""


@dataclass(frozen=True, slots=True)
class MethodRoot:
    """The HTTP method that was used."""


@dataclass(frozen=True, slots=True)
class MessageRoot:
    """The payload of the message that the step has sent or received, or a header of it. Names compare without case."""

    source: Literal["header", "payload"]
    name: str | None


ReadRoot: TypeAlias = (
    InputRoot
    | StepOutputRoot
    | DependencyRoot
    | CalledOutputRoot
    | StatusRoot
    | ResponseBodyRoot
    | ResponseHeaderRoot
    | RequestRoot
    | UrlRoot
    | MethodRoot
    | MessageRoot
)


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a runtime expression: a root and a way into it.

    `type` is that of the value when it is there; `optional` says that it need not be there although everything went well (an optional input, a
    property that the schema does not require). Whether a step has run at all is `flow`'s question.
    """

    root: ReadRoot
    path: tuple[Access, ...]
    type: Type
    optional: bool
    text: str
    span: Span
    declared: Span | None = None
    """Where the schema of the value stands in the description or the inputs, where that is known."""


@dataclass(frozen=True, slots=True)
class ConstantValue:
    """A value known at compile time."""

    value: Data
    type: Type
    span: Span


@dataclass(frozen=True, slots=True)
class TextValue:
    """Text put together from parts: scalars as text, objects and lists as JSON. `escape` is how reads are made safe for their place."""

    parts: tuple[str | Read, ...]
    span: Span
    escape: Literal["none", "xml", "form"] = "none"


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object made at run time. A member whose whole value is an absent read is left out."""

    members: tuple[tuple[str, Value], ...]
    type: Type
    span: Span
    keys: tuple[Span, ...] = ()
    """Where the members' names stand, in the order of `members`; empty where nobody wrote them."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list made at run time. An item whose whole value is an absent read is left out."""

    items: tuple[Value, ...]
    type: Type
    span: Span
    lone: bool = False
    """Whether it is a single value that stands for a list: absent when that value is."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A Selector Object: `selector` applied to `context`: none: absent; one: its value; several: a list."""

    context: Value
    selector: BoundSelector
    type: Type
    span: Span


@dataclass(frozen=True, slots=True)
class Replaced:
    """`payload` with the values at the targets replaced, in order."""

    payload: Value
    replacements: tuple[tuple[BoundSelector, Value], ...]
    type: Type
    span: Span


Value: TypeAlias = ConstantValue | Read | TextValue | ObjectOf | ListOf | Selected | Replaced


@dataclass(frozen=True, slots=True)
class BoundSelector:
    """A selector with the reads that its embedded expressions became, in the order of `bound`."""

    selector: JsonPath | XPath | JsonPointer
    bound: tuple[Read, ...] = ()


# --- Criteria -------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LengthOf:
    """The length of a list, string or object."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class TestComparison:
    """`dialect` decides how values meet: `simple` folds case and numeric strings, `jsonpath` compares as RFC 9535."""

    operator: ComparisonOperator
    left: Operand
    right: Operand
    dialect: Literal["simple", "jsonpath"]


@dataclass(frozen=True, slots=True)
class TestNot:
    """Not."""

    operand: Test


@dataclass(frozen=True, slots=True)
class TestJunction:
    """And, or."""

    operator: Literal["and", "or"]
    operands: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class TestTruth:
    """A value by itself: passes when it is true (section "Simple Conditions"), or, in the `jsonpath` dialect, when the node exists."""

    operand: Operand
    dialect: Literal["simple", "jsonpath"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a filter of a JSONPath query compares with a constant: the query in it as text, its type, and where that is declared."""

    operator: Literal["==", "!="]
    text: str
    type: Type
    value: Constant
    declared: Span | None


@dataclass(frozen=True, slots=True)
class TestQuery:
    """A JSONPath query or XPath expression over `context`; `compared` is what the filters of the query hold against constants."""

    context: Read
    selector: BoundSelector
    compared: tuple[Compared, ...] = ()
    meant: str | None = None
    """The query that was meant, where its filter tests the members of an object and none can pass."""


@dataclass(frozen=True, slots=True)
class TestRegex:
    """A regular expression searched in `context`; `parts` are pattern text and reads inserted as patterns."""

    context: Read
    regex: Regex
    bound: tuple[Read, ...]


Operand: TypeAlias = Read | ConstantValue | LengthOf
Test: TypeAlias = TestComparison | TestNot | TestJunction | TestTruth | TestQuery | TestRegex


@dataclass(frozen=True, slots=True)
class BoundCriterion:
    """A test and the text it was written as, which is what a failure names."""

    test: Test
    text: str
    span: Span


# --- Operations -----------------------------------------------------------------------------------------------------------------------------

Location: TypeAlias = Literal["path", "query", "querystring", "header", "cookie"]


@dataclass(frozen=True, slots=True)
class OperationParameter:
    """A parameter that an OpenAPI operation declares (the path item's included). `media_type` is that of a `content` parameter."""

    name: str
    location: Location
    required: bool
    type: Type
    style: Literal[
        "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie", "tsv", "multi"
    ]
    explode: bool
    allow_reserved: bool = False
    media_type: str | None = None
    description: str | None = None
    has_default: bool = False
    default: Data = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PropertyEncoding:
    """OpenAPI's Encoding Object for one property of a form or multipart body."""

    property: str
    content_type: str | None
    style: str | None
    explode: bool | None
    allow_reserved: bool
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class XmlHint:
    """OpenAPI's XML Object for one place of a schema (`path` from the body's root: property names, `*` for items)."""

    path: tuple[str, ...]
    name: str | None
    namespace: str | None
    prefix: str | None
    attribute: bool
    wrapped: bool


@dataclass(frozen=True, slots=True)
class MediaType:
    """One content of a request body or response."""

    media_type: str
    type: Type
    encodings: tuple[PropertyEncoding, ...] = ()
    xml: tuple[XmlHint, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ResponseHeader:
    """A header that a response declares."""

    name: str
    type: Type
    required: bool


@dataclass(frozen=True, slots=True)
class ResponseShape:
    """One entry of `responses`. `status` is a code, a class of codes (`2XX`) or `default`."""

    status: str
    contents: tuple[MediaType, ...]
    headers: tuple[ResponseHeader, ...]
    description: str | None = None
    span: Span | None = None

    def admits(self, status: int) -> bool:
        """Whether a response with this status code is of this entry's kind (`default` admits all)."""
        return self.status in (str(status), f"{status // 100}XX", "default")


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A variable of a server's URL."""

    name: str
    default: str
    enum: tuple[str, ...]
    description: str | None = None
    span: Span | None = None
    """Where the default is written."""
    enum_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A server: its URL as a template, made absolute where it can be."""

    url: str
    variables: tuple[ServerVariable, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A declared security scheme."""

    key: str
    type: Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS", "sigv4"]
    location: Literal["header", "query", "cookie"] | None = None
    parameter: str | None = None
    http_scheme: str | None = None
    token_url: str | None = None
    flows: tuple[str, ...] = ()
    description: str | None = None
    signing_name: str | None = None


@dataclass(frozen=True, slots=True)
class SecurityRequirement:
    """Schemes that must all be used (AND), with the scopes asked for. An operation has several requirements (OR)."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class HttpOperation:
    """An operation of an HTTP source, complete: what it takes, what it gives, where it lives."""

    source: SourceKey
    operation_id: str | None
    method: str
    path: str
    summary: str | None
    description: str | None
    deprecated: bool
    parameters: tuple[OperationParameter, ...]
    body: tuple[MediaType, ...]
    body_required: bool
    responses: tuple[ResponseShape, ...]
    servers: tuple[Server, ...]
    """Those that hold for this operation; empty when the description names none."""
    own_servers: bool
    """Whether the operation or its path item overrides the description's servers."""
    security: tuple[SecurityRequirement, ...]
    pointer: str
    span: Span


SourceKey: TypeAlias = str
"""The URI of a source description's document."""


@dataclass(frozen=True, slots=True)
class Source:
    """An API description that workflows use: the union of what its operations need."""

    key: SourceKey
    name: str
    """The name in the first Arazzo document that uses it."""
    title: str
    path: str
    backend: HttpBackend | AwsBackend
    servers: tuple[Server, ...]
    schemes: tuple[SecurityScheme, ...]


@dataclass(frozen=True, slots=True)
class HttpBackend:
    """Called through a typed client of our own."""


@dataclass(frozen=True, slots=True)
class AwsBackend:
    """Called through boto3: `service` is boto3's name for it (`connect`)."""

    service: str


# --- AWS ------------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AwsOperation:
    """An operation of a botocore service model."""

    source: SourceKey
    service: str
    name: str
    """The model's name: `StartOutboundVoiceContact`."""
    method: str
    """boto3's name: `start_outbound_voice_contact`."""
    input: ObjectType
    output: ObjectType
    required: tuple[str, ...]
    success_status: int
    errors: tuple[tuple[str, int | None], ...]
    """Modelled errors: code and HTTP status."""
    header_members: tuple[tuple[str, str], ...]
    """Response members that travel as headers: (header name in lower case, member)."""
    payload_member: str | None
    """The output member that is the whole body, where the model says so."""
    streaming: bool
    pointer: str
    span: Span
    input_payload: str | None = None
    """The input member that is the whole body, where the model says so."""
    xml: bool = False
    """Whether responses are XML on the wire: the root element is no member of the output."""
    request_line: str = ""
    """What AWS expects: `PUT /contact/outbound-voice`."""
    input_shape: str = ""
    """The model's name of the input: what the stubs' `TypedDict` of a request is called after."""
    client_class: str = ""
    """The class of the service's client in boto3 and its stubs: `ConnectClient`."""


# --- Messages -------------------------------------------------------------------------------------------------------------------------------

MessageAction: TypeAlias = Literal["send", "receive"]


@dataclass(frozen=True, slots=True)
class CorrelationPlace:
    """Where a message holds its correlation id (AsyncAPI, section "Correlation ID Object")."""

    source: Literal["header", "payload"]
    tokens: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MessageShape:
    """A message that a channel carries, its traits merged. `payload` is None where the description says nothing of it; a type is unknown where
    the schema is in a language that is not read."""

    name: str
    content_type: str
    payload: Type | None
    headers: Type
    correlation: CorrelationPlace | None
    span: Span
    payload_span: Span | None = None
    headers_span: Span | None = None


@dataclass(frozen=True, slots=True)
class MessageOperation:
    """A channel of an AsyncAPI description, as a step uses it.

    `action` is what the step does, `described` what the application does that is described: None where the description does not say, and for
    replies. `path` is the channel's address with its expressions (`users.{id}`), empty where it is not known. `parameters` are those of the
    address and, for what is sent, the headers; `body` is the payload that is sent, by content type.
    """

    source: SourceKey
    operation_id: str | None
    channel: str
    action: MessageAction
    described: MessageAction | None
    path: str
    parameters: tuple[OperationParameter, ...]
    body: tuple[MediaType, ...]
    body_required: bool
    messages: tuple[MessageShape, ...]
    pointer: str
    span: Span


# --- The program ----------------------------------------------------------------------------------------------------------------------------


class WorkflowKey(NamedTuple):
    """A workflow, by the URI of its document and its id."""

    document: str
    workflow_id: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A value for a declared parameter of the operation, or for a member of an AWS operation's input.

    `parameter` is None for a header, query parameter or cookie that the operation does not declare.
    """

    name: str
    location: Location | Literal["member"]
    value: Value
    parameter: OperationParameter | None
    span: Span


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent as the body: in which media type, and the value."""

    media_type: MediaType
    declared: bool
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A call of an HTTP operation."""

    operation: HttpOperation
    arguments: tuple[Argument, ...]
    body: Body | None


@dataclass(frozen=True, slots=True)
class AwsCall:
    """A call of a boto3 method: arguments by member name, in the order of the document."""

    operation: AwsOperation
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class WorkflowCall:
    """A call of another workflow: values for its inputs by name."""

    workflow: WorkflowKey
    arguments: tuple[tuple[str, Value], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MessageCall:
    """A message sent to, or awaited from, a channel. Steps with such a call are bound and checked, and refused: nothing is planned for them."""

    operation: MessageOperation
    arguments: tuple[Argument, ...]
    body: Body | None
    correlation_id: Value | None
    action_span: Span
    """Where `action` is written."""


Call: TypeAlias = HttpCall | AwsCall | WorkflowCall | MessageCall


@dataclass(frozen=True, slots=True)
class End:
    """Action `end`."""


@dataclass(frozen=True, slots=True)
class GotoStep:
    """Action `goto` a step of this workflow."""

    step: str


@dataclass(frozen=True, slots=True)
class GotoWorkflow:
    """Action `goto` a workflow: its outputs are this workflow's."""

    call: WorkflowCall


@dataclass(frozen=True, slots=True)
class Retry:
    """Action `retry`: `after` seconds, `limit` times, after running the detour, if any."""

    limit: int
    after: float
    detour: GotoStep | WorkflowCall | None
    after_span: Span | None = None
    """Where `retryAfter` is written."""


Effect: TypeAlias = End | GotoStep | GotoWorkflow | Retry


@dataclass(frozen=True, slots=True)
class BoundAction:
    """An action whose criteria and target are settled. `inherited` when it stands at the workflow."""

    name: str
    criteria: tuple[BoundCriterion, ...]
    effect: Effect
    inherited: bool
    span: Span


@dataclass(frozen=True, slots=True)
class BoundOutput:
    """An output of a step or workflow."""

    name: str
    value: Value
    type: Type
    optional: bool
    """The value need not be there although everything went well."""
    span: Span


@dataclass(frozen=True, slots=True)
class BoundStep:
    """A step, settled. `criteria` is empty when the document has none: then success is a 2xx status."""

    id: str
    description: str | None
    call: Call
    criteria: tuple[BoundCriterion, ...]
    on_success: tuple[BoundAction, ...]
    on_failure: tuple[BoundAction, ...]
    outputs: tuple[BoundOutput, ...]
    timeout_ms: int | None
    depends_on: tuple[str, ...]
    span: Span


class NeededPart(NamedTuple):
    """A part of an input, by the way into it, that every way through the workflow needs, and the first step that does."""

    path: tuple[Access, ...]
    step: str


@dataclass(frozen=True, slots=True)
class WorkflowInput:
    """An input: `type` with its constraints. `needed` when every way through the workflow needs it although the schema calls it optional."""

    name: str
    type: Type
    required: bool
    nullable: bool
    description: str | None
    has_default: bool
    default: Data
    needed: bool
    secret: bool
    span: Span
    needed_parts: tuple[NeededPart, ...] = ()
    """What the schema calls optional inside of the input, and is needed all the same."""


@dataclass(frozen=True, slots=True)
class BoundWorkflow:
    """A workflow, settled."""

    key: WorkflowKey
    summary: str | None
    description: str | None
    inputs: tuple[WorkflowInput, ...]
    depends_on: tuple[WorkflowKey, ...]
    steps: tuple[BoundStep, ...]
    outputs: tuple[BoundOutput, ...]
    sources: tuple[SourceKey, ...]
    """The API descriptions it touches, by itself or through workflows it calls, in the document's order."""
    span: Span

    def step(self, step_id: str) -> BoundStep:
        """The step with this id, which must be there."""
        return next(step for step in self.steps if step.id == step_id)


@dataclass(frozen=True, slots=True)
class BoundDocument:
    """An Arazzo document, settled: what becomes one module."""

    uri: str
    path: str
    title: str
    summary: str | None
    description: str | None
    workflows: tuple[BoundWorkflow, ...]
    sources: tuple[SourceKey, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything, settled. A document, workflow or step in which something is `Missing` is left out: there are errors, and nothing is emitted."""

    documents: tuple[BoundDocument, ...]
    sources: Mapping[SourceKey, Source]
    types: Mapping[str, Type]
    workflows: Mapping[WorkflowKey, BoundWorkflow]
    used_pointers: Mapping[SourceKey, tuple[str, ...]] = field(default_factory=dict[SourceKey, tuple[str, ...]])
    """Pointers into each description that workflows reach: findings there are errors, elsewhere warnings."""


Bound: TypeAlias = BoundStep | Missing
