"""Does the count of a PDF see what pdfminer sees, and is it made beside the reading without any harm?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import given, reject
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF, PSKeyword, PSSyntaxError
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.count_pdf_content import operations
from ingest.readers.count_pdf_kept import KeptSigns, keep_signs
from ingest.readers.count_pdf_signs import Sign
from tests.ingest.readers.documents import blocks
from tests.ingest.readers.portable import draw, lines, read

NUMBERS = ("0", "12", "-3.5", ".5", "+7", "-", "4.", "1.2.3", "--5", "1e5")
TEXTS = (r"(a)", r"()", r"(a(b)\)c)", r"(\101\n\t\\)", "(a\\\nb)", "<41 4>", "<>", "<4142>", "<4\n1>", "(%)")
NAMES = ("/F1", "/", "/A#20b", "/#4", "/中文")
SPACES = (" ", "\n", "\r\n", "\t", "\0", " % (a comment\n", "")
OPERATORS = ("Tj", "TJ", "'", '"', "T*", "Tf", "re", "q", "null", "EMC", "ID", "EI", "]", ">>", "}", ">")
PLAIN = st.sampled_from((*NUMBERS, *TEXTS, *NAMES, "true", "false"))
INNER = st.recursive(
    PLAIN | st.just("null"),
    lambda more: st.one_of(
        st.lists(more, max_size=4).map(lambda parts: "[" + " ".join(parts) + "]"),
        st.lists(more, max_size=2).map(lambda parts: "<<" + "".join(f"/K {p} " for p in parts) + ">>"),
        st.lists(more, max_size=2).map(lambda parts: "{ " + " ".join(parts) + " }"),
    ),
    max_leaves=5,
)
PICTURES = st.sampled_from(
    ("BI /W 1 /H 1 ID \x01(<[ EI ", "BI /F /A85 ID 9jq<o]~>\nEI ", "BI /F [/ASCII85Decode] ID (EI ~> EI\n")
)
CONTENTS = st.lists(
    st.tuples(INNER | PICTURES | st.sampled_from(OPERATORS), st.sampled_from(SPACES)), max_size=12
)


def plain(thing: Any) -> Any:
    """An operand as ``operations`` gives it."""
    if isinstance(thing, list):
        return [plain(part) for part in thing]
    return None if isinstance(thing, dict | PSKeyword) else thing


def as_pdfminer_reads(content: bytes) -> list[tuple[bytes, list[Any]]]:
    """The operations that pdfminer's parser finds; a picture is an operand there."""
    parser = PDFContentParser([PDFStream({}, content)])
    found: list[tuple[bytes, list[Any]]] = []
    held: list[Any] = []
    while True:
        try:
            _, thing = parser.nextobject()
        except PSEOF:
            return found
        except PSSyntaxError:  # a dictionary of names without values: pdfminer gives the page up
            reject()
        if isinstance(thing, PSKeyword):
            found.append((thing.name, held))
            held = []
        elif not isinstance(thing, PDFStream):
            held.append(plain(thing))


def known(found: list[tuple[bytes, list[Any]]]) -> list[tuple[bytes, list[Any]]]:
    """Without marks that open or close nothing, and the ends of pictures."""
    words = [(name, held) for name, held in found if name.isalpha() or name in (b"'", b'"', b"T*")]
    return [pair for pair in words if pair[0] != b"EI"]


@given(CONTENTS, st.floats(0, 1))
def test_operators_and_operands_are_those_of_pdfminer(parts: list[tuple[str, str]], share: float) -> None:
    content = "".join(part + space for part, space in parts).encode()
    for cut in (content, content[: int(share * len(content))]):
        ours = known([*operations(cut)])
        theirs = known(as_pdfminer_reads(cut))
        assert ours == theirs


SIGNS = st.builds(
    Sign,
    st.characters(codec="utf-8"),
    *[st.floats(allow_nan=False)] * 3,
    st.integers(-1, 3),
)


@given(st.dictionaries(st.integers(1, 2000), st.lists(SIGNS, max_size=9), max_size=5))
def test_signs_are_kept_as_they_are(pages: dict[int, list[Sign]]) -> None:
    file = BytesIO()
    keep_signs(pages.items(), file)
    kept = KeptSigns(file)
    assert {number: kept.on(number) for number in pages} == pages
    assert kept.on(2001) == []


def test_text_behind_a_form_stands_where_it_is_drawn(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.drawString(10, 10, "Seal")
        canvas.endForm()
        canvas.translate(20, 30)
        canvas.doForm("stamp")
        lines(canvas, ["示例社区的话，写在印章后面。"], x=52, y=700)

    mixed = read(draw(tmp_path / "a.pdf", page))
    assert "示例社区的话，写在印章后面。" in [text for _, text in blocks(mixed)]
    assert not mixed.tables.problems
