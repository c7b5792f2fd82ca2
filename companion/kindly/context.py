"""What stands around a find and may take its edge away: a quotation, a doubt, thanks, an apology, somebody else."""
# ruff: noqa: E501

import re
from dataclasses import dataclass
from functools import cached_property

from companion.kindly.grammar import GROUPS
from companion.kindly.reading import Sentence

_OTHERS = frozenset(GROUPS["others"])
_STOPS = re.compile(r" (?:[,;:?!.…$()-]|and|but|because|when|while|though|if)(?= |$)")
_THANKS = re.compile(
    r"(?<! say)(?<! said)(?<! saying)(?<! a)(?<! one)(?<! single)(?<! no)(?<! without)(?<! ever)(?<! never)"
    r" (?:thank|thanks(?! to)|thankful|(?<!be )grateful|appreciate|admire|cherish|treasure|i (?:really |so )?(?:like|love) (?:that|it|how|the way)"
    r"|loved (?:that|it)|(?:it|that|which) (?:really |always |has |still )*(?:helps|helped)|means (?:a lot|so much)"
    r"|lucky|proud of you|(?:i am|am) (?:so |really )?glad|makes me (?:happy|smile)|is a gift|feels (?:good|safe|lovely)"
    r"|is kindness|out of love|works for me|what i love|love about you|like about you) "
)
_UNTHANKS = re.compile(r" thanks for nothing | thank you for nothing | i (?:do|would|did) not appreciate ")
_DENIED = re.compile(
    r" (?:not|never|nobody|stop|stopped|without|instead of|no longer|hardly) (?:\w+ ){0,2}"
    r"(?:think|thinking|thought|mean|meant|mean to say|say|saying|said|believe|believing|feel|claim|claiming|suggest"
    r"|suggesting|implying|imply|blame|accuse|accusing|calling|call|because|that|assume|assuming)"
    r"(?: (?:you|that|it|is|to say|to suggest|me|like|of))*$"
)
_SAID = re.compile(
    r" (?:say|says|said|saying|told|tell|asked|asking|wrote|texted|mentioned|heard|called|shouted|yelled|thinking|thought|"
    r"think|assumed|claimed|suggested|imagined|believed|decided|worry|worries|worried|fear|afraid|scared|frightened|wonder"
    r"|wondered|wondering|story|voice|part|head|brain|mind|dream|dreamt|dreamed|sounds|sounded|know|ask|guess|hope|imagine|bet"
    r"|nervous|anxious|idea|see|notice|noticed|understand|realise|realised)"
    r"(?: (?:me|you|him|her|them|us|that|if|whether|like|is|was|about|of|says|tells|i tell myself|in my head|:))* ?$"
)
_ASKED = re.compile(
    r" (?:you|he|she|they|we) (?:(?:once|just|already|also|have|had) )*(?:say|said|told|asked|wrote|texted|mentioned)(?: me| us)?(?: that| how)?$"
)
_OWNED = re.compile(
    r" i (?:\w+ ){0,2}(?:worry|worried|fear|feared|wonder|wondered|hope|guess|imagine"
    r"|(?:am|was|get|feel|got) (?:\w+ ){0,2}(?:afraid|scared|worried|frightened|terrified|nervous|anxious|insecure))(?: \w+){0,2}$"
    r"| (?:story|voice|part of me|my head|my brain|my mind|my fear|my worry|anxiety|inner critic)(?: \w+){0,5}$"
)
_REGRET = re.compile(
    r" (?:i|we) (?:am |was |feel |are )?(?:\w+ ){0,2}(?:sorry|apologise|apologize)(?! to see)|(?: \^| ,|^\^) (?:so |very )?sorry (?:i|for|about|that)"
    r"| (?:wrong|unfair|unkind|selfish|rude|mean|stupid|cold|childish|lazy|harsh|cruel|thoughtless|silly|nasty|petty|out of order|bad) of me| (?:and|then) (?:i )?felt bad| on me $| i take that back| it was mean| i was sarcastic| i was (?:wrong|unfair)| i should not have(?! to)| i regret| my fault(?= )| i did not mean to"
    r"| forgive me for (?:saying|shouting|calling)| i take it back"
)
_HEDGED = re.compile(
    r" (?:(?:may|might|could) (?:well )?be (?:wrong|mistaken)|my guess|i guess|i (?:may|might) have (?:got|misread|misunderstood)|correct me"
    r"|maybe|perhaps|i might be|tell me if i am wrong|if i am wrong|not sure if|i imagine|i wonder) "
)
_WELCOME = re.compile(
    r" (?:(?:is|that is|it is|are) (?:totally |completely |really |perfectly |quite |just |all |also |absolutely |very |more than )*(?:okay|fine|alright|all right|good|enough|welcome|understandable)"
    r"|or not(?= \?)|no pressure|no hurry|no rush|i (?:respect|understand|get it|can wait|do not mind)|not a problem|no problem|take your time|fair enough|i can live with|makes sense|when you are ready|if you (?:want|like|need|wish|prefer|feel like)|whenever you) "
)
_NAMED_AFTER = re.compile(
    r" , (?:the|my|our|that|those) (" + "|".join(map(re.escape, sorted(_OTHERS))) + r") [.!$]"
)
_WARM = re.compile(
    r" (?:best thing|so good|lovely|love that|loved|glad|proud|smile|smiling|gentle|brave|funny|legend|lucky|sweet of|is kindness|better when you"
    r"|better with you|good dad|good mum|good with|makes me laugh|made me laugh|safe|calm|thank the|made my day|slept|laughing|less alone|made it"
    r"|made the|went back|got the job|passed|alive|sober|learned|learnt|i notice and|happier|warm my|best|wonderful|nothing you did) "
)
_TURNED = re.compile(
    r" (?:but|though|however|except|only|again|even if|yet|instead|while|without|not|never|no|wow|bravo|must be|supposed|should|other|others|than|why|if|worse|ruined"
    r"|ashamed|alone|lonely|wasted|everyone else) "
)
_PROMISE = re.compile(
    r" (?:i promise|from now on i|i will (?:always |never |be home|be back|wait|text|ring|try|do|ask|bring|come back|listen)|you have my word|you will not have to) "
)
_THREAT = re.compile(
    r" (?:gone|leave|leaving|done|lawyer|divorce|block|pack|never (?:forgive|speak|come)|or (?:i|else)|until you|you never|you always) "
)


