"""The pause of a talk: what it holds, how often it may be longer, and what of it is in a real vault, and when no more."""

from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from companion import content
from companion.flow import Flow, Pause
from companion.flow.pause import in_minutes, tomorrow_at, tonight_at
from companion.talk import Sitting
from companion.workspace import Workspace, open_new
from tests.companion.test_flow import NOW, Clock, answered, at_ask, at_ready, in_turns, sent

PASSPHRASE = "harbour lantern moss"

# --- the pause -----------------------------------------------------------------------------------------------------


def test_what_a_pause_holds() -> None:
    kept: list[Pause] = []
    flow = in_turns(keep=kept.append)
    assert flow.send("pause") == "pause"
    assert flow.pause_until(NOW + timedelta(minutes=60)) == "paused"
    assert flow.prompt is not None
    assert kept == [Pause(NOW + timedelta(minutes=60), flow.prompt.id, 3, "them", 0)]
    assert flow.send("keep_talking") == "paused"


def test_keep_talking_goes_back_to_where_it_was() -> None:
    flow = in_turns()
    assert sent(flow, "pause", "keep_talking") == "turns"
    assert flow.level == 3
    early = at_ready()
    assert sent(early, "pause", "keep_talking") == "ready"


def test_a_lock_in_the_room_is_a_pause_and_before_it_forgets() -> None:
    kept: list[Pause] = []
    flow = in_turns(keep=kept.append)
    assert flow.send("lock") == "paused"
    assert kept[0].back == NOW + timedelta(minutes=30)
    early = at_ready()
    answered(early)
    assert early.send("lock") == "start"
    assert early.sitting.safe is None
    assert early.sitting.result() == ""


def test_two_extensions_and_then_another_day() -> None:
    clock = Clock()
    kept: list[Pause] = []
    flow = in_turns(keep=kept.append)
    flow._now = clock
    flow.send("pause")
    for extensions in (0, 1, 2):
        flow.pause_until(clock.now + timedelta(minutes=30))
        assert kept[-1].extensions == extensions
        assert not flow.tick()
        clock.now += timedelta(minutes=30)
        assert flow.tick()
        assert flow.state == "return"
        flow.send("more_time")
    assert flow.state == "another_day"
    assert sent(flow, "back", "more_time") == "another_day"
    assert flow.send("go_on") == "end"


def test_coming_back_is_one_level_lighter() -> None:
    flow = in_turns()
    flow.send("pause")
    flow.pause_until(NOW + timedelta(minutes=20))
    assert sent(flow, "time_came", "ready") == "turns"
    assert flow.level == 2
    assert flow.prompt is not None
    assert flow.text == flow.prompt.smaller
    assert flow.speaker == "them"


@pytest.mark.parametrize(
    ("before", "state"),
    [
        (("yes",), "agree"),
        (("yes", "go_on"), "opener"),
        (("yes", "go_on", "go_on", "came_out_wrong"), "turns"),
        (("be", "yes", "go_on"), "beside"),
    ],
)
def test_coming_back_is_to_what_was_left(before: tuple[str, ...], state: str) -> None:
    flow = at_ask()
    flow.choose_depth("closer")
    for event in before:
        flow.choose_shape("be") if event == "be" else flow.send(event)
    flow.send("pause")
    flow.pause_until(NOW + timedelta(minutes=20))
    assert sent(flow, "time_came", "ready") == state
    assert flow.level == 2


@pytest.mark.parametrize(
    ("event", "state"),
    [("not_this_topic", "close"), ("no_return", "not_back"), ("stop", "close"), ("more_time", "pause")],
)
def test_the_other_answers_at_the_return(event: str, state: str) -> None:
    flow = in_turns()
    flow.send("pause")
    flow.pause_until(NOW + timedelta(minutes=20))
    assert sent(flow, "time_came", event) == state


