"""What a terminal shows after any series of moves, sorts, filters, snapshots and sizes is what the rows say."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pyte
import pytest
from hypothesis import settings
from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot

from tests.samples import NOW, many_quotes
from tests.tui.table_stage import TableApp
from tickertui.market import board, families, fuzzy, wording
from tickertui.market.quote import Quote
from tickertui.tui.widgets.quote_table import table as quote_table
from tickertui.tui.widgets.quote_table.table import QuoteTable

SIZES = ((80, 24), (120, 12), (61, 9), (46, 7), (200, 30), (24, 5), (80, 40))
DEEDS = (
    *("keys", "keys", "pages", "ends", "sort", "filter", "snapshot", "snapshot", "signs", "wheel"),
    *("list", "group", "group", "fold", "fold", "columns"),
)
SORTS = (None, "name", "level", "change_percent", "year_to_date", "state", "age")
FILTERS = ("", "", "li", "CO 0", "rare earths", "0 1 2", "電", "nothing has this", "rth", "bm")
GROUPS: tuple[families.By | None, ...] = (None, None, "family", "state", "cadence")
COLUMNS = (
    (),
    (),
    ("name", "level", "change_percent", "state"),
    ("state", "change_percent", "name", "level", "range", "volatility", "cadence"),
    ("level", "drawdown", "since_year_end", "name", "per_30_days", "change_percent", "state", "sparkline"),
)


@pytest.fixture(autouse=True)
def _steady_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of all colours, in which a flash lasts until the next snapshot."""
    monkeypatch.setattr(quote_table, "FLASH_SECONDS", 3600)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


class EmulatedDriver(Driver):
    """A terminal of no file: what is written goes to an emulator."""

    screen: pyte.Screen
    stream: pyte.Stream
    written: str

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Emulate a terminal of the size asked for."""
        super().__init__(*arguments, **options)
        assert self._size is not None
        self.screen = pyte.Screen(*self._size)
        self.stream = pyte.Stream(self.screen)
        self.written = ""

    def write(self, data: str) -> None:
        """Draw."""
        self.written += data
        self.stream.feed(data)

    def resize(self, width: int, height: int) -> None:
        """Become another size: like most terminals do it, with an empty screen."""
        self.screen.resize(height, width)
        self.screen.reset()
        self._app.post_message(events.Resize(Size(width, height), Size(width, height)))

    def start_application_mode(self) -> None:
        """Tell the first size."""
        assert self._size is not None
        self._app.post_message(events.Resize(Size(*self._size), Size(*self._size)))

    def stop_application_mode(self) -> None:
        """Nothing to restore."""

    def disable_input(self) -> None:
        """Nothing to read."""


Entry = Quote | str
"""What a line shows: a row, or the heading of a group."""


class Model:
    """What should be on the screen, by the plainest means: lists, and the words of both front ends."""

    def __init__(self, rows: Sequence[Quote]) -> None:
        """Rows as published, the cursor on the first."""
        self.rows = list(rows)
        self.sort: tuple[str | None, bool] = (None, False)
        self.filter = ""
        self.cursor = 0
        self.signs: dict[str, frozenset[str]] = dict.fromkeys(("unseen", "starred", "marked"), frozenset())
        self.watchlist: frozenset[str] | None = None
        self.group_by: families.By | None = None
        self.folded: set[str] = set()
        self.columns: tuple[str, ...] = ()

    def found(self) -> list[Quote]:
        """The rows of the list that pass the filter, in order: as sorted, else as well as they match."""
        column, descending = self.sort
        rows = board.sort(self.rows, board.column(column), NOW, descending) if column else self.rows
        rows = [row for row in rows if self.watchlist is None or row.label in self.watchlist]
        matches = [(row, found) for row in rows if (found := fuzzy.match(self.filter, row.label)) is not None]
        if not column:
            matches.sort(key=lambda pair: -pair[1].score)
        return [row for row, _ in matches]

    def shown(self) -> list[Entry]:
        """The lines: those rows, under headings where they are grouped, without the rows of folded groups."""
        found = self.found()
        if self.group_by is None:
            return list(found)
        lines: list[Entry] = []
        for group in families.groups(found, self.group_by, NOW):
            lines += [group.name, *(() if group.name in self.folded else group.quotes)]
        return lines

    def group_of(self, label: str) -> str:
        """The group that a row that passes the filter is in."""
        groups = families.groups(self.found(), self.group_by or "family", NOW)
        return next((group.name for group in groups if any(row.label == label for row in group.quotes)), "")

    def keep(self, name: str | None) -> None:
        """Put the cursor where the row of that label or the heading went, or where it can be."""
        names = [name_of(entry) for entry in self.shown()]
        if name in names:
            self.cursor = names.index(name)
        elif self.filter and name is not None and not name.startswith("#"):
            self.cursor = 0
        elif self.group_by and name is not None and "#" + self.group_of(name) in names:
            self.cursor = names.index("#" + self.group_of(name))
        self.cursor = max(0, min(self.cursor, len(names) - 1))

    def selected(self) -> str | None:
        """The name of the cursor's line."""
        shown = self.shown()
        return name_of(shown[self.cursor]) if shown else None

    def fold(self) -> None:
        """Fold or open the group of the cursor's line."""
        name = self.selected()
        if name is not None and self.group_by is not None:
            self.folded ^= {name[1:] if name.startswith("#") else self.group_of(name)}
            self.keep(name)

    def position(self) -> str:
        """What the last line of a table that overflows says."""
        total, shown = len(self.found()), self.shown()
        if self.group_by is None:
            return f"{self.cursor + 1:,}/{total:,}"
        entry, name = shown[self.cursor], ""
        groups = families.groups(self.found(), self.group_by, NOW)
        if isinstance(entry, str):
            return f"{entry} · {total:,} rows"
        name = self.group_of(entry.label)
        rows = [row.label for group in groups for row in group.quotes]
        return f"{name} · {rows.index(entry.label) + 1:,}/{total:,}"

    def move(self, rows: int) -> None:
        """Move the cursor as far as there are rows."""
        self.cursor = max(0, min(self.cursor + rows, len(self.shown()) - 1))


