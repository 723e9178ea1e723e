"""What runs in the process that reads one binary file? It limits itself, reads, counts, and leaves a spool.

    python -m ingest.readers.child FOLDER

``FOLDER`` holds ``task.json``: the reader as ``module:function``, the file, the limits. The function takes path and
``Limits``, and returns what it read with the independent count as a JSON object. What comes back is a spool, or ``error.json``:
the class, the messages and the fields of an ``IngestError``. No parser is imported before the limits hold.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

TASK: Final = "task.json"
ERROR: Final = "error.json"
FAILED: Final = 1
NO_ROOM: Final = 73
"""Exit status of a child for which the disk had no room (``EX_CANTCREAT``)."""
OUT_OF_MEMORY: Final = 75


def main(folder: Path) -> int:
    """Do the task of a folder; the exit status."""
    task = json.loads((folder / TASK).read_text(encoding="utf-8"))
    limit(task["memory"], task["seconds"], task["patience"], task["limits"]["unpacked_bytes"])
    try:
        _read(folder, task)
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as error:  # a panic of a Rust library is no Exception
        return _failed(folder, Path(task["path"]), error)
    return 0


def limit(memory: int, seconds: float, patience: float, file_bytes: int) -> None:
    """Set this process's own limits: bytes, seconds of CPU and by the clock, bytes of one file. Where the system has no
    such limit, the parent's clock alone holds."""
    with contextlib.suppress(ImportError, AttributeError):
        signal.setitimer(signal.ITIMER_REAL, patience)
        import resource

        cpu = math.ceil(seconds)
        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, cpu),
            (resource.RLIMIT_FSIZE, file_bytes),
            (resource.RLIMIT_AS, memory),
        ):
            with contextlib.suppress(ValueError, OSError):
                hard = resource.getrlimit(kind)[1]
                most = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(kind, (most, hard if kind == resource.RLIMIT_CPU else most))


def _read(folder: Path, task: dict[str, Any]) -> None:
    from ingest.readers.limits import Limits
    from ingest.readers.spool import write_spool

    module, _, function = task["reader"].partition(":")
    content, counted = getattr(import_module(module), function)(Path(task["path"]), Limits(**task["limits"]))
    write_spool(folder, content, counted)


def _failed(folder: Path, path: Path, error: BaseException) -> int:
    """Leave word of what went wrong: an error of the reader as it is, anything else as a broken file."""
    import errno

    from ingest.errors import BrokenFile, IngestError, TooBig

    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NO_ROOM
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        most = json.loads((folder / TASK).read_text(encoding="utf-8"))["limits"]["unpacked_bytes"]
        error = TooBig(path.name, "读出的字节数", "bytes read out of it", most, most)
    if not isinstance(error, IngestError):
        cause = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        error = BrokenFile(path.name, 0, f"内部结构不完整（{cause}）", f"its structure is broken ({cause})")
    said = {"name": type(error).__name__, "zh": error.zh, "en": error.en, "where": error.where}
    (folder / ERROR).write_text(json.dumps(said, default=str), encoding="utf-8")
    return FAILED


if __name__ == "__main__":
    # No clearing up: what the parsers hold may be gigabytes, and the spool is closed.
    status = main(Path(sys.argv[1]))
    sys.stderr.flush()
    os._exit(status)
