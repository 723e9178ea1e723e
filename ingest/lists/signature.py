"""Do two lists look alike? A hash of their column names: what a person confirmed for one holds for the others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.lists.wording import wording_key

if TYPE_CHECKING:
    from ingest.lists.survey import SheetSurvey

_YEAR = re.compile(r"(?:19|20)\d{2}\s?年?度?")
_LENGTH = 16


def signature(survey: SheetSurvey) -> str:
    """The signature of a sheet: 16 hexadecimal digits, '' where no column has a name (such lists do not look alike).

    Two sheets have the same one if their columns have the same names, in any order, in comparison form (width, script,
    blanks, punctuation and years do not matter). Titles, dates, sheet and file names, rows and empty columns do not
    matter either.
    """
    return signature_of(survey.wordings)


def signature_of(names: Iterable[str]) -> str:
    """The signature of column names.

    >>> signature_of(["单 位 名 称*", "2024年数量"]) == signature_of(["数量", "单位名称"])
    True
    """
    keys = sorted(key for name in names if (key := wording_key(_YEAR.sub("", name))))
    if not keys:
        return ""
    return hashlib.sha256("\x1f".join(keys).encode(errors="replace")).hexdigest()[:_LENGTH]
