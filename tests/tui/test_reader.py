"""The reader: moving, finding, following, contents, copying, and a place that is kept."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from tests import samples as market_samples
from tests.tui import document_samples as samples
from tickertui.formats.document import Document, Heading, Link, Paragraph
from tickertui.market import article as market_article
from tickertui.market.article import Article, Person, Tag
from tickertui.tui import theme as palette
from tickertui.tui.screens.reader import outside
from tickertui.tui.screens.reader.following import destination
from tickertui.tui.screens.reader.screen import ReaderScreen
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.paint import hyperlink
from tickertui.tui.widgets.document.view import DocumentView

WORDS = "Brine ponds filled slowly this season, and the spread between grades narrowed again. "


def _paragraph(number: int, part: int) -> dict[str, Any]:
    """A paragraph that ends in a link; the second of each part has two links on one text."""
    hrefs = [f"https://prices.example/{number}/{part}", *(["https://prices.example/second"] if part == 1 else [])]
    marks = [{"type": "link", "attrs": {"href": href}} for href in hrefs]
    source = {"type": "text", "text": f"source {number}-{part}", "marks": marks}
    return {"type": "paragraph", "content": [{"type": "text", "text": f"{number}.{part} {WORDS * 3}"}, source]}


def long_article(title: str = "Salt flats fill up", **fields: Any) -> Article:
    """An article with headings, links and enough paragraphs to scroll."""
    content: list[dict[str, Any]] = []
    for number in range(1, 7):
        content.append(
            {"type": "heading", "attrs": {"level": 4}, "content": [{"type": "text", "text": f"Part {number}"}]}
        )
        content.extend(_paragraph(number, part) for part in range(5))
    fields.setdefault("rich_text", {"type": "doc", "content": content})
    return market_samples.article(title, **fields)


def frame_of(app: App[None]) -> str:
    """The screen as text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


class ViewApp(App[None]):
    """Nothing but a document."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return palette.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """The view."""
        yield DocumentView(id="view")


class ReaderApp(App[None]):
    """Nothing but a reader over an empty screen."""

    def __init__(self, article: Article, **options: Any) -> None:
        super().__init__()
        self.copied: list[str] = []
        self.left: list[ReaderScreen.Left] = []
        for ours in palette.OURS:
            self.register_theme(ours)
        self.theme = palette.DEFAULT
        self.reader = ReaderScreen(article, **options)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return palette.variables_of(self.current_theme)

    def on_mount(self) -> None:
        """Open the reader."""
        self.push_screen(self.reader)

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what is copied."""
        self.copied.append(text)

    def on_reader_screen_left(self, event: ReaderScreen.Left) -> None:
        """Keep where the reader was left."""
        self.left.append(event)

    @property
    def view(self) -> DocumentView:
        """The text."""
        return self.reader.query_one(DocumentView)

    def frame(self) -> str:
        """The screen as text."""
        return frame_of(self)

    @property
    def status(self) -> str:
        """The status line."""
        status = self.reader.query_one("#reader-status")
        return "".join(segment.text for segment in status.render_line(0))


