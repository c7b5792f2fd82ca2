"""What Qt draws by itself, drawn our way: Fusion, with the visible parts replaced.

Most controls of the app paint themselves. This is for the rest: text fields, scroll bars, menus, tooltips, the list
of a drop-down, and everything inside Qt's own file dialog. It asks `theme` for colours while it paints, so a change
of theme costs a repaint.

There is no style sheet on purpose. Measured with six pages built (946 widgets): a sheet on the application, even of
one rule, made a change of theme take 0.6 s instead of 0.03 s and doubled the time to build a page, since every widget
then goes through the style sheet engine.
"""

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QWidget,
)

from ui import theme
from ui.theme import draw

State = QStyle.StateFlag
Primitive = QStyle.PrimitiveElement
Control = QStyle.ControlElement
Complex = QStyle.ComplexControl
Sub = QStyle.SubControl

Picture = QStyle.StandardPixmap

PICTURES = {
    Picture.SP_ArrowBack: "arrow-left",
    Picture.SP_ArrowLeft: "arrow-left",
    Picture.SP_FileDialogBack: "arrow-left",
    Picture.SP_ArrowForward: "arrow-right",
    Picture.SP_ArrowRight: "arrow-right",
    Picture.SP_ArrowUp: "arrow-up",
    Picture.SP_ArrowDown: "arrow-down",
    Picture.SP_FileDialogToParent: "arrow-up",
    Picture.SP_FileDialogNewFolder: "folder-plus",
    Picture.SP_FileDialogListView: "layout-grid",
    Picture.SP_FileDialogDetailedView: "list",
    Picture.SP_FileDialogContentsView: "list",
    Picture.SP_FileDialogInfoView: "info",
    Picture.SP_DirIcon: "folder",
    Picture.SP_DirClosedIcon: "folder",
    Picture.SP_DirLinkIcon: "folder",
    Picture.SP_DirOpenIcon: "folder-open",
    Picture.SP_DirLinkOpenIcon: "folder-open",
    Picture.SP_DirHomeIcon: "house",
    Picture.SP_DesktopIcon: "monitor",
    Picture.SP_ComputerIcon: "monitor",
    Picture.SP_DriveHDIcon: "hard-drive",
    Picture.SP_DriveFDIcon: "hard-drive",
    Picture.SP_DriveCDIcon: "hard-drive",
    Picture.SP_DriveDVDIcon: "hard-drive",
    Picture.SP_DriveNetIcon: "hard-drive",
    Picture.SP_FileIcon: "file",
    Picture.SP_FileLinkIcon: "file",
    Picture.SP_TrashIcon: "trash-2",
    Picture.SP_LineEditClearButton: "x",
    Picture.SP_MessageBoxInformation: "info",
    Picture.SP_MessageBoxQuestion: "circle-question-mark",
    Picture.SP_MessageBoxWarning: "circle-alert",
    Picture.SP_MessageBoxCritical: "circle-alert",
}
"""What stands for Qt's own pictures, in its file and print dialogs and the questions they ask."""

_MESSAGES = (
    Picture.SP_MessageBoxInformation,
    Picture.SP_MessageBoxQuestion,
    Picture.SP_MessageBoxWarning,
    Picture.SP_MessageBoxCritical,
)
_BUTTONS = frozenset(
    getattr(Picture, f"SP_Dialog{name}Button")
    for name in (
        "Ok Cancel Help Open Save Close Apply Reset Discard Yes No YesToAll NoToAll SaveAll Abort".split()
    )
) | {Picture.SP_DialogRetryButton, Picture.SP_DialogIgnoreButton, Picture.SP_RestoreDefaultsButton}
MENU_ROW = 34
MENU_EDGE = 12
MENU_GAP = 10
_THUMB, _THUMB_EDGE = 6, 4
_THUMB_LEAST = 32


