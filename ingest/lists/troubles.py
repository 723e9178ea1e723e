"""Why does a row or a cell wait for a person? The reasons, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lists.readings import Trouble

DAMAGED = Trouble(
    "damaged-cell",
    "单元格过长、含不可见控制字符或无法解码的字节：请在原表中改正",
    "too long, or with control characters or bytes that cannot be decoded: correct the cell",
)
TOO_LONG = Trouble(
    "name-too-long", "名称过长，不像一个名称：请核对这一格", "too long for a name: check the cell"
)
NO_PROVIDER = Trouble(
    "no-provider", "这一行没有写明提供单位：请补上单位名称", "the row does not say who provides: add the name"
)
NOT_UNDERSTOOD = Trouble(
    "row-not-understood",
    "这一行既没有单位也没有内容：请核对",
    "the row names neither a party nor a thing: check it",
)
PERSON = Trouble(
    "person-as-party",
    "这里像是个人姓名，已遮盖：请填写单位名称",
    "looks like a person, masked: give the name of a unit",
)
ROLE_UNKNOWN = Trouble(
    "role-unknown", "看不出是资源还是需求，暂存原文", "offered or needed? kept as written until that is known"
)


def place_unclear(several: bool, likely: Sequence[str]) -> Trouble:
    """A place's wording that names several places, or none; ``likely`` are full names of what may be meant."""
    suggestion = "、".join(likely)
    if several:
        zh, en = "这个地名有几处，请写明省市", "several places have this name: add province and city"
        return Trouble("place-ambiguous", zh, en, suggestion)
    zh, en = "在行政区划中找不到这个地名，请核对", "no official place of this name: check it"
    return Trouble("place-not-found", zh, en, suggestion)
