"""Do the alignments name terms that the standards have, and do they lead in and out as they say?

W3C ORG, PROV, SKOS, DCAT, Dublin Core and schema.org are held against the closed namespaces that rdflib ships;
HSDS 3.1 and Valueflows against lists of the names in their published specifications.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from rdflib.namespace import DCAT, DCTERMS, ORG, PROV, SDO, SKOS, DefinedNamespace

from ontology.alignments import IN, OUT, Correspondence, outgoing
from ontology.load import OntologyError, load
from ontology.model import Ontology, Property, Term
from ontology.standards import HSDS, namespace_of, standards
from tests.ontology.folders import additions, words

SCHEMA, W3ORG = "https://schema.org/", "http://www.w3.org/ns/org#"
VALUEFLOWS = "https://w3id.org/valueflows/ont/vf#"
NAMED = frozenset({"http://www.w3.org/2000/01/rdf-schema#comment"})
"""Aligned terms of standards that have no list here."""


def names(namespace: type[DefinedNamespace]) -> set[str]:
    return {name for name in namespace.__annotations__ if not name.startswith("_")}


@pytest.fixture(scope="module")
def correspondence(ontology: Ontology) -> Correspondence:
    return Correspondence(ontology)


def terms(ontology: Ontology) -> list[Term]:
    return list(chain(ontology.classes.values(), ontology.properties.values(), ontology.concepts.values()))


@pytest.mark.parametrize("namespace", [ORG, PROV, SKOS, DCAT, DCTERMS, SDO])
def test_the_lists_are_those_of_the_standards(namespace: type[DefinedNamespace]) -> None:
    assert standards()[str(namespace)] == names(namespace)


@pytest.mark.parametrize(
    ("namespace", "some"),
    [
        (
            HSDS,
            "organization service.name service_capacity.maximum url.url taxonomy_term.name address.region",
        ),
        (VALUEFLOWS, "Intent Commitment EconomicEvent Proposal provider receiver satisfies fulfills"),
    ],
)
def test_lists_written_from_specifications(namespace: str, some: str) -> None:
    assert set(some.split()) <= standards()[namespace]


def test_every_aligned_term_exists(ontology: Ontology) -> None:
    found = {a.iri for t in terms(ontology) for a in t.alignments}
    assert len(found) > 120
    unknown = {
        iri
        for iri in found
        if iri.removeprefix(namespace_of(iri)) not in standards().get(namespace_of(iri), ())
    }
    assert unknown == NAMED
    assert {p for t in terms(ontology) for p in t.hsds} <= standards()[HSDS]
    assert {s.iri.removeprefix(namespace_of(s.iri)) for s in ontology.shortcuts} <= names(ORG) | names(SDO)


def test_the_standards_are_all_used(ontology: Ontology) -> None:
    used = {namespace_of(a.iri) for t in terms(ontology) for a in t.alignments} | {HSDS}
    assert used >= standards().keys()


@pytest.mark.parametrize(
    ("alignment", "said"),
    [
        ("skos:closeMatch schema:Organisation", "has no term https://schema.org/Organisation; did you mean Organization?"),
        ("rdfs:subClassOf org:Organisation", "has no term http://www.w3.org/ns/org#Organisation"),
        ("skos:broadMatch prov:Agnet", "did you mean Agent?"),
        ("skos:closeMatch vf:Intention", "has no term https://w3id.org/valueflows/ont/vf#Intention"),
        ("skos:closeMatch <http://schema.org/Organization>", "the namespace of schema.org is https://schema.org/"),
        ("skos:closeMatch schema:name", "a class is aligned with classes"),
        ("skos:narrowMatch schema:Hospital", "would be read as both Hospital and X"),
        ('gj:hsds "organisation"', "no such table or field: organisation; did you mean organization?"),
        ('gj:hsds "service.name"', "no such table or field: service.name"),
    ],
)  # fmt: skip
def test_a_mistyped_alignment_is_an_error(tmp_path: Path, alignment: str, said: str) -> None:
    turtle = f"gj:X a owl:Class ; {words('某类', 'x')} ; rdfs:subClassOf gj:Party ; {alignment} ."
    with pytest.raises(OntologyError) as caught:
        load(additions=additions(tmp_path, turtle))
    problem = next(p for p in caught.value.problems if said in p.en)
    assert problem.file == "more/added.ttl" and problem.line and problem.term == "X"


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        ("gj:telephone rdfs:subPropertyOf schema:telephone .", "is not told as https://schema.org/telephone"),
        ("gj:email skos:exactMatch schema:faxNumber .", "is not told as https://schema.org/faxNumber"),
        ("gj:contact skos:broadMatch schema:contactOption .", "is not told as"),
        ("gj:Offer skos:closeMatch schema:Product .", "cannot be read as it; use skos:broadMatch"),
        ('gj:quantity gj:hsds "service" .', "no such table or field"),
        ("gj:quantity skos:closeMatch schema:Quantity .", "a property with properties"),
        ("gj:quantity skos:closeMatch schema:price .", "would be read as both price and quantity"),
        ("org:memberOff owl:propertyChainAxiom ( [ owl:inverseOf gj:member ] gj:alliance ) .", "did you mean memberOf?"),
    ],
)  # fmt: skip
def test_a_wrong_alignment_is_an_error(tmp_path: Path, turtle: str, said: str) -> None:
    with pytest.raises(OntologyError) as caught:
        load(additions=additions(tmp_path, turtle))
    assert said in caught.value.en, caught.value.en


def test_restricted_values_are_told_nowhere(ontology: Ontology) -> None:
    restricted = [p for p in ontology.properties.values() if p.restricted]
    assert any(p.alignments for p in restricted) and any(p.hsds for p in restricted)
    assert all(outgoing(p) == () for p in restricted)
    assert not any(a.predicate in OUT for p in restricted for a in p.alignments)


def test_outgoing(ontology: Ontology) -> None:
    assert set(outgoing(ontology.classes["Organization"])) == {
        W3ORG + "Organization",
        SCHEMA + "Organization",
        str(PROV) + "Organization",
        VALUEFLOWS + "Organization",
    }
    assert SCHEMA + "eligibleCustomerType" not in outgoing(ontology.properties["eligibility"])
    assert SCHEMA + "name" in outgoing(ontology.properties["name"])


@pytest.mark.parametrize(
    ("iri", "name", "approximate"),
    [
        (W3ORG + "Organization", "Organization", False),
        (W3ORG + "FormalOrganization", "Organization", False),
        (W3ORG + "OrganizationalUnit", "Organization", True),
        (W3ORG + "OrganizationalCollaboration", "Alliance", False),
        (W3ORG + "Membership", "Membership", False),
        (SCHEMA + "Service", "ServiceResource", False),
        (SCHEMA + "Demand", "Demand", False),
        (SCHEMA + "CollegeOrUniversity", "University", False),
        (SCHEMA + "HowTo", "Method", True),
        (SCHEMA + "Person", "Person", False),
    ],
)
def test_classes_read(correspondence: Correspondence, iri: str, name: str, approximate: bool) -> None:
    meant = correspondence.class_for(iri)
    assert meant and (meant.name, meant.approximate) == (name, approximate)


@pytest.mark.parametrize(
    "iri", [SCHEMA + "Thing", str(PROV) + "Agent", VALUEFLOWS + "Intent", SCHEMA + "Recipe"]
)
def test_wider_and_unknown_classes_are_not_read(correspondence: Correspondence, iri: str) -> None:
    assert correspondence.class_for(iri) is None


@pytest.mark.parametrize(
    ("iri", "on", "name", "approximate"),
    [
        (SCHEMA + "name", "Organization", "name", False),
        (SCHEMA + "name", "ServiceResource", "item", False),
        (SCHEMA + "alternateName", "Hospital", "alternativeName", False),
        (str(SKOS) + "prefLabel", "Organization", "name", True),
        (SCHEMA + "provider", "ServiceResource", "providedBy", False),
        (SCHEMA + "telephone", "Organization", "telephone", True),
        (W3ORG + "subOrganizationOf", "School", "parentOrganization", False),
        (W3ORG + "organization", "Membership", "alliance", False),
        (W3ORG + "classification", "Organization", "organizationKind", True),
        (SCHEMA + "areaServed", "ServiceResource", "areaServed", False),
        (SCHEMA + "latitude", "Organization", "latitude", False),
    ],
)
def test_properties_read(
    correspondence: Correspondence, iri: str, on: str, name: str, approximate: bool
) -> None:
    meant = correspondence.property_for(iri, on)
    assert meant and (meant.name, meant.approximate) == (name, approximate)


def test_a_property_is_read_only_where_it_applies(correspondence: Correspondence) -> None:
    assert correspondence.property_for(SCHEMA + "provider", "Place") is None
    assert correspondence.property_for(W3ORG + "organization", "School") is None


@pytest.mark.parametrize(
    ("iri", "on", "name"),
    [
        (W3ORG + "hasSubOrganization", "School", "parentOrganization"),
        (W3ORG + "hasUnit", "PartyOrganization", "partyOrganizationOf"),
        (SCHEMA + "makesOffer", "ServiceResource", "providedBy"),
        (SCHEMA + "employee", "Person", "worksFor"),
        (W3ORG + "hasUnit", "School", None),
    ],
)
def test_inverses_read(correspondence: Correspondence, iri: str, on: str, name: str | None) -> None:
    assert correspondence.inverse_for(iri, on) == name


def test_short_cuts_make_memberships(correspondence: Correspondence) -> None:
    for iri, back in ((W3ORG + "memberOf", "member"), (SCHEMA + "member", "alliance")):
        found = correspondence.shortcut_for(iri)
        assert found and found.back == back and {found.back, found.on} == {"member", "alliance"}


WANTED = """organization.name organization.alternate_name organization.description organization.email
organization.website organization.parent_organization_id organization.legal_status organization_identifier.identifier
program.name service.name service.alternate_name service.description service.url service.status service.organization_id
service.program_id service.application_process service.fees_description service.accreditations
service.eligibility_description service.minimum_age service.maximum_age service.assured_date location.latitude
location.longitude address.address_1 address.city address.region address.state_province address.postal_code phone.number
contact.name schedule.description schedule.valid_from schedule.valid_to service_area.name cost_option.option
cost_option.amount service_capacity.available service_capacity.maximum unit.name url.url attribute.taxonomy_term_id
taxonomy_term.name funding.source required_document.document accessibility.description"""


def test_hsds_is_covered(correspondence: Correspondence) -> None:
    assert set(WANTED.split()) <= set(correspondence.fields())
    tables = {"organization": "Organization", "service": "Resource", "program": "Project"}
    assert {t: correspondence.class_of_table(t) for t in tables} == tables
    for table, cls in tables.items():
        name = correspondence.property_of_field(f"{table}.name", cls)
        assert name == ("item" if table == "service" else "name")
    assert correspondence.property_of_field("phone.number", "Organization") == "telephone"
    assert correspondence.property_of_field("service.name", "Organization") is None


def test_an_incoming_term_means_one_of_ours(ontology: Ontology, correspondence: Correspondence) -> None:
    for cls in ontology.classes.values():
        for alignment in cls.alignments:
            if alignment.predicate in IN and not cls.abstract:
                assert correspondence.class_for(alignment.iri) is not None, alignment.iri
    for prop in ontology.properties.values():
        for alignment in prop.alignments:
            if alignment.predicate in IN:
                meant = correspondence.property_for(alignment.iri, prop.domain[0])
                assert meant and isinstance(ontology.properties[meant.name], Property), alignment.iri
