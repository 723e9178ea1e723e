"""Does loading resolve what is inherited, and does it find everything that is wrong?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ontology.inherit import ancestors
from ontology.load import TURTLE, OntologyError, load
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes
from tests.ontology.folders import PREFIXES, additions, with_addition, words


def problems_of(tmp_path: Path, turtle: str) -> str:
    with pytest.raises(OntologyError) as caught:
        load(with_addition(tmp_path, turtle))
    return caught.value.en


def test_core_terms_are_there(ontology: Ontology) -> None:
    for group, found in (
        (Classes, ontology.classes),
        (Properties, ontology.properties),
        (Schemes, ontology.schemes),
    ):
        names = {value for key, value in vars(group).items() if key.isupper()}
        assert names and names <= set(found)


def test_ancestors_are_nearest_first(ontology: Ontology) -> None:
    assert ontology.classes["HealthCentre"].ancestors == ("Hospital", "Organization", "Party", "Thing")
    assert ontology.labels("Hotel") == ("Enterprise", "Hotel", "Organization", "Party", "Thing")
    assert ancestors("d", {"d": ["b", "c"], "b": ["a"], "c": ["b"], "a": []}) == ("c", "b", "a")


def test_roles_captions_and_implied_classes_are_inherited(ontology: Ontology) -> None:
    assert ontology.classes["Hotel"].role == "party"
    assert ontology.classes["GoodsResource"].caption == ("item", "name")
    assert ontology.concepts["surgicalMask"].implies_class == "GoodsResource"


def test_restriction_reaches_sub_properties(ontology: Ontology) -> None:
    restricted = {p.name for p in ontology.properties.values() if p.restricted}
    assert {Properties.CONTACT, "telephone", "contactPerson", "email", "identityNumber"} <= restricted


def test_disjointness_is_symmetric_and_inherited(ontology: Ontology) -> None:
    for name, cls in ontology.classes.items():
        assert all(name in ontology.classes[other].disjoint for other in cls.disjoint)
    assert "HealthCentre" in ontology.classes["Community"].disjoint
    assert "Hospital" not in ontology.classes["Enterprise"].disjoint


def test_relation_only_for_nodes(ontology: Ontology) -> None:
    assert ontology.properties[Properties.PROVIDER].relation == "PROVIDED_BY"
    assert ontology.properties[Properties.PLACE].relation == "IN_PLACE"
    assert ontology.properties[Properties.ABOUT].relation == "ABOUT"
    assert ontology.properties[Properties.QUANTITY].relation is None


def test_version_ignores_comments_and_order(tmp_path: Path, ontology: Ontology) -> None:
    folder = tmp_path / "turtle"
    shutil.copytree(TURTLE, folder)
    costs = folder / "costs.ttl"
    blocks = costs.read_text(encoding="utf-8").split("\n\n")
    costs.write_text("\n\n".join(["# a comment", *blocks[:2], *reversed(blocks[2:])]), encoding="utf-8")
    (folder / "kinds-goods.ttl").rename(folder / "a-goods.ttl")
    again = load(folder)
    assert again == ontology


def test_version_changes_with_a_triple(tmp_path: Path, ontology: Ontology) -> None:
    changed = load(with_addition(tmp_path, 'gj:free skos:altLabel "白送"@zh .'))
    assert changed.version != ontology.version
    assert "白送" in changed.concepts["free"].synonyms


def test_own_ontology_is_loaded_once() -> None:
    assert load() is load()


def test_additions_are_as_good_as_the_own_folder(tmp_path: Path, ontology: Ontology) -> None:
    turtle = f"""
