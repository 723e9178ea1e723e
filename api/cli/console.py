"""How do the verbs speak? Words for people on the terminal, one JSON object for programs."""

from __future__ import annotations

import io
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
from api.problem import problem_of
from api.service import Advance
from ontology.errors import GongjianError


class Terminal(Console):
    """A console that leaves a closed pipe (``| head``) to the caller, who ends in peace."""

    def on_broken_pipe(self) -> None:
        """Raise what happened instead of ending with exit code 1."""
        self.quiet = True
        raise BrokenPipeError


out = Terminal(highlight=False, soft_wrap=True)
err = Terminal(stderr=True, highlight=False, soft_wrap=True)


def say(zh: str, en: str) -> None:
    """A line about what is going on, on standard error: Chinese first, English beside."""
    err.print(f"{zh} [dim]{en}[/dim]")


def print_json(value: object) -> None:
    """The object that the HTTP route of the verb returns, on standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def never_fail_on_letters() -> None:
    """Letters that the terminal's encoding lacks are written as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def show_error(error: GongjianError, *, as_json: bool) -> None:
    """The error in both languages on standard error; with ``--json`` the problem object."""
    if as_json:
        sys.stderr.write(json.dumps(problem_of(error), ensure_ascii=False) + "\n")
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
