import numpy as np
import pytest

from pipeline.gazetteer.near_names import Found, Words
from pipeline.gazetteer.near_words import Near
from pipeline.gazetteer.store import Gazetteer
from pipeline.names import weights

NUMBERS = weights.load().alignment

Alike = list[dict[str, float]]


def words(names: list[Alike]) -> Words:
    """Return the rows of written names: one for each of their words."""
    places = [(number, place) for number, name in enumerate(names) for place in range(len(name))]
    written, place = np.array(places, np.intp).reshape(-1, 2).T
    return Words(written, place, np.zeros(len(places), np.bool_), np.ones(len(places), np.float32))


def near(gazetteer: Gazetteer, names: list[Alike]) -> Near:
    """Return the table of the words that are said to be like those of written names."""
    rows = sorted(
        (row, gazetteer.index.word_number(word), value)
        for row, one in enumerate(one for name in names for one in name)
        for word, value in one.items()
    )
    written, numbers, values = zip(*rows, strict=True) if rows else ((), (), ())
    return Near(np.array(written, np.intp), np.array(numbers, np.intp), np.array(values, np.float32))


def texts(gazetteer: Gazetteer, found: Found, number: int = 0) -> list[str]:
    return [gazetteer.index.name(name).text for name in found.numbers[found.written == number].tolist()]


def promising(gazetteer: Gazetteer, *names: Alike, most: int = 5) -> Found:
    found = near(gazetteer, list(names))
    return gazetteer.index.near_names.promising(found, words(list(names)), NUMBERS, most)


def ranked(gazetteer: Gazetteer, name: Alike, most: int = 5) -> list[str]:
    """Rank what a name leads to, its words like those it is said to be like and no others."""
    names = gazetteer.index.near_names
    found, table, own = promising(gazetteer, name, most=100), near(gazetteer, [name]), words([name])
    held = names.words(found)
    alike = np.zeros((2 * len(name) - 1, len(held.numbers)), np.float32)
    alike[table.written, held.places(own.written[table.written], table.words)] = table.values
    return texts(gazetteer, names.ranked(found, held, alike, own, NUMBERS, most))


PUTIN: Alike = [{"vladimir": 0.9}, {"putin": 0.8}]


@pytest.mark.parametrize("name", [PUTIN, PUTIN[::-1]])
def test_the_name_made_of_both_words_comes_first(gazetteer: Gazetteer, name: Alike) -> None:
    assert texts(gazetteer, promising(gazetteer, name))[0] == "Vladimir Putin"
    assert ranked(gazetteer, name)[0] == "Vladimir Putin"


def test_no_more_names_than_asked_for(gazetteer: Gazetteer) -> None:
    kim: Alike = [{"kim": 1.0}]
    assert len(ranked(gazetteer, kim, 1)) == 1
    assert set(ranked(gazetteer, kim, 1)) < set(ranked(gazetteer, kim, 5))
    assert len(promising(gazetteer, kim, most=2).numbers) == 2


def test_no_near_word_leads_to_no_name(gazetteer: Gazetteer) -> None:
    assert promising(gazetteer, [{}, {}]).numbers.tolist() == []
    assert ranked(gazetteer, [{}, {}]) == []


def test_each_written_name_has_its_own_finds(gazetteer: Gazetteer) -> None:
    together = promising(gazetteer, [{"kim": 1.0}], [{}], PUTIN)
    assert texts(gazetteer, together, 0) == texts(gazetteer, promising(gazetteer, [{"kim": 1.0}]))
    assert texts(gazetteer, together, 1) == []
    assert texts(gazetteer, together, 2) == texts(gazetteer, promising(gazetteer, PUTIN))


def test_words_of_names_are_theirs_and_each_once(gazetteer: Gazetteer) -> None:
    index = gazetteer.index
    numbers = [n for n in range(index.size) if index.name(n).text in ("Vladimir Putin", "Shin Won-sik")]
    found = Found(np.zeros(len(numbers), np.intp), np.array(numbers))
    words = index.near_names.words(found).numbers.tolist()
    assert words == sorted(set(words))
    assert {"vladimir", "putin", "shin", "won", "sik", "wonsik"} <= {index.word(word) for word in words}


@pytest.mark.parametrize("name", [[{"kim": 1.0}], [{"kim": 1.0}, {}], [{}, {"kim": 0.6}]])
def test_words_that_are_near_nothing_do_no_harm(gazetteer: Gazetteer, name: Alike) -> None:
    assert ranked(gazetteer, name)
