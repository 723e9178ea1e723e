"""What is a fetched file called? As the server says, else as its path ends; made safe to write into a folder."""

from __future__ import annotations

import os
import re
from email.message import Message
from typing import Final
from urllib.parse import unquote

from ingest.addresses.allowed import take_apart

_ENDINGS: Final = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/turtle": ".ttl",
    "application/json": ".json",
    "application/ld+json": ".jsonld",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/rdf+xml": ".rdf",
    "application/n-triples": ".nt",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_RESERVED: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_MAX_BYTES: Final = 200


def name_of(address: str, disposition: str = "", content_type: str = "") -> str:
    """The file name of what came from an address.

    >>> name_of("https://data.example.cn/lists/%E9%9C%80%E6%B1%82.csv")
    '需求.csv'
    >>> name_of("https://data.example.cn/download?id=7", "attachment; filename*=UTF-8''%E9%9C%80%E6%B1%82.xlsx")
    '需求.xlsx'
    >>> name_of("https://data.example.cn/api/lists", content_type="application/json; charset=utf-8")
    'lists.json'
    """
    place = take_apart(address)
    name = safe_name(_stated(disposition)) or safe_name(place.segments[-1] if place.segments else place.host)
    kind = content_type.partition(";")[0].strip().lower()
    return name if _ENDING.search(name) else (name or "download") + _ENDINGS.get(kind, "")


def safe_name(name: str) -> str:
    """The last part of a name, without what file systems do not take; '' if nothing is left.

    >>> safe_name("..\\\\..\\\\清单:2026?.csv"), safe_name("../.."), safe_name("~$需求.xlsx")
    ('清单_2026_.csv', '', '需求.xlsx')
    """
    last = re.split(r"[/\\]", name)[-1]
    cleaned = _RESERVED.sub("_", last).strip().lstrip(".~$").rstrip(". ")
    ending = _ENDING.search(cleaned)
    end = ending.group() if ending else ""
    return _cut(cleaned.removesuffix(end), _MAX_BYTES - len(end)) + end


def _cut(text: str, longest: int) -> str:
    return os.fsencode(text)[:longest].decode("utf-8", errors="ignore")


def _stated(disposition: str) -> str:
    """The name in a Content-Disposition header, the encoded form first."""
    if not disposition:
        return ""
    message = Message()
    message["Content-Disposition"] = " ".join(disposition.split())
    stated = [v for k, v in message.get_params(failobj=[], header="Content-Disposition") if k == "filename"]
    values: list[str | tuple[str, str, str]] = [v for v in stated if v]
    values.sort(key=lambda v: isinstance(v, str))
    return _decoded(values[0]) if values else ""


def _decoded(value: str | tuple[str, str, str]) -> str:
    """The encoded form in its charset; bare bytes as UTF-8, else GB18030."""
    text, charsets = (
        (value, ["utf-8", "gb18030"]) if isinstance(value, str) else (value[2], [value[0] or "utf-8"])
    )
    for charset in charsets:
        try:
            text = text.encode("latin-1").decode(charset)
            break
        except (UnicodeError, LookupError):
            continue
    return unquote(text)
