"""Sentences that tell of fear, force, threat or harm. They are left as they were written: no hint, only a way to help.

A missed sentence here gets a remark on its wording, which is the worst this module could do, so these rules lean the
other way than those of `cues`: when a sentence can be read as harm, it is.
"""
# ruff: noqa: E501
# fmt: off

from functools import cache

from companion.kindly import verdicts as _verdicts  # noqa: F401  # fills the groups
from companion.kindly.grammar import GROUPS, Rules, group

GROUPS["body"] = group("arm arms wrist wrists hair neck throat face shoulder shoulders leg legs head hand hands ribs eye back"
                       " stomach chest jaw finger fingers ear collar mouth")  # fmt: skip
GROUPS["thing"] = group("phone mobile keys car_keys key money wages pay card cards bank_card passport wallet purse laptop pills"
                        " medication meds medicine papers documents glasses hearing_aid wheelchair crutches cane tablet"
                        " id shoes clothes coat savings benefits visa hormones injections inhaler insulin chair debit_card credit_card cellphone sim sim_card salary pension cash aids birth_certificate contacts number door_key house_key antidepressants painkillers contraceptives contraception birth_control epipen router cane crutch walking_stick purse bag handbag tablets")  # fmt: skip
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
GROUPS["family"] = group("mum mother mom dad father stepdad stepfather stepmum stepmother step-dad step-mum grandad grandpa grandfather granny gran nan"
                         " grandmother uncle aunt auntie brother sister cousin mother-in-law father-in-law ex ex-husband ex-wife ex-partner ex-boyfriend"
                         " ex-girlfriend husband wife partner boyfriend girlfriend son daughter nephew babysitter childminder nanny")
GROUPS["victim"] = group("me us mi my_brother my_sister my_mum my_mother my_mom him our_boy our_girl our_lad our_lads our_boys our_girls our_little our_wee our_baby our_youngest"
                         " our_eldest our_oldest our_son our_daughter our_sons our_daughters our_kids our_children our_child our_toddler my_son my_daughter my_kids my_child"
                         " my_children my_boy my_girl my_baby the_kids the_children the_baby the_boy the_girl the_boys the_girls the_little the_wee the_child the_toddler your_son your_daughter"
                         " the_wean the_weans the_bairn the_bairns her my_nan my_gran my_granny my_grandmother my_auntie my_aunt my_dad my_father his_son her_son his_daughter her_daughter one_of_the_kids")
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
    "<you> <modal>* <adv>* not? ... to frighten|scare|intimidate|terrify|control me|us !not",
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

