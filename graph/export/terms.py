"""Which words does the export use for what the store is made of?

PROV-O, Dublin Core and RDF's own reification where they say it; ``urn:gongjian:store:`` for the rest.
What things are and have (classes, properties, concepts) are the ontology's words, never these.
"""

from __future__ import annotations

from typing import Final

from graph.export.nquads import DCTERMS, PROV, RDF
from ontology.terms import NAMESPACE

STORE: Final = "urn:gongjian:store:"
OWL: Final = "http://www.w3.org/2002/07/owl#"


def _store(name: str) -> str:
    return f"<{STORE}{name}>"


ME: Final = _store("export")
"""The export itself."""


class Terms:
    """IRIs in angle brackets."""

    TYPE: Final = f"<{RDF}type>"
    VALUE: Final = f"<{RDF}value>"
    STATEMENT: Final = f"<{RDF}Statement>"
    SUBJECT: Final = f"<{RDF}subject>"
    PREDICATE: Final = f"<{RDF}predicate>"
    OBJECT: Final = f"<{RDF}object>"

    IDENTIFIER: Final = f"<{DCTERMS}identifier>"
    ISSUED: Final = f"<{DCTERMS}issued>"
    PART_OF: Final = f"<{DCTERMS}isPartOf>"
    SOURCE_OF: Final = f"<{DCTERMS}source>"
    TITLE: Final = f"<{DCTERMS}title>"
    DESCRIPTION: Final = f"<{DCTERMS}description>"

    LICENCE: Final = f"<{DCTERMS}license>"
    RIGHTS: Final = f"<{DCTERMS}rights>"
    CONFORMS_TO: Final = f"<{DCTERMS}conformsTo>"
    VERSION: Final = f"<{OWL}versionInfo>"
    ONTOLOGY: Final = f"<{NAMESPACE}>"
    OWL_ONTOLOGY: Final = f"<{OWL}Ontology>"

    PROV_ENTITY: Final = f"<{PROV}Entity>"
    ACTIVITY: Final = f"<{PROV}Activity>"
    AGENT: Final = f"<{PROV}Agent>"
    SOFTWARE: Final = f"<{PROV}SoftwareAgent>"
    QUOTED_FROM: Final = f"<{PROV}wasQuotedFrom>"
    DERIVED_FROM: Final = f"<{PROV}wasDerivedFrom>"
    GENERATED_BY: Final = f"<{PROV}wasGeneratedBy>"
    INFORMED_BY: Final = f"<{PROV}wasInformedBy>"
    ASSOCIATED_WITH: Final = f"<{PROV}wasAssociatedWith>"
    USED: Final = f"<{PROV}used>"
    STARTED: Final = f"<{PROV}startedAtTime>"
    ENDED: Final = f"<{PROV}endedAtTime>"

    EXPORT: Final = _store("Export")
    SOURCE: Final = _store("Source")
    PASSAGE: Final = _store("Passage")
    RECORD: Final = _store("Record")
    ENTITY: Final = _store("Entity")
    EDGE: Final = _store("Edge")
    DESK: Final = _store("DeskState")
    EVENT: Final = _store("Event")
    REPAIR: Final = _store("Repair")
    RUN: Final = _store("Run")
    QUESTION: Final = _store("Question")
    FORMER: Final = _store("Former")
    PLACE: Final = _store("Place")
    READING: Final = _store("Reading")
    SETTLING: Final = _store("Settling")

    KEY_BASIS: Final = _store("keyBasis")
    CONTENT: Final = _store("content")
    BALANCE: Final = _store("balance")
    NUMBER: Final = _store("number")
    PASSAGE_KIND: Final = _store("passageKind")
    SHEET: Final = _store("sheet")
    ROW: Final = _store("row")
    MASKED: Final = _store("masked")
    START: Final = _store("start")
    END: Final = _store("end")
    OF_CLASS: Final = _store("ofClass")
    ROLE: Final = _store("role")
    STATUS: Final = _store("status")
    RESTRICTED: Final = _store("restricted")
    QUOTE_COUNT: Final = _store("quoteCount")
    QUOTE_ORDER: Final = _store("quoteOrder")
    MEMBER: Final = _store("member")
    ACCOUNT: Final = _store("account")
    TEXT_HASH: Final = _store("textHash")
    CODE: Final = _store("code")
    KIND: Final = _store("kind")
    NAMES: Final = _store("names")
    SAYS: Final = _store("says")
    SEQUENCE: Final = _store("sequence")
    KEY: Final = _store("key")
    RANK: Final = _store("rank")
    REPLACES: Final = _store("replaces")
    LICENCE_STATED: Final = _store("licenceStated")
    SHA256: Final = _store("sha256")
    SHA256_OF_ALL: Final = _store("sha256OfAll")

    SOURCE_TEXTS: Final = (
        (_store("fileName"), "name"),
        (TITLE, "title"),
        (f"<{DCTERMS}publisher>", "publisher"),
        (f"<{DCTERMS}spatial>", "place"),
        (_store("reader"), "reader"),
        (_store("termsOfUse"), "terms"),
        (_store("statedBasis"), "stated_basis"),
        (_store("fileDate"), "file_date"),
        (_store("declared"), "declared"),
    )
    STATEMENT_TEXTS: Final = (
        (_store("original"), "original"),
        (_store("unit"), "unit"),
        (_store("precision"), "precision"),
        (_store("period"), "period"),
        (f"<{DCTERMS}language>", "language"),
    )


def store(name: str) -> str:
    """The IRI of a word about the store, by its name."""
    return _store(name)
