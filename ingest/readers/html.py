"""How is a page of HTML read? Its visible blocks; those that trafilatura takes for main text become articles; its tables
that are lists become sheets.

All other visible text (navigation, footers, comments, recommendations) is furniture. A page that shows nothing but
navigation has no article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from lxml import html
from trafilatura import extract

from ingest.errors import EmptyFile
from ingest.readers.article import Article, Block, BlockKind, Furniture, Prose
from ingest.readers.captions import Above, captions, heading_level
from ingest.readers.columns import is_final
from ingest.readers.document import Document
from ingest.readers.front import Front, first_date
from ingest.readers.furniture import count_visible, furniture_words
from ingest.readers.html_blocks import Piece, parse_html, visible_pieces
from ingest.readers.html_head import head_front, head_titles, html_encoding
from ingest.readers.html_tables import find_tables
from ingest.readers.limits import Limits, check_size
from ingest.readers.mixed import Mixed
from ingest.readers.segments import is_byline, is_caption, is_heading
from ingest.readers.text import make_article

_WECHAT, _WECHAT_TITLE, _WECHAT_FRONT = "js_content", "activity-name", "meta_content"
_SIGNS = re.compile(r"[\s|]+")
_LIST_SIGN = re.compile(r"^(?:[-*•]|\d+\.)\s+")
_SURE_LENGTH = 8
_LINK_SHARE, _LINK_LENGTH = 0.7, 40
_ARTICLE_LENGTH, _TEXT_LENGTH = 20, 120
_BEFORE_TEXT = 12
_MOST_ARTICLES = 20
_ROWS = 20


def read_html(path: Path, limits: Limits) -> Mixed:
    """Open a page of HTML; the lines of its blocks are those of their elements.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding. BrokenFile: nested too deep, or too much text in one element.
    """
    check_size(path, limits)
    encoding = html_encoding(path)
    text = path.read_bytes().decode(encoding, errors="replace")
    return read_page(path.name, text, encoding, limits)


def read_page(name: str, text: str, encoding: str, limits: Limits, form: str = "html") -> Mixed:
    """Read the text of a page of HTML, of the file ``name`` of format ``form``.

    Raises:
        EmptyFile, TooBig, BrokenFile.
    """
    root = parse_html(name, text) if text.strip() else None
    if root is None:
        raise EmptyFile(name)
    account = next((e for e in root.iter() if e.get("id") == _WECHAT), None) is not None
    lists = find_tables(name, root, _WECHAT if account else "", limits)
    found = list(visible_pieces(root, {table.element: table.number for table in lists}))
    pieces = [piece for piece in found if not piece.table]
    main = _main(root, pieces, {table.element for table in lists})
    title = _title(root, pieces, main)
    _mark_front(pieces, main, title)
    articles, used = _articles(root, pieces, main, title, has_lists=bool(lists))
    furniture = tuple(
        Furniture(p.text, (p.line,), count_visible(p.text)) for i, p in enumerate(pieces) if i not in used
    )
    above = _above(found, used)
    named = (head_titles(root) or [""])[0]
    sheets = tuple(
        table.sheet(
            captions(above.get(table.number, []), articles[0].title if articles else named, table.own), limits
        )
        for table in lists
    )
    prose = Prose(name, form, articles, furniture, encoding)
    return Mixed(prose, Document(name, form, sheets, encoding=encoding))


def _above(found: Sequence[Piece], used: Mapping[int, Block]) -> dict[int, list[Above]]:
    """The lines above each list, by its number: those of the article, else all that are no navigation."""
    lines: list[Above] = []
    above: dict[int, list[Above]] = {}
    number = 0
    for piece in found:
        if piece.table:
            above[piece.table] = list(lines)
            continue
        block = used.get(number)
        number += 1
        if block is None and (used or piece.chrome):
            continue
        kind = block.kind if block else "heading" if piece.level else "paragraph"
        if kind == "title":
            lines.append(Above(piece.text, 1))
        elif kind == "heading":
            lines.append(Above(piece.text, heading_level(piece.text, piece.level)))
        elif kind != "byline":
            lines.append(Above(piece.text))
    return above


def _main(root: html.HtmlElement, pieces: Sequence[Piece], lists: Collection[html.HtmlElement]) -> list[bool]:
    """For each piece whether it is main text."""
    words = furniture_words()
    if any(_WECHAT in piece.ids for piece in pieces):
        return [_WECHAT in piece.ids and not words.verdict(piece.text) for piece in pieces]
    taken = _Extraction(root, lists)
    return [not piece.chrome and not words.verdict(piece.text) and taken.holds(piece) for piece in pieces]


class _Extraction:
    """What trafilatura takes for the main text of a page and of each of several articles on it."""

    def __init__(self, root: html.HtmlElement, lists: Collection[html.HtmlElement]) -> None:
        texts = [_extracted(_shortened(root, lists))]
        articles = root.xpath("//article[not(ancestor::article)]")
        if isinstance(articles, list) and 1 < len(articles) <= _MOST_ARTICLES:
            texts += [_extracted(_page(a)) for a in articles if isinstance(a, html.HtmlElement)]
        lines = [line for text in texts for line in text.split("\n")]
        self._whole = "\n".join(_SIGNS.sub("", text) for text in texts)
        self._lines = {_SIGNS.sub("", _LIST_SIGN.sub("", line)) for line in lines}

    def holds(self, piece: Piece) -> bool:
        """Whether a piece is in it: a short one as a line of its own, a list of links not at all."""
        bare = _SIGNS.sub("", piece.text)
        if not piece.level and piece.linked > _LINK_SHARE and len(bare) < _LINK_LENGTH and not is_final(bare):
            return False
        return bare in self._lines or (len(bare) >= _SURE_LENGTH and bare in self._whole)


def _shortened(root: html.HtmlElement, lists: Collection[html.HtmlElement]) -> html.HtmlElement:
    """A copy of a page with the beginnings of its lists: what is main text shows in them, and long ones take long."""
    copy = deepcopy(root)
    for table, copied in zip(root.iter("table"), list(copy.iter("table")), strict=True):
        for row in list(copied.iter("tr"))[_ROWS:] if table in lists else ():
            row.drop_tree()
    return copy


def _extracted(root: html.HtmlElement) -> str:
    return extract(root, include_comments=False, include_tables=True, with_metadata=False) or ""


def _page(article: html.HtmlElement) -> html.HtmlElement:
    body = html.Element("body")
    body.append(deepcopy(article))
    page = html.Element("html")
    page.append(body)
    return page


def _title(root: html.HtmlElement, pieces: Sequence[Piece], main: Sequence[bool]) -> int | None:
    """The piece that is the page's headline, if one can be told: before the main text, and as the head calls it."""
    first = next((i for i, m in enumerate(main) if m and not pieces[i].level), len(pieces))
    named = [_SIGNS.sub("", title) for title in head_titles(root)]
    for i, piece in enumerate(pieces[: first + 1]):
        bare = _SIGNS.sub("", piece.text)
        if _WECHAT_TITLE in piece.ids or (len(bare) > 3 and bare in named and not piece.chrome):
            return i
    ones = [i for i, piece in enumerate(pieces[:first]) if piece.level == 1 and not piece.chrome]
    return ones[-1] if ones else None


