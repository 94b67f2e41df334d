import pytest

from pipeline.names.particles import given_name_first, initial, sizes, without_title
from pipeline.names.readings import split


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("Ursula von der Leyen", [6, 0, 0, 5]),
        ("Sir Keir Starmer", [0, 4, 7]),
        ("Quentin Davies, Baron Davies of Stamford", [7, 6, 0, 0, 0, 0]),
        ("Putin, Vladimir", [5, 8]),
        ("Асланова Рабият Нурулла кызы", [8, 6, 0, 0]),
        ("Igor Nikolayevich Dodon", [4, 0, 5]),
        ("Slobodan Milosevich", [8, 10]),
    ],
)
def test_titles_and_particles_count_nothing(name: str, counted: list[int]) -> None:
    words = name.lower().replace(",", "").split()
    assert sizes(name, words, [len(word) for word in words]) == counted


@pytest.mark.parametrize(
    ("word", "letter"), [("j", "j"), ("дж", "j"), ("ш", "ш"), ("金", None), ("al", None)]
)
def test_initials(word: str, letter: str | None) -> None:
    assert initial(word) == letter


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("بوتين، فلاديمير", ("فلاديمير", "بوتين")),
        ("Kim， Yong-nam", ("Kim", "Yong", "nam")),
        ("Edmund Mortimer، Earl of March", ("Edmund", "Mortimer")),
    ],
)
def test_a_comma_of_any_script_says_the_same(name: str, words: tuple[str, ...]) -> None:
    assert split(name) == words


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Шойгу, Сергей", "Сергей Шойгу"),
        ("Махмудов, Ягуб Микаил оглы", "Ягуб Микаил оглы Махмудов"),
        ("ליפפערט, יוליוס,", "יוליוס ליפפערט"),
        ("Quentin Davies, Baron Davies of Stamford", "Quentin Davies, Baron Davies of Stamford"),
        ("Tesla, Inc.", "Tesla, Inc."),
        ("Газпром, ПАО", "Газпром, ПАО"),
        ("Ince, Inci", "Inci Ince"),
        ("Putin,", "Putin,"),
        (", Putin", ", Putin"),
    ],
)
def test_a_comma_after_one_word_puts_the_family_name_first(name: str, usual: str) -> None:
    assert given_name_first(name) == usual


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Quentin Davies, Baron Davies of Stamford", "Quentin Davies"),
        ("Edmund Mortimer, 3rd Earl of March", "Edmund Mortimer"),
        ("לואי השישי, מלך צרפת", "לואי השישי, מלך צרפת"),
        ("Davis, Jim", "Davis, Jim"),
        (", Baron Davies", ", Baron Davies"),
    ],
)
def test_a_title_after_a_comma_is_left_out(name: str, without: str) -> None:
    assert without_title(name) == without
