"""What is a file by its first bytes? The kind of a binary file, told apart inside by what its container holds.

A kind is a short word (``xlsx``, ``pdf``, ``zip``, ``image``); '' means text. Nothing is unpacked here but the list of
a ZIP archive's members and, of an OpenDocument, its ``mimetype``.
"""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

HEAD: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC: Final = (
    (b"\x1f\x8b", "gz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"8BPS", "image"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"fLaC", "media"),
    (b"\x1a\x45\xdf\xa3", "media"),
    (b"FLV\x01", "media"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard ", "database"),
    (b"CAJ\x00", "caj"),
    (b"HN\x00", "caj"),
    (b"KDH ", "caj"),
    (b"bplist", "database"),
)
_OPENDOCUMENT: Final = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/epub+zip": "epub",
}
_OOXML: Final = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("word/", "docx"),
    ("ppt/", "ppt"),
    ("visio/", "visio"),
)
_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "mail"),
)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_BOX: Final = slice(4, 8)
_MOST_MEMBERS: Final = 100_000
_NO_PAPER: Final = 1024


def binary_kind(path: Path, head: bytes) -> str:
    """The kind of a binary file; '' for text, ``binary`` for what is neither.

    Args:
        head: its first ``HEAD`` bytes.
    """
    if head.startswith(_ZIP):
        return _inside_zip(path)
    if head.startswith(_OLE):
        return _inside_ole(path, head)
    if b"%PDF-" in head[:_NO_PAPER]:
        return "pdf"
    if head[_BOX] == b"ftyp":
        return "media"
    if head.startswith(b"RIFF"):
        return "image" if head[8:12] == b"WEBP" else "media"
    if head[257:262] == b"ustar":
        return "tar"
    magic, kind = next((known for known in _MAGIC if head.startswith(known[0])), (b"", ""))
    # A list may begin with the letters MZ or BM; no text has control characters so early.
    return "" if magic.isalnum() and not _CONTROLS.search(head[:64]) else kind


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > _MOST_MEMBERS:
                return "zip"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _NO_PAPER:
                stated = archive.read("mimetype").decode("ascii", errors="replace").strip()
                return _OPENDOCUMENT.get(stated, "zip")
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, KeyError):
        return "broken-zip"
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next((kind for start, kind in _OOXML if any(n.startswith(start) for n in names)), "zip")
    return "zip"


def _inside_ole(path: Path, head: bytes) -> str:
    """The program of an OLE2 file: by the streams that its directory names, the first sector of it first."""
    size = 1 << min(int.from_bytes(head[30:32], "little"), 12)
    start = (int.from_bytes(head[48:52], "little") + 1) * size
    names = [(name.encode("utf-16-le") + b"\x00\x00", kind) for name, kind in _STREAMS]
    with path.open("rb") as file:
        file.seek(start)
        sector = file.read(size)
        if found := next((kind for name, kind in names if name in sector), ""):
            return found
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            return next((kind for name, kind in names if whole.find(name) >= 0), "ole")
