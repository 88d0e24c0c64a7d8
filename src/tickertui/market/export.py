"""Articles for other programs and the clipboard: plain values, text, Markdown and HTML."""

import msgspec

from tickertui.formats.document import Document, Picture
from tickertui.formats.storyblok import to_html as document_html
from tickertui.formats.storyblok import to_markdown as document_markdown
from tickertui.formats.storyblok import to_text as document_text
from tickertui.market import wording
from tickertui.market.article import Article, Figure, byline, document_of, minutes


def plain_article(article: Article) -> dict[str, object]:
    """Everything that is known of an article, its text as blocks and spans; JSON can be made of it."""
    known = msgspec.structs.asdict(article)
    del known["rich_text"]
    document = document_of(article)
    return known | {"extra": dict(article.extra), "minutes": minutes(document), "document": document}


def article_text(article: Article) -> str:
    """The whole article as plain text: title, byline, date and tags, the text, the pictures around it."""
    document = document_of(article)
    title = [article.title, "═" * min(len(article.title), 80)]
    parts = ["\n".join(title), "\n".join(_facts(article, document))]
    parts += [_picture_text(figure) for figure in (article.featured_image,) if figure]
    parts.append(document_text(document).strip("\n"))
    parts += [_picture_text(figure) for figure in (article.data_image,) if figure]
    return "\n\n".join(part for part in parts if part) + "\n"


def article_markdown(article: Article) -> str:
    """The whole article as Markdown, with every link's address."""
    document = document_of(article)
    parts = [f"# {_escaped(article.title)}", "  \n".join(map(_escaped, _facts(article, document)))]
    parts += [_picture_markdown(figure) for figure in (article.featured_image,) if figure]
    parts.append(document_markdown(document).strip("\n"))
    parts += [_picture_markdown(figure) for figure in (article.data_image,) if figure]
    return "\n\n".join(part for part in parts if part) + "\n"


def article_html(article: Article, *, address: str = "") -> str:
    """The whole article as a page of HTML that needs nothing but its pictures.

    Args:
        article: What to write.
        address: Where the article itself stands, where that is known.
    """
    from html import escape

    from tickertui.formats.richtext_html import picture_html
    from tickertui.formats.sanitize import address as sanitised_address

    document = document_of(article)
    source, is_safe = sanitised_address(address)
    facts = [escape(fact, quote=False) for fact in _facts(article, document)]
    if source and is_safe:
        facts.append(f'<a href="{escape(source)}" rel="noopener noreferrer">{escape(source, quote=False)}</a>')
    title = escape(article.title or "Untitled", quote=False)
    parts = [_PAGE_HEAD.format(title=title), f"<h1>{title}</h1>", f"<p>{'<br>'.join(facts)}</p>"]
    parts += [picture_html(_picture(figure)) for figure in (article.featured_image,) if figure]
    parts.append(document_html(document, top=2).strip("\n"))
    parts += [picture_html(_picture(figure)) for figure in (article.data_image,) if figure]
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
