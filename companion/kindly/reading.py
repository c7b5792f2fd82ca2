"""From what somebody typed to plain words with places: contractions opened, spelling evened out, sentences apart.

A `Sentence` is one string of lower-case words with single spaces, punctuation as words of its own, "^" before and
"$" after; `span` leads from a stretch of it back to the code points of the text. One typed word may give several
plain ones ("won't" gives "will not"), and they share its place.
"""
# ruff: noqa: E501

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from companion.kindly import words as _words  # noqa: F401  # fills the groups
from companion.kindly.grammar import GROUPS

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´′][^\W\d_]+)*|\d+|[,;:?!.…()\"“”«»—–\n]|-(?=\s)")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´′", "'"))
_END = frozenset(".?!…\n;")
_QUOTES = frozenset('"“”«»')
_LONGEST = 120
"""Words of a sentence. What runs on for longer is divided, so that no text can take long to read."""

_CONTRACTIONS = {
    "i'm": "i am", "im": "i am", "i've": "i have", "ive": "i have", "i'd": "i would", "i'll": "i will",
    "won't": "will not", "wont": "will not", "can't": "can not", "cant": "can not", "cannot": "can not",
    "shan't": "shall not", "ain't": "are not", "aint": "are not", "let's": "let us", "lets": "let us",
    "u": "you", "ya": "you", "yall": "you", "y'all": "you", "yous": "you", "r": "are", "ur": "your",
    "youre": "you are", "youve": "you have", "youll": "you will", "youd": "you would", "hes": "he is", "shes": "she is",
    "theyre": "they are", "theyve": "they have", "weve": "we have", "whats": "what is", "thats": "that is",
    "theres": "there is", "wheres": "where is", "whos": "who is", "hows": "how is", "heres": "here is",
    "pls": "please", "plz": "please", "plse": "please", "bc": "because", "cuz": "because", "coz": "because",
    "cos": "because", "'cause": "because", "tho": "though", "thru": "through", "ppl": "people", "nvr": "never",
    "rly": "really", "rlly": "really", "smth": "something", "sth": "something", "cud": "could", "wud": "would",
    "shud": "should", "gonna": "going to", "wanna": "want to", "gotta": "have to", "dunno": "do not know",
    "lemme": "let me", "gimme": "give me", "nvm": "never mind", "nevermind": "never mind", "idc": "i do not care",
    "idk": "i do not know", "y": "why", "tbh": "honestly", "anymore": "any more", "everytime": "every time",
    "alot": "a lot", "atleast": "at least", "no-one": "no one", "noone": "no one", "coulda": "could have",
    "shoulda": "should have", "woulda": "would have", "shouldve": "should have", "couldve": "could have",
    "wouldve": "would have", "mustve": "must have", "'em": "them", "em": "them", "'til": "till", "ok": "okay",
    "mum's": "mum 's", "somebody": "someone", "cha": "you", "whatcha": "what are you", "kms": "kill myself",
    "w": "with", "wi": "with", "n": "and", "an'": "and", "abt": "about", "b4": "before", "rn": "right now", "ngl": "honestly",
    "fr": "for real", "tbf": "honestly", "imo": "honestly", "smh": "honestly", "omg": "oh", "lol": "", "wtf": "what the hell",
    "cba": "can not be bothered", "arsed": "bothered", "dgaf": "do not give a damn", "idgaf": "i do not give a damn",
    "ull": "you will", "uve": "you have", "ud": "you would", "urself": "yourself", "yourselfs": "yourself", "yaself": "yourself",
    "bf": "boyfriend", "gf": "girlfriend", "hubby": "husband", "missus": "wife", "thx": "thanks", "ty": "thank you", "ta": "thanks",
    "soz": "sorry", "bday": "birthday", "tomoz": "tomorrow", "tmrw": "tomorrow", "wknd": "weekend", "msg": "message",
    "msgs": "messages", "txt": "text", "txts": "texts", "yr": "year", "yrs": "years", "wks": "weeks", "wk": "week", "hrs": "hours",
    "tryna": "trying to", "finna": "going to", "gonnae": "going to", "imma": "i will", "ima": "i will", "oughta": "ought to",
    "hafta": "have to", "kinda": "kind of", "outta": "out of", "sorta": "sort of", "innit": "is it not", "didja": "did you",
    "ye": "you", "yer": "your", "yous've": "you have", "youse": "you", "tha": "you", "thee": "you", "thi": "your", "thy": "your", "yuh": "you",
    "whit": "what", "wan": "one", "tae": "to", "ae": "of", "heid": "head", "maw": "mum", "mam": "mum", "mammy": "mum", "mama": "mum",
    "ma": "my", "nae": "no", "aye": "yes", "naw": "no", "narry": "never", "ne'er": "never", "nowt": "nothing", "owt": "anything", "summat": "something",
    "shan": "shall", "dun't": "do not", "dunt": "do not", "wunt": "will not", "en't": "are not", "shoulds": "should", "shouldnta": "should not have",
    "urs": "yours", "everyones": "everyone 's", "everybodys": "everybody 's", "nobodys": "nobody 's", "elses": "else 's",
    "'tis": "it is", "tis": "it is", "o'": "of", "ol": "old", "ol'": "old",
}  # fmt: skip
# Two words that are one slip of the hand or of the ear, or a contraction without its mark.
_PAIRS = {
    ("should", "of"): "should have", ("could", "of"): "could have", ("would", "of"): "would have", ("must", "of"): "must have",
    ("to", "much"): "too much", ("to", "late"): "too late", ("your", "welcome"): "you are welcome"
}  # fmt: skip
_WILL = {
    "hell": "he will",
    "shell": "she will",
    "ill": "i will",
    "well": "we will",
    "id": "i would",
    "wed": "we would",
}
_BEFORE_WILL = frozenset(
    "what if that says said how think thinks and then , ^ because me when where why who".split()
)
_AFTER_WILL = frozenset(
    "do be take kill hit find go say get come make leave tell hurt lose never always just not have see keep put call"
    " throw stop let know like love rather want need ring text try still probably".split()
)
_AFTER_ID = frozenset(
    "regret have like love rather never be sleep sooner want hate prefer say do get".split()
)
_ENDINGS = {
    "n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'d": " would", "'m": " am",
}  # fmt: skip
# After these, "'s" is a verb; after any other word it marks an owner and stays a word of its own.
_IS = frozenset(
    "it that what there here who where how he she this everything nothing something someone why when".split()
)
_NEGATED = frozenset(
    "do does did is are was were have has had could would should must need might ought".split()
)  # "dont" and its like
_YOUR_IS = frozenset(GROUPS["trait"] + GROUPS["clinical"]) - frozenset(
    "mad mental sick broken cold-sore difficult stupid silly boring rubbish negative cheap weak crap shit mean mess worst rude lousy".split()
) | frozenset(
    "so such being always never just not a an the too really impossible acting getting only like still no"
    " ignoring making doing going driving ruining selfish cold lazy pathetic useless hopeless wrong worse"
    " nothing trying hiding avoiding both either also literally actually honestly basically gonna going"
    " gaslighting love-bombing weaponizing weaponising bored disgusted ashamed about with some more worse lazy".split()
)
# "ur" is "you are" before these too; "your" before them would be an owner.
_UR_IS = frozenset(
    "here there awake up asleep gone done late back ok okay good great nice kind sweet lovely fine quiet tired right meant supposed"
    " mad sick stupid boring rubbish negative cheap weak mean rude embarrassing difficult in on at the from as out hard silly"
    " best very away busy ever forever".split()
)
_INGS = frozenset(
    word[:-1] for name in ("kind_act", "harm_act", "away_act") for word in GROUPS[name] if word.endswith("ing") and " " not in word
) | frozenset("nothin somethin anythin everythin bein feelin lookin playin messin runnin goin sayin actin tryin makin livin workin hidin"
              " sittin movin textin thinkin rubbin leavin watchin drinkin walkin callin cheatin puttin".split())  # fmt: skip
