"""The main job of the app, end to end, on a throw-away vault: what `companion --self-test [--keep DIR]`
runs.

In order: make a vault, write an entry with a photo, check in, plan something, keep a card with a line of
one's own, print cards to a PDF, back up, verify, restore into a second vault with the recovery code,
compare the two word for word, and photograph every page in the real window. Each step says one line. It
ends with 0 only if all of it held.

With `--keep DIR` the folder holds: `screens/*.png`, `cards.pdf`, `recovery-kit.pdf`, `Notes-….zip` (the
backup), `kit.txt` (the secrets of the throw-away vault, so that the backup can be tried with the plain
`age` command) and `report.txt`. Needs no screen and no keyring, and touches no vault of yours.
"""

import os
import shutil
import tempfile
import time as clock
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.diary import Entry
    from companion.recovery import Kit
    from companion.workspace import Workspace

PASSPHRASE = "harbour lantern moss quiet tin"
TEXT = "We sat on the step.\n\nNobody said much, and it *wasn’t* a bad quiet. العربية, 日本語, 🌙 too."


class Failed(Exception):
    """A step did not hold."""


class SelfTest:
    """One run. The steps share what they made."""

    def __init__(self, keep: Path) -> None:
        self.keep = keep
        self.lines: list[str] = []
        self.scratch = Path(tempfile.mkdtemp(prefix="companion-self-test-"))
        self.now = datetime.now().replace(microsecond=0)
        self.workspace: Workspace | None = None
        self.kit: Kit | None = None
        self.backup = keep / f"Notes-{self.now:%Y-%m-%d}.zip"

    def run(self) -> int:
        """Every step in order; the first that fails ends it."""
        began = clock.monotonic()
        try:
            for step in (
                self.make_a_vault,
                self.write,
                self.plan,
                self.keep_a_card,
                self.print_cards,
                self.back_up,
                self.verify,
                self.restore_and_compare,
                self.lock_and_unlock,
                self.photograph,
            ):
                self.step(step)
        except Exception as error:
            # A failing self-test is read by the person who packages the app: the kind of the error belongs
            # to it.
            self.say(f"FAILED  {type(error).__name__}: {error}")
            return 1
        finally:
            if self.workspace is not None:
                self.workspace.close()
            self.say(f"{clock.monotonic() - began:.1f} s")
            (self.keep / "report.txt").write_text("\n".join(self.lines) + "\n", encoding="utf-8")
            shutil.rmtree(self.scratch, ignore_errors=True)
        self.say("The self-test passed.")
        return 0

    def say(self, line: str) -> None:
        self.lines.append(line)
        print(line, flush=True)

    def step(self, step: Callable[[], str]) -> None:
        began = clock.monotonic()
        told = step()
        self.say(f"ok  {told} ({clock.monotonic() - began:.1f} s)")

    def open(self) -> "Workspace":
        if self.workspace is None:
            raise Failed("the vault is not open")
        return self.workspace

    # --- the steps

    def make_a_vault(self) -> str:
        from companion.workspace import open_new

        self.workspace, self.kit = open_new(
            self.scratch / "one", passphrase=PASSPHRASE, clock=lambda: self.now
        )
        from ui.printing import kit as kit_sheet

        kit_sheet.write_pdf(self.keep / "recovery-kit.pdf", self.kit)
        secrets = (
            "The secrets of a throw-away vault. They open the backup beside this file and nothing else.\n\n"
            f"passphrase     {PASSPHRASE}\nrecovery code  {self.kit.code}\nage identity   {self.kit.identity}\n"
        )
        (self.keep / "kit.txt").write_text(secrets, encoding="utf-8")
        return "made a vault with a passphrase and a recovery kit"

    def write(self) -> str:
        diary = self.open().diary
        entry = replace(diary.blank(self.now), title="The back step", mood=3, closeness=2, tags=("evening",))
        diary.save(replace(entry, text=TEXT))
        data, thumbnail = picture(640, 400), picture(128, 80)
        photo = diary.add_photo(
            entry.id,
            data,
            name="step.png",
            width=640,
            height=400,
            kind="png",
            thumbnail=thumbnail,
            caption="Two cups",
        )
        diary.save(replace(diary.get(entry.id), text=f"{TEXT}\n\n![Two cups](photo:{photo.id})\n"))
        earlier = diary.blank(self.now - timedelta(days=2))
        diary.save(replace(earlier, text="Slept badly. The house was so still that I heard the clock."))
        diary.set_check_in(self.now.date(), at=self.now, closeness=2, energy=1, mood=3)
        hits = diary.search("back ste")
        if [hit.row.id for hit in hits] != [entry.id] or diary.photo_data(photo.id) != data:
            raise Failed("the entry or its photo did not come back")
        return "wrote entries with a photo, found one by search"

    def plan(self) -> str:
        from companion import content
        from companion.planner import Plan

        idea = content.activities()[1]
        day = self.now.date() + timedelta(days=2)
        plan = Plan(
            id="00000000-0000-4000-8000-000000000001",
            title=idea.title,
            idea=idea.id,
            day=day,
            at=time(19),
            part=None,
            minutes=30,
            place="at home",
            pressure=idea.pressure,
            apart=False,
            invite=idea.invite[0],
            state="planned",
            line="",
            closeness=None,
            created=self.now,
        )
        planner = self.open().planner
        planner.save(plan)
        following = planner.next(self.now)
        if following is None or following.id != plan.id:
            raise Failed("the plan is not what comes next")
        return "planned something small"

    def keep_a_card(self) -> str:
        from companion import content

        self.open().talk.keep(content.prompts()[0], "Ten minutes was enough.")
        if [card.note for card in self.open().talk.kept()] != ["Ten minutes was enough."]:
            raise Failed("the kept card did not come back")
        return "kept a card with a line of one's own"

    def print_cards(self) -> str:
        from companion import content
        from ui.printing import cards

        target = self.keep / "cards.pdf"
        cards.write_pdf(target, [p for p in content.prompts() if p.depth < 5], layout="cut", paper="A4")
        if not target.read_bytes().startswith(b"%PDF"):
            raise Failed("the cards are not a PDF")
        return "printed cards to a PDF"

    def back_up(self) -> str:
        info = self.open().backups.create(self.backup)
        return f"made a backup of {info.entries} entries"

    def verify(self) -> str:
        from companion.backup import verify

        info = verify(self.backup, passphrase=PASSPHRASE)
        return f"verified it: {info.entries} entries, {info.photos} photo"

    def restore_and_compare(self) -> str:
        from companion.backup import restore
        from companion.workspace import Workspace

        if self.kit is None:
            raise Failed("there is no kit")
        second = self.scratch / "two"
        vault, keys, _kit = restore(
            self.backup, second, code=self.kit.code, keyring=False, new_passphrase=PASSPHRASE
        )
        restored = Workspace.open(second, vault, keys, clock=lambda: self.now)
        try:
            if substance(restored) != substance(self.open()):
                raise Failed("the restored vault differs")
            health = restored.health()
            if health.problems:
                raise Failed(f"the restored vault is not clean: {health.problems}")
        finally:
            restored.close()
        return "restored it with the recovery code into a second vault, word for word the same"

    def lock_and_unlock(self) -> str:
        from companion.errors import WrongPassphrase
        from companion.workspace import Workspace

        vault, home = self.open().vault, self.scratch / "one"
        self.open().close()
        self.workspace = None
        try:
            vault.unlock_with_passphrase(PASSPHRASE + "x")
        except WrongPassphrase:
            pass
        else:
            raise Failed("a wrong passphrase opened it")
        self.workspace = Workspace.open(
            home, vault, vault.unlock_with_passphrase(PASSPHRASE), clock=lambda: self.now
        )
        return "locked it, refused a wrong passphrase, opened it again"

    def photograph(self) -> str:
        """Every page in the real window. The vault is closed first, for the window opens it itself."""
        from PySide6.QtWidgets import QApplication

        from ui.pages import PAGES
        from ui.session import Session
        from ui.shell import Shell

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        home, vault = self.scratch / "one", self.open().vault
        self.open().close()
        self.workspace = None
        screens = self.keep / "screens"
        screens.mkdir(parents=True, exist_ok=True)
        session = Session(home, clock=lambda: self.now)
        session.prefer(cover_when_inactive=False)  # nobody sits here who could bring the window to the front
        shell = Shell(session)
        shell.resize(1100, 720)
        shell.show()
        settle(app)
        shell.grab().save(str(screens / "lock.png"))
        session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        for page in PAGES:
            shell.go(page.key)
            settle(app)
            if not shell.grab().save(str(screens / f"{page.key}.png")):
                raise Failed("a picture could not be written")
        if not session.lock():
            raise Failed("it did not lock")
        shell.close()
        shell.deleteLater()
        return f"photographed {len(PAGES)} pages and the lock"


