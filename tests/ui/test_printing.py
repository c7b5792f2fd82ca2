"""Paper: what stands on the sheets, where, and that a real printer gets the same."""

import io
import subprocess
import sys
from dataclasses import replace
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
from tests.tools import real_print
from ui import theme
from ui.printing import cards, kit, paper
from ui.printing.card_dialog import CardPrintDialog, CardSet
from ui.session import Session

PROMPTS = content.prompts()
BY_ID = {prompt.id: prompt for prompt in PROMPTS}


def pages_of(document: paper.Document) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(paper.pdf(document))).pages)


def words_of(document: paper.Document) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pages_of(document))


def picture(document: paper.Document, page: int = 0, per_mm: int = 10) -> QImage:
    return paper.image(document, page, round(document.paper.width * per_mm))


def dark(image: QImage, x: float, y: float, per_mm: int = 10, below: int = 200) -> bool:
    """Whether there is ink within a fifth of a millimetre of that place."""
    reach = range(-2, 3)
    return any(
        image.pixelColor(round(x * per_mm) + i, round(y * per_mm) + j).red() < below
        for i in reach
        for j in reach
    )


def ink_in(image: QImage, left: float, top: float, right: float, bottom: float, per_mm: int = 10) -> bool:
    return any(
        image.pixelColor(x, y).red() < 128
        for y in range(round(top * per_mm), round(bottom * per_mm), 2)
        for x in range(round(left * per_mm), round(right * per_mm), 2)
    )


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("layout", cards.LAYOUTS)
def test_every_card_of_a_deck_is_on_paper(qapp, layout, sheet):
    chosen = cards.of_deck(PROMPTS, "closer")
    document = cards.CardDocument(cards.faces(chosen), layout=layout, sheet=sheet, deck="closer")
    words = words_of(document)
    for face in cards.faces(chosen):
        assert face.text in words
        assert face.smaller in words
        assert face.listener[0] in words
        assert face.note in words
    assert "Cards, Closer" in words
    assert words.count("Either person may pass on any card. No reason needed.") == document.count
    assert f"sheet {document.count} of {document.count}" in words.lower()


