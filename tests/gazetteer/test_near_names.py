import numpy as np
import pytest

from pipeline.gazetteer.store import Gazetteer
from pipeline.names import weights

NUMBERS = weights.load().alignment


def likeness(gazetteer: Gazetteer, **words: float) -> dict[int, float]:
    found = {gazetteer.index.word_number(word): value for word, value in words.items()}
    assert None not in found
    return found  # type: ignore[return-value]


def ranked(gazetteer: Gazetteer, alike: list[dict[int, float]], most: int = 5) -> list[str]:
    near = gazetteer.index.near_names
    names = near.ranked(near.visited(alike), alike, [], [5] * len(alike), NUMBERS, most)
    return [gazetteer.index.name(number).text for number in names.tolist()]


def test_the_name_made_of_both_words_comes_first(gazetteer: Gazetteer) -> None:
    alike = [likeness(gazetteer, vladimir=0.9), likeness(gazetteer, putin=0.8)]
    assert ranked(gazetteer, alike)[0] == "Vladimir Putin"
    assert ranked(gazetteer, alike[::-1])[0] == "Vladimir Putin"


def test_no_more_names_than_asked_for(gazetteer: Gazetteer) -> None:
    alike = [likeness(gazetteer, kim=1.0)]
    assert len(ranked(gazetteer, alike, 1)) == 1
    assert set(ranked(gazetteer, alike, 1)) < set(ranked(gazetteer, alike, 5))


def test_no_near_word_leads_to_no_name(gazetteer: Gazetteer) -> None:
    near = gazetteer.index.near_names
    assert near.visited([{}, {}]).tolist() == []
    assert ranked(gazetteer, [{}, {}]) == []


def test_a_search_leaves_no_trace(gazetteer: Gazetteer) -> None:
    near = gazetteer.index.near_names
    first = near.visited([likeness(gazetteer, kim=1.0)]).tolist()
    near.visited([likeness(gazetteer, putin=1.0)])
    assert near.visited([likeness(gazetteer, kim=1.0)]).tolist() == first


def test_words_of_names_are_theirs_and_each_once(gazetteer: Gazetteer) -> None:
    index = gazetteer.index
    numbers = [n for n in range(index.size) if index.name(n).text in ("Vladimir Putin", "Shin Won-sik")]
    words = index.near_names.words(np.array(numbers)).tolist()
    assert len(words) == len(set(words))
    assert {"vladimir", "putin", "shin", "won", "sik", "wonsik"} <= {index.word(word) for word in words}


@pytest.mark.parametrize("alike", [[{0: 1.0}], [{0: 1.0}, {}], [{}, {1: 0.6}]])
def test_words_that_are_near_nothing_do_no_harm(gazetteer: Gazetteer, alike: list[dict[int, float]]) -> None:
    assert ranked(gazetteer, alike)
