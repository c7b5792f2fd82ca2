"""The words the rules are made of, by what they do in a sentence. Read with `grammar.group`."""
# ruff: noqa: E501
# fmt: off

from companion.kindly.grammar import GROUPS, group


def _add(name: str, text: str) -> None:
    GROUPS[name] = group(text)


# --- persons

_add("mate", "my_partner my_husband my_wife my_boyfriend my_girlfriend my_other_half my_fiance my_spouse")
_add("third", "he she they <mate>")
_add("sly", "someone_here some_people certain_people a_certain_someone someone_in_this_house"
     " someone_round_here someone_around_here a_certain_person")
_add("you", "you you_two you_lot you_guys <third> <sly>")
_add("your", "your his her their")
_add("them", "you him her them")
_add("me", "me us my_feelings")
_add("my", "my our")
# Somebody else who was named: a "she" after one of these need not be the person written to.
_add("others", "mum mom mother dad father boss manager sister brother friend friends mate colleague colleagues kid"
     " kids child children son daughter neighbour neighbours neighbor neighbors teacher doctor nurse landlord aunt uncle"
     " cousin gran grandma grandad grandpa team teams client clients customer customers cat dog cats dogs therapist"
     " parents people everyone tenants students pupils trains buses trams shops stores company landlords"
     " plumber agency school office council bank nan niece nephew roommate flatmate lodger")

# --- little words that come between

_add("adv", "just really even only simply so still actually literally honestly completely totally clearly obviously"
     " probably basically absolutely bloody fucking fuckin damn freaking frigging also ever then often quite very too pretty"
     " kind_of sort_of a_bit a_little a_bit_too a_little_too already once both all seriously truly always never constantly"
     " usually sometimes rather such being acting getting become becoming ever_so extremely incredibly unbelievably such_a far"
     " way_too now well again genuinely well_and_truly proper properly lately clearly increasingly emotionally nothing_but anything_but")
_add("be", "am are is was were be been being am_being are_being is_being have_been has_been had_been have_become act+"
     " sound+ can_be could_be get+ become+ seem_to_be have_gone go_all were_born was_born")
_add("modal", "do does did will would can could have has had should might must may am are is was were")
_add("not", "not never hardly barely rarely")
_add("article", "a an the such_a such_an some one my our your one_big another")

# --- judged qualities, C2 and C10

_add("trait", "cold heartless selfish self-centred selfcentred self_centred self_centered egotistic egotistical childish"
     " immature infantile lazy rude mean cruel nasty dramatic ridiculous pathetic hopeless useless impossible stubborn"
     " unreasonable unfair irresponsible inconsiderate insensitive thoughtless ungrateful dishonest manipulative"
     " cowardly weak boring pointless horrible awful terrible evil spiteful bitter unbearable insufferable arrogant vain"
     " stupid dumb dense thick idiotic clueless oblivious careless uncaring unfeeling unloving unkind unhelpful"
     " unreliable untrustworthy untruthful two-faced fake shallow petty jealous insecure moody sulky grumpy miserable"
     " cranky negative hostile defensive evasive secretive difficult demanding melodramatic hysterical oversensitive"
     " over_sensitive too_sensitive sensitive paranoid absurd a_joke a_mess a_nightmare a_disgrace"
     " a_disappointment disappointing embarrassing unbelievable incapable incompetent worthless emotionless robotic"
     " detached indifferent ice-cold icy frosty frigid stone-cold closed-off closed_off shut_off checked_out stingy cheap"
     " sneaky fickle flaky hypocritical judgemental judgmental bossy harsh impatient obnoxious vindictive passive"
     " unaffectionate unromantic dismissive disrespectful self-absorbed self_absorbed self-obsessed self_obsessed"
     " full_of_yourself full_of_himself full_of_herself high_maintenance hard_work no_fun no_help no_use no_good"
     " wrong_in_the_head a_waste_of_time the_worst the_problem wrapped_up_in_yourself so_wrapped_up gloomy lifeless wet toxic_to_be_around nasty_to_me unlovable ignorant spoiled spoilt disgusting vile gutless"
     " spineless soulless hateful neglectful rigid uptight whiny clingy needy two_faced good_for_nothing"
     " out_of_order out_of_line hard_to_love hard_to_live_with impossible_to_live_with a_lot_to_deal_with"
     " never_satisfied never_happy never_wrong such_hard_work tight-fisted smug snide wrong_about_everything"
     " sooo_cold lousy rubbish shit crap bad_at_this emotionally_dead dead_inside hollow empty_inside"
     " thin-skinned standoffish unapproachable prickly entitled bone_idle idle insolent tone_deaf tone-deaf"
     " ice not_normal")
