"""The recovery kit on paper, and the windows in which sheets are looked at before they are printed."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow

from companion import content
from companion.workspace import open_new
from tests.conftest import ROOT
from tests.sheets import picture, words_of
from ui import theme
from ui.printing import kit
from ui.printing.card_dialog import CardPrintDialog, CardSet
from ui.printing.note import NotePrintDialog
from ui.session import Session

PROMPTS = content.prompts()

# --- the recovery kit -------------------------------------------------------------------------------------

IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
GROUPS = ("JZVMJ", "T8PEC", "4FRXF", "G6V4N", "9S2EQ", "ANXVK", "PMEHP")


def kit_document(sheet: str = "A4", old: tuple[tuple[int, date], ...] = ()) -> kit.KitDocument:
    from companion.recovery import Kit

    made = Kit(
        number=2,
        code="-".join(GROUPS),
        groups=GROUPS,
        identity=IDENTITY,
        recipient="age1x",
        fingerprint="4821",
        made=date(2026, 11, 14),
    )
    return kit.KitDocument(made, old_kits=old, sheet=sheet)


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_the_kit_holds_all_that_opens_the_notes(qapp, sheet):
    document = kit_document(sheet, ((1, date(2026, 11, 14)),))
    words = words_of(document)
    for group in GROUPS:
        assert group in words
    assert IDENTITY in words
    assert "Check: 48 21" in words
    assert "Kit 2, made 14 November 2026" in words
    assert "Kit 1 no longer opens these notes; it still opens backups made before 14 November 2026." in words
    assert document.count == 1


def test_many_old_kits_take_one_sentence(qapp):
    old = tuple((number, date(2026, number, 3)) for number in range(1, 6))
    assert "Kits 1 to 5 no longer open these notes" in words_of(kit_document("Letter", old))


def test_the_square_is_the_key_at_forty_millimetres(qapp):
    import segno

    cells = [list(row) for row in segno.make(IDENTITY, error="m", micro=False, boost_error=False).matrix]
    image = picture(kit_document())
    left = 20
    top = next(
        y / 10 for y in range(700, 1500) if image.pixelColor(205, y).red() < 60 and _row_is_dark(image, y)
    )
    step = 40 / len(cells)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            x, y = left + (column + 0.5) * step, top + (row + 0.5) * step
            assert (image.pixelColor(round(x * 10), round(y * 10)).red() < 128) == bool(cell)


def _row_is_dark(image: QImage, y: int) -> bool:
    """The upper edge of a finder pattern: seven cells of black at the left margin."""
    return all(image.pixelColor(x, y + 3).red() < 60 for x in range(205, 275))


# --- the dialog -------------------------------------------------------------------------------------------


@pytest.fixture
def session(qtbot, home):
    workspace, _kit = open_new(home, passphrase="harbour lantern moss")
    vault = workspace.vault
    workspace.close()
    session = Session(home)
    session.prefer(motion="reduced", cover_when_inactive=False)
    session.open(vault, vault.unlock_with_passphrase("harbour lantern moss"))
    yield session
    session.close()


@pytest.fixture
def window(qtbot, qapp):
    theme.apply(qapp, "light", reduced_motion=True)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    return window


DEEPEST = sorted((p for p in PROMPTS if p.depth == 5), key=lambda p: p.id != "p-trust-005")
SETS = (
    CardSet("beside", "Beside", tuple(p for p in PROMPTS if p.depth == 1), "beside"),
    CardSet("open", "Open", tuple(p for p in PROMPTS if p.depth >= 4), "open"),
    CardSet("kept", "Kept cards", tuple(p for p in PROMPTS if p.depth in (1, 5))),
    CardSet("this", "The card on the table", tuple(DEEPEST[:1])),
)


@pytest.fixture
def dialog(window, session):
    dialog = CardPrintDialog(window, session, SETS, "open")
    dialog.paper.value = "A4"
    dialog.open()
    return dialog


def test_the_preview_shows_what_is_saved(dialog, qtbot, tmp_path):
    dialog.which.value = "beside"
    dialog.refresh()
    file = tmp_path / "cards.pdf"
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save(file)
    assert saved.args == [file]
    assert len(pypdf.PdfReader(file).pages) == dialog.document.count == dialog.preview.document.count
    assert dialog.document.count == 2 * dialog.document.sheets
    assert "not encrypted" in dialog.status.text()
    assert dialog.print_button.isEnabled()
    assert list(tmp_path.glob("*.part")) == []


def test_the_sides_can_be_turned_by_key_and_are_read_out(dialog, qtbot):
    dialog.layout_.value = "large"
    dialog.refresh()
    assert dialog.preview.document.count > 1
    sheet = dialog.preview.sheet
    first = dialog.preview.document.words(0)
    assert sheet.accessibleDescription() == first
    QTest.keyClick(sheet, Qt.Key.Key_PageDown)
    assert dialog.preview.page == 1
    assert sheet.accessibleName() == f"Preview. Sheet 1 of {dialog.document.sheets}, other side"
    assert sheet.accessibleDescription() == dialog.preview.document.words(1) != first
    QTest.keyClick(sheet, Qt.Key.Key_PageDown)
    assert sheet.accessibleName() == f"Preview. Sheet 2 of {dialog.document.sheets}"
    QTest.keyClick(sheet, Qt.Key.Key_PageUp)
    QTest.keyClick(sheet, Qt.Key.Key_PageUp)
    assert dialog.preview.page == 0
    assert not dialog.preview.back.isEnabled()
    picture = sheet.picture()
    assert picture is not None
    assert any(
        picture.pixelColor(x, y).red() < 100 for x in range(0, picture.width(), 2) for y in range(0, 200, 2)
    )


def placed(dialog: CardPrintDialog) -> list[str]:
    return [card.face.text for part in dialog.document._sheets for card in part.cards]


def test_what_is_chosen_changes_the_sheets(dialog):
    assert dialog.document.deck == "open"
    assert placed(dialog)[0] == "Take one, swap it, or pass. Stop any time."
    dialog.how_to.click()
    assert "Take one" not in dialog.document.words(0)
    assert all(card.face.level == 3 for part in dialog.document._sheets for card in part.cards)
    assert "Open" not in dialog.document._sheets[0].cards[0].face.word
    dialog.words.click()
    assert dialog.document._sheets[0].cards[0].face.word == "Open"
    sides = dialog.document.count
    dialog.backs.click()
    assert dialog.document.count < sides
    assert "long edge" not in dialog.about.text()
    dialog.layout_.value = "fold"
    dialog.refresh()
    assert not dialog.backs.isEnabled()


def test_the_deepest_cards_print_only_when_picked_one_by_one(dialog):
    fear = "What I’m most afraid you’d think of me"
    for key in ("open", "kept"):
        dialog.which.value = key
        dialog.refresh()
        assert fear not in " ".join(placed(dialog))
        assert "one by one" in dialog.about.text()
    dialog.pick_button.click()
    picking = dialog.picking
    box = picking.boxes[DEEPEST[0].id]
    picking.none_button.click()
    picking.all_button.click()
    assert not box.isChecked()
    deepest = {prompt.id for prompt in DEEPEST}
    assert all(other.isChecked() is (key not in deepest) for key, other in picking.boxes.items())
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    picking.main.click()
    assert fear in " ".join(placed(dialog))
    dialog.which.value = "this"
    dialog.refresh()
    assert len(placed(dialog)) == 2
    assert placed(dialog)[1].startswith(fear)


def test_nothing_picked_leaves_nothing_to_print(dialog):
    dialog.pick_button.click()
    dialog.picking.none_button.click()
    dialog.picking.main.click()
    assert dialog.document is None
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    dialog.pick_button.click()
    dialog.picking.all_button.click()
    QTest.keyClick(dialog.picking.none_button, Qt.Key.Key_Escape)
    assert dialog.document is None


def test_the_note_about_copies_is_said_once_ever(dialog, window, session):
    assert "can keep a copy" in dialog.note.findChild(QLabel).text()
    assert dialog.note.isVisible()
    dialog.reject()
    assert CardPrintDialog(window, session, SETS).note is None
    assert NotePrintDialog(window, session, "Tea at nine?").note is None
    vault = session.vaults()[0]
    session.lock()
    session.open(vault, vault.unlock_with_passphrase("harbour lantern moss"))
    assert CardPrintDialog(window, session, SETS).note is None


def test_a_message_prints_as_a_small_note(window, session, qtbot, tmp_path):
    dialog = NotePrintDialog(window, session, "Tea at nine?\nNo need to say anything.")
    dialog.open()
    for layout in ("cut", "fold", "large"):
        dialog.layout_.value = layout
        dialog.refresh()
        assert dialog.document.layout == layout
        assert dialog.document.count == 1
        file = tmp_path / f"{layout}.pdf"
        with qtbot.waitSignal(dialog.saved):
            dialog.save(file)
        said = pypdf.PdfReader(file).pages[0].extract_text().split()
        assert " ".join(said).endswith("Tea at nine? No need to say anything.")
    assert dialog.title == "Print as a small note"
    dialog.reject()


def test_an_empty_message_has_nothing_to_print(window, session):
    dialog = NotePrintDialog(window, session, " \n")
    dialog.open()
    assert not dialog.print_button.isEnabled()
    dialog.reject()


def test_the_paper_is_remembered(dialog, window, session):
    dialog.paper.pick(dialog.paper.cells[1])
    assert dialog.document.paper.name == "Letter"
    dialog.reject()
    assert CardPrintDialog(window, session, SETS).paper.value == "Letter"


def test_a_place_that_takes_no_file_is_named_and_nothing_is_lost(dialog, qtbot, tmp_path):
    dialog.save(tmp_path / "missing" / "cards.pdf")
    qtbot.waitUntil(lambda: bool(dialog.fault.text()))
    assert "be written to" in dialog.fault.text()
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()


def test_the_file_dialog_is_qts_own_and_proposes_the_discreet_name(dialog, qtbot, tmp_path):
    dialog.choose_file()
    files = dialog._files
    assert files.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert [Path(name).name for name in files.selectedFiles()] == ["Notes.pdf"]
    with qtbot.waitSignal(dialog.saved):
        files.fileSelected.emit(str(tmp_path / "Notes.pdf"))
    files.close()
    assert (tmp_path / "Notes.pdf").exists()


def test_the_kit_can_be_printed_before_there_is_a_session(window, qtbot, tmp_path):
    dialog = kit.print_dialog(window, kit_document()._kit, old_kits=((1, date(2026, 3, 1)),))
    assert dialog.isVisible()
    assert dialog.note is not None
    with qtbot.waitSignal(dialog.saved):
        dialog.save(tmp_path / "kit.pdf")
    assert IDENTITY in pypdf.PdfReader(tmp_path / "kit.pdf").pages[0].extract_text()
    dialog.reject()


def test_printing_loads_its_library_only_when_somebody_prints(home):
    code = (
        "import sys; import ui.printing.dialog, ui.printing.card_dialog, ui.printing.kit;"
        "print('PySide6.QtPrintSupport' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"
