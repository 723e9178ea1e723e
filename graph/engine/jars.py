"""How do the store's files get onto this machine? Downloaded once into the cache, checked every time.

Files are taken from the user's Maven folder if it has them, else from the remote that ``jgo`` knows
(which honours the environment's proxy and certificates). Whatever its origin, a file is used only if
its SHA-256 is that of ``jars.lock``. An interrupted download goes on where it stopped, file by file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Protocol

import requests
from filelock import FileLock, Timeout
from jgo.maven import MavenContext, PythonResolver

from graph.engine import errors
from graph.engine.lock import LOCK_FILE, Jar, hash_file, read_lock

CONNECTIONS = 16
ATTEMPTS = 3
PAUSE_SECONDS = 0.5
NETWORK_SECONDS = 30
LOCK_SECONDS = 900.0
SPARE_BYTES = 64 * 1024 * 1024
_CHUNK = 256 * 1024


class Progress(Protocol):
    """Told after each file: bytes done, bytes in all, the file's name."""

    def __call__(self, done: int, total: int, name: str = "", /) -> None: ...


def silent(done: int, total: int, name: str = "", /) -> None:
    """A progress that nobody sees."""


def ensure_jars(cache: Path, progress: Progress = silent, lock_file: Path = LOCK_FILE) -> Path:
    """The folder with all files of ``lock_file``, each of the right hash; downloads what is missing.

    Args:
        cache: folder of downloads; may be shared by several homes and commands at once.

    Raises:
        JarsUnavailable: no network, or the remote does not have a file.
        JarCorrupt: a file came twice with a wrong hash.
        DiskFull, FolderNotWritable: about ``cache``.
        EngineBusy: another command has been downloading for a quarter of an hour.
    """
    jars = read_lock(lock_file)
    folder = cache / f"engine-{hashlib.sha256(lock_file.read_bytes()).hexdigest()[:12]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "engine.lock", timeout=LOCK_SECONDS):
            _complete(jars, folder, progress)
    except Timeout as problem:
        raise errors.EngineBusy(cache, LOCK_SECONDS) from problem
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise errors.DiskFull(cache) from problem
        raise errors.FolderNotWritable(cache, str(problem)) from problem
    return folder


def _complete(jars: Sequence[Jar], folder: Path, progress: Progress) -> None:
    """Remove what does not belong in the folder, then fetch what is not there with its right hash."""
    _clear(jars, folder)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        intact = list(pool.map(lambda jar: is_intact(folder / jar.name, jar), jars))
    missing = [jar for jar, whole in zip(jars, intact, strict=True) if not whole]
    if missing:
        _check_space(folder, sum(jar.size for jar in missing))
        _fetch_all(missing, folder, progress)


def is_intact(path: Path, jar: Jar) -> bool:
    """Whether the file is there with the size and hash of the lock file."""
    try:
        return path.stat().st_size == jar.size and hash_file(path) == jar.sha256
    except FileNotFoundError:
        return False


def _clear(jars: Sequence[Jar], folder: Path) -> None:
    """Whatever else lies in the folder would be on the class path, or is half of a download."""
    wanted = {jar.name for jar in jars}
    for entry in folder.iterdir():
        if entry.name not in wanted:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise errors.DiskFull(folder, free, needed + SPARE_BYTES)


def _fetch_all(missing: Sequence[Jar], folder: Path, progress: Progress) -> None:
    total, done, left = sum(jar.size for jar in missing), 0, len(missing)
    progress(0, total, "")
    stop = threading.Event()
    with _session() as session, ThreadPoolExecutor(CONNECTIONS) as pool:
        waiting = {pool.submit(_fetch, jar, folder, session, stop): jar for jar in missing}
        try:
            for finished in as_completed(waiting):
                jar = waiting[finished]
                finished.result()
                done, left = done + jar.size, left - 1
                progress(done, total, jar.name)
        except requests.RequestException as problem:
            raise errors.JarsUnavailable(left, jar.name, _reason(problem)) from problem
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _fetch(jar: Jar, folder: Path, session: requests.Session, stop: threading.Event) -> None:
    """Put one file in its place, whole or not at all; a wrong hash is fetched once more."""
    with tempfile.TemporaryDirectory(prefix=".download-", dir=folder) as partial:
        fresh = Path(partial) / jar.name
        own = _from_maven_folder(jar)
        for _ in range(2):
            if own is not None:
                shutil.copyfile(own, fresh)
            else:
                _download(jar, fresh, session, stop)
            if is_intact(fresh, jar):
                os.replace(fresh, folder / jar.name)
                return
        raise errors.JarCorrupt(jar.name, jar.sha256, hash_file(fresh))


def _from_maven_folder(jar: Jar) -> Path | None:
    """The file in the user's own Maven folder, if it is there and intact."""
    path = jar.in_context(MavenContext(resolver=PythonResolver())).cached_path
    return path if path is not None and is_intact(path, jar) else None


def _download(jar: Jar, target: Path, session: requests.Session, stop: threading.Event) -> None:
    """Fetch the file from the remotes that ``jgo`` knows; up to three times if the network fails."""
    artifact = jar.in_context(MavenContext(resolver=PythonResolver()))
    place = f"{artifact.component.path_prefix.as_posix()}/{artifact.filename}"
    for attempt in range(1, ATTEMPTS + 1):
        for remote in artifact.context.remote_repos.values():
            try:
                _save(session, f"{remote}/{place}", target)
                return
            except requests.RequestException as problem:
                failure = problem
        if stop.wait(PAUSE_SECONDS * attempt):
            break
    raise failure


def _save(session: requests.Session, address: str, target: Path) -> None:
    with session.get(address, stream=True, timeout=NETWORK_SECONDS) as response, target.open("wb") as file:
        response.raise_for_status()
        for chunk in response.iter_content(_CHUNK):
            file.write(chunk)


def _session() -> requests.Session:
    """One set of connections for all files: a connection for each file costs 16 s of processor time."""
    session = requests.Session()
    session.mount("https://", requests.adapters.HTTPAdapter(pool_maxsize=CONNECTIONS))
    return session


def _reason(problem: requests.RequestException) -> str:
    """The kind of failure in a few words; addresses and headers stay in the cause."""
    if problem.response is not None:
        return f"HTTP {problem.response.status_code}"
    return type(problem).__name__
