"""The stage on the embedded model: layout, offsets, names, parts, and what cannot be translated."""

from __future__ import annotations

import dataclasses
import re

import pytest

from pipeline.article import Article, Mention, Part, Role, Status, Translation
from pipeline.errors import ExonymError, NoModelError, TranslationError
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder
from pipeline.mentions.stage import FindStage, NamesStage
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.stage import TranslateStage

ENGLISH = "This sentence was English before."
CYRILLIC = "Президент приехал вчера."
TEXT = f"""  A guerra na Ucrânia

O presidente Volodímir Zelenski reuniu-se com Ievgueni Prigojin em Kiev. Depois, o general S. Smith partiu.
  - Primeiro ponto da lista.
\t• Segundo ponto: "não", disse ele.

Prigojin, Zelenski.

{ENGLISH}
{CYRILLIC}
Fim da história.

"""
FORMS = {
    "Volodímir Zelenski": "Volodymyr Zelenskyy",
    "Ievgueni Prigojin": "Yevgeny Prigozhin",
    "Kiev": "Kyiv",
    "S. Smith": "S. Smith",
}


def mention(
    text: str,
    surface: str,
    form: str | None,
    *,
    status: Status = "linked",
    role: Role = "name",
    name: str | None = None,
) -> Mention:
    start = text.index(surface)
    end = start + len(surface)
    return Mention(
        start=start, end=end, text=surface, type="PER", status=status, rendering=form, role=role, name=name
    )


@pytest.fixture(scope="module")
def stage(translator: ArgosTranslator) -> TranslateStage:
    return TranslateStage(translator)


@pytest.fixture(scope="module")
def article() -> Article:
    at, end = TEXT.index(ENGLISH), TEXT.index(CYRILLIC)
    parts = (
        Part(0, at, "pt", 0.99),
        Part(at, end, "en", 0.9),
        Part(end, end + len(CYRILLIC), "ru", 0.9),
        Part(end + len(CYRILLIC), len(TEXT), "gl", 0.5),
    )
    mentions = tuple(mention(TEXT, surface, form) for surface, form in FORMS.items())
    return Article(id="a", text=TEXT, lang="pt", parts=parts, mentions=mentions)


@pytest.fixture(scope="module")
def translation(stage: TranslateStage, article: Article) -> Translation:
    found = stage(article).translation
    assert found is not None
    return found


def test_names_are_carried_and_recorded(translation: Translation, article: Article) -> None:
    for form in FORMS.values():
        assert form in translation.text
    carried = [(name.start, name.end, name.form, name.how) for name in translation.names]
    assert carried == [(m.start, m.end, m.rendering, "verbatim") for m in article.mentions]
    assert translation.lang == "en" and translation.engine.startswith("argos/pt-en-")


def test_everything_between_sentences_is_kept(translation: Translation) -> None:
    def layout(text: str) -> list[str]:
        return re.findall(r"^[ \t]*(?:[-•] )?|\n+", text, re.MULTILINE)

    assert layout(translation.text) == layout(TEXT)
    assert translation.text.startswith("  The war in Ukraine\n\nPresident Volodymyr Zelenskyy")
    assert translation.text.endswith("\n\n")


def test_the_pairs_say_where_every_sentence_went(translation: Translation) -> None:
    source_end = target_end = 0
    pairs = {}
    for pair in translation.sentences:
        assert TEXT[source_end : pair.start].strip(" \t\n-•") == ""
        assert translation.text[target_end : pair.target_start] == TEXT[source_end : pair.start]
        source_end, target_end = pair.end, pair.target_end
        pairs[TEXT[pair.start : pair.end]] = translation.text[pair.target_start : pair.target_end]
    assert TEXT[source_end:] == translation.text[target_end:]
    assert pairs["Primeiro ponto da lista."] == "First point of the list."
    assert pairs["Depois, o general S. Smith partiu."].endswith("General S. Smith left.")
    assert pairs["Prigojin, Zelenski."] == "Prigojin, Zelenski."


def test_parts_in_other_languages(translation: Translation) -> None:
    assert ENGLISH in translation.text, "the target language stays"
    assert CYRILLIC in translation.text, "a script the model does not read stays"
    assert "story" in translation.text, "a near language without a model goes through the article's"


def test_which_mentions_are_carried(stage: TranslateStage) -> None:
    text = "O presidente russo Putin visitou Pequim com Lavrov e Xi."
    article = Article(
        id="a",
        text=text,
        lang="pt",
        mentions=(
            mention(text, "russo", "Martian", role="demonym"),
            mention(text, "Putin", "Vladimir Putin", status="ambiguous"),
            mention(text, "Pequim com Lavrov", "Beijing with Sergey Lavrov"),
            mention(text, "Lavrov", "Lavrov"),
            mention(text, "Xi", None),
        ),
    )
    translation = stage(article).translation
    assert translation is not None
    assert [name.form for name in translation.names] == ["Beijing with Sergey Lavrov"]
    assert "Martian" not in translation.text and "Vladimir" not in translation.text