def name_of(entry: Entry) -> str:
    """A line by its name: a row's label, or a heading's after a sign that no label begins with."""
    return f"#{entry}" if isinstance(entry, str) else entry.label


def snapshot(rows: Sequence[Quote], chance: random.Random, number: int) -> list[Quote]:
    """The next payload's rows: a few changed, gone, come or moved; the rest the same objects."""
    rows = list(rows)
    for index in chance.sample(range(len(rows)), min(len(rows), chance.choice((0, 1, 3, 40)))):
        old = rows[index]
        level = round(chance.uniform(10, 999), 2)
        change, age = round(chance.uniform(-9, 9), 2), timedelta(days=chance.randrange(200))
        rows[index] = msgspec.structs.replace(old, level=level, change_percent=change, published_on=NOW.date() - age)
    fate = chance.random()
    if fate < 0.15 and len(rows) > 3:
        del rows[chance.randrange(len(rows)) :: 7]
    elif fate < 0.3:
        rows.insert(chance.randrange(len(rows) + 1), msgspec.structs.replace(rows[0], label=f"電池 new {number}"))
    elif fate < 0.4:
        chance.shuffle(rows)
    return rows


def check(screen: pyte.Screen, model: Model, *, in_view: bool) -> None:
    """The emulated screen says what the model says, cell by cell where columns stand."""
    display = screen.display
    header = display[0]
    shown = model.shown()
    name_at = len(header) - len(header.lstrip(" +123456789"))
    level_end = header.index("Level") + len("Level") if "Level" in header else 0
    level_end += bool(level_end) and header[level_end : level_end + 1] in ("↑", "↓")
    body = screen.lines - 1
    overflows = len(shown) > body
    page = body - 1 if overflows and body >= 3 else body
    if not shown:
        assert "no row" in display[2], display[2]
        return
    lines = [[screen.buffer[y][x].data for x in range(screen.columns)] for y in range(1, 1 + min(page, len(shown)))]
    tops = range(len(shown) - len(lines) + 1)
    spans = (name_at, level_end) if not model.columns else (0, 0) if "Chg %" in header else None
    fits = [top for top in tops if all(says(line, shown[top + y], spans, model) for y, line in enumerate(lines))]
    assert fits, "\n".join([*display, *(name_of(entry) for entry in shown[:page])])
    marked = [y for y, line in enumerate(lines) if line[0] in "▌│"]
    assert len(marked) <= 1
    first = model.cursor - marked[0] if marked else fits[0]
    assert first in fits, "\n".join(display)
    assert marked or not in_view
    for y, line in enumerate(lines):
        if len(fits) == 1 and not isinstance(entry := shown[first + y], str):
            assert "".join(line[1:3]).rstrip() == signs(entry, model, screen.columns).rstrip() or screen.columns < 60
        assert screen.buffer[1 + y][0].bg == screen.buffer[1 + y][screen.columns - 1].bg
    if overflows and body >= 3:
        assert display[-1].strip() == model.position()
    assert all(not line.strip() for line in display[1 + len(shown) : -1])


