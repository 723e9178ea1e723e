"""As what is a file read? By its content; its ending decides where the content leaves it open.

The answer is the ending whose reader fits (``open.py`` has one reader an ending), with a note if the file's own ending
says something else. What no reader can read is refused by the name of what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from ingest.errors import EmptyFile, PasswordProtected, UnsupportedFormat
from ingest.readers.encoding import decode_head
from ingest.readers.json_shape import is_list
from ingest.readers.magic import HEAD, binary_kind
from ingest.readers.rdf_source import FORMATS
from ingest.readers.refusals import kind_of_ending, refused
from ingest.readers.textual import (
    looks_tabular,
    one_line_json,
    reads_as_prose,
    starts_as_page,
    text_kind,
)

JSON: Final = ".json"
JSON_LIST: Final = ".json-list"
"""What ``.json`` is read as where it holds rows: no ending of a file, the name of a reader."""
ARCHIVES: Final = {"zip": ".zip", "tar": ".tar", "gz": ".gz"}
_BINARY: Final = {
    "xlsx": ".xlsx",
    "xls": ".xls",
    "ods": ".ods",
    "docx": ".docx",
    "pdf": ".pdf",
    **ARCHIVES,
}
_SAME: Final = (
    {".xlsx", ".xlsm", ".xltx", ".xltm"},
    {".csv", ".tsv", ".tab"},
    {".html", ".htm", ".xhtml", ".shtml"},
    {".json", JSON_LIST, ".jsonl", ".ndjson", ".geojson"},
    {".md", ".markdown"},
    {".docx", ".docm", ".dotx"},
    {".ods", ".ots"},
    {".gz", ".tgz"},
)
_JSON_LINES: Final = frozenset({".jsonl", ".ndjson"})
_TABLES: Final = frozenset({".csv", ".tsv"})
_PAGES: Final = frozenset({".html", ".htm"})
_MARKDOWN: Final = frozenset({".md", ".markdown"})
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})
_OFFICE: Final = frozenset({*_WORKBOOKS, ".docx", ".doc", ".wps", ".pdf", ".rtf"})
_CALLED: Final = {
    ".xlsx": ("Excel 工作簿", "an Excel workbook"),
    ".xls": ("Excel 97–2003 工作簿", "an Excel 97–2003 workbook"),
    ".ods": ("OpenDocument 表格", "an OpenDocument spreadsheet"),
    ".docx": ("Word 文档", "a Word document"),
    ".pdf": ("PDF", "PDF"),
    ".csv": ("用分隔符分列的清单", "a list with delimiters"),
    ".txt": ("文字", "text"),
    ".html": ("HTML 网页", "an HTML page"),
    ".ttl": ("RDF（Turtle）", "RDF (Turtle)"),
    ".rdf": ("RDF/XML", "RDF/XML"),
    ".json": ("JSON", "JSON"),
    ".jsonl": ("JSON", "JSON"),
    JSON_LIST: ("JSON", "JSON"),
    ".zip": ("压缩包", "an archive"),
    ".tar": ("压缩包", "an archive"),
    ".gz": ("压缩文件", "a compressed file"),
}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """As what a file is read: ``ending`` is that of the reader; ``zh`` and ``en`` say so where the file's own is
    another, else ''. ``sure`` is False for plain text that only the missing of anything else makes text."""

    ending: str
    zh: str = ""
    en: str = ""
    sure: bool = True


def sniff(path: Path, known: tuple[str, ...]) -> Sniffed:
    """As what a file is read.

    Args:
        known: the endings that have a reader.

    Raises:
        UnsupportedFormat, WrongContent: no reader can read it; the message says what it is and what to do.
        PasswordProtected. EmptyFile: no bytes and an ending that no reader knows.
        OSError: it is not there or may not be read.
    """
    state = path.stat()
    return _sniff(path, known, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=256)
def _sniff(path: Path, known: tuple[str, ...], size: int, _changed: int) -> Sniffed:
    own = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not size:
        return _empty(path, own, known)
    kind = binary_kind(path, head)
    found, sure = (_binary(path, own, kind, known), True) if kind else _text(path, own, head, known, size)
    if found not in known and found not in ARCHIVES.values():
        raise refused(path.name, found.removeprefix("."), known, ending_fits=found == own)
    return _noted(own, found, sure)


def _empty(path: Path, own: str, known: tuple[str, ...]) -> Sniffed:
    if own not in known:
        raise EmptyFile(path.name)
    return Sniffed(own)


def _binary(path: Path, own: str, kind: str, known: tuple[str, ...]) -> str:
    """The ending for a binary kind; its own where that names the same format or the reader has to say what is wrong."""
    if kind == "encrypted":
        if own in _WORKBOOKS and own in known:
            return own
        raise PasswordProtected(path.name)
    if kind in {"zip", "broken-zip"} and own in _OFFICE & set(known):
        return own
    if kind in _BINARY:
        return _own_or(own, _BINARY[kind], known)
    fits = kind_of_ending(own) == kind or (kind in {"doc", "xls"} and kind_of_ending(own) in {"wps", "et"})
    raise refused(path.name, kind, known, ending_fits=fits)


def _own_or(own: str, ending: str, known: tuple[str, ...]) -> str:
    """The file's own ending if it has a reader and names the same format."""
    same = next((group for group in _SAME if ending in group), {ending})
    return own if own in same and own in known else ending


