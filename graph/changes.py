"""What does a new version of a source say differently? Rows and records added, changed, gone.

Writing leaves marks that name the version that left them, so that a run that was killed tells the same when it is
completed: what ``came`` with it, records that it ``requoted`` (``was`` and ``now`` are passages that they rested on and rest
on), and records whose meaning ``changed_in`` it. A row that moved, or whose running number moved, is not changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal

from ontology.terms import Properties

if TYPE_CHECKING:
    from graph.connection import Graph
    from graph.sources import SourceVersion

ROW_KINDS: Final = ("row", "paragraph", "entry")
MOST_EXAMPLES: Final = 5
MOST_QUOTES: Final = 50
LONGEST_TEXT: Final = 400
"""In characters: of an example's text."""

EARLIER: Final = "MATCH (s:Source {key: $key, live: true}) RETURN count(s) > 0 AS earlier"
# Whether what stands was another content, read alike; a content that is read anew has put its old reading aside.
ALIKE: Final = """
MATCH (s:Source {key: $key, live: true}) WITH collect(s) AS those
RETURN all(s IN those WHERE s.id <> $id AND s.reader = $reader) AS alike
"""
KEPT: Final = "MATCH (s:Source {id: $id}) RETURN s.changes AS changes"
KEEP: Final = "MATCH (s:Source {id: $id}) SET s.changes = $changes"
COUNT: Final = """
RETURN COUNT { MATCH (p:Passage {source: $key}) WHERE p.came = $mark AND p.kind IN $kinds } AS rows_added,
       COUNT { MATCH (p:Passage {source: $key}) WHERE p.reading <> $reading AND p.kind IN $kinds } AS rows_gone,
       COUNT { MATCH (r:Record {source: $key}) WHERE r.came = $mark } AS added,
       COUNT { MATCH (r:Record {source: $key}) WHERE r.changed_in = $mark } AS changed,
       COUNT { MATCH (r:Record {source: $key}) WHERE r.reading <> $reading } AS gone
"""
# Rows that a record rests on in both versions; a record that rests on several rows says nothing of any of them.
PAIRS: Final = """
MATCH (r:Record {source: $key}) WHERE r.requoted = $mark
CALL (r) {
  MATCH (o:Passage) WHERE o.id IN r.was AND o.kind IN $kinds AND o.reading <> $reading RETURN collect(o)[..2] AS olds
}
CALL (r) {
  MATCH (n:Passage) WHERE n.id IN r.now AND n.kind IN $kinds AND n.came = $mark RETURN collect(n)[..2] AS news
}
WITH r, olds, news WHERE size(olds) = 1 AND size(news) = 1
WITH olds[0] AS old, news[0] AS new, r ORDER BY r.id
WITH old, new, max(coalesce(r.changed_in, '') = $mark) AS changed, min(r.role = 'party') AS party
RETURN old {.id, .text, .sheet, .row} AS old, new {.id, .text, .sheet, .row} AS new, changed, party
ORDER BY new.sheet, new.row, new.id, old.id
"""
CAME: Final = """
MATCH (p:Passage {source: $key}) WHERE p.came = $mark AND p.kind IN $kinds
RETURN p {.id, .text, .sheet, .row} AS row ORDER BY row.sheet, row.row, row.id
"""
LEFT: Final = """
MATCH (p:Passage {source: $key}) WHERE p.reading <> $reading AND p.kind IN $kinds
RETURN p {.id, .text, .sheet, .row} AS row ORDER BY row.sheet, row.row, row.id
"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many were added, say something else, are listed no more."""

    added: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row or paragraph as it is displayed, masked; ``row`` is 1-based, 0 if it has none."""

    text: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One row that was added, changed or is gone, before and after."""

    what: Literal["added", "changed", "gone"]
    before: RowShown | None = None
    after: RowShown | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one version of a source says differently from the one before it, with a few examples of each kind."""

    rows: Numbers = field(default_factory=Numbers)
    records: Numbers = field(default_factory=Numbers)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Whether a record says something else, and the passages that it rested on (``was``) or rests on (``now``) alone."""

    changed: bool
    was: list[str]
    now: list[str]


def mark_differences(rows: Sequence[dict[str, Any]], before: Mapping[str, str], mark: str) -> None:
    """Add to the properties of records what the older version, whose packed statements are ``before``, said differently."""
    for row in rows:
        if (packed := before.get(row["id"])) is None:
            continue
        found = difference(packed, row["statements"])
        if found.changed:
            row["changed_in"] = mark
        if found.was or found.now:
            row |= {"requoted": mark, "was": found.was, "now": found.now}


def difference(old: str, new: str) -> Difference:
    """What parts two accounts of one record, their statements packed."""
    before, after = json.loads(old), json.loads(new)
    was, now = _quoted(before), _quoted(after)
    return Difference(_meaning(before) != _meaning(after), _most(was - now), _most(now - was))


