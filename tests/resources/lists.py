"""The lists a pack is held to: values, words that never appear, counts and spreads."""

ROLES = {"either", "quiet", "reaching", "together"}
MODES = {"ask", "share", "side", "write", "repair", "thanks"}
CHANNELS = {"voice", "text", "note", "call", "silent", "sign-or-aac"}
EVIDENCE = {"well-studied", "early-or-mixed", "from-practice"}
NOT_WHEN = {
    "overloaded", "just-argued", "one-said-no", "afraid", "crisis", "others-listening", "children-near", "driving",
    "drinking", "bedtime", "rushed", "text-only", "fresh-loss", "fresh-separation", "first-weeks",
}  # fmt: skip
THEMES = {
    "small-day", "comfort", "quiet", "closeness", "load", "body", "words", "needs", "limits", "learned", "loop",
    "masks", "touch", "play", "memory", "hopes", "repair", "thanks", "trust", "apart",
}  # fmt: skip
PROMPT_TAGS = {"nd-friendly", "low-sensory", "no-speech", "family-near", "first-week", "print-pair"}
ACTIVITY_TAGS = PROMPT_TAGS | {"ask-first", "no-talk-after"}
FAMILIES = {
    "sit", "screen", "walk", "eat", "make", "mend", "play", "listen", "grow", "errand", "tiny-new", "remember",
    "apart", "care",
}  # fmt: skip
PLACES = {"in", "out", "car", "anywhere"}
SEASONS = {"any", "warm", "cold", "wet", "dark-evenings"}
TOUCH = {"none", "optional", "part"}
STEP_KINDS = {"body", "choose", "write", "line", "scale", "breathe", "read", "gate", "rest"}
NO_WORDS = {"can't tell", "don't know", "I don't know"}
SITTINGS = ("one", "two", "three", "four", "five")
SHARE = {"never", "user-may-copy"}
HELP_GROUPS = {
    "emergency", "distress", "partner-abuse", "sexual-violence", "own-behaviour", "general-directory",
}  # fmt: skip
HOW = {"call", "text", "chat"}
TONES = {"warm", "plain", "brief"}
CUES = {*(f"C{number}" for number in range(1, 16)), "S1", ""}  # "" is any
IDEAS = {f"I{number:02}" for number in range(1, 48)}
WIDE_IDEAS = {f"I{number:02}" for number in (2, 8, 12, 14, 21, 25, 26, 29, 30, 31, 33, 39, 40, 44)}

# Whole words; a star stands for any ending. What is exempt is decided in the linter, not here.
BANNED = (
    "avoidant", "anxious attachment", "stonewall*", "narciss*", "toxic", "gaslight*", "needy", "clingy", "cold fish",
    "are broken", "is broken", "you're broken", "codependent", "dysfunctional", "healthy couples", "normal couples",
    "real men", "real women", "husband", "wife", "boyfriend", "girlfriend", "his/her", "opposite sex",
    "both parents", "prostitute", "hooker", "committed suicide", "failed attempt", "streak", "goal reached",
    "keep it up", "don't give up", "you missed", "we missed you", "prove", "guarantee", "scientifically proven",
    "soulmate", "fix your partner",
)  # fmt: skip

APP_NAME = "Companion"

GRADE = {"prompts": 6.0, "activities": 6.0, "guides": 6.0, "help": 6.0, "learn": 7.0}
SENTENCE_WORDS = 24

# --- only measured once a pack says it is complete ---

COUNTS = {
    "prompts": {"prompt": 360},
    "activities": {"activity": 180},
    "guides": {"guide": 26},
    "learn": {"learn": 34},
    "help": {"help": 12},
    "contacts": {"contact": 25},
    "phrases": {
        "feeling": 150, "need": 90, "verdict": 60, "blame": 60, "here": 60, "not_now": 30, "pause": 24,
        "return": 16, "repair": 36, "observation": 30, "ask": 40, "curiosity": 12,
    },
}  # fmt: skip
PROMPT_SPREAD = {  # mode: depth 1 to 5
    "ask": (18, 26, 24, 15, 7),
    "share": (16, 25, 25, 16, 8),
    "side": (26, 20, 10, 4, 0),
    "write": (8, 12, 14, 10, 6),
    "repair": (2, 5, 11, 10, 7),
    "thanks": (10, 12, 6, 5, 2),
}
PROMPT_ROLES = {"either": 216, "quiet": 72, "reaching": 54, "together": 18}
PRESSURES = (60, 60, 35, 18, 7)
FAMILY_AT_LEAST = {"tiny-new": 16, "walk": 14, "eat": 14, "screen": 14}
FEELINGS_AT_LEAST = {"can't tell": 18}