@pytest.mark.parametrize("back", [NOW, NOW - timedelta(minutes=1), NOW + timedelta(days=3)])
def test_a_time_that_is_over_or_far_away_is_refused(back: datetime) -> None:
    flow = in_turns()
    flow.send("pause")
    with pytest.raises(ValueError, match="back"):
        flow.pause_until(back)
    assert flow.state == "pause"


def test_times_to_choose() -> None:
    assert in_minutes(NOW.replace(second=31), 20) == NOW + timedelta(minutes=20)
    assert tonight_at(NOW, time(22, 0)) == NOW.replace(hour=22, minute=0)
    assert tonight_at(NOW, time(19, 0)) is None
    assert tomorrow_at(NOW, time(19, 0)) == datetime(2030, 1, 15, 19, 0)


# --- the pause in a real vault -----------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def again(home: Path, clock: Clock) -> Iterator[Callable[[], Workspace]]:
    """Opens the vault, and closes the one that was open: a lock and an unlock."""
    workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=clock)
    held = [workspace]

    def reopen() -> Workspace:
        vault = held[0].vault
        held[0].close()
        held[0] = Workspace.open(home, vault, vault.unlock_with_passphrase(PASSPHRASE), clock=clock)
        return held[0]

    yield reopen
    held[0].close()


