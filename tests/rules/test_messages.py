"""What is said of steps over AsyncAPI as a whole: the sides they take, what they wait for, and by what their replies are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiling import compile_in

API = """
asyncapi: 3.0.0
info: {title: Bus, version: 1.0.0}
channels:
  orders:
    address: orders
    messages: {order: {$ref: '#/components/messages/any'}}
  answers:
    messages: {answer: {$ref: '#/components/messages/any'}}
operations:
  place: {action: receive, channel: {$ref: '#/channels/orders'}, reply: {channel: {$ref: '#/channels/answers'}}}
  tell: {action: send, channel: {$ref: '#/channels/answers'}}
components:
  messages:
    any:
      correlationId: {location: LOCATION}
      headers: {type: object, properties: {id: {type: string}}}
      payload: {type: object, properties: {id: {type: string}, in: {type: object, properties: {id: {type: string}}}}}
"""
DOCUMENT = """
arazzo: 1.1.0
info: {title: Shop, version: 1.0.0}
sourceDescriptions: [{name: bus, url: bus.yaml, type: asyncapi}]
workflows:
  - workflowId: buy
    inputs: {type: object, required: [id], properties: {id: {type: string}}}
    steps:
"""
WAIT = "operationId: place, action: receive, correlationId: $inputs.id"


def codes(folder: Path, *steps: str, location: str = "$message.header#/id") -> list[str]:
    """What is said beside the refusal of the steps, each of which is given by its fields in flow style."""
    written = "".join(f"      - {{stepId: s{number}, {step}}}\n" for number, step in enumerate(steps, 1))
    (folder / "shop.arazzo.yaml").write_text(DOCUMENT + written, encoding="utf-8")
    (folder / "bus.yaml").write_text(API.replace("LOCATION", location), encoding="utf-8")
    return [code for code in compile_in(folder, "shop.arazzo.yaml").codes if code != "ARZ901"]


def sending(body: str, parameters: str = "") -> str:
    """A step that sends a request."""
    return f"operationId: place, action: send, parameters: [{parameters}], requestBody: {{payload: {body}}}"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("place, action: send", "tell, action: receive", []),
        ("place, action: receive", "tell, action: send", []),
        ("place, action: send", "tell, action: send", ["ARZ431"]),
        ("tell, action: send", "place, action: send", ["ARZ431"]),
        ("place, action: send", "place, action: receive", []),
        ("place, action: receive", "place, action: send", []),
    ],
)
def test_a_document_takes_one_side_of_a_description(first: str, second: str, said: list[str], tmp_path: Path) -> None:
    body = "requestBody: {payload: {}}"
    steps = [f"operationId: {one}, {body if 'send' in one else 'timeout: 1'}" for one in (first, second)]
    assert codes(tmp_path, *steps) == said


HEADER = "{name: ID, in: header, value: $inputs.id}"


@pytest.mark.parametrize(
    ("request_", "location", "said"),
    [
        (sending("{}", HEADER), "$message.header#/id", []),
        (sending("{}"), "$message.header#/id", ["ARZ434"]),
        (sending("{}"), "$message.payload#/id", ["ARZ434"]),
        (sending("{id: x}"), "$message.payload#/id", []),
        (sending("{id: $inputs.id}"), "$message.payload#/id", []),
        (sending("{in: {}}"), "$message.payload#/in/id", ["ARZ434"]),
        (sending("{in: {other: $inputs.id}}"), "$message.payload#/in/id", ["ARZ413", "ARZ434"]),
        (sending("{in: {id: $inputs.id}}"), "$message.payload#/in/id", []),
        (sending("{}"), "$message.payload", []),
    ],
)
def test_a_request_carries_what_its_reply_is_told_by(
    request_: str, location: str, said: list[str], tmp_path: Path
) -> None:
    assert sorted(codes(tmp_path, request_, WAIT, location=location)) == [
        *said,
        *(["ARZ410"] if location == "$message.payload" else []),
    ]


def test_a_request_whose_reply_is_not_told_by_an_id_needs_none(tmp_path: Path) -> None:
    assert codes(tmp_path, sending("{}"), "operationId: place, action: receive") == []


def test_who_waits_for_a_step_waits_for_those_that_it_waits_for(tmp_path: Path) -> None:
    hear = "operationId: tell, action: receive, outputs: {id: $message.payload#/id}"
    read = "operationId: place, action: send, requestBody: {payload: {id: $steps.s1.outputs.id}}"
    between = "operationId: tell, action: receive, dependsOn: [s1]"
    assert codes(tmp_path, hear, between, read) == ["ARZ433"]
    assert codes(tmp_path, hear, between, f"{read}, dependsOn: [s2]") == []
    assert codes(tmp_path, hear, between, f"{read}, dependsOn: [s1]") == []
