"""The service models that come with botocore, read without importing it.

Takes boto3's name of a service, gives the model's JSON. Importing botocore and its loaders costs five times what reading the file does.
"""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.util import find_spec

from ..load.model import Data


@cache
def services() -> tuple[str, ...]:
    """boto3's names of all services, sorted; empty when botocore is not installed."""
    folder = _folder()
    if folder is None:
        return ()
    return tuple(sorted(entry.name for entry in os.scandir(folder) if entry.is_dir()))


@cache
def model(service: str) -> Data:
    """The newest `service-2` model of a service, None when there is none."""
    folder = _folder()
    if folder is None or service not in services():
        return None
    for version in sorted(os.listdir(os.path.join(folder, service)), reverse=True):
        content = _content(os.path.join(folder, service, version, "service-2.json"))
        if content is not None:
            read: Data = json.loads(content)
            return read
    return None


def _folder() -> str | None:
    found = find_spec("botocore")
    if found is None or not found.submodule_search_locations:
        return None
    folder = os.path.join(found.submodule_search_locations[0], "data")
    return folder if os.path.isdir(folder) else None


def _content(path: str) -> bytes | None:
    """The content of a model, which botocore ships packed or plain."""
    if os.path.isfile(f"{path}.gz"):
        import gzip

        with gzip.open(f"{path}.gz") as file:
            return file.read()
    if os.path.isfile(path):
        with open(path, "rb") as file:
            return file.read()
    return None
