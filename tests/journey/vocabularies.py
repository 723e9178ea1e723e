"""Which versions of the vocabulary do the migration tests go between? Variants of one addition, each a folder's Turtle.

All are about the column ``内部标记`` of ``tests.journey.lists``: kept, read as a property, restricted, renamed, bound to a
class, required, a number.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ontology.load import load
from ontology.model import Ontology
from tests.ontology.folders import PREFIXES, words

PLAIN: Final = f"""
gj:innerMark a owl:DatatypeProperty ; rdfs:domain gj:Thing ; rdfs:range xsd:string ; {words("内部标记", "inner mark")} .
"""
VARIANTS: Final = {
    "other": f"gj:Zeppelin a owl:Class ; rdfs:subClassOf gj:Resource ; {words('飞艇', 'airship')} .",
    "plain": PLAIN,
    "restricted": PLAIN.replace(" .\n", " ; gj:restricted true .\n"),
    "single": PLAIN.replace(" .\n", " ; gj:single true .\n"),
    "number": PLAIN.replace("xsd:string", "xsd:decimal"),
    "needs-only": PLAIN.replace("gj:Thing", "gj:Need"),
    "deprecated": f"""
gj:innerMark a owl:DatatypeProperty ; rdfs:domain gj:Thing ; rdfs:range xsd:string ; owl:deprecated true ;
    dct:isReplacedBy gj:innerNote ; {words("旧内部标记", "old inner mark")} .
gj:innerNote a owl:DatatypeProperty ; rdfs:domain gj:Thing ; rdfs:range xsd:string ; {words("内部标记", "inner note")} .
""",
    "renamed": f"""
gj:innerNote a owl:DatatypeProperty ; rdfs:domain gj:Thing ; rdfs:range xsd:string ; {words("内部标记", "inner note")} .
""",
    "short": PLAIN
    + """
gj:InnerMarkShape a sh:NodeShape ; sh:targetClass gj:Offer ;
    sh:property [ sh:path gj:innerMark ; sh:maxLength 3 ; sh:message "太长"@zh , "too long"@en ] .
""",
    "must": PLAIN
    + """
gj:InnerMarkShape a sh:NodeShape ; sh:targetClass gj:Offer ;
    sh:property [ sh:path gj:innerMark ; sh:minCount 1 ; sh:message "须有"@zh , "must be there"@en ] .
""",
}
"""Name → Turtle."""


def folder_of(name: str, tmp_path: Path) -> Path:
    """The folder of a variant."""
    folder = tmp_path / f"vocabulary-{name}"
    folder.mkdir(exist_ok=True)
    prefixes = f"{PREFIXES}@prefix dct:  <http://purl.org/dc/terms/> .\n"
    (folder / "more.ttl").write_text(prefixes + VARIANTS[name], encoding="utf-8")
    return folder


def variant(name: str, tmp_path: Path) -> Ontology:
    """The project's vocabulary with a variant of the addition."""
    return load(additions=folder_of(name, tmp_path))