async def opened(pilot: Any) -> None:
    """Wait until the article was parsed and shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Any, *keys: str) -> None:
    """Press keys and wait for what they do."""
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_head_says_who_when_and_how_long() -> None:
    """Title, date, minutes, byline with role and tags stand over the text; the author's card comes on demand."""
    person = Person(
        name="Ada Vale", job_title="Editor - Salts", bio="Writes on brine.\n", linkedin="https://linkedin.example/ada"
    )
    app = ReaderApp(long_article(people=(person,), tags=(Tag(slug="brine", name="Brine"),)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        top = app.frame()
        for words in ("Salt flats fill up", "Ada Vale — Editor, Salts", "Brine", "min", "Part 1"):
            assert words in top
        await press(pilot, "G")
        assert "100%" in app.status
        assert "Writes on brine." not in app.frame()
        await press(pilot, "a")
        assert "About the author" in app.frame()
        assert "Writes on brine." in app.frame()
        await press(pilot, "escape")
        assert app.screen is app.reader
        await press(pilot, "g")
        row = next(number for number, line in enumerate(app.frame().splitlines()) if "Ada Vale" in line)
        await pilot.click(offset=(app.frame().splitlines()[row].index("Ada"), row))
        await pilot.pause()
        assert "About the author" in app.frame()


async def test_an_authors_link_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter on the card follows the author's link; without a browser it is copied."""
    monkeypatch.setattr(outside, "has_browser", lambda: False)
    person = Person(name="Ada Vale", linkedin="https://linkedin.example/ada")
    app = ReaderApp(long_article(people=(person,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "a", "enter")
        await opened(pilot)
        assert app.copied == ["https://linkedin.example/ada"]
        assert app.screen is app.reader


async def test_without_authors_the_key_says_so() -> None:
    """Nobody is named."""
    app = ReaderApp(long_article(people=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "a")
        assert "Nobody is named" in app.status


async def test_moving_by_line_page_heading_and_share() -> None:
    """Every way to move ends where it says."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        view = app.view
        await press(pilot, "j", "j", "k")
        assert view.scroll_offset.y == 1
        await press(pilot, "space")
        assert view.scroll_offset.y == 1 + view.size.height - 2
        await press(pilot, "b", "g")
        assert view.scroll_offset.y == 0
        await press(pilot, "d")
        assert view.scroll_offset.y == view.size.height // 2
        await press(pilot, "g", "}", "}")
        assert "Part 2" in app.frame().splitlines()[1]
        assert "Part 2" in app.status
        await press(pilot, "{")
        assert "Part 1" in app.frame().splitlines()[1]
        await press(pilot, "5", "0", "%")
        assert view.scroll_offset.y == round(view.max_scroll_y / 2)
        await press(pilot, "G")
        assert view.scroll_offset.y == view.max_scroll_y
        await press(pilot, "home")
        assert view.scroll_offset.y == 0


async def test_finding_counts_lights_and_goes_round() -> None:
    """Typing finds at once; n and N go on, round the ends; Esc puts the hits out, then leaves."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"source 3")
        assert "1/5" in app.frame()
        await press(pilot, "enter", "n")
        assert "2/5" in app.status
        await press(pilot, "N", "N")
        assert "5/5" in app.status
        await press(pilot, "escape")
        assert "5/5" not in app.status
        assert app.screen is app.reader
        await press(pilot, "slash", *"Brine", "escape")
        assert "Brine" not in app.status
        await press(pilot, "escape")
        assert app.screen is not app.reader


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("cobalt", "Cobalt and COBALT", 2),
        ("Cobalt", "Cobalt and cobalt", 1),
        ("490 gwh", "490\xa0GWh", 1),
        ("china's", "China’s", 1),
        ("dampfschiff", "Donau\u00addampf\u00adschiff", 1),
        ("[/x]", "a [/x] b", 1),
        ("zinc", "cobalt", 0),
        ("emigre", "émigrés, e\u0301migre\u0301 and Émigré", 3),
        ("émigré", "émigré, e\u0301migre\u0301, emigre", 2),
        ("e\u0301migre\u0301", "émigré", 1),
        ("Angstrom", "Ångström, ångström", 1),
        ("cafe au", "un café\u00ad\xa0au lait", 1),
        ("価格", "価格 émigré", 1),
    ],
)
async def test_finding_is_lenient_where_typing_is(query: str, text: str, hits: int) -> None:
    """Smart case and accents; spaces, quotes and soft hyphens of any kind."""
    from tickertui.tui.widgets.document.find import Finder

    finder = Finder(Flow(Document(blocks=(Paragraph(text=text),))), query)
    finder.advance(lambda: False)
    assert len(finder) == hits


async def test_tab_goes_to_links_and_enter_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The focused link's address stands in the status line; without a browser it is copied."""
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab")
        assert "https://prices.example/1/0" in app.status
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.copied == ["https://prices.example/1/0"]
        await press(pilot, "tab")
        assert "second" in app.status
        await press(pilot, "enter")
        assert "Where to?" in app.frame()
        await press(pilot, "2")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.copied[-1] == "https://prices.example/second"
        await press(pilot, "shift+tab")
        assert "https://prices.example/1/0" in app.status


async def test_a_number_follows_its_link(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Digits and Enter follow a link of the list; the browser gets the address and no terminal."""
    told = tmp_path / "told"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\n{{ echo "$1"; test -t 0 && echo terminal; }} > {told}\nexit 0\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "4", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert told.read_text() == "https://prices.example/1/2\n"
        assert "Opened" in app.status
        await press(pilot, "9", "9", "9", "enter")
        assert "no link 999" in app.status


async def test_a_link_to_a_loaded_article_opens_it_here() -> None:
    """The site's own articles open in the reader; Backspace leads back to the place."""
    other = long_article("Another story", slug="another-story")
    story = {"type": "link", "attrs": {"href": "https://prices.example/article/another-story"}}
    text = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Read this.", "marks": [story]}]},
            *({"type": "paragraph", "content": [{"type": "text", "text": WORDS * 3}]} for _ in range(20)),
        ],
    }
    first = long_article("First story", rich_text=text)
    app = ReaderApp(first, articles=lambda: (first, other))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "j", "j", "tab", "enter")
        await opened(pilot)
        assert "Another story" in app.frame()
        await press(pilot, "backspace")
        await opened(pilot)
        assert "Read this." in app.frame()
        assert app.reader.article is first


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        (Link(href="javascript:alert(1)", safe=False), "words"),
        (Link(href=""), "words"),
        (Link(href="#part-1"), "anchor"),
        (Link(href="https://prices.example/x"), "outside"),
        (Link(href="mailto:a@b.example"), "outside"),
        (Link(href="tel:123"), "copied"),
        (Link(href="/somewhere"), "copied"),
        (Link(href="", uuid="u-1", kind="story"), "article"),
        (Link(href="/article/known", kind="story"), "article"),
        (Link(href="https://prices.example/article/known"), "article"),
    ],
)
def test_links_lead_where_they_should(link: Link, leads: str) -> None:
    """Only http, https and mailto leave the terminal."""
    known = market_samples.article("Known", slug="known", uuid="u-1")
    here = market_samples.article("Here")
    found = destination(link, (here, known), here)
    assert getattr(found, leads)
    if leads != "outside":
        assert not found.outside


