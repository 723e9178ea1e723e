"""Whose turn is it to write? One run at a time reads files into a store, whichever process or home it comes from.

The turn is a lease in the store itself, so that homes that share a store through ``NEO4J_URI`` share it too. A thread
renews it while the run goes on. A run that was killed loses it at once if its process is seen to be gone from
here, else when the lease ends, after ``LEASE_SECONDS``; times are the server's.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from ontology.errors import GongjianError, ServiceProblem

if TYPE_CHECKING:
    from graph.connection import Graph

LEASE_SECONDS: Final = 30.0
WAIT_SECONDS: Final = 600.0
LOOK_SECONDS: Final = 0.5

Tell = Callable[[str, str], None]
"""Called once with a Chinese and an English message if somebody else is writing."""

# The first SET takes the lock of the node, so that what follows is decided by one transaction after another.
TAKE: Final = """
MERGE (t:Turn {id: 'writing'}) SET t.asked = timestamp()
WITH t, coalesce(t.owner, '') AS owner
WITH t, owner, owner IN ['', $me] OR owner = $gone OR t.until < timestamp() AS free
SET t.owner = CASE WHEN free THEN $me ELSE t.owner END,
    t.until = CASE WHEN free THEN timestamp() + $lease ELSE t.until END
RETURN CASE WHEN free THEN $me ELSE owner END AS owner
"""
RENEW: Final = """
MATCH (t:Turn {id: 'writing', owner: $me}) SET t.until = timestamp() + $lease RETURN t.owner AS owner
"""
GIVE: Final = "MATCH (t:Turn {id: 'writing', owner: $me}) REMOVE t.owner, t.until"


class SomebodyWrites(ServiceProblem):
    """Another run writes to this store and did not end in time."""

    transient = True

    def __init__(self, owner: str, seconds: float) -> None:
        where = ":".join(owner.split(":")[:2])
        super().__init__(
            f"另一个导入正在写入同一个库（主机:进程 {where}），等了 {seconds:.0f} 秒仍未结束：请待其完成后再试",
            f"another run is writing to this store (host:process {where}) and did not end within {seconds:.0f} s: "
            "try again when it is done",
            found=where,
            allowed=seconds,
        )


class TurnLost(ServiceProblem):
    """The store could not be reached for so long that another run has taken over."""

    transient = True

    def __init__(self) -> None:
        super().__init__(
            "与库失去联系太久，写入已由另一个导入接手：请重新运行，已写入的会接着完成",
            "the store was out of reach for so long that another run took over: run it again, it goes on from here",
        )


class Turn:
    """A turn that is held. ``check`` says whether it still is."""

    def __init__(self, graph: Graph, me: str, lease: float) -> None:
        self._graph, self._me, self._lease = graph, me, lease
        self._over = Event()
        self._lost = False
        self._thread = Thread(target=self._renew, name="turn", daemon=True)

    def check(self) -> None:
        """Do nothing while the turn is ours.

        Raises:
            TurnLost: somebody else has it.
        """
        if self._lost:
            raise TurnLost

    def start(self) -> None:
        """Begin to renew the lease."""
        self._thread.start()

    def end(self) -> None:
        """Give the turn back."""
        self._over.set()
        self._thread.join()
        with suppress(GongjianError):
            self._graph.write(GIVE, me=self._me)

    def _renew(self) -> None:
        while not self._over.wait(self._lease / 3) and not self._lost:
            with suppress(GongjianError):
                self._lost = not self._graph.write(RENEW, me=self._me, lease=_milliseconds(self._lease))


@contextmanager
def writing_turn(
    graph: Graph, tell: Tell | None = None, wait: float = WAIT_SECONDS, lease: float = LEASE_SECONDS
) -> Iterator[Turn]:
    """Hold the turn to write for the length of a block; wait for it at most ``wait`` seconds.

    Raises:
        SomebodyWrites: it did not become free.
    """
    me = f"{_place()}:{os.getpid()}:{secrets.token_hex(8)}"
    _take(graph, me, tell, wait, lease)
    turn = Turn(graph, me, lease)
    turn.start()
    try:
        yield turn
    finally:
        turn.end()


def _take(graph: Graph, me: str, tell: Tell | None, wait: float, lease: float) -> None:
    """Ask until the turn is ours."""
    end = time.monotonic() + wait
    gone, told = "", False
    while (owner := graph.write(TAKE, me=me, gone=gone, lease=_milliseconds(lease))[0]["owner"]) != me:
        if gone != owner and _is_gone(owner):
            gone = owner
            continue
        if time.monotonic() >= end:
            raise SomebodyWrites(owner, wait)
        if tell and not told:
            told = True
            tell(
                "另一个导入正在写入同一个库，等待其完成……",
                "another run is writing to this store, waiting for it to end …",
            )
        time.sleep(min(LOOK_SECONDS, max(0.0, end - time.monotonic())))


def _is_gone(owner: str) -> bool:
    """Whether a process of this very machine (and container) is seen to be no more."""
    place, pid, _ = owner.rsplit(":", 2)
    if place != _place():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _place() -> str:
    """The host and, where there is such a thing, the space that its process numbers count in."""
    with suppress(OSError):
        return f"{socket.gethostname()}/{Path('/proc/self/ns/pid').stat().st_ino}"
    return socket.gethostname()


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
