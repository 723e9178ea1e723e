"""Does code name only core terms? Everything else in the vocabulary must be reachable as data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import ontology as room
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes

ROOT = Path(room.__file__).parents[1]
ROOMS = ("ontology", "graph", "ingest", "search", "api")


def core_names() -> set[str]:
    groups = (Classes, Properties, Schemes)
    return {value for group in groups for key, value in vars(group).items() if key.isupper()}


def other_names(ontology: Ontology) -> set[str]:
    """Terms that code must not name. Names of small letters only are English words as well (``city``, ``status``),
    which code uses for other things, so only names with a capital can be told."""
    every = {*ontology.classes, *ontology.properties, *ontology.concepts, *ontology.schemes} - core_names()
    return {name for name in every if not name.islower()}


def literals(path: Path) -> Iterator[ast.Constant]:
    """The string literals of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def test_code_names_only_core_terms(ontology: Ontology) -> None:
    names = other_names(ontology)
    files = [path for folder in ROOMS for path in (ROOT / folder).rglob("*.py")]
    assert len(names) > 200 and len(files) > 10
    found = [
        f"{p.relative_to(ROOT)}:{n.lineno} {n.value}" for p in files for n in literals(p) if n.value in names
    ]
    assert found == []


def test_the_search_would_find_one(tmp_path: Path, ontology: Ontology) -> None:
    careless = tmp_path / "careless.py"
    careless.write_text('KIND = "GoodsResource"\n', encoding="utf-8")
    names = other_names(ontology)
    assert [n.value for n in literals(careless) if n.value in names] == ["GoodsResource"]
