"""One idea as a card, and the grid a shelf puts its cards in.

A card is one button that paints itself, with a second button inside: a frame full of labels for each would be felt.
Making one takes longer than giving it another idea, so a grid keeps its cards and a filter only changes what stands on
them; the order of Tab is then always the order of the page. The card is as tall as its words need; a row is as tall as
its tallest card.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from companion.content import Activity
from ui import theme
from ui.widgets import icons, paint
from ui.widgets.buttons import Button
from ui.widgets.phrasing import band, band_word, icon_of, idea_facts

_PAD = 18
_ICON = 22
_BELOW_TITLE = 3
_MOST_LINES = 3
_LEAST_HEIGHT = 142
_LEAST_WIDTH = 228
_COLUMNS = 3
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class IdeaCard(QAbstractButton):
    """Pressing the card opens the idea; `plan_asked` is its own small button. Both carry the id."""

    opened = Signal(str)
    plan_asked = Signal(str)

    def __init__(self, idea: Activity, say: Callable[[Activity], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.idea = idea
        self._say = say
        self._sentence = self._facts = ""
        self._shown: tuple[Activity, str] | None = None
        self._laid: tuple[int, list[QTextLayout]] = (-1, [])
        # Asked for many times while a page finds its shape, and a page has many cards.
        self._heights: dict[int, int] = {}
        self._hover = False
        self.ring_radius = theme.radius("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.plan_button = Button(self.tr("Plan"), "quiet", size="small")
        self.plan_button.setParent(self)
        self.plan_button.clicked.connect(lambda: self.plan_asked.emit(self.idea.id))
        self.clicked.connect(lambda: self.opened.emit(self.idea.id))
        self.show_idea(idea)
        theme.watcher.changed.connect(self._forget)

    def show_idea(self, idea: Activity) -> None:
        """Stand for this idea from now on, with the sentence `say` has for it."""
        sentence = self._say(idea)
        if self._shown is not None and self._shown[0] is idea and self._shown[1] == sentence:
            return
        self._shown = (idea, sentence)
        self.idea, self._sentence = idea, sentence
        self._facts = idea_facts(*idea.minutes, idea.place)
        self.setText(idea.title)
        self.setAccessibleName(idea.title)
        self.plan_button.setAccessibleName(self.tr("Plan: {title}").format(title=idea.title))
        pressure = band_word(band(self.idea.pressure))
        self.setAccessibleDescription(
            self.tr("{what} {pressure}, {facts}.").format(
                what=self._sentence, pressure=pressure, facts=self._facts
            )
        )
        self._forget()

    # --- size -----------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        title, sentence = self._layouts(width)
        words = self._rows(title) * theme.line("card_title") + self._rows(sentence) * theme.line("body")
        foot = max(self.plan_button.sizeHint().height(), theme.line("caption"))
        air = _PAD - 2 + _BELOW_TITLE + theme.space(3) + theme.space(2)
        return max(theme.px(_LEAST_HEIGHT), ceil(air + words + self._facts_height(width, foot)))

    def sizeHint(self) -> QSize:
        width = theme.px(268)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(80))

    def _facts_height(self, width: int, foot: int) -> int:
        """Facts and button side by side, or, where large text leaves no room, under one another."""
        return foot if self._one_line(width) else foot + theme.line("caption")

    def _one_line(self, width: int) -> bool:
        facts = QFontMetricsF(theme.font("caption")).horizontalAdvance(self._facts)
        return bool(facts + self.plan_button.sizeHint().width() + _PAD + theme.space(4) <= width)

    def _rows(self, layout: QTextLayout) -> int:
        return min(layout.lineCount(), _MOST_LINES)

    def _layouts(self, width: int) -> list[QTextLayout]:
        if self._laid[0] != width:
            inner = max(width - 2 * _PAD - 2, 1)
            icon = theme.px(_ICON) + theme.space(2) if icon_of(self.idea.family) and not self.idea.own else 0
            self._laid = (
                width,
                [
                    _lay_out(self, self.idea.title, "card_title", inner - icon),
                    _lay_out(self, self._sentence, "body", inner),
                ],
            )
        return self._laid[1]

    def _forget(self) -> None:
        self._laid = (-1, [])
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        hint = self.plan_button.sizeHint()
        # The words of the button, not its box, end where the card's text ends.
        x = self.width() - _PAD - hint.width() + theme.space(2)
        if paint.rtl(self):
            x = _PAD - theme.space(2)
        self.plan_button.setGeometry(
            x, self.height() - hint.height() - theme.space(2), hint.width(), hint.height()
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._forget()

    # --- picture --------------------------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A card is a button: Enter opens it like Space, whatever the platform thinks of Enter on buttons.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ARROWS:
            # To the grid: on its own a button would go to the next one in the order of Tab.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "hover" if self._hover or self.isDown() else "surface"
        edge = "line_strong" if self._hover else "line"
        paint.box(painter, QRectF(self.rect()), theme.radius("card"), theme.color(ground), theme.color(edge))
        right_to_left = paint.rtl(self)
        title, sentence = self._layouts(self.width())
        inner = self.width() - 2 * _PAD - 2
        icon = icon_of(self.idea.family)
        start = float(_PAD + 1)
        if icon and not self.idea.own:
            side = theme.px(_ICON)
            x = _PAD if right_to_left else self.width() - _PAD - side
            icons.paint(painter, icon, QRectF(x, _PAD - 2, side, side), "accent")
            if right_to_left:
                start += side + theme.space(2)
        y = float(_PAD - 2)
        y = self._draw(painter, title, QPointF(start, y), "card_title", "ink")
        self._draw(painter, sentence, QPointF(_PAD + 1, y + _BELOW_TITLE), "body", "ink_2")
        self._draw_facts(painter, inner)

    def _draw(self, painter: QPainter, layout: QTextLayout, corner: QPointF, style: str, ink: str) -> float:
        painter.setPen(theme.color(ink))
        pitch = theme.line(style)
        rows = self._rows(layout)
        for number in range(rows):
            line = layout.lineAt(number)
            top = corner.y() + number * pitch + (pitch - line.height()) / 2
            if number == rows - 1 and layout.lineCount() > rows:
                _draw_cut(self, painter, layout, number, QPointF(corner.x(), top + line.ascent()), style)
            else:
                line.draw(painter, QPointF(corner.x(), top - line.y()))
        return corner.y() + rows * pitch

    def _draw_facts(self, painter: QPainter, inner: int) -> None:
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_3"))
        button = self.plan_button.geometry()
        if self._one_line(self.width()):
            band_of = QRectF(_PAD + 1, button.y(), inner, button.height())
        else:
            band_of = QRectF(_PAD + 1, button.y() - theme.line("caption"), inner, theme.line("caption"))
        backwards = paint.runs_rtl(self._facts)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        painter.drawText(band_of, paint.start(self) | Qt.AlignmentFlag.AlignVCenter, self._facts)


def _lay_out(widget: QWidget, text: str, style: str, width: int) -> QTextLayout:
    layout = QTextLayout(text, theme.font(style))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    backwards = paint.runs_rtl(text)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight)
    option.setAlignment(paint.start(widget))
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _draw_cut(
    widget: QWidget, painter: QPainter, layout: QTextLayout, number: int, at: QPointF, style: str
) -> None:
    line = layout.lineAt(number)
    metrics = QFontMetricsF(theme.font(style))
    cut = metrics.elidedText(layout.text()[line.textStart() :], Qt.TextElideMode.ElideRight, line.width())
    painter.setFont(theme.font(style))
    x = at.x() + (line.width() - metrics.horizontalAdvance(cut) if paint.rtl(widget) else 0)
    painter.drawText(QPointF(x, at.y()), cut)


class CardGrid(QWidget):
    """Cards in three columns, or two, or one: as many as fit with room for their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all_cards: list[IdeaCard] = []
        self.cards: list[IdeaCard] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.watcher.changed.connect(self._again)

    def add(self, cards: Sequence[IdeaCard]) -> None:
        """Put more cards at the end, to be shown when there is something for them."""
        for card in cards:
            card.setParent(self)
        self.all_cards.extend(cards)

    def show_ideas(self, ideas: Sequence[Activity]) -> None:
        """Show these in their order, as far as there are cards; cards too many are put away."""
        self.cards = self.all_cards[: len(ideas)]
        for card, idea in zip(self.cards, ideas, strict=False):
            card.show_idea(idea)
        for number, card in enumerate(self.all_cards):
            card.setVisible(number < len(ideas))
        self._again()

    def columns(self, width: int) -> int:
        """How many columns fit into a width."""
        gap = theme.space("gutter")
        return max(1, min(_COLUMNS, (width + gap) // (theme.px(_LEAST_WIDTH) + gap)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=0)

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.px(_LEAST_WIDTH))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the grid; Tab walks it too, button by button."""
        focused = self.focusWidget()
        here = next((n for n, card in enumerate(self.cards) if card is focused), None)
        across = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Right: across,
            Qt.Key.Key_Left: -across,
            Qt.Key.Key_Down: self.columns(self.width()),
            Qt.Key.Key_Up: -self.columns(self.width()),
        }
        step = steps.get(Qt.Key(event.key()))
        if here is None or step is None or not 0 <= here + step < len(self.cards):
            super().keyPressEvent(event)
            return
        self.cards[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _again(self) -> None:
        self._place()
        self.updateGeometry()

    def _place(self) -> None:
        for card, place in zip(self.cards, self._places(self.width()), strict=True):
            card.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        count, gap = self.columns(width), theme.space("gutter")
        each = (width - (count - 1) * gap) // count
        places: list[QRect] = []
        y = 0
        for first in range(0, len(self.cards), count):
            row = self.cards[first : first + count]
            height = max(card.heightForWidth(each) for card in row)
            for number in range(len(row)):
                x = number * (each + gap)
                places.append(QRect(width - x - each if self.isRightToLeft() else x, y, each, height))
            y += height + gap
        return places
