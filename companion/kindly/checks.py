"""What follows a find decides whether it is one: "you never ..." is praise before "rush me" and blame before "listen".

A check takes the sentence and the stretch that a rule found, and answers how sure that is: 0 for nothing to say, 1 for
a soft mark, 2 for a gentle card.
"""
# ruff: noqa: E501

from collections.abc import Callable

from companion.kindly.context import Context
from companion.kindly.grammar import says

Check = Callable[[Context, int, int], int]


def never(context: Context, start: int, end: int) -> int:
    tail = context.tail(end)
    if says(
        "^? <adv>* <harm_act> !complaining|trying_to_change|nagging|shouting|blaming", " ^" + tail
    ) or says("^ <adv>* have|need|had|needed|got|meant|asked|met|mean|ask to|for|the|my|it", " ^" + tail):
        return 0
    if context.thanks or context.regret:
        return 0
    if says("^ <adv>* know|knew how|what|when|until|whether|who|if|$", " ^" + tail) or says(
        "know $", tail + "$"
    ):
        return 0
    if says(
        "learned|learnt|liked|taught|imagined|expected|knew|thought|wanted|planned|saw|dreamed", tail
    ) and not says("me|us|to_listen|to_talk|together|how_to_say_sorry|how_to_apologise", tail):
        return 0
    return 2


