"""Steps over AsyncAPI: what their channel carries, in both versions, and what is read of their messages."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.model import (
    EnumType,
    MessageCall,
    MessageOperation,
    NumberType,
    ObjectType,
    StringType,
    UnionType,
    UnknownType,
)

from .programs import Bound, bind_files

DOCUMENT = """
arazzo: 1.1.0
info: {{title: Shop, version: 1.0.0}}
sourceDescriptions:
  - {{name: bus, url: bus.yaml, type: asyncapi}}
workflows:
  - workflowId: w
    inputs: {{type: object, required: [id], properties: {{id: {{type: string}}, n: {{type: integer}}}}}}
    steps:
{steps}
"""
HEAD_2 = "asyncapi: 2.6.0\ninfo: {title: Bus, version: 1.0.0}\n"
HEAD_3 = "asyncapi: 3.0.0\ninfo: {title: Bus, version: 1.0.0}\n"
NUMBER = "payload: {type: object, required: [n], properties: {n: {type: integer}}}"
TEXT = "payload: {type: object, required: [n], properties: {n: {type: string}}}"


def bound(api: str, *steps: str, **others: str) -> Bound:
    """Bind a document with these steps, each as its fields in flow style."""
    written = "\n".join(f"      - {{stepId: s{number}, {step}}}" for number, step in enumerate(steps, 1))
    return bind_files({"shop.yaml": DOCUMENT.format(steps=written), "bus.yaml": api, **others})


def said(found: Bound) -> list[tuple[str, str]]:
    """What is said beside the refusal of the steps."""
    return [(d.rule.code, d.message) for d in found.diagnostics if d.rule.code != "ARZ901"]


def call(found: Bound, index: int = 0) -> MessageCall:
    """The call of a step."""
    made = found.workflow.steps[index].call
    assert isinstance(made, MessageCall)
    return made


def operation(found: Bound, index: int = 0) -> MessageOperation:
    """What a step does with its channel."""
    return call(found, index).operation


# --- Channels and operations ---


def test_a_channel_of_version_3_carries_all_its_messages() -> None:
    api = HEAD_3 + f"channels: {{c: {{address: a.b, messages: {{x: {{{NUMBER}}}, y: {{{TEXT}}}}}}}}}"
    step = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive"
    found = bound(
        api, f"{step}, successCriteria: [{{condition: $message.payload#/n == 1}}], outputs: {{n: $message.payload#/n}}"
    )
    assert said(found) == []
    assert [message.name for message in operation(found).messages] == ["x", "y"]
    assert (operation(found).path, operation(found).described) == ("a.b", None)
    assert found.output("n") == UnionType((NumberType(True), StringType()))


def test_an_operation_of_version_3_carries_the_messages_that_it_lists() -> None:
    api = (
        HEAD_3
        + f"channels: {{c: {{messages: {{x: {{{NUMBER}}}, y: {{{TEXT}}}}}}}}}\n"
        + "operations: {o: {action: send, channel: {$ref: '#/channels/c'}, messages: [{$ref: '#/channels/c/messages/y'}]}}"
    )
    found = bound(api, "operationId: o, action: receive, outputs: {n: $message.payload#/n}")
    assert said(found) == []
    assert (operation(found).described, operation(found).channel, operation(found).path) == ("send", "c", "")
    assert found.output("n") == StringType()


@pytest.mark.parametrize(("action", "names"), [("send", ["sent"]), ("receive", ["heard", "seen"])])
def test_a_channel_of_version_2_has_a_side_for_each_action(action: str, names: list[str]) -> None:
    """Others publish what the application receives: a step that sends is one of them."""
    api = (
        HEAD_2
        + "channels: {c: {publish: {message: {$ref: '#/components/messages/sent'}}, "
        + "subscribe: {message: {oneOf: [{$ref: '#/components/messages/heard'}, {name: seen}]}}}}\n"
        + "components: {messages: {sent: {}, heard: {}}}"
    )
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c'"
    criteria = "successCriteria: [{condition: $message.payload != null}]"
    found = bound(api, f"{path}, action: {action}, {criteria}")
    assert said(found) == []
    assert [message.name for message in operation(found).messages] == names


def test_the_only_side_of_a_channel_of_version_2_is_meant_by_both_actions() -> None:
    api = HEAD_2 + f"channels: {{c: {{subscribe: {{message: {{{NUMBER}}}}}}}}}"
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c'"
    found = bound(api, f"{path}, action: send, requestBody: {{payload: {{n: 1}}}}")
    assert said(found) == []
    assert operation(found).described == "send"


REPLYING = (
    HEAD_3
    + f"channels: {{q: {{messages: {{x: {{{NUMBER}}}}}}}, a: {{messages: {{y: {{{TEXT}}}}}}}}}\n"
    + "operations: {o: {action: receive, channel: {$ref: '#/channels/q'}, reply: {channel: {$ref: '#/channels/a'}}}}"
)


def test_what_comes_second_is_the_reply() -> None:
    found = bound(
        REPLYING,
        "operationId: o, action: send, requestBody: {payload: {n: 1}}",
        "operationId: o, action: receive, outputs: {n: $message.payload#/n}",
    )
    assert said(found) == []
    assert [operation(found, index).channel for index in (0, 1)] == ["q", "a"]
    assert [operation(found, index).described for index in (0, 1)] == ["receive", None]


def test_the_first_action_alone_is_the_request() -> None:
    found = bound(REPLYING, "operationId: o, action: receive, outputs: {n: $message.payload#/n}")
    assert operation(found).channel == "q"
    assert found.output("n") == NumberType(True)


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("#/channels/a/b", "a~1b"),
        ("#/channels/a~1c", "a~1b"),
        ("#/channels/d/publish", "d"),
        ("#/a~1b", "a~1b"),
        ("#", None),
        ("#/channels/elsewhere", None),
    ],
)
def test_channel_paths_into_nowhere(written: str, help: str | None) -> None:
    api = HEAD_2 + "channels: {a/b: {}, d: {publish: {}}}"
    found = bound(api, f"channelPath: '{{$sourceDescriptions.bus.url}}{written}', action: send")
    form = "change it to `{$sourceDescriptions.bus.url}#/channels/"
    assert [(d.rule.code, d.help) for d in found.diagnostics] == [("ARZ224", help and f"{form}{help}`")]
    assert found.diagnostics[0].notes == (() if help else ("its channels are `a/b`, `d`",))


def test_references_lead_into_other_files() -> None:
    api = HEAD_3 + "channels: {c: {$ref: 'more.yaml#/c'}}\noperations: {o: {$ref: 'more.yaml#/o'}}"
    more = f"c: {{address: a, messages: {{m: {{$ref: '#/m'}}}}}}\nm: {{{NUMBER}}}\no: {{action: send, channel: {{$ref: '#/c'}}}}"
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c'"
    for target in (path, "operationId: o"):
        found = bound(api, f"{target}, action: receive, outputs: {{n: $message.payload#/n}}", **{"more.yaml": more})
        assert said(found) == []
        assert found.output("n") == NumberType(True)


# --- Messages ---


def test_traits_of_version_3_do_not_override_and_those_of_version_2_do() -> None:
    message = (
        "{contentType: text/plain, traits: [{contentType: a/b, name: t}, {name: u, headers: {type: object, properties: "
        "{b: {type: integer}}}}], headers: {properties: {a: {type: string}, b: {type: string}}}}"
    )
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive"
    older = bound(f"{HEAD_2}channels: {{c: {{subscribe: {{message: {message}}}}}}}", path)
    newer = bound(f"{HEAD_3}channels: {{c: {{messages: {{m: {message}}}}}}}", path)
    assert said(older) == said(newer) == []
    kinds: list[tuple[str, str, dict[str, object]]] = []
    for found in (older, newer):
        (one,) = operation(found).messages
        assert isinstance(one.headers, ObjectType)
        kinds.append((one.name, one.content_type, {item.name: item.type for item in one.headers.properties}))
    assert kinds == [
        ("u", "a/b", {"a": StringType(), "b": NumberType(True)}),
        ("u", "text/plain", {"b": StringType(), "a": StringType()}),
    ]


@pytest.mark.parametrize(
    ("format", "read"),
    [
        ("application/vnd.aai.asyncapi+yaml;version=3.0.0", True),
        ("application/schema+json;version=draft-07", True),
        ("application/vnd.oai.openapi;version=3.0.0", True),
        ("application/vnd.apache.avro+json;version=1.9.0", False),
        ("application/vnd.google.protobuf;version=3", False),
        ("application/raml+yaml;version=1.0", False),
    ],
)
def test_schema_languages(format: str, read: bool) -> None:
    schema = "{type: object, properties: {n: {type: integer}}}"
    path = (
        "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive, outputs: {n: $message.payload#/n}"
    )
    older = f"{HEAD_2}channels: {{c: {{subscribe: {{message: {{schemaFormat: '{format}', payload: {schema}}}}}}}}}"
    newer = f"{HEAD_3}channels: {{c: {{messages: {{m: {{payload: {{schemaFormat: '{format}', schema: {schema}}}}}}}}}}}"
    for api in (older, newer):
        found = bound(api, path)
        assert found.output("n") == (NumberType(True) if read else UnknownType())
        assert said(found) == ([] if read else [("ARZ904", f"cannot read a schema in `{format}`")])


def test_what_was_sent_is_read_as_it_was_given() -> None:
    api = (
        HEAD_3
        + "channels: {c: {messages: {m: {headers: {type: object, properties: {H: {enum: [a, b]}}}, payload: {}}}}}"
    )
    step = (
        "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: send, requestBody: {payload: {x: $inputs.id}}, "
        "outputs: {x: $message.payload#/x, h: $message.header.h, other: $message.header.other}"
    )
    found = bound(api, step)
    assert said(found) == []
    assert (found.output("x"), found.output("h"), found.output("other")) == (
        StringType(),
        EnumType(("a", "b")),
        UnknownType(),
    )


@pytest.mark.parametrize(
    ("criteria", "known"),
    [
        ("$message.payload#/kind == 'GONE'", StringType()),
        ("'gone' == $message.payload.kind && $message.payload#/at != null", StringType()),
        ("$message.header.kind == 'gone'", StringType()),
        (
            "$message.payload#/kind == 'gone' || $message.payload#/kind == 'come'",
            UnionType((NumberType(True), StringType())),
        ),
        ("$message.payload#/kind == 'none'", UnionType((NumberType(True), StringType()))),
        ("$message.payload#/kind != 'come'", UnionType((NumberType(True), StringType()))),
    ],
)
def test_criteria_tell_which_of_several_messages_is_read(criteria: str, known: object) -> None:
    def message(kind: str, type: str) -> str:
        schema = f"{{type: object, properties: {{kind: {{const: {kind}}}, at: {{type: {type}}}}}}}"
        return f"{{headers: {schema}, payload: {schema}}}"

    api = HEAD_3 + f"channels: {{c: {{messages: {{a: {message('come', 'integer')}, b: {message('gone', 'string')}}}}}}}"
    found = bound(
        api,
        "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive, "
        f'successCriteria: [{{condition: "{criteria}"}}], outputs: {{n: $message.payload#/at}}',
    )
    assert found.output("n") == known


def test_nothing_is_asked_of_messages_that_are_not_described() -> None:
    api = HEAD_3 + "channels: {c: {address: c}}"
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c'"
    sent = "parameters: [{name: X, in: header, value: y}], requestBody: {payload: {a: 1}}"
    assert said(bound(api, f"{path}, action: send, {sent}")) == []
    assert said(bound(api, f"{path}, action: send")) == []


def test_parameters_of_the_address() -> None:
    api = HEAD_3 + (
        "channels: {c: {address: '{a}.{b}.{c}', parameters: {a: {enum: [x, y]}, b: {default: z}, "
        "c: {location: $message.payload#/c}}}}"
    )
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c'"
    found = bound(api, f"{path}, action: send, parameters: [{{name: a, in: path, value: x}}]")
    assert said(found) == []
    assert [(p.name, p.required, p.type) for p in operation(found).parameters] == [
        ("a", True, EnumType(("x", "y"))),
        ("b", False, StringType()),
        ("c", False, StringType()),
    ]
    assert said(bound(api, f"{path}, action: send"))[0][0] == "ARZ403"
    assert said(bound(api, f"{path}, action: receive")) == []


def test_actions_of_the_workflow_are_left_out_where_they_ask_for_what_a_step_has_not() -> None:
    api = HEAD_3 + "channels: {c: {}}"
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive"
    document = DOCUMENT.format(steps=f"      - {{stepId: s, {path}}}") + (
        "    failureActions:\n"
        "      - {name: busy, type: end, criteria: [{condition: $statusCode == 503}]}\n"
        "      - {name: odd, type: end, criteria: [{condition: $message.payload == null}]}\n"
    )
    found = bind_files({"shop.yaml": document, "bus.yaml": api})
    assert said(found) == []
    assert [action.name for action in found.step.on_failure] == ["odd"]


@pytest.mark.parametrize("text", ["$statusCode == 200", "$url == 'x'", "$method == 'GET'", "$request.header.a == 'x'"])
def test_a_message_has_no_response(text: str) -> None:
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive"
    found = bound(HEAD_3 + "channels: {c: {}}", f'{path}, successCriteria: [{{condition: "{text}"}}]')
    assert [code for code, _ in said(found)] == ["ARZ220"]


def test_the_correlation_id_is_a_value_of_the_declared_type() -> None:
    api = HEAD_3 + (
        "channels: {c: {messages: {m: {correlationId: {location: $message.header#/i}, "
        "headers: {type: object, properties: {i: {type: string}}}}}}}"
    )
    path = "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive"
    assert said(bound(api, f"{path}, correlationId: 'id-{{$inputs.id}}'")) == []
    assert said(bound(api, f"{path}, correlationId: 5")) == [], "a header is text"
    assert [code for code, _ in said(bound(api, f"{path}, correlationId: $inputs.none"))] == ["ARZ206"]
    assert [code for code, _ in said(bound(api, f"{path}, correlationId: {{a: b}}"))] == ["ARZ410"]


@pytest.mark.parametrize(
    ("api", "message"),
    [
        ("channels: {c: {messages: []}}", "`messages` of channel `c` must be an object"),
        ("channels: {c: {messages: {m: 1}}}", "message `m` must be an object"),
        ("channels: {c: {parameters: 1}}", "`parameters` of channel `c` must be an object"),
        ("channels: {c: {parameters: {p: 1}}}", "parameter `p` must be an object"),
        ("channels: {c: {address: 1}}", "`address` of channel `c` must be a string"),
        ("channels: {c: {messages: {m: {traits: {}}}}}", "`traits` must be a list"),
        ("channels: {c: {messages: {m: {correlationId: 1}}}}", "the correlation id has no `location`"),
        (
            "channels: {c: {messages: {m: {correlationId: {location: x}}}}}",
            "`x` is no location of a correlation id",
        ),
    ],
)
def test_wrong_shapes_are_told_where_a_step_uses_them(api: str, message: str) -> None:
    found = bound(HEAD_3 + api, "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: receive")
    assert said(found) == [("ARZ701", f"the description is not valid AsyncAPI: {message}")]
    assert said(bound(HEAD_3 + api.replace("channels: {", "channels: {d: {}, "), _OTHER)) == []


_OTHER = "channelPath: '{$sourceDescriptions.bus.url}#/channels/d', action: receive"


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ("{channel: {$ref: '#/channels/c'}}", "operation `o` has no `action`"),
        ("{action: 1, channel: {$ref: '#/channels/c'}}", "`action` of operation `o` must be `send` or `receive`"),
        ("{action: send}", "operation `o` has no `channel`"),
        ("{action: send, channel: {}}", "`channel` of operation `o` must be a reference"),
        ("{action: send, channel: {$ref: '#/channels/c/address'}}", "the channel of operation `o` must be an object"),
        ("{action: send, channel: {$ref: '#/channels/c'}, messages: {}}", "`messages` of an operation must be a list"),
    ],
)
def test_wrong_operations_are_told(operation: str, message: str) -> None:
    api = HEAD_3 + f"channels: {{c: {{address: a}}}}\noperations: {{o: {operation}}}"
    found = bound(api, "operationId: o, action: receive")
    assert said(found) == [("ARZ701", f"the description is not valid AsyncAPI: {message}")]


@pytest.mark.parametrize("channel", ["{publish: 1}", "{publish: {message: {oneOf: 1}}}", "{publish: {message: 1}}"])
def test_wrong_shapes_of_version_2_are_told(channel: str) -> None:
    found = bound(
        f"{HEAD_2}channels: {{c: {channel}}}", "channelPath: '{$sourceDescriptions.bus.url}#/channels/c', action: send"
    )
    assert [code for code, _ in said(found)] == ["ARZ701"]


def test_a_refused_step_is_in_the_program() -> None:
    """So that what it reads, and who reads it, is checked."""
    found = bound(HEAD_3 + "channels: {c: {}}", _OTHER.replace("/d", "/c"))
    assert [step.id for step in found.workflow.steps] == ["s1"]
    assert found.codes == ["ARZ901"]
    assert found.workflow.sources == ()
