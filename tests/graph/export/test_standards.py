"""Do HSDS and DCAT leave as their standards say, the same every time, and without a contact?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import neo4j
import pytest
import rdflib
from pyshacl import validate

from graph.connection import Graph
from graph.export.dcat import dcat
from graph.export.hsds import hsds
from graph.principal import PUBLIC
from graph.raw import RawStore
from graph.schema import ensure_schema
from ingest.pipeline import IngestContext, IngestOptions, ingest
from ontology.model import Ontology
from tests.conftest import WIPE
from tests.ingest.reading import write_csv

pytestmark = pytest.mark.store

STANDARDS = Path(__file__).parent / "standards"
HEADER = (
    "提供单位",
    "统一社会信用代码",
    "资源名称",
    "数量",
    "所在区",
    "地址",
    "服务对象",
    "开放时间",
    "有效期至",
    "价格",
    "联系电话",
    "备注",
)
ROWS = [
    (
        "示例大学",
        "",
        "会议室",
        "3间",
        "江苏省南京市玄武区",
        "四牌楼2号",
        "居民",
        "周一至周五",
        "2026-12-31",
        "",
        "13912345678",
        "免费",
    ),
    (
        "示例医院",
        "",
        "义诊",
        "2场",
        "南京市玄武区",
        "",
        "老年人",
        "",
        "2026-04-30",
        "50",
        "13912345679",
        "联系人 13912345678",
    ),
    ("示例医院", "", "口罩", "2万只", "南京市玄武区", "", "", "", "", "", "13912345679", ""),
]


@pytest.fixture(scope="module")
def sample(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graph]:
    """A graph with one list of three offers."""
    graph = Graph(driver, ontology, gazetteer)
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    folder = tmp_path_factory.mktemp("standards")
    title = ("南京市玄武区共建资源清单（2026年5月1日）", *[""] * (len(HEADER) - 1))
    path = write_csv(folder / "资源清单.csv", [title, HEADER, *ROWS])
    assert ingest(IngestContext(graph, RawStore(folder / "raw")), [path]).stored == 1
    yield graph


def page(graph: Graph) -> Any:
    return json.loads("".join(hsds(graph, PUBLIC)))


def test_hsds_is_valid_and_says_what_is_known(sample: Graph) -> None:
    document = page(sample)
    schema = json.loads((STANDARDS / "hsds-3.1.json").read_text(encoding="utf-8"))
    errors = list(jsonschema_rs.Draft202012Validator(schema, validate_formats=True).iter_errors(document))
    assert not errors, errors[:3]
    services = {s["name"]: s for s in document["contents"]}
    assert set(services) == {"会议室", "义诊", "口罩"}
    room, clinic = services["会议室"], services["义诊"]
    assert room["organization"]["name"] == "示例大学" and room["organization"]["description"] == ""
    address = room["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["state_province"], address["city"], address["region"]) == ("江苏省", "南京市", "玄武区")
    assert address["postal_code"] == "" and address["address_1"] == "四牌楼2号"
    assert room["fees_description"] == "免费" and room["eligibility_description"] == "居民"
    assert room["capacities"][0]["available"] == 3 and room["capacities"][0]["unit"]["name"] == "间"
    assert clinic["cost_options"][0]["amount"] == 50
    assert (room["status"], clinic["status"]) == ("active", "inactive")
    basis = {a["link_type"]: a["value"] for a in clinic["attributes"] if "value" in a}
    assert basis["status_basis"] == "valid until 2026-04-30, before 2026-05-01"
    assert {a["taxonomy_term"]["code"] for a in clinic["attributes"] if "taxonomy_term" in a} == {
        "freeClinic"
    }


def test_the_schema_refuses_what_the_standard_does(sample: Graph) -> None:
    schema = json.loads((STANDARDS / "hsds-3.1.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    for field, value in (
        ("status", "open"),
        ("id", "r1"),
        ("url", "not a uri"),
        ("minimum_age", "6"),
        ("own", 1),
    ):
        document = page(sample)
        document["contents"][0][field] = value
        assert not validator.is_valid(document), field
    document = page(sample)
    del document["contents"][0]["status"]
    assert not validator.is_valid(document)


def test_nobody_sees_contacts_and_bytes_are_the_same(sample: Graph) -> None:
    first = "".join(hsds(sample, PUBLIC))
    assert first == "".join(hsds(sample, PUBLIC))
    assert dcat(sample, PUBLIC) == dcat(sample, PUBLIC)
    for secret in ("13912345678", "13912345679", "phones", "contacts"):
        assert secret not in first, secret


def test_dcat_conforms(sample: Graph) -> None:
    data = rdflib.Graph().parse(data=dcat(sample, PUBLIC), format="turtle")
    shapes = rdflib.Graph().parse(STANDARDS / "dcat-ap-3.ttl", format="turtle")
    conforms, _, report = validate(data, shacl_graph=shapes)
    assert conforms, report
    text = dcat(sample, PUBLIC).decode()
    assert "南京市玄武区共建资源清单" in text and "2026-05-01" in text and "江苏省" in text
    data.remove((None, rdflib.DCTERMS.description, None))
    assert not validate(data, shacl_graph=shapes)[0]


def test_services_come_back(sample: Graph, tmp_path: Path) -> None:
    """Out, and in again into an empty store: the same organisations, services and aligned values."""
    document = page(sample)
    told = services_of(document)
    path = tmp_path / "services.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    sample.commit_in_batches(WIPE)
    ensure_schema(sample)
    (file,) = ingest(
        IngestContext(sample, RawStore(tmp_path / "raw")), [path], IngestOptions(source="再导入")
    ).files
    assert file.outcome == "stored" and not file.repairs, file
    assert services_of(page(sample)) == told


def services_of(document: Any) -> dict[str, Any]:
    """What must survive: names, providers, places, audiences, costs, amounts, times, kinds."""
    found = {}
    for s in document["contents"]:
        places = [p["location"].get("external_identifier") for p in s.get("service_at_locations", [])]
        found[s["name"]] = (
            s["organization"]["name"],
            places,
            s.get("eligibility_description"),
            s.get("fees_description"),
            [(c["available"], c["unit"]["name"]) for c in s.get("capacities", [])],
            [c["amount"] for c in s.get("cost_options", [])],
            [(c.get("description"), c.get("valid_to")) for c in s.get("schedules", [])],
            sorted(a["taxonomy_term"]["code"] for a in s["attributes"] if "taxonomy_term" in a),
            s["status"],
        )
    return found
