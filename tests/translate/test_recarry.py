"""Names put into a translation that is there already."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.article import Article, Carried, Mention, SentencePair, Translation
from pipeline.translate.recarry import recarried

TEXT = "Szin spotkał Szina. Kijów milczy."


def named(surface: str, rendering: str | None, start: int = 0, name: str | None = None) -> Mention:
    at = TEXT.index(surface, start)
    linked = rendering is not None or name is not None
    return Mention(
        start=at,
        end=at + len(surface),
        text=surface,
        type="PER",
        status="linked" if linked else "unknown",
        entity="x",
        name=name or rendering,
        rendering=rendering,
    )


TRANSLATION = Translation(
    lang="en",
    text="Shin met Shin.  Kyiv is silent.",
    sentences=(SentencePair(0, 19, 0, 14), SentencePair(20, 33, 16, 31)),
    names=(
        Carried(0, 4, "Shin", "verbatim"),
        Carried(13, 18, "Shin", "restored"),
        Carried(20, 25, "Kyiv", "verbatim"),
    ),
)


def again(*mentions: Mention, translation: Translation = TRANSLATION) -> Translation:
    made = recarried(Article(id="x", text=TEXT, mentions=mentions), translation)
    for pair, sentence in zip(made.sentences, ("met", "is silent"), strict=False):
        assert sentence in made.text[pair.target_start : pair.target_end]
    return made


SHINS = named("Szin", "Shin"), named("Szina", "Shin", 5)
KYIV = named("Kijów", "Kyiv")


def test_what_did_not_change_stays() -> None:
    assert again(*SHINS, KYIV) == TRANSLATION


def test_a_new_form_goes_where_the_old_one_stood() -> None:
    made = again(*SHINS, named("Kijów", "Kiev-City"))
    assert made.text == "Shin met Shin.  Kiev-City is silent."
    assert made.names[-1] == Carried(20, 25, "Kiev-City", "verbatim")
    made = again(SHINS[0], named("Szina", "Sin Won-sik", 5), KYIV)
    assert made.text == "Shin met Sin Won-sik.  Kyiv is silent.", "the second, for it is the second"
    assert made.sentences[1] == SentencePair(20, 33, 23, 38)


def test_who_is_no_longer_known_is_written_as_the_article_has_it() -> None:
    made = again(named("Szin", None), named("Szina", None, 5), KYIV)
    assert made.text == "Szin met Szina.  Kyiv is silent."


def test_who_is_newly_known_is_put_where_the_spelling_stands() -> None:
    left = replace(TRANSLATION, text="Szin met Shin.  Kyiv is silent.", names=TRANSLATION.names[1:])
    made = again(*SHINS, KYIV, translation=left)
    assert made.text == TRANSLATION.text
    assert made.names[0] == Carried(0, 4, "Shin", "restored")


def test_a_name_that_was_missed_is_not_looked_for() -> None:
    missed = replace(TRANSLATION, names=(Carried(0, 4, "Shin", "missed"), *TRANSLATION.names[1:]))
    made = again(named("Szin", "Sin"), SHINS[1], KYIV, translation=missed)
    assert made.text == TRANSLATION.text


def test_without_sentences_the_text_is_one() -> None:
    whole = replace(TRANSLATION, sentences=())
    made = again(*SHINS, named("Kijów", "Kiev"), translation=whole)
    assert (made.text, made.sentences) == ("Shin met Shin.  Kiev is silent.", ())
