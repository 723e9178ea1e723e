"""What can exist, and how is it said? The frozen ``Ontology`` that the Turtle files become.

Plain data: classes, properties, concepts. ``ontology.load`` makes it, ``ontology.terms`` names the
few terms that code may name. Everything else asks this object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Alignment:
    """``iri``: a term of another standard; ``predicate``: how ours stands to it, as a local name: ``subClassOf``,
    ``subPropertyOf``, ``equivalentClass``, ``equivalentProperty``, ``exactMatch``, ``closeMatch``, ``broadMatch`` (theirs
    is wider), ``narrowMatch`` (theirs is narrower), ``relatedMatch``, ``inverseOf``. ``ontology.alignments`` says which of them lead
    in and which out."""

    predicate: str
    iri: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A foreign property ``iri`` that is a path over a thing of ours: property ``back`` leads from that thing to the foreign
    statement's subject, ``on`` to its object (``org:memberOf``: the membership's member, its alliance)."""

    iri: str
    back: str
    on: str


@dataclass(frozen=True, slots=True)
class Term:
    """What classes, properties and concepts share.

    ``name`` is the local name and the key everywhere; ``synonyms`` are the header or list wordings
    (skos:altLabel and skos:hiddenLabel, both languages) beside the two labels, ``hidden`` those of them that are
    read and never shown; ``example_zh`` and ``example_en`` are short examples from practice (skos:example);
    a ``deprecated`` term names its ``successor``, a term of the same kind; ``hsds`` are tables (of a class) or fields
    (``table.field``, of a property) of HSDS 3.1.
    """

    iri: str
    name: str
    zh: str
    en: str
    definition_zh: str = ""
    definition_en: str = ""
    synonyms: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    example_zh: str = ""
    example_en: str = ""
    deprecated: bool = False
    successor: str = ""
    alignments: tuple[Alignment, ...] = ()
    hsds: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Chinese label, English label, then the synonyms."""
        return tuple(w for w in (self.zh, self.en, *self.synonyms) if w)


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class. ``ancestors`` are all superclasses, nearest first, without itself; ``caption`` names the
    properties whose first value is the display name, ``facets`` those by which pages filter, both inherited;
    ``role`` is the record role of its instances
    (party, offer, need, method, case …), inherited; ``disjoint`` are all classes that nothing can be
    besides it, inherited ones and their subclasses included; ``party_property`` is the property that links an
    instance to the party of its row in a list ('': lists do not list such things), inherited."""

    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    abstract: bool = False
    caption: tuple[str, ...] = ()
    role: str = ""
    disjoint: frozenset[str] = frozenset()
    party_property: str = ""
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property. ``range`` is ``string``, ``text``, ``decimal``, ``integer``, ``date``, ``boolean``,
    ``concept``, ``place`` or the name of a class (then the value is another record). ``ancestors`` are
    all super-properties. ``relation`` is the Neo4j relation type if the value is a node."""

    domain: tuple[str, ...] = ()
    range: str = "string"
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    single: bool = False
    required: bool = False
    restricted: bool = False
    searchable: bool = True
    scheme: str = ""
    pattern: str = ""

    @property
    def relation(self) -> str | None:
        """The relation type: ``PROVIDED_BY`` for ``providedBy``; ``None`` for a literal."""
        if self.range in {"string", "text", "decimal", "integer", "date", "boolean"}:
            return None
        return "".join(f"_{c}" if c.isupper() else c.upper() for c in self.name)


@dataclass(frozen=True, slots=True)
class Substitution:
    """``concept`` may stand in for the concept that holds this, under the condition, never the other way."""

    concept: str
    condition_zh: str = ""
    condition_en: str = ""


@dataclass(frozen=True, slots=True)
class Suitability:
    """The concept that holds this (or a narrower one) serves ``audience`` for a purpose said with one of ``words``;
    no words: the audience alone asks for it. Turtle: ``gj:suits [gj:audience …; gj:purposeWord …; gj:condition …]``;
    ``ask`` (``gj:question``) is what has to be asked before it counts."""

    audience: str
    words: tuple[str, ...] = ()
    reason_zh: str = ""
    reason_en: str = ""
    ask_zh: str = ""
    ask_en: str = ""


@dataclass(frozen=True, slots=True)
class Concept(Term):
    """A SKOS concept of one scheme. ``broader`` are the direct parents, ``ancestors`` all of them;
    ``standards`` are codes such as ``GB 19083``; ``notation`` is a machine value (a unit's factor, a
    number word's value); ``substitutes`` says what may stand in for it; ``suits`` whom it serves for which purpose;
    ``place_bound`` (inherited by narrower concepts): it is used where it is and cannot be delivered.
    A class of a scheme's ``gj:conceptsOf`` is a concept too, of the same name and IRI."""

    scheme: str = ""
    broader: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    notation: str = ""
    substitutes: tuple[Substitution, ...] = ()
    implies_class: str = ""
    suits: tuple[Suitability, ...] = ()
    place_bound: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """One component of a SHACL shape (``kind``: its parameter's local name, see ``ontology.shacl.components``).

    It holds for ``target`` and the classes below it. ``property`` is the path, of which sub-properties are part; ''
    is the record (or the value) itself. ``value`` is a number, text or term name, or several. ``languages`` are the
    tags of the members of ``in`` and ``hasValue`` ('' = whatever the language). ``parts`` are the shapes that
    ``not``, ``and``, ``or``, ``xone``, ``node`` and the qualified counts combine, each a tuple of constraints of the
    same focus. ``severity`` is ``Violation``, ``Warning`` or ``Info``; ``shape`` is the node shape that states it.
    """

    target: str
    property: str
    kind: str
    value: str | tuple[str, ...]
    zh: str = ""
    en: str = ""
    severity: str = "Violation"
    shape: str = ""
    flags: str = ""
    languages: tuple[str, ...] = ()
    parts: tuple[tuple[Constraint, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary, loaded and cross-checked. ``version`` is a hash of the canonical triples."""

    version: str
    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    concepts: Mapping[str, Concept]
    schemes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    scheme_terms: Mapping[str, Term] = field(default_factory=dict)

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether class ``name`` is ``ancestor`` or below it."""
        return name == ancestor or ancestor in self.classes[name].ancestors

    def subclasses(self, name: str) -> tuple[str, ...]:
        """``name`` and every class below it, sorted."""
        return tuple(sorted(c for c in self.classes if self.is_a(c, name)))

    def labels(self, name: str) -> tuple[str, ...]:
        """The Neo4j labels of an instance: its class and all superclasses, sorted."""
        return tuple(sorted({name, *self.classes[name].ancestors}))

    def property_is_a(self, name: str, ancestor: str) -> bool:
        """Whether property ``name`` is ``ancestor`` or a sub-property of it."""
        return name == ancestor or ancestor in self.properties[name].ancestors

    def in_scheme(self, scheme: str) -> tuple[Concept, ...]:
        """The concepts of a scheme, in name order; empty if there is no such scheme."""
        return tuple(self.concepts[name] for name in self.schemes.get(scheme, ()))

    def concept_is_a(self, name: str, ancestor: str) -> bool:
        """Whether concept ``name`` is ``ancestor`` or narrower."""
        return name == ancestor or ancestor in self.concepts[name].ancestors
