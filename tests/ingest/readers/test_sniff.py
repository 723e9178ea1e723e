"""Is a file read as what it holds, and is what nobody can read refused by its name?"""

from __future__ import annotations

import doctest
import gzip
import tarfile
import zipfile
from pathlib import Path

import pytest
import xlwt
from docx import Document as new_docx
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentPresentation, OpenDocumentText

from ingest.errors import EmptyFile, IngestError, UnsupportedFormat, WrongContent
from ingest.readers import sniff as sniffing
from ingest.readers import textual
from ingest.readers.open import ENDINGS, read_as
from ingest.readers.sniff import sniff
from tests.ingest.reading import write_xlsx

TABLE = "单位名称\t资源名称\n示例大学\t教室\n示例医院\t体检\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KNOWN = (*ENDINGS, ".json-list")


def ole(stream: str) -> bytes:
    """The beginning of an OLE2 file whose directory names one stream."""
    head = bytearray(OLE + bytes(504))
    head[30:32], head[48:52] = (9).to_bytes(2, "little"), (0).to_bytes(4, "little")
    return bytes(head) + stream.encode("utf-16-le").ljust(128, b"\0") + bytes(384)


TEXTS: dict[str, tuple[str, str, str]] = {
    "page named xls": ("a.xls", "<html><body><table><tr><td>甲</td></tr></table></body></html>", ".html"),
    "table named xls": ("a.xls", TABLE, ".csv"),
    "table named txt": ("a.txt", TABLE, ".csv"),
    "prose named txt": ("a.txt", "示例社区与示例大学共建。\n每月一次，双方轮流。\n", ".txt"),
    "prose named csv": ("a.csv", "示例社区与示例大学签订共建协议。\n双方约定每月开展一次活动。\n", ".txt"),
    "one column named csv": ("a.csv", "单位名称\n示例大学\n示例医院\n", ".csv"),
    "page named csv": ("a.csv", "<!DOCTYPE html><html></html>", ".html"),
    "JSON lines named txt": ("a.txt", '{"名称": "甲"}\n{"名称": "乙"}\n', ".jsonl"),
    "codes that begin like a program": ("a.csv", "MZ-001,示例大学,教室\nMZ-002,示例医院,体检\n", ".csv"),
    "footnote in brackets": ("a.txt", "[1] 张三的说明。\n[2] 李四的说明。\n", ".txt"),
    "Markdown with a page in it": ("a.md", "<div>甲</div>\n\n# 乙\n", ".md"),
    "Turtle without an ending": ("a", "@prefix ex: <http://example.org/> .\nex:a ex:b 'c' .\n", ".ttl"),
    "RDF named xml": (
        "a.xml",
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        ".rdf",
    ),
}


@pytest.mark.parametrize("case", TEXTS)
def test_texts_are_read_by_content(tmp_path: Path, case: str) -> None:
    name, text, ending = TEXTS[case]
    for encoding in ("utf-8", "gb18030", "utf-16"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        found = read_as(path)
        assert found.ending == ending, encoding
        own = Path(name).suffix
        assert bool(found.zh) == bool(found.en) == (own != ending)
        assert not found.zh or (own or "（无）") in found.zh


def test_office_files_are_told_apart_inside(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "甲")
    book.save(str(tmp_path / "b.docx"))
    write_xlsx(tmp_path / "a.xls", {"a": [["甲", "乙"]]})
    new_docx().save(str(tmp_path / "c.doc"))
    for name, ending in (("a.xls", ".xlsx"), ("b.docx", ".xls"), ("c.doc", ".docx")):
        if ending in ENDINGS:
            assert read_as(tmp_path / name).ending == ending


def test_what_is_not_read_is_called_by_its_name(tmp_path: Path) -> None:
    for name, content, word in (
        ("a.doc", ole("WordDocument"), "另存为 .docx"),
        ("a.wps", ole("WordDocument"), "另存为 .docx"),
        ("a.ppt", ole("PowerPoint Document"), "演示文稿"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(9), "图片"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(9), "视频"),
        ("a.rar", b"Rar!\x1a\x07\x00", "解压"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(9), "解压"),
        ("a.rtf", b"{\\rtf1 a}", "RTF"),
        ("a.caj", b"CAJ\x00" + bytes(9), "CAJ"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "XML"),
        ("a.doc", b"", "空"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises((UnsupportedFormat, EmptyFile)) as error:
            read_as(tmp_path / name)
        assert word in error.value.zh
    for made, name in ((OpenDocumentText(), "a.odt"), (OpenDocumentPresentation(), "a.odp")):
        made.save(str(tmp_path / name))
        with pytest.raises(UnsupportedFormat):
            read_as(tmp_path / name)


def test_a_wrong_ending_on_something_unreadable_says_both(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9))
    with pytest.raises(WrongContent) as error:
        read_as(tmp_path / "a.xlsx")
    assert "图片" in error.value.zh and "an image" in error.value.en


def test_archives_are_archives_whatever_they_are_called(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.dat", "w") as archive:
        archive.writestr("a.csv", TABLE)
    (tmp_path / "b").write_bytes(gzip.compress(TABLE.encode()))
    with tarfile.open(tmp_path / "c.bin", "w") as tar:
        tar.add(tmp_path / "b", "b")
    assert [read_as(tmp_path / n).ending for n in ("a.dat", "b", "c.bin")] == [".zip", ".gz", ".tar"]


def test_plain_text_of_an_unknown_ending_is_not_sure(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("plain words")
    (tmp_path / "b.html5").write_text("<!doctype html><p>甲")
    assert (read_as(tmp_path / "a.log").ending, read_as(tmp_path / "a.log").sure) == (".txt", False)
    assert read_as(tmp_path / "b.html5").sure


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["", ".csv", ".txt", ".xls", ".xlsx", ".json", ".pdf", ".doc", ".html", ".zip", ".ttl"]),
    st.sampled_from([b"", b"PK\x03\x04", OLE, b"{", b"<", b"%PDF-", b"\xff\xfe"]),
)
def test_property_any_bytes_are_something_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(start + data)
    try:
        assert sniff(path, KNOWN).ending in {*KNOWN, ".zip", ".tar", ".gz"}
    except IngestError as error:
        assert path.name in error.zh


def test_the_examples_of_the_docstrings_hold() -> None:
    for module in (sniffing, textual):
        assert doctest.testmod(module).failed == 0
