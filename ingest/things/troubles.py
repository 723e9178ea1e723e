"""Why does a statement of foreign data wait for a person? The reasons, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lists.readings import Trouble


def not_described(text: str) -> Trouble:
    """A reference to something of which the file says nothing that it could be told by."""
    return Trouble(
        "reference-not-described",
        "指向的对象在文件中没有说明（没有类型或名称）：请把它的描述一并导出",
        "the file does not describe what this refers to (no type, no name): export its description with it",
        text,
    )


def wrong_kind(wanted_zh: str, wanted_en: str, found_zh: str, found_en: str) -> Trouble:
    """A reference to a thing of a kind that the property cannot have."""
    return Trouble(
        "reference-of-wrong-kind",
        f"应指向“{wanted_zh}”，实际是“{found_zh}”：请核对类型",
        f"should refer to a {wanted_en}, and this is a {found_en}: check the types",
    )


def types_exclude(names: Sequence[str], zh: Sequence[str]) -> Trouble:
    """Types of which a thing can only have one."""
    return Trouble(
        "types-exclude-each-other",
        f"类型互不相容（{'、'.join(zh)}），只存为原文：请保留一个",
        f"its types exclude each other ({', '.join(names)}), it is kept as text only: leave one of them",
    )


SECOND = Trouble(
    "second-value",
    "这一属性只能有一个值，这个值只保留为原文：请核对",
    "this property has one value; the other one is kept as written: check which holds",
)
TOO_MANY = Trouble(
    "too-many-statements",
    "这个对象的语句太多，超出部分只存为原文：请拆分",
    "too much is said of this one thing; the rest is kept as text only: split it",
)
