"""How is a saved web page (.mht, .mhtml) read? Its page of HTML as any other; the pictures beside it are not looked at."""

from __future__ import annotations

import codecs
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from ingest.errors import WrongContent
from ingest.readers.html import read_page
from ingest.readers.html_head import declared_codec
from ingest.readers.limits import Limits, check_size
from ingest.readers.mixed import Mixed

FORMAT: Final = "mhtml"
_OTHERS: Final = ("utf-8", "gb18030")


def read_mhtml(path: Path, limits: Limits) -> Mixed:
    """Open a saved web page; lines are those of its HTML.

    Raises:
        WrongContent: no page of HTML in it. EmptyFile, TooBig, BrokenFile.
    """
    check_size(path, limits)
    page = _page(path)
    encoding = _encoding(page)
    text = page.decode(encoding, errors="replace")
    return read_page(path.name, text, encoding, limits, FORMAT)


def _page(path: Path) -> bytes:
    """The bytes of the first page of HTML."""
    try:
        whole = message_from_bytes(path.read_bytes(), policy=policy.default)
        pages = [part for part in whole.walk() if part.get_content_type() == "text/html"]
        page = pages[0].get_payload(decode=True) if pages else None
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise WrongContent(path.name, "a broken web archive") from error
    if not isinstance(page, bytes) or not isinstance(whole, EmailMessage):
        raise WrongContent(path.name, "a web archive without a page")
    return page


def _encoding(page: bytes) -> str:
    """The codec of a page: its mark, what its head declares, else one in which it decodes."""
    if page.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    for name in filter(None, (declared_codec(page), *_OTHERS)):
        try:
            page.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return name
    return _OTHERS[0]
