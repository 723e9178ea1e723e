"""How do physical lines become blocks? Furniture set aside, columns and page breaks mended, headings kept apart.

A paragraph that a page break, a picture or furniture cut in two is one block again; what stood in between follows
it. Lines are judged in ``ingest.readers.segments``, articles told apart in ``ingest.readers.separate``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.readers.article import Block, BlockKind, Furniture
from ingest.readers.columns import Chunk, begins_inside, goes_on, is_final, width
from ingest.readers.furniture import Verdict, as_furniture, furniture_words, is_separator
from ingest.readers.joining import join_lines
from ingest.readers.lines import Line
from ingest.readers.segments import Segment, caption_words, make_segments

_BETWEEN = 12
_LONG = 30.0


def lay_out(lines: Sequence[Line]) -> tuple[list[Segment], list[Furniture]]:
    """The segments of a page in order (separators included) and its furniture."""
    verdicts: dict[int, Verdict] = {}
    sure: list[Line] = []
    words = furniture_words()
    for line in lines:
        verdict = words.verdict(line.text) if line.text else ""
        if verdict:
            verdicts[line.number] = verdict
        if verdict == "sure":
            sure.append(line)
    segments: list[Segment] = []
    for part in _between_separators(lines, verdicts):
        if isinstance(part, Line):
            segments.append(Segment("separator", (part,)))
        else:
            segments += make_segments(_chunks(part, verdicts), verdicts)
    weak = [line for s in segments if s.kind == "furniture" for line in s.lines]
    furniture = [as_furniture([line]) for line in sorted([*sure, *weak], key=lambda line: line.number)]
    return [s for s in segments if s.kind != "furniture"], furniture


def _between_separators(lines: Sequence[Line], verdicts: dict[int, Verdict]) -> Iterator[list[Line] | Line]:
    held: list[Line] = []
    for line in lines:
        if verdicts.get(line.number) == "sure" and is_separator(line.text):
            yield held
            yield line
            held = []
        else:
            held.append(line)
    yield held


def _chunks(lines: Sequence[Line], verdicts: dict[int, Verdict]) -> list[Chunk]:
    """Runs of lines between blank lines and furniture that is sure."""
    chunks: list[Chunk] = []
    held: list[Line] = []
    gap, cut, next_gap, next_cut = 0, False, 0, False
    for line in lines:
        sure = verdicts.get(line.number) == "sure"
        if line.text and not sure:
            if not held:
                gap, cut = next_gap, next_cut
            held.append(line)
            continue
        if held:
            chunks.append(Chunk(tuple(held), gap, cut))
            held, next_gap, next_cut = [], 0, False
        next_gap += not line.text
        next_cut = next_cut or sure
    if held:
        chunks.append(Chunk(tuple(held), gap, cut))
    return chunks


def make_blocks(segments: Sequence[Segment]) -> list[Block]:
    """The blocks of one article: segments joined where a sentence runs on, headings and captions each alone."""
    groups: list[list[Segment]] = []
    running = -1
    for segment in segments:
        if segment.kind == "separator":
            continue
        if running >= 0 and len(groups) - running <= _BETWEEN and _continues(groups[running][-1], segment):
            groups[running].append(segment)
        elif groups and _ends_caption(groups[-1], segment):
            groups[-1].append(segment)
            continue
        else:
            groups.append([segment])
            if segment.kind == "body":
                running = len(groups) - 1
        if running >= 0 and not _runs_on(groups[running][-1]):
            running = -1
    return _titled([_block(group) for group in groups])


def _runs_on(segment: Segment) -> bool:
    """Whether a sentence of the text goes on behind this segment."""
    last = segment.last
    if is_final(last) or last[-1] in "：:":
        return False
    return goes_on(last) or bool(segment.column) or width(last) > _LONG


def _continues(before: Segment, segment: Segment) -> bool:
    """Whether a segment goes on with an unfinished one."""
    if begins_inside(segment.first):
        return True
    if segment.kind == "body":
        return not segment.opens or (goes_on(before.last) and not _listed(segment))
    return segment.kind == "heading" and goes_on(before.last) and segment.gap == 0


def _listed(segment: Segment) -> bool:
    return segment.opens and not segment.lines[0].indent


def _ends_caption(group: Sequence[Segment], segment: Segment) -> bool:
    """Whether a short line is the rest of the caption before it."""
    last = group[-1]
    if group[0].kind != "caption" or len(segment.lines) > 1 or is_final(last.last):
        return False
    short = width(segment.last) <= max(width(last.last) + 3, 20)
    words = caption_words()
    fits = segment.kind == "body" or (segment.kind == "caption" and not words.starts(segment.first))
    return fits and short and not words.ends(last.last)


def _block(group: Sequence[Segment]) -> Block:
    kind = group[0].kind
    shown: BlockKind = (
        "paragraph" if kind == "body" else kind if kind in ("heading", "caption", "byline") else "paragraph"
    )
    return join_lines(shown, [line for segment in group for line in segment.lines])


def _titled(blocks: list[Block]) -> list[Block]:
    """The first heading is the title if no text stands before it and some stands behind it."""
    for i, block in enumerate(blocks):
        if block.kind == "heading" or (block.kind == "paragraph" and _asks(blocks, i)):
            titled = Block("title", block.text, block.lines, block.origin)
            return [*blocks[:i], titled, *blocks[i + 1 :]] if i + 1 < len(blocks) else blocks
        if block.kind != "byline":
            break
    return blocks


def _asks(blocks: Sequence[Block], i: int) -> bool:
    """A headline may ask or exclaim: short, one sentence, a longer text behind it."""
    text = blocks[i].text
    behind = [b for b in blocks[i + 1 :] if b.kind == "paragraph"]
    return (
        text[-1] in "？！?!"
        and width(text) <= _LONG
        and "。" not in text
        and bool(behind)
        and len(behind[0].text) > len(text)
    )
