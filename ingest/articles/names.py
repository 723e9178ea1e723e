"""Which mentions of one article are one party? Forms of one name gathered under the fullest of them.

Within one article a bracket left out (栖霞校地党建联盟, 栖霞(仙林)校地党建联盟), a city put before (南京市栖霞区委), another
noun behind the same quoted name (“金色阳光”党建联盟) and a community named again without its street are one party. Beyond
the article nothing is joined here: that is for identity.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.articles.places import ArticlePlaces
from ingest.articles.sentence import Mention
from ontology.language.keys import name_key
from ontology.language.normalise import simplify
from ontology.model import Ontology
from ontology.terms import Classes

_BRACKET = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")


@dataclass(frozen=True, slots=True)
class Named:
    """A party of the article: its fullest name, the code of its place ('' if unknown), its class."""

    name: str
    place: str
    type: str


class Names:
    """The parties of one article, by mention."""

    def __init__(self, mentions: Iterable[Mention], places: ArticlePlaces, ontology: Ontology) -> None:
        self._places = places
        self._ontology = ontology
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        located: dict[str, Counter[str]] = defaultdict(Counter)
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        several = list(mentions)
        self._longer = self._with_places(several)
        for mention in several:
            key = self._key(mention)
            forms[key][self._longer.get(mention.name, mention.name)] += 1
            kinds[key][mention.type] += 1
            if mention.place:
                located[key][mention.place] += 1
        self._named = {
            key: Named(_fullest(forms[key]), _only(located[key]), self._class(kinds[key])) for key in forms
        }
        self._many = {key for key in located if len(_distinct(located[key])) > 1}

    def of(self, mention: Mention) -> Named:
        """The party that a mention means. A name that stands in several places of the article is one a place."""
        key = self._key(mention)
        named = self._named.get(key) or Named(mention.name, mention.place, mention.type)
        if key in self._many:
            return Named(named.name, mention.place, named.type)
        return named

    def _with_places(self, mentions: list[Mention]) -> dict[str, str]:
        """Names with a short path of places before them (山西晋城东圣社区, 南京晓庄学院), by the bare name that stands there too."""
        names = {m.name for m in mentions if not self._ontology.is_a(m.type, Classes.ALLIANCE)}
        return {
            long: short
            for long in names
            for short in sorted(names, key=len)
            if long != short and long.endswith(short) and self._places.is_place(long[: -len(short)])
        }

    def _key(self, mention: Mention) -> str:
        alliance = self._ontology.is_a(mention.type, Classes.ALLIANCE)
        if alliance and mention.quoted:
            return f"alliance {name_key(mention.quoted)}"
        name = self._longer.get(mention.name, mention.name)
        name = _BRACKET.sub("", simplify(name)).removeprefix("中共")
        length, code = self._places.path(name)
        if length < len(name) and code:
            name = self._places.name(code) + name[length:]
        return f"{'alliance' if alliance else 'party'} {name_key(name)}"

    def _class(self, kinds: Counter[str]) -> str:
        """The most special class, then the most frequent."""
        return max(kinds, key=lambda c: (len(self._ontology.classes[c].ancestors), kinds[c], c))


def _fullest(forms: Counter[str]) -> str:
    """The form with a bracket or a longer one, as long as it is not just a wider path of places; else the usual one."""
    return max(forms, key=lambda f: (bool(_BRACKET.search(f)), forms[f], len(f), f))


def _only(places: Counter[str]) -> str:
    """The most special place if all lie in each other."""
    distinct = _distinct(places)
    return distinct[0] if len(distinct) == 1 else ""


def _distinct(places: Counter[str]) -> list[str]:
    return [p for p in places if not any(o != p and o.startswith(p) for o in places)]
