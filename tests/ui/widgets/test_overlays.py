"""What lies over a page: the focus ring, dialogs, toasts, menus, and the month."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.calendar import DatePicker, MonthGrid
from ui.widgets.cards import scroll
from ui.widgets.combo import Combo
from ui.widgets.dialog import Dialog, Shadow, close_all, open_dialogs
from ui.widgets.fields import LineField, PassphraseField, TextField
from ui.widgets.focus import FocusRing
from ui.widgets.menu import EditMenu, Menu
from ui.widgets.popover import Popover
from ui.widgets.rows import BOTTOM_BAR
from ui.widgets.segmented import Segmented
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label
from ui.widgets.toast import Toast

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def light(qapp: QApplication):
    theme.apply(qapp, "light", reduced_motion=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def window(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    made.first, made.second = Button("First"), Button("Second")
    column.addWidget(made.first)
    column.addWidget(made.second)
    made.resize(900, 640)
    qtbot.addWidget(made)
    made.show()
    QTest.qWaitForWindowExposed(made)
    return made


def dialog_in(window: QWidget, *kinds: str) -> Dialog:
    made = Dialog("Let’s pause here", window.first)
    made.field = LineField("When")
    made.body.addWidget(made.field)
    made.made = [made.add_button(kind, kind, "accept" if kind == "primary" else "reject") for kind in kinds]
    made.told = []
    made.accepted.connect(lambda: made.told.append("accepted"))
    made.rejected.connect(lambda: made.told.append("rejected"))
    return made


# --- the focus ring


def test_the_ring_goes_with_the_keyboard_and_hides_for_the_mouse(window, qapp):
    ring = FocusRing(window)
    window.first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.first, Key.Key_Tab)
    assert ring.target() is window.second
    assert ring.geometry() == window.second.geometry().adjusted(-4, -4, 4, 4)
    QTest.mouseClick(window.first, LEFT)
    assert ring.target() is None
    QTest.keyClick(window.first, Key.Key_Tab)
    assert ring.target() is window.second


def test_the_ring_stays_when_something_goes_that_had_it_before(window, qapp):
    ring = FocusRing(window)
    gone = Button("Gone", parent=window)
    gone.show()
    gone.setFocus(Qt.FocusReason.TabFocusReason)
    window.second.setFocus(Qt.FocusReason.OtherFocusReason)
    gone.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    assert ring.target() is window.second


def test_the_ring_follows_its_control(window, qapp):
    ring = FocusRing(window)
    window.first.setFocus()
    QTest.keyClick(window.first, Key.Key_Tab)
    window.second.move(300, 200)
    assert ring.pos() == QPoint(296, 196)
    window.second.hide()
    assert ring.target() is not window.second


def test_the_ring_outlives_its_control(window, qapp):
    ring = FocusRing(window)
    extra = Button("Gone soon", parent=window)
    extra.show()
    extra.setFocus()
    QTest.keyClick(extra, Key.Key_Right)
    extra.deleteLater()
    QApplication.sendPostedEvents(None, 0)
    del extra
    QTest.keyClick(window.first, Key.Key_Tab)
    window.second.setFocus()
    assert ring.target() is window.second


def around(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)


def test_an_unanswered_scale_has_the_ring_around_all_of_it(window, qtbot):
    ring = FocusRing(window)
    steps = StepSelector("Closeness", ["far apart", "near", "close"], "closeness")
    window.layout().addWidget(steps)
    window.activateWindow()
    qtbot.waitUntil(lambda: steps.isVisible() and window.isActiveWindow())
    steps.setFocus(Qt.FocusReason.TabFocusReason)
    whole = steps.cells[0].geometry().united(steps.cells[2].geometry()).size()
    assert ring.size().width() >= whole.width()
    QTest.keyClick(steps.cells[0], Key.Key_Right)
    assert ring.geometry() == around(steps.cells[0], window)
    QTest.keyClick(steps.cells[0], Key.Key_Backspace)
    assert ring.size().width() >= whole.width()


def test_a_panel_opened_with_the_mouse_shows_no_ring_until_a_key_is_pressed(window, qtbot):
    ring = FocusRing(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.second.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(window.first, LEFT)
    assert ring.target() is None
    panel = Popover(window.first)
    steps = StepSelector("Closeness", ["far apart", "near", "close"], "closeness")
    panel.body.addWidget(steps)
    panel.open_at(window.first)
    steps.setFocus(Qt.FocusReason.PopupFocusReason)
    qtbot.waitUntil(steps.cells[0].hasFocus)
    assert panel.ring.target() is None
    QTest.keyClick(steps.cells[0], Key.Key_Right)
    assert panel.ring.target() is steps.cells[0]
    panel.close()


# --- dialogs


def test_a_dialog_begins_in_its_first_field_and_keeps_the_focus(window, qapp):
    dialog = dialog_in(window, "quiet", "secondary", "primary")
    window.first.setFocus()
    dialog.open()
    assert QApplication.focusWidget() is dialog.field
    seen = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [*dialog.made, dialog.field, dialog.made[0]]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab)
    assert QApplication.focusWidget() is dialog.field


def test_escape_rejects_once_and_the_focus_goes_back(window, qapp):
    dialog = dialog_in(window, "secondary", "primary")
    window.second.setFocus()
    dialog.open()
    QTest.keyClick(dialog.field, Key.Key_Escape)
    assert dialog.told == ["rejected"]
    assert not dialog.isVisible()
    assert QApplication.focusWidget() is window.second
    dialog.accept()
    assert dialog.told == ["rejected"]


def test_enter_in_a_field_presses_the_filled_button(window):
    dialog = dialog_in(window, "secondary", "primary")
    dialog.open()
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert dialog.told == ["accepted"]


def test_a_window_that_comes_back_with_nobody_in_focus_gives_it_to_the_dialog(window):
    dialog = dialog_in(window, "secondary", "primary")
    dialog.open()
    dialog.field.clearFocus()
    assert window.focusWidget() is None
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert window.focusWidget() is dialog.field
    window.first.setFocus()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert window.focusWidget() is dialog.field
    dialog.made[0].setFocus()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert window.focusWidget() is dialog.made[0], "what has the focus inside keeps it"


def test_enter_chooses_a_segment_and_then_goes_on(window):
    dialog = Dialog("Dates", window)
    chosen = Segmented("Dates like 03/04", [(True, "3 April"), (False, "4 March")])
    chosen.value = None
    dialog.body.addWidget(chosen)
    dialog.add_button("Not now", "secondary", "reject")
    told = []
    dialog.add_button("Go on", "primary", "other").clicked.connect(lambda: told.append(chosen.value))
    dialog.open()
    QTest.keyClick(chosen.cells[1], Key.Key_Return)
    assert (chosen.value, told) == (False, [])
    QTest.keyClick(chosen.cells[1], Key.Key_Return)
    assert told == [False]


def test_enter_never_does_what_cannot_be_undone(window, qapp):
    dialog = Dialog("Delete for good", window)
    dialog.body.addWidget(Label("This cannot be undone."))
    safe = dialog.add_button("Keep it", "secondary", "reject")
    done = []
    gone = dialog.add_button("Delete for good", "destructive", "accept")
    gone.clicked.connect(lambda: done.append(1))
    dialog.open()
    assert QApplication.focusWidget() is safe
    QTest.keyClick(dialog, Key.Key_Return)
    assert done == []
    QTest.keyClick(safe, Key.Key_Return)
    assert done == []
    assert not dialog.isVisible()


def test_buttons_stand_quiet_first_and_filled_last(window):
    dialog = dialog_in(window, "primary", "secondary", "quiet")
    dialog.open()
    primary, secondary, quiet = dialog.made
    places = [button.mapTo(dialog, QPoint(0, 0)).x() for button in (quiet, secondary, primary)]
    assert places == sorted(places)


def test_the_page_below_cannot_be_clicked_but_shortcuts_go_on(window, qtbot):
    pressed, keyed = [], []
    window.first.clicked.connect(lambda: pressed.append(1))
    shortcut = QShortcut("Ctrl+L", window)
    shortcut.activated.connect(lambda: keyed.append(1))
    dialog = dialog_in(window, "secondary")
    dialog.open()
    at = window.first.geometry().topLeft() + QPoint(3, 3)
    assert window.childAt(at) is dialog
    QTest.keyClick(dialog.field, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert keyed == [1]
    assert pressed == []


def test_a_tall_dialog_scrolls_and_keeps_title_and_buttons(window):
    dialog = Dialog("Long", window)
    for number in range(60):
        dialog.body.addWidget(Label(f"Line {number}"))
    last = LineField("The last")
    dialog.body.addWidget(last)
    button = dialog.add_button("Not now", "secondary", "reject")
    window.resize(800, 560)
    dialog.open()
    assert dialog._panel.height() <= 560 - 2 * 24
    bottom = button.mapTo(dialog, QPoint(0, button.height())).y()
    assert bottom < dialog._panel.geometry().bottom()
    assert dialog._area.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_scroll_bar_lies_in_the_margin_and_what_is_pinned_stays(window, way):
    window.setLayoutDirection(way)
    dialog = Dialog("Long", window, close_button=True)
    pinned, first = LineField("Words of the page"), LineField("The first")
    dialog.pin(pinned)
    dialog.body.addWidget(first)
    for number in range(60):
        dialog.body.addWidget(Label(f"Line {number}"))
    button = dialog.add_button("Not now", "secondary", "reject")
    window.resize(800, 560)
    dialog.open()
    QApplication.processEvents()
    bar = dialog._area.verticalScrollBar()
    assert bar.maximum() > 0
    here, there = around(pinned, window), around(first, window)
    assert (here.left(), here.right()) == (there.left(), there.right())
    end = "left" if way == Qt.LayoutDirection.RightToLeft else "right"
    assert getattr(around(pinned, window), end)() == getattr(around(button, window), end)()
    before = around(pinned, window)
    bar.setValue(bar.maximum())
    assert around(pinned, window) == before
    assert window.focusWidget() is pinned


def test_words_go_on_close_below_a_title_and_a_field_has_air(window):
    def gap(made: Dialog) -> int:
        made.open()
        QApplication.processEvents()
        first = made.body.itemAt(0).widget()
        return around(first, window).top() - around(made._title, window).bottom()

    words = Dialog("Let’s pause here", window)
    words.body.addWidget(Label("Pausing keeps a talk safe.", wrap=True))
    close = gap(words)
    words.reject()
    assert gap(dialog_in(window, "primary")) >= close + 8


def test_a_popup_casts_a_shadow_on_the_window_and_takes_it_along(window, qapp):
    def shadows() -> list[QWidget]:
        return [each for each in window.findChildren(Shadow) if each.isVisible()]

    menu = Menu(window)
    menu.add("History")
    menu.open_below(window.first)
    [shadow] = shadows()
    assert shadow.mapToGlobal(QPoint(0, 0)) == menu.mapToGlobal(QPoint(0, 0))
    assert shadow.size() == menu.size()
    menu.close()
    assert not shadows()
    choice = Combo("Month", [(1, "January"), (2, "February")])
    window.layout().addWidget(choice)
    QApplication.processEvents()
    for _ in range(2):  # the list of a drop-down is Qt's own, and is made again when it likes
        choice.showPopup()
        assert len(shadows()) == 1
        choice.hidePopup()
        assert not shadows()
        theme.apply(qapp, "dark", reduced_motion=True)


def test_a_dialog_grows_with_what_is_put_in_later(window, qtbot):
    dialog = dialog_in(window, "secondary")
    dialog.open()
    before = dialog._panel.height()
    for _ in range(4):
        dialog.body.addWidget(Label("One more"))
    qtbot.waitUntil(lambda: dialog._panel.height() > before + 4 * theme.line("body"))


def test_a_dialog_goes_with_the_page_that_made_it(window, qapp):
    page = QWidget(window)
    page.show()
    dialog = Dialog("Words", page)
    dialog.open()
    page.setParent(None)
    page.deleteLater()
    del page
    QApplication.sendPostedEvents(None, 52)  # deferred deletes
    assert open_dialogs(window) == []


def test_all_dialogs_can_be_put_away_at_once(window):
    dialog = dialog_in(window, "secondary")
    dialog.open()
    assert open_dialogs(window) == [dialog]
    close_all(window)
    assert open_dialogs(window) == []
    assert dialog.told == ["rejected"]


def test_a_dialog_is_spoken_as_one(window):
    dialog = dialog_in(window, "secondary")
    dialog.open()
    spoken = QAccessible.queryAccessibleInterface(dialog._panel)
    assert spoken.role() == QAccessible.Role.Dialog
    assert spoken.text(QAccessible.Text.Name) == "Let’s pause here"


# --- toasts and menus


def test_a_toast_offers_to_undo_and_then_goes(window):
    done = []
    toast = Toast(window)
    toast.show("Moved to trash", "Undo", lambda: done.append(1))
    assert toast.isVisible()
    assert toast.geometry().bottom() < window.height()
    QTest.mouseClick(toast.button, LEFT)
    assert done == [1]
    assert not toast.isVisible()


@pytest.mark.parametrize("ends", ["undone", "closed", "another comes"])
def test_a_toast_gives_the_keyboard_back(window, ends):
    toast = Toast(window)
    window.second.setFocus()
    toast.show("Moved to trash", "Undo", str)
    toast.button.setFocus()
    if ends == "another comes":
        toast.show("Saved")
        assert toast.isVisible()
    else:
        QTest.keyClick(toast.button, Key.Key_Return if ends == "undone" else Key.Key_Escape)
    assert window.second.hasFocus()


def test_a_toast_stands_above_a_bar_at_the_bottom(window):
    bar = QWidget()
    bar.setObjectName(BOTTOM_BAR)
    bar.setFixedHeight(60)
    window.layout().addWidget(bar)
    toast = Toast(window)
    QApplication.processEvents()
    toast.show("Moved to trash", "Undo", str)
    assert not toast.geometry().intersects(bar.geometry())
    bar.hide()
    toast.show("Moved to trash", "Undo", str)
    assert toast.geometry().bottom() > window.height() - 30


def test_a_toast_takes_the_place_of_the_last_and_stays_eight_seconds(window):
    toast = Toast(window)
    toast.show("Moved to trash", "Undo", str)
    toast.show("Let go")
    assert toast.label.text() == "Let go"
    assert not toast.button.isVisible()
    assert 7000 < toast._stay.remainingTime() < 9000
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    toast._stay.timeout.emit()
    assert toast.isVisible()  # it waits while it is pointed at
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    toast._stay.timeout.emit()
    assert not toast.isVisible()


def test_a_menu_row_does_what_it_says(qtbot):
    menu = Menu()
    qtbot.addWidget(menu)
    done = []
    menu.add("History", "history", lambda: done.append("history"), shortcut="Ctrl+H")
    menu.addSeparator()
    menu.add("Tea & soup", "soup", lambda: done.append("tea"), danger=True)
    menu.popup(QPoint(0, 0))
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert done == ["tea"]


@pytest.mark.parametrize("make", [LineField, TextField])
def test_a_right_click_in_a_field_opens_our_menu_and_edits(qtbot, make, qapp):
    field = make("Place")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    QTest.keyClicks(field, "by the lamp")
    field.selectAll()
    seen = []

    def choose() -> None:
        menu = qapp.activePopupWidget()
        if menu is None:
            QTimer.singleShot(0, choose)
            return
        seen.append(type(menu))
        able = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
        seen.append(able)
        next(action for action in menu.actions() if action.text() == "Cut").trigger()
        menu.close()

    QTimer.singleShot(0, choose)
    hit = field.viewport() if make is TextField else field
    # On the window, so that Qt makes the event for the menu itself: one made here was freed twice. First every button is
    # let go, since a click that closed something before this test may have left one down.
    QTest.mouseRelease(field.windowHandle(), LEFT, pos=QPoint(1, 1))
    QTest.mouseClick(field.windowHandle(), Qt.MouseButton.RightButton, pos=hit.mapTo(field, QPoint(5, 5)))
    assert len(seen) == 2, "no menu came"
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is EditMenu
    assert seen[1] | {"Paste": True} == {
        "Undo": True,
        "Redo": False,
        "Cut": True,
        "Copy": True,
        "Paste": True,
        "Select all": True,
    }
    assert (field.text() if make is LineField else field.toPlainText()) == ""
    assert qapp.clipboard().text() == "by the lamp"


def test_a_hidden_passphrase_is_not_copied_from_its_menu(qtbot):
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "lamp moss")
    field.selectAll()
    able = {action.text(): action.isEnabled() for action in EditMenu(field).actions() if action.text()}
    assert not able["Copy"]
    assert not able["Cut"]


# --- the month


@pytest.fixture
def month(qtbot):
    made = MonthGrid("Plans", today=date(2030, 11, 14))
    made.told = []
    made.chosen.connect(made.told.append)
    qtbot.addWidget(made)
    made.resize(346, 400)
    made.show()
    QTest.qWaitForWindowExposed(made)
    return made


def test_days_are_spoken_as_full_dates(month):
    month.set_marks(lambda day: None, lambda day: "soup" if day.day == 16 else "")
    index = month.model.place(date(2030, 11, 16))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Saturday, 16 November 2030, soup"
    index = month.model.place(date(2030, 11, 14))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Thursday, 14 November 2030, today"


def test_days_on_the_side_nobody_looks_to_are_fainter(month):
    def ink(day: int) -> int:
        area = month.table.visualRect(month.model.place(date(2030, 11, day)))
        image = month.table.viewport().grab(area).toImage()
        return min(
            image.pixelColor(x, y).lightness()
            for x in range(image.width())
            for y in range(image.height() // 2)
        )

    month.set_marks(lambda day: "dot" if day.day == 5 else None)
    assert ink(21) < ink(6), "what is planned is still to come"
    month.looks_back = True
    assert ink(5) < ink(6) < ink(21), "a page, a day without, a day to come"


def test_blank_cells_are_neither_days_nor_choosable(month):
    first = month.model.index(0, 0)
    assert month.model.day(first) is None
    assert month.model.flags(first) == Qt.ItemFlag.NoItemFlags
    days = [month.model.day(month.model.index(r, c)) for r in range(month.model.rowCount()) for c in range(7)]
    assert [day.day for day in days if day] == list(range(1, 31))


def test_the_keyboard_goes_by_day_week_month_and_into_other_months(month):
    month.table.setFocus(Qt.FocusReason.TabFocusReason)  # it comes in on today
    for key, expected in (
        (Key.Key_Right, date(2030, 11, 15)),
        (Key.Key_Down, date(2030, 11, 22)),
        (Key.Key_Home, date(2030, 11, 18)),
        (Key.Key_End, date(2030, 11, 24)),
        (Key.Key_Down, date(2030, 12, 1)),
        (Key.Key_Left, date(2030, 11, 30)),
        (Key.Key_PageDown, date(2030, 12, 30)),
        (Key.Key_PageUp, date(2030, 11, 30)),
    ):
        QTest.keyClick(month.table, key)
        assert month.value == expected
        assert month.month() == (expected.year, expected.month)
    assert month.told[-1] == date(2030, 11, 30)


def test_the_end_of_a_long_month_becomes_the_end_of_a_short_one(month):
    month.value = date(2031, 1, 31)
    QTest.keyClick(month.table, Key.Key_PageDown)
    assert month.value == date(2031, 2, 28)


def test_a_click_chooses_and_opens_a_day(month):
    opened = []
    month.opened.connect(opened.append)
    at = month.table.visualRect(month.model.place(date(2030, 11, 20))).center()
    QTest.mouseClick(month.table.viewport(), LEFT, pos=at)
    assert month.told == [date(2030, 11, 20)]
    assert opened == [date(2030, 11, 20)]


def test_days_before_the_earliest_cannot_be_chosen(qtbot):
    made = MonthGrid("When", today=date(2030, 11, 14), earliest=date(2030, 11, 14))
    qtbot.addWidget(made)
    made.value = date(2030, 11, 14)
    QTest.keyClick(made.table, Key.Key_Left)
    assert made.value == date(2030, 11, 14)
    assert made.model.flags(made.model.place(date(2030, 11, 13))) == Qt.ItemFlag.NoItemFlags


def test_a_date_field_opens_a_month_and_takes_a_day(qtbot):
    picker = DatePicker("When", date(2030, 11, 17), today=date(2030, 11, 14))
    qtbot.addWidget(picker)
    picker.show()
    told = []
    picker.chosen.connect(told.append)
    assert picker.text() == "Sun 17 November"
    assert picker.accessibleName() == "When, Sunday, 17 November 2030"
    QTest.keyClick(picker, Key.Key_Return)
    popover = picker._popover
    assert popover.isVisible()
    QTest.keyClick(popover.month.table, Key.Key_Right)
    QTest.keyClick(popover.month.table, Key.Key_Return)
    assert told == [date(2030, 11, 18)]
    assert picker.text() == "Mon 18 November"


def test_a_scrolled_page_lets_its_ground_through(qtbot):
    inner = QWidget()
    area = scroll(inner)
    qtbot.addWidget(area)
    assert not inner.autoFillBackground()
    assert not area.viewport().autoFillBackground()
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
