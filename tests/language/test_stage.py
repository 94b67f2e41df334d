from __future__ import annotations

import pytest

from pipeline.article import Article
from pipeline.errors import LanguageError
from pipeline.language.stage import DetectStage

POLISH = "Rząd przyjął projekt nowego budżetu. Minister obrony poinformował, że żołnierze wrócą do kraju."
ENGLISH = "The prime minister said on Tuesday that the government would not raise taxes this year."


def test_it_tells_the_language_and_the_parts() -> None:
    article = DetectStage()(Article(id="1", text=f"{POLISH}\n\n{ENGLISH}", extra={"source": "x"}))
    assert article.lang == "pl"
    assert [part.lang for part in article.parts] == ["pl", "en"]
    assert article.extra == {"source": "x"}
    assert article.outcomes == ()


def test_a_language_that_is_given_is_kept() -> None:
    article = DetectStage()(Article(id="1", text=f"{POLISH}\n\n{ENGLISH}", lang="en"))
    assert article.lang == "en"
    assert [part.lang for part in article.parts] == ["pl", "en"]


def test_und_is_given_too() -> None:
    assert DetectStage()(Article(id="1", text=POLISH, lang="und")).lang == "und"


@pytest.mark.parametrize("text", ["", "\x00", "Joe Biden", "\n\n"])
def test_what_cannot_be_told_is_und(text: str) -> None:
    assert DetectStage()(Article(id="1", text=text)).lang == "und"


@pytest.mark.parametrize("name", ["pool", "langdetect", "py3langid", "pycld2"])
def test_any_detector_can_do_it(name: str) -> None:
    assert DetectStage(name)(Article(id="1", text=POLISH)).lang == "pl"


def test_an_unknown_detector_is_refused_at_once() -> None:
    with pytest.raises(LanguageError):
        DetectStage("guess")
