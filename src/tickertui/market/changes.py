"""What changed from one payload to the next: prints, revisions, rows, articles and access, each with a sentence."""

from collections.abc import Iterator
from datetime import date

import msgspec

from tickertui.market import wording
from tickertui.market.article import Article, digest
from tickertui.market.quote import Quote
from tickertui.market.snapshot import Snapshot

FLAGS = {
    "subscription": "subscription",
    "is_protected": "protection",
    "has_access": "access",
    "frequency": "declared frequency",
    "url": "address",
}
"""The attributes of a row whose change is told, and what they are called."""


class NewPrint(msgspec.Struct, frozen=True, tag=True):
    """A row has a print that was not there before."""

    label: str
    on: date | None
    level: float | None
    change_percent: float | None
    prints: int = 1
    """How many prints are new: more than one after a long absence."""

    @property
    def sentence(self) -> str:
        """The change in words."""
        change = "" if self.change_percent is None else f" ({wording.percent(self.change_percent)})"
        more = "" if self.prints == 1 else f", the newest of {self.prints} new prints"
        return f"{self.label}: new print {wording.level(self.level)}{change} of {wording.day(self.on)}{more}"


class Revision(msgspec.Struct, frozen=True, tag=True):
    """An old print has another value than before, is gone, or was put in afterwards."""

    label: str
    on: date
    before: float | None
    """None for a print that was put in afterwards."""
    after: float | None
    """None for a print that is gone, though the trend still reaches that far back."""

    @property
    def sentence(self) -> str:
        """The change in words."""
        if self.before is None:
            return f"{self.label}: {wording.level(self.after)} put in afterwards for {self.on}"
        if self.after is None:
            return f"{self.label}: {wording.level(self.before)} of {self.on} withdrawn"
        return f"{self.label}: {self.on} revised from {wording.level(self.before)} to {wording.level(self.after)}"


class RowCame(msgspec.Struct, frozen=True, tag=True):
    """A row that was not there before."""

    label: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        return f"{self.label}: new index"


class RowWent(msgspec.Struct, frozen=True, tag=True):
    """A row that is not there any more."""

    label: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        return f"{self.label}: no longer in the payload"


class FlagChanged(msgspec.Struct, frozen=True, tag=True):
    """Access to a row, its declared frequency or its address changed."""

    label: str
    name: str
    """The attribute of the row (or "visibility" of an article, whose title is then the label)."""
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        return f"{self.label}: {FLAGS.get(self.name, self.name)} changed from {self.before} to {self.after}"


class ArticleCame(msgspec.Struct, frozen=True, tag=True):
    """An article that was not there before."""

    uuid: str
    title: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        return f"New article: {self.title}"


class ArticleChanged(msgspec.Struct, frozen=True, tag=True):
    """An article whose text or particulars changed."""

    uuid: str
    title: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        return f"Article changed: {self.title}"


Change = NewPrint | Revision | RowCame | RowWent | FlagChanged | ArticleCame | ArticleChanged


def changes(before: Snapshot | None, after: Snapshot) -> tuple[Change, ...]:
    """What is new in a payload, in the order of its rows; nothing where there is none to compare with.

    A payload holds the article of its own page only, so that an article which is not in the next one is not gone.
    """
    if before is None:
        return ()
    found: list[Change] = []
    known = {quote.label: quote for quote in before.quotes}
    for quote in after.quotes:
        earlier = known.pop(quote.label, None)
        if earlier is None:
            found.append(RowCame(quote.label))
        elif earlier is not quote and earlier != quote:
            found += _of_row(earlier, quote)
    found += (RowWent(label) for label in known)
    articles = {article.uuid: article for article in before.articles}
    for article in after.articles:
        found += _of_article(articles.get(article.uuid), article)
    return tuple(found)


def _of_row(before: Quote, after: Quote) -> Iterator[Change]:
    """What changed in a row."""
    yield from _new_prints(before, after)
    yield from _revisions(before, after)
    for name in FLAGS:
        was, is_now = getattr(before, name), getattr(after, name)
        if was != is_now:
            yield FlagChanged(after.label, name, _flag(was), _flag(is_now))


def _flag(value: str | bool | None) -> str:
    """An attribute's value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or "none"


def _new_prints(before: Quote, after: Quote) -> Iterator[Change]:
    """A print later than the last known one."""
    if after.published_on is None or (before.published_on is not None and after.published_on <= before.published_on):
        return
    newer = {point.on for point in after.series.points if before.published_on is None or point.on > before.published_on}
    prints = len(newer | {after.published_on})
    yield NewPrint(after.label, after.published_on, after.level, after.change_percent, prints)


def _revisions(before: Quote, after: Quote) -> Iterator[Change]:
    """Prints up to the last known one that are not what they were, within the days that both trends cover."""
    was, is_now = _prints(before), _prints(after)
    if not was or not is_now:
        return
    start, end = max(min(was), min(is_now)), max(was)
    for on in sorted(was.keys() | is_now.keys()):
        if start <= on <= end and was.get(on) != is_now.get(on):
            yield Revision(after.label, on, was.get(on), is_now.get(on))


def _prints(quote: Quote) -> dict[date, float]:
    """The row's dated prints, the last one too where the trend does not have it."""
    prints = {point.on: point.value for point in quote.series.points}
    if quote.published_on is not None and quote.level is not None:
        prints.setdefault(quote.published_on, quote.level)
    return prints


def _of_article(before: Article | None, after: Article) -> Iterator[Change]:
    """What changed in an article."""
    if before is None:
        yield ArticleCame(after.uuid, after.title)
        return
    if before is after:
        return
    if before.visibility != after.visibility:
        yield FlagChanged(after.title, "visibility", before.visibility or "none", after.visibility or "none")
        before = msgspec.structs.replace(before, visibility=after.visibility)
    if digest(before) != digest(after):
        yield ArticleChanged(after.uuid, after.title)


def reuse_rows(before: Snapshot | None, after: Snapshot) -> Snapshot:
    """The new payload with the very row objects of the one before where they are equal: identity is a row's version."""
    if before is None:
        return after
    known = {quote.label: quote for quote in before.quotes}
    rows = []
    for quote in after.quotes:
        earlier = known.get(quote.label)
        rows.append(earlier if earlier is not None and earlier == quote else quote)
    return msgspec.structs.replace(after, quotes=tuple(rows))
