from pipeline.article import Article, Candidate, Evidence, Mention
from pipeline.formats.summary import reason, summarize


def test_one_row_an_entity_in_order_with_every_spelling(polish):
    rows = summarize(polish)
    assert [(r.name, r.type, r.status) for r in rows] == [
        ("Shin Won-sik", "PER", "linked"),
        ("Seoul", "LOC", "linked"),
        ("Kim", "PER", "ambiguous"),
        ("Jan Nowak", "PER", "unknown"),
        ("NATO", "ORG", "linked"),
    ]
    assert rows[0].spellings == {"Szin Won Sik": 2, "Szin": 1}
    assert not any(row.translated for row in rows)


def test_a_translation_counts_apart_and_brings_its_own_names_last(arabic):
    rows = {row.name: row for row in summarize(arabic)}
    assert rows["Shin Won-sik"].spellings == {"شين وون سيك": 1, "شين": 1}
    assert rows["Shin Won-sik"].translated == {"Shen Won Sick": 1, "Shen": 1}
    assert rows["NATO"].spellings == {"الناتو": 1, "NATO": 1}
    assert list(rows)[-1] == "Yonhap"
    assert (rows["Yonhap"].spellings, rows["Yonhap"].translated) == ({}, {"Yonhap": 1})


def test_the_surest_mention_speaks_for_an_entity_and_the_fullest_spelling_names_a_new_one():
    def mention(start, text, status, entity, name=None):
        end = start + len(text)
        return Mention(start=start, end=end, text=text, type="PER", status=status, entity=entity, name=name)

    article = Article(
        id="1",
        text="Nowak Jan Nowak Shin Shin",
        mentions=(
            mention(21, "Shin", "linked", "per.shin", "Shin Won-sik"),
            mention(16, "Shin", "ambiguous", "per.shin"),
            mention(0, "Nowak", "unknown", "new:1"),
            mention(6, "Jan Nowak", "unknown", "new:1"),
        ),
    )
    nowak, shin = summarize(article)
    assert (nowak.name, nowak.spellings.total()) == ("Jan Nowak", 2)
    assert (shin.name, shin.status, shin.spellings.total()) == ("Shin Won-sik", "linked", 2)


def test_a_demonym_has_no_row():
    people = Mention(start=0, end=9, text="Ukrainian", type="MISC", status="demonym", entity="loc.ukraine")
    assert summarize(Article(id="1", text="Ukrainian", mentions=(people,))) == []


def test_nothing_named_is_no_rows():
    assert summarize(Article(id="1", text="")) == []


def test_reasons_are_sentences_and_name_the_rivals():
    mention = Mention(
        start=0,
        end=3,
        text="Kim",
        type="PER",
        status="ambiguous",
        evidence=(Evidence("short-form", "A surname alone."), Evidence("rival", "Two are as likely")),
        candidates=(Candidate("a", "Kim A", 0.5), Candidate("b", "Kim B", 0.5)),
    )
    assert reason(mention) == "A surname alone. Two are as likely. Could be Kim A or Kim B"
