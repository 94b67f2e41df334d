"""The stage that tells the language of an article and of its parts."""

from __future__ import annotations

from collections import Counter

from pipeline.article import Article
from pipeline.language import detect
from pipeline.language.parts import parts


class DetectStage:
    """Article in, article with `lang` and `parts` out.

    `detector` is pool, langdetect, py3langid or pycld2; raises LanguageError for any other. A language
    that the article came with is kept and only its parts are told.
    """

    name = "detect"

    def __init__(self, detector: str = "pool") -> None:
        self._detector = detect.detector(detector)

    def __call__(self, article: Article) -> Article:
        """Return a copy of `article` with its language ("und" where it cannot be told) and parts."""
        found = parts(article.text, self._detector, article.lang)
        if article.lang is not None:
            return article.with_(parts=found)
        sizes: Counter[str] = Counter()
        for part in found:
            sizes[part.lang] += part.end - part.start
        lang = max(sizes, key=lambda name: sizes[name], default=detect.UNKNOWN)
        return article.with_(lang=lang, parts=found)
