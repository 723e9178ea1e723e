"""What does a folder say of its files? A ``gongjian.toml``: patterns of names, and the source, licence and date of each.

    [[source]]                      # or [[来源]]
    files = "需求/*.xlsx"            # 文件: one pattern or several, from the manifest's folder
    source = "某区需求清单"           # 名称: the source's key
    title, publisher, licence, terms, stated_on   # 标题 发布单位 许可 使用条款 日期

TOML wants Chinese names in quotation marks; those known here may stand without, as people write them.
Of several entries that a file fits, a later one wins field by field; a manifest further inside wins over one outside.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final
from unicodedata import normalize

from graph.admitting import LONGEST_KEY
from ingest.declared import Declared, NotADate, declared_date
from ingest.errors import IngestError

NAME: Final = "gongjian.toml"
MOST_BYTES: Final = 1_000_000
TABLES: Final = ("source", "来源")
KEYS: Final[Mapping[str, str]] = {
    "files": "files",
    "文件": "files",
    "source": "source",
    "名称": "source",
    "title": "title",
    "标题": "title",
    "publisher": "publisher",
    "发布单位": "publisher",
    "licence": "licence",
    "license": "licence",
    "许可": "licence",
    "terms": "terms",
    "使用条款": "terms",
    "stated_on": "stated_on",
    "日期": "stated_on",
}

_BARE: Final = re.compile(
    rf"^([ \t]*(?:\[\[[ \t]*)?)({'|'.join(name for name in (*TABLES, *KEYS) if not name.isascii())})(?=[ \t]*(?:=|\]\]))",
    re.M,
)
_ANY: Final = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class ManifestWrong(IngestError):
    """A manifest that cannot be read: which entry, which key, what is allowed."""

    def __init__(self, path: Path, zh: str, en: str) -> None:
        super().__init__(
            f"清单说明 {path.name} 有误：{zh}。请改正后重试",
            f"the manifest {path.name} is wrong: {en}; correct it and try again",
            file=path.name,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says of the files that fit one of its patterns; ``source`` is their key, '' if it declares none."""

    patterns: tuple[str, ...]
    source: str = ""
    said: Declared = field(default_factory=Declared)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of one folder's manifest, in their order."""

    folder: Path
    entries: tuple[Entry, ...]

    def of(self, path: Path) -> tuple[str, Declared]:
        """The source key ('' if none) and what else is said of a file."""
        source, said = "", Declared()
        if self.folder not in path.parents:
            return source, said
        inside = normalize("NFC", path.relative_to(self.folder).as_posix())
        for entry in self.entries:
            if any(fits(inside, p) for p in entry.patterns):
                source, said = entry.source or source, entry.said.over(said)
        return source, said


def fits(path: str, pattern: str) -> bool:
    """Whether a file (its path from the manifest's folder) fits a pattern; one without a slash is about names anywhere.

    >>> fits("2026/需求.xlsx", "*.xlsx"), fits("2026/需求.xlsx", "2026/*.csv"), fits("a/b/c.csv", "a/**/*.csv")
    (True, False, True)
    """
    pattern = normalize("NFC", pattern)
    if "/" not in pattern:
        return fnmatchcase(path.rsplit("/", 1)[-1], pattern)
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return re.fullmatch("".join(_ANY.get(part, re.escape(part)) for part in parts), path) is not None


