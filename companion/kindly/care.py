"""Sentences that tell of fear, force, threat or harm. They are left as they were written: no hint, only a way to help.

A missed sentence here gets a remark on its wording, which is the worst this module could do, so these rules lean the
other way than those of `cues`: when a sentence can be read as harm, it is.
"""
# ruff: noqa: E501
# fmt: off

import re
from functools import cache

from companion.kindly import words as _words  # noqa: F401  # fills the groups
from companion.kindly.grammar import GROUPS, Rules, group

GROUPS["body"] = group("arm arms wrist wrists hair neck throat face shoulder shoulders leg legs head hand hands ribs eye back"
                       " stomach chest jaw finger fingers ear collar mouth")  # fmt: skip
GROUPS["thing"] = group("phone mobile keys car_keys key money wages pay card cards bank_card passport wallet purse laptop pills"
                        " medication meds medicine papers documents glasses hearing_aid wheelchair crutches cane tablet"
                        " id shoes clothes coat savings benefits visa hormones injections inhaler insulin chair")  # fmt: skip
GROUPS["private"] = group("phone messages texts emails email mail post letters account accounts bank_account browser history diary"
                          " journal location movements mileage calls call_log laptop whatsapp social_media bag"
                          " car receipts pockets underwear passwords computer dms chats photos")  # fmt: skip
GROUPS["one"] = group("me us the_kids the_children my_son my_daughter our_son our_daughter the_dog the_cat the_baby my_mum my_child"
                      " my_dog my_cat our_child our_kids our_children my_kids")  # fmt: skip
GROUPS["blow"] = group("hit+ slap+ punch+ kick+ choke+ strangle+ throttle+ shove+ beat+ bite+ spit_at spat_at spat_on spit_on headbutt+ stab+ burn+"
                       " smack+ backhand+ rape+ assault+ attack+ molest+ grope+ thump+ whack+ hurt+ pinch+ scratch+ elbow+ shake+ shook strike+ struck"
                       " tackle+ grab+ drag+ corner+ pin+ threaten+ blackmail+ bully+ intimidate+ terrify+ scare+ frighten+"
                       " terrorise+ terrorize+ menace+ abuse+ drug+ stalk+ lock_me knock+ trip+ smother+ suffocate+ restrain+ yank+ batter+ slam_me"
                       " spike+ imprison+")  # fmt: skip
GROUPS["violent"] = group("hit+ slap+ punch+ kick+ choke+ strangle+ throttle+ shove+ beat+ bite+ headbutt+ stab+ smack+ rape+ assault+"
                          " molest+ grope+ thump+ grab+ drag+ pin+ threaten+ blackmail+ bully+ intimidate+ abuse+ kill+ drown+ hurt+ harm+")  # fmt: skip
GROUPS["rage"] = group("shout+ yell+ scream+ throw+ slam+ punch+ drink+ rage+ get_angry gets_angry got_angry lose_your lost_your loses_his loses_her"
                       " lose_it lost_it raise_your raised_your raises_his raises_her get_like get_drunk break_things smash+ kick+ explode+"
                       " come_home_drunk are_angry are_drunk is_drunk were_drunk have_been_drinking get_mad are_mad hit+ snap+ flip+"
                       " blow_up stand_over block+ swear+ come_home corner+ lock+")  # fmt: skip
GROUPS["fear"] = group("afraid scared frightened terrified fearful petrified")
GROUPS["sex"] = group("sex intercourse")

