"""The list of sources: the one that ships, and what may be wrong with one of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import GazetteerError
from pipeline.gazetteer import catalogue, sources


def test_the_list_that_ships() -> None:
    found = catalogue.read()
    assert list(found.sources) == [
        "shipped", "opensanctions", "geonames", "wikidata", "wikidata-dump", "jrc",
    ]  # fmt: skip
    assert [name for name, source in found.sources.items() if source.use] == ["shipped"]
    for name, source in found.sources.items():
        if name != "shipped":
            assert source.url.startswith("https://") and source.licence and source.attribution
    assert found.refresh.keep == 10 and found.refresh.max_loss == 0.1


def test_licences() -> None:
    assert sources.licence("geonames") == "GeoNames, CC BY 4.0, https://www.geonames.org/"
    assert sources.licence("cldr") == "Unicode CLDR, Unicode License v3"
    assert sources.licence("own") is sources.licence("shipped") is None


def test_paths_count_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[sources.a]\nkind = "table"\nurl = "../x/staff.csv"\n[sources.b]\nkind = "ftm"\nurl = "http://h/x"\n'
    )
    found = catalogue.read(path)
    assert found.sources["a"].url == str(tmp_path.parent / "x" / "staff.csv")
    assert found.sources["b"].url == "http://h/x"


def test_the_digest_is_that_of_what_is_asked_for(tmp_path: Path) -> None:
    one = catalogue.Source(kind="ftm", url="http://h/x")
    assert one.digest == catalogue.Source(kind="ftm", url="http://h/x", licence="CC0", use=True).digest
    assert one.digest != catalogue.Source(kind="ftm", url="http://h/y").digest
    assert one.digest != catalogue.Source(kind="ftm", url="http://h/x", topics=("role.pep",)).digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sources", "cannot read the list of sources"),
        ("\xff", "cannot read the list of sources"),
        ('[sources.a]\nkind = "tabel"\nurl = "x"', r"Invalid enum value 'tabel'.*sources\[...\].kind"),
        ('[sources.a]\nkind = "table"', "source a: it needs a url"),
        ('[sources.a]\nkind = "table"\nurl = "x"\nlicense = "CC0"', "unknown field `license`"),
        ('[sources."../a"]\nkind = "table"\nurl = "x"', "source ../a: a name is made of letters"),
        ('[sources.a]\nkind = "wikidata-query"\nurl = "http://x"', "source a: it needs api"),
        ("[refresh]\nmax_loss = 10", r"<= 1"),
    ],
)
def test_what_is_wrong_is_told(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(GazetteerError, match=says) as raised:
        catalogue.read(path)
    assert "mine.toml" in str(raised.value)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"No such file.*sources.toml is an example"):
        catalogue.read(tmp_path / "none.toml")