# These need a little more than "you are ..." before they judge anybody.
_add("soft_trait", "distant withdrawn quiet closed aloof remote absent far_away unavailable grumpy sensitive negative difficult"
     " passive weak moody jealous insecure defensive miserable impatient")
_add("kind", "coward liar cheat cheater child baby kid toddler teenager teen robot wall brick_wall stone statue machine"
     " ice_queen iceberg ice_block block_of_ice jerk idiot moron fool loser hypocrite drama_queen workaholic slob pig"
     " brat bully bore stranger ghost zombie parasite leech snake rat control_freak piece_of_work waste_of_space"
     " waste_of_time dead_weight burden disgrace disappointment nightmare mess joke lost_cause bad_person"
     " terrible_person horrible_person bad_partner terrible_partner rubbish_partner useless_partner bad_father bad_mother"
     " monster princess diva arsehole asshole prick dick bitch bastard cow git twat wimp doormat sulker martyr manchild"
     " man-child mummy's_boy tyrant clown disaster failure freeloader user taker quitter fridge freezer lump rock"
     " brick fish corpse closed_book")
_add("clinical", "narcissist narcissistic avoidant bipolar psycho psychopath psychopathic sociopath sociopathic"
     " borderline toxic codependent co-dependent emotionally_unavailable emotionally_stunted emotionally_abusive passive_aggressive"
     " passive-aggressive crazy insane mental nuts mad sick sick_in_the_head unhinged unstable delusional"
     " damaged broken dysfunctional ocd schizo schizophrenic psychotic commitment-phobic commitmentphobe"
     " commitment-phobe commitmentphobic dismissive-avoidant dismissive_avoidant addict alcoholic mentally_ill deranged"
     " not_well not_right_in_the_head anxious-avoidant gaslighter stonewaller repressed stunted textbook_avoidant"
     " a_red_flag in_denial")
_add("good", "kind nice sweet lovely great good wonderful brilliant amazing beautiful gentle patient generous"
     " thoughtful honest funny warm caring loving brave strong clever smart welcome right dear precious special"
     " important safe tired busy ill unwell poorly home here there ready sure able free okay fine alright well happy glad"
     " worried stressed exhausted sad quiet worn_out hurting lost scared asleep awake allowed not_alone cute"
     " hungry enough interesting interested sorry grateful proud helpful supportive closer my_best_friend my_home")

# --- what is done

_add("kind_act", "listen+ talk+ speak+ help+ call+ ring+ phone+ ask+ thank+ say+ want+ touch+ hold+ hug+ kiss+ show+ care+"
     " look+ text+ message+ write+ try+ apologise+ tell+ share+ notice+ come+ cook+ clean+ tidy+ do+ sit+ eat+ go+"
     " spend+ make+ have+ take+ give+ bring+ remember+ support+ explain+ open+ let+ answer+ reply+ respond+ plan+ think+ put+"
     " choose+ pick+ laugh+ smile+ play+ wash+ pay+ stay+ love+ trust+ believe+ understand+ hear+ see+ appreciate+ compliment+"
     " initiate+ finish+ keep+ follow_through back+ admit+ consider+ include+ invite+ introduce+ defend+ wait+ stop+ get+ learn+"
     " change+ meet+ compromise+ check+ comfort+ cuddle+ join+ pull_your meant mean know+ need+ read+ turn_up show_up like+"
     " enjoy+ bother+ offer+ agree+ own+ start+ are were is was be been work+ use+ act+ deal+ volunteer+ acknowledge+ reach+"
     " lift+ move+ put_down forgive+ prioritise+ react+ miss+ feel+ happy satisfied around there ready honest home on_time nice")
_add("harm_act", "rush+ push+ judge+ shout+ yell+ scream+ complain+ blame+ lie+ forget+ hurt+ mock+ pressure+ raise+ interrupt+ nag+"
     " give_up gave_up mind+ fail+ argue+ tease+ cheat+ miss+ hesitate+ force+ boast+ brag+ let_me_down let_us_down"
     " leave_me left_me leave_us left_us make_me_feel made_me_feel make_fun laugh_at stop_trying laughed_at doubt+ ignore+ hit+ swear+ moan+"
     " criticise+ sulk+ quit+ snap+ demand+ laughed_at snapped lose_your lost_your hold_it_against drop+ abandon+ disappoint+"
     " make_it_about once_complained pry+ panic+ drink+ smoke+ tire+ stop_loving threaten+ punish+ run_away say_a_bad"
     " said_a_bad say_anything_mean hide+ walk_away fight+ worry+ gossip+ waste+ bother+ cling+ burn+ insist+ expect+")
