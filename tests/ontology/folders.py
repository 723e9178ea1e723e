"""Which folders of Turtle do the tests load? The project's own files with something added or changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from ontology.load import TURTLE

PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix gj:   <urn:gongjian:ontology:> .
@prefix org:  <http://www.w3.org/ns/org#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vf:   <https://w3id.org/valueflows/ont/vf#> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
"""


def words(zh: str, en: str, label: str = "rdfs:label") -> str:
    """Labels and definitions in both languages, as Turtle."""
    return f'{label} "{zh}"@zh , "{en}"@en ; skos:definition "{zh}。"@zh , "{en}."@en'


def with_addition(tmp_path: Path, turtle: str, name: str = "added.ttl") -> Path:
    """A copy of the project's folder with one more file."""
    folder = tmp_path / "turtle"
    if not folder.exists():
        shutil.copytree(TURTLE, folder)
    (folder / name).write_text(PREFIXES + turtle, encoding="utf-8")
    return folder


def additions(tmp_path: Path, turtle: str, name: str = "added.ttl") -> Path:
    """A folder ``more`` with one file, to be read in addition to the project's own."""
    folder = tmp_path / "more"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(PREFIXES + turtle, encoding="utf-8")
    return folder
