"""What the compiler says about documents by other people, as the tables of `docs/reference/conformance.md`.

`python -m tests.corpus.report` prints the tables; `--errors` lists each error instead, to be read by somebody.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from arazzo_codegen.diagnostics.model import Diagnostic, Severity
from tests.compiling import Compiled
from tests.corpus.test_corpus import PATHS, SCHEMA_FAILS, SCHEMA_PASSES, compiled

_ABSENT_SOURCE = ("ARZ013",)
_CANNOT = ("ARZ901",)


def main() -> None:
    """Print the report."""
    results = {path: compiled(path) for path in PATHS}
    if "--errors" in sys.argv:
        print(*_errors(results), sep="\n")
    else:
        print(*_sets(results), "", *_frequent(results), "", *_schema_tests(results), sep="\n")


def _sets(results: dict[str, Compiled]) -> Iterable[str]:
    yield "| set | documents | clean | warned | refused |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    folders = dict.fromkeys(path.partition("/")[0] for path in results)
    for folder in folders:
        yield _row(folder, [result for path, result in results.items() if path.startswith(f"{folder}/")])
    yield _row("**all**", list(results.values()))


def _row(name: str, results: list[Compiled]) -> str:
    verdicts = Counter(_verdict(result) for result in results)
    return f"| {name} | {len(results)} | {verdicts['clean']} | {verdicts['warned']} | {verdicts['refused']} |"


def _verdict(result: Compiled) -> str:
    return "refused" if result.errors else "warned" if result.diagnostics else "clean"


def _frequent(results: dict[str, Compiled]) -> Iterable[str]:
    """The ten codes that most documents have, each with the first place."""
    said = [(path, diagnostic) for path, result in results.items() for diagnostic in result.diagnostics]
    documents = Counter(code for result in results.values() for code in set(result.codes))
    times = Counter(diagnostic.rule.code for _, diagnostic in said)
    yield "| code | name | documents | times | an example |"
    yield "| --- | --- | ---: | ---: | --- |"
    for code, count in sorted(documents.items(), key=lambda item: (-item[1], item[0]))[:10]:
        first = next(diagnostic for _, diagnostic in said if diagnostic.rule.code == code)
        yield f"| {code} | {first.rule.name} | {count} | {times[code]} | {_place(first)}: {_cell(first.message)} |"


def _schema_tests(results: dict[str, Compiled]) -> Iterable[str]:
    passes = [path for path in SCHEMA_PASSES if not _own_errors(results[path])]
    fails = [path for path in SCHEMA_FAILS if _own_errors(results[path])]
    yield "| schema tests | documents | as expected |"
    yield "| --- | ---: | ---: |"
    yield f"| `pass` | {len(SCHEMA_PASSES)} | {len(passes)} without an error but for the sources that are not there |"
    yield f"| `fail` | {len(SCHEMA_FAILS)} | {len(fails)} with an error of their own, the rest for their sources alone |"
    yield ""
    for title, paths in (("`pass`, yet refused", SCHEMA_PASSES), ("`fail`", SCHEMA_FAILS)):
        yield f"| {title} | codes |"
        yield "| --- | --- |"
        for path in paths:
            codes = ", ".join(dict.fromkeys(found.rule.code for found in _own_errors(results[path])))
            if codes or paths is SCHEMA_FAILS:
                yield f"| `{path.removeprefix('oai-tests/tests/schema/')}` | {codes or 'its source alone'} |"
        yield ""


def _own_errors(result: Compiled) -> list[Diagnostic]:
    return [found for found in result.errors if found.rule.code not in (*_ABSENT_SOURCE, *_CANNOT)]


def _errors(results: dict[str, Compiled]) -> Iterable[str]:
    for path, result in results.items():
        for found in result.diagnostics:
            if found.severity is Severity.ERROR:
                yield f"{path}\t{_place(found)}\t{found.rule.code}\t{found.message}"


def _place(diagnostic: Diagnostic) -> str:
    span = diagnostic.primary.span
    return f"`{span.path}:{span.start.line}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|") if len(text) <= 150 else text[:150].replace("|", "\\|").rstrip("`") + "…"


if __name__ == "__main__":
    main()
