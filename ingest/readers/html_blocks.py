"""Which blocks of text does a page of HTML show, in order, and in what kind of element does each stand?

Text of scripts, styles, templates and comments is not shown; the cells of tables that are lists are left to
``ingest.readers.html_tables``. Nothing is fetched and no entity of a document type is
resolved. Which of the blocks are main text is decided in ``ingest.readers.html``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree, html

from ingest.errors import BrokenFile
from ingest.readers.columns import goes_on
from ingest.readers.joining import needs_blank
from ingest.readers.lines import clean

HIDDEN = frozenset(
    ("script", "style", "template", "title", "iframe", "noembed", "noframes", "textarea", "xmp")
)
_BLOCK_NAMES = """
    address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav noscript ol option p pre section select
    summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CHROME = frozenset(
    ("nav", "footer", "aside", "form", "button", "select", "option", "noscript", "menu", "dialog")
)
_CELLS = frozenset({"td", "th"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A visible block.

    Attributes:
        text: white space collapsed, no blank between ideographs where the source broke a line.
        line: of the element, 1-based.
        level: of a heading, 0 for other text.
        chrome: stands in navigation, a footer, a form.
        linked: the share of its characters that stand in links.
        article: the number of the ``article`` element around it, from 1; 0 for none.
        caption: stands in a caption of a figure.
        row: is a row of a table.
        ids: the ids of the elements around it.
        table: no text, but the place of the list that begins here: its number among the lists, from 1.
    """

    text: str
    line: int
    level: int = 0
    chrome: bool = False
    linked: float = 0
    article: int = 0
    caption: bool = False
    row: bool = False
    ids: frozenset[str] = frozenset()
    table: int = 0


@dataclass(slots=True)
class _Walk:
    """Where the walk over a tree stands: open elements, and the text since the last block began."""

    open: list[tuple[str, int, str]] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)
    articles: int = 0
    lists: list[bool] = field(default_factory=list)

    def goes_on(self) -> bool:
        """Whether the text so far stops at a comma."""
        before = next((part.strip() for part, _ in reversed(self.parts) if part.strip()), "")
        return bool(before) and goes_on(before)


def parse_html(name: str, text: str) -> html.HtmlElement | None:
    """The tree of a page; ``None`` if it holds nothing.

    Raises:
        BrokenFile: over the parser's limits of depth and size.
    """
    source = _CONTROL.sub(" ", _XML_HEAD.sub("", text, count=1))
    parser = html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    fatal = next((e for e in parser.error_log if e.level_name == "FATAL"), None)
    if fatal:
        raise BrokenFile(
            name, fatal.line, "标签嵌套过深或内容过大", "tags nested too deep, or too much text in one"
        )
    return root


def visible_pieces(
    root: html.HtmlElement, lists: Mapping[html.HtmlElement, int] | None = None
) -> Iterator[Piece]:
    """The visible blocks of a tree in document order; a row of a table is one, but for tables that are ``lists``, with
    their numbers: of these the place is told, and the cells are passed over."""
    lists = lists or {}
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br" and event == "start" and walk.goes_on():
            walk.parts.append(("\n", False))
        elif tag in _BLOCKS and not (tag == "br" and event == "end"):
            yield from _flush(walk)
        if event == "start":
            walk.articles += tag == "article" and all(t != "article" for t, _, _ in walk.open)
            walk.open.append((tag, element.sourceline or 1, element.get("id") or ""))
            if tag == "table":
                walk.lists.append(element in lists)
                if element in lists:
                    yield Piece("", element.sourceline or 1, table=lists[element])
            if tag in HIDDEN or not tag or (tag in _CELLS and walk.lists and walk.lists[-1]):
                events.skip_subtree()
                continue
            shown = element.text
        else:
            walk.open.pop()
            if tag == "table":
                walk.lists.pop()
            shown = element.tail
        if tag in _CELLS:
            walk.parts.append((" ", False))
        if shown:
            walk.parts.append((shown, any(t == "a" for t, _, _ in walk.open)))
    yield from _flush(walk)


def _flush(walk: _Walk) -> Iterator[Piece]:
    """The block that ends here, if it shows anything."""
    text = collapsed("".join(part for part, _ in walk.parts))
    linked = sum(len("".join(part.split())) for part, in_link in walk.parts if in_link)
    walk.parts.clear()
    if not text:
        return
    tags = [tag for tag, _, _ in walk.open]
    blocks = [line for tag, line, _ in walk.open if tag in _BLOCKS]
    headings = [int(tag[1]) for tag in tags if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"]
    yield Piece(
        text,
        blocks[-1] if blocks else 1,
        headings[-1] if headings else 0,
        not _CHROME.isdisjoint(tags),
        linked / max(len("".join(text.split())), 1),
        walk.articles if "article" in tags else 0,
        "figcaption" in tags,
        tags[-1:] == ["tr"],
        frozenset(identifier for _, _, identifier in walk.open if identifier),
    )


def collapsed(text: str) -> str:
    """A text as a page shows it in one line: white space collapsed, none between ideographs where a line breaks."""
    joined = ""
    parts: list[str] = []
    for line in text.replace("\r", "\n").split("\n"):
        shown = " ".join(clean(line).split())
        if shown:
            parts += [" ", shown] if joined and (needs_blank(joined, shown) or _spaced(line)) else [shown]
            joined = shown
    return "".join(parts)


def _spaced(line: str) -> bool:
    """Whether a line begins with a wide blank, which is meant."""
    return line.lstrip(" \t").startswith("\u3000")
