"""Does a document of text and tables become one source: one balance, one record a thing, captions that name the party?"""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.gazetteer import Gazetteer
from ingest import errors
from ingest.balance import check, seen_by_reader
from ingest.identify import mixed_reader_name
from ingest.readers.count_mixed import count_mixed
from ingest.readers.open import open_mixed
from ingest.readers.prose_balance import check_prose
from ingest.tools import Tools
from ontology.model import Ontology
from tests.ingest.mixed_reading import MixedRead, read_mixed
from tests.ingest.readers.word import p, table_xml, write_xml
from tests.ingest.readers.word import read as read_here
from tests.ingest.reading import Reading, read_file, write_xlsx

FILES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LONG = "<p>正文里的一段话，写得足够长，好让它成为一篇文章，说明南湖社区的情况。</p>"
TITLE = "南京市玄武区共建资源清单（2024年）"
LIST = [["提供单位", "资源名称", "数量"], ["示例大学", "会议室", "3间"], ["示例医院", "义诊", "2场"]]
NEEDS = (
    "<table><caption>南湖社区需求清单</caption>"
    '<thead><tr><th rowspan="2">需求名称</th><th colspan="2">详情</th></tr><tr><th>数量<th>服务对象</tr></thead>'
    '<tr><td><p>义诊</p></td><td>2场</td><td rowspan="2">老人</td></tr><tr><td>理发</td><td>3次</td></tr></table>'
)
ACCOUNT = f"""<html><head><meta charset="utf-8"><title>动态</title></head><body>
<table><tr><td><a href="/1">首页</a></td><td><a href="/2">动态</a></td></tr><tr><td><a href="/3">一</a></td><td><a>二</a></td></tr></table>
<h1 id="activity-name">南湖社区共建动态</h1>
<div id="meta_content"><a id="js_name">南湖先锋</a> <em id="publish_time">2024-03-05</em></div>
<div id="js_content"><p>南湖社区党委联合辖区12家单位成立共建联盟，首批发布需求。</p>{NEEDS}<p>欢迎认领。</p></div></body></html>"""
EXPORT = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type
content="text/html; charset=gb2312"><!--[if gte mso 9]><xml><x:Name>Sheet1</x:Name></xml><![endif]--></head><body>
<table border=0><tr height=19><td colspan=3 class=xl65>{title}</td></tr>{rows}
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td></td><td></td><td></td></tr><![endif]></table></body></html>"""


@pytest.fixture(scope="module")
def tools(ontology: Ontology, gazetteer: Gazetteer) -> Tools:
    """The word tools, opened once."""
    return Tools(ontology, gazetteer)


def page(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A page of HTML."""
    path.write_bytes(text.encode(encoding))
    return path


def cells(rows: list[list[str]]) -> str:
    """Rows as HTML."""
    return "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)


def links(read: MixedRead | Reading, role: str) -> set[str]:
    """The ids of the records of a role."""
    return {r.id for r in read.of(role)}


def test_a_page_of_an_account_with_a_table(tmp_path: Path, tools: Tools) -> None:
    read = read_mixed(page(tmp_path / "a.html", ACCOUNT), tools)
    version = read.prepared.version
    assert (version.key, version.stated_date) == ("南湖社区共建动态 · 南湖先锋", "2024-03-05")
    assert version.reader == mixed_reader_name(tools.lists)
    (sheet,) = read.prepared.mixed.tables.sheets
    assert sheet.captions[:2] == ("南湖社区需求清单", "南湖社区共建动态")
    assert [r.first("item") for r in read.of("need")] == ["义诊", "理发"]
    assert all(r.values("eligibility") == ["olderPeople"] for r in read.of("need"))
    balance, sentences = read.account.cells, read.account.sentences
    assert balance is not None and balance.counted == balance.accounted == 9
    assert sentences is not None and sentences.facts and sentences.counted >= 4


def test_both_halves_say_one_record_and_quote_one_passage(tmp_path: Path, tools: Tools) -> None:
    read = read_mixed(page(tmp_path / "a.html", ACCOUNT), tools)
    community = read.named("南湖社区")
    (name,) = [s for s in community.statements if s.property == "name"]
    kinds = {kind for kind, _ in read.quoted(name)}
    assert kinds == {"title", "paragraph", "header"}
    assert all(community.id in r.values("neededBy") for r in read.of("need"))
    assert name.quote_count == len(name.quotes) >= 3


