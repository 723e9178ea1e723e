"""Can somebody ask at the page and check the answer: with scripts, without, by keyboard, on a phone, in English?"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.store

QUESTION = "想给独居老人找免费体检"
NEAR = "周六借一个能坐300人的会议室，在玄武区"
NOTHING = "需要一万副医用手套"


def ask(question: str, **more: str) -> str:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/ask?q={quote(question)}{rest}"


def test_home_says_what_the_graph_holds_and_its_examples_are_answered(page: Page) -> None:
    page.goto("/")
    numbers = page.locator(".holdings dd").all_inner_texts()
    assert [int(n) > 0 for n in numbers] == [True] * 5
    links = [link.get_attribute("href") or "" for link in page.locator(".examples a").all()]
    assert len(links) >= 4
    for link in links:
        page.goto(link)
        expect(page.locator(".card").first).to_be_visible()


def test_typing_and_enter_swaps_the_answer_in(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.same = true")
    page.keyboard.press("Tab")
    page.locator("#q").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("article.card.certain").first).to_be_visible()
    assert page.evaluate("window.same"), "the answer came as a new page, not as a swap"
    assert quote(QUESTION) in page.url
    expect(page.locator("#announce")).to_have_text(page.locator("#said").inner_text())
    assert page.locator("#q").input_value() == QUESTION
    assert quote(QUESTION) in (page.locator("#switch").get_attribute("href") or "")
    page.go_back()
    expect(page.locator(".hero")).to_be_visible()


def test_the_box_is_reached_by_the_keyboard(page: Page) -> None:
    page.goto(ask(QUESTION))
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator(".ask").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_a_plain_get_gives_the_same(page: Page, plain: Page) -> None:
    page.goto("/")
    page.fill("#q", QUESTION)
    page.click(".ask button")
    expect(page.locator("article.card").first).to_be_visible()
    plain.goto("/")
    plain.fill("#q", QUESTION)
    plain.click(".ask button")
    assert plain.locator("#main").inner_text() == page.locator("#main").inner_text()


def test_a_match_shows_its_reasons_and_marks_the_words_in_the_source(page: Page) -> None:
    page.goto(ask(QUESTION))
    card = page.locator("article.card.certain").first
    assert card.locator(".factors li.fits").count() >= 3
    assert "免费" in card.locator("blockquote mark").all_inner_texts()
    assert "第 3 行" in card.locator("figcaption").first.inner_text()
    card.locator("figcaption a").first.click()
    expect(page.locator(".passages .here")).to_contain_text("老年人免费体检")


def test_near_misses_stand_apart_with_the_one_thing_missing(page: Page) -> None:
    page.goto(ask(NEAR))
    section = page.locator("section[aria-labelledby=near]")
    expect(section.locator("h2")).to_contain_text("差一点的")
    for card in section.locator("article").all():
        assert card.locator(".missed").count() == 1


def test_no_match_is_said_plainly(page: Page) -> None:
    page.goto(ask(NOTHING))
    expect(page.locator("#said")).to_contain_text("没有")
    assert page.locator("section[aria-labelledby=matches]").count() == 0


def test_members_that_are_only_counted_are_said_to_be_and_none_is_named(page: Page) -> None:
    page.goto(ask("“示例火V来”党建共建联盟有哪些成员单位"))
    expect(page.locator(".badge.counted")).to_contain_text("原文只说数量，没有列名")
    expect(page.locator(".count .number strong")).to_have_text("20 家")
    assert "20家单位" in page.locator(".count mark").first.inner_text()
    assert page.locator("ul.named").count() == 0


def test_a_search_marks_the_words_of_the_question(page: Page) -> None:
    page.goto(ask("法律咨询"))
    assert any("法律" in text or "咨询" in text for text in page.locator("mark").all_inner_texts())


def test_english_is_kept_from_page_to_page(page: Page) -> None:
    page.goto(ask(QUESTION))
    page.click("#switch")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#q").input_value() == QUESTION
    page.locator("article.card h3 a").first.click()
    expect(page.locator("#facts")).to_have_text("What is known")
    page.fill("#q", NOTHING)
    page.keyboard.press("Enter")
    expect(page.locator("#nearest")).to_contain_text("Nearest")
    page.click("#switch")
    assert page.locator("html").get_attribute("lang") == "zh-CN"


@pytest.mark.parametrize("address", ["/", ask(QUESTION), ask(NOTHING), ask(QUESTION, lang="en"), "/sources"])
def test_nothing_runs_over_the_edge_of_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 780})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_nothing_asked_leads_to_the_box_and_too_much_is_refused_in_words(page: Page) -> None:
    page.goto("/ask?q=%20")
    expect(page.locator(".hero")).to_be_visible()
    answer = page.goto(ask("长" * 2001))
    assert answer is not None and answer.status == 400
    expect(page.locator("#main")).to_contain_text("2000")
