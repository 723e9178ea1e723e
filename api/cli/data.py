"""Verbs of the data keeper: ``ingest``, ``index``, ``export``, ``validate``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli import console, show
from api.cli.session import JsonFlag, NoIndex, session
from api.formats import Format
from graph.principal import PUBLIC
from ontology.errors import DataProblem, UsageProblem


class NothingToDo(UsageProblem):
    """A call without a path and without a source to remove."""

    def __init__(self) -> None:
        super().__init__(
            "请给出要读的文件或目录，或用 --remove 给出要移除的来源",
            "name files or folders to read, or a source to --remove",
        )


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.command("ingest", help="读入清单文件或目录 · read lists: files or folders")(ingest_verb)
    app.command("index", help="为新内容建立向量与全文索引 · index what is new")(index)
    app.command("export", help="把整个图写到标准输出 · write the whole graph to standard output")(export)
    app.command("validate", help="按本体检查已存的记录 · check the stored records against the ontology")(
        validate
    )


def ingest_verb(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="文件、目录、通配符、压缩包或允许的地址 · files, folders, patterns, archives or allowed addresses"
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="来源名称（只读一个文件时） · the source's key, for one file")
    ] = None,
    replace: Annotated[
        bool, typer.Option(help="替换同名的旧版本 · replace the version of the same name")
    ] = False,
    licence: Annotated[str, typer.Option(help="使用许可 · the source's licence")] = "",
    terms: Annotated[str, typer.Option(help="使用条款 · its terms of use")] = "",
    publisher: Annotated[str, typer.Option(help="发布单位 · who published it")] = "",
    stated_on: Annotated[
        str, typer.Option("--stated-on", help="来源的日期，如 2026-03-05 · the day on which it was stated")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只看会改变什么，不写入 · tell what would change, write nothing")
    ] = False,
    remove: Annotated[str | None, typer.Option(help="移除这个来源 · remove this source")] = None,
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Read lists into the graph, or remove a source; then index."""
    from api.removing import remove_and_tell
    from api.targets import brought
    from ingest.declared import Declared, declared_date
    from ingest.pipeline import ingest

    if not paths and not remove:
        raise NothingToDo
    said = Declared("", publisher, licence, terms, declared_date(stated_on))
    with session() as service:
        failed = False
        if remove:
            removed = remove_and_tell(service, remove)
            console.print_json(removed) if as_json else show.removal(removed)
        if paths:
            options = service.ingest_options(source=source, replace=replace, said=said, dry_run=dry_run)
            with brought(service, paths) as found, console.progress("读入", "reading") as advance:
                report = found.told(ingest(service.ingest, found.paths, options, advance))
            failed = report.failed
            console.print_json(report) if as_json else show.ingest_report(report)
        if not no_index and not dry_run:
            service.fill_index_if_needed()
    if failed:
        raise typer.Exit(DataProblem.exit_code)


def index(as_json: JsonFlag = False) -> None:
    """Give everything searchable its vector."""
    from ingest.pipeline import recover

    with session() as service:
        recover(service.ingest)
        report = service.fill_index()
        if as_json:
            console.print_json(report)
        else:
            console.out.print(f"索引完成 [dim]indexed[/dim]：{show.fields(report)}")


def export(
    format: Annotated[
        Format, typer.Option("--format", help="nquads | turtle | jsonld | hsds | dcat")
    ] = Format.NQUADS,
    full: Annotated[
        bool, typer.Option(help="含历史（不能用 turtle） · with the history (not in turtle)")
    ] = False,
) -> None:
    """Write the export to standard output."""
    from api.exports import export_bytes
    from ingest.pipeline import recover

    with session() as service:
        recover(service.ingest)
        for piece in export_bytes(service, PUBLIC, format, full=full):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


def validate(as_json: JsonFlag = False) -> None:
    """Check every stored record; exit code 1 if one violates the ontology (warnings alone are fine)."""
    from api.validation import stored_violations

    with session() as service:
        found = list(stored_violations(service.graph, PUBLIC))
        console.print_json(found) if as_json else show.violations(found)
    if any(v.severity == "Violation" for v in found):
        raise typer.Exit(1)
