"""What tells whether the best candidate really answers, as named numbers.

A feature is a share (0 to 1) unless its comment says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.matching.candidates import Candidate
from bot.matching.index import UNKNOWN, Index
from bot.matching.positions import position_features
from bot.matching.question import ASKING, LEADING_TO_OBJECT
from bot.matching.statements import statement_features

# A message of at most this many words is one thought: every word of it has to be explained.
BRIEF = 12

# Below this strength (one wording in sixteen has the word) an entry is not about those people.
STRANGER = 0.25

# A word of at least this weight (of UNKNOWN) is a thing of its own, where hardly a word is shared.
ANOTHER_THING = 0.3

# A cosine at which two texts mean the same in other words.
SAME_IN_MEANING = 0.85

# Two texts that have this share of the words of the longer one are put alike: where they share one word of content
# at most, and where they share more. Of 8,255 questions asked of packs of ten entries this keeps 6 false answers
# back, and 4 right ones; of `watch`, `dev` and `tune` it changes none.
LIKE_FRAME, ONE_FRAME = 0.4, 0.6

# So many words make a frame that has no word of content.
BARE_FRAME = 3

# Words that say how a question is put, not what it is about.
_FRAMING = ASKING | {"long", "much", "many", "often", "far", "big"}

# Who or what these are is left open: "with my husband" is "with somebody".
_ANYBODY = frozenset("somebody someone anybody anyone something anything somewhere anywhere".split())

_FACT_WORDS = frozenset(["who", "when", "where", "whose", "did", "has"])
_FACT_PAIRS = frozenset({("how", "many"), ("how", "much"), ("how", "long"), ("what", "time"), ("what", "date")})


def sure_features(best: Candidate, index: Index, score: float, lead: float) -> dict[str, float]:
    """Features of the best entry that tell whether it really answers.

    `score` is its rank score and `lead` how far that is ahead of the next entry that is no twin,
    both in the ranker's own units (the lead counts up to 6).
    """
    asked, part, ranking = best.asked, best.asked.part, best.features
    terms = zip(part.terms, asked.weights, asked.numbers, best.strengths, strict=True)
    missing: dict[str, float] = {}
    unknown: dict[str, float] = {}
    strangers = False
    for term, weight, number, strength in terms:
        if not strength:
            missing[term] = weight
        if number is None:
            unknown[term] = weight
        strangers = strangers or (term in part.others and strength < STRANGER)
    customer = index.strength(index.lexicon.customer, best.place)
    objects = {term: weight for term, weight in missing.items() if term in part.objects}
    brief = float(len(part.words) <= BRIEF)
    most = max(missing.values(), default=0.0) / UNKNOWN
    most_unknown = max(unknown.values(), default=0.0) / UNKNOWN
    most_object = max(objects.values(), default=0.0) / UNKNOWN
    unknown_object = max((unknown[term] for term in objects if term in unknown), default=0.0) / UNKNOWN
    cue = part.marked or part.asks or part.requests
    return {
        "score": score,
        "lead": min(lead, 6.0),
        # what the entry leaves unexplained: the rarest word, the sum (to 20), and words no entry has
        "missing": most,
        "missing_brief": most * brief,
        "missing_sum": min(sum(missing.values()), 20.0) / UNKNOWN,
        "missing_share": max(missing.values(), default=0.0) / asked.total,
        "unknown": most_unknown,
        "unknown_brief": most_unknown * brief,
        "unknown_words": min(len(unknown), 4) / 4,
        # the same for what follows "of", "on", "about": the thing the question is about
        "missing_object": most_object,
        "missing_object_brief": most_object * brief,
        "unknown_object": unknown_object,
        "unknown_object_brief": unknown_object * brief,
        # it is about a colleague or a child, say, and the entry about customers
        "other_people": float(strangers and customer > 0.6),
        # who, when, where, how many: facts that no entry of this kind of wording gives
        "asks_fact": float(_asks_fact(part.words) and not _asks_fact(index.wordings[best.wording].split())),
        "marked": float(part.marked),
        "asks": float(part.asks),
        "requests": float(part.requests),
        "cue": float(cue),
        "tells": min(part.tells, 3) / 3,
        "states": float(part.states),
        "chatter": min(part.chatter, 2) / 2,
        **statement_features(part),
        **position_features(part.words, best.counts),
        "terms": min(len(part.terms), 12) / 12,
        "words": min(len(part.words), 40) / 40,
        "terse": float(len(part.words) <= 4),
        "whole": float(part.whole),
        **{name: ranking[name] for name in _SHARED},
    }


def meaning_features(best: Candidate, others: Sequence[Candidate]) -> dict[str, float]:
    """How near the best entry is in meaning, and how much nearer than the `others`, by a wording and by the answer.

    Cosines, -1 to 1, and their differences; beside them how near the entry's own wordings come to each other.
    """
    near = {name: best.features[name] for name in _NEAR}
    rivals = [other.features for other in others if other.asked is best.asked]
    for name, lead in (("near_wording", "lead_wording"), ("near_body", "lead_body")):
        near[lead] = near[name] - max((rival[name] for rival in rivals), default=0.0)
    near["closeness"], near["closeness_body"] = best.closeness
    return near


_NEAR = ("near_wording", "near_question", "near_several", "near_body")

_SHARED = """
    explained covers covered same letters token_set rarest items siblings count wrong_count pooled cosine
    question
