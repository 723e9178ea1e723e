"""Does a snapshot make the same graph again, without a model, and the same snapshot of that?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.schema import ensure_schema
from graph.snapshots.create import Created
from graph.snapshots.errors import ModelDiffers, SnapshotDamaged
from graph.snapshots.opening import RememberedModel, open_in
from tests.conftest import WIPE
from tests.graph.snapshots.conftest import Hashed

pytestmark = pytest.mark.store


def no_model() -> Embedder:
    """Opening a snapshot needs none."""
    raise AssertionError("the model was opened")


def silent(step: str, done: int, total: int) -> None:
    """A listener that nobody hears."""


def test_it_opens_without_a_model_and_is_the_same_to_the_byte(
    make: Callable[..., Created], filled: Graph, tmp_path: Path
) -> None:
    made = make().snapshot
    before = list(canonical(filled, PUBLIC))
    filled.commit_in_batches(WIPE)
    ensure_schema(filled)
    cache = VectorCache(tmp_path / "second.sqlite")
    opened = open_in(filled, made, cache, no_model, silent)
    cache.close()
    assert opened.report.same and opened.embedded == 0
    assert list(canonical(filled, PUBLIC)) == before
    # What search reads is no part of the export: it follows from it, vectors and texts to the byte.
    again = make()
    assert (again.new, again.snapshot.id) == (False, made.id)


def test_a_damaged_snapshot_makes_nothing(
    make: Callable[..., Created], filled: Graph, cache: VectorCache
) -> None:
    made = make().snapshot
    path = made.folder / "search/entities.f32"
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\0")
    filled.commit_in_batches(WIPE)
    with pytest.raises(SnapshotDamaged, match=r"entities\.f32"):
        open_in(filled, made, cache, no_model, silent)
    assert filled.read("MATCH (r:Record) RETURN count(r) AS n")[0]["n"] == 0


def test_another_model_embeds_nothing_under_the_name_of_the_first(make: Callable[..., Created]) -> None:
    class Other(Hashed):
        model = "other-1"

    with pytest.raises(ModelDiffers):
        RememberedModel(make().snapshot, Other).passages(["新的文本"])
