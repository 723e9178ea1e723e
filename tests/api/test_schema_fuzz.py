"""Whatever is sent within the contract or beside it: does the service answer as the contract says, never with a 5xx?"""

from __future__ import annotations

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance
from schemathesis.transport.asgi import ASGI_TRANSPORT

from api.http.app import assemble

pytestmark = pytest.mark.store


@schemathesis.serializer("application/sparql-query")
def as_text(context: object, value: object) -> bytes:
    """A query travels as it is."""
    del context
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
contract = schemathesis.openapi.from_dict(assemble().openapi())


@contract.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_keep_to_the_contract(case: schemathesis.Case, client: TestClient) -> None:
    case.headers = {
        name: text for name, text in (case.headers or {}).items() if name.isascii() and text.isascii()
    }
    response = ASGI_TRANSPORT.send(case, app=client.app, base_url=str(client.base_url))
    case.validate_response(response, checks=CHECKS)
