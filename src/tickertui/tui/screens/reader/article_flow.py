"""An article as a flow: what stands over its text and under it."""

from collections.abc import Sequence

from tickertui.formats.document import Block, Document, Item, Link, Picture, Rule, Span, Style
from tickertui.formats.sanitize import address
from tickertui.market.article import Article, Figure, Person, job_of, link_of, shows, standfirst_of
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.matter import Leaf, Matter

OWN_PAGE = "page"
"""The kind of the link that leads to the article's own page: in a browser, not to the article that is read."""

_BOLD = (Style(name="bold"),)


def flow_of(article: Article, document: Document, minutes: int, box: Sequence[Leaf] = (), *, page: str = "") -> Flow:
    """The whole article: head, text, foot and the list of its links.

    Args:
        article: What is said of the article.
        document: Its text.
        minutes: How long that takes to read.
        box: What stands first in the foot: the article's indices.
        page: The address of its own page, where that is known.
    """
    return Flow(document, _head(article, document, minutes), [*_foot(article, document, box), *_source(page)])


def _head(article: Article, document: Document, minutes: int) -> list[Leaf]:
    """Category, date and minutes; title; standfirst; byline; tags; the featured picture."""
    head: list[Leaf] = []
    category = " · ".join(category.name for category in article.categories if category.name)
    published = article.published_on.isoformat() if article.published_on else article.date_text
    facts = [category, published, f"{minutes} min" if document.blocks else "", _visibility(article)]
    line = " · ".join(fact for fact in facts if fact)
    if line:
        spans = (Span(start=0, end=len(category), marks=_BOLD),) if category else ()
        head.append(Matter(text=line, role="note", spans=spans))
    head.append(Matter(text=article.title or "Untitled", role="title", gap=1 if head else 0))
    if standfirst := standfirst_of(article, document):
        head.append(Matter(text=standfirst, role="standfirst"))
    for number, person in enumerate(article.people):
        job = job_of(person)
        text = f"{person.name} — {job}" if job else person.name
        spans = (Span(start=0, end=len(person.name), marks=_BOLD),)
        head.append(Matter(text=text, role="byline", spans=spans, gap=1 if number == 0 else 0))
    if tags := " · ".join(tag.name for tag in article.tags if tag.name):
        head.append(Matter(text=tags, role="tags", gap=0 if article.people else 1))
    featured = article.featured_image
    if featured is not None and not shows(document, featured):
        head.append(_picture(featured))
    head.append(Rule())
    if not document.blocks:
        head.append(Matter(text="This article came without its text.", role="warning"))
    return head


def _foot(article: Article, document: Document, box: Sequence[Leaf]) -> list[Leaf]:
    """Why the text ends here, where it is cut; the indices, the data picture, what is related."""
    foot: list[Leaf] = []
    if document.cut:
        foot.append(Matter(text=f"The text is cut here: {document.cut}.", role="warning"))
    foot += box
    if article.data_image is not None and not shows(document, article.data_image):
        foot += [Matter(text="In figures", role="label", gap=2), _picture(article.data_image)]
    if article.related:
        foot.append(Matter(text="Related", role="label", gap=2))
        for number, related in enumerate(article.related):
            item = Item(kind="bullet", depth=1, opens=True, first=number == 0)
            kind = f" ({related.kind})" if related.kind not in {"", "article"} else ""
            link = link_of(related)
            spans = (Span(start=0, end=len(related.title), marks=(link,)),) if link is not None else ()
            text = related.title + kind
            foot.append(Matter(text=text, role="text", spans=spans, frames=(item,), gap=1 if number == 0 else 0))
    return foot


def _source(page: str) -> list[Leaf]:
    """Where the article itself stands."""
    if not page:
        return []
    spans = (Span(start=0, end=len(page), marks=(Link(href=page, kind=OWN_PAGE),)),)
    return [Matter(text="Source", role="label", gap=2), Matter(text=page, role="address", spans=spans)]


def authors_of(article: Article) -> Flow:
    """The cards of everybody who wrote or edited the article; empty where nobody is named."""
    cards = [leaf for person in article.people for leaf in _card(person)]
    return Flow(Document(), cards, list_links=False)


def _card(person: Person) -> list[Leaf]:
    """Who somebody is: name and job, roles, biography, LinkedIn."""
    job = job_of(person)
    name = Matter(
        text=f"{person.name} — {job}" if job else person.name,
        role="byline",
        spans=(Span(start=0, end=len(person.name), marks=_BOLD),),
    )
    roles = " and ".join(person.roles).capitalize()
    card: list[Leaf] = [name]
    if roles and roles != job:
        card.append(Matter(text=roles, role="note", gap=0))
    if bio := " ".join(person.bio.split()):
        card.append(Matter(text=bio, role="note", gap=0))
    href, is_safe = address(person.linkedin)
    if href:
        link = Link(href=href, safe=is_safe)
        words = f"{person.name} on LinkedIn"
        card.append(Matter(text=words, role="text", spans=(Span(start=0, end=len(words), marks=(link,)),), gap=0))
    return card


def _visibility(article: Article) -> str:
    """Who may read it, where that is not everybody."""
    return "" if article.visibility.casefold() in {"", "public", "free", "open"} else article.visibility


def _picture(figure: Figure) -> Block:
    """A figure as a block."""
    src, is_safe = address(figure.src)
    return Picture(
        src=src if is_safe else "",
        alt=figure.alt,
        title=figure.title,
        source=figure.source,
        copyright=figure.copyright,
    )
