"""How is an error told to a program? One object (RFC 9457) for the service's answers, its jobs and ``--json``.

``type`` is ``urn:gongjian:problem:<slug>``; ``detail`` is Chinese, ``detail_en`` English; the fields of
the error (file, sheet, row, id …) are extension members.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from api.plain import plain
from ontology.errors import GongjianError

TYPE = "urn:gongjian:problem:"


def problem_of(error: GongjianError) -> dict[str, Any]:
    """The problem object of an error of this project."""
    return describe(error.status, error.slug, error.zh, error.en, **error.where)


def describe(status: int, slug: str, zh: str, en: str, /, **members: object) -> dict[str, Any]:
    """A problem object; what the standard names cannot be overwritten by a member."""
    body: dict[str, Any] = plain(members)
    return body | {
        "type": TYPE + slug,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": zh,
        "detail_en": en,
    }
