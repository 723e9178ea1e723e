"""The verb ``ontology`` and what it can do: show a term, check a folder, say where the store stands, migrate, reload."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import console, show_ontology
from api.cli.session import JsonFlag, NoIndex, session, start
from api.service import engine_of
from api.settings import Settings
from api.vocabulary import check_of, status_of, vocabulary_of
from ontology.errors import DataProblem, GongjianError, ServiceProblem

RELOAD_SECONDS = 600
verbs = typer.Typer(
    help="本体：查看术语、检查、迁移、重新加载 · the vocabulary: show terms, check, migrate, reload",
    invoke_without_command=True,
)


class NotServing(ServiceProblem):
    """No service of this home answers on its port."""


class Refused(DataProblem):
    """The running service refused the vocabulary."""


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.add_typer(verbs, name="ontology")


@verbs.callback()
def ontology(context: typer.Context, as_json: JsonFlag = False) -> None:
    """本体的版本与术语数量 · the vocabulary's version and how many terms it has."""
    if context.invoked_subcommand is None:
        status(as_json)


@verbs.command(help="显示一个术语 · show a term: class, property, concept or scheme")
def show(
    term: Annotated[str, typer.Argument(help="术语名，如 Resource · the name of a term")],
    as_json: JsonFlag = False,
) -> None:
    """Show what the vocabulary says about a term; needs no store."""
    from api.terms import term_view

    view = term_view(vocabulary_of(start()).ontology, term)
    console.print_json(view) if as_json else show_ontology.term(view)


@verbs.command(help="检查一个附加目录，不改动任何东西 · check a folder of additions, changing nothing")
def check(
    folder: Annotated[Path, typer.Argument(help="Turtle 文件目录 · folder of Turtle files")],
    as_json: JsonFlag = False,
) -> None:
    """Say what is wrong with a folder, else what it would change, and whether stored records stand against it."""
    settings = start()
    if _store_runs(settings):
        with session(as_it_is=True) as service:
            found = check_of(folder, service.graph.ontology, service.graph)
    else:
        found = check_of(folder, vocabulary_of(settings).ontology, None)
    console.print_json(found) if as_json else show_ontology.checked(found)
    if found.verdict == "needs-migration":
        raise typer.Exit(DataProblem.exit_code)


@verbs.command(help="所加载的本体与库所用的本体 · the vocabulary loaded, and the one the store follows")
def status(as_json: JsonFlag = False) -> None:
    """Say which vocabulary is loaded and which one the store was made with."""
    with session(as_it_is=True) as service:
        found = status_of(service.graph, service.settings)
    console.print_json(found) if as_json else show_ontology.status(found)


@verbs.command(
    help="让库按现在的本体重读来源 · have the store follow the vocabulary, reading its sources again"
)
def migrate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="原始文件缺失时补交的文件 · files of sources whose raw file is missing"),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只说会做什么 · only say what would happen")
    ] = False,
    remove: Annotated[
        list[str] | None,
        typer.Option(help="移除这个来源而不重读 · remove this source instead of reading it again"),
    ] = None,
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Migrate the store; whatever cuts it short, the next run goes on."""
    from ingest.migration import migrate as run

    with session(as_it_is=True) as service:
        with console.progress("迁移", "migrating") as advance:
            report = run(
                service.ingest,
                service.ingest_options(),
                advance,
                files=files or (),
                removed=remove or (),
                dry_run=dry_run,
            )
        if report.done and not no_index:
            service.fill_index_if_needed()
        settings = service.settings
    console.print_json(report) if as_json else show_ontology.migration(report)
    if report.done:
        _follow_if_serving(settings)


@verbs.command(help="让运行中的服务重新读取本体 · have the running service read the vocabulary's files anew")
def reload(as_json: JsonFlag = False) -> None:
    """Reload; if the files are wrong or records stand against them, the service keeps what it has."""
    answer = _ask_to_reload(start())
    console.print_json(answer) if as_json else show_ontology.reloaded(answer)


def _store_runs(settings: Settings) -> bool:
    return bool(settings.neo4j_uri) or engine_of(settings).status() is not None


def _follow_if_serving(settings: Settings) -> None:
    """A service that runs follows at its next request anyway; asked now, nobody waits for it."""
    try:
        _ask_to_reload(settings)
    except GongjianError:
        return


def _ask_to_reload(settings: Settings) -> dict[str, Any]:
    """Send the request that ``POST /v1/ontology/reload`` is.

    Raises:
        NotServing: nobody answers. Refused: with what the service said.
    """
    import httpx

    from api.http.safety import admin_key

    address = f"http://127.0.0.1:{settings.port}/v1/ontology/reload"
    headers = {"Authorization": f"Bearer {admin_key(settings.home)}"}
    try:
        answer = httpx.post(address, headers=headers, timeout=RELOAD_SECONDS, trust_env=False)
    except httpx.HTTPError as error:
        raise NotServing(
            f"端口 {settings.port} 上没有本主目录的服务在运行：请先 gongjian serve，或检查 GONGJIAN_PORT",
            f"no service of this home answers on port {settings.port}: start gongjian serve first, or check GONGJIAN_PORT",
            port=settings.port,
        ) from error
    body: dict[str, Any] = answer.json()
    if answer.status_code >= 400:
        more = {k: v for k, v in body.items() if k not in {"type", "title", "status", "detail", "detail_en"}}
        raise Refused(body.get("detail", ""), body.get("detail_en", ""), **more)
    return body
