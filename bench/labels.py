"""What should the reading of an article find? The labels of ``bench/articles`` as facts that can be compared.

How they were made and what counts stands in ``bench/articles/README.md``; next file to read: ``bench/agreement.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "articles"
KINDS: Final = (
    "alliances",
    "members",
    "counts",
    "founders",
    "practices",
    "practised by",
    "figures",
    "honours",
    "awarded to",
    "organisations",
    "offers",
    "founded",
    "relies on",
)
MARK: Final = "示例"
"""What every invented name carries; names outside of this set do not."""
_PERSON = re.compile(r"示例(?=[说說笑举表坦介提获从今，：。）\s]|家的)")
_QUOTED = re.compile("“(.+?)”")
_PARTY_ORGANISATION = re.compile("(?:党工委|党总支|党支部|党委|黨委)$")

Wordings = tuple[str, ...]
"""Wordings of one thing, each of which is right."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is stated, in the form that labels and readings share.

    ``parts`` are its names (an alliance and a member, a practice and who practises it, what a figure is of), ``optional``
    that it is neither missed nor wrong. Only figures and counts have a value; ``whose`` and ``precision`` are of figures, ``cls`` of
    practices. ``sentence`` is where a reading found it; ``vague`` that it knows only the place whose figure it is.
    """

    kind: str
    parts: tuple[Wordings, ...]
    value: Decimal | None = None
    unit: str = ""
    precision: str = ""
    whose: Wordings = ()
    cls: str = ""
    optional: bool = False
    sentence: str = ""
    vague: bool = False

    def __str__(self) -> str:
        words = " ← ".join("/".join(part[:2]) for part in self.parts)
        return words if self.value is None else f"{words} {self.value.normalize():f}{self.unit}"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with its labels: ``denied`` are pairs of a kind and words that must not become a fact of it."""

    path: Path
    half: str
    facts: tuple[Fact, ...]
    denied: tuple[tuple[str, str], ...]


def read_labels(half: str = "") -> list[Labelled]:
    """The labelled articles of a half, or all, in the order of their names."""
    made = [_labelled(path) for path in sorted(FOLDER.glob("*.json"))]
    return [one for one in made if half in {"", one.half}]


def _labelled(path: Path) -> Labelled:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    facts = [
        *_alliances(gold["alliances"]),
        *_practices(gold["practices"]),
        *(_figure(entry) for entry in gold["figures"]),
        *_honours(gold["honours"]),
        *_organisations(gold["organisations"]),
        *(
            Fact("offers", ((o["item"],), (o["by"],)), optional=o.get("optional", False))
            for o in gold["offers"]
        ),
        *_founded(gold["founded"]),
    ]
    denied = tuple(tuple(words.split("/", 1)) for words in gold["not_facts"])
    return Labelled(FOLDER / gold["file"], gold["half"], tuple(facts), denied)


def without_mark(text: str) -> str:
    """A text as it would read with names as they are elsewhere: organisations without the mark, persons with another one.

    >>> without_mark("示例学院的李示例说")
    '学院的李某某说'
    """
    return _PERSON.sub("某某", text).replace(MARK, "")


def bare(one: Labelled, folder: Path) -> Labelled:
    """The same article and labels without the mark, its text in ``folder``."""
    path = folder / one.path.name
    path.write_text(without_mark(one.path.read_text(encoding="utf-8")), encoding="utf-8")
    facts = tuple(
        replace(
            fact,
            parts=tuple(tuple(map(without_mark, part)) for part in fact.parts),
            whose=tuple(map(without_mark, fact.whose)),
        )
        for fact in one.facts
    )
    denied = tuple((kind, without_mark(words)) for kind, words in one.denied)
    return Labelled(path, one.half, facts, denied)


def wordings(name: str) -> Wordings:
    """A name and, if a part of it stands in quotation marks, that part."""
    quoted = _QUOTED.search(name)
    return (name, quoted[1]) if quoted else (name,)


def _several(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _alliances(entries: Iterable[dict[str, Any]]) -> Iterator[Fact]:
    for entry in entries:
        name, optional = wordings(entry["name"]), entry.get("optional", False)
        yield Fact("alliances", (name,), optional=optional)
        yield from (Fact("members", (name, (member,))) for member in entry["members"])
        yield from (Fact("founders", (name, (who,))) for who in entry["founders"])
        # Who founds an alliance also belongs to it, whether or not the text says so.
        yield from (Fact("members", (name, (who,)), optional=True) for who in entry["founders"])
        for count in _several(entry["count"]):
            yield Fact("counts", (name,), Decimal(count["value"]), count["unit"])


def _practices(entries: Iterable[dict[str, Any]]) -> Iterator[Fact]:
    for entry in entries:
        name, optional = wordings(entry["name"]), entry.get("optional", False)
        yield Fact("practices", (name,), cls=entry["class"] or "", optional=optional)
        if entry["by"]:
            yield Fact("practised by", (name, _all(entry["by"])), optional=optional)


def _all(names: object) -> Wordings:
    return tuple(wording for name in _several(names) for wording in wordings(name))


def _figure(entry: dict[str, Any]) -> Fact:
    return Fact(
        "figures",
        ((entry["of"],),),
        Decimal(entry["value"]),
        entry["unit"],
        entry["precision"],
        _all(entry["whose"]),
        optional=entry.get("optional", False),
    )


def _honours(entries: Iterable[dict[str, Any]]) -> Iterator[Fact]:
    for entry in entries:
        optional = entry.get("optional", False)
        yield Fact("honours", ((entry["name"],),), optional=optional)
        if entry["to"]:
            yield Fact("awarded to", ((entry["name"],), wordings(entry["to"])), optional=optional)


def _organisations(entries: Iterable[str | dict[str, Any]]) -> Iterator[Fact]:
    for entry in entries:
        name = entry if isinstance(entry, str) else entry["name"]
        yield Fact("organisations", (wordings(name),), optional=not isinstance(entry, str))
        if unit := _PARTY_ORGANISATION.sub("", name):
            yield Fact("organisations", ((unit,),), optional=True)


def _founded(entries: Iterable[dict[str, Any]]) -> Iterator[Fact]:
    for entry in entries:
        name = wordings(entry["name"])
        yield from (Fact(kind, (name,), optional=True) for kind in ("practices", "organisations"))
        if entry["by"]:
            yield Fact("founded", (name, _all(entry["by"])))
            yield Fact("practised by", (name, _all(entry["by"])), optional=True)
        if entry["relies_on"]:
            yield Fact("relies on", (name, (entry["relies_on"],)))