class Manifests:
    """The manifests that concern the files of a run."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Read those in the folders named, below them, and beside the files named.

        Raises:
            ManifestWrong: with what to correct.
        """
        found = {
            manifest.resolve()
            for path in paths
            for manifest in (path.rglob(NAME) if path.is_dir() else [path.parent / NAME])
            if manifest.is_file()
        }
        outside_first = sorted(found, key=lambda m: (len(m.parts), m))
        self._manifests = [read_manifest(path) for path in outside_first]

    def of(self, path: Path) -> tuple[str, Declared]:
        """The source key ('' if none is declared) and what else the manifests say of a file."""
        source, said = "", Declared()
        for manifest in self._manifests:
            key, more = manifest.of(path.resolve())
            source, said = key or source, more.over(said)
        return source, said


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file.

    Raises:
        ManifestWrong: it is no TOML, or says something that a manifest cannot say.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ManifestWrong(path, f"超过 {MOST_BYTES} 字节", f"over {MOST_BYTES} bytes")
        content = _content(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestWrong(
            path, f"不是 UTF-8 编码的 TOML（{error}）", f"no TOML in UTF-8 ({error})"
        ) from error
    except OSError as error:
        raise ManifestWrong(
            path, f"读不到（{error.strerror}）", f"cannot be read ({error.strerror})"
        ) from error
    if unknown := sorted(content.keys() - set(TABLES)):
        zh = f"不认识“{unknown[0]}”，只能有 [[source]]（或 [[来源]]）"
        raise ManifestWrong(path, zh, f"unknown {unknown[0]!r}: only [[source]] (or [[来源]]) entries")
    tables = [table for name in TABLES for table in _list(path, content.get(name, []))]
    return Manifest(path.parent, tuple(_entry(path, n, table) for n, table in enumerate(tables, 1)))


def _content(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(_BARE.sub(r'\1"\2"', text))


def _list(path: Path, found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise ManifestWrong(
            path,
            "每个来源要写成 [[source]]（两层方括号）",
            "write each entry as [[source]], in double brackets",
        )
    return found


def _entry(path: Path, number: int, table: Any) -> Entry:
    if not isinstance(table, dict):
        raise _wrong(path, number, "要写成 [[source]]", "write it as [[source]]")
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = KEYS.get(key)
        if name is None:
            allowed = "、".join(KEYS)
            raise _wrong(
                path,
                number,
                f"不认识“{key}”，可用的是 {allowed}",
                f"unknown key {key!r}; use one of {allowed}",
            )
        if name in values:
            raise _wrong(path, number, f"“{key}”写了两次", f"{key!r} is said twice")
        values[name] = value
    patterns = _patterns(path, number, values.pop("files", None))
    values["stated_on"] = _date(path, number, values.get("stated_on", ""))
    for name, value in values.items():
        if not isinstance(value, str) or "\x00" in value:
            raise _wrong(path, number, f"“{name}”要是文字", f"{name!r} has to be text")
    source = values.pop("source", "").strip()
    if len(source) > LONGEST_KEY:
        raise _wrong(
            path,
            number,
            f"来源名称最多 {LONGEST_KEY} 个字符",
            f"a source's name has at most {LONGEST_KEY} characters",
        )
    return Entry(patterns, source, Declared(**{name: value.strip() for name, value in values.items()}))


def _patterns(path: Path, number: int, found: Any) -> tuple[str, ...]:
    several = [found] if isinstance(found, str) else found
    if (
        not isinstance(several, list)
        or not several
        or not all(isinstance(p, str) and p.strip() for p in several)
    ):
        raise _wrong(
            path,
            number,
            "缺少 files（文件）：一个或几个文件名样式，如 *.xlsx",
            "files is missing: one pattern or several, like *.xlsx",
        )
    if bad := next((p for p in several if p.startswith("/") or ".." in PurePosixPath(p).parts), None):
        raise _wrong(path, number, f"“{bad}”指到文件夹之外", f"{bad!r} leads out of the folder")
    return tuple(p.strip() for p in several)


def _date(path: Path, number: int, found: Any) -> str:
    try:
        return declared_date(str(found).strip())
    except NotADate as error:
        raise _wrong(path, number, error.zh, error.en) from error


def _wrong(path: Path, number: int, zh: str, en: str) -> ManifestWrong:
    return ManifestWrong(path, f"第 {number} 个来源：{zh}", f"entry {number}: {en}")
