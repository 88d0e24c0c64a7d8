"""Articles for other programs and the clipboard: plain values, text, Markdown and HTML."""

import msgspec

from tickertui.formats.document import Block, Document, Heading, Item, Paragraph, Picture, Span, Style
from tickertui.formats.storyblok import to_html as document_html
from tickertui.formats.storyblok import to_markdown as document_markdown
from tickertui.formats.storyblok import to_text as document_text
from tickertui.market import wording
from tickertui.market.article import (
    Article,
    Figure,
    Related,
    byline,
    document_of,
    link_of,
    minutes,
    shows,
    standfirst_of,
)


def plain_article(article: Article, *, address: str = "") -> dict[str, object]:
    """Everything that is known of an article, its text as blocks and spans; JSON can be made of it.

    Args:
        article: What to write.
        address: Where the article itself stands, where that is known.
    """
    known = msgspec.structs.asdict(article)
    del known["rich_text"]
    document = document_of(article)
    more = {"extra": dict(article.extra), "minutes": minutes(document), "document": document}
    return known | {"address": _safe(address)} | more


def article_text(article: Article, *, address: str = "") -> str:
    """The whole article as plain text: title, byline, date, tags and address, the text, the pictures around it."""
    document = document_of(article)
    title = [article.title, "═" * min(len(article.title), 80)]
    facts = [*_facts(article, document), _safe(address)]
    parts = ["\n".join(title), "\n".join(filter(None, facts)), standfirst_of(article, document)]
    before, after = _figures(article, document)
    parts += map(_picture_text, before)
    parts.append(document_text(document).strip("\n"))
    parts += map(_picture_text, after)
    if article.related:
        parts.append("\n".join(["Related", *map(_related_text, article.related)]))
    return "\n\n".join(part for part in parts if part) + "\n"


def article_markdown(article: Article, *, address: str = "") -> str:
    """The whole article as Markdown, with every link's address and its own."""
    document = document_of(article)
    facts = [*map(_escaped, _facts(article, document)), f"<{source}>" if (source := _safe(address)) else ""]
    parts = [f"# {_escaped(article.title)}", "  \n".join(filter(None, facts))]
    before, after = _figures(article, document)
    parts.append(document_markdown(_standfirst(article, document)).strip("\n"))
    parts += map(_picture_markdown, before)
    parts.append(document_markdown(document).strip("\n"))
    parts += map(_picture_markdown, after)
    parts.append(document_markdown(_related(article)).strip("\n"))
    return "\n\n".join(part for part in parts if part) + "\n"


def article_html(article: Article, *, address: str = "") -> str:
    """The whole article as a page of HTML that needs nothing but its pictures.

    Args:
        article: What to write.
        address: Where the article itself stands, where that is known.
    """
    from html import escape

    from tickertui.formats.richtext_html import picture_html

    document = document_of(article)
    facts = [escape(fact, quote=False) for fact in _facts(article, document)]
    if source := _safe(address):
        facts.append(f'<a href="{escape(source)}" rel="noopener noreferrer">{escape(source, quote=False)}</a>')
    title = escape(article.title or "Untitled", quote=False)
    parts = [_PAGE_HEAD.format(title=title), f"<h1>{title}</h1>", f"<p>{'<br>'.join(facts)}</p>"]
    before, after = _figures(article, document)
    parts.append(document_html(_standfirst(article, document)).strip("\n"))
    parts += [picture_html(_picture(figure)) for figure in before]
    parts.append(document_html(document, top=2).strip("\n"))
    parts += [picture_html(_picture(figure)) for figure in after]
    parts.append(document_html(_related(article)).strip("\n"))
    return "\n".join(part for part in [*parts, "</article>", "</body>", "</html>"] if part) + "\n"


_PAGE_HEAD = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src http: https:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.55 Georgia, serif; }}
img {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #999; padding: 0.2em 0.6em; vertical-align: top; text-align: left; }}
pre {{ overflow-x: auto; padding: 0.6em; background: #8881; }}
blockquote {{ border-left: 0.2em solid #999; margin-left: 0; padding-left: 1em; }}
</style>
</head>
<body>
<article>"""


def _picture(figure: Figure) -> Picture:
    return Picture(figure.src, figure.alt, figure.title, figure.source, figure.copyright)


def _figures(article: Article, document: Document) -> tuple[list[Figure], list[Figure]]:
    """The pictures before and after the text, without those that the text shows itself."""
    before, after = (
        [figure] if figure is not None and not shows(document, figure) else []
        for figure in (article.featured_image, article.data_image)
    )
    return before, after


def _standfirst(article: Article, document: Document) -> Document:
    """What stands between title and text; nothing where the excerpt is the start of the text."""
    text = standfirst_of(article, document)
    span = Span(start=0, end=len(text), marks=(Style(name="italic"),))
    return Document(blocks=(Paragraph(text=text, spans=(span,)),) if text else ())


def _related(article: Article) -> Document:
    """Related articles and videos, under a heading."""
    blocks: list[Block] = [Heading(text="Related", level=2, rank=2, slug="related")] if article.related else []
    for number, related in enumerate(article.related):
        link = link_of(related)
        spans = (Span(start=0, end=len(related.title), marks=(link,)),) if link is not None else ()
        item = Item(kind="bullet", depth=1, opens=True, first=number == 0, tight=True)
        blocks.append(Paragraph(text=related.title + _kind(related), spans=spans, frames=(item,)))
    return Document(blocks=tuple(blocks))


def _related_text(related: Related) -> str:
    link = link_of(related)
    return f"• {related.title}{_kind(related)}" + (f": {link.href}" if link is not None else "")


def _kind(related: Related) -> str:
    return f" ({related.kind})" if related.kind not in {"", "article"} else ""


def _safe(address: str) -> str:
    """An address that may be written, or nothing."""
    from tickertui.formats.sanitize import address as sanitised

    cleaned, is_safe = sanitised(address)
    return cleaned if is_safe else ""


def _facts(article: Article, document: Document) -> list[str]:
    """Who wrote it, when, about what, and how long it takes."""
    dated = wording.day(article.published_on) if article.published_on else article.date_text
    time = f"{minutes(document)} min"
    facts = [fact for fact in (byline(article), " · ".join(filter(None, (dated, time, article.visibility)))) if fact]
    topics = [tag.name for tag in (*article.categories, *article.tags)]
    return [*facts, ", ".join(dict.fromkeys(topics))] if topics else facts


def _picture_text(figure: Figure) -> str:
    words = " · ".join(
        dict.fromkeys(word for word in (figure.title, figure.alt, figure.source, figure.copyright) if word)
    )
    return f"[{words or 'Picture'}: {figure.src}]" if figure.src else ""


def _picture_markdown(figure: Figure) -> str:
    return f"![{_escaped(figure.alt or figure.title)}](<{figure.src}>)" if figure.src else ""


def _escaped(text: str) -> str:
    """The text with Markdown's own characters set apart."""
    return "".join("\\" + char if char in "\\`*_{}[]<>#|~&" else char for char in text)
