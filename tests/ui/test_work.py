"""A job runs off the GUI thread, tells its story on it, stops when asked and never speaks to the dead."""

import threading

import pytest
from PySide6.QtCore import QObject

from companion.errors import DiskFull
from ui.session import Session
from ui.work import Job


@pytest.fixture
def session(qtbot, home) -> Session:
    return Session(home)


def test_the_work_is_off_the_gui_thread_and_the_answer_on_it(qtbot) -> None:
    seen: dict[str, int] = {}

    def work(report) -> str:
        seen["worked"] = threading.get_ident()
        report(1, 2, "writing")
        return "result"

    job = Job(work)
    steps: list[tuple[int, int, str]] = []
    job.progressed.connect(lambda *step: steps.append(step))
    job.succeeded.connect(lambda value: seen.update(told=threading.get_ident(), value=value))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert seen["worked"] != threading.get_ident()
    assert seen["told"] == threading.get_ident()
    assert seen["value"] == "result"
    assert steps == [(1, 2, "writing")]


def test_a_large_total_keeps_its_proportion(qtbot) -> None:
    job = Job(lambda report: report(3 << 40, 4 << 40, "writing"))
    steps: list[tuple[int, int, str]] = []
    job.progressed.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(job.ended):
        job.start()
    done, total, _ = steps[0]
    assert done / total == pytest.approx(0.75)


def test_what_does_not_know_how_long_it_takes_does_not_fill_the_queue(qtbot) -> None:
    """A sweep asks at every file, a backup every few milliseconds."""

    def work(report) -> None:
        for _file in range(5000):
            report(0, 0, "sweeping")

    job = Job(work)
    steps = []
    job.progressed.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(job.ended):
        job.start()
    assert 1 <= len(steps) < 100


def test_stopping_takes_hold_at_the_next_report(qtbot) -> None:
    started, stopped = threading.Event(), threading.Event()

    def work(report) -> None:
        try:
            while True:
                report(0, 0, "")
                started.set()
        finally:
            stopped.set()

    job = Job(work)
    told: list[str] = []
    job.cancelled.connect(lambda: told.append("cancelled"))
    job.succeeded.connect(lambda _: told.append("succeeded"))
    job.failed.connect(lambda _: told.append("failed"))
    job.start()
    assert started.wait(5)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert stopped.is_set()
    assert told == ["cancelled"]
    assert not job.running()


def test_a_failure_of_the_world_comes_home_as_itself(qtbot) -> None:
    def work(report) -> None:
        raise DiskFull

    job = Job(work)
    errors: list[BaseException] = []
    job.failed.connect(errors.append)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert isinstance(errors[0], DiskFull)


def test_a_mistake_of_ours_is_told_and_stays_loud(qtbot) -> None:
    def work(report) -> None:
        raise ZeroDivisionError

    job = Job(work)
    errors: list[BaseException] = []
    job.failed.connect(errors.append)
    with qtbot.captureExceptions() as loud, qtbot.waitSignal(job.ended):
        job.start()
    assert isinstance(errors[0], ZeroDivisionError)
    assert [kind for kind, *_ in loud] == [ZeroDivisionError]


def test_waiting_tells_the_outcome_once(qtbot) -> None:
    job = Job(lambda report: 7)
    told: list[object] = []
    job.succeeded.connect(told.append)
    job.start()
    assert job.wait(5)
    assert told == [7]
    qtbot.wait(1)
    assert told == [7]


def test_nobody_calls_a_page_that_died(qtbot, session: Session) -> None:
    release = threading.Event()
    called: list[object] = []
    owner = QObject()
    job = session.run(lambda report: release.wait(5), owner=owner, done=called.append, failed=called.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    with qtbot.waitSignal(job.ended):
        release.set()
    assert called == []


def test_a_page_that_died_stops_its_job(qtbot, session: Session) -> None:
    started = threading.Event()

    def work(report) -> None:
        while True:
            report(0, 0, "")
            started.set()

    owner = QObject()
    job = session.run(work, owner=owner)
    assert started.wait(5)
    with qtbot.waitSignal(job.cancelled):
        owner.deleteLater()


def test_a_failure_without_a_listener_becomes_a_notice(qtbot, session: Session) -> None:
    def work(report) -> None:
        raise DiskFull

    owner = QObject()
    with qtbot.waitSignal(session.noticed) as said:
        session.run(work, owner=owner)
    notice = said.args[0]
    assert notice.fault
    assert "disk is full" in notice.text.lower()