def on(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    """Whether the option carries the state."""
    return bool(option.state & flag)


class Style(QProxyStyle):
    """Make one and give it to the application."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._primitives = {
            Primitive.PE_PanelLineEdit: self._line_edit,
            Primitive.PE_FrameLineEdit: self._nothing,
            Primitive.PE_FrameFocusRect: self._focus,
            Primitive.PE_PanelTipLabel: self._tip,
            Primitive.PE_PanelMenu: self._menu_panel,
            Primitive.PE_FrameMenu: self._nothing,
            Primitive.PE_PanelItemViewItem: self._item,
            Primitive.PE_PanelItemViewRow: self._nothing,
            Primitive.PE_IndicatorCheckBox: self._check,
            Primitive.PE_IndicatorItemViewItemCheck: self._check,
            Primitive.PE_IndicatorRadioButton: self._radio,
            Primitive.PE_PanelButtonCommand: self._push_button,
            Primitive.PE_FrameDefaultButton: self._nothing,
        }

    # --- one part each

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: Any = None
    ) -> None:
        drawn = self._primitives.get(element)
        if drawn is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        drawn(option, painter, widget)
        painter.restore()

    def _nothing(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        """Left out."""

    def _line_edit(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
            return  # the field inside a spin box or an editable drop-down
        draw.field_box(
            painter,
            QRectF(_rect(option)),
            focused=on(option, State.State_HasFocus),
            enabled=on(option, State.State_Enabled),
            fault=widget is not None and bool(widget.property("fault")),
            large=widget is not None and bool(widget.property("large")),
        )

    def _focus(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        draw.box(painter, QRectF(_rect(option)), 6, None, theme.color("focus"), 2)

    def _tip(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        painter.fillRect(_rect(option), theme.color("raised"))
        draw.box(painter, QRectF(_rect(option)), 0, None, theme.color("line"))

    def _menu_panel(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        rounded = widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        radius = theme.radius("card") if rounded else 0
        if rounded and QGuiApplication.platformName() == "xcb":
            # What a cut leaves of a half-covered corner pixel is line, and not black (ui.widgets.rounded).
            painter.fillRect(_rect(option), theme.color("line"))
        draw.box(painter, QRectF(_rect(option)), radius, theme.color("raised"), theme.color("line"))

    def _item(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if on(option, State.State_Selected):
            draw.box(painter, QRectF(_rect(option)), theme.radius("tag"), theme.color("accent_soft"))
        elif on(option, State.State_MouseOver) and on(option, State.State_Enabled):
            draw.box(painter, QRectF(_rect(option)), theme.radius("tag"), theme.color("hover"))

    def _check(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        ticked = on(option, State.State_On) or on(option, State.State_NoChange)
        draw.check(painter, _square(_rect(option)), ticked, on(option, State.State_Enabled))

    def _radio(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        draw.radio(
            painter, _square(_rect(option)), on(option, State.State_On), on(option, State.State_Enabled)
        )

    def _push_button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        enabled = on(option, State.State_Enabled)
        ground = "surface" if enabled else "sunken"
        if enabled and (on(option, State.State_Sunken) or on(option, State.State_On)):
            ground = "accent_soft"
        elif enabled and on(option, State.State_MouseOver):
            ground = "hover"
        border = theme.color("line_strong" if enabled else "line")
        rect = QRectF(_rect(option)).adjusted(1, 1, -1, -1)
        draw.box(painter, rect, theme.radius("control"), theme.color(ground), border)

    # --- pictures

    def standardIcon(
        self, which: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        """Ours in one quiet colour, and none on buttons, whose words say what they do."""
        if which in _BUTTONS:
            return QIcon()
        name = PICTURES.get(which)
        if name is None:
            return super().standardIcon(which, option, widget)
        from ui.widgets import icons

        backwards = widget.isRightToLeft() if widget is not None else QApplication.isRightToLeft()
        if backwards and which in (Picture.SP_ArrowBack, Picture.SP_ArrowForward):
            name = "arrow-right" if which == Picture.SP_ArrowBack else "arrow-left"
        return icons.icon(name, theme.px(36 if which in _MESSAGES else 18))

    # --- controls

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: Any = None
    ) -> None:
        if element == Control.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            painter.save()
            self._menu_row(option, painter, widget)
            painter.restore()
        elif element == Control.CE_MenuEmptyArea:
            return
        elif element == Control.CE_ShapedFrame and widget is not None and widget.property("text_field"):
            painter.save()
            draw.field_box(
                painter,
                QRectF(_rect(option)),
                focused=widget.hasFocus(),
                enabled=widget.isEnabled(),
                fault=bool(widget.property("fault")),
            )
            painter.restore()
        elif element == Control.CE_ShapedFrame and isinstance(widget, QAbstractScrollArea):
            if isinstance(
                widget.window(), QDialog
            ):  # Qt's own dialogs; ours lie on their ground without a frame
                draw.box(painter, QRectF(_rect(option)), theme.radius("tag"), None, theme.color("line"))
        else:
            super().drawControl(element, option, painter, widget)

    def _menu_row(self, option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None) -> None:
        rect = QRectF(_rect(option))
        kind = option.menuItemType
        if kind == QStyleOptionMenuItem.MenuItemType.Separator:
            painter.fillRect(
                rect.adjusted(10, rect.height() // 2, -10, 1 - rect.height() + rect.height() // 2),
                theme.color("line"),
            )
            return
        enabled, lit = on(option, State.State_Enabled), on(option, State.State_Selected)
        danger, picture, start = menu_row(widget, option.text)
        if lit and enabled:
            draw.box(
                painter, rect, theme.radius("tag"), theme.color("clay_soft" if danger else "accent_soft")
            )
        color = "ink_off" if not enabled else "clay" if danger else "ink"
        if lit and enabled:
            color = "on_clay_soft" if danger else "on_accent_soft"
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        side = theme.px(18)
        left = rect.right() - MENU_EDGE - side if backwards else rect.left() + MENU_EDGE
        at = QRectF(left, rect.center().y() - side / 2, side, side)
        from ui.widgets import icons

        if picture:
            icons.paint(painter, picture, at, "ink_2" if color == "ink" else color, rtl=backwards)
        elif option.checked:
            icons.paint(painter, "check", at, color)
        words = rect.adjusted(MENU_EDGE if backwards else start, 0, -start if backwards else -MENU_EDGE, 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(color))
        shown, _, keys = option.text.partition("\t")
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if backwards:
            near, far = far, near
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        hidden = Qt.TextFlag.TextHideMnemonic.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(words, (near | middle).value | hidden, shown)
        if keys:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color(color if lit or not enabled else "ink_3"))
            painter.drawText(words, (far | middle).value | hidden, keys)
        if kind == QStyleOptionMenuItem.MenuItemType.SubMenu:
            small = theme.px(16)
            x = rect.left() + MENU_EDGE - 4 if backwards else rect.right() - MENU_EDGE + 4 - small
            end = QRectF(x, rect.center().y() - small / 2, small, small)
            icons.paint(painter, "chevron-right", end, "ink_3" if color == "ink" else color, rtl=backwards)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: Any = None
    ) -> QSize:
        if kind == QStyle.ContentsType.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
                return QSize(40, 13)
            shown, _, keys = option.text.partition("\t")
            _danger, _picture, start = menu_row(widget, shown)
            width = (
                start + QFontMetrics(theme.font("body")).horizontalAdvance(shown.replace("&", "")) + MENU_EDGE
            )
            if keys:
                width += 28 + QFontMetrics(theme.font("caption")).horizontalAdvance(keys)
            if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
                width += theme.px(18)
            return QSize(width + 8, theme.px(MENU_ROW))
        if kind == QStyle.ContentsType.CT_PushButton:
            made = super().sizeFromContents(kind, option, size, widget)
            return QSize(made.width() + 12, max(made.height(), theme.size("button")))
        return super().sizeFromContents(kind, option, size, widget)

    # --- scroll bars, drop-downs, spin boxes

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: Any = None,
    ) -> None:
        if control == Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            painter.save()
            self._scroll_bar(option, painter, widget)
            painter.restore()
        elif control == Complex.CC_ComboBox:
            painter.save()
            self._drop_down(option, painter, widget)
            painter.restore()
        elif control == Complex.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            painter.save()
            self._spin_box(option, painter, widget)
            painter.restore()
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        if option.maximum <= option.minimum:
            return
        rect = QRectF(self.subControlRect(Complex.CC_ScrollBar, option, Sub.SC_ScrollBarSlider, widget))
        lit = on(option, State.State_MouseOver) or on(option, State.State_Sunken)
        edge = _THUMB_EDGE - 2 if lit else _THUMB_EDGE
        upright = option.orientation == Qt.Orientation.Vertical
        across, along = (edge, _THUMB_EDGE) if upright else (_THUMB_EDGE, edge)
        thumb = rect.adjusted(across, along, -across, -along)
        color = theme.color("line_strong")
        if not lit and not theme.strong_lines():
            color.setAlphaF(0.55)
        draw.box(painter, thumb, min(thumb.width(), thumb.height()) / 2, color)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: Any = None,
    ) -> QRect:
        if control == Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return self._scroll_part(option, part)
        rect = super().subControlRect(control, option, part, widget)
        if control == Complex.CC_ComboBox and part == Sub.SC_ComboBoxEditField:
            # The words begin where those of a field do.
            air = 7
            backwards = option.direction == Qt.LayoutDirection.RightToLeft
            return rect.adjusted(0 if backwards else air, 0, -air if backwards else 0, 0)
        return rect

    def _scroll_part(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        rect = _rect(option)
        if part == Sub.SC_ScrollBarGroove:
            return rect
        upright = option.orientation == Qt.Orientation.Vertical
        length = rect.height() if upright else rect.width()
        span = option.maximum - option.minimum
        step = max(1, option.pageStep)
        thumb = length if span <= 0 else max(min(length, _THUMB_LEAST), int(length * step / (span + step)))
        place = QStyle.sliderPositionFromValue(
            option.minimum,
            option.maximum,
            option.sliderPosition,
            length - thumb,
            option.upsideDown,
        )
        bounds = {
            Sub.SC_ScrollBarSlider: (place, thumb),
            Sub.SC_ScrollBarSubPage: (0, place),
            Sub.SC_ScrollBarAddPage: (place + thumb, length - place - thumb),
        }
        if part not in bounds:
            return QRect()  # no arrows
        begin, size = bounds[part]
        if upright:
            return QRect(rect.x(), rect.y() + begin, rect.width(), size)
        found = QRect(rect.x() + begin, rect.y(), size, rect.height())
        direction = option.direction
        return QStyle.visualRect(direction, rect, found)

    def _drop_down(self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
        enabled = on(option, State.State_Enabled)
        focused = on(option, State.State_HasFocus)
        draw.field_box(painter, QRectF(_rect(option)), focused=focused, enabled=enabled, fault=False)
        arrow = self.subControlRect(Complex.CC_ComboBox, option, Sub.SC_ComboBoxArrow, widget)
        draw.chevron(painter, QRectF(arrow), "down", theme.color("ink_2" if enabled else "ink_off"))

    def _spin_box(self, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
        enabled = on(option, State.State_Enabled)
        focused = on(option, State.State_HasFocus)
        draw.field_box(painter, QRectF(_rect(option)), focused=focused, enabled=enabled, fault=False)
        for part, way in ((Sub.SC_SpinBoxUp, "up"), (Sub.SC_SpinBoxDown, "down")):
            if option.subControls & part:
                place = self.subControlRect(Complex.CC_SpinBox, option, part, widget)
                draw.chevron(painter, QRectF(place), way, theme.color("ink_2" if enabled else "ink_off"))


def menu_row(menu: Any, text: str) -> tuple[bool, str, int]:
    """Whether the row with this text deletes something, its picture, and where its words begin."""
    pictures = getattr(menu, "pictures", None)
    if pictures is None:
        checks = menu is not None and any(action.isCheckable() for action in menu.actions())
        return False, "", MENU_EDGE + (theme.px(18) + MENU_GAP if checks else 0)
    picture, danger = pictures.get(text.partition("\t")[0], ("", False))
    return danger, picture, MENU_EDGE + (theme.px(18) + MENU_GAP if menu.indented else 0)


def _rect(option: QStyleOption) -> QRect:
    return option.rect


def _square(rect: QRect) -> QRectF:
    side = min(rect.width(), rect.height())
    made = QRectF(0, 0, side, side)
    made.moveCenter(QRectF(rect).center())
    return made
