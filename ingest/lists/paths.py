"""What does a column's name say as a path? Its last part is the label, a nested list that it goes through is its group."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATH = re.compile(r"^(?P<group>.*\[\])\.(?P<label>[^\[\]]+)(?:\[\])*$")


@dataclass(frozen=True, slots=True)
class Wordings:
    """A column's header, split: ``label`` is the part to understand, ``group`` the nested list of a JSON path, ``above``
    what stands over it in a header of several rows (联系方式 over 姓名)."""

    whole: str
    label: str
    group: str
    above: str = ""


def split_path(wording: str, *, json: bool) -> Wordings:
    """A column name as group and label.

    >>> split_path("needs[].item", json=True)
    Wordings(whole='needs[].item', label='item', group='needs[]')
    """
    found = _PATH.match(wording) if json else None
    if found:
        return Wordings(wording, found["label"].rsplit(".", 1)[-1], found["group"])
    label = wording.removesuffix("[]").rsplit(".", 1)[-1] if json else wording
    return Wordings(wording, label or wording, "")


def outer_parts(path: str) -> list[str]:
    """The parts of a JSON path above its last one.

    >>> outer_parts("contacts[].name")
    ['contacts']
    """
    return re.split(r"(?:\[\])*\.", path)[:-1] if "." in path else []
