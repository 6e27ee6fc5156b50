"""Settings about what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from arazzo_codegen.cli import run

FLOW = """
arazzo: 1.0.1
info: {title: Shop, version: "1"}
sourceDescriptions: [{name: shop, url: shop.openapi.yaml, type: openapi}]
workflows: [{workflowId: buy, steps: [{stepId: look, operationId: look}]}]
"""
DESCRIPTION = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example"}]
paths: {/look: {get: {operationId: look, responses: {"200": {description: Yes}}}}}
"""


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[backends]\nshopp = 'http'", "no document declares a source description `shopp`"),
        ("[aws.shopp]\nservice = 'sqs'", "change it to `shop`"),
        ("[sources]\n'https://a.example/x.yaml' = 'x.yaml'", "there is no `x.yaml`"),
        ("[path-severity.'specs/nope']\nARZ105 = 'ignore'", "there is no `specs/nope`"),
        ("[backends]\nshop = 'http'\n[path-severity.'shop.arazzo.yaml']\nARZ105 = 'ignore'", None),
        ("[backends]\nshopp = 'http'\n[severity]\nARZ087 = 'ignore'", None),
    ],
)
def test_settings_about_what_is_not_there_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: str,
    said: str | None,
) -> None:
    (tmp_path / "arazzo-codegen.toml").write_text(settings)
    (tmp_path / "shop.arazzo.yaml").write_text(FLOW)
    (tmp_path / "shop.openapi.yaml").write_text(DESCRIPTION)
    monkeypatch.chdir(tmp_path)
    status = run(["--no-emit", "--no-cache", "."])
    shown = capsys.readouterr().err
    assert status == 0, shown
    assert ("ARZ087" in shown) == (said is not None)
    assert said is None or said in shown
