"""From a decoded payload, whatever is in it, to a snapshot."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import NOW, rich_text
from tickertui.errors import PayloadError
from tickertui.formats.javascript import UNDEFINED, BigInt, Custom, JSDate, JSMap, JSSet, SparseArray, Temporal
from tickertui.formats.nuxt import NuxtError
from tickertui.market.finding import Finding
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot
from tickertui.source import readings
from tickertui.source.extract import snapshot_from

HOSTILE = "\x1b]52;c;eA==\x07[/][@click=app.quit]x[/]\u202e\x9b31m"


def row(**fields: Any) -> dict[str, Any]:
    """A row as the site writes it."""
    known = {
        "publishedDate": "2026-05-27",
        "updateFrequency": "2wk",
        "updateFrequencyText": "Updated every 2 weeks",
        "label": "Lithium",
        "today": 110.0,
        "last": 100,
        "percentageChange": 10,
        "yearToDate": 10.0,
        "yearOnYear": None,
        "oneYearIndexTrend": [{"date": "2026-05-27", "value": 110.0}, {"date": "2026-05-13", "value": 100}],
        "url": "/lithium/prices",
        "subscription": None,
        "isProtected": False,
        "hasAccess": True,
    }
    return known | fields


def story(**fields: Any) -> dict[str, Any]:
    """A story as the site writes it."""
    content = {
        "date": "2024-06-07 00:00",
        "content": rich_text("Lithium rose."),
        "tags": [{"slug": "salt", "name": "Salt"}],
        "editor": [{"slug": "ada", "name": "Ada", "content": {"job_title": "Editor - Salt", "bio": "Bio.\n"}}],
        "reporter": [{"slug": "ada", "name": "Ada", "content": {"linkedin": "https://example.org/ada"}}],
        "component": "article",
    }
    known = {"id": 1, "uuid": "uuid-1", "name": "Salt", "slug": "salt", "full_slug": "article/salt"}
    return known | {"content": content | fields.pop("content", {})} | fields


def read(data: Any = None, **envelope: Any) -> Snapshot:
    """The snapshot of a payload with this data."""
    return snapshot_from({"data": data, **envelope}, origin="here", read_at=NOW)


def quote_of(**fields: Any) -> Quote:
    """The only row of a payload."""
    (quote,) = read({"ticker-data": [row(**fields)]}).quotes
    return quote


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The findings' codes."""
    return [finding.code for finding in findings]


def test_a_whole_payload() -> None:
    """Rows, articles, the moment, and nothing odd."""
    found = read(
        {"ticker-data": [row()], "story-article/salt": story()}, prerenderedAt=1780500949256, state={}, path="/"
    )
    assert found.made_at == datetime(2026, 6, 3, 15, 35, 49, 256000, tzinfo=UTC)
    assert (found.read_at, found.origin, found.findings) == (NOW, "here", ())
    (quote,) = found.quotes
    assert (quote.label, quote.level, quote.last, quote.published_on) == ("Lithium", 110.0, 100.0, date(2026, 5, 27))
    assert [point.value for point in quote.series.points] == [100.0, 110.0]
    assert (quote.year_on_year, quote.findings, quote.extra) == (None, (), ())
    (article,) = found.articles
    assert (article.uuid, article.title, article.published_on) == ("uuid-1", "Salt", date(2024, 6, 7))
    (person,) = article.people
    assert (person.roles, person.bio, person.linkedin) == (("Editor", "Reporter"), "Bio.", "https://example.org/ada")


@pytest.mark.parametrize("key", ["ticker-data", "something-else"])
def test_rows_alone_are_fine(key: str) -> None:
    """Under another key too, which is said."""
    found = read({key: [row()]})
    assert len(found.quotes) == 1
    assert codes(found.findings) == ([] if key == "ticker-data" else ["rows-elsewhere"])


