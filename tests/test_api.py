from pathlib import Path

import pytest

from pipeline import Gazetteer, lookup, normalize
from pipeline.errors import GazetteerError
from pipeline.gazetteer import lookup as lookups

TEXT = "Siergiej Szojgu przyjechał do Warszawy. Szojgu milczał."


def test_lookup_takes_a_gazetteer_its_path_or_none(gazetteer: Gazetteer, gazetteer_root: Path) -> None:
    answer = lookups.lookup(gazetteer, "Szin Won Sik", "pl")
    assert answer.entity == "per.shin-won-sik"
    for given in (gazetteer, gazetteer_root, str(gazetteer_root)):
        assert lookup("Szin Won Sik", "pl", gazetteer=given) == answer
    assert lookup("Szin Won Sik", "pl").entity == "per.shin-won-sik"


def test_lookup_heeds_language_and_type(gazetteer: Gazetteer) -> None:
    assert lookup("Kijowie", "pl", gazetteer=gazetteer).entity == "loc.kyiv"
    assert lookup("Amazon", gazetteer=gazetteer).status == "ambiguous"
    assert lookup("Amazon", type="ORG", gazetteer=gazetteer).entity == "org.amazon"


def test_normalize_writes_one_canonical_spelling(gazetteer: Gazetteer, gazetteer_root: Path) -> None:
    normalized = normalize(TEXT, lang="pl", translate=False, gazetteer=gazetteer)
    assert "Sergei Shoigu" in normalized
    assert "Szojgu" not in normalized
    assert normalize(TEXT, lang="pl", translate=False, gazetteer=gazetteer_root) == normalized


def test_normalize_leaves_alone_what_has_no_name(gazetteer: Gazetteer) -> None:
    for text in ("", "deszcz pada od rana", "\0"):
        assert normalize(text, lang="pl", translate=False, gazetteer=gazetteer) == text


@pytest.mark.parametrize("ask", [lookup, normalize])
def test_a_gazetteer_that_is_not_there_is_an_error(ask: object, tmp_path: Path) -> None:
    assert callable(ask)
    with pytest.raises(GazetteerError, match="there is no gazetteer"):
        ask("Putin", "ru", gazetteer=tmp_path / "nowhere")
