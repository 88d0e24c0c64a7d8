"""What is told once: a source gone and back, the archive, the settings; and what the status line says meanwhile."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.samples import NOW
from tests.tui.frames import screen_text
from tests.tui.stage import Time, app_of, monitor_of, toasts, update
from tickertui.monitor.update import Health, Update
from tickertui.settings.config import load
from tickertui.settings.remembered import Memory
from tickertui.tui.announcer import Announcer
from tickertui.tui.widgets.feed_status import FeedStatus, difference

LIVE = Health("example.org", "live", checked_at=NOW, changed_at=NOW)
OFFLINE = Health("example.org", "offline", "no answer in 10 s.", checked_at=NOW, failures=1)


def test_gone_and_back_are_told_once() -> None:
    """Not at every poll, and again when it happens again."""
    announcer = Announcer()
    told = [announcer.news(update(health=(health,))) for health in (LIVE, OFFLINE, OFFLINE, LIVE, LIVE, OFFLINE)]
    assert [len(news) for news in told] == [0, 1, 0, 1, 0, 1]
    assert told[1] == (("example.org is out of reach: no answer in 10 s. What was known stays.", True),)
    assert told[3] == (("example.org is back.", False),)


def test_several_that_go_together_are_one_sentence() -> None:
    """A network that is gone takes all its sources with it."""
    announcer = Announcer()
    both = (OFFLINE, Health("other.org", "failed", "no answer"))
    assert [sentence for sentence, _ in announcer.news(update(health=both))] == [
        "2 sources give nothing new: example.org, other.org. What was known stays."
    ]


def test_a_source_is_named_once() -> None:
    """A sentence that begins with the source's name stands alone."""
    gone = Health("prices.json", "failed", "prices.json cannot be read: there is no such file or folder.")
    assert [sentence for sentence, _ in Announcer().news(Update(health=(gone,)))] == [gone.sentence]


async def test_offline_is_a_toast_and_a_state_with_cause_and_countdown() -> None:
    """Once a toast, and in one line why, since when it is known, and when the next try is."""
    time = Time()
    app = app_of(update(health=(LIVE,)), clock=time)
    gone = Health(
        "example.org", "offline", "no answer in 10 s.", checked_at=NOW, changed_at=NOW, failures=2,
        next_check_at=NOW + timedelta(minutes=2), why="the last 2 checks failed",
    )  # fmt: skip
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        for _ in range(3):
            monitor_of(app).tell(update(health=(gone,), notices=("Nothing new is kept: the disk is full.",)))
            await pilot.pause()
        await pilot.pause()
        line = screen_text(app).splitlines()[-2]
        assert line.startswith(" ▲ offline  no answer in 10 s.")
        assert "next try in 2 min (the last 2 checks failed)" in line
        assert len([said for said in toasts(app) if "out of reach" in said]) == 1
        assert toasts(app).count("Nothing new is kept: the disk is full.") == 1
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "Nothing new is kept: the disk is full." in screen_text(app)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_the_cause_stays_where_there_is_little_room(width: int) -> None:
    """The reason for the next try gives way to it, then the countdown."""
    gone = Health(
        "example.org", "offline", "example.org did not answer.", failures=1,
        next_check_at=NOW + timedelta(minutes=2), why="the last check failed",
    )  # fmt: skip
    app = app_of(update(health=(gone,)))
    async with app.run_test(size=(width, 30)):
        line = screen_text(app).splitlines()[-2]
        assert "▲ offline  example.org did not answer." in line
        assert len(line) <= width


async def test_another_tickertui_that_asks_is_said() -> None:
    """Followed is no failure."""
    followed = Health("example.org", "followed", checked_at=NOW, why="another tickertui asks it")
    app = app_of(update(health=(followed,)))
    async with app.run_test(size=(120, 40)):
        line = screen_text(app).splitlines()[-2]
    assert line.startswith(" ● followed  another tickertui asks it, last 2026-06-03 15:35 UTC")


