"""How does an article become passages, records and repairs? Read sentence by sentence, rule by rule, with the balance.

A paragraph becomes passages of whole sentences, at most ``LONGEST_PASSAGE`` characters each, so that each has a vector of
all its text. The rules see one sentence after the other; cases come last, for they gather what the others stated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from graph.records import Quote, Record
from graph.repairs import Repair
from graph.sources import Passage, PassageKind
from ingest.articles.alliances import read_alliances
from ingest.articles.analyse import Analyst
from ingest.articles.article import ArticleReading
from ingest.articles.balance import judged
from ingest.articles.book import Book
from ingest.articles.cases import read_cases
from ingest.articles.exchange import read_exchange
from ingest.articles.figures import read_figures
from ingest.articles.founding import read_founding
from ingest.articles.honours import read_honours
from ingest.articles.lexicon import ProseLexicon
from ingest.articles.memberlists import read_member_lists
from ingest.articles.names import Names
from ingest.articles.places import ArticlePlaces
from ingest.articles.practices import read_practices
from ingest.articles.sentence import Sentence
from ingest.batch import Batch
from ingest.lists.passages import PassageMaker
from ingest.readers.article import Article, Block, Prose
from ingest.report import SentenceBalance
from ontology.language.sentences import split_sentences

LONGEST_PASSAGE: Final = 400
RULES: Final[tuple[Callable[[ArticleReading, Sentence], None], ...]] = (
    read_alliances,
    read_founding,
    read_practices,
    read_honours,
    read_exchange,
    read_figures,
)
_KINDS: Final[dict[str, PassageKind]] = {"title": "title", "heading": "header"}
_SAID: Final = frozenset({"title", "heading", "paragraph"})


class ArticleExtraction:
    """The reading of one file's text under one source key."""

    def __init__(
        self, prose: Prose, source: str, lexicon: ProseLexicon, maker: PassageMaker | None = None
    ) -> None:
        """``maker`` is given where the file has lists beside its text: it is to know the passages of the text."""
        self.prose = prose
        self.source = source
        self.lexicon = lexicon
        self.repairs: list[Repair] = []
        self.roles: Counter[str] = Counter()
        self.passages = 0
        self.blocks = 0
        self.sentences = SentenceBalance()
        self._maker = maker or PassageMaker(source, lexicon.lists)

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages and records, an article at a time, in batches of about ``size``; to be iterated once."""
        file = self._maker.lay([self.prose.name], "file").passage
        yield self._batch([file], [])
        for article in self.prose.articles:
            passages, records = self._article(article)
            self.blocks += len(article.blocks)
            for start in range(0, max(len(passages), len(records)), size):
                yield self._batch(passages[start : start + size], records[start : start + size])

    def _batch(self, passages: list[Passage], records: list[Record]) -> Batch:
        self.passages += len(passages)
        self.roles.update(r.role for r in records)
        return Batch(tuple(passages), tuple(records))

    def _article(self, article: Article) -> tuple[list[Passage], list[Record]]:
        laid = [
            (passage, number, block.kind)
            for number, block in enumerate(article.blocks)
            for passage in self._lay(block, article.title)
        ]
        places = ArticlePlaces(self.lexicon.gazetteer, article.title, (b.text for b in article.blocks))
        sentences = Analyst(self.lexicon, places).sentences(laid)
        names = Names((m for s in sentences for m in s.mentions), places, self.lexicon.ontology)
        book = Book(self.source, self.lexicon.ontology, names, self.lexicon.lists.kind_of)
        reading = ArticleReading(self.lexicon, places, book, home_quotes(sentences, places.home))
        for sentence in sentences:
            if sentence.kind in _SAID:
                self._state(reading, sentence)
        read_member_lists(reading, sentences)
        read_cases(reading, article.title, article.date, sentences)
        self._judge(reading, sentences, {p.id: p for p, _, _ in laid})
        return [p for p, _, _ in laid], list(book.records())

    def _state(self, reading: ArticleReading, sentence: Sentence) -> None:
        """Let every rule read a sentence; what is a headline states names, no figures of its own."""
        if sentence.is_question:
            return
        for mention in sentence.mentions:
            if not sentence.clause_at(mention.start).supposed:
                sentence.states(reading.book.party(mention, sentence), mention.start)
        for rule in RULES:
            rule(reading, sentence)

    def _judge(
        self, reading: ArticleReading, sentences: list[Sentence], passages: dict[str, Passage]
    ) -> None:
        for sentence in sentences:
            verdict, repair = judged(reading, sentence, passages[sentence.passage])
            self.sentences = self.sentences.counting(verdict)
            if repair is not None:
                self.repairs.append(repair)

    def _lay(self, block: Block, title: str) -> Iterator[Passage]:
        """The passages of a block: whole sentences together as long as they fit."""
        kind = _KINDS.get(block.kind, "paragraph")
        for start, end in _pieces(block.text):
            line = _line_index(block, start)
            where = f"第{block.pages[line]}页" if block.pages else title
            number = block.lines[line] if block.lines else 0
            yield self._maker.lay([block.text[start:end]], kind, where, number).passage


def home_quotes(sentences: list[Sentence], home: str) -> tuple[Quote, ...]:
    """The first words that name the area that an article is about, the title's before all others."""
    named = [s.quote(p.start, p.end) for s in sentences for p in s.places if home and p.code == home]
    return tuple(named[:1])


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    begin = end = 0
    for start, stop in split_sentences(text):
        if end > begin and stop - begin > LONGEST_PASSAGE:
            yield begin, end
            begin = start
        end = stop
    if end > begin:
        yield begin, end


def _line_index(block: Block, start: int) -> int:
    """The line, among those of a block, on which a position of it stands."""
    passed = sum(1 for offset, _ in block.origin if offset <= start)
    return max(min(max(passed, 1), len(block.lines)) - 1, 0)
