"""Does the page of a thing lead every fact to its sentence, draw what it is connected with, and refuse what is not there?"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from api.service import Service
from ingest.pipeline import IngestOptions, ingest
from tests.web.conftest import SCRIPT

pytestmark = pytest.mark.store


def find(page: Page, name: str, place: str = "") -> str:
    """The address of the page of what has this name (in this place); of what comes first where nothing has it."""
    where = f"&place={quote(place)}" if place else ""
    found = json.loads(page.request.get(f"/v1/search?q={quote(name)}&limit=50{where}").text())["items"]
    return f"/entities/{next((hit for hit in found if hit['name'] == name), found[0])['id']}"


def test_every_fact_has_its_sentence_with_the_words_marked(page: Page) -> None:
    page.goto(find(page, "老年人免费体检", "玄武区"))
    facts = page.locator(".fact")
    assert facts.count() >= 8
    for fact in facts.all():
        fact.locator("summary").click()
        assert fact.locator("blockquote mark").count() >= 1
        assert fact.locator("cite").first.inner_text()
    expect(page.locator(".facts")).to_contain_text("40 人次")
    expect(page.locator(".thing")).to_contain_text("江苏省南京市玄武区")
    expect(page.locator(".thing")).to_contain_text("2026-03-01 写明")


def test_contact_details_are_not_shown(page: Page) -> None:
    page.goto(find(page, "示例银杏里社区卫生服务中心", "玄武区"))
    expect(page.locator(".facts")).to_contain_text("保留在来源文件")
    assert "1390000" not in page.content()


def test_neighbours_are_listed_and_drawn(page: Page) -> None:
    page.goto(find(page, "示例银杏里社区卫生服务中心", "玄武区"))
    drawing = page.locator("#drawing")
    expect(drawing.locator("canvas")).to_be_visible()
    assert int(drawing.get_attribute("data-nodes") or 0) > 1
    assert page.locator(".connections li").count() == int(drawing.get_attribute("data-nodes") or 0) - 1
    page.locator(".connections a", has_text="老年人免费体检").click()
    expect(page.locator("h1")).to_have_text("老年人免费体检")


def test_a_place_and_a_concept_have_pages_too(page: Page) -> None:
    page.goto("/entities/place:320102")
    expect(page.locator("h1")).to_have_text("玄武区")
    page.goto("/entities/concept:healthCheck?lang=en")
    expect(page.locator("h1")).to_have_text("health check")


def test_a_community_finds_partners_and_a_need_its_matches(page: Page) -> None:
    page.goto(find(page, "示例银杏里社区", "玄武区"))
    page.locator("a", has_text="按它的全部需求找伙伴").click()
    assert page.locator("article.card").count() >= 2
    page.locator(".covers a").first.click()
    page.locator("a", has_text="为这条需求找谁能帮上忙").click()
    assert page.locator("article.card .factors li").count() >= 1


def test_an_id_that_nobody_has_is_told_on_a_page(page: Page) -> None:
    answer = page.goto("/entities/r000000000000000000000000")
    assert answer is not None and answer.status == 404
    expect(page.locator("h1")).to_have_text("没有找到")
    answer = page.goto("/nowhere?lang=en")
    assert answer is not None and answer.status == 404
    expect(page.locator("h1")).to_have_text("Not found")


def test_what_is_no_longer_listed_is_told_as_gone(page: Page, service: Service, tmp_path: Path) -> None:
    old = tmp_path / "旧清单.csv"
    rows = ["资源提供单位,资源名称,数量", "示例旧单位,棋牌室,1间", "示例旧单位,乒乓球台,2张"]
    old.write_text("\n".join(rows), encoding="utf-8")
    ingest(service.ingest, [old], IngestOptions())
    service.fill_index()
    address = find(page, "棋牌室")
    old.write_text("\n".join([rows[0], rows[2]]), encoding="utf-8")
    ingest(service.ingest, [old], IngestOptions(replace=True))
    answer = page.goto(address)
    assert answer is not None and answer.status == 410
    expect(page.locator("h1")).to_have_text("已不再列出")


def test_programs_still_get_problems(page: Page) -> None:
    for path, accept in (("/v1/entities/r0", "text/html"), ("/entities/r0", "application/json")):
        answer = page.request.get(path, headers={"Accept": accept})
        assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_script_in_a_list_or_a_question_is_shown_as_text(page: Page) -> None:
    page.goto(find(page, SCRIPT))
    expect(page.locator("h1")).to_have_text(SCRIPT)
    page.goto(f"/ask?q={quote(SCRIPT)}")
    assert page.locator("#q").input_value() == SCRIPT
    expect(page.locator("#main")).to_contain_text(SCRIPT)
    page.goto(f"/ask?q={quote('<img src=x onerror=window.broken=1>')}")
    assert page.evaluate("window.broken") is None


def test_pages_have_their_policy_and_the_interface_its_stricter_one(page: Page) -> None:
    policy = page.request.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "http" not in policy
    assert "'self'" not in page.request.get("/v1/status").headers["content-security-policy"]


def test_files_are_kept_by_their_hash(page: Page) -> None:
    page.goto("/")
    style = page.locator("link[rel=stylesheet]").get_attribute("href") or ""
    answer = page.request.get(style)
    assert "immutable" in answer.headers["cache-control"]
    again = page.request.get(style, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status == 304
    assert page.request.get("/static/..%2froutes.py").status == 404


def test_sources_are_listed_and_can_be_read(page: Page) -> None:
    page.goto("/sources")
    assert page.locator(".sources > li").count() >= 4
    page.locator(".sources a", has_text="玄武区银杏里片区").click()
    expect(page.locator(".passages")).to_contain_text("示例银杏里社区卫生服务中心")
