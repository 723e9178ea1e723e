"""How is a PDF read? Its text as articles, its tables as lists; a page without a text layer waits for a person.

Page by page: signs and lines (``pdf_pages``), cells (``pdf_grid``, ``pdf_aligned``), text (``pdf_lines``); then over all
pages: furniture, tables that go on, paragraphs (``pdf_flow``). It is counted by the other engine (``count_pdf``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from ingest.errors import EmptyFile
from ingest.readers.article import Prose
from ingest.readers.beside import beside
from ingest.readers.count_pdf import Layout, count_pdf, keep_mined
from ingest.readers.count_pdf_kept import KeptSigns
from ingest.readers.document import Document, Problem, Sheet
from ingest.readers.grid import rows_of
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed, mixed_count_from_json, mixed_count_to_json
from ingest.readers.pdf_flow import articles_of, captions_of, flow
from ingest.readers.pdf_furniture import Bare, bare
from ingest.readers.pdf_glyphs import Glyph, printed_once
from ingest.readers.pdf_miner import glyphs_of_pages
from ingest.readers.pdf_page import PageRead, read_page
from ingest.readers.pdf_pages import Found, Pdf, open_pdf
from ingest.readers.pdf_problems import file_problems, page_problems
from ingest.readers.pdf_tables import Listed, layouts, lists
from ingest.readers.sandbox import read_apart

FORMAT: Final = "pdf"
_TIMES: Final = 4
"""How many times the usual time a PDF may take: bytes say little about pages, of which ``limits.pages`` have to fit."""
_FILE_NAME: Final = re.compile(
    r"\.(?:docx?|wps|pdf|xlsx?|pptx?)$|Microsoft|PowerPoint|WPS|untitled|无标题|幻灯片", re.I
)
_IDEOGRAPHS: Final = re.compile("[\u4e00-\u9fff]{4}")


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """What was read, with what the second count has to know of its pages."""

    mixed: Mixed
    layouts: dict[int, Layout]


def read_portable(path: Path, limits: Limits) -> Mixed:
    """Open a PDF in a limited process.

    Raises:
        IngestError: see ``ingest.readers.sandbox.read_apart`` and ``read_pdf``.
    """
    more = replace(limits, sandbox_seconds=_TIMES * limits.sandbox_seconds)
    spooled = read_apart("ingest.readers.pdf:read_beside_count", path, more)
    assert isinstance(spooled.content, Mixed)
    return replace(spooled.content, counted=mixed_count_from_json(spooled.counted))


def read_beside_count(path: Path, limits: Limits) -> tuple[Mixed, dict[str, Any]]:
    """Read a PDF and count it, in the process that may be stopped and a copy of it."""
    with beside(partial(keep_mined, path)) as mined:
        return _compared(path, limits, mined)


def read_and_count(path: Path, limits: Limits) -> tuple[Mixed, dict[str, Any]]:
    """The same in this process, one after the other."""
    with TemporaryFile() as file:
        keep_mined(path, file)
        return _compared(path, limits, lambda: file)


def _compared(path: Path, limits: Limits, mined: Callable[[], BinaryIO]) -> tuple[Mixed, dict[str, Any]]:
    """What was read, with its count by the other engine; pages on which the engines differ are told."""
    read = read_pdf(path, limits)
    signs = KeptSigns(mined())
    counted, unsure, hopeless = count_pdf(path, read.mixed, read.layouts, signs)
    if hopeless:
        read = read_pdf(path, limits, hopeless)
        counted, unsure, _ = count_pdf(path, read.mixed, read.layouts, signs)
    tables = read.mixed.tables
    told = replace(tables, problems=(*tables.problems, *page_problems("differs", unsure)))
    return replace(read.mixed, tables=told), mixed_count_to_json(counted)


def read_pdf(path: Path, limits: Limits, without: frozenset[int] = frozenset()) -> ReadPdf:
    """Open a PDF.

    Args:
        without: numbers of pages to leave to a person.

    Raises:
        EmptyFile: nothing stands in it. TooBig, PasswordProtected, BrokenFile.
    """
    with open_pdf(path, limits) as pdf:
        pages = _pages(pdf, without)
        problems = [p for state in ("picture", "coded", "missing", "doubtful") for p in _told(pages, state)]
        problems += file_problems(pdf.attachments, pdf.scripts)
        title = pdf.title
    bared = bare(pages)
    found = lists(path.name, [one.page for one in bared], limits)
    mixed = _mixed(path.name, bared, found, _usable(title), problems, limits)
    if not mixed.prose.articles and not mixed.tables.sheets and not problems:
        raise EmptyFile(path.name)
    return ReadPdf(mixed, layouts(pages, found))


def _pages(pdf: Pdf, without: frozenset[int]) -> list[PageRead]:
    """All pages; those on which PDFium leaves signs out as pdfminer finds them, if it finds more."""
    pages: list[PageRead] = []
    short: dict[int, Found] = {}
    for n, page in enumerate(pdf.pages()):
        if page is None or n + 1 in without:
            pages.append(PageRead(n + 1, "missing" if page is None else "doubtful"))
        else:
            pages.append(_page(n, page, ()))
            if page.drawn.unmeasured:
                short[n] = page
    other = glyphs_of_pages(pdf.path, short) if short else {}
    for n, page in short.items():
        pages[n] = _page(n, page, other.get(n, ()))
    return pages


def _page(n: int, page: Found, other: Sequence[Glyph]) -> PageRead:
    glyphs, more = list(printed_once(page.glyphs)), list(printed_once(other))
    return read_page(n + 1, more if len(more) > len(glyphs) else glyphs, page.drawn, page.area)


def _told(pages: Sequence[PageRead], state: str) -> list[Problem]:
    return list(page_problems(state, [page.number for page in pages if page.state == state]))


def _usable(title: str) -> str:
    """The title of the file's properties, '' if a program put a file's name there."""
    return title if _IDEOGRAPHS.search(title) and not _FILE_NAME.search(title) else ""


def _mixed(
    name: str,
    pages: Sequence[Bare],
    found: Sequence[Listed],
    title: str,
    problems: Sequence[Problem],
    limits: Limits,
) -> Mixed:
    made = flow(pages, found)
    articles, furniture, above = articles_of(made, title)
    first = articles[0].title if articles else title
    sheets = tuple(
        Sheet(
            one.name,
            tuple(rows_of(one.grid, limits.cell)),
            captions=captions_of(above[number], made.tables[number][1], first),
        )
        for number, one in enumerate(found)
    )
    prose = Prose(name, FORMAT, tuple(articles), tuple(furniture))
    return Mixed(prose, Document(name, FORMAT, sheets, tuple(problems)))
