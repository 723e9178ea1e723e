"""What does the page of a citation show? The answer as it was kept, what it rests on, and how to cite it: from its bytes alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.reference_text import STYLES, reference, title_of
from graph.snapshots.citations import Citation

Plain = Mapping[str, Any]

GROUPS: Final = (
    ("named", "原文写明的", "Named by the sources"),
    ("counted", "原文写的数量", "What the sources count"),
    ("matches", "能对接的", "Matches"),
    ("near_misses", "差一点的", "Near misses"),
    ("nearest", "最接近的", "Nearest"),
    ("partners", "伙伴", "Partners"),
    ("items", "结果", "Results"),
    ("hits", "相关内容", "Related"),
)
"""The lists of an answer, in the order they are shown."""
WITHIN: Final = ("match", "similar")
"""Answers within an answer."""
NAMES: Final = ("resource", "organization", "reference", "of")
"""Members that hold the name of what an item is about."""
SAID: Final = (("sentence", "sentence_en"), ("why", "why_en"), ("role", "role_en"))
MAX_QUOTES: Final = 3


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """Words of a source, and what it is called."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class CitedItem:
    """One thing of the answer: its name, what is said of it, and the words that say so."""

    name: str
    zh: str
    en: str
    quotes: tuple[CitedQuote, ...]


@dataclass(frozen=True, slots=True)
class CitedGroup:
    """The things of one list of the answer."""

    zh: str
    en: str
    items: tuple[CitedItem, ...]


@dataclass(frozen=True, slots=True)
class CitePage:
    """A citation as it is shown."""

    id: str
    snapshot: str
    title: tuple[str, str]
    sentence: tuple[str, str]
    options: Mapping[str, Any]
    groups: tuple[CitedGroup, ...]
    sources: tuple[Plain, ...]
    passages: tuple[Plain, ...]
    references: Mapping[str, str]


def cite_page(kept: Citation, accessed: str = "") -> CitePage:
    """The page of a citation.

    Raises:
        NoSuchStyle: ``accessed`` is no date.
    """
    content = kept.plain
    results = content["results"]
    return CitePage(
        kept.id,
        content["snapshot"],
        title_of(content),
        (results.get("sentence", ""), results.get("sentence_en", "")),
        content["options"],
        tuple(_groups(results)),
        tuple(content["evidence"]["sources"]),
        tuple(content["evidence"]["passages"]),
        {style: reference(kept, style, accessed) for style in STYLES},
    )


def _groups(results: Plain) -> Iterator[CitedGroup]:
    for name, zh, en in GROUPS:
        if several := results.get(name):
            yield CitedGroup(zh, en, tuple(_item(item) for item in several))
    for name in WITHIN:
        if results.get(name):
            yield from _groups(results[name])


def _item(item: Plain) -> CitedItem:
    about = next((item[name] for name in NAMES if item.get(name)), item)
    said = [(str(item[zh]), str(item.get(en) or item[zh])) for zh, en in SAID if item.get(zh)]
    if "value" in item:
        amount = f"{item['value']}{item['unit']} {item['what']}"
        said.insert(0, (amount, amount))
    zh, en = ("；".join(s[0] for s in said), "; ".join(s[1] for s in said))
    return CitedItem(str(about.get("name") or item.get("text", "")[:40]), zh, en, tuple(_quotes(item)))


def _quotes(item: Plain) -> Iterator[CitedQuote]:
    """The first quotes of an item, each sentence once."""
    seen: set[str] = set()
    for proof in item.get("evidence", ()):
        source = proof["source"]
        title = proof.get("title") or (
            source["title"] or source["name"] if isinstance(source, Mapping) else source
        )
        if proof["quote"] not in seen and len(seen) < MAX_QUOTES:
            seen.add(proof["quote"])
            yield CitedQuote(proof["quote"], title)
