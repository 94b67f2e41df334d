from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article, Mention, Translation
from pipeline.formats.marked import plain, result, rewritten, source


def test_pieces_are_the_text_and_marks_are_the_names(polish):
    pieces = list(result(polish).pieces())
    assert "".join(piece for piece, _ in pieces) == polish.normalized.text
    named = [piece for piece, mark in pieces if mark]
    assert named == [m.text for m in polish.normalized.mentions]


def test_each_rewritten_name_knows_what_it_was(polish, arabic):
    was = [(m.mention.text, m.change.text if m.change else None) for m in rewritten(polish.normalized)]
    assert was == [
        ("Shin Won-sik", "Szin Won Sik"),
        ("Seoul", "Seul"),
        ("Shin", "Szin"),
        ("Kim", None),
        ("Jan Nowak", None),
        ("NATO", None),
        ("Shin Won-sik", "Szin Won Sik"),
    ]
    assert [m.change.text for m in rewritten(arabic.normalized) if m.change] == ["Shen Won Sick", "Shen"]


def test_the_result_is_the_furthest_stage_reached(polish, korean):
    assert result(polish).text == polish.normalized.text
    assert result(korean) == source(korean)
    translated = korean.with_(translation=Translation(lang="en", text="Shin Won-sik said"))
    assert (result(translated).text, result(translated).lang) == ("Shin Won-sik said", "en")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=8))
def test_overlapping_names_never_repeat_or_lose_text(spans):
    text = "abcdefghijklmnopqrst"
    found = tuple(Mention(start=a, end=b, text=text[a:b], type="PER", status="unknown") for a, b in spans)
    pieces = list(source(Article(id="1", text=text, mentions=found)).pieces())
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece == mark.mention.text for piece, mark in pieces if mark)


def test_what_could_harm_a_screen_is_shown_as_a_picture():
    assert plain("a\0b\x1b[31m\r\nc\td\x9b\u202e\ud800") == "a␀b␛[31m\nc\td\ufffd\ufffd\ufffd"
