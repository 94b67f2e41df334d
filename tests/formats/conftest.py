"""Articles as the pipeline leaves them, made by hand in several scripts."""

import pytest

from pipeline.article import (
    Article,
    Candidate,
    Change,
    Evidence,
    Mention,
    Normalized,
    Outcome,
    Translation,
)

SHIN = ("PER", "linked", "per.shin-won-sik", "Shin Won-sik")
SEOUL = ("LOC", "linked", "loc.seoul", "Seoul")
PYONGYANG = ("LOC", "linked", "loc.pyongyang", "Pyongyang")
NATO = ("ORG", "linked", "org.nato", "NATO")
KIM = ("PER", "ambiguous", None, None)
NOWAK = ("PER", "unknown", "new:jan-nowak", None)
REASONS = {
    "per.shin-won-sik": [Evidence("spelling", "Polish spelling of Shin Won-sik", 0.97)],
    "loc.seoul": [Evidence("exact", "The gazetteer has this spelling", 1.0)],
}
KIMS = (Candidate("per.kim-jong-un", "Kim Jong-un", 0.52), Candidate("per.kim-yo-jong", "Kim Yo-jong", 0.5))


def find(text, *names):
    """Return mentions of (surface, (type, status, entity, name)), each looked for after the one before."""
    found, at = [], 0
    for surface, (kind, status, entity, name) in names:
        at = text.index(surface, at)
        found.append(
            Mention(
                start=at,
                end=at + len(surface),
                text=surface,
                type=kind,
                status=status,
                entity=entity,
                name=name,
                score=0.97 if entity else 0.5,
                candidates=KIMS if status == "ambiguous" else (),
                evidence=tuple(REASONS.get(entity, ())),
            )
        )
        at += len(surface)
    return tuple(found)


def change(text, surface, replacement, entity, after=0):
    start = text.index(surface, after)
    return Change(start, start + len(surface), surface, replacement, entity, "one spelling per entity")


@pytest.fixture
def polish():
    """An English text translated from Polish: rewritten in place."""
    text = (
        "Szin Won Sik, the defence minister, spoke in Seul on Monday.\n\n"
        "Szin said that Kim had “crossed a line”. Jan Nowak, of the NATO press office, declined to comment; "
        "Szin Won Sik flies to Brussels on Friday."
    )
    new = (
        "Shin Won-sik, the defence minister, spoke in Seoul on Monday.\n\n"
        "Shin said that Kim had “crossed a line”. Jan Nowak, of the NATO press office, declined to comment; "
        "Shin Won-sik flies to Brussels on Friday."
    )
    last = text.rindex("Szin")
    return Article(
        id="samples/articles/minister-en-from-pl.txt",
        text=text,
        lang="en",
        mentions=find(
            text,
            ("Szin Won Sik", SHIN),
            ("Seul", SEOUL),
            ("Szin", SHIN),
            ("Kim", KIM),
            ("Jan Nowak", NOWAK),
            ("NATO", NATO),
            ("Szin Won Sik", SHIN),
        ),
        normalized=Normalized(
            text=new,
            lang="en",
            changes=(
                change(text, "Szin Won Sik", "Shin Won-sik", SHIN[2]),
                change(text, "Seul", "Seoul", SEOUL[2]),
                change(text, "Szin", "Shin", SHIN[2], 30),
                change(text, "Szin Won Sik", "Shin Won-sik", SHIN[2], last),
            ),
            mentions=find(
                new,
                ("Shin Won-sik", SHIN),
                ("Seoul", SEOUL),
                ("Shin", SHIN),
                ("Kim", KIM),
                ("Jan Nowak", NOWAK),
                ("NATO", NATO),
                ("Shin Won-sik", SHIN),
            ),
        ),
        gazetteer="2026.1",
    )


@pytest.fixture
def arabic():
    """An Arabic text and its normalized translation, which has a name the source does not."""
    text = (
        "قال وزير الدفاع شين وون سيك في سيول يوم الاثنين إن حلف الناتو (NATO) سيواصل المشاورات.\n"
        "وأضاف شين أن بيونغ يانغ لم ترد بعد."
    )
    raw = (
        "Defense Minister Shen Won Sick said in Seoul on Monday that NATO would continue consultations.\n"
        "Shen added that Pyongyang had not yet responded, Yonhap reported."
    )
    new = raw.replace("Shen Won Sick", "Shin Won-sik").replace("Shen", "Shin")
    return Article(
        id="arabic.html",
        text=text,
        lang="ar",
        mentions=find(
            text,
            ("شين وون سيك", SHIN),
            ("سيول", SEOUL),
            ("الناتو", NATO),
            ("NATO", NATO),
            ("شين", SHIN),
            ("بيونغ يانغ", PYONGYANG),
        ),
        translation=Translation(lang="en", text=raw, engine="argos"),
        normalized=Normalized(
            text=new,
            lang="en",
            of="translation",
            changes=(
                change(raw, "Shen Won Sick", "Shin Won-sik", SHIN[2]),
                change(raw, "Shen", "Shin", SHIN[2], 40),
            ),
            mentions=find(
                new,
                ("Shin Won-sik", SHIN),
                ("Seoul", SEOUL),
                ("NATO", NATO),
                ("Shin", SHIN),
                ("Pyongyang", PYONGYANG),
                ("Yonhap", ("ORG", "linked", "org.yonhap", "Yonhap")),
            ),
        ),
        gazetteer="2026.1",
        outcomes=(Outcome(stage="read", status="ok", message="Not UTF-8: read as cp1256, which is a guess"),),
        extra={"title": "وزير الدفاع في سيول: المشاورات مستمرة"},
    )


@pytest.fixture
def korean():
    """A Korean text for which no translation package is installed."""
    text = (
        "신원식 국방부 장관은 월요일 서울에서 나토와의 협의를 계속하겠다고 밝혔다. "
        "신 장관은 평양이 아직 답하지 않았다고 덧붙였다."
    )
    return Article(
        id="korean.jsonl, line 3",
        text=text,
        lang="ko",
        mentions=find(
            text, ("신원식", SHIN), ("서울", SEOUL), ("나토", NATO), ("신", SHIN), ("평양", PYONGYANG)
        ),
        gazetteer="2026.1",
        outcomes=(
            Outcome(
                stage="translate",
                status="failed",
                message="no package translates Korean to English. Run: exonym models install ko en",
            ),
        ),
    )
