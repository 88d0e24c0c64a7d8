"""One index on the whole screen: chart, crosshair, prints and facts; one leafs from row to row without leaving."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkType

from tickertui.market.article import Article
from tickertui.market.calendar import publication, utc_day
from tickertui.market.integrity import findings_of
from tickertui.market.quote import Quote
from tickertui.tui.commands import Place, bindings, keys_of, named
from tickertui.tui.messages import OpenArticle
from tickertui.tui.screens.index import words
from tickertui.tui.screens.index.lines import ReadingLines, ViewLine
from tickertui.tui.screens.index.looks import Looks, Part
from tickertui.tui.screens.index.print_table import PrintTable
from tickertui.tui.screens.index.records import Records
from tickertui.tui.screens.index.sight import Sight
from tickertui.tui.screens.index.view import View
from tickertui.tui.widgets.caption import Caption
from tickertui.tui.widgets.chart_marks import marks
from tickertui.tui.widgets.facts import coming, facts
from tickertui.tui.widgets.key_line import KeyLine
from tickertui.tui.widgets.price_chart import PriceChart, Traced
from tickertui.tui.widgets.price_drawing import Mark
from tickertui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from tickertui.monitor.past import Past

MEDIUM = 76
"""From this width on prints and facts stand side by side."""

PARTS: tuple[Part, ...] = ("both", "prints", "facts")
"""What stands below the chart, in the order in which one goes through it."""

EVERY_SECOND = 1.0
"""How often it is looked whether there is something new."""


class IndexScreen(Screen[None], inherit_bindings=False):
    """The full view of an index."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("index")
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (MEDIUM, "-medium")]  # noqa: RUF012  # declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-least"), (13, "-flat"), (20, "-low"), (32, "-tall")]  # noqa: RUF012  # as declared
    places: ClassVar[tuple[Place, ...]] = ("index", "everywhere")

    def __init__(
        self,
        view: Callable[[], View],
        quote: Quote,
        *,
        looks: Looks | None = None,
        past: "Callable[[], Past | None]" = lambda: None,
        opened: Callable[[Quote], object] = lambda _: None,
    ) -> None:
        """Look at an index.

        Args:
            view: Gives the rows as they are now; it is asked again while the view is open.
            quote: The row to begin with.
            looks: How one looks at indices; what is changed is kept in it.
            past: Gives what was known when, once the archive is open.
            opened: Is told of every row that one looks at.
        """
        super().__init__()
        self._ask, self._view, self._quote = view, view(), quote
        self._looks = looks or Looks()
        self._records, self._opened = Records(past), opened
        self._sight = Sight(self._records.ledger(quote, self._view.as_of), utc_day(self._view.now), self._looks)
        self._caption, self._line = Caption(), ViewLine()
        self._chart = PriceChart(id="index-chart")
        self._reading = ReadingLines(id="index-reading")
        self._prints = PrintTable(id="index-prints")
        self._facts = Sheet(id="index-facts", more="J")
        self._marks: tuple[Mark, ...] = ()
        self._cadence_days: int | None = None
        self.handlers: dict[str, Callable[[], object]] = {
            **self._sight.handlers,
            "index.older": lambda: self._sight.step(-self._prints.page),
            "index.newer": lambda: self._sight.step(self._prints.page),
            "index.log": self._switch_log,
            "index.step": self._switch_step,
            "index.down": partial(self._leaf, 1),
            "index.up": partial(self._leaf, -1),
            "index.scroll-down": partial(self._facts.scroll_lines, 1),
            "index.scroll-up": partial(self._facts.scroll_lines, -1),
            "index.part": self._next_part,
            "index.article": self._read,
            "index.copy": self._copy,
            "index.back": self.dismiss,
        }

    def compose(self) -> ComposeResult:
        """Name and level, what is shown, chart, crosshair in words, prints and facts, keys."""
        yield self._caption
        yield self._line
        yield self._chart
        yield self._reading
        yield Widget(self._prints, self._facts, id="index-body")
        yield KeyLine("index", "everywhere")

    def on_mount(self) -> None:
        """Show the row, and from then on what becomes of it."""
        self._opened(self._quote)
        self._arrange()
        self._show(is_same=False)
        self.set_interval(EVERY_SECOND, self.follow)

    def action_command(self, name: str) -> None:
        """Run a command of the full view by its name, and show where one looks then."""
        self.handlers[name]()
        if self.is_attached:
            self._show_sight()

    def follow(self) -> None:
        """Show what is true now, if that is something else."""
        view = self._ask()
        before, self._view = self._view, view
        quote = self._found(before.quotes, view.quotes)
        is_news = quote is not self._quote or view.as_of != before.as_of or utc_day(view.now) != utc_day(before.now)
        is_news = is_news or len(view.quotes) != len(before.quotes) or self._articles(before) != self._articles(view)
        self._quote = quote
        if is_news:
            self._show(is_same=True)
        else:
            self._look_up()

    def on_price_chart_pointed(self, event: PriceChart.Pointed) -> None:
        """The crosshair follows the pointer."""
        event.stop()
        self._sight.point(event.on)
        self._show_sight()

    def on_price_chart_turned(self, event: PriceChart.Turned) -> None:
        """The wheel zooms round the pointer."""
        event.stop()
        self._sight.zoom(is_closer=event.is_up, at=event.on)
        self._show_sight()

    def on_print_table_chosen(self, event: PrintTable.Chosen) -> None:
        """The crosshair goes to the print that was clicked."""
        event.stop()
        self._sight.go(self._sight.ledger.place_of(event.on))
        self._show_sight()

    def _show(self, *, is_same: bool) -> None:
        """The row with everything that is known of it."""
        quote, view = self._quote, self._view
        ledger = self._records.ledger(quote, view.as_of)
        self._sight.take(ledger, utc_day(view.now))
        standing = publication(quote, view.now)
        cadence = standing.observed or standing.declared
        self._cadence_days = cadence.days if cadence is not None else None
        self._marks = marks(quote, ledger.revised)
        self._caption.show(quote, view.now, words.standing(view, self._place))
        articles = self._articles(view)
        entries = facts(
            quote,
            view.now,
            findings=findings_of(quote, view.now),
            articles=articles,
            revised=ledger.revised,
            is_full=True,
        )
        self._facts.show([*coming(view.coming(quote.label), view.coming_at), *entries], keep_place=is_same)
        self._show_sight()
        self._look_up()

    def _show_sight(self) -> None:
        """The crosshair and the window: only what depends on them."""
        sight, looks, articles = self._sight, self._looks, self._articles(self._view)
        window, ledger = sight.window, sight.ledger
        is_positive = ledger.is_positive
        told = tuple(article.published_on for article in articles if article.published_on is not None)
        self._chart.show(
            Traced(
                ledger.points, start=window.start, end=window.end, cadence_days=self._cadence_days, marks=self._marks,
                kind=looks.kind, is_logarithmic=looks.is_logarithmic and is_positive, articles=told,
            )
        )  # fmt: skip
        self._chart.point_at(sight.at)
        near = frozenset(day for on in told if (day := words.nearest(ledger.days, on)) is not None)
        self._prints.show(ledger, sight.place, near)
        shown = words.shown(sight, looks, is_positive=is_positive)
        self._line.show(shown, words.legend(self._marks, told, window))
        known = sight.known
        if known is None:
            self._reading.show((), "", ())
            return
        found = words.near(articles, ledger, known)
        is_asked = self._records.is_unknown(self._quote, self._view.as_of)
        self._reading.show(
            words.reading(known, ledger.newest),
            words.provenance(known, is_asked=is_asked),
            words.article_line(found, known, keys_of(named("index.article"))[0]) if found else (),
        )

    def _look_up(self) -> None:
        """Ask the archive about the row, where it may know more."""
        if self._records.is_unknown(self._quote, self._view.as_of):
            find: WorkType[None] = partial(self._find, self._quote, self._view.as_of)
            if not any(worker.name == _name(self._quote) and worker.is_running for worker in self.workers):
                self.run_worker(find, name=_name(self._quote), group="records", exclusive=True, exit_on_error=False)

    async def _find(self, quote: Quote, as_of: datetime | None) -> None:
        """Ask, and show what comes if the row is still looked at."""
        is_alone = sum(row.label == quote.label for row in self._view.quotes) <= 1
        if (
            await self._records.find(quote, as_of, is_alone=is_alone)
            and quote is self._quote
            and as_of == self._view.as_of
        ):
            self._show(is_same=True)

    @property
    def quote(self) -> Quote:
        """The row that one looks at."""
        return self._quote

    @property
    def _place(self) -> int | None:
        """Which of the rows it is; None where it is not among them any more."""
        return next((place for place, row in enumerate(self._view.quotes) if row is self._quote), None)

    def _found(self, before: tuple[Quote, ...], quotes: tuple[Quote, ...]) -> Quote:
        """The row as it is now: the very object, else that of its label (of several the same one), else as it was."""
        if any(row is self._quote for row in quotes):
            return self._quote
        label = self._quote.label
        twins = [row is self._quote for row in before if row.label == label]
        named = [row for row in quotes if row.label == label]
        number = twins.index(True) if True in twins else 0
        return named[min(number, len(named) - 1)] if named else self._quote

    def _articles(self, view: View) -> tuple[Article, ...]:
        """Those that name the index."""
        return view.articles.get(self._quote.label, ())

    def _leaf(self, step: int) -> None:
        """The row below or above."""
        quotes, place = self._view.quotes, self._place
        to = (0 if place is None else place + step) if quotes else -1
        if 0 <= to < len(quotes):
            self._quote = quotes[to]
            self._opened(self._quote)
            self._show(is_same=False)

    def _switch_log(self) -> None:
        """The other scale."""
        if not self._looks.is_logarithmic and not self._sight.ledger.is_positive:
            self.notify("Not all values are above zero: there is no log scale for them.", markup=False)
            return
        self._looks.is_logarithmic = not self._looks.is_logarithmic

    def _switch_step(self) -> None:
        """Lines, or steps."""
        self._looks.kind = "line" if self._looks.kind == "step" else "step"

    def _next_part(self) -> None:
        """Prints and facts beside each other, or one of them; on a narrow screen always one."""
        parts = PARTS[1:] if self.has_class("-small") else PARTS
        before = self._looks.part if self._looks.part in parts else parts[0]
        self._looks.part = parts[(parts.index(before) + 1) % len(parts)]
        self._arrange()

    def _arrange(self) -> None:
        """Let those parts show."""
        for part in PARTS:
            self.set_class(self._looks.part == part, f"-{part}")

    def _read(self) -> None:
        """Read the article near the crosshair, else the first that names the index."""
        articles, known = self._articles(self._view), self._sight.known
        found = (words.near(articles, self._sight.ledger, known) if known is not None else ()) or articles
        if found:
            self.post_message(OpenArticle(found[0]))
        else:
            self.notify(f"No article names {self._quote.label}.", markup=False)

    def _copy(self) -> None:
        """Copy the crosshair's print as a sentence."""
        known = self._sight.known
        if known is None:
            self.notify("There is no print to copy.", markup=False)
            return
        sentence = words.copied(self._quote, known)
        self.app.copy_to_clipboard(sentence)
        self.notify(f"Copied: {sentence}", markup=False)


def _name(quote: Quote) -> str:
    """What the worker is called that asks about a row."""
    return f"records of {quote.label}"