gj:Zx a owl:Class ; rdfs:subClassOf gj:Offer ; {words("某供给", "zx")} .
gj:zx a owl:DatatypeProperty ; rdfs:subPropertyOf gj:quantity ; {words("某数量", "zx amount")} .
gj:free skos:altLabel "白送"@zh ."""
    folder = additions(tmp_path, turtle)
    (folder / "below").mkdir()
    (folder / "below" / "not-read.ttl").write_text("nonsense", encoding="utf-8")
    added = load(additions=folder)
    assert added == load(with_addition(tmp_path / "copy", turtle, "zz.ttl"))
    assert added.is_a("Zx", Classes.OFFER) and added.property_is_a("zx", Properties.QUANTITY)
    assert "白送" in added.concepts["free"].synonyms
    assert added.version != ontology.version and load() is ontology


def test_problems_of_additions_name_their_folder(tmp_path: Path) -> None:
    folder = additions(
        tmp_path, "gj:Hotel rdfs:subClassOf gj:Nowhere .\ngj:x gj:role gj:y .", "organisations.ttl"
    )
    with pytest.raises(OntologyError) as caught:
        load(additions=folder)
    found = {(p.file, p.line, p.term) for p in caught.value.problems}
    first = PREFIXES.count("\n") + 1
    assert {("more/organisations.ttl", first, "Hotel"), ("more/organisations.ttl", first + 1, "x")} == found


def test_additions_without_files(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"no \.ttl files"):
        load(additions=tmp_path)


CLASS = f"gj:X a owl:Class ; {words('某类', 'x')} ; "
PROPERTY = f"gj:x a owl:DatatypeProperty ; {words('某属性', 'x property')} ; "
CONCEPT = f"gj:x a skos:Concept ; {words('某概念', 'x concept', 'skos:prefLabel')} ; "

SHAPE = "gj:S a sh:NodeShape ; sh:targetClass gj:Party ; sh:property "


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        (CLASS + "rdfs:subClassOf gj:Nowhere .", "X: unknown class Nowhere"),
        (CLASS + 'gj:role "x" .', "X: is not below Thing"),
        (CLASS + "rdfs:subClassOf gj:Y . gj:Y rdfs:subClassOf gj:X .", "Y: no type"),
        (CLASS + f"rdfs:subClassOf gj:Y . gj:Y a owl:Class ; {words('乙', 'y')} ; rdfs:subClassOf gj:X .", "a cycle"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:caption ( gj:nothing ) .", "X: unknown property nothing"),
        (CLASS + "rdfs:subClassOf gj:Party ; owl:disjointWith gj:Party .", "disjoint with what it is"),
        (CLASS + "rdfs:subClassOf gj:Party ; skos:altlabel \"错\"@zh .", "does not know the predicate"),
        ('gj:X a owl:Class ; rdfs:subClassOf gj:Party ; rdfs:label "某类"@zh .', "X: label@en is missing"),
        ('gj:X a owl:Class ; rdfs:subClassOf gj:Party ; rdfs:label "x"@en , "甲"@zh .', "X: definition@zh is missing"),
        (CLASS + 'rdfs:subClassOf gj:Party ; rdfs:label "又一个"@zh .', "more than one zh label"),
        (CLASS + "rdfs:subClassOf gj:Party . gj:X a skos:Concept .", "one name, several kinds"),
        (CLASS + 'rdfs:subClassOf gj:Party ; skos:altLabel "医院"@zh .', "“医院” means both"),
        (f"gj:Hotel a owl:Class ; {words('酒店', 'hotel')} .", "declared in several files"),
        (f"gj:bad-name a owl:Class ; {words('丙', 'c')} ; rdfs:subClassOf gj:Party .", "letters, digits and _"),
        (PROPERTY + "rdfs:domain gj:Nowhere ; rdfs:range xsd:string .", "x: unknown class Nowhere"),
        (PROPERTY + "rdfs:domain gj:Thing .", "x: unknown range"),
        (PROPERTY + "rdfs:domain gj:Thing ; rdfs:range xsd:dateTime .", "x: unknown range"),
        (PROPERTY + "rdfs:range xsd:string .", "x: has no domain"),
        (PROPERTY + "rdfs:domain gj:Thing ; rdfs:range gj:Party .", "makes it an owl:ObjectProperty"),
        (PROPERTY + "rdfs:subPropertyOf gj:nothing ; rdfs:domain gj:Thing ; rdfs:range xsd:string .", "unknown property"),
        (PROPERTY + "rdfs:subPropertyOf gj:quantity ; rdfs:range xsd:string .", "range does not fit that of quantity"),
        (PROPERTY + "rdfs:subPropertyOf gj:contact ; rdfs:range xsd:date .", "plain strings only"),
        (PROPERTY + 'rdfs:domain gj:Thing ; rdfs:range xsd:string ; skos:altLabel "数 量"@zh .', "“数量” means both"),
        (PROPERTY + "rdfs:domain gj:Thing ; rdfs:range xsd:string ; gj:scheme gj:costs .", "names its scheme"),
        (PROPERTY + "rdfs:subPropertyOf gj:y . gj:y a owl:DatatypeProperty ; rdfs:subPropertyOf gj:x .", "x: is above itself (a cycle)"),
        (PROPERTY + "rdfs:domain gj:Thing ; rdfs:range xsd:string ; <http://example.org/p> 1 .", "does not know the predicate http://example.org/p"),
        (PROPERTY + "rdfs:domain gj:Organisation ; rdfs:range xsd:string .", "unknown class Organisation; did you mean Organization?"),
        ('gj:quantity skos:hiddenLabel "联系电话"@zh .', "“联系电话” means both quantity and telephone"),
        ('gj:Hotell skos:altLabel "旅舍"@zh .', "Hotell: no type: class, property, concept or scheme; did you mean Hotel?"),
        ("gj:quantity rdfs:range xsd:string .", "quantity: more than one range"),
        (CONCEPT + "skos:broader gj:free .", "exactly one scheme"),
        (CONCEPT + "skos:inScheme gj:costs ; skos:broader gj:goods .", "goods is in another scheme"),
        (CONCEPT + "skos:inScheme gj:costs ; skos:broader gj:x .", "a cycle"),
        (CONCEPT + "skos:inScheme gj:costs ; gj:impliesClass gj:Nowhere .", "unknown class Nowhere"),
        (CONCEPT + "skos:inScheme gj:costs ; gj:substitution [ gj:substitute gj:mask ] .", "mask is in another scheme"),
        (CONCEPT + "skos:inScheme gj:costs ; gj:substitution [ gj:substitute gj:zero ] .", "unknown concept zero"),
        (CONCEPT + 'skos:inScheme gj:costs ; gj:substitution [ gj:condition "若"@zh ] .', "names one substitute"),
        (
            CONCEPT + 'skos:inScheme gj:costs ; gj:substitution [ gj:substitute gj:free ; gj:condition "若"@zh ] .',
            "needs both languages",
        ),
        ("gj:protectiveMask gj:substitution [ gj:substitute gj:surgicalMask ] .", "stand in for each other"),
        ("gj:mask gj:suits [ gj:audience gj:goods ] .", "mask: unknown audience goods"),
        ("gj:mask gj:suits [ gj:audience gj:children ] .", "the reason needs both languages"),
        ("gj:mask gj:suits [ gj:purposeWord \"x\" ] .", "names one audience"),
        (CONCEPT + 'skos:inScheme gj:costs ; skos:altLabel "免费"@zh .', "“免费” means both free and x"),
        (SHAPE + "[ sh:path gj:nil ; sh:minCount 1 ] .", "unknown property nil"),
        ("gj:S a sh:NodeShape ; sh:targetClass gj:Nil ; sh:property [ sh:path gj:name ; sh:minCount 1 ] .", "unknown class Nil"),
        (SHAPE + "[ sh:path gj:name ; sh:lessThan gj:uscc ] .", "lessThan compares two numbers or two dates"),
        (SHAPE + '[ sh:path gj:name ; sh:pattern "(" ] .', "pattern cannot be used"),
        (SHAPE + "[ sh:path gj:remark ; sh:minInclusive 0 ] .", "minInclusive cannot be used: the range is neither"),
        (SHAPE + "[ sh:path gj:statedOn ; sh:maxInclusive 9 ] .", "maxInclusive cannot be used: a date is written"),
        (SHAPE + '[ sh:path gj:remark ; sh:in ( gj:free "a" ) ] .', "value of in cannot be used"),
        (SHAPE + "[ sh:minCount 1 ] .", "S: a rule has a path and a constraint"),
        (SHAPE + "[ sh:path gj:remark ] .", "S: a rule has a path and a constraint"),
        ("gj:S a sh:NodeShape ; sh:property [ sh:path gj:name ; sh:minCount 1 ] .", "S: a shape names its sh:targetClass"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, turtle: str, said: str) -> None:
    assert said in problems_of(tmp_path, turtle)


OLD = "owl:deprecated true ; "
TAKES_OVER = "dcterms:isReplacedBy "


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        (CLASS + f"rdfs:subClassOf gj:Party ; {OLD} rdfs:comment 'x' .", "a deprecated term names one successor of its kind"),
        (CLASS + f"rdfs:subClassOf gj:Party ; {OLD} {TAKES_OVER} gj:quantity .", "a deprecated term names one successor of its kind"),
        (CLASS + f"rdfs:subClassOf gj:Party ; {OLD} {TAKES_OVER} gj:Hotel , gj:Shop .", "a deprecated term names one successor"),
        (CLASS + f"rdfs:subClassOf gj:Party ; {OLD} {TAKES_OVER} gj:X .", "X: its successor X is deprecated too"),
        (CLASS + f"rdfs:subClassOf gj:Party ; {TAKES_OVER} gj:Hotel .", "has a successor and is not owl:deprecated true"),
        (CLASS + "rdfs:subClassOf gj:Party ; owl:deprecated false .", "owl:deprecated is true or left out"),
        (f"gj:free {OLD} {TAKES_OVER} gj:mask , gj:reduced .", "free: a deprecated term names one successor"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:facet ( gj:quantity ) .", "facet: quantity does not apply to it"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:facet ( gj:telephone ) .", "facet: telephone is restricted"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:facet ( gj:description ) .", "facet: description is restricted, deprecated or long text"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:facet ( gj:inPlaec ) .", "unknown property inPlaec; did you mean inPlace?"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:caption ( gj:item ) .", "caption: item does not apply to it"),
        (CLASS + "rdfs:subClassOf gj:Party ; gj:caption ( gj:email ) .", "caption: email is restricted"),
        ("gj:costs gj:conceptsOf gj:Nowhere .", "gj:conceptsOf names one class"),
        ("gj:costs gj:conceptsOf gj:Hospital .", "costs: Hospital is in another scheme already: organisationKinds"),
    ],
)  # fmt: skip
def test_what_a_term_promises_is_checked(tmp_path: Path, turtle: str, said: str) -> None:
    with pytest.raises(OntologyError) as caught:
        load(additions=additions(tmp_path, turtle))
    assert said in caught.value.en, caught.value.en
    assert all(p.file == "more/added.ttl" and p.line for p in caught.value.problems)


def test_a_deprecated_term_names_its_successor(tmp_path: Path) -> None:
    turtle = CLASS + f"rdfs:subClassOf gj:Party ; {OLD} {TAKES_OVER} gj:Hotel ."
    added = load(additions=additions(tmp_path, turtle)).classes["X"]
    assert added.deprecated and added.successor == "Hotel"


def test_facets_are_inherited_like_captions(tmp_path: Path, ontology: Ontology) -> None:
    assert ontology.classes["Hotel"].facets == ontology.classes["Party"].facets != ()
    turtle = CLASS + "rdfs:subClassOf gj:Hotel ; gj:facet ( gj:uscc ) ."
    assert load(additions=additions(tmp_path, turtle)).classes["X"].facets == ("uscc",)


def test_kinds_of_organisation_are_the_classes(tmp_path: Path, ontology: Ontology) -> None:
    concept = ontology.concepts["HealthCentre"]
    assert concept.scheme == "organisationKinds" and concept.implies_class == "HealthCentre"
    assert concept.iri == ontology.classes["HealthCentre"].iri and concept.broader == ("Hospital",)
    assert concept.wordings == ontology.classes["HealthCentre"].wordings
    assert ontology.concepts["Hospital"].broader == () and "Organization" not in ontology.concepts
    assert {"Grid", "Street", "placeEstate"} <= set(ontology.schemes["placeTypes"])
    added = load(additions=additions(tmp_path, CLASS + "rdfs:subClassOf gj:Hospital ."))
    assert "X" in added.schemes["organisationKinds"] and added.concept_is_a("X", "Hospital")


def test_syntax_errors_of_additions_name_folder_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as caught:
        load(additions=additions(tmp_path, "\ngj:X a owl:Class\ngj:Y a owl:Class ."))
    assert (caught.value.where["file"], caught.value.where["line"]) == (
        "more/added.ttl",
        PREFIXES.count("\n") + 3,
    )


def test_a_list_that_leads_back_into_itself_ends(tmp_path: Path) -> None:
    turtle = CLASS + "rdfs:subClassOf gj:Party ; gj:facet _:a . _:a rdf:first gj:inPlace ; rdf:rest _:a ."
    prefix = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    assert load(additions=additions(tmp_path, prefix + turtle)).classes["X"].facets == ("inPlace",)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    folder = additions(tmp_path, "")
    with (folder / "large.ttl").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(OntologyError, match=r"more/large.ttl: larger than 16 MiB"):
        load(additions=folder)


def test_all_problems_at_once_with_file_and_line(tmp_path: Path) -> None:
    turtle = f"\ngj:X a owl:Class ;\n  {words('甲', 'x')} ; rdfs:subClassOf gj:No .\n\ngj:Y a owl:Class ; rdfs:subClassOf gj:No .\n"
    with pytest.raises(OntologyError) as caught:
        load(with_addition(tmp_path, turtle))
    found = {(p.file, p.line, p.term) for p in caught.value.problems}
    first = PREFIXES.count("\n") + 2
    assert {("added.ttl", first, "X"), ("added.ttl", first + 3, "Y")} <= found
    assert caught.value.zh.count("不存在的 class：No") == 2


def test_syntax_errors_name_file_and_line(tmp_path: Path) -> None:
    folder = with_addition(tmp_path, "gj:X a owl:Class\ngj:Y a owl:Class .", "one.ttl")
    with_addition(tmp_path, "nonsense", "two.ttl")
    with pytest.raises(OntologyError) as caught:
        load(folder)
    assert [(p.file, p.line > 0) for p in caught.value.problems] == [("one.ttl", True), ("two.ttl", True)]


def test_not_utf8_and_no_files(tmp_path: Path) -> None:
    folder = with_addition(tmp_path, "")
    (folder / "gbk.ttl").write_bytes("# 党建联盟".encode("gbk"))
    with pytest.raises(OntologyError, match="not UTF-8"):
        load(folder)
    with pytest.raises(OntologyError, match=r"no \.ttl files"):
        load(tmp_path / "nowhere")


def test_a_missing_core_term_is_said(tmp_path: Path) -> None:
    folder = with_addition(tmp_path, "")
    (folder / "costs.ttl").unlink()
    with pytest.raises(OntologyError, match="costs: core term is missing"):
        load(folder)
