"""What can go wrong with a whole file? Each error names the file, the place in it and what to do.

A problem of one row or one cell is not an error: it becomes a repair and the rest goes on.
"""

from __future__ import annotations

from typing import NamedTuple

from ontology.errors import DataProblem
from ontology.language.restricted import mask


class IngestError(DataProblem):
    """A file that cannot be read as it is; the other files of the run go on. What it says is masked:
    a file's name may hold a phone number."""

    def __init__(self, zh: str, en: str, **where: object) -> None:
        shown = {name: mask(value).text if isinstance(value, str) else value for name, value in where.items()}
        super().__init__(mask(zh).text, mask(en).text, **shown)


class EmptyFile(IngestError):
    """A file without content."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"文件 {file} 是空的：请检查是否下载或保存完整，再重新导入",
            f"file {file} is empty: check that it was saved completely, then ingest it again",
            file=file,
        )


class TooBig(IngestError):
    """A file over the limit of size, rows or columns."""

    def __init__(self, file: str, what_zh: str, what_en: str, found: int, allowed: int) -> None:
        super().__init__(
            f"文件 {file} 太大：{what_zh}为 {found}，上限 {allowed}；请拆成几个文件后再导入",
            f"file {file} is too big: {found} {what_en}, at most {allowed}; split it into several files",
            file=file,
            found=found,
            allowed=allowed,
        )


class UnreadKind(NamedTuple):
    """A kind of file that is known but not read: how it is called and what to do, in Chinese and English."""

    zh: str
    en: str
    todo_zh: str
    todo_en: str


class UnsupportedFormat(IngestError):
    """A file that no reader knows, or of a kind that is known but not read."""

    def __init__(self, file: str, allowed: tuple[str, ...], kind: UnreadKind | None = None) -> None:
        kinds = "、".join(allowed)
        super().__init__(
            f"文件 {file} 是{kind.zh}，不能直接读：{kind.todo_zh}"
            if kind
            else f"不认识文件 {file} 的格式：可读的是 {kinds}，请另存为其中一种",
            f"{file} is {kind.en}, which is not read: {kind.todo_en}"
            if kind
            else f"no reader for {file}: these can be read: {', '.join(allowed)}; save it as one of them",
            file=file,
            found=kind.en if kind else "",
            allowed=list(allowed),
        )


_FOUND_ZH = {
    "binary": "二进制数据",
    "not a workbook": "不是工作簿的内容",
    "an archive without a workbook": "不含工作簿的压缩包",
    "a binary workbook (.xlsb)": "二进制工作簿 .xlsb",
}


class WrongContent(IngestError):
    """A file whose content is not what its ending says, and cannot be read as what it is."""

    def __init__(self, file: str, found: str, kind: UnreadKind | None = None) -> None:
        looks = kind.zh if kind else _FOUND_ZH.get(found, found)
        super().__init__(
            f"文件 {file} 的内容不是它后缀所说的格式（看起来是{looks}）："
            + (kind.todo_zh if kind else "请改正后缀或另存为正确格式"),
            f"the content of {file} is not what its ending says (it looks like {found}): "
            + (kind.todo_en if kind else "correct the ending or save it again in the right format"),
            file=file,
            found=found,
        )


class WrongEncoding(IngestError):
    """Text in no encoding that can be told."""

    def __init__(self, file: str, row: int) -> None:
        super().__init__(
            f"文件 {file} 第 {row} 行起无法识别编码（试过 UTF-8、UTF-16、GB18030、Big5）：请另存为 UTF-8",
            f"the encoding of {file} cannot be told from line {row} on (tried UTF-8, UTF-16, GB18030, Big5): "
            "save it as UTF-8",
            file=file,
            row=row,
        )


class BrokenFile(IngestError):
    """A file that the format's reader cannot open or follow to its end: from ``row`` on, 0 where rows say nothing."""

    def __init__(self, file: str, row: int, cause_zh: str, cause_en: str) -> None:
        super().__init__(
            f"文件 {file} {f'第 {row} 行' if row else ''}读不下去：{cause_zh}；请修正后重新导入",
            f"file {file} cannot be read{f' on from row {row}' if row else ''}: {cause_en}; "
            "correct it and ingest it again",
            file=file,
            **({"row": row} if row else {}),
        )


