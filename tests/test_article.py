import msgspec
import pytest

from pipeline.article import (
    Article,
    Candidate,
    Change,
    Evidence,
    Mention,
    Normalized,
    Outcome,
    Part,
    Translation,
)

TEXT = "Szin spotkał 신원식."
MENTION = Mention(
    start=0,
    end=4,
    text="Szin",
    type="PER",
    status="linked",
    entity="per.shin-won-sik",
    name="Shin Won-sik",
    score=0.9,
    role="short",
    rendering="Shin",
    candidates=(Candidate("per.shin-won-sik", "Shin Won-sik", 0.9),),
    evidence=(Evidence("spelling", "Szin spells Shin", 0.9),),
)
ARTICLE = Article(
    id="1",
    text=TEXT,
    lang="pl",
    parts=(Part(0, 13, "pl", 0.9), Part(13, 16, "ko", 1.0)),
    mentions=(MENTION,),
    translation=Translation(lang="en", text="Shin met Shin Won-sik."),
    normalized=Normalized(
        text="Shin", lang="pl", changes=(Change(0, 4, "Szin", "Shin", "per.shin-won-sik", ""),)
    ),
    gazetteer="0123",
    outcomes=(Outcome(stage="detect", status="ok"),),
    extra={"paper": {"name": "Rzeczpospolita"}},
)


def test_an_article_comes_back_from_json() -> None:
    assert msgspec.json.decode(msgspec.json.encode(ARTICLE), type=Article) == ARTICLE


def test_with_replaces_on_a_copy() -> None:
    changed = ARTICLE.with_(lang="ko")
    assert (ARTICLE.lang, changed.lang) == ("pl", "ko")
    assert changed.with_(lang="pl") == ARTICLE
    with pytest.raises(TypeError):
        ARTICLE.with_(language="ko")


@pytest.mark.parametrize("value", [ARTICLE, MENTION, *ARTICLE.parts, *ARTICLE.outcomes, ARTICLE.translation])
def test_values_do_not_change(value: msgspec.Struct) -> None:
    with pytest.raises(AttributeError):
        setattr(value, value.__struct_fields__[0], None)


def test_an_article_failed_if_a_stage_did() -> None:
    assert not ARTICLE.failed
    assert ARTICLE.with_(outcomes=(*ARTICLE.outcomes, Outcome(stage="translate", status="failed"))).failed
    assert not ARTICLE.with_(outcomes=(Outcome(stage="translate", status="skipped"),)).failed


def test_articles_share_no_extra() -> None:
    Article(id="1", text="").extra["a"] = 1
    assert Article(id="2", text="").extra == {}
