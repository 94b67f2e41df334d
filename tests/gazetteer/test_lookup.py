import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import EntityType
from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.lookup import (
    Wanted,
    exact_matches,
    lookup,
    lookup_all,
    matches,
    rivals,
    sound_matches,
    verdict,
)
from pipeline.gazetteer.store import Gazetteer
from pipeline.names import weights
from pipeline.names.score import discounted

LINKED = """
en | Shin Won-sik | per.shin-won-sik
en | SHIN WON-SIK | per.shin-won-sik
en | Shin Wonsik | per.shin-won-sik
en | Shin Won Sik | per.shin-won-sik
en | Won-sik Shin | per.shin-won-sik
en | Sin Won-sik | per.shin-won-sik
pl | Szin Won Sik | per.shin-won-sik
ru | Син Вон Сик | per.shin-won-sik
uk | Сін Вон Сік | per.shin-won-sik
ko | 신원식 | per.shin-won-sik
ko | 신 원식 | per.shin-won-sik
en | Kim Yong Chol | per.kim-yong-chol
en | Kim Yongchol | per.kim-yong-chol
ko | 김영철 | per.kim-yong-chol
en | Kim Jong Chol | per.kim-jong-chol
ru | Ким Чен Ын | per.kim-jong-un
pl | Kim Dzong Un | per.kim-jong-un
ko | 김구 | per.kim-koo
zh | 王毅 | per.wang-yi
pl | Wang Yi | per.wang-yi
zh | 习近平 | per.xi-jinping
ru | Си Цзиньпин | per.xi-jinping
ru | Сергей Шойгу | per.sergei-shoigu
ru | Сергей Кужугетович Шойгу | per.sergei-shoigu
ru | С. Шойгу | per.sergei-shoigu
de | Sergej Schoigu | per.sergei-shoigu
pl | Siergiej Szojgu | per.sergei-shoigu
ru | Дмитрий Медведев | per.dmitry-medvedev
en | Dmitry Medvedev | per.dmitry-medvedev
ru | Дмитрий Анатольевич Медведев | per.dmitry-medvedev
uk | Володимир Зеленський | per.volodymyr-zelenskyy
es | Volodímir Zelenski | per.volodymyr-zelenskyy
ar | فولوديمير زيلينسكي | per.volodymyr-zelenskyy
ko | 볼로디미르 젤렌스키 | per.volodymyr-zelenskyy
he | בנימין נתניהו | per.benjamin-netanyahu
el | Κυριάκος Μητσοτάκης | per.kyriakos-mitsotakis
ko | 에마뉘엘 마크롱 | per.emmanuel-macron
ar | إيمانويل ماكرون | per.emmanuel-macron
he | עמנואל מקרון | per.emmanuel-macron
en | E. Macron | per.emmanuel-macron
en | Macron Emmanuel | per.emmanuel-macron
en | David Ben Gurion | per.david-ben-gurion
en | David BenGurion | per.david-ben-gurion
he | דוד בן-גוריון | per.david-ben-gurion
en | Bashar Assad | per.bashar-al-assad
en | Bashar el-Assad | per.bashar-al-assad
en | Bashar Alassad | per.bashar-al-assad
en | Hafez Assad | per.hafez-al-assad
ar | بشار الأسد | per.bashar-al-assad
en | Mohammed Salman | per.mohammed-bin-salman
en | MBS | per.mohammed-bin-salman
en | George H.W. Bush | per.george-h-w-bush
en | George Bush | per.george-h-w-bush
en | Kiev | loc.kyiv
pl | Kijów | loc.kyiv
pl | Warszawa | loc.warsaw
en | NATO | org.nato
ru | НАТО | org.nato
en | Michael Jordan | per.michael-jordan
"""

