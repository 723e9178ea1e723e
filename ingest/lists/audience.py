"""Does a text name people because it is for them, or in passing? 仅限医护人员入住, not 需等待医生回复 or 医院附近公寓.

A column of audiences needs none of this: whoever stands in it is meant.
"""

from __future__ import annotations

import re

from ingest.lists.lexicon import Lexicon
from ingest.lists.wording import wording_key
from ontology.language.concepts import ConceptHit
from ontology.terms import Classes

_REACH = 24
_FAR = r"[^，。；,;!?！？]{0,12}$"
_NEAR = r"[^，。；,;!?！？]{0,6}$"
_BEFORE = re.compile(
    rf"(?:面向|仅限|只限|限于|仅供|专供|仅|接待|接收|接受|收治|针对|适合|适用于?|欢迎|优先保障|优先安排|惠及|服务于|不接受|\bfor\b){_FAR}"
    rf"|(?:(?<![认因作成较称])为(?!止|主|期)|(?<!交)给|(?<![针面相])对(?!面|接)|(?<![方])向|(?<!提)供(?!应)|(?<![有无])限|优先|照顾|关爱|帮助|支持){_NEAR}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:等|及其?|和|与|、|的|群体|人员|家属|家庭|居民|朋友|均|都|只|可|可以|可直接|凭[^，。；,;]{1,8}){0,4}"
    r"(?:免费|优先|专用|专享|专属|优惠|入住|免入|除外|不可|均可|(?:可|可以)(?:预约|申请|申领|领取|使用|参加|报名)|凭)"
)
_GLUE = " _-—的"


def is_addressed(text: str, start: int, end: int) -> bool:
    """Whether a text speaks of ``text[start:end]`` as those it is for.

    >>> is_addressed("为一线医护提供住宿", 1, 5), is_addressed("需等待医生回复", 3, 5)
    (True, False)
    """
    if text[end : end + 1] in {"号", "平"}:
        return False
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return bool(_BEFORE.search(before) or _AFTER.search(after))


def is_meant(text: str, hit: ConceptHit, lexicon: Lexicon, *, heading: bool = False) -> bool:
    """Whether an audience in the name of a thing or (``heading``) of a list is the one that it is for.

    Not if the words are part of the thing's own name (家庭医生, 党员活动室). A kind of organisation (医院急需物资, 学校资源) must
    be addressed; people in a heading must be, or stand right before what they get (医护人员酒店, 老年人助餐点).
    """
    if is_addressed(text, hit.start, hit.end):
        return True
    if _is_organisation(text, hit, lexicon):
        return False
    kinds = lexicon.kinds(text)
    if heading:
        return any(_follows(text, hit, k, lexicon) for k in kinds)
    return not any(k.start <= hit.start and hit.end <= k.end for k in kinds)


def _follows(text: str, hit: ConceptHit, kind: ConceptHit, lexicon: Lexicon) -> bool:
    special = lexicon.ontology.concepts[kind.concept].broader
    return bool(special) and kind.start >= hit.end and not text[hit.end : kind.start].strip(_GLUE)


def _is_organisation(text: str, hit: ConceptHit, lexicon: Lexicon) -> bool:
    """Whether the words are those of a class of organisations: 医院, 学校, 各单位."""
    key = wording_key(text[hit.start : hit.end])
    return (
        bool(lexicon.wordings.class_at_end(key, Classes.PARTY))
        or lexicon.kind_of(text[hit.start : hit.end]) != ""
    )
