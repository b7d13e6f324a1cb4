"""What teachers do: look at a lesson, keep it, change it, take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from slack_sdk import WebClient

from bot.answering.service import Answering
from bot.knowledge.model import Entry, Knowledge
from bot.knowledge.wordings import fold_wording
from bot.learning.documents import Document
from bot.learning.lessons import Lesson, pack_name, taught
from bot.learning.suggestion import Sources, Suggestion
from bot.library import Library, Overlays
from bot.matching.selfcheck import pulled
from bot.render.teaching import Effects
from bot.slack import rights
from bot.slack.events.fields import number_in
from bot.slack.names import name_of
from bot.slack.teachers import Teachers
from bot.slack.teaching.window import Checked
from bot.store.documents import Documents
from bot.store.learned import Learned, Taken

# A new lesson is looked at as the last one of its workspace.
NEW = 2**31 - 1

# So many digits has the id of an ask, the longest of all numbers that a lesson may come from.
DIGITS = 12

# The packs with more knowledge, ready to answer: (the packs', the whole knowledge) -> all of it.
Extend = Callable[[Answering, Knowledge], Answering]


@dataclass(frozen=True, slots=True)
class TeachingDesk:
    """The lessons of all workspaces, as teachers handle them; whoever calls has asked whether the person may.

    Every method that looks at lessons or changes them raises StoreError.
    """

    library: Library
    overlays: Overlays
    learned: Learned
    teachers: Teachers
    documents: Documents
    sources: Sources
    extend: Extend
    now: Callable[[], datetime]

    def suggestion(self, team: str, origin: str) -> Suggestion | None:
        """What an origin ("gap:17") suggests to teach; None for one that is gone."""
        kind, _, number = origin.partition(":")
        source = self.sources.get(kind)
        return source(team, number_in(number, digits=DIGITS)) if source else None

    def refusal(self, team: str, person: str, origin: str, client: WebClient) -> str | None:
        """Why a person may not teach what that origin suggests, in words for them; None if they may.

        What the experts of a channel answered is for teachers who are in it: so is the button that leads there.
        """
        refused = self.teachers.refusal(team, person, client)
        suggestion = None if refused else self.suggestion(team, origin)
        if suggestion is None or not suggestion.channel:
            return refused
        return rights.outside(client, person, suggestion.channel)

    def entry(self, team: str, entry_id: str) -> Entry | None:
        """The entry of that id, as the workspace knows it."""
        return self.library.of(team).knowledge.by_id.get(entry_id)

    def overtaken(self, team: str) -> Mapping[int, str]:
        """The lessons that are not in force since the packs go first, each with the entry that took it over."""
        return self.overlays.overtaken(team)

    def check(self, lesson: Lesson, client: WebClient) -> Checked:
        """What a lesson would change in its workspace as it is now, and how it will look."""
        packs, live = self.library.packs, self.learned.of(lesson.team)
        placed = self._resolved(lesson, live)
        before = self._own_words(placed, live)
        added = [wording for wording in lesson.asked if wording not in before]
        signed = placed if placed.number else self._signed(placed, client)
        candidate = replace(signed, number=placed.number or NEW, name=placed.name or "new", taught_at=self.now())
        others = (one for one in live if one.number != candidate.number)
        known = taught(self.overlays.packs(lesson.team), [*others, candidate])
        if (owner := known.overtaken.get(candidate.number)) is not None:
            asked = known.knowledge.by_id.get(owner)
            return Checked(Effects(known=asked.question if asked else lesson.question))
        answering = self.extend(packs.answering, known.knowledge)
        entry = known.entries.get(candidate.number) or known.knowledge.by_id[candidate.target]
        pulls = [(doubt.wording, doubt.entry.question) for doubt in pulled(answering.matcher, entry, added)]
        folds = {fold_wording(wording) for wording in entry.wordings}
        left_out = [wording for wording in lesson.asked if fold_wording(wording) not in folds]
        today = self._answered_today(lesson.team, (one for one in added if one not in left_out), entry)
        return Checked(Effects(today, pulls, left_out, words_of=entry.question if lesson.target else ""), entry)

    def keep(self, lesson: Lesson, client: WebClient) -> Lesson | Taken | None:
        """Teach or edit, in force here at once; None for a lesson that is gone."""
        lesson = self._resolved(lesson, self.learned.of(lesson.team))
        now = self.now()
        if lesson.number:
            kept = self.learned.edit(lesson, now=now)
        else:
            kept = self.learned.teach(self._signed(lesson, client), now=now)
        self.overlays.refresh(lesson.team)
        return kept

    def remove(self, team: str, number: int) -> Lesson | None:
        """Take a lesson out of force, here at once; None for one that is gone."""
        removed = self.learned.remove(team, number, now=self.now())
        self.overlays.refresh(team)
        return removed

    def restore(self, team: str, number: int) -> Lesson | Taken | None:
        """Bring a removed lesson back, here at once."""
        restored = self.learned.restore(team, number, now=self.now())
        self.overlays.refresh(team)
        return restored

    def use_document(self, team: str, number: int) -> Document | None:
        """Put a document in force, here at once; None for one that is gone."""
        used = self.documents.accept(team, number, now=self.now())
        self.overlays.refresh(team)
        return used

    def drop_document(self, team: str, number: int) -> Document | None:
        """Take a document out of force, here at once; None for one that is gone."""
        dropped = self.documents.remove(team, number, now=self.now())
        self.overlays.refresh(team)
        return dropped

    def name_author(self, team: str, number: int, person: str, name: str) -> Lesson | None:
        """Show the author's name beside their answer; None where it is not theirs, or gone."""
        named = self.learned.name_author(team, number, person, name, now=self.now())
        self.overlays.refresh(team)
        return named

    def _answered_today(self, team: str, wordings: Iterable[str], entry: Entry) -> list[tuple[str, str]]:
        """The wordings that another entry answers now, each with that one's question."""
        answering = self.library.of(team).answering
        found = ((wording, answering.ask(wording).entry) for wording in wordings)
        return [(wording, other.question) for wording, other in found if other and other.id != entry.id]

    def _signed(self, lesson: Lesson, client: WebClient) -> Lesson:
        """A new lesson with its teacher's name where the answer is their own; somebody else is asked first.

        An answer that stands somewhere and has no author was written by an app.
        """
        somebodys = lesson.link if not lesson.author_id else lesson.author_id != lesson.teacher
        if lesson.target or somebodys:
            return lesson
        return replace(lesson, author_id=lesson.teacher, author=name_of(client, lesson.teacher) or "")

    def _resolved(self, lesson: Lesson, live: Iterable[Lesson]) -> Lesson:
        """Other wordings of something that was taught itself are kept with it; everything else is as it is."""
        prefix = f"{pack_name(self.overlays.packs(lesson.team))}/"
        named = (one for one in live if not one.target and f"{prefix}{one.name}" == lesson.target)
        own = next(named, None)
        if own is None:
            return lesson
        words = {fold_wording(wording): wording for wording in (*own.asked, *lesson.asked)}
        asked = tuple(words.values())
        return replace(own, question=own.question, wordings=asked[1:], editor=lesson.editor)

    @staticmethod
    def _own_words(placed: Lesson, live: Iterable[Lesson]) -> tuple[str, ...]:
        return next((one.asked for one in live if one.number == placed.number), ())
