import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.names.fold import APOSTROPHES, HYPHENS, fold, strip_marks


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_any_one_letter_of_the_first_plane_twice_changes_nothing() -> None:
    wrong = [hex(code) for code in range(0x10000) if fold(once := fold(chr(code))) != once]
    assert wrong == []


@given(st.text())
def test_a_key_can_be_stored_and_is_one_line_without_outer_spaces(text: str) -> None:
    key = fold(text)
    key.encode()
    assert key == " ".join(key.split())
    assert not any(char < " " for char in key)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Łódź", "lodz"),
        ("ŁÓDŹ", "lodz"),
        ("Saint-Étienne", "saint etienne"),
        ("George H.W. Bush", "george h w bush"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Königsberg", "konigsberg"),
        ("ＮＡＴＯ", "nato"),
        ("Фёдоров", "федоров"),
        ("Чайковский", "чайковский"),
        ("Київ", "київ"),
        ("Μητσοτάκης", "μητσοτακησ"),
        ("بَشّار الأسد", "بشار الاسد"),
        ("دِمَشْق", "دمشق"),
        ("بنیامین", "بنيامين"),
        ("בֶּן־גּוּרְיוֹן", "בן גוריון"),
        ("エマニュエル・マクロン", "エマニュエル マクロン"),
        ("ガザ", "ガザ"),
        ("", ""),
        ("\0", ""),
        ("Pu\udcfftin", "putin"),
    ],
)
def test_folds(written: str, key: str) -> None:
    assert fold(written) == key


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_apostrophe_is_dropped(apostrophe: str) -> None:
    assert fold(f"O{apostrophe}Brien") == "obrien"


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_every_hyphen_parts_words(hyphen: str) -> None:
    assert fold(f"Won{hyphen}sik") == "won sik"


def test_marks_that_make_another_letter_are_kept() -> None:
    assert strip_marks("ййїがप़é") == "ййїがप़e"
