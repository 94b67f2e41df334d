"""The options that several commands share, with their help."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.languages import tag
from pipeline.cli.output import Format, LineFormat

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.gazetteer.store import Gazetteer


class Detector(StrEnum):
    """The language detectors, see pipeline.language.detect.detector."""

    pool = "pool"
    langdetect = "langdetect"
    py3langid = "py3langid"
    pycld2 = "pycld2"


class Device(StrEnum):
    """What translation can run on."""

    cpu = "cpu"
    cuda = "cuda"
    auto = "auto"


class Style(StrEnum):
    """What is done with names, see pipeline.mentions.rewrite.Style."""

    canonical = "canonical"
    annotate = "annotate"
    keep = "keep"


class Type(StrEnum):
    """What a name can be a name of, see pipeline.article.EntityType."""

    PER = "PER"
    LOC = "LOC"
    ORG = "ORG"
    EVT = "EVT"
    PRO = "PRO"
    MISC = "MISC"


Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        help="Text, HTML or JSON Lines, a folder of them, or - for standard input.",
        show_default=False,
    ),
]
Inputs = Annotated[
    list[str] | None,
    typer.Option("--input", "-i", metavar="FILE", help="The same as FILE.", show_default=False),
]


def output(suffixes: str) -> Any:
    """Return the option --output of a command that writes files of these suffixes."""
    told = f"Write to this file, in the format of its suffix: {suffixes}."
    return typer.Option("--output", "-o", metavar="FILE", help=told, show_default=False)


_FORMAT = typer.Option(
    "--format",
    "-f",
    help="Format of the output. [default: text in a terminal, else jsonl]",
    show_default=False,
)

Output = Annotated[Path | None, output(".txt, .jsonl, .html or .csv")]
OutputFormat = Annotated[Format | None, _FORMAT]
AnswerOutput = Annotated[Path | None, output(".txt or .jsonl")]
AnswerFormat = Annotated[LineFormat | None, _FORMAT]
GazetteerPath = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        "-g",
        metavar="FOLDER",
        help="Gazetteer to look names up in. [default: the one that ships with exonym]",
        show_default=False,
    ),
]


def _lang(default: str = "") -> Any:
    told = f"Language (BCP 47, such as pl) of what does not say it.{default}"
    return typer.Option("--lang", "-l", metavar="CODE", callback=tag, help=told, show_default=False)


Lang = Annotated[str | None, _lang()]
ToldLang = Annotated[str | None, _lang(" [default: told from the text]")]
Target = Annotated[
    str,
    typer.Option("--to", "-t", metavar="CODE", callback=tag, help="Language to translate into (BCP 47)."),
]
NameStyle = Annotated[
    Style,
    typer.Option(
        "--style",
        help="Write names the canonical way, annotate them in brackets, or keep the text as it is.",
    ),
]
DetectorName = Annotated[
    Detector, typer.Option("--detector", help="What tells the language: all detectors together, or one.")
]
DeviceName = Annotated[
    Device | None,
    typer.Option(
        "--device",
        help="What to translate on. [default: ARGOS_DEVICE_TYPE, else cpu]",
        show_default=False,
    ),
]
Beam = Annotated[
    int | None,
    typer.Option(
        "--beam",
        min=1,
        metavar="N",
        help="Beam size of the translator; 1 is fastest. [default: ARGOS_BEAM_SIZE, else as probed, else 4]",
        show_default=False,
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads",
        min=1,
        metavar="N",
        help="Threads to translate on. [default: ARGOS_INTER_THREADS, else as probed, else all there are]",
        show_default=False,
    ),
]
NoMemory = Annotated[
    bool,
    typer.Option("--no-memory", help="Translate every sentence anew, and remember none for the next time."),
]
GlossaryFile = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar="FILE",
        help='Terms to translate your way: term, tab, translation, and perhaps a tab and "case".',
        show_default=False,
    ),
]
EngineName = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="Translator: argos, libretranslate, ctranslate2, apertium, openai, or one installed beside. "
        "EXONYM_ENGINE_URL, _MODEL and _KEY tell it what it needs. [default: EXONYM_ENGINE, else argos]",
        show_default=False,
    ),
]


def sources(files: list[str] | None, inputs: list[str] | None) -> list[str]:
    """Return what to read: the files named, or standard input where something is piped in.

    Raises BadParameter if there is neither, or a name is blank.
    """
    named = [*(files or ()), *(inputs or ())]
    if not named and sys.stdin.isatty():
        raise typer.BadParameter("name a file or folder, or pipe a text in", param_hint="FILE")
    if "" in named:  # most likely a variable of a script that is not set; Path takes it for this folder
        raise typer.BadParameter("the name of a file is empty", param_hint="FILE")
    once = [one for place, one in enumerate(named) if one != "-" or "-" not in named[:place]]
    return once or ["-"]


def gazetteer(path: Path | None, option: str = "--gazetteer") -> Gazetteer:
    """Open the gazetteer an option names, or the shipped one.

    Raises BadParameter if the one named cannot be opened, GazetteerError if the shipped one cannot.
    """
    from pipeline.errors import GazetteerError
    from pipeline.gazetteer.store import Gazetteer

    try:
        return Gazetteer.open(path)
    except GazetteerError as error:
        if path is None:
            raise
        raise typer.BadParameter(str(error), param_hint=option) from None


def settings(
    target: str = "en",
    device: Device | None = None,
    beam: int | None = None,
    threads: int | None = None,
    no_memory: bool = False,
    glossary: Path | None = None,
    engine: str | None = None,
) -> Settings:
    """Return the settings of the environment with what the command line says instead."""
    from dataclasses import replace

    from pipeline.config import Settings

    found = Settings.from_environment()
    return replace(
        found,
        target=target,
        device=str(device or found.device),
        beam=found.beam if beam is None else beam,
        inter_threads=threads or found.inter_threads,
        intra_threads=1 if threads else found.intra_threads,
        memory=not no_memory,
        glossary=glossary,
        engine=engine or found.engine,
    )
