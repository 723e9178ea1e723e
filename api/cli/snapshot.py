"""Verbs of ``gongjian snapshot``: a state of the graph that can be cited, searched, opened again.

Only what needs the graph starts the engine: create, cite, open, erase. The rest works on the files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import console, show_snapshots
from api.cli.session import JsonFlag, Terminal, session, start
from api.service import open_shelf
from graph.principal import PUBLIC

if TYPE_CHECKING:
    from api.snapshots import Shelf

Id = Annotated[str, typer.Argument(help="快照编号（可只写开头几位） · id of a snapshot, or its beginning")]
Limit = Annotated[int, typer.Option(min=1, max=50, help="最多几条 · at most how many")]
Type = Annotated[str | None, typer.Option("--type", help="类名；Passage 检索原文 · class, or Passage")]
Place = Annotated[str | None, typer.Option(help="地名或代码 · place name or code")]
ResourceKind = Annotated[str | None, typer.Option("--kind", help="资源种类 · concept of the resource kinds")]

verbs = typer.Typer(
    help="快照：可引用、可检索、可重新打开的图谱状态 · states of the graph to cite, search and open again",
    no_args_is_help=True,
)


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    verbs.command("create", help="为图谱的现状建立快照 · make a snapshot of the graph as it is")(create)
    verbs.command("list", help="列出快照 · list the snapshots")(list_verb)
    verbs.command("show", help="一个快照里有什么 · what a snapshot holds")(show_verb)
    verbs.command("verify", help="逐字节核对快照 · check every byte of a snapshot")(verify)
    verbs.command("search", help="在快照中检索 · search a snapshot")(search)
    verbs.command("cite", help="提问并把回答存为引用 · ask, and keep the answer to be cited")(cite)
    verbs.command("answer", help="取回引用的回答 · print the answer that was cited")(answer)
    verbs.command("open", help="在另一个主目录里重建 · rebuild it in another home")(open_verb)
    verbs.command("erase", help="从快照中移除一个来源 · take a source out of a snapshot")(erase_verb)
    verbs.command("query", help="用 SPARQL 查询快照 · query a snapshot in SPARQL")(query)
    app.add_typer(verbs, name="snapshot")


@contextmanager
def shelf() -> Iterator[Shelf]:
    """The snapshots of this home, without the engine."""
    with open_shelf(start(), Terminal()) as opened:
        yield opened


def create(
    note: Annotated[str, typer.Option(help="备注，只存在本机 · a note, kept here only")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Make a snapshot; the same graph gives the same id."""
    from api.snapshots import make_snapshot, view_of
    from graph.snapshots.live import live_state

    with session() as service:
        made = make_snapshot(service, PUBLIC, note)
        view = view_of(made.snapshot, live_state(service.graph))
        console.print_json(view) if as_json else show_snapshots.created(made, view)


def list_verb(as_json: JsonFlag = False) -> None:
    """List the snapshots, and those that were erased with their successors."""
    from api.snapshots import listed

    with shelf() as opened:
        found = listed(opened, PUBLIC)
        console.print_json(found) if as_json else show_snapshots.snapshots(found)


def show_verb(id: Id, as_json: JsonFlag = False) -> None:
    """Show versions, counts, files and citations of a snapshot."""
    from api.snapshots import view_of

    with shelf() as opened:
        view = view_of(opened.store.get(id))
        console.print_json(view) if as_json else show_snapshots.snapshot(view)


def verify(id: Id, as_json: JsonFlag = False) -> None:
    """Check size and hash of every file; exit code 1 if one has changed."""
    from graph.snapshots.verify import verify as check

    with shelf() as opened:
        found = opened.store.get(id)
        with console.progress("核对", "checking") as advance:
            size = check(found, advance)
        if as_json:
            console.print_json({"id": found.id, "files": len(found.manifest.files), "bytes": size})
        else:
            console.out.print(
                f"快照完好 [dim]unchanged[/dim]：{found.id}  {len(found.manifest.files)} 个文件 files，{size:,} 字节 bytes"
            )


