"""The laws of the house: what each part of the code may import, touch and make."""

from __future__ import annotations

import ast
import importlib
import inspect
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "codegen" / "arazzo_codegen"
STAGES = ("load", "parse", "bind", "flow", "check", "plan", "emit")
CORE = ("diagnostics", *STAGES)
MODELS = ("diagnostics", "load", "parse", "bind", "flow", "plan")


FOUNDATIONS = {
    "arazzo_codegen.options",
    "arazzo_codegen.graphs",
    "arazzo_codegen.classes",
    "arazzo_codegen.identifiers",
    "arazzo_codegen.tuples",
    "arazzo_codegen.patterns",
}
"""What every stage may use beside diagnostics: the user's decisions, algorithms that know nothing of documents, what models are made with, and
how two stages alike say a name or a pattern in Python."""

WALKS = {"arazzo_codegen.bind.walk": "arazzo_codegen.bind.model"}
"""Ways through a model, which may be used where the model may."""


def modules(*folders: str) -> list[Path]:
    """Every module below the named folders of the package."""
    return sorted(path for folder in folders for path in (PACKAGE / folder).rglob("*.py"))


def imports(path: Path) -> list[str]:
    """The absolute names of what a module imports, at any level of nesting."""
    package = ["arazzo_codegen", *path.relative_to(PACKAGE).parent.parts]
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            found += [stem if node.module else f"{stem}.{alias.name}" for alias in node.names]
    return found


def test_pictures_are_drawn_from_models() -> None:
    allowed = {*FOUNDATIONS, "arazzo_codegen.bind.model", "arazzo_codegen.flow.model"}
    for path in modules("graph"):
        for name in imports(path):
            if name.split(".")[0] == "arazzo_codegen":
                assert name in allowed or name.startswith("arazzo_codegen.graph"), f"{path.name} imports {name}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_diagnostics_itself_and_earlier_models(stage: str) -> None:
    earlier = STAGES[: STAGES.index(stage)]
    models = {f"arazzo_codegen.{name}.model" for name in earlier}
    allowed_exact = {*FOUNDATIONS, *models, *(walk for walk, model in WALKS.items() if model in models)}
    allowed_below = ("arazzo_codegen.diagnostics", f"arazzo_codegen.{stage}")
    for path in modules(stage):
        for name in imports(path):
            if name.split(".")[0] == "arazzo_codegen":
                assert name in allowed_exact or name.startswith(allowed_below), f"{path.name} imports {name}"


def test_a_walk_knows_nothing_but_its_model() -> None:
    for walk, model in WALKS.items():
        own = {
            name
            for name in imports(PACKAGE.parent / f"{walk.replace('.', '/')}.py")
            if name.startswith("arazzo_codegen")
        }
        assert own == {model}


OUTSIDE = {
    "os",
    "pathlib",
    "shutil",
    "tempfile",
    "subprocess",
    "socket",
    "time",
    "datetime",
    "random",
    "threading",
    "urllib.request",
    "sys",
    "click",
    "glob",
    "io",
}


@pytest.mark.parametrize("path", modules(*CORE, "graph"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_touches_no_disk_terminal_environment_or_clock(path: Path) -> None:
    if path.name == "render.py":  # templates are part of the program, as its modules are: reading them is loading code
        return
    touched = {name for name in imports(path) if name in OUTSIDE or name.split(".")[0] in OUTSIDE - {"io"}}
    assert not touched, f"{path.name} imports {sorted(touched)}"
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"open", "print", "input", "eval", "exec", "__import__"}


@pytest.mark.parametrize("stage", MODELS)
def test_models_are_frozen_slotted_and_made_of_immutable_parts(stage: str) -> None:
    module = importlib.import_module(f"arazzo_codegen.{stage}.model")
    classes = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and value.__module__ == module.__name__ and is_dataclass(value)
    ]
    assert classes
    for cls in classes:
        if cls.__name__ == "Reporter":  # it collects
            continue
        parameters = vars(cls)["__dataclass_params__"]
        assert parameters.frozen and "__slots__" in vars(cls), cls.__name__
        for field in fields(cls):
            assert not str(field.type).startswith(("list", "dict", "set")), f"{cls.__name__}.{field.name}: {field.type}"


def test_only_reporting_makes_missing() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path == PACKAGE / "diagnostics" / "model.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Missing"
            ), path


DECIDING = (
    nodes.Compare,
    nodes.Call,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Macro,
    nodes.Import,
    nodes.FromImport,
    nodes.Include,
    nodes.And,
    nodes.Or,
)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.jinja")), ids=lambda path: path.name)
def test_templates_only_spell(path: Path) -> None:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    deciding = [type(node).__name__ for kind in DECIDING for node in tree.find_all(kind)]
    assert not deciding, f"{path.name} decides: {deciding}"


def test_there_are_templates() -> None:
    assert list((ROOT / "templates").rglob("*.jinja"))


def test_classes_are_made_quickly() -> None:
    for path in PACKAGE.rglob("*.py"):
        names = set(imports(path))
        if path.is_relative_to(PACKAGE / "runtime") or path.name in ("classes.py", "tuples.py"):
            continue
        assert "dataclasses" not in names, f"{path.name} imports dataclasses: use arazzo_codegen.classes"
        named = "NamedTuple" in path.read_text("utf-8")
        assert not named or "arazzo_codegen.tuples" in names, f"{path.name}: use arazzo_codegen.tuples"


RUNTIME_MAY_IMPORT = {"botocore", "boto3", "httpx2", "elementpath", "jsonpath_rfc9535"}


@pytest.mark.parametrize("path", modules("runtime"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_runtime_stands_alone(path: Path) -> None:
    import sys

    for name in imports(path):
        top = name.split(".")[0]
        if top == "arazzo_codegen":
            assert name.startswith("arazzo_codegen.runtime"), f"{path.name} imports {name}"
        else:
            assert top in sys.stdlib_module_names or top in RUNTIME_MAY_IMPORT, f"{path.name} imports {name}"


def test_modules_stay_small_enough_to_read() -> None:
    long = {
        str(path.relative_to(PACKAGE)): size
        for path in PACKAGE.rglob("*.py")
        if (size := len(path.read_text("utf-8").splitlines())) > 400 and path.name != "model.py"
    }
    assert not long


def test_no_module_is_named_after_nothing() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "processor"}


def test_every_rule_has_its_page() -> None:
    from arazzo_codegen.diagnostics.rules import RULES

    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("ARZ*.md")}
    assert pages == set(
        RULES
    ), f"without page: {sorted(set(RULES) - pages)}; without rule: {sorted(pages - set(RULES))}"
    for code, rule in RULES.items():
        heading = (ROOT / "docs" / "rules" / f"{code}.md").read_text("utf-8").splitlines()[0]
        assert heading == f"# {code} {rule.name}"


def test_codes_and_names_of_rules_are_unique() -> None:
    from arazzo_codegen.diagnostics.model import Rule
    from arazzo_codegen.diagnostics.rules import FAMILIES

    rules = [value for family in FAMILIES for value in vars(family).values() if isinstance(value, Rule)]
    assert len({rule.code for rule in rules}) == len(rules) == len({rule.name for rule in rules})


def test_what_is_packaged_is_what_is_here() -> None:
    """The distribution holds templates and rule pages: the folders that pyproject.toml forces in exist."""
    import tomllib

    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    for source in build["force-include"]:
        assert (ROOT / source).is_dir()