_add("away_act", "shut_down+ shut_me+ shut_us+ shut_the_door+ shut_your+ shut_off+ walk_away+ walk_out+ walk_off+ run_away+ run_off+"
     " run_from+ disappear+ vanish+ withdraw+ retreat+ hide+ leave_me+ leave_us+ leave_things+ leave_your+ leave_before+ leave_when+"
     " leave_everything+ leave_it_to+ leave_the_room+ leave_the_table+ go_quiet+ go_silent+ go_cold+ go_off+ go_on+ go_to_bed_without+"
     " turn_away+ turn_your+ turn_off+ turn_it+ turn_everything+ turn_things+ switch_off+ tune_out+ tune_me+ zone_out+ zone+ check_out+"
     " back_out+ pull_away+ push_me+ push_us+ close_up+ close_off+ close_down+ clam_up+ stonewall+ freeze_me+ freeze_up+ ignore+ interrupt+"
     " blame+ criticise+ complain+ shout+ yell+ scream+ snap+ sulk+ forget+ lie+ avoid+ dodge+ deflect+ dismiss+ mock+ nag+ moan+"
     " argue+ fight+ start_a+ start_an+ change_the_subject+ cancel+ flake+ quit+ give_up+ find_an_excuse+ find_a_reason+ find_excuses+"
     " find_something+ find_fault+ make_excuses+ make_an_excuse+ make_the_same+ make_up+ make_everything+ make_it+ make_me+ make_us+ make_promises+"
     " have_an_excuse+ have_something_better+ have_some_excuse+ have_a_reason+ have_to_win+ have_to_be+ have_to_have+ need_to_win"
     " let_me_down+ let_us_down+ let_people_down+ put_work+ put_yourself+ put_your+ put_his+ put_her+ put_their+ put_me_last+ put_us_last+ put_everyone+"
     " put_me_down+ put_it_off+ put_things_off+ choose_work+ choose_your+ choose_them+ choose_her+ choose_him+ pick_work+ pick_a_fight+ pick_fights+"
     " take_it_out+ take_everything+ take_her+ take_his+ take_their+ take_your_mother's+ take_me_for_granted+ take_over+ side_with+ ruin+ spoil+ exaggerate+ overreact+ assume+ accuse+"
     " judge+ compare+ expect+ demand+ insist+ control+ roll+ glare+ sneer+ stare+ scroll+ stall+ mess+ disappoint+ brush+"
     " play_the_victim+ play_games+ act_like+ act_as+ come_home_late+ come_last+ come_in_late+ get_defensive+ get_angry+ get_annoyed+"
     " get_mad+ get_like+ get_so+ get_your_way+ get_your_own+ get_in_a_mood+ want_to_win+ need_to_be_right need_the_last+ say_no+ say_later+"
     " say_nothing+ say_you_are+ say_fine+ say_tomorrow+ say_that+ say_it_is+ say_the_same+ too busy late tired angry annoyed moody grumpy"
     " cross on_your_phone on_the_phone on_his_phone on_her_phone on_that_phone on_that at_work working elsewhere somewhere_else"
     " distracted miserable negative defensive distant absent out wrong right_about_everything first drunk against me_wrong"
     " watching_tv gaming playing_games in_a_mood in_a_bad_mood in_your_own last_minute in_a_rush to_blame looking_at_your staring"
     " judging leaving hiding wanting_something has_to_be_right right twist+ minimise+ invalidate+ undermine+ belittle+ humiliate+"
     " embarrass+ bottle_it+ bottle_things+ use_that+ use_it_against+ throw_it+ throw_that+ bring_up_the+ bring_up_my+ mess_up+"
     " screw+ bail+ ghost+ ditch+ drop_everything_for+ do_this+ do_that+ do_what_you+ do_things_your+ need_something treat_me+"
     " treat_us+ use_me+ hurt_me+ think_of_yourself+ look_bored+ look_away+ look_at_your+ look_through+ sound_bored+ sound_so+ stay_late+"
     " stay_out+ fall_asleep_when+ stop_talking+ stop_listening+ refuse+ postpone+ procrastinate+ slam+ storm+ talk_over+"
     " talk_about_yourself+ talk_down+ cut_me+ cut_people+ speak_over+ finish_my+ give_me_the_silent+ give_me_that_look+"
     " give_me_the_cold+ give_me_one-word give_me_one_word do_nothing+ break_your+ break_promises+ promise+ laugh_at+ laugh_it_off+ joke+ tease_me+ have_headphones have_your"
     " keep_me+ keep_things_from+ keep_secrets+ test_me+ correct_me+ contradict+ question_me+ doubt_me+ rush_off+")

