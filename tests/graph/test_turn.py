"""Does only one run write at a time? Processes wait for each other, and a killed one is in nobody's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from graph.connection import Graph
from graph.engine.address import Address
from graph.turn import SomebodyWrites, TurnLost, writing_turn

pytestmark = pytest.mark.store

HOLDER = """
import sys, time
from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.turn import writing_turn
with writing_turn(Graph(open_driver(Address(*sys.argv[1:4])), None, None)):
    print("held", flush=True)
    time.sleep(float(sys.argv[4]))
    print("done", flush=True)
"""


@contextmanager
def holder(address: Address, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the turn for some seconds."""
    arguments = (address.uri, address.user, address.password, str(seconds))
    command = [sys.executable, "-c", HOLDER, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def told() -> tuple[list[str], Callable[[str, str], None]]:
    said: list[str] = []
    return said, lambda _zh, en: said.append(en)


def test_a_second_process_waits_and_says_so(graph: Graph, engine: Address) -> None:
    said, tell = told()
    with holder(engine, 2) as first:
        with writing_turn(graph, tell, wait=30):
            assert first.wait(timeout=5) == 0
        assert first.stdout is not None and first.stdout.read() == "done\n"
    assert len(said) == 1 and "waiting" in said[0]


def test_waiting_is_bounded(graph: Graph, engine: Address) -> None:
    with holder(engine, 60) as first, pytest.raises(SomebodyWrites) as raised, writing_turn(graph, wait=0.2):
        pass
    assert raised.value.transient and f":{first.pid}" in raised.value.zh


def test_a_killed_process_gives_its_turn_up_at_once(graph: Graph, engine: Address) -> None:
    with holder(engine, 60) as first:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with writing_turn(graph, wait=0):
            pass


def test_a_holder_elsewhere_that_is_silent_loses_its_lease(graph: Graph) -> None:
    graph.write("CREATE (:Turn {id: 'writing', owner: 'elsewhere/1:1:x', until: timestamp() + 800})")
    with pytest.raises(SomebodyWrites), writing_turn(graph, wait=0):
        pass
    with writing_turn(graph, wait=20):
        pass


def test_a_lease_is_renewed_and_a_lost_one_is_noticed(graph: Graph) -> None:
    with writing_turn(graph, lease=0.6) as turn:
        time.sleep(1.5)
        with pytest.raises(SomebodyWrites), writing_turn(graph, wait=0):
            pass
        turn.check()
        graph.write("MATCH (t:Turn) SET t.owner = 'elsewhere/1:1:x'")
        time.sleep(1.5)
        with pytest.raises(TurnLost):
            turn.check()
    assert graph.read("MATCH (t:Turn) RETURN t.owner AS owner") == [{"owner": "elsewhere/1:1:x"}]
