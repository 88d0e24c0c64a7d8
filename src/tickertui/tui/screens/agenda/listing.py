"""The list of the calendar: a line for each print, under the heading of its part."""

from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.message import Message
from textual.strip import Strip

from tickertui.market import wording
from tickertui.tui.screens.agenda.marks import MARKS, TONES, WEEKDAYS
from tickertui.tui.screens.agenda.plan import Item, Part, Plan, distance, mark_of
from tickertui.tui.widgets.facts import move_tone
from tickertui.tui.widgets.list_keys import ListKeys
from tickertui.tui.widgets.toned import Line, Piece

DATE, WEEKDAY, FAR = 10, 4, 12
"""Cells of a date, of the weekday after it and of how far away it is."""
ROOMY = 72
"""From this width on, dates have their weekday, and what is expected its cadence."""
LEAST_NAME, MOST_NAME = 8, 34
LEVEL, MOVE = 10, 11


class Listing(ListKeys):
    """The parts of a plan one below the other; the heading of the topmost line's part stays in sight."""

    DEFAULT_CSS = """
    Listing { height: 1fr; }
    """

    class Moved(Message):
        """Another item is selected."""

    class Opened(Message):
        """The selected item was clicked again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self._plan: Plan | None = None
        self._words = ""
        self._cursor = 0
        self._top = 0
        self._name_width = LEAST_NAME
        self._starts: list[int] = []
        """The first line of every part: its heading."""
        self._firsts: list[int] = []
        """The number of the first item of every part."""

    def say(self, words: str) -> None:
        """Words instead of a list."""
        self._words = words
        self.refresh()

    def show(self, plan: Plan) -> None:
        """Show a plan, from its first item."""
        self._plan, self._words = plan, "" if plan.parts else "Nothing was printed and nothing is expected."
        sizes = [len(part.items) for part in plan.parts]
        self._firsts = [0, *accumulate(sizes)][: len(sizes)]
        self._starts = [0, *accumulate(size + 2 for size in sizes)][: len(sizes)]
        self._name_width = max(LEAST_NAME, min(plan.longest, MOST_NAME))
        self._cursor = self._top = 0
        self.refresh()
        self.post_message(self.Moved())

    @property
    def selected(self) -> Item | None:
        """The item of the cursor."""
        if self._plan is None or not self._plan.parts:
            return None
        return self._at(self._cursor)

    def move(self, to: int) -> None:
        """Select another item."""
        if self._plan is None or not self._plan.count:
            return
        to = max(0, min(to, self._plan.count - 1))
        if to != self._cursor:
            self._cursor = to
            self.refresh()
            self.post_message(self.Moved())

    def move_part(self, step: int) -> None:
        """Select the first item of another part."""
        if self._firsts:
            self.move(self._firsts[(self._part_of(self._cursor) + step) % len(self._firsts)])

    def move_day(self, step: int) -> None:
        """Select the first item of another day, in the order of the list."""
        if self._plan is None:
            return
        at = self._cursor
        while 0 <= at + step < self._plan.count:
            at += step
            item = self._at(at)
            if item.begins_day or item.entry is None:
                break
        self.move(at)

    def step(self, count: int) -> None:
        """Select the item so many further on."""
        self.move(self._cursor + count)

    def page(self, count: int) -> None:
        """Go on by pages."""
        self.move(self._cursor + count * max(1, self.content_size.height - 3))

    def wheel(self, notches: int) -> None:
        """The cursor goes along."""
        self.move(self._cursor + 3 * notches)

    def render_line(self, y: int) -> Strip:
        """A heading, an item, or a blank line between parts."""
        width, plan = self.content_size.width, self._plan
        if plan is None or not plan.parts:
            return self.strip_of([(self._words, "quiet")], width) if y == 0 else Strip([])
        self._follow()
        line = self._top + y
        part = bisect_right(self._starts, line) - 1
        within = line - self._starts[part]
        shown = plan.parts[part]
        if within == 0 or (y == 0 and within <= len(shown.items)):
            return self.strip_of(self._heading(shown), width)
        if within > len(shown.items):
            return Strip([])
        number = self._firsts[part] + within - 1
        return self.strip_of(self._item(shown.items[within - 1], number, y, width), width)

    def on_click(self, event: events.Click) -> None:
        """Select an item; a click on the selected one goes to its row."""
        event.stop()
        if self._plan is None or not self._plan.parts:
            return
        line = self._top + event.y - self.styles.padding.top
        part = bisect_right(self._starts, line) - 1
        within = line - self._starts[part]
        if not 1 <= within <= len(self._plan.parts[part].items):
            return
        number = self._firsts[part] + within - 1
        if number == self._cursor:
            self.post_message(self.Opened())
        else:
            self.move(number)

    def _at(self, number: int) -> Item:
        """An item by its number."""
        part = self._part_of(number)
        return self._plan.parts[part].items[number - self._firsts[part]] if self._plan else Item("")

    def _part_of(self, number: int) -> int:
        """The part that an item is in."""
        return bisect_right(self._firsts, number) - 1

    def _follow(self) -> None:
        """Keep the cursor's line in sight, below the heading that stays."""
        part = self._part_of(self._cursor)
        line = self._starts[part] + 1 + self._cursor - self._firsts[part]
        height = max(2, self.content_size.height)
        self._top = max(line - height + 1, min(self._top, line - 1))
        last = self._starts[-1] + 1 + len(self._plan.parts[-1].items) if self._plan else 0
        self._top = max(0, min(self._top, last - height))

    def _heading(self, part: Part) -> Line:
        """A part's name, how many it has, and what they are."""
        tone = "late" if part.title == "Late" else "strong"
        return [(part.title, tone), (f"  {len(part.items)}", "ink"), (f"  {part.note}", "quiet")]

    def _item(self, item: Item, number: int, y: int, width: int) -> Line:
        """A print: when, whose, and what it is."""
        is_selected = number == self._cursor
        mark: Piece = ("▌ ", "accent") if is_selected else ("  ", "quiet")
        when = DATE + (WEEKDAY if width >= ROOMY else 0) + FAR
        name_width = max(LEAST_NAME, min(self._name_width, width - 2 - when - 2 - LEVEL - MOVE))
        name = set_cell_size(item.label, name_width)
        if cell_len(item.label) > name_width:
            name = set_cell_size(item.label, name_width - 1) + "…"
        named: Piece = (name, "strong" if is_selected else "ink")
        if item.entry is None:
            return [mark, ("? ", "quiet"), named, (f"  {item.reason}", "quiet")]
        if not item.begins_day and y != 1:
            return [mark, (" " * when, "quiet"), *_what(item, named, width)]
        return [mark, *self._when(item, width), *_what(item, named, width)]

    def _when(self, item: Item, width: int) -> Line:
        """The day of an item, and how far away it is."""
        entry, plan = item.entry, self._plan
        if entry is None or plan is None:
            return []
        far = "was due" if entry.kind == "late" else distance(entry.on, plan.today)
        is_odd = entry.kind == "printed" and entry.on > plan.today
        tone = "alarm" if is_odd else "accent" if entry.on == plan.today else "quiet"
        weekday = f" {WEEKDAYS[entry.on.weekday()]}" if width >= ROOMY else ""
        return [(wording.day(entry.on), "ink"), (weekday, "quiet"), (f" {far}".ljust(FAR), tone)]


def _what(item: Item, named: Piece, width: int) -> Line:
    """What an item is: its mark, the name, and a level or a state."""
    entry = item.entry
    if entry is None:
        return [named]
    kind = mark_of(entry)
    line: list[Piece] = [(f"{MARKS[kind]} ", TONES[kind]), named]
    if entry.kind == "printed":
        move = f"{wording.arrow(entry.change_percent)} {wording.percent(entry.change_percent)}"
        text = "" if entry.change_percent is None else move
        return [
            *line,
            (wording.level(entry.level).rjust(LEVEL), "ink"),
            (text.rjust(MOVE), move_tone(entry.change_percent)),
        ]
    line.append((f"  {kind} {wording.span(entry.late_days)}" if entry.kind == "late" else f"  {kind}", TONES[kind]))
    return [*line, (f"{wording.SEPARATOR}{entry.cadence}", "quiet")] if width >= ROOMY else line