@pytest.mark.parametrize(
    "data",
    [
        {"story-article/salt": story()},
        {"story-article/salt": {"story": story()}},
        {"page": story()},
        {"list": [story(), story()]},
        {"answer": {"stories": [story()]}},
        {"story-article/salt": Custom("Reactive", story())},
    ],
)
def test_articles_alone_are_fine(data: dict[str, Any]) -> None:
    """Under their own key, and wherever something has the shape of one; twice the same counts once or is said."""
    found = read(data)
    assert [article.slug for article in found.articles] == ["salt"]
    assert found.quotes == ()


def test_bare_data_is_understood() -> None:
    """Without the envelope."""
    assert len(snapshot_from({"ticker-data": [row()]}, origin="here", read_at=NOW).quotes) == 1


def test_an_empty_board_is_a_board() -> None:
    """No rows is not the same as no payload."""
    assert read({"ticker-data": []}).quotes == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        ([1, 2], "[1,2]"),
        ({}, "no data"),
        ({"data": 5}, "no data"),
        ({"data": {"a": 1, "b": {}}}, "a, b"),
        ({"data": {"ticker-data": [1, 2]}}, "[1,2]"),
        ({"data": {}, "error": {"statusCode": 404, "message": "Page not found"}}, "404 Page not found"),
        ({"data": {}, "error": NuxtError({"status": 410, "message": "Gone"})}, "410 Gone"),
        (NuxtError("boom"), "boom"),
        ({"data": {HOSTILE: 1}}, "@click"),
        ("x" * 100_000, "xxx"),
    ],
)
def test_a_payload_with_nothing_to_show_says_what_it_holds(value: object, words: str) -> None:
    """In bounded, sanitised words."""
    with pytest.raises(PayloadError) as caught:
        snapshot_from(value, origin="here", read_at=NOW)
    assert words in caught.value.sentence
    assert len(caught.value.sentence) <= 1_000
    assert not set("\x1b\x07\x9b\u202e") & set(caught.value.sentence)


@pytest.mark.parametrize(
    ("fields", "code", "level"),
    [
        ({"today": "110.0"}, "numeric-text", 110.0),
        ({"today": "1,110.0"}, "not-a-number", None),
        ({"today": "٣"}, "not-a-number", None),
        ({"today": float("nan")}, "not-a-number", None),
        ({"today": float("inf")}, "not-a-number", None),
        ({"today": 10**400}, "not-a-number", None),
        ({"today": BigInt(110)}, None, 110.0),
        ({"today": True}, "not-a-number", None),
        ({"today": None}, "missing-value", None),
        ({"today": UNDEFINED}, "missing-value", None),
        ({"today": {}}, "not-a-number", None),
    ],
)
def test_numbers_of_any_kind(fields: dict[str, Any], code: str | None, level: float | None) -> None:
    """Texts are read where they are plain numbers; everything odd is said, and the row stays."""
    quote = quote_of(**fields)
    assert codes(quote.findings) == ([code] if code else [])
    assert quote.level == level


@pytest.mark.parametrize(
    ("value", "on"),
    [
        ("2026-05-27", date(2026, 5, 27)),
        ("2026-05-27 00:00", date(2026, 5, 27)),
        ("2026-05-27T23:30:00.000Z", date(2026, 5, 27)),
        ("2026-05-27T23:30:00-02:00", date(2026, 5, 28)),
        (datetime(2026, 5, 27, tzinfo=UTC), date(2026, 5, 27)),
        (date(2026, 5, 27), date(2026, 5, 27)),
        (JSDate(1779840000000), date(2026, 5, 27)),
        (1779840000000, date(2026, 5, 27)),
        (1779840000000.0, date(2026, 5, 27)),
        (1779840000, None),
        (1e300, None),
        (True, None),
        (Temporal("PlainDate", "2026-05-27"), date(2026, 5, 27)),
        ("2026-02-30", None),
        ("2026-W01-1", None),
        ("27.05.2026", None),
        ("２０２６-05-27", None),
        (JSDate(None), None),
        (20260527, None),
        ({}, None),
    ],
)
def test_dates_of_any_kind(value: object, on: date | None) -> None:
    """What is no date is said; the trend's newest print then dates the row."""
    quote = quote_of(publishedDate=value, oneYearIndexTrend=[])
    assert quote.published_on == on
    assert codes(quote.findings) == ([] if on else ["not-a-date"])
    assert quote_of(publishedDate=value).published_on == (on or date(2026, 5, 27))