@pytest.mark.parametrize(("sheet", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_the_page_is_the_paper(qapp, sheet, size):
    for document in (cards.CardDocument(cards.faces(PROMPTS[:1]), sheet=sheet), kit_document(sheet=sheet)):
        box = pages_of(document)[0].mediabox
        assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize(("sheet", "left", "top"), [("A4", 17.0, 22.5), ("Letter", 19.95, 13.7)])
def test_the_grid_is_centred_and_the_same_on_every_paper(qapp, sheet, left, top):
    image = picture(cards.CardDocument([cards.Face("A word?", 1)] * 8, sheet=sheet))
    for row in range(4):
        assert dark(image, left + 40, top + row * 63)
        assert not dark(image, left + 44, top + row * 63 + 20)
    for column in range(3):
        x = left + column * 88
        assert dark(image, x, top + 30)
        assert dark(image, x, top - 2.8, below=60)  # the cut mark, black and outside the card
        assert dark(image, x, top + 4 * 63 + 2.8, below=60)
    assert dark(image, left - 2.8, top + 63, below=60)
    assert not dark(image, left - 0.7, top + 63)


@pytest.mark.parametrize("layout", cards.LAYOUTS)
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_no_word_leaves_its_card(qapp, layout, sheet):
    """A frame of three millimetres inside every card stays free, for all that ships and the longest allowed."""
    longest = replace(PROMPTS[0], text=("Slow words " * 22)[:240], smaller="Say one word. " * 5)
    faces = cards.faces([*PROMPTS, longest])
    document = cards.CardDocument(faces, layout=layout, sheet=sheet, how_to=True)
    shown = sum(len(part.cards) for part in document._sheets)
    assert shown == len(faces) + 1
    for number, part in enumerate(document._sheets):
        image = picture(document, number, per_mm=5)
        left, top = part.grid.origin(document.paper)
        columns = part.grid.columns * (2 if part.grid.back else 1)
        for place in range(len(part.cards)):
            for column in range(columns):
                row = place // part.grid.columns
                x, y = left + column * part.grid.width, top + row * part.grid.height
                w, h = part.grid.width, part.grid.height
                assert not ink_in(image, x + 1, y + 1, x + w - 1, y + 4, per_mm=5)
                assert not ink_in(image, x + 1, y + h - 4, x + w - 1, y + h - 1, per_mm=5)
                assert not ink_in(image, x + 1, y + 1, x + 5, y + h - 1, per_mm=5)
                assert not ink_in(image, x + w - 5, y + 1, x + w - 1, y + h - 1, per_mm=5)


def test_long_words_shrink_and_the_longest_move_to_larger_cards(qapp):
    short = cards.Face("A short one?", 2)
    medium = cards.Face("A question of some length that takes up room. " * 4, 2, smaller="A small one.")
    endless = cards.Face("It goes on and on, far beyond what a playing card can hold. " * 9, 2)
    document = cards.CardDocument([short, medium, endless])
    sizes = {card.face: card.points for part in document._sheets for card in part.cards}
    assert sizes[short] == 14
    assert 9.5 <= sizes[medium] < 14
    assert document.moved == 1
    assert [part.grid.name for part in document._sheets] == ["cut", "a6"]
    second = " ".join(pages_of(document)[1].extract_text().split())
    assert "These cards are larger because their words need more room." in second
    assert endless.text.strip()[-30:] in second


def test_large_print_has_nothing_below_eighteen_points(qapp):
    document = cards.CardDocument(cards.faces(PROMPTS), layout="large")
    sizes: list[float] = []

    def seen(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * tm[3] * cm[3]))

    for page in pages_of(document):
        page.extract_text(visitor_text=seen)
    assert sizes
    assert min(sizes) > 17.9


def test_a_folded_card_has_its_back(qapp):
    prompt = BY_ID["p-words-003"]
    words = words_of(cards.CardDocument(cards.faces([prompt]), layout="fold"))
    for line in (*prompt.listener, prompt.followups[0]):
        assert line in words
    assert "pass" in words.split()


def test_depth_five_prints_only_when_picked_and_pairs_print_twice(qapp):
    deepest = BY_ID["p-trust-005"]
    assert deepest not in cards.of_deck(PROMPTS, "open")
    assert deepest not in cards.of_deck(PROMPTS, "")
    picked = cards.faces([deepest])
    words = words_of(cards.CardDocument(picked))
    assert picked[0].text in words
    assert picked[0].note in words
    pair = next(prompt for prompt in PROMPTS if "print-pair" in prompt.tags)
    assert len(cards.faces([pair])) == 2


def test_a_card_says_its_depth_only_when_asked(qapp):
    chosen = [BY_ID["p-quiet-001"]]
    assert "Beside" not in words_of(cards.CardDocument(cards.faces(chosen)))
    assert "Beside" in words_of(cards.CardDocument(cards.faces(chosen, words=True)))


def test_joined_letters_can_still_be_found(qapp):
    document = cards.CardDocument([cards.Face("This first gift was left on the shelf after a stiff drink.")])
    assert "This first gift was left on the shelf after a stiff drink." in words_of(document)


def test_a_file_tells_neither_name_nor_day(qapp, home, tmp_path):
    file = tmp_path / "cards.pdf"
    assert cards.write_pdf(file, PROMPTS[:4]) == 1
    data = file.read_bytes()
    reader = pypdf.PdfReader(file)
    assert reader.metadata is not None
    assert reader.metadata.title == "Notes"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.year == 2000
    year = str(date.today().year).encode()
    for trace in (b"ompanion", b"root", b"D:" + year, year + b"-", str(tmp_path).encode()):
        assert trace not in data
    every = data + b"".join(stream.get_data() for stream in _streams(reader))
    assert year + b"-" not in every
    assert b"ompanion" not in every


def _streams(reader: pypdf.PdfReader) -> list[pypdf.generic.StreamObject]:
    objects = [reader.get_object(number) for number in reader.xref[0]]
    return [each for each in objects if isinstance(each, pypdf.generic.StreamObject)]


def test_everything_is_black_or_grey(qapp):
    for document in (cards.CardDocument(cards.faces(PROMPTS[:8])), kit_document()):
        image = picture(document, per_mm=3)
        for y in range(image.height()):
            for x in range(image.width()):
                shade = image.pixelColor(x, y)
                assert shade.red() == shade.green() == shade.blue()


def test_right_to_left_puts_me_first_at_the_right(qapp):
    def mark_at(x: float) -> bool:
        return dark(
            picture(cards.CardDocument([cards.Face("A word?", 1)])), x, 22.5 + 6.5 + 9.5 * 0.27, below=60
        )

    me = 6.5 + 4 * 0.27
    assert mark_at(17 + me)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert mark_at(210 - 17 - me)
    assert not mark_at(17 + me)


def test_wrong_wishes_are_named(qapp, tmp_path):
    for wrong in ({"layout": "poster"}, {"paper": "A3"}, {"deck": "deeper"}):
        with pytest.raises((ValueError, KeyError)):
            cards.write_pdf(tmp_path / "x.pdf", PROMPTS, **wrong)
    with pytest.raises(ValueError, match="no cards"):
        cards.write_pdf(tmp_path / "x.pdf", [])
    assert not (tmp_path / "x.pdf").exists()


def test_cards_are_made_without_a_window(home, tmp_path):
    code = (
        "import sys; from pathlib import Path; from ui.printing.cards import companion_cards;"
        "print(companion_cards(Path(sys.argv[1]), 'open', 'Letter', 'fold')); print('PySide6.QtWidgets' in sys.modules)"
    )
    file = tmp_path / "open.pdf"
    done = subprocess.run(
        [sys.executable, "-c", code, file], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.split() == [str(len(pypdf.PdfReader(file).pages)), "False"]


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


SETS = (
    CardSet("beside", "Beside", tuple(p for p in PROMPTS if p.depth == 1), "beside"),
    CardSet("open", "Open", tuple(p for p in PROMPTS if p.depth >= 4), "open"),
    CardSet("kept", "Kept cards", tuple(p for p in PROMPTS if p.depth == 5), ""),
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
    assert "not encrypted" in dialog.status.text()
    assert dialog.print_button.isEnabled()
    assert list(tmp_path.glob("*.part")) == []


def test_the_sheets_can_be_turned_by_key_and_are_read_out(dialog, qtbot):
    dialog.layout_.value = "large"
    dialog.refresh()
    assert dialog.preview.document.count > 1
    sheet = dialog.preview.sheet
    first = dialog.preview.document.words(0)
    assert sheet.accessibleDescription() == first
    QTest.keyClick(sheet, Qt.Key.Key_PageDown)
    assert dialog.preview.page == 1
    assert sheet.accessibleName() == f"Preview. Sheet 2 of {dialog.document.count}"
    QTest.keyClick(sheet, Qt.Key.Key_PageUp)
    assert dialog.preview.page == 0
    assert not dialog.preview.back.isEnabled()
    picture = sheet.picture()
    assert picture is not None
    assert any(
        picture.pixelColor(x, y).red() < 100 for x in range(0, picture.width(), 2) for y in range(0, 200, 2)
    )


def test_what_is_chosen_changes_the_sheets(dialog):
    assert dialog.document.deck == "open"
    assert all(card.face.level == 3 for part in dialog.document._sheets for card in part.cards)
    assert "Open" not in dialog.document._sheets[0].cards[0].face.word
    dialog.words.click()
    assert dialog.document._sheets[0].cards[0].face.word == "Open"
    dialog.how_to.click()
    assert "Take one, swap it, or pass." in dialog.document.words(0)
    dialog.which.value = "kept"
    dialog.refresh()
    assert "What I’m most afraid you’d think of me" in dialog.document.words(0)


def test_the_note_about_copies_is_shown_until_it_was_read(dialog, window, session):
    assert "can keep a copy" in dialog.note.findChild(QLabel).text()
    dialog.note_button.click()
    dialog.reject()
    assert CardPrintDialog(window, session, SETS).note is None


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


# --- a real printer ---------------------------------------------------------------------------------------

# The real dialog of the app, then the system's own, pressed as a person would: nothing of it is replaced.
PRINT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMainWindow
app = QApplication([])
from companion import content
from ui import theme
from ui.printing.cards import CardDocument, faces, of_deck
from ui.printing.dialog import PrintDialog
assert QPrinterInfo.availablePrinterNames() == ["Test-Printer"], QPrinterInfo.availablePrinterNames()
theme.apply(app, "light", reduced_motion=True)
window = QMainWindow()
window.show()
chosen = of_deck(content.prompts(), "closer")
dialog = PrintDialog(window, "Print", lambda sheet: CardDocument(faces(chosen), sheet=sheet, deck="closer"))
dialog.paper.value = sys.argv[1]
dialog.open()
dialog.sent.connect(lambda: (print(dialog.document.count), app.exit(0)))
dialog.print_button.click()
def press():
    system = app.activeModalWidget() or dialog._system
    assert isinstance(system, QPrintDialog), system
    box = system.findChild(QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Ok).click()
QTimer.singleShot(0, press)
QTimer.singleShot(60000, lambda: app.exit(9))
code = app.exec()
if code:
    print(dialog.fault.text(), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.cups
@pytest.mark.skipif(bool(real_print.missing()), reason=real_print.missing() or "-")
@pytest.mark.parametrize(("sheet", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_a_real_printer_gets_the_sheets(home, sheet, size):
    with real_print.PrivateCups() as cups:
        done = subprocess.run(
            [sys.executable, "-c", PRINT, sheet],
            env=cups.environment(),
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        job = cups.delivered()
    assert job.pages == int(done.stdout)
    assert job.size == pytest.approx(size, abs=1.5)
    assert "Literata" in job.fonts
    assert "SourceSans3" in job.fonts
    assert " no " not in " ".join(line[:75] for line in job.fonts.splitlines() if "SourceSans3" in line)
    for face in cards.faces(cards.of_deck(PROMPTS, "closer")):
        for word in face.text.replace("___", "").split():
            assert word in job.text
    assert "ompanion" not in job.name
