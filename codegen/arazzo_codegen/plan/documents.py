"""Modules of Arazzo documents.

Takes the program, its flows and all names; gives the module of a document. The documents whose workflows it calls are planned before it, so that the
outputs of those workflows have their types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..bind.model import BoundDocument, Program, SourceKey, WorkflowKey
from ..flow.model import Flows
from ..options import Options
from .clients_names import ClientNames
from .context import ModuleContext
from .docs import module_docstring
from .imports import Imports, runtime_modules
from .model import ConstantDef, Definition, ModulePlan
from .names import RESERVED, Scope
from .names_used import names_used
from .order import called_by, called_first
from .program import ProgramNames
from .static import Spelled
from .types import TypeSpeller
from .workflow import WorkflowPlanner


class Documents:
    """Plans the modules of documents, all synchronous or all asynchronous; each is planned once."""

    def __init__(
        self,
        program: Program,
        flows: Flows,
        options: Options,
        names: ProgramNames,
        clients: ClientNames,
        api_types: Mapping[SourceKey, TypeSpeller],
        is_async: bool,
    ) -> None:
        self._program = program
        self._flows = flows
        self._options = options
        self._names = names
        self._clients = clients
        self._api_types = api_types
        self._is_async = is_async
        self._by_uri = {document.uri: document for document in program.documents}
        self._entered: set[str] = set()
        self._made: dict[str, ModulePlan] = {}
        self._returned: dict[tuple[WorkflowKey, str], Spelled] = {}
        self._raised: dict[WorkflowKey, frozenset[str]] = {}

    def module(self, document: BoundDocument) -> ModulePlan:
        """The module of a document. Of documents that call each other, one is planned without knowing the other."""
        if document.uri not in self._made:
            self._entered.add(document.uri)
            for called in self._called(document):
                if called.uri not in self._entered:
                    self.module(called)
            self._made[document.uri] = self._planned(document)
        return self._made[document.uri]

    def _called(self, document: BoundDocument) -> Iterable[BoundDocument]:
        keys = (key for workflow in document.workflows for key in called_by(workflow))
        return (self._by_uri[uri] for uri in dict.fromkeys(key.document for key in keys) if uri in self._by_uri)

    def _planned(self, document: BoundDocument) -> ModulePlan:
        module = self._context(document)
        order = called_first(document.workflows)
        planned = {w.key: WorkflowPlanner(module, self._flows.flows[w.key]).plan() for w in order}
        definitions = [definition for workflow in document.workflows for definition in planned[workflow.key]]
        module.imports.add(module.types.imports())
        kept = (*module.types.definitions(), *definitions)
        return self._module(document, module, kept)

    def _context(self, document: BoundDocument) -> ModuleContext:
        path = self._names.modules[document.uri]
        path = f"aio/{path}" if self._is_async else path
        own = [self._names.workflows[workflow.key] for workflow in document.workflows]
        scope = Scope((*RESERVED, *(name for item in own for name in (item.function, item.outputs))))
        return ModuleContext(
            self._program,
            self._flows,
            self._options,
            self._names,
            self._clients,
            self._api_types,
            path,
            self._is_async,
            Imports(path, self._is_async),
            TypeSpeller(self._program.types, scope, level=path.count("/") + 1),
            scope,
            returned=self._returned,
            raised=self._raised,
        )

    def _module(self, document: BoundDocument, module: ModuleContext, kept: tuple[Definition, ...]) -> ModulePlan:
        used = names_used(kept)
        constants: tuple[ConstantDef, ...] = tuple(c for name, c in module.constants.items() if name in used)
        needed = module.imports.gathered(used | names_used(constants))
        own = (self._names.workflows[workflow.key] for workflow in document.workflows)
        return ModulePlan(
            path=module.path,
            origin=_origin(document, self._options),
            docstring=module_docstring(document),
            imports=needed,
            exports=tuple(sorted(name for item in own for name in (item.outputs, item.function))),
            definitions=(*constants, *kept),
            is_async=self._is_async,
            document=document.path,
            runtime=runtime_modules(needed),
        )


def _origin(document: BoundDocument, options: Options) -> str:
    """The document's path below the folder that was named."""
    return options.entry_names.get(document.path, document.path.replace("\\", "/").split("/")[-1])