# Families with open places: who does it is "<you>", and what follows may be built in many ways.
_SHAPES = (
    # a body, by what holds it or what was left on it
    "<you> <adv>* <modal>* <adv>* pull+|drag+|grab+|yank+|shake+|lift+|catch+|caught|took|take+|hold+|pick+|snatch+ <me>|my_son|my_daughter|the_kids .. by|from <adv>* my|the|his|her hair|arm|arms|wrist|wrists|collar|throat|neck|ear|ears|shirt|hood|leg|legs|ankle|shoulders|scruff|hand_and_would",
    "<you> <adv>* <modal>* <adv>* squeeze+|grab+|twist+|pinch+|dig+|dug|scratch+|bite+|bit|burn+|crush+|bent|bend+|wrench+|jerk+|stamp+|stamped <adv>* on|into? <my> <body>",
    "<you> <adv>* <modal>* <adv>* hold+|held|push+|shove+|pin+|press+|throw+|slam+|trap+|crowd+|back+ <me>|my_head|my_face .. against|up_against|down|under|into|to_the_floor|on_the_floor|onto|over|in_the_corner|in_a_corner|out_of",
    "hand|hands|fingers|arm|elbow|knee|foot|pillow <adv>* was|were? round|around|on|over|across|at|in|against <adv>* my throat|neck|face|mouth|windpipe|hair",
    "put|puts|laid|lay|lays|raise+|raised hands|a_hand|his_hands|her_hands|your_hands|their_hands|your_hand|his_hand|her_hand|hand on|to|at|against|up <me>|him|her|the_kids|the_children",
    "my <body> ... bruised|swollen|bleeding|broken|cut|sprained|black|red_marks|marked|sore <adv>* , ... you|he|she|they <adv>* <be>|had|held|grabbed|hit",
    "the_mark|a_mark|marks|bruise|bruised|bruises|fingerprints|stitches|scar|scars|lump|limp ... wrist|wrists|arm|arms|neck|face|leg|legs|where|from|after|you|him|her|hide|cover|left !coffee|wine|the_floor",
    "<you>|i <adv>* <modal>* <adv>* throw+|threw|fling+|flung|hurl+|chuck+|lob+|swing+|swung|kick+|launch+ .. at|past|near|over|next_to|towards|into <me>|my|the_wall|our|his|her|your",
    "<you> <adv>* <modal>* <adv>* punch+|put|kick+|hit+|headbutt+|smash+|slam+|bang+|thump+ .. fist|hand|wall|door|table|head|window|wardrobe|dashboard ... my|me|head|hole|kids|in|wall|again",
    "knife|gun|rifle|machete|bat|belt|stick|cane|strap|skillet|hammer|axe|iron|bottle|screwdriver|razor ... at|across|to|against|towards|over|by|beside|under|near|from|with|for .. me|us|my|her|his|bed|pillow|legs|throat|kids",
    "gun|knife|machete|rifle|shotgun .. if|when|will|would|and|unless i|you|he|she|they",
    "come|came|coming <adv>* at|for|after <me> with|again|in|like",
    "<you> <adv>* <modal>* <adv>* go+|went|goes|going|lash+|fly|flew|launch+|lunge+ <adv>* for|out_at|at|into <me>|us|him|the_kids !a_walk|the_shop|milk|instead|now|good",
    "<you> <adv>* <modal>* <adv>* spit|spat|spits|spitting|hit+|hits|beat|beats|beating|whip+|cane+|belt+|pee+|urinate+ .. at|on|and|in|the <adv>* me|us|table_and|my_face|kids_in|kids",
    "could_not|can_not|cannot|could_hardly|could_barely <adv>* breathe ... you|he|she|held|holding|hand|hands|pillow|down|under",
    "you|he|she|they|and|was|hand|hands ... held|holding|sitting_on|on_top|pillow ... could_not|can_not|cannot|could_hardly breathe",
    "i|we <adv>* <modal>* <adv>* <adv>* was|were|got|get|am|been <adv>* slapped|hit|punched|kicked|pushed|shoved|choked|grabbed|dragged|locked|thrown|held_down|beaten|strangled|spat|burned|burnt|pinned|tied|smacked !aside|away|for_time|together|up_in_traffic|by_grief|by_a|in_the_rush|out_of_the_loop",
    "<you> <adv>* <modal>* <adv>* drive+|drove|driving|driven|speed+|sped .. at|so|too|like|fast|faster|into|off|towards ... frighten|scare|scream+|begged|cried|crying|kill|die|both|stop|tree|terrify|on_purpose|slow_down|lesson",
    # a door, a room, a way out
    "<you> <adv>* <modal> <adv>* not|never <adv>* let|allow|allows|lets <me>|him|her|the_kids <adv>* past|out|leave|go|through|by|off|up|in|near|see|have|use|phone|call|ring|talk|speak|work|sleep|eat|drive_anywhere|study|wear|go_to|visit|meet|answer|close|lock|shower|sit_down|get|move|breathe|touch_the|open_a|keep|near_the|learn_to_drive|take_the_kids|take_my|alone|be_alone|keep_my !carry|pay|win|help|finish|off_lightly|go_hungry|go_to_bed_angry|sleep_on_the_sofa|down|forget|see_you_cry|see_the_present|up_on|go_without|in_on|go_home_hungry|get_up_to_cook|get_the_door|go_cold|work_too",
    "<you> <adv>* <modal>* <adv>* block+|guard+|bar+|lock+|bolt+|stand+|stood|stands|barricade+|park+ .. in|across|behind|the|my|at|out|all <adv>* doorway|doors|door|way|gate|exit|hall|hallway|stairs|front_door|car_door|driveway|passage <adv>* .. $|and|so|when|until|till|with|,|.|while|for|from|at|in",
    "lock+|locked|padlock+|bolt+ <adv>* the|me|us|my|our|them|all|every <adv>* gate|door|doors|in|out|bedroom|inside|outside|room|windows|cupboard|fridge|bathroom ... when|so|with|and|till|until|key|keys|rain|night|cold <adv>* .. you|he|she|they|key|keys|i|me|rain|garden|snow",
    "lock+|locked|locked_myself|chair|wedge|something_heavy|drawers|dresser ... against|under|in|behind <adv>* the|my door|handle|bedroom|bathroom|car",
    "i <adv>* have|had|am|was? <adv>* slept|sleep|sleeping|hide|hid|hiding|spent_the_night|stayed in|at|under|on <adv>* the|a|my|t <adv>* car|van|shed|garage|bathroom|bath|porch|shelter|station|bus_stop|park|wardrobe ... since|because|with|so|until|till|when|again|door|,|from|after|kids",
    "<you> <adv>* <modal>* <adv>* come|came|comes|walk|walked|walks|barge+|burst+|get|gets|got .. into|in <adv>* my|the room|bed|bathroom|flat|house ... not|without|even_though|no|will_not|do_not|at_night <adv>* .. leave|knocking|ask|stop|afraid|asked|said|permission|want|invited",
    "throw+|threw|thrown|kick+|kicked|chuck+|put|puts <me>|us|me_and_the_kids <adv>* out|on_the_street|into_the_street|out_in|outside <adv>* .. night|naked|rain|snow|without|barefoot|with|at|in_my|cold|again|of_the_car|of_the_house|,|$|.",
    # a phone, what is private, and where one is
    "<you> <adv>* <modal>* <adv>* check+|read+|go+|went|goes|going|gone|look+|search+|scroll+|snoop+|dig+|monitor+|track+|record+|listen+|delete+|log+|hack+|open+|see+|demand+|inspect+|smell+|count+|film+|watch+ .. through|all|into|in|on|up|to|every|of|my|over|thru|at .. phone|messages|texts|emails|email|mail|post|letters|account|accounts|browser|history|diary|journal|location|calls|bag|handbag|purse|receipts|pockets|underwear|passwords|password|dms|chats|photos|whatsapp|instagram|facebook|snap|snap_map|search_history|call_log|contacts|number|mileage|kilometres|kilometers|bank_statements|statements|bins",
    "<you> <adv>* <modal>* <adv>* go+|went|goes|going|read+|reading|search+ <adv>* through|thru|all|into? <adv>* my|our <private>",
    "<you> <adv>* <modal>* <adv>* been? track+|tracking|follow+|following|stalk+|watch+|watching|wait|waits|waited|waiting|spy+|turn_up|turns_up|turned_up|sit|sits|sat|park+|drive+_past|drives_past|show_up|shows_up ... outside|home_from|camera|cameras|doorbell|snap_map|find_my|where_i|where_i_am|who_i|wherever_i|everywhere_i|my_work|from_work|work_gate|my_office|to_work|my_mum's|at_my_job|gps|airtag",
    "tracker|tracking|airtag|spyware|gps|camera|cameras|app|bug|microphone ... on|in|inside|under <adv>* my|the|our phone|car|bag|coat|bedroom|house|living|laptop|room|bathroom|kitchen|hall !when_the|for_the_baby|for_the_dog|to_learn|for_recipes",
    "seeing|sees|see|knows|know|knowing|watching|watches|checks|checking|controls|controlling|controlled|decides|deciding|monitors|monitoring <adv>* all? <adv>* where|who|when|what|everything|everywhere|with_whom <adv>* all? i <adv>* am|go|went|speak|talk|see|meet|text|do|wear|spend|eat|call|was|come <adv>* ",
    "i <adv>* have|must|need|had|got|am_made|am_forced <adv>* to <adv>* send|show|prove|share|hand|give|explain|account|report|text|ask|beg|answer|justify|keep .. photo|photos|picture|selfie|location|receipts|receipt|phone|passwords|password|every|each|permission|wages|salary|my_pay|to_prove|video_call|to_him_for|for_money|money !opinion|feeling|day",
    "i <adv>* have|must|need|had|am <adv>* to? <adv>* explain|justify|account_for|ask_for|ask|beg|beg_for|report|write_down|prove ... each|every|all|where <adv>* one|pound|penny|euro|minute|kilometre|trip|call|coin|cent|step|where|dollar|i_was|i_am|receipt|naira|rand|rupee",
    "every|each pound|penny|cent|euro|dollar|coin|kilometre|mile|receipt|minute ... explain|account|ask|prove|justify|permission|beg",
    "<you> <adv>* <modal>* <adv>* write+|wrote|note+|count+|log+|record+|time+|measure+ <adv>* down? <adv>* the|every|all|my|how <adv>* kilometres|kilometers|miles|mileage|calories|minutes|phone_calls|what_i_eat|when_i|long_i|much_i|how_long",
    # money, papers, medicine, aids
    "<you> <adv>* <modal>* <adv>* take+|took|taken|keep+|kept|hide+|hid|hidden|hold+|held|collect+|lock+|have|has|got|steal+|stole|burn+|tear+|tore|rip+|cut+|break+|broke|smash+|snap+|throw+|threw|flush+|confiscate+|empty+|emptied|drain+|spend+|cancel+|sell+|sold|withhold+|refuse+ <adv>* all|both|away|up? <adv>* my|our|me_my|the_kids <adv>* <thing>|inheritance|benefit|benefits|phone|passport|savings|allowance|hearing|pills|medication !screen",
    "<you> <adv>* <modal>* <adv>* take+|took|steal+|stole|grab+|help_yourself <adv>* the|all_the|all|my|our <adv>* cash|money|savings|rent|card|housekeeping .. out|from|of <adv>* my|our purse|bag|account|wallet|drawer|jar|handbag",
    "my <thing>|money|wages|salary|pay|passport|benefits|pension ... goes|go|is|are|in|into|with <adv>* .. to|in|with|into|by <adv>* him|her|you|your|his|her|them|their <adv>* $|.|,|and|safe|account|pocket|car|name|work|drawer|office|mother",
    "my <thing> is|are <adv>* .. in|with|at|locked <adv>* .. your|his|her|you|him ... not|never|will_not|refuse|so_i|so_that",
    "not|never|refuse|refuses|refused <adv>* to? <adv>* give <adv>* it|them|me|any|back <adv>* .. me|back|it|card|money|passport|key|keys|my|to_me !a_lift|a_hug|a_call|up|a_hand|any_advice|a_lecture",
    "beg|begging|ask|asking <adv>* you|him|her|them? <adv>* for <adv>* .. money|transport|bus_fare|bus_money|each|every|food_money|my_own|tampons|pads|fare|permission|the_key|my_pills|my_medication|petrol|each_pound",
    "my_own bank_card|card|account|money|phone|key|keys|wages ... not|never|wont|will_not|no|let|allowed",
    "told|tell|tells|telling <adv>* the|my bank|employer|boss|work|school|doctor|gp|landlord|social_services <adv>* not_to|that_i|i_am|to_not|lies",
    "pay|wages|salary|payday|paycheck|earnings ... goes|go|went|hand|give|gives|taken|collected|takes|took|transfer <adv>* .. to|over|by|all|it <adv>* him|her|you|them",
    "my <adv>* pills|tablets|medication|medicine|inhaler|insulin|wheelchair|hearing_aids|hearing_aid|glasses|crutches|stick|hormones|meds|prescription ... you|he|she|they|away|hid|hides|took|takes|locked|flushed|until|till|hide",
    "away|hid|hides|hide|took|takes|take|taken|locks|flushed|throws|threw|withholds|kept|keeps <adv>* my <adv>* pills|tablets|medication|medicine|inhaler|insulin|wheelchair|hearing_aids|hearing_aid|glasses|crutches|walking_stick|hormones|meds|prescription !to_be|for_the|out_for|from_the_chemist",
    # people kept away
    "not|never allowed|permitted|able|free <adv>* to <adv>* .. see|phone|call|ring|talk|speak|leave|go|visit|have|work|use|drive_alone|meet|text|wear|be|drive|spend|close|lock|say !drive|lift|eat|drink|carry|sugar|salt|alcohol",
    "i|we <adv>* have|had? <adv>* stopped|stop|lost|dropped|cut_off|do_not_see|no_longer_see|not_seen|no_longer <adv>* seeing|talking_to|going|calling|speaking_to|all|see|my|work|wearing <adv>* .. friends|family|sister|brother|mum|mother|job|work|anyone|out|church|class|choir ... because|since|so|you|he|him|not_to",
    "<you> <adv>* <modal>* <adv>* not|never|forbid+|forbade|stop+|nah|will_not|do_not <adv>* let|make|allow|want|like|mek|from? <adv>* me|mi|seeing <adv>* to? <adv>* see|talk|seeing|visit|speak|phone|ring|go|have .. my|mi|any|anyone|to|friends|family <adv>* ",
    "if_i|when_i|whenever_i|each_time_i|every_time_i talk|speak|go|went|see|call|phone|ring|text|leave|look|meet|visit|come ... screams|scream|shouts|shout|hits|hit|goes_mad|go_mad|sulk_for_days|hell_to_pay|punish|punishes|pay_for|pays_for|lock|send_me|take|beat|kill|kick|threatens|threaten|breaks|break|smash",
    "<you>|your <adv>* broke|smashed|broken|destroyed|threw|cut|burned|burnt|ripped|tore ... because|so|when|after|cos i <adv>* .. was|could|talk|talked|said|went|had|did|not|would",
    "controlling|controls|control|decides|dictates <adv>* who|what|when|where|how_much|everything|all|my|every",
    "<you> <adv>* delete+|deleted|block+|blocked|erase+ <adv>* all? <adv>* my <adv>* .. number|numbers|contacts|friends|photos|messages|sister|cousin|mum|mother|brother|account|apps",
    # threats
    "<you>|and <adv>* <modal>* <adv>* say+|said|says|saying|threaten+|threatened|swear+|swore|tell+|told|tells|warn+|warned|promised|vow+|joke+ ... <you>|will|would|to|going_to <adv>* <adv>* kill|hurt|hit|beat|find|burn|jump|die|shoot|stab|cut|drown|hang|overdose|take_the_kids|take_my|take_the_children|take_our|get_the_kids|out_me|ruin_me|destroy|post|send|share|show_everyone|tell_everyone|report_me|call_immigration|deport|send_me_back|send_me_home|find_me|have_me|get_me_sacked|make_sure|make_me_pay|come_after|come_with|do_something_to|never_see|poison|put_the_dog|give_the_dog|kill_yourself|kill_himself|kill_herself|end_it|crash|not_live|slit|hunt|regret !you_love|me_a_text|a_message|pictures_of_the_sea|the_report|for_laughing|to_see_me|of_laughing|some_money|you_a|photos_later|the_kids_to|the_car_for|the_dog_to_the",
    "<you> <adv>* <modal>* <adv>* say+|said|says|threaten+|tell+|told|swear+ ... if i <adv>* ... leave|left|go|went|break|tell|told|talk|ever|divorce|call|do_not|say|see|report|move|walk ... <you>|i|will|would|make|kill|jump|die|never|hurt|take|send|lose|burn|find|come",
    "if i <adv>* ever? <adv>* leave|left|go|tell|told|talk|call|report|say|break_up|break|divorce|try_to_leave ... <you>|will|would|i ... kill|jump|hurt|die|never_see|take|burn|send|post|find|gun|knife|lose|deport|regret|destroy|ruin|make_sure|pay|shoot|himself|herself|yourself",
    "never|not|again <adv>* see|seeing <adv>* .. my|the|our|them|him|her <adv>* kids|children|daughter|son|baby|grandchildren|family|girl|boy|again <adv>* again|if|unless|$|.",
    "make_sure|make_certain|see_to_it <adv>* that? i <adv>* <adv>* never|lose|do_not|not|suffer|pay|get|am",
    "take <adv>* the|my|our kids|children|daughter|son|baby|girls|boys ... never|not|away_from_me|and_i|if_i|will_not",
    "nobody|no_one|no_body <adv>* will|would|could|can|is_going_to <adv>* ever? <adv>* find|believe|help|look_for|miss|hear <adv>* me|my_body|my|you_scream",
    "nudes|naked_pictures|naked_photos|private_pictures|private_photos|private_videos|intimate_photos|intimate_pictures|the_video_of_me|sex_tape|pictures_of_me|photos_of_me|videos_of_me ... send|sent|post|posted|share|shared|show|showed|family|boss|everyone|online|internet|mates|friends|if_i|work|group",
    "send|sent|post|posted|share|shared|show|showed|leak|leaked <adv>* .. nudes|naked|private|intimate|secret|my <adv>* pictures|photos|videos|video|pics|nudes|messages .. to|online|around|on|if|with",
    "immigration|deported|deport|home_office|visa_cancelled|social_services|police ... threaten+|say|says|said|would|will|if_i|on_me|tell|told|call|report !police_came_for_the",
    "threaten+|threatened|threatens|threatening ... out_me|immigration|kids|leave_me_with|police|kill|hurt|home|work|me|us|yourself|himself|herself|to",
    "come_after_me|coming_after_me|hunt_me|track_me_down|make_me_disappear|bury_me|dig_my_grave|end_up_dead|end_up_in_hospital|end_up_in_the_river|break_my_legs|break_my_neck|smash_my_face|teach_me_a_lesson|put_me_in_hospital|put_me_in_the_ground|cut_my|slit_my|acid|petrol_on|set_fire|burn_the_house|burn_us ... ",
    # a threat to oneself as pressure
    "<you> <adv>* <modal>* <adv>* <adv>* kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|drown|shoot|overdose|jump|starve <adv>* yourself|himself|herself|themselves|off|from|in_front .. <adv>* if|when|unless|because|every_time|whenever|and|so|, ",
    "jump|kill_yourself|kill_himself|kill_herself|kill_themselves|hang_yourself|hang_himself|take_pills|take_all_the|swallow|cut_your_wrists|cut_her_wrists|cut_his_wrists|end_your_life|end_his_life|end_her_life|end_it_all|not_be_alive|do_something_stupid|do_something_to_yourself ... if i|we",
    "if i <adv>* ... you|he|she|they|then <adv>* <modal>* <adv>* jump|kill_yourself|kill_himself|kill_herself|hang|do_something_stupid|end_it|die|take_pills",
    # fear of a person
    "<fear>|terror|dread|panic|petrified|scare|shaking|trembling <adv>* of|about|at what|how|when <adv>* .. <you>|hell|your|his|her <adv>* <modal>* <adv>* going_to? <adv>* do|say|react|be|does|did|will|get|would|might|could|capable ... !for_my_birthday",
    "<fear> <adv>* of what|how <you> ",
    "<fear> <adv>* to hear|see|come|go|say|tell|open|ask|sleep|breathe|move|leave|be_alone|be_in|speak_in_front <adv>* .. your|his|her|you|him|them|no|home|out|alone|night|front_door <adv>* !about|the_bill|the_job|the_truth|the_news|i_love key|keys|car|steps|voice|footsteps|no|with|door|home|to|you|boots|$|. !about|i|the|what_the|that_i|how_much|you_i",
    "<fear> <adv>* then|now|of_you|of_him|of_her|of_them|of_my_partner|of_my_husband|of_my_wife|for_my_life|for_my_kids|in_my_own_house|in_my_own_home|in_this_house|at_home|to_go_home|to_come_home|to_sleep|to_close_my_eyes|of_my_own !losing|being_left",
    "<fear> of myself|what_i_could|what_i_might|what_i_would|my_own_temper|my_temper|my_hands|my_own_anger|my_own_hands|what_i_am_capable|what_i_did",
    "not|never|hardly dare|dared|dares <adv>* to? <adv>* @",
    "walk|walking|walked|tiptoe|tiptoeing|treading|tread .. on|around|round eggshells|him|her|you .. , ... goes_for|hit|explode|explodes|hits|kicks|shouts|blow|snap|snaps|any|noise|scared|temper|mood",
    "on_eggshells",
    "flinch|flinched|flinches|flinching|cower|cowers|cowering|cowered|duck_when|brace_myself|wet_myself|shake_when|shaking_when|freeze_when|tremble_when ... you|he|she|they|your|his|her|hand|voice|door|key|comes",
    "still shaking|trembling ... ",
    "kids|children|son|daughter|dog|cat|baby|boys|girls|little_one <adv>* <modal>* <adv>* hide|hides|hid|cry|cries|cried|cower|cowers|scared|afraid|flinch|flinches|run|runs|shake|shakes|wets|wet|not_come_out|come_out|freeze|freezes|under ... when|since|if|from|of|after|because <adv>* .. you|he|she|they|your|his|her",
    "hide|hiding|hid ... in|under|behind|with ... until|till|when <you> <adv>* .. asleep|calm|calmed|gone|left|stop|stopped|sober|shouting|drunk|come|comes",
    "fear|afraid|scared|frightened|dread <adv>* .. your|his|her|the <adv>* key|keys|footsteps|steps|car|fists|hands|belt|hand|temper|rages|anger|moods|boots|drinking",
    "not <adv>* safe|slept_right|slept_properly|slept_since <adv>* .. with|around|near|at_home|here|in_my|in_this|since|when <adv>* ",
    # forced, and going on after a no
    "<you> <adv>* <modal>* <adv>* force+|forced|make+|made|coerce+|pressure+|guilt+|push+|bully+|blackmail+ <me>|yourself|himself|herself|themselves .. in_bed|into_bed|have_sex|to_have|sex|to_sleep|on_me|to_do_things|to_touch|to_watch|to_strip|to_kiss|into_sex|into_it|into_things|naked|to_sign|to_quit|to_give|to_abort|to_stop_taking|to_marry|to_pose|to_get_rid|to_drink|to_eat|to_swallow|to_beg|to_kneel|to_delete|to_leave_my|to_stop_seeing|down",
    "i|we <adv>* <adv>* said|say|told|tell|asked|ask|begged|beg|screamed|cried|had_said|have_said|says ... no|stop|enough|not_now|not_to|to_stop|wait|hurt|hurts|do_not|asleep|leave_me_alone|red ... <you> <adv>* <modal>* <adv>* <adv>* .. kept|keep|continued|continue|carried|carry|went|go|going|did|do|not|would|anyway|angry|laughed|ignored|finished|held|pushed|climbed|pulled|took !you_should|do_not_worry|you_went_to_bed|say_the|left_me_in_peace|and_you_did_stop|and_you_stopped",
    "<you> <adv>* <modal>* <adv>* kept|keep|keeps|carried|carry|continued|continue|went|go|did_not_stop|would_not_stop|do_not_stop|never_stop|started|start|finished|did_it|do_it|do <adv>* going|on|it|touching|pushing|kissing|anyway|doing|filming|until|at_it? <adv>* after|when|though|while|even_though|even_when|even_if|although|till|until|because|anyway <adv>* i <adv>* <modal>* <adv>* said|say|told|asked|cried|was_crying|was_asleep|begged|had_enough|did_not|do_not|pushed|was|am|could_not|had_said|froze|screamed|fell_asleep|slept !you_could_come|good_night|i_was_fine|was_okay|was_tired_of",
    "when i <adv>* say|said|tell|told .. no|stop ... angry|anyway|do_it|did_it|do_not_stop|keep|force|hit|sulk_until|shout|punish|push|hurt|throw|threaten",
    "until_i_gave_in|till_i_gave_in|until_i_give_in|till_i_give_in|so_i_gave_in|so_i_just_let|i_just_let|i_just_lay|i_just_lie|just_lie_there|just_lay_there|look_at_the_ceiling|stare_at_the_ceiling|stared_at_the_ceiling|look_the_ceiling|looked_at_the_ceiling|waited_for_it_to_be|wait_for_it_to_be|too_drunk_to|too_locked_to|too_scared_to|too_tired_to_fight|pretend_to_be_asleep_so|to_push_you_off|to_push_him_off|push_you_off|push_him_off|get_you_off_me|get_him_off_me ... $|you|he|him|it|over|say|move|stop|off !go_anyway|come_anyway|love|laugh|cook",
    "<you> <adv>* <modal>* <adv>* touch+|touched|grope+|groped|undress+|film+|filmed|photograph+|kiss+|have_sex_with|had_sex_with|inside|enter+|strip+ <me> .. while|when|without|in_my_sleep|against|even|after|until|though|asleep <adv>* ",
    "i <adv>* have|must|had|need|am_supposed|am_made|am_expected <adv>* to <adv>* have_sex|sleep_with_you|sleep_with_him|lie_still|let_you|let_him|give_you_sex|give_him_sex|service|satisfy|submit",
    "sex|bed|it|that ... even_if|even_though|although|when|while i <adv>* <modal>* <adv>* not_want|said_no|say_no|was_asleep|am_asleep|am_ill|was_ill|cried|crying|am_in_pain|was_in_pain",
    "<you> <adv>* <modal>* <adv>* never|not <adv>* take|accept|hear|listen_to|respect <adv>* .. no <adv>* for|as|from|when|in_bed|$",
    "not|never <adv>* want|wanted|like|liked|feel_like|ready|agree|agreed|consent|consented <adv>* to|it|sex|that|you_to? <adv>* ... and|but|yet|, <adv>* <you> <adv>* <modal>* <adv>* kept|not_stop|did|went|carried|continued|would_not|forced|held|pushed|do_it|took|made|insisted_until",
    "have|had|having|sleep|slept|give_you|let_you|let_him <adv>* sex|with_you|with_him|with_her ... because|so|when|or|otherwise ... <fear>|angry|hit|hurt|safe|sulk_for|shout|lose_your|punish|worse|force",
    "<you> <adv>* <modal>* <adv>* ring+|call+|text+|phone+|message+|video-call+ me every|all_the #|few|five|ten|half|hour|minute|single <adv>* .. minutes|minute|hour|hours|time",
    "hide|hid|hides|hiding <adv>* the|my|all <adv>* knives|scissors|keys|alcohol|bruises|marks|money|phone|passport|bag ... when|before|so|from|in_case|because|under <adv>* .. you|he|she|they|him|her",
    "nobody|no_one <adv>* would|will|is_going_to <adv>* believe a_man|a_woman|you|us|that|him|someone_like_me|my_word|an_immigrant|a_drunk",
    "<you> <adv>* <modal>* <adv>* have|has|had|put|puts|installed|set_up|hid|hide|watch|watches <adv>* .. camera|cameras|microphones|trackers .. in|on|up|over|at|everywhere|through",
    "<you> <adv>* <modal>* <adv>* check+|read+|inspect+|control+|count+|measure+|smell+|search+|lock+|hide+|hid|ration+ <adv>* .. mileage|receipts|receipt|underwear|fridge|cupboards|heating|food|calories|bins|browser|history|bank_app|steps|pockets|phone_bill",
    "<you> <adv>* <modal>* <adv>* post+|posted|shared|share|sent|send|show+|showed|read|reads ... my|me|our <adv>* .. photos|pictures|pics|video|videos|diary|messages|secret|secrets ... without|to_your|to_his|to_her|to_everyone|out_loud|online|in_front|behind",
    "<you> <adv>* <modal>* <adv>* tell|tells|told|decide|decides|choose|chooses|control|controls|say|says <adv>* me? what|who|when|where|how_much <adv>* i <adv>* can|may|must|am_allowed|should|have_to <adv>* wear|eat|see|talk|spend|go|say|weigh|leave|sleep|meet|drink|speak",
    "<you> <adv>* <modal>* <adv>* not|never <adv>* let <me> <adv>* sleep|eat|shower|wash|see_a_doctor|see_the_doctor|go_to_the_doctor|take_my|use_the|have_my|have_a_job|have_any|have_friends|close_the|lock_the|drive|work|speak|talk_to|go !tired|hungry|alone_at_night",
    "<you> <adv>* <modal>* <adv>* wake+|woke|keep+|kept <me> <adv>* up|awake|at_night|all_night ... shout|shouting|scream|screaming|hit|accuse|accusing|question|questioning|interrogate|so|until|till|to",
    "<you> <adv>* <modal>* <adv>* kill+|killed|hurt|hurts|kick+|kicked|drown+|strangle+|throw+|threw|beat|beats|starve+|poison+ <adv>* my|our|the|a <adv>* cat|dog|dogs|cats|rabbit|bird|hamster|pet|pets|horse|kitten|puppy",
    "<you> <adv>* <modal>* <adv>* cut|cuts|burn+|burned|burnt|rip+|ripped|tear+|tore|shred+|slash+|pour+|poured|bin+|binned <adv>* up|all|bleach_on|petrol_on|water_on? <adv>* .. my|our <adv>* clothes|dress|dresses|letters|photos|books|work|passport|tyres|hair|shoes|wedding|things|paintings|laptop",
    "i <adv>* am|was|have|got covered|full <adv>* in|of bruises|scratches|marks|blood",
    "<you> <adv>* <modal>* <adv>* stand+|stood|tower+|loom+|lean+ <adv>* over|above <me> ... until|till|while|so|and|shout|fist|screaming|bed",
    "<you>|who|and|then <adv>* grab+|grabbed|pull+|pulled|yank+|turn+ <adv>* the <adv>* steering|wheel|handbrake ... ",
    "<you> <adv>* <modal>* <adv>* slam+|push+|shove+|bang+|smash+|hold+|press+|force+|hit+|burn+|burnt|scald+|knock+|crack+|bash+|dunk+|cut+|stick+|rub+|kick+|stamp+|stepped|put_your_foot <adv>* my|our|his|her <body> .. into|against|on|under|with|in|down|through|off",
    "<you> <adv>* <modal>* <adv>* shout+|yell+|scream+|rage+|threaten+|block+|beg+|badger+|ask+|pester+|push+|go_on|went_on|keep+|hold+|stare+|cry|sulk+ .. until|till i <adv>* did|gave|give|agreed|agree|signed|sign|said_yes|say_yes|cried|cry|let|do|handed|unlocked|sent|apologise|apologised|beg|begged !laughed|woke",
    "i|we can_not|could_not|cannot|never|do_not|may_not <adv>* get_to|go_and? <adv>* visit|see|meet|call|phone|talk_to|go_to|speak_to|have|invite <adv>* my <adv>* parents|family|friends|sister|brother|mum|mother|dad|own|cousin|aunt|nan|church ... he_says|she_says|you_say|says|because_he|because_she|because_you_do_not|without_permission|without_you|without_him|without_her|or_he|or_she|or_you|unless_he|unless_you|unless_she",
    "<fear> <adv>* to <adv>* go|be|lie|sit|get|fall|stay|sleep|eat|drive|shower <adv>* to? <adv>* .. next_to|beside|near|with|in_bed_with|alone_with|around <adv>* you|him|her|them",
    "<you> <adv>* <modal>* <adv>* not <adv>* stop <adv>* when|if|although|even_when|even_if|though <adv>* i <adv>* say|said|tell|cry|cried|beg|scream|am|ask|told .. hurts|hurt|no|stop|enough|pain|crying|you",
    "<you> <adv>* <modal>* <adv>* turn+_off|turned_off|turns_off|switch+_off|switched_off|cancel+|cut_off|cuts_off|unplug+|disconnect+|block+|hide+|hid <adv>* my|the|our|all_my|every <adv>* phone|phone_contract|contract|sim|internet|router|wifi|heating|electricity|power|water|card|cards|account|passwords|password|locks|bank_account ... $|so|can_not|could_not|again|when|.|because|until|contract|on_me !because_of_the_storm|before_the_holiday|to_save",
    "<you> <adv>* <modal>* <adv>* push+|put|move+|take+|took|turn+ <adv>* my <adv>* wheelchair|chair|walker|frame|crutches|hearing_aids|glasses ... leave_me|left_me|out_of_reach|away|corner|so_i|can_not_reach|where_i_can_not",
    "leave|left|leaves <me> <adv>* there|outside|on_the_floor|on_the_toilet|in_the_dark|without_food|without_my|by_the_road|in_the_car|in_the_rain|on_the_road|at_the_roadside|without_money ... $|for_hours|all_night|until|so|and|with|in",
    "if <you>|i <adv>* can_not|cannot|could_not have me|you|him|her ,? <adv>* nobody|no_one|then_nobody",
    "<you> <adv>* <modal>* <adv>* pull+|tear+|tore|rip+|yank+ <adv>* out|off? <adv>* my <adv>* earrings|earring|clothes|dress|shirt|bra|underwear|trousers|necklace|hijab|scarf|nails|glasses|hair",
    "<you> <adv>* <modal>* <adv>* shake+|shook|throw+|threw|hit+|slap+|smack+|kick+|drop+_on_purpose <adv>* the|our|my|her|his <adv>* baby|toddler|child|son|daughter|kids|children|boy|girl|little_one",
    "<you> <adv>* <modal> not <adv>* get|come|climb|move <adv>* off|away_from|out_of <adv>* <me>|my_bed|my_room|my_way|the_way",
    "<you> <adv>* <modal>* <adv>* pour+|spill+_on_purpose|tip+|splash+|empty+|throw+|threw <adv>* .. tea|water|coffee|soup|beer|wine|drink|oil|petrol|bleach|ashtray|food|dinner|plate .. on|over|at|in <me>|my",
    "<you> <adv>* <modal>* <adv>* block+|stop+|prevent+|keep+|kept <me> <adv>* from <adv>* leaving|going|getting|calling|phoning|seeing|working|moving|sleeping|eating|taking|talking|speaking|visiting|using|passing !falling|wrong|lost|bored|cold|getting_wet|hurting|forgetting|taking_myself|going_mad|getting_ill|eating_too|working_too",
    "my <body> <be> <adv>* blue|black|purple|red|sore|swollen|bruised|black_and_blue|numb|marked|cut|broken ... where|from|because|after|since <adv>* .. you|he|she|they|your|his|her",
    "i <adv>* jump|freeze|shake|flinch|cower|hide|panic|cringe|brace|duck|go_quiet|apologise ... you|he|she|your|his|her ... what_comes|what_happens|hit|hurt|next|fist|throw|belt|so_you_do_not|so_he_does_not|so_she_does_not|so_that_you_do_not|raise_your|raises_his|raises_her|voice|footsteps|come_home_drunk",
    # the writer's own hand
    "i <adv>* <modal>* <adv>* hit|slapped|punched|kicked|choked|shoved|strangled|grabbed|pushed|threw|bit|shook|smacked|squeezed|dragged|threatened|followed|pinned|locked|scratched|spat|twisted|headbutted|hurt|burned|tripped <adv>* <adv>* you|him|her|them|your|his|the_kids|at_you|the_dog|something_at|a_plate|a_cup <adv>* .. by|at|against|into|down|in|on|hard|so|wicked|again|across|with|last|and|when|out|,|$|.|the|wrist|arm|face|hair|wall !a_message|a_party|away_and|up_to_bed|a_kiss|a_ball|your_feelings|your_hand_and|your_hand|on_the_swing|to_apply|the_ball|your_feelings_and|aside|your_coat|my_back|the_news|you_a|with_my_words|when_i_said|when_i_forgot|with_what_i|so_much_when|by_saying|by_forgetting|by_being|by_going|with_my_silence|deeply|out_of_bed",
    "i <adv>* <modal>* <adv>* raise+|raised|lift+|lost .. my <adv>* hand|fist|hands to|at|on|against|with <adv>* you|him|her|the_kids",
)  # fmt: skip