def _text(path: Path, own: str, head: bytes, known: tuple[str, ...], size: int) -> tuple[str, bool]:
    """The ending for a text, and whether its content says so."""
    text = decode_head(head)
    if not text:
        raise refused(path.name, "binary", known, ending_fits=False)
    if own in FORMATS and own in known:
        return own, True
    kind = text_kind(text)
    if kind in {"json", "jsonl"}:
        return _json(path, own, kind, text), True
    if kind == "html" and (own not in _MARKDOWN or starts_as_page(text)):
        return _own_or(own, ".html", known), True
    if kind in {"turtle", "rdf-xml"} and own not in _PAGES | _MARKDOWN:
        return ".ttl" if kind == "turtle" else ".rdf", True
    if kind in {"mhtml", "xml", "sheet-xml", "word-xml"} and own not in _PAGES | _MARKDOWN | {".txt"}:
        if f".{kind}" in known:
            return f".{kind}", True
        raise refused(path.name, kind, known, ending_fits=own in {f".{kind}", ".xml", ".mht"})
    return _plain(path, own, text, known, size)


def _json(path: Path, own: str, kind: str, text: str) -> str:
    if own in _JSON_LINES and (
        kind == "jsonl" or one_line_json(text) or not text.lstrip("\ufeff \t\r\n").startswith("[")
    ):
        return own
    if kind == "jsonl":
        return ".jsonl"
    return JSON_LIST if is_list(path) else JSON


def _plain(path: Path, own: str, text: str, known: tuple[str, ...], size: int) -> tuple[str, bool]:
    """Plain text: a table or prose, by its lines."""
    if size > HEAD:
        text = text[: text.rfind("\n") + 1] or text
    if own in _TABLES:
        return (".txt" if reads_as_prose(text) else own), True
    if own == ".txt" or own in _OFFICE:
        if looks_tabular(text):
            return ".csv", True
        return (own if own in _WORKBOOKS & set(known) else ".txt"), True
    if own in known:
        return own, True
    if kind := kind_of_ending(own):
        raise refused(path.name, kind, known, ending_fits=True)
    if not text.strip():
        raise UnsupportedFormat(path.name, known)
    return (".csv" if looks_tabular(text) else ".txt"), False


def _noted(own: str, found: str, sure: bool) -> Sniffed:
    """With a note where the ending says something else."""
    if own == found or any(own in group and found in group for group in _SAME):
        return Sniffed(found, sure=sure)
    zh, en = _CALLED.get(found, (found, found))
    shown = own or "（无）"
    return Sniffed(
        found,
        f"后缀是 {shown}，内容是{zh}，按内容读取",
        f"its ending is {own or '(none)'}, its content is {en}: read as that",
        sure,
    )
