"""What is watched, whatever the door? Added, listed, looked at when due; and what happened lately."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from api.service import MEGABYTE, Service
from ingest.addresses import Allowed, FetchLimits
from ingest.watches import Look, Watch, Watches

if TYPE_CHECKING:
    from ingest.context import Progress
    from ingest.watching import Watching

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class WatchView:
    """一处监看 | one thing that is watched: ``every`` in seconds, ``due`` and ``added`` in UTC; ``failures`` in a row; what the
    ``last`` look came to; how many ``files`` it holds."""

    id: str
    target: str
    kind: str
    every: int
    source: str
    replace: bool
    remove_gone: bool
    added: str
    due: str
    failures: int
    last: Look
    files: int


def view_of(watch: Watch) -> WatchView:
    """A watch as it is shown."""
    shown: dict[str, Any] = {n: getattr(watch, n) for n in WatchView.__dataclass_fields__ if n != "files"}
    return WatchView(**shown, files=len(watch.files))


def watches_of(service: Service) -> Watches:
    """The watches of the service's home."""
    return Watches(service.settings.home)


def add_watch(
    service: Service,
    target: str,
    every: str,
    *,
    source: str = "",
    replace: bool = False,
    remove_gone: bool = False,
) -> WatchView:
    """Watch a path, a pattern or an address from now on.

    Raises:
        NothingToWatch, NotAnInterval, NotAnAddress, AddressNotAllowed, WatchExists: with what to do.
    """
    from ingest.watching import new_watch

    made = new_watch(
        target,
        every,
        datetime.now(UTC),
        source=source,
        replace=replace,
        remove_gone=remove_gone,
        allowed=Allowed.read(service.settings.sources),
    )
    return view_of(watches_of(service).add(made))


def due(service: Service) -> bool:
    """Whether it is time to look at anything."""
    from ingest.watching import is_due

    now = datetime.now(UTC)
    return any(is_due(watch, now) for watch in watches_of(service).all())


def look_at_watched(
    service: Service, *, all: bool = False, tell: Tell | None = None, progress: Progress | None = None
) -> list[WatchView]:
    """Look at what is due (``all``: at everything), read what changed, bring the index up to date.

    Raises:
        WatchRunning: another process is at it. ServiceProblem: the store is not there.
    """
    from ingest.context import silent
    from ingest.watching import is_due, look

    watches, watching, looked = watches_of(service), _watching(service), []
    with watches.looking():
        for watch in watches.all():
            now = datetime.now(UTC)
            if not all and not is_due(watch, now):
                continue
            if tell:
                tell(f"查看 {watch.shown} | looking at {watch.shown}")
            seen = look(watching, watch, now, progress or silent)
            watches.put(seen)
            looked.append(view_of(seen))
        if any(view.last.outcome in {"changed", "gone"} for view in looked):
            service.fill_index_if_needed()
    return looked


def _watching(service: Service) -> Watching:
    from ingest.watching import Watching

    return Watching(
        service.ingest,
        service.ingest_options(),
        Allowed.read(service.settings.sources),
        FetchLimits(bytes=service.settings.max_file_mb * MEGABYTE),
    )
