"""What can happen in a talk, what a step may depend on, and what a state is made of: the vocabulary of `table.py`."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.flow import Flow

STAYS = "stays"
RESUME = "resume"

Guard = Callable[["Flow"], bool]
Cell = str | tuple[tuple[Guard | None, str], ...]

# --- events, in families -------------------------------------------------------------------------------------

COMPANY = ("just_me", "both_of_us")
SAFETY = ("safe", "unsure", "afraid", "low", "one_fits", "none_fits")
STEPS = ("go_on", "back")
CHECK = ("settle", "look_again", "handed_over")
THEIR_ANSWER = ("yes", "yes_smaller", "no_kindly", "no_harshly", "no_answer", "upset", "not_asked")
TALKING = ("swap", "came_out_wrong", "carry_on", "slower")
PAUSING = ("until", "keep_talking", "time_came")
RETURNING = ("ready", "more_time", "not_this_topic", "no_return")
ENDING = ("reflect", "keeps_happening", "often_not_now")
ANY = ("pause", "smaller", "stop", "not_now", "lock", "quick_exit", "begin_again")

EVENTS = (
    *COMPANY,
    *SAFETY,
    *STEPS,
    *CHECK,
    *THEIR_ANSWER,
    *TALKING,
    *PAUSING,
    *RETURNING,
    *ENDING,
    *ANY,
)

FIRST = (*COMPANY, *SAFETY)
NOT_FEAR = ("safe", "unsure", "one_fits", "none_fits")
TALK = (*THEIR_ANSWER, *TALKING, *PAUSING, *RETURNING)
LATER = (*TALK, *ENDING)

AUTOMATIC = ("time_came", "lock")
"""What happens without anybody pressing anything."""

# --- guards --------------------------------------------------------------------------------------------------


def alone(flow: "Flow") -> bool:
    """One person uses the app, and said so. Only then SAFE? is asked; after a restart nobody knows who is there."""
    return flow.company == "me"


def safety_open(flow: "Flow") -> bool:
    return alone(flow) and flow.sitting.safe != "safe"


def still_answering(flow: "Flow") -> bool:
    """For two all four are answered each time, so that the other one sees no difference."""
    return not alone(flow) and not flow.sitting.joined and not flow.sitting.complete


def first_of_two(flow: "Flow") -> bool:
    """The other one has not answered yet."""
    return not alone(flow) and not flow.sitting.joined and not flow.sitting.handed_over


def needs_settling(flow: "Flow") -> bool:
    return alone(flow) and flow.sitting.result() == "settle"


def not_yet(flow: "Flow") -> bool:
    """The second time for one; for two the one quiet ending, whoever was careful and whatever about."""
    return flow.sitting.result() == "not_now"


def other_time(flow: "Flow") -> bool:
    return flow.sitting.result() == "another_time"


def has_room(flow: "Flow") -> bool:
    return flow.sitting.result() in ("small", "some", "enough")


def has_aim(flow: "Flow") -> bool:
    return flow.aim != ""


def only_being_there(flow: "Flow") -> bool:
    return flow.shape == "be"


def talked(flow: "Flow") -> bool:
    """The pause interrupted a talk, and not the questions before one."""
    return flow.interrupted


def took_turns(flow: "Flow") -> bool:
    """Out of the turns, or two who want to come back to what upset one of them."""
    return flow.came_from in ("turns", "repair", "upset")


def nothing_to_resume(flow: "Flow") -> bool:
    return flow.came_from == ""


def came_back(flow: "Flow") -> bool:
    """A pause is held already, and this one would extend it."""
    return flow.back_at is not None


def may_extend(flow: "Flow") -> bool:
    return flow.extensions < 2


# --- cells that many states share ----------------------------------------------------------------------------

# A new session asks SAFE? again. Two people begin where two people begin.
AGAIN: Cell = ((alone, "safe"), (None, "start"))
# SAFE? is for someone alone, and can be answered late. Where two people sit, it looks like any other "not tonight".
FEAR: dict[str, Cell] = dict.fromkeys(("afraid", "low"), ((alone, "help"), (None, "not_now")))
# Before the talk a lock forgets all of it; in the room it is a pause.
FORGETS: dict[str, Cell] = {"lock": "start", "quick_exit": "start"}
PAUSES: dict[str, Cell] = {"lock": "paused", "quick_exit": "paused"}

# --- a state -------------------------------------------------------------------------------------------------


class State:
    """One state: what it answers, and what it leaves unanswered on purpose.

    `asks`: it shows a question or a prompt, so Pause, Something smaller and Stop here are there. `prompts`: it may show
    a talk prompt. `room`: it belongs to the talking room, where a lock acts as Pause.
    """

    def __init__(
        self,
        moves: dict[str, Cell],
        *stays: Iterable[str],
        asks: bool = False,
        prompts: bool = False,
        room: bool = False,
    ) -> None:
        self.moves = moves
        self.stays = frozenset(event for family in stays for event in family)
        self.asks = asks
        self.prompts = prompts
        self.room = room

    @property
    def buttons(self) -> frozenset[str]:
        """What is always in reach here."""
        return frozenset({"quick_exit", "pause", "smaller", "stop"} if self.asks else {"quick_exit"})