def rows(workspace: Workspace) -> str:
    """Every value of every table of the decrypted database, search indexes included."""
    found = []
    with workspace.store.reading() as db:
        for (table,) in db.all("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            found += [repr(row) for row in db.all(f"SELECT * FROM {table!r}")]
    return "\n".join(found)


def talking(workspace: Workspace, clock: Clock) -> Flow:
    pauses = workspace.pauses
    flow = in_turns(keep=pauses.keep, erase=pauses.erase)
    flow._now = clock
    return flow


def test_a_pause_survives_the_lock_and_a_restart(again, clock: Clock) -> None:
    workspace = again()
    flow = talking(workspace, clock)
    assert flow.prompt is not None
    flow.send("pause")
    flow.pause_until(NOW + timedelta(minutes=60))
    workspace = again()
    pause = workspace.pauses.current()
    assert pause == Pause(NOW + timedelta(minutes=60), flow.prompt.id, 3, "them", 0)
    found = Flow(Sitting(), now=clock, keep=workspace.pauses.keep, erase=workspace.pauses.erase)
    assert found.resume(pause, content.prompts()) == "paused"
    clock.now += timedelta(hours=2)
    late = Flow(Sitting(), now=clock, keep=workspace.pauses.keep, erase=workspace.pauses.erase)
    assert late.resume(pause, content.prompts()) == "return"
    assert late.send("ready") == "turns"
    assert late.level == 2
    assert late.prompt is not None
    assert late.text == flow.prompt.smaller
    assert late.speaker == "them"
    assert workspace.pauses.current() is None


def taken_up(workspace: Workspace, clock: Clock) -> Flow:
    flow = Flow(Sitting(), now=clock, keep=workspace.pauses.keep, erase=workspace.pauses.erase)
    pause = workspace.pauses.current()
    assert pause is not None
    flow.resume(pause, content.prompts())
    return flow


@pytest.mark.parametrize("two", [False, True])
def test_after_a_restart_nobody_knows_who_is_there_and_nobody_is_asked_about_fear(
    again, clock: Clock, two: bool
) -> None:
    flow = talking(again(), clock)
    flow.company = "both" if two else "me"
    flow.send("lock")
    workspace = again()
    found = taken_up(workspace, clock)
    assert found.company == "", "it is not kept, and one of two may have left"
    assert found.send("begin_again") == "start", "which asks who is here"
    assert workspace.pauses.current() is None
    found = Flow(Sitting(), now=clock)
    found.resume(Pause(NOW, "", 1, "me"), ())
    assert found.send("afraid") == "not_now"
    assert not found.sitting.shows_prompts
    assert found.state != "help"


def test_who_only_sat_together_is_not_asked_to_talk_after_a_restart(again, clock: Clock) -> None:
    pauses = again().pauses
    flow = at_ask(keep=pauses.keep, erase=pauses.erase)
    flow.choose_shape("be")
    assert sent(flow, "yes", "go_on", "lock") == "paused"
    assert pauses.current() == Pause(NOW + timedelta(minutes=30), "", 2, "nobody", 0)
    found = taken_up(again(), clock)
    assert sent(found, "back", "ready") == "beside"
    assert found.text == ""
    assert sent(found, "stop") == "close"


@pytest.mark.parametrize("way", ["ready", "not_this_topic", "no_return", "begin_again", "stop"])
def test_a_pause_is_erased_when_it_is_over(again, clock: Clock, way: str) -> None:
    workspace = again()
    flow = talking(workspace, clock)
    assert flow.prompt is not None
    flow.send("pause")
    flow.pause_until(NOW + timedelta(minutes=20))
    assert flow.prompt.id in rows(workspace)
    sent(flow, "time_came", way)
    assert workspace.pauses.current() is None
    assert flow.state != "return"
    words = rows(workspace)
    assert "extensions" not in words
    assert "p-" not in words


def test_a_pause_is_gone_after_a_day(again, clock: Clock) -> None:
    workspace = again()
    flow = talking(workspace, clock)
    flow.send("lock")
    clock.now += timedelta(hours=23, minutes=59)
    assert workspace.pauses.current() is not None
    clock.now += timedelta(minutes=1)
    assert workspace.pauses.current() is None
    workspace = again()
    assert "extensions" not in rows(workspace)


def test_a_pause_until_tomorrow_night_is_there_then(again, clock: Clock) -> None:
    workspace = again()
    flow = talking(workspace, clock)
    flow.send("pause")
    flow.pause_until(tomorrow_at(NOW, time(22, 0)))
    clock.now = datetime(2030, 1, 15, 23, 0)
    assert workspace.pauses.current() is not None
    clock.now = datetime(2030, 1, 16, 10, 0)
    workspace.pauses.purge()
    assert "extensions" not in rows(workspace)


def test_nothing_of_a_talk_that_was_not_kept_is_in_the_vault(again, clock: Clock) -> None:
    workspace = again()
    before = rows(workspace)
    flow = talking(workspace, clock)
    sent(flow, "swap", "came_out_wrong", "carry_on", "pause")
    flow.pause_until(NOW + timedelta(minutes=20))
    sent(flow, "time_came", "ready", "smaller", "go_on", "go_on", "reflect", "go_on")
    assert flow.state == "end"
    assert rows(workspace) == before
    clock.now += timedelta(minutes=1)
    reopened = rows(again())
    assert "pause" not in reopened
    assert "them" not in reopened


def test_neither_an_export_nor_a_backup_takes_a_pause_along(again, clock: Clock, tmp_path: Path) -> None:
    from companion.interchange import contents
    from companion.store import snapshot

    workspace = again()
    flow = talking(workspace, clock)
    flow.send("lock")
    assert "extensions" in rows(workspace)
    with workspace.store.reading() as db:
        assert "pause" not in contents.preferences(db)
    key = bytes(32)
    snapshot.take_rows(workspace.store, tmp_path / "copy.db", key)
    with snapshot.opened(tmp_path / "copy.db", key) as db:
        names = [name for (name,) in db.all("SELECT name FROM pref")]
    assert "pause" not in names


def test_a_broken_pause_is_none(again) -> None:
    workspace = again()
    workspace.prefs.set("pause", {"back": "soon"})
    assert workspace.pauses.current() is None
    workspace.pauses.purge()
    assert "soon" not in rows(workspace)


def test_a_pause_says_no_word_anybody_said() -> None:
    pause = Pause(NOW, "p-quiet-009", 2, "me", 1)
    assert len(astuple(pause)) == 5
    assert [type(value) for value in astuple(pause)] == [datetime, str, int, str, int]