_ITS_IS = frozenset(
    " constant a the nothing every impossible ridiculous hard easier been pathetic funny obvious clear only"
    " your you all always never like not because okay fine over just so been me my too down no".split()
)

# Words that matter for a rule and are often mistyped.
_KEYS = (
    "always never nothing everything anything something should because ignored ignoring ignore selfish listen listens"
    " childish fault blame purpose punish narcissist whatever really finally please care cares talking"
    " pathetic ridiculous useless hopeless worthless lonely impossible immature heartless everyone anyone"
    " constantly obviously clearly deliberately actually supposed instead distant stubborn leaving"
    " definitely embarrass embarrasses embarrassing separate boundaries manipulated manipulative narcissistic gaslighting"
    " commitment humiliated disappointed responsible understand appreciate respect threatened scared afraid frightened appreciated unappreciated rejected abandoned"
    " partner partners friends yourself again without problem through anything somewhere completely totally"
).split()
_REAL = frozenset(
    "ever fever lever sever nerve fat plea pleas cares car are core cure scare card carer caret car cars scared"
    " scarred sacred parters patter parted pat leaning heaving weaving learning leavening lacing caring dare fare"
    " hare mare rare tare ware came cane cape case cave bare acre race cared friend fiends fiend talk taking taling"
    " stalking walking balking tanking talkin lame flame fame pathetic punch punishes lovely one lone alone"
    " aging gain agin raged stated tended spotted supported ailed fiend frieds lister listed listens listen"
    " posed opposed wither though thorough threw throws shroud finally final finely fully sameone paces partners parent patent aging agape plead pleases pleased suppose cores caro cire rally real reply relay blam blames blamed bland blade bloom balm halt lively lovey stubborns nothings instep pose posed porpoise punched bunch lunch".split()
)
_TWICE = frozenset(
    "all will tell still too see well feel need good look call keep week free cool off pissed".split()
)


