"""Where do log lines go? JSON lines in the home's ``logs`` folder; never query text, values or secrets.

An error is logged by its type and the places in the code that it came through: its message may quote
what somebody typed or what a list says.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog

MAX_BYTES = 10 << 20
BACKUPS = 3
FRAMES = 20


class _OwnerOnly(RotatingFileHandler):
    """A rotated file that its owner alone may read, every new one too."""

    def _open(self) -> Any:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return super()._open()


def silence() -> None:
    """Nothing of a log on the terminal: neither before ``configure`` nor of the libraries below."""
    for name in ("gongjian", "uvicorn", "neo4j"):
        logger = logging.getLogger(name)
        for handler in logger.handlers:
            handler.close()
        logger.handlers[:] = [logging.NullHandler()]
        logger.propagate = False
    structlog.configure(
        processors=[
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _without_message,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def configure(home: Path) -> Path:
    """Send the log of this process to ``home/logs/gongjian.log``, rotated at 10 MB; its path.

    Raises:
        OSError: the folder or the file cannot be made or written.
    """
    silence()
    folder = home / "logs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "gongjian.log"
    root = logging.getLogger("gongjian")
    root.handlers = [_OwnerOnly(path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8")]
    root.setLevel(logging.INFO)
    return path


def _without_message(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["code"] = getattr(error, "code", None) or getattr(error, "errno", None)
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event
