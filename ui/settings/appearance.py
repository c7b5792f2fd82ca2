"""Appearance: theme, text size, reading size, stronger lines, motion. Each applies at once."""

from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.fields import Combo
from ui.widgets.toggles import Switch

TEXT_SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
READING_SIZES = range(15, 23)


class Appearance(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Appearance"))

    def build(self) -> None:
        self.theme = Combo(
            self.tr("Theme"),
            [
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("contrast", self.tr("High contrast")),
            ],
        )
        self.theme.chosen.connect(lambda value: self.session.prefer(theme=value))
        self.add(Row(self.tr("Theme"), "", self.theme))
        percent = self.tr("{number} %")
        sizes = [(str(scale), percent.format(number=round(scale * 100))) for scale in TEXT_SCALES]
        self.text = Combo(self.tr("Text size"), sizes)
        self.text.chosen.connect(lambda value: self.session.prefer(text_scale=float(value)))
        self.add(
            Row(self.tr("Text size"), self.tr("Ctrl and plus, minus or zero change it anywhere."), self.text)
        )
        self.reading = Combo(self.tr("Reading size"), [(str(size), str(size)) for size in READING_SIZES])
        self.reading.chosen.connect(lambda value: self.session.prefer(reading_size=int(value)))
        self.add(
            Row(
                self.tr("Reading size"),
                self.tr("The text of your diary, before the text size."),
                self.reading,
            )
        )
        self.lines = Switch(self.tr("Stronger lines"))
        self.lines.toggled.connect(lambda on: self.session.prefer(stronger_lines=on))
        self.add(
            Row(
                self.tr("Stronger lines"),
                self.tr("Draws every line clearly and leaves out soft light."),
                self.lines,
            )
        )
        self.hints = Switch(self.tr("Hints in “Say it kindly”"))
        self.hints.toggled.connect(lambda on: self.session.prefer(kind_hints=on))
        self.add(
            Row(
                self.tr("Hints in “Say it kindly”"),
                self.tr("Soft remarks on words that may sting. They come from rules on this computer."),
                self.hints,
            )
        )
        self.motion = Combo(
            self.tr("Motion"),
            [("system", self.tr("As the system")), ("full", self.tr("Gentle")), ("reduced", self.tr("None"))],
        )
        self.motion.chosen.connect(lambda value: self.session.prefer(motion=value))
        self.add(Row(self.tr("Motion"), "", self.motion))

    def refresh(self) -> None:
        settings = self.session.settings
        self.theme.value = settings.theme
        nearest = min(TEXT_SCALES, key=lambda scale: abs(scale - settings.text_scale))
        self.text.value = str(nearest)
        self.reading.value = str(settings.reading_size)
        self.motion.value = settings.motion
        self.lines.blockSignals(True)
        self.lines.setChecked(settings.stronger_lines)
        self.lines.blockSignals(False)
        self.hints.blockSignals(True)
        self.hints.setChecked(settings.kind_hints)
        self.hints.blockSignals(False)
