"""Checks for rules with open places. The shape was found; these ask what else the sentence must hold, and must not.

The answers are those of `checks`: 0 for nothing to say, 1 for a soft mark, 2 for a gentle card.
"""
# ruff: noqa: E501

from companion.kindly.checks import Check
from companion.kindly.context import Context
from companion.kindly.grammar import says


def _builds(text: str) -> tuple[str, ...]:
    return tuple(build for build in text.split(" / ") if build)


def shape(strength: int, *, needs: str = "", unless: str = "", even_if: str = "") -> Check:
    """A check for a build with open places: what the whole sentence must hold, what it must not (each any of several
    builds, with " / " between), and which of the kindnesses around it ("thanks", "regret", "welcome", "hedged",
    "promise") does not count here."""
    passes = frozenset(even_if.split())
    wanted, spoils = _builds(needs), _builds(unless)

    def check(context: Context, start: int, end: int) -> int:
        for name in ("thanks", "regret", "welcome", "hedged", "promise"):
            if name not in passes and getattr(context, name):
                return 0
        if wanted and not any(says(build, context.plain) for build in wanted):
            return 0
        return 0 if any(says(build, context.plain) for build in spoils) else strength

    return check


def answers_who(context: Context, start: int, end: int) -> int:
    """ "Me.", said to one's own "Who did it all?"."""
    return 2 if says("who", context.before[-60:] + " ") and context.plain.count(" ") < 7 else 0


def ledger(context: Context, start: int, end: int) -> int:
    """ "And you?" after a list of what the writer did."""
    done = any(
        says(build, context.before + " " + context.plain)
        for build in (
            "i <adv>* <modal>* <adv>* did|do|made|cooked|cleaned|paid|washed|took|got_up|worked|drove|fed|shopped|carried|bought",
            ", me",
            "my half|share|part",
        )
    )
    return 2 if done and not context.thanks and not context.welcome else 0


def pushing() -> Check:
    """Pressing to talk. Not where the choice stays with the other, and not for a practical matter."""
    free = shape(
        1,
        unless="if|whenever|no_rush|no_pressure|no_need|when_you_are|when_you_like|when_you_want|when_you_feel|would_help|or_not"
        " / or tomorrow|later|leave|write|skip|just|no / which|what_time|where|how_was|how_you|what_you_would|your_day|dinner|weekend"
        " / i <adv>* <modal>* <adv>* tell|say|talk|speak|open|answer|look|reply / say yes|no|which|goodnight|hello|hi"
        " / to your|the|her|his|my mum|mother|dad|father|sister|brother|doctor|bank|kids / we <adv>* look|talk|say|open"
        " / look at the|this|my|that|what / open the|a|this / not|never <adv>* talk|say|tell|look / plainly|if_it_helps / what_would|what_i_can",
        even_if="hedged",
    )

    def check(context: Context, start: int, end: int) -> int:
        if says("i|we|they <modal>* <adv>*", context.lead(start)[-12:] + " "):
            return 0
        return free(context, start, end)

    return check


_GENTLE = shape(
    1,
    unless="i|we|my|me <adv>* <modal>* <adv>* <be>? <adv>* .. <sting> / not|never|nobody|hardly|stop|without|no_longer|less <adv>* .. <sting>"
    " / like|love|laugh|miss|proud|glad|lovely|brave|kind|beautiful / boss|landlord|film|weather|neighbour|neighbours|colleague|work|job|school"
    " / i|we <adv>* <modal>* <adv>* called|said|felt|was|were|made|hurt|ignored|blamed / told|said|asked|say|says|tell / if|or|whether|unless|when"
    " / i|me <adv>* stupid|idiot|fool / impossible|worst of|part|day|thing|case|pain|night / could|can|shall|would|do|did|are you|we|i"
    " / your <adv>* boss|sister|brother|mum|mother|dad|father|friend|friends|ex|colleague|colleagues|manager|phone|laptop|car|team|customers",
)


def stung(context: Context, start: int, end: int) -> int:
    """A hurting word said of "you", with nothing around that softens it: a soft mark."""
    if (
        context.warm
        or context.sentence.asks
        or says(",|and|because|but|so i|we|my|me|they|the", context.plain[start:end] + " ")
    ):
        return 0
    return _GENTLE(context, start, end)
