"""An invented but lifelike vault at a fixed moment: what the gallery photographs and the privacy trials fill.

The moment is a Thursday evening in November, as in the design's pictures, so that the two can be laid side by side.
"""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from companion.planner import Plan, Repeat
from companion.workspace import Workspace

NOW = datetime(2030, 11, 14, 21, 40)  # a Thursday
NAME = "Alex"

ENTRIES = [
    (
        datetime(2030, 11, 14, 18, 52),
        "The quiet after dinner",
        3,
        2,
        ("evening", "kitchen"),
        "We ate late. Robin asked about the boiler and I said it was fine, and then neither of us said anything for a "
        "long while. It wasn’t a bad silence. I noticed I was waiting for it to turn into one.\n\n"
        "What I wanted to say was small: *I liked that you sat down with me.* I didn’t say it, so I am writing it here, "
        "where I can find it again.\n\n{photo}\n\n"
        "Tomorrow I could leave the lamp on in the kitchen and not ask anything.",
    ),
    (
        datetime(2030, 11, 12, 4, 20),
        "",
        2,
        None,
        ("night",),
        "Slept badly. Woke at four and lay there trying not to turn over. The house was so still I could hear the clock "
        "in the hall.\n\nI thought of the summer we had no money and the window was open all night.",
    ),
    (
        datetime(2030, 11, 9, 22, 5),
        "The long way home",
        2,
        3,
        ("drive", "together"),
        "Robin drove and I didn’t fill the silence for once. Somewhere past the reservoir I heard humming.\n\n"
        "- no radio\n- one wrong turn\n- chips in the car park, **hot**",
    ),
    (
        datetime(2030, 11, 8, 23, 10),
        "Something I said",
        1,
        1,
        ("argument",),
        "I said “you never”. I heard it as it left. The door did not slam, it just closed, which was worse.\n\n"
        "> I went quiet so that I would not shout.\n\nThat is what Robin wrote on the back of the gas bill.",
    ),
    (
        datetime(2030, 11, 6, 17, 30),
        "",
        4,
        3,
        ("together",),
        "Eleven minutes on the back step with tea. We both watched the neighbour’s cat decide about the wall.",
    ),
    (
        datetime(2030, 11, 5, 12, 15),
        "A list for nobody",
        3,
        None,
        (),
        "## Things that helped\n\n1. The walk\n2. Not asking twice\n3. Soup",
    ),
    (
        datetime(2030, 11, 3, 20, 0),
        "Film, two sofas",
        4,
        4,
        ("together", "evening"),
        "Half of it. We both fell asleep.",
    ),
    (datetime(2030, 11, 1, 8, 40), "", 2, None, (), "Cold kitchen. I wrote three lines and crossed out two."),
    (
        datetime(2029, 11, 15, 21, 10),
        "First frost",
        4,
        4,
        ("together",),
        "The window was white at seven. Robin wrote our initials in it and then, quickly, drew a cat over them.",
    ),
    (
        datetime(2029, 11, 12, 22, 30),
        "Trains",
        3,
        3,
        ("drive",),
        "Two hours late from Leeds. Nobody minded. We ate the whole cake on the platform.",
    ),
    (
        datetime(2027, 11, 14, 20, 0),
        "The blue lamp",
        5,
        4,
        ("kitchen",),
        "Bought the lamp we had walked past all summer. It is too big for the table and it stays.",
    ),
    (datetime(2024, 11, 16, 9, 0), "", 3, None, (), "Boxes everywhere. The kettle was in the last one."),
]
NOTED: dict[str, dict[str, object]] = {
    "The quiet after dinner": {"starred": True},
    "Trains": {"feelings": ("feel-calm",)},
    "The blue lamp": {"starred": True},
}
"""What single entries have besides, by title."""

PLANS = [
    ("Tea on the back step", -1, time(16, 0), None, 20, "at home", 1, "a-window-tea"),
    ("Soup, and the radio on", 2, time(10, 30), None, 60, "at home", 1, "a-one-pot"),
    ("Walk to the bridge and back", 3, None, "afternoon", 40, "", 1, "a-walk-no-topic"),
    (
        "Same film, two sofas",
        7,
        time(20, 15),
        None,
        90,
        "on the phone after, if it feels right",
        2,
        "a-film-no-debrief",
    ),
    ("Two books, one room", 10, time(19, 0), None, 30, "at home", 1, "a-two-books"),
    ("Sort one drawer, badly", 12, None, "week", 20, "at home", 1, None),
    ("The same soup in two kitchens", 16, time(18, 30), None, 60, "on the phone", 2, None),
]
MORE: dict[str, dict[str, object]] = {
    "Walk to the bridge and back": {"repeat": Repeat("FREQ=WEEKLY")},
    "The same soup in two kitchens": {"zone": "Europe/London", "zone_there": "Europe/Helsinki", "remind": 60},
}
"""What single plans have besides, by title."""
DONE = [
    ("A walk with no topic", -5, 1, "We saw the heron again.", 2),
    ("Cards at the small table", -11, 2, "", 3),
    ("One song each", -23, 2, "His was older than I thought.", 2),
    ("A walk with no topic", -31, 1, "", 3),
    ("A walk with no topic", -40, 1, "Fog. We turned back early.", 3),
]


