from pathlib import Path

import pytest

from pipeline.gazetteer import lookup as lookups
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.lookup import lookup
from pipeline.gazetteer.store import Gazetteer


def says(gazetteer: Gazetteer, text: str, lang: str) -> dict[str, str]:
    return {one.rule: one.says for one in lookup(gazetteer, text, lang).evidence}


@pytest.mark.parametrize(
    ("lang", "text", "rule", "sentence"),
    [
        ("en", "!?", "nothing", "no name in the gazetteer looks or sounds like !?"),
        ("pl", "Kijów", "exact", "Kijów is a known name (full, pl)"),
        ("en", "nato", "exact", "NATO is a known name (acronym, en)"),
        ("pl", "Kijowie", "inflected", "Kijowie is a form of Kijów (full, pl)"),
        ("pl", "Szin Won Sik", "spelling", "Szin Won Sik spells Shin Won-sik"),
        ("ru", "Шойгу Сергей", "reading", "Сергей reads sergej (Russian)"),
        ("en", "Bashar Assad", "missing", "al of Bashar al-Assad is not in the text"),
        (
            "en",
            "Chris Evans",
            "rival",
            "Chris Evans (per.chris-evans-presenter) may be meant as well: Chris Evans is but 0.50 certain",
        ),
        ("en", "Kim Yong-chol", "rival", "Kim Jong-chol (per.kim-jong-chol) only sounds like it"),
        (
            "en",
            "Michael Jordan",
            "rival",
            "Michael Jordan (per.michael-jordan-goalkeeper) is near, "
            "but the press means Michael Jordan more often",
        ),
    ],
)
def test_says_why(gazetteer: Gazetteer, lang: str, text: str, rule: str, sentence: str) -> None:
    assert says(gazetteer, text, lang)[rule] == sentence


def test_a_score_too_low_names_the_nearest_and_what_a_link_needs(gazetteer: Gazetteer) -> None:
    evidence = says(gazetteer, "John Smith", "en")
    assert evidence["threshold"].startswith("John K")
    assert "a link needs 0." in evidence["threshold"]


def test_the_rival_named_is_the_one_that_makes_it_ambiguous(tmp_path: Path) -> None:
    store.write(
        tmp_path,
        [
            Entity(id="1", type="PER", name="Anna Maria Elena Nowak", weight=0.9),
            Entity(id="2", type="PER", name="Anna Maria Elena Nowak", weight=0.1),
            Entity(id="3", type="PER", name="Anna Maria Elena Novak", weight=0.9),
        ],
    )
    evidence = says(Gazetteer.open(tmp_path), "Anna Maria Elena Nowack", "en")
    assert evidence["rival"].startswith(
        "Anna Maria Elena Novak (3) may be meant as well: Anna Maria Elena Nowak is but 0."
    )


def test_words_are_named_by_their_place_in_the_text_punctuation_aside(gazetteer: Gazetteer) -> None:
    pairs = [one.says for one in lookup(gazetteer, "Szin ' Wonsik !", "pl").evidence if one.rule == "word"]
    assert sorted(pairs) == ["Szin stands for shin", "Wonsik stands for won sik"]


def test_scores_are_shares_and_every_reason_is_a_sentence(gazetteer: Gazetteer) -> None:
    for text in ("Szin Won Sik", "Kijowie", "Chris Evans", "xyzzy", "John Smith", "Шойгу"):
        for one in lookup(gazetteer, text, "pl").evidence:
            assert one.says and one.rule
            assert one.score is None or 0 <= one.score <= 1


def test_the_evidence_of_a_lookup_is_what_explain_gives(gazetteer: Gazetteer) -> None:
    found = lookups.matches(gazetteer, "Szin Won Sik", "pl")
    status = lookups.verdict(gazetteer, found)
    reasons = lookups.explain(gazetteer, "Szin Won Sik", "pl", found, status)
    assert tuple(reasons) == lookup(gazetteer, "Szin Won Sik", "pl").evidence
