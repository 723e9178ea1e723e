"""How do lists' profiles, and what people confirmed, look on a terminal?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Column, Table

from api.cli.console import out
from api.cli.show import OUTCOMES
from api.profiles import ConfirmedView
from graph.reading import FixView, RepairGroup
from ingest.profile_trial import Fates, Tried
from ingest.profiles import ColumnShown, ProfileShown
from ingest.report import Balance
from ingest.unknown import UnknownColumn


def profile(shown: ProfileShown) -> None:
    """The columns of every list with their meaning, the reason, and some values."""
    out.print(f"[bold]{escape(shown.file)}[/bold]  来源 source：{escape(shown.source)}")
    for one in shown.lists:
        state = f"已确认 confirmed #{one.confirmed}" if one.confirmed else "自动 automatic"
        out.print(
            f"\n{escape(one.sheet) or '—'} · 表头标识 signature {one.signature or '—'} · {state} · "
            f"清单 role {one.role or '看不出 not said'} · 单位 party {escape(one.party) or '—'} · "
            f"内容 items {escape('、'.join(one.items)) or '—'}"
        )
        heads = ("列 column", "含义 meaning", "把握 confidence", "理由 reason", "例 values")
        table = Table(*(Column(head, overflow="fold") for head in heads), box=None)
        for column in one.columns:
            table.add_row(*map(escape, _cells(column)))
        out.print(table)


def _cells(column: ColumnShown) -> tuple[str, ...]:
    likely = "、".join(f"{s.zh} {s.property} ({s.score})" for s in column.suggestions)
    reason = f"{column.why_zh}；像是 like {likely}" if likely else column.why_zh
    meaning = f"{column.zh} {column.property}" + (f" [{column.unit}]" if column.unit else "")
    return column.wording, meaning, f"{column.confidence:.2f}", reason, " | ".join(column.values)


def tried(found: Tried) -> None:
    """What would become of each column."""
    table = Table(
        "列 column", "现在 now", "按此 then", "解读 interpreted", "保留 kept", "待修复 repair", box=None
    )
    for column in found.columns:
        table.add_row(
            escape(f"{column.sheet} {column.wording}".strip()),
            column.property_before,
            column.property_after,
            *(_change(column.before, column.after, name) for name in ("interpreted", "kept", "repair")),
        )
    out.print(table)
    for name, balance in (("现在 now", found.before), ("按此 then", found.after)):
        out.print(f"{name}：{_balance(balance)}")
    out.print(f"记录 records：{_counts(found.records_before)} → {_counts(found.records_after)}")
    out.print(f"待修复 repairs：{found.repairs_before} → {found.repairs_after}")


def _change(before: Fates, after: Fates, name: str) -> str:
    old, new = getattr(before, name), getattr(after, name)
    return str(old) if old == new else f"{old} → [bold]{new}[/bold]"


def _balance(b: Balance) -> str:
    return (
        f"单元格 cells {b.counted} = 已解读 interpreted {b.interpreted} + 保留 kept {b.kept} + 结构 structure {b.structure}"
        f" + 待修复 repair {b.repair}"
    )


def _counts(found: Mapping[str, int]) -> str:
    return "、".join(f"{name} {number}" for name, number in found.items()) or "0"


def entered(done: Mapping[str, Any]) -> None:
    """What was entered, and what was read again for it."""
    numbers = "、".join(f"#{n}" for n in done["events"])
    out.print(f"已登记 entered {numbers}；重新读取 read again {len(done['files'])}")
    for file in done["files"]:
        trouble = f" {escape(file['problem_zh'])}" if file["problem_zh"] else ""
        outcome = OUTCOMES.get(file["outcome"], file["outcome"])
        out.print(f"  {escape(file['source'])}：{outcome}，待修复 repairs {file['repairs']}{trouble}")
    for key in done["absent"]:
        out.print(f"  {escape(key)}：原文件不在，暂不能重读 [dim]its file is not kept, not read again[/dim]")


def confirmed(found: Sequence[ConfirmedView]) -> None:
    """What people confirmed."""
    for one in found:
        means = "、".join(f"{name}×{n}" if n > 1 else name for name, n in one.means.items())
        out.print(f"[bold]#{one.number}[/bold] {one.kind} {one.about} {one.at} {escape(one.who)} {one.role}")
        out.print(f"  {escape(means)}\n  来源 sources：{escape('、'.join(one.sources)) or '—'}")
    out.print(f"共 {len(found)} 项 [dim]confirmed[/dim]")


def unknown(found: Sequence[UnknownColumn]) -> None:
    """Columns that the reader does not know."""
    for column in found:
        likely = "、".join(f"{s.zh} {s.property} ({s.score})" for s in column.suggestions)
        out.print(
            f"[bold]{escape(column.wording)}[/bold] 单元格 cells {column.cells} · 来源 sources {column.sources} · "
            f"{escape(' | '.join(column.values))}"
        )
        out.print(f"  像是 like：{escape(likely) or '—'}")
    if found:
        out.print(
            "说明其含义 say what they mean: gongjian profile write 文件FILE -o 含义.toml，改好后 edit it, then "
            "gongjian profile confirm 文件FILE --profile 含义.toml"
        )
    else:
        out.print("没有读不懂的列名 [dim]no unknown columns[/dim]")


def groups(found: Sequence[RepairGroup]) -> None:
    """Repairs in groups of alike."""
    for group in found:
        out.print(
            f"[bold]{group.places}[/bold] 处 places / {group.sources} 来源 sources · {escape(group.reason)} "
            f"{escape(group.column)} {escape(group.text)} [dim]{group.id}[/dim]"
        )
        out.print(
            f"  {escape(group.zh)}" + (f"；建议 {escape(group.suggestion)}" if group.suggestion else "")
        )
        out.print(f"  [dim]{escape(group.en)}[/dim]")
    if found:
        out.print(
            "一并说明 settle all of a group: gongjian repair fix 编号ID --value …（或 or --accept、--nothing） "
            "--everywhere"
        )
    else:
        out.print("没有待修复的地方 [dim]nothing waits for a person[/dim]")


def fixes(found: Sequence[FixView]) -> None:
    """The fixes that count."""
    scopes = {
        "one": "一处 one place",
        "source": "同一来源 in one source",
        "everywhere": "所有来源 everywhere",
    }
    for fix in found:
        out.print(
            f"[bold]#{fix.number}[/bold] {fix.how} {escape(fix.says)} · {scopes[fix.scope]} {escape(fix.source)} "
            f"[dim]{fix.at} {escape(fix.who)}[/dim]"
        )
    out.print(f"共 {len(found)} 项 [dim]fixes[/dim]")
