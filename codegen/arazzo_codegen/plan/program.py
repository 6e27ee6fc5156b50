"""The names that modules of the output know each other by: modules of documents, functions and outputs of workflows.

Takes the program and how its documents lie below the folders that were named; gives `ProgramNames`.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from ..bind.model import AwsBackend, BoundDocument, BoundWorkflow, Program, Source, SourceKey, WorkflowKey
from ..classes import dataclass
from ..identifiers import client
from ..options import Options
from .names import Scope, camel, snake, words

_EXTENSION = re.compile(r"\.(ya?ml|json)$", re.IGNORECASE)
_TRAILING = re.compile(r"(?<=.)[-_. ]?workflows?$", re.IGNORECASE)
_PASSED_OVER = frozenset(("arazzo", "workflow", "workflows"))
_TAKEN = ("_runtime", "apis", "aio", "__init__")


@dataclass(frozen=True, slots=True)
class WorkflowNames:
    """What a workflow is called in Python: its module's path, its function, the type of its outputs."""

    path: str
    function: str
    outputs: str


@dataclass(frozen=True, slots=True)
class ProgramNames:
    """Module paths by document URI, names by workflow, and what the functions of a document call the client of a source."""

    modules: Mapping[str, str]
    workflows: Mapping[WorkflowKey, WorkflowNames]
    clients: Mapping[tuple[str, SourceKey], str]
    functions: Mapping[str, tuple[str, ...]]
    """By document URI: the functions of its module."""

    def client(self, workflow: WorkflowKey, source: SourceKey) -> str:
        """The parameter that is the client of a source in the function of a workflow."""
        return self.clients[workflow.document, source]

    def parameters(self, workflow: BoundWorkflow) -> Mapping[str, SourceKey]:
        """The clients that the function of a workflow takes, each with the first source that it serves."""
        found: dict[str, SourceKey] = {}
        for source in workflow.sources:
            found.setdefault(self.client(workflow.key, source), source)
        return found


def program_names(program: Program, options: Options) -> ProgramNames:
    """Settle the names of all modules, functions and outputs."""
    modules: dict[str, str] = {}
    scope = Scope(_TAKEN)
    for document in program.documents:
        path = module_path(options.entry_names.get(document.path, document.path.replace("\\", "/").split("/")[-1]))
        modules[document.uri] = f"{scope.name(path)}.py"
    workflows: dict[WorkflowKey, WorkflowNames] = {}
    for document in program.documents:
        workflows |= _workflow_names(document, modules[document.uri])
    clients: dict[tuple[str, SourceKey], str] = {}
    for document in program.documents:
        clients |= {(document.uri, key): name for key, name in _clients(document, program).items()}
    functions = {
        document.uri: tuple(workflows[workflow.key].function for workflow in document.workflows)
        for document in program.documents
    }
    return ProgramNames(modules, workflows, clients, functions)


def _clients(document: BoundDocument, program: Program) -> dict[SourceKey, str]:
    """Parameters for the sources that the document touches. Several descriptions of one AWS service share a client."""
    scope = Scope()
    found: dict[SourceKey, str] = {}
    services: dict[str, str] = {}
    for key in dict.fromkeys(source for workflow in document.workflows for source in workflow.sources):
        backend, wanted = program.sources[key].backend, _client(program.sources[key])
        if isinstance(backend, AwsBackend):
            if backend.service not in services:
                services[backend.service] = scope.name(wanted)
            found[key] = services[backend.service]
        else:
            found[key] = scope.name(wanted)
    return found


def module_path(path: str) -> str:
    """The module of the document at `path` below the folder that was named, without `.py`: `pets/arazzo.yaml` is `pets`."""
    *folders, file = [part for part in path.split("/") if part not in ("", ".", "..")] or ["workflows"]
    stem = re.sub(r"\.arazzo$", "", _EXTENSION.sub("", file), flags=re.IGNORECASE)
    if stem.lower() in _PASSED_OVER:
        stem = next((folder for folder in reversed(folders) if folder.lower() not in _PASSED_OVER), stem)
        folders = _without_last(folders, stem)
    else:
        stem = _TRAILING.sub("", stem)
    kept = [folder for folder in folders if folder.lower() not in _PASSED_OVER]
    return "/".join(_module_name(part) for part in (*kept, stem))


def _without_last(folders: list[str], name: str) -> list[str]:
    """The folders without the one that gives the module its name."""
    if name not in folders:
        return folders
    last = len(folders) - 1 - folders[::-1].index(name)
    return folders[:last]


def _module_name(text: str) -> str:
    name = "_".join(words(text))
    return f"_{name}" if name[0].isdigit() else f"{name}_" if keyword.iskeyword(name) else name


def _client(source: Source) -> str:
    """The parameter for a source: boto3's name of the service, or what the source's name makes."""
    return snake(source.backend.service) if isinstance(source.backend, AwsBackend) else client(source.name)


def _workflow_names(document: BoundDocument, path: str) -> dict[WorkflowKey, WorkflowNames]:
    scope = Scope()
    found: dict[WorkflowKey, WorkflowNames] = {}
    for workflow in document.workflows:
        function = scope.name(snake(workflow.key.workflow_id))
        outputs = scope.name(f"{camel(function.strip('_'))}Outputs")
        found[workflow.key] = WorkflowNames(path, function, outputs)
    return found
