"""Which area is an article about, and which places does it name? Read within the area's province.

A gazetteer of the whole country finds a place in every second word; an article is about one area, and what it names
lies there unless it says so. The area is the first place of the title, else the one that is named most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from graph.gazetteer import Gazetteer
from ingest.articles.sentence import PlaceMention, Sentence
from ontology.language.normalise import simplify

_PROVINCE, _CITY, _DISTRICT, _STREET = 2, 4, 6, 9
_SEARCHED = 2_000
_ENOUGH = 20_000
_OFTEN = 5
"""So often an area is named, by itself or by places in it, before an article without a place in its title is about it."""
_ADMIN = re.compile(r"街道办事处|街道|自治[区州县旗]|[省市区县旗盟镇乡州]")


class ArticlePlaces:
    """The places of one article. ``home`` is the code of its area ('' if nothing says so)."""

    def __init__(self, gazetteer: Gazetteer, title: str, texts: Iterable[str]) -> None:
        self._gazetteer = gazetteer
        self.home = self._home(simplify(title), [simplify(t) for t in texts])
        self.province = self.home[:_PROVINCE]
        self._known: dict[str, str] = {}

    def find(self, sentence: Sentence) -> tuple[PlaceMention, ...]:
        """The places that a sentence names: by their full names, or by short ones that the word reader takes for
        places too."""
        names = {(t.idx, t.idx + len(t.text)) for t in sentence.doc if t.tag_ in {"LOC", "ORG"}}
        found = []
        for r in self._gazetteer.find(sentence.plain[:_SEARCHED], self.province or None):
            start, end = r.span
            place = r.place or self._nearest(tuple(c.code for c in r.candidates))
            code = place if isinstance(place, str) else place.code
            whole = any(a == start and end <= b for a, b in names)
            if code and (r.full or whole):
                found.append(PlaceMention(start, end, code))
        return tuple(found)

    def path(self, written: str) -> tuple[int, str]:
        """How many characters of a name are the path of places before it, and the code of the last one.

        ``玄武区梅园新村街道北安门社区`` → 9 characters, the street's code; 0 if it begins with no place.
        """
        best, code = 0, ""
        for match in _ADMIN.finditer(written):
            found = self.resolve(written[: match.end()])
            if found:
                best, code = match.end(), found
        return best, code

    def resolve(self, text: str) -> str:
        """The code of a whole text that is a place of street level and above, '' if it is none."""
        if text not in self._known:
            readings = (self._resolved(text, within) for within in self._areas())
            self._known[text] = next((code for code in readings if code), "")
        return self._known[text]

    def _areas(self) -> list[str]:
        """Where a name is looked for: the article's own area first, then what it lies in."""
        wider = [self.home[:n] for n in (_DISTRICT, _CITY, _PROVINCE) if len(self.home) >= n]
        return wider or [""]

    def _resolved(self, text: str, within: str) -> str:
        found = self._gazetteer.resolve(text, within or None)
        places = (found.place,) if found.place else found.candidates
        codes = tuple(p.code for p in places if len(p.code) <= _STREET)
        return self._nearest(codes) if codes and not found.rest else ""

    def village(self, written: str) -> str:
        """The code of the village-level body that a whole name is, '' if the official list has none (or several)."""
        key = f"village {written}"
        if key not in self._known:
            within = next((c for n in (_DISTRICT, _CITY) if len(c := self.home[:n]) == n), "")
            found = self._gazetteer.resolve(written, within or None)
            place = found.place if not found.rest else None
            self._known[key] = place.code if place and place.level == "village" else ""
        return self._known[key]

    def is_place(self, text: str) -> bool:
        """Whether a whole text is the wording of a place, full or short."""
        found = self._gazetteer.resolve(text)
        return bool(found.place or found.candidates) and not found.rest

    def name(self, code: str) -> str:
        """The official name of a place, '' if the code is unknown."""
        place = self._gazetteer.get(code)
        return place.name if place else ""

    def parent(self, code: str) -> str:
        """The street that a village-level place lies in."""
        return code[:_STREET]

    def standing(self, word: str) -> str:
        """The area that a word refers back to: 该市, 全区, 市级 mean the article's own area of that level."""
        levels = {"省": _PROVINCE, "市": _CITY, "区": _DISTRICT, "县": _DISTRICT}
        digits = next((n for character, n in levels.items() if character in word), 0)
        if digits == _CITY and len(self.home) == _DISTRICT and self._named_city(self.home):
            return self.home
        return self.home[:digits] if digits and len(self.home) >= digits else ""

    def _named_city(self, code: str) -> bool:
        """Whether a place of district level is called a city (彬州市)."""
        return self.name(code).endswith("市")

    def _nearest(self, codes: tuple[str, ...]) -> str:
        """Of several places of one name the one in the article's area, then city, then province; '' if that is not one."""
        if len(codes) == 1:
            return codes[0] if not self.province or codes[0].startswith(self.province) else ""
        for digits in (_DISTRICT, _CITY, _PROVINCE):
            inside = [c for c in codes if len(self.home) >= digits and c.startswith(self.home[:digits])]
            if len(inside) == 1:
                return inside[0]
        return ""

    def _home(self, title: str, texts: list[str]) -> str:
        counted: Counter[str] = Counter()
        for text in _first(texts, _ENOUGH):
            counted.update(self._certain(text))
        named = list(self._certain(title))
        if named:
            return _deeper(_deepest_chain(named), counted)
        best = max(counted, key=lambda c: (_inside(counted, c), counted[c], -len(c), c), default="")
        if (
            counted
            and len({c[:_PROVINCE] for c in counted}) == 1
            and len({c for c in counted if len(c) == _DISTRICT}) <= 1
        ):
            return max(counted, key=len)
        if _inside(counted, best) < _OFTEN or _inside(counted, best) * 2 <= sum(counted.values()):
            return ""
        return _deeper(best, counted)

    def _certain(self, text: str) -> Iterator[str]:
        """The districts, cities and provinces that a text names without doubt."""
        for r in self._gazetteer.find(text[:_SEARCHED]):
            if r.place:
                yield r.place.code[:_DISTRICT]


def _first(texts: list[str], characters: int) -> Iterator[str]:
    """The texts that begin within the first characters."""
    for text in texts:
        if characters <= 0:
            return
        yield text
        characters -= len(text)


def _inside(counted: Counter[str], code: str) -> int:
    """How often a place or one in it is named."""
    return sum(n for other, n in counted.items() if other.startswith(code)) if code else 0


def _deeper(code: str, counted: Counter[str]) -> str:
    """The place in an area to which more than half of its mentions belong, if there is one: 四川 … 犍为县."""
    inside = [c for c in counted if c.startswith(code) and c != code]
    best = max(inside, key=lambda c: (_inside(counted, c), c), default="")
    return best if best and _inside(counted, best) * 2 > _inside(counted, code) else code


def _deepest_chain(codes: list[str]) -> str:
    """The deepest of the places that the first one contains (陕西咸阳: 咸阳)."""
    chain = codes[0]
    for code in codes[1:]:
        if code.startswith(chain):
            chain = code
    return chain
