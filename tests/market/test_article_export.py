"""What stands around an article's text, in each format: the standfirst, pictures, what is related."""

from typing import Any

import pytest

from tests.samples import article, rich_text
from tickertui.market import export
from tickertui.market.article import Article, Figure, Related

IMAGE = {"type": "image", "attrs": {"src": "https://a.example/chart.png", "alt": "A chart"}}


def story(**fields: Any) -> Article:
    """An article with everything around its text."""
    known: dict[str, Any] = {
        "excerpt": "Brine <is> slow [...]",
        "related": (
            Related("article", "Old *brine*", slug="old-brine"),
            Related("video", "A film", href="https://video.example/film"),
            Related("article", "Nowhere"),
            Related("article", "A trap", href="javascript:alert(1)"),
        ),
    }
    return article(**(known | fields))


@pytest.mark.parametrize(
    ("write", "lines"),
    [
        (
            export.article_text,
            ["Brine <is> slow …", "• Old *brine*: /article/old-brine", "• A film (video): https://video.example/film"],
        ),
        (
            export.article_markdown,
            ["Brine \\<is> slow …", "[Old \\*brine\\*](/article/old-brine)", "](https://video.example/film) (video)"],
        ),
        (
            export.article_html,
            ["Brine &lt;is&gt; slow …", 'href="/article/old-brine"', 'href="https://video.example/film"', "(video)"],
        ),
    ],
)  # fmt: skip
def test_standfirst_and_related_are_written(write: object, lines: list[str]) -> None:
    """With their addresses, escaped; what has none, or none that is safe, stands without."""
    assert callable(write)
    text = write(story())
    for line in lines:
        assert line in text
    assert "Nowhere" in text
    assert 'href="javascript' not in text
    bare = write(story(excerpt="Lithium rose again [...]", related=()))
    assert "slow" not in bare
    assert "Related" not in bare


def test_a_picture_that_the_text_shows_stands_once() -> None:
    """It is not written before the text too."""
    body = rich_text("Words.")
    body["content"].append(IMAGE)
    shown = article(rich_text=body, featured_image=Figure("https://a.example/chart.png", alt="A chart"))
    assert export.article_markdown(shown).count("chart.png") == 1
    other = article(rich_text=body, featured_image=Figure("https://a.example/other.png", alt="Other"))
    assert "other.png" in export.article_markdown(other)


@pytest.mark.parametrize("write", [export.article_text, export.article_markdown, export.article_html])
def test_the_articles_own_address_is_written(write: object) -> None:
    """Where it is known and safe; nothing stands in its place where it is not."""
    assert callable(write)
    assert "https://x.example/article/salt" in write(story(), address="https://x.example/article/salt")
    assert write(story(), address="javascript:1") == write(story())


def test_programs_get_the_articles_own_address() -> None:
    """It is empty where it is not known."""
    assert export.plain_article(story(), address="https://x.example/a")["address"] == "https://x.example/a"
    assert export.plain_article(story())["address"] == ""