def test_a_name_that_is_canonical_already_stays(stage: TranslateStage) -> None:
    text = "Bola Tinubu não quis falar. Tinubu deixou Lisboa."
    names = [
        mention(text, surface, None, name=name)
        for surface, name in (("Bola Tinubu", "Bola Tinubu"), ("Lisboa", "Lisbon"))
    ]
    short = Mention(start=28, end=34, text="Tinubu", type="PER", status="linked", name="Bola Tinubu")
    translation = stage(Article(id="a", text=text, lang="pt", mentions=(*names, short))).translation
    assert translation is not None
    assert [(name.form, name.how) for name in translation.names] == [
        ("Bola Tinubu", "verbatim"),
        ("Tinubu", "verbatim"),
    ]
    assert translation.text.count("Bola") == 1 and translation.text.count("Tinubu") == 2


def test_a_name_over_two_lines_is_one_name(stage: TranslateStage) -> None:
    text = "Ontem falou o presidente Volodímir\nZelenski em Kiev."
    article = Article(
        id="a", text=text, lang="pt", mentions=(mention(text, "Volodímir\nZelenski", "Volodymyr Zelenskyy"),)
    )
    translation = stage(article).translation
    assert translation is not None and "Volodymyr Zelenskyy" in translation.text
    assert len(translation.sentences) == 1


def test_a_batch_gives_what_single_calls_give(stage: TranslateStage, article: Article) -> None:
    other = Article(id="b", text="Bom dia.\n\nBom dia.", lang="pt")
    polish = Article(id="c", text="Dzień dobry.", lang="pl")
    unknown = Article(id="d", text="Bom dia.", lang="und")
    english = Article(id="e", text="Good day.", lang="en-GB")
    results = stage.batch([article, polish, other, unknown, english])
    assert results[0] == stage(article)
    assert isinstance(results[1], NoModelError) and "exonym models install pl en" in str(results[1])
    assert results[2] == stage(other)
    assert isinstance(results[3], TranslationError) and "--lang" in str(results[3])
    assert results[4] is english
    for lone in (polish, unknown):
        with pytest.raises(ExonymError):
            stage(lone)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"lang": "en-GB"}, "target language"),
        ({"translation": Translation(lang="de", text="x")}, "translation already"),
        ({"text": " \n*** "}, "no text"),
    ],
)
def test_what_is_skipped_comes_back_as_it_was(
    changes: dict[str, object], why: str, stage: TranslateStage, article: Article
) -> None:
    skipped = article.with_(mentions=(), parts=(), **changes)
    assert why in (stage.why_skipped(skipped) or "")
    assert stage(skipped) is skipped


def test_an_article_to_translate_is_not_skipped(stage: TranslateStage, article: Article) -> None:
    assert stage.why_skipped(article) is None
    assert stage.why_skipped(article.with_(lang=None)) is None, "it is an error, not skipped"


def test_chinese_sentences_get_a_space_between_them(translator: ArgosTranslator) -> None:
    class Mirror(ArgosTranslator):
        """Answers by a rule: there is no Chinese package to test with."""

        def supports(self, source: str, target: str) -> bool:
            return True

        def version(self, source: str, target: str) -> str:
            return "mirror"

        def translate(self, sentences: object, source: str, target: str) -> list[str]:
            return [f"It is {len(sentence)}." for sentence in sentences]  # type: ignore[attr-defined]

    stage = TranslateStage(Mirror(dataclasses.replace(translator.settings)))
    result = stage(Article(id="z", text="他来了。她走了。\n好。", lang="zh")).translation
    assert result is not None and result.text == "It is 4. It is 4.\nIt is 2."


def test_an_unlisted_name_in_a_script_the_model_cannot_read_is_spelt(translator: ArgosTranslator) -> None:
    text = "O comandante Олексій Горбатюк falou ontem. O relatório de Горбатюка foi entregue ao ministro."
    finder = Finder(Gazetteer.open())
    article = Article(id="a", text=text, lang="pt")
    for stage in (FindStage(finder), TranslateStage(translator), NamesStage(finder)):
        article = stage(article)
    assert article.translation and article.normalized
    assert article.translation.text.startswith(
        "Commander Oleksi Horbatiuk spoke yesterday. Horbatiuk's report"
    )
    assert [name.how for name in article.translation.names] == ["verbatim", "verbatim"]
    found = [(mention.text, mention.status) for mention in article.normalized.mentions]
    assert found == [("Oleksi Horbatiuk", "unknown"), ("Horbatiuk", "unknown")]
    assert len({mention.entity for mention in article.normalized.mentions}) == 1
