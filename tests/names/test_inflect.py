import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names import inflect

FOLDER = resources.gazetteers() / "inflection"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=30)
@given(data=st.data())
def test_undoing_keeps_a_stem_and_never_gives_the_word_back(lang: str, data: st.DataObject) -> None:
    rules = inflect.rules(lang)
    assert rules is not None
    stem = st.text(max_size=3)
    ends = (*rules.particles, *rules.endings, *rules.alone)
    front, back = (st.sampled_from(["", *some]) for some in (rules.prefixes, ends))
    word = "".join(data.draw(st.tuples(front, stem, back)))
    found = inflect.undo(word, lang)
    forms = [base.form for base in found]
    assert len(set(forms)) == len(forms)
    assert word.lower() not in forms
    for base in found:
        assert len(base.form) >= 2
        if base.front or base.back:
            assert base.form == word.lower()[base.front : len(word.lower()) - base.back]


@pytest.mark.parametrize(
    ("lang", "word", "form"),
    [
        ("pl", "Putinem", "putin"),
        ("pl", "Kijowie", "kijów"),
        ("pl", "Zełenskiego", "zełenski"),
        ("uk", "Києві", "київ"),
        ("uk", "Путіна", "путін"),
        ("uk", "Зеленського", "зеленський"),
        ("ru", "Путину", "путин"),
        ("ru", "Москве", "москва"),
        ("ru", "Лавровым", "лавров"),
        ("ru-RU", "Путину", "путин"),
    ],
)
def test_undoes_a_case_ending(lang: str, word: str, form: str) -> None:
    assert inflect.Undone(form) in inflect.undo(word, lang)


def test_only_a_surname_by_itself_makes_a_possessive() -> None:
    assert inflect.Undone("trump") in inflect.undo("Trumpov", "sl")
    assert inflect.Undone("trump") not in inflect.undo("Trumpov", "sl", alone=False)
    assert inflect.Undone("petrov") in inflect.undo("Petrova", "sl", alone=False)


def test_letters_written_onto_a_name_are_counted() -> None:
    assert inflect.Undone("روسيا", front=1) in inflect.undo("لروسيا", "ar")
    assert inflect.Undone("한국", back=1) in inflect.undo("한국은", "ko")


@pytest.mark.parametrize("lang", ["zh", "und", "", "xx", "../language/detection", "x" * 1000, "\0"])
def test_a_language_without_rules_undoes_nothing(lang: str) -> None:
    assert inflect.rules(lang) is None
    assert inflect.undo("Putinem", lang) == ()
