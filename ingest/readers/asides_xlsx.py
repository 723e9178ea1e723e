"""What does an Excel workbook (.xlsx) hold beside its cells? Comments, text boxes, pictures, macros.

A threaded comment is also stored as a plain one, which is what is read. Charts in a sheet show its cells and are not told.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.readers.asides import Asides

_PLACE = re.compile(r"([A-Z]+)(\d+)")
_MACROS = "xl/vbaProject.bin"


def asides_of_xlsx(path: Path) -> Asides:
    """What stands in the workbook that is no cell."""
    asides = Asides()
    with zipfile.ZipFile(path) as archive:
        if _MACROS in archive.namelist():
            asides.macros()
        for sheet, part in _worksheets(archive):
            for kind, target in _relations(archive, part):
                if kind == "comments":
                    _comments(archive, target, sheet, asides)
                elif kind == "drawing":
                    _drawing(archive, target, sheet, asides)
    return asides


def _tree(archive: zipfile.ZipFile, part: str) -> etree._Element:
    with archive.open(part) as file:
        return etree.parse(
            file, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        ).getroot()


def _worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = {i: (kind, part) for kind, part, i in _relations_with_ids(archive, "xl/workbook.xml")}
    for sheet in _tree(archive, "xl/workbook.xml").iter("{*}sheet"):
        identifier = next((v for k, v in sheet.attrib.items() if etree.QName(k).localname == "id"), "")
        kind, part = targets.get(str(identifier), ("", ""))
        if kind == "worksheet":
            yield str(sheet.get("name")), part


def _relations(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    return [(kind, target) for kind, target, _ in _relations_with_ids(archive, part)]


def _relations_with_ids(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str, str]]:
    """(kind, part, id) of the parts within the archive that a part points at."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in archive.namelist():
        return []
    found = []
    for relation in _tree(archive, listed).iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target")))).lstrip("/")
        if relation.get("TargetMode") != "External":
            kind = str(relation.get("Type")).rpartition("/")[2]
            found.append((kind, target, str(relation.get("Id"))))
    return found


def _comments(archive: zipfile.ZipFile, part: str, sheet: str, asides: Asides) -> None:
    for comment in _tree(archive, part).iter("{*}comment"):
        place = _PLACE.fullmatch(str(comment.get("ref")))
        if place:
            letters, row = place.groups()
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            asides.comment(sheet, int(row), column, _text(comment))


def _drawing(archive: zipfile.ZipFile, part: str, sheet: str, asides: Asides) -> None:
    drawing = _tree(archive, part)
    for shape in drawing.iter("{*}sp"):
        paragraphs = ("".join(t.text or "" for t in p.iter("{*}t")) for p in shape.iter("{*}p"))
        asides.text_box(sheet, "\n".join(paragraphs))
    for _ in drawing.iter("{*}pic"):
        asides.picture(sheet)


def _text(comment: etree._Element) -> str:
    return "".join(
        t.text or ""
        for t in comment.iter("{*}t")
        if not any(etree.QName(a).localname == "rPh" for a in t.iterancestors())
    )
