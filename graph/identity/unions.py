"""What is joined so far, and what stands against joining two groups? Disjoint sets with cannot-links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.identity.score import conflict
from graph.identity.signature import Signature
from ontology.model import Ontology


class Unions:
    """Disjoint sets of record ids. The smallest id is a set's root, so that no order shows."""

    def __init__(
        self, signatures: Mapping[str, Signature], negatives: Iterable[tuple[str, str]], ontology: Ontology
    ) -> None:
        self._ontology = ontology
        self._parent = {record: record for record in signatures}
        self._members = {record: [record] for record in signatures}
        self._features = {record: {signature} for record, signature in signatures.items()}
        self._parted: dict[str, set[str]] = defaultdict(set)
        for a, b in negatives:
            self._parted[a].add(b)
            self._parted[b].add(a)

    def root(self, record: str) -> str:
        """The smallest id of the record's set."""
        while self._parent[record] != record:
            self._parent[record] = self._parent[self._parent[record]]
            record = self._parent[record]
        return record

    def together(self, a: str, b: str) -> bool:
        """Whether two records are in one set."""
        return self.root(a) == self.root(b)

    def join(self, a: str, b: str) -> None:
        """Make one set of two."""
        kept, gone = sorted((self.root(a), self.root(b)))
        if kept != gone:
            self._parent[gone] = kept
            self._members[kept] += self._members.pop(gone)
            self._features[kept] |= self._features.pop(gone)

    def parted(self, a: str, b: str) -> bool:
        """Whether joining them would join two records that a person parted."""
        few, many = sorted((self._members[self.root(a)], self._members[self.root(b)]), key=len)
        if not any(self._parted.get(record) for record in few):
            return False
        others = set(many)
        return any(self._parted.get(record, set()) & others for record in few)

    def obstacle(self, a: str, b: str) -> str:
        """Why their sets may not be joined without a person ('' if they may): a slug.

        Two features that a decision has brought into one set already are no obstacle any more.
        """
        if self.parted(a, b):
            return "parted-by-decision"
        ours, theirs = self._features[self.root(a)], self._features[self.root(b)]
        reasons = {
            conflict(x, y, self._ontology)
            for x in ours
            for y in theirs
            if x not in theirs and y not in ours and x != y
        }
        return min(reasons - {""}, default="")

    def groups(self) -> list[tuple[str, ...]]:
        """All sets, each sorted, by their smallest id."""
        return sorted(tuple(sorted(members)) for members in self._members.values())
