"""How do watches and notices look on a terminal?"""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape

from api.cli import show
from api.cli.console import out
from api.watching import WatchView
from graph.notices import Notice

OUTCOMES = {
    "": "还没看过 not looked at yet",
    "unchanged": "没有变化 unchanged",
    "changed": "有变化，已读入 changed, read",
    "gone": "文件不在了 files are gone",
    "refused": "未读入 refused",
    "failed": "读不了 failed",
}
WHAT = {
    "new": "[green]新来源 new source[/green]",
    "changed": "[yellow]新版本 new version[/yellow]",
    "reread": "[yellow]重新读过 read again[/yellow]",
    "gone": "[red]不在了 gone[/red]",
    "removed": "[red]已移除 removed[/red]",
    "refused": "[red]未读入 refused[/red]",
    "failed": "[red]读不了 failed[/red]",
}


def watch(item: WatchView) -> None:
    """One watch: what, how often, when next, what the last look came to."""
    out.print(f"[bold]{escape(item.target)}[/bold] [dim]{item.id}[/dim]")
    failures = f" · 连续失败 failures {item.failures}" if item.failures else ""
    out.print(f"  每 every {item.every} s · 下次 next {item.due} · {OUTCOMES[item.last.outcome]}{failures}")
    if item.last.zh:
        out.print(f"  {escape(item.last.zh)}\n  [dim]{escape(item.last.en)}[/dim]")


def watches(items: Sequence[WatchView]) -> None:
    """All of them."""
    for item in items:
        watch(item)
    out.print(f"共 {len(items)} 处 [dim]watched[/dim]")


def notices(items: Sequence[Notice]) -> None:
    """Each with its time, source, and what changed or went wrong."""
    for item in items:
        source = " · ".join(part for part in (item.source, item.file) if part)
        out.print(f"[dim]{item.sequence} {item.at}[/dim] {WHAT[item.what]} {escape(source)}")
        if item.zh:
            out.print(f"  {escape(item.zh)}\n  [dim]{escape(item.en)}[/dim]")
        if item.changes:
            show.changes(item.changes)
    if not items:
        out.print("没有新的变动 [dim]nothing has happened[/dim]")
