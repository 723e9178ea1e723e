"""How is a citation written in a paper? As a line in both languages, as BibTeX, as CSL-JSON; the date of access is the reader's."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any, Final

from graph.snapshots.citations import Citation
from ontology.errors import UsageProblem

STYLES: Final = ("text", "bibtex", "csl")
KINDS: Final = {
    "search": ("检索", "search"),
    "match": ("供需对接", "matches for"),
    "partners": ("伙伴推荐", "partners of"),
    "similar": ("相似案例", "cases similar to"),
    "ask": ("问答", "answer to"),
}
PUBLISHER: Final = "共建 Gongjian"
_SPECIAL: Final = re.compile(r"([&%$#_{}])")


class NoSuchStyle(UsageProblem):
    """A style that there is not, or a date that is none."""

    status = 422


def reference(kept: Citation, style: str, accessed: str = "") -> str:
    """How to cite an answer.

    Args:
        style: ``text``, ``bibtex`` or ``csl`` (CSL-JSON).
        accessed: the ISO date of access, which the reader gives; '' for none.

    Raises:
        NoSuchStyle: neither style nor date can be anything else.
    """
    if style not in STYLES:
        raise NoSuchStyle(
            f"没有“{style[:20]}”样式：可用 {'、'.join(STYLES)}",
            f"there is no style {style[:20]!r}: use {', '.join(STYLES)}",
            found=style[:20],
            allowed=list(STYLES),
        )
    return {"text": _text, "bibtex": _bibtex, "csl": _csl}[style](kept, kept.plain, _checked(accessed))


def title_of(content: dict[str, Any]) -> tuple[str, str]:
    """What the answer is called, in Chinese and in English."""
    zh, en = KINDS[content["kind"]]
    return f"{zh}：{content['query']}", f"{en} “{content['query']}”"


def _text(kept: Citation, content: dict[str, Any], accessed: str) -> str:
    zh, en = title_of(content)
    seen_zh, seen_en = (f"，{accessed} 查阅", f", accessed {accessed}") if accessed else ("", "")
    snapshot = content["snapshot"]
    return (
        f"{PUBLISHER}. {zh}. 快照 {snapshot}，引用 {kept.id}{seen_zh}.\n"
        f"{PUBLISHER}. {en[:1].upper()}{en[1:]}. Snapshot {snapshot}, citation {kept.id}{seen_en}."
    )


def _bibtex(kept: Citation, content: dict[str, Any], accessed: str) -> str:
    fields = {
        "title": "{" + _SPECIAL.sub(r"\\\1", title_of(content)[0].replace("\\", " ")) + "}",
        "author": "{" + PUBLISHER + "}",
        "howpublished": f"snapshot {content['snapshot']}",
        "note": f"citation {kept.id}",
        **({"year": accessed[:4], "urldate": accessed} if accessed else {}),
    }
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{gongjian-{kept.id[:12]},\n{inside}\n}}"


def _csl(kept: Citation, content: dict[str, Any], accessed: str) -> str:
    item: dict[str, Any] = {
        "id": f"gongjian-{kept.id[:12]}",
        "type": "dataset",
        "title": title_of(content)[0],
        "author": [{"literal": PUBLISHER}],
        "version": content["snapshot"],
        "number": kept.id,
    }
    if accessed:
        item["accessed"] = {"date-parts": [[int(part) for part in accessed.split("-")]]}
    return json.dumps([item], ensure_ascii=False, indent=2)


def _checked(accessed: str) -> str:
    try:
        return date.fromisoformat(accessed).isoformat() if accessed else ""
    except ValueError as error:
        raise NoSuchStyle(
            f"日期“{accessed[:20]}”不对：请写成 2026-03-01",
            f"{accessed[:20]!r} is not a date: write 2026-03-01",
            found=accessed[:20],
        ) from error
