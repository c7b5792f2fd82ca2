"""The evening at which most tests take place, and a clock that shows it."""

from datetime import datetime, timedelta

NOW = datetime(2030, 11, 14, 21, 40)


class Clock:
    """A wall clock that stands until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
