"""The verb ``import``: an exported file becomes the graph of an empty home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from api.cli import console
from api.cli.session import JsonFlag, NoIndex, session
from ontology.errors import DataProblem

if TYPE_CHECKING:
    from api.imports import Imported

MAX_ABSENT = 10


def add_verbs(app: typer.Typer) -> None:
    """Hang the verb on the command."""
    app.command(
        "import", help="把导出的文件装入空图并比对 · make an empty graph of an exported file, and compare"
    )(import_verb)


def import_verb(
    file: Annotated[Path, typer.Argument(help="导出的文件 nquads、jsonld 或 turtle · an exported file")],
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Import an export into an empty graph; exit code 1 if what was made says something else."""
    from api.imports import import_file

    with session() as service:
        with console.progress("导入", "importing") as advance:
            imported = import_file(service, file, advance)
        console.print_json(imported) if as_json else show(imported)
        if not no_index:
            service.fill_index_if_needed()
    if not imported.same:
        raise typer.Exit(DataProblem.exit_code)


def show(imported: Imported) -> None:
    """Print what came of it."""
    out, report = console.out, imported.report
    out.print(
        f"已导入 imported {report.kind}：{report.lines} 行 lines；来源 sources {report.sources} · 段落 passages "
        f"{report.passages} · 记录 records {report.records} · 登记 events {report.events} · 条目 entities {report.entities}"
    )
    if report.restricted:
        out.print(f"受限内容未在导出中，共 {report.restricted} 处 restricted values left out of the export")
    for name, (theirs, ours) in report.other_versions.items():
        out.print(f"[yellow]![/yellow] {name}：文件 file {escape(theirs)} · 本程序 ours {escape(ours)}")
    if report.other_versions:
        out.print(
            f"因此重新推导而不同的行 lines that follow anew under other versions：{report.followed_anew}"
        )
    if imported.same:
        out.print("比对一致 [dim]the graph exports what the file says[/dim]")
    else:
        _show_differences(imported)
    _show_absent(imported)


def _show_differences(imported: Imported) -> None:
    out, report = console.out, imported.report
    if not report.intact:
        out.print("[red]✗[/red] 文件导出后被改动过 [dim]the file was changed since it was exported[/dim]")
    out.print(
        f"[red]✗[/red] 与文件不同 differs from the file：只在文件中 only in the file {report.only_in_file} · "
        f"只在图中 only in the graph {report.only_in_graph}"
    )
    for difference in report.differences:
        out.print(f"  {'-' if difference.side == 'file' else '+'} {difference.line}", markup=False)


def _show_absent(imported: Imported) -> None:
    out = console.out
    if imported.absent:
        out.print(
            f"缺原始文件 raw files absent：{len(imported.absent)}；补上 to supply：gongjian ingest FILE [--source KEY]",
            markup=False,
        )
    for absent in imported.absent[:MAX_ABSENT]:
        out.print(f"  {absent.source}  {absent.name}  {absent.content[:12]}…", markup=False)
    if len(imported.absent) > MAX_ABSENT:
        out.print("  全部 all of them：gongjian sources")
