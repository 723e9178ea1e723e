"""Does README show what really comes out? Its example is asked again and compared, ids and scores aside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.asking import demand_of
from api.cli import console, show
from api.service import Service
from graph.principal import PUBLIC
from search.match import match

pytestmark = pytest.mark.store

README = Path(__file__).resolve().parents[2] / "README.md"


def _comparable(text: str) -> list[str]:
    without = re.sub(r"\d\.\d{3} r[0-9a-f]{24}", "", text)
    return [line.rstrip() for line in without.splitlines() if line.strip() and "──" not in line]


def test_readme_shows_the_real_answer(service: Service) -> None:
    block = re.search(r"```text\n\$ gongjian match (\S+)\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert block is not None
    with console.out.capture() as captured:
        show.matches(match(service.search, PUBLIC, demand_of(service.search, PUBLIC, block[1]), 3))
    assert _comparable(captured.get()) == _comparable(block[2])
