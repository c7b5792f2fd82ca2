"""Plain words about wanting to die or to hurt oneself. They lead to help, never to a hint."""
# ruff: noqa: E501
# fmt: off

import re
from functools import cache

from companion.kindly import verdicts as _verdicts  # noqa: F401  # fills the groups
from companion.kindly.grammar import Rules

_DARK = (
    "i <adv>* <modal>* <adv>* want|wanting|wish|wanted|going|am_going|plan|planning|need|think_about|thinking_about|thought_about|tempted|ready|thinking_of|think_of|thought_of|decided <adv>* to? be? die|dying|be_dead|was_dead|were_dead|kill_myself|killing_myself|end_my_life|ending_my_life|end_it|end_it_all|ending_it|ending_it_all|end_everything|hurt_myself|hurting_myself|harm_myself|harming_myself|cut_myself|cutting_myself|disappear_for_good|not_wake_up|never_wake_up|not_exist|not_be_alive",
    "i <adv>* <modal>* <adv>* do|will|can not|never <adv>* want|wish|need|able|be to? be|live|exist|go_on|wake|keep alive|here|living|any_more|anymore|up|on|$",
    "i <adv>* <modal>* not <adv>* want to be alive|here|around any_more|at_all|$",
    "i <adv>* <modal>* not <adv>* want to live|exist|wake_up",
    "kill|killing|hang|hanging|drown|drowning|shoot|shooting|harm|harming|hurt|hurting|unalive|unaliving|starve|starving|burn|burning|hit|hitting myself",
    "i <adv>* <modal>* <adv>* cut|cutting|burned|cuts myself|my_arms|my_arm|my_wrists|my_legs|my_thighs",
    "better_off .. if_i_was|if_i_were|dead|without_me|if_i_died|if_i_were_gone|if_i_was_gone",
    "easier|happier|better for_everyone|for_you|for_all? if i died|was_dead|were_dead|was_gone|were_gone|was_not_here|were_not_here|disappeared",
    "suicide|suicidal|self-harm|self_harm|selfharm|self-harming|overdose|overdosed|overdosing",
    "no|any reason|point to|in|for live|living|going_on|being_alive|carrying_on|keep_going|staying_alive|wake_up",
    "take|taking|took my_own|my life !back|to|in|into|seriously|slowly|one",
    "end|ending my_life|it_all|my_own_life",
    "wish i was|were|had dead|never_been_born|not_been_born|not_born|died",
    "i <adv>* should|want_to|deserve_to|would_rather|could|wanted_to|ought_to <adv>* die|be_dead",
    "not worth living|being_alive|staying_alive|going_on_living",
)  # fmt: skip
_NOT_DARK = re.compile(
    r" (?:die|died|dying|kill(?:ing)? myself|dead|kill myself) (?:of|from|with|by) (?:embarrassment|shame|boredom|laughter|curiosity|heat|laughing|joy)"
    r"| kill(?:ing|ed)? myself laughing| dying (?:to|for) (?!be dead)| (?:cut|burned|burnt|hurt|hit|burn) (?:myself|my (?:arm|leg|arms|legs)) (?:\w+ ){0,3}"
    r"(?:shaving|cooking|chopping|on (?:the|a)|with (?:the|a) (?:bread|kitchen|paper|can|tin)|peeling|gardening|slicing|at work|running|playing|falling|lifting)"
    r"| suicide (?:prevention|squad|bomber|mission|note in the)| do not want to (?:die|kill myself|hurt myself|harm myself|end)| did not want to (?:die|hurt myself)"
    r"| (?:end|ending) it (?:all )?(?:with|between|there|here|at)"
)


@cache
def _dark() -> Rules:
    return Rules((rule, None) for rule in _DARK)


def wants_to_die(plain: str) -> bool:
    """Whether a sentence holds plain words about wanting to die or to hurt oneself."""
    return any(True for _ in _dark().found(plain)) and not _NOT_DARK.search(plain)
