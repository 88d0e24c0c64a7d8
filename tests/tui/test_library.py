"""The library: what it shows at every size, marks, orders, filter, and searching while somebody types."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.archive.payloads import keep, payload
from tests.samples import NOW, article
from tests.tui.frames import check_frame, screen_text
from tests.tui.library_stage import LibraryApp
from tickertui.archive.records import ArticleVersion, Hit, KeptArticle
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError
from tickertui.market.article import Article, Person, Tag
from tickertui.monitor.past import Past
from tickertui.settings.remembered import Reading, Remembered
from tickertui.tui.messages import ArticleBookmarked, ArticleRead, OpenArticle
from tickertui.tui.screens.articles.article_list import ArticleList
from tickertui.tui.screens.articles.screen import ArticlesScreen
from tickertui.tui.screens.articles.shelf import Card

SIZES = [(80, 24), (120, 40), (200, 50), (50, 20)]

TITLES = (
    ("Salt flats fill up again while buyers of carbonate wait for the second half of the year", "Ada Salter"),
    ("Cobalt is late, and why", "Zoë Brühl"),
    ("Black mass meets a thin market", "Jørgen Ødegård"),
    ("锂电池价格上涨", "王小明"),
    ("A note on bases and spans", ""),
)


def told(count: int = len(TITLES)) -> tuple[Article, ...]:
    """Articles a week apart, the newest first."""
    made = []
    for number in range(count):
        title, name = TITLES[number % len(TITLES)]
        suffix = f" {number}" if number >= len(TITLES) else ""
        made.append(
            article(
                title + suffix,
                "It rose. " * 300,
                uuid=f"u-{number:05d}",
                people=(Person(name),) if name else (),
                published_on=date(2026, 6, 1) - timedelta(weeks=number) if number % 5 != 4 else None,
            )
        )
    return tuple(made)


def kept(one: Article, *versions: str, minutes: int | None = 7) -> KeptArticle:
    """An article as the archive has it."""
    return KeptArticle(
        one,
        tuple(ArticleVersion(name, one.title, NOW, NOW + timedelta(n)) for n, name in enumerate(versions)),
        minutes,
    )


MARKS = Remembered(
    read={"u-00001": Reading(NOW, "old"), "u-00002": Reading(NOW, "v"), "u-00003": Reading(NOW, is_read=False)},
    bookmarked={"u-00002": True, "u-00003": False},
)


def screen(articles: Sequence[Article] | None = None, **options: object) -> ArticlesScreen:
    """A library with marks; typing need not rest."""
    known: dict[str, object] = {"marks": lambda: MARKS, "debounce": 0.0, **options}
    return ArticlesScreen(told() if articles is None else articles, **known)  # type: ignore[arg-type]  # as declared


class Oracle:
    """Answers searches when it is told to, in any order."""

    def __init__(self) -> None:
        """Nobody asks yet."""
        self.asked: dict[str, asyncio.Future[tuple[Hit, ...]]] = {}

    async def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Wait for the answer."""
        self.asked[words] = asyncio.get_running_loop().create_future()
        return (await self.asked[words])[:limit]

    def answer(self, words: str, *hits: Hit) -> None:
        """Answer one question."""
        self.asked[words].set_result(hits)


HIT = Hit(
    "u-00003",
    "锂电池价格上涨",
    "…stands now. The brine ponds of the south were heard of, and nobody who was asked said how much brine is left…",
    ((17, 22), (99, 104)),
    2.0,
)


def titles(app: LibraryApp) -> list[str]:
    """What the list shows, from the first."""
    return [one.title for one in app.library.query_one(ArticleList)._articles]


