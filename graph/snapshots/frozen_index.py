"""How is a snapshot's text looked up without a store? One SQLite file of rows by id, and postings beside it, built once on disc.

Everything in it follows from the snapshot's files, which are proved while they are read; it can be deleted at any time.
Postings are flat arrays: for each term the numbers of the rows that hold it and how often.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.entities import SLOTS
from graph.loading import batches
from graph.snapshots import contents
from graph.snapshots.files import chunks, lines
from graph.snapshots.store import Snapshot

VERSION: Final = 2
"""Raise it if what is built here changes."""
ROWS_AT_ONCE: Final = 2000
ROWS_FILE: Final = "rows.sqlite"
THINGS: Final = ("entities", "passages")

TABLES: Final = f"""
CREATE TABLE entities (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, class TEXT NOT NULL,
                       {", ".join(f'"{slot}" TEXT NOT NULL' for slot in SLOTS)}, facets TEXT NOT NULL, node TEXT NOT NULL);
CREATE TABLE passages (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, node TEXT NOT NULL);
CREATE TABLE records (id TEXT PRIMARY KEY, entity TEXT NOT NULL, node TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (key TEXT PRIMARY KEY, node TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE terms (thing TEXT NOT NULL, term TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
                    PRIMARY KEY (thing, term)) WITHOUT ROWID;
"""
PUT_ENTITY: Final = f"INSERT INTO entities VALUES ({', '.join('?' * (5 + len(SLOTS)))})"
PUT_PASSAGE: Final = "INSERT INTO passages VALUES (?, ?, ?)"
PUT_RECORD: Final = "INSERT INTO records VALUES (?, ?, ?)"
PUT_SOURCE: Final = "INSERT INTO sources VALUES (?, ?)"
PUT_TERM: Final = "INSERT INTO terms VALUES (?, ?, ?, ?)"
RECORDS_BY_ENTITY: Final = "CREATE INDEX records_by_entity ON records (entity)"

Step = Callable[[int, int], None]


def silent(done: int, total: int, /) -> None:
    """A progress that nobody sees."""


@dataclass(slots=True)
class _Postings:
    """Terms → rows and counts, as they are read; each row's number of terms."""

    docs: dict[str, array[int]]
    counts: dict[str, array[int]]
    lengths: array[int]

    def add(self, tokens: str) -> None:
        """The next row."""
        number, words = len(self.lengths), tokens.split()
        self.lengths.append(len(words))
        for word, count in Counter(words).items():
            if word not in self.docs:
                self.docs[word], self.counts[word] = array("I"), array("H")
            self.docs[word].append(number)
            self.counts[word].append(min(count, 65535))


def build(snapshot: Snapshot, folder: Path, step: Step = silent) -> None:
    """Write the look-up files of a snapshot into an empty folder.

    Raises:
        SnapshotDamaged: a file is not what the manifest says.
    """
    total = sum(snapshot.manifest.counts[name] for name in ("entities", "passages", "records"))
    done = 0
    with closing(sqlite3.connect(folder / ROWS_FILE)) as rows, rows:
        rows.execute("PRAGMA journal_mode = OFF")
        rows.execute("PRAGMA synchronous = OFF")
        rows.executescript(TABLES)
        for thing in THINGS:
            postings = _Postings({}, {}, array("I"))
            for part in batches(enumerate(_parsed(snapshot, f"search/{thing}.jsonl")), ROWS_AT_ONCE):
                rows.executemany(*_put(thing, part))
                for _, (_, node) in part:
                    postings.add(node.get("tokens", ""))
                done += len(part)
                step(done, total)
            _write_postings(rows, folder, thing, postings)
        for several in batches(_parsed(snapshot, contents.RECORDS), ROWS_AT_ONCE):
            rows.executemany(PUT_RECORD, [(node["id"], node["entity"], text) for text, node in several])
            done += len(several)
            step(done, total)
        rows.executemany(PUT_SOURCE, _sources(snapshot))
        rows.execute(RECORDS_BY_ENTITY)


def _parsed(snapshot: Snapshot, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a file, as text and as data."""
    for line in lines(snapshot.folder, snapshot.manifest.entry(name), snapshot.id):
        yield line, json.loads(line)


def _put(thing: str, part: list[tuple[int, tuple[str, dict[str, Any]]]]) -> tuple[str, list[tuple[Any, ...]]]:
    if thing == "passages":
        return PUT_PASSAGE, [(n, node["id"], text) for n, (text, node) in part]
    slots = ("class", *SLOTS)
    return PUT_ENTITY, [
        (n, node["id"], *(node.get(slot, "") for slot in slots), facet_list(node.get("facets", ())), text)
        for n, (text, node) in part
    ]


def facet_list(facets: Iterable[str]) -> str:
    """Facets as one text in which each stands between line feeds, which none of them holds."""
    return "".join(f"\n{entry}" for entry in facets) + "\n"


def _sources(snapshot: Snapshot) -> list[tuple[str, str]]:
    content = b"".join(chunks(snapshot.folder, snapshot.manifest.entry(contents.SOURCES), snapshot.id))
    return [(node["key"], json.dumps(node, ensure_ascii=False)) for node in json.loads(content)]


def _write_postings(rows: sqlite3.Connection, folder: Path, thing: str, postings: _Postings) -> None:
    terms = sorted(postings.docs)
    stops = np.cumsum([len(postings.docs[t]) for t in terms], dtype=np.int64).tolist()
    starts = [0, *stops[:-1]] if stops else []
    rows.executemany(PUT_TERM, zip([thing] * len(terms), terms, starts, stops, strict=True))
    _save(folder / f"{thing}.docs", chain.from_iterable([postings.docs[t] for t in terms]), np.uint32)
    _save(folder / f"{thing}.counts", chain.from_iterable([postings.counts[t] for t in terms]), np.uint16)
    _save(folder / f"{thing}.lengths", iter(postings.lengths), np.uint32)


def _save(path: Path, numbers: Iterator[int], kind: type[np.generic]) -> None:
    values: NDArray[Any] = np.fromiter(numbers, dtype=kind)
    values.tofile(path)