# --- feelings

_add("low", "worthless stupid small angry mad sick crazy sad cry lonely alone bad guilty ashamed ugly invisible useless unwanted"
     " unloved unimportant insane miserable furious cross anxious nervous worried depressed desperate empty hopeless hate"
     " want_to_cry want_to_scream want_to_leave want_to_give_up want_to_run wonder doubt question like_nothing like_dirt"
     " like_crap like_shit like_a like_an like_i as_if as_though that_i so_small unhappy upset hurt tired exhausted wait beg chase"
     " feel_bad scared insecure jealous inadequate rejected ignored pathetic dirty foolish tiny nothing wrong ridiculous"
     " a_burden burdened the_bad_guy second_best uncomfortable second_rate look_stupid look_like look_bad lose_sleep ill resent regret"
     " do_everything shout bitter so_angry do_all do_it_all responsible numb dead lost unlovable unsure embarrassed less"
     " apologise_for beg_for suffer out_to_be sound_like pay_for stay_up shut_up explain_myself not_enough")
_add("high", "happy laugh smile tea coffee dinner lunch breakfast supper soup feel_safe feel_loved safe loved better feel_better feel_good"
     " feel_at_home calm glad proud welcome feel_welcome feel_less_alone feel_seen feel_heard feel_lucky feel_happy feel_calm lucky"
     " feel_special special strong stronger brave braver feel_like_home want_to_try feel_alive feel_like_myself feel_cared hopeful"
     " blush giggle feel_brave feel_strong feel_warm feel_understood feel_held feel_wanted feel_beautiful feel_less believe want_to_be_better"
     " feel_easier a_cup a_card a_sandwich a_playlist feel_so_loved feel_so_safe feel_so_much feel_included feel_close feel_closer")
_add("verdict", "ignored rejected unappreciated misunderstood abandoned shut_out taken_for_granted betrayed dismissed neglected"
     " disrespected unheard unseen unwanted unloved unsupported left_out pushed_away overlooked used cheated blamed judged"
     " criticised criticized mocked attacked manipulated belittled insulted deserted discarded dumped replaced tricked"
     " patronised patronized cut_off frozen_out locked_out_of_your excluded undermined invalidated unvalued undervalued second_best"
     " like_an_afterthought like_a_burden_to_you walked_over let_go_of cast_aside cast_off dropped stonewalled brushed_off"
     " pushed_aside turned_away snubbed provoked nagged pressured pressurised made_a_fool_of lied_to unimportant_to_you"
     " walked_all_over put_down talked_down_to not_heard not_listened_to treated_unfairly overruled outnumbered"
     " tossed_aside passed_over wronged sidelined outcast fobbed_off strung_along unacknowledged forgotten interrupted")

# --- time

_add("ages", "weeks months years ages forever days a_week a_month a_year a_whole_week a_whole_month an_entire_week all_week all_day"
     " all_evening all_weekend a_long_time so_long decades")
_add("each", "every_time every_single_time every_day every_night every_evening every_weekend every_single_day each_time whenever"
     " every_single_night all_the_time 24 nonstop non-stop day_in constantly continually forever endlessly")

# --- words that judge wherever they stand: verdicts the lists above leave out, and what somebody is likened to

