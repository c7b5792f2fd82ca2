"""What makes a find harmless whatever rule it came from: somebody else's doing, warmth, an invitation, a plain question,
a word about oneself, a comparison that praises. A find that one of these families holds is left out."""
# ruff: noqa: E501

import re

from companion.kindly.context import Context

_FOLK = (
    r"(?:boss|bosses|manager|supervisor|foreman|neighbours?|neighbors?|next door|landlord|landlady|vet|dentist|doctor|gp|nurse|midwife|teacher|coach|vicar|plumber"
    r"|builders?|driver|waiter|waitress|referee|ref|villain|hero|actor|actress|character|characters|baddie|detective|cat|cats|dog|dogs|puppy|kitten|hens?|chickens?|ducks?|geese|goose"
    r"|gulls?|seagulls?|swans?|pigeons?|squirrels?|cows?|sheep|goats?|horse|pony|parrot|hamster|rabbit|tortoise|penguins?|fox|foxes|council|bank|company|government|minister|trains?|bus|buses|trams?"
    r"|printer|kettle|boiler|washing machine|car|computer|laptop|wifi|internet|football|team|striker|customers?|clients?|colleagues?|weather|rain|tourists?|students?|pupils?|choir|committee)"
)
_OTHER_SUBJECT = re.compile(
    r" (?:\^|,|and|but|because|honestly|well|so|ugh|oh|phew|says|say|said) (?:\w+ ){0,1}?(?:(?:the|that|this|those|these|my|our|some|a|an|all|even|every|old|new|whole|big|little) ){0,3}"
    + _FOLK
    + r" (?!you |for you )"
)
_SHOWN = re.compile(
    r" in (?:the|that|this) (?:film|movie|book|novel|show|series|play|story|game|advert|soap|programme|drama)"
    r"| on (?:the )?(?:telly|tv|radio|news|bus|train) | at (?:the )?(?:till|checkout|council|bank) "
)
_PARTNER = re.compile(
    r" (?:you|your|yours|yourself|husband|wife|partner|boyfriend|girlfriend|someone here|some people|certain people|in this house|around here|round here|(?:than|as|like) (?:me|i)|disorder|psychologist|therapist) "
)
_SOUR = re.compile(
    r" (?:but|though|however|except|yet|hurts?|hurting|alone|lonely|cry|crying|cried|sick of|fed up|tired of|hate|enough|anyway|instead|apparently|supposedly|clearly|than|shame|pity|finally|for once|nothing|left me|forgot|late again) "
)
_FOND = re.compile(
    r" (?:(?:i|we) (?:\w+ )?(?:adore|love) (?:you|it|our|my|her|him|them|a|how|that|this|every|being)|love (?:you|thee)|adore|gorgeous|bless (?:you|them|him|her|your)|proud of"
    r"|(?:ha){2,}h?|(?:he){2,}h?|(?:so |very |really )?glad (?:you|we|i|it)|thank you for|thanks for|you legend|sweetheart|you sweet|you absolute|you rogue|you rascal|you menace|you softie|you treasure|you angel|you star|you saint|you daft thing|trust you to find the (?:only|best|last|one)|you gorgeous|you lovely|you diamond"
    r"|enjoy (?:your )?(?:darts|bingo|the|your walk|your swim|your class|your lunch|your day|your trip)|have fun|have a (?:good|great|lovely)|xx?x?) "
)
_FOND_EVEN = re.compile(
    r" (?:love|adore|fancy|glad|proud|like|choose|want) .*\beven (?:when|if|though)|even (?:when|if|though) .* i (?:\w+ ){0,2}(?:adore|love|fancy|would choose|am glad|am proud|want) "
    r"| and i (?:\w+ )?(?:love|adore) (?:you|every|it)"
)
_INVITES = re.compile(
    r" (?:have to|have got to|got to|must|need to|should|ought to) (?:just |really |absolutely |definitely )?(?:try|taste|hear|see|read|watch|smell|meet|visit|listen to|come and|feel how)"
    r" (?:this|these|that|those|the|my|it|some|one|a|her|his|our|their|how) (?!(?:doctor|therapist|counsellor|side|point|problem|damage|truth|mess|state|difference|face|way|reality|harder|pain|shrink|harm|effort|room|tone|from|as|is|much|you|i|we|your)\b)"
)
_RECALLS = re.compile(
    r" tell (?:me|us|them) again (?:about|what|when|where|which|who|the|that story|how to|how (?:your|my|the|we))(?! (?:important|busy|tired|hard|you))"
)
_PLAIN_QUESTION = re.compile(
    r" how come (?:you are (?:(?:so|still|all) )?(?:up|home|back|here|early|wearing|in|dressed|smiling|awake|soaked|wet|hungry|limping|off|good at|clever|humming|whistling|singing|happy|cheerful)|it is|is|are|the (?!only)|your (?:hair|hands|shoes|coat|knee|eyes)"
    r"|(?!you|your|i|my|we|our|he|she|they|nobody|nothing|everything|everyone|no|it|that|this|his|her)\w+)"
    r"| why (?:do|does|are|is|did|can|have|has) (?:the |all |some |these |those |other )?(?!you|your|i|my|we|our|he|she|they|nobody|nothing|everything|everyone|no|it|that|this|there|his|her|people|men|women|not|me|every|always|partner|even)\w+"
)
_SELF = re.compile(
    r" (?:^|\^|,|and|because|but|that|when|sorry|know|think|so) ?i (?:\w+ ){0,2}?(?:was|used to be|have been|had been|felt|can be|could be) (?:\w+ ){0,3}$|for being (?:\w+ ){0,3}$"
)
_OWNS = re.compile(
    r" i (?:was|have been|had been|used to be|can be) (?:\w+ ){0,2}(?:selfish|cold|distant|rude|lazy|unfair|mean|cruel|thoughtless|jealous|stubborn|childish|snappy|grumpy|moody|harsh|stupid|a coward|an idiot)"
    r" .*\b(?:i see (?:it|that)|sorry|i know|working on|trying to|do better|make it up|let us|would like to)"
)
_TOLD = re.compile(
    r" (?:he|she|they) (?:said|says|told|thought|called|used to say)\b.* , (?:my|the|our) (?:old |first |former |new |big |little )?(?:teacher|boss|manager|coach|mum|dad|mother|father|gran|granny|nan|uncle|aunt|headmaster|head|sister|brother|sergeant|trainer|driving instructor|instructor|doctor)"
    r"| (?:teacher|boss|manager|coach|granny|nan|headmaster|school report|instructor|sergeant|sister|brother|uncle|aunt|mother|father|mum|dad) (?:\w+ )?(?:always |once |often )?(?:said|says|told (?:me|us)|used to (?:say|call me|tell me)|called me) (?:that )?(?:i|we|my|lazy|stupid|slow|useless|selfish|difficult|stubborn|cold|the)"
)
_NOT_SMALL = re.compile(
    r" nothing (?:to|serious|special|major|broken|urgent|important|dangerous|but|like|fancy|much)|it is nothing ,? ?(?:just|only) (?:a|the|my) | (?:doctor|nurse|vet|dentist|gp|surgeon|midwife|garage|plumber|man|they) (?:\w+ )?(?:says?|said|reckons|thinks?)"
    r"| (?:stupid|silly|daft|an idiot|idiot|such a numpty|clumsy|scatterbrained|a muppet) ,? ?(?:that |and |because |for )?i (?:\w+ )?(?:put|left|forgot|wore|locked|dropped|spilled|spilt|lost|bought|burned|burnt|walked|missed|sent|called|poured|broke|sat|drove|went|got|tried|ordered|posted|packed|washed|fell|brushed)"
    r"| for (?:being|having been) "
)
_SLIP = re.compile(
    r" (?:stupid|silly|daft|clumsy|forgetful) (?:old )?me |i am (?:such )?(?:a |an )?(?:\w+ )?(?:idiot|numpty|muppet|wally) ,? ?i "
)
_EVEN_KIND = re.compile(
    r" even (?:the|my|our|your) (?:\w+ ){1,2}?(?:misses|miss|missed|ask|asks|asked|say|says|said|love|loves|like|likes|liked|loved|look|looks|smile|smiles|smiled|agree|agrees|wag|wags|cheered|perks?) "
)
_EVEN_SOUR = re.compile(
    r" (?:me|than|more|never|not|less|better|kinder|nicer|no|gave|given|why|too|cold|lazy|selfish|useless|should|leave) "
)
_OWN_DOING = re.compile(r" i (?:\w+ ){1,6}on purpose ")
_FOR_LOVE = re.compile(
    r" on purpose (?:\w+ ){0,2}(?:because (?:you|i) (?:like|love|wanted to help)|so (?:you|i) (?:would|could) (?:find|rest|sleep|have|see)|for (?:you|me|us))"
)
_PRAISE = r"(?:cute|perfect|gorgeous|lovely|handsome|beautiful|pretty|adorable|kind|nice|sweet|clever|funny|good|brilliant|modest|wonderful|amazing|charming|hot|sexy|talented)"
_FLATTERS = re.compile(
    rf" stop being (?:so |such an? )?{_PRAISE}| (?:stop |always )?(?:making|make|makes) me (?:laugh|blush|smile|giggle|happy|feel safe|hungry|grin|cry laughing) | mak(?:e|es|ing) (?:everyone|everybody|the rest|all the others|us|me)(?: else| of us)? (?:look|seem) (?:bad|boring|ugly|slow|lazy|dull|plain)"
    rf"| (?:ridiculously|unfairly|stupidly|annoyingly|disgustingly|impossibly|offensively|unbelievably) {_PRAISE}| impossible (?:not to|to (?:dislike|resist|hate|beat|forget))"
    r"| (?:i wish|if only) (?:everyone|everybody|every child|more people|the whole world|my \w+|all) (?:\w+ ){1,3}like you |(?:you are|you were) (?:the opposite|nothing like|not like|so different|different|not) "
    r"| (?:nobody|no one|no-one) \w+ (?:\w+ ){0,4}like (?:you|a|my|our|grandad|grandma|gran|nan|mum|dad|him|her|the) "
    r"| can not believe (?:that )?you (?:did (?:all )?(?:this|that|it) for (?:me|us)|remembered (?:$|\$|my|the|our|that|it)|made (?:me|us|this)|came all|got (?:me|us)|kept (?:it|this|that|my)|said yes|found (?:it|the|my))"
    r"| (?:scared|frightened|startled) the (?:life|pants|socks) (?:out of|off) me (?:coming|jumping|creeping|with that|in that|behind|popping|sneaking)"
)
_SET_BESIDE = re.compile(
    r" (?:you are|you were) (?:the opposite|nothing like|not like|so different|different|not) "
)
_HARD_TEAM = re.compile(
    r" (?:nobody|no one|no-one) (?:told|warned|tells|warns) (?:me|us|you) (?:that |about |how )?(?:\w+ ){1,4}(?:would|could|was|is|were|are) "
)
_BEAST = re.compile(
    r" (?:old |little |fat |big )?(?:dog|cat|puppy|kitten|hen|rabbit|tortoise|hamster|horse|pony|parrot) "
)
_SAME_HERE = re.compile(
    r" (?:and|,) (?:neither|nor|so) (?:do|did|am|can|will|would|have) i | (?:me neither|me too|same here) "
)
_SENT = re.compile(r" (?:who does that|who does this) , \w+")
_BUSY = re.compile(
    r" stop (?:eating|talking|growing|laughing|singing|dancing|giggling|smiling|learning|asking questions)"
)


