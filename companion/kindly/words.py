"""Classes of words, by what they do in a sentence: the rules name them (`<trait>`), and the evidence counts them.

A class holds members of a kind, never a word that one sentence needed. "+" stands for every form of a verb, "_" joins words
that belong together.
"""

from companion.kindly.grammar import GROUPS, group

_CLASSES = """
mate: my_partner my_husband my_wife my_boyfriend my_girlfriend my_other_half my_fiance my_spouse
third: he she they <mate>
sly: someone_here some_people certain_people a_certain_someone someone_in_this_house a_certain_person
you: you you_two you_lot you_guys <third> <sly>
your: your his her their
them: you him her them
me: me us my_feelings
my: my our

adv: just really even only simply so still actually literally honestly completely totally clearly obviously probably
  basically absolutely bloody fucking damn freaking also ever then often quite very too pretty kind_of sort_of a_bit
  a_little already once both all seriously truly always never constantly usually sometimes rather such being acting getting
  becoming extremely incredibly such_a far way_too now well again genuinely properly lately emotionally nothing_but the_most
be: am are is was were be been being have_been has_been had_been have_become act+ sound+ can_be could_be get+ become+
modal: do does did will would can could have has had should might must may am are is was were
not: not never hardly barely rarely
article: a an the such_a such_an some one my our your another

others: mum mom mother dad father boss manager sister brother friend friends mate colleague colleagues kid kids child
  children son daughter neighbour neighbours neighbor neighbors teacher doctor nurse landlord aunt uncle cousin gran grandma
  grandad grandpa team client clients customer customers cat dog cats dogs therapist parents people everyone plumber school
  office council bank nan niece nephew roommate flatmate lodger baby vet dentist
kin: mum mother mom dad daddy father sister brother family aunt uncle nan gran cousin son daughter boss friend friends mates
  ex mother-in-law parents lads girls sister-in-law brother-in-law
rival: husband husbands wife wives partner partners boyfriend boyfriends girlfriend girlfriends man men woman women dad
  father mum mother spouse couple couples fella bloke lad parent parents person people
everyone: everyone everybody anyone anybody nobody no_one other_people most_people

trait: cold heartless selfish self-centred self_centred self-absorbed self_absorbed self-obsessed egotistical childish
  immature lazy rude mean cruel nasty dramatic ridiculous pathetic hopeless useless impossible stubborn unreasonable unfair
  irresponsible inconsiderate insensitive thoughtless ungrateful dishonest cowardly weak boring pointless horrible awful
  terrible spiteful bitter unbearable insufferable arrogant vain stupid dumb dense thick idiotic clueless oblivious careless
  uncaring unfeeling unloving unkind unhelpful unreliable two-faced fake shallow petty sulky defensive hostile evasive
  secretive melodramatic hysterical oversensitive paranoid absurd disappointing embarrassing unbelievable incapable
  incompetent worthless emotionless robotic detached indifferent icy frigid stingy cheap tight sneaky flaky hypocritical
  judgemental judgmental bossy harsh obnoxious vindictive unaffectionate unromantic dismissive disrespectful ignorant
  spoiled spoilt disgusting vile gutless spineless soulless hateful neglectful uptight whiny clingy needy patronising
  condescending pompous smug slippery sarcastic snide sly callous brutal ruthless vicious catty tactless feckless lousy
  infuriating exhausting draining tiresome insulting demeaning unsupportive inflexible pig-headed argumentative babyish
  silly shameless shameful disgraceful despicable contemptible appalling dreadful greedy messy filthy forgetful deceitful
  devious conniving calculating disloyal unfaithful overbearing controlling possessive self-righteous precious lame grumpy
  miserable moody impatient high_maintenance hard_work no_fun no_help no_use no_good full_of_yourself out_of_order
  out_of_line good_for_nothing hard_to_love impossible_to_live_with wrapped_up_in_yourself all_talk the_problem the_worst
  a_joke a_mess a_nightmare a_disgrace a_disappointment a_waste_of_time too_sensitive wicked mardy stroppy gobby workshy
  gormless shifty shady bitchy mouthy patronizing pretentious stuck-up stuck_up snobby snobbish pedantic picky fussy
  petulant sullen surly broody temperamental stone-faced unresponsive unreachable checked-out apathetic inept brainless
  mindless daft disorganised smelly revolting foul miserly penny-pinching wasteful reckless phony insincere scheming warped
  horrid poisonous venomous sour cantankerous crabby crotchety grouchy huffy touchy attention-seeking smothering suffocating
  domineering high-handed conceited big-headed holier-than-thou superior unappreciative hard-hearted stony glacial arctic
  tedious dreary joyless humourless charmless loveless passionless pigheaded bullheaded obstinate contrary bloody-minded
  combative aggressive barmy juvenile laughable pitiful atrocious abysmal shite thankless two-timing half-hearted lukewarm
  unhinged out_of_touch out_of_your_mind off_your_head up_yourself full_of_it full_of_crap full_of_shit self-serving
  self-pitying unforgiving uncommunicative monosyllabic closed-minded narrow-minded wimpy mean-spirited ill-mannered
  badly_brought_up toxic messed_up messed-up nosy chaotic sulking bone-idle impolite uncivil sour-faced gaslighting
  love_bombing love-bombing
soft_trait: distant withdrawn quiet closed aloof remote absent unavailable sensitive negative difficult passive jealous
  insecure snappy short dry
kind: coward liar cheat cheater child baby toddler teenager robot wall brick_wall stone statue machine iceberg jerk idiot
  moron fool loser hypocrite workaholic slob pig drama_queen victim martyr tyrant bully control_freak snake rat parasite
  clown failure disappointment stranger ghost zombie princess king queen brat bastard bitch asshole arsehole dick prick
  dickhead twat wanker tosser git cow monster nightmare joke lodger tenant flatmate roommate guest passenger freeloader
  sponger cheapskate miser tightwad snob bore killjoy nag moaner whinger fridge freezer vending_machine doormat burden
  disgrace embarrassment spoilt_child hard_work narcissist drunk layabout mess fraud phoney user quitter sulk diva bigot
  creep cold_fish lump wasteman muppet plonker numpty eejit gobshite knobhead knob bellend twit dope dunce dimwit halfwit
  pillock prat berk nitwit twerp dolt donkey ass jackass goat hog sheep weasel toad slug sloth vulture viper worm cockroach
  dinosaur caveman neanderthal brute beast savage ogre troll witch hag shrew harpy whiner misery-guts grouch wet_blanket
  party_pooper buzzkill sourpuss grump crank prig prude slacker skiver couch_potato scrounger bystander pikin infant
  schoolboy schoolgirl prima_donna sultan dictator despot slave-driver sergeant phony impostor con_man crook thief traitor
  backstabber turncoat judas pushover weakling jellyfish puppet drone android automaton mannequin dummy fence_post lamppost
  doorpost hat_stand wardrobe cupboard cushion piece_of_furniture pot_plant cabbage turnip vegetable cucumber oyster
  tortoise hedgehog porcupine cactus icicle glacier igloo snowman boulder fortress graveyard crypt mausoleum morgue mummy
  spectre gargoyle sphinx bulldozer steamroller tornado black_hole vacuum swamp dead_end sinkhole bloodsucker vampire demon
  devil nutter nutcase lunatic maniac headcase basket_case fruitcake weirdo freak pervert scumbag scum lowlife trash garbage
  waster wreck trainwreck train_wreck car_crash shambles laughing_stock circus letdown let-down flop washout has-been nobody
  nonentity voicemail answering_machine cash_machine atm housekeeper skivvy slave bellboy bag_of_ice block_of_wood
  piece_of_wood block_of_ice ice_cube two-year-old five-year-old three-year-old bad_joke bomb_site pigsty waiting_room mare
  drama_llama moody_cow red_flag walking_red_flag giant_baby big_baby know-it-all know_it_all smart-arse smartarse
  spoiled_child selfish_git wimp spanner weapon piece_of_shit piece_of_crap melter unpaid_maid mercenary jailer ostrich
good: kind nice sweet lovely great good wonderful brilliant amazing beautiful gentle patient generous thoughtful honest
  funny warm caring loving brave strong clever smart welcome right perfect gorgeous handsome cute adorable special fantastic
  excellent tender calm steady supportive safe grateful lucky best favourite favorite legend gem angel darling star hero
  treasure
clinical: narcissist narcissistic avoidant bipolar psycho psychopath psychopathic sociopath sociopathic borderline toxic
  codependent co-dependent passive-aggressive crazy insane mental nuts unhinged unstable delusional damaged gaslighting
  gaslight gaslighter love-bombing emotionally_unavailable red_flag red_flags attachment trauma traumatised issues
  commitment_issues daddy_issues mummy_issues ocd adhd autistic asperger's addict addicted alcoholic depressive hysteric
  schizo triggered projecting deflecting therapist therapy shrink psychologist psychiatrist counsellor diagnosis diagnosed

kind_act: listen+ talk+ speak+ help+ ring+ text+ reply+ answer+ ask+ hug+ kiss+ hold+ touch+ smile+ thank+ notice+ remember+
  care+ try+ share+ cook+ clean+ wash+ hoover+ tidy+ contribute+ offer+ support+ comfort+ defend+ apologise+ say_sorry+
  compliment+ praise+ appreciate+ include+ invite+ visit+ plan+ explain+ admit+ forgive+ trust+ respect+ understand+ hear+
  see+ look_at_me+ sit_with+ come_to_bed+ come_home+ make_time+ make_an_effort+ back_me_up+ stand_up_for+ stick_up_for+
  lift_a_finger take_an_interest+ show_up+ turn_up+ pay+ tell_me+ write+ laugh+ want_me+ love+ like+ bother+
away_act: ignore+ disappear+ vanish+ withdraw+ retreat+ hide+ shut_down+ shut_me_out+ shut_off+ walk_out+ walk_off+
  walk_away+ storm+ run_away+ run_off+ leave_the_room+ roll_your_eyes+ sigh+ shrug+ grunt+ scroll+ sulk+ slam+ forget+
  interrupt+ dismiss+ avoid+ dodge+ deflect+ refuse+ stonewall+ tune_out+ zone_out+ switch_off+ clam_up+ go_quiet+
  go_silent+ give_up+ change_the_subject+ cancel+ let_me_down+ put_it_off+ make_excuses+ blank+ ghost+ abandon+ neglect+
  reject+ brush_me_off+ fob+ bail+ skip+ pretend+ make_fun+ talk_over+ cut_me_off+ turn_away+ turn_your_back+ push_me_away+
  freeze_me_out+ leave_me+ leave_it_to_me+
wrong_act: lie+ cheat+ betray+ deceive+ ruin+ spoil+ wreck+ destroy+ waste+ blame+ accuse+ mock+ sneer+ ridicule+ belittle+
  humiliate+ embarrass+ insult+ criticise+ nag+ moan+ whine+ complain+ lecture+ patronise+ twist+ exaggerate+ manipulate+
  use_me+ punish+ resent+ despise+ snap+ bite_my_head_off+ shout+ yell+ bicker+ pick_a_fight+ start_a_fight+ undermine+
  contradict+ correct+ judge+ compare+ nitpick+ hurt+ disrespect+ break_your_promise+ break_promises+ lose_your_temper+
  boast+ flirt+ gamble+ blow_it+ squander+ snore+ sabotage+ hog+ dump+ expect+ demand+ throw_it_in_my_face+ hold_it_over+
  mess_up+ screw_up+ cause+ overreact+ treat_me+ take_me_for_granted+ take_for_granted+ take_it_out+ take_credit+
  play_the_victim+ rub_it_in+
harm_act: rush+ push+ judge+ shout+ yell+ scream+ complain+ nag+ lie+ pressure+ hurt+ mock+ interrupt+ blame+ laugh_at+
  make_me_feel_small raise_your_voice give_up lose_patience lose_faith
mind_act: care+ love+ want+ think+ mean+ try+ bother+ believe+ know+ notice+ respect+ value+ appreciate+ understand+ listen+
  realise+ intend+ enjoy+ hate+ prefer+ choose+ decide+ wish+ mind+ matter+

low: worthless stupid small angry mad sick crazy sad cry lonely alone bad guilty ashamed ugly invisible useless unwanted
  unloved miserable furious cross anxious nervous worried depressed desperate empty hopeless unhappy upset hurt tired
  exhausted scared insecure jealous inadequate pathetic dirty foolish tiny ridiculous like_nothing like_dirt like_crap
  like_shit like_a like_an like_i as_if that_i second_best ill numb dead lost unlovable embarrassed less small_and
  not_enough scream shout
high: happy laugh smile safe loved better calm glad proud welcome feel_good feel_better feel_safe feel_loved feel_at_home
  lucky special strong stronger brave braver hopeful blush giggle grin alive seen heard understood tea coffee dinner lunch
  breakfast supper soup
verdict: ignored rejected unappreciated misunderstood abandoned shut_out taken_for_granted betrayed dismissed neglected
  disrespected unheard unseen unwanted unloved unsupported left_out pushed_away pushed_aside overlooked used cheated blamed
  judged criticised criticized mocked belittled insulted deserted discarded dumped replaced tricked patronised patronized
  cut_off frozen_out excluded undermined invalidated undervalued walked_over cast_aside stonewalled brushed_off snubbed
  nagged made_a_fool_of lied_to walked_all_over put_down talked_down_to not_heard not_listened_to treated_unfairly sidelined
  fobbed_off strung_along forgotten interrupted wronged
thanks: thanks thank thankful grateful appreciate cheers bless glad proud love loved loves adore treasure cherish admire
  lucky miss missed missing sweet happy
sorry: sorry apologise apologize apology forgive regret
hedge: maybe perhaps might guess wonder wondering wondered possibly suppose imagine fair_enough
polite: could would shall fancy please may can
tease: wow bravo congratulations charming marvellous delightful terrific genius saint majesty lordship ladyship highness
  hero oh ah sure course obviously clearly apparently suppose surprise typical classic
swear: fuck fucking fucks shit bullshit crap damn bloody hell arse ass bastard bitch piss pissed wtf goddamn effing twat
tone: moods mood attitude silence sulking tantrum tantrums drama sigh sighs excuse excuses lies promises nonsense behaviour
  behavior temper ego laziness selfishness coldness lectures sarcasm act games tone face snoring drinking gambling flirting
  stubbornness cruelty jealousy negativity spending nagging moaning treatment shrug grunt sneer

screen: phone screen telly tv xbox playstation console football match game games gaming netflix instagram tiktok facebook
  scrolling scroll laptop computer emails youtube headphones app apps golf fishing gym pub mates poker cricket
chore: dishes dish washing laundry bins bin rubbish hoover hoovering hoovered vacuum vacuuming cooking cook cooked cleaning
  clean cleaned ironing iron shopping groceries bathtime nappies nappy diapers mop sink towels towel socks pans plates
  dishwasher lawn homework pickup childcare housework chores chore bedtime feeds garden trash cat_litter pots oven kitchen
  bathroom
money: money bills bill rent mortgage salary wages debt loan savings card account overdraft bank pay paid pays quid pounds
  dollars euros cash deposit spend spent spending cost
when: monday tuesday wednesday thursday friday saturday sunday tomorrow tonight today yesterday morning afternoon weekend
  week evening lunch january february march april june july august september october november december minutes oclock
each: every_time every_single_time every_day every_night every_evening every_weekend every_single_day each_time whenever
  every_single_night all_the_time nonstop non-stop constantly continually forever endlessly day_in
ages: weeks months years ages forever days a_week a_month a_year all_week all_day all_evening all_weekend a_long_time
  decades
number: two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand
  million
exit: i_am_gone i_am_done i_will_walk i_will_leave i_am_leaving i_will_go
  i_will_move i_am_moving i_am_packing i_am_finished i_will_be_gone i_want_out i_am_not_coming we_are_done we_are_finished
  we_are_through we_are_over it_is_over this_is_over do_not_bother divorce lawyer solicitor on_your_own by_yourself or_else
  you_can_pack you_can_sleep you_can_leave you_can_go find_somewhere done_with_you i_am_through you_will_be_sorry
  you_will_regret you_will_lose moving_out pack_your to_my_mum to_my_mother to_my_sister at_my_mum at_my_sister i_will_find
  change_the_locks see_what_happens separate my_bags your_bags
cheek: again another still even just only finally once now

body: arm arms wrist wrists hair neck throat face shoulder shoulders leg legs head hand hands ribs eye back stomach chest
  jaw finger fingers ear collar mouth skin cheek lip knee ankle sleeve
belonging: phone mobile keys key money wages pay card cards passport wallet purse laptop pills medication meds medicine
  papers documents glasses wheelchair crutches tablet shoes clothes coat savings benefits visa inhaler insulin salary
  pension cash cellphone sim id certificate jewellery password passwords pin contacts
private: phone messages texts emails email post letters account accounts history diary journal location movements mileage
  calls whatsapp bag receipts pockets underwear passwords passcode dms chats photos camera cameras tracker tracking app gps
  spyware bank_statement inbox search_history
door: door doors doorway gate window room bathroom bedroom exit lock locks bolt stairs car hall
victim: me us my_son my_daughter our_son our_daughter the_kids the_children my_kids our_kids the_dog the_cat the_baby
  the_boys the_girls him her the_little my_mum my_child our_child
blow: hit+ slap+ punch+ kick+ choke+ strangle+ throttle+ shove+ beat+ bite+ spit+ headbutt+ stab+ smack+ backhand+ rape+
  assault+ attack+ molest+ grope+ thump+ whack+ pinch+ scratch+ elbow+ shake+ shook strike+ grab+ drag+ corner+ pin+ yank+
  batter+ restrain+ smother+ suffocate+ knock_me+ trip_me+ throw_me+ push_me+ twist_my+ pull_my+ squeeze_my+ burn+ bruise+
  wrestle+ slam_me+ hurl+ fling+ flung
threat: threaten+ blackmail+ bully+ intimidate+ terrify+ terrorise+ menace+ abuse+ stalk+ harass+ coerce+ force+ imprison+
  hurt+ harm+ kill+ destroy_me ruin_me drown+ poison+
rage: shout+ yell+ scream+ throw+ slam+ punch+ rage+ get_angry gets_angry lose_it loses_it snap+ flip+ explode+ smash+ kick+
  swear+ drink+ get_drunk come_home are_angry is_angry are_drunk is_drunk have_been_drinking raise_your raised_your mood
  temper
fear: afraid scared frightened terrified fearful petrified fear terror dread flinch+ tremble+ trembling shaking tiptoe
  eggshells cower+ unsafe
watch: track+ follow+ spy+ spied monitor+ record+ film+ check+ search+ hack+ stalk+ install+ log+ count+ scroll_through
  go_through goes_through went_through read_my reads_my time_me times_me timed_me
forbid: forbid+ allow+ let+ ban+ permit+ prevent+ permission lock+ locked block+ hide+ hid confiscate+ withhold+ delete+
  cancel+ smash+ tear+ ripped
injury: bruise bruises bruised black_eye blood bleeding bled stitches concussion split_lip broken fracture fractured marks
  hospital unconscious swollen police knife gun belt hammer weapon fist fists
will: anyway consent asleep pretended pretend begged crying cried froze freeze said_no say_no stop
sex: sex intercourse naked undress touch+ touching bed condom pill """


def _fill() -> None:
    name = ""
    for line in _CLASSES.splitlines():
        head, colon, rest = line.partition(": ")
        if colon and not line.startswith(" "):
            name, line = head, rest
            GROUPS[name] = ()
        if name:
            GROUPS[name] += group(line)


_fill()
