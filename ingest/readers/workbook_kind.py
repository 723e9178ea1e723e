"""What kind of workbook is a file? Told by its content, whatever its ending, and given to that kind's reader.

This runs in the limited process (``ingest.readers.workbook`` starts it).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

import olefile

from ingest.errors import BrokenFile, EmptyFile, PasswordProtected, WrongContent
from ingest.readers.biff import STREAMS
from ingest.readers.count_xlsx import ForbiddenXml
from ingest.readers.document import Document
from ingest.readers.limits import Limits
from ingest.readers.ods import read_ods
from ingest.readers.xls import read_xls
from ingest.readers.xlsx import read_xlsx

Kind = Literal["xlsx", "xls", "ods"]
_READERS: Final[dict[Kind, Callable[[Path, Limits], tuple[Document, dict[str, Any]]]]] = {
    "xlsx": read_xlsx,
    "xls": read_xls,
    "ods": read_ods,
}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED = 0x1


def read_and_count(path: Path, limits: Limits) -> tuple[Document, dict[str, Any]]:
    """A workbook, and the independent count of its cells as JSON.

    Raises:
        EmptyFile: no cell shows anything. WrongContent, PasswordProtected, TooBig, BrokenFile.
    """
    kind = kind_of(path)
    try:
        document, counted = _READERS[kind](path, limits)
    except ForbiddenXml as error:
        raise BrokenFile(
            path.name,
            0,
            "内含文档类型声明（DOCTYPE），正常的表格软件不会这样写",
            "it declares a document type, which no spreadsheet program writes",
        ) from error
    if not counted["sheets"]:
        raise EmptyFile(path.name)
    return document, counted


def kind_of(path: Path) -> Kind:
    """The kind of workbook that a file is.

    Raises:
        PasswordProtected: it is encrypted. WrongContent: it is no workbook.
    """
    if olefile.isOleFile(str(path)):
        return _kind_of_container(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _kind_of_archive(archive, path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, KeyError) as error:
        raise WrongContent(path.name, "not a workbook") from error


def _kind_of_container(path: Path) -> Kind:
    with olefile.OleFileIO(str(path)) as container:
        if container.exists("EncryptedPackage"):
            raise PasswordProtected(path.name)
        if any(container.exists(name) for name in STREAMS):
            return "xls"
    raise WrongContent(path.name, "not a workbook")


def _kind_of_archive(archive: zipfile.ZipFile, path: Path) -> Kind:
    names = set(archive.namelist())
    if any(entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
        raise PasswordProtected(path.name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise WrongContent(path.name, "a binary workbook (.xlsb)")
    if "mimetype" in names and archive.read("mimetype").startswith(_ODS):
        if "encryption-data" in archive.read("META-INF/manifest.xml").decode("utf-8", errors="replace"):
            raise PasswordProtected(path.name)
        return "ods"
    raise WrongContent(path.name, "an archive without a workbook")
