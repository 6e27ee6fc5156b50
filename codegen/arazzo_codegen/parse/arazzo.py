"""Arazzo documents.

Takes a document's nodes, gives the object of section "Arazzo Specification Object" with all that is in it.
"""

from __future__ import annotations

import re

from ..diagnostics.model import Edit, Fix, Missing, Reporter
from ..diagnostics.rules import shape as rules
from ..load.model import Document, MappingNode, Node, ScalarNode, Sources
from .actions import parse_actions
from .components import NO_COMPONENTS, parse_components
from .described import report_type
from .fields import Fields, Reading, Shape, open_object
from .model import ArazzoDocument, Info, Version, Workflow
from .parameters import parse_parameters
from .source_descriptions import check_uri, parse_source_descriptions
from .steps import parse_names, parse_outputs, parse_steps
from .unique import check_unique, check_usual

_ROOT = Shape(
    "Arazzo document",
    ("arazzo", "$self", "info", "sourceDescriptions", "workflows", "components"),
    newer=("$self",),
)
_INFO = Shape("info object", ("title", "summary", "description", "version"))
_WORKFLOW = Shape(
    "workflow",
    (
        "workflowId",
        "summary",
        "description",
        "inputs",
        "dependsOn",
        "steps",
        "successActions",
        "failureActions",
        "outputs",
        "parameters",
    ),
)
_VERSION = re.compile(r"1\.([01])\.\d+(?:-.+)?")


def parse_arazzo(document: Document, sources: Sources, reporter: Reporter) -> ArazzoDocument | Missing:
    """The Arazzo document that `document` holds, or `Missing` when its version is none that we know."""
    if not isinstance(document.root, MappingNode):
        return report_type(document.root, "an Arazzo document", "an object", reporter)
    version = _parse_version(document.root, reporter)
    if isinstance(version, Missing):
        return version
    reading = Reading(version, reporter)
    fields = Fields(document.root, _ROOT, reading)
    fields.check_names()
    components = fields.object("components")
    return ArazzoDocument(
        document,
        version,
        _parse_self(fields),
        _parse_info(fields, reading),
        parse_source_descriptions(fields.required_items("sourceDescriptions"), document, sources, reading),
        _parse_workflows(fields.required_items("workflows"), reading),
        NO_COMPONENTS if components is None else parse_components(components, reading),
    )


def _parse_version(root: MappingNode, reporter: Reporter) -> Version | Missing:
    node = root.get("arazzo")
    if not isinstance(node, ScalarNode):
        return report_type(node or root, "`arazzo` of the Arazzo document", "a string", reporter)
    match = _VERSION.fullmatch(node.raw if isinstance(node.value, str) else "")
    if match is None:
        message = f"`{node.raw}` is no version of the Arazzo Specification that is known"
        help = "write the version that the document was written for: `1.0.0`, `1.0.1` or `1.1.0`"
        return reporter.report(rules.UNSUPPORTED_VERSION, message, node.span, help=help)
    return "1.0" if match[1] == "0" else "1.1"


def _parse_self(fields: Fields) -> ScalarNode | None:
    """`$self`: "MUST NOT contain a fragment identifier"."""
    node = fields.string("$self")
    if node is None or isinstance(check_uri(node, fields.reading.reporter), Missing):
        return None
    start = str(node.value).find("#")
    if start >= 0:
        place = node.part(start, len(str(node.value)))
        message = "`$self` must not have a fragment"
        fields.reading.reporter.report(rules.INVALID_URI, message, place, help="remove it")
        return None
    return node


def _parse_info(fields: Fields, reading: Reading) -> Info:
    node = fields.required("info")
    info = node if isinstance(node, Missing) else open_object(node, _INFO, reading)
    if isinstance(info, Missing):
        return Info("", None, None, "")
    title = info.required_string("title")
    return Info(
        "" if isinstance(title, Missing) else str(title.value),
        info.text("summary"),
        info.text("description"),
        _parse_info_version(info),
    )


def _parse_info_version(info: Fields) -> str:
    """A version such as `1.0` is a number in YAML; what was meant is its text."""
    node = info.node.get("version")
    if not isinstance(node, ScalarNode) or isinstance(node.value, (str, bool)) or node.value is None:
        version = info.required_string("version")
        return "" if isinstance(version, Missing) else str(version.value)
    info.reading.reporter.report(
        rules.NUMBER_AS_TEXT,
        f"`version` is the number {node.raw}, and is read as text",
        node.span,
        help=f'put it in quotes: `"{node.raw}"`',
        fix=Fix(f'write `"{node.raw}"`', (Edit(node.span, f'"{node.raw}"'),)),
    )
    return node.raw


def _parse_workflows(items: tuple[Node, ...], reading: Reading) -> tuple[Workflow, ...]:
    found = (_parse_workflow(item, reading) for item in items)
    workflows = tuple(workflow for workflow in found if not isinstance(workflow, Missing))
    check_unique([(workflow.id.value, workflow.id) for workflow in workflows], "workflow", reading.reporter)
    return workflows


def _parse_workflow(node: Node, reading: Reading) -> Workflow | Missing:
    """One workflow, or `Missing` when it has no id."""
    fields = open_object(node, _WORKFLOW, reading)
    if isinstance(fields, Missing):
        return fields
    workflow_id = fields.required_string("workflowId")
    if not isinstance(workflow_id, Missing):
        check_usual(workflow_id, "workflow", reading.reporter)
    workflow = (
        fields.text("summary"),
        fields.text("description"),
        _parse_inputs(fields),
        parse_names(fields.lone_name("dependsOn") or fields.items("dependsOn"), "dependsOn", reading),
        parse_steps(fields.required_items("steps"), reading),
        parse_actions(fields.items("successActions"), "success", reading),
        parse_actions(fields.items("failureActions"), "failure", reading),
        parse_outputs(fields, reading),
        parse_parameters(fields.items("parameters"), reading),
        fields.node,
    )
    return workflow_id if isinstance(workflow_id, Missing) else Workflow(workflow_id, *workflow)


def _parse_inputs(fields: Fields) -> Node | None:
    """A JSON Schema: an object, or `true` or `false` (JSON Schema 2020-12, section 4.3.2)."""
    node = fields.get("inputs")
    if node is None or isinstance(node, MappingNode) or (isinstance(node, ScalarNode) and isinstance(node.value, bool)):
        return node
    report_type(node, "`inputs` of the workflow", "a JSON Schema", fields.reading.reporter)
    return None
