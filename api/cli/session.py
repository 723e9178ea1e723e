"""How does a verb get at the service? Settings read, log configured, engine reached, reporter on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated

import typer

from api import log
from api.cli import console
from api.service import Advance, Service, make_home, not_writable, open_service
from api.settings import Settings, read_settings

JsonFlag = Annotated[
    bool, typer.Option("--json", help="输出与 HTTP 接口相同的 JSON · print the object of the HTTP route")
]
NoIndex = Annotated[bool, typer.Option("--no-index", help="稍后再建索引 · index later")]


class Terminal:
    """Reports on standard error."""

    def say(self, zh: str, en: str) -> None:
        """One line, in both languages."""
        console.say(zh, en)

    def progress(self, zh: str, en: str) -> AbstractContextManager[Advance]:
        """A progress bar for the length of a block."""
        return console.progress(zh, en)


def start() -> Settings:
    """The settings, with the home made and the log going there.

    Raises:
        InvalidSetting, HomeNotWritable: with what to do.
    """
    settings = read_settings()
    make_home(settings.home)
    try:
        log.configure(settings.home)
    except OSError as error:
        raise not_writable(settings.home / "logs", error.strerror or "") from error
    return settings


@contextmanager
def session(*, ephemeral: bool = False, as_it_is: bool = False) -> Iterator[Service]:
    """An open service for the length of a verb; ``as_it_is``: whatever vocabulary the store follows."""
    with open_service(start(), Terminal(), ephemeral=ephemeral, as_it_is=as_it_is) as service:
        yield service
