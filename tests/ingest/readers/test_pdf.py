"""Is a PDF read whole: its text in order, its tables as lists, and each page that cannot be read told?"""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.limits import Limits
from ingest.readers.pdf import read_portable
from tests.ingest.readers.documents import blocks, reasons, rows
from tests.ingest.readers.portable import draw, lines, read, table

HEADER = ["提供单位", "资源名称", "数量"]
LIST = [HEADER, ["示例大学", "会议室", "3间"], ["示例医院", "义诊", "2场"]]
TEXT = (
    "示例社区党委联合辖区十二家单位成立共建联盟，围绕居民的需求开展各项服务，",
    "首批发布服务项目三十个，受到居民的欢迎。各单位每月轮流到社区开展义诊、",
    "法律咨询和家电维修，服务老人和儿童。",
)


def scan(canvas: Canvas) -> None:
    """A page that is one picture."""
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (200, 200, 200))), 0, 0, 595, 842)


def test_text_and_a_table_of_merged_cells(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        y = lines(canvas, ["南湖社区共建清单"], size=16)
        y = lines(canvas, TEXT, y=y - 10)
        y = lines(canvas, ["各单位可提供的资源如下："], y=y)
        cells = [
            ["单位名称", "资源", "", "备注"],
            ["", "资源名称", "数量", ""],
            ["示例大学", "会议室", "3间", "无"],
            ["", "操场", "1个", "须提前一周向示\n例大学预约，周\n末开放"],
        ]
        spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (3, 1)), ((0, 2), (0, 3))]
        table(canvas, cells, y, spans, widths=[90, 90, 60, 75])

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert blocks(mixed) == [
        ("title", "南湖社区共建清单"),
        ("paragraph", "".join(TEXT)),
        ("heading", "各单位可提供的资源如下："),
    ]
    (sheet,) = mixed.tables.sheets
    assert (sheet.name, sheet.captions) == ("第1页表1", ("各单位可提供的资源如下：", "南湖社区共建清单"))
    assert rows(mixed) == [
        ("单位名称", "资源", "资源", "备注"),
        ("单位名称", "资源名称", "数量", "备注"),
        ("示例大学", "会议室", "3间", "无"),
        ("示例大学", "操场", "1个", "须提前一周向示例大学预约，周末开放"),
    ]
    assert [sorted(row.repeated) for row in sheet.rows] == [[2], [0, 3], [], [0]]
    assert not mixed.tables.problems
    block = mixed.prose.articles[0].blocks[1]
    assert (block.pages, block.lines) == ((1, 1, 1), (2, 3, 4))


