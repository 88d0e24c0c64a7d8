"""Which indices an article names, and where: looked up off the loop, in pieces that keep the screen answering."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec

from tickertui.formats.document import Cell, Heading, Paragraph, Table
from tickertui.market import since as movement
from tickertui.market import wording
from tickertui.market.article import Article
from tickertui.market.mentions import Labels
from tickertui.market.quote import Quote
from tickertui.tui.screens.reader.article_flow import flow_of
from tickertui.tui.widgets.document.flow import Flow, Name, Names
from tickertui.tui.widgets.document.matter import Leaf, Matter
from tickertui.tui.widgets.document.plain import ROW_SHIFT, cell_text, plain

WINDOW = 32_768
"""How many characters are looked through at once: no step may hold the interpreter for long."""

OVERLAP = 256
"""How far a name may reach out of its window."""

MOST = 200_000
"""More names than this are not looked for."""

LISTED = 60
"""The most indices that the box at the foot lists."""


class Prices(msgspec.Struct, frozen=True, eq=False):
    """What is known of prices while an article is read."""

    quotes: Mapping[str, Quote]
    """By label."""
    labels: Labels
    now: datetime

    def says_what(self, before: "Prices | None") -> bool:
        """Whether names and box are as before: each row is the same object, and it is the same day."""
        if before is None or before.quotes.keys() != self.quotes.keys() or before.now.date() != self.now.date():
            return False
        return all(quote is before.quotes[label] for label, quote in self.quotes.items())


def prices_of(
    quotes: Sequence[Quote],
    now: datetime | None,
    aliases: Mapping[str, Sequence[str]] | None,
    before: Prices | None = None,
) -> Prices | None:
    """Rows prepared for looking up; None where there are none. Of those before, the names are used again."""
    if now is None or not quotes:
        return None
    by_label = {quote.label: quote for quote in quotes}
    is_alike = before is not None and list(before.quotes) == list(by_label)
    return Prices(by_label, before.labels if is_alike and before else Labels(by_label, aliases), now)


def names_in(flow: Flow, labels: Labels, is_over: Callable[[], bool] = lambda: False) -> Iterator[Name]:
    """The names in a flow's head and text, in order; ends early when time is over or there are too many."""
    found = 0
    for block in range(flow.foot_from):
        if is_over() or found >= MOST:
            return
        for start, text in _prose(flow[block]):
            for low, high, label in _found(text, labels):
                yield Name(block, start + low, start + high, label)
                found += 1


def named_flow(
    article: Article,
    flow: Flow,
    minutes: int,
    prices: Prices,
    is_over: Callable[[], bool] = lambda: False,
    *,
    page: str = "",
) -> Flow | None:
    """The flow with the names in it, and with the box of its indices at the foot; None when time is over."""
    names = list(names_in(flow, prices.labels, is_over))
    if is_over():
        return None
    labels = list(dict.fromkeys(name.label for name in names))
    listed = box(labels, prices, article.published_on)
    if not listed:
        return flow
    found = flow_of(article, flow.document, minutes, listed, page=page).prepared()
    found.names = Names([*names, *boxed_names(found)])
    return found


def _prose(leaf: Leaf) -> Iterator[tuple[int, str]]:
    """The texts of a leaf in which names count, with their offsets."""
    if isinstance(leaf, Paragraph | Heading) or (isinstance(leaf, Matter) and leaf.role == "standfirst"):
        yield 0, leaf.text
    elif isinstance(leaf, Table):
        for number, row in enumerate(leaf.rows):
            offset = number << ROW_SHIFT
            for cell in row:
                inner = offset
                for block in cell.blocks:
                    if isinstance(block, Paragraph | Heading):
                        yield inner, block.text
                    inner += len(plain(block)) + 1
                offset += len(cell_text(cell)) + 1


def _found(text: str, labels: Labels) -> Iterator[tuple[int, int, str]]:
    """The names in a text of any length."""
    if len(text) <= WINDOW:
        yield from labels.find(text)
        return
    past = 0
    for begin in range(0, len(text), WINDOW):
        first = max(begin - OVERLAP, 0)
        for start, end, label in labels.find(text[first : begin + WINDOW + OVERLAP]):
            low, high = first + start, first + end
            if begin <= low < begin + WINDOW and low >= past:
                yield low, high, label
                past = high


def box(labels: Sequence[str], prices: Prices, published_on: date | None) -> list[Leaf]:
    """The article's indices with what became of them since its date; nothing where it names none."""
    quotes = [prices.quotes[label] for label in labels if label in prices.quotes]
    if not quotes:
        return []
    then_on = published_on if published_on is not None and published_on < prices.now.date() else None
    titles = ("Index", "Then", "Now", "Change") if then_on else ("Index", "Level", "Last change")
    rows = [tuple(_cell(title, header=True) for title in titles)]
    for quote in quotes[:LISTED]:
        level = wording.level(quote.level)
        if then_on is None:
            change = f"{wording.arrow(quote.change_percent)} {wording.percent(quote.change_percent)}".strip()
            rows.append((_cell(quote.label), _cell(level), _cell(_unbroken(change))))
        else:
            move = movement.since(quote, then_on)
            changed = movement.change_words(move)
            then = movement.then_words(move).replace(" on ", " on\u00a0")
            changed = _unbroken(changed) if move.percent is not None else changed
            rows.append((_cell(quote.label), _cell(then), _cell(level), _cell(changed)))
    title = f"Prices since this article, {wording.day(then_on)}" if then_on else "Prices in this article"
    foot: list[Leaf] = [Matter(text=title, role="label", gap=2), Table(rows=tuple(rows), head=1)]
    if len(quotes) > LISTED:
        foot.append(Matter(text=f"and {len(quotes) - LISTED} more", role="note", gap=0))
    return foot


def boxed_names(flow: Flow) -> Iterator[Name]:
    """The names in the box at the foot of a flow: one in each row but the first."""
    for at, leaf in enumerate(flow.foot):
        if isinstance(leaf, Table):
            for number, row in enumerate(leaf.rows[leaf.head :], leaf.head):
                label = cell_text(row[0])
                start = number << ROW_SHIFT
                yield Name(flow.foot_from + at, start, start + len(label), label)


def _cell(text: str, *, header: bool = False) -> Cell:
    return Cell(blocks=(Paragraph(text=text),), header=header)


def _unbroken(text: str) -> str:
    """A figure that stays on one line in a narrow cell."""
    return text.replace(" ", "\u00a0")
