"""Is HSDS 3.1 JSON read table by table, field by field, as the ontology says?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.readers.hsds import NotHsds
from ingest.tools import Tools
from tests.ingest.things.reading import Read, read_things

HOSPITAL: dict[str, Any] = {
    "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
    "name": "示例医院",
    "description": "一家医院",
    "phones": [{"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15e", "number": "025-83301234"}],
}
SERVICE: dict[str, Any] = {
    "id": "ac148810-d857-441c-9679-408f346de14b",
    "name": "义诊",
    "status": "active",
    "eligibility_description": "老年人",
    "fees_description": "免费",
    "minimum_age": 60,
    "organization": HOSPITAL,
    "contacts": [
        {"id": "c", "name": "王小明", "title": "主任", "phones": [{"id": "p", "number": "13912345678"}]}
    ],
    "capacities": [
        {
            "id": "q",
            "available": 12,
            "maximum": 20,
            "unit": {"id": "u", "name": "人"},
            "updated": "2026-05-01T00:00:00Z",
        }
    ],
    "service_areas": [{"id": "w", "name": "南京市玄武区"}],
    "schedules": [
        {"id": "z", "service_id": "ac148810-d857-441c-9679-408f346de14b", "valid_to": "2026-12-31"}
    ],
    "attributes": [{"id": "t", "taxonomy_term": {"id": "tt", "name": "义诊"}}],
    "service_at_locations": [
        {
            "id": "sl",
            "location": {
                "id": "l",
                "location_type": "physical",
                "name": "门诊楼",
                "addresses": [
                    {
                        "id": "a",
                        "address_1": "四牌楼2号",
                        "city": "南京市",
                        "region": "玄武区",
                        "state_province": "江苏省",
                    }
                ],
            },
        }
    ],
    "metadata": [{"id": "m", "updated_by": "李四"}],
    "x_own": ["甲", "", None],
}
OTHER = {"id": "b", "name": "会议室", "status": "active", "organization_id": HOSPITAL["id"], "url": ""}
PAGE = {"total_items": 2, "page_number": 1, "contents": [SERVICE, OTHER]}


def read(folder: Path, tools: Tools, value: object) -> Read:
    path = folder / "services.json"
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return read_things(path, tools)


def test_a_page_of_services(tmp_path: Path, tools: Tools) -> None:
    found = read(tmp_path, tools, PAGE)
    hospital, clinic, room = found.one("party"), found.one("offer", "义诊"), found.one("offer", "会议室")
    assert hospital.type == "Hospital" and hospital.values("description") == ["一家医院"]
    assert clinic.values("providedBy") == room.values("providedBy") == [hospital.id]
    told = {
        n: clinic.values(n)
        for n in ("eligibility", "cost", "minimumAge", "areaServed", "inPlace", "capacity")
    }
    assert told == {
        "eligibility": ["olderPeople"],
        "cost": ["free"],
        "minimumAge": ["60"],
        "areaServed": ["320102"],
        "inPlace": ["320102"],
        "capacity": ["20"],
    }
    assert next(s.unit for s in clinic.statements if s.property == "quantity") == "人"
    assert clinic.values("validUntil") == ["2026-12-31"] and clinic.values("statedOn") == ["2026-05-01"]
    assert "x_own：甲" in found.kept()
    assert not found.repairs


def test_nobody_sees_contacts(tmp_path: Path, tools: Tools) -> None:
    found = read(tmp_path, tools, PAGE)
    everything = repr((found.passages, found.records, found.repairs))
    assert not any(s in everything for s in ("83301234", "13912345678", "王小明", "主任", "李四"))


@pytest.mark.parametrize(
    "value", [SERVICE, [SERVICE], {"services": [SERVICE]}], ids=["object", "list", "named"]
)
def test_one_object_a_list_or_a_named_list(tmp_path: Path, tools: Tools, value: object) -> None:
    assert read(tmp_path, tools, value).one("offer").values("item") == ["义诊"]


def test_order_and_repetition_change_nothing(tmp_path: Path, tools: Tools) -> None:
    again = {
        "contents": [OTHER, dict(reversed(SERVICE.items())), SERVICE],
        "page_number": 1,
        "total_items": 2,
    }
    one, other = read(tmp_path, tools, PAGE), read(tmp_path, tools, again)
    assert [(r.id, r.type) for r in one.records] == [(r.id, r.type) for r in other.records]
    assert {p.text for p in one.passages} == {p.text for p in other.passages}
    assert other.balance.structure > one.balance.structure


def test_an_organisation_with_locations(tmp_path: Path, tools: Tools) -> None:
    location = SERVICE["service_at_locations"][0]["location"]
    found = read(tmp_path, tools, {**HOSPITAL, "locations": [location]})
    assert found.one("party").values("inPlace") == ["320102"]


@pytest.mark.parametrize("value", [{"a": 1}, [1, 2], "x", {"contents": [{"a": 1}]}, [{"id": "x"}]])
def test_other_json_is_refused(tmp_path: Path, tools: Tools, value: object) -> None:
    with pytest.raises(NotHsds):
        read(tmp_path, tools, value)
