"""Settings, as they are after defaults."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..diagnostics.model import Severity
from ..diagnostics.render.report import Report
from ..options import Options
from .files import Files


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project has settled: paths are relative to the working folder or absolute."""

    inputs: tuple[str, ...] = ()
    output: str | None = None
    options: Options = field(default_factory=Options)
    report: Report = field(default_factory=lambda: Report(()))

    @property
    def failed(self) -> bool:
        """Whether there are errors in the settings."""
        return self.report.count(Severity.ERROR) > 0


def load_settings(files: Files) -> Settings:
    """The settings of the project that holds the working folder."""
    del files
    return Settings()
