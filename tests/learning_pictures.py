"""What is shown when the bot learns from its misses: gaps, digests, questions to the team, a thumb down, the Home."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.answering import Answering
from bot.answering.identity import identity_of
from bot.learning.asks import Ask, Given, Origin
from bot.learning.gaps import NONE_OF_THESE, REPHRASED, UNANSWERED, UNHELPFUL, Cluster
from bot.learning.tally import Counts
from bot.posting.weekly import Weekly
from bot.render import experts, gaps, lessons, watching
from bot.render.asks import answer_message, asked_message, experts_message, with_ask
from bot.render.digest import digest_message, home_rows
from bot.render.feedback import explained_message, why_message
from bot.render.figures import Fared, figures_blocks
from bot.render.messages import reply_message
from bot.slack.asking.answer_view import answer_view
from bot.slack.asking.search_view import search_view
from bot.slack.experts.channel import setup_view as experts_view
from bot.slack.experts.window import Asking, ask_view, reply_view
from bot.slack.gaps.digest_setup import setup_view as digest_view
from bot.slack.home.view import home_view
from bot.slack.modal import modal
from tests.teaching_pictures import LESSONS

WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
SHED = "Where is the bike shed?"
NEAR = (("riseup-principles/seven-cs", 0.31),)

CLUSTERS = (
    Cluster(UNANSWERED, 14, 9, (SHED,), (), WHEN, (41,)),
    Cluster(UNHELPFUL, 5, 4, ("What do we do when a parcel comes back opened?",), NEAR, WHEN, (38,),
            (("outdated", 3), ("wrong", 1))),
    Cluster(NONE_OF_THESE, 3, 3, ("refund without a receipt",), NEAR, WHEN, (31,)),
    Cluster(REPHRASED, 2, 1, ("angry caller at night",), NEAR, WHEN, (27,)),
    Cluster(UNANSWERED, 1, 1, (), (), WHEN, (12,)),
)  # fmt: skip
WEEKS = tuple(Counts(MONDAY - timedelta(weeks=7 - n), 20 + 6 * n, 3, 16 - 2 * n) for n in range(8))
QUIET = Counts(MONDAY)
ASK = Ask("T1", "000000000041", "U0ALICE", True, SHED, NEAR, Origin("C0GEN", "1.0", "1.1", "1.0"), "C0GEN", WHEN)
GIVEN = Given(
    "T1", "C0GEN:1.5", ASK.id, "U0BOB", "Behind the house, **left of the gate**. The key hangs at the front desk.",
    "1.5", WHEN, "1.5", "https://acme.slack.com/archives/C1/p1",
)  # fmt: skip
WEEKLY = Weekly("T1", "C0GEN", 0, time(9), "Europe/London", "U0ALICE", WHEN)


def learning_pictures(answering: Answering) -> dict[str, dict[str, Any]]:
    """Each picture's name with the message or view that Slack is sent."""
    return _lists(answering) | _team(answering) | {"home-of-teacher": _home(answering)}


def known(answering: Answering) -> gaps.Known:
    """What is known of the gaps: what the entries ask, that a team can be asked, and that it was asked one."""
    names = {name: answering.knowledge.by_id[name].question for name, _ in NEAR}
    return gaps.Known(names, people=True, put=frozenset({31}))


def _lists(answering: Answering) -> dict[str, dict[str, Any]]:
    """Gaps, digests and figures; why an answer did not help."""
    around = known(answering)
    fared = [Fared("What are the 7 C's?", 31, 9, 1), Fared("How do I calm a caller?", 12, 1, 4, (("outdated", 3),))]
    listed = gaps.list_blocks(CLUSTERS, around, 0, {"angry caller at night": "How do I calm a caller?"})
    return {
        "gaps": modal(gaps.TITLE, listed, callback_id="gaps"),
        "gaps-none": modal(gaps.TITLE, gaps.list_blocks((), around, 0, {}), callback_id="gaps"),
        "figures": modal("Figures", figures_blocks(WEEKS, fared, ["What is a card?"]), callback_id="figures"),
        "digest": digest_message(WEEKS[-1], WEEKS, CLUSTERS, around).payload(),
        "digest-quiet": digest_message(QUIET, [*WEEKS[:-1], QUIET], (), around).payload(),
        "digest-first": digest_message(Counts(MONDAY, 4), [Counts(MONDAY, 4)], (), around).payload(),
        "digest-setup": digest_view(WEEKLY, exists=True),
        "thumb-down": why_message("C1:1.0").payload(),
        "thumb-down-thanks": explained_message("outdated", "C1:1.0").payload(),
    }


def _team(answering: Answering) -> dict[str, dict[str, Any]]:
    """A question on its way to the team and back."""
    miss = answering.ask(SHED)
    near = [answering.knowledge.by_id[name] for name, _ in NEAR]
    return {
        "ask-miss": with_ask(reply_message(miss, asker="U0ALICE"), SHED).payload(),
        "ask-miss-window": answer_view(miss, people=True),
        "ask-search": search_view(identity_of(answering.knowledge), people=True),
        "ask-window": ask_view(SHED, "C0GEN", Asking("", Origin())),
        "ask-the-team": experts_message(ASK, near, [GIVEN]).payload(),
        "ask-receipt": asked_message(SHED).payload(),
        "ask-reply": reply_view(ASK),
        "ask-answer": answer_message(ASK, GIVEN, None).payload(),
        "experts-setup": experts_view("C0GEN", asks=True),
        "experts-told": experts.announcement("U0ALICE").payload(),
    }


def _home(answering: Answering) -> dict[str, Any]:
    """The Home of a teacher who uses everything."""
    sections = [
        gaps.home_blocks(CLUSTERS, known(answering), WEEKS[-1], WEEKS[-2], home_rows([WEEKLY])),
        lessons.home_blocks(LESSONS, {}, 1),
        experts.home_blocks("C0GEN"),
        watching.home_blocks(["C0GEN"]),
    ]
    return home_view(answering.knowledge, identity_of(answering.knowledge), sections=sections)