def signs(row: Quote, model: Model, columns: int) -> str:
    """What the gutter shows of a row, behind the cursor's mark."""
    has = {name: row.label in labels for name, labels in model.signs.items()}
    first = "◈" if has["unseen"] and has["marked"] else "◆" if has["marked"] else "•" if has["unseen"] else " "
    star = "★" if has["starred"] else " "
    return first + star if columns >= 60 else first if first != " " else star


def says(cells: Sequence[str], entry: Entry, spans: tuple[int, int] | None, model: Model) -> bool:
    """Whether a line's cells are this row's or heading's: name, level at the column's end, move and state."""
    line = "".join(cells)
    if isinstance(entry, str):
        return line[1] in "▾▸" and (line[1] == "▸") == (entry in model.folded) and (entry in line or "…" in line)
    if line[1] in "▾▸":
        return False
    if spans is None or not spans[1]:
        is_named = entry.label in line or "…" in line
        return is_named and (spans is None or wording.points(entry.change_percent) in line)
    level = wording.level(entry.level)
    if level == wording.MISSING:
        name = "".join(cells[spans[0] :]).partition(wording.MISSING)[0].strip().removesuffix("!").rstrip()
    else:
        name, _, figure = "".join(cells[spans[0] : spans[1]]).rpartition(" ")
        if figure != level:
            return False
        name = name.strip().removesuffix("!").rstrip()
    state = board.column("state").text(entry, NOW)
    return (
        (name == entry.label or (name.endswith("…") and entry.label.startswith(name[:-1])))
        and (len(cells) < 30 or wording.points(entry.change_percent) in line)
        and (len(cells) < 60 or state in line or state.partition(" ")[0] in line)
    )


def some_of(rows: Sequence[Quote], chance: random.Random, count: int) -> frozenset[str]:
    """The labels of a few rows."""
    return frozenset(row.label for row in chance.sample(rows, min(count, len(rows))))


async def act(pilot: Pilot[object], table: QuoteTable, model: Model, chance: random.Random, number: int) -> bool:
    """Do something, to the table as to the model; whether the cursor has to be in view after it."""
    deed = chance.choice(DEEDS)
    if deed == "wheel":
        table.viewport.scroll(chance.choice((-3, 3, 9)))
        table.settle()
        return False
    if deed in ("keys", "pages", "ends", "fold"):
        await move(deed, pilot, table, model, chance)
    else:
        change(deed, table, model, chance, number)
    return table.viewport.top <= table.cursor < table.viewport.top + table.viewport.page


async def move(deed: str, pilot: Pilot[object], table: QuoteTable, model: Model, chance: random.Random) -> None:
    """Press keys."""
    page = table.outer_size.height - 1
    page -= len(model.shown()) > page >= 3
    match deed:
        case "keys":
            key, step = chance.choice((("j", 1), ("k", -1), ("down", 1), ("up", -1)))
            await pilot.press(key)
            model.move(step)
            for _ in range(chance.randrange(12)):
                table.action_down()
                model.move(1)
        case "pages":
            key, step = chance.choice((("pagedown", 1), ("pageup", -1), ("ctrl+d", 1), ("ctrl+u", -1)))
            await pilot.press(key)
            model.move(step * max(1, page - 1))
        case "ends":
            key, step = chance.choice((("g", -1), ("home", -1), ("G", 1), ("end", 1)))
            await pilot.press(key)
            model.move(step * 2 * len(model.rows))
        case "fold":
            await pilot.press("z")
            model.fold()


def change(deed: str, table: QuoteTable, model: Model, chance: random.Random, number: int) -> None:
    """Set something, and put the model's cursor where the selected line went."""
    selected = model.selected()
    match deed:
        case "sort":
            model.sort = (chance.choice(SORTS), chance.random() < 0.5)
            table.sort_by(*model.sort)
        case "filter":
            text = chance.choice(FILTERS)
            if text != model.filter:
                model.folded = set() if text else set(table.folded)
            model.filter = text
            assert table.filter(model.filter) == len(model.found())
        case "snapshot":
            model.rows = snapshot(model.rows, chance, number)
            table.rows = tuple(model.rows)
        case "signs":
            name = chance.choice(("unseen", "starred", "marked"))
            model.signs[name] = some_of(model.rows, chance, 5)
            setattr(table, name, model.signs[name])
        case "list":
            model.watchlist = chance.choice((None, some_of(model.rows, chance, 9), frozenset({"no such row"})))
            table.watchlist = model.watchlist
        case "group":
            model.group_by, model.folded = chance.choice(GROUPS), set()
            table.group_by = model.group_by
            table.folded = frozenset()
        case "columns":
            table.columns = model.columns = chance.choice(COLUMNS)
    model.keep(selected)


