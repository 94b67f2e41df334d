"""The commands that read articles and write them with more in them: run, detect, translate, names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options, output
from pipeline.cli.messages import Report, tell
from pipeline.cli.progress import Meter, count

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.flow import Stage


def run(
    files: options.Files = None,
    inputs: options.Inputs = None,
    destination: options.Output = None,
    format: options.OutputFormat = None,
    gazetteer: options.GazetteerPath = None,
    lang: options.ToldLang = None,
    to: options.Target = "en",
    no_translate: Annotated[
        bool, typer.Option("--no-translate", help="Leave the text in its language; resolve its names there.")
    ] = False,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="FILE is the output of an earlier run: redo the names that the gazetteer has changed "
            "since, keep languages and translations.",
        ),
    ] = False,
    style: options.NameStyle = options.Style.canonical,
    detector: options.DetectorName = options.Detector.pool,
    device: options.DeviceName = None,
    beam: options.Beam = None,
    threads: options.Threads = None,
    no_memory: options.NoMemory = False,
    glossary: options.GlossaryFile = None,
    engine: options.EngineName = None,
) -> None:
    """Do everything: detect, translate, give names one spelling.

    \b
    Examples:
      exonym run article.txt
      exonym run news/ -o news.html
      exonym run --again old.jsonl -g staff -o new.jsonl
      curl -s https://example.org/page | exonym run --format jsonl
    """
    from pipeline.pipeline import Pipeline

    read = options.sources(files, inputs)
    pipeline = Pipeline(
        options.gazetteer(gazetteer),
        translate=not no_translate,
        detector=detector,
        style=style.value,
        settings=options.settings(to, device, beam, threads, no_memory, glossary, engine),
    )
    chosen = output.chosen(format, destination)
    if not again:
        _work(pipeline.stages(), read, lang, destination, chosen)
        return
    stage = pipeline.again_stage()
    _work([stage], read, lang, destination, chosen)
    tell(f"the names of {stage.redone:,} of {stage.seen:,} articles were redone")


def detect(
    files: options.Files = None,
    inputs: options.Inputs = None,
    destination: options.Output = None,
    format: options.OutputFormat = None,
    lang: options.ToldLang = None,
    detector: options.DetectorName = options.Detector.pool,
) -> None:
    """Tell the language of articles and of their parts.

    \b
    Examples:
      exonym detect *.txt
      exonym detect article.txt | exonym translate | exonym names
    """
    from pipeline.pipeline import Pipeline

    read = options.sources(files, inputs)
    stages = Pipeline(detector=detector, settings=options.settings()).detect_stages()
    chosen = output.chosen(format, destination)
    _work(stages, read, lang, destination, output.LANGUAGES if chosen == "text" else chosen)


def translate(
    files: options.Files = None,
    inputs: options.Inputs = None,
    destination: options.Output = None,
    format: options.OutputFormat = None,
    gazetteer: options.GazetteerPath = None,
    lang: options.Lang = None,
    to: options.Target = "en",
    device: options.DeviceName = None,
    beam: options.Beam = None,
    threads: options.Threads = None,
    no_memory: options.NoMemory = False,
    glossary: options.GlossaryFile = None,
    engine: options.EngineName = None,
) -> None:
    """Translate articles, with names in their canonical form.

    The language has to be known: from exonym detect, or told with --lang.

    \b
    Examples:
      exonym translate --lang pt article.txt
      exonym detect article.txt | exonym translate --to de
    """
    from pipeline.pipeline import Pipeline

    read = options.sources(files, inputs)
    pipeline = Pipeline(
        options.gazetteer(gazetteer),
        settings=options.settings(to, device, beam, threads, no_memory, glossary, engine),
    )
    _work(pipeline.translate_stages(), read, lang, destination, output.chosen(format, destination))


def names(
    files: options.Files = None,
    inputs: options.Inputs = None,
    destination: options.Output = None,
    format: options.OutputFormat = None,
    gazetteer: options.GazetteerPath = None,
    lang: options.Lang = None,
    style: options.NameStyle = options.Style.canonical,
) -> None:
    """Find the names and give each one spelling.

    They are rewritten in the translation if there is one, else in the text.

    \b
    Examples:
      exonym names --lang pl article.txt
      exonym detect article.txt | exonym names --format csv
    """
    from pipeline.pipeline import Pipeline

    read = options.sources(files, inputs)
    pipeline = Pipeline(options.gazetteer(gazetteer), style=style.value, settings=options.settings())
    _work(pipeline.names_stages(), read, lang, destination, output.chosen(format, destination))


def _work(
    stages: Sequence[Stage], sources: Sequence[str], lang: str | None, destination: Path | None, format: str
) -> None:
    """Send the articles of the sources through the stages and write them; exits with 1 if any failed."""
    from pipeline import flow

    own = {stage.name for stage in stages}
    with output.opened(destination) as stream, Meter("reading", count(sources), len(stages)) as meter:
        same_screen = stream.isatty()
        report = Report(shown=same_screen and format == "text" and sys.stderr.isatty())

        def done() -> Iterator[Article]:
            """Yield the articles as they are done, each told of."""
            read = _read(sources, lang, report, meter, destination)
            for article in flow.run(stages, read, watch=meter.step):
                if same_screen:
                    meter.shut()
                report.done(article, own)
                yield article

        output.write(done(), format, stream, report.error)
        output.spare(destination, sources, report.unread)
    report.finish()


def _read(
    sources: Sequence[str], lang: str | None, report: Report, meter: Meter, output: Path | None
) -> Iterator[Article]:
    """Yield the articles that can be read, in `lang` where they do not say; tell of the others.

    The output may lie in a folder that is read.
    """
    from pipeline.errors import InputError
    from pipeline.formats.inputs import read_articles

    for article in read_articles(sources, sys.stdin.buffer, but=output):
        if isinstance(article, InputError):
            report.error(article)
            continue
        report.read(article)
        meter.saw(article.text)
        unknown = article.lang in (None, "und")
        yield article.with_(lang=lang) if lang and unknown else article
