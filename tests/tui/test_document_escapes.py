"""No string of an article reaches the terminal as anything but text, whatever it holds and wherever it is shown."""

import asyncio
import base64
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.selection import Selection

from tests.formats.rich_text import Node, cell, doc, link, mark, node, paragraph, text
from tests.source.payloads import devalue
from tests.terminal import Terminal, tickertui
from tests.tui.hostile_documents import controls
from tests.tui.output_grammar import harm_in
from tests.tui.stage import app_of, update
from tickertui.market.article import Article
from tickertui.source.stories import article_from
from tickertui.tui.messages import OpenArticle

MARK = "7654"
"""A number that the program has no reason to send in a sequence of its own."""

COPIED = base64.b64encode(MARK.encode()).decode()

SEQUENCES = (
    f"\x1b[{MARK}m", f"\x9b{MARK}m", f"\x1b]0;{MARK}\x07", f"\x9d0;{MARK}\x9c", f"\x1b]52;c;{COPIED}\x07",
    "\x1b]8;;file:///x\x07", f"\x1bP{MARK}\x1b\\", f"\x90{MARK}\x9c", f"\x1b_G{MARK}\x1b\\", "\x1b", "\x07", "\x08\x08",
    "\x0b\x0c", "\x0e", "\r", "\r\n", "\n", "\t", "\x00", "\x7f", "\x85", "\x9b", "\x9d", "\u2028", "\u202e", "\u2066",
    "\u200f", "\u061c", "\ufeff", "\ufffa", "\ud83d", "\U0010eeee", "\U000e0041", "[/]", "[@click=app.quit]x[/]",
    "javascript:", "file:///etc/x", "\u0301" * 12,
)  # fmt: skip

STRINGS = st.lists(st.sampled_from(SEQUENCES) | st.text(max_size=4), min_size=1, max_size=6).map(
    lambda parts: "word " + "".join(parts)
)
ADDRESSES = st.builds(
    lambda start, rest: start + rest, st.sampled_from(["https://x.example/", "", "javascript:"]), STRINGS
)


@st.composite
def bodies(draw: st.DrawFn) -> Node:
    """A rich text with a node and a mark of each kind, every string hostile."""

    def s() -> str:
        return str(draw(STRINGS))

    def a() -> str:
        return str(draw(ADDRESSES))

    marks = [
        link(a(), title=s(), custom={s(): s()}), mark("highlight", color=s()), mark("textStyle", color=s()),
        mark("styled", **{"class": s()}), mark("anchor", id=s()), mark(s()), mark("code"), mark("superscript"),
    ]  # fmt: skip
    blocks = [
        node("heading", text(s()), level=2),
        paragraph(*[text(s(), each) for each in marks]),
        paragraph(node("image", src=a(), alt=s(), title=s(), source=s(), copyright=s())),
        node("code_block", text(s() + "\n" + s()), language=s()),
        node("blok", body=[{"component": s(), "title": s(), "link": {"url": a()}}]),
        node(s(), title=s()),
        node("youtube", src=a()),
        paragraph(node("emoji", name=s(), emoji=s()), node("mention", label=s())),
        node("table", node("tableRow", cell(paragraph(s()), backgroundColor=s()), cell(paragraph(s()), header=True))),
        node("details", node("detailsSummary", text(s())), node("detailsContent", paragraph(s()))),
        node("taskList", node("taskItem", paragraph(s()), checked=True)),
    ]
    return doc(*draw(st.permutations(blocks)), *[paragraph("filler " * 40) for _ in range(12)])


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """A story as a site sends it, every string hostile."""

    def s() -> str:
        return str(draw(STRINGS))

    person = {"name": s(), "content": {"job_title": s(), "bio": s(), "linkedin": draw(ADDRESSES)}}
    return {
        "uuid": s(), "slug": s(), "name": s(), "full_slug": s(),
        "relatedArticles": [{"name": s(), "slug": s()}], "relatedVideos": [{"title": s(), "url": draw(ADDRESSES)}],
        "content": {
            "title": s(), "excerpt": s(), "date": s(), "visibility": s(), "tags": [{"name": s(), "slug": s()}],
            "categories": [s()], "editor": [person], "reporters": [person], "author_full_name": s(),
            "author_job_title": s(), "featured_image": {"filename": draw(ADDRESSES), "alt": s(), "title": s()},
            "data_vis_image": {"filename": draw(ADDRESSES), "copyright": s()}, "content": draw(bodies()),
        },
    }  # fmt: skip


