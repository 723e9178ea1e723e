"""What happened to the sources lately? A bounded ring of notices, for people; no part of any export.

A notice holds masked rows of its source and goes with it. When the source is read by another reader (another
vocabulary, another profile), what may be shown may be less: notices keep their numbers, and the rows are forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from graph.changes import Changes, pack_changes, unpack_changes
from graph.desk.log import now

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction
    from graph.principal import Principal

MOST_NOTICES: Final = 1000
MAX_PAGE: Final = 500

What = Literal["new", "changed", "reread", "gone", "removed", "refused", "failed"]
"""``new``: a source was read for the first time. ``changed``: a newer version is live. ``reread``: the same content says
something else, since a person or a vocabulary said how to read it. ``gone``: a watched file or
address is no longer there. ``removed``: it was taken out because it is gone. ``refused`` and ``failed``: with why."""

# The first SET takes the lock of the counter; what follows is decided by one transaction after another.
WRITE: Final = """
MERGE (b:NoticeBook {id: 'notices'}) SET b.asked = timestamp()
SET b.sequence = coalesce(b.sequence, 0) + 1
WITH b
CREATE (n:Notice {sequence: b.sequence, at: $at, what: $what, source: $source, file: $file, zh: $zh, en: $en,
                  changes: $changes, shown: $shown, reader: $reader, mark: $mark})
WITH b.sequence AS sequence
OPTIONAL MATCH (o:Notice) WHERE o.sequence <= sequence - $most
DELETE o
"""
READ: Final = """
MATCH (n:Notice) WHERE n.sequence > $after
RETURN n {.*} AS notice ORDER BY n.sequence LIMIT $limit
"""
LATEST: Final = "MATCH (n:Notice) RETURN n {.*} AS notice ORDER BY n.sequence DESC LIMIT $limit"
LAST: Final = "MATCH (b:NoticeBook {id: 'notices'}) RETURN b.sequence AS sequence"
OF_MARK: Final = """
MATCH (n:Notice {mark: $mark}) WHERE n.sequence > $after
RETURN n {.*} AS notice ORDER BY n.sequence DESC LIMIT 1
"""
FORGET: Final = "MATCH (n:Notice {source: $key}) DELETE n"
FORGET_ROWS: Final = "MATCH (n:Notice {source: $key}) WHERE n.reader <> $reader SET n.shown = ''"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that happened: to which source, in which file or at which address; why, or what changed.

    ``sequence`` counts up; ``at`` is ISO, UTC.
    """

    what: What
    source: str
    file: str = ""
    zh: str = ""
    en: str = ""
    changes: Changes | None = None
    sequence: int = 0
    at: str = ""


def note(tx: Transaction, notice: Notice, mark: str = "", reader: str = "") -> None:
    """Write a notice down in the transaction of what it tells; ``mark`` is that of the version it is about, ``reader`` its
    reader."""
    found = notice.changes
    tx.run(
        WRITE,
        mark=mark,
        reader=reader,
        at=now(),
        what=notice.what,
        source=notice.source,
        file=notice.file,
        zh=notice.zh,
        en=notice.en,
        changes=pack_changes(replace(found, examples=())) if found else "",
        shown=pack_changes(found) if found else "",
        most=MOST_NOTICES,
    )


def forget_rows(tx: Transaction, key: str, reader: str) -> None:
    """Forget the rows in notices of a source that another reader read: it may have shown what this one masks."""
    tx.run(FORGET_ROWS, key=key, reader=reader)


def notices(graph: Graph, principal: Principal, after: int | None = None, limit: int = 100) -> list[Notice]:
    """The notices behind ``after`` in the order in which they came; without it the latest, in that order too."""
    del principal  # rows are masked in the store
    size = max(1, min(limit, MAX_PAGE))
    if after is None:
        return [_notice(row["notice"]) for row in reversed(graph.read(LATEST, limit=size))]
    return [_notice(row["notice"]) for row in graph.read(READ, after=after, limit=size)]


def last_notice(graph: Graph) -> int:
    """The sequence number of the latest notice, 0 if there is none."""
    rows = graph.read(LAST)
    return int(rows[0]["sequence"]) if rows else 0


def changes_of(graph: Graph, mark: str, after: int) -> Changes | None:
    """What the notice of a version's going live, behind ``after``, says of its changes."""
    rows = graph.read(OF_MARK, mark=mark, after=after)
    return _notice(rows[0]["notice"]).changes if rows else None


def _notice(node: dict[str, Any]) -> Notice:
    return Notice(
        node["what"],
        node["source"],
        node["file"],
        node["zh"],
        node["en"],
        unpack_changes(node["shown"] or node["changes"]) if node["changes"] else None,
        int(node["sequence"]),
        node["at"],
    )
