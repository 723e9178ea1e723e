"""What is the contract, as a document? ``python -m api.http.openapi > docs/openapi.json``; needs no store."""

from __future__ import annotations

import json
import sys

from api.http.app import assemble


def document() -> str:
    """The OpenAPI document of the service, as text that changes only if the contract does."""
    return json.dumps(assemble().openapi(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
