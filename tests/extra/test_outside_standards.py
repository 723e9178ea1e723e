"""Does the HSDS export validate against the standard's own schema files? Where ``DATA`` names a folder that holds them
(``standards/hsds/*.json``: the uncompiled tables, or ``compiled/service.json``); else *not measured*."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from graph.connection import Graph
from graph.export.hsds import hsds
from graph.principal import PUBLIC
from tests.extra.outside import FOLDER, need
from tests.graph.export.test_standards import sample

__all__ = ["sample"]
pytestmark = [pytest.mark.extra, pytest.mark.store]
SET = "standards/hsds"


def tables(folder: Path) -> dict[str, Any]:
    """The standard's tables by file name; each refers to the others by that name."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def test_services_validate_against_the_standard_s_own_files(sample: Graph) -> None:
    need([SET])
    found = tables(FOLDER / SET)
    if "service.json" not in found:
        need([f"{SET}/service.json"])
    base = "json-schema:///"
    registry = jsonschema_rs.Registry([(f"{base}{name}", table) for name, table in found.items()])
    validator = jsonschema_rs.Draft202012Validator(
        {"$id": f"{base}root.json", "$ref": "service.json"}, registry=registry, validate_formats=True
    )
    services = json.loads("".join(hsds(sample, PUBLIC)))["contents"]
    errors = [str(e) for s in services for e in validator.iter_errors(s)]
    print(f"HSDS: {len(services)} services, {len(errors)} errors")  # noqa: T201 - the figure of this run
    assert services and not errors, errors[:3]
