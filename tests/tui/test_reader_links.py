"""The list of an article's links: words, address and where each leads; followed, shown, copied, filtered."""

from typing import Any

import pytest

from tests.samples import NOW, quote
from tests.samples import article as sample_article
from tests.tui.document_samples import REPORT, para
from tests.tui.frames import check_frame
from tests.tui.test_reader import ReaderApp, opened, press
from tickertui.formats.document import Anchor, Cell, Document, Paragraph, Table
from tickertui.tui.messages import IndexFollowed
from tickertui.tui.screens.reader import following
from tickertui.tui.screens.reader.links import LISTED, LinksScreen
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.links import search_anchor, walk
from tickertui.tui.widgets.document.plain import ROW_SHIFT

HREFS = {
    "the database": "https://prices.example/reports/database",
    "further down": "#slow-brine",
    "our own story": "/article/old-brine",
    "the price page": "/lithium/prices",
    "a brochure": "/brochures/7",
    "a trap": "javascript:alert(1)",
    "the desk": "mailto:desk@prices.example",
}


def linked(words: str, href: str, **attrs: Any) -> dict[str, Any]:
    """A paragraph of a link."""
    return {
        "type": "paragraph",
        "content": [
            {"type": "text", "text": "See "},
            {"type": "text", "text": words, "marks": [{"type": "link", "attrs": {"href": href, **attrs}}]},
        ],
    }


class LinksApp(ReaderApp):
    """A reader of an article with a link of every kind."""

    def __init__(self, hrefs: dict[str, str] | None = None) -> None:
        heading = {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Slow brine"}]}
        content = [linked(words, href) for words, href in (hrefs or HREFS).items()]
        filling = [{"type": "paragraph", "content": [{"type": "text", "text": "Brine."}]}] * 30
        story = sample_article(rich_text={"type": "doc", "content": [*content, *filling, heading, *filling]})
        rows = [quote("Lithium", url="/lithium/prices"), quote("Lithium Hydroxide", url="/lithium/prices")]
        old = sample_article("Old brine", "Read this.")
        super().__init__(story, articles=lambda: (story, old), quotes=rows, now=NOW)
        self.rows: list[str] = []

    def on_index_followed(self, event: IndexFollowed) -> None:
        """Note it."""
        self.rows.append(event.label)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_links_look_as_accepted(size: tuple[int, int]) -> None:
    """Number, words, where it leads, address."""
    app = LinksApp()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "f")
        await pilot.pause()
        assert isinstance(app.screen, LinksScreen)
        check_frame(app, f"reader-links-{size[0]}x{size[1]}")


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        ("2", "§ Slow brine"),
        ("3", "Read this."),
        ("4", "Which index?"),
        ("5", "Copied /brochures/7"),
        ("6", "not followed: javascript:alert(1)"),
    ],
)
async def test_a_link_of_the_list_is_followed(number: str, seen: str) -> None:
    """Its digits go to it, Enter follows it as it does in the text."""
    app = LinksApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await press(pilot, "f", number, "enter")
        await pilot.pause()
        await opened(pilot)
        assert not isinstance(app.screen, LinksScreen)
        assert seen in app.frame()


async def test_mail_goes_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """As addresses of the web do."""
    opened_outside: list[str] = []

    def note(href: str) -> bool:
        opened_outside.append(href)
        return True

    monkeypatch.setattr(following, "open_outside", note)
    app = LinksApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await press(pilot, "f", "G", "enter")
        await opened(pilot)
        assert opened_outside == ["mailto:desk@prices.example"]


async def test_links_are_filtered_copied_and_shown_in_the_text() -> None:
    """Words of the text or of the address; Esc shows all again, then leads back."""
    app = LinksApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await press(pilot, "G", "f", "slash", *"old", "enter")
        await pilot.pause()
        assert "our own story" in app.frame()
        assert "the desk" not in app.frame()
        await press(pilot, "y")
        assert app.copied == ["/article/old-brine"]
        await press(pilot, "escape")
        assert "the desk" in app.frame()
        await press(pilot, "slash", *"story", "enter", "s")
        await pilot.pause()
        assert app.screen is app.reader
        assert app.view.focused_link is not None
        assert "3 /article/old-brine" in app.status
        assert "our own story" in app.frame()


