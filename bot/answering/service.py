"""The use case: a question in, a reply out. Knows nothing of Slack, SQL or the environment."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bot.answering.language import is_foreign, reads_english
from bot.answering.manners import Manners
from bot.knowledge.model import Entry, Knowledge, Manner
from bot.matching.decision import Abstained, Answered, Decision, Match
from bot.matching.lexicon import Lexicon
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise

# Slack's button rows and a reader's patience: three related entries are offered.
MAX_RELATED = 3


# People ask the same again: the last replies are kept at hand, as long as the packs stay as they are.
REPLIES_AT_HAND = 1_000

# What people copy along with an id.
AROUND_AN_ID = " \t\r\n\"'`“”‘’()<>[].,;:?!"
ID_REASON = "This is the id of the entry."
NO_QUESTION = "That is no question."
FOREIGN = "I read English only, and this looks like another language."

# The packs' language shows in so many of their questions.
ENOUGH_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot has to say to one question.

    `question` is the text as typed. `decision` is Answered, Ambiguous or Abstained.
    `related` is empty unless answered. `manner` is what the question is, where it is none.
    """

    question: str
    decision: Decision
    related: tuple[Entry, ...] = ()
    manner: Manner | None = None

    @property
    def entry(self) -> Entry | None:
        """The entry that answers, if one does."""
        return self.decision.best.entry if isinstance(self.decision, Answered) else None


class Answering:
    """Answers questions from one knowledge with one matcher; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self.matcher = matcher
        self._manners = Manners(knowledge.manners)
        self._related: dict[str, tuple[Entry, ...]] = {}
        self._ask = lru_cache(maxsize=REPLIES_AT_HAND)(self._find_reply)

    @property
    def lexicon(self) -> Lexicon:
        """Which words mean the same here, by the lexicons beside the packs too."""
        return self.matcher.index.lexicon

    @cached_property
    def _english(self) -> bool:
        return reads_english(entry.question for entry in self.knowledge.entries[:ENOUGH_QUESTIONS])

    def ask(self, question: str, *, top: int = 3) -> Reply:
        """Answer `question`, reporting at most `top` (1 or more) matches; an entry's id is answered with that entry."""
        return self._ask(question, top)

    def _find_reply(self, question: str, top: int) -> Reply:
        if (named := self.choose(question.strip(AROUND_AN_ID))) is not None:
            return replace(named, question=question, decision=replace(named.decision, reason=ID_REASON))
        if (manner := self.manner(question)) is not None and not self._is_wording(question):
            return Reply(question, Abstained((), NO_QUESTION), manner=manner)
        decision = self.matcher.match(question, top=top)
        if isinstance(decision, Abstained) and is_foreign(question) and self._english:
            decision = replace(decision, reason=FOREIGN)
        related = self.related(decision.best.entry) if isinstance(decision, Answered) else ()
        return Reply(question, decision, related)

    def manner(self, text: str) -> Manner | None:
        """What the text is where it is small talk or a word of ours; None for anything else."""
        return self._manners.recognise(text)

    def _is_wording(self, question: str) -> bool:
        """Whether an entry asks just that: then it is answered, whatever it is otherwise."""
        return bool(self.matcher.index.exact_wordings(question, normalise(question)))

    def choose(self, entry_id: str) -> Reply | None:
        """The reply for an entry that a person picked; None when the id is not known (any more)."""
        entry = self.knowledge.by_id.get(entry_id)
        if entry is None:
            return None
        best = Match(entry, 1.0, entry.question)
        decision = Answered(best, self.knowledge.twins_of(entry), (), "You chose this entry.")
        return Reply(entry.question, decision, self.related(entry))

    def any_entry(self) -> Reply | None:
        """Any entry that has an answer; None where none has."""
        entries = [entry for entry in self.knowledge.entries if entry.answer.kind != "none"]
        # A pick for a reader, not a secret.
        return self.choose(random.choice(entries).id) if entries else None  # noqa: S311

    def suggest(self, typed: str, *, limit: int = 100) -> tuple[Entry, ...]:
        """Entries for a typeahead, best first; all entries in pack order for an empty text."""
        return self.matcher.suggest(typed, limit=limit)

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """At most three entries worth reading next: its list, its parts, its like."""
        # Finding its like is a match of its own: done once an entry, not once an answer.
        if entry.id not in self._related:
            self._related[entry.id] = self._find_related(entry)
        return self._related[entry.id]

    def _find_related(self, entry: Entry) -> tuple[Entry, ...]:
        knowledge = self.knowledge
        parent = knowledge.parent_of(entry)
        family = [*([parent] if parent else []), *knowledge.parts_of(entry), *knowledge.siblings_of(entry)]
        alike = [other for other in self.matcher.near(entry) if not set(entry.topics).isdisjoint(other.topics)]
        chosen: dict[str, Entry] = {}
        for other in (*family, *alike):
            if other.id != entry.id and not knowledge.are_twins(entry, other) and other.answer.kind != "none":
                chosen.setdefault(other.id, other)
        return tuple(chosen.values())[:MAX_RELATED]
