"""What of a PDF could not be read, and who has to look at it? A page without a text layer, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ingest.readers.document import Problem

_ONE_BY_ONE: Final = 20
_TOLD: Final = {
    "picture": (
        "没有文字层（扫描件或图片），文字读不到：请做文字识别（OCR）后重新导入",
        "no text layer (a scan or picture): recognise its text (OCR) and ingest it again",
        "page-without-text",
    ),
    "coded": (
        "的字体没有注明文字编码，读出来是乱码，没有采用：请做文字识别（OCR）或重新导出 PDF 后再导入",
        "a font does not say which characters its signs are: recognise its text (OCR) or export the PDF anew",
        "page-without-text",
    ),
    "missing": (
        "已损坏，打不开，没有读取：请重新下载或导出后再导入",
        "the page is damaged and was not read: download or export the file again",
        "page-not-read",
    ),
    "doubtful": (
        "上的文字无法可靠读出（两个 PDF 引擎说法不一），没有采用：请重新导出 PDF 或做文字识别（OCR）后再导入",
        "what stands on the page cannot be told (two PDF engines disagree) and was not read: export the PDF anew",
        "page-not-read",
    ),
    "differs": (
        "两个 PDF 引擎读出的文字不一致，可能有错漏：请对照原件核对这一页",
        "two PDF engines read different text: check the page against the original",
        "page-unsure",
    ),
}
"""Of each state of a page: Chinese after the page's number, English, the reason."""


def page_problems(state: str, pages: Sequence[int]) -> Iterable[Problem]:
    """The problems of the pages in one state: one a page, or one for all of more than twenty."""
    zh, en, reason = _TOLD[state]
    if len(pages) > _ONE_BY_ONE:
        spans = _spans(pages)
        told = f"第{spans}页（共{len(pages)}页）"
        yield Problem("", 0, f"{told}{zh}", f"pages {spans} ({len(pages)}): {en}", 0, reason=reason)
        return
    for page in pages:
        yield Problem(f"第{page}页", 0, f"第{page}页{zh}", f"page {page}: {en}", 0, reason=reason)


def _spans(pages: Sequence[int]) -> str:
    """Page numbers in short: 1-3、5."""
    found: list[list[int]] = []
    for page in pages:
        if found and page == found[-1][1] + 1:
            found[-1][1] = page
        else:
            found.append([page, page])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def file_problems(attachments: int, scripts: int) -> Iterable[Problem]:
    """What the file holds beside its pages."""
    if attachments:
        yield Problem(
            "",
            0,
            f"PDF 带有 {attachments} 个附件，没有读取：请另存附件后单独导入",
            f"{attachments} files are attached and were not read: save and ingest them by themselves",
            0,
            reason="part-not-read",
        )
    if scripts:
        yield Problem(
            "",
            0,
            "PDF 带有脚本（JavaScript）：脚本没有运行，只读取了页面内容",
            "the PDF holds scripts: they were not run, only its pages were read",
            0,
            reason="macros-not-run",
        )
