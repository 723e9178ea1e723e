"""What do the Turtle files say? All of them read into one index of subjects, with the line of each term.

Only syntax is judged here; what the triples mean is ``ontology.load``'s question.
"""

from __future__ import annotations

import hashlib
import re
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
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = RDF + "type"
_VERSION_DIGITS = 16
_LARGEST = 16 * 1024 * 1024  # bytes a file


@dataclass(slots=True)
class Triples:
    """The triples by subject and predicate (IRIs, or ``_:id`` for blank nodes), in file order.

    ``files`` says in which files a subject is given a type, ``spoken`` in which files anything is said of it.
    Files of a second folder are called ``folder/file``.
    """

    subjects: dict[str, dict[str, list[Node]]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    spoken: dict[str, list[str]] = field(default_factory=dict)
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
        found = self.objects(subject, predicate)
        literals = (o for o in found if isinstance(o, ox.Literal)) if found else ()
        return [o.value for o in literals if language is None or o.language == language]

    def items(self, node: Node) -> Iterator[Node]:
        """The members of an RDF list; one that leads back into itself ends there."""
        seen: set[str] = set()
        while (key := node_key(node)) != RDF + "nil" and key not in seen:
            seen.add(key)
            first, rest = self.objects(key, RDF + "first"), self.objects(key, RDF + "rest")
            if not first or not rest:
                return
            yield first[0]
            node = rest[0]

    def problem(self, subject: str, zh: str, en: str) -> Problem:
        """A problem of a term, at the file and line where something was added to it, else where it is declared."""
        name = subject.removeprefix(NAMESPACE)
        spoken = self.spoken.get(subject, ["?"])
        added = [file for file in spoken if "/" in file]
        file = (added or self.files.get(subject) or spoken)[0]
        return Problem(file, self._line(file, name), name, zh, en)

    def _line(self, file: str, name: str) -> int:
        text = self.texts.get(file, "")
        pattern = rf"^[ \t]*(?:[\w-]*:|<{re.escape(NAMESPACE)}){re.escape(name)}>?(?=[\s;.]|$)"
        found = re.search(pattern, text, re.MULTILINE)
        return text.count("\n", 0, found.start()) + 1 if found else 0


def node_key(node: Node) -> str:
    """The key under which a node is a subject."""
    if isinstance(node, ox.NamedNode):
        return node.value
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else str(getattr(node, "value", node))


def read_triples(folder: Path, additions: Path | None = None) -> Triples:
    """Read every ``*.ttl`` of a folder, in name order, then those of a second folder, if one is given.

    Raises:
        OntologyError: no files, files that are too large or not Turtle (all of them named, with the line).
    """
    triples, problems, quads = Triples(), [], list[ox.Quad]()
    for name, path in _files(folder, additions):
        try:
            if path.stat().st_size > _LARGEST:
                zh, en = f"文件超过 {_LARGEST >> 20} MiB", f"larger than {_LARGEST >> 20} MiB"
                problems.append(Problem(name, 0, "", zh, en))
                continue
            text = path.read_text(encoding="utf-8-sig")
            triples.texts[name] = text
            quads += _add(triples, name, text)
        except SyntaxError as error:
            problems.append(_syntax_problem(name, error))
        except UnicodeDecodeError as error:
            problems.append(Problem(name, 0, "", "不是 UTF-8 编码", f"not UTF-8 (byte {error.start})"))
    if problems:
        raise OntologyError(problems)
    triples.version = _version(quads)
    return triples


def _files(folder: Path, additions: Path | None) -> list[tuple[str, Path]]:
    """The Turtle files of both folders with the names that messages give them."""
    own = [(path.name, path) for path in sorted(folder.glob("*.ttl"))]
    more = sorted(additions.glob("*.ttl")) if additions else []
    for place, found in ((folder, own), (additions, more)):
        if place and not found:
            raise OntologyError([Problem(str(place), 0, "", "没有找到 .ttl 文件", "no .ttl files here")])
    return own + [(f"{path.absolute().parent.name}/{path.name}", path) for path in more]


def _add(triples: Triples, file: str, text: str) -> list[ox.Quad]:
    quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    for quad in quads:
        key, predicate, value = node_key(quad.subject), quad.predicate.value, quad.object
        values = triples.subjects.setdefault(key, {}).setdefault(predicate, [])
        if value not in values:
            values.append(value)
        spoken = triples.spoken.setdefault(key, [])
        if file not in spoken:
            spoken.append(file)
        if predicate == _TYPE and file not in triples.files.setdefault(key, []):
            triples.files[key].append(file)
    return quads


def _syntax_problem(file: str, error: SyntaxError) -> Problem:
    return Problem(file, error.lineno or 0, "", f"Turtle 语法错误：{error.msg}", f"not Turtle: {error.msg}")


def _version(quads: list[ox.Quad]) -> str:
    """Hash of the canonical triples (RDFC-1.0 names the blank nodes): comments and order do not change it.

    Only triples with blank nodes are canonicalised: their names depend on no others.
    """
    blank = [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    dataset = ox.Dataset(blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    named = set(quads).difference(blank)
    lines = "\n".join(sorted(map(str, (*named, *dataset))))
    return hashlib.sha256(lines.encode()).hexdigest()[:_VERSION_DIGITS]