async def test_numbers_of_several_digits_and_ten_thousand_links() -> None:
    """1 then 2 is 12; more than are listed is said."""
    app = LinksApp({f"words {number}": f"https://prices.example/{number}" for number in range(LISTED + 500)})
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await press(pilot, "f")
        for _ in range(100):
            await pilot.pause(0.01)
            if "words 0" in app.frame():
                break
        assert f"the first {LISTED:,} of" in app.frame()
        await press(pilot, "1", "2", "s")
        assert "https://prices.example/11" in app.status
        assert "12 " in app.status
        await press(pilot, "1", "4", "0", "0")
        assert "1400" in app.status
        await press(pilot, "tab")
        assert "1400" not in app.status


async def test_without_links_the_key_says_so() -> None:
    """Not a silence."""
    app = ReaderApp(sample_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "f")
        assert "no links" in app.status


def test_every_link_is_walked_through_in_order() -> None:
    """In paragraphs and tables, head and foot."""
    table = Table(rows=((Cell(blocks=(para(("in a cell", REPORT)),)), Cell(blocks=(Paragraph(text="no"),))),))
    flow = Flow(Document(blocks=(para("See ", ("this", REPORT)), table)))
    found = [spot for spot in walk(flow) if spot is not None]
    assert [(spot.block, spot.start, spot.end) for spot in found] == [(0, 4, 8), (1, 0, 9)]


async def test_a_link_that_was_scrolled_away_from_is_not_followed() -> None:
    """Its address does not stay below, and Enter asks for Tab."""
    app = LinksApp()
    async with app.run_test(size=(100, 20)) as pilot:
        await opened(pilot)
        await press(pilot, "tab")
        assert "https://prices.example/reports/database" in app.status
        await press(pilot, "G")
        assert "https://" not in app.status
        await press(pilot, "enter")
        assert "Tab goes to a link" in app.status


async def test_an_excerpt_that_the_site_cut_ends_in_an_ellipsis() -> None:
    """Not in the brackets of the site."""
    app = ReaderApp(sample_article(excerpt="Brine is slow this year [...]"))
    async with app.run_test(size=(100, 20)) as pilot:
        await opened(pilot)
        assert "Brine is slow this year …\n" in app.frame()


def test_an_anchor_in_a_tables_cell_is_found() -> None:
    """Its place is the row and the character there; without it, there is none."""
    marked = para("see ", ("here", Anchor(id="in-a-cell")))
    row = (Cell(blocks=(Paragraph(text="one"),)), Cell(blocks=(Paragraph(text="two"), marked)))
    table = Table(rows=((Cell(blocks=(Paragraph(text="head"),)),), row))
    flow = Flow(Document(blocks=(Paragraph(text="before"), table)))
    found = [place for place in search_anchor(flow, "in-a-cell") if place is not None]
    assert found == [(1, (1 << ROW_SHIFT) + len("one\ttwo\nsee "))]
    assert not [place for place in search_anchor(flow, "nowhere") if place is not None]


async def test_the_foot_says_where_the_article_stands_and_leads_there_outside() -> None:
    """Its own page opens in the browser; it is not the article that is read already."""
    article = sample_article()
    app = ReaderApp(article, origin="https://prices.example/article/salt/_payload.json", articles=lambda: (article,))
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "G")
        page = app.reader.page
        assert page.startswith("https://prices.example/")
        lines = [line.strip() for line in app.frame().splitlines()]
        assert page in lines[lines.index("Source") :]
        flow = app.view.flow
        assert flow is not None
        assert app.reader.leads(flow.links[-1]).outside == page


async def test_without_an_address_the_foot_names_no_source() -> None:
    """A file has no page."""
    app = ReaderApp(sample_article(), origin="tests/board.json")
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "G")
        assert "Source" not in app.frame()