def _mark_front(pieces: Sequence[Piece], main: list[bool], title: int | None) -> None:
    """The headline, bylines between it and the text, and captions within belong to the article too."""
    found = [i for i, m in enumerate(main) if m]
    if not found:
        return
    first = found[0]
    for i in range(first, found[-1]):
        main[i] = main[i] or (pieces[i].caption and not pieces[i].chrome)
    if title is not None:
        main[title] = True
    for i in range(max(0, first - _BEFORE_TEXT) if title is None else title, first):
        piece = pieces[i]
        main[i] = main[i] or (_is_byline(piece) and not piece.chrome)


def _is_byline(piece: Piece) -> bool:
    return is_byline(piece.text) or _WECHAT_FRONT in piece.ids


def _articles(
    root: html.HtmlElement,
    pieces: Sequence[Piece],
    main: Sequence[bool],
    title: int | None,
    *,
    has_lists: bool,
) -> tuple[tuple[Article, ...], dict[int, Block]]:
    """The articles, and the blocks of them that pieces became. Beside lists a title alone is an article."""
    groups: list[list[int]] = []
    for i in (i for i, m in enumerate(main) if m):
        if not groups or _parted(pieces, groups[-1], i):
            groups.append([])
        groups[-1].append(i)
    groups = [group for group in groups if has_lists or _says_something([pieces[i] for i in group])]
    known = _wechat_front(root)
    stated = head_front(root) if len(groups) == 1 else Front()
    named = (head_titles(root) or [""])[0] if len(groups) == 1 else ""
    made = []
    used: dict[int, Block] = {}
    for group in groups:
        blocks = [_block(pieces[i], i == title, bare=i == group[0]) for i in group]
        used |= dict(zip(group, blocks, strict=True))
        article = make_article(blocks, (), known, named)
        front = Front(article.date, article.publisher, article.author).or_else(stated)
        made.append(replace(article, date=front.date, publisher=front.publisher, author=front.author))
    return tuple(made), used


def _parted(pieces: Sequence[Piece], group: Sequence[int], i: int) -> bool:
    """Whether another article begins: in another ``article`` element, or with a headline of the first level."""
    last, piece = pieces[group[-1]], pieces[i]
    if not any(not pieces[j].level for j in group):
        return False
    return piece.level == 1 or (piece.article != last.article and min(piece.article, last.article) > 0)


def _says_something(pieces: Sequence[Piece]) -> bool:
    """Whether there is a sentence of some length among the pieces: a list of links is no article."""
    if any(_WECHAT in piece.ids for piece in pieces):
        return True
    texts = [p.text for p in pieces if not p.level and p.linked <= _LINK_SHARE]
    return any(len(t) >= (_ARTICLE_LENGTH if is_final(t) else _TEXT_LENGTH) for t in texts)


def _wechat_front(root: html.HtmlElement) -> Front:
    """Who published a page of an official account, and when."""

    def stated(identifier: str) -> str:
        return " ".join("".join(e.itertext()) for e in root.iter() if e.get("id") == identifier).strip()

    return Front(first_date([stated("publish_time")]), stated("js_name"))


def _block(piece: Piece, is_title: bool, *, bare: bool) -> Block:
    kind: BlockKind = "paragraph"
    if is_title or (bare and piece.level == 1):
        kind = "title"
    elif piece.level and not is_final(piece.text):
        kind = "heading"
    elif _is_byline(piece):
        kind = "byline"
    elif piece.caption or is_caption(piece.text):
        kind = "caption"
    elif not piece.row and is_heading(piece.text):
        kind = "heading"
    return Block(kind, piece.text, (piece.line,))