_RULES = (
    # a body acted on
    "<you> <adv>* <modal>* <adv>* <modal>* <adv>* <blow> <adv>* <one> !again_in_cards|laugh|into_shape",
    "<you> <adv>* <modal>* <adv>* hit+|push+|shove+|throw+|slam+|pin+|hold+|kick+|drag+|knock+|pull+|shake+|shook <one> .. against|into|down|over|out|off|around|about|to_the_floor|to_the_ground|on_the_floor|down_the|onto|across|by_the|up_against|so_hard",
    "<you> <adv>* <modal>* <adv>* <blow>|pull+|twist+|squeeze+|break+|crush+|bend+|kicked|cut+|bruise+|hold_down <my> <body>",
    "<you> <adv>* <modal>* put|had|have|lay|laid|wrap+|got your|his|her|their hand|hands|fist|fingers .. around|round|on|over|across <my>|me",
    "<you> <adv>* <modal>* raise+|lift+ your|his|her|their|a hand|hands|fist|fists|belt",
    "<you> <adv>* <modal>* throw+|threw|hurl+|chuck+|fling+|flung ... at <one>",
    "<you> <adv>* <modal>* put|punched|kick+|smash+|punch+|put_your|slam+|hit+ ... wall|door|walls|doors|window|mirror|tv",
    "hands|hand|fingers|fist on|around|round|over|across <my> throat|neck|face|mouth",
    "bruise|bruises|black_eye|black_and_blue|bleeding|broken_rib|split_lip",
    "knife|gun|belt|hammer .. at|to|against|towards|toward|over me|us|my",
    "<you> <adv>* <modal>* <adv>* pull+|hold+|point+|wave+ .. knife|gun|hammer",
    "<you> <adv>* <modal>* push+ me ... door|wall|stairs|bed|floor|sofa|table|car|fridge|room|ground",
    "i|we <adv>* was|were|got|get|am|been|being|being_|have_been|had_been <adv>* hit|slapped|punched|kicked|choked|strangled|shoved|raped|assaulted|threatened|bullied|blackmailed|intimidated|beaten|attacked|grabbed|pinned|locked_in|locked_out|stalked|followed|held_down|drugged|abused|controlled|forced|trapped|coerced|terrorised|watched|tracked|punished|pushed_against|pushed_down|pushed_into|thrown_against|thrown_out !by_a_wave|by_grief|by_sadness|by_how|by_a_bus|by_a_ball|in_traffic|by_the_news",
    "i|we <adv>* feel|felt|feeling|am|was <adv>* threatened|controlled|trapped|forced|unsafe|intimidated|watched|followed|punished|bullied|blackmailed|coerced|tracked|monitored|terrorised|in_danger|endangered|hunted|imprisoned|cornered|like_a_prisoner|owned|stalked|terrorized|under_surveillance|humiliated_in_front",
    "i|we <adv>* feel|felt|feeling|am|was|been|get|got|keep_getting <adv>* being? <harm_verdict> !by_work|by_the_news|at_work",
    "^ feeling|being <adv>* <harm_verdict>",
    "feeling <adv>* threatened|controlled|trapped|unsafe|intimidated|watched|punished|bullied",
    "<you> <adv>* <modal>* <adv>* humiliate+|shame+|mock+|degrade+ <me> .. in_front|in_public|before",
    "in_my_face|over_me_and_shout|stood_over_me|standing_over_me|stand_over_me|stands_over_me|screamed_at_me_until|shouted_at_me_until",
    # a door, a phone, money, people
    "<you> <adv>* <modal>* <adv>* lock+|block+|bar+|bolt+|barricade+|guard+|nail+ me|us|the|my|our|every .. in|out|door|doors|way|exit|room|car|gate",
    "<you> <adv>* <modal>* <adv>* stand+|stood .. in_front_of the|my door|way",
    "<you> <adv>* <modal>* take+|took|hide+|hid|confiscate+|steal+|stole|break+|broke|smash+|smashed|throw+|threw|keep+|kept|hold+|withhold+|withheld|cancel+|empty+|emptied|cut_up|destroy+|grab+|snatch+|delete+ <my> <thing>",
    "<you> <adv>* <modal>* <adv>* not give|return|hand ... back|me_my|me_any_money|me_money",
    "<you> <adv>* <modal>* <adv>* check+|read+|go_through|went_through|goes_through|going_through|search+|track+|monitor+|look_through|looked_through|hack+|open+|spy_on|spied_on|follow+|record+ all|up_on|through|in|into|every|both? <my>|me|us .. <private>",
    "<you> <adv>* <modal>* <adv>* track+|spy_on|spied_on|spying_on|stalk+|monitor+ me|us|where_i|who_i|what_i",
    "<you> <adv>* <modal>* <adv>* follow+ me !on|out_to_the_garden|back|in_the_car|into_the_kitchen_and_hugged|around_the_supermarket",
    "<you> <adv>* <modal>* <adv>* watch+|check+|control+|decide+|monitor+|dictate+|know+ who|where|when|what|everything|how_much i .. go|see|talk|spend|wear|eat|do|text|call|meet|am|dress|write",
    "<you> <adv>* always|constantly|keep|are <adv>* watching|following|checking|tracking me|where_i|my|up_on_me_at",
    "<you> <adv>* <modal>* <adv>* control+|take+|took|keep+|hold+ <my>|all_my|all_the|all_our money|wages|bank_account|finances|pay|savings|account|passport|life",
    "<you> <adv>* <modal>* <adv>* not|never let|allow+|permit+ me|us !win|down|help|in|know|finish|speak|say|explain|pay|carry|cook|drive_tired|forget|see_you",
    "<you> <adv>* <modal>* <adv>* not|never let|allow me|us .. see|go_out|leave|work|have_friends|have_money|talk_to|use|spend|sleep|phone|call_my|go_to|out|eat|drive|visit|study|wear|get_a_job|near",
    "<you> <adv>* <modal>* <adv>* forbid+|forbade|prevent+|stop+|keep+|kept|ban+|cut+|isolate+ me|us from|off_from !falling|crying|worrying|panicking|sleeping_in|going_mad|getting|laughing|smoking",
    "<you> <adv>* <modal>* <adv>* forbid+|forbade|isolate+ me",
    "i am|was not|never allowed to|out|any",
    "i <adv>* have|need|had to ask .. permission",
    "<you> <modal>* give+ me an_allowance|pocket_money",
    "tracker|spyware|gps|hidden_camera ... phone|car|me|my|house|bedroom",
    "<you> <adv>* <modal>* put|installed|hid ... tracker|spyware|camera|app .. phone|car|bedroom|house|laptop",
    "<you> <modal>* <adv>* not? ... to frighten|scare|intimidate|terrify|control|hurt me|us !not",
    "nobody|no_one <adv>* would|will <adv>* believe me",
    "sleep|slept|hide|hid|hiding|sleeping in the bathroom|car|shed|garage ... because|so|with|when|door|from",
    "ask|asks|asking <adv>* for? you|your|him|his|her? permission to|for",
    "<you> <adv>* <modal>* tie+|tied|tape+|bind|bound|gag+|gagged|handcuff+ me|my|us",
    "<you> <adv>* <modal>* throw+|threw my things|my_clothes|my_stuff|me|all_my .. out|away|into|down|outside",
    "<you> <adv>* <modal>* kept|keep|keeps me awake|up ... so|until|till",
    "not|never|no <adv>* want|wanted .. sex|it|to|you_to ... anyway|did_it|all_the_same",
    "not|never dare|dared <adv>* to? say|speak|go|move|ask|tell|disagree|leave|answer|sleep",
    "<you> <adv>* <modal>* put|slipped|drop+ something in|into my|our drink|tea|food|glass|coffee",
    "<you> <adv>* <modal>* stand|stands|stood in the|my doorway|door|way",
    "<you> <adv>* <modal>* stop+|keep|kept me from? taking|seeing|leaving|working|eating|going_out|phoning|calling|visiting",
    "<you> <adv>* <modal>* break+|broke|kick+|smash+|bust+ .. door|window|furniture|mirror|tv|glasses|plates|plate",
    "that|this|it is <adv>* emotional|verbal|financial|physical|sexual|psychological? abuse|violence|assault",
    "<you> <adv>* <modal>* <adv>* throw+|threw|hurl+|smash+|chuck+ .. mug|cup|glass|plate|plates|chair|shoe|shoes|bottle|bottles|dishes|pan|knife|remote|vase|ashtray|furniture|things",
    "<you> <adv>* <modal>* <adv>* make|makes|made|making me .. sleep|stand|kneel|stay|wait|beg|crawl|undress ... floor|outside|cold|garage|cellar|knees|corner|car|naked|hours|bathroom",
    "take+|took|hide+|hid|keep+|kept|lock+ .. the|my|our|all <thing> ... so|so_that i|we can|could not|never",
    "not|never <adv>* say no to <them> ... <fear>",
    "too <fear> to say|leave|speak|move|ask|go|answer|disagree|refuse|tell|sleep|come|stay|eat|breathe",
    "have_to|must|need_to|had_to hide|hiding my|our|what|where|who ... from <them>",
    "<you> <adv>* <modal>* <adv>* push+|shove+ me ... fell|fall|hurt|bruise|floor|ground|stairs|bleeding|again_and_again",
    "i am|was|get|feel <adv>* terrified|petrified !of_losing|that|about|to|of_heights|of_the|of_spiders|of_flying|of_my|of_failing|of_being",
    "touch+|kiss+|undress+|had_sex|have_sex|filmed|photographed .. me|with_me ... while|when|because i <adv>* slept|sleep|was_asleep|was_sleeping|was_drunk|was_passed|was_unconscious|am_asleep|could_not_move|was_ill",
    "not|never <adv>* agree+|consent+|say_yes|said_yes ... anyway|did_it|do_it|kept_going|all_the_same",
    "<you> <adv>* <modal>* <adv>* post+|share+|send+|sent|show+|spread+|upload+ .. pictures|photos|videos|nudes|video|photo|picture|screenshots of me|us ... shame|online|without|revenge|everyone|friends|mates|internet|colleagues|strangers",
    "<you> <adv>* <modal>* <adv>* left|leave|leaves|drove_off|dumped me|and ... motorway|roadside|stranded|road|nowhere|snow|street|dark_car_park|without_money|no_shoes|locked_out",
    "<you> <adv>* <modal>* <adv>* will|would|might|could|may <adv>* hit|hurt|kick|slap|choke|beat|attack|kill me|us|the_kids|again",
    "black_eye|in_hospital_because|broke_my_arm|broke_my_nose|broke_my_wrist|knocked_me_out|unconscious|blood_on|bled",
    # force, and going on after a no
    "<you> <adv>* <modal>* <adv>* force+|coerce+|blackmail+|threaten+|pressure+|guilt+ me|us|yourself_on|himself_on|herself_on .. to|into|on|with",
    "<you> <adv>* <modal>* force+|coerce+ me|us|yourself|himself|herself|themselves",
    "<you> <adv>* <modal>* <adv>* make|made|makes|making me .. have_sex|sleep_with|do_things|touch|strip|undress|beg_on|get_on_my_knees|quit_my|delete|hand_over|sign|give_you_my|show_you_my|share_my|stop_seeing|watch_you_hurt|account_for|apologise_on",
    "i|we <adv>* said|say|told_you|tell_you|begged_you|asked_you|screamed|cried .. no|stop|to_stop|not_to ... <you> <adv>* <modal>* <adv>* kept|keep|carry|carried|not_stop|continued|went_on|laughed|went_ahead|did|do_it|pushed|ignored|climbed|touched|do_not",
    "<you> <adv>* <modal>* <adv>* keep+|kept|carry|carried|went|continue+|touched|kissed|climbed|undressed ... after|when|though|while|even_though|because i <adv>* said|had_said|say|told_you|asked_you|was|am .. no|stop|not_to|asleep|sleeping|crying|to_stop|drunk|unconscious|passed_out",
    "<you> <adv>* <modal>* <adv>* not take|accept|hear no for|as|from",
    "<you> <adv>* <modal>* not|never <adv>* stop when i ... no|stop|cried|asked|begged|screamed",
    "touch+|kiss+|had_sex|have_sex .. me|with_me ... not|never want|wanted|agree|agreed|consent|asleep|sleeping",
    "<sex> ... not|never|no want|wanted|agree|said|say|consent|choice",
    "against_my_will|without_my_consent|without_my_permission|without_my_knowing|raped|rape|sexually_assaulted|coercive|restraining_order|non-molestation",
    # threats by the other, and by the writer
    "<you> <adv>* <modal>* say+|said|threaten+|swear+|swore|tell+|told|promised ... <you> would|will|are_going_to|is_going_to <violent>|kill+|take_the_kids|take_my_kids|take_the_children|out_me|ruin_me|destroy_me|burn|post|share|send|tell_everyone|report|deport|find_me|hunt|make_me_pay|make_sure_i",
    "threaten+|threat|threats ... me|us|kids|children|yourself|himself|herself|kill|hurt|leave_me_with_nothing|with",
    "<you> <adv>* <modal>* threaten+|threatening",
    "if i <adv>* leave|left|go|went|tell|told|say|said|do_not|call|called|ever ... <you> will|would|are_going_to|is_going_to .. kill|hurt|hit|find|take|post|share|tell_everyone|punish|make|lock|destroy|burn|come_after|never_let",
    "i will|would|could|am_going_to|want_to|swear_i_will|might <adv>* hit|hurt|kill|slap|punch|strangle|choke|smash|burn|make_you_pay|destroy|ruin|beat <them>|your|the|everything|my|myself|yourself !dinner|for_a_cup|for_some",
    "make_you_pay|make_you_regret_being_born|beat_it_out_of_you|smash_your|break_your|wring_your",
    "i <adv>* <modal>* <adv>* hit|slapped|punched|kicked|choked|shoved|strangled|grabbed <them>|your_arm|your_wrist|your_hair|you_by !up|on|with_a_cushion|as",
    # fear with a person as its object
    "<fear>|fear|terror|dread of <them>|<mate>|your|his|her|their !not|leaving|going|getting_ill|dying|losing|family|dog|disappointment",
    "<fear> of what|how <you> <adv>* <modal>* <adv>* do|be|react|did|reacts|reacted|are_capable|will_do",
    "<fear> .. when|if|whenever|each_time|every_time|because <you> <adv>* <modal>* <rage>|are_angry|come_home|is_angry|walk_in|get_that_look",
    "<fear> <you> will|would|might|could|may|are_going_to <adv>* <violent>|snap|explode|lose_it|lash_out|find_me|get_violent|get_angry|shout|come_after",
    "<fear> to say_no|come_home|go_home|be_alone_with|sleep|speak|disagree|answer|upset|anger|make_you_angry|make_him|make_her|leave|wake|move|set_you|breathe",
    "<fear> around|near|with <them>|<mate>",
    "<you> <adv>* <modal>* <adv>* scare+|frighten+|terrify+|intimidate+ <me> !with_how_much",
    "your|his|her|their temper|anger|rage|shouting|drinking|moods|fists <adv>* scares|frightens|terrifies|scared|frightened|terrified",
    "not|never <adv>* feel+|felt|am|be|been|feeling <adv>* safe !to_drive|enough_on_the_ladder|on_my_bike",
    "feel|felt|am|feeling <adv>* unsafe",
    "fear|feared|fearing for my|our life|lives|safety|kids|children",
    "flinch|flinched|flinching|cower|cowered|hide_in_the_bathroom|hid_in_the_bathroom|lock_myself_in|locked_myself_in|walking_on_eggshells_so|so_you_will_not_hit|so_you_do_not_hit",
    "change|watch|careful|careful_what ... so|so_that <you> <modal> not .. get_angry|explode|hit|lose|snap|kick_off|shout",
    "domestic_violence|domestic_abuse|abusive|violent_with|violent_towards|violent_to|is_violent|are_violent|got_violent|get_violent|physically_violent|physical_with_me|dangerous_to_me",
    "<you> <adv>* <be> <adv>* controlling|dangerous|abusive|violent|a_rapist|an_abuser|a_stalker|controlling_me",
    "<you> <adv>* <modal>* <adv>* punish+ <me> ... for|if|when|because|every_time|whenever|by_taking|by_locking|by_not_giving",
    "<you>|and|to|would|will|could kill|killed <one>|yourself|himself|herself !with_kindness|laughing|softly|to",
)  # fmt: skip

