"""Does a cell hold nothing? 无, 暂无, /, 不限, 见附件: what stands in place of content, and what it means."""

from __future__ import annotations

from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Schemes


class PlaceholderWords:
    """The placeholder words of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._meanings = {
            _form(wording): concept.notation
            for concept in ontology.in_scheme(Schemes.PLACEHOLDERS)
            for wording in concept.wordings
        }

    def meaning(self, text: str) -> str | None:
        """``none``, ``unlimited``, ``pending``, ``elsewhere``, ``unknown``, ``same`` or ``stage``; ``None`` for content.

        A text that is empty or only blanks is ``none``.
        """
        if len(text) > 20:
            return None
        form = _form(text)
        return self._meanings.get(form) if form else "none"


def _form(text: str) -> str:
    folded = "".join(fold(text).split())
    stripped = folded.strip("()[]【】。.;,、!")
    return stripped or folded