class RecordingDriver(HeadlessDriver):
    """A terminal that keeps what it is sent."""

    sent: list[str]

    @property
    def is_headless(self) -> bool:
        """Everything is rendered as for a real terminal."""
        return False

    def write(self, data: str) -> None:
        """Keep it."""
        self.sent.append(data)


KEYS = (
    *(
        "tab",
        "tab",
        "tab",
        "y",
        "shift+tab",
        "space",
        "right_curly_bracket",
        "t",
        "j",
        "enter",
        "t",
        "y",
        "i",
        "e",
        "c",
    ),
    *("a", "escape", "z", "escape", "slash", "w", "o", "r", "d", "enter", "n", "y", "escape", "G", "b"),
    *("question_mark", "escape"),
)
"""Links, contents, names, export, authors, pictures, finding, copying, help."""


async def _read(articles: list[Article]) -> str:
    """Everything that is drawn while articles are read in every way."""
    sent: list[str] = []
    app = app_of(update(articles=articles))
    app.driver_class = type("Recording", (RecordingDriver,), {"sent": sent})

    async def drive(pilot: Pilot[Any]) -> None:
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("escape", "escape")
        for one in articles:
            app.post_message(OpenArticle(one))
            await pilot.pause()
            for key in KEYS:
                await pilot.press(key)
            if found := app.screen.query("#reader-view"):
                app.screen.selections = {found.first(): Selection(None, None)}
                await pilot.press("y")
            await pilot.pause()
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()
        app.exit()

    await app.run_async(size=(100, 40), auto_pilot=drive)
    return "".join(sent)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(stories(), min_size=2, max_size=2))
def test_nothing_of_an_article_reaches_the_terminal_but_text(found: list[dict[str, Any]]) -> None:
    """Text, tables, cards, links, contents, authors, status line, notifications, what is copied and found."""
    output = asyncio.run(_read([article_from(story) for story in found]))
    assert "word" in output
    assert not harm_in(output, MARK)


def test_the_grammar_tells_harm_from_what_the_program_sends() -> None:
    """Each hostile sequence is found where it stands raw; colours, links and copies of the program are not."""
    for sequence in SEQUENCES[:12]:
        assert harm_in(f"before {sequence} after", MARK), repr(sequence)
    fine = "\x1b[38;2;1;2;3mred\x1b[0m\x1b]8;id=7;https://x.example/\x1b\\here\x1b]8;;\x1b\\"
    copied = base64.b64encode(b"\x1b[31m").decode()
    assert not harm_in(f"{fine}\x1b]52;c;{copied}\x07\x1b[2;3H plain", MARK)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_payload_of_control_characters_is_read_in_a_real_terminal(tmp_path: Path) -> None:
    """Opened, followed, searched, listed and left: only text and the program's own sequences arrive."""
    body = controls(1 / 2_000)
    story = {"uuid": "u", "name": f"Salt\x1b]0;{MARK}\x07 flats", "content": {"component": "a", "content": body}}
    rows = [{"label": f"Lithium\x1b[{MARK}m", "today": 1.0, "last": 1.0, "publishedDate": "2026-06-03"}]
    path = tmp_path / "payload.json"
    path.write_bytes(
        devalue({"data": {"ticker-data": rows, "story-salt-flats": story}, "prerenderedAt": 1_780_500_949_256})
    )
    with Terminal(tickertui(str(path)), columns=100, rows=40) as terminal:
        terminal.wait_for("Lithium")
        terminal.send("a")
        terminal.wait_for("needle")
        for keys in ("\t", "\t\t", "t", "t", "y", "/needle", "\r", "n", "\x1b", "G", "a", "\x1b", "?", "\x1b"):
            terminal.send(keys)
            terminal.settle(0.1)
        terminal.send("q")
        assert terminal.wait() == 0
        assert not harm_in(bytes(terminal.output).decode(errors="surrogateescape"), MARK)