def test_the_limited_process_reads_the_same(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", lambda c: table(c, LIST, lines(c, TEXT)), scan)
    apart, here = read_portable(path, Limits()), read(path)
    assert apart.prose == here.prose and apart.tables.problems == here.tables.problems
    assert rows(apart) == rows(here) == [tuple(row) for row in LIST]
    assert apart.counted is not None and apart.counted.cells.cells == 9


def test_a_table_that_goes_on_over_pages_is_one_list(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        lines(canvas, ["共建资源汇编"], y=810)
        table(canvas, [*LIST, ["示例公司", "电脑维修，每月一次，须提前", "1次"]], 760, widths=[90, 150, 60])
        lines(canvas, ["第 1 页"], x=280, y=30)

    def second(canvas: Canvas) -> None:
        lines(canvas, ["共建资源汇编"], y=810)
        table(canvas, [["", "预约", ""], ["示例中学", "操场", "1个"]], 790, widths=[90, 150, 60])
        lines(canvas, ["第 2 页"], x=280, y=30)

    def third(canvas: Canvas) -> None:
        lines(canvas, ["共建资源汇编"], y=810)
        y = lines(canvas, ["（续表）"], y=790)
        y = table(canvas, [HEADER, ["示例小学", "教室", "2间"]], y, widths=[90, 150, 60])
        lines(canvas, ["以上资源以各单位通知为准。"], y=y - 30)
        lines(canvas, ["第 3 页"], x=280, y=30)

    mixed = read(draw(tmp_path / "a.pdf", first, second, third))
    (sheet,) = mixed.tables.sheets
    assert sheet.name == "第1-3页表1" and sheet.captions == ("共建资源汇编",)
    assert rows(mixed)[1:] == [
        ("示例大学", "会议室", "3间"),
        ("示例医院", "义诊", "2场"),
        ("示例公司", "电脑维修，每月一次，须提前预约", "1次"),
        ("示例中学", "操场", "1个"),
        tuple(HEADER),
        ("示例小学", "教室", "2间"),
    ]
    assert [f.text for f in mixed.prose.furniture].count("共建资源汇编") == 3
    assert "（续表）" in [f.text for f in mixed.prose.furniture]
    assert [text for _, text in blocks(mixed)] == ["以上资源以各单位通知为准。"]


def test_a_cell_over_a_page_break_fills_what_is_below(tmp_path: Path) -> None:
    first = [*LIST[:1], ["示例大学", "会议室", "3间"], ["", "操场", "1个"]]
    second = [["", "礼堂", "1个"], ["", "教室", "9间"], ["示例医院", "义诊", "2场"]]
    mixed = read(
        draw(
            tmp_path / "a.pdf",
            lambda c: table(c, first, 300, [((0, 1), (0, 2))]),
            lambda c: table(c, second, 800, [((0, 0), (0, 1))]),
        )
    )
    assert [row[0] for row in rows(mixed)] == ["提供单位", *["示例大学"] * 4, "示例医院"]


def test_other_columns_are_another_table(tmp_path: Path) -> None:
    other = [["需求名称", "数量"], ["义诊", "2场"]]
    mixed = read(draw(tmp_path / "a.pdf", lambda c: table(c, LIST, 300), lambda c: table(c, other, 800)))
    assert [sheet.name for sheet in mixed.tables.sheets] == ["第1页表1", "第2页表1"]


def test_open_sides_double_lines_and_filled_rules(tmp_path: Path) -> None:
    def thin(canvas: Canvas) -> None:
        for y in (700, 680, 660, 640):
            canvas.rect(72, y, 270, 0.6, stroke=0, fill=1)
        for x in (162, 252):
            canvas.rect(x, 640, 0.6, 60, stroke=0, fill=1)
        for n, row in enumerate(LIST):
            for m, text in enumerate(row):
                lines(canvas, [text], x=76 + 90 * m, y=686 - 20 * n)

    double = (
        ("INNERGRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("BOX", (0, 0), (-1, -1), 0.5, (0, 0, 0), None, None, None, 2, 2),
    )
    mixed = read(
        draw(tmp_path / "a.pdf", thin, lambda c: lines(c, TEXT), lambda c: table(c, LIST, 700, ruled=double))
    )
    assert rows(mixed, 0) == rows(mixed, 1) == [tuple(row) for row in LIST]


def test_lines_under_a_header_of_short_words_are_a_table_without_rules(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        y = lines(canvas, ["资源清单"], size=14)
        for row in [*LIST, ["示例小学", "教室", ""], ["示例公司", "电脑", "5台"]]:
            for m, text in enumerate(row):
                lines(canvas, [text], x=72 + 120 * m, y=y)
            y -= 18
        lines(canvas, TEXT, y=y - 30)

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert rows(mixed) == [
        *(tuple(row) for row in LIST),
        ("示例小学", "教室", ""),
        ("示例公司", "电脑", "5台"),
    ]
    assert [text for _, text in blocks(mixed)] == ["资源清单", "".join(TEXT)]


def test_boxes_and_frames_are_no_lists(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(40, 40, 515, 760)
        y = lines(canvas, TEXT)
        canvas.rect(60, y - 60, 300, 50)
        lines(canvas, ["框里的话，说明情况。"], y=y - 40)
        table(canvas, LIST, y - 100)

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert rows(mixed) == [tuple(row) for row in LIST]
    assert [text for _, text in blocks(mixed)] == ["".join(TEXT), "框里的话，说明情况。"]


LEFT = (
    "左栏的话一直说到栏的末尾才换到下",
    "一行，因为报纸上的栏都很窄，所以",
    "一句话要换好几行才能说得完。左栏",
    "到这里还没有结束，接着在右栏里说",
)
RIGHT = (
    "下去，说的是社区和单位共建共享的",
    "事情，大家每个月都要聚在一起商量",
    "一次，商量好的事情就记下来，一件",
    "一件去办，办好了再告诉居民。",
)


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["社区里的共建故事"], x=200, size=18, y=790)
        lines(canvas, LEFT, x=72, y=740)
        lines(canvas, RIGHT, x=300, y=740)

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert blocks(mixed) == [("title", "社区里的共建故事"), ("paragraph", "".join((*LEFT, *RIGHT)))]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_as_upright_ones(tmp_path: Path, turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
        canvas.rotate(turn)
        table(canvas, LIST, lines(canvas, TEXT, y=500))

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert [text for _, text in blocks(mixed)] == ["".join(TEXT)]
    assert rows(mixed) == [tuple(row) for row in LIST]


def test_vertical_writing_is_read_from_the_right(tmp_path: Path) -> None:
    columns = ("南湖社区成立共建联盟，十二家单位", "加入，每月开展一次活动。")

    def page(canvas: Canvas) -> None:
        for n, column in enumerate(columns):
            for m, sign in enumerate(column):
                canvas.drawString(400 - 20 * n, 750 - 12 * m, sign)

    assert "".join(text for _, text in blocks(read(draw(tmp_path / "a.pdf", page)))) == "".join(columns)


def test_a_watermark_over_a_table_is_furniture(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, TEXT[:1], y=790 - 20 * canvas.getPageNumber())
        table(canvas, LIST, 700)
        canvas.translate(100, 550)
        canvas.rotate(40)
        lines(canvas, ["内部资料注意保存"], x=0, y=0, size=24)

    mixed = read(draw(tmp_path / "a.pdf", page, page, page))
    assert [f.text for f in mixed.prose.furniture] == ["内部资料注意保存"] * 3
    assert [rows(mixed, n) for n in range(3)] == [[tuple(row) for row in LIST]] * 3


def test_bold_print_hyphens_ligatures_and_hidden_text(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(72 + shift, 760, "南湖社区与示例大学签订协议。")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700, "The community and the university agreed to co-")
        canvas.drawString(72, 686, "operate from this year on, as all of them said.")
        text = canvas.beginText(72, 640)
        text.setFont("STSong-Light", 10)
        text.setTextRenderMode(3)
        text.textOut("识别出来的文字，看不见。")
        canvas.drawText(text)

    mixed = read(draw(tmp_path / "a.pdf", page))
    text = "".join(text for _, text in blocks(mixed))
    assert text.count("南湖社区与示例大学签订协议。") == 1 and "co-operate" in text
    assert "识别出来的文字，看不见。" in text and not mixed.tables.problems


def test_what_form_fields_show_is_read(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["单位名称："])
        canvas.acroForm.textfield(name="unit", value="Example University", x=130, y=765, width=200, height=18)

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert "Example University" in "".join(text for _, text in blocks(mixed))
    assert not mixed.tables.problems


def test_pages_without_text_wait_for_a_person(tmp_path: Path) -> None:
    mixed = read(draw(tmp_path / "a.pdf", lambda c: lines(c, TEXT), scan, lambda _: None, scan))
    assert reasons(mixed) == [("第2页", "page-without-text"), ("第4页", "page-without-text")]
    assert "文字识别（OCR）" in mixed.tables.problems[0].zh and "page 2" in mixed.tables.problems[0].en
    alone = read(draw(tmp_path / "b.pdf", *[scan] * 25))
    assert (
        reasons(alone) == [("", "page-without-text")] and "第1-25页（共25页）" in alone.tables.problems[0].zh
    )
    assert alone.prose.articles == () and alone.tables.sheets == ()


def test_fonts_that_do_not_name_their_signs_are_no_text(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", lambda c: lines(c, TEXT), pageCompression=0)
    path.write_bytes(
        path.read_bytes().replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XY1)")
    )
    mixed = read(path)
    assert reasons(mixed)[0] == ("第1页", "page-without-text") and not mixed.prose.articles


def test_attachments_and_scripts_are_told(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", lambda c: lines(c, TEXT), pageCompression=0)
    names = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert) >>] >> >>"
    script = b"/OpenAction << /S /JavaScript /JS (app.alert) >> " + names + b" /Type /Catalog"
    path.write_bytes(path.read_bytes().replace(b"/Type /Catalog", script))
    mixed = read(path)
    assert reasons(mixed) == [("", "macros-not-run")]
    assert "".join(TEXT) in [text for _, text in blocks(mixed)]


def test_a_file_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    lock = StandardEncryption("", ownerPassword="owner", canCopy=0, strength=128)
    mixed = read(draw(tmp_path / "a.pdf", lambda c: table(c, LIST, lines(c, TEXT)), encrypt=lock))
    assert rows(mixed) == [tuple(row) for row in LIST] and not mixed.tables.problems
