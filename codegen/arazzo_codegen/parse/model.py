"""What `parse` gives: the objects of the Arazzo Specification, and runtime expressions, conditions and selectors as trees.

Every object keeps the node it was read from. A field that was there but wrong is `Missing` (already reported); a field that was absent is None
or an empty tuple. Section names in docstrings are those of the Arazzo Specification 1.1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from ..classes import dataclass
from ..diagnostics.model import Missing, Span
from ..load.model import Constant, Document, MappingNode, Node, ScalarNode
from ..tuples import NamedTuple

# --- Runtime expressions (section "Runtime Expressions") ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Property:
    """`.name` or the pointer token `/name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`[0]`."""

    position: int


Access: TypeAlias = Property | Index


@dataclass(frozen=True, slots=True)
class StatusCode:
    """`$statusCode`."""


@dataclass(frozen=True, slots=True)
class Method:
    """`$method`."""


@dataclass(frozen=True, slots=True)
class Url:
    """`$url`."""


@dataclass(frozen=True, slots=True)
class SelfUri:
    """`$self`."""


@dataclass(frozen=True, slots=True)
class Part:
    """`$request.…`, `$response.…` or `$message.…`: a header, query or path parameter by name, or the body or payload."""

    message: Literal["request", "response", "message"]
    source: Literal["header", "query", "path", "cookie", "body", "payload"]
    name: str | None


@dataclass(frozen=True, slots=True)
class InputReference:
    """`$inputs.name`. `name` is all that stands before `#`, dots included: binding decides where the name ends.

    Here and in the three that follow, an empty name means all of them, as one object.
    """

    name: str


@dataclass(frozen=True, slots=True)
class OutputReference:
    """`$outputs.name`."""

    name: str


@dataclass(frozen=True, slots=True)
class StepReference:
    """`$steps.step.outputs.name`. `field` is what was written in the place of `outputs` (empty when it was left out)."""

    step: str
    field: str
    name: str


@dataclass(frozen=True, slots=True)
class WorkflowReference:
    """`$workflows.workflow.inputs.name` or `….outputs.name`, or `….steps.name` in a step's `dependsOn`."""

    workflow: str
    field: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceReference:
    """`$sourceDescriptions.source.reference`: an operation, a workflow, or a field of the source description."""

    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class ComponentReference:
    """`$components.kind.name`."""

    kind: str
    name: str


Root: TypeAlias = (
    StatusCode
    | Method
    | Url
    | SelfUri
    | Part
    | InputReference
    | OutputReference
    | StepReference
    | WorkflowReference
    | SourceReference
    | ComponentReference
)


