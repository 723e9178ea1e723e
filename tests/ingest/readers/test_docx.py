"""Is a Word document read whole: text, tables, notes, boxes, tracked changes, and what it holds beside them?"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx.document import Document as Word
from docx.oxml.parser import parse_xml
from docx.shared import Cm

from ingest import errors
from ingest.errors import IngestError
from ingest.readers.docx import read_word
from ingest.readers.limits import Limits
from tests.ingest.readers.documents import blocks, rows
from tests.ingest.readers.word import (
    LIST,
    SPACES,
    p,
    read,
    repacked,
    run,
    table_xml,
    write_table,
    write_word,
    write_xml,
)

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTE = (
    '<w:footnote xmlns:w="{w}" w:id="2"><w:p><w:r><w:t>脚注：以上数据截至3月。</w:t></w:r></w:p></w:footnote>'
)


def plain(word: Word) -> None:
    """A title, two headings, text, and a list whose header has two rows."""
    word.add_heading("南湖社区共建清单", 0)
    word.add_paragraph("南湖社区党委联合辖区12家单位成立共建联盟。")
    word.add_heading("一、资源清单", 1)
    word.add_paragraph("各单位可提供的资源如下：")
    table = write_table(
        word,
        [
            ["单位名称", "资源", "", "联系电话"],
            ["", "资源名称", "数量", ""],
            ["示例大学", "会议室", "3间", ""],
        ],
    )
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 3).merge(table.cell(1, 3))
    word.add_heading("二、联系方式", 1)
    word.add_paragraph("请拨打社区电话。")
    word.add_paragraph("2024年3月5日")
    section = word.sections[0]
    section.header.paragraphs[0].text = "内部资料"
    section.footer.paragraphs[0].text = "第1页"


def test_text_is_an_article_and_tables_are_sheets(tmp_path: Path) -> None:
    mixed = read(write_word(tmp_path / "a.docx", plain))
    (article,) = mixed.prose.articles
    assert (article.title, article.date) == ("南湖社区共建清单", "2024-03-05")
    assert [kind for kind, _ in blocks(mixed)] == [
        "title",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "byline",
    ]
    (sheet,) = mixed.tables.sheets
    assert (sheet.name, sheet.captions) == (
        "表1",
        ("各单位可提供的资源如下：", "一、资源清单", "南湖社区共建清单"),
    )
    assert rows(mixed) == [
        ("单位名称", "资源", "资源", "联系电话"),
        ("单位名称", "资源名称", "数量", "联系电话"),
        ("示例大学", "会议室", "3间", ""),
    ]
    assert [sorted(row.repeated) for row in sheet.rows] == [[2], [0, 3], []]
    assert [f.text for f in mixed.prose.furniture] == ["内部资料", "第1页"]


def test_the_limited_process_reads_the_same(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", plain)
    apart, here = read_word(path, Limits()), read(path)
    assert apart.prose == here.prose
    assert [(s.name, s.captions, list(s.rows)) for s in apart.tables.sheets] == [
        (s.name, s.captions, list(s.rows)) for s in here.tables.sheets
    ]
    assert apart.counted is not None and apart.counted.cells.cells == 8


def test_tracked_changes_fields_links_and_controls(tmp_path: Path) -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    mixed = read(
        write_xml(
            tmp_path / "a.docx",
            p(
                "联盟有",
                f'<w:ins w:id="1">{run("二十")}</w:ins>',
                "<w:del><w:r><w:delText>十</w:delText></w:r></w:del>",
                "家单位。",
            ),
            p(
                "见",
                begin,
                '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>',
                separate,
                run("附件"),
                end,
                "一。",
            ),
            p(
                '<w:fldSimple w:instr="DATE">' + run("今天") + "</w:fldSimple>",
                f"<w:hyperlink>{run('来签约')}</w:hyperlink>",
                "。",
            ),
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p('控件里的话。')}</w:sdtContent></w:sdt>",
            p("第一行，", "<w:r><w:br/></w:r>", "第二行。", "<w:r><w:br/></w:r>", "第三行。"),
            p(
                '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
                "愿意参加。",
                "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
            ),
        )
    )
    assert [text for _, text in blocks(mixed)] == [
        "联盟有二十家单位。",
        "见附件一。",
        "今天来签约。",
        "控件里的话。",
        "第一行，",
        "第二行。",
        "第三行。",
        "☑愿意参加。x=1",
    ]


def test_boxes_notes_and_comments(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框里的话。')}{table_xml(LIST)}{p()}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = write_xml(tmp_path / "a.docx", p("正文在前。", drawn, "正文在后。"), p("再一段。"))

    def comment(word: Word) -> None:
        word.add_comment(word.add_paragraph("有批注的话。").runs, text="这里待核实", author="张示例")

    mixed = read(path)
    assert [text for _, text in blocks(mixed)] == ["正文在前。正文在后。", "框里的话。", "再一段。"]
    assert rows(mixed) == [tuple(row) for row in LIST]
    commented = read(write_word(tmp_path / "b.docx", comment))
    assert [(problem.reason, problem.text) for problem in commented.tables.problems] == [
        ("comment", "这里待核实")
    ]
    assert [f.text for f in commented.prose.furniture] == ["这里待核实"]


def test_notes_end_the_article(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    path = write_xml(tmp_path / "a.docx", p("正文。"))
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>——</w:t></w:r></w:p>'
        f"</w:footnote>{NOTE.format(w=space)}</w:footnotes>"
    )
    with_part(path, "footnotes.xml", notes.encode(), f"{OFFICE}.footnotes+xml", f"{LINK}/footnotes")
    assert [text for _, text in blocks(read(path))] == ["正文。", "脚注：以上数据截至3月。"]


def with_part(path: Path, name: str, data: bytes, kind: str, relation: str) -> Path:
    """The document with one part more, related to its text."""
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    link = f'<Relationship Id="rIdX" Type="{relation}" Target="{name}"/></Relationships>'
    override = f'<Override PartName="/word/{name}" ContentType="{kind}"/></Types>'
    return repacked(
        path,
        {
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
            "word/_rels/document.xml.rels": links.replace("</Relationships>", link).encode(),
            f"word/{name}": data,
        },
    )


def test_a_table_in_a_header_is_furniture(tmp_path: Path) -> None:
    def fill(word: Word) -> None:
        word.add_paragraph("正文一段。")
        table = word.sections[0].header.add_table(2, 2, Cm(10))
        for r, row in enumerate([["文号", "密级"], ["示例1号", "内部"]]):
            for c, text in enumerate(row):
                table.cell(r, c).text = text

    mixed = read(write_word(tmp_path / "a.docx", fill))
    assert mixed.tables.sheets == ()
    assert [f.text for f in mixed.prose.furniture] == ["文号", "密级", "示例1号", "内部"]


def test_merges_gaps_and_breaks_within_a_table(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(line) for line in text.split('/'))}</w:tc>"

    first, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = (
        f"<w:tr>{cell('单位')}{cell('资源', wide)}</w:tr>"
        f"<w:tr>{cell('示例大学', first)}{cell('会议室')}{cell('3间/可借')}</w:tr>"
        f"<w:tr>{cell('', on)}{cell('操场')}{cell('')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("礼堂")}{cell("1个")}</w:tr>'
        f"<w:tr>{cell('示例医院', on)}{cell('义诊', wide)}</w:tr>"
    )
    mixed = read(write_xml(tmp_path / "a.docx", f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"))
    assert rows(mixed) == [
        ("单位", "资源", "资源"),
        ("示例大学", "会议室", "3间 可借"),
        ("示例大学", "操场", ""),
        ("", "礼堂", "1个"),
        ("示例医院", "义诊", "义诊"),
    ]


def test_tables_that_lay_out_are_text_and_lists_in_cells_are_lists(tmp_path: Path) -> None:
    layout = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{p('版面里的话。')}{table_xml(LIST)}{p('后面的话。')}</w:tc></w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{p('街道')}</w:tc><w:tc>{p('清单')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('示例街道')}</w:tc><w:tc>{p('见表')}{table_xml(LIST)}</w:tc></w:tr></w:tbl>"
    )
    mixed = read(
        write_xml(tmp_path / "a.docx", layout, p("中间。"), outer, table_xml([["联系人", "张示例"]]))
    )
    assert [text for _, text in blocks(mixed)] == ["版面里的话。", "后面的话。", "中间。", "联系人 张示例"]
    assert [sheet.name for sheet in mixed.tables.sheets] == ["表2", "表3", "表4"]
    assert rows(mixed, 1) == [("街道", "清单"), ("示例街道", "见表")]
    assert rows(mixed, 0) == rows(mixed, 2) == [tuple(row) for row in LIST]


def test_a_table_that_goes_on_is_one(tmp_path: Path) -> None:
    parts = [table_xml(LIST), table_xml([["示例公司", "电脑", "5台"]]), p(), table_xml(LIST)]
    mixed = read(write_xml(tmp_path / "a.docx", p("资源清单"), *parts))
    assert [sheet.name for sheet in mixed.tables.sheets] == ["表1-2", "表3"]
    assert [row.number for row in mixed.tables.sheets[0].rows] == [1, 2, 3, 4]
    assert rows(mixed)[-1] == ("示例公司", "电脑", "5台")
    assert [sheet.captions for sheet in mixed.tables.sheets] == [("资源清单",), ("资源清单",)]


def test_a_longest_cell_and_what_is_longer(tmp_path: Path) -> None:
    path = write_xml(tmp_path / "a.docx", table_xml([*LIST, ["长", "字" * 32_767, "字" * 40_000]]))
    row = list(read(path).tables.sheets[0].rows)[-1]
    assert [len(cell) for cell in row.cells] == [1, 32_767, 32_767]
    assert row.damaged == {2}


def test_macros_are_not_run_and_said(tmp_path: Path) -> None:
    path = write_xml(tmp_path / "a.docx", p("正文。"))
    microsoft = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    with_part(path, "vbaProject.bin", b"\0", "application/vnd.ms-office.vbaProject", microsoft)
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml")
    enabled = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    repacked(path, {"[Content_Types].xml": types.replace(f"{OFFICE}.document.main+xml".encode(), enabled)})
    mixed = read(path.rename(tmp_path / "a.docm"))
    assert [text for _, text in blocks(mixed)] == ["正文。"]
    assert [problem.reason for problem in mixed.tables.problems] == ["macros-not-run"]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {SPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("word/document.xml", LAUGHS.encode()),
        ("word/styles.xml", OUTSIDE.encode()),
        ("word/document.xml", LAUGHS.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")),
        ("word/document.xml", f"<!--{'x' * 70_000}-->{LAUGHS[21:]}".encode()),
        ("docProps/core.xml", OUTSIDE.encode()),
        ("word/document.xml", b"<w:document><w:body>"),
        ("word/document.xml", b""),
    ],
)
def test_entities_and_broken_parts_are_refused(tmp_path: Path, part: str, data: bytes) -> None:
    path = repacked(write_xml(tmp_path / "a.docx", p("正文。")), {part: data})
    with pytest.raises(errors.BrokenFile) as caught:
        read(path)
    assert "a.docx" in caught.value.zh and len(str(caught.value)) < 600


def test_ten_thousand_tables_in_each_other_are_refused(tmp_path: Path) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 10_000 + p("里") + "</w:tc></w:tr></w:tbl>" * 10_000
    document = f"<w:document {SPACES}><w:body>{nested}</w:body></w:document>"
    path = repacked(write_xml(tmp_path / "a.docx", p("x")), {"word/document.xml": document.encode()})
    with pytest.raises(errors.BrokenFile) as caught:
        read(path)
    assert "嵌套" in caught.value.zh


def test_tables_in_tables_as_deep_as_can_be_read(tmp_path: Path) -> None:
    inner = table_xml(LIST)
    for _ in range(40):
        inner = f"<w:tbl><w:tr><w:tc>{inner}{p()}</w:tc></w:tr></w:tbl>"
    mixed = read(write_xml(tmp_path / "a.docx", inner))
    assert [sheet.name for sheet in mixed.tables.sheets] == ["表41"]


def test_what_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    path = repacked(write_xml(tmp_path / "a.docx", p("x")), {"word/media/a.bin": b"\0" * 30_000_000})
    with pytest.raises(errors.TooBig):
        read(path, Limits(unpacked_bytes=20_000_000))


def test_a_table_that_is_too_wide_is_refused(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="900000"/></w:tcPr><w:p/></w:tc>'
    body = f"<w:tbl><w:tr>{wide}<w:tc>{p('x')}</w:tc></w:tr></w:tbl>"
    with pytest.raises(errors.TooBig):
        read(write_xml(tmp_path / "a.docx", body))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.EmptyFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.WrongContent),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            errors.PasswordProtected,
        ),
        (b"{\\rtf1 text}", errors.WrongContent),
        (b"PK\x03\x04 cut off", errors.WrongContent),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, data: bytes, error: type[IngestError]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read_word(path, Limits())
    assert "a.docx" in str(caught.value)


def test_a_truncated_document_is_refused(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", plain)
    whole = path.read_bytes()
    for share in (0.3, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(errors.WrongContent):
            read(path)


def test_an_empty_document_is_refused_and_pictures_are_told(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyFile):
        read(write_xml(tmp_path / "a.docx", p()))
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    mixed = read(write_xml(tmp_path / "b.docx", p(picture)))
    assert [problem.reason for problem in mixed.tables.problems] == ["picture-not-read"]


def test_styles_say_what_a_paragraph_is(tmp_path: Path) -> None:
    def fill(word: Word) -> None:
        word.styles.element.append(
            parse_xml(
                f'<w:style {SPACES} w:type="paragraph" w:styleId="a1"><w:name w:val="节名"/><w:basedOn w:val="Heading2"/></w:style>'
            )
        )
        word.add_paragraph("第一篇", style="Title")
        word.add_paragraph("正文一。")
        word.add_paragraph("好的做法，应当推广！", style="Heading 1")
        paragraph = word.add_paragraph("一个小节")
        paragraph.style = word.styles["节名"]
        word.add_paragraph("正文二。")
        word.add_paragraph("第二篇", style="Title")
        word.add_paragraph("正文三。")

    mixed = read(write_word(tmp_path / "a.docx", fill))
    assert [a.title for a in mixed.prose.articles] == ["第一篇", "第二篇"]
    assert [kind for kind, _ in blocks(mixed)][:5] == [
        "title",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    ]