def evening_picture(width: int = 984, height: int = 300) -> bytes:
    """A small drawn evening scene as PNG: a lamp, a table, two cups. Drawn here, so nobody's photo is shipped."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
    from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient

    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#1d2f3a"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    glow = QRadialGradient(QPointF(width * 0.64, height * 0.25), width * 0.38)
    glow.setColorAt(0, QColor("#e0b878"))
    glow.setColorAt(0.4, QColor("#7c6442"))
    glow.setColorAt(1, QColor(29, 47, 58, 0))
    painter.fillRect(image.rect(), glow)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#0f1a20"))
    painter.drawRect(QRectF(width * 0.08, height * 0.12, width * 0.2, height * 0.58))
    painter.setBrush(QColor("#4c6c80"))
    for column in (0.09, 0.185):
        for row in (0.15, 0.42):
            painter.drawRect(QRectF(width * column, height * row, width * 0.085, height * 0.25))
    painter.setBrush(QColor("#f2dcae"))
    painter.drawPie(QRectF(width * 0.605, height * 0.17, width * 0.08, height * 0.2), 0, 180 * 16)
    painter.setBrush(QColor("#000000"))
    painter.drawRect(QRectF(width * 0.644, 0, 2, height * 0.17))
    painter.setBrush(QColor("#4a3a2c"))
    painter.drawRect(QRectF(0, height * 0.78, width, height * 0.22))
    painter.setBrush(QColor("#d8d0c4"))
    painter.drawRoundedRect(QRectF(width * 0.55, height * 0.67, width * 0.04, height * 0.12), 4, 4)
    painter.setBrush(QColor("#5d8088"))
    painter.drawRoundedRect(QRectF(width * 0.7, height * 0.68, width * 0.04, height * 0.11), 4, 4)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(held.data())


def fill(workspace: Workspace, now: datetime = NOW) -> None:
    """Write the whole invented life into a fresh, open workspace."""
    write_entries(workspace)
    write_plans(workspace, now)
    day = now.date()
    workspace.diary.set_check_in(day, at=now, closeness=2)
    for past in range(1, 40, 3):
        chosen = random.Random(past)
        workspace.diary.set_check_in(
            day - timedelta(days=past),
            at=now - timedelta(days=past),
            closeness=chosen.randint(1, 4),
            mood=chosen.randint(1, 5),
        )
    workspace.prefs.set("my_name", NAME)
    workspace.prefs.set("their_name", "Robin")
    workspace.prefs.set("role", "reaching")
    keep_cards(workspace)
    write_cards(workspace)


def write_entries(workspace: Workspace) -> None:
    diary = workspace.diary
    for when, title, mood, closeness, tags, text in ENTRIES:
        noted: dict[str, Any] = NOTED.get(title, {})
        entry = replace(diary.blank(when), title=title, mood=mood, closeness=closeness, tags=tags, **noted)
        if "{photo}" in text:
            diary.save(replace(entry, text=text.replace("{photo}", "")))
            data = evening_picture()
            photo = diary.add_photo(
                entry.id,
                data,
                name="lamp.png",
                width=984,
                height=300,
                kind="png",
                thumbnail=evening_picture(196, 60),
                caption="The lamp over the table",
            )
            text = text.replace("{photo}", f"![The lamp over the table](photo:{photo.id})")
            entry = replace(diary.get(entry.id), title=title)
        diary.save(replace(entry, text=text))


def write_plans(workspace: Workspace, now: datetime) -> None:
    planner, today = workspace.planner, now.date()
    for number, (title, days, at, part, minutes, place, pressure, idea) in enumerate(PLANS):
        planner.save(
            plan(
                f"plan-{number}",
                title,
                today + timedelta(days=days),
                at,
                part,
                minutes,
                place,
                pressure,
                idea,
                now,
            )
        )
    for number, (title, days, pressure, line, closeness) in enumerate(DONE):
        made = plan(
            f"done-{number}", title, today + timedelta(days=days), time(19), None, 30, "", pressure, None, now
        )
        planner.save(made)
        planner.keep_line(made.id, line, closeness)


def plan(
    name: str,
    title: str,
    day: date,
    at: time | None,
    part: str | None,
    minutes: int,
    place: str,
    pressure: int,
    idea: str | None,
    now: datetime,
) -> Plan:
    import uuid

    made = Plan(
        id=str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
        title=title,
        idea=idea,
        day=day,
        at=at,
        part=part,
        minutes=minutes,
        place=place,
        pressure=pressure,
        apart="phone" in place,
        invite="",
        state="planned",
        line="",
        closeness=None,
        created=now,
    )
    return replace(made, **MORE.get(title, {}))  # type: ignore[arg-type]


def keep_cards(workspace: Workspace) -> None:
    from companion import content

    prompts = content.prompts()
    workspace.talk.keep(prompts[0])
    workspace.talk.keep(prompts[5], "Fog, with a light on somewhere.")


def write_cards(workspace: Workspace) -> None:
    from companion.decks import OwnCard

    deck = "Slow evenings"
    workspace.decks.add(
        [
            OwnCard(deck, "What was the best minute of today?", "Point at it.", "A nod is enough."),
            OwnCard(
                deck, "If we had tomorrow morning off, I would like ___.", "Tea in bed, or not.", depth=3
            ),
            OwnCard(
                deck, "Is there something you have been carrying without me?", "Yes or no.", "Only listen.", 4
            ),
            OwnCard("For the train", "Show me something out of your window."),
        ]
    )
    thrown = workspace.decks.add([OwnCard("For the train", "What are you reading, and is it any good?")])
    workspace.decks.trash(thrown.ids)


def open_workspace(home: Path, now: datetime = NOW) -> Workspace:
    """A new vault under `home`, filled, with the clock standing at `now`."""
    from companion.workspace import open_new

    workspace, _kit = open_new(home, passphrase="lantern moss quiet harbour tin", clock=lambda: now)
    fill(workspace, now)
    return workspace
