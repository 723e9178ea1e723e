"""Do the two passes over a file's text agree, in characters and in the sentences of each block?"""

from __future__ import annotations

from ingest.errors import UnbalancedText
from ingest.readers.article import Block, Prose
from ingest.readers.count_prose import BlockCount, ProseCount
from ingest.readers.furniture import count_visible
from ontology.language.sentences import split_sentences


def check_prose(prose: Prose, count: ProseCount) -> None:
    """Nothing of the file is lost, doubled or changed between its reader and the independent count.

    Raises:
        UnbalancedText: naming the file and the first line where they differ.
    """
    for article, counts in zip(prose.articles, count.blocks, strict=True):
        for block, counted in zip(article.blocks, counts, strict=True):
            _check_block(prose.name, block, counted)
    blocks = [block for article in prose.articles for block in article.blocks]
    read = sum(count_visible(block.text) for block in blocks)
    read += sum(piece.characters for piece in prose.furniture)
    if read != count.characters:
        raise UnbalancedText(prose.name, 1, "字符", "characters", count.characters, read)


def _check_block(name: str, block: Block, counted: BlockCount) -> None:
    line = block.lines[0] if block.lines else 1
    characters, sentences = count_visible(block.text), len(split_sentences(block.text))
    if characters != counted.characters:
        raise UnbalancedText(name, line, "字符", "characters", counted.characters, characters)
    if sentences != counted.sentences:
        raise UnbalancedText(name, line, "句子", "sentences", counted.sentences, sentences)
