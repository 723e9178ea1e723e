"""Which properties may a column header mean? Candidates from its wording alone, with the reason.

The wordings are the ontology's. A header may be exact (联系电话), have a bracket (数量（只）), offer alternatives
(单位/机构), end in a known wording (酒店具体地址) or in a class (共建高校). Values have their say in ``profile``.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.identifiers import key_form
from ingest.lists.composed import HeaderParts
from ingest.lists.kinds import is_listed
from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes

How = Literal["exact", "outer", "part", "told", "bare", "ending", "class", "inner", "head", "within"]
CONFIDENCE: Mapping[How, float] = {
    "exact": 1.0,
    "outer": 0.95,
    "part": 0.85,
    "told": 0.82,
    "bare": 0.8,
    "ending": 0.75,
    "class": 0.7,
    "inner": 0.6,
    "head": 0.55,
    "within": 0.45,
}
_BRACKET = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]?")
_OR = re.compile(r"[/／、|｜,，;；]|或者?|和|与|及")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One property that a header may mean. ``matched`` is the known wording, ``party_class`` the class that the
    header names beside it ('' if none)."""

    property: str
    how: How
    matched: str
    party_class: str = ""

    @builtins.property
    def confidence(self) -> float:
        """From 0 to 1, by how the wording was matched; longer endings are surer."""
        extra = 0.001 * min(len(self.matched), 20)
        return CONFIDENCE[self.how] + (extra if self.how in {"ending", "within", "class"} else 0.0)


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A header split into its text outside and inside brackets."""

    full: str
    outer: str
    inner: str


def split_header(wording: str) -> HeaderText:
    """The header's parts.

    >>> split_header("数量（只）")
    HeaderText(full='数量（只）', outer='数量', inner='只')
    """
    inner = [b.strip("（(【[）)】]") for b in _BRACKET.findall(wording)]
    outer = _BRACKET.sub("", wording) if inner else wording
    return (
        HeaderText(wording, outer, "、".join(inner))
        if inner and outer.strip()
        else HeaderText(wording, wording, "")
    )


def wording_key(text: str) -> str:
    """The form in which headers and wordings are compared: folded, letters and digits only."""
    return key_form(fold(text))


class WordingIndex:
    """The wordings of an ontology's properties and classes, by comparison form."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._parts = HeaderParts(ontology)
        self.properties: dict[str, list[str]] = {}
        for name in sorted(ontology.properties):
            for wording in dict.fromkeys(map(wording_key, ontology.properties[name].wordings)):
                if wording:
                    self.properties.setdefault(wording, []).append(name)
        self.classes: dict[str, str] = {}
        for name in sorted(ontology.classes):
            for wording in map(wording_key, ontology.classes[name].wordings):
                if wording:
                    self.classes.setdefault(wording, name)
        kinds = (ontology.concepts[name] for name in ontology.schemes.get(Schemes.KINDS, ()))
        self._kinds = {wording_key(w) for concept in kinds for w in concept.wordings}
        self._longest = max(map(len, (*self.properties, *self.classes)))
        amounts = (
            p for n, p in ontology.properties.items() if ontology.property_is_a(n, Properties.QUANTITY)
        )
        self.amount_endings = sorted(
            {w for p in amounts for w in p.wordings} | {"需求", "所需"}, key=lambda w: (-len(w), w)
        )
        self.class_named = lru_cache(maxsize=4096)(self._class_named)
        self._names = [wording_key(w) for w in ontology.properties[Properties.NAME].wordings]
        nouns = (w for c in ontology.in_scheme(Schemes.LIST_NOUNS) for w in c.wordings)
        self._list_nouns = sorted(map(wording_key, nouns), key=lambda w: (-len(w), w))

    def candidates(self, wording: str) -> list[Candidate]:
        """What the header may mean, surest first; one candidate a property and way of matching."""
        text = split_header(wording)
        found = self._exact(text.full, "exact")
        if text.inner:
            found += self._exact(text.outer, "outer")
        parts = _OR.split(text.outer)
        for part in parts if all(parts) else ():
            if part != text.outer:
                found += self._exact(part, "part") or self._ending(part, "part")
        found += self._ending(text.outer, "ending")
        for part in _OR.split(text.inner) if text.inner else []:
            found += self._exact(part, "inner") + self._ending(part, "inner")
        found = found or self._within(text.outer)
        return sorted(dict.fromkeys(found), key=lambda c: (-c.confidence, c.property, c.party_class))

    def composed(self, wording: str) -> list[Candidate]:
        """What the parts of a name say that is no wording itself: its first word, its end, what is left without an idle end."""
        text = split_header(wording)
        key = wording_key(text.outer)
        told = [Candidate(n, "told", w) for n, w in self._parts.told(key, wording_key(text.inner))]
        if key in self.properties:
            return told if text.inner else []
        bare = self._parts.bare(key)
        said = (n for n in self.properties.get(bare, ()) if not self._names_party(n) and n != Properties.UNIT)
        found = [Candidate(name, "part", word) for name, word in self._parts.first(key)]
        found += [Candidate(name, "bare", bare) for name in said]
        return found + told + [Candidate(name, "head", word) for name, word in self._parts.guesses(key)]

    def is_known(self, key: str) -> bool:
        """Whether a text in its comparison form is a wording of a property or a class."""
        return key in self.properties or key in self.classes

    def class_at_end(self, key: str, ancestor: str) -> str:
        """The class below ``ancestor`` whose longest wording the key ends with, or ''."""
        return self._at_end(key, lambda name: self.ontology.is_a(name, ancestor))

    def _class_named(self, label: str, ancestor: str) -> str:
        """The class below ``ancestor`` that a header of names states (会议室资源, 会议室资源名称), or ''."""
        return self.class_at_end(self._less_name(label), ancestor)

    def listed_in_header(self, label: str) -> str:
        """The class of listed things that a header names (项目名称, 工作法), or ''."""
        return self._at_end(self._less_name(label), lambda name: is_listed(name, self.ontology))

    def _less_name(self, label: str) -> str:
        """The header's key without the word for a name at its end."""
        key = wording_key(split_header(label).outer)
        return next((key[: -len(n)] for n in self._names if key.endswith(n) and key != n), key)

    def names_it(self, label: str) -> bool:
        """Whether a header ends in a word for a name (项目名称)."""
        return wording_key(split_header(label).outer).endswith(tuple(self._names))

    def listed_in_title(self, text: str) -> str:
        """The class of listed things that a title names before a word for a list (党建品牌清单), or ''."""
        key = wording_key(split_header(text).outer)
        noun = next((n for n in self._list_nouns if key.endswith(n)), "")
        bare = key.removesuffix(noun)
        return self._at_end(bare, lambda name: is_listed(name, self.ontology)) if noun else ""

    def calls_itself_list(self, text: str) -> bool:
        """Whether a text ends in a word for a list and says more than that: a title (南湖社区资源清单)."""
        key = wording_key(split_header(text).outer)
        return key not in self.properties and any(key.endswith(n) and key != n for n in self._list_nouns)

    def _at_end(self, key: str, fits: Callable[[str], bool]) -> str:
        """The class whose longest wording of at least two characters the key ends with, of those that fit, or ''."""
        for size in range(min(len(key), self._longest), 1, -1):
            name = self.classes.get(key[-size:])
            if name and fits(name):
                return name
        return ""

    def _exact(self, text: str, how: How) -> list[Candidate]:
        key = wording_key(text)
        found = [Candidate(name, how, key, self._class_in(key)) for name in self.properties.get(key, ())]
        named = self.classes.get(key, "")
        if named and self.ontology.is_a(named, Classes.PARTY):
            found.append(Candidate(Properties.PARTY, how, key, named))
        if not found and (key in self._kinds or (named and self._is_thing(named))):
            found.append(Candidate(Properties.ITEM, "class", key))
        return found

    def _class_in(self, key: str) -> str:
        """The party class that a wording of a party property names: 需求社区 → Community."""
        for name in self._names:
            key = key.removesuffix(name)
        found = self.class_at_end(key, Classes.PARTY)
        return "" if found == Classes.ORGANIZATION else found

    def _ending(self, text: str, how: How) -> list[Candidate]:
        """The longest known wording that the text ends with: a property's, or a class's."""
        key = wording_key(text)
        for size in range(min(len(key), self._longest), 1, -1):
            ending = key[-size:]
            if size == len(key) and how == "ending":
                continue
            if ending in self._names and size < len(key):
                return self._named(key[:-size], how, ending)
            if names := self.properties.get(ending):
                return [Candidate(name, how, ending, self._class_in(key)) for name in names]
            named = self.classes.get(ending, "")
            if named and self.ontology.is_a(named, Classes.PARTY):
                return [Candidate(Properties.PARTY, "class" if how == "ending" else how, ending, named)]
            if (named and self._is_thing(named)) or ending in self._kinds:
                return [Candidate(Properties.ITEM, "class" if how == "ending" else how, ending)]
        return []

    def _named(self, before: str, how: How, ending: str) -> list[Candidate]:
        """A header such as 医院名称: the name of what stands before."""
        known = [n for n in self.properties.get(before, ()) if self._names_party(n)]
        if known:
            return [Candidate(n, how, before + ending, self._class_in(before)) for n in known]
        party = self.class_at_end(before, Classes.PARTY)
        thing = self.class_at_end(before, Classes.OFFER) or self.class_at_end(before, Classes.NEED)
        if thing and not party:
            return [Candidate(Properties.ITEM, how, ending)]
        return [Candidate(Properties.NAME, how, ending, party)]

    def _names_party(self, name: str) -> bool:
        """Whether a property's values are parties (提供单位)."""
        found = self.ontology.properties[name].range
        return found in self.ontology.classes and self.ontology.is_a(found, Classes.PARTY)

    def _is_thing(self, name: str) -> bool:
        return any(self.ontology.is_a(name, a) for a in (Classes.OFFER, Classes.NEED))

    def _within(self, text: str) -> list[Candidate]:
        """The longest wording of at least two characters inside the text."""
        key = wording_key(text)
        least = 4 if key.isascii() else 2
        for size in range(min(len(key), self._longest), least - 1, -1):
            for start in range(len(key) - size + 1):
                if names := self.properties.get(key[start : start + size]):
                    return [Candidate(name, "within", key[start : start + size]) for name in names]
        return []
