"""What went unanswered, as teachers read it: in their App Home, in a window of its own, in the weekly digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.counting import count
from bot.learning.asks import of_gap
from bot.learning.gaps import NONE_OF_THESE, REPHRASED, UNANSWERED, UNHELPFUL, Cluster
from bot.learning.tally import Counts
from bot.render import ids
from bot.render.asks import ASK_LABEL
from bot.render.budget import cut
from bot.render.catalogue import page_of, page_row
from bot.render.elements import Element, actions_row, button, context, header, paragraph, plain, rich_text
from bot.render.escape import one_line
from bot.render.feedback import reasons_in_words
from bot.render.message import Block

# A gap takes at most four of a view's hundred blocks.
PAGE = 15
TOP = 3

QUOTED = 150
NEAR = 100


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of gaps beside themselves.

    `names` is what the entries ask, by their ids; one that is gone has none. `people`: whether there is a team that
    can be asked. `put` are the gaps that it was asked already, by their numbers.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    people: bool = False
    put: frozenset[int] = frozenset()


KIND_WORDS = {
    UNANSWERED: "not answered",
    NONE_OF_THESE: "none of the offered ones was meant",
    UNHELPFUL: "the answer did not help",
    REPHRASED: "asked again in other words",
}

TITLE = "What went unanswered"
FIGURES = "Figures"
NOTHING = "Nothing went unanswered in the last 90 days, or all of it is dealt with."
NOT_KEPT = "The question was not kept"
DISMISSED = "“{}” is off the list, and stays off when somebody asks the same."
RESTORED = "“{}” is on the list again."
GONE = "That one is not there any more."
PUT = "put to the team"


def home_blocks(
    clusters: Sequence[Cluster], known: Known, week: Counts, before: Counts, digests: Sequence[Block] = ()
) -> list[Block]:
    """A teacher's part of the App Home: how much was answered, what is asked in vain most, and the ways to more.

    `digests` are those that the teacher set up, as blocks.
    """
    rows = [
        block for number, cluster in enumerate(clusters[:TOP]) for block in gap_row(cluster, f"home{number}", known)
    ]
    every = [button(f"All of it ({len(clusters)})", f"{ids.GAPS}:all")] if len(clusters) > TOP else []
    more = [*every, button(FIGURES, ids.FIGURES), button("Weekly digest", f"{ids.DIGEST}:home")]
    nothing = [] if rows else [context(NOTHING)]
    return [header(TITLE), context(week_line(week, before)), *nothing, *rows, *actions_row(more), *digests]


def week_line(week: Counts, before: Counts) -> str:
    """How this week goes, beside the one before."""
    if not week.asked:
        return "Nobody has asked anything this week yet."
    than = f", {before.rate:.0%} the week before" if before.rate is not None else ""
    return f"This week: {count(week.asked, 'question')}, {week.rate:.0%} answered{than}."


def list_blocks(
    clusters: Sequence[Cluster], known: Known, page: int, answered: Mapping[str, str], said: Sequence[Block] = ()
) -> list[Block]:
    """A page (from 0) of what went unanswered, under what was just `said`.

    `answered` has the questions of that page that are answered by now, each with the question of what answers.
    """
    shown = page_of(clusters, page, PAGE)
    rows = [block for one in shown.items for block in gap_row(one, "list", known, answered.get(asked(one)))]
    turns = page_row(shown, ids.GAPS, labels=("← More often asked", "Less often asked →"))
    return [*said, *(rows or [context(NOTHING)]), *turns, *actions_row([button(FIGURES, f"{ids.FIGURES}:list")])]


def shown_on(clusters: Sequence[Cluster], page: int) -> Sequence[Cluster]:
    """What stands on that page."""
    return page_of(clusters, page, PAGE).items


def gap_row(cluster: Cluster, where: str, known: Known, answered: str | None = None) -> list[Block]:
    """What was asked, how often and with what result, and what can be done; `where` tells its buttons apart."""
    words = asked(cluster) or NOT_KEPT
    label = cut(one_line(words), QUOTED)
    by_now = [context(f"Answered by now: “{cut(one_line(answered), QUOTED)}”")] if answered else []
    number = cluster.number
    about = [("Teach", ids.TEACH), *([(ASK_LABEL, ids.ASK_TEAM)] if known.people and not _put(cluster, known) else [])]
    ways = [_named(name, f"{way}:{where}{number}", of_gap(number), label) for name, way in about if asked(cluster)]
    dismiss = _named("Dismiss", f"{ids.GAP_DISMISS}:{where}{number}", str(number), label)
    line = rich_text(paragraph(label, bold=bool(asked(cluster)), italic=not asked(cluster)))
    return [line, context(told(cluster, known)), *by_now, *actions_row([*ways, dismiss])]


def told(cluster: Cluster, known: Known) -> str:
    """How often a gap was asked, by how many people, when last, what came of it, and what was near or given."""
    day = f"{cluster.last.day} {cluster.last:%B}"
    often = f"Asked {cluster.count:,} times by {count(cluster.people, 'person', 'people')}, last on {day}"
    why = f": {reasons_in_words(cluster.reasons)}" if cluster.reasons else ""
    near = known.names.get(cluster.near[0][0], "") if cluster.near else ""
    label = "answered with" if cluster.kind in (UNHELPFUL, REPHRASED) else "closest"
    parts = [
        often if cluster.count > 1 else f"Asked once, on {day}",
        KIND_WORDS.get(cluster.kind, cluster.kind) + why,
        near and f"{label}: “{cut(one_line(near), NEAR)}”",
        PUT if _put(cluster, known) else "",
    ]
    return " · ".join(filter(None, parts))


def way_back() -> list[Block]:
    """From the figures to the list."""
    return actions_row([button(TITLE, f"{ids.GAPS}:back", "0")])


def undo_row(number: int) -> list[Block]:
    """The way back from a dismissal."""
    return actions_row([button("Undo", f"{ids.GAP_RESTORE}:undo", str(number))])


def asked(cluster: Cluster) -> str:
    """The commonest wording; empty where questions are not kept."""
    return cluster.questions[0] if cluster.questions else ""


def _put(cluster: Cluster, known: Known) -> bool:
    return not known.put.isdisjoint(cluster.numbers)


def _named(label: str, action_id: str, value: str, about: str) -> Element:
    """A button whose spoken name says what it is about."""
    made = button(label, action_id, value)
    made["accessibility_label"] = plain(f"{label}: {about}", 75)["text"]
    return made