# What was told by those who spoke of it quietly: somebody in the family, an earlier partner, a place outside, "only once".
_QUIET = (
    "<family> <adv>* <modal>* <adv>* used_to? dey? <adv>* hit+|slap+|smack+|punch+|kick+|beat+|whip+|belt+|batter+|strangle+|choke+|shove+|hurt+|thump+|burn+|abuse+|battert|touch+|molest+ <victim> !feelings|heart|hearts|deeply|with|all|shoulder|arm|back|knee|hip|ankle|foot|wrist|leg|at|to_the|by|in_the_race|off|out|through",
    "someone|anyone <adv>* .. <modal> <adv>* hitting|hurting|beating|slapping|kicking|touching <victim>",
    "<third> <adv>* dey|done|did|been|be <adv>* beat|beating|hit|slap|kick|flog|slapped|beaten me|mi|us|the_children|the_kids",
    "<third>|you|my_man|mi_man|my_woman|mi_woman|man|woman lick|lik|box|thump|flog|battert|skelped|leathered me|mi !with_kisses",
    "use|used_to <adv>* beat|hit|slap|kick|hurt|punch|choke|burn me|us|my_mum|my_mother|my_brother|my_sister|him|her !at|to_the|by|home|up_the_hill",
    "just|only|little|quick|one <adv>* a? shove|slap|punch|kick|smack ... shaking|shook|bad|hurt|fell|cried|scared|afraid|wall|mark|once|sorry",
    "just|only <adv>* a? shove|slap|punch|smack $",
    "<third>|you <adv>* just|only <adv>* pushed|shoved|slapped|hit|smacked|grabbed|kicked me|us",
    # somewhere else to be
    "somewhere|someplace|a_place|place|anywhere|where <adv>* safe <adv>* to stay|sleep|go|live|be|hide|run|take_the_kids|for_me|for_us|tonight",
    "can|could not <adv>* be|stay|live|sleep here|there|at_home|in_this_house|in_the_house ... when|while|if|because <you> <adv>* <be>? angry|drunk|shout|like_that|like_this|rage|violent|in_a_rage",
    "get_out|leave|be_gone|be_out|hide|get_the_kids_out before <you> <adv>* come+|get|gets|wake+|sober .. angry|drunk|raging|shouting|temper|kick_off",
    # watched, waited for, followed
    "<you> <adv>* <be> <adv>* outside|in_front_of|opposite|across_from|at <adv>* my|the|our work|office|house|flat|school|window|job|shop|building|workplace|college|home|gate ... watching|waiting|watch|again|always|leave_me_alone|staring|sitting|every|follow",
    "<you> <adv>* always|constantly|still|there|again <adv>* outside my|our work|office|house|flat|school|window|job|shop|building|workplace|college",
    "<third> <adv>* <modal>* <adv>* wait+|stand+|stood|sit+|sat|park+|hang_around|hangs_around|lurk+|loiter+ .. outside|opposite|across|near_my_house|near_my_home|near_my_work|near_our_house|behind_my_house|by_my_gate <adv>* .. my|our|road|street|house|work|window|school|gate|at_night|in|every|, ... ",
    "<you> <adv>* <modal>* keep+|kept|start+|been|is|are <adv>* following|stalking|watching <me> !on_the_map|on_instagram_for_fun|dance|cook|play",
    "<third> watch+|watches <adv>* my|our house|window|door|every|flat|street|comings|bedroom|children",
    "ex|ex-husband|ex-wife|ex-boyfriend|ex-girlfriend|ex-partner|stranger|man|bloke <adv>* <be> <adv>* following|stalking|watching|threatening|harassing <me>",
    "<third> <adv>* wait+|stand+|lurk+|hang_around|hangs_around|sit+ ... by|at|beside|near my car|door|gate|bus_stop|stop|desk|work ... not|never let|leave|go",
    "stomach|heart|belly|gut <adv>* drop+|sink+|pounds|races|tightens|turns ... <fear>",
    "hear <adv>* your|his|her car|key|keys|footsteps|boots|voice ... <fear>|shake|shaking|freeze|hide",
    "<mate>|mi_husband|mi_man|mi_wife|mi_boyfriend|mi_girlfriend <adv>* a? beat|box|lick|kick|thump|flog mi|me|we",
    # fear that comes back
    "when|whenever|if|every_time|each_time|soon_as <you>|someone|people|anyone|anybody|men <adv>* raise|raises|shout|shouts|yell|yells|scream|screams ... back with|in|at|to my|the|that|when <adv>* ex|ex-husband|ex-wife|dad|father|mother|mum|old_house|old_flat|kitchen|home|stepdad|house|first_husband|i_was",
    "when|whenever|if|every_time|each_time <you>|someone|people|anyone|anybody|men <adv>* shout|shouts|yell|yells|scream|screams|raise_your|raises_his|raises_her|slam|slams|throw|throws|get_loud|gets_loud|bang|bangs ... same_fear|old_fear|fear|come_back|comes_back|coming_back|takes_me_back|take_me_back|back_there|i_am_back|right_back|all_back|freeze|ten_years_old|a_child_again|six_again|waiting_for_the_slap|scared|terrified|frightened|afraid|hide !of_losing|to_say_it_wrong",
    "your|his|her|their|the shouting|yelling|temper|anger|rage|screaming|rages|tempers|raised_voice <adv>* <modal>* <adv>* frighten+|scare+|terrify+|takes_me_back|take_me_back|takes_me_right|brings_it_all|bring_it_all|petrify+",
    "too old|tired <adv>* to be frightened|scared|afraid|hit|beaten",
    "i|me <adv>* have|has|had|got|feel|am|in <adv>* fear !of_heights|of_missing|of_flying|of_failing|of_failure|of_losing|that|about|of_spiders|of_the_dark|of_rejection|of_water|of_public|of_being_alone|of_being_left",
    # leave to ask, leave refused
    "<you> <adv>* <modal>* <adv>* make|makes|made|making <me> <adv>* ask|beg|report|account|explain ... before|permission|every|each|for_money|to_spend|to_go|to_see|penny|pound",
    "i <adv>* have|had|must|need <adv>* to ask <them>|first|permission <adv>* .. before i <adv>* spend|buy|go|see|leave|call|eat|use|phone|visit|meet|drive|wear|talk",
    "<you> <adv>* no|nah|not|never let|allow|give|want <me> .. work|go|speak|talk|see|leave|out|passport|money|phone|study|drive|visit|family !help|win|pay",
    "<third>|you|<mate> <adv>* say|says|said|tell+ .. i <adv>* no can|fit|fi|must go|leave|work|talk|see|speak|commot",
    "be_waiting|will_be_there|be_there ... had_better|better be|come alone|ready|quiet|not|have",
    # threats told short
    "<you> <adv>* <modal>* say+|said|tell+|told|warn+|swear|swore|promised <me>? ... i <adv>* would|will <adv>* regret|be_sorry|pay_for|suffer|wish_i|never_see|live_to_regret !the_tattoo|it_in_the_morning|eating|not_bringing|that_haircut",
    "<third>|you|someone <adv>* say+|said|threaten+|tell+|told|swore|warned <me>? ... would|will|going_to <adv>* come|be|turn_up|send|wait|come_round|show_up ... house|work|school|door|family|mum's|round|flat ... if|unless|when i|we <adv>* ... not|leave|talk|tell|go|pay|left|told",
    "<third>|you <adv>* said|says|say|will|would ... come_round|come_over|come_after|be_waiting ... break|hurt|sort|smash|deal_with|finish <me>|my",
)  # fmt: skip

