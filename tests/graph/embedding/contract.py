"""What must every embedding backend keep? The checks that each one's tests run."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.embedding.protocol import Embedder

TEXTS = (
    "口罩",
    "社区卫生服务中心每月为六十五岁以上老人免费体检",
    "场地",
    "会议室可容纳八十人，工作日晚上开放，需提前三天预约。" * 5,
    "A meeting room for eighty people",
    "",
    " ",
    "😷",
    "字" * 5000,
)


def check_shape_and_length(embedder: Embedder) -> None:
    """Unit vectors, float32, of the stated shape; also of nothing."""
    vectors = embedder.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    question = embedder.query(TEXTS[0])
    assert question.shape == (embedder.dimensions,) and question.dtype == np.float32
    assert embedder.passages([]).shape == (0, embedder.dimensions)


def check_batch_independence(embedder: Embedder, examples: int = 15) -> None:
    """A text's vector is the same to the last bit alone, in any batch, in any order."""
    alone = {text: embedder.passages([text])[0].tobytes() for text in TEXTS}

    @settings(max_examples=examples, deadline=None)
    @given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6))
    def in_any_batch(texts: list[str]) -> None:
        assert [v.tobytes() for v in embedder.passages(texts)] == [alone[t] for t in texts]

    in_any_batch()


def check_text_seen(embedder: Embedder) -> None:
    """The first 400 characters count, no more; a question is not a passage."""
    start = "共建单位提供场地" * 50
    assert embedder.passages([start])[0].tobytes() == embedder.passages([start + "口罩"])[0].tobytes()
    assert embedder.query(start).tobytes() == embedder.query(start + "口罩").tobytes()


def check_hostile_text(embedder: Embedder) -> None:
    """Unpaired surrogates, control characters, special tokens are text like any other."""
    for text in ("\ud800口罩", "\x00\x01", "<s></s><pad>", "\u202e反"):
        assert np.isfinite(embedder.passages([text])).all()


def check_identity(embedder: Embedder) -> None:
    """The identifier of the model ends in a hash."""
    name, _, hashed = embedder.model.rpartition("-")
    assert name and len(hashed) == 12 and int(hashed, 16) >= 0
