"""What does a SPARQL 1.1 query find in a snapshot? Read-only, in a process of its own with time, memory and results bounded.

The index (pyoxigraph's) is built once per snapshot on disc. A query that never ends is killed; the caller goes on.
``SERVICE`` is refused: a query reaches nothing but the snapshot.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

import pyoxigraph

from graph.principal import Principal
from graph.snapshots.create import EXPORT
from graph.snapshots.derived import derived, forget
from graph.snapshots.files import chunks
from graph.snapshots.sparql_worker import NO_INDEX, WRONG
from graph.snapshots.store import Snapshot
from ontology.errors import ServiceProblem, UsageProblem

WORKER: Final = Path(__file__).with_name("sparql_worker.py")
INDEX: Final = f"sparql-{pyoxigraph.__version__}"
MAX_QUERY: Final = 100_000
AT_ONCE: Final = 2
WAIT_SECONDS: Final = 5.0
CHUNK: Final = 1 << 16

Solutions = Literal["json", "xml", "csv", "tsv"]
Triples = Literal["turtle", "ntriples"]
Step = Callable[[int, int], None]

_ROOM = threading.BoundedSemaphore(AT_ONCE)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE: Final = re.compile("service", re.IGNORECASE)
_WITHIN_NAME: Final = re.compile(r"(?:[?$:]\w*|[/#])\Z")
"""Before the letters: a variable, a local name, the path or fragment of an IRI. No keyword can stand there."""
_AS_KEYWORD: Final = re.compile(
    r"(?:\s|#[^\r\n]*[\r\n])*(?:silent)?(?:\s|#[^\r\n]*[\r\n])*(?:<|[?$]|[\w.\-]*:)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, megabytes of memory, bytes of its answer."""

    seconds: float = 20.0
    megabytes: int = 1024
    answer_bytes: int = 32 << 20


@dataclass(frozen=True, slots=True)
class SparqlAnswer:
    """The answer in the format asked for: ``solutions`` (those of ASK too) or ``triples``."""

    kind: Literal["solutions", "triples"]
    content: bytes


class QueryNotValid(UsageProblem):
    """It is no SPARQL 1.1 query, or one that is not answered here."""

    status = 400

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"SPARQL 查询不能用：{zh}", f"this SPARQL query cannot be used: {en}")


class QueryTooCostly(UsageProblem):
    """The query took more than it may."""

    status = 422

    def __init__(self, zh: str, en: str, allowed: float) -> None:
        super().__init__(
            f"SPARQL 查询已中止：{zh}。请加限制条件或 LIMIT，或用 gongjian snapshot open 打开快照自行计算",
            f"the SPARQL query was stopped: {en}. Narrow it or add a LIMIT, or open the snapshot with gongjian snapshot open",
            allowed=allowed,
        )


class TooManyQueries(ServiceProblem):
    """As many queries as may run at once are running."""

    transient = True

    def __init__(self) -> None:
        super().__init__(
            f"已有 {AT_ONCE} 个 SPARQL 查询在运行：请稍后再试",
            f"{AT_ONCE} SPARQL queries are running: try again in a moment",
            allowed=AT_ONCE,
        )


def sparql(
    snapshot: Snapshot,
    principal: Principal,
    root: Path,
    query: str,
    *,
    solutions: Solutions = "json",
    triples: Triples = "turtle",
    limits: Limits | None = None,
    step: Step | None = None,
) -> SparqlAnswer:
    """Answer a query on a snapshot.

    Args:
        root: where what is built from snapshots lies.
        step: told how many bytes of the export are indexed, of how many, the first time.

    Raises:
        QueryNotValid: syntax, an update, or SERVICE. QueryTooCostly: over a limit. TooManyQueries: try again.
        SnapshotDamaged: the export is not what the manifest says.
    """
    del principal  # a snapshot holds what everybody may see
    _check(query)
    folder = derived(root, snapshot.id, INDEX, partial(build_index, snapshot, step=step))
    with _room():
        try:
            return _answered(folder, query, solutions, triples, limits or Limits())
        except _IndexUnreadable:
            forget(root, snapshot.id)
            raise IndexNotBuilt(snapshot.id) from None


def build_index(snapshot: Snapshot, folder: Path, step: Step | None = None) -> None:
    """Index a snapshot's export in an empty folder, in a process of its own.

    Raises:
        SnapshotDamaged: the export is not what the manifest says. IndexNotBuilt: the indexing process failed.
    """
    entry, done = snapshot.manifest.entry(EXPORT), 0
    with _worker("build", str(folder)) as process:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            for part in chunks(snapshot.folder, entry, snapshot.id):
                process.stdin.write(part)
                done += len(part)
                if step:
                    step(done, entry.size)
            process.stdin.close()
        if process.wait() != 0:
            raise IndexNotBuilt(snapshot.id)


