"""Names through the embedded model: what goes in in canonical form comes out in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.engine import Pair
from pipeline.translate.names import Name, Rendered, Sentence, carry


def marked(text: str) -> Sentence:
    """Return a sentence whose names are written {surface|form}."""
    plain, names, done = "", [], 0
    for found in re.finditer(r"\{(.*?)\|(.*?)\}", text):
        plain += text[done : found.start()]
        names.append(Name(len(plain), len(plain) + len(found[1]), found[2]))
        plain += found[1]
        done = found.end()
    return Sentence(plain + text[done:], tuple(names))


class Scripted:
    """An engine that answers by a rule, for the ways of failing that a good model does not show."""

    name = "scripted"

    def __init__(self, rule: Callable[[str], str]) -> None:
        self.rule = rule
        self.asked: list[list[str]] = []

    def pairs(self) -> frozenset[Pair]:
        return frozenset({Pair("pt", "en")})

    def supports(self, source: str, target: str) -> bool:
        return True

    def version(self, source: str, target: str) -> str:
        return "scripted"

    def placeholder(self, source: str, target: str) -> str:
        return "X{}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.asked.append(list(sentences))
        return [self.rule(sentence) for sentence in sentences]


def scripted(rule: Callable[[str], str], text: str, target: str = "en") -> tuple[Rendered, list[list[str]]]:
    engine = Scripted(rule)
    [carried] = carry([marked(text)], engine, "pt", target)
    return carried, engine.asked


def test_canonical_names_come_out_verbatim(translator: ArgosTranslator, offline: None) -> None:
    [carried] = carry(
        [
            marked(
                "O presidente {Volodímir Zelenski|Volodymyr Zelenskyy} reuniu-se com "
                "{Ievgueni Prigojin|Yevgeny Prigozhin} em {Kiev|Kyiv}."
            )
        ],
        translator,
        "pt",
        "en",
    )
    assert carried.text == "President Volodymyr Zelenskyy met with Yevgeny Prigozhin in Kyiv."
    assert carried.how == ("verbatim",) * 3


PEOPLE = (
    ("Volodímir Zelenski", "Volodymyr Zelenskyy"),
    ("Szin Won Sik", "Shin Won-sik"),
    ("Serguei Lavrov", "Sergey Lavrov"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
    ("Mohamed bin Salman", "Mohammed bin Salman"),
    ("Andrzej Duda", "Andrzej Duda"),
    ("Xi Jinping", "Xi Jinping"),
    ("Aleksandr Lukachenko", "Alexander Lukashenko"),
    ("Viktor Orban", "Viktor Orbán"),
    ("Valeri Zalujni", "Valerii Zaluzhnyi"),
)
FRAMES = (
    "O ministro {} chegou ontem a Lisboa para falar com o governo.",
    "Segundo {}, a situação no terreno é muito difícil.",
    "A proposta de {} foi rejeitada pelo parlamento.",
)


def test_most_names_survive_and_misses_are_told(translator: ArgosTranslator) -> None:
    sentences = [
        marked(frame.format(f"{{{surface}|{form}}}")) for frame in FRAMES for surface, form in PEOPLE
    ]
    results = carry(sentences, translator, "pt", "en")
    for sentence, carried in zip(sentences, results, strict=True):
        assert (sentence.names[0].form in carried.text) == (carried.how != ("missed",))
    missed = [carried.text for carried in results if carried.faults]
    assert len(missed) <= 1, missed


def test_letters_the_model_lacks_are_restored(translator: ArgosTranslator) -> None:
    [carried] = carry(
        [marked("{Erdogan|Erdoğan} e {S. Muller|S. Müller} visitaram {Lodz|Łódź}.")], translator, "pt", "en"
    )
    assert carried.text == "Erdoğan and S. Müller visited Łódź."
    assert carried.how[0] == carried.how[2] == "restored"


def test_names_alone_are_never_sent() -> None:
    def never(sentence: str) -> str:
        raise AssertionError(sentence)

    for text, expected in (
        ("{Lula|Luiz Inácio Lula da Silva}", "Luiz Inácio Lula da Silva"),
        ("{Lula|Lula da Silva}, {Macron|Emmanuel Macron}!", "Lula da Silva, Emmanuel Macron!"),
        ("{Zelenski's|Zelenskyy} ({Kiev|Kyiv})", "Zelenskyy's (Kyiv)"),
        (" *** ", " *** "),
        ("12,5 %", "12,5 %"),
        ("", ""),
    ):
        carried, asked = scripted(never, text)
        assert carried.text == expected and set(carried.how) <= {"verbatim"}
        assert asked == [[]] or asked == []


def test_a_possessive_stays_in_the_sentence() -> None:
    for ending in ("'s", "’s"):
        carried, asked = scripted(str, f"team of {{Zelenski{ending}|Zelenskyy}} army")
        assert asked == [[f"team of Zelenskyy{ending} army"]]
        assert carried.how == ("verbatim",)


def test_equal_sentences_are_sent_once() -> None:
    engine = Scripted(str.upper)
    results = carry([Sentence("um"), Sentence("dois"), Sentence("um")], engine, "pt", "en")
    assert engine.asked == [["um", "dois"]]
    assert [carried.text for carried in results] == ["UM", "DOIS", "UM"]


def test_a_lost_name_is_tried_again_with_a_placeholder() -> None:
    carried, asked = scripted(
        lambda text: text.replace("Kyiv", "Kiev"), "{Zelenski|Zelenskyy} fala em {Kiev|Kyiv}."
    )
    assert asked == [["Zelenskyy fala em Kyiv."], ["Zelenskyy fala em X2."]]
    assert carried == Rendered("Zelenskyy fala em Kyiv.", ("verbatim", "restored"))


def test_then_all_names_are_tried_with_placeholders() -> None:
    def rule(text: str) -> str:
        return text if "Zelenskyy" not in text else "Zelenskyy fala."

    carried, asked = scripted(rule, "{Zelenski|Zelenskyy} fala em {Kiev|Kyiv}.")
    assert [sent for [sent] in asked][2] == "X1 fala em X2."
    assert carried == Rendered("Zelenskyy fala em Kyiv.", ("restored", "restored"))


def test_a_name_that_never_comes_out_is_missed_and_the_plain_attempt_stays() -> None:
    carried, asked = scripted(lambda text: re.sub(r"Kyiv|X\d", "it", text), "Ele fala em {Kiev|Kyiv}.")
    assert carried == Rendered("Ele fala em it.", ("missed",))
    assert len(asked) == 2, "nothing is sent twice"


class Aligned(Scripted):
    """Copies the sentence word by word, but for the names, which it knows the places of."""

    def locate(
        self, sentence: str, spans: Sequence[tuple[int, int]], source: str, target: str
    ) -> tuple[str, list[tuple[int, int] | None]]:
        """Return the sentence with "him" for every span, so all of them are lost."""
        output, places, done = "", [], 0
        for start, end in spans:
            output += sentence[done:start] + "him"
            places.append((len(output) - 3, len(output)))
            done = end
        return output + sentence[done:], [*places]


def test_a_name_that_no_placeholder_saves_goes_where_it_should_have_come_out() -> None:
    engine = Aligned(lambda text: re.sub(r"Kyiv|Zelenskyy|X\d", "it", text))
    sentences = [marked("{Zelenski|Zelenskyy} fala em {Kiev|Kyiv}."), marked("{Kiev|Kyiv} caiu.")]
    assert carry(sentences, engine, "pt", "en") == [
        Rendered("Zelenskyy fala em Kyiv.", ("restored", "restored")),
        Rendered("Kyiv caiu.", ("restored",)),
    ]


def test_the_model_itself_tells_where_a_lost_name_belongs(translator: ArgosTranslator) -> None:
    class Forgetful(ArgosTranslator):
        """Writes the name of the minister, and every placeholder, as another word."""

        def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
            outputs = super().translate(sentences, source, target)
            return [re.sub(r"Shin Won-sik|X\d", "Martin", output) for output in outputs]

        def locate(
            self, sentence: str, spans: Sequence[tuple[int, int]], source: str, target: str
        ) -> tuple[str, list[tuple[int, int] | None]]:
            text, places = super().locate(sentence, spans, source, target)
            return text.replace("Shin Won-sik", "Shin Wonsick"), places

    engine = Forgetful(translator.settings)
    [carried] = carry([marked("A proposta de {Szin|Shin Won-sik} foi rejeitada.")], engine, "pt", "en")
    assert carried.how == ("restored",)
    assert carried.text == "Shin Won-sik's proposal was rejected."


def test_a_name_that_comes_out_twice_is_tried_again() -> None:
    carried, _ = scripted(lambda text: text.replace("Kyiv", "Kyiv Kyiv"), "Ele fala em {Kiev|Kyiv}.")
    assert carried == Rendered("Ele fala em Kyiv.", ("restored",))


def test_a_placeholder_that_stands_in_the_text_is_not_used() -> None:
    carried, asked = scripted(lambda text: text.replace("Kyiv", "it"), "O X1 e o X2 em {Kiev|Kyiv}.")
    assert asked[1] == ["O X1 e o X2 em X3."]
    assert carried.text == "O X1 e o X2 em Kyiv."


def test_a_short_name_within_a_long_one_is_not_it() -> None:
    text = "{Szin|Shin} e {Szin Won Sik|Shin Won-sik} no Shinkansen"
    carried, _ = scripted(lambda text: text.replace("Shin e ", "ele e "), text)
    assert carried.how == ("restored", "verbatim")
    assert carried.text == "Shin e Shin Won-sik no Shinkansen"


@pytest.mark.parametrize(
    ("out", "form"),
    [
        ("O’Brien", "O'Brien"),
        ("Won–sik", "Won-sik"),
        ("Erdogan", "Erdoğan"),
        ("Strasse", "Straße"),
        ("Kim  Jong Un", "Kim Jong Un"),
    ],
)
def test_signs_and_letters_an_engine_changes_are_put_right(out: str, form: str) -> None:
    carried, asked = scripted(lambda text: text.replace(form, out), f"vi {{alguém|{form}}}.")
    assert carried == Rendered(f"vi {form}.", ("restored",)) and len(asked) == 1


def test_in_a_language_without_spaces_names_touch_other_words() -> None:
    carried, _ = scripted(
        lambda text: text.replace("vi ", "我看见").replace(" .", "。"), "vi {a|Shin} .", "zh"
    )
    assert carried == Rendered("我看见Shin。", ("verbatim",))
    carried, _ = scripted(lambda text: text.replace(" ", ""), "vi {a|Shin} ontem", "ja")
    assert carried == Rendered("viShinontem", ("verbatim",))


words = st.text(alphabet="abcãé .,'-XĞ1", max_size=12)


@given(st.lists(st.tuples(words, words.filter(str.strip), words.filter(str.strip)), max_size=4), words)
def test_an_engine_that_changes_nothing_loses_nothing(parts: list[tuple[str, str, str]], tail: str) -> None:
    text, names = "", []
    for before, surface, form in parts:
        text += before + " "
        names.append(Name(len(text), len(text) + len(surface), form))
        text += surface + " "
    [carried] = carry([Sentence(text + tail, tuple(names))], Scripted(str), "pt", "en")
    assert len(carried.how) == len(names)
    for name in names:
        assert name.form in carried.text
