"""The matcher (baseline)."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.knowledge.model import Entry, Knowledge, fold_wording
from bot.matching.decision import Abstained, Ambiguous, Answered, Decision, Match


class Matcher:
    """Finds the entry that answers a question, or says that none does."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._wordings = [(fold_wording(w), w, e) for e in knowledge.entries for w in e.wordings]
        self._folds = [fold for fold, _, _ in self._wordings]

    def match(self, question: str, *, top: int = 3) -> Decision:
        """Decide what answers `question`; never raises."""
        matches = self._near(question, top)
        if not matches or matches[0].score < 0.7:
            return Abstained(matches, "Nothing in the packs comes near this question.")
        best = matches[0]
        if best.score < 0.85:
            return Ambiguous(matches, "Several entries are about as near.") if len(matches) > 1 else Abstained(matches, "")
        also = self.knowledge.twins_of(best.entry)
        return Answered(best, also, matches[1:], "It asks what this entry answers.")

    def suggest(self, typed: str, *, limit: int = 100) -> tuple[Entry, ...]:
        """Entries for a typeahead, best first."""
        if not typed.strip():
            return self.knowledge.entries[:limit]
        return tuple(match.entry for match in self._near(typed, limit))

    def _near(self, question: str, top: int) -> tuple[Match, ...]:
        hits = process.extract(fold_wording(question), self._folds, scorer=fuzz.token_set_ratio, limit=200)
        best: dict[str, Match] = {}
        for _, score, place in hits:
            _, wording, entry = self._wordings[place]
            best.setdefault(entry.id, Match(entry, score / 100, wording))
        return tuple(best.values())[:top]
