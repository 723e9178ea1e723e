"""How do physical lines become blocks? Furniture set aside, columns and page breaks mended, headings kept apart.

A paragraph that a page break, a picture or furniture cut in two is one block again; what stood in between follows
it. Lines are judged in ``ingest.readers.segments``, articles told apart in ``ingest.readers.separate``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    parts = [segment for segment in segments if segment.kind != "separator"]
    for segment, after in zip(parts, [*parts[1:], None], strict=True):
        open_group = groups[running] if running >= 0 and len(groups) - running <= _BETWEEN else None
        if open_group and _continues(open_group[-1], segment, after):
            open_group.append(segment)
        elif groups and _ends_caption(groups[-1], segment):
            groups[-1].append(segment)
            continue
        else:
            groups.append([segment])
            if segment.kind == "body":
                running = len(groups) - 1
        if running >= 0 and not _runs_on(groups[running]):
            running = -1
    return _titled([_block(group) for group in groups])


def _runs_on(group: Sequence[Segment]) -> bool:
    """Whether a sentence of the text goes on behind this group."""
    segment = group[-1]
    last = segment.last
    if is_final(last) or last[-1] in "：:" or (last[-1] in "；;" and _listed(group[0])):
        return False
    return len(group) > 1 or goes_on(last) or bool(segment.column) or width(last) > _LONG


def _continues(before: Segment, segment: Segment, after: Segment | None) -> bool:
    """Whether a segment goes on with an unfinished one."""
    if begins_inside(segment.first):
        return True
    if segment.kind == "body":
        return not segment.opens or (goes_on(before.last) and not _listed(segment))
    if segment.kind != "heading" or segment.opens:
        return False
    inside = segment.last.count("“") > segment.last.count("”") or (after and begins_inside(after.first))
    return bool(inside) or (goes_on(before.last) and segment.gap == 0)


def _listed(segment: Segment) -> bool:
    """Whether a segment is an item of a list."""
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
    """The first heading is the title if no text stands before it and some stands behind it. Headings of nothing are
    text."""
    if not any(block.kind == "paragraph" for block in blocks):
        headings = [i for i, block in enumerate(blocks) if block.kind == "heading"]
        for i in headings[0 if len(headings) == 1 else 1 :]:
            blocks[i] = replace(blocks[i], kind="paragraph")
    for i, block in enumerate(blocks):
        if block.kind == "heading" or (block.kind == "paragraph" and _asks(blocks, i)):
            return [*blocks[:i], replace(block, kind="title"), *blocks[i + 1 :]]
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
