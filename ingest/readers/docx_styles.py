"""What is a paragraph of Word by its style: a title, a heading of a level, a line of a table of contents?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.readers.docx_text import W

_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])")
_TITLES: Final = frozenset(("title", "标题"))
_CONTENTS: Final = re.compile(r"(?:toc|目录)\s*[1-9]?")
_DEEPEST: Final = 12
"""Styles that a style may be based on, one on the other."""


@dataclass(frozen=True, slots=True)
class Look:
    """``title``: the document's headline; ``level``: of a heading, 0 for text; ``contents``: of a table of contents."""

    title: bool = False
    level: int = 0
    contents: bool = False


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._known: dict[str, tuple[str, str, int]] = {}
        for style in tree.iter(f"{W}style") if tree is not None else ():
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            said = _value(outline)
            level = int(said) + 1 if said.isascii() and said.isdecimal() and int(said) < 9 else 0
            name = _value(style.find(f"{W}name")).strip().lower()
            self._known[style.get(f"{W}styleId") or ""] = (name, _value(style.find(f"{W}basedOn")), level)

    def look(self, style: str) -> Look:
        """What a style makes of its paragraphs; '' is no style."""
        for _ in range(_DEEPEST):
            name, base, level = self._known.get(style, (style.lower(), "", 0))
            heading = _HEADING.fullmatch(name)
            if name in _TITLES:
                return Look(title=True)
            if heading or level:
                return Look(level=int(heading[1]) if heading else level)
            if _CONTENTS.fullmatch(name):
                return Look(contents=True)
            if not base:
                break
            style = base
        return Look()


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val") or "" if element is not None else ""