def watched(app: LibraryApp) -> list[str]:
    """The articles that the list asks about from now on."""
    described: list[str] = []
    shown = app.library.query_one(ArticleList)
    describe = shown._describe

    def watching(one: Article) -> Card:
        described.append(one.uuid)
        return describe(one)

    shown._describe = watching
    return described


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_library_shows_every_article(size: tuple[int, int]) -> None:
    """Title, date, author, tags, minutes and marks, right at every size."""

    async def known() -> Sequence[KeptArticle]:
        return [kept(one, "old", "v") for one in told()]

    app = LibraryApp(screen(kept=known))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("j")
        await pilot.pause()
        check_frame(app, f"library-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_passages_are_shown(size: tuple[int, int]) -> None:
    """What a search found stands with its passage, the words lit."""
    oracle = Oracle()
    app = LibraryApp(screen(search=oracle.search))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("f", *"brine")
        await pilot.pause()
        oracle.answer("brine", HIT, Hit("u-00000", TITLES[0][0], "Brine.", ((0, 5),), 1.0, ((0, 4),)))
        await pilot.pause()
        check_frame(app, f"library-search-{size[0]}x{size[1]}")
        strips = app.screen._compositor.render_strips(app.size)
        marked = [one.text for strip in strips for one in strip if one.style and one.style.underline]
        assert [text for text in marked if text in {"brine", "Brine", "Salt"}].count("brine") >= 1
        assert {"Brine", "Salt"} <= set(marked)


async def test_an_excerpt_that_the_site_cut_ends_in_an_ellipsis() -> None:
    """As in the article, not in the brackets of the site."""
    app = LibraryApp(screen([article("Salt", tags=(), categories=(), excerpt="Brine is slow this year [...]")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        assert "Brine is slow this year …" in screen_text(app)
        assert "[" not in screen_text(app)


async def test_nothing_to_read_is_said() -> None:
    """An empty library says so in words."""
    app = LibraryApp(screen(()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "m", "u", "j", "G", "s")
        check_frame(app, "library-empty-80x24")
    assert app.told == []


async def test_the_filter_leaves_what_has_every_word() -> None:
    """Title, author, tags and date are looked through as one types, without case and accents."""
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("slash", *"bruhl cob")
        await pilot.pause()
        check_frame(app, "library-filter-80x24")
        await pilot.press("ctrl+u", *"2026-05")
        await pilot.pause()
        assert len(titles(app)) == 3
        await pilot.press(*"xxx")
        await pilot.pause()
        assert "No title, author, tag or date has “2026-05xxx”." in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert len(titles(app)) == 5


async def test_the_filter_stays_and_escape_leads_back_in_steps() -> None:
    """Enter keeps the filter and gives the list the keys; Esc shows everything again, then leaves."""
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"salt", "enter")
        await pilot.pause()
        assert len(titles(app)) == 5
        await pilot.press("slash", *" flats", "enter", "m")
        await pilot.pause()
        assert [type(one) for one in app.told] == [ArticleBookmarked]
        assert len(titles(app)) == 1
        await pilot.press("escape")
        await pilot.pause()
        assert len(titles(app)) == 5
        assert app.screen is app.library
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not app.library


async def test_late_answers_are_dropped() -> None:
    """Only the answer to what was asked last counts, however late the others come."""
    oracle = Oracle()
    app = LibraryApp(screen(search=oracle.search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", *"ab")
        await pilot.pause()
        oracle.answer("ab", HIT)
        await pilot.pause()
        assert titles(app) == [HIT.title]
        oracle.answer("a", Hit("u-00000", TITLES[0][0], "late"))
        await pilot.pause()
        assert titles(app) == [HIT.title]
        await pilot.press("c")
        await pilot.pause()
        assert titles(app) == [HIT.title]
        await pilot.press("escape")
        await pilot.pause()
        oracle.answer("abc")
        await pilot.pause()
        assert len(titles(app)) == 5


async def test_one_and_the_same_words_are_two_questions() -> None:
    """An answer to words that were typed, taken back and typed again counts for the second time only."""
    asked: list[asyncio.Future[tuple[Hit, ...]]] = []

    async def search(words: str, limit: int) -> tuple[Hit, ...]:
        asked.append(asyncio.get_running_loop().create_future())
        return await asked[-1]

    app = LibraryApp(screen(search=search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "a", "b", "backspace")
        await pilot.pause()
        asked[0].set_result((Hit("u-00000", TITLES[0][0], "first"),))
        await pilot.pause()
        assert len(titles(app)) == 5
        asked[2].set_result((HIT,))
        await pilot.pause()
        assert titles(app) == [HIT.title]


async def test_tab_goes_from_titles_to_texts_and_back() -> None:
    """What is typed stays, and is looked for in the other."""
    oracle = Oracle()
    app = LibraryApp(screen(search=oracle.search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"cobalt", "tab")
        await pilot.pause()
        oracle.answer("cobalt")
        await pilot.pause()
        assert "No article has “cobalt” in it" in screen_text(app)
        await pilot.press("tab")
        await pilot.pause()
        assert titles(app) == ["Cobalt is late, and why"]


async def test_more_than_are_shown_is_said() -> None:
    """A search that finds more than it shows says that these are the best."""

    async def search(words: str, limit: int) -> tuple[Hit, ...]:
        return tuple(Hit(one.uuid, one.title, "text") for one in told(limit + 10)[:limit])

    app = LibraryApp(screen(told(200), search=search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "a")
        await pilot.pause()
        assert "the best 100" in screen_text(app)


async def test_words_that_are_none_search_nothing() -> None:
    """Punctuation alone asks nobody and shows everything."""
    oracle = Oracle()
    app = LibraryApp(screen(search=oracle.search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "quotation_mark", "asterisk")
        await pilot.pause()
        assert (oracle.asked, len(titles(app))) == ({}, 5)


async def test_a_store_that_fails_is_said() -> None:
    """The reason stands where the articles would."""

    async def search(words: str, limit: int) -> tuple[Hit, ...]:
        raise ArchiveError("the disk is gone")

    app = LibraryApp(screen(search=search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "a")
        await pilot.pause()
        assert "The texts cannot be searched: the disk is gone" in screen_text(app)


async def test_without_an_archive_texts_are_not_searched() -> None:
    """The key says so."""
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert any("cannot be searched" in one.message for one in app._notifications)


async def test_orders_follow_one_another() -> None:
    """Newest, title, author, unread, bookmarked; what has nothing to compare is last either way."""
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24)) as pilot:
        first = [title[:5] for title in titles(app)]
        assert first == ["Salt ", "Cobal", "Black", "锂电池价格", "A not"]
        orders = []
        for _ in range(5):
            await pilot.press("s")
            orders.append([title[:5] for title in titles(app)])
        assert orders == [
            ["A not", "Black", "Cobal", "Salt ", "锂电池价格"],
            ["Salt ", "Black", "Cobal", "锂电池价格", "A not"],
            ["Salt ", "锂电池价格", "A not", "Cobal", "Black"],
            ["Black", "Salt ", "Cobal", "锂电池价格", "A not"],
            first,
        ]
        await pilot.press("r")
        assert [title[:5] for title in titles(app)] == ["锂电池价格", "Black", "Cobal", "Salt ", "A not"]


async def test_marks_are_told_and_seen_at_once() -> None:
    """`m` and `u` change the selected article and tell; Enter reads it, which tells too."""
    one = told()[0]

    async def known() -> Sequence[KeptArticle]:
        return [kept(one, "old", "v")]

    app = LibraryApp(screen(kept=known))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m", "u", "u", "m", "enter")
        await pilot.pause()
    seen = [
        (one.is_bookmarked if isinstance(one, ArticleBookmarked) else (one.is_read, one.version))
        for one in app.told
        if isinstance(one, ArticleRead | ArticleBookmarked)
    ]
    assert seen == [True, (True, "v"), (False, "v"), False, (True, "v")]
    assert isinstance(app.told[-1], OpenArticle)
    assert app.told[-1].article.uuid == one.uuid


async def test_what_was_read_meanwhile_is_seen_on_coming_back() -> None:
    """When the library is on top again it asks what is remembered, and the cursor stays."""
    from textual.screen import Screen

    marks = [Remembered()]
    app = LibraryApp(screen(marks=lambda: marks[0]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j")
        assert "5 unread" in screen_text(app)
        over: Screen[None] = Screen()
        await app.push_screen(over)
        marks[0] = Remembered(read={"u-00002": Reading(NOW)})
        await app.pop_screen()
        await pilot.pause()
        assert "4 unread" in screen_text(app)
        assert "3 of 5" in screen_text(app)


async def test_what_only_the_archive_has_comes_in() -> None:
    """Articles of the archive join, the cursor stays on its article; a hit that is nowhere else can be opened too."""
    late = asyncio.get_running_loop().create_future()

    async def known() -> Sequence[KeptArticle]:
        return [kept(one, "v", minutes=None) for one in await late]

    async def search(words: str, limit: int) -> tuple[Hit, ...]:
        return (Hit("nowhere", "Only in the index", "text"),)

    app = LibraryApp(screen(told()[:2], kept=known, search=search))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        late.set_result(told())
        await pilot.pause()
        assert len(titles(app)) == 5
        assert "2 of 5" in screen_text(app)
        await pilot.press("f", "a", "enter", "enter")
        await pilot.pause()
    opened = app.told[-1]
    assert isinstance(opened, OpenArticle)
    assert (opened.article.uuid, opened.article.title) == ("nowhere", "Only in the index")


async def test_minutes_are_measured_where_the_archive_does_not_know_them() -> None:
    """Articles that only the sources have are measured aside."""
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen_text(app).count("3 min") == 5


async def test_the_cursor_begins_at_what_is_about_the_selected_index() -> None:
    """Opened on a row, the newest article that names it is selected."""
    articles = [article("One", tags=(), categories=()), article("Two", categories=(Tag("nickel", "Nickel"),))]
    app = LibraryApp(ArticlesScreen(articles, "Nickel"))
    async with app.run_test(size=(80, 24)):
        assert "2 of 2" in screen_text(app)


async def test_new_articles_keep_the_cursor() -> None:
    """An update puts another article on top, and the cursor stays on its own."""
    app = LibraryApp(screen(told()[1:]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        app.library.show(told())
        await pilot.pause()
        assert "3 of 5" in screen_text(app)


async def test_the_mouse_selects_opens_sorts_and_scrolls() -> None:
    """A click selects, a second opens; a title of the table sorts, a second turns round; the wheel moves the view."""
    app = LibraryApp(screen(told(60)))
    async with app.run_test(size=(160, 30)) as pilot:
        await pilot.click(ArticleList, offset=(20, 3))
        await pilot.pause()
        assert "3 of 60" in screen_text(app)
        await pilot.click(ArticleList, offset=(20, 3))
        await pilot.pause()
        assert isinstance(app.told[-1], OpenArticle)
        await pilot.click(ArticleList, offset=(10, 0))
        await pilot.pause()
        assert "title↑" in screen_text(app)
        await pilot.click(ArticleList, offset=(10, 0))
        await pilot.pause()
        assert "title↓" in screen_text(app)
        before = screen_text(app).splitlines()[2]
        for _ in range(3):
            app.library.query_one(ArticleList).wheel(1)
        await pilot.pause()
        assert screen_text(app).splitlines()[2] != before


async def test_thousands_of_articles_are_drawn_only_where_they_show() -> None:
    """Of 5,000 articles only those in view are described, also after the end and a page back."""
    app = LibraryApp(screen(told(5_000)))
    async with app.run_test(size=(80, 24)) as pilot:
        described = watched(app)
        await pilot.press("G", "pageup", "home", "j")
        await pilot.pause()
        assert "2 of 5,000" in screen_text(app)
    assert len(set(described)) < 60


async def test_only_changed_lines_are_drawn() -> None:
    """A step of the cursor describes two articles."""
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        described = watched(app)
        await pilot.press("j")
        await pilot.pause()
    assert set(described) == {"u-00000", "u-00001"}


async def test_the_real_store_answers(tmp_path: Path) -> None:
    """The library on an archive: what is typed is found in the texts, with marks as remembered."""
    articles = (article("One", "Brine is old.", uuid="one"), article("Two", "Nothing.", uuid="two"))
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        keep(archive, payload(articles=articles))
        past = Past(archive)
        app = LibraryApp(screen((), search=past.search, kept=past.articles))
        async with app.run_test(size=(80, 24)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press("f", *"bri")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert titles(app) == ["One"]
            assert "Brine is old." in screen_text(app)


@pytest.mark.parametrize("theme", ["tickertui-dark", "tickertui-light", "ansi-dark", "ansi-light", "nord"])
async def test_every_theme_marks_the_selected_article(theme: str) -> None:
    """The row of the cursor has a ground of its own."""
    app = LibraryApp(screen(), theme)
    async with app.run_test(size=(80, 24)):
        strips = app.screen._compositor.render_strips(app.size)
        grounds = [[one.style.bgcolor for one in strip if one.style] for strip in strips[1:5]]
        assert grounds[0][1] != grounds[2][1]


async def test_without_colours_the_selected_article_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves the cursor visible."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = LibraryApp(screen())
    async with app.run_test(size=(80, 24)):
        strips = app.screen._compositor.render_strips(app.size)
        assert all(one.style is not None and one.style.reverse for one in strips[1])
        assert not any(one.style is not None and one.style.reverse for one in strips[3])


@pytest.mark.parametrize("width", [20, 30, 59, 60, 139, 140])
async def test_no_width_breaks_a_line(width: int) -> None:
    """Lines never exceed the screen, at borders between layouts and in very narrow terminals."""
    app = LibraryApp(screen([*told(), article("x" * 500, tags=(Tag("t", "y" * 500),)), article("", uuid="e")]))
    async with app.run_test(size=(width, 12)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        strips = app.screen._compositor.render_strips(app.size)
        assert all(sum(one.cell_length for one in strip) <= width for strip in strips)


async def test_lists_show_all_the_unread_or_the_bookmarked_ones() -> None:
    """`v` goes through them, said in the first line; one that is empty says so; Esc leads back to all."""
    app = LibraryApp(screen())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        assert "only unread" in screen_text(app)
        assert [app.library._shelf.standing(one) for one in app.library.query_one(ArticleList)._articles].count(
            "read"
        ) == 0
        await pilot.press("v")
        assert titles(app) == [TITLES[2][0]]
        await pilot.press("m", "v", "v", "v")
        assert "No article is bookmarked" in screen_text(app)
        await pilot.press("escape")
        assert len(titles(app)) == len(TITLES)


async def test_a_word_with_a_hash_has_to_stand_in_a_tag() -> None:
    """The same word in a title alone does not do."""
    tagged = article("On salt", uuid="tagged", tags=(Tag("Cobalt", "cobalt"),))
    titled = article("Cobalt is late", uuid="titled", tags=())
    app = LibraryApp(screen([titled, tagged]))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"#cob")
        assert titles(app) == ["On salt"]
        await pilot.press("escape", "slash", *"cob")
        assert len(titles(app)) == 2


async def test_an_article_that_comes_moves_neither_cursor_nor_view() -> None:
    """The cursor stays on its article and its line; the new one stands where the order puts it."""
    app = LibraryApp(screen(told(60)))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        await pilot.press("pagedown", "pagedown", "down")
        await pilot.pause()
        before = screen_text(app).splitlines()
        shown = app.library.query_one(ArticleList)
        assert shown.selected is not None
        selected = shown.selected.uuid
        app.library.show([article("Brand new", uuid="new", published_on=date(2026, 6, 3)), *told(60)])
        await pilot.pause()
        assert shown.selected.uuid == selected
        assert screen_text(app).splitlines()[1:-1] == before[1:-1]
        await pilot.press("g")
        assert "Brand new" in screen_text(app)


def broken() -> tuple[Article, ...]:
    """Articles that lack something, each in its own way."""
    return (
        Article("u-0", "", ""),
        Article("u-1", "only-a-slug", ""),
        article("一" * 120, uuid="u-2", people=(), tags=(), published_on=None),
        article("Words " * 60, uuid="u-3", people=tuple(Person(f"Person {number}") for number in range(30))),
    )


@pytest.mark.parametrize("size", SIZES[:3], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["empty", "one", "broken", "many"])
async def test_frames_of_any_number(name: str, size: tuple[int, int]) -> None:
    """None, one, odd ones and very many."""
    articles = {"empty": (), "one": told(1), "broken": broken()}.get(name)
    app = LibraryApp(screen(told(5_000) if articles is None else articles))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("pagedown")
        await pilot.pause()
        check_frame(app, f"library-{name}-{size[0]}x{size[1]}")