_add("harsh", "wicked mardy stroppy gobby feckless workshy gormless tactless sly shifty shady callous brutal ruthless vicious"
     " bitchy catty mouthy patronising patronizing condescending pompous pretentious stuck-up stuck_up snobby snobbish pedantic picky"
     " fussy petulant sullen surly broody temperamental stone-faced wooden mechanical unresponsive unreachable checked-out"
     " apathetic inept brainless mindless daft disorganised messy filthy dirty smelly gross revolting foul greedy miserly"
     " penny-pinching wasteful reckless forgetful phony insincere deceitful devious conniving calculating scheming slippery twisted"
     " warped horrid poisonous venomous sour cantankerous crabby crotchety grouchy huffy touchy attention-seeking possessive"
     " smothering suffocating overbearing domineering high-handed conceited big-headed self-righteous holier-than-thou superior"
     " unappreciative disloyal unfaithful hard-hearted stony glacial arctic draining exhausting tiresome tedious dull dreary bland"
     " joyless humourless charmless loveless passionless inflexible pig-headed pigheaded bullheaded obstinate contrary bloody-minded"
     " argumentative combative aggressive barmy babyish juvenile silly foolish laughable pitiful shameful shameless disgraceful"
     " contemptible despicable appalling dreadful atrocious abysmal shite pants dire grim tight joyless thankless"
     " two-timing half-hearted lukewarm unhinged out_of_touch out_of_your_mind off_your_head up_yourself full_of_it full_of_crap full_of_shit"
     " self-serving self-pitying unforgiving uncommunicative monosyllabic closed-minded narrow-minded heavy_going wimpy"
     " mean-spirited ill-mannered badly_brought_up basic toxic extra salty savage pressed mid messed_up messed-up fake vicious nosy no_better"
     " incapable_of terribly_pedantic chaotic sulking stingy bone-idle unsupportive impolite uncivil sour-faced useless_at hopeless_at so_full_of gaslighting love_bombing love-bombing")
_add("likened", "slob pig baby melt tool wasteman muppet plonker numpty eejit gobshite knobhead knob bellend wanker tosser dickhead twit dope dunce"
     " dimwit halfwit pillock prat berk nitwit twerp dolt donkey mule ass jackass goat ox hog sheep weasel toad slug sloth"
     " vulture viper worm cockroach dinosaur caveman neanderthal brute beast savage ogre troll witch hag shrew harpy nag moaner"
     " whinger whiner misery misery-guts grouch killjoy wet_blanket party_pooper buzzkill sourpuss grump crank snob prig prude bore"
     " layabout slacker skiver couch_potato sponger scrounger passenger lodger tourist spectator bystander wean pikin"
     " infant schoolboy schoolgirl prima_donna sultan dictator despot slave-driver sergeant fraud phony impostor con_man crook thief traitor"
     " backstabber turncoat judas pushover weakling jellyfish puppet drone android automaton mannequin dummy plank log stump post"
     " fence_post lamp lamppost doorpost hat_stand wardrobe cupboard cushion piece_of_furniture pot_plant potato cabbage turnip vegetable"
     " cucumber cold_fish oyster clam tortoise hedgehog porcupine cactus icicle glacier igloo snowman boulder fortress tomb grave graveyard crypt"
     " mausoleum morgue mummy spectre shadow gargoyle sphinx bulldozer steamroller tornado black_hole void vacuum desert swamp"
     " dead_end sinkhole bloodsucker vampire demon devil nutter nutcase lunatic maniac headcase basket_case fruitcake weirdo freak creep"
     " pervert scumbag scum lowlife trash garbage waster wreck trainwreck train_wreck car_crash shambles laughing_stock circus"
     " embarrassment letdown let-down flop washout has-been nobody nonentity rag mug voicemail answering_machine cash_machine atm wallet"
     " servant maid housekeeper skivvy slave bellboy hotel doormat machine bag_of_ice block_of_wood piece_of_wood block_of_ice ice_cube wall"
     " two-year-old five-year-old three-year-old bad_joke bomb_site pigsty waiting_room doll sulk job_lot drag hard_work nightmare mare stone"
     " furniture newspaper statue drama_llama moody_cow red_flag walking_red_flag giant_baby big_baby know-it-all know_it_all smart-arse smartarse"
     " spoilt_child spoiled_child selfish_git user parasite gowl tube clown drip wimp spanner weapon lump muppet piece_of_shit piece_of_crap melter"
     " unpaid_maid bank mercenary jailer ostrich")
_add("fail", "late missed miss lost lose broke broken ruined ruin wrecked spoiled spoilt skint alone crying cry cried tears empty cold wrong never nothing"
     " no not nobody none without hell mess miserable awful worse hurt sad angry tired sick debt row fight hungry overdrawn embarrassed"
     " shame useless hate fault afraid stuck waiting wait")
_add("oneself_not", "lonely alone sad tired")

# --- third parties somebody is held up against

