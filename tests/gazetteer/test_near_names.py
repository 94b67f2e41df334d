import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer import near_names
from pipeline.gazetteer.build import build
from pipeline.gazetteer.near_names import Found, Words, _Leads, _met_again
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


def test_names_that_meet_by_chance_are_not_found(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_names, "_SPACE", 0)  # so few slots that names meet in them
    monkeypatch.setattr(near_names, "_ALONE", 1)
    monkeypatch.setattr(near_names, "_FURTHEST", 1)
    index = gazetteer.index
    commonest = sorted(range(len(index.rarities)), key=index.held)[-12:]
    names: list[Alike] = [
        [{index.word(one): 0.9}, {index.word(other): 0.9}] for one, other in pairwise(commonest)
    ]
    together = promising(gazetteer, *names, most=1000)
    for number, name in enumerate(names):
        alone = texts(gazetteer, promising(gazetteer, name, most=1000))
        assert sorted(texts(gazetteer, together, number)) == sorted(alone)


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


def test_a_word_that_a_name_has_twice_counts_twice(tmp_path: Path) -> None:
    names = [{"id": "once", "name": "Evgeni Sokolov"}, {"id": "twice", "name": "Evgeni Evgeni"}]
    source = tmp_path / "names.jsonl"
    source.write_text("".join(json.dumps(one | {"type": "PER"}) + "\n" for one in names), encoding="utf-8")
    build([source], tmp_path / "built")
    evgeni: Alike = [{"evgeni": 0.9}, {"evgeni": 0.9}]
    assert ranked(Gazetteer.open(tmp_path / "built"), evgeni) == ["Evgeni Evgeni"]


@given(st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(0, 40), unique=True)), max_size=8))
def test_all_names_that_several_words_lead_to_are_met_again(found: list[tuple[int, list[int]]]) -> None:
    written = np.array([one for one, _ in found], np.intp)
    rows = np.array([row for row, (_, names) in enumerate(found) for _ in names], np.intp)
    visits = [(one, name) for one, names in found for name in names]
    none = np.empty(0)
    leads = _Leads(written, np.arange(len(found)), none, none, none, none, none)
    again = _met_again(leads, rows, np.array([name for _, name in visits], np.uint32))
    assert all(again[at] for at, visit in enumerate(visits) if visits.count(visit) > 1)
