"""Who and what an article names, decided over the whole article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import Mention, Part
from pipeline.mentions.resolve import Finder


def linked(mentions: tuple[Mention, ...]) -> list[tuple[str, str | None]]:
    return [(m.text, m.name) for m in mentions if m.status == "linked"]


def test_short_forms_follow_the_full_name_wherever_it_stands(shipped: Finder) -> None:
    text = "Szin spoke first. Then Szin Won Sik left, and Shin said no more."
    assert linked(shipped.find(text, "en")) == [
        ("Szin", "Shin Won-sik"),
        ("Szin Won Sik", "Shin Won-sik"),
        ("Shin", "Shin Won-sik"),
    ]


def test_a_surname_two_people_share_is_ambiguous_not_guessed(small: Finder) -> None:
    text = "Jan Kowalski met Piotr Kowalski. Later Kowalski spoke."
    last = small.find(text, "en")[-1]
    assert (last.text, last.status, last.entity) == ("Kowalski", "ambiguous", None)
    assert {c.entity for c in last.candidates} >= {"per.jan-kowalski", "per.piotr-kowalski"}
    assert "Jan Kowalski" in last.evidence[0].says and "Piotr Kowalski" in last.evidence[0].says


def test_inflected_full_name_and_surname_in_polish(small: Finder) -> None:
    text = "Rozmowa z Janem Kowalskim trwała długo. Kowalskiego nie przekonano."
    assert linked(small.find(text, "pl")) == [
        ("Janem Kowalskim", "Jan Kowalski"),
        ("Kowalskiego", "Jan Kowalski"),
    ]


def test_a_place_gives_way_to_the_person_named_in_full(small: Finder) -> None:
    assert linked(small.find("Lloyd Austin arrived. Then Austin left.", "en"))[-1] == (
        "Austin",
        "Lloyd Austin",
    )
    assert linked(small.find("They drove to Austin.", "en")) == [("Austin", "Austin")]


def test_possessives_and_case_suffixes_stay_outside(small: Finder) -> None:
    assert [m.text for m in small.find("In Ukraine's east, Lloyd Austin's team", "en")] == [
        "Ukraine",
        "Lloyd Austin",
    ]


def test_elided_articles_stay_outside(shipped: Finder) -> None:
    text = "Selon l’Ukraine et l'ONU, l'Union européenne hésite."
    assert linked(shipped.find(text, "fr")) == [
        ("Ukraine", "Ukraine"),
        ("ONU", "United Nations"),
        ("Union européenne", "European Union"),
    ]


def test_demonyms_are_marked_and_name_no_place(small: Finder) -> None:
    [mention] = small.find("The Ukrainian army", "en")
    assert (mention.status, mention.role, mention.type) == ("demonym", "demonym", "MISC")
    assert (mention.entity, mention.name, mention.rendering) == ("loc.ukraine", "Ukraine", None)


def test_acronyms_need_their_capitals(small: Finder) -> None:
    assert linked(small.find("The WHO said so to those who asked.", "en")) == [
        ("WHO", "World Health Organization")
    ]
    assert linked(small.find("People Who care", "en")) == []


def test_equal_names_without_evidence_are_ambiguous(small: Finder) -> None:
    [mention] = small.find("A fire in Birmingham.", "en")
    assert mention.status == "ambiguous" and mention.entity is None
    assert len(mention.candidates) == 2


@pytest.mark.parametrize(
    ("text", "lang", "surface"),
    [
        ("他在乌克兰说", "zh", "乌克兰"),
        ("今日、ウクライナで", "ja", "ウクライナ"),
        ("우크라이나에서 온", "ko", "우크라이나"),
        ("جاء من وأوكرانيا", "ar", "أوكرانيا"),
        ("W Kijowie pada.", "pl", "Kijowie"),
    ],
)
def test_spans_leave_particles_out_and_keep_endings(
    small: Finder, text: str, lang: str, surface: str
) -> None:
    [mention] = small.find(text, lang)
    assert mention.text == surface == text[mention.start : mention.end]


def test_a_katakana_word_does_not_stand_in_a_longer_one(small: Finder) -> None:
    assert [m.text for m in small.find("イランは", "ja")] == ["イラン"]
    assert small.find("イランドは", "ja") == ()


def test_korean_surname_alone_after_the_full_name(shipped: Finder) -> None:
    text = "신원식 국방부 장관이 말했다. 신 장관은 떠났다."
    assert [m.name for m in shipped.find(text, "ko") if m.type == "PER"] == ["Shin Won-sik"] * 2


def test_an_unlisted_person_has_one_provisional_entity(small: Finder) -> None:
    text = "A teacher, Oksana Melnyk, stayed. She thanked Melnyk's friends."
    found = [m for m in small.find(text, "en") if m.status == "unknown"]
    assert {m.entity for m in found} == {"new:oksana-melnyk"}
    assert found[0].text == "Oksana Melnyk"


def test_parts_are_read_in_their_own_language(small: Finder) -> None:
    text = "He wrote from the town. W Kijowie pada deszcz."
    parts = (Part(0, 24, "en", 0.9), Part(24, len(text), "pl", 0.9))
    assert [m.name for m in small.find(text, "en", parts)] == ["Kyiv"]


def test_every_link_says_why(shipped: Finder) -> None:
    for mention in shipped.find("Siergiej Szojgu spotkał się z Putinem w Moskwie.", "pl"):
        assert mention.evidence and all(e.says for e in mention.evidence)


@settings(max_examples=60)
@given(st.text(max_size=300), st.sampled_from(["en", "pl", "ko", "ar", "zh", "und", "xx"]))
def test_any_text_gives_ordered_mentions_that_are_their_surface(small: Finder, text: str, lang: str) -> None:
    at = 0
    for mention in small.find(text, lang):
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        at = mention.end


def test_an_acronym_is_known_by_its_introduction(shipped: Finder) -> None:
    text = "The Russian Foreign Ministry (RFM) spoke. RFM officials left; the Wagner Group (XYZ) stayed."
    assert [m.text for m in shipped.find(text, "en") if m.name == "Russian Foreign Ministry"] == [
        "Russian Foreign Ministry",
        "RFM",
        "RFM",
    ]
    assert "XYZ" not in [m.text for m in shipped.find(text, "en")]


def test_of_endings_undone_the_likelier_name_wins(shipped: Finder) -> None:
    [mention] = shipped.find("Вчора у Харкові пролунали вибухи.", "uk")
    assert mention.name == "Kharkiv"


def test_a_known_name_that_does_not_fit_is_no_other(shipped: Finder) -> None:
    assert shipped.find("Nice weather is expected.", "en") == ()


def test_unlisted_people_are_told_apart_and_their_spellings_gathered(small: Finder) -> None:
    text = "Chen Po-lin and Ada Berg met. Czen Po-lin left, said Berg. Chen Po-lin's book is out."
    found = [(m.text, m.entity, m.name) for m in small.find(text, "en")]
    chen, berg = ("new:chen-po-lin", "Chen Po-lin"), ("new:ada-berg", "Ada Berg")
    assert found == [
        ("Chen Po-lin", *chen),
        ("Ada Berg", *berg),
        ("Czen Po-lin", *chen),
        ("Berg", *berg),
        ("Chen Po-lin", *chen),
    ]


def test_a_headline_in_capitals_names_only_whom_it_names(shipped: Finder) -> None:
    text = "Iran Weighs Response After Strike On Embassy\n\nTehran was silent."
    assert [m.text for m in shipped.find(text, "en")] == ["Iran", "Tehran"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The Prime Minister and the Foreign Ministry agreed.", "en"),
        ("El Primer Ministro y el Ministerio de Defensa callan.", "es"),
        ("Premier i Ministerstwo Obrony Narodowej milczą.", "pl"),
        ("Der Bundeskanzler und das Auswärtige Amt schwiegen.", "de"),
    ],
)
def test_a_bare_office_is_nobody(shipped: Finder, text: str, lang: str) -> None:
    assert shipped.find(text, lang) == ()


def test_a_surname_in_capitals_follows_its_bearer(shipped: Finder) -> None:
    text = "Siergiej SZOJGU came late. SZOJGU was tired."
    assert [(m.text, m.name, m.rendering) for m in shipped.find(text, "en")] == [
        ("Siergiej SZOJGU", "Sergei Shoigu", "Sergei Shoigu"),
        ("SZOJGU", "Sergei Shoigu", "SHOIGU"),
    ]


def test_an_unlisted_person_has_no_office_or_title(small: Finder) -> None:
    text = "Interior Minister Oksana Melnyk spoke. Mrs Melnyk left."
    assert [(m.text, m.name) for m in small.find(text, "en")] == [
        ("Oksana Melnyk", "Oksana Melnyk"),
        ("Melnyk", "Oksana Melnyk"),
    ]
