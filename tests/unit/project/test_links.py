"""Links that lead out of the folders that may be read are not followed; those that stay inside, and what the user named, are."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.options import Options, ReadError
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.links import read_within


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project with a file, and a secret beside the project."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "a.yaml").write_text("a: 1")
    (tmp_path / "secret.yaml").write_text("key: 1")
    return tmp_path


def test_a_link_to_a_file_outside_is_refused(place: Path) -> None:
    (place / "project" / "link.yaml").symlink_to(place / "secret.yaml")
    read = read_within(Files().read, Options(roots=(str(place / "project"),)))
    with pytest.raises(ReadError, match="leads outside"):
        read(str(place / "project" / "link.yaml"))


def test_a_link_to_a_folder_outside_is_refused(place: Path) -> None:
    (place / "project" / "up").symlink_to(place)
    read = read_within(Files().read, Options(roots=(str(place / "project"),)))
    with pytest.raises(ReadError, match="leads outside"):
        read(str(place / "project" / "up" / "secret.yaml"))


def test_a_link_inside_is_followed(place: Path) -> None:
    (place / "project" / "link.yaml").symlink_to(place / "project" / "a.yaml")
    read = read_within(Files().read, Options(roots=(str(place / "project"),)))
    assert read(str(place / "project" / "link.yaml")) == b"a: 1"


def test_roots_may_be_links_themselves(place: Path) -> None:
    (place / "checkout").symlink_to(place / "project")
    read = read_within(Files().read, Options(roots=(str(place / "checkout"),)))
    assert read(str(place / "checkout" / "a.yaml")) == b"a: 1"


def test_what_the_user_named_is_read_wherever_it_is(place: Path) -> None:
    (place / "project" / "link.yaml").symlink_to(place / "secret.yaml")
    options = Options(
        roots=(str(place / "project"),), base=str(place / "project"), entry_names={"link.yaml": "link.yaml"}
    )
    assert read_within(Files().read, options)(str(place / "project" / "link.yaml")) == b"key: 1"
