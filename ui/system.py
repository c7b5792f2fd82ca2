"""Where the app meets the system: the clipboard, the file manager, the screen lock, sleep, private memory
dumps.

Each part is a small promise that the rest of the app can rely on everywhere; where a system cannot do a
thing, the function does nothing and the idle timer of the session is what remains. Imported late: nothing
here is needed for the first paint.

Left out: hiding the window from screenshots. Only one of the three systems still offers it, and without a
guarantee.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QByteArray, QMimeData, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QClipboard, QDesktopServices, QGuiApplication

_log = logging.getLogger("companion")

# Clipboard managers look for these and then keep no copy. Each system reads its own; the others ignore
# them.
_PRIVATE_FORMATS: tuple[tuple[str, bytes], ...] = (
    ("x-kde-passwordManagerHint", b"secret"),
    ("application/x-nspasteboard-concealed-type", b""),
    (
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
        b"\x00\x00\x00\x00",
    ),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\x00\x00\x00\x00"),
    ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', b"\x00\x00\x00\x00"),
)


def private_mime(text: str) -> QMimeData:
    """The text, marked so that clipboard histories leave it out."""
    data = QMimeData()
    data.setText(text)
    for name, value in _PRIVATE_FORMATS:
        data.setData(name, QByteArray(value))
    return data


def copy_private(text: str) -> None:
    """Put the text into the clipboard, marked as private."""
    QGuiApplication.clipboard().setMimeData(private_mime(text))


def clear_clipboard(text: str) -> None:
    """Empty the clipboard and the X11 selection, each only if it still holds exactly this text."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
            continue
        if clipboard.text(mode) == text:
            clipboard.clear(mode)


def empty_our_clipboard() -> None:
    """Empty the clipboard and the X11 selection, each if what it holds came from this process: any field can
    be copied from."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def watch_copies(copied: Callable[[str], object]) -> None:
    """Hand every text that a field of ours copied to `copied`, which is to copy it anew, marked as private."""
    clipboard = QGuiApplication.clipboard()

    def changed() -> None:
        if not clipboard.ownsClipboard():
            return
        held = clipboard.mimeData()
        if held is not None and held.hasText() and not held.hasFormat(_PRIVATE_FORMATS[0][0]):
            copied(held.text())

    clipboard.dataChanged.connect(changed)


def open_folder(folder: Path) -> bool:
    """Show the folder in the system's file manager. False if none answered."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def no_core_dumps() -> None:
    """Ask the system to write no image of this process when it ends badly: such an image would hold open
    text."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        _log.info("core-dumps-limit-refused")
    if sys.platform == "linux":
        try:
            import ctypes

            pr_set_dumpable = 4
            ctypes.CDLL(None).prctl(pr_set_dumpable, 0, 0, 0, 0)
        except (OSError, AttributeError):
            _log.info("dumpable-refused")


def caps_lock() -> bool | None:
    """Whether Caps Lock is on, or None where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        vk_capital = 0x14
        return bool(ctypes.windll.user32.GetKeyState(vk_capital) & 1)
    if sys.platform == "linux":
        # The keyboard's own light: it is per keyboard, and any one that is lit counts.
        lit: bool | None = None
        for led in Path("/sys/class/leds").glob("*::capslock/brightness"):
            try:
                lit = bool(lit) or led.read_text().strip() != "0"
            except OSError:
                continue
        return lit
    return None


def _slot(name: str) -> Any:
    """A slot for QDBusConnection.connect, which takes text, whatever its type hints say."""
    return SLOT(name)


class LockSignals(QObject):
    """Tells when the system locks its screen or goes to sleep. Both mean the same to us: `lock_now`."""

    lock_now = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: object | None = None
        self.heard_from: tuple[str, ...] = ()

    def start(self) -> None:
        """Begin to listen to whatever this system has. Never raises; `heard_from` says what was found."""
        try:
            if sys.platform == "linux":
                self.heard_from = self._listen_on_bus()
            elif sys.platform == "win32":
                self._filter = _WindowsSessions(self)
                self.heard_from = ("wts",)
        except Exception as error:  # a system that answers oddly must not keep the window from opening
            _log.info("lock-signals-unavailable %s", type(error).__name__)

    # --- Linux: the desktop's screen saver on the session bus, logind on the system bus

    def _listen_on_bus(self) -> tuple[str, ...]:
        from PySide6.QtDBus import QDBusConnection

        found: list[str] = []
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            for name, path in (
                ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
                ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
                ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
                ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
                ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
            ):
                if session.connect("", path, name, "ActiveChanged", self, _slot("screen_saver(bool)")):
                    found.append(name)
        system = QDBusConnection.systemBus()
        if system.isConnected():
            manager = "org.freedesktop.login1.Manager"
            if system.connect(
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                manager,
                "PrepareForSleep",
                self,
                _slot("prepare_for_sleep(bool)"),
            ):
                found.append("login1.PrepareForSleep")
            # The session's object path is known to logind only; the signal's name and interface are enough.
            if system.connect(
                "org.freedesktop.login1",
                "",
                "org.freedesktop.login1.Session",
                "Lock",
                self,
                _slot("session_lock()"),
            ):
                found.append("login1.Lock")
        return tuple(dict.fromkeys(found))

    @Slot(bool)
    def screen_saver(self, active: bool) -> None:
        if active:
            self.lock_now.emit()

    @Slot(bool)
    def prepare_for_sleep(self, sleeping: bool) -> None:
        if sleeping:
            self.lock_now.emit()

    @Slot()
    def session_lock(self) -> None:
        self.lock_now.emit()

    def watch_window(self, window_id: int) -> None:
        """Windows tells session changes to a window that asked for them; elsewhere this does nothing."""
        if isinstance(self._filter, _WindowsSessions):
            self._filter.register(window_id)


class _WindowsSessions:
    """Session lock and suspend messages of Windows, read by a native event filter."""

    _WM_WTSSESSION_CHANGE = 0x02B1
    _WM_POWERBROADCAST = 0x0218
    _WTS_SESSION_LOCK = 0x7
    _PBT_APMSUSPEND = 0x4

    def __init__(self, signals: LockSignals) -> None:
        from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication

        outer = self

        class Filter(QAbstractNativeEventFilter):
            def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
                outer.read(int(message))
                return False, 0

        self._signals = signals
        self._native = Filter()
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self._native)

    def register(self, window_id: int) -> None:
        import ctypes

        wtsapi = getattr(ctypes, "windll").wtsapi32  # noqa: B009  (absent on other systems)
        wtsapi.WTSRegisterSessionNotification(window_id, 0)

    def read(self, address: int) -> None:
        from ctypes import wintypes

        message = wintypes.MSG.from_address(address)
        locked = message.message == self._WM_WTSSESSION_CHANGE and message.wParam == self._WTS_SESSION_LOCK
        asleep = message.message == self._WM_POWERBROADCAST and message.wParam == self._PBT_APMSUSPEND
        if locked or asleep:
            self._signals.lock_now.emit()


def zone_name() -> str:
    """The IANA name of the machine's time zone, for systems that call it something else; empty if Qt does not know it."""
    from PySide6.QtCore import QTimeZone

    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
