"""Which kinds of file are known but not read, what are they called, and what should be done instead?"""

from __future__ import annotations

from typing import Final

from ingest.errors import UnreadKind, UnsupportedFormat, WrongContent

_DOCX: Final = (
    "请用 Word 或 WPS 打开，另存为 .docx 后再导入",
    "open it in Word or WPS, save it as .docx and ingest that",
)
_XLSX: Final = (
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
    "open it in Excel or WPS, save it as .xlsx and ingest that",
)
_PAGE: Final = (
    "请用浏览器打开，另存为“网页，仅 HTML”（.html）后再导入",
    "open it in a browser, save it as “web page, HTML only” (.html) and ingest that",
)
_UNPACK: Final = ("请先解压，再导入其中的文件或文件夹", "unpack it first, then ingest its files or folder")
_TEXT: Final = (
    "请把文字或清单另存为 .docx、.xlsx 或 .txt 后再导入",
    "save its text or lists as .docx, .xlsx or .txt and ingest that",
)
_PDF: Final = ("请打开后导出为 .pdf 再导入", "open it, export it as .pdf and ingest that")

REFUSALS: Final[dict[str, UnreadKind]] = {
    "doc": UnreadKind("Word 97–2003 文档（.doc）", "a Word 97–2003 document (.doc)", *_DOCX),
    "wps": UnreadKind("WPS 文字文档（.wps）", "a WPS Writer document (.wps)", *_DOCX),
    "et": UnreadKind("WPS 表格（.et）", "a WPS spreadsheet (.et)", *_XLSX),
    "xlsb": UnreadKind("Excel 二进制工作簿（.xlsb）", "a binary Excel workbook (.xlsb)", *_XLSX),
    "xls": UnreadKind("Excel 97–2003 工作簿（.xls）", "an Excel 97–2003 workbook (.xls)", *_XLSX),
    "ods": UnreadKind("OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)", *_XLSX),
    "docx": UnreadKind("Word 文档（.docx）", "a Word document (.docx)", *_TEXT),
    "pdf": UnreadKind("PDF 文档", "a PDF document", *_TEXT),
    "odt": UnreadKind("OpenDocument 文本（.odt）", "an OpenDocument text (.odt)", *_DOCX),
    "odp": UnreadKind("演示文稿（.odp）", "a presentation (.odp)", *_TEXT),
    "ppt": UnreadKind("演示文稿（PowerPoint、WPS 演示）", "a presentation (PowerPoint, WPS)", *_TEXT),
    "rtf": UnreadKind("RTF 文档", "an RTF document", *_DOCX),
    "word-xml": UnreadKind("Word XML 文档", "a Word XML document", *_DOCX),
    "sheet-xml": UnreadKind("Excel 2003 XML 表格", "an Excel 2003 XML spreadsheet", *_XLSX),
    "mhtml": UnreadKind("单文件网页（.mht）", "a single-file web page (.mht)", *_PAGE),
    "epub": UnreadKind("电子书（EPUB）", "an e-book (EPUB)", *_TEXT),
    "ofd": UnreadKind("OFD 版式文件", "an OFD document", *_PDF),
    "caj": UnreadKind("CAJ 文献", "a CAJ document", *_PDF),
    "visio": UnreadKind("Visio 绘图", "a Visio drawing", *_PDF),
    "mail": UnreadKind("邮件（.msg）", "an e-mail (.msg)", *_TEXT),
    "ole": UnreadKind("旧版 Office 类文件", "a file of an older office program", *_TEXT),
    "image": UnreadKind("图片", "an image", *_TEXT),
    "media": UnreadKind("音频或视频", "audio or video", *_TEXT),
    "7z": UnreadKind("7z 压缩包", "a 7z archive", *_UNPACK),
    "rar": UnreadKind("RAR 压缩包", "a RAR archive", *_UNPACK),
    "bz2": UnreadKind("bzip2 压缩文件", "a bzip2 file", *_UNPACK),
    "xz": UnreadKind("xz 压缩文件", "an xz file", *_UNPACK),
    "zst": UnreadKind("zstd 压缩文件", "a zstd file", *_UNPACK),
    "broken-zip": UnreadKind(
        "损坏或不完整的压缩包（或 Office 文件）",
        "a damaged or incomplete archive (or office file)",
        "请重新下载或另存一份后再导入",
        "download or save it again, then ingest that",
    ),
    "program": UnreadKind("程序文件", "a program", *_TEXT),
    "database": UnreadKind(
        "数据库文件",
        "a database",
        "请把需要的表导出为 .csv 或 .xlsx 后再导入",
        "export its tables as .csv or .xlsx and ingest those",
    ),
    "xml": UnreadKind(
        "一般的 XML",
        "XML of an unknown kind",
        "请转成 .csv、.json 或 RDF 后再导入",
        "convert it to .csv, .json or RDF and ingest that",
    ),
    "binary": UnreadKind("二进制数据", "binary data", *_TEXT),
}
_BY_ENDING: Final = {
    **dict.fromkeys((".doc", ".dot"), "doc"),
    **dict.fromkeys((".wps", ".wpt"), "wps"),
    **dict.fromkeys((".et", ".ett"), "et"),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".pps", ".ppsx"), "ppt"),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".svg"), "image"
    ),
    **dict.fromkeys(
        (".mp3", ".mp4", ".mov", ".avi", ".wmv", ".wav", ".m4a", ".mkv", ".flv", ".amr"), "media"
    ),
    **dict.fromkeys((".exe", ".dll", ".so", ".apk", ".class"), "program"),
    **dict.fromkeys((".db", ".sqlite", ".mdb", ".accdb"), "database"),
    ".xlsb": "xlsb",
    ".odt": "odt",
    ".odp": "odp",
    ".rtf": "rtf",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".epub": "epub",
    ".ofd": "ofd",
    ".caj": "caj",
    ".msg": "mail",
    ".7z": "7z",
    ".rar": "rar",
}


def kind_of_ending(ending: str) -> str:
    """The known kind that an ending stands for and that is not read, '' for others."""
    return _BY_ENDING.get(ending, "")


def refused(
    file: str, kind: str, allowed: tuple[str, ...], ending_fits: bool
) -> UnsupportedFormat | WrongContent:
    """The error for a file of a kind that is not read: ``WrongContent`` if its ending says something else."""
    told = REFUSALS.get(kind)
    if told is None:
        return UnsupportedFormat(file, allowed)
    if ending_fits:
        return UnsupportedFormat(file, allowed, told)
    return WrongContent(file, told.en, told)
