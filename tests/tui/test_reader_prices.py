"""Prices in an article: names that are live, their card, the box at the foot, and links to price pages."""

from datetime import date
from typing import Any

import pytest

from tests.samples import NOW, board, quote
from tests.samples import article as sample_article
from tests.tui.test_reader import ReaderApp, opened, press
from tickertui.formats.document import Document, Link, Paragraph, Table
from tickertui.market.mentions import Labels
from tickertui.market.pages import page_of
from tickertui.market.since import change_words, since, then_words
from tickertui.tui.messages import IndexFollowed
from tickertui.tui.screens.reader.addresses import resolved, rows_of
from tickertui.tui.screens.reader.following import destination
from tickertui.tui.screens.reader.naming import WINDOW, box, named_flow, names_in, prices_of
from tickertui.tui.widgets.document.flow import Flow, Name, Names
from tickertui.tui.widgets.document.plain import between, cell_text

ORIGIN = "https://source.prices.example/article/x/_payload.json"


class PricesApp(ReaderApp):
    """A reader that notes which row it is left for."""

    def __init__(self, *paragraphs: str, **options: Any) -> None:
        options.setdefault("quotes", board())
        options.setdefault("now", NOW)
        fields = {"published_on": options.pop("published_on", date(2026, 3, 1))}
        if "rich_text" in options:
            fields["rich_text"] = options.pop("rich_text")
        super().__init__(sample_article("Salt flats", *paragraphs, **fields), **options)
        self.followed: list[str] = []

    def on_index_followed(self, event: IndexFollowed) -> None:
        """Note it."""
        self.followed.append(event.label)


async def test_names_are_gone_to_told_of_and_followed() -> None:
    """`i` goes to a name, its card says level, change, base, age and what became of it; Enter leads to its row."""
    app = PricesApp("The price of lithium rose.", "Cobalt did not.")
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        assert "131.25" not in "\n".join(app.frame().splitlines()[-5:])
        await press(pilot, "i")
        card = "\n".join(app.frame().splitlines()[-4:])
        for words in (
            "Lithium",
            "131.25",
            "▲ +4.17 %",
            "vs 126.00 on 2026-05-13",
            "7 d",
            "fresh",
            "since the article",
            "█",
        ):
            assert words in card
        await press(pilot, "i")
        assert "Cobalt" in app.frame().splitlines()[-4]
        await press(pilot, "I", "enter")
        assert app.followed == ["Lithium"]
        await press(pilot, "escape")
        assert "fresh" not in app.frame().splitlines()[-4]
        assert app.screen is app.reader


async def test_a_name_is_another_look_than_a_link_and_gives_way_to_it() -> None:
    """Names have their own look; a name inside of a link looks like the link."""
    app = PricesApp("Lithium rose.")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        lit = [look for block in range(12) for _, _, look in app.view.lit_in(block, 0, 999)]
        assert "index" in lit
        from tickertui.tui.widgets.document.paint import _lit_up

        link = (Link(href="https://x.example"),)
        row = _lit_up([("Lithium", ("link",), 0, link)], [(0, 7, "index"), (0, 7, "focus")])
        assert row == [("Lithium", ("link", "focus"), 0, link)]


async def test_a_click_goes_to_a_name_and_a_second_one_follows_it() -> None:
    """The mouse does what the keys do."""
    app = PricesApp("The price of lithium rose.")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        row, line = next((row, line) for row, line in enumerate(app.frame().splitlines()) if "of lithium" in line)
        at = (line.index("lithium") + 2, row)
        await pilot.click(offset=at)
        await pilot.pause()
        assert app.view.focused_name is not None
        await pilot.click(offset=at)
        await pilot.pause()
        assert app.followed == ["Lithium"]


async def test_without_names_the_key_says_so() -> None:
    """An article that names nothing, and one without rows to name."""
    for options in ({}, {"quotes": ()}):
        app = PricesApp("Nothing of the kind.", **options)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            await press(pilot, "i")
            assert "names no index" in app.status


