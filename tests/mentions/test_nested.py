"""Places and surnames in the names of others."""

from __future__ import annotations

import pytest

from pipeline.mentions.resolve import Finder


def said(finder: Finder, text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [(mention.text, mention.status) for mention in finder.find(text, lang)]


@pytest.mark.parametrize("name", ["Jack London", "Paris Hilton", "George Washington"])
def test_a_place_in_a_persons_name_is_no_place(shipped: Finder, name: str) -> None:
    assert said(shipped, f"The book by {name} sold well.") == [(name, "unknown")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("He teaches at the University of Warsaw now.", "en"),
        ("He left Moscow State University early.", "en"),
        ("He cheers for Paris Saint-Germain loudly.", "en"),
        ("Il soutient le Paris Saint-Germain depuis longtemps.", "fr"),
        ("Er lehrt an der Universität Warschau seit Jahren.", "de"),
        ("Wykłada Uniwersytet Moskwa od lat.", "pl"),
        ("Так решил Институт России сегодня.", "ru"),
    ],
)
def test_a_place_in_an_organisations_name_is_no_place(shipped: Finder, text: str, lang: str) -> None:
    assert [one for one in shipped.find(text, lang) if one.status != "demonym"] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("She works in Warsaw for a bank.", "Warsaw"),
        ("The President of Poland spoke.", "Poland"),
        ("Fighting reached Bakhmut Raion.", "Bakhmut"),
        ("The London Olympics are long past.", "London"),
        ("They flew to Paris Monday.", "Paris"),
    ],
)
def test_a_place_beside_other_words_stays_one(shipped: Finder, text: str, place: str) -> None:
    assert (place, "linked") in said(shipped, text)


def test_a_surname_follows_its_bearer_and_a_preposition_shows_the_place(shipped: Finder) -> None:
    text = "The writer Jack London sailed away. London was broke. Back in London nobody cared."
    assert said(shipped, text) == [("Jack London", "unknown"), ("London", "unknown"), ("London", "linked")]


def test_anothers_given_name_makes_another_person(shipped: Finder) -> None:
    text = "Hillary Clinton and Bill Clinton came. Later Clinton spoke."
    found = shipped.find(text, "en")
    assert [(one.text, one.status) for one in found] == [
        ("Hillary Clinton", "linked"),
        ("Bill Clinton", "unknown"),
        ("Clinton", "ambiguous"),
    ]
    assert "somebody else called Clinton" in found[-1].evidence[0].says


def test_a_nickname_makes_the_same_person(shipped: Finder) -> None:
    [mention] = shipped.find("The prize went to Bob Fico again.", "en")
    assert (mention.name, mention.status) == ("Robert Fico", "linked")