@dataclass(frozen=True)
class Context:
    """A sentence and everything that stands before it in the text."""

    sentence: Sentence
    before: str
    words: frozenset[str]

    @property
    def plain(self) -> str:
        return self.sentence.plain

    @cached_property
    def thanks(self) -> bool:
        return bool(_THANKS.search(self.plain)) and not _UNTHANKS.search(self.plain)

    @cached_property
    def regret(self) -> bool:
        return bool(_REGRET.search(self.plain))

    @cached_property
    def hedged(self) -> bool:
        return bool(_HEDGED.search(self.plain))

    @cached_property
    def welcome(self) -> bool:
        """It says that a no, or silence, is all right."""
        return bool(_WELCOME.search(self.plain + " "))

    @cached_property
    def warm(self) -> bool:
        """It says something good of somebody, and nothing takes it back."""
        return bool(_WARM.search(self.plain)) and not _TURNED.search(self.plain)

    @cached_property
    def promise(self) -> bool:
        """It tells what the writer will do, or will not do again."""
        return bool(_PROMISE.search(self.plain)) and not _THREAT.search(self.plain)

    def tail(self, at: int) -> str:
        """From a place to the end of its clause, with a space at both ends."""
        stop = _STOPS.search(self.plain, at)
        return self.plain[at : stop.start() if stop else len(self.plain)] + " "

    def lead(self, at: int) -> str:
        """From the last stop to a place."""
        begin = max((self.plain.rfind(f" {mark} ", 0, at + 1) for mark in ",;:.?!-"), default=-1)
        return " " + self.plain[begin + 3 if begin >= 0 else 2 : at].strip()

    def taken_back(self, start: int, end: int) -> bool:
        """Whether a find is denied, quoted, somebody else's, or owned as a fear or a guess."""
        for open_, close in self.sentence.quoted:
            if open_ <= start < close and _SAID.search(self.lead(open_).rstrip(" ,:")):
                return True
        lead = self.lead(start)
        if _DENIED.search(lead) or _ASKED.search(lead):
            return True
        if _OWNED.search(lead):
            return True
        return bool(_SAID.search(lead) and self.regret)

    def somebody_else(self, found: str) -> bool:
        """Whether "he", "she" or "they" may be somebody who was named before."""
        first = re.search(r"\b(?:you|he|she|they|his|her|their|him|them)\b", found)
        if first is None or first.group() == "you":
            return False
        earlier = f"{self.before} {self.plain[: self.plain.find(found)]}".split()
        if _NAMED_AFTER.search(self.plain):
            return True
        if first.group() in ("they", "their", "them"):
            return bool(_OTHERS.intersection(earlier)) or any(w.endswith("s") and len(w) > 3 for w in earlier)
        return bool(_OTHERS.intersection(earlier))
