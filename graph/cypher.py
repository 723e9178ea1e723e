"""How do names and search words get into Cypher safely? The one place that escapes them.

Values are always parameters; labels, relation types, property and index names cannot be, so they
are quoted here.
"""

from __future__ import annotations

import re
import unicodedata

from ontology.errors import UsageProblem

MAX_NAME = 200
_LUCENE_SPECIAL = re.compile(r'[+\-&|!(){}\[\]^"~*?:\\/<>=]')
_LUCENE_OPERATOR = re.compile(r"(?<!\S)(?:AND|OR|NOT|TO)(?!\S)")


class BadName(UsageProblem):
    """A label, relation type or property name that cannot be one: empty, too long, control characters."""


def quote_name(name: str) -> str:
    """``name`` as an identifier between backticks.

    Args:
        name: a label, relation type, property or index name, at most 200 characters.

    Raises:
        BadName: it is empty, too long, or holds control, unassigned or surrogate characters.

    >>> quote_name("Offer")
    '`Offer`'
    >>> quote_name("a`b")
    '`a``b`'
    """
    if not name or len(name) > MAX_NAME or any(unicodedata.category(c)[0] == "C" for c in name):
        shown = name[:40]
        raise BadName(
            f"{shown!r} 不能用作名称：不可为空、不可超过 {MAX_NAME} 个字符、不可含控制字符。请改用本体中的名称。",
            f"{shown!r} cannot be a name: empty, over {MAX_NAME} characters, or with control characters. "
            "Use a name of the ontology.",
            found=shown,
        )
    # Cypher reads the escape sequence \\u0060 as a backtick even between backticks.
    return f"`{_no_unicode_escapes(name).replace('`', '``')}`"


def escape_lucene(text: str) -> str:
    """``text`` for a full-text query, each of its characters standing for itself.

    Control characters become blanks; the operator words AND, OR, NOT and TO become lower case.

    >>> escape_lucene("口罩(N95) AND *")
    '口罩\\\\(N95\\\\) and \\\\*'
    """
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
    escaped = _LUCENE_SPECIAL.sub(lambda found: "\\" + found.group(), plain)
    return _LUCENE_OPERATOR.sub(lambda found: found.group().lower(), escaped)


def _no_unicode_escapes(name: str) -> str:
    if "\\" not in name:
        return name
    raise BadName(
        f"名称 {name[:40]!r} 含反斜杠，不能使用。请改用本体中的名称。",
        f"The name {name[:40]!r} holds a backslash, which a name may not. Use a name of the ontology.",
        found=name[:40],
    )
