"""Cards and small notes on paper: what stands where on the sheets, and that a real printer gets the same."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt

from companion import content
from tests.conftest import ROOT
from tests.sheets import dark, ink_in, pages_of, picture, sizes_of, words_of
from tests.tools import real_print
from ui.printing import cards, note

PROMPTS = content.prompts()
BY_ID = {prompt.id: prompt for prompt in PROMPTS}
# What stands on a card is longest here; where these fit, the others do.
LONGEST = sorted(PROMPTS, key=lambda p: len(p.text + p.smaller + p.note), reverse=True)[:48]

# The longest a prompt may be (tests/resources/linter.py), in the widest letters there are.
_WIDE = "MWWWM WWMWW " * 30
_LONG = replace(
    PROMPTS[0], id="p-long", text=("Slow words " * 22)[:240], smaller="Say one word. " * 18, depth=2
)
WIDEST = (
    _LONG,
    replace(_LONG, id="p-wide", text=_WIDE[:240], smaller=_WIDE[:260]),
    replace(
        _LONG,
        id="p-widest",
        text=_WIDE[:240],
        smaller=_WIDE[:260],
        note="Only with both of you awake and sober, and with an evening free.",
        listener=(_WIDE[:160], _WIDE[:160]),
        followups=(_WIDE[:160],),
    ),
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
    assert words.count("Either person may pass on any card. No reason needed.") == document.sheets
    assert f"sheet {document.sheets} of {document.sheets}" in words.lower()


def test_our_quick_reading_of_paper_is_that_of_pypdf(qapp):
    document = cards.CardDocument(cards.faces([*LONGEST, *WIDEST]), how_to=True)
    assert words_of(document).split() == [
        word for page in pages_of(document) for word in page.extract_text().split()
    ]


@pytest.mark.parametrize(("sheet", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_the_page_is_the_paper(qapp, sheet, size):
    for page in pages_of(cards.CardDocument(cards.faces(PROMPTS[:1]), sheet=sheet)):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size


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


@pytest.mark.parametrize("backs", [True, False])
@pytest.mark.parametrize("layout", cards.LAYOUTS)
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_no_word_leaves_its_card(qapp, layout, sheet, backs):
    """Three millimetres inside every edge stay free, for the longest that ship and the widest words that are allowed."""
    faces = cards.faces([*LONGEST, *WIDEST])
    document = cards.CardDocument(faces, layout=layout, sheet=sheet, how_to=True, backs=backs)
    assert sum(len(part.cards) for part in document._sheets) == len(faces) + 1
    for page in range(document.count):
        number, behind = document.place(page)
        part = document._sheets[number]
        image = picture(document, page, per_mm=5)
        left, top = part.grid.origin(document.paper)
        wide, tall = part.grid.cell
        w, h = part.grid.width, part.grid.height
        for place, card in enumerate(part.cards):
            assert card.points >= part.grid.smallest
            row, column = divmod(place, part.grid.columns)
            column = part.grid.columns - 1 - column if behind else column
            halves = [(i * w, j * h) for i in range(round(wide / w)) for j in range(round(tall / h))]
            for across, down in halves:
                x, y = left + column * wide + across, top + row * tall + down
                assert not ink_in(image, x + 1, y + 1, x + w - 1, y + 4, per_mm=5)
                assert not ink_in(image, x + 1, y + h - 4, x + w - 1, y + h - 1, per_mm=5)
                assert not ink_in(image, x + 1, y + 1, x + 5, y + h - 1, per_mm=5)
                assert not ink_in(image, x + w - 5, y + 1, x + w - 1, y + h - 1, per_mm=5)


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("layout", ["cut", "a6", "large"])
def test_a_back_lies_behind_its_front(qapp, layout, sheet):
    """Turned over the long edge: what stands at x on one side stands at width - x on the other."""
    faces = cards.faces(LONGEST)
    document = cards.CardDocument(faces, layout=layout, sheet=sheet)
    width = document.paper.width
    pages = pages_of(document)
    assert document.count == 2 * document.sheets
    for number, part in enumerate(document._sheets):
        left, top = part.grid.origin(document.paper)
        front, behind = picture(document, 2 * number), picture(document, 2 * number + 1)
        words = document.words(2 * number + 1)
        for place, card in enumerate(part.cards):
            row, column = divmod(place, part.grid.columns)
            x, y = left + column * part.grid.width, top + row * part.grid.height
            for across in (x, x + part.grid.width):
                assert dark(front, across, top - 2.8, below=60)
                assert dark(behind, width - across, top - 2.8, below=60)
            for down in (y, y + part.grid.height):
                assert dark(front, left - 2.8, down, below=60)
                assert dark(behind, left - 2.8, down, below=60)
            assert card.face.listener[0] in words
            at = _where(pages[2 * number + 1], card.face.listener[0])
            assert any(
                x < width - each[0] < x + part.grid.width and y < each[1] < y + part.grid.height
                for each in at
            )
        assert not dark(behind, width - left - part.grid.width / 2, top)  # no line to be left on a card


def _where(page: pypdf.PageObject, words: str) -> list[tuple[float, float]]:
    """Where a line of text begins, in millimetres from the top left corner."""
    found = []
    tall = float(page.mediabox.height)

    def seen(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip() and words.startswith(" ".join(text.split())):
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append((x / 72 * 25.4, (tall - y) / 72 * 25.4))

    page.extract_text(visitor_text=seen)
    return found


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
    second = " ".join(pages_of(document)[2].extract_text().split())
    assert "These cards are larger because their words need more room." in second
    assert endless.text.strip()[-30:] in second


@pytest.mark.parametrize("backs", [True, False])
def test_large_print_has_nothing_below_eighteen_points(qapp, backs):
    document = cards.CardDocument(cards.faces([*LONGEST, *WIDEST]), layout="large", backs=backs, how_to=True)
    sizes = sizes_of(document)
    assert sizes
    assert min(sizes) > 17.9


@pytest.mark.parametrize("layout", cards.LAYOUTS)
def test_a_card_has_its_back(qapp, layout):
    prompt = BY_ID["p-words-003"]
    words = words_of(cards.CardDocument(cards.faces([prompt]), layout=layout))
    for line in (*prompt.listener, prompt.followups[0]):
        assert line in words
    assert "pass" in words.split()
    assert "Listening:" not in words


def test_without_backs_the_front_says_how_to_listen(qapp):
    prompt = BY_ID["p-words-003"]
    document = cards.CardDocument(cards.faces([prompt]), backs=False)
    assert document.count == document.sheets == 1
    assert f"Listening: {prompt.listener[0]}" in words_of(document)
    assert prompt.followups[0] not in words_of(document)


def test_a_sheet_may_start_with_how_to_use_them(qapp):
    document = cards.CardDocument(cards.faces(PROMPTS[:2]), how_to=True)
    assert document.words(0).startswith("Take one, swap it, or pass. Stop any time.")
    assert "Take one" not in words_of(cards.CardDocument(cards.faces(PROMPTS[:2])))


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
    for page in range(2):
        image = picture(cards.CardDocument(cards.faces(PROMPTS[:8])), page, per_mm=3)
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


# --- a small note -----------------------------------------------------------------------------------------

MESSAGE = (
    "You matter to me, also when I'm silent.\nI may only manage a little.\n\nI'll find you after supper."
)


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("layout", note.LAYOUTS)
@pytest.mark.parametrize("text", [MESSAGE, _WIDE[:240], "A word.\n" * 60])
def test_a_message_stays_inside_its_note(qapp, text, layout, sheet):
    document = note.NoteDocument(text, layout=layout, sheet=sheet)
    grid = document.grid
    image = picture(document, per_mm=5)
    left, top = grid.origin(document.paper)
    wide, tall = grid.cell
    words = top + (grid.height if grid.back else 0)
    if grid.back:  # the half that is folded over stays empty
        assert not ink_in(image, left + 1, top + 1, left + wide - 1, words - 1, per_mm=5)
    assert ink_in(image, left + 5, words + 5, left + wide - 5, top + tall - 5, per_mm=5)
    assert not ink_in(image, left + 1, words + 1, left + 6, top + tall - 1, per_mm=5)
    assert not ink_in(image, left + wide - 6, words + 1, left + wide - 1, top + tall - 1, per_mm=5)
    assert not ink_in(image, left + 1, words + 1, left + wide - 1, words + 5, per_mm=5)
    assert not ink_in(image, left + 1, top + tall - 5, left + wide - 1, top + tall - 1, per_mm=5)
    said = words_of(document)
    for line in text.splitlines():
        assert " ".join(line.split()) in said


def test_a_note_says_what_was_typed_line_by_line_and_nothing_else(qapp):
    document = note.NoteDocument(MESSAGE)
    said = words_of(document).split()
    assert sorted(said) == sorted([*MESSAGE.split(), *"Cut along the lines.".split()])


def test_a_large_note_is_eighteen_points_or_more(qapp):
    for text in (MESSAGE, _WIDE[:240], _WIDE[:320]):
        assert min(sizes_of(note.NoteDocument(text, layout="large"))) > 17.9


# --- a real printer ---------------------------------------------------------------------------------------

# The real dialog of the app, then the system's own, pressed as a person would: nothing of it is replaced.
SAMPLE = (
    "p-quiet-001 p-small-day-004 p-apart-002 p-thanks-003 p-comfort-002 p-words-003 p-load-005 p-touch-001 p-closeness-001 "
    "p-quiet-009 p-limits-003 p-learned-004 p-masks-002 p-masks-006 p-loop-003 p-repair-004 p-needs-007"
).split()
"""What goes to the real queue: every depth that prints with a deck, with notes, pairs and long words among them."""

PRINT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMainWindow
app = QApplication([])
from companion import content
from ui import theme
from ui.printing.cards import CardDocument, faces
from ui.printing.dialog import PrintDialog
assert QPrinterInfo.availablePrinterNames() == ["Test-Printer"], QPrinterInfo.availablePrinterNames()
theme.apply(app, "light", reduced_motion=True)
window = QMainWindow()
window.show()
chosen = [prompt for prompt in content.prompts() if prompt.id in sys.argv[3].split()]
make = lambda sheet: CardDocument(faces(chosen), sheet=sheet, layout=sys.argv[2], how_to=True)
dialog = PrintDialog(window, "Print", make)
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


@dataclass
class Printer:
    """One scheduler for all sheets; what came out of it stays, so that two looks at one sheet need one print."""

    cups: real_print.PrivateCups
    shelf: Path
    done: dict[tuple[str, str], real_print.Delivered] = field(default_factory=dict)

    def sheets(self, sheet: str, layout: str) -> real_print.Delivered:
        if (sheet, layout) not in self.done:
            self.done[sheet, layout] = self._print(sheet, layout)
        return self.done[sheet, layout]

    def _print(self, sheet: str, layout: str) -> real_print.Delivered:
        sent = subprocess.run(
            [sys.executable, "-c", PRINT, sheet, layout, " ".join(SAMPLE)],
            env=self.cups.environment(),
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=120,
            check=False,
        )
        assert sent.returncode == 0, sent.stderr
        job = self.cups.delivered()
        assert job.pages == int(sent.stdout)
        return replace(job, file=job.file.rename(self.shelf / f"{sheet}-{layout}.pdf"))


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    with real_print.PrivateCups() as cups:
        yield Printer(cups, tmp_path_factory.mktemp("shelf"))


SHEETS = [("A4", (595, 842)), ("Letter", (612, 792))]
CUPS = pytest.mark.skipif(bool(real_print.missing()), reason=real_print.missing() or "-")


@pytest.mark.cups
@CUPS
@pytest.mark.parametrize(("sheet", "size"), SHEETS)
@pytest.mark.parametrize("layout", cards.LAYOUTS)
def test_a_real_printer_gets_every_card_inside_its_lines(qapp, home, printer, layout, sheet, size):
    job = printer.sheets(sheet, layout)
    assert job.size == pytest.approx(size, abs=1.5)
    fonts = job.fonts.splitlines()[2:]
    assert {"Literata", "SourceSans3"} <= {line.split()[0].split("+")[-1].split("-")[0] for line in fonts}
    assert all(line.split()[-5] == "yes" for line in fonts), job.fonts  # embedded
    assert "ompanion" not in job.settings
    duplex = "DUPLEX=OFF" if layout == "fold" else "BINDING=LONGEDGE"
    assert f"@PJL SET {duplex}" in job.settings
    faces = cards.faces([prompt for prompt in PROMPTS if prompt.id in SAMPLE])
    for face in faces:
        for line in (face.text, face.smaller, *face.listener, face.followup):
            for word in line.replace("___", "").replace("-", " ").split():  # a hyphen may end a line
                assert word in job.text
    document = cards.CardDocument(faces, layout=layout, sheet=sheet, how_to=True)
    for page in range(job.pages):
        assert_inside(document, page, real_print.words(job.file, page))


def assert_inside(document: cards.CardDocument, page: int, words: list[real_print.Word]) -> None:
    """Every word that poppler finds lies in one card, three millimetres from its edge, or outside the grid."""
    grid = document._sheets[document.place(page)[0]].grid
    left, top = grid.origin(document.paper)
    wide, tall = grid.cell
    right, bottom = left + grid.columns * wide, top + grid.rows * tall
    inside = 0
    for word in words:
        middle = (word.top + word.bottom) / 2
        if not (left < word.right and word.left < right and top < middle < bottom):
            continue
        column, row = (word.left - left) // grid.width, (middle - top) // grid.height
        x, y = left + column * grid.width, top + row * grid.height
        assert x + 3 < word.left, word
        assert word.right < x + grid.width - 3, word
        # A word's box is as tall as its font, and letters leave some of that free.
        assert y + 2 < word.top, word
        assert word.bottom < y + grid.height - 2, word
        inside += 1
    assert inside > 10


@pytest.mark.cups
@CUPS
@pytest.mark.parametrize(("sheet", "wide"), [("A4", 210.0), ("Letter", 215.9)])
@pytest.mark.parametrize("layout", ["cut", "a6", "large"])
def test_on_a_real_printer_backs_lie_behind_their_fronts(qapp, home, printer, sheet, wide, layout):
    """The cut marks of both sides, found in the delivered file by another renderer, differ by less than 1 mm."""
    job = printer.sheets(sheet, layout)
    faces = cards.faces([prompt for prompt in PROMPTS if prompt.id in SAMPLE])
    document = cards.CardDocument(faces, layout=layout, sheet=sheet, how_to=True)
    assert job.pages == document.count == 2 * document.sheets
    for number, part in enumerate(document._sheets):
        front, behind = (real_print.Ink(job.file, 2 * number + side) for side in (0, 1))
        left, top = part.grid.origin(document.paper)
        marks = _marks(front.across(top - 2), left, part.grid)
        mirrored = _marks([wide - x for x in reversed(behind.across(top - 2))], left, part.grid)
        rows, others = front.down(left - 2.6), behind.down(left - 2.6)
        assert len(marks) == len(mirrored) == part.grid.columns + 1
        assert len(rows) == len(others) >= 2
        for one, other in (*zip(marks, mirrored, strict=True), *zip(rows, others, strict=True)):
            assert abs(one - other) < 1.0
        for found, size in ((marks, part.grid.width), (rows, part.grid.height)):
            for one, other in pairwise(found):
                assert other - one == pytest.approx(size, abs=0.3)
        for card in part.cards[1 if number == 0 else 0 :]:
            _assert_behind(job, 2 * number, card.face, wide, part.grid)


def _marks(found: list[float], left: float, grid: cards.Grid) -> list[float]:
    """Of all ink on that line, what stands where a mark may stand: large letters reach down to them."""
    places = [left + column * grid.width for column in range(grid.columns + 1)]
    return [x for x in found if any(abs(x - place) < 1.5 for place in places)]


def _assert_behind(
    job: real_print.Delivered, page: int, face: cards.Face, wide: float, grid: cards.Grid
) -> None:
    """Behind the place of the card's first words lie the first words for who listens to it."""
    fronts = _begin(real_print.words(job.file, page), face.text)
    backs = _begin(real_print.words(job.file, page + 1), face.listener[0])
    assert fronts
    for front in fronts:
        # The text of a front begins at its left padding; its back's does, seen from the other side, at the right.
        x = wide - front.left - (grid.width - 2 * 6.5)
        assert any(abs(back.left - x) < 1 and abs(back.top - front.top) < grid.height for back in backs)


def _begin(words: list[real_print.Word], text: str) -> list[real_print.Word]:
    """Where that text begins on the page."""
    wanted = text.split()[:4]
    said = [word.text for word in words]
    return [words[at] for at in range(len(said)) if said[at : at + len(wanted)] == wanted]
