"""Families of blame: which cue a sentence may hold, and at which words. One line is one build of speech (`grammar`).

They say where, not whether. A family may see too much, and carries no list of exceptions: the evidence (`evidence`) has
learnt how far each one can be trusted and weighs it with everything else in the sentence.
"""

from functools import cache

from companion.kindly import verdicts as _verdicts  # noqa: F401  # fills the groups
from companion.kindly.grammar import Rules

_BLAME = {
    # all or nothing
    "C1": """
<you> <modal>* <adv>* { never|not_once|never_once|not_ever }
<you> <adv>* <modal>* not <adv>* { ever|once|a_single }
<you> <adv>* { hardly|barely|rarely|scarcely } <adv>* <kind_act>
<you> <modal>* <adv>* { always|constantly|forever|continually|endlessly }
{ not_once|not_one|not_a_single|never_once } ... <you>|your
<you> ... { <each>|again_and_again|over_and_over }
{ <each> } .. <you>|i
{ all|the_only_thing|the_only_time|the_most } <you> <adv>* ever? <adv>* do+|think+|care+|talk+|want+|say+|see
{ all|the_only_thing } i <modal>* <adv>* get+|hear+|see+ .. from|is|your
{ nothing } i <adv>* <modal>* do+|say+|try+|cook+
{ everything } <adv>* is|has|becomes|turns .. you|your|fight|argument
it is <adv>* { always|only|never|all } <adv>* about? you|your|me|my|i
<you> <modal>* <adv>* do+|say+|give+|contribute+|have { nothing|zero|no }
<you> <adv>* <modal>* not ... in { <ages>|<number> }
{ a_hundred|a_thousand|a_million|how_many|hundreds_of|thousands_of } times
we { never|hardly|barely|rarely|only|always }
{ for_once|just_once|one_single_time|for_a_change|one_time }
your <screen>|job|work|family|friends|mother|mum { always|only }
nobody|no_one <adv>* ever? <adv>* { <kind_act> } me|here|us|around
you only <adv>* ever? { <kind_act>|<mind_act> }
""",
    # a verdict on the person
    "C2": """
<you> <modal>* <adv>* <be> <adv>* <article>? <adv>* { <trait> }
<you> <modal>* <adv>* <be> <adv>* <article>? <adv>* { <soft_trait> }
<you> <modal>* <adv>* <be> <adv>* <article> .. { <kind> }
<you> .. { <trait> }
{ you <adv>* <kind>|<trait> } $
^ { <trait>|<kind> } $
stop|quit <adv>* being|acting <adv>* <article>? <adv>* { <trait>|<kind>|like|so }
do not <adv>* be|act|get <adv>* <article>? <adv>* { <trait>|<kind>|<soft_trait> }
{ grow_up|man_up|grow_a|act_your_age|get_over_yourself|get_over_it|get_a_grip|calm_down|get_a_life|behave }
{ be_a|be_an|try_being } .. partner|person|man|woman|adult|parent|father|mother
like { talk+|live+|argue+|deal+|sleep+|speak+|married } .. to|with <article> .. <kind>
i|we <adv>* am|are|<modal> { living|married|talking|married } .. to|with <article> .. <kind>
<you> <modal>* <adv>* { act+|behave+|treat+ } .. like|as
<you> <modal>* <adv>* have|has|got { no|zero|not_a_shred_of|the_nerve|the_cheek|the_emotional|the_manners } <adv>*
{ your } <adv>* <tone>
{ the|my|your|our <adv>* problem|trouble } <adv>* is|with|here .. <you>
{ typical|classic|pathetic|charming|unbelievable } <adv>* you|$
<you> are|is { not } <adv>* normal|human|capable|much|fit|a|the|worth
<you> <adv>* { disgust+|sicken+|exhaust+|bore+|annoy+|irritate+|infuriate+ } me
what <article> <adv>* .. { <kind>|<trait> }
{ as|more|less } <adv>* <trait>|<good>|use|useful as|than
{ the <adv>* way|how|that|this } <you> <adv>* <away_act>|<wrong_act>
<kind>|man|woman|someone|person|adult who { can_not|never|does_not|will_not|thinks|quits|<away_act>|<wrong_act> }
""",
    # reading minds
    "C3": """
<you> <adv>* <modal>* { not } <adv>* <mind_act>
<you> <adv>* could|can { not } care
<you> <adv>* <modal>* { keep+|love+|enjoy+ } <adv>* <away_act>|<wrong_act>|making
<you> <adv>* <modal>* <adv>* { <away_act> }
<you> <adv>* <modal>* <adv>* { <wrong_act> }
<you> <adv>* <be> <adv>* { <away_act>|<wrong_act> }
{ on_purpose|deliberately|intentionally|out_of_spite|to_spite|to_punish|to_hurt|to_annoy|so_that_i|so_i|to_get_out_of }
{ obviously|clearly|evidently|apparently } <you>|i
<you> <modal>* { obviously|clearly|evidently|apparently|just }
<you> { must } <adv>* hate|think|want|enjoy|love|not
<you> <adv>* <modal>* <adv>* { hate+|resent+|despise+ } <adv>* me|us|my|it
<you> <adv>* <modal>* <adv>* { give_up+|gave_up|given_up|stop+|stopped } caring|loving|trying|wanting|listening|on
<you> <adv>* would { rather|sooner }
<you> <adv>* know+ { exactly|full_well|perfectly_well|damn_well|very_well }
<you> <adv>* { only|just } <adv>* care+|think+|want+|love+|see|stay|say|do
<you> <adv>* { care+|love+|like+|value+|prefer+|trust+ } .. { more } ... than
<you> <adv>* just <adv>* { sit+|stand+|stare+|shrug+|walk+|look+ }
<you> <adv>* think+ <adv>* { i_am|you_are|it_is|that_is|the_world|money|being }
i <adv>* mean|matter { nothing|not|less } <adv>* to
i <modal>* { come|am|rank } <adv>* last|second|after|below|third|bottom
your <screen>|job|work|family|friends|mother|mum { come+|is_more|are_more|matter+ }
<you> <adv>* <modal>* not { want } <adv>* me|us|to
<you> <adv>* <modal>* { act+|make_out|pretend+ } <adv>* as_if|like|as_though|that|you
<you> { chose|choose|picked|promised|swore|agreed } ...
<you> <adv>* <modal>* <adv>* { choose+|pick+|want+|need+ } ... instead|over|not|rather
{ you_knew|you_know } ... and|but|yet <you>|still
{ not|never } <adv>* on_your mind|list
""",
    # opinion in the clothes of a feeling
    "C4": """
i|it <modal>* <adv>* feel+ <adv>* { like|as_if|as_though|that } <adv>* you|we|your|nobody|everyone|i_am|i_have
i <modal>* <adv>* feel+ { <you> } <modal>|<adv>|<be>
{ feeling|impression } <adv>* is|that? ... you|your
feel+ <adv>* { like|as } <article> .. <kind>|maid|servant|cleaner|help|skivvy|option|afterthought|furniture|bank|mother|parent
""",
    # participles that need a doer
    "C5": """
i|we <adv>* <modal>* <adv>* feel+|felt <adv>* so? { <verdict> }
feeling|being|am|was|been|left|get|got <adv>* so? <adv>* { <verdict> }
""",
    # cause and fault
    "C6": """
<you> <modal>* <adv>* { make+ } <me> <adv>* feel? <adv>* <low>
<you> <modal>* <adv>* { make+ } <me> <adv>*
<you> <modal>* <adv>* { make+|turn+ } .. everything|it|this|my_life|things|evening|day
<you> <modal>* <adv>* { drive+|push+ } <me>
<you> <modal>* <adv>* { ruin+|spoil+|wreck+|destroy+|kill+|break+|waste+|cost+|start+|cause+ }
{ your|his|her } fault|doing|mess
{ because_of|thanks_to|down_to|due_to|on|up_to } <you>|your|him|$
{ i_blame|blame } you|yourself
<you> are|is <adv>* { the_reason|to_blame|responsible|why }
is|are <adv>* { why|the_reason } ... i|we|kids|nobody
i only <adv>* { <wrong_act>|<away_act> } because <you>
if it was|were not for { you|your|him|her }
your <tone>|silence|job|attitude|temper|<screen> { is|are|make+|ruin+|kill+|destroy+|cost+ }
{ because } <you> <adv>* <modal>* <adv>* not|never|<away_act>|<wrong_act>|decided|could|had
<sly> <adv>* <modal>* <adv>* { make+|leave+|left|forgot|ruin+|never|always|ate|used|not }
{ i_am|am|getting } <adv>* sick|tired|fed_up|had_it|bored|done <adv>* of|with <adv>* your|you|being|having|always
{ see|look } what <you> <adv>* <modal>* do+|made
""",
    # rules for the other
    "C7": """
<you> <adv>* { should|ought_to } <adv>* not? <adv>* have|know|be|see|try|think
<you> { should|ought|had_better|need_to|have_to|must|are_supposed_to|were_supposed_to }
i { should_not } <adv>* have|need <adv>* to
{ if } <you> <adv>* <modal>* <adv>* really? <adv>* love+|care+|want+|matter+|respect+|meant|tried|were|was .. ,|you <adv>*
{ if_i } <adv>* mattered|meant ... you
{ a|an|any|most|every <adv>* normal|decent|real|proper|good|loving|other|grown|sane|caring } .. <rival>
<everyone> { would } <adv>* have|be|know|say|at_least
<you> { could } <adv>* at_least|try|make|have|even|do
{ if_you_had|had_you|if_only_you } <adv>*
<you> <modal> not <adv>* { even } <adv>* <kind_act>|be|manage|find
is it|that { too_much_to_ask|so_much_to_ask }
that is <adv>* what|how { <rival> } do|are|act
""",
    # questions with a hook
    "C8": """
{ why } can|do|does|did|will|would|could|must not? <you> <adv>* not?
{ why } are|is <you>|it
{ why } am|do|must|should|is i|it <adv>* always? me|have|the
{ what } .. is|are <adv>* wrong|the_matter|up|your|it <adv>* with? <adv>* you|problem|excuse
{ what_kind_of|what_sort_of } <adv>* <rival>|<kind>
{ who } <adv>* does|do|forgets|says|raised|leaves|taught
is|was it|that <adv>* { so|too|really|that } <adv>* hard|difficult|much|impossible
{ how_hard|how_difficult|how_dare|how_could|how_can|how_come } <adv>*
{ would_it|will_it|would_that } <adv>* kill|hurt|be
{ do|did|does|have|can } you <adv>* { even|ever|actually|seriously|really|honestly|not }
{ are } you <adv>* { even|deaf|blind|stupid|serious|kidding|happy_now|listening|proud|satisfied|done }
{ how_many_times|how_often|how_much_longer|how_long } <adv>* do|must|have|am|can|will i|you|we
{ who_do_you|what_do_you_want|what_more_do|what_about|what_is_the_point|what_did_i|what_have_i }
{ when } are|will|did|do you <adv>* ever|finally|going|last|plan
not|never <adv>* understand|know|see|get { why|how } <you>
{ ? ? }
{ since_when|so_whose|who_else|whose_job|and_whose }
{ have_you|did_you } <adv>* ... or <adv>* ... ?
{ seriously|really|are_you_serious } ?
""",
    # held against others
    "C9": """
<kin>|<others> 's? <adv>* { <rival> } <adv>* <modal>* <adv>* <kind_act>|does|actually|never|not|has|takes|at_least
{ their|other|some|everyone_else|all } <adv>* <rival> <adv>* <modal>* <kind_act>|do|get|have|can
<you> <adv>* <modal>* <adv>* <be>|look+|turn+|remind+ <adv>* { like|into|worse_than|the_same_as } <adv>* your|my .. <kin>
{ just|exactly } like <adv>* your|my|all|him|her|every
{ my_ex|my_last|my_first|your_ex } ...
{ anyone_else|anybody_else|everyone_else|everybody_else|other_people|other_couples|most_people }
{ why_can_not_you_be|why_can_not_we_be|more_like|like_normal|compared_to|unlike_you|unlike_some }
{ even } <adv>* the|my|your|a .. <others>|<kin>|dog|cat|plants|postman|strangers
<kin>|<others>|<everyone> <adv>* { says|say|said|thinks|think|agrees|agree|warned|told|sees|knows|can_see } ... you
{ strangers|everyone|everybody|your_friends|your_mates|the_lads } .. <adv>* more|better|nicer|get|gets|knows
<you> ... { to|with|for|at } everyone|everybody|strangers|the_dog|your_friends|your_mates|other_people
you .. the way|like { he|she|they|<kin> } did|does|do|loved
""",
    # label and diagnosis
    "C10": """
<you> <modal>* <adv>* <be> <article>? <adv>* .. { <clinical> }
such|like|being|textbook|classic|pure <article>? .. { <clinical> }
your <adv>* { <clinical> }
{ people|men|women|someone|types|your_type|your_kind } like? you|your|with
<you> <modal>* <adv>* { have|has|got } <adv>* <article>? .. issues|disorder|complex|problem|baggage|trauma
<you> <adv>* <modal>* { need+|belong } <adv>* help|therapy|a_therapist|a_shrink|counselling|professional|to_see
<clinical>|therapist|doctor|expert|article|podcast|book { would|says|said|calls|call|about } ... you|your|that|it
{ something|anything } <adv>* is? <adv>* wrong with <you>|your
""",
    # threat and last chance
    "C11": """
{ or } <adv>* <exit>|else|i_leave|i_walk|i_go|it_is_over
{ if|unless|until } ... <exit>
{ <exit> }
{ last|final } <adv>* chance|warning|straw|time|offer
{ one_more|once_more|next_time|do_that_again|keep_this_up|carry_on_like|keep_going|go_on_like|another_night } ...
i <modal>* <adv>* <be>|am|have { done|finished|through|had_enough|had_it|leaving } <adv>*
{ do_not } <adv>* come|bother|expect|count|even|dare|think|test|blame|cry
{ you_will } <adv>* be_sorry|regret|see|lose|end_up|die|find|wake
{ me_or|it_is_me_or|choose|your_choice|you_have_until|by_friday|by_sunday|not_ask_again|i_dare_you|try_me }
{ watch_me|go_on_then|go_then|then_leave|then_go|fine_go|off_you_go|be_my_guest }
{ i_will } <adv>* not|never .. forget|forgive|again|wait|ask
{ one_day|one_of_these_days } <adv>* you|i
""",
    # keeping score
    "C12": """
i <modal>* <adv>* { do+|run+|pay+|carry+|handle+|manage+|plan+|clean+|cook+ } <adv>* everything|all|the_whole|this_whole|most
i|me ... { and|while|but } <adv>* <you> <adv>* <modal>* <adv>* sit+|sleep+|play+|watch+|scroll+|relax+|not|get|never|nothing
<you> .. { get_to|sit+|sleep+|relax+|play+|lie|lay } ... while|and i
i <adv>* <be>|am|feel { the_only_one|the_only_person|the_one|always_the } <adv>*
{ why_is_it|it_is|why_am|always } <adv>* me|i <adv>* who|that|doing|$
{ after_all|after_everything|all_the_things|all_that } <adv>* i|we <adv>* <modal>* <adv>* do+|give+|put|gave|sacrificed
i <adv>* <modal>* <adv>* { gave_up|given_up|sacrificed|moved_here|moved_across|left_my|put_my|turned_down|quit_my|wasted }
{ what_have_you|what_did_you|what_do_you } <adv>* ever? <adv>* do+|given|contribute|bring
<you> <adv>* <modal>* <adv>* not|never { lift+|raise+|pull+ } .. finger|weight
<you> { owe+ } <me>
{ some_of_us|one_of_us|someone_has_to|somebody_has_to|someone_around_here }
{ this_is|that_is|so_this_is } <adv>* what|how|the|all <adv>* i|thanks get|deserve|got
i .. { <number>|twice|every|all_week|again } ... you <adv>* <modal>* not|never|<number>|once|zero
{ i|me } <chore> ... <chore> ... you
i am not <adv>* { your } <adv>* mother|mum|mummy|maid|servant|cleaner|slave|secretary|bank|mom|therapist|taxi
{ not_that } <adv>* anyone|you|anybody|it
{ remind_me|guess_who|guess_what|let_us_do_the_list|i_have_been_counting }
{ by_myself|on_my_own|alone|single_handed } .. again|while|as_usual|as_always
""",
    # mockery
    "C13": """
{ nice|good|kind|sweet|generous|thoughtful|lovely|big|decent|gracious|noble } <adv>* of <you> to|$
{ how } <adv>* nice|good|kind|sweet|thoughtful|lovely|convenient|charming|mature|original|romantic|considerate|typical
^ { oh|wow|ah|ooh } ,? <adv>* great|wonderful|lovely|perfect|brilliant|good|look|here|you|he|she|so|sure
{ oh_great|here_we_go|there_it_is|there_he|here_comes|here_it_comes|the_silent_treatment|silent_treatment|the_silent_act }
{ congratulations|bravo|well_done|slow_clap|hooray|hats_off|good_for_you|lucky_you|lucky_me|poor_you|my_hero|give_that }
{ thanks|thank_you|cheers } <adv>* a_lot|so_much|very_much? <adv>* for <adv>* nothing|not|leaving|ruining|ignoring|finally
^ { fine|whatever|sure|right|okay } ,|.|… <adv>* i|you|be|do|have|go|keep|whatever|suit
{ whatever|suit_yourself|do_what_you_want|do_what_you_like|as_you_wish|if_you_say_so|you_do_you } $
{ sorry|excuse_me|forgive_me|pardon_me } <adv>* for <adv>* wanting|having|thinking|existing|breathing|needing|asking|caring
{ must_be|must_have_been } <adv>* nice|lovely|great|hard|exhausting|wonderful
{ as_usual|as_always|as_per_usual|of_course|surprise_surprise|what_a_surprise|shocker|big_surprise|no_surprise }
{ look_who|guess_who|oh_so_now|so_now|now_you|all_of_a_sudden|suddenly_you|finally_decided } <adv>*
{ your_highness|his_lordship|her_majesty|your_majesty|mr|mrs|lord|his_majesty|her_ladyship|the_king|the_queen|prince }
{ i_suppose|i_guess } <adv>* ... again|myself|then|too_much
{ glad|good|nice|great } to_know|to_see|to_hear|you ... { that|where|you|how }
{ hope } <adv>* you|she|he|the|your .. happy|worth|enjoy+|proud|fun
{ do_not } .. { get_up|worry|strain|rush|let_me|trouble|mind_me|feel_obliged }
{ yes_because|because_obviously|right_because|sure_because|god_forbid|heaven_forbid }
{ i_would_love|it_would_be_nice|would_be_nice|it_would_be|imagine } ... if <adv>* you|someone|ever|bothered
""",
    # the but that takes it back
    "C14": """
i|we <adv>* love+|like+|care+|adore+|appreciate+|understand|know|get|value+|hear ... { but|though|yet|only } ... you|your
{ no_offence|no_offense|with_respect|with_all|do_not_take_this|i_am_not_being_funny|do_not_want_to_fight } ... but?
you <modal>* <adv>* <be>|work|are .. <good> ... { but|though|yet } <adv>* you|your|not
{ sorry|thanks|thank_you } ... { but } <adv>* <you>
i am|was not <adv>* { angry|mad|saying|asking|cross|being } ... <you>|just|but
""",
    # pressing to talk
    "C15": """
{ just } <adv>* tell|say|talk|speak|look|answer|open|let|admit|be_honest
^ <adv>* { tell_me|say_something|talk_to_me|open_up|answer_me|look_at_me|let_me_in|speak_to_me|say_it|admit_it }
i <adv>* need|want|wish|would_like <you> <adv>* to? { talk|tell|be_honest|say|open|let|answer|look|would|could|speak|explain }
can|could|will|would|please <you>|we <adv>* { at_least|finally|just|please } <adv>*
{ at_least } <adv>* <kind_act>|pretend
{ we_need_to|we_have_to|i_deserve|i_expect|i_want_an } talk|answer|answers|explanation|truth|better|honesty|discuss
please <adv>* { tell|say|talk|speak|look|answer|open|let }
""",
    # making oneself small
    "S1": """
^ { never_mind|forget_it|does_not_matter|do_not_worry_about_me|do_not_mind_me } $
{ forget_i_said|do_not_worry_about_me }
it { does_not_matter } $
it is <adv>* { fine|nothing } ,|. <adv>* forget|never|do_not|i|really|$
my <adv>* feelings|needs|opinion <modal>* { not } <adv>* matter|important|count
^ i <modal>* not <adv>* { need|want } anything $
i am <adv>* { used_to_it|not_important|too_sensitive|too_much|nothing }
i am <adv>* { just|only|such|so|probably } <adv>* <article>? <adv>* being? { silly|stupid|pathetic|burden|dramatic|idiot }
i am { pathetic|worthless|useless|a_burden|silly|stupid } $
{ sorry } <adv>* for <adv>* existing|bothering|being_me|being_here|being_such|being_a_burden|taking_up|my_existence
i have { no_right } to
it is <adv>* all { my_fault }
you deserve <adv>* { better|someone_better|more_than_me }
""",
}