def test_a_trend_in_any_order_becomes_a_series() -> None:
    """Sorted, one point per date, the later entry wins; what is no dated number is kept in words."""
    trend = [
        {"date": "2026-05-13", "value": 100.0},
        {"date": "2026-05-27", "value": 109.0},
        {"date": "2026-05-27", "value": "110.0"},
        {"date": "soon", "value": 1},
        {"date": "2026-04-29", "value": None},
        "nothing",
    ]
    quote = quote_of(oneYearIndexTrend=trend)
    assert [(str(point.on), point.value) for point in quote.series.points] == [
        ("2026-05-13", 100.0),
        ("2026-05-27", 110.0),
    ]
    assert quote.series.rejected[0] == '{"date":"soon","value":1}'
    assert len(quote.series.rejected) == 3
    assert codes(quote.findings) == ["trend-entry", "duplicate-date", "trend-order"]


@pytest.mark.parametrize("trend", [None, 5, "text", UNDEFINED])
def test_a_row_without_a_trend_is_a_row(trend: object) -> None:
    """Its figures show, and it is said."""
    quote = quote_of(oneYearIndexTrend=trend)
    assert quote.series.points == ()
    assert codes(quote.findings) == ["trend-missing"]


def test_rows_without_or_with_the_same_label_get_one_of_their_own() -> None:
    """Labels are the identity; no row is dropped."""
    found = read(
        {"ticker-data": [row(), row(), row(label=""), row(label=None, url=None), row(label={}), 7, None, row()]}
    )
    assert [quote.label for quote in found.quotes] == [
        "Lithium",
        "Lithium (2)",
        "unnamed (/lithium/prices)",
        "unnamed (row 4)",
        "unnamed (/lithium/prices) (2)",
        "Lithium (3)",
    ]
    assert codes(found.findings).count("row-unreadable") == 2
    assert codes(found.quotes[1].findings) == ["duplicate-label"]
    assert "duplicate-label" in codes(found.findings)


@pytest.mark.parametrize("label", ["   ", "\u200b", "\u200b\u200d", "\ufe0f", "\u0301", "\u202e"])
def test_a_label_that_cannot_be_seen_is_none(label: str) -> None:
    """What only joins or marks other characters names nothing."""
    found = read({"ticker-data": [row(label=label)]})
    assert found.quotes[0].label == "unnamed (/lithium/prices)"
    assert "missing-label" in codes(found.findings)


def test_unknown_fields_ride_along() -> None:
    """On the row as bounded JSON text, and counted once for the payload."""
    rows = [row(currency="USD", more={"a": [1, None, True]}), row(label="B", currency="EUR")]
    found = read({"ticker-data": rows, "weather": {"sun": 1}}, extras=1)
    assert found.quotes[0].extra == (("currency", '"USD"'), ("more", '{"a":[1,null,true]}'))
    sentences = [finding.sentence for finding in found.findings]
    assert "2 rows have a field that is not known: currency" in sentences
    assert "1 row has a field that is not known: more" in sentences
    assert "The payload has a key that is not known: extras = 1" in sentences
    assert 'data has a key that is not known: weather = {"sun":1}' in sentences


def test_flags_and_subscription_of_any_type() -> None:
    """Yes, no, or said to be neither."""
    quote = quote_of(isProtected="yes", hasAccess=None, subscription={"tier": 2})
    assert (quote.is_protected, quote.has_access, quote.subscription) == (None, None, '{"tier":2}')
    assert codes(quote.findings) == ["not-a-flag"]


