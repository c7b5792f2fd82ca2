"""Colours, fonts and sizes: what is committed is what the tokens say, and every pair in use can be read."""

import importlib.util
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QStyle, QToolButton

from ui import theme
from ui.theme import palette, tokens
from ui.theme.paths import ICONS

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = tomllib.loads((ROOT / "packaging" / "tokens.toml").read_text("utf-8"))
MODES = ("light", "dark")


@pytest.fixture(autouse=True)
def plain(qapp: QApplication):
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


def test_the_committed_tokens_are_what_the_source_gives():
    spec = importlib.util.spec_from_file_location("make_tokens", ROOT / "packaging" / "make_tokens.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for path, text in made.outputs().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run packaging/make_tokens.py"


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_in_use_has_its_contrast_on_the_running_theme(qapp, mode):
    theme.apply(qapp, mode)
    for pair in SOURCE["contrast"]:
        got = palette.ratio(theme.color(pair["fg"]), theme.color(pair["bg"]))
        assert got >= pair["min"], f"{pair['fg']} on {pair['bg']} in {mode}: {got:.2f}"
        assert got == pytest.approx(pair[mode], abs=0.01)


@pytest.mark.parametrize(
    ("window", "ink"),
    [("#000000", "#FFFFFF"), ("#FFFFFF", "#000000"), ("#000000", "#FFFF00"), ("#777777", "#888888")],
)
def test_high_contrast_keeps_every_pair_apart_whatever_the_system_gives(window, ink):
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor(window))
    system.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    colors = palette.contrast_colors(system, dark=window == "#000000")
    for pair in SOURCE["contrast"]:
        if pair["fg"] in {"focus", "lamp_mark"} and pair["min"] == 3:
            wanted = 3.0
        else:
            wanted = max(7.0, pair["min"])
        assert palette.ratio(colors[pair["fg"]], colors[pair["bg"]]) >= wanted, pair


def test_high_contrast_follows_the_systems_own_colours_and_drops_the_glow(qapp):
    theme.apply(qapp, "contrast")
    assert theme.is_contrast()
    assert theme.strong_lines()
    assert theme.color("line") == theme.color("line_strong")
    assert palette.ratio(theme.color("ink"), theme.color("page")) >= 15


def test_a_system_that_says_nothing_is_light(qapp):
    theme.apply(qapp, "system")
    assert theme.color("page") == QColor(tokens.LIGHT["page"])
    assert not theme.is_dark()


def test_stronger_lines_are_drawn_as_outlines(qapp):
    theme.apply(qapp, "dark", stronger_lines=True)
    assert theme.color("line") == theme.color("line_strong") == QColor(tokens.DARK["line_strong"])


def test_text_size_grows_type_and_size_but_not_space(qapp):
    theme.apply(qapp, "light", text_scale=2.0)
    assert theme.font("body").pixelSize() == 30
    assert theme.line("body") == 44
    assert theme.size("button") == 72
    assert theme.px(10) == 20
    assert theme.space("gutter") == 16
    assert theme.space(4) == 16
    assert theme.radius("card") == 12


def test_text_size_stays_between_its_bounds(qapp):
    theme.apply(qapp, "light", text_scale=9.0, reading_size=99)
    assert theme.scale() == 2.0
    assert theme.font("read").pixelSize() == 44
    theme.apply(qapp, "light", text_scale=0.1, reading_size=1)
    assert theme.scale() == 0.8


def test_reading_size_moves_the_diary_only(qapp):
    theme.apply(qapp, "light", reading_size=22)
    assert theme.font("read").pixelSize() == 22
    assert theme.line("read") == 36
    assert theme.font("body").pixelSize() == 15
    assert theme.font("prompt").pixelSize() == 29


def test_reduced_motion_stops_everything_but_how_long_a_notice_stays(qapp):
    theme.apply(qapp, "light", reduced_motion=True)
    assert {theme.motion(name) for name in tokens.MOTION if name != "toast_stay"} == {0}
    assert theme.motion("toast_stay") == 8000


def test_the_same_choices_again_change_nothing_and_others_are_told_once(qapp, qtbot):
    told = []
    theme.watcher.changed.connect(lambda: told.append(theme.color("page").name()))
    theme.apply(qapp, "light")
    assert told == []
    theme.apply(qapp, "dark")
    assert told == [QColor(tokens.DARK["page"]).name()]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens.DARK["page"])


def test_the_shipped_fonts_are_the_ones_that_draw(qapp):
    assert {"Literata", "Source Sans 3"} <= set(QFontDatabase.families())
    for style, (family, weight) in {
        "title": ("Literata", 500),
        "read": ("Literata", 400),
        "body": ("Source Sans 3", 400),
        "h2": ("Source Sans 3", 600),
    }.items():
        found = QFontInfo(theme.font(style))
        assert found.family().startswith(family)
        assert found.weight() == weight


def test_names_that_do_not_exist_are_mistakes():
    with pytest.raises(KeyError):
        theme.color("brown")
    with pytest.raises(KeyError):
        theme.font("headline")
    with pytest.raises(KeyError):
        theme.space(9)


def test_colours_are_written_nowhere_but_in_the_tokens():
    literal = re.compile(r"""["'(: ]#[0-9A-Fa-f]{3,8}\b|\bQColor\(\s*["']""")
    allowed = {"ui/theme/tokens.py", "ui/theme/palette.py"}
    printing = "ui/printing/"  # paper is black on white in every theme
    for path in sorted((ROOT / "ui").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in {".py"} and name not in allowed and not name.startswith(printing):
            found = literal.search(path.read_text("utf-8"))
            assert found is None, f"{name}: {found.group(0) if found else ''}"


Picture = QStyle.StandardPixmap


@pytest.mark.parametrize("mode", MODES)
def test_qts_own_dialogs_show_our_pictures_in_one_quiet_colour(qapp, qtbot, tmp_path, mode):
    theme.apply(qapp, mode)
    theme.dress(qapp)
    (tmp_path / "Papers").mkdir()
    (tmp_path / "a page.txt").write_text("")
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    files = dialog.findChild(QListView, "listView")
    model, root = files.model(), files.rootIndex()
    qtbot.waitUntil(lambda: model.rowCount(root) == 2)
    shown = [button.icon() for button in dialog.findChildren(QToolButton) if button.isVisible()]
    shown += [model.index(row, 0, root).data(Qt.ItemDataRole.DecorationRole) for row in range(2)]
    shown += [
        qapp.style().standardIcon(which) for which in (Picture.SP_ComputerIcon, Picture.SP_MessageBoxWarning)
    ]
    ink = theme.color("ink_2")
    drawn = 0
    for icon in shown:
        image = icon.pixmap(18, 18).toImage()
        for pixel in (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())):
            if pixel.alpha() > 200:
                drawn += 1
                assert abs(pixel.lightness() - ink.lightness()) < 12
                assert abs(pixel.red() - ink.red()) < 24
    assert drawn > 100


def test_buttons_of_qts_own_dialogs_have_words_and_no_picture(qapp):
    theme.dress(qapp)
    for which in (Picture.SP_DialogCancelButton, Picture.SP_DialogSaveButton, Picture.SP_DialogOpenButton):
        assert qapp.style().standardIcon(which).isNull()


def test_every_icon_can_be_drawn_in_a_colour():
    named = [path for path in ICONS.glob("*.svg") if not path.name.startswith("icon")]
    assert len(named) > 100
    for path in named:
        text = path.read_text("utf-8")
        assert ElementTree.fromstring(text).get("viewBox") == "0 0 24 24", path.name
        assert "currentColor" in text, path.name
        assert 'stroke-width="2"' in text, path.name
