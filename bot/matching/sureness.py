"""What tells whether the best candidate really answers, as named numbers.

A feature is a share (0 to 1) unless its comment says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.matching.candidates import Candidate
from bot.matching.index import UNKNOWN, Index
from bot.matching.positions import position_features
from bot.matching.question import ASKING
from bot.matching.statements import statement_features

# A message of at most this many words is one thought: every word of it has to be explained.
BRIEF = 12

# Below this strength (one wording in sixteen has the word) an entry is not about those people.
STRANGER = 0.25

# A word of at least this weight (of UNKNOWN) is a thing of its own, where hardly a word is shared.
ANOTHER_THING = 0.3

# A cosine at which two texts mean the same in other words.
SAME_IN_MEANING = 0.85

# Of more entries than this another thing is told by the fitted features: there this rule silenced 104 right
# answers for 8 wrong ones. In fewer, nothing but the words of one entry or two is there to compare with.
FEW = 10

# Words that say how a question is put, not what it is about.
_FRAMING = ASKING | {"long", "much", "many", "often", "far", "big"}

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
    """Whether, in a small pack, a message shares one word of content with the entry, and each has another one.

    "How long can I return a lamp?" is not "How long can I return a jacket?". A message whose only word of content
    stands in the answer alone may ask anything of it: "When must I be out of the room?" is not "When can I check in?".
    """
    asked, objects = best.asked, best.asked.part.objects
    if len(index.entries) > FEW or len(asked.part.words) > BRIEF:
        return False
    if best.features.get("near_wording", 0.0) >= SAME_IN_MEANING:
        return False
    rows = list(zip(asked.part.terms, asked.part.typed, asked.weights, best.strengths, strict=True))
    content = [(term, strength) for term, typed, _, strength in rows if typed not in _FRAMING]
    shared = [term for term, strength in content if strength]
    if len(shared) > 1:
        return False
    if len(content) == 1 and not best.features["covers"]:
        return True
    # "The VPN on Windows" is about the VPN still; "the warranty on a jacket" is not about the jacket.
    aside = frozenset() if objects.intersection(shared) else objects
    most = max((weight for term, _, weight, strength in rows if not strength and term not in aside), default=0.0)
    lacking = (1.0 - best.features["covers"]) * index.wording_weight[best.wording]
    return min(most, lacking) >= ANOTHER_THING * UNKNOWN


def _asks_fact(words: Sequence[str]) -> bool:
    """Whether words ask who, when, where or how many."""
    if not _FACT_WORDS.isdisjoint(words[:2]):
        return True
    return any(pair in _FACT_PAIRS for pair in pairwise(words[:6]))
