"""Translation: exonym's translator beside argostranslate's own API, same package, same sentences.

    python -m benchmarks.translation ENGINE BEAM COUNT

runs one engine in a process of its own, as argostranslate reads its settings when it is imported, and
prints a line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks import data
from benchmarks.report import Table

ENGINES = ("exonym", "argostranslate")
BEAMS = (4, 1)
SENTENCES = 240
# The engines take turns, so that what else the machine does meets both; the best time of each counts.
ROUNDS = 2

# Sentences in the style of the Portuguese samples; the names come from gazetteers/world.
_TEMPLATES = (
    "O presidente do Conselho Europeu recebeu {person} em Bruxelas na segunda-feira.",
    "{person} afirmou nesta quinta-feira que as negociações com {place} vão continuar.",
    "Em mensagem de áudio, {person} voltou a reclamar da falta de munição.",
    "Moscou disse que examinará qualquer proposta de trégua apresentada por {person}.",
    "À saída do encontro, {person} disse aos jornalistas que não espera um acordo antes do verão.",
    "O ministro dos Negócios Estrangeiros falará na sexta-feira com {person} sobre {place}.",
    "A oposição de {place} pediu a demissão do governo depois das declarações de {person}.",
    "Segundo {person}, os agricultores de {place} precisam de ajuda até ao fim do ano.",
    "As tropas deixaram a cidade durante a noite, e ninguém em {place} comentou a notícia.",
    "O preço do petróleo caiu cinco por cento, o que preocupa os bancos de {place}.",
    "Um diplomata resume o problema: {person} tem os votos, mas não quer assinar.",
    "{person} conversou por telefone com o primeiro-ministro de {place} e pediu mais tempo.",
)


def run(quick: bool = False, say: Callable[[str], None] = print) -> list[Table]:
    """Translate the same sentences with both engines at both beams."""
    count = 8 if quick else SENTENCES
    words = sum(len(sentence.split()) for sentence in sentences(count))
    rows: list[list[Any]] = []
    for beam in BEAMS:
        found: dict[str, dict[str, Any]] = {}
        for number in range(1 if quick else ROUNDS):
            for engine in ENGINES:
                say(f"{engine}, beam {beam}, round {number + 1}")
                figures = _measured(engine, beam, count)
                known = found.setdefault(engine, figures)
                known |= {time: min(known[time], figures[time]) for time in ("cpu_s", "wall_s")}
        api = found["argostranslate"]
        for engine, figures in found.items():
            same = [a == b for a, b in zip(figures["outputs"], api["outputs"], strict=True)]
            rows.append(
                [
                    engine,
                    beam,
                    words / figures["cpu_s"],
                    api["cpu_s"] / figures["cpu_s"],
                    words / figures["wall_s"],
                    api["wall_s"] / figures["wall_s"],
                    sum(same) / len(same),
                ]
            )
    return [
        Table(
            "translation",
            f"Translation of {count} Portuguese sentences, {words:,} words",
            ("engine", "beam", "words/CPU s", "x API", "words/s", "x API (wall)", "same as API"),
            rows,
            f"""The embedded package, int8, model loaded before. argostranslate (the API, same beam) gets
            one sentence a call and a splitter that passes it through, as its own would be downloaded. Best of
            {ROUNDS} runs in turn; wall time depends on what else the machine does.""",
        )
    ]


def sentences(count: int) -> list[str]:
    """Return different Portuguese sentences with names as the Portuguese press spells them."""
    people, places = _portuguese("people*.jsonl"), _portuguese("countries.jsonl")
    dice = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < count:
        template = _TEMPLATES[len(found) % len(_TEMPLATES)]
        found[template.format(person=dice.choice(people), place=dice.choice(places))] = None
    return list(found)


def _portuguese(files: str) -> list[str]:
    paths = sorted((data.ROOT / "gazetteers" / "world").glob(files))
    return [
        name["text"]
        for path in paths
        for record in data.read(path)
        for name in record.get("names", [])
        if name["lang"] == "pt" and name.get("kind", "full") == "full"
    ]


def _measured(engine: str, beam: int, count: int) -> dict[str, Any]:
    """Run one engine and return its outputs and times."""
    home = data.WORK / "argos"
    packages = home / "packages"
    if not packages.is_dir():
        with zipfile.ZipFile(data.ROOT / "samples/models/translate-pt_en.argosmodel") as package:
            package.extractall(packages)
    environment = os.environ | {
        "ARGOS_PACKAGES_DIR": str(packages),
        "ARGOS_BEAM_SIZE": str(beam),
        "ARGOS_COMPUTE_TYPE": "int8",
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
    }
    command = [sys.executable, "-m", "benchmarks.translation", engine, str(beam), str(count)]
    done = subprocess.run(
        command, cwd=data.ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _translator(engine: str) -> Callable[[Sequence[str]], list[str]]:
    """Return what translates Portuguese sentences into English, in this process."""
    if engine == "exonym":
        from pipeline.config import Settings
        from pipeline.translate.argos import ArgosTranslator

        ours = ArgosTranslator(Settings.from_environment())
        return lambda texts: ours.translate(texts, "pt", "en")
    from argostranslate.translate import get_translation_from_codes

    theirs: Any = get_translation_from_codes("pt", "en")
    theirs.underlying.sentencizer = _PassThrough()
    return lambda texts: [theirs.translate(text) for text in texts]


class _PassThrough:
    """A sentence splitter that leaves whole what comes one sentence at a time."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def main(engine: str, count: str) -> None:
    """Translate and print outputs and times as JSON."""
    texts = sentences(int(count))
    translate = _translator(engine)
    translate(["Bom dia."])
    wall, cpu = time.perf_counter(), time.process_time()
    outputs = translate(texts)
    times = {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}
    print(json.dumps(times | {"outputs": outputs}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3])