class _IndexUnreadable(Exception):
    """What was built lately cannot be opened."""


class IndexNotBuilt(ServiceProblem):
    """The process that indexes a snapshot failed, or what it built cannot be opened; trying again builds it anew."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"快照 {id} 的 SPARQL 索引没有建成：请检查磁盘和内存是否够用，然后重试",
            f"the SPARQL index of snapshot {id} could not be built: check disk and memory, then try again",
            id=id,
        )


def _check(query: str) -> None:
    if len(query) > MAX_QUERY:
        raise QueryNotValid(
            f"有 {len(query)} 个字符，最多 {MAX_QUERY} 个", f"{len(query)} characters, {MAX_QUERY} at most"
        )
    if not query.strip():
        raise QueryNotValid("是空的", "it is empty")
    decoded = _ESCAPE.sub(lambda found: _character(found[1] or found[2]), query)
    if calls_service(query) or calls_service(decoded):
        raise QueryNotValid(
            "不支持 SERVICE（查询只看快照本身；前缀名也不要叫 service）",
            "SERVICE is not answered: a query sees the snapshot alone (nor call a prefix service)",
        )


def calls_service(query: str) -> bool:
    """Whether the letters stand where the keyword could. Looks into strings too, so that no quoting hides it.

    >>> calls_service("SELECT * { SERVICE <http://x> {} }"), calls_service('SELECT * { ?service gj:service "service" }')
    (True, False)
    """
    return any(
        not _WITHIN_NAME.search(query[max(0, found.start() - 200) : found.start()])
        and _AS_KEYWORD.match(query, found.end())
        for found in _SERVICE.finditer(query)
    )


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else ""


@contextmanager
def _room() -> Iterator[None]:
    if not _ROOM.acquire(timeout=WAIT_SECONDS):
        raise TooManyQueries
    try:
        yield
    finally:
        _ROOM.release()


@contextmanager
def _worker(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own, without our environment; killed if the block ends before it does."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(WORKER), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
    )
    try:
        yield process
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError):
                assert stream is not None
                stream.close()
        process.wait()


def _answered(folder: Path, query: str, solutions: str, triples: str, limits: Limits) -> SparqlAnswer:
    end = time.monotonic() + limits.seconds
    with _worker("query", str(folder), solutions, triples, str(limits.megabytes)) as process:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(query.encode("utf-8", "replace"))
            process.stdin.close()
        out = _Reading(process, "stdout", limits.answer_bytes)
        err = _Reading(process, "stderr", CHUNK)
        try:
            code = process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            seconds = f"{limits.seconds:g}"
            raise QueryTooCostly(
                f"超过 {seconds} 秒", f"it took over {seconds} seconds", limits.seconds
            ) from None
        content, said = out.all(), err.all().decode("utf-8", "replace")
    if out.full:
        size = limits.answer_bytes >> 20
        raise QueryTooCostly(f"结果超过 {size} MiB", f"its answer is over {size} MiB", limits.answer_bytes)
    if code == WRONG:
        raise QueryNotValid(said[:500], said[:500])
    if code == NO_INDEX:
        raise _IndexUnreadable
    if code != 0:
        raise QueryTooCostly(
            f"内存超过 {limits.megabytes} MiB",
            f"it needs over {limits.megabytes} MiB of memory",
            limits.megabytes,
        )
    kind, _, body = content.partition(b"\n")
    return SparqlAnswer("triples" if kind == b"triples" else "solutions", body)


class _Reading:
    """Reads a stream to its end beside the caller; kills the process once more than ``limit`` bytes came."""

    def __init__(self, process: subprocess.Popen[bytes], name: str, limit: int) -> None:
        self.full = False
        self._process, self._limit = process, limit
        self._stream = getattr(process, name)
        self._parts: list[bytes] = []
        self._thread = threading.Thread(target=self._read, name=f"sparql-{name}", daemon=True)
        self._thread.start()

    def all(self) -> bytes:
        """What came; the stream has ended."""
        self._thread.join()
        return b"".join(self._parts)

    def _read(self) -> None:
        size = 0
        with suppress(OSError, ValueError):
            while part := self._stream.read1(CHUNK):
                size += len(part)
                if size > self._limit:
                    self.full = True
                    self._process.kill()
                    return
                self._parts.append(part)
