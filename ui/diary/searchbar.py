"""The search of the diary as one sees it: the field, the filters in it as chips below, and how what is found is ordered.

What is typed and what is chosen are the same line; a chip is a piece of it. The bar reads the line and asks (`asked`);
who answers is not its affair.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.diary.asking import ENGLISH, LABELS, Asked, Piece, parse, without, written
from companion.spelling import plain
from ui.diary import filters
from ui.diary.offers import MOST_OFFERS, Offering
from ui.scales import feeling_words
from ui.widgets.buttons import IconButton
from ui.widgets.chips import FlowLayout, Tag
from ui.widgets.fields import SearchField
from ui.widgets.focus import tab_after
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary.asking import Vocabulary
    from ui.widgets.menu import Menu

FEWEST, MOST = 2, 500
"""Among so many pages an order by how well they fit means something and is quick."""

Learn = Callable[[Callable[[filters.Known], object]], object]


class SearchBar(QWidget):
    """`asked(Asked, best)` comes when something else is to be found; an empty `Asked` is everything. `down` asks to go
    on to what was found. `learn` is called with whom to tell what there is to choose from; `ask_day` with where to ask
    for a day and whom to tell."""

    asked = Signal(object, bool)
    down = Signal()

    def __init__(
        self,
        learn: Learn,
        ask_day: Callable[[QWidget, Callable[[date], object]], object],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._learn, self._ask_day, self._today = learn, ask_day, today
        self.known = filters.Known()
        self._vocabulary: Vocabulary = ENGLISH
        self._line: Asked = Asked()
        self._last = "", self._vocabulary, Asked()
        self.field = SearchField(self.tr("Search your words"))
        self._offering = Offering(self.field, self)
        self._offering.picked.connect(self._take)
        self.button = IconButton("settings-2", self.tr("Filters"))
        self.chips = QWidget()
        self.chips.setAccessibleName(self.tr("Filters in use"))
        self.hint = Label("", "caption", "ink_3", wrap=True)
        self.order = Segmented(
            self.tr("Order"), [(False, self.tr("Newest")), (True, self.tr("Best match"))], value=False
        )
        self._build()
        self.field.words.connect(lambda _words: self._read())
        self.field.textEdited.connect(lambda _text: self._offer())
        self.field.cursorPositionChanged.connect(lambda _old, _new: self._offer())
        self.field.installEventFilter(self)
        self.button.clicked.connect(lambda: self._learn(self._open_menu))
        self.order.chosen.connect(lambda best: self.asked.emit(self._line, best))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        self._flow = FlowLayout(self.chips, spacing=6, line_spacing=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        for widget in (self.chips, self.hint, self.order):
            column.addWidget(widget)
            widget.hide()

    # --- what the list asks -------------------------------------------------------------------------------

    @property
    def line(self) -> Asked:
        """What was asked for last."""
        return self._line

    def set_place(self, words: str) -> None:
        """What the empty field says."""
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)

    def counted(self, number: int) -> None:
        """So many pages were found: offer another order if that means something."""
        fits = bool(self._line.words) and FEWEST <= number <= MOST
        self.order.setVisible(fits)

    def forget(self) -> None:
        """Hold no word any longer."""
        self.field.blockSignals(True)
        self.field.clear()
        self.known, self._line = filters.Known(), Asked()
        self._last = "", self._vocabulary, Asked()
        self._show(self._line)
        self._offering.show([])

    # --- the line -----------------------------------------------------------------------------------------

    def _read(self) -> None:
        """The line has changed, or nobody types in it any longer."""
        text = self.field.text()
        if ":" in text and self._vocabulary is ENGLISH:
            self._vocabulary = filters.vocabulary()
        # What stands at the end stays a beginning when one goes on to the pages: they must not change under the hand.
        line = self._parsed(text)
        self._show(line)
        if line == self._line and line.pieces == self._line.pieces:
            return
        self._line = line
        self.order.value = False
        if not line.words:
            self.order.hide()
        self.asked.emit(line, False)

    def _parsed(self, text: str) -> Asked:
        """What is typed, read once a letter however many want to know."""
        if self._last[:2] != (text, self._vocabulary):
            self._last = text, self._vocabulary, parse(text, self._vocabulary, typing=True)
        return self._last[2]

    _finished = False

    def _finish(self) -> None:
        """Enter, or gone on: what stands at the end of the line has its chip, too, or its hint."""
        self._finished = True
        self._read()
        self._finished = False

    def _readable(self, piece: Piece) -> bool:
        """Whether a filter says something, as it stands."""
        text = self.field.text()[piece.start : piece.end]
        return bool(parse(text, self._vocabulary).pieces)

    def _shown(self, line: Asked) -> list[Piece]:
        """The filters that have a chip: what is being typed has none yet."""
        done = self._finished or not self.field.hasFocus()
        return [piece for piece in line.pieces if not piece.open or (done and self._readable(piece))]

    def _show(self, line: Asked) -> None:
        pieces = self._shown(line)
        words = [filters.chip_words(piece, self._vocabulary) for piece in pieces]
        shown = [self._flow.itemAt(at).widget() for at in range(self._flow.count())]  # type: ignore[union-attr]
        if words != [tag.text for tag in shown if isinstance(tag, Tag)]:
            self._show_chips(pieces, words)
        begun = [piece for piece in line.pieces if piece.open and not self._readable(piece)]
        unread = [*line.unread, *(begun if self._finished else ())]
        self.hint.setText(next((said for piece in unread if (said := filters.hint(piece))), ""))
        self.hint.setVisible(bool(self.hint.text()))

    def _show_chips(self, pieces: list[Piece], words: list[str]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            tag = item.widget()
            if tag is not None:
                tag.hide()
                tag.deleteLater()
        tags: list[Tag] = []
        for at, text in enumerate(words):
            tag = Tag(text, removable=True)
            tag.removed.connect(lambda _text, at=at: self._remove(at))
            self._flow.addWidget(tag)
            tags.append(tag)
        tab_after(self.button, *tags)
        self.chips.setVisible(bool(pieces))

    def _remove(self, at: int) -> None:
        """The cross of a chip."""
        self._read()  # what was typed a moment ago moved the pieces of the line
        pieces = self._shown(self._line)
        said = filters.chip_words(pieces[at], self._vocabulary)
        self._write(without(self.field.text(), pieces[at]))
        announce(self, self.tr("{filter} taken away").format(filter=said))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, text: str) -> None:
        """Another line, chosen by hand."""
        self.field.setText(f"{text.strip()} " if text.strip() else "")
        self.field.setCursorPosition(len(self.field.text()))
        self._read()

    # --- by hand ------------------------------------------------------------------------------------------

    def _open_menu(self, known: filters.Known) -> None:
        self.known = known
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self.button)

    def menu(self) -> Menu:
        """The filters to choose from."""
        self._vocabulary = filters.vocabulary()
        return filters.filter_menu(
            self, self.known, self._today(), self._chosen, self.choose, self.begin, self._ask_for_day
        )

    def _in_line(self, key: str, value: str) -> Piece | None:
        """The filter in the line that says this."""
        wanted = parse(filters.written_by_hand(key, value), self._vocabulary)
        line = parse(self.field.text(), self._vocabulary)
        return next(
            (
                piece
                for piece in line.pieces
                if parse(self.field.text()[piece.start : piece.end], self._vocabulary) == wanted
            ),
            None,
        )

    def _chosen(self, key: str, value: str) -> bool:
        return self._in_line(key, value) is not None

    def choose(self, key: str, value: str) -> None:
        """Put a filter into the line, or take it away if it is there."""
        piece = self._in_line(key, value)
        text = self.field.text()
        if piece is not None:
            self._write(without(text, piece))
        else:
            self._write(f"{text.strip()} {filters.written_by_hand(key, value)}")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, key: str) -> None:
        """Put the name of a filter at the end of the line, to be typed on."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setText(f"{self.field.text().strip()} {filters.names()[key]}:".lstrip())
        self._offer()

    def _ask_for_day(self, key: str) -> None:
        self._ask_day(self.button, lambda day: self.choose(key, day.isoformat()))

    # --- tags and feelings that go on like what is typed --------------------------------------------------

    def _begun(self) -> Piece | None:
        """The tag or feeling at the end of the line that is being typed."""
        field = self.field
        if not field.hasFocus() or field.cursorPosition() != len(field.text()) or ":" not in field.text():
            return None
        self._vocabulary = self._vocabulary if self._vocabulary is not ENGLISH else filters.vocabulary()
        pieces = self._parsed(field.text()).pieces
        return pieces[-1] if pieces and pieces[-1].open and pieces[-1].key in LABELS else None

    def matching(self) -> list[str]:
        """What would be offered now, the most used first."""
        piece = self._begun()
        if piece is None:
            return []
        words = list(self.known.tags) if piece.key == "tag" else feeling_words(self.known.feelings)
        if piece.key == "feeling":
            words += [
                word
                for word in feeling_words(list(self._vocabulary.values["feeling"].values()))
                if word not in words
            ]
        typed = plain(" ".join(piece.value.split()))
        return [word for word in words if plain(word).startswith(typed) and plain(word) != typed][
            :MOST_OFFERS
        ]

    def _offer(self) -> None:
        begun = self._begun() is not None
        if begun and not self._begun_before:  # anew each time: tags come and go
            self._lesson += 1
            number = self._lesson
            # An answer that was overtaken says what there was before.
            self._learn(lambda known: self._learnt(known) if number == self._lesson else None)
        self._begun_before = begun
        self._offering.show(self.matching())

    _begun_before = False
    _lesson = 0

    def _learnt(self, known: filters.Known) -> None:
        if known != self.known:
            self.known = known
            self._offering.show(self.matching())

    @property
    def offers(self) -> list[str]:
        """What stands under the field."""
        return self._offering.words

    def _take(self, word: str) -> None:
        """An offer in place of what was typed of it."""
        piece = self._begun()
        if piece is not None:
            text = self.field.text()
            self._write(
                f"{text[: piece.start]}{'-' if piece.no else ''}{written(filters.names()[piece.key], word)}"
            )
        self._offering.show([])

    # --- keys ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self._offering.show([])
            self._finish()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if self._offering.key(event):
            return True
        if event.key() == Qt.Key.Key_Down:
            self._read()  # the last letters may not have been asked for yet
            self.down.emit()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._offering.show([])
            self._finish()
            return True
        return False
