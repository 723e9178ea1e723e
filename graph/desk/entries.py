"""Where is what a person typed kept? Each text is a source of its own, under a key that begins with ``desk:``.

Its one passage is there while an effective fix rests on it: it is then quoted, exported and searched as any passage. When
the fix is taken back, or its source removed, the text only waits at its source's node: the fix may wake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from graph.desk.effective import state
from graph.desk.events import Event
from graph.desk.removals import source_id
from graph.identifiers import digest, passage_id
from graph.sources import SourceVersion
from ontology.language.restricted import mask
from ontology.language.tokens import index_tokens

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

PREFIX: Final = "desk:"
NAME: Final = "人工登记 entered by a person"
LONGEST: Final = 2000
"""Of a typed text, in characters."""

ENTER: Final = """
MERGE (s:Source {id: $id})
ON CREATE SET s.live = false, s.state = 'asleep'
SET s += $properties
"""
ENTRIES: Final = """
MATCH (s:Source) WHERE s.key STARTS WITH $prefix
OPTIONAL MATCH (p:Passage {source: s.key})
RETURN s.id AS id, s.key AS key, s.reading AS reading, coalesce(s.live, false) AS live, coalesce(s.entry, p.text) AS text
"""
LIVE_KEYS: Final = "MATCH (s:Source) WHERE s.live RETURN DISTINCT s.key AS key"
WAKE: Final = """
MATCH (s:Source {id: $id}) SET s.live = true, s.state = 'live'
MERGE (p:Passage {id: $passage})
SET p += $row, p.source = s.key, p.reading = s.reading
"""
SLEEP: Final = """
MATCH (s:Source {id: $id}) SET s.live = false, s.state = 'asleep', s.entry = $text
WITH s MATCH (p:Passage {source: s.key}) DETACH DELETE p
"""


def enter_text(tx: Transaction, text: str) -> str:
    """Keep what a person typed, masked, in the transaction of its event; the id of its passage."""
    shown = mask(text).text
    version = _version(shown)
    properties = {
        "key": version.key,
        "basis": version.basis,
        "content": version.content,
        "name": version.name,
        "reading": version.reading,
        "entry": shown,
    }
    tx.run(ENTER, id=version.id, properties=properties)
    return passage_id(version.key, shown, 0)


def texts(graph: Graph) -> Mapping[str, str]:
    """Passage id → what a person typed, of all texts that are kept."""
    return {
        passage_id(row["key"], row["text"], 0): str(row["text"])
        for row in graph.read(ENTRIES, prefix=PREFIX)
        if row["text"] is not None
    }


def wake_entries(graph: Graph, log: Iterable[Event]) -> None:
    """Have the passages in the graph on which effective fixes of live sources rest, and no others."""
    rows = graph.read(ENTRIES, prefix=PREFIX)
    if not rows:
        return
    sources = {source_id(row["key"]) for row in graph.read(LIVE_KEYS)}
    awake = {str(e.data["passage"]) for e in state(log, (), (), sources) if "passage" in e.data}
    for row in rows:
        text = row["text"]
        if text is None:
            continue
        id = passage_id(row["key"], text, 0)
        if id in awake and not row["live"]:
            graph.write(WAKE, id=row["id"], passage=id, row=_passage(text))
        elif id not in awake and row["live"]:
            graph.write(SLEEP, id=row["id"], text=text)


def is_entry(source_key: str) -> bool:
    """Whether a source is what a person typed, which no file is read for."""
    return source_key.startswith(PREFIX)


def _version(text: str) -> SourceVersion:
    content = sha256(text.encode(errors="replace")).hexdigest()
    return SourceVersion(PREFIX + digest("n", text), "declared", content, NAME)


def _passage(text: str) -> dict[str, object]:
    masked = [position for span in mask(text).spans for position in span]
    return {
        "text": text,
        "tokens": index_tokens(text),
        "kind": "typed",
        "sheet": "",
        "row": 0,
        "masked": masked,
    }