""".split()


def names_another_thing(best: Candidate, index: Index) -> bool:
    """Whether a message is put as the nearest wording is, but names another thing, where each has what the other lacks.

    "How long can I return a lamp?" is not "How long can I return a jacket?". What is told in other words altogether
    ("money back after a month?") is left to the fitted features: there is no frame to hold the two things against.
    """
    part = best.asked.part
    if len(part.words) > BRIEF or best.features.get("near_wording", 0.0) >= SAME_IN_MEANING:
        return False
    rows = list(zip(part.terms, part.typed, best.asked.weights, best.strengths, strict=True))
    framing = _FRAMING.union(_degrees(part.words))
    shared = [term for term, typed, _, strength in rows if strength and typed not in framing]
    wording = index.wordings[best.wording].split()
    if (
        framing.isdisjoint(wording)
        or not _ANYBODY.isdisjoint(wording)
        or not _framed_alike(part.words, wording, len(shared))
    ):
        return False
    # "The VPN on Windows" is about the VPN still; "the warranty on a jacket" is not about the jacket, and
    # "the guarantee on helmets" is not "the guarantee on frames".
    beside = not part.objects.intersection(shared) and LEADING_TO_OBJECT.isdisjoint(wording)
    aside = part.objects if beside else frozenset()
    missing = (weight for term, typed, weight, has in rows if not has and term not in aside and typed not in framing)
    lacking = (1.0 - best.features["covers"]) * index.weight_of(best.wording)
    return min(max(missing, default=0.0), lacking) >= ANOTHER_THING * UNKNOWN


def _degrees(words: Sequence[str]) -> Iterator[str]:
    """What stands behind "how" asks for a degree, and names nothing: "how expensive is it"."""
    return (word for how, word in pairwise(words) if how == "how")


def _framed_alike(words: Sequence[str], others: Sequence[str], content: int) -> bool:
    """Whether two texts are put alike: in any order, with so many words of `content` in both."""
    one, other = set(words), set(others) - {"?", "."}
    both = len(one & other)
    # "How long" alone is no frame: whoever says "guarantee" may mean the warranty.
    near = content == 1 or (content == 0 and both >= BARE_FRAME)
    return both >= (LIKE_FRAME if near else ONE_FRAME) * max(len(one), len(other), 1)


def _asks_fact(words: Sequence[str]) -> bool:
    """Whether words ask who, when, where or how many."""
    if not _FACT_WORDS.isdisjoint(words[:2]):
        return True
    return any(pair in _FACT_PAIRS for pair in pairwise(words[:6]))
