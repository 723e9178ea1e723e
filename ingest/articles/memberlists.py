"""Who stands in a list under “…成员单位如下：”? Lines or clauses behind it that are names and nothing else are members."""

from __future__ import annotations

import re
from typing import Final

from ingest.articles.alliances import state_member
from ingest.articles.article import ArticleReading
from ingest.articles.sentence import Mention, Sentence
from ontology.terms import Classes

_OPENS: Final = re.compile(r"成员(?:单位)?(?:名单)?(?:如下|有|为|包括)?\s*[：:]$|名单(?:如下)?\s*[：:]$")
_NUMBER: Final = re.compile(r"^[\s（(]*[\d一二三四五六七八九十]*[\s．.、）)★·•\-—]*")
_LEFT: Final = 2


def read_member_lists(a: ArticleReading, sentences: list[Sentence]) -> None:
    """State a membership for each line of a list of members; the list ends with the first line that says more."""
    alliance: Mention | None = None
    for s in sentences:
        opens = _OPENS.search(s.plain.strip())
        if opens:
            named = [m for m in (*s.mentions, *s.echoes) if a.is_a(m, Classes.ALLIANCE)]
            alliance = named[-1] if named else None
        elif alliance is not None:
            names = [m for m in s.mentions if not a.is_a(m, Classes.ALLIANCE)]
            rest = _NUMBER.sub("", s.plain)
            if not names or len(rest.strip("，。；、 ")) - sum(m.end - m.start for m in names) > _LEFT * len(
                names
            ):
                alliance = None
                continue
            for member in names:
                state_member(a, s, s.clause_at(member.start), member, a.named(alliance), alliance)
