"""The two of you: how each is called, and where the person is today, as it was asked at the first run."""

from functools import partial

from ui.session import Session
from ui.settings.rows import Row, Section
from ui.ways.choice import NAME_LENGTH, RoleQuestion
from ui.widgets.cards import Hairline
from ui.widgets.fields import LineField
from ui.widgets.text import Label


class Names(Section):
    """Everything here lies in the vault, can be left empty, and counts at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("The two of you"))

    def build(self) -> None:
        self.fields: dict[str, LineField] = {}
        for name, title, caption in (
            ("my_name", self.tr("Your name"), self.tr("As you are greeted here. It can be empty.")),
            (
                "their_name",
                self.tr("Their name"),
                self.tr("For where words here speak of the other person. It can be empty."),
            ),
        ):
            field = LineField(title)
            field.setMaxLength(NAME_LENGTH)
            field.editingFinished.connect(partial(self._keep_name, name))
            self.fields[name] = field
            self.add(Row(title, caption, field))
        self.column.addWidget(Hairline())
        self.column.addSpacing(14)
        self.column.addWidget(Label(self.tr("Where are you today?"), "h3", wrap=True))
        self.column.addWidget(
            Label(
                self.tr("This only changes which words and ideas come first."), "caption", "ink_3", wrap=True
            )
        )
        self.column.addSpacing(10)
        self.role = RoleQuestion()
        self.role.chosen.connect(lambda value: self._keep("role", value))
        self.column.addWidget(self.role)

    def refresh(self) -> None:
        workspace = self.session.workspace
        if workspace is None:
            return
        for name, field in self.fields.items():
            if not field.hasFocus():
                field.setText(self.session.name(name))
        self.role.value = workspace.prefs.get("role")

    def flush(self) -> bool:
        kept = [self._keep_name(name) for name in self.fields]
        return all(kept)

    def _keep_name(self, name: str) -> bool:
        typed = self.fields[name].text().strip()
        return typed == self.session.name(name) or self._keep(name, typed)

    def _keep(self, name: str, value: str) -> bool:
        workspace = self.session.workspace
        if workspace is None:
            return True
        return self.session.perform(lambda: workspace.prefs.set(name, value or None), self) is not None