class PasswordProtected(IngestError):
    """A file that opens with a password only."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"文件 {file} 有密码保护，读不了：请用密码打开后另存一份不带密码的，再导入那一份",
            f"{file} is protected with a password: open it with the password, save a copy without one and ingest that",
            file=file,
        )


class TooMuchWork(IngestError):
    """A file whose reading took more time than one of its size may take."""

    def __init__(self, file: str, seconds: int) -> None:
        super().__init__(
            f"文件 {file} 在 {seconds} 秒内读不完，已停止：请删去多余的空行、格式和工作表，或拆成几个文件后再导入",
            f"{file} could not be read within {seconds} seconds and was given up: remove surplus rows, formats and sheets, "
            "or split it into several files",
            file=file,
            allowed=seconds,
        )


class TooMuchMemory(IngestError):
    """A file whose reading took more memory than one of its size may take."""

    def __init__(self, file: str, allowed: int) -> None:
        megabytes = allowed // 1_000_000
        super().__init__(
            f"读文件 {file} 需要的内存超过 {megabytes} MB，已停止：请删去多余的空行、格式和工作表，或拆成几个文件后再导入",
            f"reading {file} takes more than {megabytes} MB of memory and was given up: remove surplus rows, formats and "
            "sheets, or split it into several files",
            file=file,
            allowed=allowed,
        )


class ReaderStopped(IngestError):
    """A file at which its reader crashed; ``found`` is the exit status, that of a signal negative."""

    def __init__(self, file: str, status: int) -> None:
        super().__init__(
            f"读文件 {file} 时读取程序异常中止（状态 {status}），文件多半已损坏：请用原来的软件打开并另存一份，再导入那一份",
            f"the reader crashed at {file} (status {status}), which is probably damaged: open it in its own program, save a "
            "copy and ingest that",
            file=file,
            found=status,
        )


class NoHeader(IngestError):
    """A sheet in which no row names the columns."""

    def __init__(self, file: str, sheet: str) -> None:
        super().__init__(
            f"文件 {file} 的工作表“{sheet}”找不到表头行：请在数据上方加一行列名（如 单位名称、资源名称、数量、所在区）",
            f"no header row found in sheet “{sheet}” of {file}: put a row of column names above the data",
            file=file,
            sheet=sheet,
        )


class SameName(IngestError):
    """Two files of one name and different content in one run."""

    def __init__(self, file: str, key: str) -> None:
        super().__init__(
            f"一次导入中有两个同名不同内容的文件 {file}（来源都会叫“{key}”）：请用 --source 分别给出来源名后逐个导入",
            f"two files named {file} with different content in one run (both would be source “{key}”): "
            "name the sources, one by one, with --source",
            file=file,
            key=key,
        )


class Unbalanced(IngestError):
    """The two counts of a file's non-empty cells differ: something would be lost silently."""

    def __init__(self, file: str, counted: int, accounted: int, place: str) -> None:
        super().__init__(
            f"文件 {file} 的单元格账不平：独立清点 {counted} 格，处理了 {accounted} 格，差异在 {place}；该文件未入库，请报告此文件",
            f"the cells of {file} do not balance: {counted} counted, {accounted} accounted for, "
            f"difference at {place}; the file was not stored, please report it",
            file=file,
            found=accounted,
            allowed=counted,
            place=place,
        )


class UnbalancedText(IngestError):
    """The two counts of a text file differ, in characters or in the sentences of a block: something would be lost
    silently."""

    def __init__(self, file: str, row: int, what_zh: str, what_en: str, counted: int, accounted: int) -> None:
        super().__init__(
            f"文件 {file} 的文字账不平（第 {row} 行起）：独立清点{what_zh} {counted}，读出 {accounted}；"
            "该文件未入库，请报告此文件",
            f"the text of {file} does not balance (from line {row} on): {counted} {what_en} counted, "
            f"{accounted} read; the file was not stored, please report it",
            file=file,
            row=row,
            found=accounted,
            allowed=counted,
        )
