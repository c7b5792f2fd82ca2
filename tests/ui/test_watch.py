"""Three taps of Shift, signs of life, and a clock that jumps."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.watch import Taps, Watch

SHIFT, A = int(Qt.Key.Key_Shift), int(Qt.Key.Key_A)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def tap(taps: Taps, key: int = SHIFT) -> bool:
    taps.pressed(key, False)
    return taps.released(key, False)


def test_three_taps_in_time(clock: Clock) -> None:
    taps = Taps(clock)
    assert [tap(taps), tap(taps), tap(taps)] == [False, False, True]
    assert [tap(taps), tap(taps)] == [False, False], "a fourth tap begins anew"


def test_slow_taps_do_not_count(clock: Clock) -> None:
    taps = Taps(clock)
    for _ in range(6):
        assert not tap(taps)
        clock.now += 0.7


def test_typing_capital_letters_does_not_count(clock: Clock) -> None:
    taps = Taps(clock)
    for _ in range(5):
        taps.pressed(SHIFT, False)
        tap(taps, A)
        assert not taps.released(SHIFT, False)


def test_a_key_or_a_click_between_begins_anew(clock: Clock) -> None:
    taps = Taps(clock)
    tap(taps)
    tap(taps)
    tap(taps, A)
    assert not tap(taps)
    tap(taps)
    taps.reset()
    assert not tap(taps)


def test_holding_shift_is_not_tapping(clock: Clock) -> None:
    taps = Taps(clock)
    taps.pressed(SHIFT, False)
    for _ in range(5):
        taps.pressed(SHIFT, True)
        assert not taps.released(SHIFT, True)
    assert not taps.released(SHIFT, False)


@pytest.fixture
def field(qtbot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    return field


def test_real_keys_in_a_real_window(qtbot, field: QLineEdit) -> None:
    watch = Watch()
    watch.watch(field.windowHandle())
    field.setFocus()
    with qtbot.waitSignal(watch.tapped):
        for _ in range(3):
            QTest.keyClick(field.windowHandle(), Qt.Key.Key_Shift)
    with qtbot.assertNotEmitted(watch.tapped):
        for _ in range(2):
            QTest.keyClick(field.windowHandle(), Qt.Key.Key_Shift)
        QTest.mouseClick(field.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_Shift)
    assert field.text() == ""


def test_the_exit_keys_are_heard_where_shortcuts_are_not(qtbot, field: QLineEdit) -> None:
    watch = Watch()
    watch.watch(field.windowHandle())
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(watch.exit_keys):
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_Q, both)


def test_idle_time_begins_anew_with_every_key(qtbot, field: QLineEdit, clock: Clock) -> None:
    watch = Watch(steady=clock, wall=clock)
    watch.watch(field.windowHandle())
    clock.now += 40
    assert watch.idle() == 40
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert watch.idle() == 0


def test_a_wall_clock_that_jumped_means_the_computer_slept(qtbot) -> None:
    steady, wall = Clock(), Clock()
    watch = Watch(steady=steady, wall=wall)
    steady.now += 1
    wall.now += 1
    with qtbot.assertNotEmitted(watch.jumped), qtbot.waitSignal(watch.ticked):
        watch.tick()
    steady.now += 1
    wall.now += 3600
    with qtbot.waitSignal(watch.jumped):
        watch.tick()


def test_a_long_gap_between_two_ticks_means_the_same(qtbot) -> None:
    both = Clock()
    watch = Watch(steady=both, wall=both)
    both.now += 300
    with qtbot.waitSignal(watch.jumped):
        watch.tick()