# The same words where nobody is harmed.
_HARMLESS = (
    "boss|manager|management|company|bank|council|landlord|firm|employer|work|supervisor|school|insurance|hr|bosses <adv>* <modal>* <adv>* threaten+ .. <adv>* to|with .. cut|move|sack|fire|close|dock|raise|put|change|outsource|cancel|lay|redundancy|redundancies|reduce|stop|shut|let|take_away|make_us_redundant|send_us <adv>* .. our|my|us|the|me|everyone|hours|down|$|.|up|off|on|account",
    "<you> <adv>* scare+|frighten+|startle+ <me> <adv>* ... haha|hahaha|hehe|got_me_good|you_rascal|you_cheeky|you_menace|with_that_mask|surprise|good_one|boo|costume|prank",
    "<you> <adv>* scare+|frighten+|startle+ <me> <adv>* jumping|coming_in_so|creeping|popping|sneaking|hiding_behind_the",
    "beat <victim> ... at|by_a|by_two|to_the|in_the_race|in_the_quiz|in_the_final|two-nil|at_cards|at_chess|on_the_line|hands_down|fair_and_square",
    "locked|lock|left|shut my|the|our keys|car_keys|phone|bag in|inside <adv>* the|my|our car|house|van|boot|shed",
    "regret the|that|buying|eating|not_bringing|not_taking|ordering",
    "<you> <adv>* <modal>* <adv>* wait+|stand+|stood|sit+|sat|outside ... with_an_umbrella|with_a_snack|with_flowers|with_coffee|with_tea|with_a_coffee|with_my_coat|so_sweet|washing_the_car|in_hospital|for_her|for_the_bus|so_i_did_not_walk|so_we_could",
    "film|movie|book|storm|thunder|horse|rollercoaster <adv>* scared|frightened|terrified <me>",
    "safe|somewhere_safe|place to stay for_the_bike|while_the|for_the_festival|for_our_holiday",
    "took|take|takes|taken ... to_be_repaired|by_mistake|by_accident|to_charge|to_the_shop|for_repair",
    "<you> .. can|could|may|are_welcome_to|please <adv>* check|take|read|look|hold|open|follow|watch",
    "i <adv>* cut|hit|burned|burnt|bumped|knocked|hurt|banged my <body>|toe|knee|elbow|thumb|foot|shin",
    "<you>|i <adv>* follow|followed|following <me>|you .. to|out|down|in|upstairs|into|home <adv>* .. to_give|to_say|to_hug|to_bring|to_help|and_hugged|and_waved|and_said|to_carry|with_the",
    "my <thing> <adv>* with_yours|safe_for_me|for_safety|with_all_our|in_the_drawer_with|next_to_yours",
    "i <adv>* <modal>* grabbed|pulled|held|pushed|caught you|your <adv>* arm|hand|sleeve|coat? ... slip|fall|fell|car|kerb|bus|bike|tripped|ice|steady|train",
    "locked out ... keys|key|forgot|neighbours|neighbour|locksmith|accident|spare|shut_behind",
    "did|do|have|shall you|i|we <adv>* lock|locked|take|check|close",
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
    "i am|was not|never allowed to drive|lift|eat|carry|drink|run|swim|work_yet",
    "<you>|someone|i <adv>* held|hold|holding|pulled|took|pushed|kept <me>|you .. down|in|close|up|against|tight|through ... when|while|after <adv>* my|i|the|your .. passed|died|fainted|had_a_panic|cried|fell|funeral|was_sick|was_dizzy|seizure|cramp|contractions|granny|nan|labour",
    "pushed|push|pushing|talked|turned|forced <me> .. into|to being|becoming|be <adv>* a|the|your|an? <adv>* nag|villain|bad|mother|hosting|beg|shout|ask",
    "took|take|takes|taken|borrowed my <thing> ... to_get|to_fix|to_have|fixed|repaired|the_screen|screen|serviced|cleaned|to_the_garage|charged|for_me|mended|the_tyres|legend|by_accident",
    "so_i|and <adv>* would|could|can sleep|rest|relax|play|see_the_sea",
    "<you> <adv>* go+|went|goes for <adv>* me to the|shop|milk",
    "scared|afraid|frightened|terrified|nervous of|about|to <adv>* the|a|my|heights|flying|storms|spiders|thunder|dogs <adv>* scan|exam|biopsy|results|operation|dark|test|dentist|interview|doctor|storm|storms|future|baby|birth|appointment|phone|water|surgery|bill|lump|diagnosis",
    "afraid|scared|frightened|nervous|worried <adv>* .. that? i <adv>* <modal>* <adv>* lose|lost|disappoint|disappointed|hurt|forget|forgot|fail|failed|cry|upset|said|did|say|bore|let_you|make_you|ruin|miss|get_it|sound|am|was !say_no",
    "water_balloon|snowball|snowballs|pillow|cushion|paper_plane|confetti|frisbee|party",
    "<you> <adv>* check+|read+|look+|track+|follow+|watch+ .. my post|letters|messages|email|flight|parcel|location ... to_me|for_me|because_i_asked|when_i_asked|so_i_did|while_i_was_driving|landed",
)  # fmt: skip


@cache
def _harm() -> Rules:
    return Rules((rule, None) for rule in (*_RULES, *_SHAPES, *_QUIET))


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
