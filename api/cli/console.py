"""How do the verbs speak? Words for people on the terminal, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from api.plain import plain
from api.service import Advance
from ontology.errors import GongjianError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(zh: str, en: str) -> None:
    """A line about what is going on, on standard error: Chinese first, English beside."""
    err.print(f"{zh} [dim]{en}[/dim]")


def print_json(value: object) -> None:
    """The object that the HTTP route of the verb returns, on standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def show_error(error: GongjianError, *, as_json: bool) -> None:
    """The error in both languages on standard error; with ``--json`` the problem object."""
    if as_json:
        sys.stderr.write(
            json.dumps(
                {"type": error.slug, "detail": error.zh, "detail_en": error.en, **plain(error.where)},
                ensure_ascii=False,
            )
            + "\n"
        )
        return
    err.print("[red]✗[/red] ", end="")
    err.print(error.zh, markup=False)
    err.print("  " + error.en, markup=False, style="dim")


@contextmanager
def progress(zh: str, en: str) -> Iterator[Advance]:
    """A progress bar on standard error while the block runs; only on a terminal, and gone afterwards."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    with bar:
        task = bar.add_task(f"{zh} {en}", total=None, name="")

        def advance(done: int, total: int, name: str = "") -> None:
            bar.update(task, completed=done, total=total or None, name=name[:40])

        yield advance