async def test_aliases_of_the_settings_are_live() -> None:
    """Another name from the settings means its row; one of a row that is not there means nothing."""
    app = PricesApp("White gold and fairy dust.", aliases={"Lithium": ("white gold",), "Nothing": ("fairy dust",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "i", "enter")
        assert app.followed == ["Lithium"]
        await press(pilot, "i", "i", "i")
        assert {name.label for name in app.view.flow.names.in_block(0)} <= {"Lithium"}  # type: ignore[union-attr]


async def test_the_box_lists_the_indices_since_the_article() -> None:
    """Where the series reaches back, the change since then; where it does not, from when on it is known."""
    app = PricesApp("Lithium, cathode and natural graphite.", published_on=date(2026, 3, 20))
    async with app.run_test(size=(90, 40)) as pilot:
        await opened(pilot)
        frame = app.frame()
        assert "Prices since this article, 2026-03-20" in frame
        rows = {words: line for line in frame.splitlines() for words in ("Lithium ", "Cathode ") if words in line}
        assert "110.00 on\u00a02026-03-18" in rows["Lithium "]
        assert "no print since" in rows["Cathode "]
    app = PricesApp("Lithium.", published_on=date(2020, 1, 1))
    async with app.run_test(size=(90, 40)) as pilot:
        await opened(pilot)
        assert "known from 2025-12-24" in app.frame()


def test_the_box_without_a_date_has_the_last_change() -> None:
    """Nothing is compared with a day that nobody knows, or that has not passed."""
    prices = prices_of(board(), NOW, None)
    assert prices is not None
    for published_on in (None, NOW.date()):
        table = next(leaf for leaf in box(["Lithium"], prices, published_on) if isinstance(leaf, Table))
        assert [cell_text(cell) for cell in table.rows[1]] == ["Lithium", "131.25", "▲\u00a0+4.17\u00a0%"]
    assert box([], prices, None) == []


@pytest.mark.parametrize(
    ("on", "then", "change"),
    [
        (date(2026, 3, 20), "110.00 on 2026-03-18", "▲ +19.32 %"),
        (date(2026, 5, 27), "131.25 on 2026-05-27", "no print since"),
        (date(2020, 1, 1), "known from 2025-12-24", "—"),
    ],
)
def test_since_says_what_held_then(on: date, then: str, change: str) -> None:
    """The print that held on the day, and the change from it to the last one."""
    move = since(quote(), on)
    assert (then_words(move), change_words(move)) == (then, change)
    assert then_words(since(quote(points=()), on)) == "no prints"


def test_names_in_tables_and_across_windows_stand_where_they_are() -> None:
    """Offsets are those of the flow, in cells and in a text that is looked through in pieces."""
    article = sample_article()
    long_text = "x" * (WINDOW - 3) + " rare earths " + "y " * WINDOW + "cobalt"
    from tests.tui.document_samples import cell

    table = Table(rows=((cell("a"), cell("Cobalt")), (cell("Lithium"), cell("b"))))
    flow = Flow(Document(blocks=(Paragraph(text=long_text), table)))
    found = list(names_in(flow, Labels(("Rare Earths", "Cobalt", "Lithium"))))
    assert [between(flow[name.block], name.start, name.end) for name in found] == [
        "rare earths", "cobalt", "Cobalt", "Lithium",
    ]  # fmt: skip
    prices = prices_of(board(), NOW, None)
    assert prices is not None
    assert named_flow(article, flow, 1, prices, lambda: True) is None


def test_names_are_found_both_ways() -> None:
    """The next and the last one from a place, in the block or in another."""
    names = Names([Name(2, 5, 9, "b"), Name(2, 0, 4, "a"), Name(7, 1, 3, "c")])
    assert [name.label for name in names.in_block(2)] == ["a", "b"]
    assert [name.label for name in names.in_block(2, 3, 5)] == ["a"]
    forward, backward = names.next(2, 1, 1), names.next(7, 1, -1)
    assert forward is not None
    assert backward is not None
    assert (forward.label, backward.label) == ("b", "b")
    assert names.next(7, 2, 1) is None
    assert names.next(2, 0, -1) is None


@pytest.mark.parametrize(
    ("origin", "page"),
    [
        (ORIGIN, "https://source.prices.example/article/salt-flats"),
        ("https://prices.example/en/article/salt-flats", "https://prices.example/en/article/salt-flats"),
        ("board.json, https://me:secret@prices.example/lithium/prices", "https://prices.example/article/salt-flats"),
        ("/home/me/board.json", ""),
        ("", ""),
    ],
)
def test_an_articles_page_follows_from_where_it_came(origin: str, page: str) -> None:
    """Host and slug; credentials are left out; a file has none."""
    assert page_of(sample_article("Salt flats"), origin) == page


@pytest.mark.parametrize(
    ("href", "label"),
    [
        ("/cobalt/prices", "Cobalt"),
        ("https://www.prices.example/cobalt/prices/?x=1#y", "Cobalt"),
        ("https://other.example/cobalt/prices", ""),
        ("mailto:/cobalt/prices", ""),
        ("/nothing/prices", ""),
        ("https://[broken/cobalt/prices", ""),
    ],
)
def test_a_price_page_leads_to_its_row(href: str, label: str) -> None:
    """Relative, or of the same site."""
    page = "https://source.prices.example/article/salt-flats"
    labels = (label,) if label else ()
    assert rows_of(href, page, board()) == labels
    leads = destination(Link(href=href), (), sample_article(), page=page, quotes=board())
    assert leads.rows == labels


async def test_a_price_page_of_several_rows_lets_one_be_chosen() -> None:
    """The rows stand in their order; a digit goes to one, Esc to none."""
    rows = [quote(label, url="/lithium/prices") for label in ("Lithium", "Lithium Carbonate", "Lithium Hydroxide")]
    text = {"type": "text", "text": "prices", "marks": [{"type": "link", "attrs": {"href": "/lithium/prices"}}]}
    app = PricesApp(rich_text={"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}, quotes=rows)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "Which index?" in app.frame()
        assert "3 Lithium Hydroxide · 131.25 · ▲ +4.17 %" in app.frame()
        await press(pilot, "escape")
        await pilot.pause()
        assert app.followed == []
        await press(pilot, "enter")
        await pilot.pause()
        await press(pilot, "2")
        await pilot.pause()
        assert app.followed == ["Lithium Carbonate"]


def test_relative_links_are_meant_from_the_articles_page() -> None:
    """They go to the browser as whole addresses; without a page they are copied as they are."""
    page = "https://prices.example/article/salt-flats"
    assert resolved("../reports", page) == "https://prices.example/reports"
    assert (
        destination(Link(href="/reports"), (), sample_article(), page=page).outside == "https://prices.example/reports"
    )
    assert destination(Link(href="/reports"), (), sample_article()).copied == "/reports"
    assert destination(Link(href="//evil.example"), (), sample_article(), page=page).outside == "https://evil.example"
