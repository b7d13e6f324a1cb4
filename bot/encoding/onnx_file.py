"""An ONNX file of a BERT -> its weights by name, without running its graph.

An export keeps the names of biases and norms but not those of the matrices, which it turns and may
store as small integers with a scale. So each matrix is named after the bias that is added behind it.
Only what this needs of the format (https://onnx.ai/onnx/repo-docs/IR.html) is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.encoding.tables import Table
from bot.errors import EncoderError

# Field numbers of onnx.proto.
_GRAPH = 7
_NODE, _INITIALIZER = 1, 5
_INPUT, _OUTPUT, _OPERATION, _ATTRIBUTE = 1, 2, 4, 5
_ATTRIBUTE_TENSOR = 5
_DIMENSION, _TYPE, _NAME, _RAW = 1, 2, 8, 9

# TensorProto.DataType -> numpy; other types hold no weights.
_TYPES = {1: "<f4", 2: "u1", 3: "i1", 10: "<f2", 11: "<f8"}

# Constants are folded through at most this many steps; more is no export of a BERT.
DEEPEST = 8


@dataclass(slots=True)
class _Node:
    """One step of the graph."""

    operation: str = ""
    inputs: list[str] = field(default_factory=list)
    output: str = ""
    constant: Table | None = None


def read_onnx(data: memoryview) -> dict[str, Table]:
    """The weights of the file, by the names that PyTorch gives them.

    Raises EncoderError when the bytes are no ONNX file, or only part of one.
    """
    try:
        constants, nodes = _graph(data)
    except (IndexError, ValueError) as error:
        raise EncoderError("it is no ONNX file, or not a whole one") from error
    steps = {node.output: node for node in nodes}
    named = dict(constants)
    for name in steps:
        if name.endswith("embeddings.weight") and (table := _folded(name, constants, steps)):
            named[name] = table
    for node in nodes:
        if node.operation == "Add":
            named.update(_matrix_behind(node, constants, steps))
    return named


def _matrix_behind(
    add: _Node, constants: Mapping[str, Table], steps: Mapping[str, _Node]
) -> Iterator[tuple[str, Table]]:
    """The matrix of the product to which a named bias is added, under that bias's name."""
    for bias, product in (add.inputs[:2], add.inputs[1::-1]):
        step = steps.get(product)
        if bias.endswith(".bias") and step is not None and step.operation == "MatMul":
            for side in step.inputs:
                if table := _folded(side, constants, steps):
                    yield f"{bias.removesuffix('bias')}weight", table.turned()


def _folded(
    name: str, constants: Mapping[str, Table], steps: Mapping[str, _Node], depth: int = DEEPEST
) -> Table | None:
    """The constant that a name stands for, through casts, scales and turns; None for what is computed."""
    if name in constants:
        return constants[name]
    step = steps.get(name)
    if step is None or not depth:
        return None
    if step.constant is not None:
        return step.constant
    inputs = [_folded(one, constants, steps, depth - 1) for one in step.inputs]
    match step.operation, inputs:
        case (("Cast" | "Identity"), [Table() as table]):
            return table
        case "Transpose", [Table() as table]:
            return table.turned()
        case (("Mul" | "DequantizeLinear"), [Table(values, None), Table(scale, None)]):
            return Table(values, _beside(values.shape, scale))
        case "DequantizeLinear", [Table(values, None), Table(scale, None), Table(zero, None)]:
            moved = values.astype(np.float32) - _beside(values.shape, zero)
            return Table(moved, _beside(values.shape, scale))
    return None


def _beside(shape: Sequence[int], numbers: np.ndarray) -> np.ndarray:
    """Scales in a form that multiplies a matrix: those of columns (the axis of exports) stay a row."""
    return numbers.reshape(-1, 1) if numbers.ndim == 1 and numbers.size == shape[0] != shape[-1] else numbers


def _graph(data: memoryview) -> tuple[dict[str, Table], list[_Node]]:
    """The constants and the steps of the graph."""
    constants: dict[str, Table] = {}
    nodes: list[_Node] = []
    graphs = [value for number, value in _fields(data) if number == _GRAPH and isinstance(value, memoryview)]
    if not graphs:
        raise ValueError("no graph")
    for number, value in _fields(graphs[0]):
        if not isinstance(value, memoryview):
            continue
        if number == _NODE:
            nodes.append(_node(value))
        elif number == _INITIALIZER:
            name, table = _tensor(value)
            if table is not None:
                constants[name] = table
    return constants, nodes


def _node(data: memoryview) -> _Node:
    node = _Node()
    for number, value in _fields(data):
        if not isinstance(value, memoryview):
            continue
        if number == _INPUT:
            node.inputs.append(_text(value))
        elif number == _OUTPUT:
            node.output = node.output or _text(value)
        elif number == _OPERATION:
            node.operation = _text(value)
        elif number == _ATTRIBUTE:
            held = [part for key, part in _fields(value) if key == _ATTRIBUTE_TENSOR and isinstance(part, memoryview)]
            node.constant = _tensor(held[0])[1] if held else node.constant
    return node


def _tensor(data: memoryview) -> tuple[str, Table | None]:
    """One stored tensor with its name; None for kinds that hold no weights."""
    name, dimensions, kind, raw = "", list[int](), 0, None
    for number, value in _fields(data):
        if number == _DIMENSION:
            dimensions += [value] if isinstance(value, int) else list(_numbers(value))
        elif number == _TYPE and isinstance(value, int):
            kind = value
        elif number == _NAME and isinstance(value, memoryview):
            name = _text(value)
        elif number == _RAW and isinstance(value, memoryview):
            raw = value
    if kind not in _TYPES or raw is None:
        return name, None
    return name, Table(np.frombuffer(raw, dtype=_TYPES[kind]).reshape(dimensions))


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """(field number, value) of a protobuf message. Raises IndexError or ValueError where it is cut off."""
    place = 0
    while place < len(data):
        key, place = _number(data, place)
        wire = key & 7
        if wire == 0:
            value, place = _number(data, place)
            yield key >> 3, value
            continue
        if wire == 2:
            size, place = _number(data, place)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"wire type {wire}")
        if place + size > len(data):
            raise IndexError("cut off")
        yield key >> 3, data[place : place + size]
        place += size


def _number(data: memoryview, place: int) -> tuple[int, int]:
    """One number of 7 bits a byte, and the place behind it."""
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place
        if shift > 63:
            raise ValueError("no number")


def _numbers(data: memoryview) -> Iterator[int]:
    place = 0
    while place < len(data):
        value, place = _number(data, place)
        yield value


def _text(data: memoryview) -> str:
    return bytes(data).decode("utf-8")
