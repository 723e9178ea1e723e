"""What text does a page of HTML show? Read tag by tag with the standard library's parser, no tree is built."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_NO_TEXT = frozenset(
    ("script", "style", "template", "title", "iframe", "noembed", "noframes", "textarea", "xmp")
)
_OPEN_TAG = re.compile(r"<(?:[a-zA-Z!?]|/.)", re.DOTALL)


class _Visible(HTMLParser):
    """Collects the text outside of elements that show none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    # The parser hands on the attributes; which of them hide an element is not decided here.
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _NO_TEXT:
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """``<![…``: a comment up to the next ``>``, as browsers take it; the library's own way fails on odd ones."""
        return self.parse_bogus_comment(i, report)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def visible_html(text: str) -> str:
    """All text that the page shows, in order."""
    parser = _Visible()
    parser.feed(_without_open_end(text))
    parser.close()
    return "".join(parser.parts)


def _without_open_end(text: str) -> str:
    """The text without a comment or a tag that the end of a broken file cuts off: no page shows them."""
    comment = text.rfind("<!--")
    if comment > text.rfind("-->"):
        text = text[:comment]
    cut = _OPEN_TAG.search(text, max(text.rfind(">"), 0))
    return text[: cut.start()] if cut else text
