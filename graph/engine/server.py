"""How does the built-in store start, stop and get found again? One server process for each home.

Every command attaches to the home's server or starts it; a lock makes two commands at once take turns.
The process lasts until ``stop``; an ephemeral one ends with the process that started it.
"""

from __future__ import annotations

import errno
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import psutil
from filelock import FileLock, Timeout

from graph.engine import errors, preparation, process, state
from graph.engine.address import Address
from graph.engine.jars import Progress, ensure_jars, silent
from graph.engine.lock import VERSION
from graph.engine.logs import cause_of_death, last_lines
from graph.engine.memory import MEMORY, Size
from graph.engine.state import ServerState
from ontology.errors import ServiceProblem

LOCK_SECONDS = 300.0
START_SECONDS = 180.0
POLL_SECONDS = 0.1


class Say(Protocol):
    """Told one line in both languages."""

    def __call__(self, zh: str, en: str, /) -> None: ...


def quiet(zh: str, en: str, /) -> None:
    """A message that nobody reads."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """``size`` is the row of the memory table, ``bolt_port`` 0 for any free port; an ``ephemeral``
    server ends with the process that starts it."""

    size: Size = "samples"
    bolt_port: int = 0
    ephemeral: bool = False

    @property
    def brief(self) -> bool:
        """Whether the server is for little and not for long: tests, a command that tidies up after itself."""
        return self.ephemeral and self.size == "samples"


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """A running server; ``started`` in seconds since 1970, UTC, ``memory`` resident bytes."""

    uri: str
    pid: int
    started: float
    version: str
    size: str
    memory: int


class Engine:
    """The server of one home. Making an ``Engine`` starts nothing.

    Args:
        home: the service's folder of state; the server keeps its own under ``engine/``.
        cache: the folder of downloads, may be shared.
    """

    def __init__(self, home: Path, cache: Path, options: EngineOptions | None = None) -> None:
        self.options = options or EngineOptions()
        self.folder = home.absolute() / "engine"
        self._cache = cache
        self._state_file = self.folder / "server.json"
        self._watcher: subprocess.Popen[bytes] | None = None

    def start(self, say: Say = quiet, progress: Progress = silent) -> Address:
        """Attach to the home's server, or download, start and await it; its address.

        Raises:
            EngineBusy, PortInUse, DiskFull, FolderNotWritable, PasswordLost, EngineDied, EngineSlow,
            JarsUnavailable, JarCorrupt: see ``graph.engine.errors``.
        """
        with self._folder_errors():
            preparation.make_folders(self.folder)
            with self._alone(say):
                running = self._running()
                if running is None:
                    return self._start(say, progress)
                self._remark_differences(running[1], say)
                return self._await(*running)

    def stop(self) -> bool:
        """Stop exactly this home's server, gracefully; whether there was one."""
        if not self.folder.is_dir():
            return False
        with self._folder_errors(), self._alone(quiet):
            running = self._running()
            if running is not None:
                process.stop(running[0])
            self._state_file.unlink(missing_ok=True)
            if self._watcher is not None:
                self._watcher.wait()
                self._watcher = None
            return running is not None

    def status(self) -> EngineStatus | None:
        """The home's server as it runs now; ``None`` if none does or it is still starting."""
        running = self._running()
        if running is None or not running[1].port:
            return None
        server, known = running
        try:
            memory = server.memory_info().rss
        except psutil.NoSuchProcess:
            return None
        uri = f"bolt://127.0.0.1:{known.port}"
        return EngineStatus(uri, known.pid, known.started, known.version, known.size, memory)

    def _running(self) -> tuple[psutil.Process, ServerState] | None:
        """The server that runs for this home, found among the processes if ``server.json`` is lost."""
        known = state.load(self._state_file)
        server = state.process_of(known, self.folder) if known else state.find_process(self.folder)
        if server is None:
            return None
        return server, known or ServerState(server.pid, server.create_time(), 0, VERSION, self.options.size)

    def _start(self, say: Say, progress: Progress) -> Address:
        memory = MEMORY[self.options.size]
        self._state_file.unlink(missing_ok=True)
        preparation.check_space(self.folder)
        preparation.check_port(self.options.bolt_port)
        jars = ensure_jars(self._cache, progress)
        say("正在启动图数据库（约 10 秒）", "starting the graph store (about 10 s)")
        preparation.write_configuration(self.folder, memory, self.options.bolt_port)
        preparation.ensure_password(self.folder, jars, memory)
        process.fresh_logs(self.folder)
        options = self.options
        pid, self._watcher = process.launch(
            self.folder, jars, memory, ephemeral=options.ephemeral, brief=options.brief
        )
        return self._await_own(pid)

    def _await_own(self, pid: int) -> Address:
        """Wait for the server that this call started; take it down again if it does not get ready."""
        try:
            server = psutil.Process(pid)
        except psutil.NoSuchProcess:
            raise self._cause_of_death() from None
        known = ServerState(pid, server.create_time(), 0, VERSION, self.options.size)
        try:
            state.save(self._state_file, known)
            return self._await(server, known)
        except BaseException:
            process.stop(server)
            self._state_file.unlink(missing_ok=True)
            raise

    def _await(self, server: psutil.Process, known: ServerState) -> Address:
        """Wait until the server lets us in, and keep the port that it listens on."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not process.runs(server):
                raise self._cause_of_death()
            if known.port == 0 and process.has_started(self.folder):
                known = replace(known, port=state.listening_port(server))
                state.save(self._state_file, known)
            if known.port and self._lets_us_in(address := self._address(known.port)):
                return address
            time.sleep(POLL_SECONDS)
        raise errors.EngineSlow(process.server_log(self.folder), START_SECONDS)

    def _lets_us_in(self, address: Address) -> bool:
        try:
            return process.answers(address)
        except errors.WrongPassword as problem:
            raise errors.PasswordLost(
                preparation.password_file(self.folder), self.folder / "data"
            ) from problem
        except errors.DatabaseMissing as problem:
            raise self._cause_of_death() from problem

    def _address(self, port: int) -> Address:
        return Address(f"bolt://127.0.0.1:{port}", "neo4j", preparation.read_password(self.folder))

    def _cause_of_death(self) -> ServiceProblem:
        logs = (process.console_log(self.folder), process.server_log(self.folder))
        lines = last_lines(logs, preparation.read_password(self.folder))
        return cause_of_death(logs[1], lines, self.options.bolt_port, self.folder)

    def _remark_differences(self, known: ServerState, say: Say) -> None:
        """Say so if the running server is not what this command would have started."""
        port = self.options.bolt_port
        if (known.version, known.size) != (VERSION, self.options.size) or port not in (0, known.port):
            say(
                f"图数据库已在运行（版本 {known.version}、档位 {known.size}、端口 {known.port}），设置与当前不同；"
                "要采用新设置，请先 gongjian down",
                f"the graph store already runs (version {known.version}, size {known.size}, port {known.port}) with "
                "other settings; to apply new ones, first gongjian down",
            )

    @contextmanager
    def _alone(self, say: Say) -> Iterator[None]:
        """One command at a time for each home; the second waits."""
        lock = FileLock(self.folder / "lock")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                say(
                    "另一个命令正在启动或停止图数据库，请稍候",
                    "another command starts or stops the store, waiting",
                )
                lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as problem:
            raise errors.EngineBusy(self.folder.parent, LOCK_SECONDS) from problem
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _folder_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                raise errors.DiskFull(self.folder) from problem
            raise errors.FolderNotWritable(
                problem.filename or self.folder, os.strerror(problem.errno or 0)
            ) from problem
