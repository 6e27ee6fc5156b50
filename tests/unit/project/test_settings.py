"""Settings: where they are found, what they say, and what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from arazzo_codegen.options import AwsBinding
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.settings import Settings, load_settings
from arazzo_codegen.project.settings_page import settings_page
from arazzo_codegen.project.settings_table import SETTINGS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "settings.md"


def load(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch, name: str = "pyproject.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return load_settings(Files())


def said(settings: Settings) -> list[tuple[str, int, int, str]]:
    places = [(d.rule.code, d.primary.span.start, d.help or "") for d in settings.report.diagnostics]
    return [(code, place.line, place.column, help) for code, place, help in places]


def make_folders(folder: Path) -> None:
    """Those that settings here speak of."""
    for name in ("apis", "specs/old"):
        (folder / name).mkdir(parents=True)


def test_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folders(tmp_path)
    text = """
        [tool.arazzo-codegen]
        inputs = ["specs", "more/x.yaml"]
        output = "generated"
        async = true
        http-client = "httpx"
        strict = true
        reorder-steps = true
        max-retry-after = 5
        roots = ["../apis"]
        backends = { pets = "http", queue = "aws" }
        sources."https://x.test/" = "apis/"
        [tool.arazzo-codegen.aws.connectApi]
        service = "connect"
        members."UpdateContactAttributes.ContactId" = "InitialContactId"
        [tool.arazzo-codegen.severity]
        ARZ701 = "warning"
        [tool.arazzo-codegen.path-severity."specs/old/"]
        unused-ignore = "ignore"
    """
    settings = load(tmp_path, text, monkeypatch)
    assert said(settings) == []
    assert (settings.inputs, settings.output) == (("specs", "more/x.yaml"), "generated")
    options = settings.options
    assert (options.asynchronous, options.http_client, options.strict) == (True, "httpx", True)
    assert (options.reorder_steps, options.max_retry_after) == (True, 5.0)
    assert options.roots == (str(tmp_path.parent / "apis"),)
    assert options.backends == {"pets": "http", "queue": "aws"}
    assert options.sources == {"https://x.test/": "apis/"}
    assert options.aws == {
        "connectApi": AwsBinding("connect", {"UpdateContactAttributes.ContactId": "InitialContactId"})
    }
    assert options.severities == {"ARZ701": "warning"}
    assert options.path_severities == (("specs/old/", "unused-ignore", "ignore"),)


def test_paths_start_from_the_folder_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "arazzo-codegen.toml").write_text('inputs = ["specs"]\nsources."https://x.test/" = "apis/"\n')
    (tmp_path / "below").mkdir()
    settings = load(tmp_path / "below", "[project]\nname = 'arazzo-codegen'\n", monkeypatch)
    assert settings.inputs == ("../specs",)
    assert settings.options.sources == {"https://x.test/": "../apis/"}


def test_the_settings_of_the_folder_above_the_repository_are_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "arazzo-codegen.toml").write_text('inputs = ["specs"]\n')
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository")
    assert load_settings(Files()) == Settings()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[tool.arazzo-codegen]\nouput = 'x'", [("ARZ081", 2, 1, "change it to `output`")]),
        ("[tool.arazzo-codegen]\nstrict = 'yes'", [("ARZ082", 2, 10, "write `true` or `false`")]),
        ("[tool.arazzo-codegen]\ninputs = ['a',\n 5]", [("ARZ082", 2, 10, "write a list of strings")]),
        ("[tool]\narazzo-codegen = 5", [("ARZ082", 2, 18, "write a table")]),
        ("[tool.arazzo-codegen]\nsources = 5", [("ARZ082", 2, 11, "write a table")]),
        ("[tool.arazzo-codegen]\nmax-retry-after = nan", [("ARZ082", 2, 19, "write a number that is not negative")]),
        ("[tool.arazzo-codegen]\nmax-retry-after = true", [("ARZ082", 2, 19, "write a number that is not negative")]),
        ("[tool.arazzo-codegen.severity]\n'ARZ81' = 'error'", [("ARZ083", 2, 1, "change it to `ARZ081`")]),
        ("[tool.arazzo-codegen.severity]\nARZ203 = 'warning'", [("ARZ086", 2, 1, "remove `ARZ203`")]),
        ("x = \n# arazzo-codegen", [("ARZ080", 1, 5, "")]),
        ("# arazzo-codegen\nx = " + "[" * 100_000, [("ARZ080", 2, 100_005, "")]),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    text: str, wanted: list[tuple[str, int, int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(load(tmp_path, text, monkeypatch)) == wanted


def test_the_reference_page_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == settings_page()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: str(setting.name))
def test_the_examples_of_the_reference_page(setting: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = getattr(setting, "name")
    block = re.search(rf"^## {name}\n.*?```toml[^\n]*\n(.*?)```", settings_page(), re.MULTILINE | re.DOTALL)
    assert block is not None
    make_folders(tmp_path)
    assert said(load(tmp_path, block[1], monkeypatch)) == []
