"""Plan: what will the modules say?

Takes the program, its flows and the options; gives the modules of the output, and the names of the runtime modules that they need.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ..bind.model import BoundDocument, Program, SourceKey
from ..flow.model import Flows
from ..options import Options
from .clients import plan_clients
from .clients_names import ClientNames, client_names
from .context import ModuleContext
from .docs import module_docstring
from .imports import Imports, runtime_modules
from .model import ModulePlan, PackagePlan
from .names import RESERVED, Scope
from .names_used import names_used
from .order import called_first
from .program import ProgramNames, program_names
from .types import TypeSpeller
from .workflow import WorkflowPlanner


def plan(
    program: Program, flows: Flows, options: Options, without: Container[str] = (), runtime: Iterable[str] = ()
) -> PackagePlan:
    """All modules: of documents, of API clients, and their asynchronous twins where they are asked for.

    The modules of documents whose paths are in `without` are left out: they are known already, and need the modules `runtime` of the runtime.
    """
    names, clients = program_names(program, options), client_names(program)
    api_types: dict[SourceKey, TypeSpeller] = {}

    def speller(source: SourceKey) -> TypeSpeller:
        api_types[source] = TypeSpeller(program.types, clients.taken(source), level=2)
        return api_types[source]

    modules = list(plan_clients(program, clients, speller, options))
    for is_async in (False, True) if options.asynchronous else (False,):
        for document in program.documents:
            if document.path not in without:
                modules.append(_document(document, program, flows, options, names, clients, api_types, is_async))
    needed = {*runtime, *(name for module in modules for name in module.runtime)}
    return PackagePlan(tuple(modules), tuple(sorted(needed)), http_client=options.http_client)


def _document(
    document: BoundDocument,
    program: Program,
    flows: Flows,
    options: Options,
    names: ProgramNames,
    clients: ClientNames,
    api_types: Mapping[SourceKey, TypeSpeller],
    is_async: bool,
) -> ModulePlan:
    path = f"aio/{names.modules[document.uri]}" if is_async else names.modules[document.uri]
    imports = Imports(path, is_async)
    own = [names.workflows[workflow.key] for workflow in document.workflows]
    taken = (*RESERVED, *(name for item in own for name in (item.function, item.outputs)))
    scope = Scope(taken)
    types = TypeSpeller(program.types, scope, level=path.count("/") + 1)
    module = ModuleContext(program, flows, options, names, clients, api_types, path, is_async, imports, types, scope)
    planned = {w.key: WorkflowPlanner(module, flows.flows[w.key]).plan() for w in called_first(document.workflows)}
    definitions = [definition for workflow in document.workflows for definition in planned[workflow.key]]
    imports.add(types.imports())
    kept = (*types.definitions(), *definitions)
    used = names_used(kept)
    constants = tuple(constant for name, constant in module.constants.items() if name in used)
    needed = imports.gathered(used | names_used(constants))
    exports = tuple(sorted(name for item in own for name in (item.outputs, item.function)))
    return ModulePlan(
        path=path,
        origin=_origin(document, options),
        docstring=module_docstring(document),
        imports=needed,
        exports=exports,
        definitions=(*constants, *kept),
        is_async=is_async,
        document=document.path,
        runtime=runtime_modules(needed),
    )


def _origin(document: BoundDocument, options: Options) -> str:
    """The document's path below the folder that was named."""
    return options.entry_names.get(document.path, document.path.replace("\\", "/").split("/")[-1])
