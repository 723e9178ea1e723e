"""Verbs of the service: ``serve``, and ``demo``, which shows the whole journey on the sample lists and articles."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from api.cli import console, show, show_answers
from api.cli.session import session, start
from api.service import Service
from graph.principal import PUBLIC

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DEMANDS = (
    "想给独居老人找免费体检",
    "周六借一个能坐100人的会议室，在玄武区",
    "武侯区需要3000只医用防护口罩",
    "需要一万副医用手套",
)
COMMUNITY = "示例银杏里社区"
QUESTIONS = (
    "“银杏里街坊”党建联盟有哪些成员单位？",
    "示例网格学院是谁办的？",
    "为老人服务的工作法有哪些？",
)


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.command("serve", help="在 127.0.0.1 提供 HTTP 服务 · serve over HTTP on 127.0.0.1")(serve_verb)
    app.command("demo", help="读入示例清单与文章并演示问答 · read the samples and show worked examples")(demo)


def serve_verb() -> None:
    """Serve until interrupted (Ctrl+C)."""
    from api.http.server import listen
    from ingest.pipeline import recover

    listener = listen(start().port)
    with session() as service:
        recover(service.ingest)
        _serve(service, listener)


def demo(
    then_serve: Annotated[bool, typer.Option("--serve", help="演示后提供服务 · then serve")] = False,
    samples: Annotated[Path, typer.Option(help="示例目录 · folder of the samples")] = SAMPLES,
) -> None:
    """Read the samples, index them, show worked examples; then serve if asked."""
    from api.http.server import listen
    from ingest.pipeline import ingest, recover

    listener = listen(start().port) if then_serve else None
    with session(ephemeral=not then_serve) as service:
        recover(service.ingest)
        with console.progress("读入示例", "reading the samples") as advance:
            report = ingest(service.ingest, [samples], service.ingest_options(), advance)
        show.ingest_report(report)
        service.fill_index_if_needed()
        _examples(service)
        if listener is not None:
            _serve(service, listener)


def _examples(service: Service) -> None:
    from api.asking import demand_of
    from search.ask import ask
    from search.match import match
    from search.partners import partners

    for text in DEMANDS:
        show.matches(match(service.search, PUBLIC, demand_of(service.search, PUBLIC, text), 3))
    show.partners(partners(service.search, PUBLIC, COMMUNITY, 5))
    for text in QUESTIONS:
        console.out.rule(f"[bold]{text}[/bold]", align="left")
        show_answers.answer(ask(service.search, PUBLIC, text, 5))


def _serve(service: Service, listener: socket.socket) -> None:
    from api.http.server import address, serve
    from api.web.vendor import fetch_scripts

    fetch_scripts(service.settings.cache, service.reporter.say)
    console.out.print(f"服务已就绪 [dim]serving[/dim]：{address(listener)}  （Ctrl+C 停止 to stop）")
    serve(service, listener)