def _slips(word: str) -> set[str]:
    """A word as it comes out when typed fast: a letter left out, doubled, or two in the wrong order."""
    found = {word[:n] + word[n + 1 :] for n in range(1, len(word))} if len(word) > 4 else set()
    found |= {word[:n] + word[n] + word[n:] for n in range(len(word))}
    found |= {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(1, len(word) - 1)}
    vowels = "aeiou"
    found |= {
        word[:n] + other + word[n + 1 :] for n in range(1, len(word)) if word[n] in vowels for other in vowels
    }
    return found


@cache
def _typos() -> dict[str, str]:
    right = set(_KEYS)
    return {slip: key for key in _KEYS for slip in _slips(key) if slip not in right and slip not in _REAL}


def _plain(word: str) -> str:
    """The plain words for one typed word, separated by spaces."""
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word]
    for ending, opened in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return _plain(word[: -len(ending)]) + opened
    if word.endswith("nae") and word[:-3] in _NEGATED | {"wid", "cuid", "wull", "ca", "din"}:
        return {"ca": "can", "din": "do", "wid": "would"}.get(word[:-3], word[:-3]) + " not"
    if word.endswith(("in", "in'")) and word.rstrip("'") in _INGS:
        return word.rstrip("'") + "g"
    if word.endswith("'s") and len(word) > 2:
        return word[:-2] + (" is" if word[:-2] in _IS else " 's")
    if word.endswith("s'"):
        return word[:-1] + " 's"
    if word.endswith("nt") and word[:-2] in _NEGATED:
        return word[:-2] + " not"
    return _typos().get(word, word)


def _even(word: str) -> str:
    """Lower case, one kind of apostrophe, no letter three times."""
    word = unicodedata.normalize("NFKC", word).translate(_APOSTROPHES).lower()
    if re.search(r"(\w)\1\1", word):
        twice = re.sub(r"(\w)\1{2,}", r"\1\1", word)
        word = twice if twice in _TWICE else re.sub(r"(\w)\1{2,}", r"\1", word)
    return word


@dataclass(frozen=True, slots=True)
class Sentence:
    """`plain` is read by the rules; `asks` whether it ends with a question mark."""

    plain: str
    asks: bool
    _starts: tuple[int, ...]
    _places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points a stretch of `plain` was made from."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start)) - 1
        places = [place for place in self._places[max(first, 0) : last + 1] if place[1] > place[0]]
        return (places[0][0], places[-1][1]) if places else (0, 0)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, with what is needed to find them in it again."""
    found: list[Sentence] = []
    words: list[tuple[str, int, int]] = []

    def close() -> None:
        if any(word[0].isalnum() for word, _, _ in words):
            found.append(_sentence(words))
        words.clear()

    for match in _WORD.finditer(text):
        typed = match.group()
        if typed in _END:
            if typed != "\n" and words:
                words.append((typed, match.start(), match.end()))
            elif typed == "\n":
                close()
            continue
        if words and words[-1][0] in _END and typed not in _QUOTES:
            close()
        if len(words) >= _LONGEST:
            close()
        even = typed if not typed[0].isalnum() else _even(typed)
        words.append((even, match.start(), match.end()))
    close()
    return found


def _sentence(words: list[tuple[str, int, int]]) -> Sentence:
    plain, starts, places = ["^"], [0], [(0, 0)]
    at = 2
    asks = False
    for number, (word, start, end) in enumerate(words):
        if word in _QUOTES:
            continue
        asks = asks or word == "?"
        following = words[number + 1][0] if number + 1 < len(words) else ""
        before = words[number - 1][0] if number else "^"
        if (word in ("your", "ur", "yer", "thi") and following in _YOUR_IS) or (
            word == "ur" and (following in _UR_IS or following.endswith("ing"))
        ):
            opened = "you are"
        elif word in _WILL and (
            (following in _AFTER_ID and word in ("id", "wed"))
            or (
                word not in ("id", "wed")
                and following in _AFTER_WILL
                and (before in _BEFORE_WILL or word == "shell")
            )
        ):
            opened = _WILL[word]
        elif (word, following) in _PAIRS:
            opened = _PAIRS[(word, following)].split()[0] if word != "your" else "you are"
        elif (before, word) in _PAIRS and before != "your":
            opened = _PAIRS[(before, word)].split()[1]
        elif word == "its" and following in _ITS_IS:
            opened = "it is"
        else:
            opened = _plain(word) if word[0].isalnum() else {"—": "-", "–": "-"}.get(word, word)
        for part in opened.split():
            plain.append(part)
            starts.append(at)
            places.append((start, end))
            at += len(part) + 1
    plain.append("$")
    starts.append(at)
    places.append((0, 0))
    return Sentence(" ".join(plain), asks, tuple(starts), tuple(places))