@pytest.mark.parametrize("value", ["soon", -1, 1e30, float("nan"), [], True, 10**400])
def test_a_moment_that_is_none_is_said(value: object) -> None:
    """And the payload shows all the same."""
    found = read({"ticker-data": [row()]}, prerenderedAt=value)
    assert found.made_at is None
    assert codes(found.findings) == ["bad-moment"]


def test_a_moment_of_the_future_is_said() -> None:
    """A clock somewhere is wrong."""
    assert codes(read({"ticker-data": [row()]}, prerenderedAt=1_900_000_000_000).findings) == ["future-moment"]


def test_errors_beside_the_rows_are_said() -> None:
    """What the site could not fetch, by key."""
    found = read(
        {"ticker-data": [row()]},
        _errors={"other": NuxtError({"message": "timeout"}), "fine": None},
        error={"status": 500},
    )
    assert codes(found.findings) == ["payload-error", "payload-error"]


def test_an_article_with_little_in_it() -> None:
    """Named by its key, untitled at worst; a missing or empty one is said."""
    data: dict[str, object] = {
        "story-article/bare": {"name": "Bare"},
        "story-article/gone": None,
        "story-article/odd": 5,
        "ticker-data": [],
    }
    found = read(data)
    (article,) = found.articles
    assert (article.uuid, article.slug, article.title, article.rich_text) == ("bare", "bare", "Bare", None)
    assert codes(found.findings)[:2] == ["article-missing", "article-missing"]


def test_an_article_with_particulars_of_any_type() -> None:
    """Nothing raises, and what is usable shows."""
    content = {
        "date": "one day",
        "formattedArticleDate": "7th June",
        "tags": ["Salt", 5, None, {"name": "N"}, {}],
        "editor": "Bo",
        "reporter": [None, "0b9f6c1e-52f4-4f57-8a86-3f3f1d0c9a11", {"content": 7, "slug": "cy"}],
        "author_full_name": "Di",
        "author_job_title": "Guest",
        "featured_image": "https://example.org/p.png",
        "data_vis_image": {"filename": "javascript:alert(1)"},
        "excerpt": {"not": "text"},
        "mood": "good",
    }
    (article,) = read(
        {"a": story(content=content, relatedArticles=[{"name": "R", "slug": "r"}, "T", 5, None])}
    ).articles
    assert (article.published_on, article.date_text) == (None, "7th June")
    assert [tag.name for tag in article.tags] == ["Salt", "5", "N"]
    assert [person.name for person in article.people] == ["cy", "Bo", "Di"]
    assert article.featured_image is not None
    assert article.data_image is None
    assert [related.title for related in article.related] == ["R", "T", "5"]
    assert ("content.mood", '"good"') in article.extra


@pytest.mark.parametrize(
    "body", ["One.\n\nTwo.", [{"type": "paragraph", "content": []}], [{"component": "quote", "text": "x"}], None, 5]
)
def test_a_body_that_is_no_document(body: object) -> None:
    """Text and lists of nodes or components become one."""
    (article,) = read({"story-article/salt": story(content={"content": body})}).articles
    assert article.title == "Salt"
    if isinstance(body, str | list):
        assert isinstance(article.rich_text, dict)
        assert article.rich_text["type"] == "doc"
        assert len(article.rich_text["content"]) == (2 if isinstance(body, str) else 1)
    else:
        assert article.rich_text is None