CUES = tuple(_BLAME)
FELT = "C5.1"
"""Somebody says how they feel, in a word that needs a doer ("ignored")."""

_SURE = """
i|we <adv>* <modal>* <adv>* feel+|felt <adv>* <harm_verdict>
<you> <adv>* <modal>* <adv>* hit+|slap+|punch+|kick+|choke+|strangle+|rape+ me|us
"""

_DENIED = """
^ i am|was not <adv>* <fear> of <them> $
<you> <adv>* take+|took <my> <belonging> to be|get fixed|mended|repaired|cleaned|charged|unlocked|serviced
"""

_HARM = """
<you>|he <adv>* <modal>* <adv>* <blow> <adv>* <victim>|<my>
<you> <adv>* <modal>* <adv>* <blow>|hold+|put|pull+|twist+|squeeze+|break+ .. <body>
<blow> .. by|on|in|across|against|into my|the .. <body>|wall|door|floor|stairs|table|ground
<you> <adv>* <modal>* throw+|hurl+|chuck+|fling+|smash+|punch+|kick+ ... at|wall|door|window|against|plate|plates|glass|table
<you> <adv>* <modal>* raise+|lift+ .. hand|hands|fist|fists|arm
hand|hands|fist|fingers .. on|around|round|over|across|to <my>|the throat|neck|face|mouth|arm|wrist
<injury> .. on|from|where|because ... you|i|me|my
i|we <adv>* was|were|got|am|been|being|be <adv>* hit|slapped|punched|kicked|choked|raped|threatened|beaten|attacked|grabbed
feel|felt|feeling|am|being|was|been|get|got <adv>* <harm_verdict>
stand|stood|standing .. in|over|at|against ... door|doorway|way|me|car
<you> <adv>* <modal>* <adv>* lock+|block+|bar+|bolt+ ... in|out|door|doors|way|me|us
<you> <adv>* <modal>* <adv>* take+|took|hide+|hid|keep+|kept|steal+|stole|break+|smash+ <my>|the|all <adv>* <belonging>
<you> <adv>* <modal>* <adv>* not give|hand|let ... <belonging>|back|money
<you> <adv>* <modal>* <adv>* check+|read+|go_through|went_through|search+|track+|monitor+|look_through ... <private>|me|us
<private> .. on|in my .. phone|car|bag|coat
<you> <adv>* <modal>* <adv>* watch+|check+|control+|decide+|monitor+|know+ <adv>* who|where|when|what|everything|how i <adv>*
<you> <adv>* <modal>* <adv>* not|never let|allow+|permit+ me|us|her|him
<you> <adv>* <modal>* <adv>* <forbid> ... me|my|us .. from|to|see|go|leave|work
i am|was|have not <adv>* allowed
i <adv>* have|need|had to ask .. permission|before|first
<you> <adv>* <modal>* <adv>* <threat> <adv>* <victim>|to|my|that|yourself
if i <adv>* leave+|left|go|went|tell|told|say|said ... <you> will|would|said|are_going .. <threat>|<blow>|find|take|post|burn
<you> <adv>* <modal>* say+|said|swore|told ... <you> would|will|are_going_to .. <threat>|<blow>|find|take|make|burn|tell
<fear> .. of|around|near|with <them>|<mate>|your
<fear> .. when|if|whenever|each_time|what|how|because|that <you>
<fear> .. to <adv>* say|speak|move|ask|come|go|leave|disagree|answer|sleep|tell|be
<you> <adv>* <modal>* <adv>* scare+|frighten+|terrify+ <me>|the
i .. no|stop ... <you> <adv>* <modal>* <adv>* not|kept|keep|carry|carried|went|did|anyway|still
not|never|no want|wanted|agree|agreed|consent|say_yes|said_yes ... anyway|kept|did_it|you_did
<sex>|touch+|kiss+ ... not|never|no|asleep|sleeping|pretend|said|stop want|wanted|agree|said|stop|$
while|when i <adv>* was asleep|sleeping|drunk|passed_out
i|we <adv>* <modal>* <adv>* hide|hid|lock+|sleep|slept ... bathroom|from|door|because|in_case|when
i <modal>* <adv>* will|am_going_to|want_to|could|swear|might <adv>* <blow>|kill|hurt <them>
i <modal>* <adv>* flinch+|tiptoe|freeze|froze|cower|shake|rehearse|walk_on ... you|your|when|if|eggshells
<you> <adv>* <modal>* make+|made <victim> .. beg|kneel|stand|sleep|strip|undress|delete|sign|hand|show|quit|prove|send
nobody|no_one <adv>* would|will <adv>* believe|help <me>
kids|children|son|daughter|baby|boy|girl|he|she .. <fear>|hide|hides|hid|flinch|flinches|cries|asked ... you|shout|angry|come
"""


def tells(plain: str) -> bool:
    """Whether a sentence says of itself, in so many words, that there was harm."""
    return any(True for _ in _sure().found(plain))


def harmless(plain: str) -> bool:
    """Whether a sentence that sounds of harm says in so many words that there was none: a fear that is denied, a thing
    taken to be mended."""
    return any(True for _ in _denied().found(plain))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@cache
def blame() -> Rules:
    """The families of blame; each carries its cue and its number within the cue, for its weight."""
    return Rules(
        (rule, (cue, f"{cue}.{number}"))
        for cue, text in _BLAME.items()
        for number, rule in enumerate(_lines(text), 1)
    )


@cache
def harm() -> Rules:
    """Builds that tell of a body, a door, a phone or a will acted on; each carries its number."""
    return Rules((rule, f"H.{number}") for number, rule in enumerate(_lines(_HARM), 1))


@cache
def _sure() -> Rules:
    return Rules((rule, None) for rule in _lines(_SURE))


@cache
def _denied() -> Rules:
    return Rules((rule, None) for rule in _lines(_DENIED))