class Fragment(NamedTuple):
    """A stretch of a scalar: `text` begins at character `start` of the value of `node`."""

    text: str
    node: ScalarNode
    start: int

    @property
    def span(self) -> Span:
        """The whole stretch."""
        return self.part(0, len(self.text))

    def part(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` of the text stand."""
        return self.node.part(self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Expression:
    """A runtime expression: its root, the JSON Pointer behind `#` (None when there is none), accesses written with dots and brackets.

    For roots that carry a `name`, dots that may belong to the name stay in it; `accesses` then begins at the first bracket, or, in a condition,
    holds what stands behind the pointer. `text` is the expression as written, without braces.
    """

    root: Root
    pointer: tuple[str, ...] | None
    accesses: tuple[Access, ...]
    text: str
    span: Span
    fragment: Fragment
    """Where it was read, by which its words are found."""


@dataclass(frozen=True, slots=True)
class Template:
    """Text with embedded expressions; the literal parts have their escapes resolved."""

    parts: tuple[str | Expression, ...]
    node: ScalarNode


# --- Conditions (section "Criterion Object") ------------------------------------------------------------------------------------------------

ComparisonOperator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class LiteralTerm:
    """A literal of a simple condition."""

    value: Constant
    span: Span


@dataclass(frozen=True, slots=True)
class ExpressionTerm:
    """A runtime expression in a simple condition; `.x` and `[0]` behind it are in its accesses. `length` is the non-standard `.length`."""

    expression: Expression
    length: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left operator right`."""

    operator: ComparisonOperator
    left: Condition
    right: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """`!operand`."""

    operand: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class Junction:
    """`a && b && …` or `a || b || …`."""

    operator: Literal["&&", "||"]
    operands: tuple[Condition, ...]
    span: Span


Condition: TypeAlias = LiteralTerm | ExpressionTerm | Comparison | Not | Junction

JsonPathVersion: TypeAlias = Literal["rfc9535", "draft-goessner-dispatch-jsonpath-00"]
XPathVersion: TypeAlias = Literal["xpath-10", "xpath-20", "xpath-30", "xpath-31"]


@dataclass(frozen=True, slots=True)
class JsonPathTerm:
    """A singular query (`$.a[0]`) in a comparison that stands where a query should: `length` marks a trailing `.length`."""

    path: tuple[Access, ...]
    length: bool
    span: Span
    fragment: Fragment
    """The query, without what asks for the length."""


@dataclass(frozen=True, slots=True)
class JsonPathComparison:
    """A comparison where an RFC 9535 query belongs (`$.Contact.Id != null`), read as what it plainly says (Arazzo 1.0.x only)."""

    operator: ComparisonOperator
    left: JsonPathOperand
    right: JsonPathOperand
    span: Span


@dataclass(frozen=True, slots=True)
class JsonPathJunction:
    """Such comparisons joined by `&&` or `||`, or negated (`!`, with one operand)."""

    operator: Literal["&&", "||", "!"]
    operands: tuple[JsonPathPlain, ...]
    span: Span


JsonPathOperand: TypeAlias = JsonPathTerm | LiteralTerm | ExpressionTerm
JsonPathPlain: TypeAlias = JsonPathComparison | JsonPathJunction | JsonPathTerm


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A JSONPath query as RFC 9535 text (the Goessner dialect is rewritten to it).

    `singular` is its path when the query can select one node at most. `bound` are the expressions embedded in it, in order; in `query` each
    stands as a placeholder: the string literal `'\\ue000N'` for a value by itself, `\\ue001N\\ue002` for its text inside a string literal. The values
    are put in when the query is evaluated, never parsed again.
    """

    query: str
    version: JsonPathVersion
    singular: tuple[Access, ...] | None
    bound: tuple[Expression, ...]
    node: ScalarNode


@dataclass(frozen=True, slots=True)
class XPath:
    """An XPath expression; embedded expressions are variables in `text`, in the order of `bound`: `$v0`, `$v1`, …, or `$t0`, … for their text in quotes."""

    text: str
    version: XPathVersion
    bound: tuple[Expression, ...]
    node: ScalarNode


@dataclass(frozen=True, slots=True)
class JsonPointer:
    """A JSON Pointer (RFC 6901) as a selector; tokens are unescaped."""

    tokens: tuple[str, ...]
    node: ScalarNode


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression in Python's syntax. With embedded expressions `parts` interleaves pattern text and expressions.

    `flags` are letters of Python's inline flags (`a`, `i`, `m`, `s`).
    """

    parts: tuple[str | Expression, ...]
    flags: str
    node: ScalarNode


Selector: TypeAlias = JsonPath | XPath | JsonPointer


@dataclass(frozen=True, slots=True)
class SimpleCriterion:
    """A criterion of type `simple`."""

    condition: Condition
    node: ScalarNode


@dataclass(frozen=True, slots=True)
class QueryCriterion:
    """A criterion of type `jsonpath`, `xpath` or `regex` over its context."""

    context: Expression
    test: JsonPath | JsonPathPlain | XPath | Regex
    node: ScalarNode


Criterion: TypeAlias = SimpleCriterion | QueryCriterion | Missing

# --- Values ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SelectorObject:
    """Section "Selector Object" (1.1)."""

    context: Expression | Missing
    selector: Selector | Missing
    node: MappingNode


@dataclass(frozen=True, slots=True)
class ObjectValue:
    """An object some of whose members are evaluated."""

    members: tuple[tuple[ScalarNode, Value], ...]
    node: Node


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list some of whose items are evaluated."""

    items: tuple[Value, ...]
    node: Node


@dataclass(frozen=True, slots=True)
class LiteralValue:
    """A value in which nothing is evaluated."""

    node: Node


@dataclass(frozen=True, slots=True)
class ExpressionValue:
    """A value that is one expression; `embedded` when it was written in braces."""

    expression: Expression
    node: ScalarNode
    embedded: bool = False


Value: TypeAlias = LiteralValue | ExpressionValue | Template | ObjectValue | ListValue | SelectorObject | Missing

# --- The objects of an Arazzo document ------------------------------------------------------------------------------------------------------

Version: TypeAlias = Literal["1.0", "1.1"]


@dataclass(frozen=True, slots=True)
class Info:
    """Section "Info Object"."""

    title: str
    summary: str | None
    description: str | None
    version: str


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """Section "Source Description Object". `type` is as written, or told from the content of what `url` names."""

    name: ScalarNode
    url: ScalarNode
    type: Literal["openapi", "asyncapi", "arazzo"] | None
    target: str | None
    """The URI of the document that `url` leads to: a key of `Sources.documents`."""
    node: MappingNode


@dataclass(frozen=True, slots=True)
class Parameter:
    """Section "Parameter Object"."""

    name: ScalarNode
    location: Literal["path", "query", "querystring", "header", "cookie", "body"] | None
    location_node: ScalarNode | None
    value: Value
    node: MappingNode

    @property
    def identity(self) -> tuple[str, str | None]:
        """What makes it another parameter: name and location. Header names compare without case (RFC 9110, section 5.1)."""
        name = str(self.name.value)
        return (name.lower() if self.location == "header" else name, self.location)


@dataclass(frozen=True, slots=True)
class Reusable:
    """Section "Reusable Object"."""

    reference: Expression | Missing
    value: Value | None
    node: MappingNode


@dataclass(frozen=True, slots=True)
class Replacement:
    """Section "Payload Replacement Object". `target` is parsed by `targetSelectorType`, or by the content type where that is absent."""

    target: Selector | Missing
    value: Value
    node: MappingNode


@dataclass(frozen=True, slots=True)
class RequestBody:
    """Section "Request Body Object"."""

    content_type: ScalarNode | None
    payload: Value | None
    replacements: tuple[Replacement, ...]
    node: MappingNode


@dataclass(frozen=True, slots=True)
class Action:
    """Sections "Success Action Object" and "Failure Action Object"."""

    name: ScalarNode
    type: Literal["end", "goto", "retry"] | Missing
    workflow_id: ScalarNode | None
    step_id: ScalarNode | None
    parameters: tuple[Parameter | Reusable, ...]
    retry_after: ScalarNode | None
    retry_limit: ScalarNode | None
    criteria: tuple[Criterion, ...]
    node: MappingNode


@dataclass(frozen=True, slots=True)
class Output:
    """One entry of an `outputs` map."""

    name: ScalarNode
    value: ExpressionValue | SelectorObject | Template | LiteralValue | Missing


@dataclass(frozen=True, slots=True)
class OperationTarget:
    """A step's `operationId`, `operationPath`, `channelPath` or `workflowId`: which field, and what was written."""

    field: Literal["operationId", "operationPath", "channelPath", "workflowId"]
    node: ScalarNode


@dataclass(frozen=True, slots=True)
class Step:
    """Section "Step Object"."""

    id: ScalarNode
    description: str | None
    target: OperationTarget | Missing
    parameters: tuple[Parameter | Reusable, ...]
    request_body: RequestBody | None
    success_criteria: tuple[Criterion, ...]
    on_success: tuple[Action | Reusable, ...]
    on_failure: tuple[Action | Reusable, ...]
    outputs: tuple[Output, ...]
    timeout: ScalarNode | None
    correlation_id: Value | None
    action: ScalarNode | None
    depends_on: tuple[ScalarNode, ...]
    node: MappingNode


@dataclass(frozen=True, slots=True)
class Workflow:
    """Section "Workflow Object". `inputs` is the JSON Schema as written."""

    id: ScalarNode
    summary: str | None
    description: str | None
    inputs: Node | None
    depends_on: tuple[ScalarNode, ...]
    steps: tuple[Step, ...]
    success_actions: tuple[Action | Reusable, ...]
    failure_actions: tuple[Action | Reusable, ...]
    outputs: tuple[Output, ...]
    parameters: tuple[Parameter | Reusable, ...]
    node: MappingNode


@dataclass(frozen=True, slots=True)
class Components:
    """Section "Components Object". Keys are as written; their nodes are the mappings' keys."""

    inputs: Mapping[str, Node]
    parameters: Mapping[str, Parameter]
    success_actions: Mapping[str, Action]
    failure_actions: Mapping[str, Action]
    node: MappingNode | None


@dataclass(frozen=True, slots=True)
class ArazzoDocument:
    """Section "Arazzo Specification Object"."""

    document: Document
    version: Version
    self_uri: ScalarNode | None
    info: Info
    source_descriptions: tuple[SourceDescription, ...]
    workflows: tuple[Workflow, ...]
    components: Components


# --- API descriptions: an index; `bind` reads what the workflows reach --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OperationEntry:
    """An operation of an OpenAPI description: where it is, not yet what it takes. `method` is in lower case."""

    path: str
    method: str
    operation_id: ScalarNode | None
    node: MappingNode
    path_item: MappingNode
    pointer: str


@dataclass(frozen=True, slots=True)
class OpenApiDocument:
    """An OpenAPI description as an index of its operations. `version` is `2.0`, `3.0`, `3.1` or `3.2`."""

    document: Document
    version: Literal["2.0", "3.0", "3.1", "3.2"]
    title: str
    root: MappingNode
    operations: tuple[OperationEntry, ...]


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """A channel or operation of an AsyncAPI description, references followed: then `node` and `pointer` may lie in another document.

    `action` is what the application does that is described. `key` is where the entry is named: its key, or the `operationId` of AsyncAPI 2.
    """

    kind: Literal["channel", "operation"]
    name: str
    action: Literal["send", "receive"] | None
    node: MappingNode
    pointer: str
    key: ScalarNode
    channel: ChannelEntry | None = None
    """The channel that an operation of AsyncAPI 2 stands in."""


@dataclass(frozen=True, slots=True)
class AsyncApiDocument:
    """An AsyncAPI description as an index. `version` is `2` or `3`."""

    document: Document
    version: Literal["2", "3"]
    title: str
    root: MappingNode
    entries: tuple[ChannelEntry, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """What the sources turned out to be, by URI; `entries` are the Arazzo documents to compile, in order."""

    arazzo: Mapping[str, ArazzoDocument]
    openapi: Mapping[str, OpenApiDocument]
    asyncapi: Mapping[str, AsyncApiDocument]
    entries: tuple[str, ...]
