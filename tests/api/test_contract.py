"""Do the committed documents say what the code does, and does every route say what it is?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api import reference
from api.http import openapi
from api.http.app import assemble
from api.settings import Settings, variables

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, Any]]:
    """Every operation of the contract by method and path."""
    paths = assemble().openapi()["paths"]
    return {f"{method} {path}": o for path, methods in paths.items() for method, o in methods.items()}


def test_the_committed_contract_is_the_services() -> None:
    """``python -m api.http.openapi > docs/openapi.json`` after a wanted change."""
    committed = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))
    assert _shapes(committed) == _shapes(json.loads(openapi.document()))


def _shapes(document: dict[str, Any]) -> dict[str, Any]:
    """The contract without the prose of the other rooms' dataclasses."""
    for schema in document["components"]["schemas"].values():
        schema.pop("description", None)
    return document


def test_the_committed_reference_is_the_codes() -> None:
    """``python -m api.reference > docs/reference.md`` after a wanted change."""
    assert (DOCS / "reference.md").read_text(encoding="utf-8") == reference.document()


def test_operation_ids_are_stable_names(operations: dict[str, dict[str, Any]]) -> None:
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


def test_every_route_says_what_it_is_in_both_languages(operations: dict[str, dict[str, Any]]) -> None:
    for route, operation in operations.items():
        zh, bar, en = operation["summary"].partition(" | ")
        assert bar, route
        assert any("一" <= letter <= "鿿" for letter in zh), route
        assert en.strip(), route


def test_every_route_says_how_it_fails(operations: dict[str, dict[str, Any]]) -> None:
    for route, operation in operations.items():
        assert "application/problem+json" in operation["responses"]["default"]["content"], route


def test_every_setting_is_described_in_both_languages() -> None:
    for name, field in Settings.model_fields.items():
        assert " | " in (field.description or ""), name
        assert variables(name)
