"""How do the verbs speak? Words for people on the terminal, one JSON object for programs."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.pace import STEPS, UNITS, Moment, Pace, clock
from api.plain import plain
from api.problem import problem_of
from api.service import Advance
from ontology.errors import GongjianError

LINE_SECONDS = 10.0


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
    """Progress on standard error while the block runs: a bar on a terminal, gone afterwards; else a line every 10 s."""
    with _bar(zh, en) if err.is_terminal else _lines(zh, en) as advance:
        yield advance


@contextmanager
def _bar(zh: str, en: str) -> Iterator[Advance]:
    columns = ("{task.description}", "{task.fields[much]}", "{task.fields[name]}")
    first, much, name = (TextColumn(column, markup=False) for column in columns)
    bar = Progress(
        SpinnerColumn(), first, BarColumn(), TimeElapsedColumn(), much, name, console=err, transient=True
    )
    pace, at = Pace(), ""
    with bar:
        task = bar.add_task(f"{zh} {en}", total=None, name="", much="")

        def advance(done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> None:
            nonlocal at
            moment = pace.take(done, total, name, rows=rows, step=step)
            if step != at:
                at = step
                bar.reset(task, description=_title(zh, en, step))
            bar.update(task, completed=done, total=total or None, name=name[:40], much=how_much(moment))

        yield advance


@contextmanager
def _lines(zh: str, en: str) -> Iterator[Advance]:
    pace, last = Pace(), time.monotonic()

    def advance(done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> None:
        nonlocal last
        moment = pace.take(done, total, name, rows=rows, step=step)
        if time.monotonic() - last >= LINE_SECONDS:
            last = time.monotonic()
            err.print(f"{_title(zh, en, step)} {how_much(moment)} {name[:40]}".rstrip(), markup=False)

    yield advance


def how_much(moment: Moment) -> str:
    """How much is done, how fast, how long it will take."""
    share = f"{moment.done * 100 // moment.total}%" if moment.total else ""
    zh, en = UNITS.get(moment.step, ("", ""))
    rate = f"{moment.counted} {zh} {en} {moment.rate:.0f}/s" if zh and moment.counted else ""
    left = f"剩余 left {clock(moment.remaining)}" if moment.remaining is not None else ""
    return " ".join(part for part in (share, rate, left) if part)


def _title(zh: str, en: str, step: str) -> str:
    return " ".join(STEPS[step]) if step == "settle" else f"{zh} {en}"
