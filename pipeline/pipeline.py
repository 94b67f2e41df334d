"""The whole way in one object: detect, find names, translate, write names the canonical way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import flow
from pipeline.article import Article
from pipeline.config import Settings
from pipeline.flow import Stage
from pipeline.language.codes import spelt

if TYPE_CHECKING:
    from pipeline.again import AgainStage
    from pipeline.gazetteer.store import Gazetteer
    from pipeline.mentions.recognised import Recognise
    from pipeline.mentions.resolve import Finder
    from pipeline.mentions.rewrite import Style
    from pipeline.translate.engine import Translator


class Pipeline:
    """Runs articles through the stages. What a stage needs is opened when it is first used.

    `gazetteer` is a Gazetteer, the path of one, or None for the shipped one; `detector` is the voter or
    pool that tells languages; without `translate` the names are written into the text as it came. `style`
    says how: "canonical" spellings, "annotate" to put the canonical name in brackets once, or "keep".
    `recognise` is a function that says where names stand, such as a model of yours: called with a text and
    its language, it yields (start, end, type) for each.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | str | Path | None = None,
        *,
        translate: bool = True,
        detector: str = "pool",
        style: Style = "canonical",
        recognise: Recognise | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.settings = settings or Settings.from_environment()
        self._gazetteer = gazetteer
        self._translate = translate
        self._detector = detector
        self._style = style
        self._recognise = recognise

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer that names are resolved against; opening it may raise GazetteerError."""
        from pipeline.gazetteer.store import Gazetteer

        if isinstance(self._gazetteer, Gazetteer):
            return self._gazetteer
        return Gazetteer.open(self._gazetteer)

    @cached_property
    def finder(self) -> Finder:
        """What finds and resolves names."""
        from pipeline.mentions.resolve import Finder

        return Finder(self.gazetteer, self._recognise)

    @cached_property
    def translator(self) -> Translator:
        """The engine that translates; may raise TranslationError if it cannot be had."""
        from pipeline.translate import engines

        return engines.opened(self.settings)

    def detect_stages(self) -> list[Stage]:
        """Return the stage that tells languages, as a list."""
        from pipeline.language.stage import DetectStage

        return [DetectStage(self._detector)]

    def translate_stages(self) -> list[Stage]:
        """Return the stages that find the names of the source and translate it with them."""
        from pipeline.mentions.stage import FindStage
        from pipeline.translate.glossary import Glossary
        from pipeline.translate.memory import Memory
        from pipeline.translate.stage import TranslateStage

        settings = self.settings
        memory = Memory(settings.cache / "memory.sqlite") if settings.memory else None
        glossary = Glossary.read(settings.glossary) if settings.glossary else None
        translating = TranslateStage(self.translator, settings.target, memory=memory, glossary=glossary)
        return [FindStage(self.finder), translating]

    def names_stages(self) -> list[Stage]:
        """Return the stages that find names, unless they were found before, and write them canonically."""
        from pipeline.mentions.stage import FindStage, NamesStage

        return [FindStage(self.finder), NamesStage(self.finder, self._style)]

    def again_stage(self) -> AgainStage:
        """Return the stage that redoes the names of past articles where this gazetteer changes them."""
        from pipeline.again import AgainStage
        from pipeline.mentions.stage import FindStage, NamesStage

        return AgainStage(self.gazetteer, FindStage(self.finder), NamesStage(self.finder, self._style))

    def stages(self) -> list[Stage]:
        """Return the stages of a whole run in order."""
        if self._translate:
            return [*self.detect_stages(), *self.translate_stages(), self.names_stages()[-1]]
        return [*self.detect_stages(), *self.names_stages()]

    def run(self, text: str | Article, lang: str | None = None) -> Article:
        """Run one text or article through all stages; a stage that fails is recorded in its outcomes.

        `lang` (BCP 47) says what language a text is in where that is known.
        """
        told = spelt(lang) if lang else None
        article = text if isinstance(text, Article) else Article(id="text", text=text, lang=told)
        return next(self.run_many([article]))

    def run_many(
        self, articles: Iterable[Article], watch: Callable[[str, int], None] | None = None
    ) -> Iterator[Article]:
        """Run many articles, a batch at a time, and yield them in order; `watch` is told of each step."""
        return flow.run(self.stages(), articles, watch=watch)
