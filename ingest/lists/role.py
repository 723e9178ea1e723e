"""Does a list offer or need, or list things of another class? By the words of the scheme ``listRoles`` in its columns, titles
and names; where none of them speaks, by the class that a title (项目清单) or the header of the names (工作法名称) states.

A concept of that scheme has the notation ``offer``, ``need`` or ``offer-by-custom``. Words of both sides in one place
cancel out (资源需求对接表): the columns then decide, each for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.lists.column import Role
from ingest.lists.lexicon import Lexicon
from ingest.lists.wording import Candidate
from ontology.terms import Classes, Properties

_TITLE, _SHEET, _FILE = 3.0, 3.0, 2.0
_PARTY_COLUMN, _ITEM_COLUMN, _OTHER_COLUMN = 4.0, 3.0, 1.0
_OF_OFFERS = frozenset({Properties.CAPACITY, Properties.FLOOR_AREA, Properties.COST, Properties.SLOT})
_KNOWN = frozenset({"exact", "outer", "part", "bare", "ending"})
_CUSTOMARY = "offer-by-custom"
_SEPARATORS = re.compile(r"[_.\-\[\]]")


@dataclass(frozen=True, slots=True)
class RoleFound:
    """The role of a list, '' if it cannot be told; ``offers`` and ``needs`` are the words that spoke for each; ``listed`` is the class
    of what is listed if that is neither."""

    role: Role
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    listed: str = ""


def role_in(text: str, lexicon: Lexicon) -> tuple[Role, str]:
    """The one side that a text speaks for, with the word; ('', '') if none or both."""
    spaced = _SEPARATORS.sub(" ", text)
    hits = [
        (lexicon.ontology.concepts[h.concept].notation, spaced[h.start : h.end])
        for h in lexicon.roles(spaced)
    ]
    found = {side: word for side, word in hits if side != _CUSTOMARY}
    if len(found) > 1 and _is_wanted(spaced, hits):
        found.pop("offer")
    if len(found) != 1:
        return "", ""
    side, word = next(iter(found.items()))
    return ("offer", word) if side == "offer" else ("need", word) if side == "need" else ("", "")


def _is_wanted(text: str, hits: Sequence[tuple[str, str]]) -> bool:
    """Whether words of need stand before the one word of offer that ends a text: 拟申请资源 is wanted, 资源需求 says both."""
    *before, last = hits
    sides = [side for side, _ in before if side != _CUSTOMARY]
    return (
        last[0] == "offer"
        and text.rstrip(" ：:*】）)").endswith(last[1])
        and bool(sides)
        and set(sides) == {"need"}
    )


def find_role(
    columns: Sequence[str],
    candidates: Sequence[Sequence[Candidate]],
    titles: Iterable[str],
    sheet: str,
    file: str,
    lexicon: Lexicon,
) -> RoleFound:
    """Weigh what columns, titles, sheet and file name say."""
    texts = tuple(titles)
    if listed := _listed((*texts, sheet, file), columns, candidates, lexicon):
        return RoleFound(lexicon.ontology.classes[listed].role, listed=listed)
    votes = [(role_in(text, lexicon), _TITLE) for text in texts]
    votes += [(role_in(sheet, lexicon), _SHEET), (role_in(file, lexicon), _FILE)]
    votes += [_column_vote(*pair, lexicon) for pair in zip(columns, candidates, strict=True)]
    weight = {"offer": 0.0, "need": 0.0}
    words: dict[str, list[str]] = {"offer": [], "need": []}
    for (side, word), worth in votes:
        if side:
            weight[side] += worth
            words[side].append(word)
    role: Role = ""
    if not any(weight.values()):
        role = _by_custom([*texts, sheet, file, *columns], lexicon)
        if not role and (under := _listed_under(columns, candidates, lexicon)):
            return RoleFound(lexicon.ontology.classes[under].role, listed=under)
        role = role or _by_columns(candidates)
    if weight["offer"] != weight["need"]:
        role = "offer" if weight["offer"] > weight["need"] else "need"
    return RoleFound(role, tuple(words["offer"]), tuple(words["need"]))


def _listed(
    texts: Sequence[str], columns: Sequence[str], candidates: Sequence[Sequence[Candidate]], lexicon: Lexicon
) -> str:
    """The class of a list of things that are neither offered nor needed, if no title speaks of a side: the one that a title names,
    else that of the first header that names one, if no column is for the party of one side."""
    wordings = lexicon.wordings
    if any(lexicon.roles(_SEPARATORS.sub(" ", text)) for text in texts):
        return ""
    stems = [text.rpartition(".")[0] or text for text in texts]
    if titled := next(filter(None, map(wordings.listed_in_title, stems)), ""):
        return titled
    sides = [_column_vote(*pair, lexicon)[0][0] for pair in zip(columns, candidates, strict=True)]
    named = (c for c in columns if wordings.names_it(c))
    return "" if any(sides) else next(filter(None, map(wordings.listed_in_header, named)), "")


def _listed_under(columns: Sequence[str], candidates: Sequence[Sequence[Candidate]], lexicon: Lexicon) -> str:
    """The class of listed things in which the header of the things ends (惠民项目), or ''."""
    things = (w for w, c in zip(columns, candidates, strict=True) if c and c[0].property == Properties.ITEM)
    return next(filter(None, map(lexicon.wordings.listed_in_header, things)), "")


def telling(titles: Sequence[str], captions: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The captions, nearest first, up to the one that says what is listed; none if a title says it."""

    def says(text: str) -> bool:
        return bool(
            lexicon.roles(_SEPARATORS.sub(" ", text)) or lexicon.wordings.listed_in_title(text.rstrip("：:"))
        )

    if any(map(says, titles)):
        return ()
    last = next((i for i, text in enumerate(captions) if says(text)), len(captions))
    return tuple(captions[: last + 1])


