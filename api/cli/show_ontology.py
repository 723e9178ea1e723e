"""How does the vocabulary look on a terminal? Terms, changes and what becomes of each source; Chinese first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from api.cli.console import out

if TYPE_CHECKING:
    from api.terms import TermView
    from api.vocabulary import Checked, VocabularyStatus
    from ingest.migration import Migration

KINDS = {"class": "类 class", "property": "属性 property", "concept": "概念 concept", "scheme": "词表 scheme"}
ACTIONS = {
    "read": "[green]重读 read again[/green]",
    "rename": "[yellow]改用后继术语 rename[/yellow]",
    "keep": "不变 keep",
    "remove": "[red]移除 remove[/red]",
    "blocked": "[red]须处理 blocked[/red]",
}
VERDICTS = {
    "same": "与现用的本体相同 [dim]the same as the vocabulary in force[/dim]",
    "compatible": "[green]可直接采用[/green] [dim]can be taken as it is[/dim]",
    "needs-migration": "[red]涉及已有记录，须先迁移：GONGJIAN_ONTOLOGY=… gongjian ontology migrate[/red]",
    "not-asked": "[yellow]有不兼容的变化；库未运行，不知是否涉及记录[/yellow] [dim]not all additive; no store runs to ask[/dim]",
}
DETAILS = {
    "parents": "上级 parents",
    "ancestors": "全部上级 ancestors",
    "children": "下级 children",
    "role": "记录角色 role",
    "side": "供需 side",
    "abstract": "抽象 abstract",
    "disjoint": "互斥 disjoint",
    "caption": "题名取自 caption",
    "facets": "筛选项 facets",
    "own": "自己的属性 own properties",
    "inherited": "由上级而来的属性 inherited",
    "domain": "用于 domain",
    "range": "取值 range",
    "single": "只有一个值 single",
    "restricted": "受限 restricted",
    "scheme": "词表 scheme",
    "headers": "认得的表头 headers",
    "concepts": "概念 concepts",
    "used_by": "用于属性 used by",
    "broader": "上位 broader",
    "narrower": "下位 narrower",
    "standards": "标准号 standards",
    "substitutes": "可替代 substitutes",
}
MAX_LINES = 40


def term(view: TermView) -> None:
    """A term: labels, definition, then what is particular to it."""
    out.print(f"[bold]{escape(view.zh)} {escape(view.en)}[/bold] [dim]{KINDS[view.of]} {view.name}[/dim]")
    if view.deprecated:
        out.print(f"[yellow]已弃用 deprecated[/yellow] → {view.successor}")
    for text in (view.definition_zh, view.definition_en):
        if text:
            out.print(f"  {escape(text)}")
    for label, value in (
        ("例 example", view.example_zh or view.example_en),
        ("别名 synonyms", "、".join(view.synonyms)),
        ("标准 standards", "、".join(f"{a['predicate']} {a['iri']}" for a in view.alignments)),
    ):
        if value:
            out.print(f"  [dim]{label}[/dim] {escape(value)}")
    for name, value in view.details.items():
        if value and name != "rules":
            shown = "、".join(map(_said, value)) if isinstance(value, list) else _said(value)
            out.print(f"  [dim]{DETAILS[name]}[/dim] {escape(shown)}")
    for rule in view.details.get("rules", ()):
        out.print(f"  [dim]约束 rule[/dim] {rule['property']} {rule['kind']}：{escape(rule['zh'])}")


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return (
            f"{value['concept']}（{value['condition_zh']}）"
            if value["condition_zh"]
            else str(value["concept"])
        )
    return {"True": "是 yes"}.get(str(value), str(value))


def status(found: VocabularyStatus) -> None:
    """Both versions, the counts, and what to do if they differ."""
    out.print(f"本体 [dim]vocabulary[/dim] [bold]{found.version}[/bold] {escape(found.folder)}")
    out.print(
        f"  类 classes {found.classes} · 属性 properties {found.properties} · 概念 concepts {found.concepts}"
        f" · 词表 schemes {found.schemes} · 约束 rules {found.constraints}"
    )
    out.print(f"库所用 [dim]the store follows[/dim] {found.stored_version or '—'}")
    if found.migrating_to:
        out.print(f"[red]迁移未完成[/red] → {found.migrating_to}：gongjian ontology migrate")
    elif found.stored_version not in ("", found.version):
        out.print("[yellow]与所加载的不同[/yellow]：gongjian ontology migrate --dry-run")
    elif found.read_under_other_versions:
        out.print(
            f"{found.read_under_other_versions} 个来源是在较早的本体下读的；重读：gongjian ontology migrate "
            "[dim]sources were read under an older vocabulary; that reads them again[/dim]"
        )


def checked(found: Checked) -> None:
    """The verdict, each change, and the records that stand against it."""
    out.print(f"{found.version} {VERDICTS[found.verdict]}")
    for change in found.changes[:MAX_LINES]:
        mark = "[green]+[/green]" if change.additive else "[red]![/red]"
        out.print(f"  {mark} {escape(change.zh)} [dim]{escape(change.en)}[/dim]")
    if len(found.changes) > MAX_LINES:
        out.print(f"  … 另有 {len(found.changes) - MAX_LINES} 处 [dim]more; all with --json[/dim]")
    for concern in found.concerned:
        out.print(f"[red]{escape(concern['zh'])}[/red]：{concern['records']} 条记录 records")
        for place in concern["first"]:
            where = f"{place['file']} {place['sheet']} 第{place['row']}行 {place['record']}"
            out.print(f"    {escape(place['source'])} · {escape(where)}")


def migration(report: Migration) -> None:
    """What became, or would become, of each source."""
    head = "已迁移 migrated" if report.done else "将会 would"
    out.print(f"[bold]{head}[/bold] {report.before or '—'} → {report.after}")
    for step in report.steps:
        out.print(
            f"  {ACTIONS[step.action]} {escape(step.key)}{_file(step.key, step.file)} · {step.records} 条记录涉及 records concerned"
        )
        if step.action != "read" or step.zh != "重新读取":
            out.print(f"    {escape(step.zh)}\n    [dim]{escape(step.en)}[/dim]")
    if not report.steps:
        out.print("  没有来源需要重读 [dim]no source has to be read again[/dim]")


def _file(key: str, file: str) -> str:
    """The file's name, where the source is not called by it."""
    return "" if file == key else f" [dim]{escape(file)}[/dim]"


def reloaded(answer: Mapping[str, Any]) -> None:
    """Whether the running service speaks another vocabulary now."""
    if answer["changed"]:
        out.print(
            f"服务已采用新的本体 [dim]the service took the new vocabulary[/dim]：{answer['before']} → {answer['version']}"
        )
    else:
        out.print(f"本体没有变化 [dim]the vocabulary is unchanged[/dim]：{answer['version']}")
