"""Entries for tests: small ones by hand, and any that the pack validator accepts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from bot.answering.service import Reply
from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack, Source
from bot.knowledge.validation import Checked, check_pack
from bot.knowledge.yaml_reader import Document
from bot.matching.decision import Answered, Match

SOURCE = Source("A Guide to Service", publisher="Guides & Sons", file="guide.txt")


def entry(name: str = "three-rules", **fields: object) -> Entry:
    """A short list entry; `fields` replace any of its own."""
    answer = Answer(
        "bullets", intro="They are:", items=(Item("Listen"), Item("Smile", "With your eyes")), outro="Done."
    )
    own = {"question": f"What is {name.replace('-', ' ')}?", "answer": answer, "source": SOURCE, "lines": "3-9"}
    return Entry(pack="guide", name=name, **(own | fields))


def steps(*texts: str, **fields: object) -> Entry:
    """An entry of numbered steps."""
    return entry(answer=Answer("steps", items=tuple(map(Item, texts))), **fields)


def text_entry(text: str, **fields: object) -> Entry:
    """An entry of plain text."""
    return entry(answer=Answer("text", text=text), **fields)


def answered(shown: Entry, also: tuple[Entry, ...] = (), related: tuple[Entry, ...] = ()) -> Reply:
    """The reply in which `shown` answers."""
    return Reply(shown.question, Answered(Match(shown, 1.0, shown.question), also, (), "test"), related)


def accepted(one: Entry) -> bool:
    """Whether the pack validator has nothing against the entry."""
    checked = Checked(Path("guide.yaml"), Pack("guide", (one,)), Document({}))
    return not list(check_pack(checked))


# Letters, what Slack parses, what JSON and UTF-16 swell, what is invisible, what breaks lines.
ALPHABET = "aB 1.\n&<>*_~`|@#!:/😀é\u202e\u200b\u2028\t漢"
WORDS = st.text(ALPHABET, min_size=1, max_size=40).map(lambda text: text.strip() or "w")


def passages(longest: int) -> st.SearchStrategy[str]:
    """Text of one character or up to `longest`, quickly made by repeating a few words."""
    return st.builds(
        lambda words, length: (words * (length // len(words) + 1))[:length].strip() or "w",
        WORDS,
        st.sampled_from([1, 10, 74, 75, 76, 150, 151, 500, 1_500, longest]),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer of any kind, up to the validator's budgets (3,000 a passage, 12,000 in all)."""
    kind = draw(st.sampled_from(["bullets", "steps", "text", "none"]))
    if kind == "none":
        return Answer("none")
    intro = draw(st.none() | passages(2_000))
    if kind == "text":
        return Answer("text", intro=intro, text=draw(passages(3_000)), outro=draw(st.none() | passages(3_000)))
    count = draw(st.sampled_from([1, 2, 7, 60, 199, 200, 201, 900, 3_000]))
    length = max(1, min(3_000, 7_000 // count))
    item = Item(draw(passages(3_000))[:length].strip() or "w", draw(st.none() | passages(length)))
    item = Item(item.text, (item.detail or "")[: max(0, 9_000 // count - len(item.text))].strip() or None)
    return Answer(kind, intro=intro, items=(item,) * count, outro=draw(st.none() | passages(200)))


@st.composite
def entries(draw: st.DrawFn, name: str = "any") -> Entry:
    """Any entry that the validator accepts, with a source, notes and topics of any length."""
    notes = draw(st.lists(passages(2_000), max_size=2)) if draw(st.booleans()) else ["n"] * 150
    source = Source(
        draw(passages(5_000)),
        publisher=draw(st.none() | passages(5_000)),
        file=draw(st.none() | passages(300)),
        url=draw(st.none() | st.sampled_from(["https://a.example/?q=1&r=2", "https://a.example/" + "é&" * 2_000])),
        dated=draw(st.none() | passages(300)),
        cites=draw(st.none() | passages(3_000)),
    )
    made = Entry(
        pack="guide",
        name=name * 20 if draw(st.booleans()) else name,
        question=draw(passages(6_000)) + "q",
        answer=draw(answers()),
        source=source,
        topics=tuple(draw(st.lists(passages(3_000), max_size=3))),
        lines=draw(st.none() | st.just("108-110")),
        notes=tuple(notes) or ("n",),
    )
    return made if accepted(made) else Entry(**{**_fields(made), "question": "Why?", "notes": ("n",)})


def _fields(one: Entry) -> dict[str, object]:
    return {field: getattr(one, field) for field in Entry.__slots__}


def knowledge_of(*several: Entry) -> Knowledge:
    """A knowledge of one pack."""
    return Knowledge([Pack("guide", several)])
