"""What does a page of HTML say of itself? Its encoding, and title, publisher, author and date in its head."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from lxml import html

from ingest.readers.encoding import find_encoding
from ingest.readers.front import Front, first_date

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "iso8859-1": ""}
_DAMAGED = 0.001
_DATES = (
    "article:published_time",
    "publishdate",
    "pubdate",
    "og:release_date",
    "datepublished",
    "publish_time",
    "date",
)
_PUBLISHERS = ("source", "contentsource", "og:site_name", "sitename", "publisher")
_AUTHORS = ("author", "article:author")
_SITE = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]+\s+|[-–—]{2,}|(?<=[\u4e00-\u9fff”》])[-–—](?=[\u4e00-\u9fff]{2,12}$)"
)


def html_encoding(path: Path) -> str:
    """The codec of a page: its mark, else what its head declares if the file decodes in it, else what is found.

    Raises:
        WrongContent: a binary file. WrongEncoding: text in no encoding that can be told.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head.startswith(_MARKS) and b"\0" not in head:
        name = declared_codec(head)
        if name and _decodes(path, name):
            return name
    return find_encoding(path)


def declared_codec(page: bytes) -> str:
    """The codec that the head of a page declares, '' for none."""
    declared = _CHARSET.search(page[:_HEAD_BYTES])
    return _codec(declared[1].decode("ascii")) if declared else ""


def _codec(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    return "" if name.startswith(("utf-16", "utf-32")) else _WIDER.get(name, name)


def _decodes(path: Path, name: str) -> bool:
    try:
        text = path.read_bytes().decode(name, errors="replace")
    except (LookupError, ValueError):
        return False
    return text.count("\ufffd") <= _DAMAGED * len(text)


def head_front(root: html.HtmlElement) -> Front:
    """Date, publisher and author as the page's ``meta`` elements state them; the date also as a ``time`` element."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(name.lower(), (element.get("content") or "").strip())
    dates = [meta.get(name, "") for name in _DATES]
    dates += [element.get("datetime") or "" for element in root.iter("time")]

    def first(names: tuple[str, ...]) -> str:
        return next((meta[name] for name in names if meta.get(name)), "")

    return Front(first_date(filter(None, dates)), first(_PUBLISHERS), first(_AUTHORS))


def head_titles(root: html.HtmlElement) -> list[str]:
    """What the head calls the page, the most exact first: og:title, then ``title`` without the site's name."""
    found = [
        e.get("content") or "" for e in root.iter("meta") if (e.get("property") or "").lower() == "og:title"
    ]
    found += [_SITE.split("".join(e.itertext()).strip())[0] for e in root.iter("title")][:1]
    return [title for title in (" ".join(t.split()) for t in found) if title]
