"""The verb ``profile``: how the columns of lists are understood, and how a person changes that."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.cli import console
from api.cli.session import JsonFlag, NoIndex, session
from graph.principal import PUBLIC
from ontology.errors import UsageProblem

verbs = typer.Typer(
    help="清单各列的含义：查看、试读、确认、收回 · what lists' columns mean: show, try, confirm, revoke",
    no_args_is_help=True,
)
Named = Annotated[
    str, typer.Argument(metavar="FILE|SOURCE", help="文件，或来源名称 · a file, or a source's key")
]
ProfileFile = Annotated[Path | None, typer.Option("--profile", help="含义文件（TOML） · the profile's file")]


class ProfileFileMissing(UsageProblem):
    """A profile file that is not there, or is no text."""


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.add_typer(verbs, name="profile")


@verbs.command(help="各列的含义、把握和理由 · each column's meaning, how sure, and why")
def show(named: Named, as_json: JsonFlag = False) -> None:
    """Show how the lists of a file or a source are understood."""
    from api.cli import show_profile
    from ingest.profiles import looked_at, shown

    with session() as service, looked_at(service.ingest, named, service.ingest_options()) as (one, tools):
        found = shown(one, PUBLIC, tools.lists)
        console.print_json(found) if as_json else show_profile.profile(found)


@verbs.command(help="写成可以编辑的小文件 · write it down as a small file to edit")
def write(
    named: Named,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="写到这个文件，否则写到标准输出 · where to; else standard output"
        ),
    ] = None,
) -> None:
    """Write the profile of the lists of a file or a source."""
    from ingest.profile_file import write_profile
    from ingest.profiles import looked_at, said

    with session() as service, looked_at(service.ingest, named, service.ingest_options()) as (one, tools):
        text = write_profile(said(one, tools.lists))
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, "utf-8")


@verbs.command("test", help="用它读完整个文件，只看结果 · read the whole file with it, changing nothing")
def try_out(named: Named, profile: ProfileFile = None, as_json: JsonFlag = False) -> None:
    """Say what would become of every column, before and after."""
    from api.cli import show_profile
    from ingest.profile_file import read_profile
    from ingest.profile_trial import tried
    from ingest.profiles import looked_at, said

    with session() as service, looked_at(service.ingest, named, service.ingest_options()) as (one, tools):
        text = _text(profile)
        found = tried(one, read_profile(text, tools.lists) if text else said(one, tools.lists), tools.lists)
        console.print_json(found) if as_json else show_profile.tried(found)


@verbs.command(help="确认，用于所有同样表头的清单 · confirm it for all lists with the same header")
def confirm(
    named: Named,
    profile: ProfileFile = None,
    everywhere: Annotated[
        bool,
        typer.Option(
            "--everywhere", help="把新列名登记为同义词，用于所有清单 · make new names synonyms in all lists"
        ),
    ] = False,
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Confirm a profile; all lists that look alike are read again."""
    from api import profiles
    from api.cli import show_profile

    text = _text(profile)
    with session() as service:
        with console.progress("重新读取", "reading again") as advance:
            done = profiles.confirm(service, named, text, advance, everywhere=everywhere)
        if not no_index:
            service.fill_index_if_needed()
    if as_json:
        console.print_json(done)
        return
    show_profile.entered(done)
    if done["synonyms"] and not everywhere:
        console.say(
            f"有 {done['synonyms']} 个新列名只用于这种表头；加 --everywhere 再确认一次，就成为所有清单的同义词",
            f"{done['synonyms']} new names hold for this header only; confirm with --everywhere to make them synonyms",
        )


@verbs.command("list", help="已确认的含义与同义词 · what was confirmed")
def list_confirmed(as_json: JsonFlag = False) -> None:
    """List confirmed profiles and synonyms."""
    from api import profiles
    from api.cli import show_profile

    with session() as service:
        found = profiles.confirmed(service, PUBLIC)
        console.print_json(found) if as_json else show_profile.confirmed(found)


@verbs.command(help="收回一项确认 · take a confirmation back")
def revoke(
    number: Annotated[int, typer.Argument(min=1, help="编号 · its number")],
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Take back a profile or a synonym; what it was for is read again."""
    from api.profiles import PROFILE_KINDS

    take_back(number, PROFILE_KINDS, no_index=no_index, as_json=as_json)


@verbs.command(help="读不懂的列名，及其可能的含义 · unknown columns, and what they may mean")
def unknown(limit: Annotated[int, typer.Option(min=1, max=500)] = 50, as_json: JsonFlag = False) -> None:
    """List the columns that all lists have and the reader does not know."""
    from api.cli import show_profile
    from ingest.tools import tools_of
    from ingest.unknown import unknown_columns

    with session() as service:
        found = unknown_columns(service.graph, PUBLIC, tools_of(service.ingest).lists, limit)
        console.print_json(found) if as_json else show_profile.unknown(found)


def take_back(number: int, kinds: Sequence[str], *, no_index: bool, as_json: bool) -> None:
    """Take back an entry of one of these kinds, read again what it was for, and show what came of it."""
    from api import profiles
    from api.cli import show_profile

    with session() as service:
        with console.progress("重新读取", "reading again") as advance:
            done = profiles.revoke(service, number, kinds, advance)
        if not no_index:
            service.fill_index_if_needed()
    console.print_json(done) if as_json else show_profile.entered(done)


def _text(profile: Path | None) -> str:
    if profile is None:
        return ""
    try:
        return profile.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileFileMissing(
            f"读不了含义文件 {profile}：请检查路径，文件须为 UTF-8",
            f"cannot read the profile {profile}: check the path; it has to be UTF-8",
            file=str(profile),
        ) from error
