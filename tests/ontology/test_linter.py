"""Is the vocabulary well kept? Rules for every term, so that a careless addition fails here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from ontology.load import TURTLE, load
from ontology.model import Concept, Constraint, Ontology, Term
from ontology.terms import NAMESPACE, Classes, Properties, Schemes
from ontology.triples import RDFS, SH, Triples, read_triples
from ontology.validate import LITERALS
from tests.ontology.folders import additions, words


@pytest.fixture(scope="module")
def triples() -> Triples:
    return read_triples(TURTLE)


def vocabulary(ontology: Ontology) -> list[Term]:
    """Classes, properties, and the concepts of all schemes that are not word lists."""
    concepts = [c for c in ontology.concepts.values() if c.definition_zh]
    return list(chain(ontology.classes.values(), ontology.properties.values(), concepts))


def is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def test_every_term_is_labelled_and_described_in_both_languages(ontology: Ontology) -> None:
    for term in chain(ontology.classes.values(), ontology.properties.values()):
        assert term.definition_zh and term.definition_en, term.name
    for term in chain(vocabulary(ontology), ontology.concepts.values()):
        assert term.zh and term.en, term.name
    for scheme in (Schemes.KINDS, Schemes.AUDIENCES, Schemes.COSTS, "themes"):
        assert all(c.definition_zh and c.definition_en for c in ontology.in_scheme(scheme))


def test_a_chinese_definition_is_chinese(ontology: Ontology) -> None:
    for term in vocabulary(ontology):
        assert any(map(is_ideograph, term.definition_zh)), term.name
        assert not any(map(is_ideograph, term.definition_en)), term.name


def test_nothing_is_redeclared_in_a_child(triples: Triples, ontology: Ontology) -> None:
    for name, prop in ontology.properties.items():
        parents = [ontology.properties[p] for p in prop.ancestors]
        stated = triples.objects(NAMESPACE + name, RDFS + "range")
        assert not stated or all(prop.range != parent.range for parent in parents), name
        if triples.literals(NAMESPACE + name, NAMESPACE + "restricted"):
            assert not any(parent.restricted for parent in parents), name
    for name, cls in ontology.classes.items():
        above = [ontology.classes[a] for a in cls.ancestors]
        own = triples.literals(NAMESPACE + name, NAMESPACE + "role")
        assert not any(own == [a.role] for a in above), name
        assert not set(cls.parents) & {a for p in cls.parents for a in ontology.classes[p].ancestors}, name


def test_every_shape_says_why_in_both_languages(triples: Triples, ontology: Ontology) -> None:
    assert len(ontology.constraints) > 10
    assert all(c.zh and c.en for c in ontology.constraints)
    messages = [p[SH + "message"] for p in triples.subjects.values() if SH + "message" in p]
    assert all(len(found) == 2 for found in messages)


def test_ranges_are_known(ontology: Ontology) -> None:
    for prop in ontology.properties.values():
        assert prop.range in LITERALS | {"concept", "place"} | ontology.classes.keys(), prop.name


def test_every_kind_of_resource_has_a_class(ontology: Ontology) -> None:
    tops = {"space", "service", "goods", "people", "funds"}
    for concept in ontology.in_scheme(Schemes.KINDS):
        assert concept.name in tops or tops & set(concept.ancestors), concept.name
        assert ontology.is_a(concept.implies_class, Classes.RESOURCE), concept.name


@pytest.mark.parametrize("scheme", [Schemes.KINDS, Schemes.AUDIENCES, Schemes.COSTS])
def test_concept_wordings_are_safe_as_substrings(ontology: Ontology, scheme: str) -> None:
    for concept in ontology.in_scheme(scheme):
        for wording in concept.wordings:
            assert len(wording) >= 2, (concept.name, wording)
            assert "|" not in wording and wording == wording.strip(), (concept.name, wording)


def test_headers_of_contacts_are_restricted(ontology: Ontology) -> None:
    owner = {w: p for p in ontology.properties.values() for w in p.wordings}
    for header in (
        "联系人",
        "联系电话",
        "手机",
        "微信",
        "邮箱",
        "身份证号",
        "银行账号",
        "phone",
        "wechat",
        "e-mail",
    ):
        assert owner[header].restricted, header


def test_standards_are_codes_without_year(ontology: Ontology) -> None:
    found = [s for c in ontology.concepts.values() for s in c.standards]
    assert {"YY/T 0969", "YY 0469", "GB 19083", "GB 2626", "GB 19082"} <= set(found)
    assert len(found) == len(set(found))
    assert all(s.split(" ")[-1].isdigit() for s in found)


def reached(name: str, ontology: Ontology) -> set[str]:
    """Everything that may stand in for a concept, over any number of steps."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for substitution in ontology.concepts[waiting.pop()].substitutes:
            if substitution.concept not in seen:
                seen.add(substitution.concept)
                waiting.append(substitution.concept)
    return seen


