"""How is the profile of a list written down and read back? As a small TOML file that a person can edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from graph.desk.profiles import IGNORED, IN_HEADER
from ingest.lists.confirmed import role_named, roles_allowed
from ingest.lists.lexicon import Lexicon
from ontology.errors import UsageProblem
from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Properties, Schemes

KEPT: Final = "kept"
LONGEST: Final = 1_000_000
"""Of a profile file, in characters."""
MOST_COLUMNS: Final = 1000
_SIGNATURE = re.compile(r"[0-9a-f]{16}")
_HEAD: Final = """\
# 清单各列的含义，可以编辑，然后： What the columns of these lists mean; edit it, then:
#   gongjian profile test FILE --profile THIS      先试读 · try it on the whole file
#   gongjian profile confirm FILE --profile THIS   确认，用于所有同样表头的清单 · confirm it for all lists with this header
#
# means：本体的属性名（gongjian ontology show 属性名），或 · a property of the ontology, or
#   kept    原样保留，可以检索 · kept as written, searchable
#   ignore  这一列不说明什么 · the column says nothing
#   wide    列名就是物品，单元格是数量 · the header names a thing, the cells say how much
# unit：数字的单位，空着则由列名或单元格说明 · the unit of bare numbers, '' where header or cells say it
# role：offer（资源）、need（需求）……，空着则由各清单自己说明 · offer, need …, '' where each list says it itself
"""


class ProfileNotValid(UsageProblem):
    """A profile file that cannot be read; says the line, the column, and what is allowed."""

    status = 422

    def __init__(self, line: int, zh: str, en: str, **where: Any) -> None:
        super().__init__(
            f"含义文件第 {line} 行：{zh}", f"line {line} of the profile: {en}", line=line, **where
        )


@dataclass(frozen=True, slots=True)
class ColumnSaid:
    """What a profile says of one column; ``unit`` as written; ``note`` becomes a comment."""

    wording: str
    means: str
    unit: str = ""
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ListSaid:
    """What a profile says of lists of one header."""

    signature: str
    sheet: str
    columns: tuple[ColumnSaid, ...]
    role: str = ""
    note: str = field(default="", compare=False)


def write_profile(lists: Sequence[ListSaid]) -> str:
    """The file's text."""
    return "\n".join([_HEAD, *(line for said in lists for line in _lines(said))]) + "\n"


def read_profile(text: str, lexicon: Lexicon) -> tuple[ListSaid, ...]:
    """The lists that a file speaks of.

    Raises:
        ProfileNotValid: it is no TOML, or says something that there is not.
    """
    if len(text) > LONGEST:
        raise ProfileNotValid(
            1, f"超过 {LONGEST} 个字符", f"over {LONGEST} characters", found=len(text), allowed=LONGEST
        )
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ProfileNotValid(
            int(line[1]) if line else 1, f"不是 TOML（{error}）", f"no TOML ({error})"
        ) from error
    lists = _tables(said, "list", {"list"}, 1)
    if not lists:
        raise ProfileNotValid(1, "没有 [[list]]", "there is no [[list]]")
    starts = iter(_starts(text))
    return tuple(_list(one, starts, lexicon) for one in lists)


def unit_concept(word: str, lexicon: Lexicon) -> str:
    """The concept of a unit as written, '' if the vocabulary has none."""
    wanted = fold(word)
    found = (c.name for c in lexicon.ontology.in_scheme(Schemes.UNITS) if wanted in map(fold, c.wordings))
    return next(found, "")


def _lines(said: ListSaid) -> Iterator[str]:
    yield "[[list]]"
    yield f"signature = {_quoted(said.signature)}"
    yield f"sheet = {_quoted(said.sheet)}"
    yield f"role = {_quoted(said.role)}{_comment(said.note)}"
    for column in said.columns:
        yield ""
        yield "[[list.column]]"
        yield f"wording = {_quoted(column.wording)}"
        yield f"means = {_quoted(column.means)}{_comment(column.note)}"
        if column.unit:
            yield f"unit = {_quoted(column.unit)}"
    yield ""


