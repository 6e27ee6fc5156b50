"""Plan: what will the modules say?

Takes the program, its flows and the options; gives the modules of the output, and the names of the runtime modules that they need.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from ..bind.model import Program, SourceKey
from ..flow.model import Flows
from ..options import Options
from .clients import plan_clients
from .clients_names import client_names
from .documents import Documents
from .model import PackagePlan
from .program import program_names
from .types import TypeSpeller


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
        documents = Documents(program, flows, options, names, clients, api_types, is_async)
        modules += [documents.module(document) for document in program.documents if document.path not in without]
    needed = {*runtime, *(name for module in modules for name in module.runtime)}
    return PackagePlan(tuple(modules), tuple(sorted(needed)), http_client=options.http_client)