def test_a_heading_names_the_party_of_the_table_below(tmp_path: Path, tools: Tools) -> None:
    one, two = [["资源名称", "数量"], ["会议室", "3间"]], [["资源名称", "数量"], ["义诊", "2场"]]
    path = write_xml(
        tmp_path / "a.docx",
        p("各单位共建资源"),
        *(p("（一）示例大学"), table_xml(one), p("（二）示例医院"), table_xml(two)),
    )
    read = read_mixed(path, tools)
    named = {r.id: r.first("name") for r in read.of("party")}
    assert {(r.first("item"), named[r.values("providedBy")[0]]) for r in read.of("offer")} == {
        ("会议室", "示例大学"),
        ("义诊", "示例医院"),
    }
    (link,) = [s for s in read.of("offer")[0].statements if s.property == "providedBy"]
    assert ("header", named[link.value]) in read.quoted(link)


def test_tables_alone_are_the_list_that_they_are_in_a_workbook(tmp_path: Path, tools: Tools) -> None:
    workbook = read_file(write_xlsx(tmp_path / "a.xlsx", {"资源": [[TITLE], *LIST]}), tools.lists)
    word = read_mixed(write_xml(tmp_path / "b.docx", p(TITLE), table_xml(LIST)), tools)
    export = page(tmp_path / "c.xls", EXPORT.format(title=TITLE, rows=cells(LIST)), "gb18030")
    exported = read_mixed(export, tools)
    markdown = tmp_path / "d.md"
    lines = ["|" + "|".join(row) + "|" for row in LIST]
    markdown.write_text("\n".join([f"# {TITLE}", "", lines[0], "|---|:-:|--|", *lines[1:]]), encoding="utf-8")
    marked = read_mixed(markdown, tools)
    assert workbook.version.basis == "found"
    for other in (word, exported, marked):
        version = other.prepared.version
        assert (version.key, version.basis, version.number) == (workbook.version.key, "found", 202400)
        assert links(other, "offer") == links(workbook, "offer")
        assert links(other, "party") >= links(workbook, "party")
    assert exported.prepared.mixed.prose.articles == () and exported.account.sentences is None


def test_a_document_with_text_alone_is_prose(tmp_path: Path, tools: Tools) -> None:
    text = "南湖社区办起食堂\n\n南湖社区党委联合辖区12家单位成立共建联盟。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    plain = read_mixed(tmp_path / "a.txt", tools)
    word = read_mixed(write_xml(tmp_path / "a.docx", *map(p, filter(None, text.split("\n")))), tools)
    assert word.account.cells is None and plain.account.cells is None
    assert [(r.role, r.type) for r in word.records] == [(r.role, r.type) for r in plain.records] != []


def test_batches_make_no_difference(tmp_path: Path, tools: Tools) -> None:
    path = page(tmp_path / "a.html", ACCOUNT)
    reads = [read_mixed(path, tools, batch) for batch in (1, 2, 100)]
    assert all(sorted(r.records, key=str) == sorted(reads[0].records, key=str) for r in reads)
    assert all({*r.passages} == {*reads[0].passages} for r in reads)


def test_one_party_in_two_articles_is_one_record(tmp_path: Path, tools: Tools) -> None:
    article = "<article><h1>{}</h1><p>南湖社区党委联合辖区{}家单位成立共建联盟，首批发布项目三十个，受到居民的欢迎。</p></article>"
    text = article.format("甲篇动态", 12) + article.format("乙篇动态", 20)
    read = read_mixed(page(tmp_path / "a.html", f"<html><body>{text}</body></html>"), tools)
    assert len(read.prepared.prose.articles) == 2
    (name,) = [s for s in read.named("南湖社区").statements if s.property == "name"]
    assert name.quote_count == 2


def test_tables_without_a_header_wait_beside_text_and_are_refused_alone(tmp_path: Path, tools: Tools) -> None:
    numbers = table_xml([["1", "2"], ["3", "4"]])
    read = read_mixed(write_xml(tmp_path / "a.docx", p("南湖社区成立了联盟。"), numbers), tools)
    assert [r.reason for r in read.repairs if r.reason == "no-header"] == ["no-header"]
    assert read.account.cells is not None and read.account.cells.repair == 4
    with pytest.raises(errors.NoHeader):
        read_mixed(write_xml(tmp_path / "b.docx", numbers), tools)


@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
def test_a_saved_web_page(tmp_path: Path, tools: Tools, way: str) -> None:
    data = ACCOUNT.encode()
    body = quopri.encodestring(data) if way == "quoted-printable" else base64.encodebytes(data)
    head = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="----x"\r\n\r\n------x\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: {way}\r\nContent-Location: https://example.org/a\r\n\r\n"
    )
    tail = "\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
    (tmp_path / "a.mht").write_bytes(head.encode() + body + tail.encode())
    saved = read_mixed(tmp_path / "a.mht", tools)
    whole = read_mixed(page(tmp_path / "a.html", ACCOUNT), tools)
    assert saved.prepared.version.key == whole.prepared.version.key
    assert saved.records == whole.records


