"""Which vocabulary does a service speak, and how does it come to another one? Folders read, judged by the store, taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from api.settings import Settings
from graph.connection import Graph
from graph.evolution import judge, told
from graph.vocabulary import held
from ontology.errors import DataProblem
from ontology.evolution import Change, changes
from ontology.load import TURTLE, load
from ontology.model import Ontology
from ontology.problems import OntologyError
from ontology.summary import summarise
from ontology.terms import NAMESPACE
from ontology.triples import OWL, RDF, RDFS, SH, SKOS, XSD

MAX_CHANGES = 500
PREFIXES = {
    "gj": NAMESPACE,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
    "dct": "http://purl.org/dc/terms/",
}


class BrokenVocabulary(DataProblem):
    """The Turtle files do not make a sound vocabulary; ``problems`` lists what was found."""

    def __init__(self, error: OntologyError) -> None:
        problems = [
            {"file": p.file, "line": p.line, "term": p.term, "zh": p.zh, "en": p.en} for p in error.problems
        ]
        super().__init__(error.zh, error.en, **error.where, problems=problems)


class NoSuchFolder(DataProblem):
    """The folder of additions is not there."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """一处变化 | one difference between two vocabularies."""

    of: str
    term: str
    kind: str
    additive: bool
    zh: str
    en: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class VocabularyStatus:
    """所加载的本体、库所用的本体 | the vocabulary in force, what it holds, and what the store was made with."""

    version: str
    folder: str
    classes: int
    properties: int
    concepts: int
    schemes: int
    constraints: int
    stored_version: str
    migrating_to: str
    read_under_other_versions: int


@dataclass(frozen=True, slots=True)
class Checked:
    """一个目录的检查结果 | what a folder of additions would change against the vocabulary in force, and in the store."""

    verdict: Literal["same", "compatible", "needs-migration", "not-asked"]
    version: str
    changes: tuple[ChangeView, ...]
    concerned: tuple[dict[str, Any], ...]


READ_OTHERWISE = """
MATCH (s:Source {live: true}) WHERE NOT s.reader ENDS WITH $version RETURN count(s) AS sources
"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary with the texts of the files that it was loaded from."""

    ontology: Ontology
    files: tuple[str, ...]


def vocabulary_of(settings: Settings, *, anew: bool = False) -> Vocabulary:
    """The project's vocabulary with the additions that the settings name; ``anew``: all files are read again.

    Raises:
        BrokenVocabulary: with all that is wrong. NoSuchFolder: the settings name none that is there.
    """
    ontology = _loaded(TURTLE if anew else None, settings.ontology)
    return Vocabulary(ontology, files_of(settings))


def files_of(settings: Settings) -> tuple[str, ...]:
    """The texts of the vocabulary's files as they are now."""
    folders = [TURTLE, *([settings.ontology] if settings.ontology else [])]
    return tuple(path.read_text("utf-8-sig") for folder in folders for path in sorted(folder.glob("*.ttl")))


def turtle_of(files: Iterable[str]) -> str:
    """All files as one Turtle text."""
    dataset = ox.Dataset()
    for text in files:
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            dataset.add(quad)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((q.triple for q in dataset), key=str)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def with_additions(folder: Path) -> Ontology:
    """The project's vocabulary with a folder of additions. Raises as ``vocabulary_of``."""
    return _loaded(TURTLE, folder)


def status_of(graph: Graph, settings: Settings) -> VocabularyStatus:
    """The vocabulary of a graph and of its store."""
    o, found = graph.ontology, held(graph)
    otherwise = graph.read(READ_OTHERWISE, version=o.version)[0]["sources"]
    return VocabularyStatus(
        version=o.version,
        folder=str(settings.ontology or ""),
        classes=len(o.classes),
        properties=len(o.properties),
        concepts=len(o.concepts),
        schemes=len(o.schemes),
        constraints=len(o.constraints),
        stored_version=found.version if found else "",
        migrating_to=found.target if found else "",
        read_under_other_versions=otherwise,
    )


def check_of(folder: Path, present: Ontology, graph: Graph | None) -> Checked:
    """What a folder would change, against the present vocabulary and, if there is a store, its records."""
    new = with_additions(folder)
    found = tuple(_view(c) for c in changes(summarise(present), summarise(new)))
    if graph is None:
        verdict: Literal["same", "compatible", "not-asked"] = (
            "same"
            if new.version == present.version
            else "compatible"
            if all(c.additive for c in found)
            else "not-asked"
        )
        return Checked(verdict, new.version, found[:MAX_CHANGES], ())
    judgement = judge(graph, new)
    found = tuple(map(_view, judgement.changes)) or found
    if judgement.findings:
        concerned = tuple(told(f) for f in judgement.findings)
        return Checked("needs-migration", new.version, found[:MAX_CHANGES], concerned)
    same = new.version == present.version and not judgement.changes
    return Checked("same" if same else "compatible", new.version, found[:MAX_CHANGES], ())


def _loaded(folder: Path | None, additions: Path | None) -> Ontology:
    if additions is not None and not additions.is_dir():
        raise NoSuchFolder(
            f"没有本体目录 {additions}：请检查路径或 GONGJIAN_ONTOLOGY",
            f"there is no folder {additions}; check the path or GONGJIAN_ONTOLOGY",
            file=str(additions),
        )
    try:
        return load(folder, additions=additions)
    except OntologyError as error:
        raise BrokenVocabulary(error) from error


def _view(change: Change) -> ChangeView:
    return ChangeView(
        change.of, change.term, change.kind, change.additive, change.zh, change.en, change.successor
    )
