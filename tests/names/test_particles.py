import pytest

from pipeline.names.particles import initial, sizes


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("Ursula von der Leyen", [6, 0, 0, 5]),
        ("Sir Keir Starmer", [0, 4, 7]),
        ("Quentin Davies, Baron Davies of Stamford", [7, 6, 0, 0, 0, 0]),
        ("Putin, Vladimir", [5, 8]),
        ("Асланова Рабият Нурулла кызы", [8, 6, 7, 0]),
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
