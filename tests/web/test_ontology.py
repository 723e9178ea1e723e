"""Can the vocabulary be read on the pages: every term, in both languages, without scripts, on a phone?"""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape
from playwright.sync_api import Browser, Page, expect

from api.http.app import create_app
from api.service import Service
from tests.web.test_things import find

pytestmark = pytest.mark.store


def test_every_class_property_and_scheme_has_a_page_that_names_it(service: Service) -> None:
    ontology = service.graph.ontology
    terms = [*ontology.classes.values(), *ontology.properties.values(), *ontology.scheme_terms.values()]
    client = TestClient(create_app(service), base_url="http://127.0.0.1:8765")
    for term in terms:
        for lang, first, second in (("zh", term.zh, term.en), ("en", term.en, term.zh)):
            answer = client.get(f"/ontology/{term.name}?lang={lang}")
            assert answer.status_code == 200, term.name
            assert first and f"<h1>{escape(first)} <small" in answer.text, (term.name, lang)
            assert escape(second) in answer.text, (term.name, lang)
    index = client.get("/ontology").text
    for cls in ontology.classes:
        assert f'href="/ontology/{cls}"' in index
    assert client.get("/ontology/nothing", headers={"Accept": "text/html"}).status_code == 404


def test_from_a_thing_to_its_terms_and_back_by_search(page: Page) -> None:
    page.goto(find(page, "老年人免费体检", "玄武区"))
    page.locator(".kind a").click()
    expect(page.locator(".thing .kind")).to_contain_text("类")
    page.go_back()
    page.locator("dt a").first.click()
    expect(page.locator(".thing .kind")).to_contain_text("属性")
    page.locator("#term").fill("工作法")
    page.locator("#term").press("Enter")
    page.locator(".terms a", has_text="工作法").first.click()
    expect(page.locator("h1")).to_contain_text("工作法")
    page.locator("#switch").click()
    expect(page.locator("h1")).to_contain_text("method")


def test_restricted_properties_are_marked_and_substitutes_have_their_conditions(page: Page) -> None:
    page.goto("/ontology/telephone")
    expect(page.locator(".thing .badge")).to_contain_text("受限")
    page.goto("/ontology/surgicalMask")
    expect(page.locator("dl")).to_contain_text("可以替代它的")


def test_without_scripts_and_on_a_phone(browser: Browser, site: str) -> None:
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    for address in (
        "/ontology",
        "/ontology?lang=en",
        "/ontology/Resource?lang=en",
        "/ontology/resourceKinds",
    ):
        page.goto(address)
        assert page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth") <= 0, address
    page.goto("/ontology")
    page.locator("details summary", has_text="资源").first.locator("a").click()
    expect(page.locator("h1")).to_contain_text("资源")
    context.close()