async def test_the_worst_of_several_sources_comes_first_with_a_count() -> None:
    """One of three is out of reach: which, and why."""
    app = app_of(update(health=(LIVE, OFFLINE, Health("a.json", "static"))))
    async with app.run_test(size=(120, 40)):
        line = screen_text(app).splitlines()[-2]
    assert line.startswith(" ▲ offline 1 of 3 sources example.org  no answer in 10 s.")


async def test_a_second_later_only_the_digits_are_drawn_anew() -> None:
    """The countdown's changed cells and nothing else."""
    time = Time()
    waiting = Health("example.org", "live", checked_at=NOW, next_check_at=NOW + timedelta(seconds=59), why="nothing")
    app = app_of(update(health=(waiting,)), clock=time)
    async with app.run_test(size=(120, 40)):
        status = app.query_one(FeedStatus)
        before = status.line()
        time.pass_(seconds=1)
        status.show((waiting,), 0, time())
        start, end = difference(before, status.line())
        assert end - start == 1
        assert screen_text(app).splitlines()[-2].count("next check in 58 s") == 1


async def test_the_settings_problems_are_told_and_listed(tmp_path: Path) -> None:
    """Unknown commands, keys that are none, clashes and themes: once a toast, and among the problems."""
    file = tmp_path / "config.toml"
    file.write_text('theme = "no-such"\n[keys]\n"bord.sort" = "x"\n"board.sort" = "ctrl+y"\n"board.reverse" = "s"\n')
    settings = load(file)
    app = app_of(settings=settings, theme=settings.theme)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        assert any("2 problems in the settings" in said for said in toasts(app))
        app.clear_notifications()
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "In the settings" in screen_text(app)
        unknown, theme = app.setting_problems
        assert unknown.endswith("line 3: keys.\"bord.sort\": There is no such command; `tickertui keys` lists them."
                                " Did you mean board.sort?")  # fmt: skip
        assert theme == "There is no theme “no-such”; T lists them."


async def test_a_remapped_key_works_and_is_the_one_that_is_shown(tmp_path: Path) -> None:
    """The old key does nothing any more; footer and help say the new one."""
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"board.sort" = "ctrl+y"\n"app.quit" = ["Q"]\n')
    app = app_of(settings=load(file))
    async with app.run_test(size=(120, 40)) as pilot:
        assert "Ctrl+Y Sort" in screen_text(app)
        await pilot.press("s")
        before = app._board._panes.table.sorted_by
        await pilot.press("ctrl+y")
        assert [before, bool(app._board._panes.table.sorted_by)] == [None, True]
        await pilot.press("q")
        assert app.is_running
    async with app_of().run_test(size=(120, 40)) as pilot:
        assert "s Sort" in screen_text(pilot.app)


async def test_a_theme_that_is_chosen_is_the_next_runs(tmp_path: Path) -> None:
    """It is remembered, and goes before the settings' own."""
    memory = Memory(tmp_path / "state.json")
    memory.load(NOW)
    async with app_of(memory=memory).run_test() as pilot:
        await pilot.pause()
        await pilot.press("L")
        await pilot.pause()
    assert memory.save(NOW) is None
    again = Memory(memory.file)
    again.load(NOW)
    async with app_of(memory=again, theme="nord").run_test() as pilot:
        assert pilot.app.theme == "tickertui-light"


async def test_what_is_remembered_is_written_while_the_screen_is_open(tmp_path: Path) -> None:
    """A moment after the last change, without waiting for the end."""
    memory = Memory(tmp_path / "state.json")
    memory.load(NOW)
    async with app_of(memory=memory).run_test() as pilot:
        for _ in range(40):
            await pilot.pause(0.1)
            if memory.file.exists():
                break
    assert memory.file.exists()


async def test_a_damaged_memory_is_told(tmp_path: Path) -> None:
    """It is kept aside, and the run begins without one."""
    file = tmp_path / "state.json"
    file.write_text("{")
    memory = Memory(file)
    memory.load(NOW)
    app = app_of(memory=memory)
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert any("was not understood and is kept as" in said for said in toasts(app))
