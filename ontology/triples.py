"""What do the Turtle files say? All of them read into one index of subjects, with the line of each term.

Only syntax is judged here; what the triples mean is ``ontology.load``'s question.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ontology.problems import OntologyError, Problem
from ontology.terms import NAMESPACE

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_VERSION_DIGITS = 16


@dataclass(slots=True)
class Triples:
    """The triples by subject and predicate (IRIs, or ``_:id`` for blank nodes), in file order.

    ``files`` says in which files a subject is given a type.
    """

    subjects: dict[str, dict[str, list[Node]]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    version: str = ""

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """The objects of a subject's predicate."""
        return self.subjects.get(subject, {}).get(predicate, [])

    def names(self, subject: str, predicate: str) -> list[str]:
        """Local names of the objects that are terms of our namespace."""
        found = (o.value for o in self.objects(subject, predicate) if isinstance(o, ox.NamedNode))
        return [iri.removeprefix(NAMESPACE) for iri in found if iri.startswith(NAMESPACE)]

    def literals(self, subject: str, predicate: str, language: str | None = None) -> list[str]:
        """Values of the literal objects, of one language if it is given."""
        literals = (o for o in self.objects(subject, predicate) if isinstance(o, ox.Literal))
        return [o.value for o in literals if language is None or o.language == language]

    def items(self, node: Node) -> Iterator[Node]:
        """The members of an RDF list."""
        while (key := node_key(node)) != RDF + "nil":
            first, rest = self.objects(key, RDF + "first"), self.objects(key, RDF + "rest")
            if not first or not rest:
                return
            yield first[0]
            node = rest[0]

    def problem(self, subject: str, zh: str, en: str) -> Problem:
        """A problem of a term, at the file and line where it is declared."""
        name = subject.removeprefix(NAMESPACE)
        file = self.files.get(subject, ["?"])[0]
        return Problem(file, self._line(file, name), name, zh, en)

    def _line(self, file: str, name: str) -> int:
        text = self.texts.get(file, "")
        pattern = rf"^[ \t]*(?:[\w-]*:|<{re.escape(NAMESPACE)}){re.escape(name)}>?(?=[\s;.]|$)"
        found = re.search(pattern, text, re.MULTILINE)
        return text.count("\n", 0, found.start()) + 1 if found else 0


def node_key(node: Node) -> str:
    """The key under which a node is a subject."""
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else str(getattr(node, "value", node))


def read_triples(folder: Path) -> Triples:
    """Read every ``*.ttl`` of a folder, in name order.

    Raises:
        OntologyError: no files, or files that are not Turtle (all of them named, with the line).
    """
    triples, problems, dataset = Triples(), [], ox.Dataset()
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise OntologyError([Problem(str(folder), 0, "", "没有找到 .ttl 文件", "no .ttl files here")])
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
            triples.texts[path.name] = text
            _add(triples, dataset, path.name, text)
        except SyntaxError as error:
            problems.append(_syntax_problem(path.name, error))
        except UnicodeDecodeError as error:
            problems.append(Problem(path.name, 0, "", "不是 UTF-8 编码", f"not UTF-8 (byte {error.start})"))
    if problems:
        raise OntologyError(problems)
    triples.version = _version(dataset)
    return triples


def _add(triples: Triples, dataset: ox.Dataset, file: str, text: str) -> None:
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
        dataset.add(quad)
        key = node_key(quad.subject)
        predicates = triples.subjects.setdefault(key, defaultdict(list))
        values = predicates[quad.predicate.value]
        if quad.object not in values:
            values.append(quad.object)
        if quad.predicate.value == RDF + "type" and file not in triples.files.setdefault(key, []):
            triples.files[key].append(file)


def _syntax_problem(file: str, error: SyntaxError) -> Problem:
    return Problem(file, error.lineno or 0, "", f"Turtle 语法错误：{error.msg}", f"not Turtle: {error.msg}")


def _version(dataset: ox.Dataset) -> str:
    """Hash of the canonical triples (RDFC-1.0 names the blank nodes): comments and order do not change it."""
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = "\n".join(sorted(str(quad) for quad in dataset))
    return hashlib.sha256(lines.encode()).hexdigest()[:_VERSION_DIGITS]
