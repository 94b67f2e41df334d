"""The two stages that deal with names: finding them in the source, and writing them the canonical way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from pipeline.article import Article, Mention
from pipeline.mentions.resolve import Finder
from pipeline.mentions.rewrite import Style, rewrite
from pipeline.mentions.target import Counterparts


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

    def __init__(self, finder: Finder, style: Style = "canonical") -> None:
        self.finder = finder
        self.style = style
        self.counterparts = Counterparts(finder.gazetteer)

    def why_skipped(self, article: Article) -> str | None:
        """Return None: there is always a text to normalize."""
        return None

    def __call__(self, article: Article) -> Article:
        """Return the article with its normalized text; the mentions must have been found before."""
        translation = article.translation
        if translation is None:
            normalized = rewrite(article.text, article.lang or "und", article.mentions, style=self.style)
        else:
            everything = self.finder.find(translation.text, translation.lang)
            found = [mention for mention in everything if mention.status not in ("demonym", "unknown")]
            settled = self.counterparts.settle(
                (article.text, article.lang or "und", article.mentions),
                (translation.text, translation.lang, found),
                translation.sentences,
            )
            unlisted = _unlisted(translation.text, article.mentions)
            demonyms = [mention for mention in everything if mention.status == "demonym"]
            mentions = _together(settled, unlisted, demonyms)
            normalized = rewrite(
                translation.text, translation.lang, mentions, of="translation", style=self.style
            )
        return article.with_(normalized=normalized)


def _unlisted(text: str, source: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the unlisted people of the source where they stand in its translation, the longest names first.

    What only looks like a name in the translation is left out: the source would have had it.
    """
    unlisted = {mention.text: mention for mention in source if mention.status == "unknown"}
    for surface in sorted(unlisted, key=len, reverse=True):
        for at in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            yield msgspec.structs.replace(unlisted[surface], start=at.start(), end=at.end())


def _together(*found: Iterable[Mention]) -> list[Mention]:
    """Return mentions in the order of the text, without those that overlap one that came before them."""
    kept: list[Mention] = []
    for mention in chain(*found):
        if all(mention.end <= one.start or mention.start >= one.end for one in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
