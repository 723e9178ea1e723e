"""How do answers to plain questions look on a terminal? The sentence first, then what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from api.cli import show
from api.cli.console import out
from api.cli.show_freshness import freshness

if TYPE_CHECKING:
    from search.ask_answer import AskAnswer
    from search.proofs import Proof
    from search.similar_answer import SimilarAnswer


def answer(found: AskAnswer) -> None:
    """The answer in one sentence, then names, numbers, hits, matches or likes."""
    if found.match:
        show.matches(found.match)
        return
    out.print(f"[bold]{escape(found.sentence)}[/bold]\n[dim]{escape(found.sentence_en)}[/dim]")
    for named in found.named:
        out.print(
            f"\n[bold]{escape(named.reference.name)}[/bold] · {escape(named.role)} [dim]{named.reference.id}[/dim]"
        )
        _proofs(named.evidence)
    for counted in found.counted:
        out.print(f"\n[bold]{escape(counted.original)}[/bold] · {escape(counted.of.name)}")
        _proofs(counted.evidence)
    for number, hit in enumerate(found.hits, 1):
        out.print(
            f"\n{number}. [bold]{escape(hit.name or hit.text[: show.MAX_QUOTE])}[/bold] [dim]{hit.type} {hit.id}[/dim]"
        )
        out.print(f"   时效 dates：{freshness(hit)}")
        _proofs(hit.evidence[:1])
    if found.similar:
        _items(found.similar)


def similar(found: SimilarAnswer) -> None:
    """Similar cases and practices, each with the parts that are alike."""
    out.print(f"[bold]{escape(found.sentence)}[/bold]\n[dim]{escape(found.sentence_en)}[/dim]")
    _items(found)


def _items(found: SimilarAnswer) -> None:
    for number, item in enumerate(found.items, 1):
        out.print(
            f"\n[bold]{number}. {escape(item.reference.name)}[/bold]  [dim]{item.score:.3f} {item.reference.id}[/dim]"
        )
        out.print(f"   {escape(item.why)}")
        _proofs(item.evidence[:1])


def _proofs(proofs: Sequence[Proof]) -> None:
    for proof in proofs[:2]:
        out.print(f"   「{escape(proof.quote)}」— {escape(proof.title or proof.source)}")
