"""Can a file of things be read, and what is it? Opened, its statements counted by both passes, and given its source key."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.sources import SourceVersion
from ingest.context import IngestOptions
from ingest.errors import BrokenFile, Unbalanced
from ingest.identify import identify_things
from ingest.prepare import Prepared
from ingest.readers.count_json import count_leaves
from ingest.readers.count_rdf import count_rdf
from ingest.readers.count_turtle import NotCounted
from ingest.readers.divisions import FORMAT as DIVISIONS
from ingest.readers.divisions import DivisionTerms, divisions_of, unknown_codes
from ingest.readers.foreign import LEAF, Foreign
from ingest.readers.hsds import json_text, read_hsds
from ingest.readers.limits import Limits
from ingest.readers.open import read_as
from ingest.readers.rdf import read_rdf
from ingest.readers.rdf_source import FORMATS, read_source
from ingest.readers.sniff import JSON, JSON_LIST
from ingest.report import Note
from ingest.things.meaning import HsdsTerms, RdfTerms, Vocabulary
from ingest.tools import Tools
from ontology.standards import standards

_MOST_CELLS = 3_000_000
"""A list of divisions is held in memory; a longer one (all villages of the country at once) is read as a plain list."""
_JSON = frozenset({JSON, JSON_LIST})
_LINKED = frozenset({"@context", "@graph", "@id", "@type"})


@dataclass(frozen=True, slots=True)
class PreparedThings:
    """A file of things that is ready to be stored. ``size`` in bytes; ``counted`` is the independent count of its
    statements (RDF) or leaves (JSON)."""

    path: Path
    size: int
    foreign: Foreign
    version: SourceVersion
    counted: int

    @property
    def name(self) -> str:
        """The file's name."""
        return self.foreign.name

    @property
    def units(self) -> int:
        """How many subjects it describes."""
        return len(self.foreign.nodes)


def prepare_things(path: Path, content: str, options: IngestOptions, tools: Tools) -> PreparedThings:
    """Open a file of RDF or HSDS, hold its statements against the independent count, find its key.

    Raises:
        IngestError: it cannot be read, is too large, or the counts differ.
    """
    foreign, counted = _opened(path, options.limits)
    if foreign.seen != counted:
        raise Unbalanced(foreign.name, counted, foreign.seen, "全文 whole file")
    version = identify_things(foreign, content, options.source, tools.lists)
    return PreparedThings(path, path.stat().st_size, foreign, version, counted)


def as_divisions(one: Prepared, tools: Tools) -> PreparedThings | None:
    """A list that is one of administrative divisions, as places; ``None`` for any other."""
    foreign = divisions_of(one.document, tools.lists.gazetteer, tools.lists.kind_of)
    if foreign is None or foreign.seen != one.counted.cells or foreign.seen > _MOST_CELLS:
        return None
    return PreparedThings(one.path, one.size, foreign, one.version, foreign.seen)


def notes_of(one: PreparedThings, tools: Tools) -> tuple[Note, ...]:
    """That a list was read as administrative divisions, and how many of its codes the official places do not have."""
    if one.foreign.format != DIVISIONS:
        return ()
    unknown = unknown_codes(one.foreign, tools.lists.gazetteer)
    more_zh = f"；其中 {unknown} 个代码官方区划表里没有，照原样保留" if unknown else ""
    more_en = (
        f"; {unknown} of its codes are not among the official ones and are kept as they are"
        if unknown
        else ""
    )
    return (Note(f"按行政区划表读取{more_zh}", f"read as a table of administrative divisions{more_en}"),)


def terms_of(foreign: Foreign, tools: Tools) -> Vocabulary:
    """What a file's terms mean."""
    if foreign.format == DIVISIONS:
        return DivisionTerms()
    return HsdsTerms(tools.known) if foreign.unit == LEAF else RdfTerms(tools.known, foreign.wider)


def _opened(path: Path, limits: Limits) -> tuple[Foreign, int]:
    ending = read_as(path).ending
    if ending in _JSON and not _is_linked(path, limits):
        text = json_text(path, limits)
        foreign = read_hsds(path.name, text, limits)
        return foreign, _count(path.name, lambda: count_leaves(text))
    format = ox.RdfFormat.JSON_LD if ending in _JSON else FORMATS[ending]
    data = read_source(path, format, limits, standards())
    foreign = read_rdf(path.name, data, format, limits)
    return foreign, _count(path.name, lambda: count_rdf(data, format))


def _count(name: str, counting: Callable[[], int]) -> int:
    """The independent count; where it cannot follow the file, the file is not trusted."""
    try:
        return counting()
    except NotCounted as error:
        raise BrokenFile(
            name,
            0,
            f"第二遍清点看不懂第 {error.args[0]} 个字符处的写法",
            f"the second count does not know what stands at character {error.args[0]}",
        ) from error
    except Exception as error:  # rdflib raises what its parsers meet
        raise BrokenFile(
            name, 0, f"第二遍清点读不下去（{error}）", f"the second count failed ({error})"
        ) from error


def _is_linked(path: Path, limits: Limits) -> bool:
    """Whether JSON is JSON-LD: it names a context, a graph, or its nodes as JSON-LD does."""
    try:
        document = json.loads(json_text(path, limits))
    except (ValueError, RecursionError):
        return False
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and bool(_LINKED & first.keys())
