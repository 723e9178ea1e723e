"""How does a prepared file know what a person said of it? Its reader's name carries a digest of that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ingest.guidance import guides_of
from ingest.lists.guides import guides_of_sheets
from ingest.prepare import Prepared
from ingest.prepare_mixed import PreparedMixed
from ingest.prepare_things import PreparedThings

if TYPE_CHECKING:
    from graph.connection import Graph
    from graph.sources import SourceVersion
    from ingest.tools import Tools

T = TypeVar("T", bound=Prepared | PreparedMixed | PreparedThings)

NOTE = "MATCH (s:Source {id: $id}) SET s.guides = $guides"


def guides_for(one: Prepared | PreparedMixed | PreparedThings, source: str) -> tuple[str, ...]:
    """By what a file under a source key says which of a person's words are for it."""
    if isinstance(one, PreparedThings):
        return guides_of(source, (), ())
    return guides_of_sheets(source, one.survey)


def guided(one: T, tools: Tools) -> T:
    """The file with its reader named after what was said of it."""
    reader = tools.guidance.name(one.version.reader, guides_for(one, one.version.key))
    return one if reader == one.version.reader else replace(one, version=replace(one.version, reader=reader))


def note_guides(graph: Graph, one: Prepared | PreparedMixed | PreparedThings, version: SourceVersion) -> None:
    """Note a file's guides at its admitted version, before it goes live."""
    graph.write(NOTE, id=version.id, guides=list(guides_for(one, version.key)))
