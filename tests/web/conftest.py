"""What do the page's tests stand on? The service on a real port, and Debian's Chromium, which must stay on this machine."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from api import log
from api.http.app import create_app
from api.http.server import address, listen
from api.service import Service
from api.web.vendor import fetch_scripts
from ingest.pipeline import IngestOptions, ingest
from tests.api.conftest import service as service  # the fixture, as the API's tests have it

SCRIPT = "<script>window.broken=1</script>讲座"
COUNTED = (
    "秦淮区洪武路街道示例庙社区党委与驻辖区20家单位成立“示例火V来”党建共建联盟，共同开展“示例火”系列活动。"
)
CHROMIUM = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-prefers-reduced-motion",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; a machine without one fails here, with what to do."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("没有 Chromium：运行 make browser | no Chromium here: run make browser")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service, which holds the sample lists a list that tries to run a script and an article that counts."""
    log.silence()
    assert fetch_scripts(service.settings.cache, lambda *_: None), "the page's scripts could not be fetched"
    hostile = tmp_path_factory.mktemp("lists") / "讲座清单.csv"
    rows = ["资源提供单位,资源名称,数量,地址", f"示例<b>粗体</b>学校,{SCRIPT},3场,南京市玄武区示例路1号"]
    hostile.write_text("\n".join(rows), encoding="utf-8")
    article = hostile.with_name("示例文章.md")
    article.write_text(f"# 示例：楼宇里的党建联盟\n\n2026年4月2日\n\n{COUNTED}\n", encoding="utf-8")
    assert not ingest(service.ingest, [hostile, article], IngestOptions()).failed
    service.fill_index()
    listener = listen(0)
    server = uvicorn.Server(uvicorn.Config(create_app(service), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield address(listener)
    server.should_exit = True
    thread.join()


class Watch:
    """What a page asked of other hosts, and what it complained of."""

    def __init__(self, page: Page, site: str) -> None:
        self.site = site
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.foreign.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        """Everything but the browser's remark that a page itself was answered 4xx, which the tests ask for."""
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of the service that must not ask other hosts and must not complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, base_url=site)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    watch = Watch(opened, site)
    yield opened
    context.close()
    assert watch.foreign == []
    assert watch.complaints == []


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """The same without scripts."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()