def test_substitution_never_leads_back(ontology: Ontology) -> None:
    for concept in ontology.concepts.values():
        assert concept.name not in reached(concept.name, ontology)


@pytest.mark.parametrize(
    ("wanted", "better", "worse"),
    [
        ("ordinaryMask", {"surgicalMask", "protectiveMask", "respirator"}, set()),
        ("surgicalMask", {"protectiveMask", "respirator"}, {"ordinaryMask"}),
        ("respirator", {"protectiveMask"}, {"ordinaryMask", "surgicalMask"}),
        ("protectiveMask", set(), {"ordinaryMask", "surgicalMask", "respirator", "civilMask"}),
        ("isolationGown", {"protectiveSuit"}, {"surgicalGown"}),
        ("protectiveSuit", set(), {"isolationGown", "surgicalGown"}),
    ],
)
def test_protection_is_replaced_upward_only(
    ontology: Ontology, wanted: str, better: set[str], worse: set[str]
) -> None:
    assert reached(wanted, ontology) == better
    assert not worse & reached(wanted, ontology)


def test_n95_for_surgical_has_a_condition(ontology: Ontology) -> None:
    found = {s.concept: s for s in ontology.concepts["surgicalMask"].substitutes}
    assert "喷溅" in found["respirator"].condition_zh and "splash" in found["respirator"].condition_en
    assert found["protectiveMask"].condition_zh == ""


def test_no_concept_stands_in_for_its_own_kind(ontology: Ontology) -> None:
    for concept in ontology.concepts.values():
        assert isinstance(concept, Concept)
        for substitution in concept.substitutes:
            assert not ontology.concept_is_a(substitution.concept, concept.name)
            assert not ontology.concept_is_a(concept.name, substitution.concept)


def test_list_roles_name_record_roles(ontology: Ontology) -> None:
    roles = {c.role for c in ontology.classes.values()}
    notations = {c.notation.partition("-")[0] for c in ontology.in_scheme(Schemes.LIST_ROLES)}
    assert notations == {"offer", "need"} and notations <= roles


def test_every_class_and_property_has_examples(ontology: Ontology) -> None:
    for term in chain(ontology.classes.values(), ontology.properties.values()):
        assert term.example_zh and term.example_en, term.name
        assert not any(map(is_ideograph, term.example_en)), term.name
        assert len(term.example_zh) <= 60 and len(term.example_en) <= 100, term.name


def test_hidden_wordings_are_read_and_never_labels(ontology: Ontology) -> None:
    hidden = {w for p in ontology.properties.values() for w in p.hidden}
    assert {"面积㎡", "qty", "序", "是否免费"} <= hidden
    assert not hidden & {label for p in ontology.properties.values() for label in (p.zh, p.en)}
    for term in chain(ontology.classes.values(), ontology.properties.values(), ontology.concepts.values()):
        assert set(term.hidden) <= set(term.synonyms), term.name


