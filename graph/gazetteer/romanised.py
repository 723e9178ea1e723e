"""Which place does a pinyin path name? ``hubei/wuhanshi``, as folder and column names write it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from graph.gazetteer.names import ROMANISED, pinyin_forms
from graph.gazetteer.places import Place
from graph.gazetteer.tree import Tree

LATIN = re.compile(r"\s*[a-z][a-z'\s_/\\>|,.-]*", re.ASCII)
_SEGMENT = re.compile(r"[^/\\>|,]+")
_NOT_LETTER = re.compile(r"[^a-z]")


class Romanised:
    """The pinyin of provinces, cities and districts, made when it is first asked for (a third of a second)."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def read(self, text: str, within: str = "") -> tuple[list[Place], int]:
        """The places that a folded path names, and where the last segment that was understood ends."""
        places, end = ([self._tree.areas[within]] if within in self._tree.areas else []), 0
        for segment in _SEGMENT.finditer(text):
            key = _NOT_LETTER.sub("", segment.group())
            named = self._forms.get(key, [])
            above = {p.code for p in places}
            found = [p for p in named if not places or above & {p.code, *p.parents}]
            if not found:
                break
            places, end = found, segment.end()
        return (places if end else []), end

    @cached_property
    def _forms(self) -> dict[str, list[Place]]:
        forms: dict[str, list[Place]] = defaultdict(list)
        for place in self._tree.areas.values():
            for form in sorted(pinyin_forms(place.name)):
                forms[form].append(place)
        for form, code in ROMANISED.items():
            forms[form] = [self._tree.areas[code]]
        return forms
