"""The two stages that deal with names: finding them in the source, and writing them the canonical way."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from pipeline.article import Article, Mention, Translation
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
        finder = self.finder.within(article.origins)
        mentions = finder.find(article.text, article.lang or "und", article.parts)
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
            finder = self.finder.within(article.origins)
            everything = finder.find(translation.text, translation.lang)
            found = [mention for mention in everything if mention.status != "demonym"]
            settled = self.counterparts.settle(
                (article.text, article.lang or "und", article.mentions),
                (translation.text, translation.lang, found),
                translation.sentences,
            )
            names = _outside(_terms(translation), _with_unlisted(translation, settled, article.mentions))
            mentions = _with_demonyms(names, everything)
            normalized = rewrite(
                translation.text, translation.lang, mentions, of="translation", style=self.style
            )
        return article.with_(normalized=normalized)


def _terms(translation: Translation) -> list[tuple[int, int]]:
    """Return where the terms of the user's glossary stand in a translation: they are the last word."""
    spans = []
    for term in (name for name in translation.names if name.term):
        for pair in translation.sentences:
            if pair.start <= term.start < pair.end:
                sentence = translation.text[pair.target_start : pair.target_end]
                found = re.finditer(rf"(?<!\w){re.escape(term.form)}(?!\w)", sentence)
                spans += [(pair.target_start + at.start(), pair.target_start + at.end()) for at in found]
    return spans


def _outside(spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that touch none of the spans."""
    return [one for one in mentions if all(one.end <= start or end <= one.start for start, end in spans)]


def _with_unlisted(
    translation: Translation, found: Sequence[Mention], source: Sequence[Mention]
) -> list[Mention]:
    """Return the mentions of a translation, with the unlisted people of the source where they stand in it.

    They stand there as the article spells them, or as they were spelt for the translator. What only looks
    like a name in the translation is left out: the source would have had it.
    """
    mentions = [mention for mention in found if mention.status != "unknown"]
    put = {(name.start, name.end): name.form for name in translation.names}
    unlisted = {
        put.get((mention.start, mention.end), mention.text): mention
        for mention in source
        if mention.status == "unknown"
    }
    for surface in sorted(unlisted, key=len, reverse=True):
        for at in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", translation.text):
            if all(at.end() <= one.start or at.start() >= one.end for one in mentions):
                copy = msgspec.structs.replace(
                    unlisted[surface], start=at.start(), end=at.end(), text=surface
                )
                mentions.append(copy)
    return sorted(mentions, key=lambda mention: mention.start)


def _with_demonyms(names: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Return the names of a translation and the demonyms found in it that stand in none of them, in order."""
    spans = [(mention.start, mention.end) for mention in names]
    demonyms = _outside(spans, [mention for mention in found if mention.status == "demonym"])
    return sorted([*names, *demonyms], key=lambda mention: mention.start)
