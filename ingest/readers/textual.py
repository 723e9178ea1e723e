"""What is a text file by its content? A web page, XML, JSON, RDF, a table with delimiters, or prose.

Only its beginning is looked at. Where the content does not decide, the kind is '' and the ending has its say.
"""

from __future__ import annotations

import json
import re
from statistics import mode
from typing import Final

_PAGE: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|table|tbody|title|style|script|div)\b", re.I
)
_XML_START: Final = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^>\[]*>|\s)*", re.S | re.I
)
_ROOT: Final = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)")
_MIME: Final = re.compile(r"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.I)
_TURTLE: Final = re.compile(r"(?:\s|#[^\n]*\n)*(?:@prefix|@base|PREFIX\s|BASE\s+<)", re.I)
_TRIPLE: Final = re.compile(
    r"(?:#[^\n]*\n)*(?:<[a-z][^<>\s]*:[^<>\s]*>|_:\w+)\s+<[a-z][^<>\s]*:[^<>\s]*>\s", re.I
)
_OBJECT: Final = re.compile(r'(?:\[\s*)?\{\s*["}]')
_EXCEL_SEP: Final = re.compile(r"sep=(.)\r?\n", re.I)
_SENTENCE: Final = re.compile(r"[。！？]")
_DECODER: Final = json.JSONDecoder()
_FEWEST_ROWS, _MOSTLY, _LONG_LINE = 3, 0.8, 120
_DELIMITERS: Final = "\t,;|"


def text_kind(text: str) -> str:
    """The kind of a text by its beginning: ``html``, ``mhtml``, ``rdf-xml``, ``xml``, ``sheet-xml``, ``word-xml``,
    ``turtle``, ``json``, ``jsonl`` or ''.

    >>> [text_kind(t) for t in ("<!DOCTYPE html><p>", '[{"a": 1}]', '{"a": 1}\\n{"a": 2}\\n', "共建协议。")]
    ['html', 'json', 'jsonl', '']
    """
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _markup(start) or ("turtle" if _TRIPLE.match(start) else "")
    if start.startswith(("{", "[")):
        return _json(start)
    if _MIME.match(start) and "multipart/related" in start:
        return "mhtml"
    return "turtle" if _TURTLE.match(start) or _TRIPLE.match(start) else ""


def _markup(start: str) -> str:
    """Which markup a text that begins with ``<`` is."""
    if _PAGE.match(start):
        return "html"
    opened = _XML_START.match(start)
    root = _ROOT.match(start, opened.end() if opened else 0)
    if root is None:
        return ""
    if root[2].lower() == "html" or _PAGE.match(start, root.start()):
        return "html"
    head = start[:4000]
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "sheet-xml"
    if "schemas.microsoft.com/office/word/2003" in head or "2006/xmlPackage" in head:
        return "word-xml"
    if root[2] == "RDF" or "http://www.w3.org/1999/02/22-rdf-syntax-ns#" in head:
        return "rdf-xml"
    return "xml" if start.startswith("<?xml") else ""


def _json(start: str) -> str:
    """``jsonl`` if whole values stand one under the other, ``json`` for one value that may go on beyond the beginning,
    '' for text that only begins with a bracket."""
    try:
        value, end = _DECODER.raw_decode(start)
    except (ValueError, RecursionError):
        return "json" if _OBJECT.match(start) else ""
    if not isinstance(value, dict) and not (value and isinstance(value[0], dict)):
        return ""
    rest = start[end:].lstrip(" \t\r")
    if not rest:
        return "json"
    return (
        "jsonl" if rest.startswith("\n") and start.startswith("{") and rest.strip()[:1] in {"{", ""} else ""
    )


def one_line_json(text: str) -> bool:
    """Whether a JSON text has its first value in one line, as a file of JSON lines has."""
    line = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    try:
        _DECODER.decode(line.strip())
    except (ValueError, RecursionError):
        return False
    return line.startswith("{")


def looks_tabular(text: str) -> bool:
    """Whether the lines of a text split evenly into columns, as prose never does.

    >>> looks_tabular("单位\\t资源\\n示例大学\\t教室\\n示例医院\\t体检\\n"), looks_tabular("共建，共治。\\n共享，共赢。\\n" * 3)
    (True, False)
    """
    if _EXCEL_SEP.match(text.lstrip("\ufeff")):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < _FEWEST_ROWS or sum(map(len, lines)) / len(lines) > _LONG_LINE:
        return False
    return any(_even(lines, delimiter) for delimiter in _DELIMITERS)


def reads_as_prose(text: str) -> bool:
    """Whether a text is sentences in which no delimiter makes columns.

    >>> reads_as_prose("示例社区与示例大学签订共建协议。\\n双方约定每月开展一次活动。\\n"), reads_as_prose("单位,备注\\n甲,好。\\n")
    (True, False)
    """
    lines = [line for line in text.splitlines() if line.strip()]
    ended = sum(bool(_SENTENCE.search(line)) for line in lines)
    columns = any(delimiter in line for delimiter in "\t,;|" for line in lines[:_FEWEST_ROWS])
    return bool(lines) and ended >= max(1, len(lines) / 2) and not columns


def _even(lines: list[str], delimiter: str) -> bool:
    """Whether most lines have one and the same number of this delimiter, without sentences between them."""
    counts = [line.count(delimiter) for line in lines]
    split = [count for count in counts if count]
    if not split or len(split) < _MOSTLY * len(lines):
        return False
    same = split.count(mode(split))
    sentences = sum(bool(_SENTENCE.search(line.rstrip("。！？ \r"))) for line in lines)
    enough = len(lines) if delimiter != "\t" else _MOSTLY * len(lines)
    return same >= _MOSTLY * enough and sentences < len(lines) / 2


def starts_as_page(text: str) -> bool:
    """Whether a text declares itself a whole web page, which Markdown with some HTML in it does not."""
    return re.match(r"[\ufeff\s]*<(?:!doctype\s+html|html)\b", text, re.I) is not None