def says_custom(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has a word of what is there already (库存), which in a list of needs is no need."""
    return any(lexicon.ontology.concepts[h.concept].notation == _CUSTOMARY for h in lexicon.roles(text))


def _by_custom(texts: Iterable[str], lexicon: Lexicon) -> Role:
    """Where nothing says offer or need: words that stand in lists of offers (课程, 收费标准, 存放地点), if no text denies it."""
    found = {
        lexicon.ontology.concepts[h.concept].notation
        for t in texts
        for h in lexicon.roles(_SEPARATORS.sub(" ", t))
    }
    return "offer" if found == {_CUSTOMARY} else ""


def _by_columns(candidates: Sequence[Sequence[Candidate]]) -> Role:
    """Where no word speaks: how many it holds, how large it is, when it is open and what it costs is said of offers."""
    said = {c[0].property for c in candidates if c and c[0].how in _KNOWN}
    return "offer" if said & _OF_OFFERS else ""


def _column_vote(
    wording: str, candidates: Sequence[Candidate], lexicon: Lexicon
) -> tuple[tuple[Role, str], float]:
    best = candidates[0] if candidates else None
    if best is not None and best.how in {"exact", "outer", "part", "told", "ending"}:
        side = _side_of_property(best.property, lexicon)
        if side:
            return (side, best.matched), _PARTY_COLUMN
        if best.property == Properties.ITEM:
            return role_in(wording, lexicon), _ITEM_COLUMN
    return role_in(wording, lexicon), _OTHER_COLUMN


def _side_of_property(name: str, lexicon: Lexicon) -> Role:
    """Offer or need if the property is for the party of that side only."""
    ontology = lexicon.ontology
    if ontology.property_is_a(name, Properties.PROVIDER):
        return "offer"
    if ontology.property_is_a(name, Properties.NEEDER):
        return "need"
    domain = set(ontology.properties[name].domain)
    sides = {
        side
        for cls in domain
        for side, ancestor in (("offer", Classes.OFFER), ("need", Classes.NEED))
        if cls in ontology.classes and ontology.is_a(cls, ancestor)
    }
    if len(domain) == 1 and sides == {"offer"}:
        return "offer"
    return "need" if len(domain) == 1 and sides == {"need"} else ""
