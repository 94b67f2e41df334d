"""The "tiny" models of Firefox Translations: reading their files, and running them in torch.

Six encoder layers, two decoder layers, eight heads, post-norm, one embedding for both languages and the
output. The decoder's first block is an SSRU (a simpler simple recurrent unit); make_embedded_model.py puts
self-attention in its place, so both kinds can be run here. torch is imported only to run one.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import Any

HEADS = 8
ENCODER_LAYERS = 6
DECODER_LAYERS = (1, 2)
START = -1  # stands for the zero embedding Marian starts a translation from

# Marian's codes for the type of a tensor.
_FLOAT32 = 0x0404
_INTGEMM8 = 0x4101

Weights = dict[str, Any]
"""Tensors by their Marian names; numpy arrays of float32."""


def read_marian(path: Path) -> Weights:
    """Read a Marian binary model (version 1) into arrays of float32.

    The file is a header of four numbers a tensor (length of its name, type, rank, bytes), the names, the
    shapes, padding, and the data. An 8-bit tensor is followed by the float it was multiplied with and,
    but for the embedding, lies transposed. The scales of activations are not needed and left out. Raises
    ValueError for a file of another version or a tensor of another type.
    """
    import numpy as np

    data = path.read_bytes()
    version, count = struct.unpack_from("<QQ", data, 0)
    if version != 1:
        raise ValueError(f"{path}: Marian binary version {version}, not 1")
    place = 16
    headers = [struct.unpack_from("<QQQQ", data, place + 32 * number) for number in range(count)]
    place += 32 * count
    names, shapes = [], []
    for name_length, *_ in headers:
        names.append(data[place : place + name_length - 1].decode())
        place += name_length
    for _, _, rank, _ in headers:
        shapes.append(struct.unpack_from(f"<{rank}i", data, place))
        place += 4 * rank
    (padding,) = struct.unpack_from("<Q", data, place)
    place += 8 + padding
    weights: Weights = {}
    for (_, kind, _, length), name, shape in zip(headers, names, shapes, strict=True):
        chunk, place = data[place : place + length], place + length
        if "QuantMultA" in name or name.startswith("special:"):
            continue
        size = math.prod(shape)
        if kind == _FLOAT32:
            weights[name] = np.frombuffer(chunk, np.float32, size).reshape(shape).copy()
        elif kind == _INTGEMM8:
            values = np.frombuffer(chunk, np.int8, size).astype(np.float32)
            (multiplier,) = struct.unpack_from("<f", chunk, size)
            values = values.reshape(shape) if name == "Wemb" else values.reshape(shape[::-1]).T
            weights[name] = np.ascontiguousarray(values) / multiplier
        else:
            raise ValueError(f"{path}: tensor {name} has type {kind:#x}")
    return weights


def positions(length: int, width: int) -> Any:
    """Return Marian's sinusoidal positions, (length, width).

    Its time scale is i / (width/2 - 1), where the default of CTranslate2's converter is i / (width/2).
    """
    import numpy as np

    half = width // 2
    scale = np.exp(np.arange(half) * -(math.log(10000.0) / (half - 1)))
    angles = np.arange(length)[:, None] * scale[None]
    return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)


def network(weights: Weights, *, self_attention: bool) -> Any:
    """Return the model as a torch module: the teacher with SSRU blocks, the student with self-attention."""
    import torch
    from torch.nn import functional

    class Network(torch.nn.Module):
        """Marian's transformer with post-norm layers, for whole sentences at once."""

        def __init__(self) -> None:
            super().__init__()
            self.weights = torch.nn.ParameterDict(
                {
                    name: torch.nn.Parameter(torch.tensor(value), requires_grad=False)
                    for name, value in weights.items()
                }
            )
            width = weights["Wemb"].shape[1]
            self.scale = math.sqrt(width)
            self.register_buffer("positions", torch.tensor(positions(1024, width)), persistent=False)

        def norm(self, x: Any, name: str) -> Any:
            w = self.weights
            return functional.layer_norm(
                x, x.shape[-1:], w[f"{name}_ln_scale"][0], w[f"{name}_ln_bias"][0], 1e-6
            )

        def linear(self, x: Any, block: str, matrix: str, bias: str) -> Any:
            return x @ self.weights[f"{block}_{matrix}"] + self.weights[f"{block}_{bias}"]

        def attention(self, query: Any, memory: Any, block: str, mask: Any) -> Any:
            def heads(x: Any, part: str) -> Any:
                y = self.linear(x, block, f"W{part}", f"b{part}")
                return y.view(*x.shape[:2], HEADS, -1).transpose(1, 2)

            mixed = functional.scaled_dot_product_attention(
                heads(query, "q"), heads(memory, "k"), heads(memory, "v"), attn_mask=mask
            )
            return self.linear(mixed.transpose(1, 2).reshape(query.shape), block, "Wo", "bo")

        def feed_forward(self, x: Any, block: str) -> Any:
            inner = torch.relu(self.linear(x, f"{block}_ffn", "W1", "b1"))
            return self.norm(x + self.linear(inner, f"{block}_ffn", "W2", "b2"), f"{block}_ffn_ffn")

        def encode(self, source: Any, mask: Any) -> Any:
            x = self.weights["Wemb"][source] * self.scale + self.positions[: source.shape[1]]
            for layer in range(1, ENCODER_LAYERS + 1):
                block = f"encoder_l{layer}"
                attended = self.attention(x, x, f"{block}_self", mask[:, None, None, :])
                x = self.feed_forward(self.norm(x + attended, f"{block}_self_Wo"), block)
            return x

        def ssru(self, x: Any, block: str) -> Any:
            """c[t] = f[t] c[t-1] + (1 - f[t]) W x[t], and relu(c) comes out."""
            value = x @ self.weights[f"{block}_rnn_W"]
            forget = torch.sigmoid(self.linear(x, f"{block}_rnn", "Wf", "bf"))
            cell, cells = torch.zeros_like(value[:, 0]), []
            for step in range(x.shape[1]):
                cell = forget[:, step] * cell + (1 - forget[:, step]) * value[:, step]
                cells.append(cell)
            return torch.relu(torch.stack(cells, 1))

        def first_block(self, x: Any, layer: int) -> Any:
            """Return what the block that differs makes of its input."""
            block = f"decoder_l{layer}"
            if not self_attention:
                return self.norm(x + self.ssru(x, block), f"{block}_rnn_ffn")
            steps = x.shape[1]
            causal = torch.ones(steps, steps, dtype=torch.bool).tril()[None, None]
            attended = self.attention(x, x, f"{block}_self", causal)
            return self.norm(x + attended, f"{block}_self_Wo")

        def decode(self, context: Any, mask: Any, previous: Any) -> tuple[Any, list[tuple[Any, Any]]]:
            """Return the last hidden states, and (input, output) of the differing block of each layer."""
            known = (previous != START)[..., None]
            x = self.weights["Wemb"][previous.clamp(min=0)] * self.scale * known
            x = x + self.positions[: previous.shape[1]]
            states = []
            for layer in DECODER_LAYERS:
                block = f"decoder_l{layer}"
                before, x = x, self.first_block(x, layer)
                states.append((before, x))
                attended = self.attention(x, context, f"{block}_context", mask[:, None, None, :])
                x = self.feed_forward(self.norm(x + attended, f"{block}_context_Wo"), block)
            return x, states

        def logits(self, x: Any) -> Any:
            return x @ self.weights["Wemb"].T + self.weights["decoder_ff_logit_out_b"][0]

    return Network()
