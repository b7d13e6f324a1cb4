"""What is kept of the questions found: contents lists, small talk, repeats and boxes under every answer go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from bot.counting import count
from bot.importing.blocks import Block, Found, to_markdown
from bot.importing.leftovers import questions_told
from bot.importing.litter import PLACEHOLDER
from bot.knowledge.wordings import fold_wording

# Answers with such tags are small programs and no text.
_LOGIC = re.compile(r"\{\{\s*[#^/]|\{%|<%|\$\{")

# So many questions in a row without an answer are a contents list.
CONTENTS_RUN = 3

# A passage that stands in so many answers, and in such a share of them, is a box of the page.
BOX_ANSWERS, BOX_SHARE, BOX_LENGTH = 3, 0.25, 20

# What people say to a bot without asking it anything.
_TALK = frozenset(
    "hello hi hey hiya howdy greetings good morning afternoon evening night day bye goodbye see you later "
    "thanks thank thx cheers very much so many lot a great nice cool awesome wow ok okay yes no yep nope sure "
    "please sorry help me need bad answer answers wrong right response stop cancel quit exit start restart "
    "menu back thumbs up down there again hallo danke tschüss guten tag morgen abend that thats s useful "
    "helpful bonjour merci salut au revoir hola gracias adiós ciao grazie".split()
)

# An answer of so many characters that stands twice in a row is one answer in two wordings, if the second does not
# ask; a longer one even if it does.
SAME_ANSWER, SAME_LONG_ANSWER = 20, 100

# Two headings in a row are one question in two wordings from this likeness on (1.0 is equal).
ALIKE = 0.85

_NUMBER_WORDS = dict(zip("two three four five six seven eight nine ten".split(), "23456789", strict=False))


@dataclass(slots=True)
class Sifted:
    """The questions to draft, and what was left out of the document."""

    found: list[Found]
    remarks: list[str] = field(default_factory=list)


def sifted(found: Sequence[Found], title: str | None = None, *, talk: bool = False) -> Sifted:
    """The questions worth drafting, in reading order.

    `title` is the first line of a text, which may look like a question. `talk` says that the document is
    a bot's export, which may hold small talk.
    """
    kept = _joined_wordings(_without_placeholders(found))
    if kept and not kept[0].body and fold_wording(kept[0].question) in fold_wording(title or ""):
        kept = kept[1:]
    kept, bare = _answered(_joined_answers(kept) if talk else kept)
    remarks = questions_told(bare, f"{count(len(bare), 'question')} in a row without an answer")
    kept, programs = _parted(kept, lambda one: not _LOGIC.search(_prose(one)))
    kept, chatter = _parted(kept, _is_no_small_talk(kept)) if talk else (kept, [])
    kept, boxes = _without_boxes(kept)
    for dropped, one, many in (
        (programs, "answer that is a template", "answers that are templates"),
        (chatter, "line of small talk", "lines of small talk"),
    ):
        remarks += questions_told(dropped, count(len(dropped), one, many))
    if boxes:
        remarks.append(f"left out {boxes} passages that stand under many answers")
    return Sifted(_once(kept), remarks)


def _text(found: Found) -> str:
    return to_markdown(found.body)


def _prose(found: Found) -> str:
    """The answer without its code, where such tags are the matter and no program."""
    return re.sub(r"`[^`]*`", "", to_markdown(block for block in found.body if block.kind != "code"))


def _parted(found: Sequence[Found], keep: Callable[[Found], bool]) -> tuple[list[Found], list[Found]]:
    return [one for one in found if keep(one)], [one for one in found if not keep(one)]


def _without_placeholders(found: Sequence[Found]) -> list[Found]:
    """Answers that only say that something is to come are no answers."""
    return [replace(one, body=()) if PLACEHOLDER.fullmatch(_text(one).strip()) else one for one in found]


def _joined_wordings(found: Sequence[Found]) -> list[Found]:
    """A question without an answer, and the same in other words right below it: one with an alias."""
    out: list[Found] = []
    for one in found:
        before = out[-1] if out else None
        if before is not None and not before.body and one.body and _alike(before.question, one.question):
            aliases = dict.fromkeys((*before.aliases, one.question, *one.aliases))
            out[-1] = replace(one, question=before.question, aliases=tuple(aliases), line=before.line)
        else:
            out.append(one)
    return out


def _alike(one: str, other: str) -> bool:
    """Whether two wordings ask the same."""
    first, second = (
        " ".join(_NUMBER_WORDS.get(word, word) for word in fold_wording(words).split()) for words in (one, other)
    )
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _answered(found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """Without questions that are answered elsewhere, and without runs of bare questions (a contents list).

    Also the questions of such runs that are answered nowhere.
    """
    answered = {fold_wording(one.question) for one in found if one.body}
    out: list[Found] = []
    lost: list[Found] = []
    run: list[Found] = []
    for one in (*found, None):
        if one is not None and not one.body:
            run.append(one)
            continue
        asking = [bare for bare in run if bare.asks and fold_wording(bare.question) not in answered]
        if len(run) < CONTENTS_RUN:
            out += asking
        else:
            lost += asking
        run = []
        if one is not None:
            out.append(one)
    return out, lost


def _is_no_small_talk(found: Sequence[Found]) -> Callable[[Found], bool]:
    """Where most wordings ask, a single word is small talk; a greeting is everywhere."""
    asking = sum(one.asks for one in found) * 2 > len(found)

    def keep(one: Found) -> bool:
        """Whether it is worth an entry: no greeting, and no small talk where most of the document asks."""
        wordings = (one.question, *one.aliases)
        greeting = [_TALK.issuperset(fold_wording(words).split()) for words in wordings]
        if greeting[0] and sum(greeting) * 2 > len(greeting):
            return False
        return not asking or one.asks or not all(map(_is_talk, wordings))

    return keep


def _is_talk(words: str) -> bool:
    """Whether words are a greeting, a command, or the name of a reply."""
    parts = fold_wording(words).split()
    return len(parts) < 2 or "_" in words or _TALK.issuperset(parts)


def _joined_answers(found: Sequence[Found]) -> list[Found]:
    """The same answer twice in a row: the second time its question is another wording."""
    out: list[Found] = []
    for one in found:
        before = out[-1] if out else None
        same = before is not None and len(_text(one)) >= SAME_ANSWER and _text(before) == _text(one)
        if before is None or not same or not before.asks or (one.asks and len(_text(one)) < SAME_LONG_ANSWER):
            out.append(one)
            continue
        out[-1] = replace(before, aliases=tuple(dict.fromkeys((*before.aliases, one.question, *one.aliases))))
    return out


def _without_boxes(found: Sequence[Found]) -> tuple[list[Found], int]:
    """Answers without the passages that many of them repeat."""
    seen = Counter(text for one in found for text in {to_markdown([block]) for block in one.body})
    often = max(BOX_ANSWERS, len(found) * BOX_SHARE)
    boxes = {text for text, times in seen.items() if times >= often and len(text) >= BOX_LENGTH}
    out = []
    for one in found:
        body = tuple(block for block in one.body if to_markdown([block]) not in boxes)
        out.append(replace(one, body=body) if body else one)
    return out, sum(bool(set(map(_of, one.body)) - boxes) for one in found if set(map(_of, one.body)) & boxes)


def _of(block: Block) -> str:
    return to_markdown([block])


def _once(found: Sequence[Found]) -> list[Found]:
    """Each question with each of its answers once; wordings of the same answer are aliases of one entry."""
    by_both: dict[tuple[str, str], int] = {}
    out: list[Found] = []
    for one in found:
        key = fold_wording(one.question), fold_wording(_text(one))
        place = by_both.get(key)
        if place is None:
            by_both[key] = len(out)
            out.append(one)
        else:
            kept = out[place]
            out[place] = replace(kept, aliases=tuple(dict.fromkeys((*kept.aliases, *one.aliases))))
    return out