def spared(context: Context, cue: str, start: int, end: int) -> bool:
    """Whether one of the harmless families holds a find."""
    plain = context.plain + " "
    plain = plain if plain.startswith(" ") else " " + plain
    said = " " + context.plain[start:end].strip() + " "
    lead = " " + context.plain[: start + 1].strip() + " "
    sour = bool(_SOUR.search(plain))
    if cue == "S1":
        return bool(_NOT_SMALL.search(plain) or _SLIP.search(plain))
    apart = cue != "C9" or " again " in plain
    if (
        apart
        and not _PARTNER.search(f" {context.before} {plain}")
        and (_OTHER_SUBJECT.search(plain) or _SHOWN.search(plain))
    ):
        return True
    if _FLATTERS.search(plain) and not (sour and cue != "C2" and cue != "C10"):
        return True
    if _SET_BESIDE.search(plain) and " ex " in lead + said:
        return True
    if (
        _FOND.search(plain)
        and not sour
        and (cue in _LIGHT or _BUSY.search(plain))
        and not _SENT.search(plain)
    ):
        return True
    if cue == "C1" and _SAME_HERE.search(plain):
        return True
    if _FOND_EVEN.search(plain) and not sour:
        return True
    if cue in ("C7", "C12", "C11") and _INVITES.search(plain) and not sour:
        return True
    if cue == "C13" and (_RECALLS.search(plain) or _SLIP.search(plain)):
        return True
    if (
        cue in ("C8", "C15", "C2", "C3")
        and _PLAIN_QUESTION.search(plain)
        and not re.search(
            r" (?:never|always|me|even|only|without|ignore|ignoring|late) | you (?:\w+ ){0,2}not ", plain
        )
    ):
        return True
    if cue == "C8" and _SENT.search(plain) and not _PARTNER.search(plain):
        return True
    if cue in ("C2", "C15", "C10", "C3") and (
        _OWNS.search(plain) or (_SELF.search(lead) and " you are " not in plain and not sour)
    ):
        return True
    if _TOLD.search(plain) and " you " not in plain:
        return True
    if cue in ("C9", "C1", "C10") and _EVEN_KIND.search(plain) and not _EVEN_SOUR.search(plain):
        return True
    if " on purpose " in plain and (
        _FOR_LOVE.search(plain)
        or (_OWN_DOING.search(plain) and not re.search(r" you (?:\w+ ){1,6}on purpose ", plain))
    ):
        return not sour
    if cue in ("C1", "C2") and re.search(r" (?:never|not) ", lead + said) and _dull(context, start, end):
        return True
    if cue == "C2" and _BEAST.match(context.plain, end):
        return True
    return bool(_HARD_TEAM.search(plain) and (_FOND.search(plain) or " you " not in plain))


_LIGHT = frozenset("C1 C4 C7 C8 C9 C10 C12 C13 C14 C15".split())
"""Cues that rest on a little word (again, even, just, at least), which warmth takes the edge from."""


def _dull(context: Context, start: int, end: int) -> bool:
    """ "You are never boring": a judging word that is denied."""
    return bool(
        re.search(
            r" (?:are|is|were|was) (?:never|not|anything but|far from) (?:ever )?(?:boring|dull|selfish|rude|mean|unkind|cruel|nasty|cold|a bore|a burden|too much|a nuisance|annoying|lazy|stupid|childish|harsh)(?! just| only| but| even| enough)",
            context.plain,
        )
    ) and not _SOUR.search(context.plain + " ")
