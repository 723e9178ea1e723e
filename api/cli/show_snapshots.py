"""How do snapshots look on a terminal?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from api.cli.console import out

if TYPE_CHECKING:
    from pathlib import Path

    from api.reopening import Erased
    from api.snapshots import SnapshotList, SnapshotView
    from graph.snapshots.citations import Citation
    from graph.snapshots.create import Created
    from graph.snapshots.opening import Opened
    from graph.snapshots.store import Snapshot


def created(made: Created, view: SnapshotView) -> None:
    """What was made, and how fast."""
    out.print(
        f"{'快照已建立 created' if made.new else '同样的快照已经有了 it was there already'}：[bold]{view.id}[/bold]"
    )
    for phase, seconds in made.seconds.items():
        count = view.counts.get("triples" if phase == "export" else phase, 0)
        out.print(f"  {phase:<9} {count:>10,}  {seconds:7.1f} s  {count / max(seconds, 1e-3):>10,.0f}/s")
    out.print(
        f"  引用一个回答 cite an answer：gongjian snapshot cite ask “……” --snapshot {view.id[:12]}",
        markup=False,
    )


def snapshots(found: SnapshotList) -> None:
    """One line each."""
    for item in found.items:
        counts = f"{item.counts['entities']} 条目 things · {item.counts['sources']} 来源 sources"
        cited = f" · {len(item.citations)} 引用 citations" if item.citations else ""
        out.print(f"[bold]{item.id}[/bold]  {item.created}  {counts}{cited}  {escape(item.note)}")
    for gone in found.erased:
        out.print(f"[dim]{gone.id}[/dim]  已移除来源 erased → {gone.successor}  {escape(gone.reason)}")
    if not found.items and not found.erased:
        out.print("还没有快照 [dim]no snapshots yet[/dim]：gongjian snapshot create")


def snapshot(view: SnapshotView) -> None:
    """All that the manifest says."""
    out.print(f"[bold]{view.id}[/bold]  {view.created}  {escape(view.note)}")
    out.print("  " + " · ".join(f"{name} {count:,}" for name, count in view.counts.items()))
    out.print(f"  模型 model {escape(view.model)}")
    out.print("  版本 versions " + " · ".join(f"{name} {value}" for name, value in view.versions.items()))
    for file in view.files:
        out.print(f"  {file['size']:>13,}  {file['sha256'][:16]}…  {escape(file['name'])}")
    for id in view.citations:
        out.print(f"  引用 citation {id}")


def cited(kept: Citation) -> None:
    """Where the answer can be found from now on."""
    out.print(f"回答已存为引用 [dim]kept as a citation[/dim]：[bold]{kept.id}[/bold]")
    out.print(f"  快照 snapshot {kept.snapshot}")
    out.print(f"  取回 read it again：gongjian snapshot answer {kept.id}   网页 page：/cite/{kept.id}")


def opened(found: Snapshot, done: Opened, home: Path) -> None:
    """What was rebuilt, and whether it is the same."""
    report = done.report
    out.print(f"快照 {found.id} 已在 {escape(str(home))} 重建 [dim]rebuilt[/dim]")
    out.print(
        f"  来源 sources {report.sources} · 记录 records {report.records} · 条目 things {report.entities}"
    )
    if report.same and not report.followed_anew:
        out.print("  导出逐字节相同 its export is the same, byte for byte")
    else:
        different = report.only_in_file + report.only_in_graph
        out.print(f"  差异 differences {different} · 因版本不同重新推出 followed anew {report.followed_anew}")
    out.print(f"  使用它 use it：GONGJIAN_HOME={escape(str(home))} gongjian status --start", markup=False)


def erased(done: Erased) -> None:
    """What took its place."""
    out.print(f"来源已移除 [dim]the source is out[/dim]：{done.id} → [bold]{done.successor}[/bold]")
    out.print(
        f"  引用 citations：保留 kept {len(done.citations_kept)} · 失效 gone {len(done.citations_gone)}"
    )
    for id in done.held_still:
        out.print(f"  快照 {id} 里仍有该来源 this snapshot holds the source still")
