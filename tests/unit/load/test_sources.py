"""Which documents are read, under which names, and why others are not."""

from __future__ import annotations

import json

from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.load.model import Document, MappingNode, Sources, Unreadable
from arazzo_codegen.options import Options, ReadError
from hypothesis import given, settings
from hypothesis import strategies as st

ARAZZO = "arazzo: 1.0.1\nsourceDescriptions:\n- {{name: a, url: {url}}}\n"


class Disk:
    """Files by path, and how often each was read."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.reads: list[str] = []

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        if path not in self.files:
            raise ReadError("no such file")
        return self.files[path].encode()


def load_all(disk: Disk, *entries: str, options: Options | None = None) -> tuple[Sources, Reporter]:
    reporter = Reporter()
    return load(entries, disk.read, options or Options(base="/w"), reporter), reporter


def found(sources: Sources, uri: str) -> Document:
    document = sources.documents[uri]
    assert isinstance(document, Document), document
    return document


def missing(sources: Sources, reference: str) -> Unreadable:
    document = sources.follow(sources.entries[0], reference)
    assert isinstance(document, Unreadable), document
    return document


def test_a_relative_source_lies_beside_its_document() -> None:
    disk = Disk(
        {"/w/specs/a.yaml": ARAZZO.format(url="../apis/x%20y.yaml#/paths"), "/w/apis/x y.yaml": "openapi: 3.1.0"}
    )
    sources, reporter = load_all(disk, "specs/a.yaml")
    document = sources.follow("file:///w/specs/a.yaml", "../apis/x%20y.yaml")
    assert isinstance(document, Document)
    assert (document.uri, document.path) == ("file:///w/apis/x%20y.yaml", "apis/x y.yaml")
    assert not reporter.diagnostics


def test_an_absolute_entry_has_absolute_neighbours() -> None:
    disk = Disk({"/w/a.yaml": ARAZZO.format(url="b.yaml"), "/w/b.yaml": "openapi: 3.1.0"})
    sources, _ = load_all(disk, "/w/a.yaml")
    assert found(sources, "file:///w/b.yaml").path == "/w/b.yaml"


def test_a_file_url_is_a_path() -> None:
    disk = Disk({"/w/a.yaml": ARAZZO.format(url="file:///x/b.yaml"), "/x/b.yaml": "openapi: 3.1.0"})
    sources, _ = load_all(disk, "a.yaml")
    assert found(sources, "file:///x/b.yaml").path == "/x/b.yaml"


def test_each_file_is_read_once_though_references_go_round() -> None:
    api = "openapi: 3.1.0\na: {$ref: 'c.yaml#/x'}\nb: {$ref: './c.yaml#/y'}\n"
    disk = Disk(
        {
            "/w/a.yaml": ARAZZO.format(url="b.yaml"),
            "/w/e.yaml": ARAZZO.format(url="./b.yaml"),
            "/w/b.yaml": api,
            "/w/c.yaml": "x: {$ref: b.yaml}\ny: {$ref: '#/x'}\nz: {$ref: c.yaml}",
        }
    )
    sources, reporter = load_all(disk, "a.yaml", "e.yaml", "./a.yaml")
    assert sorted(disk.reads) == ["/w/a.yaml", "/w/b.yaml", "/w/c.yaml", "/w/e.yaml"]
    assert sources.entries == ("file:///w/a.yaml", "file:///w/e.yaml", "file:///w/a.yaml")
    assert sources.follow("file:///w/b.yaml", "./c.yaml") is found(sources, "file:///w/c.yaml")
    assert sources.follow("file:///w/b.yaml", "") is found(sources, "file:///w/b.yaml")
    assert not reporter.diagnostics


def test_what_lies_outside_the_roots_is_not_read() -> None:
    api = "openapi: 3.1.0\na: {$ref: /etc/passwd}\nb: {$ref: ../../etc/shadow}\nc: {$ref: '../wx/b.yaml'}"
    disk = Disk({"/w/a.yaml": ARAZZO.format(url="b.yaml"), "/w/b.yaml": api, "/etc/passwd": "x", "/wx/b.yaml": "x: 1"})
    sources, _ = load_all(disk, "a.yaml", options=Options(base="/w", roots=("/w",)))
    assert sorted(disk.reads) == ["/w/a.yaml", "/w/b.yaml"]
    outside = sources.follow("file:///w/b.yaml", "/etc/passwd")
    assert (
        isinstance(outside, Unreadable) and outside.reason == "`/etc/passwd` lies outside the folders that may be read"
    )


def test_the_help_for_a_document_with_an_address_can_be_copied() -> None:
    document = "arazzo: 1.1.0\n$self: https://x.example/arazzo/a.yaml\nsourceDescriptions:\n- {name: a, url: ../b.yaml}\n- {name: c, url: c.yaml}\n"
    sources, _ = load_all(Disk({"/w/a.yaml": document}), "a.yaml", options=Options(base="/w", roots=("/w",)))
    above, beside = missing(sources, "../b.yaml"), missing(sources, "c.yaml")
    assert above.help == 'add `"https://x.example/b.yaml" = "../b.yaml"` to `[tool.arazzo-codegen.sources]`'
    assert (beside.help or "").startswith(
        'put the file at `c.yaml`, or add `"https://x.example/arazzo/c.yaml" = "<path of the file>"`'
    )


def test_an_entry_is_read_wherever_it_lies() -> None:
    sources, _ = load_all(Disk({"/x/a.yaml": "arazzo: 1.0.1"}), "/x/a.yaml", options=Options(base="/w", roots=("/w",)))
    assert found(sources, "file:///x/a.yaml")


def test_nothing_is_fetched_and_the_help_says_what_to_add() -> None:
    sources, reporter = load_all(Disk({"/w/a.yaml": ARAZZO.format(url="https://x.org/b.yaml")}), "a.yaml")
    refused = missing(sources, "https://x.org/b.yaml")
    assert refused.reason == "nothing is fetched from the network during a compilation"
    assert refused.help == 'add `"https://x.org/b.yaml" = "<path of the file>"` to `[tool.arazzo-codegen.sources]`'
    assert not reporter.diagnostics


def test_a_page_of_github_is_told_from_the_file() -> None:
    url = "https://github.com/o/r/blob/main/api/b.yaml"
    sources, _ = load_all(Disk({"/w/a.yaml": ARAZZO.format(url=url)}), "a.yaml")
    help = missing(sources, url).help
    assert help is not None and "`https://raw.githubusercontent.com/o/r/main/api/b.yaml`" in help


def test_mapped_urls_are_read_from_their_files_and_so_are_their_neighbours() -> None:
    disk = Disk(
        {
            "/w/a.yaml": ARAZZO.format(url="https://x.org/v1/b.yaml"),
            "/w/vendored/b.yaml": "openapi: 3.1.0\nx: {$ref: parts/c.yaml}",
            "/w/vendored/parts/c.yaml": "y: {$ref: 'https://y.org/s/d.yaml'}",
            "/w/y/s/d.yaml": "z: 1",
        }
    )
    mapped = {"https://x.org/v1/b.yaml": "vendored/b.yaml", "https://y.org/": "y"}
    sources, _ = load_all(disk, "a.yaml", options=Options(base="/w", roots=("/nowhere", "/w/vendored"), sources=mapped))
    assert found(sources, "https://x.org/v1/b.yaml").path == "vendored/b.yaml"
    assert found(sources, "https://x.org/v1/parts/c.yaml").path == "vendored/parts/c.yaml"
    assert found(sources, "https://y.org/s/d.yaml").path == "y/s/d.yaml"


def test_the_longest_prefix_wins_and_the_exact_url_before_it() -> None:
    disk = Disk({"/w/a.yaml": ARAZZO.format(url="https://x.org/v1/b.yaml"), "/w/two/b.yaml": "", "/w/three": "t: 1"})
    mapped = {"https://x.org/": "one", "https://x.org/v1/": "two"}
    sources, _ = load_all(disk, "a.yaml", options=Options(base="/w", sources=mapped))
    assert found(sources, "https://x.org/v1/b.yaml").path == "two/b.yaml"
    exact = {**mapped, "https://x.org/v1/b.yaml": "three"}
    sources, _ = load_all(disk, "a.yaml", options=Options(base="/w", sources=exact))
    assert found(sources, "https://x.org/v1/b.yaml").path == "three"


def test_a_document_with_an_address_of_its_own_has_its_neighbours_beside_it() -> None:
    text = "$self: https://x.org/flows/deep/a.yaml\n" + ARAZZO.format(url="../b.yaml")
    disk = Disk({"/w/flows/deep/a.yaml": text, "/w/flows/b.yaml": "openapi: 3.1.0"})
    sources, _ = load_all(disk, "flows/deep/a.yaml")
    document = sources.follow(sources.entries[0], "../b.yaml")
    assert isinstance(document, Document)
    assert (document.uri, document.path) == ("https://x.org/flows/b.yaml", "flows/b.yaml")


def test_a_neighbour_that_is_not_there_is_asked_for_in_the_settings() -> None:
    text = "$self: https://x.org/a.yaml\n" + ARAZZO.format(url="b.yaml")
    disk = Disk({"/w/a.yaml": text, "/w/else.yaml": "openapi: 3.1.0"})
    sources, _ = load_all(disk, "a.yaml", options=Options(base="/w", sources={"https://x.org/b.yaml": "else.yaml"}))
    document = sources.follow(sources.entries[0], "b.yaml")
    assert isinstance(document, Document) and document.path == "else.yaml"
    sources, _ = load_all(disk, "a.yaml")
    help = missing(sources, "b.yaml").help
    assert help is not None and '"https://x.org/b.yaml"' in help


def test_a_schema_is_found_by_its_identifier() -> None:
    disk = Disk(
        {
            "/w/a.yaml": ARAZZO.format(url="b.yaml"),
            "/w/b.yaml": "openapi: 3.1.0\nx: {$ref: 'https://x.org/pet'}\ny: {$ref: c.yaml}",
            "/w/c.yaml": "$id: https://x.org/pet\ntype: object",
        }
    )
    sources, _ = load_all(disk, "a.yaml")
    assert sources.follow("file:///w/b.yaml", "https://x.org/pet") is found(sources, "file:///w/c.yaml")


def test_what_is_wrong_with_an_entry_or_source_is_said_in_it() -> None:
    disk = Disk({"/w/a.yaml": ARAZZO.format(url="b.yaml"), "/w/b.yaml": "a: [", "/w/c.yaml": "a: ["})
    sources, reporter = load_all(disk, "a.yaml", "c.yaml", "d.yaml")
    said = [(d.rule.code, d.primary.span.path) for d in reporter.diagnostics]
    assert said == [("ARZ001", "c.yaml"), ("ARZ013", "d.yaml"), ("ARZ001", "b.yaml")]
    assert missing(sources, "b.yaml").because is not None


def test_what_is_wrong_with_a_referenced_document_is_left_to_who_needs_it() -> None:
    disk = Disk(
        {
            "/w/a.yaml": ARAZZO.format(url="b.yaml"),
            "/w/b.yaml": "openapi: 3.1.0\nx: {$ref: c.yaml}",
            "/w/c.yaml": "a: 1\na: 2",
        }
    )
    sources, reporter = load_all(disk, "a.yaml")
    broken = sources.follow("file:///w/b.yaml", "c.yaml")
    assert isinstance(broken, Unreadable) and broken.reason == "key `a` is there twice (c.yaml:2:1)"
    assert broken.because is None and not reporter.diagnostics


def test_number_keys_are_forgiven_in_descriptions_only() -> None:
    text = ARAZZO.format(url="b.yaml") + "x-y: {200: a}"
    _, reporter = load_all(Disk({"/w/a.yaml": text, "/w/b.yaml": "openapi: 3.1.0\nx: {200: a}"}), "a.yaml")
    assert [(d.rule.code, d.primary.span.path) for d in reporter.diagnostics] == [("ARZ007", "a.yaml")]


def test_odd_references_are_unreadable_and_nothing_else() -> None:
    urls = ["http://[x", "urn:a:b", "//host/x", "mailto:a@b", "http://", "?q", "a b"]
    text = "arazzo: 1.0.1\nsourceDescriptions:\n" + "".join(f"- {{name: a, url: '{url}'}}\n" for url in urls)
    sources, _ = load_all(Disk({"/w/a.yaml": text}), "a.yaml")
    assert all(isinstance(sources.follow(sources.entries[0], url), Unreadable | Document) for url in urls)


def test_a_prefix_leads_only_below_its_folder() -> None:
    text = ARAZZO.format(url="https://x.org/%2e%2e/b.yaml")
    disk = Disk({"/w/a.yaml": text, "/w/b.yaml": "openapi: 3.1.0", "/w/in/c d.yaml": "openapi: 3.1.0"})
    options = Options(base="/w", sources={"https://x.org/": "in"})
    sources, _ = load_all(disk, "a.yaml", options=options)
    assert disk.reads == ["/w/a.yaml"] and missing(sources, "https://x.org/%2e%2e/b.yaml")
    disk.files["/w/a.yaml"] = ARAZZO.format(url="https://x.org/c%20d.yaml")
    sources, _ = load_all(disk, "a.yaml", options=options)
    assert found(sources, "https://x.org/c%20d.yaml").path == "in/c d.yaml"


def test_a_path_with_a_null_character_is_never_read() -> None:
    text = "arazzo: 1.0.1\nsourceDescriptions:\n- {name: a, url: 'b%00.yaml'}\n- {name: c, url: 'file:///x%00'}\n"
    disk = Disk({"/w/a.yaml": text})
    load_all(disk, "a.yaml")
    load_all(Disk({"/w/a.yaml": "$self: https://x.org/a.yaml\n" + text}), "a.yaml")
    assert disk.reads == ["/w/a.yaml"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab./\\:?#%20[]@é htps", max_size=20), st.sampled_from(["", "$self: https://x.org/y/a.yaml\n"]))
def test_no_reference_raises(reference: str, self_uri: str) -> None:
    text = f"{self_uri}arazzo: 1.0.1\nsourceDescriptions: [{{name: a, url: {json.dumps(reference)}}}]\n"
    disk = Disk({"/w/a.yaml": text + f"x: {{$ref: {json.dumps(reference)}}}\n"})
    load_all(disk, "a.yaml", options=Options(base="/w", roots=("/w",), sources={"https://x.org/": "in"}))
    assert all(path == "/w" or path.startswith("/w/") for path in disk.reads)


def test_sources_that_are_no_sources_are_left_to_parsing() -> None:
    for odd in ("sourceDescriptions: 1", "sourceDescriptions: [1, {url: 2}, {}]", "sourceDescriptions: {url: x}"):
        sources, _ = load_all(Disk({"/w/a.yaml": "arazzo: 1.0.1\n" + odd}), "a.yaml")
        root = found(sources, "file:///w/a.yaml").root
        assert isinstance(root, MappingNode)
