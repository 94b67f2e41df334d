"""Kin: English words of names that translators write for one another."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names.fold import fold
from pipeline.names.kin import kin

TABLE = tomllib.loads((resources.gazetteers() / "language" / "kin.toml").read_text(encoding="utf-8"))
PAIRS = [
    ("south", "southern"),
    ("airlines", "airways"),
    ("ecuador", "ecuadorian"),
    ("iceland", "icelandic"),
    ("second", "ii"),
    ("tour", "tours"),
    ("faculty", "school"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_kin_stand_for_one_another_both_ways(one: str, other: str) -> None:
    assert other in kin(one) and one in kin(other)


@pytest.mark.parametrize(
    ("one", "other"), [("robert", "roberts"), ("north", "south"), ("austria", "australia"), ("king", "king")]
)
def test_names_of_people_opposites_and_the_word_itself_are_not_kin(one: str, other: str) -> None:
    assert other not in kin(one)


def test_the_table_is_folded_and_no_group_is_given_twice() -> None:
    groups = [tuple(sorted(group)) for group in TABLE["groups"]]
    assert all(word == fold(word) for group in groups for word in group)
    assert len(set(groups)) == len(groups)


@given(st.sampled_from(sorted({word for group in TABLE["groups"] for word in group})))
def test_groups_hold_both_ways(word: str) -> None:
    for group in TABLE["groups"]:
        if word in group:
            assert {other for other in group if other != word} <= kin(word)