def substance(workspace: "Workspace") -> dict[str, object]:
    """What a person would miss: every word, date, mark and picture."""
    diary = workspace.diary
    entries: list[Entry] = [diary.get(row.id) for row in diary.rows(diary.ids())]
    today = workspace.clock().date()
    return {
        "entries": [replace(entry, row=0, changed=datetime.min) for entry in entries],
        "photos": [diary.photo_data(photo.id) for entry in entries for photo in entry.photos],
        "check-in": diary.check_in(today),
        "plans": workspace.planner.plans(today - timedelta(days=7), today + timedelta(days=7)),
        "kept": [(card.text, card.note) for card in workspace.talk.kept()],
    }


def picture(width: int, height: int) -> bytes:
    """A small drawn evening as PNG, so that no one's photo is needed."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor(29, 47, 58))
    sky.setColorAt(1, QColor(176, 116, 34))
    painter.fillRect(image.rect(), sky)
    painter.setBrush(QColor(242, 220, 174))
    painter.drawEllipse(width // 2, height // 3, height // 4, height // 4)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only, the call str only
    return bytes(held.data())


def settle(app: object, seconds: float = 0.6) -> None:
    """Let jobs come home and fades end before a picture is taken."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    end = clock.monotonic() + seconds
    while clock.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def run(keep: Path | None = None) -> int:
    """The whole self-test. `keep` is a folder to leave the results in; without it they are thrown away."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or os.environ.get("CI"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["companion"])
    from ui import theme

    assert isinstance(app, QApplication)
    theme.apply(app, mode="light", reduced_motion=True)
    with tempfile.TemporaryDirectory(prefix="companion-self-test-") as thrown_away:
        folder = keep if keep is not None else Path(thrown_away)
        folder.mkdir(parents=True, exist_ok=True)
        return SelfTest(folder).run()
