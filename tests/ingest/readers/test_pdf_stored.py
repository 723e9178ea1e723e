"""Does a PDF become one source: records of its text and its list with their pages, a balance, a repair for its scan?"""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.raw import RawStore
from graph.reading.quotes import evidence
from ingest.context import IngestContext, IngestOptions
from ingest.pipeline import ingest
from ingest.prepare_mixed import prepare_mixed
from ingest.tools import Tools
from tests.ingest.mixed_reading import read_mixed
from tests.ingest.readers.portable import draw, lines, table
from tests.ingest.readers.test_pdf import scan

pytestmark = pytest.mark.store

TEXT = (
    "南京市玄武区南湖社区党委联合辖区12家单位成立共建联盟，围绕居民的需求开展各项",
    "服务，首批发布服务项目三十个。",
)
MORE = ("各单位每月轮流到社区服务，居民有什么需要都可以向社区提出，由社区统一安排好", "时间和地点。")


def first(canvas: Canvas) -> None:
    """A heading, two paragraphs, and the first half of a table."""
    y = lines(canvas, ["南湖社区共建资源清单"], size=16)
    y = lines(canvas, MORE, y=lines(canvas, TEXT, y=y - 10) - 10)
    cells = [
        ["提供单位", "资源", ""],
        ["", "资源名称", "数量"],
        ["南京示例大学", "会议室", "3间"],
        ["", "操场", "1个"],
    ]
    table(canvas, cells, y - 20, [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((0, 2), (0, 3))])


def second(canvas: Canvas) -> None:
    """The rest of the table."""
    table(
        canvas,
        [["", "礼堂", "1个"], ["", "教室", "9间"], ["南京示例医院", "义诊", "2场"]],
        790,
        [((0, 0), (0, 1))],
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return draw(tmp_path / "共建资源.pdf", first, second, scan)


def test_text_list_and_scan_of_one_file(path: Path, graph: Graph) -> None:
    read = read_mixed(path, Tools(graph.ontology, graph.gazetteer))
    (sheet,) = read.prepared.mixed.tables.sheets
    assert sheet.name == "第1-2页表1"
    named = {r.id: r.first("name") for r in read.of("party")}
    offers = {(r.first("item"), named[r.values("providedBy")[0]]) for r in read.of("offer")}
    school = {(item, "南京示例大学") for item in ("会议室", "操场", "礼堂", "教室")}
    assert offers == {*school, ("义诊", "南京示例医院")}
    assert {"南京示例大学", "南京示例医院"} <= set(named.values()) and len(named) > 2
    cells = read.account.cells
    assert cells is not None and cells.counted == cells.accounted == 16
    assert read.account.sentences is not None and read.account.sentences.counted >= 3
    assert [(r.sheet, r.row, r.reason) for r in read.repairs if r.reason == "page-without-text"] == [
        ("第3页", 0, "page-without-text")
    ]
    (told,) = [p for p in read.passages if p.text.startswith("南京市玄武区南湖社区党委")]
    assert (told.sheet, told.row) == ("第1页", 2)


def test_stored_with_evidence_and_the_same_again(path: Path, tmp_path: Path, graph: Graph) -> None:
    context = IngestContext(graph, RawStore(tmp_path / "raw"))
    (file,) = ingest(context, [path]).files
    assert (file.outcome, file.balance.counted, file.balance.accounted) == ("stored", 16, 16)
    found = graph.read(
        "MATCH (o:Resource)-[:PROVIDED_BY]->(p:Organization {name: '南京示例大学'}) RETURN o.id AS id ORDER BY o.id"
    )
    assert len(found) == 4
    quoted = evidence(graph, PUBLIC, found[0]["id"])
    assert quoted and all(e.quote for e in quoted)
    assert "第1-2页表1" in {e.sheet for e in quoted}
    once = "\n".join(canonical(graph, PUBLIC))
    assert "page-without-text" in once
    assert [f.outcome for f in ingest(context, [path]).files] == ["unchanged"]
    assert "\n".join(canonical(graph, PUBLIC)) == once


def test_opening_it_twice_says_the_same(path: Path, graph: Graph) -> None:
    tools = Tools(graph.ontology, graph.gazetteer)
    one, two = (prepare_mixed(path, "0" * 64, IngestOptions(), tools.lists) for _ in range(2))
    assert one.prose == two.prose and one.counted == two.counted and one.version == two.version