def _quoted(text: str) -> str:
    """A TOML basic string."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    shown = "".join(c if c.isprintable() or c == " " else f"\\U{ord(c):08X}" for c in shown)
    return f'"{shown}"'


def _comment(note: str) -> str:
    return f"  # {''.join(c if c.isprintable() else ' ' for c in note)}" if note else ""


def _starts(text: str) -> Iterator[int]:
    """The lines on which ``[[list]]`` and ``[[list.column]]`` stand, in order."""
    return (n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[["))


def _list(said: dict[str, Any], starts: Iterator[int], lexicon: Lexicon) -> ListSaid:
    line = next(starts, 1)
    _only(said, {"signature", "sheet", "role", "column"}, line)
    signature, sheet, role = (_text(said, name, line) for name in ("signature", "sheet", "role"))
    if not _SIGNATURE.fullmatch(signature):
        raise ProfileNotValid(
            line,
            f"signature 应为 16 位十六进制数：{signature[:40]}",
            "signature is 16 hexadecimal digits",
            found=signature[:40],
        )
    if role and role_named(role, lexicon.ontology) is None:
        allowed = roles_allowed(lexicon.ontology)
        raise ProfileNotValid(
            line,
            f"没有“{role[:40]}”这种清单；可用：{'、'.join(allowed)}",
            f"no such role {role[:40]!r}; use {', '.join(allowed)}",
            allowed=allowed,
        )
    columns = tuple(_column(c, next(starts, line), lexicon) for c in _tables(said, "column", None, line))
    if not 0 < len(columns) <= MOST_COLUMNS:
        raise ProfileNotValid(
            line,
            f"应有 1–{MOST_COLUMNS} 列，现有 {len(columns)} 列",
            f"1 to {MOST_COLUMNS} columns, not {len(columns)}",
            found=len(columns),
        )
    return ListSaid(signature, sheet, columns, role)


def _column(said: dict[str, Any], line: int, lexicon: Lexicon) -> ColumnSaid:
    _only(said, {"wording", "means", "unit"}, line)
    wording, means, unit = (_text(said, name, line) for name in ("wording", "means", "unit"))
    if not wording:
        raise ProfileNotValid(line, "这一列没有 wording", "the column has no wording")
    known = allowed_meanings(lexicon.ontology)
    if means not in known:
        near = get_close_matches(means, known, 3, 0.5) or [KEPT, IGNORED]
        raise ProfileNotValid(
            line,
            f"列“{wording[:40]}”：没有“{means[:40]}”这个属性；相近的有 {'、'.join(near)}（gongjian ontology 列出全部）",
            f"column {wording[:40]!r}: there is no property {means[:40]!r}; near: {', '.join(near)}",
            column=wording[:40],
            allowed=near,
        )
    if unit and not unit_concept(unit, lexicon):
        raise ProfileNotValid(
            line,
            f"列“{wording[:40]}”：词表中没有单位“{unit[:20]}”",
            f"column {wording[:40]!r}: the vocabulary has no unit {unit[:20]!r}",
            column=wording[:40],
        )
    return ColumnSaid(wording, means, unit)


def allowed_meanings(ontology: Ontology) -> frozenset[str]:
    """All that a column may mean, as a file says it."""
    return frozenset({KEPT, IGNORED, IN_HEADER, *(ontology.properties.keys() - {Properties.KEPT})})


def _tables(said: dict[str, Any], name: str, only: set[str] | None, line: int) -> list[dict[str, Any]]:
    if only is not None:
        _only(said, only, line)
    found = said.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ProfileNotValid(line, f"{name} 应写成 [[…{name}]]", f"{name} is written as [[…{name}]]")
    return found


def _only(said: dict[str, Any], names: set[str], line: int) -> None:
    unknown = sorted(said.keys() - names)
    if unknown:
        raise ProfileNotValid(
            line,
            f"不认识的项：{'、'.join(unknown)[:80]}；可用：{'、'.join(sorted(names))}",
            f"unknown: {', '.join(unknown)[:80]}; use {', '.join(sorted(names))}",
            allowed=sorted(names),
        )


def _text(said: dict[str, Any], name: str, line: int) -> str:
    found = said.get(name, "")
    if not isinstance(found, str):
        raise ProfileNotValid(line, f"{name} 应为文字", f"{name} is a text", found=str(found)[:40])
    return found
