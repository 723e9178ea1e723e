"""Is a bad PDF refused or repaired clearly, in bounded time and memory?"""

from __future__ import annotations

import random
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest import errors
from ingest.errors import IngestError
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed
from ingest.readers.open import open_mixed
from ingest.readers.pdf import read_pdf, read_portable
from tests.ingest.readers.documents import reasons, rows
from tests.ingest.readers.portable import draw, lines, read, table

LIST = [["提供单位", "资源名称", "数量"], ["示例大学", "会议室", "3间"], ["示例医院", "义诊", "2场"]]
SMALL = Limits(sandbox_bytes=500_000_000, sandbox_seconds=5)


def plain(canvas: Canvas) -> None:
    """A page of text and a table."""
    table(canvas, LIST, lines(canvas, ["南湖社区资源清单", "示例社区党委联合十二家单位成立共建联盟。"]))


def refused(path: Path, kind: type[IngestError], limits: Limits = SMALL) -> IngestError:
    """The error, which names the file in both languages, raised in time."""
    began = time.monotonic()
    with pytest.raises(kind) as raised:
        read_portable(path, limits)
    assert time.monotonic() - began < 60
    assert type(raised.value) is kind
    assert path.name in raised.value.zh and path.name in raised.value.en
    return raised.value


def objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    made = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(made))
    return made + head + tail


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def test_files_with_a_password_say_so(tmp_path: Path) -> None:
    locked = draw(tmp_path / "a.pdf", plain, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    assert "密码" in refused(locked, errors.PasswordProtected).zh


@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_a_truncated_file_is_refused_not_read_in_part(tmp_path: Path, share: float) -> None:
    path = draw(tmp_path / "a.pdf", plain, plain, plain)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(errors.BrokenFile) as raised:
        read_pdf(path, SMALL)
    assert raised.value.zh.startswith("文件 a.pdf 读不下去：PDF 不完整")
    assert raised.value.en.startswith("file a.pdf cannot be read: the PDF is incomplete")
    assert raised.value.where == {"file": "a.pdf"}


def test_what_follows_the_end_mark_does_no_harm(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", plain)
    path.write_bytes(path.read_bytes() + b"\0" * 10_000)
    assert rows(read(path)) == [tuple(row) for row in LIST]


def test_empty_wrong_and_broken_files(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    refused(tmp_path / "empty.pdf", errors.EmptyFile)
    refused(draw(tmp_path / "blank.pdf", lambda _: None), errors.EmptyFile)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4\n" + random.Random(1).randbytes(3000) + b"\n%%EOF")
    refused(tmp_path / "b.pdf", errors.BrokenFile)
    right = draw(tmp_path / "right.pdf", plain).rename(tmp_path / "wrong.docx")
    assert rows(open_mixed(right)) == [tuple(row) for row in LIST]


def test_a_page_tree_that_is_its_own_child_ends(tmp_path: Path) -> None:
    tree = b"<< /Type /Pages /Count 3 /Kids [2 0 R 3 0 R] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    (tmp_path / "a.pdf").write_bytes(objects(CATALOGUE, tree, page))
    try:
        mixed = read_portable(tmp_path / "a.pdf", SMALL)
        assert {reason for _, reason in reasons(mixed)} == {"page-not-read"}
    except (errors.EmptyFile, errors.BrokenFile) as error:
        assert "a.pdf" in error.zh


@pytest.mark.parametrize("stated", [10_000, 2_000_000_000])
def test_too_many_pages_are_refused(tmp_path: Path, stated: int) -> None:
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (stated, b"3 0 R " * 10_000)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    (tmp_path / "a.pdf").write_bytes(objects(CATALOGUE, tree, page))
    assert "2000" in refused(tmp_path / "a.pdf", errors.TooBig).zh


def test_a_page_that_unpacks_to_gigabytes_is_bounded(tmp_path: Path) -> None:
    squeeze = zlib.compressobj(9)
    first, again = (
        squeeze.compress(b"q 1 0 0 1 0 0 cm Q " * 50_000) + squeeze.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
    )
    body = first + again * 1200 + squeeze.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>"
    (tmp_path / "a.pdf").write_bytes(
        objects(CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, stream)
    )
    assert (tmp_path / "a.pdf").stat().st_size < 5_000_000
    with pytest.raises(IngestError):
        read_portable(
            tmp_path / "a.pdf", Limits(sandbox_bytes=400_000_000, sandbox_bytes_each=0, sandbox_seconds=0.75)
        )


def test_a_huge_page_with_more_lines_than_a_table_has(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageSize((14_000, 14_000))
        lines(canvas, ["南湖社区示意图，仅供参考。"])
        for n in range(2_500):
            canvas.line(5 * n, 0, 5 * n, 13_000)
            canvas.line(0, 5 * n, 13_000, 5 * n)

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert not mixed.tables.sheets
    assert "南湖社区示意图，仅供参考。" in [b.text for a in mixed.prose.articles for b in a.blocks]


def damaged(path: Path, seed: int) -> Path:
    """A sound file, uncompressed, with a few bytes changed."""
    dice = random.Random(seed)
    made = bytearray(draw(path, plain, pageCompression=dice.randint(0, 1)).read_bytes())
    for _ in range(dice.randint(1, 12)):
        made[dice.randrange(len(made))] = dice.randrange(256)
    path.write_bytes(bytes(made))
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_changed_bytes_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    path = damaged(tmp_path / "a.pdf", seed)
    try:
        assert isinstance(read(path), Mixed)
    except (errors.Unbalanced, errors.UnbalancedText):
        raise
    except IngestError as error:
        assert "a.pdf" in error.zh


CELLS = st.lists(
    st.lists(
        st.sampled_from(["", "", "示例大学", "会议室", "3间", "无", "ab cd", "长" * 12, "行\n行"]),
        min_size=3,
        max_size=3,
    ),
    min_size=1,
    max_size=5,
)
SPANS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 2), st.integers(0, 4)), max_size=2
)
TEXTS = st.lists(
    st.sampled_from(["南湖社区资源清单", "示例社区成立联盟。", "A座 12 间", "（续表）", "第 3 页"]),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, SPANS, TEXTS, TEXTS), min_size=1, max_size=3))
def test_any_tables_balance(
    tmp_path: Path,
    pages: list[tuple[list[list[str]], list[tuple[int, int, int, int]], list[str], list[str]]],
) -> None:
    def page(canvas: Canvas) -> None:
        cells, corners, above, below = pages[canvas.getPageNumber() - 1]
        spans = []
        for a, b, c, d in corners[:1]:
            low, high = min(b, d, len(cells) - 1), min(max(b, d), len(cells) - 1)
            spans.append(((min(a, c), low), (max(a, c), high)))
        y = table(canvas, cells, lines(canvas, above) - 5, spans)
        lines(canvas, below, y=y - 20)

    try:
        read(draw(tmp_path / "a.pdf", *[page] * len(pages)))
    except errors.EmptyFile:
        assert not any(
            text for cells, _, above, below in pages for text in (*above, *below, *map(max, cells))
        )
