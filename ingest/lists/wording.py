"""Which properties may a column header mean? Candidates from its wording alone, with the reason.

The wordings are the ontology's. A header may be exact (联系电话), have a bracket (数量（只）), offer alternatives
(单位/机构), end in a known wording (酒店具体地址) or in a class (共建高校). Values have their say in ``profile``.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph.identifiers import key_form
from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes

How = Literal["exact", "outer", "part", "ending", "class", "inner", "within"]
CONFIDENCE: Mapping[How, float] = {
    "exact": 1.0,
    "outer": 0.95,
    "part": 0.85,
    "ending": 0.75,
    "class": 0.7,
    "inner": 0.6,
    "within": 0.45,
}
_BRACKET = re.compile(r"^(.*?)[（(【\[]([^）)】\]]*)[）)】\]]?(.*)$", re.DOTALL)
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
    found = _BRACKET.match(wording)
    if found is None or not (found[1] + found[3]).strip():
        return HeaderText(wording, wording, "")
    return HeaderText(wording, found[1] + found[3], found[2])


def wording_key(text: str) -> str:
    """The form in which headers and wordings are compared: folded, letters and digits only."""
    return key_form(fold(text))


class WordingIndex:
    """The wordings of an ontology's properties and classes, by comparison form."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
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
        self._names = [wording_key(w) for w in ontology.properties[Properties.NAME].wordings]

    def candidates(self, wording: str) -> list[Candidate]:
        """What the header may mean, surest first; one candidate a property and way of matching."""
        text = split_header(wording)
        found = self._exact(text.full, "exact")
        if text.inner:
            found += self._exact(text.outer, "outer")
        for part in _OR.split(text.outer):
            if part != text.outer:
                found += self._exact(part, "part") or self._ending(part, "part")
        found += self._ending(text.outer, "ending")
        for part in _OR.split(text.inner) if text.inner else []:
            found += self._exact(part, "inner") + self._ending(part, "inner")
        found = found or self._within(text.outer)
        return sorted(dict.fromkeys(found), key=lambda c: (-c.confidence, c.property, c.party_class))

    def is_known(self, key: str) -> bool:
        """Whether a text in its comparison form is a wording of a property or a class."""
        return key in self.properties or key in self.classes

    def class_at_end(self, key: str, ancestor: str) -> str:
        """The class below ``ancestor`` whose longest wording the key ends with, or ''."""
        for size in range(min(len(key), self._longest), 0, -1):
            name = self.classes.get(key[-size:])
            if name and (size > 1) and self.ontology.is_a(name, ancestor):
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
        party = self.class_at_end(before, Classes.PARTY)
        thing = self.class_at_end(before, Classes.OFFER) or self.class_at_end(before, Classes.NEED)
        if thing and not party:
            return [Candidate(Properties.ITEM, how, ending)]
        return [Candidate(Properties.NAME, how, ending, party)]

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
