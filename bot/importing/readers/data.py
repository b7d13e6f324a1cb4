"""Questions in plain data (JSON, YAML of other bots, front matter) -> found, whatever their keys are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.importing.blocks import Block, Found
from bot.importing.readers.exports import accepted, exchanges, in_one_language, intents, joined_pairs, key
from bot.importing.readers.rich_text import is_rich, markdown_of
from bot.importing.wording import asks, cleaned

# Keys under which other tools keep a question and its answer, best first; compared without case and signs.
SURE_QUESTIONS = tuple(
    "questions question q query utterances usersays trainingphrases patterns prompt input sampleutterances".split()
)
QUESTIONS = (*SURE_QUESTIONS, *"title name heading header summary label subject".split())
ANSWERS = tuple(
    "answer answers a acceptedanswer responses response reply replies output completion text content body "
    "description value html markdown messages conclusionstatement".split()
)
ALIASES = ("aliases", "alternatives", "alternativequestions", "alternatequestions", "variants", "synonyms")
SECTIONS = ("section", "category", "topic", "group", "theme", "t", "tag")

# Keys that only hold things together.
_CONTAINERS = (
    "faq faqs qna qnas qa items entries list data pairs intents conversations mainentity graph pages docs props nlu "
    "documents results rows records objects children sections categories topics groups en english"
)
_TECHNICAL = frozenset((*QUESTIONS, *ANSWERS, *ALIASES, *SECTIONS, *_CONTAINERS.split()))

# Under these keys several texts are a choice of answers; elsewhere they are paragraphs of one.
_CHOICES = frozenset(("answers", "responses", "replies"))

# Among the titles of articles so many ask at least, where each is taken for a question.
TITLES_ASKING = 0.3

# Where more of the keys of a mapping ask, all of them are questions.
KEYS_ASKING = 0.5

# Deeper than any real export; stops hand-made nesting.
_DEEPEST = 40

Path = tuple[str | int, ...]
Cell = Callable[[str], list[Block]]
"""Reads the text of one value."""


@dataclass(slots=True)
class Walk:
    """Looks for questions in data; `lines` tells where each value stands."""

    cell: Cell
    lines: Mapping[Path, int] = field(default_factory=dict)

    def found(self, data: Any, path: Path = (), section: str | None = None) -> Iterator[Found]:
        """Every question with its answer, in reading order."""
        if len(path) > _DEEPEST:
            return
        paired = intents(data) if not path else []
        if paired:
            for place, examples, response in paired:
                text, doubts = _answer(response, "responses")
                yield self._made(_texts(examples) or [""], text, ("nlu", place), section, doubts)
            return
        if isinstance(data, dict):
            yield from self._in_mapping(data, path, section)
        elif isinstance(data, list):
            yield from self._in_list(data, path, section)

    def _in_list(self, data: list[Any], path: Path, section: str | None) -> Iterator[Found]:
        """A list is a talk, or holds short talks, articles by their titles, or whatever else."""
        talk = exchanges(data)
        for said, reply, place in talk:
            yield self._made([said], reply, (*path, place), section)
        titled = _is_titled(data)
        for place, value in enumerate(() if talk else data):
            here = (*path, place)
            if _is_talk(value):
                doubts = ("the document goes on with more replies; the first is taken",) if value[2:] else ()
                yield self._made([value[0]], value[1], here, section, doubts)
            elif titled and isinstance(value, dict):
                yield from self._in_mapping(value, here, section, titled=True)
            else:
                yield from self.found(value, here, section)

    def _in_mapping(
        self, data: dict[str, Any], path: Path, section: str | None, *, titled: bool = False
    ) -> Iterator[Found]:
        """A mapping is an entry itself, or holds questions as keys, or leads on to others."""
        keys = _Keys(data)
        own = self._entry(keys, path, section, titled=titled)
        if own is not None:
            yield own
            return
        title = keys.text((*SECTIONS, "title", "name"))
        paired = joined_pairs(data)
        for asked, reply in paired.items():
            text, doubts = _answer(data[reply], "")
            if text:
                yield self._made([data[asked]], text, (*path, asked), title or section, doubts)
        questions = _asked(data)
        for name, value in data.items():
            if name in paired or name in paired.values():
                continue
            here = (*path, name)
            text, doubts = _under_question(value) if name in questions else ("", ())
            if text:
                yield self._made([str(name)], text, here, section, doubts)
            else:
                yield from self.found(value, here, title or (str(name) if _is_heading(str(name)) else section))

    def _entry(self, keys: _Keys, path: Path, section: str | None, *, titled: bool) -> Found | None:
        """A mapping with a question and an answer; among `titled` articles a title need not ask."""
        for asked, value in keys.having(QUESTIONS):
            wordings = _texts(value)
            if not wordings or (asked not in SURE_QUESTIONS and not titled and not asks(cleaned(wordings[0]))):
                continue
            chosen = accepted(keys.values())
            if chosen:
                return self._made(wordings, chosen, path, keys.text(SECTIONS) or section)
            for replied, reply in keys.having(ANSWERS):
                text, doubts = _answer(reply, replied)
                if replied != asked and (text or (asked in SURE_QUESTIONS and isinstance(reply, str))):
                    others = [words for _, more in keys.having(ALIASES) for words in _texts(more)]
                    return self._made([*wordings, *others], text, path, keys.text(SECTIONS) or section, doubts)
        return None

    def _made(
        self, wordings: list[str], answer: str, path: Path, section: str | None, doubts: tuple[str, ...] = ()
    ) -> Found:
        words, *others = (cleaned(wording) for wording in wordings)
        line = self.lines.get(path)
        aliases = tuple(dict.fromkeys(filter(None, others)))
        return Found(words, tuple(self.cell(answer)), aliases, section, line, line, asks(words), doubts)


class _Keys:
    """A mapping by its keys as people mean them."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._values = {key(name): value for name, value in data.items()}

    def having(self, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Those of the names that are there, with their values."""
        return ((name, self._values[name]) for name in names if name in self._values)

    def values(self) -> Iterable[Any]:
        """Everything that stands in the mapping."""
        return self._values.values()

    def text(self, names: Iterable[str]) -> str | None:
        """The first of the names that holds a text."""
        texts = (value.strip() for _, value in self.having(names) if isinstance(value, str))
        return next(filter(None, texts), None)


def _is_talk(value: Any) -> bool:
    """[question, answer, ...] as other bots keep a short talk."""
    return isinstance(value, list) and len(value) > 1 and all(isinstance(part, str) for part in value)


def _is_titled(values: list[Any]) -> bool:
    """Whether a list holds articles by their titles, of which enough ask; then each title is one's question."""
    titles = [
        cleaned(title)
        for value in values
        if isinstance(value, dict) and (title := _Keys(value).text(("title", "name")))
    ]
    articles = sum(isinstance(value, dict) and _is_article(_Keys(value)) for value in values)
    return articles == len(values) > 1 and sum(map(asks, titles)) >= len(titles) * TITLES_ASKING


def _is_article(keys: _Keys) -> bool:
    """Whether a mapping has a title and a text, or a title and replies of which one was accepted."""
    texts = keys.text(("body", "html", "content", "markdown", "text", "description"))
    return keys.text(("title", "name")) is not None and bool(texts or accepted(keys.values()))


def _is_heading(name: str) -> bool:
    """Whether a key is a heading of its own and not a technical one."""
    return key(name) not in _TECHNICAL and not key(name).isdigit()


def _asked(data: Mapping[Any, Any]) -> set[Any]:
    """The keys of a mapping that are questions; where most are, so are the others that stand above a text."""
    asking = {name for name in data if asks(cleaned(str(name)))}
    own = [name for name in data if _is_heading(str(name))]
    if 1 < len(asking) > len(own) * KEYS_ASKING:
        return asking | {name for name in own if isinstance(data[name], str)}
    return asking


def _under_question(value: Any) -> tuple[str, tuple[str, ...]]:
    """The answer that stands under a question as its key."""
    if isinstance(value, list) and not all(isinstance(part, str) for part in value):
        return "", ()
    return _answer(value, "")


def _texts(value: Any) -> list[str]:
    """The wordings in a value: a text, or a list of texts or of mappings with a text."""
    if isinstance(value, str):
        lines = [line.strip() for line in value.splitlines() if line.strip()]
        listed = all(line.startswith("- ") for line in lines)
        if not lines:
            return []
        return [line[2:] for line in lines] if listed else [" ".join(lines)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    if isinstance(value, dict):
        spoken = in_one_language(value)
        if spoken is not None:
            return _texts(spoken)
        if isinstance(value.get("parts"), list):
            return ["".join(str(part.get("text", "")) for part in value["parts"] if isinstance(part, dict)).strip()]
        return [text for name in ("text", "question", "value", "data") if name in value for text in _texts(value[name])]
    return []


def _answer(value: Any, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of an answer, and what is doubtful about it."""
    if isinstance(value, str):
        return value.strip(), ()
    if is_rich(value):
        return markdown_of(value), ()
    if isinstance(value, dict):
        spoken = in_one_language(value)
        if spoken is not None:
            return _answer(spoken, name)
        names = {key(inner): inner for inner in value}
        for inner in ("markdown", "text", "answer", "value", "content", "plaintext", "body", "html", "messages"):
            if inner in names:
                text, doubts = _answer(value[names[inner]], "answers" if name == inner else inner)
                if text:
                    return text, doubts
        return "", ()
    if isinstance(value, list):
        texts = [text for part in value for text in [_answer(part, "")[0]] if text]
        if name in _CHOICES or not all(isinstance(part, str) for part in value):
            several = len(texts) > 1
            return (texts[0] if texts else ""), (
                (f"the document gives {len(texts)} answers to choose from; the first is taken",) if several else ()
            )
        return "\n\n".join(texts), ()
    return "", ()
