"""A small knowledge with every kind of answer, and a matcher that decides by a script."""

from bot.answering.service import Answering
from bot.knowledge.manners_file import load_manners
from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack, Source
from bot.knowledge.wordings import fold_wording
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides, Decision, Match
from bot.matching.lexicon_file import bundled_lexicon

SEVEN_CS = Entry(
    "riseup",
    "seven-cs",
    "What are the 7 Cs of service?",
    Answer("bullets", intro="The 7 Cs include", items=tuple(map(Item, ("Customer", "Cost", "Convenience")))),
    Source("Seven principles", publisher="Riseup Labs", file="riseup.txt"),
    topics=("frameworks",),
    lines="108-110",
    twins=("crm/seven-cs",),
)
SEVEN_CS_TWIN = Entry(
    "crm",
    "seven-cs",
    "Which seven words begin with C?",
    Answer("text", text="Seven words, quoted from elsewhere."),
    Source("The CRM book", publisher="CRM House"),
    topics=("frameworks",),
)
ANGRY = Entry(
    "riseup",
    "angry-customer",
    "How do I handle an angry customer?",
    Answer("steps", items=(Item("Listen", "without a word"), Item("Apologise"), Item("Solve"))),
    Source("Seven principles", publisher="Riseup Labs"),
    topics=("difficult-customers",),
)
HOSTILE_PACK = Entry(
    "riseup",
    "tricky",
    "What about <!channel> & *bold* words?",
    Answer("text", text="Never ping <!here> or <@U1> or <https://evil.example|click> *loud*."),
    Source("A <b>source</b>"),
    topics=("difficult-customers",),
)
ENDLESS = Entry(
    "riseup",
    "endless",
    "Which words of service are there?",
    Answer(
        "bullets", items=tuple(Item(f"Word {number} " + "of service " * 10, "and so on " * 18) for number in range(40))
    ),
    Source("The book of long lists " * 40),
    topics=("long-lists",),
    notes=("This list is long. " * 200,),
)
KNOWLEDGE = Knowledge(
    [Pack("riseup", (SEVEN_CS, ANGRY, HOSTILE_PACK, ENDLESS)), Pack("crm", (SEVEN_CS_TWIN,))], load_manners([])
)

CHOICE = "principles"
# Two questions in one message.
BOTH = f"{ANGRY.question} And {SEVEN_CS.question}"
UNKNOWN = "where is the bike shed"
KNOWN_AND_UNKNOWN = f"{ANGRY.question} And {UNKNOWN}?"

# A pack as a file, for an app that is started from one.
SHOP_QUESTION = "How long can a customer return a jacket?"
SHOP_PACK = f"""\
pack: shop
source: {{title: Shop handbook}}
entries:
  - id: returns
    question: {SHOP_QUESTION}
    answer: Thirty days, with the receipt.
"""


class NoIndex:
    """No entry asks just what people say without asking."""

    lexicon = bundled_lexicon()

    def exact_wordings(self, typed: str, normalised: str) -> dict[int, int]:
        return {}


class ScriptedMatcher:
    """An exact wording is answered, CHOICE is ambiguous, everything else abstained with something near."""

    index = NoIndex()

    def match(self, question: str, *, top: int = 3) -> Decision:
        folded = fold_wording(question)
        if folded == CHOICE:
            near = (SEVEN_CS, SEVEN_CS_TWIN, *(entry for entry in KNOWLEDGE.entries if entry.id not in SEVEN_CS.twins))
            matches = tuple(Match(entry, 0.8, entry.question) for entry in dict.fromkeys(near))
            return Ambiguous(matches[: max(top, 2)], "several")
        if folded == fold_wording(BOTH):
            return Ambiguous(tuple(Match(one, 1.0, one.question) for one in (ANGRY, SEVEN_CS)), "both", each=True)
        if folded == fold_wording(KNOWN_AND_UNKNOWN):
            return Answered(Match(ANGRY, 1.0, ANGRY.question), (), (), "one", Besides(UNKNOWN, (), "It is not known."))
        for entry in KNOWLEDGE.entries:
            if fold_wording(entry.question) in folded:
                return Answered(Match(entry, 1.0, entry.question), KNOWLEDGE.twins_of(entry), (), "exact")
        return Abstained((Match(ANGRY, 0.4, ANGRY.question),), "nothing near enough")

    def near(self, entry: Entry) -> tuple[Entry, ...]:
        return tuple(other for other in KNOWLEDGE.entries if other is not entry)

    def suggest(self, typed: str, *, limit: int = 100) -> tuple[Entry, ...]:
        folded = fold_wording(typed)
        return tuple(entry for entry in KNOWLEDGE.entries if folded in fold_wording(entry.question))[:limit]


def answering() -> Answering:
    """The answering service that the tests ask."""
    return Answering(KNOWLEDGE, ScriptedMatcher())
