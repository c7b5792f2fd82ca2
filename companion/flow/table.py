"""Talk when ready as a table: for each state and each event, where it leads. Data and guards, nothing else.

A cell is a state, `STAYS`, `RESUME` (the state a pause came from), or forks: pairs of a guard and a target, the first
that holds wins. Nothing is undefined: what a state does not answer is listed under its `stays`, in families, on purpose.
`tests/companion/flow_table.txt` has the whole table to read.

Two things are true of the table alone. After any "no" of the other person nothing leads back to asking but a new session,
which a person begins by hand. And what happens by itself (`events.AUTOMATIC`) never leads to a question for the other person.
"""

from companion.flow.before import BEFORE
from companion.flow.endings import ENDINGS
from companion.flow.events import State
from companion.flow.in_room import IN_ROOM

TABLE: dict[str, State] = {**BEFORE, **IN_ROOM, **ENDINGS}
STATES = tuple(TABLE)