# The same words where nobody is harmed.
_HARMLESS = (
    "took|take|takes|taken ... to_be_repaired|by_mistake|by_accident|to_charge|to_the_shop|for_repair",
    "<you> .. can|could|may|are_welcome_to|please <adv>* check|take|read|look|hold|open|follow|watch",
    "could|can|would|will|may you <adv>* check|take|read|look|hold|open|follow|watch|grab|hide|lock|pull|hit",
    "in_the_film|in_the_game|in_the_book|on_tv|in_the_story|in_the_series|in_the_programme|at_chess|at_cards|playing_cards|pillow_fight|water_fight",
    "not|never <adv>* afraid|scared|frightened of <them>",
    "not|never <adv>* scare+|frighten+|threaten+|intimidate+|hit|hurt|force+|pressure+|control+|follow+|check+|punish+ <me>|anyone|a",
    "<you> <adv>* never|not|hardly <adv>* <blow>|force+|punish+",
    "scared|frightened|surprised me with_the|with_a_card|with_cake|behind_the_door_for_fun|as_a_joke",
    "<you> hurt+ my_feelings|me_with_your_words|me_with_those|me_with_that|me_by_not|me_when_you_said|me_by_saying|me_by_forgetting|me_when_you_forgot|me_when_you_did_not|me_when_you_went_quiet|me_deeply_with",
    "lock|locked|lock_the|shut the_door when|before|at_night|for_me|behind_us|after_work",
    "knocked|knock+ me_over_with_how|over_my_tea|over_a_glass",
    "it hit|hits|hurt|hurts me|us",
    "cut my|our hair",
    "hit by|with a_wave|how|the_news|grief|sadness|tiredness",
    "kicked|kick|knocked off_the_duvet|the_ball|the_blanket|the_blankets",
    "<you> <adv>* <modal>* shook|shake|grabbed|grab|squeezed|squeeze my_hand|our_hands|my_hand_and .. and|when|at|so",
    "push+|pushed|pushing|forced|force me .. to_apply|to_go_for|to_try|to_take_the_job|to_be_better|to_rest|to_see_a_doctor|to_sing|on_the_swing|up_the_hill|in_my_chair|in_the_wheelchair",
    "afraid|scared|frightened of_your silence|silences|leaving|answer|quiet|absence|illness|death|mother|dad|family|dog|cooking",
    "attack+|hit+ the_dishes|the_laundry|the_road|the_shops|the_nail|the_gym",
    "i am|was not|never allowed to drive|lift|eat|carry|drink",
)  # fmt: skip


@cache
def _harm() -> Rules:
    return Rules((rule, None) for rule in _RULES)


@cache
def _harmless() -> Rules:
    return Rules((rule, None) for rule in _HARMLESS)


def tells_of_harm(plain: str) -> bool:
    """Whether a sentence tells of fear, force, threat or harm, done by or to somebody in it."""
    harms = [(match.start, match.end) for match, _ in _harm().found(plain)]
    if not harms:
        return False
    kind = [(match.start, match.end) for match, _ in _harmless().found(plain)]
    return any(not any(start < last and first < end for start, end in kind) for first, last in harms)


# --- words about wanting to die, or to hurt oneself

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
