from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sentences import split


def sentences(text: str, lang: str = "und") -> list[str]:
    return [text[start:end] for start, end in split(text, lang)]


# Written with a bar where a sentence ends; the space after the bar is the space between the two.
@pytest.mark.parametrize(
    ("lang", "barred"),
    [
        ("en", "Mr. Smith of the U.S. Army arrived at 5 p.m.| The meeting was short.| Nothing came of it."),
        ("en", "They met in the U.S.| The talks failed.| Resolution No. 5 fell."),
        (
            "en",
            '"Really?" she asked.| He said... nothing.| Wait...| What?| (He left.)| Up 3.5 per cent.',
        ),
        ("en", "J. K. Rowling, D.C. Comics and Dr. J. R. Biden came.| All left."),
        ("en", "Wait . . . not yet.| Now!"),
        (
            "pl",
            "Spotkał się m.in. z prof. Janem Nowakiem w 2024 r.| Rozmawiali o NATO.| „Co teraz?” zapytał.",
        ),
        ("pl", "3. Brygada ruszyła na wschód.| W XX w. powstały partie."),
        ("de", "Am 3. Juni traf Dr. Merz z. B. Macron.| Er sagte: „Wir kommen.“| Dann ging er."),
        ("de", "Wilhelm II. dankte ab.| Das war 1918.| Danach kam die Republik."),
        ("fr", "« Oui ! » a dit M. Macron.| « Non. »| Il est parti.| Il dit : « Bon. »| Puis rien."),
        ("es", "El Sr. Sánchez llegó.| ¿Qué dijo?| «Nada», según EE.UU. y otros."),
        ("pt", "O Sr. Lula da Silva chegou às 15h.| A Dra. Nísia saiu."),
        ("it", "Il dott. Rossi e l'on. Bianchi hanno parlato.| Poi basta."),
        ("cs", "Dne 5. května přijel gen. Pavel.| Mluvil krátce."),
        ("nl", "Minister-president drs. R. de Vries sprak o.a. over Gaza.| Daarna zweeg hij."),
        ("ru", "Г-н А. С. Иванов живёт на ул. Ленина.| Он сказал: «Да!» — и ушёл.| Так и было."),
        ("uk", "У м. Києві зустрілися проф. Шевченко та ін. науковці.| Розмова тривала годину."),
        ("uk", "Лікарі дбають про здоров'я.| Водночас ліків бракує."),
        ("bg", "Министърът ѝ каза, а после помогна и й.| Така беше."),
        ("pl", "George W. Bush odwiedził Wlk. Brytanię.| Nord Stream 2.| Unia milczy."),
        ("el", "Ήρθε;| Ναι.| Ο κ. Μητσοτάκης έφυγε."),
        ("hy", "Նա եկավ։| Հետո գնաց։"),
        ("ar", "هل جاء الوزير؟| نعم جاء.| ثم ذهب."),
        ("ur", "وزیر آئے۔| پھر چلے گئے۔"),
        ("hi", "मंत्री आए।| फिर चले गए।"),
        ("km", "គាត់មក។| គាត់ទៅ។"),
        ("ko", '장관은 말했다.| "가자."| 그는 떠났다.| 물가는 3.5% 올랐다.'),
        ("ja", "「行く。」と言った。|次の文です！| そうです。"),
        ("zh", "他说：“走。”|然后走了。|真的？|是。"),
        ("xx", "One.| Two!| Three?"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(lang: str, barred: str) -> None:
    assert sentences(barred.replace("|", ""), lang) == [piece.strip() for piece in barred.split("|")]


def test_lines_end_sentences_unless_the_next_goes_on_in_lower_case() -> None:
    text = "Headline\n\nA line that\r\nwraps here. Next.\r\n- one\n- two\n1. First\n2. Second\u2028Last"
    assert sentences(text) == [
        "Headline",
        "A line that\r\nwraps here.",
        "Next.",
        "- one",
        "- two",
        "1. First",
        "2. Second",
        "Last",
    ]
    assert sentences("a heading\n\nthen more") == ["a heading", "then more"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0", "\u2028"])
def test_nothing_but_space_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_a_nul_is_a_character_like_any_other() -> None:
    assert sentences("\x00 One.\x00 Two.") == ["\x00 One.\x00 Two."]


_PIECES = st.sampled_from(
    [*'aB1.!?…。؟।\n\r \t\u00a0\u2028\x00"”»)«「」:;-', "Dr", "r.", "\r\n", "...", "К."]
)


@given(
    st.one_of(st.text(), st.lists(_PIECES, max_size=60).map("".join)),
    st.sampled_from(["und", "pl", "de", "fr", "el", "ja", "hy", "no-such", ""]),
)
def test_the_sentences_and_the_space_between_are_the_whole_text(text: str, lang: str) -> None:
    end = 0
    for start, stop in split(text, lang):
        assert start < stop
        assert text[end:start].strip() == ""
        assert text[start:stop] == text[start:stop].strip()
        assert start >= end
        end = stop
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    "unit", ["a", ".", " ", "\n", '"', "a ", "Dr. ", "a. ", "\na", "\r\n", "« ", "。", " \n b", ".\u00a0»"]
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            split(text, "pl")
            best = min(best, time.process_time() - begun)
        return best

    # A quadratic rule would take sixteen times as long for four times the text, and minutes on this much.
    assert seconds(400_000) < 8 * seconds(100_000) + 0.1
