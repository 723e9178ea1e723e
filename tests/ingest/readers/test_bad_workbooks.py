"""Is a bad workbook refused or repaired clearly, in bounded time and memory, and does the rest of a run go on?"""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from ingest import errors
from ingest.context import IngestContext, IngestOptions
from ingest.errors import IngestError
from ingest.pipeline import ingest
from ingest.readers.limits import Limits
from ingest.readers.sandbox import read_apart
from ingest.readers.workbook import read_workbook
from tests.ingest.readers.flipping import flipped
from tests.ingest.readers.writing import WRITERS, share_strings, write_ods, write_xls, write_xlsx
from tests.ingest.reading import Reading

TABLE = {"资源": [["单位名称", "资源名称", "数量"], ["示例大学", "会议室", 3], ["示例医院", "义诊", 5]]}
SMALL = Limits(sandbox_bytes=500_000_000, sandbox_seconds=10, unpacked_bytes=50_000_000)


def change(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    """Change one part of an archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = edit(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def refused(path: Path, kind: type[IngestError], limits: Limits = SMALL, seconds: float = 40) -> IngestError:
    """The error, which names the file in both languages, raised in time."""
    began = time.monotonic()
    with pytest.raises(kind) as raised:
        read_workbook(path, limits)
    assert time.monotonic() - began < seconds
    assert type(raised.value) is kind
    assert path.name in raised.value.zh and path.name in raised.value.en
    assert raised.value.where["file"] == path.name
    return raised.value


SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


def huge_text(data: bytes) -> bytes:
    """The sheet with a text of 120 MB in it."""
    cell = b'<c r="A9" t="inlineStr"><is><t>' + b"0" * 120_000_000 + b"</t></is></c>"
    return data.replace(b"</sheetData>", b'<row r="9">' + cell + b"</row></sheetData>")


def test_a_bomb_that_says_its_size_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    for kind, part in (("xlsx", SHEET), ("ods", "content.xml")):
        path = change(WRITERS[kind](tmp_path / f"a.{kind}", TABLE), part, lambda d: d + b" " * 120_000_000)
        assert path.stat().st_size < 1_000_000
        error = refused(path, errors.TooBig, seconds=10)
        assert error.where["allowed"] == SMALL.unpacked_bytes


def test_a_bomb_that_lies_about_its_size_is_refused_within_bounds(tmp_path: Path) -> None:
    path = change(write_xlsx(tmp_path / "a.xlsx", TABLE), SHEET, huge_text)
    with zipfile.ZipFile(path) as archive:
        real = archive.getinfo(SHEET).file_size
    data = path.read_bytes().replace(real.to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo(SHEET).file_size == 5000
    refused(path, errors.BrokenFile)


def test_a_text_that_no_memory_holds_is_refused(tmp_path: Path) -> None:
    path = change(write_xlsx(tmp_path / "a.xlsx", TABLE), SHEET, huge_text)
    refused(path, errors.TooMuchMemory, Limits(sandbox_bytes=300_000_000, sandbox_bytes_each=0))


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">'.encode() for i in range(12))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize(
    ("kind", "part"),
    [("xlsx", SHEET), ("xlsx", SHARED), ("xlsx", "xl/workbook.xml"), ("ods", "content.xml")],
)
def test_entities_are_refused(tmp_path: Path, kind: str, part: str, declared: bytes) -> None:
    def edit(data: bytes) -> bytes:
        head, end, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        return head + end + declared + rest.replace("示例大学".encode(), b"&m;")

    path = WRITERS[kind](tmp_path / f"a.{kind}", TABLE)
    if part == SHARED:
        share_strings(path)
    error = refused(change(path, part, edit), errors.BrokenFile)
    assert "DOCTYPE" in error.zh


def test_entities_beside_the_cells_are_not_followed(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/>'
        "</Relationships>"
    )
    body = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
        b'<comment ref="A2"><text><t>a&m;b</t></text></comment></commentList></comments>'
    )
    for name, declared in (("a.xlsx", OUTSIDE), ("b.xlsx", LAUGHS)):
        path = write_xlsx(tmp_path / name, TABLE)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
            archive.writestr("xl/comments1.xml", b'<?xml version="1.0"?>' + declared + body)
    document = read_workbook(tmp_path / "a.xlsx", SMALL)
    assert [p.text for p in document.problems] == ["a"]
    refused(tmp_path / "b.xlsx", errors.BrokenFile)


def test_password_protected_workbooks_are_named_so(tmp_path: Path) -> None:
    plain = write_xlsx(tmp_path / "plain.xlsx", TABLE)
    locked = tmp_path / "locked.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("密码123", target)
    with locked.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    old = write_xls(tmp_path / "locked.xls", TABLE)
    data = old.read_bytes()
    at = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20  # behind the first record of the workbook
    following = int.from_bytes(data[at + 2 : at + 4], "little")
    protection = b"\x2f\x00" + following.to_bytes(2, "little")
    old.write_bytes(data[:at] + protection + data[at + 4 :])
    sheet = change(
        write_ods(tmp_path / "locked.ods", TABLE),
        "META-INF/manifest.xml",
        lambda d: d.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"),
    )
    for path in (locked, old, sheet):
        error = refused(path, errors.PasswordProtected)
        assert "密码" in error.zh and "password" in error.en


def test_macros_are_read_over_and_said(tmp_path: Path, read_list: Callable[..., Reading]) -> None:
    path = write_xlsx(tmp_path / "资源清单.xlsm", TABLE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no project")
    reading = read_list(path)
    assert [r.reason for r in reading.repairs] == ["macros-not-run"]
    assert len(reading.of("offer")) == 2


@pytest.mark.parametrize("many", [60_000, pytest.param(1_048_576, marks=pytest.mark.extra)])
def test_a_sheet_of_formatted_empty_rows_costs_little_and_the_rest_is_read(tmp_path: Path, many: int) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"空": [["x"]], "资源": TABLE["资源"]})
    rows = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="0"/></row>' % (n, n) for n in range(1, many + 1)
    )
    change(path, SHEET, lambda d: d[: d.index(b"<sheetData>") + 11] + rows + d[d.index(b"</sheetData>") :])
    began = time.monotonic()
    document = read_workbook(path, Limits(sandbox_bytes=400_000_000, sandbox_seconds=60))
    assert time.monotonic() - began < 60
    assert [len(list(s.rows)) for s in document.sheets] == [0, 3]


def test_a_far_cell_is_refused_with_the_sheet_that_has_it(tmp_path: Path) -> None:
    for kind in ("xlsx", "ods"):
        rows: list[list[object]] = [["单位名称", "资源名称"], ["示例大学", *[""] * 2500, "远"]]
        path = WRITERS[kind](tmp_path / f"a.{kind}", {"远的": rows})  # type: ignore[arg-type]
        error = refused(path, errors.TooBig)
        assert "远的" in error.zh and error.where["found"] == 2502
    wide = change(
        write_xlsx(tmp_path / "b.xlsx", {"表": [["甲", "乙"]]}),
        SHEET,
        lambda d: d.replace(
            b"</sheetData>", b'<row r="1048576"><c r="BXX1048576"><v>1</v></c></row></sheetData>'
        ),
    )
    assert refused(wide, errors.TooBig).where["found"] == 1_048_576 * 2000


def test_repeats_of_ods_without_end_are_refused(tmp_path: Path) -> None:
    for many, kind in ((b"1048576", errors.TooBig), (b"999999999999", errors.BrokenFile)):
        path = change(
            write_ods(tmp_path / "a.ods", {"表": [["甲", "乙"]]}),
            "content.xml",
            lambda d, many=many: d.replace(  # type: ignore[misc]
                b"<table:table-row", b'<table:table-row table:number-rows-repeated="' + many + b'"', 1
            ).replace(b"<table:table-cell", b'<table:table-cell table:number-columns-repeated="500"', 1),
        )
        refused(path, kind)


def test_long_cells(tmp_path: Path) -> None:
    for kind in ("xlsx", "xls", "ods"):
        path = WRITERS[kind](tmp_path / f"a.{kind}", {"表": [["字" * 32_767, "短"], ["后", "面"]]})
        (first, second) = read_workbook(path, SMALL).sheets[0].rows
        assert first.cells == ("字" * 32_767, "短") and not first.damaged and second.cells == ("后", "面")
    path = write_ods(tmp_path / "b.ods", {"表": [["字" * 40_000, "短"], ["后", "面"]]})
    (first, second) = read_workbook(path, SMALL).sheets[0].rows
    assert first.damaged == {0} and first.cells == ("字" * 32_767, "短") and second.cells == ("后", "面")


@pytest.mark.parametrize("kind", list(WRITERS))
def test_truncated_workbooks_are_refused(tmp_path: Path, kind: str) -> None:
    path = WRITERS[kind](tmp_path / f"a.{kind}", TABLE)
    data = path.read_bytes()
    for share in (0.2, 0.5, 0.9):
        path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(IngestError) as raised:
            read_workbook(path, SMALL)
        assert path.name in raised.value.zh


def test_what_is_no_workbook_is_said(tmp_path: Path) -> None:
    for name, write in (
        ("a.xlsx", lambda p: p.write_text("甲,乙", encoding="utf-8")),
        ("b.xlsx", lambda p: zipfile.ZipFile(p, "w").close()),
    ):
        write(tmp_path / name)
        refused(tmp_path / name, errors.WrongContent)
    binary = tmp_path / "c.xlsx"
    with zipfile.ZipFile(binary, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    assert ".xlsb" in refused(binary, errors.WrongContent).zh


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(list(WRITERS)), seed=st.integers(0, 10**9))
def test_property_flipped_bytes_give_a_document_or_an_error(tmp_path: Path, kind: str, seed: int) -> None:
    path = flipped(WRITERS[kind](tmp_path / f"a.{kind}", TABLE), random.Random(seed))
    try:
        document = read_workbook(path, SMALL)
    except IngestError as error:
        assert path.name in error.zh
        return
    assert sum(len(list(s.rows)) for s in document.sheets) > 0


@pytest.mark.parametrize("kind", list(WRITERS))
def test_many_flipped_files_never_stop_the_process_that_reads_them(tmp_path: Path, kind: str) -> None:
    """All in one process: a crash, a hang or a greedy allocation would end it."""
    task = tmp_path / f"a.{kind}"
    task.write_text("120", encoding="utf-8")
    said = read_apart("tests.ingest.readers.flipping:read_many", task, Limits()).counted
    assert sum(said.values()) == 120
    assert said["read"] and said["refused"] and set(said) <= {"read", "refused", "broken"}


def test_a_bad_workbook_does_not_stop_the_run(tmp_path: Path, context: IngestContext) -> None:
    folder = tmp_path / "清单"
    folder.mkdir()
    write_xlsx(folder / "资源清单甲.xlsx", TABLE)
    write_ods(folder / "资源清单乙.ods", TABLE)
    write_xls(folder / "资源清单丙.xls", TABLE)
    change(write_xlsx(folder / "坏1.xlsx", TABLE), SHEET, lambda d: d + b" " * 120_000_000)
    broken = write_xls(folder / "坏2.xls", TABLE)
    broken.write_bytes(broken.read_bytes()[:3000])
    report = ingest(context, [tmp_path / "清单"], IngestOptions(limits=SMALL))
    outcomes = {f.file: (f.outcome, f.problem) for f in report.files}
    assert outcomes.pop("坏2.xls") in {("failed", "broken-file"), ("failed", "wrong-content")}
    assert outcomes == {
        "坏1.xlsx": ("failed", "too-big"),
        **{f"资源清单{n}": ("stored", "") for n in ("甲.xlsx", "乙.ods", "丙.xls")},
    }