INFLECTED = """
pl | Warszawie | loc.warsaw
pl | Kijowie | loc.kyiv
pl | Kijowa | loc.kyiv
pl | Władimirem Putinem | per.vladimir-putin
pl | Putinem | per.vladimir-putin
uk | Києві | loc.kyiv
uk | Києва | loc.kyiv
uk | Варшаві | loc.warsaw
uk | Володимира Зеленського | per.volodymyr-zelenskyy
ru | Киеву | loc.kyiv
ru | Киеве | loc.kyiv
ru | Владимиром Путиным | per.vladimir-putin
ru | Владимира Путина | per.vladimir-putin
ru | Сергею Шойгу | per.sergei-shoigu
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("lang", "text", "entity"), rows(LINKED))
def test_links(gazetteer: Gazetteer, lang: str, text: str, entity: str) -> None:
    answer = lookup(gazetteer, text, lang)
    assert (answer.status, answer.entity) == ("linked", entity), answer.evidence


@pytest.mark.parametrize(("lang", "text", "entity"), rows(INFLECTED))
def test_links_a_case_form(gazetteer: Gazetteer, lang: str, text: str, entity: str) -> None:
    answer = lookup(gazetteer, text, lang)
    assert (answer.status, answer.entity) == ("linked", entity), answer.evidence


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Angela Merkel", "en"),
        ("Анджела Меркель", "ru"),
        ("Marc Rutte", "en"),
        ("Lee Jae-myung", "en"),
        ("이재명", "ko"),
        ("Vienna", "en"),
        ("FBI", "en"),
    ],
)
def test_does_not_link_whom_it_does_not_know(gazetteer: Gazetteer, text: str, lang: str) -> None:
    answer = lookup(gazetteer, text, lang)
    assert answer.status == "unknown", answer.evidence
    assert answer.entity is None and answer.name is None


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("John Key", "per.john-key"),
        ("John Kay", "per.john-kay"),
        ("Kim Yong-chol", "per.kim-yong-chol"),
        ("Kim Jong-chol", "per.kim-jong-chol"),
        ("Kim Jong-un", "per.kim-jong-un"),
        ("Bashar al-Assad", "per.bashar-al-assad"),
        ("Hafez al-Assad", "per.hafez-al-assad"),
    ],
)
def test_the_one_spelt_so_comes_before_its_look_alike(gazetteer: Gazetteer, text: str, best: str) -> None:
    answer = lookup(gazetteer, text, "en")
    assert answer.candidates[0].entity == best
    assert (answer.status, answer.entity) == ("linked", best)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Birmingham", {"loc.birmingham-gb", "loc.birmingham-us"}),
        ("Chris Evans", {"per.chris-evans-actor", "per.chris-evans-presenter"}),
        ("Amazon", {"loc.amazon", "org.amazon"}),
        ("al-Assad", {"per.bashar-al-assad", "per.hafez-al-assad"}),
    ],
)
def test_equal_names_are_ambiguous(gazetteer: Gazetteer, text: str, both: set[str]) -> None:
    answer = lookup(gazetteer, text, "en")
    assert answer.status == "ambiguous"
    assert answer.entity is None
    assert {one.entity for one in answer.candidates[:2]} == both


@pytest.mark.parametrize(("type", "entity"), [("ORG", "org.amazon"), ("LOC", "loc.amazon")])
def test_a_known_type_decides(gazetteer: Gazetteer, type: EntityType, entity: str) -> None:
    answer = lookup(gazetteer, "Amazon", "en", type)
    assert (answer.status, answer.entity) == ("linked", entity)
    other = answer.candidates[1]
    assert other.score == round(discounted(1.0, weights.load().verdict.other_type), 4)


def built(tmp_path_factory: pytest.TempPathFactory, *entities: Entity) -> Gazetteer:
    root = tmp_path_factory.mktemp("gazetteer")
    store.write(root, entities)
    return Gazetteer.open(root)


def test_a_rival_whom_the_press_means_as_often_leaves_it_open(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    opened = built(
        tmp_path_factory,
        Entity(id="1", type="PER", name="Anna Maria Elena Nowak", weight=0.9),
        Entity(id="2", type="PER", name="Anna Maria Elena Nowak", weight=0.1),
        Entity(id="3", type="PER", name="Anna Maria Elena Novak", weight=0.9),
    )
    found = matches(opened, "Anna Maria Elena Nowack", "en")
    assert {opened.entity(match.entity).id for match in found} == {"1", "2", "3"}
    without = [match for match in found if opened.entity(match.entity).id != "3"]
    assert verdict(opened, without) == "linked"
    assert verdict(opened, found) == "ambiguous"
    assert len(rivals(opened, found)) == 2


def test_what_is_looked_up_beside_a_name_changes_nothing(gazetteer: Gazetteer) -> None:
    wanted = [Wanted(text, lang) for lang, text, _ in rows(LINKED)]
    together = list(lookup_all(gazetteer, wanted))
    assert together == list(lookup_all(gazetteer, wanted, at_once=1))
    assert together[::-1] == list(lookup_all(gazetteer, wanted[::-1], at_once=7))


def test_a_weight_must_be_enough_more(tmp_path_factory: pytest.TempPathFactory) -> None:
    numbers = weights.load().verdict
    enough = math.log(numbers.threshold / (1 - numbers.threshold)) / numbers.prominence
    for gap, status in ((enough + 0.01, "linked"), (enough - 0.01, "ambiguous")):
        opened = built(
            tmp_path_factory,
            Entity(id="1", type="PER", name="Anna Nowak", weight=0.5 + gap),
            Entity(id="2", type="PER", name="Anna Nowak", weight=0.5),
        )
        assert lookup(opened, "Anna Nowak").status == status


def test_no_case_ending_is_undone_to_make_an_acronym(tmp_path_factory: pytest.TempPathFactory) -> None:
    opened = built(
        tmp_path_factory, Entity(id="1", type="ORG", name="Organizacja", names=(Name("PO", "pl", "acronym"),))
    )
    assert [match.how for match in exact_matches(opened, "PO", "pl")] == ["exact"]
    assert exact_matches(opened, "POem", "pl") == []


def test_an_organisation_in_short_capitals_is_an_acronym_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    opened = built(
        tmp_path_factory,
        Entity(id="1", type="ORG", name="NAT"),
        Entity(id="2", type="ORG", name="EURACTIV"),
        Entity(id="3", type="LOC", name="GDYNIA"),
    )
    assert exact_matches(opened, "Natom", "sl") == []
    assert [match.entity for match in exact_matches(opened, "Euractiva", "sl")] == [1]
    assert [match.entity for match in exact_matches(opened, "Gdyni", "pl")] == [2]


def test_an_initial_is_enough_where_the_press_has_a_name_for_the_bearer(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    listed = Entity(id="1", type="PER", name="Adam Welk", names=(Name("Adam Welk", "pl"),))
    opened = built(tmp_path_factory, listed)
    at_home, abroad = (matches(opened, "A. Welka", lang)[0].score for lang in ("pl", "cs"))
    assert at_home == weights.load().verdict.short
    assert abroad < at_home


def test_an_initial_is_enough_where_nobody_knows_the_press(gazetteer: Gazetteer) -> None:
    assert lookup(gazetteer, "S. Shoigu").entity == "per.sergei-shoigu"


def test_a_name_that_is_known_beats_what_sounds_like_it(gazetteer: Gazetteer) -> None:
    (match,) = exact_matches(gazetteer, "Kim Yong-chol", "en")
    assert (match.how, match.score, match.undone) == ("exact", 1.0, None)
    assert matches(gazetteer, "Kim Yong-chol", "en")[0] == match


def test_an_undone_ending_is_told(gazetteer: Gazetteer) -> None:
    (match,) = exact_matches(gazetteer, "Kijowie", "pl")
    assert match.undone == "kijow"
    assert match.score == weights.load().alignment.undone_ending


def test_pairs_say_which_word_stands_for_which(gazetteer: Gazetteer) -> None:
    best = sound_matches(gazetteer, "Wonsik / Szin", "pl")[0]
    known = [gazetteer.index.word(word) for word in best.name.words]
    assert {(pair.written, tuple(known[at] for at in pair.known)) for pair in best.pairs} == {
        ((0,), ("won", "sik")),
        ((1,), ("shin",)),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t",
        "!?…",
        "'",
        "-",
        "😀",
        "👩‍👩‍👧",
        "\0",
        "Putin\0",
        "\udcff",
        "Pu\udcfftin",
        "\ufeff",
        "\u202e",
        "ﷺ",
        "𝕻𝖚𝖙𝖎𝖓",
        "12345",
        "ა" * 500,
        "漢" * 500,
        "김" * 4,
    ],
)
@pytest.mark.parametrize("lang", ["und", "pl", "ko", "zh", "x" * 500, "", "../ru", "\0"])
def test_odd_text_and_languages_get_an_answer(gazetteer: Gazetteer, text: str, lang: str) -> None:
    answer = lookup(gazetteer, text, lang)
    assert answer.text == text
    assert (answer.status == "linked") == (answer.entity is not None)
    assert answer.evidence


@pytest.mark.parametrize(
    "text", ["bdklmnrs" * 1250, "a b " * 2500, "Путин " * 1700, "김" * 10_000, "." * 10_000]
)
def test_ten_thousand_characters_are_no_name_and_take_no_time(gazetteer: Gazetteer, text: str) -> None:
    answer = lookup(gazetteer, text, "ru")
    assert answer.status == "unknown"
    assert answer.candidates == ()
    assert len(answer.evidence) == 1


@settings(max_examples=150)
@given(
    text=st.text(max_size=30)
    | st.lists(st.sampled_from(["Kim", "Jong", "un", "Putin", "Син", "al", "Assad", "J.", "김정", "-"])).map(
        " ".join
    ),
    lang=st.sampled_from(["und", "pl", "ru", "uk", "ko", "zh", "ar", "he", "hu", "tr"]),
)
def test_an_answer_is_in_order(gazetteer: Gazetteer, text: str, lang: str) -> None:
    answer = lookup(gazetteer, text, lang)
    scores = [one.score for one in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({one.entity for one in answer.candidates}) == len(scores) <= 5
    assert answer.score == (scores[0] if scores else 0)
    if answer.status == "linked":
        assert (answer.entity, answer.name) == (answer.candidates[0].entity, answer.candidates[0].name)
        assert answer.score >= round(weights.load().verdict.threshold, 4)
    assert lookup(gazetteer, text, lang) == answer


@given(st.data())
@settings(max_examples=100)
def test_a_canonical_name_is_always_its_owners(gazetteer: Gazetteer, data: st.DataObject) -> None:
    entity = data.draw(st.sampled_from(list(gazetteer)))
    words = data.draw(st.permutations(entity.name.split()))
    answer = lookup(gazetteer, " ".join(words), "en")
    assert entity.id in {one.entity for one in answer.candidates[:2]}
    assert answer.status in ("linked", "ambiguous")
