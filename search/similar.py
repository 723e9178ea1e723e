"""Which cases and practices are like this one, and in which part?"""

from __future__ import annotations

from search.similar_answer import Part, SimilarAnswer, SimilarItem

__all__ = ["Part", "SimilarAnswer", "SimilarItem"]