def named_in(rules: Iterable[Constraint]) -> Iterator[str]:
    """The properties and classes that constraints name, those in their parts too."""
    for rule in rules:
        yield from (rule.property, rule.target)
        for part in rule.parts:
            yield from named_in(part)


def unused(ontology: Ontology) -> set[str]:
    """Classes, properties and schemes that nothing uses and that are not given up.

    A term is used if code names it, a shape, a caption, a facet, a domain, a range or a term below it does, if another
    standard's term is read as it, if it is a value (a kind of organisation, a concept's class), or if lists are headed
    by wordings of its own beside its label.
    """
    used = {v for g in (Classes, Properties, Schemes) for k, v in vars(g).items() if k.isupper()}
    used |= set(named_in(ontology.constraints))
    for cls in ontology.classes.values():
        used |= {*cls.caption, *cls.facets, *cls.parents, cls.party_property}
    for prop in ontology.properties.values():
        used |= {*prop.domain, *prop.parents, prop.range, prop.scheme}
    for concept in ontology.concepts.values():
        used |= {concept.implies_class}
    every = (*ontology.classes.values(), *ontology.properties.values())
    used |= {t.name for t in every if t.alignments or t.hsds or t.synonyms or t.deprecated}
    return {t.name for t in every if t.name not in used} | (set(ontology.schemes) - used)


def test_every_term_is_used_or_given_up(tmp_path: Path, ontology: Ontology) -> None:
    assert unused(ontology) == set()
    turtle = f"""
gj:zxIdle a owl:DatatypeProperty ; {words("某闲置", "idle")} ; rdfs:domain gj:Offer ; rdfs:range xsd:string .
gj:zxOld a owl:DatatypeProperty ; {words("某旧名", "old")} ; rdfs:domain gj:Offer ; rdfs:range xsd:decimal ;
    owl:deprecated true ; dcterms:isReplacedBy gj:quantity .
gj:zxScheme a skos:ConceptScheme ; skos:prefLabel "某词表"@zh , "a scheme"@en ."""
    assert unused(load(additions=additions(tmp_path, turtle))) == {"zxIdle", "zxScheme"}


def test_what_people_look_for_has_facets(ontology: Ontology) -> None:
    for name in ("Party", "Offer", "Need", "Practice", "Case", "Project", "Honour", "Match"):
        assert all(ontology.classes[sub].facets for sub in ontology.subclasses(name)), name


def test_kinds_have_two_levels(ontology: Ontology) -> None:
    concepts = ontology.in_scheme(Schemes.KINDS)
    above = {b for c in concepts for b in c.broader}
    for top in ("space", "service", "goods", "people", "funds"):
        second = [c.name for c in concepts if top in c.broader]
        assert len(second) > 5 and 4 * sum(name in above for name in second) >= 3 * len(second), top


def test_a_dozen_services_have_stand_ins(ontology: Ontology) -> None:
    found = [c for c in ontology.in_scheme(Schemes.KINDS) if c.substitutes and "service" in c.ancestors]
    assert len(found) >= 12
    assert all(ontology.concepts[s.concept].scheme == Schemes.KINDS for c in found for s in c.substitutes)


@pytest.mark.parametrize(
    ("scheme", "wordings"),
    [
        (
            Schemes.THEMES,
            "养老 托育 就业 医疗 环境 停车 文体 心理健康 法律服务 婚恋 助残 垃圾分类 物业 乡村振兴",
        ),
        ("methodThemes", "党建引领 协商议事 积分制 网格治理 志愿服务"),
        ("placeTypes", "老旧小区 写字楼 商圈 产业园区 网格"),
        ("organisationKinds", "社区 医院 高校 社会组织 物业公司"),
    ],
)
def test_schemes_know_what_people_say(ontology: Ontology, scheme: str, wordings: str) -> None:
    known = {w for c in ontology.in_scheme(scheme) for w in c.wordings}
    assert set(wordings.split()) <= known
