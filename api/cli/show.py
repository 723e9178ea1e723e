"""How do answers look on a terminal? Chinese first, the English beside it where it is short."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from api.cli.console import out
from api.cli.show_freshness import freshness
from ontology.terms import Properties

if TYPE_CHECKING:
    from api.validation import StoredViolation
    from graph.changes import Changes, RowShown
    from graph.reading import Evidence, RepairPage
    from ingest.report import Balance, FileReport, Report, SentenceBalance
    from search.factors.factor import Factor
    from search.hybrid import SearchPage
    from search.match import MatchAnswer, MatchItem
    from search.partners import PartnerAnswer

OUTCOMES = {
    "stored": "已读入 stored",
    "unchanged": "没有变化 unchanged",
    "superseded": "已有更新的版本 superseded",
    "refused": "未读入 refused",
    "failed": "读不了 failed",
    "repair": "待处理 needs a decision",
    "would-store": "将会读入 would be read",
    "skipped": "略过 passed over",
}
VERDICTS = {
    "fits": "[green]✓[/green]",
    "unknown": "[yellow]？[/yellow]",
    "misses": "[red]✗[/red]",
    "neutral": " ",
}
CERTAINTIES = {
    "certain": "[green]确定[/green]",
    "possible": "[yellow]可能[/yellow]",
    "near_miss": "[red]差一点[/red]",
    "nearest": "最接近",
}
UNITS = {"cell": "单元格 cells", "statement": "语句 statements", "leaf": "值 leaves"}
MAX_TERMS = 20
MAX_QUOTE = 60
MAX_TITLE = 120
MAX_ROW = 100


def fields(value: object) -> str:
    """A small dataclass as ``name value · name value``."""
    assert dataclasses.is_dataclass(value)
    return " · ".join(f"{f.name} {getattr(value, f.name)}" for f in dataclasses.fields(value))


def ingest_report(report: Report) -> None:
    """Each file: what became of it, its balance, what is open."""
    for item in report.files:
        out.print(f"[bold]{escape(item.path or item.file)}[/bold]  {OUTCOMES[item.outcome]}")
        for note in item.notes:
            out.print(f"  {escape(note.zh)} [dim]{escape(note.en)}[/dim]")
        if item.problem_zh:
            out.print(f"  {escape(item.problem_zh)}\n  [dim]{escape(item.problem_en)}[/dim]")
        if item.outcome == "stored":
            _stored(item)
        if item.outcome == "would-store":
            _would_store(item)
        if item.changes:
            changes(item.changes)
        if item.successions:
            out.print(
                f"  [yellow]{item.successions} 条有登记的记录疑似改名 records may be renamed[/yellow]（gongjian succession list）"
            )
    if len(report.files) > 1:
        _summary(report)


def _summary(report: Report) -> None:
    """How many files of the run came to what."""
    counts = Counter[str](item.outcome for item in report.files)
    told = " · ".join(f"{OUTCOMES[name]} {counts[name]}" for name in OUTCOMES if counts[name])
    out.print(f"共 {len(report.files)} 个文件 [dim]files[/dim]：{told}")
    if counts["failed"] + counts["refused"] + counts["repair"]:
        out.print("没有读入的原因见上 [dim]why some were not read is said above[/dim]")


def changes(found: Changes) -> None:
    """What a new version says differently, with examples."""
    rows, records = found.rows, found.records
    out.print(
        f"  行 rows：新增 added {rows.added} · 改动 changed {rows.changed} · 消失 gone {rows.gone}"
        f"；记录 records：+{records.added} ~{records.changed} -{records.gone}"
    )
    for example in found.examples:
        mark = {"added": "[green]+[/green]", "changed": "[yellow]~[/yellow]", "gone": "[red]-[/red]"}[
            example.what
        ]
        sides = [_row_shown(side) for side in (example.before, example.after) if side]
        out.print(f"    {mark} " + "\n      → ".join(sides))


def _row_shown(row: RowShown) -> str:
    place = " ".join(part for part in (row.sheet, f"第{row.row}行" if row.row else "") if part)
    return f"{escape(row.text.replace(chr(9), ' ')[:MAX_ROW])} [dim]{escape(place)}[/dim]"


def _would_store(item: FileReport) -> None:
    """Which source a file would be, new or another version, and how much of it there is."""
    dated = f" · 日期 stated on {item.stated_date}" if item.stated_date else ""
    new = "" if item.changes else "新来源 new "
    out.print(f"  {new}来源 source：{escape(item.source)}{dated} · 行或段 rows or blocks {item.rows}")


def _stored(item: FileReport) -> None:
    kinds = "、".join(f"{name} {number}" for name, number in sorted(item.records.items()))
    is_list = item.balance.counted > 0
    is_of_things = item.unit != "cell"
    read = (
        f"{'对象 things' if is_of_things else '行 rows'} {item.rows}" if is_list else f"段 blocks {item.rows}"
    )
    out.print(f"  来源 source：{escape(item.source)} · {read} · 记录 records {kinds}")
    out.print(f"  {_cells(item.balance, item.unit) if is_list else _sentences(item.sentences)}")
    if is_list and item.sentences.counted:
        out.print(f"  {_sentences(item.sentences)}")
    for column, number in sorted(item.placeholders.items()):
        out.print(
            f"  列“{escape(column)}”有 {number} 个占位值，视为未说明 [dim]placeholders, taken as not stated[/dim]"
        )
    if is_of_things:
        _kept_terms(item)
    if item.repairs:
        out.print(f"  待修复 repairs {item.repairs}（gongjian review）")


def _kept_terms(item: FileReport) -> None:
    """The foreign terms that no term of ours is aligned with, so that a keeper can align them."""
    kept = [c for c in item.columns if c.property == Properties.KEPT]
    for column in kept[:MAX_TERMS]:
        out.print(f"  未对齐 not aligned：{escape(column.column)} [dim]{escape(column.zh)}[/dim]")
    if len(kept) > MAX_TERMS:
        out.print(f"  …另有 {len(kept) - MAX_TERMS} 个，见 --json [dim]and more, see --json[/dim]")


def _cells(b: Balance, unit: str) -> str:
    return (
        f"{UNITS[unit]} {b.counted} = 已解读 interpreted {b.interpreted} + 保留 kept {b.kept}"
        f" + 结构 structure {b.structure} + 待修复 repair {b.repair}"
    )


def _sentences(b: SentenceBalance) -> str:
    return (
        f"句子 sentences {b.counted} = 有事实 facts {b.facts} + 无事实 none {b.none}"
        f" + 没读懂 not understood {b.not_understood}，页面杂项 furniture {b.furniture} 字"
    )


def removal(result: Mapping[str, Any]) -> None:
    """What a removal took away, and the snapshots that hold it still."""
    out.print(
        "已移除 [dim]removed[/dim]："
        + escape(" · ".join(f"{name} {value}" for name, value in result.items() if name != "snapshots"))
    )
    for id in result["snapshots"]:
        out.print(
            f"  快照 {id} 里仍有它，要一并移除 [dim]this snapshot holds it still[/dim]："
            f"gongjian snapshot erase {id} --source … --reason …"
        )


def repairs(page: RepairPage) -> None:
    """Open repairs with place, reason and what to do."""
    for item in page.items:
        where = " ".join(
            part
            for part in (item.sheet, item.cell or (f"第{item.row}行" if item.row else ""), item.column)
            if part
        )
        out.print(
            f"[bold]{escape(item.reason)}[/bold] {escape(item.source)} {escape(where)} {escape(item.text[:MAX_QUOTE])}"
        )
        out.print(f"  {escape(item.zh)} [dim]{item.id}[/dim]\n  [dim]{escape(item.en)}[/dim]")
        if item.suggestion:
            out.print(f"  建议 suggestion：{escape(item.suggestion)}")
    out.print(f"共 {page.total} 处 [dim]open repairs[/dim]")
    out.print(f"下一页 next：--cursor {page.cursor}" if page.cursor else "没有更多 [dim]that is all[/dim]")


def violations(found: Sequence[StoredViolation]) -> None:
    """Records that break the ontology."""
    for item in found:
        out.print(
            f"[bold]{item.record}[/bold] {escape(item.source)} {escape(item.property)}：{escape(item.zh)} "
            f"[dim]{escape(item.en)} ({item.severity})[/dim]"
        )
    grave = sum(item.severity == "Violation" for item in found)
    out.print(f"违反本体的记录 violations：{grave}；提醒 warnings：{len(found) - grave}")


def hits(page: SearchPage) -> None:
    """Search results: name, class, why, and the words of the source."""
    if not page.items:
        out.print("没有找到相关内容 [dim]nothing found[/dim]")
    for number, hit in enumerate(page.items, 1):
        out.print(
            f"[bold]{number}. {escape(hit.name or hit.text[:MAX_QUOTE])}[/bold] [dim]{hit.type} {hit.id}[/dim]  {hit.score:.3f}"
        )
        out.print(f"   {escape(str(hit.why))}")
        out.print(f"   时效 dates：{freshness(hit)}")
        for proof in hit.evidence[:1]:
            out.print(f"   「{escape(proof.quote[:MAX_QUOTE])}」— {escape(proof.source)}")
    if page.cursor:
        out.print(f"下一页 next：--cursor {page.cursor}")


def matches(answer: MatchAnswer) -> None:
    """The answer to a demand: how it was understood, matches, near misses, or what is nearest."""
    out.rule(f"[bold]{escape(answer.demand.text[:MAX_TITLE])}[/bold]", align="left")
    readings = "；".join(f"{u.wording} → {u.zh}" for u in answer.demand.understood)
    out.print(f"理解为 [dim]understood as[/dim]：{escape(readings) or '（没有可识别的条件）'}")
    out.print(f"[bold]{escape(answer.sentence)}[/bold]\n[dim]{escape(answer.sentence_en)}[/dim]")
    for item in (*answer.matches, *answer.near_misses, *answer.nearest):
        _item(item)


def _item(item: MatchItem) -> None:
    provider = item.provider.name if item.provider else ""
    out.print(
        f"\n{CERTAINTIES[item.certainty]} [bold]{escape(item.resource.name)}[/bold] · {escape(provider)}",
        end="  ",
    )
    out.print(f"[dim]{item.score:.3f} {item.resource.id}[/dim]")
    for factor in item.factors:
        if factor.verdict != "neutral":
            _factor(factor)
    for missed in item.missed:
        out.print(f"   [red]缺 missing[/red]：{escape(missed.zh)}")
    for question in item.ask:
        out.print(f"   [yellow]要问 ask[/yellow]：{escape(question)}")
    _dates(item)
    _evidence(item.evidence)


def _dates(item: MatchItem) -> None:
    """When the offer was stated and on what that rests, until when it holds."""
    found = item.freshness
    basis = next(
        (e.source.stated_basis for e in item.evidence if e.source.stated_date == found.stated_on), ""
    )
    out.print(f"   时效 dates：{freshness(found, basis, expired=found.expired)}")


def _factor(factor: Factor) -> None:
    out.print(f"   {VERDICTS[factor.verdict]} {escape(factor.reason)}")


def _evidence(evidence: Sequence[Evidence]) -> None:
    seen: dict[str, Evidence] = {}
    for proof in evidence:
        seen.setdefault(proof.passage, proof)
    for proof in list(seen.values())[:2]:
        source = proof.source.title or proof.source.name
        sheet = "" if proof.sheet == source else proof.sheet
        place = f"{sheet} 第{proof.row}行" if proof.row else sheet
        out.print(f"   依据 evidence：「{escape(_excerpt(proof))}」— {escape(source)} {escape(place)}")


def _excerpt(proof: Evidence) -> str:
    """The passage from its beginning; where the quoted words would not show, from the sentence that holds them."""
    text = proof.text.replace("\t", " ")
    before = 0 if proof.end <= MAX_QUOTE else 1 + max(text.rfind(mark, 0, proof.start) for mark in "。！？；")
    return text[before : before + MAX_QUOTE]


def partners(answer: PartnerAnswer) -> None:
    """Partners: who covers which needs, and what one can give them."""
    out.rule(f"[bold]{escape(answer.sentence)}[/bold]", align="left")
    out.print(f"[dim]{escape(answer.sentence_en)}[/dim]")
    for number, item in enumerate(answer.partners, 1):
        out.print(
            f"\n[bold]{number}. {escape(item.organization.name)}[/bold]  [dim]{item.score:.3f} {item.organization.id}[/dim]"
        )
        out.print(f"   {escape(item.sentence)}")