def test_markdown_tables_and_their_captions(tmp_path: Path, tools: Tools) -> None:
    text = (
        "# 南湖社区动态\n\n正文一段话，说明情况。\n\n## 南湖社区需求清单\n\n"
        "需求名称 | 数量 | 说明\n---|---|---\n**义诊** | 2场 | [见](http://a.example/x) a\\|b\n理发 | | `码`\n\n结尾的话。\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    read = read_mixed(tmp_path / "a.md", tools)
    (sheet,) = read.prepared.mixed.tables.sheets
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (7, ("需求名称", "数量", "说明")),
        (9, ("义诊", "2场", "见 a|b")),
        (10, ("理发", "", "码")),
    ]
    assert sheet.captions == ("南湖社区需求清单", "南湖社区动态")
    assert {r.first("item") for r in read.of("need")} == {"义诊", "理发"}
    assert read.account.cells is not None and read.account.cells.counted == 8


TEXTS = st.sampled_from(
    [
        "",
        " ",
        "示例大学",
        "会议室",
        "3间",
        "<p>甲</p><p>乙</p>",
        "a<br>b",
        "&nbsp;",
        "\u200b",
        "<b>粗",
        "提供单位",
    ]
)
SPANS = st.sampled_from(
    ["", ' rowspan="2"', ' colspan="2"', ' rowspan="3" colspan="2"', ' rowspan="0"', ' colspan="x"']
)


@st.composite
def tables(draw: st.DrawFn, depth: int = 2) -> str:
    """A table with any spans, empty rows, parts, and tables in its cells."""
    inner = TEXTS if not depth else TEXTS | tables(depth - 1)
    tags = st.sampled_from(["td", "th"])
    cell = st.builds(
        lambda t, s, i, e: f"<{t}{s}>{i}{(f'</{t}>' if e else '')}", tags, SPANS, inner, st.booleans()
    )
    row = st.builds(
        lambda cs, e: f"<tr>{''.join(cs)}{'</tr>' if e else ''}", st.lists(cell, max_size=4), st.booleans()
    )
    rows = "".join(draw(st.lists(row, max_size=5)))
    stray = draw(st.sampled_from(["", "", "", "<caption>题</caption>", "漏", "<tbody>", "</tbody>"]))
    return f"<table>{stray}{rows}</table>"


@FILES
@given(tables(), st.sampled_from(["", LONG]))
def test_any_table_of_a_page_balances(tmp_path: Path, table: str, text: str) -> None:
    path = page(
        tmp_path / "a.html", f"<html><body><h1>南湖社区资源清单</h1>{text}{table}{text}</body></html>"
    )
    mixed = open_mixed(path)
    counted = count_mixed(path, mixed)
    check(path.name, counted.cells, seen_by_reader(mixed.tables))
    check_prose(mixed.prose, counted.text)


@st.composite
def word_tables(draw: st.DrawFn, depth: int = 2) -> str:
    """A table of Word with any spans and merges, gaps, empty rows, tracked changes, boxes, and tables in its cells."""
    texts = st.sampled_from(["", "示例大学", "会议室", "提供单位", "3间", "数量"]).map(p)
    marked = st.sampled_from(
        [
            p("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"),
            p("甲", "<w:r><w:br/></w:r>", "乙"),
            p('<w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>'),
        ]
    )
    box = st.builds(
        lambda i: p("框外", f"<w:r><w:pict><w:txbxContent>{i}{p('框内')}</w:txbxContent></w:pict></w:r>"),
        texts,
    )
    inner = texts | marked | box
    if depth:
        inner = inner | st.builds(lambda t: t + p(), word_tables(depth - 1))
    merges = [
        "",
        "",
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        '<w:gridSpan w:val="2"/><w:vMerge/>',
    ]
    cell = st.builds(lambda m, i: f"<w:tc><w:tcPr>{m}</w:tcPr>{i}</w:tc>", st.sampled_from(merges), inner)
    before = st.sampled_from(["", "", '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'])
    row = st.builds(lambda b, cs: f"<w:tr>{b}{''.join(cs)}</w:tr>", before, st.lists(cell, max_size=4))
    rows = "".join(draw(st.lists(row, max_size=4)))
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


BLOCKS = word_tables() | st.sampled_from(
    ["南湖社区资源清单", "各单位需求如下：", "南湖社区成立了联盟。", ""]
).map(p)


@FILES
@given(st.lists(BLOCKS, max_size=5))
def test_any_document_of_word_balances(tmp_path: Path, body: list[str]) -> None:
    try:
        mixed = read_here(write_xml(tmp_path / "a.docx", *body))
    except errors.EmptyFile:
        return
    assert mixed.prose.articles or mixed.tables.sheets or mixed.prose.furniture
