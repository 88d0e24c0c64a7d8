"""Every link of the article with the words it lies on: followed, copied, or gone to in the text."""

import asyncio
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tickertui.formats.document import Link
from tickertui.tui.commands import Place, bindings
from tickertui.tui.screens.listed import SheetScreen
from tickertui.tui.screens.reader.following import Destination
from tickertui.tui.widgets.document.column import SLICE
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.links import Place as Spot
from tickertui.tui.widgets.document.links import walk
from tickertui.tui.widgets.document.plain import between
from tickertui.tui.widgets.filter_line import FilterLine
from tickertui.tui.widgets.item_list import Group, Item, ItemList
from tickertui.tui.widgets.sheet import Entry

LISTED = 1_000
"""The most links that are listed; the reader follows any of them by its number."""

LONGEST = 200
"""The most characters of a link's words that are listed."""


class LinksScreen(SheetScreen, inherit_bindings=False):
    """The links, each with its number, its words, where it leads and its address."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("links")
    places: ClassVar[tuple[Place, ...]] = ("links", "list")
    asks_for: ClassVar[str] = "words of a link or of its address"

    def __init__(
        self,
        flow: Flow,
        *,
        leads: Callable[[Link], Destination],
        follow: Callable[[Link], None],
        show: Callable[[Spot], None],
    ) -> None:
        """The links of a flow.

        Args:
            flow: The article.
            leads: Says where a link leads.
            follow: Follows a link that was chosen.
            show: Shows where in the text a link stands.
        """
        self._links = flow.links[:LISTED]
        super().__init__("Links", label_width=len(str(len(self._links))) + 2, width=96)
        self._flow, self._leads, self._follow, self._show_in_text = flow, leads, follow, show
        self._spots: dict[str, Spot] = {}
        self._digits = ""

    async def on_mount(self) -> None:
        """List the links at once, or as soon as the words of all are found."""
        steps = self._look()
        if self._take(steps):
            self._list()
        else:
            self.show([], nothing="Looking for the links …")
            self.run_worker(self._take_rest(steps), group="links", exclusive=True)

    def on_key(self, event: events.Key) -> None:
        """Digits go to the link of that number."""
        if self.focused is not self.list or self.query(FilterLine):
            return
        if event.character and event.character.isdecimal() and len(event.key) == 1:
            event.stop()
            digits = self._digits + event.character
            self._digits = digits if 0 < int(digits) <= len(self._links) else event.character
            self.list.move_to(int(self._digits) - 1)
        else:
            self._digits = ""

    def on_item_list_clicked(self, event: ItemList.Clicked) -> None:
        """A click on the selected link follows it."""
        event.stop()
        if event.again:
            self.action_open()

    def action_open(self) -> None:
        """Follow the selected link."""
        if (link := self._selected) is not None:
            self.dismiss()
            self._follow(link)

    def action_show(self) -> None:
        """Show where in the text the selected link stands."""
        if (link := self._selected) is None:
            return
        spot = self._spots.get(_key(link))
        if spot is not None:
            self.dismiss()
            self._show_in_text(spot)

    def action_copy(self) -> None:
        """Copy the address of the selected link."""
        if (link := self._selected) is not None:
            self.app.copy_to_clipboard(link.href or link.uuid)
            self.notify("Copied the address.", markup=False, timeout=2)

    @property
    def _selected(self) -> Link | None:
        """The link of the cursor."""
        item = self.list.selected
        return self._links[int(item.id) - 1] if item is not None and item.id else None

    def _look(self) -> Iterator[None]:
        """Look for the first place of every link, in small steps."""
        wanted = {_key(link) for link in self._links}
        for spot in walk(self._flow):
            if spot is not None:
                new = {_key(link) for link in spot.links} & wanted
                wanted -= new
                self._spots |= dict.fromkeys(new, spot)
            if not wanted:
                return
            yield

    def _take(self, steps: Iterator[None]) -> bool:
        """Look for as long as a frame allows; whether all were found."""
        until = perf_counter() + SLICE
        return not any(perf_counter() > until for _ in steps)

    async def _take_rest(self, steps: Iterator[None]) -> None:
        """Look on in slices, then list the links."""
        while True:
            await asyncio.sleep(0.001)
            if self._take(steps):
                self._list()
                return

    def _list(self) -> None:
        """List the links."""
        total = len(self._flow.links)
        title = f"Links: the first {LISTED:,} of {total:,}" if total > LISTED else "Links"
        self.frame.border_title = title
        items = [self._item(number, link) for number, link in enumerate(self._links, 1)]
        self.show([Group("", tuple(items))], nothing="This article has no links.")

    def _item(self, number: int, link: Link) -> Item:
        """A link: its number and words, where it leads, its address."""
        spot = self._spots.get(_key(link))
        words = ""
        if spot is not None:
            words = " ".join(between(self._flow[spot.block], spot.start, min(spot.end, spot.start + LONGEST)).split())
        kind, tone = _kind(link, self._leads(link))
        address = Entry(link.href or "no address", tone="quiet", mark=kind, mark_tone=tone)
        return Item((Entry(words or "without words", f"{number}", label_tone="key"), address), str(number))


def _key(link: Link) -> str:
    return link.href or link.uuid


def _kind(link: Link, leads: Destination) -> tuple[str, str]:
    """Where a link leads, in a word before its address, and in which tone."""
    if leads.anchor:
        return "in this article  ", "accent"
    if leads.article is not None:
        return "article here  ", "accent"
    if leads.rows:
        return f"{leads.rows[0]}{' …' if len(leads.rows) > 1 else ''}  ", "accent"
    if leads.outside:
        return "", "quiet"
    if leads.copied:
        return "only copied  ", "due"
    return ("leads nowhere  " if link.safe else "not followed  "), "due"