def search(
    id: Id,
    text: Annotated[str, typer.Argument(help="要找什么 · what to look for")],
    type: Type = None,
    place: Place = None,
    kind: ResourceKind = None,
    limit: Limit = 10,
    cursor: Annotated[str | None, typer.Option(help="上一页给出的位置 · cursor of the page before")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Search a snapshot on its files; the engine is not needed."""
    from api.cli import show
    from search.options import SearchQuery

    filters = {name: value for name, value in (("place", place), ("kind", kind)) if value}
    with shelf() as opened:
        query = SearchQuery(text, type=type, filters=filters, limit=limit, cursor=cursor)
        page = opened.search(PUBLIC, id, query)
        console.print_json(page) if as_json else show.hits(page)


def cite(
    question: Annotated[str, typer.Argument(help="search | match | partners | similar | ask")],
    text: Annotated[str, typer.Argument(help="问题、组织或编号 · the question, an organisation or an id")],
    snapshot: Annotated[
        str | None,
        typer.Option(help="快照编号；默认为图谱的现状 · id of a snapshot; default: the graph as it is"),
    ] = None,
    new: Annotated[
        bool, typer.Option("--create", help="现状没有快照时先建立 · make the snapshot if there is none")
    ] = False,
    type: Type = None,
    place: Place = None,
    kind: ResourceKind = None,
    limit: Limit = 10,
    as_json: JsonFlag = False,
) -> None:
    """Ask a question and keep the answer with all that it rests on."""
    from api.citing import Asked, kind_of
    from api.citing import cite as keep_answer

    asked = Asked(kind_of(question), text, limit, type, place, kind)
    with session() as service:
        kept = keep_answer(service, PUBLIC, asked, snapshot, create=new)
        if as_json:
            console.print_json({"id": kept.id, "snapshot": kept.snapshot})
        else:
            show_snapshots.cited(kept)


def answer(
    cid: Annotated[str, typer.Argument(help="引用编号 · id of a citation")],
    folder: Annotated[
        Path | None, typer.Option("--from", help="快照目录的拷贝 · a copy of the snapshot's folder")
    ] = None,
    style: Annotated[
        str | None, typer.Option(help="text | bibtex | csl：只打印怎样引用 · print how to cite it instead")
    ] = None,
    date: Annotated[str, typer.Option(help="访问日期，如 2026-03-01 · date of access")] = "",
) -> None:
    """Print the cited answer, byte for byte as it was kept; or how to cite it."""
    from api.reference_text import reference
    from graph.snapshots.citations import find, read

    with shelf() as opened:
        kept = read(folder, cid) if folder else find(opened.store, cid)
    if style:
        console.out.print(reference(kept, style, date), markup=False)
        return
    sys.stdout.buffer.write(kept.content)
    sys.stdout.buffer.flush()


def open_verb(
    snapshot: Annotated[str, typer.Argument(help="快照编号或目录 · id of a snapshot, or its folder")],
    home: Annotated[Path, typer.Option(help="另一个（空的）主目录 · another home, which is empty")],
    as_json: JsonFlag = False,
) -> None:
    """Rebuild a snapshot in a second home; its vectors come along."""
    from api.reopening import named, open_home

    with shelf() as opened:
        found = named(opened, snapshot)
        done = open_home(opened, start(), Terminal(), found, home.absolute())
        console.print_json(done) if as_json else show_snapshots.opened(found, done, home)


def erase_verb(
    id: Id,
    source: Annotated[str, typer.Option(help="来源名称 · the source's key")],
    reason: Annotated[str, typer.Option(help="原因，向所有人显示 · why; everybody will see it")],
    as_json: JsonFlag = False,
) -> None:
    """Take a source out: a new snapshot takes the old one's place, whose content is destroyed."""
    from api.reopening import erase

    with shelf() as opened:
        done = erase(opened, start(), Terminal(), PUBLIC, id, source, reason)
        console.print_json(done) if as_json else show_snapshots.erased(done)


def query(
    id: Id,
    text: Annotated[
        str, typer.Argument(help="SPARQL 1.1 查询；- 表示读标准输入 · a query; - reads standard input")
    ],
    format: Annotated[
        str, typer.Option("--format", help="json | xml | csv | tsv；三元组 triples: turtle | ntriples")
    ] = "",
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="时限（秒） · time limit")] = 20.0,
) -> None:
    """Answer a SPARQL query on standard output; read-only, in a process of its own."""
    from api.sparql_formats import formats_of
    from graph.snapshots.sparql import Limits, sparql

    solutions, triples = formats_of(format)
    with shelf() as opened, console.progress("建立 SPARQL 索引", "indexing for SPARQL") as advance:
        asked = sys.stdin.read() if text == "-" else text
        found = opened.store.get(id)
        answered = sparql(
            found,
            PUBLIC,
            opened.derived,
            asked,
            solutions=solutions,
            triples=triples,
            limits=Limits(seconds=seconds),
            step=advance,
        )
    sys.stdout.buffer.write(answered.content)
    if not answered.content.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
