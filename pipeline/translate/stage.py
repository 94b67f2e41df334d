"""The stage that translates articles: sentences of many articles in one go, layout and names kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace
from rapidfuzz.distance import Prefix

from pipeline.article import Article, Carried, Mention, SentencePair, Translation
from pipeline.errors import ExonymError, TranslationError
from pipeline.language.codes import possible
from pipeline.names.spelling import latin
from pipeline.translate.codes import primary, spaced
from pipeline.translate.engine import Reader, Translator
from pipeline.translate.glossary import RULE, Glossary
from pipeline.translate.memory import Memory
from pipeline.translate.names import Rendered, carry
from pipeline.translate.units import Unit, form, sentence, units


@dataclass
class _Job:
    """An article on its way through; one without units and error is left as it is."""

    article: Article
    units: list[Unit] = field(default_factory=list)
    engine: str = ""
    rendered: dict[int, Rendered] = field(default_factory=dict)
    error: ExonymError | None = None


class TranslateStage:
    """Translates an article into `target` (BCP 47), with the canonical names of its linked mentions.

    Sentences that `memory` knows are not translated again. The terms of a `glossary` are carried through as
    names are, and win over a name in the same place.
    """

    name = "translate"

    def __init__(
        self,
        translator: Translator,
        target: str = "en",
        *,
        memory: Memory | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self.translator = translator
        self.target = target
        self.memory = memory
        self.glossary = glossary

    def why_skipped(self, article: Article) -> str | None:
        """Return why there is nothing to do for an article, None if there is something."""
        if article.translation is not None:
            return f"it has a translation already ({article.translation.lang})"
        if not any(map(str.isalnum, article.text)):
            return "there is no text in it"
        if article.lang and primary(article.lang) == primary(self.target):
            return f"it is in the target language already ({article.lang})"
        return None

    def __call__(self, article: Article) -> Article:
        """Return the article with its translation, or unchanged where `why_skipped` gives a reason.

        Raises TranslationError if the article's language is not known or the engine fails, NoModelError if
        no model is installed for it.
        """
        [result] = self.batch([article])
        if isinstance(result, ExonymError):
            raise result
        return result

    def batch(self, articles: Sequence[Article]) -> list[Article | ExonymError]:
        """Translate articles together, which is faster than one by one; the results keep the order.

        An article that cannot be translated gives the error that `__call__` would raise.
        """
        jobs = [self._plan(article) for article in articles]
        todo: dict[str, list[tuple[_Job, int]]] = {}
        for job in jobs:
            for place, unit in enumerate(job.units):
                if unit.lang is not None:
                    todo.setdefault(unit.lang, []).append((job, place))
        for lang, places in todo.items():
            self._translate(lang, places)
        return [job.error or self._finish(job) for job in jobs]

    def _plan(self, article: Article) -> _Job:
        """Cut an article into units, or note why it cannot be translated."""
        job = _Job(article)
        if self.why_skipped(article):
            return job
        if not article.lang or primary(article.lang) in ("und", "zxx"):
            job.error = TranslationError(
                "the language of the article is not known",
                where=article.id,
                hint="Tell it with --lang, for example --lang pt",
            )
            return job
        try:
            job.engine = self.translator.version(article.lang, self.target)
            if self.glossary:
                terms = self.glossary.mentions(article.text, article.lang)
                article = article.with_(mentions=(*terms, *article.mentions))
            article = article.with_(mentions=self._readable(article))
            job.units = list(units(article, self.translator, self.target))
        except ExonymError as error:
            job.error = error
        return job

    def _readable(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions, with Latin spellings for unlisted names that the translator cannot read."""
        translator, lang = self.translator, article.lang or "und"
        if not isinstance(translator, Reader) or not possible(primary(self.target), "Latn"):
            return article.mentions
        return tuple(
            replace(mention, rendering=_latin(mention, lang))
            if mention.status == "unknown" and not translator.reads(mention.text, lang, self.target)
            else mention
            for mention in article.mentions
        )

    def _translate(self, lang: str, places: list[tuple[_Job, int]]) -> None:
        """Translate the units of one language and put what becomes of them into their jobs."""
        sentences = [sentence(job.article.text, job.units[place]) for job, place in places]
        try:
            rendered = carry(sentences, self.translator, lang, self.target, self.memory)
        except ExonymError as error:
            for job, _ in places:
                job.error = error
            return
        for (job, place), result in zip(places, rendered, strict=True):
            job.rendered[place] = result

    def _finish(self, job: _Job) -> Article:
        """Put a translation together: the translated sentences, and between them the article's own text."""
        article = job.article
        if not job.units:
            return article
        pieces: list[str] = []
        pairs: list[SentencePair] = []
        names: list[Carried] = []
        done = length = 0
        for place, unit in enumerate(job.units):
            rendered = job.rendered.get(place)
            between = article.text[done : unit.start]
            if pairs and not between and spaced(self.target):
                between = " "  # Chinese and Japanese put no space between sentences
            text = rendered.text if rendered else article.text[unit.start : unit.end]
            pieces += [between, text]
            start = length + len(between)
            length = start + len(text)
            done = unit.end
            pairs.append(SentencePair(unit.start, unit.end, start, length))
            if rendered:
                names += [
                    Carried(mention.start, mention.end, form(mention) or mention.text, how, _is_term(mention))
                    for mention, how in zip(unit.mentions, rendered.how, strict=True)
                ]
        translation = Translation(
            lang=self.target,
            text="".join([*pieces, article.text[done:]]),
            engine=job.engine,
            sentences=tuple(pairs),
            names=tuple(names),
        )
        return article.with_(translation=translation)


def _is_term(mention: Mention) -> bool:
    return any(evidence.rule == RULE for evidence in mention.evidence)


def _latin(mention: Mention, lang: str) -> str | None:
    """Return an unlisted name in Latin letters, one spelling for all forms of its words in the article."""
    best = mention.name or mention.text
    if mention.role == "short":
        best = max(best.split(), key=lambda word: Prefix.similarity(word, mention.text))
    return latin(best, lang)
