"""Something that takes a while, with a Stop that works."""

from PySide6.QtCore import QLocale, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.dialog import Dialog
from ui.widgets.progress import Progress
from ui.widgets.text import Label
from ui.work import Job

_PATIENCE = 400
"""Milliseconds before anything is shown, so that what is short does not flash."""


class WaitDialog(Dialog):
    """A job that may take a while, with a Stop. Nothing is shown before 400 ms, so that short ones do not flash."""

    stopped = Signal()

    def __init__(self, title: str, line: str, page: QWidget) -> None:
        super().__init__(title, page)
        if line:
            self.body.addWidget(Label(line, "body", "ink_2", wrap=True))
        self.body.addSpacing(theme.space(3))
        self.bar = Progress(title)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.told = Label("", "caption", "ink_2")
        self.told.hide()
        self.body.addWidget(self.told)
        self._over = False
        stop = self.add_button(self.tr("Stop"), "secondary", "other")
        stop.clicked.connect(self.stop)

    def follow(self, job: Job) -> None:
        """Stay until the job ends; Stop cancels it."""
        self.stopped.connect(job.cancel)
        job.ended.connect(self.finish)
        self.come_later()

    def come_later(self) -> None:
        """Show it in a moment, if it is still needed then."""
        QTimer.singleShot(_PATIENCE, self, self._open_if_needed)

    @Slot()
    def _open_if_needed(self) -> None:
        if not self._over:
            self.open()

    def progressed(self, done: int, total: int, _step: str) -> None:
        """Move the bar; without a total there is none."""
        if self.closed:
            return
        self.bar.setVisible(total > 0)
        self.bar.set_value(done, total)
        count = QLocale()
        words = self.tr("{part} of {whole}").format(part=count.toString(done), whole=count.toString(total))
        self.told.setText(words if total else "")
        self.told.setVisible(total > 0)

    @Slot()
    def stop(self) -> None:
        """What Stop and Esc do."""
        self.stopped.emit()

    @Slot()
    def reject(self) -> None:
        if self._over:
            super().reject()
        else:
            self.stop()

    @Slot()
    def finish(self) -> None:
        """The job is over, one way or the other."""
        self._over = True
        self.accept()
