"""Is what changed at a watched place read, once, and is it noticed? Folders, and a real server with ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from graph.connection import Graph
from graph.notices import notices
from graph.principal import PUBLIC
from graph.raw import RawStore
from ingest.addresses import AddressNotAllowed, Allowed, FetchLimits
from ingest.context import IngestContext, IngestOptions
from ingest.schedule import NotAnInterval, next_due, seconds_of, stamp
from ingest.watches import NoSuchWatch, Watch, Watches, WatchExists, WatchRunning
from ingest.watching import NothingToWatch, Watching, is_due, look, new_watch
from tests.ingest.reading import write_csv

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ROWS = [("提供单位", "资源名称"), ("示例大学", "会议室"), ("示例医院", "义诊")]
LIST = "提供单位,资源名称\n示例大学,会议室\n"


class Served(BaseHTTPRequestHandler):
    """Serves one list under its ETag; counts how often its content went out."""

    content = LIST.encode()
    status = 200
    sent = 0

    def do_GET(self) -> None:
        """Answer 304 if the content is known."""
        tag = f'"{hashlib.sha256(self.content).hexdigest()[:12]}"'
        known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if known and self.status == 200 else self.status)
        self.send_header("ETag", tag)
        body = b"" if known or self.status != 200 else self.content
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        type(self).sent += bool(body)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """A list at an address of this machine."""
    Served.content, Served.status, Served.sent = LIST.encode(), 200, 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/lists/a.csv"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def watching(graph: Graph, tmp_path: Path) -> Watching:
    """The clean graph, and an allow list of this machine."""
    context = IngestContext(graph, RawStore(tmp_path / "raw"))
    return Watching(context, IngestOptions(), Allowed.read("http://127.0.0.1/"), FetchLimits())


def allowing(watching: Watching, address: str) -> Watching:
    return replace(watching, allowed=Allowed.read(address.rsplit("/", 1)[0] + "/"))


def told(graph: Graph, after: int = 0) -> list[tuple[str, str]]:
    return [(n.what, n.file) for n in notices(graph, PUBLIC, after)]


def test_the_interval_doubles_with_every_failure_up_to_a_day() -> None:
    assert [next_due(NOW, 3600, n) for n in (0, 1, 2)] == [stamp(NOW + timedelta(hours=h)) for h in (1, 2, 4)]
    assert next_due(NOW, 3600, 30) == stamp(NOW + timedelta(days=1))
    assert next_due(NOW, 7 * 86_400, 3) == stamp(NOW + timedelta(days=7))
    with pytest.raises(NotAnInterval):
        seconds_of("5s")


def test_watches_are_kept_whole_and_private(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    watches = Watches(tmp_path)
    made = watches.add(new_watch(str(tmp_path / "a"), "1h", NOW, allowed=Allowed()))
    assert watches.all() == (made,) and is_due(made, NOW)
    assert (tmp_path / "watches.json").stat().st_mode & 0o777 == 0o600
    with pytest.raises(WatchExists):
        watches.add(made)
    watches.put(replace(made, due=stamp(NOW + timedelta(hours=1))))
    assert not is_due(watches.all()[0], NOW)
    with watches.looking(), pytest.raises(WatchRunning), watches.looking():
        pass
    watches.remove(made.target)
    watches.put(made)
    assert watches.all() == ()
    with pytest.raises(NoSuchWatch):
        watches.remove(made.id)


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AddressNotAllowed):
        new_watch("https://example.org/a.csv", "1h", NOW, allowed=Allowed())
    with pytest.raises(NothingToWatch):
        new_watch(str(tmp_path / "没有.csv"), "1h", NOW, allowed=Allowed())
    with pytest.raises(NothingToWatch):
        new_watch(str(tmp_path), "1h", NOW, source="甲", allowed=Allowed())


@pytest.mark.store
def test_a_folder_is_read_as_it_changes(tmp_path: Path, watching: Watching) -> None:
    folder, graph = tmp_path / "清单", watching.context.graph
    folder.mkdir()
    write_csv(folder / "甲.csv", ROWS)
    watch = look(watching, new_watch(str(folder), "1h", NOW, remove_gone=True, allowed=Allowed()), NOW)
    assert (watch.last.outcome, watch.due) == ("changed", stamp(NOW + timedelta(hours=1)))
    assert look(watching, watch, NOW).last.outcome == "unchanged"
    write_csv(folder / "甲.csv", ROWS[:2])
    (folder / "空.csv").write_bytes(b"")
    refused = look(watching, watch, NOW)
    assert refused.last.outcome == "refused" and refused.last.zh.endswith("再 gongjian watch add … --replace")
    assert f"gongjian watch remove {watch.id}" in refused.last.en
    assert sorted(told(graph, 1)) == [("failed", "空.csv"), ("refused", "甲.csv")]
    assert look(watching, refused, NOW).last.outcome == "unchanged"
    replacing = look(watching, replace(watch, replace=True), NOW)
    assert replacing.last.outcome == "changed"
    (folder / "甲.csv").rename(folder / "乙.csv")
    moved = look(watching, replacing, NOW)
    assert told(graph)[-1] == ("removed", "甲.csv")  # named by its file only, it became another source
    (folder / "乙.csv").unlink()
    assert look(watching, moved, NOW).last.outcome == "gone"
    assert told(graph)[-1] == ("removed", "乙.csv")
    assert not graph.read("MATCH (s:Source) RETURN s.key AS key")


@pytest.mark.store
def test_an_address_is_read_when_its_etag_changes(address: str, watching: Watching) -> None:
    watching, graph = allowing(watching, address), watching.context.graph
    start: Watch = new_watch(address, "1h", NOW, source="示例", replace=True, allowed=watching.allowed)
    watch = look(watching, start, NOW)
    assert (watch.last.outcome, bool(watch.etag), Served.sent) == ("changed", True, 1)
    watch = look(watching, watch, NOW)
    assert (watch.last.outcome, Served.sent) == ("unchanged", 1)
    Served.content = f"{LIST}示例医院,义诊\n".encode()
    watch = look(watching, watch, NOW)
    (_, notice) = notices(graph, PUBLIC)
    assert notice.source == "示例" and notice.changes is not None
    assert (notice.changes.rows.added, notice.changes.rows.gone) == (1, 0)
    Served.status = 500
    failed = look(watching, watch, NOW)
    assert (failed.last.outcome, failed.failures, failed.due) == (
        "failed",
        1,
        stamp(NOW + timedelta(hours=2)),
    )
    assert look(watching, failed, NOW).failures == 2
    assert [what for what, _ in told(graph)] == ["new", "changed", "failed"]