@pytest.mark.parametrize(
    "href", ["file:///etc/passwd", "javascript:1", "-x", "https://a b", "http://x\x1b]0;", "tel:1", ""]
)
def test_nothing_unsafe_is_handed_out(href: str) -> None:
    """Neither a browser nor the terminal's own links get any other address."""
    assert not outside.may_open(href)
    assert not outside.open_outside(href)
    assert hyperlink(href).link is None


async def test_a_terminal_link_is_one_over_all_its_pieces() -> None:
    """A link that is wrapped over several rows has one OSC 8 identity."""
    words = "a source whose name takes more than a single row of the column " * 2
    document = Document(blocks=(samples.para("See ", (words, samples.REPORT)),), links=(samples.REPORT,))
    app = ViewApp()
    async with app.run_test(size=(60, 24)) as pilot:
        view = app.query_one(DocumentView)
        view.show(Flow(document, list_links=False))
        await pilot.pause()
        styles = [segment.style for y in range(6) for segment in view.render_line(y) if segment.style]
        linked = [style for style in styles if style.link]
        assert len(linked) >= 3
        assert {(style.link, style.link_id) for style in linked} == {(samples.REPORT.href, linked[0].link_id)}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_contents_lead_to_headings(size: tuple[int, int]) -> None:
    """The contents stand beside the text where there is room, else over it; Enter jumps."""
    app = ReaderApp(long_article())
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        whole = app.view.size.width
        await press(pilot, "t")
        assert (app.view.size.width < whole) == (size[0] > 110)
        assert "Part 6" in app.frame()
        await press(pilot, "down", "down", "enter")
        assert "§ Part 3" in app.status
        assert app.focused is app.view
        await press(pilot, "t", "t")
        if size[0] > 110:
            await press(pilot, "escape")
        assert not app.reader.has_class("-contents")