def always(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    whole = " ^" + context.plain[end:]
    if context.thanks or context.regret:
        return 0
    if says("^ <adv>* make+ me|us <adv>* <high>", tail) or says(
        "for_me|for_us|so_i_can_sleep|with_me|next_to_me", tail
    ):
        return 0
    if says(
        "leave+|hide+|forget+ me|little|a|some note|notes|treats|presents|the_last|message|messages|your_umbrella|your_keys",
        tail,
    ):
        return 0
    if says("^ <adv>* <away_act>", tail) or says("^ <adv>* <trait>|<clinical>", tail):
        return 2
    return 2 if says("but|and never|not|no <adv>* for|with|to me|us", whole) else 0


def long_time(context: Context, start: int, end: int) -> int:
    if context.thanks or context.regret or says("you <modal>* not have|need|had to", context.plain):
        return 0
    if says(
        "smoke+|drink+|drunk|drank|shouted|yelled|complained|lied|argued|fought", context.plain[start:end]
    ):
        return 0
    return 1


def every_time(context: Context, start: int, end: int) -> int:
    return 0 if context.thanks or context.regret else 2


def we(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    if (
        context.thanks
        or context.regret
        or says(
            "^ <adv>* <harm_act>|need|run|go_hungry|go_to_bed_angry|know|let|lose|met|meant|got|managed|saw|went_back|finished|found|had|made_it|liked|planned|judge|push",
            tail,
        )
    ):
        return 0
    return 1


def we_always(context: Context, start: int, end: int) -> int:
    if context.thanks:
        return 0
    return (
        1
        if says(
            "^ <adv>* fight+|argue+|end_up|ends_up|do_what_you|talk_about_you|go_round|go_around|bicker+|wait|have_to_wait|do_it_your",
            " ^" + context.tail(end),
        )
        else 0
    )


def trait(context: Context, start: int, end: int) -> int:
    plain = context.plain
    if context.thanks and not says("but", plain):
        return 0
    if says(
        "blanket|coat|jacket|jumper|heating|hands|feet|outside|weather|shivering|scarf|radiator|fire|bed|water",
        plain,
    ) and says("cold|frigid|ice|frosty|icy", plain[start:end] + " "):
        return 0
    if says(
        "must|might|may|if|are <you> <adv>* be? <adv>* cold|tired|difficult|weak|sensitive|defensive|quiet",
        plain[max(0, start - 12) : end] + " ",
    ):
        return 0
    if says(
        "difficult|hard|weak|miserable|sensitive|defensive|impossible|awful|sad for|day|time|to_talk|to_breathe|these_days_with|because_of_the",
        plain[start:] + " ",
    ) and not says("you are|is|being <adv>* difficult|impossible $", plain):
        return 0
    before = context.lead(start)
    if says("when|if|whenever|while", before[-12:] + " "):
        return 1
    return 2


def soft_trait(context: Context, start: int, end: int) -> int:
    """Traits that also say how somebody is just now."""
    return (
        2
        if says("so|such|too|always|never|just|being|a", context.plain[start:end] + " ")
        and not context.hedged
        and not context.welcome
        and not says("when|if|lately|today|this_week|tonight|since|after|seem|seemed|far", context.plain)
        else 0
    )


def not_thanked(strength: int) -> Check:
    def check(context: Context, start: int, end: int) -> int:
        return 0 if context.thanks or context.regret else strength

    return check


def mind(strength: int) -> Check:
    """What somebody thinks, wants or means. Not where a no is made welcome, and not in "if"."""

    def check(context: Context, start: int, end: int) -> int:
        lead = context.lead(start)
        if context.thanks or context.regret or context.welcome or context.hedged:
            return 0
        if says("why|how|what|if|whether|unless|when|in_case|even_if|whenever", lead[-16:] + " "):
            return 0
        return strength

    return check


def feels_that(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    if context.hedged or context.thanks:
        return 0
    if says("not|never|no|nothing|only|rather|too|everyone|hate+|blame+|<away_act>", tail) or says(
        "<trait>|<clinical>|<kind>", tail
    ):
        return 2
    if says(
        "listen+|understand+|trying|try|getting|better|here|care|love|closer|safe|see|there|hear|know|like me|more|us|$",
        tail,
    ) or says("are|is <adv>* <good>", tail):
        return 0
    return 1 if says("we", context.plain[start:end] + " ") else 2


def feels_we(context: Context, start: int, end: int) -> int:
    tail = context.tail(end)
    if context.thanks or says(
        "better|closer|okay|fine|good|team|lucky|safe|talked|getting|happy|home|laughing|friends|found|could|can",
        tail,
    ):
        return 0
    return 1


def verdict(context: Context, start: int, end: int) -> int:
    plain = context.plain
    if says("when|if", " " + context.lead(start)[-6:] + " ") and says("feel|felt|get|got|need", plain[end:]):
        return 0
    if says("i|we <adv>* not|never|less|no_longer|hardly <adv>* feel|felt|feeling", plain) or says(
        "less|no_longer|not|hardly <adv>* <verdict>", plain
    ):
        return 0
    if says(
        "by|at|from my|the|our boss|manager|work|mum|mother|dad|father|sister|brother|family|friends|colleagues|office|team|doctor|landlord|doctors|parents|kids|school",
        plain,
    ):
        return 0
    if says("by|at|from work|school|university|college|strangers|waiters|customers", plain) or says(
        "by #", plain
    ):
        return 0
    if (plain[:end].endswith(" used") and plain.startswith(" to ", end)) or says(
        "feel|felt <adv>* for you", plain
    ):
        return 0
    return 1


def made_feel(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    if (
        context.thanks
        or context.regret
        or says("^ <adv>* <high>", tail)
        or says("<you> <adv>* not|never <adv>* make+", context.plain)
    ):
        return 0
    if says("^ <adv>* <low>", tail) or says("^ <adv>* feel|felt <adv>* <low>|<verdict>|<trait>", tail):
        return 2
    return 2 if says("^ feel", tail) and says("like|as|that|so|not", tail) else 0


def because(context: Context, start: int, end: int) -> int:
    if (
        context.thanks
        or context.regret
        or says(
            "happy|happier|better|smile|smiled|laugh|calmer|stronger|safe|here|alive|stayed|learned|learnt|lighter|easier|braver|glad|lucky|home|believe|not_alone|less|kept|got_through|quit|stopped|passed|love|worried|worry|good|great|changed_for",
            context.plain,
        )
    ):
        return 0
    if says("not because_of|your_fault|you", context.plain):
        return 0
    if not says(
        "<fail>|<low>|<verdict>|<trait>|can_not|could_not|do_not|did_not|only|again|bill|hour|hole|whole|this|that|everyone|here"
        "|end_up|argue|hate|haul|wrecked|like_this|smaller|gone|less_and_less",
        context.plain,
    ) and not says("<be> <adv>* because_of|thanks_to|due_to", context.plain):
        return 0
    return 2


def should(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    if (
        context.thanks
        or context.regret
        or context.welcome
        or says("i|we think|said|asked|wonder", context.lead(start) + " ")
    ):
        return 0
    if (
        says(
            "^ <adv>* rest|sleep|eat|see|come|take|go|be_proud|feel|have|know_that|know_i|know_you|know_it|get_some|lie|drink|keep|do_what|do_whatever|be_able_to_rest|be_gentle|be_kind_to|enjoy|have_it|choose|pick|watch|read|wear|ring_me|call_your|buy|lean|let_yourself|ask_for|blame_yourself|worry|be_asleep|be_home|be_there|be_here|arrive|get_home|be_safe|try_the|try_this|try_it|try_a|try_that|try_some|carry|hide|say_no|look_after|give_yourself|not_have_to|use|join|visit|sit|stop_working",
            tail,
        )
        and not says(
            "^ <adv>* have known|told|said|asked|called|been|thought|listened|done|come|stayed|noticed|realised|let|given|apologised|tried|warned|helped|remembered|talked|stopped|answered|cared|more_sense|the_decency|spoken|got|left|kept|made|stood|trusted|taken|texted",
            tail,
        )
        and not says("take responsibility|this_seriously|it_seriously|my_side", tail)
        and not says("go_and_think|go_to_therapy|see_a_therapist|see_someone|get_help", tail)
    ):
        return 0
    return 2


def hook(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    if context.thanks or says(
        "^ <adv>* rest|sit|come|have_a|have_some|have_the|have_dinner|have_lunch|choose|pick|lie|go|take|join|stay|sleep|eat|call_me|ring_me|start|begin|drive|invite|put_your_feet|lean|keep|book|wear",
        tail,
    ):
        return 0
    return 2


def why_not_knowing(context: Context, start: int, end: int) -> int:
    return 0 if context.welcome or context.thanks else 1


def stacked(context: Context, start: int, end: int) -> int:
    return (
        2
        if says("<you>|your", context.plain)
        and says("why|what|how|when|who|seriously|really|hello", context.plain)
        else 0
    )


def ever(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.tail(end)
    if says(
        "^ feel|miss|wonder|dream|wish|get|want_to|fancy|play|hum|sing|write|read|hear_from|think_about_going|think_about_moving|think_of_moving|wake|eat|cook|sleep|see_your|talk_to_your|go|watch|swim|worry|find",
        tail,
    ):
        return 0
    return 2


def compared(context: Context, start: int, end: int) -> int:
    if context.thanks or says(
        "laugh|smile|pretty|photo|handsome|hum|eyes|hair|dance|sing|cook|kindness|kind|funny|proud|voice|hands",
        context.plain[start:],
    ):
        return 0
    return 2


def ended(context: Context, start: int, end: int) -> int:
    plain = context.plain
    if says(
        "dishes|laundry|work|homework|shift|today|shopping|dinner|washing|book|phone|call|now_for_today|for_tonight|for_the_day|cooking|garden|cleaning|report|rest|for_a_bit|for_a_while|exam|essay|form|step|break|cool|calm|back",
        plain[start:],
    ):
        return 0
    if says("not|never <adv>* leaving|going|done|over|gone", plain[start:end] + " "):
        return 0
    return 2


def score(strength: int) -> Check:
    def check(context: Context, start: int, end: int) -> int:
        if context.thanks or says(
            "today|list|slowly|twice|wrong|by_hand|on_paper|badly|i_could|can_to_help|on_my_phone|online|late|last|at_once|too_fast|for_fun|backwards",
            context.plain[end:],
        ):
            return 0
        return strength

    return check


def mock(context: Context, start: int, end: int) -> int:
    return 0 if context.regret else 2


def kind_of_you(context: Context, start: int, end: int) -> int:
    return (
        2
        if says(
            "finally|actually|even|grace|show_up|turn_up|join|remember|notice|bother|spare|make_time|fit_me|at_last|for_once|look_up|speak|wake_up|let_me_know_at_the_last|acknowledge|say_a_word|leave|eventually|decide|consider|drop_by|include|tell_me_now|manage|find_time|ask_after|answer",
            context.plain[end:],
        )
        and not context.regret
        else 0
    )


def but(context: Context, start: int, end: int) -> int:
    rest = context.plain[end:]
    if says(
        "you|your|someone|some_people|he|she|they|it_is_hard_to|that_was|nobody|anyone", " ^" + rest
    ) and (
        says(
            "<trait>|<kind>|<clinical>|<away_act>|never|always|nothing|ruin+|make|makes|fault|only|impossible|should|drive+|push+|could|need_to|have_to|too",
            rest,
        )
        or says(
            "<you> <adv>* <modal>* not <adv>* listen|talk|care|try|help|want|understand|see|love|let|make|show|say|do|think|give|get|respect|know|pull|seem|open|there|good|easy|fair|trying|here",
            rest,
        )
        or says(
            "worst|wrong|hopeless|hard_to_live|exhausting|difficult|enough|full_of|a_lot|hard_work|off|dumb|mess|crap",
            rest,
        )
    ):
        if says(
            "not your fault|never|always been|always be|too_tired|too_much_on|asleep|nothing_to_do_with_you|you_do_not_have|need_to_rest|could_rest|should_rest",
            rest,
        ) and not says("<trait>", rest):
            return 0
        return 2
    return 0


def push(context: Context, start: int, end: int) -> int:
    tail = " ^" + context.plain[end:]
    if context.welcome or context.thanks or context.regret:
        return 0
    if says("^ me|us? when i|we", tail):
        return 1
    if says(
        "^ me|us? if|when|which|where|whether|no|what_time|what_you_would|what_would|later|yes_or_no|how_long|the_time|what_would_help|about_your_day|to_wait|in_your_own|for_dinner|on_friday|once_you|after",
        tail,
    ):
        return 0
    if says("can|could|may <adv>* $", context.lead(start)[-14:] + " $"):
        return 0
    if says("or|never|not|any_time|anytime|someday|one_day", tail) and not says(
        "right_now|now|tonight", tail
    ):
        return 0
    return 1


def erase(context: Context, start: int, end: int) -> int:
    return (
        0
        if says("you|your", context.plain[start:end] + " ")
        and not says(
            "do_not_worry|never_mind|ignore|do_not_mind|you_can|your_way|your_call|whatever_you|you_want|you_decide|forgive|bother|burden|bothering",
            context.plain[start:end] + " ",
        )
        else 1
    )


def sarcastic(context: Context, start: int, end: int) -> int:
    """Set phrases of mockery, some of which are also meant plainly."""
    said = context.plain[start:end] + " "
    rest = context.plain[end:]
    if context.regret and not says("silly_me|sorry_for|excuse_me|forgive_me", said):
        return 0
    if says(
        "congratulations|congrats|well_done|bravo|hooray|hats_off|good_for_you|full_marks|top_marks|gold_star",
        said,
    ):
        return (
            2
            if says("you|your", rest)
            and says(
                "again|finally|managed|ruined|made_me|another|actually|win|won|ignored|forgot|for_once|even|nothing|silence|happy_now|broke|cry|whole|all_day|missed|late|made_it_about|got_what",
                rest,
            )
            and not says("so_happy|proud|on_the|on_your_new|exam|job|race", rest)
            else 0
        )
    if says(
        "enjoy_your|have_fun_with_your|charming|thrilling|princess|do_not_mind_me|a_whole|oh_look|remember_me|lucky_me|by_all_means|be_my_guest|good_for_you|glad_you_could|so_glad_you_could|i_am_so_glad_you_could|nice_that_you|look_who|lucky_you|never_mind_me|do_not_let_me|pardon_me|of_course_you|so_you_can|great_talk|good_talk|very_funny|of_course_he|of_course_she|long_time_no|a_whole|so_you_do|sorry_for_existing|sorry_for_breathing|well_look|do_what_you_want|do_what_you_like|do_whatever_you_want|suit_yourself|if_you_say_so|nice_chat|lovely_chat|great_chat",
        said,
    ):
        told = says("enjoy_your|have_fun_with_your", said) and says(
            "phone|silence|game|games|sulk|screen|new|little|precious|mates|evening_alone|own_company|computer|tv|football|sofa",
            rest,
        )
        cut = says(
            "charming|thrilling|princess|very_funny|great_talk|good_talk|nice_chat|lovely_chat|great_chat|long_time_no",
            said,
        ) and (context.plain.count(" ") < 7 or says("again|as_always|as_usual|another", context.plain))
        words = says("a_whole", said) and says("word|words|sentence|minute|minutes|five_minutes", rest)
        late = (
            says(
                "look_who|oh_look|well_look|glad_you_could|so_glad_you_could|i_am_so_glad_you_could|nice_that_you|lucky_you|lucky_me|so_you_do|so_you_can|remember_me|good_for_you|by_all_means|be_my_guest",
                said,
            )
            and says(
                "finally|decided|bothered|showed|remembered|made_it|fit|spare|squeeze|join_us|home|talk|speak|another|again|more|even|have_a|have_feelings|know_how|can_sleep|sulk|i|get_to|got|does_not|no|ignore|keep|sit_there|grace|back",
                rest,
            )
            and not context.thanks
        )
        course = (
            says("of_course_you|of_course_he|of_course_she", said)
            and says(
                "forgot|are|do|did|not|have|would|busy|had|know_best|think|were|is|was|has|left|chose|always",
                rest,
            )
            and not says(
                "can|may|welcome|could|have_a_say|do_not_have_to|you_do_not|need|want_to_rest|are_tired|do_not_mind|are_allowed|not_have|matter|loved",
                rest,
            )
        )
        turned = says(
            "suit_yourself|if_you_say_so|do_what_you_want|do_what_you_like|do_whatever_you_want|pardon_me|sorry_for_existing|sorry_for_breathing|do_not_let_me",
            said,
        ) and not says(
            "with_the|tonight|with_your_day|it_is_your_day|on_your_day|and_i|for_your_birthday|forget|sleep|wake|oversleep|miss",
            rest,
        )
        return 2 if told or cut or words or late or course or turned else 0
    if says("must_be_nice|it_must_be_nice|must_be_lovely|it_must_be_lovely", said):
        return 0 if says("to_be_home|to_be_back|feel|see_her|see_him|hear|be_home_again", rest) else 2
    return 2


EVERY = not_thanked(2)
SOFT = not_thanked(1)
