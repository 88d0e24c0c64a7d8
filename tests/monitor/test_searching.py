"""Searching what is kept, without holding up the event loop."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from tests.samples import NOW
from tickertui.archive.store import Archive
from tickertui.errors import ArchiveError
from tickertui.monitor.past import Past, decoded
from tickertui.source.sample import sample_payloads


async def test_what_is_kept_is_searched(tmp_path: Path) -> None:
    """A payload's article is found by its words, and is indexed again from what is kept of it."""
    ((_, body), *_) = sample_payloads()
    with Archive.open(tmp_path / "archive.sqlite", NOW) as archive:
        past = Past(archive)
        snapshot = decoded(body)
        archive.append(snapshot, body, hashlib.sha256(body).hexdigest(), source="x", checked_at=NOW)
        (article,) = snapshot.articles
        (hit,) = await past.search(article.title)
        assert hit.uuid == article.uuid
        assert hit.title_lit
        (kept,) = await past.articles()
        assert kept.minutes
        archive._database.run("delete from article_text; delete from article_words")
        assert await past.search(article.title) == ()
        assert [await past.index_missing(), await past.index_missing()] == [1, 0]
        assert await past.search(article.title) == (hit,)
        assert archive.upkeep.verify() == ()


async def test_a_closed_archive_is_an_error_of_ours(tmp_path: Path) -> None:
    """Whoever asks is told in words."""
    archive = Archive.open(tmp_path / "archive.sqlite", NOW + timedelta(days=1))
    archive.close()
    with pytest.raises(ArchiveError):
        await Past(archive).search("anything")