async def test_a_resize_keeps_the_place() -> None:
    """The character at the top stays there, whatever the width becomes."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(120, 30)) as pilot:
        await opened(pilot)
        await press(pilot, "space", "space", "space", "j")
        block, offset = app.view.place
        assert offset >= 0
        assert block > 3
        for width in (60, 40, 90, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            now_block, now_offset = app.view.place
            assert now_block == block
            assert abs(now_offset - offset) < 80


async def test_the_measure_changes_and_keeps_the_place() -> None:
    """Plus and minus change the column between 66 and 80 cells."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(120, 30)) as pilot:
        await opened(pilot)
        await press(pilot, "space", "space")
        block = app.view.place[0]
        await press(pilot, *["+"] * 9)
        assert app.reader.measure == 80
        await press(pilot, *["-"] * 9)
        assert app.reader.measure == 66
        assert abs(app.view.place[0] - block) <= 1


async def test_the_place_leads_back_to_itself() -> None:
    """Opened at a place, the reader shows it; left, it says where it was."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "space", "space")
        place = app.reader.place
        line = app.frame().splitlines()[0]
        await press(pilot, "escape")
        assert app.left[0].place == place
    again = ReaderApp(long_article(), place=place)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert again.frame().splitlines()[0] == line


async def test_a_selection_copies_paragraphs_as_written() -> None:
    """Selected text across blocks is the author's text, without line ends, margins or numbers of ours."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        view = app.view
        flow = view.flow
        assert flow is not None
        first = flow.body_from + 1
        selected = view.get_selection(Selection(Offset(4, first), Offset(7, first + 1)))
        assert selected is not None
        one, two = selected[0].split("\n\n")
        assert one == f"{WORDS * 3}source 1-0"
        assert two == "1.1 Bri"
        await press(pilot, "y")
        assert app.copied


async def test_the_mouse_follows_links_and_selects(monkeypatch: pytest.MonkeyPatch) -> None:
    """A click on a link follows it; a drag selects."""
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(outside, "has_browser", lambda: False)
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        lines = app.frame().splitlines()
        row = next(number for number, line in enumerate(lines) if "source 1-0" in line)
        await pilot.click(offset=(lines[row].index("source 1-0") + 2, row))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.copied == ["https://prices.example/1/0"]
        start = next(number for number, line in enumerate(lines) if line.strip().startswith("1.0"))
        left = lines[start].index("1.0")
        await pilot.mouse_down(offset=(left, start))
        await pilot.hover(offset=(left + 9, start + 1))
        await pilot.mouse_up(offset=(left + 9, start + 1))
        await pilot.pause()
        selected = app.reader.get_selected_text()
        assert selected is not None
        assert selected.startswith("1.0 Brine ponds filled slowly this season")
        assert "\n" not in selected
        assert "y copies what is selected" in app.status
        await press(pilot, "escape")
        assert app.screen is app.reader
        assert not app.reader.get_selected_text()
        assert "y copies" not in app.status


@pytest.mark.parametrize(
    ("rich_text", "words"),
    [
        (None, "came without its text"),
        ({"type": "doc", "content": []}, "came without its text"),
        ("nonsense", "nonsense"),
        (17, "came without its text"),
    ],
)
async def test_an_article_without_text_says_so(rich_text: object, words: str) -> None:
    """Empty and broken rich text has a screen with words."""
    app = ReaderApp(long_article(rich_text=rich_text))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Salt flats fill up" in app.frame()
        assert words in app.frame()


