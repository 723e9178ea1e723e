"""What is in a .docx, and may it be opened at all? A package of bounded size whose parts declare no document type.

An archive may claim anything; what it unpacks to is added up before a byte of it is unpacked, and zipfile gives no more
than was claimed. A part with a document type (which could hold entities that grow without end, or fetch files) is
refused before a tree is built. Macros are parts like others: they are never looked into.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from ingest.errors import BrokenFile, PasswordProtected, TooBig, WrongContent
from ingest.readers.limits import Limits

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_HEAD: Final = 65_536
_XML: Final = (".xml", ".rels")
_XML_BYTES: Final = 300_000_000
_STORIES: Final = (RT.HEADER, RT.FOOTER)


class Package:
    """An opened package. Part trees are parsed when asked for."""

    def __init__(self, name: str, package: OpcPackage) -> None:
        self.name = name
        self._package = package
        self.main: Part = package.main_document_part

    def tree(self, part: Part) -> Any:
        """The tree of a part (an element of lxml).

        Raises:
            BrokenFile: it is no XML, or nested deeper than the parser follows.
        """
        try:
            return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
        except etree.XMLSyntaxError as error:
            raise _unreadable(self.name, error) from error

    def related(self, kind: str) -> list[Part]:
        """The parts that the document names as this kind, in the order of their names."""
        found = [r.target_part for r in self.main.rels.values() if r.reltype == kind and not r.is_external]
        return sorted(found, key=lambda part: str(part.partname))

    def furniture(self) -> Iterator[Part]:
        """Headers and footers."""
        for kind in _STORIES:
            yield from self.related(kind)


def open_package(path: Path, limits: Limits) -> Package:
    """Open a .docx or .docm.

    Raises:
        PasswordProtected. WrongContent: no such document. TooBig: it unpacks to more than allowed.
        BrokenFile: truncated, without its document, or a part with a document type.
    """
    _check_head(path)
    _check_parts(path, limits)
    try:
        return Package(path.name, OpcPackage.open(str(path)))
    except etree.XMLSyntaxError as error:
        raise _unreadable(path.name, error) from error
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, OSError) as error:
        cause = " ".join(str(error).split())[:120]
        raise BrokenFile(
            path.name, 0, f"文档内部结构不完整（{cause}）", f"its structure is broken ({cause})"
        ) from error


def _check_head(path: Path) -> None:
    with path.open("rb") as file:
        compound = file.read(len(_COMPOUND)) == _COMPOUND
    if compound:
        locked = _ENCRYPTED in path.read_bytes()
        raise PasswordProtected(path.name) if locked else WrongContent(path.name, "doc")


def _check_parts(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_sizes(path.name, entries, limits)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise PasswordProtected(path.name)
                if entry.filename.lower().endswith(_XML):
                    with archive.open(entry) as part:
                        _check_declaration(path.name, entry.filename, part.read(_HEAD))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise WrongContent(path.name, "not a document, or a truncated one") from error
    if not any(entry.filename.startswith("word/") for entry in entries):
        raise WrongContent(path.name, "an archive without a document")


def _check_sizes(name: str, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    marked_up = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_XML))
    if unpacked > limits.unpacked_bytes:
        raise TooBig(name, "解压后字节数", "bytes unpacked", unpacked, limits.unpacked_bytes)
    if marked_up > min(_XML_BYTES, limits.unpacked_bytes):
        raise TooBig(name, "正文解压后字节数", "bytes of text unpacked", marked_up, _XML_BYTES)


class _Declared(Exception):
    """A document type is declared."""


class _Begun(Exception):
    """The root element begins, so no document type comes any more."""


def _check_declaration(name: str, part: str, head: bytes) -> None:
    """Refuse a part that declares a document type; only its beginning can.

    Raises:
        BrokenFile: it does, or what stands before its root element is not understood.
    """

    def declared(*_: object) -> None:
        raise _Declared

    def begun(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.Parse(head, len(head) < _HEAD)
    except _Begun:
        return
    except _Declared:
        raise BrokenFile(
            name,
            0,
            f"{part} 声明了文档类型（可能含恶意实体），正常的 Word 文档没有",
            f"{part} declares a document type (perhaps with harmful entities), which no Word document has",
        ) from None
    except expat.ExpatError as error:
        raise BrokenFile(
            name, error.lineno, f"{part} 不是正确的 XML", f"{part} is not well-formed XML"
        ) from error
    raise BrokenFile(name, 0, f"{part} 开头没有内容", f"{part} does not begin with an element")


def _unreadable(name: str, error: etree.XMLSyntaxError) -> BrokenFile:
    """What lxml could not parse: nested too deep, too much text in one place, or not well-formed."""
    said = str(error)
    if "depth" in said or "huge" in said.lower():
        return BrokenFile(
            name, error.lineno or 0, "表格或内容嵌套过深、过大", "nested too deep, or too much in one place"
        )
    return BrokenFile(
        name, error.lineno or 0, f"内部结构不完整（{said[:100]}）", f"not well-formed ({said[:100]})"
    )
