"""Where do the page's scripts come from? npm packages, pinned by hash, fetched once into the cache folder.

The page asks and reads without them: if they cannot be fetched, it is served as plain HTML and the log says so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from filelock import FileLock, Timeout

from graph.npm import NpmError, install

SCRIPTS: Final = {
    "htmx.min.js": Path("htmx.org/dist/htmx.min.js"),
    "echarts.min.js": Path("echarts/dist/echarts.min.js"),
}
_PINNED: Final = Path(__file__).parent
_PATIENCE_S: Final = 600
_log = structlog.get_logger("gongjian.web")


def scripts_folder(cache: Path) -> Path:
    """Where the scripts of this lock file are kept; named by its hash, and whole if it is there."""
    lock = (_PINNED / "package-lock.json").read_bytes()
    return cache / f"page-{hashlib.sha256(lock).hexdigest()[:12]}"


def fetch_scripts(cache: Path, say: Callable[[str, str], None]) -> bool:
    """Fetch the scripts unless they are there; whether they are there now. A failure is told and logged, never raised."""
    folder = scripts_folder(cache)
    if folder.is_dir():
        return True
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "page.lock", timeout=_PATIENCE_S):
            if not folder.is_dir():
                say("下载页面脚本（约 20 MB）…", "fetching the page's scripts (about 20 MB) …")
                _install(cache, folder)
    except (NpmError, OSError, Timeout) as error:
        _log.warning("page scripts missing", error=type(error).__name__)
        say(
            f"页面脚本未能下载，页面仍可提问和阅读，只是没有关系图：{error}",
            f"the page's scripts could not be fetched; it works without them, but draws no graph: {error}",
        )
        return False
    return True


def _install(cache: Path, folder: Path) -> None:
    with TemporaryDirectory(prefix="page-", dir=cache) as work:
        install(_PINNED, Path(work), "页面脚本", "the page's scripts")
        ready = Path(work) / "ready"
        ready.mkdir()
        for name, path in SCRIPTS.items():
            shutil.copy(Path(work) / "node_modules" / path, ready / name)
        os.replace(ready, folder)
