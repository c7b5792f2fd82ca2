"""Buttons, fields, choices: what a mouse, a keyboard and a screen reader can do with each."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card, FaultBar
from ui.widgets.chips import Chip, FlowLayout, Tag
from ui.widgets.fields import Combo, FaultLine, LineField, PassphraseField, SearchField, TextField, labelled
from ui.widgets.segmented import Segmented, Tabs
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, ReadLabel
from ui.widgets.toggles import CheckBox, Radio, Switch

Key = Qt.Key
WORDS = ["far apart", "a little apart", "side by side", "near", "close"]


@pytest.fixture(autouse=True)
def light(qapp: QApplication):
    theme.apply(qapp, "light", reduced_motion=True)


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def show(qtbot, widget: QWidget, width: int = 0) -> QWidget:
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, max(40, widget.heightForWidth(width)))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


# --- buttons


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_a_button_is_pressed_by_space_and_by_enter(qtbot, key):
    button = show(qtbot, Button("Keep"))
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    QTest.keyClick(button, key)
    assert pressed == [1]


def test_a_button_with_less_room_wraps_its_words_and_grows(qtbot):
    button = Button("Look at the quiet shelf", "primary")
    qtbot.addWidget(button)
    narrow = button.minimumSizeHint().width()
    assert narrow < button.sizeHint().width()
    assert button.heightForWidth(button.sizeHint().width()) == theme.size("button")
    assert button.heightForWidth(narrow) >= theme.size("button") + 2 * theme.line("button")


def test_an_ampersand_in_a_button_is_an_ampersand(qtbot):
    button = Button("Help & safety")
    qtbot.addWidget(button)
    assert button.text() == "Help & safety"
    assert name_of(button) == "Help & safety"
    assert button.shortcut().isEmpty()


def test_an_icon_button_says_what_it_does(qtbot):
    button = IconButton("bold", "Bold", tooltip="Bold, Ctrl+B")
    qtbot.addWidget(button)
    assert name_of(button) == "Bold"
    assert button.toolTip() == "Bold, Ctrl+B"
    assert button.sizeHint().width() >= theme.size("target_min")


# --- text


def test_text_is_never_read_as_markup(qtbot):
    for label in (Label("<b>me & you</b>"), ReadLabel("<b>me & you</b>")):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert name_of(label) == "<b>me & you</b>"


def test_reading_text_has_a_fixed_pitch_and_grows_as_it_narrows(qtbot):
    label = ReadLabel("Sit in the same room for ten minutes with nothing to say.", "suggest")
    qtbot.addWidget(label)
    heights = {width: label.heightForWidth(width) for width in (700, 300, 150)}
    assert heights[700] == theme.line("suggest")
    assert heights[700] < heights[300] < heights[150]
    assert all(height % theme.line("suggest") == 0 for height in heights.values())


def test_reading_text_can_be_cut_to_some_lines(qtbot):
    label = ReadLabel("word " * 200, "read", max_lines=3)
    qtbot.addWidget(label)
    assert label.heightForWidth(200) == 3 * theme.line("read")


def test_text_stays_at_the_start_edge_of_a_mirrored_page(qtbot, qapp):
    label = show(qtbot, Label("All right."), 400)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = label.grab().toImage()
    ground = image.pixel(1, 1)
    dark = [x for x in range(400) if any(image.pixel(x, y) != ground for y in range(image.height()))]
    assert min(dark) > 300
    assert max(dark) > 390


# --- fields


def test_search_waits_for_a_pause_and_is_cleared_at_once(qtbot):
    field = show(qtbot, SearchField("Search your words"))
    told = []
    field.words.connect(told.append)
    with qtbot.waitSignal(field.words, timeout=2000):
        QTest.keyClicks(field, "lamp")
    assert told == ["lamp"]
    QTest.keyClick(field, Key.Key_Escape)
    assert told == ["lamp", ""]
    assert field.text() == ""


def test_search_has_a_button_to_clear_it_once_there_are_words(qtbot):
    field = show(qtbot, SearchField("Search your words"))
    assert not field._clear.isVisible()
    QTest.keyClicks(field, "soup")
    assert field._clear.isVisible()
    QTest.mouseClick(field._clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""


def test_a_passphrase_is_hidden_until_looked_at(qtbot):
    field = show(qtbot, PassphraseField("Passphrase"))
    QTest.keyClicks(field, "lantern moss")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert name_of(field._eye) == "Show the passphrase"
    QTest.mouseClick(field._eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert name_of(field._eye) == "Hide the passphrase"
    field.hide_again()
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert field.text() == "lantern moss"


def test_a_long_field_grows_with_its_text_up_to_a_bound(qtbot):
    field = show(qtbot, TextField("How to say it", lines=2, most=4), 300)
    two = field.height()
    field.setPlainText("a\nb\nc")
    three = field.height()
    field.setPlainText("\n".join("abcdefgh"))
    assert two < three < field.height()
    assert field.height() < 3 * two


def test_tab_leaves_a_long_field(qtbot):
    holder = QWidget()
    column = QVBoxLayout(holder)
    field, after = TextField("How to say it"), LineField("After")
    column.addWidget(field)
    column.addWidget(after)
    show(qtbot, holder)
    field.setFocus()
    QTest.keyClick(field, Key.Key_Tab)
    assert field.toPlainText() == ""
    assert holder.focusWidget() is after


def test_a_drop_down_keeps_its_choice_when_the_page_is_scrolled_over_it(qtbot):
    combo = show(qtbot, Combo("Lock by itself", [(1, "After 1 minute"), (5, "After 5 minutes")], 5))
    told = []
    combo.chosen.connect(told.append)
    down = QPoint(0, -120)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        down,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    assert combo.value == 5
    QTest.keyClick(combo, Key.Key_Up)
    assert combo.value == 1
    assert told == [1]
    assert name_of(combo) == "Lock by itself"


def test_setting_a_value_in_code_says_nothing_to_others(qtbot):
    combo = Combo("Theme", [("light", "Light"), ("dark", "Dark")])
    segmented = Segmented("View", [("a", "A"), ("b", "B")])
    steps = StepSelector("Closeness", WORDS, "closeness")
    told = []
    for widget, value in ((combo, "dark"), (segmented, "b"), (steps, 3)):
        qtbot.addWidget(widget)
        widget.chosen.connect(told.append)
        widget.value = value
        assert widget.value == value
    assert told == []


def test_a_mistake_is_said_in_words_under_its_field(qtbot):
    field, line = LineField("Title"), FaultLine()
    holder = show(qtbot, labelled("Title", field, line), 300)
    assert not line.isVisible()
    line.say("Add a word or two.")
    assert line.isVisible()
    assert line.mapTo(holder, QPoint(0, 0)).y() > field.y()
    line.say("")
    assert not line.isVisible()


def test_a_fault_bar_offers_its_way_on(qtbot):
    done = []
    bar = show(
        qtbot, FaultBar("The disk is full.", "Your words stay here.", ("Save again", lambda: done.append(1)))
    )
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert done == [1]


# --- switches, boxes, radios


def test_words_beside_a_box_can_be_clicked_and_wrap(qtbot):
    box = show(qtbot, CheckBox("Either of us can let it go, no reason needed"), 160)
    assert box.heightForWidth(160) > box.heightForWidth(600)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(120, box.height() - 6))
    assert box.isChecked()


def test_radios_of_one_question_exclude_each_other(qtbot):
    holder = QWidget()
    column = QVBoxLayout(holder)
    first, second = Radio("One"), Radio("Two")
    column.addWidget(first)
    column.addWidget(second)
    show(qtbot, holder)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert (first.isChecked(), second.isChecked()) == (False, True)


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_switch_acts_at_once(qtbot, key):
    switch = show(qtbot, Switch("Cover the page", True))
    told = []
    switch.toggled.connect(told.append)
    QTest.keyClick(switch, key)
    assert told == [False]
    assert name_of(switch) == "Cover the page"


# --- the step selector


@pytest.fixture
def closeness(qtbot):
    steps = StepSelector("Closeness", WORDS, "closeness")
    steps.told = []
    steps.chosen.connect(steps.told.append)
    return show(qtbot, steps)


def test_steps_start_unanswered_and_are_real_radio_buttons(closeness):
    assert closeness.value is None
    assert not any(cell.isChecked() for cell in closeness.cells)
    assert {role_of(cell) for cell in closeness.cells} == {QAccessible.Role.RadioButton}
    assert role_of(closeness) == QAccessible.Role.Grouping
    assert name_of(closeness.cells[1]) == "Closeness, a little apart"
    spoken = QAccessible.queryAccessibleInterface(closeness.cells[1])
    assert spoken.text(QAccessible.Text.Description) == "2 of 5, not required"


def test_choosing_a_step_again_takes_it_back(closeness):
    QTest.mouseClick(closeness.cells[1], Qt.MouseButton.LeftButton)
    assert closeness.value == 2
    assert closeness._word.text() == "a little apart"
    QTest.mouseClick(closeness.cells[1], Qt.MouseButton.LeftButton)
    assert closeness.value is None
    assert closeness._word.text() == ""
    assert not closeness.cells[1].isChecked()
    assert closeness.told == [2, None]


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_backspace_takes_an_answer_back(closeness, key):
    QTest.mouseClick(closeness.cells[3], Qt.MouseButton.LeftButton)
    QTest.keyClick(closeness.cells[3], key)
    assert closeness.told == [4, None]
    QTest.keyClick(closeness.cells[3], key)
    assert closeness.told == [4, None]


def test_arrows_home_and_end_choose(closeness, qtbot):
    closeness.cells[0].setFocus()
    for key, expected in (
        (Key.Key_Right, 1),
        (Key.Key_Right, 2),
        (Key.Key_Left, 1),
        (Key.Key_Left, 1),
        (Key.Key_End, 5),
        (Key.Key_Home, 1),
    ):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert closeness.value == expected
        assert QApplication.focusWidget() is closeness.cells[expected - 1]


def test_arrows_follow_the_eye_on_a_mirrored_page(closeness):
    closeness.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    closeness.value = 2
    QTest.keyClick(closeness.cells[1], Key.Key_Left)
    assert closeness.value == 3
    assert closeness.cells[0].x() > closeness.cells[4].x()


def test_tab_stops_once_at_a_step_selector(closeness):
    closeness.value = 4
    stops = [cell for cell in closeness.cells if cell.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [closeness.cells[3]]


# --- segments, tabs, chips


def test_segments_answer_to_mouse_and_arrows(qtbot):
    made = show(
        qtbot, Segmented("Depth", [("1", "Beside", ("pressure", 1)), ("2", "Closer"), ("3", "Open")], "2")
    )
    told = []
    made.chosen.connect(told.append)
    QTest.mouseClick(made.cells[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(made.cells[2], Qt.MouseButton.LeftButton)
    QTest.keyClick(made.cells[2], Key.Key_Left)
    assert told == ["3", "2"]
    assert name_of(made.cells[0]) == "Depth, Beside"


def test_segments_that_do_not_fit_go_into_another_line(qtbot):
    made = Segmented("Repeat", [(n, n) for n in ("Once", "Every week", "Every 2 weeks", "Monthly")])
    qtbot.addWidget(made)
    assert made.heightForWidth(200) > made.heightForWidth(800)


def test_tabs_that_do_not_fit_can_be_reached_under_more(qtbot):
    items = [
        ("ready", "When ready"),
        ("cards", "Cards"),
        ("kindly", "Say it kindly"),
        ("room", "Talking room"),
    ]
    tabs = show(qtbot, Tabs(items), 700)
    assert not tabs.more.isVisible()
    tabs.resize(240, 40)
    assert tabs.more.isVisible()
    tabs.value = "room"
    shown = [tab.value for tab in tabs.tabs if tab.isVisible()]
    assert "room" in shown
    assert len(shown) < 4
    assert tabs.more.geometry().right() < 240


def test_tabs_step_round_and_are_spoken_as_tabs(qtbot):
    tabs = show(qtbot, Tabs([("a", "Plan"), ("b", "Ideas")]))
    told = []
    tabs.chosen.connect(told.append)
    tabs.step(1)
    tabs.step(1)
    QTest.keyClick(tabs.tabs[0], Key.Key_Right)
    assert told == ["b", "a", "b"]
    assert role_of(tabs) == QAccessible.Role.PageTabList
    assert role_of(tabs.tabs[0]) == QAccessible.Role.PageTab
    assert not QAccessible.queryAccessibleInterface(tabs.tabs[0]).state().checked
    assert QAccessible.queryAccessibleInterface(tabs.tabs[1]).state().checked


def test_a_chosen_chip_shows_a_tick_and_makes_room_for_it(qtbot):
    chip = show(qtbot, Chip("Low energy", checkable=True))
    before = chip.sizeHint().width()
    QTest.keyClick(chip, Key.Key_Return)
    assert chip.isChecked()
    assert chip.sizeHint().width() >= before + theme.px(16)


def test_a_tag_is_taken_away_by_its_cross(qtbot):
    tag = show(qtbot, Tag("kitchen", removable=True))
    told = []
    tag.removed.connect(told.append)
    QTest.mouseClick(tag.cross, Qt.MouseButton.LeftButton)
    assert told == ["kitchen"]
    assert name_of(tag.cross) == "Remove kitchen"
    assert tag.cross.width() >= 24


def test_a_flow_runs_from_the_start_edge_and_wraps(qtbot):
    holder = QWidget()
    layout = FlowLayout(holder)
    chips = [Chip(f"number {n}") for n in range(6)]
    for chip in chips:
        layout.addWidget(chip)
    show(qtbot, holder, 260)
    assert chips[0].x() == 0
    assert chips[-1].y() > chips[0].y()
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.setGeometry(holder.rect())
    assert chips[0].geometry().right() == 259


# --- cards


def test_a_card_can_be_chosen_by_mouse_and_keyboard_and_says_so(qtbot):
    card = show(qtbot, Card(choosable=True))
    card.setAccessibleName("Beside")
    told = []
    card.clicked.connect(lambda: told.append(1))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.keyClick(card, Key.Key_Space)
    QTest.keyClick(card, Key.Key_Return)
    assert told == [1, 1, 1]
    spoken = QAccessible.queryAccessibleInterface(card)
    assert spoken.role() == QAccessible.Role.RadioButton
    assert not spoken.state().checked
    card.chosen = True
    assert spoken.state().checked


def test_a_plain_card_is_no_control(qtbot):
    card = show(qtbot, Card())
    told = []
    card.clicked.connect(lambda: told.append(1))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told == []
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus
