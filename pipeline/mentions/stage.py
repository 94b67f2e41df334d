"""The two stages that deal with names: finding them in the source, and writing them the canonical way."""

from __future__ import annotations

from pipeline.article import Article
from pipeline.mentions.resolve import Finder
from pipeline.mentions.rewrite import rewrite


class FindStage:
    """Find and resolve the names of an article's own text; needs its language, or takes it as unknown."""

    name = "find"

    def __init__(self, finder: Finder) -> None:
        self.finder = finder

    def why_skipped(self, article: Article) -> str | None:
        """Return why there is nothing to do: the names were found before, in this very gazetteer."""
        if article.gazetteer == self.finder.gazetteer.version:
            return "the names were found before"
        return None

    def __call__(self, article: Article) -> Article:
        """Return the article with its mentions."""
        mentions = self.finder.find(article.text, article.lang or "und", article.parts)
        return article.with_(mentions=mentions, gazetteer=self.finder.gazetteer.version)


class NamesStage:
    """Write every name the canonical way: in the translation if there is one, else in the text itself."""

    name = "names"

    def __init__(self, finder: Finder) -> None:
        self.finder = finder

    def why_skipped(self, article: Article) -> str | None:
        """Return None: there is always a text to normalize."""
        return None

    def __call__(self, article: Article) -> Article:
        """Return the article with its normalized text; the mentions must have been found before."""
        translation = article.translation
        if translation is None:
            normalized = rewrite(article.text, article.lang or "und", article.mentions)
        else:
            mentions = self.finder.find(translation.text, translation.lang)
            normalized = rewrite(translation.text, translation.lang, mentions, of="translation")
        return article.with_(normalized=normalized)
