"""Which files, folders and addresses are looked at again and again? One small file in the home, readable by its owner only.

Several processes may change it: each change is made under a lock, and the file is replaced whole.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from graph.identifiers import digest
from ingest.addresses.telling import shown_address
from ontology.errors import ServiceProblem, UsageProblem

FILE: Final = "watches.json"
LOCK: Final = "watches.lock"
RUN_LOCK: Final = "watches-run.lock"
MOST: Final = 1000


class WatchExists(UsageProblem):
    """This is watched already."""

    status = 409


class NoSuchWatch(UsageProblem):
    """Nothing is watched under this id or target."""

    status = 404

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有监看“{id[:200]}”：用 gongjian watch list 查看",
            f"{id[:200]!r} is not watched: see gongjian watch list",
            id=id[:200],
        )


class WatchesBroken(ServiceProblem):
    """The file of watches cannot be read."""


class WatchRunning(ServiceProblem):
    """Another process is looking at what is watched."""

    transient = True


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when last looked at: its content's hash and the key of the source that it became."""

    content: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the last look came to: ``unchanged``, ``changed``, ``gone``, ``refused`` or ``failed``, with why."""

    at: str = ""
    outcome: str = ""
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """One thing that is watched. ``target`` is an absolute path or pattern, or an address; ``every`` are seconds.

    ``source`` declares the key (one file or address only); ``replace`` lets a new content replace the old one where
    nothing says which is newer; ``remove_gone`` takes out the source of a file that is no longer there.
    """

    id: str
    target: str
    kind: Literal["path", "address"]
    every: int
    source: str = ""
    replace: bool = False
    remove_gone: bool = False
    added: str = ""
    due: str = ""
    failures: int = 0
    last: Look = field(default_factory=Look)
    etag: str = ""
    last_modified: str = ""
    content: str = ""
    files: Mapping[str, Seen] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The target as messages show it."""
        return shown_address(self.target) if self.kind == "address" else self.target[:200]


def watch_id(target: str) -> str:
    """The id of what is watched."""
    return digest("w", target)


class Watches:
    """The watches of one home."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def all(self) -> tuple[Watch, ...]:
        """Every watch, in the order in which they were added.

        Raises:
            WatchesBroken: the file was damaged.
        """
        path = self._home / FILE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return tuple(_watch(plain) for plain in content["watches"])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WatchesBroken(
                f"监看清单 {FILE} 读不了（{error}）：请修复或删除它，再重新添加监看",
                f"the list of watches {FILE} cannot be read ({error}): repair or delete it and add the watches again",
                file=FILE,
            ) from error

    def add(self, watch: Watch) -> Watch:
        """Add a watch.

        Raises:
            WatchExists: its target is watched already. UsageProblem: there are too many.
        """
        with self._changing() as watches:
            if any(w.id == watch.id for w in watches):
                shown = watch.shown
                raise WatchExists(
                    f"已在监看“{shown}”：先用 gongjian watch remove 去掉",
                    f"{shown!r} is watched already: remove that first (gongjian watch remove)",
                    id=watch.id,
                )
            if len(watches) >= MOST:
                raise UsageProblem(
                    f"最多监看 {MOST} 处", f"at most {MOST} things can be watched", allowed=MOST
                )
            watches.append(watch)
        return watch

    def remove(self, id: str) -> Watch:
        """Watch something no longer, by its id or target; what was read stays.

        Raises:
            NoSuchWatch: it is not watched.
        """
        with self._changing() as watches:
            found = next((w for w in watches if id in {w.id, w.target}), None)
            if found is None:
                raise NoSuchWatch(id)
            watches.remove(found)
        return found

    def put(self, watch: Watch) -> None:
        """Note what a look came to, unless the watch was removed meanwhile."""
        with self._changing() as watches:
            watches[:] = [watch if w.id == watch.id else w for w in watches]

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Be the one process that looks.

        Raises:
            WatchRunning: another one does.
        """
        with _lock(self._home / RUN_LOCK, wait=False):
            yield

    @contextmanager
    def _changing(self) -> Iterator[list[Watch]]:
        with _lock(self._home / LOCK, wait=True):
            watches = list(self.all())
            yield watches
            _write(self._home / FILE, {"watches": [asdict(w) for w in watches]})


def forgotten(watch: Watch) -> Watch:
    """The watch as if it had never looked: the next look reads everything again."""
    return replace(watch, etag="", last_modified="", content="", files={})


@contextmanager
def _lock(path: Path, *, wait: bool) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise WatchRunning(
                "另一个进程正在查看监看的来源：请待其完成",
                "another process is looking at what is watched: wait until it is done",
            ) from None
        yield
    finally:
        os.close(handle)


def _write(path: Path, content: dict[str, Any]) -> None:
    """Replace the file whole; readable by the owner only."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)


def _watch(plain: dict[str, Any]) -> Watch:
    files = {path: Seen(**seen) for path, seen in plain["files"].items()}
    return Watch(**{**plain, "last": Look(**plain["last"]), "files": files})