async def painted(pilot: Pilot[object], screen: pyte.Screen, app: TableApp) -> None:
    """Wait until what was to be painted is; what then differs from a whole repaint is a failure."""
    for patience in range(50, -1, -1):
        await pilot.pause()
        try:
            same_as_drawn_anew(screen, app)
        except (AssertionError, IndexError):
            if not patience:
                raise
        else:
            return


def same_as_drawn_anew(screen: pyte.Screen, app: TableApp) -> None:
    """What single lines were repainted is what a whole repaint would show, in text and colour."""
    assert app.query_one(QuoteTable).outer_size == (screen.columns, screen.lines)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        cells = screen.buffer[y]
        x = 0
        for text, style, _ in strip:
            for character in text:
                cell = cells[x]
                width = 2 if ord(character) > 0x2E80 else 1
                assert cell.data == character, f"line {y} cell {x}: {screen.display[y]!r}, not {strip.text!r}"
                if style is not None and style.color is not None and character != " ":
                    assert style.color.triplet is not None
                    assert cell.fg == style.color.triplet.hex[1:], f"line {y} cell {x}: {screen.display[y]!r}"
                    assert (cell.bold, cell.reverse, cell.underscore) == tuple(
                        bool(flag) for flag in (style.bold, style.reverse, style.underline)
                    )
                x += width


@pytest.mark.parametrize("seed", range(20 if settings.get_current_profile_name() == "explore" else 4))
async def test_the_screen_is_what_the_model_says(seed: int) -> None:
    """Random moves, sorts, filters, snapshots, marks and sizes; partial repaints add up to the whole."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    rows = many_quotes(chance.choice((5, 40, 400)))
    rows = [
        msgspec.structs.replace(row, label=f"{row.label} 電解") if n % 6 == 0 else row for n, row in enumerate(rows)
    ]
    model = Model(rows)
    app = TableApp(rows, driver_class=EmulatedDriver)
    checked = 0

    async def drive(pilot: Pilot[object]) -> None:
        nonlocal checked
        driver, table = app._driver, app.query_one(QuoteTable)
        assert isinstance(driver, EmulatedDriver)
        await pilot.pause()
        for number in range(60):
            if number % 10 == 9:
                driver.resize(*chance.choice([size for size in SIZES if size != table.outer_size]))
                in_view = False
            else:
                in_view = await act(pilot, table, model, chance, number)
            await painted(pilot, driver.screen, app)
            check(driver.screen, model, in_view=in_view)
            checked += 1
        app.exit()

    await app.run_async(size=SIZES[seed % len(SIZES)], auto_pilot=drive)
    assert checked == 60


async def test_an_unchanged_snapshot_writes_nothing() -> None:
    """The same rows again, as the same objects in a new tuple: not a byte."""
    rows = many_quotes(200)
    app = TableApp(rows, driver_class=EmulatedDriver)
    written = []

    async def drive(pilot: Pilot[object]) -> None:
        driver, table = app._driver, app.query_one(QuoteTable)
        assert isinstance(driver, EmulatedDriver)
        await pilot.pause()
        for snapshot in (list(rows), [*rows[:150], *many_quotes(200, step=1)[150:]]):
            driver.written = ""
            table.rows = tuple(snapshot)
            await pilot.pause()
            await pilot.pause()
            written.append(driver.written)
        app.exit()

    await app.run_async(size=(120, 40), auto_pilot=drive)
    assert written == ["", ""]


async def test_one_changed_row_repaints_one_line() -> None:
    """A tick of one row writes that row's line and nothing else."""
    rows = many_quotes(200)
    app = TableApp(rows, driver_class=EmulatedDriver)
    lines: list[str] = []

    async def drive(pilot: Pilot[object]) -> None:
        driver, table = app._driver, app.query_one(QuoteTable)
        assert isinstance(driver, EmulatedDriver)
        await pilot.pause()
        driver.screen.reset()
        ticked = many_quotes(4, step=1)[3]
        table.rows = (*rows[:3], ticked, *rows[4:])
        await pilot.pause()
        await pilot.pause()
        lines.extend(driver.screen.display)
        app.exit()

    await app.run_async(size=(120, 40), auto_pilot=drive)
    assert [y for y, line in enumerate(lines) if line.strip()] == [4]
    assert wording.level(many_quotes(4, step=1)[3].level) in lines[4]