def told_changes(graph: Graph, version: SourceVersion) -> Changes | None:
    """What a version that is written and is to go live says differently; ``None`` for the first of its source.

    Asked before what is gone is dropped. Kept with the version until it is live: dropping may be cut short. Rows that
    another reader read are counted and not shown: it may have masked less.
    """
    if not has_earlier(graph, version.key):
        return None
    kept = graph.read(KEPT, id=version.id)
    before = kept[0]["changes"] if kept else ""
    found = unpack_changes(before) if before else _compared(graph, version)
    if not graph.read(ALIKE, key=version.key, id=version.id, reader=version.reader)[0]["alike"]:
        found = replace(found, examples=())
    graph.write(KEEP, id=version.id, changes=pack_changes(found))
    return found


def has_earlier(graph: Graph, key: str) -> bool:
    """Whether a version of a source is live."""
    return bool(graph.read(EARLIER, key=key)[0]["earlier"])


def pack_changes(found: Changes) -> str:
    """One line of JSON."""
    return json.dumps(asdict(found), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unpack_changes(text: str) -> Changes:
    """What ``pack_changes`` wrote."""
    plain = json.loads(text)
    examples = tuple(
        Example(e["what"], *(RowShown(**e[side]) if e[side] else None for side in ("before", "after")))
        for e in plain["examples"]
    )
    return Changes(Numbers(**plain["rows"]), Numbers(**plain["records"]), examples)


def shown(row: Mapping[str, Any]) -> RowShown:
    """A passage's properties as a row to be shown."""
    return RowShown(str(row["text"])[:LONGEST_TEXT], row.get("sheet") or "", int(row.get("row") or 0))


def cells_apart(old: str, new: str) -> int | None:
    """In how many cells two rows differ, whole numbers aside: a running number may have moved. ``None`` if one has more
    cells than the other.

    >>> cells_apart("3\\t会议室\\t免费", "4\\t会议室\\t免费"), cells_apart("3\\t会议室", "4\\t大礼堂"), cells_apart("甲", "甲\\t乙")
    (0, 1, None)
    """
    before, after = old.split("\t"), new.split("\t")
    if len(before) != len(after):
        return None
    return sum(
        a != b and not (a.strip().isdigit() and b.strip().isdigit())
        for a, b in zip(before, after, strict=True)
    )


def told(
    pairs: Iterable[Mapping[str, Any]],
    rows: tuple[int, int],
    records: Numbers,
    came: Callable[[], Iterable[Mapping[str, Any]]],
    left: Callable[[], Iterable[Mapping[str, Any]]],
) -> Changes:
    """What changed, from rows that are new and rows that are gone, some of which are pairs.

    Args:
        pairs: ``old`` and ``new`` row that a record rests on; whether a record of theirs ``changed``; whether only
            parties (``party``) rest on both.
        rows: how many rows are new, how many gone; ``came`` and ``left`` give them in order.
        records: how many records were added, changed, gone.
    """
    olds: set[str] = set()
    news: set[str] = set()
    changed = 0
    examples: list[Example] = []
    for pair in pairs:
        if pair["old"]["id"] in olds or pair["new"]["id"] in news:
            continue
        olds.add(pair["old"]["id"])
        news.add(pair["new"]["id"])
        if _is_changed(pair):
            changed += 1
            if len(examples) < MOST_EXAMPLES:
                examples.append(Example("changed", shown(pair["old"]), shown(pair["new"])))
    numbers = Numbers(rows[0] - len(news), changed, rows[1] - len(olds))
    if numbers.added:
        examples += [Example("added", after=shown(row)) for row in _some(came(), news)]
    if numbers.gone:
        examples += [Example("gone", before=shown(row)) for row in _some(left(), olds)]
    return Changes(numbers, records, tuple(examples))


def _compared(graph: Graph, version: SourceVersion) -> Changes:
    asked = {"key": version.key, "mark": version.mark, "reading": version.reading, "kinds": list(ROW_KINDS)}
    count = graph.read(COUNT, **asked)[0]
    came, gone = count["rows_added"], count["rows_gone"]
    return told(
        graph.stream(PAIRS, **asked) if came and gone else (),
        (came, gone),
        Numbers(count["added"], count["changed"], count["gone"]),
        lambda: (found["row"] for found in graph.stream(CAME, **asked)),
        lambda: (found["row"] for found in graph.stream(LEFT, **asked)),
    )


def _is_changed(pair: Mapping[str, Any]) -> bool:
    """A record's meaning changed; or only the party stayed, and the row is another one but for numbers."""
    if pair["changed"]:
        return True
    return pair["party"] and cells_apart(pair["old"]["text"], pair["new"]["text"]) != 0


def _some(rows: Iterable[Mapping[str, Any]], but: set[str]) -> list[Mapping[str, Any]]:
    return list(islice((row for row in rows if row["id"] not in but), MOST_EXAMPLES))


def _meaning(statements: list[dict[str, Any]]) -> list[str]:
    """What statements say, whatever they quote and wherever the row stands."""
    return sorted(
        json.dumps(
            {k: v for k, v in s.items() if k not in {"quotes", "quote_count"}},
            ensure_ascii=False,
            sort_keys=True,
        )
        for s in statements
        if s["property"] != Properties.ROW_NUMBER
    )


def _quoted(statements: list[dict[str, Any]]) -> set[str]:
    return {quote[0] for s in statements for quote in s["quotes"]}


def _most(passages: set[str]) -> list[str]:
    return sorted(passages)[:MOST_QUOTES]