async def test_a_parser_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while parsing is said on the screen, and Esc still leads back."""

    def broken(article: Article) -> Document:
        raise ValueError("no")

    monkeypatch.setattr("tickertui.tui.screens.reader.preparing.document_of", broken)
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "cannot be shown" in app.frame()
        await press(pilot, "escape")
        assert app.screen is not app.reader


async def test_a_long_document_is_exact_at_the_end() -> None:
    """Set in slices, jumped to its end, resized: the last block stands on the last rows."""
    blocks = samples.long_document(3_000).blocks
    document = Document(blocks=(*blocks, Heading(text="The very end", level=4, rank=2, slug="end")))

    app = ViewApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(DocumentView)
        view.show(Flow(document, list_links=False))
        await pilot.pause()
        view.to_end()
        await pilot.pause()
        assert "The very end" in frame_of(app)
        await pilot.resize_terminal(60, 24)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert view.layout_of_flow is not None
        assert view.layout_of_flow.done
        view.to_percent(100)
        await pilot.pause()
        assert "The very end" in frame_of(app).splitlines()[-1]
        view.action_start()
        await pilot.pause()
        assert "Heading 0" in frame_of(app)
        view.find("Block 2999 says")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert view.finder is not None
        assert len(view.finder) == 1
        assert "2999" in frame_of(app)


async def test_a_table_wider_than_the_view_scrolls_sideways() -> None:
    """Marks at the edges say that there is more; the arrow keys bring it into view."""
    app = ViewApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one(DocumentView)
        view.show(Flow(Document(blocks=(samples.tables()[3],))))
        view.focus()
        await pilot.pause()
        assert "Column 1 " in frame_of(app)
        assert "›" in frame_of(app)
        assert "Column 12" not in frame_of(app)
        await press(pilot, *["right"] * 12)
        assert "Column 12" in frame_of(app)
        assert "‹" in frame_of(app)
        assert "›" not in frame_of(app)
        await press(pilot, *["left"] * 12)
        assert "‹" not in frame_of(app)


async def test_every_node_is_drawn_in_every_theme() -> None:
    """No look is missing in any theme, and drawn rows are as wide as the view."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        for theme in (palette.DARK.name, palette.LIGHT.name, "ansi-dark", "ansi-light", "dracula"):
            app.theme = theme
            app.view.show(Flow(samples.everything()))
            await pilot.pause()
            for _ in range(12):
                assert all(app.view.render_line(y).cell_length == app.view.columns for y in range(20))
                app.view.page(1)
                await pilot.pause()


def test_the_real_article_is_read_to_its_last_paragraph(real_payload: bytes) -> None:
    """Head, text, figures, author and links of the real article are in the flow, in order."""
    from datetime import UTC, datetime

    pytest.importorskip("tickertui.formats.nuxt")
    from tickertui.formats import nuxt
    from tickertui.source.extract import snapshot_from
    from tickertui.tui.screens.reader.article_flow import flow_of
    from tickertui.tui.widgets.document.plain import plain

    value = nuxt.decode_payload(real_payload)
    articles: Sequence[Article] = snapshot_from(value, origin="x", read_at=datetime.now(UTC)).articles
    document = market_article.document_of(articles[0])
    flow = flow_of(articles[0], document, market_article.minutes(document))
    text = "\n".join(plain(leaf) for leaf in flow)
    assert text.index(articles[0].title) < text.index("490") < text.index("Links")
    assert sum(isinstance(leaf, Heading) for leaf in flow) == 4


async def test_what_was_said_stays_until_the_next_move() -> None:
    """Setting the rest of a long text is no move; a line down is one, and so is a digit."""
    app = ReaderApp(long_article())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "n")
        assert "Nothing was found" in app.status
        app.view.post_message(DocumentView.Moved())
        await pilot.pause()
        assert "Nothing was found" in app.status
        await press(pilot, "3")
        assert "Nothing was found" not in app.status
        await press(pilot, "escape", "n", "j")
        assert "Nothing was found" not in app.status