def test_no_text_of_a_payload_keeps_a_control_character() -> None:
    """Wherever it stands."""
    names = ("label", "updateFrequency", "updateFrequencyText", "subscription", "isProtected", HOSTILE)
    hostile_row = row(**dict.fromkeys(names, HOSTILE), today=HOSTILE, publishedDate=HOSTILE)
    hostile_row["oneYearIndexTrend"] = [HOSTILE]
    hostile_row["url"] = HOSTILE
    person = {"name": HOSTILE, "content": dict.fromkeys(("job_title", "bio", "linkedin"), HOSTILE)}
    texts = ("excerpt", "visibility", "title", "formattedDate", "date", HOSTILE)
    content = dict.fromkeys(texts, HOSTILE) | {"tags": [HOSTILE], "editor": [person]}
    article = story(name=HOSTILE, slug=HOSTILE, uuid=HOSTILE, full_slug=HOSTILE, content=content)
    found = read(
        {"ticker-data": [hostile_row, HOSTILE], "story-article/x": article, HOSTILE: HOSTILE}, **{HOSTILE: HOSTILE}
    )
    said = repr(
        (found.quotes, found.findings, [str(each).replace(repr(each.rich_text), "") for each in found.articles])
    )
    assert not any(mark in said for mark in ("\x1b", "\x07", "\x9b", "\u202e", "\\x1b", "\\x07", "\\x9b", "\\u202e"))
    assert "[@click=app.quit]" in found.quotes[0].label


def test_containers_of_the_site_s_own_kinds() -> None:
    """Maps, sets, sparse arrays and unknown tags hold rows as well as objects and lists do."""
    pairs = JSMap(list(row().items()))
    data: object = JSMap([("ticker-data", JSSet([pairs, Custom("Row", row(label="B"))])), (5, 6)])
    assert [quote.label for quote in read(data).quotes] == ["Lithium", "B"]
    sparse = SparseArray(4_000_000_000, {7: row()})
    assert len(read({"ticker-data": sparse}).quotes) == 1


def test_values_that_contain_themselves_or_are_very_deep() -> None:
    """Unknown ones are shown as far as there is room."""
    loop: dict[str, Any] = {}
    loop["self"] = [loop]
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    ring = Custom("Ring")
    ring.value = ring
    for value in (loop, deep, ring, JSMap([(1, loop)]), 10**10_000, object(), b"x", "y" * 10_000):
        (quote,) = read({"ticker-data": [row(odd=value)], "other": value}).quotes
        assert len(quote.extra[0][1]) <= readings.GLIMPSE_LIMIT
    looped: dict[str, object] = {"ticker-data": [row()]}
    looped["more"] = looped
    assert len(read(looped).quotes) == 1


def test_what_is_shared_is_read_once() -> None:
    """A payload can name one object a million times; rows and trends are not read anew for each."""
    trend = [{"date": "2026-05-27", "value": 110.0}] * 20_000
    shared = row(oneYearIndexTrend=trend, **{f"field {number}": trend for number in range(500)})
    found = read({"ticker-data": [shared] * 20_000})
    assert len(found.quotes) == 20_000
    assert len({quote.label for quote in found.quotes}) == 20_000
    assert len(found.findings) <= 201
    assert len(found.quotes[0].extra) == readings.FIELDS_LIMIT + 1


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.just(UNDEFINED),
    st.sampled_from(["2026-05-27", "doc", "Lithium", "411.01", JSDate(None), BigInt(5)]),
)
KEYS = st.sampled_from(
    [*row(), *story(), *story()["content"], "type", "data", "ticker-data", "story-article/x", "filename"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(KEYS, inner, max_size=6),
        inner.map(lambda value: Custom("Tag", value)),
        st.lists(inner, max_size=3).map(JSSet),
    ),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=6), VALUES)
def test_any_value_gives_a_snapshot_or_words(fields: dict[str, Any], other: object) -> None:
    """Nothing but a PayloadError comes out, and no row is lost."""
    found = read({"ticker-data": [row(), row(**fields), other], "story-article/x": story(content=fields), "y": other})
    assert len(found.quotes) >= 2
    assert len({quote.label for quote in found.quotes}) == len(found.quotes)
    assert len(found.articles) >= 1
    with suppress(PayloadError):
        snapshot_from(other, origin="here", read_at=NOW)
