"""What can a reader do wrong? Each function is one, run in a limited process by ``test_sandbox``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from ingest.errors import TooBig
from ingest.readers.article import Article, Block, Furniture, Prose
from ingest.readers.beside import beside
from ingest.readers.document import Document, Problem, Row, Sheet
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed

Read = tuple[Document | Prose | Mixed, dict[str, Any]]
PROSE = Prose(
    "a.bin",
    "example",
    (
        Article(
            "标题",
            (Block("title", "标题", (1,), ((0, 0),)), Block("paragraph", "正文。", (3, 4), ((0, 4), (2, 9)))),
            "2026-01-02",
            "示例发布",
            "示例作者",
        ),
    ),
    (Furniture("第1页", (2,), 3),),
    "utf-8",
)
ROWS = (
    Row(1, ("甲", "", "x\u2028y")),
    Row(7, ("合", "合"), repeated=frozenset({1}), damaged=frozenset({0})),
    Row(9, ("值", "值"), columns=(0, 0), elements=(1, 2)),
)
TABLES = Document(
    "a.bin",
    "example",
    (Sheet("表一", ROWS, captions=("题", "标题")), Sheet("表二", (), columns=("a", "b"))),
    (Problem("表一", 3, "读不了", "not readable", 2),),
)


def good(_: Path, __: Limits) -> Read:
    return Mixed(PROSE, TABLES), {"cells": 3}


def prose(_: Path, __: Limits) -> Read:
    return PROSE, {}


def tables(_: Path, __: Limits) -> Read:
    return TABLES, {}


def hungry(_: Path, limits: Limits) -> Read:
    held = bytearray(limits.sandbox_bytes * 2)
    raise AssertionError(f"{len(held)} bytes were given")


def busy(_: Path, __: Limits) -> Read:
    while True:
        pass


def asleep(path: Path, __: Limits) -> Read:
    """Starts a process of its own, which must go too."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    path.with_suffix(".pid").write_text(str(child.pid), encoding="utf-8")
    time.sleep(600)
    raise AssertionError("slept through")


def crashing(_: Path, __: Limits) -> Read:
    os.abort()


def beside_a(reader: Callable[[Path, Limits], Read], path: Path, limits: Limits) -> Read:
    """A reader that waits for a copy of its process, in which another one runs."""

    def count(_: BinaryIO) -> None:
        reader(path, limits)

    with beside(count) as counted:
        counted()
    raise AssertionError("the copy ended well")


def copy_refusing(path: Path, limits: Limits) -> Read:
    return beside_a(refusing, path, limits)


def copy_hungry(path: Path, limits: Limits) -> Read:
    return beside_a(hungry, path, limits)


def copy_busy(path: Path, limits: Limits) -> Read:
    return beside_a(busy, path, limits)


def copy_crashing(path: Path, limits: Limits) -> Read:
    return beside_a(crashing, path, limits)


def copy_asleep(path: Path, _: Limits) -> Read:
    """Waits for a copy of its process that sleeps; tells who both are."""

    def sleep(_: BinaryIO) -> None:
        path.with_suffix(".pid").write_text(f"{os.getppid()} {os.getpid()}\n", encoding="utf-8")
        time.sleep(600)

    with beside(sleep) as slept:
        slept()
    raise AssertionError("slept through")


def with_a_copy(_: Path, __: Limits) -> Read:
    """What a copy of the process can use, and what it hands on."""

    def tell(file: BinaryIO) -> None:
        clock = signal.getitimer(signal.ITIMER_REAL)[0]
        file.write(json.dumps([*_limits().values(), os.getpgrp(), os.getpid(), clock]).encode())

    with beside(tell) as told:
        file = told()
        file.seek(0)
        *limits, group, copy, clock = json.load(file)
    own = [*_limits().values()]
    return PROSE, {"same": limits == own, "group": group, "copy": copy, "clock": clock, "pid": os.getpid()}


def refusing(path: Path, __: Limits) -> Read:
    raise TooBig(path.name, "页数", "pages", 9, 5)


def wrong(_: Path, __: Limits) -> Read:
    raise RecursionError("too deep")


def wordy(_: Path, __: Limits) -> Read:
    sheet = Sheet("表", tuple(Row(n, ("字" * 1000,)) for n in range(2000)))
    return Document("a.bin", "example", (sheet,)), {}


def surroundings(_: Path, __: Limits) -> Read:
    """What the process can see and use."""
    limits = _limits()
    return PROSE, {"environment": sorted(os.environ), "group": os.getpgrp(), "pid": os.getpid(), **limits}


def _limits() -> dict[str, int]:
    import resource

    return {
        name: resource.getrlimit(getattr(resource, name))[0]
        for name in ("RLIMIT_CORE", "RLIMIT_AS", "RLIMIT_CPU")
    }
