"""The language detectors exonym asks, each brought to one form: a text in, a share per code out."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

Shares = dict[str, float]


class Voter(Protocol):
    """A language detector. `vote` returns its own codes with shares of at most 1 in all, {} to abstain."""

    @property
    def name(self) -> str:
        """The name a user chooses it by."""

    def knows(self, lang: str) -> bool:
        """Return whether it can ever vote for `lang` (BCP 47)."""

    def vote(self, text: str) -> Shares:
        """Return the shares of the languages of `text`, which holds no control characters."""


class LangDetect:
    """langdetect: 55 languages, character n-grams.

    It draws n-grams at random: a factory of our own, seeded, makes it repeatable and leaves the seed of
    the process alone. It is sure of itself even where it is wrong (a language it does not know).
    """

    name = "langdetect"

    def knows(self, lang: str) -> bool:
        """Return whether there is a profile for `lang`."""
        return lang in _langdetect_knows()

    def vote(self, text: str) -> Shares:
        """Return the probabilities above 0.1, {} where it finds nothing it knows."""
        from langdetect.lang_detect_exception import LangDetectException

        reader = _langdetect().create()
        reader.append(text)
        try:
            return {guess.lang: guess.prob for guess in reader.get_probabilities()}
        except LangDetectException:
            return {}


@lru_cache(maxsize=1)
def _langdetect() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


@lru_cache(maxsize=1)
def _langdetect_knows() -> frozenset[str]:
    from pipeline.language.codes import canonical

    return frozenset(canonical(code, "Latn") for code in _langdetect().get_lang_list())


class Py3LangId:
    """py3langid: 140 classes, naive Bayes over bytes; knows what is no language ("zxx")."""

    name = "py3langid"

    def knows(self, lang: str) -> bool:
        """Return True: it knows the languages the press is written in."""
        return True

    def vote(self, text: str) -> Shares:
        """Return the probability of every class above one in a thousand."""
        return {lang: share for lang, share in _py3langid().rank(text) if share > 0.001}


@lru_cache(maxsize=1)
def _py3langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


class Cld2:
    """pycld2: 83 languages well, the fastest; the one that tells traditional Chinese from simplified."""

    name = "pycld2"

    def knows(self, lang: str) -> bool:
        """Return True: it knows the languages the press is written in."""
        return True

    def vote(self, text: str) -> Shares:
        """Return the shares of the text per language, halved where it would rather not have answered."""
        import pycld2

        try:
            _, _, found = pycld2.detect(text, isPlainText=True)
            weight = 1.0
            if found[0][1] == "un":
                _, _, found = pycld2.detect(text, isPlainText=True, bestEffort=True)
                weight = 0.5
        except pycld2.error:  # it takes some unassigned code points for broken UTF-8
            return {}
        return {code: weight * percent / 100 for _, code, percent, _ in found if percent}


def chinese(text: str) -> str:
    """Return "zh-Hant" if pycld2 reads `text`, known to be Chinese, as traditional, else "zh"."""
    shares = Cld2().vote(text)
    return "zh-Hant" if shares.get("zh-Hant", 0.0) > shares.get("zh", 0.0) else "zh"