_add("rival", "husband wife partner boyfriend girlfriend man lad fella bloke missus other_half spouse fiance woman dad father mum mother"
     " sister brother ex ex-husband ex-wife")
_add("kin", "mum mother mom dad daddy father sister brother family aunt uncle nan gran cousin son daughter ex boss friend friends mates mate")

# --- what an ultimatum ends in

_add("exit", "i_am_gone i_am_done i_am_out i_am_off i_walk i_will_walk i_leave i_will_leave i_am_leaving i_go i_will_go i_do i_move i_will_move"
     " i_am_moving i_am_packing i_pack i_will_pack i_am_going_to_my i_am_at_my i_am_finished i_am_calling i_will_call_a i_will_be_gone"
     " i_will_be_at i_am_taking i_am_back_to i_get_a_place i_file i_am_filing i_want_out i_am_not_coming i_will_not_be i_am_staying_at"
     " i_block i_will_block i_am_blocking i_will_find i_divorce we_divorce we_divide we_split we_are_done we_are_finished we_are_through"
     " we_are_over it_is_over this_is_over do_not_bother do_not_expect forget_the forget_about_the forget_us divorce lawyer solicitor"
     " on_your_own by_yourself empty_house to_an_empty to_a_empty change_the_locks changing_the_locks change_locks"
     " gone_to_my gone_to_mum are_gone moving_out move_out pack_your find_somewhere find_yourself i_draw_my my_consequences draw_my_consequences"
     " you_can_pack you_can_sleep you_can_leave you_can_go you_can_find done_with_you done_done i_am_taking_the take_the_kids_and"
     " back_to_my to_my_mother's i_will_tell_your i_swear_i i_am_through separate separation the_wedding_is sleep_on_the_sofa"
     " my_bags see_what_happens you_will_be_sorry you_will_regret you_will_see you_will_be_spending you_will_lose say_goodbye or_else"
     " at_my_sister at_my_mum to_my_sister to_my_mum to_my_mother to_my_parents")

_add("fond", "<good> good-looking delight relief star legend gem angel darling love treasure blessing comfort rock sweetheart lifesaver diamond"
     " help joy pleasure softie cutie babe catch dote keeper champ hero saint natural lovely laugh fan big_help great_help"
     " good_listener pro ace queen king princess support inspiration mystery bit lot long long-time way while little few bunch busy_bee day"
     " night time week year morning worrier part person worried man woman big strange odd hard difficult tough calm clever talented sensible"
     " supportive fantastic excellent peaceful polite steady tender sensitive gifted early night_owl late old young")

_add("bad_deed", "<away_act> left ruin+ ruined spoil+ spoiled wreck+ hurt silence nightmare never nothing start_it started_it did_start"
     " six_months no_more no_spine no_heart full_of mouth_on fence_post disgrace embarrass+ turn_into turn turned worst pull_your only_think"
     " cannot_even can_not_even make_me made_me neglect+ abandon+ betray+ cheat+ disappoint+ lie+ sulk+ scare+ bore+ dump+ waste+ forget+ slob not_once treat treated act acted")

_add("sting", "weapon pretend+ excuse excuses pathetic selfish selfishness lazy laziness rude rudest ruder coward cowardly liar lies lying cheating ruin+"
     " ruined despise insult insulting humiliate+ belittle+ ignore+ neglect+ abandon+ betray+ disgusting disgust+ contempt sneer+ mock+ manipulate+"
     " manipulative cruel cruelty heartless cold-hearted coldness childish immature hypocrite hypocrisy ungrateful useless worthless ashamed"
     " unbearable insufferable impossible arrogant arrogance ego narcissist narcissistic toxic gaslight+ avoidant sulk+ tantrum tantrums"
     " spoilt spoiled entitled inconsiderate disrespect disrespectful disrespected stupid idiot fool moron pig bastard bitch jerk asshole"
     " clueless thoughtless careless uncaring unfeeling hateful spite spiteful vindictive petty stingy miserly wuss wimp excuse_for joke_of"
     " poison poisoned poisonous punishing punish+ blame+ sabotage+ wreck+ destroy+ disappointment failure disgrace shameless"
     " deny stonewall+ coldest laziest meanest worst dismissive dismiss+ oblivious indifferent indifference refuse+ bully+ lecture+"
     " nagging moaning whining bossy domineering patronising condescending snob snobbish two-faced fake bitter nasty vicious meanness stubbornness")
