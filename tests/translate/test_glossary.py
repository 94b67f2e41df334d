"""A user's glossary: reading it, finding its terms, and carrying them through the embedded model."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.article import Article, Mention
from pipeline.errors import InputError
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder
from pipeline.mentions.stage import FindStage, NamesStage
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.glossary import Glossary, Term
from pipeline.translate.stage import TranslateStage

FILE = """# what we call things
Operação Militar Especial\tfull-scale invasion
PS\tSocialist Party\tcase

Porta-voz da Casa\tHouse speaker\t
gambozino\t
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    path = tmp_path / "terms.tsv"
    path.write_text(FILE, encoding="utf-8")
    return Glossary.read(path)


def found(glossary: Glossary, text: str, lang: str = "pt") -> list[tuple[str, str | None]]:
    mentions = sorted(glossary.mentions(text, lang), key=lambda mention: mention.start)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    return [(mention.text, mention.rendering) for mention in mentions]


def test_terms_are_found(glossary: Glossary) -> None:
    assert found(glossary, "O PS condena a operação militar especial. O ps, PSD e Gambozino não.") == [
        ("PS", "Socialist Party"),
        ("operação militar especial", "full-scale invasion"),
        ("Gambozino", "Gambozino"),
    ]


def test_the_longest_term_counts_and_signs_are_no_patterns() -> None:
    glossary = Glossary([Term("a.b", "x"), Term("a.b (c)", "y"), Term("İ", "z")])
    assert found(glossary, "a.b (c), a.b, axb") == [("a.b (c)", "y"), ("a.b", "x")]
    assert found(Glossary([]), "a.b") == []


def test_in_a_language_without_spaces_terms_touch_other_words() -> None:
    assert found(Glossary([Term("特别行动", "invasion")]), "他说特别行动开始", "zh") == [
        ("特别行动", "invasion")
    ]


@pytest.mark.parametrize("line", ["no tab", "\ttranslation only", "a\tb\tupper", "a\tb\tcase\tmore"])
def test_a_line_that_is_none_is_told(line: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(f"good\tbom\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="term, tab, translation") as raised:
        Glossary.read(path)
    assert raised.value.where == f"{path}, line 2"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xe9\t\xe9")
    for name in ("latin", "absent"):
        with pytest.raises(InputError, match="cannot be read"):
            Glossary.read(tmp_path / name)


def test_terms_go_through_the_model_beside_names(translator: ArgosTranslator, glossary: Glossary) -> None:
    text = "Zelenski disse ontem que a operação militar especial falhou. O PS concorda."
    name = Mention(start=0, end=8, text="Zelenski", type="PER", status="linked", rendering="Zelenskyy")
    article = Article(id="a", text=text, lang="pt", mentions=(name,))
    translation = TranslateStage(translator, glossary=glossary)(article).translation
    assert translation is not None
    for form in ("Zelenskyy", "full-scale invasion", "Socialist Party"):
        assert translation.text.count(form) == 1
    assert [(carried.form, carried.how) for carried in translation.names] == [
        ("Zelenskyy", "verbatim"),
        ("full-scale invasion", "verbatim"),
        ("Socialist Party", "verbatim"),
    ]
    assert "full-scale" not in TranslateStage(translator)(article).translation.text  # type: ignore[union-attr]


def test_a_term_that_is_a_known_name_is_the_last_word(translator: ArgosTranslator) -> None:
    finder = Finder(Gazetteer.open())
    text = "O ministro chegou a Kiev. Moscou não comentou. Em Kiev, o general falou."
    article = FindStage(finder)(Article(id="a", text=text, lang="pt"))
    glossary = Glossary([Term("Kiev", "Kieff"), Term("Moscou", "Moskva")])
    termed = NamesStage(finder)(TranslateStage(translator, glossary=glossary)(article))
    assert termed.translation and termed.normalized
    assert termed.normalized.text == termed.translation.text
    assert termed.normalized.text.count("Kieff") == 2 and "Moskva" in termed.normalized.text
    assert [name.term for name in termed.translation.names] == [True, True, True]
    plain = NamesStage(finder)(TranslateStage(translator)(article))
    assert plain.normalized and plain.normalized.text.count("Kyiv") == 2


def test_the_users_term_wins_over_a_name_of_the_same_length(translator: ArgosTranslator) -> None:
    glossary = Glossary([Term("Kiev", "Kieff")])
    text = "O ministro chegou a Kiev."
    name = Mention(start=20, end=24, text="Kiev", type="LOC", status="linked", rendering="Kyiv")
    article = Article(id="a", text=text, lang="pt", mentions=(name,))
    result = TranslateStage(translator, glossary=glossary)(article)
    assert result.translation is not None and "Kieff" in result.translation.text
    assert result.mentions == (name,), "the article's own mentions stay"
