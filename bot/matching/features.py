"""What speaks for a candidate, as named numbers: for ranking entries, and for being sure of the best.

A feature is a share (0 to 1) unless its comment says otherwise. `weights.json` says what each
counts; `tests/quality/fit_weights.py` refits it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from bot.matching.index import UNKNOWN, Index, IndexedEntry, Wording
from bot.matching.question import Part

# A message of at most this many words is one thought: every word of it has to be explained.
BRIEF = 12

_FACT_WORDS = frozenset(["who", "when", "where", "whose", "did", "has"])
_FACT_PAIRS = frozenset({("how", "many"), ("how", "much"), ("how", "long"), ("what", "time"), ("what", "date")})


def term_weights(part: Part, index: Index) -> dict[str, float]:
    """What each term of the part says: its rarity, less for words of asking."""
    return {term: index.rarity(term) * (SOFT if term in part.soft else 1.0) for term in part.terms}


# "need", "help", "list" are a request more than a subject.
SOFT = 0.3


def rank_features(
    part: Part, weights: Mapping[str, float], index: Index, indexed: IndexedEntry, wording: Wording
) -> dict[str, float]:
    """Features of one entry, by its nearest wording, against one part of the message."""
    total = sum(weights.values()) or 1.0
    strengths = indexed.strengths
    common = wording.terms.intersection(weights)
    shared = sum(weights[term] for term in common)
    words = " ".join(part.words)
    rarest = max(
        (weight * min(1.0, strengths[term] / 0.4) for term, weight in weights.items() if term in strengths), default=0.0
    )
    wrong = sum(indexed.counts.contradict(count) for count in part.counts)
    return {
        # terms that any field of the entry has
        "explained": sum(weight for term, weight in weights.items() if term in strengths) / total,
        # of the nearest wording, what the message has; and the reverse
        "covers": shared / (wording.weight or 1.0),
        "covered": shared / total,
        "same": float(len(common) == len(weights) == len(wording.terms)),
        # likeness of the letters, in order and as sets of words
        "letters": fuzz.ratio(words, wording.words) / 100,
        "token_set": fuzz.token_set_ratio(words, wording.words) / 100,
        # the most telling term they share, in units of UNKNOWN
        "rarest": rarest / UNKNOWN,
        # list items named beside the first (0 to 3): someone describes the list by what is in it
        "items": min(3.0, max(0.0, _named(indexed.headings, weights) - 1.0)),
        "siblings": min(3.0, float(_named(indexed.siblings, weights))),
        # counts (0 or more) that the entry has with their noun, allows, contradicts
        "count": float(sum(indexed.counts.agree(count) for count in part.counts)),
        "number": float(len(part.counts) - wrong),
        "wrong_count": float(wrong),
    }


def part_features(part: Part, parts: int) -> dict[str, float]:
    """Features of the part itself, which decide between parts of a longer message."""
    several = float(parts > 1)
    return {
        "part_marked": several * part.marked,
        "part_asks": several * part.asks,
        "part_requests": several * part.requests,
        "part_tells": several * min(part.tells, 2) / 2,
        "part_whole": several * part.whole,
        "part_words": several * min(len(part.words), 40) / 40,
        "part_terms": several * min(len(part.terms), 20) / 20,
    }


def sure_features(
    part: Part,
    index: Index,
    indexed: IndexedEntry,
    wording: Wording,
    ranking: Mapping[str, float],
    lead: Sequence[float],
) -> dict[str, float]:
    """Features of the best entry that tell whether it really answers.

    `ranking` are its rank features; `lead` its rank score and that score's lead over the next
    entry that is no twin (both in the ranker's own units, the lead cut at 6).
    """
    weights = term_weights(part, index)
    strengths = indexed.strengths
    missing = {term: weight for term, weight in weights.items() if term not in strengths}
    unknown = {term: weight for term, weight in missing.items() if not index.knows(term)}
    objects = {term: weight for term, weight in missing.items() if term in part.objects}
    brief = float(len(part.words) <= BRIEF)
    most = max(missing.values(), default=0.0) / UNKNOWN
    most_unknown = max(unknown.values(), default=0.0) / UNKNOWN
    most_object = max(objects.values(), default=0.0) / UNKNOWN
    unknown_object = max((unknown[term] for term in objects if term in unknown), default=0.0) / UNKNOWN
    cue = part.marked or part.asks or part.requests
    return {
        "score": lead[0],
        "lead": min(lead[1], 6.0),
        # what the entry leaves unexplained: the rarest word, the sum (to 20), and words no entry has
        "missing": most,
        "missing_brief": most * brief,
        "missing_sum": min(sum(missing.values()), 20.0) / UNKNOWN,
        "missing_share": max(missing.values(), default=0.0) / (sum(weights.values()) or 1.0),
        "unknown": most_unknown,
        "unknown_brief": most_unknown * brief,
        "unknown_words": min(len(unknown), 4) / 4,
        # the same for what follows "of", "on", "about": the thing the question is about
        "missing_object": most_object,
        "missing_object_brief": most_object * brief,
        "unknown_object": unknown_object,
        "unknown_object_brief": unknown_object * brief,
        "other_people": float(part.others and strengths.get(index.lexicon.customer, 0.0) > 0.6),
        # who, when, where, how many: facts that no entry of this kind of wording gives
        "asks_fact": float(_asks_fact(part.words) and not _asks_fact(wording.words.split())),
        "marked": float(part.marked),
        "asks": float(part.asks),
        "requests": float(part.requests),
        "cue": float(cue),
        "tells": min(part.tells, 3) / 3,
        "states": float(part.states),
        "chatter": min(part.chatter, 2) / 2,
        "terms": min(len(part.terms), 12) / 12,
        "words": min(len(part.words), 40) / 40,
        "terse": float(len(part.words) <= 4),
        "whole": float(part.whole),
        **{name: ranking[name] for name in _SHARED},
    }


_SHARED = """
    explained covers covered same letters token_set rarest items siblings count wrong_count pooled cosine
    question
""".split()


def _named(headings: Sequence[frozenset[str]], weights: Mapping[str, float]) -> int:
    """How many headings share a term with the message."""
    return sum(not heading.isdisjoint(weights) for heading in headings)


def _asks_fact(words: Sequence[str]) -> bool:
    """Whether words ask who, when, where or how many."""
    if not _FACT_WORDS.isdisjoint(words[:2]):
        return True
    return any(pair in _FACT_PAIRS for pair in pairwise(words[:6]))
