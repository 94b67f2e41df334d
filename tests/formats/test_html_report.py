from html.parser import HTMLParser

from pipeline.article import Article, Evidence, Mention, Outcome
from pipeline.formats.html_report import page

VOID = {"meta", "col", "br"}


class Outline(HTMLParser):
    """Checks that tags close in order, and gathers what the tests ask about."""

    def __init__(self, pieces):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.titles, self.text = [], [], set(), [], [], ""
        self.feed("".join(pieces))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.add(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if "title" in found:
            self.titles.append(found["title"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_every_article_has_its_texts_names_and_table(polish, arabic, korean):
    outline = Outline(page([polish, arabic, korean]))
    assert [tag for tag, _ in outline.tags].count("article") == 3
    for text in (polish.normalized.text, polish.text, arabic.normalized.text, arabic.text, korean.text):
        assert text in outline.text
    assert "Shin Won-sik · linked · was: Szin\nPolish spelling of Shin Won-sik" in outline.titles
    assert "Szin Won Sik×2" in outline.text
    assert "exonym models install ko en" in outline.text
    assert "Could be Kim Jong-un or Kim Yo-jong" in outline.text


def test_every_name_leads_to_its_row(polish, arabic):
    outline = Outline(page([polish, arabic]))
    assert len(outline.links) == sum(len(a.mentions) + len(a.normalized.mentions) for a in (polish, arabic))
    assert {link.removeprefix("#") for link in outline.links} <= outline.ids


def test_the_page_stands_alone(polish):
    outline = Outline(page([polish]))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in outline.tags}
    assert all(link.startswith("#") for link in outline.links)
    markup = "".join(page([polish]))
    assert "url(" not in markup and "@import" not in markup


def test_a_name_that_runs_against_its_text_stands_by_itself(arabic):
    tags = Outline(page([arabic])).tags
    names = [found for tag, found in tags if tag == "a" and "name" in found["class"].split()]
    counter = ["counter" in found["class"].split() for found in names]
    # The English translation has none, of the Arabic names only NATO is written in Latin letters.
    assert counter.count(True) == 1


def test_texts_tell_their_language_and_find_their_direction(arabic):
    texts = [found for tag, found in Outline(page([arabic])).tags if found.get("class") == "text"]
    assert [(found["lang"], found["dir"]) for found in texts] == [("en", "ltr"), ("ar", "rtl")]


def test_nothing_an_article_says_becomes_markup():
    evil = '<script>alert("1")</script>&\'\0\ud800'
    mention = Mention(
        start=0,
        end=len(evil),
        text=evil,
        type="PER",
        status="linked",
        entity=evil,
        name=evil,
        evidence=(Evidence(evil, evil),),
    )
    outcome = Outcome(stage=evil, status="failed", message=evil)
    article = Article(
        id=evil,
        text=evil,
        lang=evil,
        mentions=(mention,),
        gazetteer=evil,
        outcomes=(outcome,),
        extra={"title": evil},
    )
    markup = "".join(page([article]))
    outline = Outline([markup])
    assert "script" not in {tag for tag, _ in outline.tags}
    assert outline.text.count('<script>alert("1")</script>&\'') >= 6
    markup.encode()


def test_an_empty_article_and_no_article_are_pages_too():
    assert "no text" in Outline(page([Article(id="1", text="")])).text
    assert Outline(page([])).open == []


def test_articles_are_written_as_they_come(polish):
    def articles():
        yield polish
        raise RuntimeError("the second article was asked for too early")

    pieces = page(articles())
    next(pieces)
    assert polish.id in next(pieces)
