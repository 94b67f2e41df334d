"""Names in a translation that came garbled, put right by what the source says."""

from __future__ import annotations

import pytest

from pipeline.mentions.resolve import Finder
from tests.translations import finder_of, normalized

NAMES = [
    ("PER", "Margaret Thatcher"),
    ("PER", "Gordon Brown"),
    ("PER", "Hillary Clinton"),
    ("PER", "Robert Mugabe"),
    ("PER", "Robert McNamara"),
    ("PER", "Gerhard Schröder"),
    ("PER", "Gerhard Schroeter"),
    ("PER", "Alexander Lukashenko"),
    ("PER", "Nelson Mandela"),
    ("PER", "Terry Marder"),
    ("ORG", "Bank of Zimbabwe"),
    ("LOC", "Kilimanjaro National Park"),
    ("ORG", "Icelandic Meteorological Office"),
    ("ORG", "Qatar Airways"),
    ("LOC", "Lake Onega"),
    ("LOC", "São Paulo"),
    ("PER", "Bruno Julie"),
    ("PER", "Zhong Nanshan"),
    ("PER", "Zhang Jianguo"),
]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return finder_of(tmp_path_factory.mktemp("target"), NAMES)


GARBLED = [
    ("ko", "어제 힐러리 클린턴이 말했다.", "Yesterday Hillar Clinic said so.", "Hillary Clinton"),
    ("ja", "大統領のロバート・ムガベは辞任した。", "President Robert Mcabe resigned.", "Robert Mugabe"),
    ("ar", "قال نيلسون مانديلا إنه سعيد.", "He was glad, Nielson Mandala said.", "Nelson Mandela"),
    ("he", "אתמול נאם נלסון מנדלה בעיר.", "Yesterday, Nelson Mandla spoke in the city.", "Nelson Mandela"),
    ("hi", "कल रॉबर्ट मुगाबे ने भाषण दिया।", "Yesterday, Robert Mugab gave a speech.", "Robert Mugabe"),
    ("tr", "Dün Aleksandr Lukaşenko konuştu.", "Yesterday Alexander Lukash spoke.", "Alexander Lukashenko"),
    ("az", "Dünən Hillari Klinton danışdı.", "Yesterday Hillar Clinic spoke.", "Hillary Clinton"),
    ("el", "Χθες μίλησε ο Ρόμπερτ Μουγκάμπε.", "Yesterday spoke the Robert Mougab.", "Robert Mugabe"),
]


@pytest.mark.parametrize(("lang", "text", "translation", "name"), GARBLED)
def test_a_garbled_name_is_put_right(
    finder: Finder, lang: str, text: str, translation: str, name: str
) -> None:
    result = normalized(finder, lang, text, translation)
    assert name in result.text
    assert [change.replacement for change in result.changes] == [name]


def test_the_evidence_tells_which_words_of_the_source_vouch(finder: Finder) -> None:
    _, text, translation, _ = GARBLED[0]
    result = normalized(finder, "ko", text, translation)
    [mention] = [one for one in result.mentions if one.status == "linked"]
    assert mention.evidence[0].rule == "counterpart"
    assert "Hillar Clinic stands for Hillary Clinton" in mention.evidence[0].says
    assert "힐러리" in mention.evidence[0].says and 0.7 <= mention.score <= 1.0
    assert result.changes[0].reason == mention.evidence[0].says


def test_translated_words_of_a_name_count_where_the_source_has_the_rest(finder: Finder) -> None:
    result = normalized(
        finder, "he", "ביקרנו בפארק הלאומי קילימנג'רו.", "We visited Kalimangro National Park."
    )
    assert result.text == "We visited Kilimanjaro National Park."


REWORDED = [
    (
        "tr",
        "İzlanda Meteoroloji Ofisi açıkladı.",
        "The Iceland Meteorological Agency said so.",
        "Icelandic Meteorological Office",
    ),
    ("ko", "어제 카타르 항공이 발표했다.", "Yesterday Qatar Airlines said so.", "Qatar Airways"),
    ("az", "Oneqa gölü böyükdür.", "Onega lake is big.", "Lake Onega"),
    ("ko", "그는 상파울루에 산다.", "He lives in Sao Paulo.", "São Paulo"),
]


@pytest.mark.parametrize(("lang", "text", "translation", "name"), REWORDED)
def test_words_that_stand_for_those_of_a_name_are_put_right(
    finder: Finder, lang: str, text: str, translation: str, name: str
) -> None:
    assert [change.replacement for change in normalized(finder, lang, text, translation).changes] == [name]


def test_a_chinese_name_is_found_however_the_translation_cuts_it(finder: Finder) -> None:
    result = normalized(finder, "zh", "钟南山院士表示同意。", "The academic Zhongnan Shan agreed.")
    assert result.text == "The academic Zhong Nanshan agreed."


def test_letters_of_the_source_inside_a_word_are_read(finder: Finder) -> None:
    result = normalized(
        finder, "ja", "昨日、ロバート・ムガベは辞任した。", "Yesterday Robert Muガベ resigned."
    )
    assert result.text == "Yesterday Robert Mugabe resigned."


UNTOUCHED = [
    # What the source names stands in the translation as it should.
    ("ko", "영국 총리는 고든 브라운이었다.", "The British premier was Gordon Brown."),
    # The source names nobody who is listed, whatever the translation sounds like.
    ("ko", "그는 어제 서울에 왔다.", "The Mother came to Seoul yesterday."),
    ("ar", "وصل الوزير إلى المدينة أمس.", "Yesterday the Robber Muggle came to the city."),
    # A plain word is no name, even if the source has one that sounds like it.
    ("ja", "会議は昨日開かれた。", "The meeting was held yesterday by the Marder group."),
    # An ordinary word is no name that sounds like it; neither is one between two names.
    ("zh", "7月26日，他来了。", "He came on 26 July."),
    ("ko", "고든과 브라운이 왔다.", "The bank and Zimbabwe came."),
    # Another name of the source is right as it stands.
    ("zh", "张建军和张建国来了。", "Zhang Jianjun came."),
    # The name is lost in the translation altogether.
    ("hi", "कल रॉबर्ट मुगाबे ने भाषण दिया।", "He gave a speech yesterday."),
    # Somebody else is named, and the translation has him right.
    ("tr", "Dün Robert Mugla konuştu.", "Yesterday Robert Mugla spoke."),
]


@pytest.mark.parametrize(("lang", "text", "translation"), UNTOUCHED)
def test_what_the_source_does_not_vouch_for_stays(
    finder: Finder, lang: str, text: str, translation: str
) -> None:
    assert normalized(finder, lang, text, translation).text == translation


def test_of_two_people_with_one_given_name_the_source_tells_which(finder: Finder) -> None:
    text = "로버트 무가베와 로버트 맥나마라가 만났다."
    result = normalized(finder, "ko", text, "Today Robert Mugab and Robert Macnara met.")
    assert result.text == "Today Robert Mugabe and Robert McNamara met."


def test_a_name_stays_in_its_own_sentence(finder: Finder) -> None:
    text, garbled = "로버트 무가베가 말했다.\n그는 떠났다.", "Robert Mukavi"
    right = normalized(finder, "ko", text, f"{garbled} said so.\nHe left.")
    assert right.text == "Robert Mugabe said so.\nHe left."
    elsewhere = f"He said so.\nThen {garbled} left."
    assert normalized(finder, "ko", text, elsewhere).text == elsewhere
