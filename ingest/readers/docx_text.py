"""What does a paragraph of Word show? Its text with line breaks, and what hangs on it: text boxes.

Insertions that are tracked are kept and deletions not; of fields the result, of alternatives the first, of ruby the base;
instructions, properties and the marks of comments show nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BOX: Final = f"{W}txbxContent"
_UNSEEN: Final = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "smartTagPr",
        "rubyPr",
        "rt",
        "fldData",
    )
)
_TEXTS: Final = frozenset((f"{W}t", f"{M}t"))
_SIGNS: Final = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_TICKED: Final = frozenset(("F0FE", "F052", "F0FC", "F0FD", "F054", "F053"))
_BOXES: Final = frozenset(("F0A8", "F06F", "F0A3", "F02A", "F071", "F072"))


@dataclass(slots=True)
class Fields:
    """The fields that are open in a story: for each whether its instruction goes on, which is not shown."""

    open: list[bool] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Whether what stands here is an instruction."""
        return any(self.open)

    def mark(self, kind: str | None) -> None:
        """Take a field character."""
        if kind == "begin":
            self.open.append(True)
        elif self.open and kind == "separate":
            self.open[-1] = False
        elif self.open and kind == "end":
            self.open.pop()


@dataclass(slots=True)
class Shown:
    """What a paragraph shows: pieces of text, and the contents of its text boxes."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text with its line breaks."""
        return "".join(self.parts)


def read_paragraph(paragraph: etree._Element, fields: Fields) -> Shown:
    """The text of a paragraph; ``fields`` are those of its story and are brought up to date."""
    shown = Shown()
    _read(paragraph, fields, shown)
    return shown


def _read(element: etree._Element, fields: Fields, shown: Shown) -> None:
    for child in element:
        tag = child.tag
        if tag in _UNSEEN:
            continue
        if tag in _TEXTS:
            if not fields.hidden:
                shown.parts.append(str(child.xpath("string()")) if len(child) else child.text or "")
        elif tag == BOX:
            shown.boxes.append(child)
        elif tag == f"{W}fldChar":
            fields.mark(child.get(f"{W}fldCharType"))
        elif tag == f"{W}sym":
            if not fields.hidden:
                shown.parts.append(_symbol(child.get(f"{W}char") or ""))
        elif tag in _SIGNS:
            if not fields.hidden:
                shown.parts.append(_SIGNS[tag])
        elif tag == f"{MC}AlternateContent":
            _read(chosen(child), fields, shown)
        else:
            _read(child, fields, shown)


def chosen(alternatives: etree._Element) -> etree._Element:
    """The alternative that is read: the first one, which Word writes for itself."""
    return next(iter(alternatives), alternatives)


def _symbol(code: str) -> str:
    """A sign of a symbol font; those of the private area are ticks, boxes to be ticked, or bullets."""
    code = code.upper()
    if code in _TICKED:
        return "☑"
    if code in _BOXES:
        return "□"
    return "·"
