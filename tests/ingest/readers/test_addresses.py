"""Are files fetched only from where the allow list says, only if they changed, and never without bounds?"""

from __future__ import annotations

import doctest
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import fsspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.addresses import (
    AddressFailed,
    AddressNotAllowed,
    Allowed,
    FetchLimits,
    NotAnAddress,
    allowed,
    fetch,
    fetching,
    naming,
)

LIST = "单位名称,资源名称,数量\n示例大学,法律咨询,3名\n".encode()
BIG = 3_000_000


class _Lists(BaseHTTPRequestHandler):
    """A small server of lists: what its address asks for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        self.server.asked.append(dict(self.headers.items()) | {"path": self.path})  # type: ignore[attr-defined]
        way = getattr(self, "_" + path.path.strip("/").split("/")[-1].partition(".")[0], self._plain)
        way()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _send(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _plain(self) -> None:
        self._send(LIST)

    def _tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self._send(b"", 304, ETag='"v1"')
        else:
            self._send(LIST, ETag='"v1"', Last_Modified="Fri, 02 Jan 2026 03:04:05 GMT")

    def _dated(self) -> None:
        known = self.headers.get("If-Modified-Since") == "Fri, 02 Jan 2026 03:04:05 GMT"
        self._send(
            b"" if known else LIST, 304 if known else 200, Last_Modified="Fri, 02 Jan 2026 03:04:05 GMT"
        )

    def _named(self) -> None:
        self._send(LIST, Content_Disposition=f"attachment; filename*=UTF-8''{quote('../需求清单.csv')}")

    def _moved(self) -> None:
        self._send(b"", 302, Location=self.headers.get("X-To") or urlsplit(self.path).query)

    def _round(self) -> None:
        self._send(b"", 302, Location="/lists/round")

    def _big(self) -> None:
        self._send(b"x" * BIG)

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        except OSError:
            self.close_connection = True

    def _slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def _broken(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x")
        self.close_connection = True

    def _gone(self) -> None:
        self._send(b"", 404)

    def _busy(self) -> None:
        self._send(b"", 503)


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    """The server, running."""
    one = ThreadingHTTPServer(("127.0.0.1", 0), _Lists)
    one.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield one
    one.shutdown()
    one.server_close()


@pytest.fixture
def at(server: ThreadingHTTPServer) -> str:
    """Where its lists are."""
    server.asked.clear()  # type: ignore[attr-defined]
    return f"http://127.0.0.1:{server.server_port}/lists/"


def test_a_file_is_fetched_under_its_own_name(at: str, tmp_path: Path) -> None:
    found = fetch(at + quote("清单.csv"), Allowed.read(at), None, tmp_path)
    assert found.path == tmp_path / "清单.csv"
    assert found.path.read_bytes() == LIST
    assert (found.changed, found.size) == (True, len(LIST))


@pytest.mark.parametrize("name", ["tagged.csv", "dated.csv"])
def test_what_did_not_change_is_not_fetched_again(at: str, tmp_path: Path, name: str) -> None:
    (tmp_path / "again").mkdir()
    first = fetch(at + name, Allowed.read(at), None, tmp_path)
    second = fetch(at + name, Allowed.read(at), first, tmp_path / "again")
    assert (first.changed, second.changed) == (True, False)
    assert second == replace(first, changed=False)
    assert not list((tmp_path / "again").iterdir())


def test_without_a_version_the_content_tells_the_change(at: str, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first = fetch(at + "plain.csv", Allowed.read(at), None, tmp_path)
    second = fetch(at + "plain.csv", Allowed.read(at), first, tmp_path / "again")
    assert not second.changed
    (tmp_path / "other").mkdir()
    other = fetch(at + "plain.csv", Allowed.read(at), replace(first, content="0" * 64), tmp_path / "other")
    assert other.changed


def test_the_name_that_the_server_states_leads_nowhere_else(at: str, tmp_path: Path) -> None:
    found = fetch(at + "named?id=1", Allowed.read(at), None, tmp_path)
    assert found.path == tmp_path / "需求清单.csv"


def test_redirects_stay_inside_the_list(at: str, tmp_path: Path) -> None:
    assert fetch(f"{at}moved?{at}plain.csv", Allowed.read(at), None, tmp_path).path.read_bytes() == LIST
    outside = at.replace("/lists/", "/listsecret/plain.csv")
    with pytest.raises(AddressFailed, match="GONGJIAN_SOURCES"):
        fetch(f"{at}moved?{outside}", Allowed.read(at), None, tmp_path)
    for target in ("file:///etc/passwd", "//other.example/x", "http://u@127.0.0.1/lists/x", "http://[::1/"):
        with pytest.raises(AddressFailed):
            fetch(f"{at}moved?{target}", Allowed.read(at), None, tmp_path)
    with pytest.raises(AddressFailed, match="5 times"):
        fetch(at + "round", Allowed.read(at), None, tmp_path)


def test_no_message_holds_what_follows_the_question_mark(at: str, tmp_path: Path) -> None:
    outside = at.replace("/lists/", "/listsecret/plain.csv?key=wordword")
    asked = (
        (f"{at}plain.csv?key=wordword", ""),
        (f"{at}moved?{outside}", at),
        ("http://name:wordword@127.0.0.1/a.csv", at),
        (f"{at}plain.csv?key=wordword#a", at),
        (
            at.replace("127.0.0.1", "nowhere.invalid") + "?key=wordword",
            at.replace("127.0.0.1", "nowhere.invalid"),
        ),
    )
    for address, prefix in asked:
        with pytest.raises((AddressFailed, AddressNotAllowed, NotAnAddress)) as error:
            fetch(address, Allowed.read(prefix), None, tmp_path)
        told = str((error.value.zh, error.value.en, error.value.where))
        assert "wordword" not in told, told


def test_nothing_is_asked_where_nothing_is_allowed(
    at: str, tmp_path: Path, server: ThreadingHTTPServer
) -> None:
    with pytest.raises(AddressNotAllowed, match="GONGJIAN_SOURCES") as error:
        fetch(at + "plain.csv", Allowed.read(""), None, tmp_path)
    assert error.value.exit_code == 2
    assert server.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1"])
def test_a_name_that_means_this_machine_is_refused(
    at: str, tmp_path: Path, host: str, server: ThreadingHTTPServer
) -> None:
    hidden = at.replace("127.0.0.1", host)
    with pytest.raises(AddressFailed, match="private:"):
        fetch(hidden + "plain.csv", Allowed.read(hidden), None, tmp_path)
    assert server.asked == []  # type: ignore[attr-defined]
    assert fetch(hidden + "plain.csv", Allowed.read("private:" + hidden), None, tmp_path).size == len(LIST)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("64:ff9b::8.8.8.8", True),
        ("169.254.169.254", False),
        ("::ffff:10.0.0.1", False),
        ("::10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("2002:a00:1::1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
    ],
)
def test_a_number_in_any_form_is_public_or_not(number: str, public: bool) -> None:
    assert allowed.is_public(number) is public


@pytest.mark.parametrize("name", ["big", "endless"])
def test_a_file_over_the_limit_is_not_kept(at: str, tmp_path: Path, name: str) -> None:
    with pytest.raises(AddressFailed, match="1000000"):
        fetch(at + name, Allowed.read(at), None, tmp_path, FetchLimits(bytes=1_000_000))
    assert not list(tmp_path.iterdir())


def test_a_slow_server_is_left(at: str, tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(AddressFailed) as error:
        fetch(at + "slow", Allowed.read(at), None, tmp_path, FetchLimits(seconds=0.5))
    assert error.value.transient
    assert time.monotonic() - start < 5
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("name", "transient"), [("gone", False), ("busy", True), ("broken", True)])
def test_what_the_server_refuses_is_said(at: str, tmp_path: Path, name: str, transient: bool) -> None:
    with pytest.raises(AddressFailed) as error:
        fetch(at + name, Allowed.read(at), None, tmp_path)
    assert error.value.transient is transient
    assert at + name in error.value.zh
    assert not list(tmp_path.iterdir())


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AddressFailed) as error:
        fetch("http://127.0.0.1:1/x", Allowed.read("http://127.0.0.1:1/"), None, tmp_path)
    assert error.value.transient


@pytest.mark.parametrize(
    "address",
    [
        "https://data.example.cn/lists",
        "https://data.example.cn/lists/a.csv",
        "HTTPS://DATA.Example.CN.:443/lists/%61.csv?day=1",
        "https://data.example.cn/%6cists/a/b",
    ],
)
def test_what_lies_below_a_prefix_is_allowed(address: str) -> None:
    assert not Allowed.read("https://data.example.cn/lists/").check(address).private


@pytest.mark.parametrize(
    "address",
    [
        "http://data.example.cn/lists/a",
        "https://data.example.cn:8443/lists/a",
        "https://data.example.cn.evil.example/lists/a",
        "https://evil.example/lists/a",
        "https://data.example.cn/listsecret/a",
        "https://data.example.cn/",
        "https://data.example.cn/lists%20/a",
        "s3://data.example.cn/lists/a",
    ],
)
def test_what_only_looks_like_a_prefix_is_not_allowed(address: str) -> None:
    with pytest.raises(AddressNotAllowed):
        Allowed.read("https://data.example.cn/lists/").check(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://data.example.cn@evil.example/lists/a",
        "https://user:word@data.example.cn/lists/a",
        "https://data.example.cn/lists/../secret",
        "https://data.example.cn/lists/%2e%2e/secret",
        "https://data.example.cn/lists/%252e%252e/secret",
        "https://data.example.cn/lists/..%2fsecret",
        "https://data.example.cn/lists/..%5csecret",
        "https://data.example.cn\\@evil.example/lists/a",
        "https://data.example.cn/lists//a",
        "https://data.example.cn/lists/a#b",
        "https://data.example.cn/lists/a\r\nHost: evil",
        "https://data.example.cn:99999/lists/a",
        "https:///lists/a",
        "https://data.exa%6dple.cn/lists/a",
        "https://data.example.cn/lists/%ff",
        "simplecache::https://data.example.cn/lists/a",
        "s3://bucket/a.zip::file:///etc/passwd",
        "file:///etc/passwd",
        "data.example.cn/lists/a",
        "",
    ],
)
def test_an_address_that_could_mean_another_one_is_refused(address: str) -> None:
    with pytest.raises(NotAnAddress):
        Allowed.read("https://data.example.cn/lists/").check(address)


@pytest.mark.parametrize("entry", ["data.example.cn", "https://a.cn/?x=1", "file:///srv/lists", "https://"])
def test_an_entry_that_is_no_prefix_is_refused(entry: str) -> None:
    with pytest.raises(NotAnAddress):
        Allowed.read(f"https://data.example.cn/ {entry}")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["https://data.example.cn/lists/", "https://data.example.cn"]))
def test_whatever_is_appended_stays_below_or_is_refused(tail: str, start: str) -> None:
    try:
        prefix = Allowed.read("https://data.example.cn/lists/").check(start + tail)
    except (NotAnAddress, AddressNotAllowed):
        return
    place = allowed.take_apart(start + tail)
    assert prefix.covers(place)
    assert (place.host, place.segments[0]) == ("data.example.cn", "lists")
    assert ".." not in place.segments


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_a_name_can_always_be_written(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    safe = naming.safe_name(name.encode("utf-8", "replace").decode())
    if safe:
        path = tmp_path_factory.getbasetemp() / safe
        path.write_bytes(b"")
        assert path.parent == tmp_path_factory.getbasetemp()
        path.unlink()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="lists.csv"', "lists.csv"),
        ("attachment; filename=\"x.csv\"; filename*=UTF-8''%E9%9C%80.xlsx", "需.xlsx"),
        ("attachment; filename*=GBK''%D0%E8.xlsx", "需.xlsx"),
        ("attachment; filename=" + "需求.csv".encode("gbk").decode("latin-1"), "需求.csv"),
        ("attachment; filename=" + "需求.csv".encode().decode("latin-1"), "需求.csv"),
        ('attachment; filename="..\\..\\a.csv"', "a.csv"),
        ("attachment", "download.csv"),
        ("attachment; filename*=nonsense''a%20b", "a b.csv"),
    ],
)
def test_the_stated_name_is_read_in_any_form(header: str, name: str) -> None:
    assert naming.name_of("https://data.example.cn/download", header, "text/csv; charset=gbk") == name


def test_another_store_is_read_through_fsspec(tmp_path: Path) -> None:
    files = fsspec.filesystem("memory")
    files.pipe("/lists/demand.csv", LIST)
    here = Allowed.read("memory://lists/")
    (tmp_path / "again").mkdir()
    first = fetch("memory://lists/demand.csv", here, None, tmp_path)
    assert first.path.read_bytes() == LIST
    again = fetch("memory://lists/demand.csv", here, first, tmp_path / "again")
    assert not again.changed
    with pytest.raises(AddressFailed, match="10 bytes"):
        fetch("memory://lists/demand.csv", here, None, tmp_path / "again", FetchLimits(bytes=10))
    with pytest.raises(AddressFailed):
        fetch("memory://lists/nothing.csv", here, None, tmp_path / "again")
    with pytest.raises(AddressNotAllowed):
        fetch("memory://other/demand.csv", here, None, tmp_path / "again")


def test_a_protocol_without_its_package_or_name_is_said(tmp_path: Path) -> None:
    with pytest.raises(AddressFailed, match="another package"):
        fetch("s3://bucket/a.csv", Allowed.read("s3://bucket/"), None, tmp_path)
    with pytest.raises(NotAnAddress, match="unknown protocol"):
        fetch("nosuch://bucket/a.csv", Allowed.read("nosuch://bucket/"), None, tmp_path)


def test_the_examples_of_the_docstrings_hold() -> None:
    for module in (allowed, naming, fetching):
        assert doctest.testmod(module).failed == 0
