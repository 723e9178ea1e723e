"""Does the example of the handbook on the vocabulary do what the handbook says?"""

from __future__ import annotations

import re
from pathlib import Path

from graph.facets import Facets
from graph.fold import Folder
from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ontology.load import load
from tests.ingest.reading import read_file, write_csv

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "vocabulary.md"


def _rows(text: str) -> list[list[str]]:
    table = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_example_loads_and_its_list_is_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    (turtle,) = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    (tmp_path / "added").mkdir()
    (tmp_path / "added" / "tutoring.ttl").write_text(turtle, encoding="utf-8")
    ontology = load(additions=tmp_path / "added")
    path = write_csv(tmp_path / "课业帮扶清单.csv", _rows(text))
    (offer,) = read_file(path, Lexicon(ontology, gazetteer)).of("offer")
    assert offer.type == "TutoringService"
    assert (offer.first("schoolStage"), offer.first("tutorsPerSession")) == ("初中", "3")
    entity = Folder(ontology, gazetteer).fold([offer], {})
    assert "schoolStage=初中" in entity.facets
    assert Facets(ontology).names >= {"schoolStage"}
