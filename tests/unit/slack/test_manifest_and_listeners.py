"""What the manifest announces is listened to, what is listened to is announced, and no control is deaf."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answering.identity import identity_of
from bot.answering.service import Reply
from bot.knowledge.model import Answer, Item
from bot.learning.asks import Ask, Given, Origin
from bot.learning.documents import Document
from bot.learning.gaps import Cluster
from bot.learning.lessons import Lesson
from bot.learning.tally import Counts
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.posting.cards import Position, cards_of
from bot.posting.deck import Deck
from bot.posting.subscription import Standing
from bot.posting.weekly import Weekly
from bot.render import ids
from bot.render.asks import answer_message, experts_message, with_ask
from bot.render.card import card_message
from bot.render.catalogue import topics_message
from bot.render.consent import consent_message
from bot.render.daily import home_blocks
from bot.render.digest import digest_message
from bot.render.documents import accepted_message, document_rows, doubtful_blocks, offered_message
from bot.render.experts import home_blocks as experts_in_home
from bot.render.feedback import explained_message, why_message
from bot.render.figures import Fared, figures_blocks
from bot.render.gaps import Known
from bot.render.gaps import home_blocks as gaps_in_home
from bot.render.gaps import list_blocks as gap_blocks
from bot.render.gaps import undo_row as undo_of_gap
from bot.render.lessons import home_blocks as taught_in_home
from bot.render.lessons import list_blocks, undo_row
from bot.render.messages import help_message, private_message, reply_message
from bot.render.teaching import kept_blocks
from bot.slack.app import listen, listen_for_removal
from bot.slack.asking import listeners as asking
from bot.slack.asking.answer_view import answer_view
from bot.slack.asking.search_view import search_view
from bot.slack.daily import listeners as daily
from bot.slack.daily.view import Form, daily_view
from bot.slack.experts import channel as experts_channel
from bot.slack.experts import listeners as experts
from bot.slack.experts.window import Asking, ask_view, reply_view
from bot.slack.gaps import digest_setup
from bot.slack.gaps import listeners as gaps
from bot.slack.home import listeners as home_pages
from bot.slack.home.home import Home
from bot.slack.home.view import home_view
from bot.slack.manifest import manifest
from bot.slack.modal import modal
from bot.slack.teaching import listeners as teaching
from bot.slack.teaching.form import Background
from bot.slack.teaching.window import teach_view
from tests.daily_examples import card, subscription
from tests.unit.render.entries import answered, entry, knowledge_of


class Recorder:
    """Stands where Bolt's App is while listeners register, and keeps what they listen to."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str | re.Pattern[str]]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Callable[..., Callable[[object], object]]:
        def record(name: str | re.Pattern[str] = "", matchers: object = None) -> Callable[[object], object]:
            # A listener with matchers takes its own cases of what another one hears in general.
            self.heard[f"special {kind}" if matchers else kind].append(name)
            return lambda listener: listener

        return record


@pytest.fixture(scope="module")
def heard() -> dict[str, list[str | re.Pattern[str]]]:
    recorder = Recorder()
    listen_for_removal(recorder, None)
    intake = SimpleNamespace(on=lambda *_, **__: None)
    desk = SimpleNamespace(
        command="/principle",
        library=SimpleNamespace(command="/principle"),
        answer=lambda *_: None,
        follow=lambda *_: None,
    )
    asked_in_vain = SimpleNamespace(library=desk.library, dismiss=None, restore=None)
    taught = SimpleNamespace(library=desk.library, use_document=None, drop_document=None)
    team = SimpleNamespace(**dict.fromkeys(("put", "say", "remind", "close"), desk.answer))
    listening = listen(recorder, None, intake, None, own_app=False)
    home_pages.register(listening, Home(None, (), now=None))
    daily.register(listening, desk, None, refresh=None)
    gaps.register(listening, asked_in_vain, refresh=None)
    digest_setup.register(listening, SimpleNamespace(desk=asked_in_vain), refresh=None)
    teaching.register(listening, taught, None, None, refresh=None)
    experts.register(listening, team, refresh=None)
    experts_channel.register(listening, SimpleNamespace(tell_chooser=desk.answer), refresh=None)
    asking.register(listening, desk)
    return recorder.heard


MADE = manifest(identity_of(knowledge_of(entry())))


def matches(pattern: str | re.Pattern[str], name: str) -> bool:
    return bool(pattern.search(name)) if isinstance(pattern, re.Pattern) else pattern == name


def test_every_event_is_announced_and_listened_to(heard):
    """Slack delivers every `message.…` event as `message`."""
    announced = {name.partition(".")[0] for name in MADE["settings"]["event_subscriptions"]["bot_events"]}
    assert set(heard["event"]) == announced


def test_every_command_is_announced_and_listened_to(heard):
    assert set(heard["command"]) == {command["command"] for command in MADE["features"]["slash_commands"]}


def test_every_shortcut_is_announced_and_listened_to(heard):
    announced = {(shortcut["type"], shortcut["callback_id"]) for shortcut in MADE["features"]["shortcuts"]}
    kinds = {"message_shortcut": "message", "global_shortcut": "global"}
    assert {(kinds[kind], name) for kind in kinds for name in heard[kind]} == announced


def everything_shown() -> Iterator[dict[str, Any]]:
    """A message or view of every kind, with every control there is."""
    shown = entry("shown", topics=("a",))
    others = tuple(entry(f"other-{n}", topics=(f"topic-{n}",)) for n in range(60))
    huge = entry("huge", answer=Answer("bullets", items=(Item("x" * 500),) * 23), notes=("n" * 400,))
    knowledge = knowledge_of(shown, *others)
    me = identity_of(knowledge)
    open_questions = [Reply("q", d) for d in (Ambiguous(pair(others), ""), Abstained(pair(others), ""))]
    open_questions.append(Reply("q", Ambiguous(pair(others), "", each=True)))
    for reply in (answered(shown, others, others[:3]), answered(huge), *open_questions):
        yield reply_message(reply, asker="U0ALICE").payload()
        yield private_message(reply).payload()
        yield from (answer_view(reply, mode=mode) for mode in ("read", "thread", "share"))
    yield from (help_message(knowledge, me).payload(), topics_message(knowledge).payload(), search_view(me))
    yield topics_message(
        knowledge_of(*(entry(f"e-{n}", topics=("a",)) for n in range(30))), topic="a", page=1
    ).payload()
    yield from (home_view(knowledge, me, card=todays(knowledge), page=page) for page in (0, 1))
    yield from (why_message("C1:1.0").payload(), explained_message("wrong", "C1:1.0").payload())
    yield from everything_daily()
    yield from everything_taught()
    yield from everything_asked_in_vain()
    yield from everything_about_the_team()


def todays(knowledge):
    """A day's principle."""
    return Deck(cards_of(knowledge)).of_day(datetime(2026, 11, 21, tzinfo=UTC).date())


def everything_daily() -> Iterator[dict[str, Any]]:
    """A daily card, App Home with a subscription in each standing, and the modal."""
    cards = [replace(card(f"{pack}/list#a", topics=("a",)), place=Position(1, 3, "rules", True)) for pack in ("p", "q")]
    yield card_message(cards[0], "principle").payload()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    standings = [replace(subscription(channel=f"C{n}"), standing=s).rescheduled(now) for n, s in enumerate(Standing)]
    standings.append(subscription(channel="C9", skip=[datetime(2026, 11, 24, tzinfo=UTC).date()]).rescheduled(now))
    one = knowledge_of(entry("one"))
    yield home_view(one, identity_of(one), card=todays(one), sections=[home_blocks(standings, None, "/principle")])
    yield daily_view(Form("C1"), Deck(cards), cards[0])


def everything_taught() -> Iterator[dict[str, Any]]:
    """The teaching window, the list of lessons on its first and last page, and a teacher's part of the App Home."""
    lessons = [Lesson("T1", f"Question {n}?", "Answer.", teacher="U1", number=n) for n in range(1, 40)]
    one = knowledge_of(entry("one"))
    yield teach_view(lessons[0], Background())
    yield home_view(one, identity_of(one), sections=[taught_in_home(lessons, {})])
    for blocks in (list_blocks(lessons, lessons[:2], {}, page) for page in (0, 1, 2)):
        yield modal("List", [*undo_row(1), *blocks], callback_id=ids.ANSWER_VIEW)
    document = Document("T1", "p", "p.md", "", 20, doubtful=20, number=1)
    doubted = [(one.entries[0], ["Cut short?"])] * 20
    for page in (0, 1, 2):
        yield modal("Doubtful", doubtful_blocks(document, doubted, page), callback_id=ids.ANSWER_VIEW)
    yield modal("List", document_rows([document], [document]), callback_id=ids.ANSWER_VIEW)
    yield offered_message(document, one.entries, 1, replaces=True, remarks=["left out & more " * 100] * 9).payload()
    yield accepted_message(document).payload()
    yield consent_message(lessons[0]).payload()
    yield modal("Kept", kept_blocks(lessons[0]), callback_id=ids.ANSWER_VIEW)


def everything_asked_in_vain() -> Iterator[dict[str, Any]]:
    """The list of gaps on every page, the figures, and a teacher's part of the App Home."""
    now = datetime(2026, 11, 21, tzinfo=UTC)
    many = [Cluster("unanswered", 2, 2, (f"Question {n}?",), (("p/e", 0.5),), now, (n,)) for n in range(1, 40)]
    week = Counts(now.date(), answered=3, missed=1)
    one, known = knowledge_of(entry("one")), Known(people=True)
    yield home_view(one, identity_of(one), sections=[gaps_in_home(many, known, week, week)])
    yield digest_setup.setup_view(Weekly("T1", "C1", 0, time(9), "UTC", "U1"), exists=True)
    yield digest_message(week, [week, week], many, known).payload()
    for page in (0, 1, 2):
        blocks = gap_blocks(many, known, page, {"Question 1?": "One?"}, undo_of_gap(1))
        yield modal("Gaps", blocks, callback_id=ids.ANSWER_VIEW)
    fared = [Fared("One?", 3, 1, 2, (("wrong", 1),))]
    yield modal("Figures", figures_blocks([week], fared, ["Two?"]), callback_id=ids.ANSWER_VIEW)


def everything_about_the_team() -> Iterator[dict[str, Any]]:
    """What stands under a miss, in the experts' channel and under an answer; the windows, and a part of the Home."""
    now = datetime(2026, 11, 21, tzinfo=UTC)
    asked = Ask("T1", "1", "U1", False, "Where?", (), Origin(), "C1", now)
    given = Given("T1", "C1:1.5", "1", "U2", "There.", "1.5", now)
    yield with_ask(reply_message(Reply("q", Abstained((), ""))), "q").payload()
    yield answer_view(Reply("q", Abstained((), "")), people=True)
    yield from (experts_message(asked, [], [given]).payload(), answer_message(asked, given, None).payload())
    yield from (ask_view("q", "C1", Asking("", Origin())), reply_view(asked))
    yield experts_channel.setup_view("C1", asks=True)
    one = knowledge_of(entry("one"))
    yield home_view(one, identity_of(one), sections=[experts_in_home("C1")])


def pair(entries) -> tuple[Match, ...]:
    return tuple(Match(one, 0.5, "x") for one in entries[:2])


def controls(part: object) -> Iterator[str]:
    """Every action id in a payload, but those of inputs, which arrive with their view."""
    if isinstance(part, dict):
        if part.get("type") == "input" and not part.get("dispatch_action"):
            return
        if "action_id" in part:
            yield part["action_id"]
        for value in part.values():
            yield from controls(value)
    elif isinstance(part, list):
        for value in part:
            yield from controls(value)


def test_every_control_is_listened_to_by_one_listener(heard):
    """Nothing that people can press is deaf, and nothing is heard twice."""
    shown = {name for payload in everything_shown() for name in controls(payload)}
    assert {name: sum(matches(pattern, name) for pattern in heard["action"]) for name in shown} == dict.fromkeys(
        shown, 1
    )


def test_every_listener_has_a_control(heard):
    shown = {name for payload in everything_shown() for name in controls(payload)}
    assert [pattern for pattern in heard["action"] if not any(matches(pattern, name) for name in shown)] == []


def test_every_typeahead_and_every_submit_are_listened_to(heard):
    """A view with a submit button has a listener for it, and no other view has one."""
    submits = {view["callback_id"] for view in everything_shown() if "submit" in view}
    assert {name for name in submits if any(matches(pattern, name) for pattern in heard["view"])} == submits
    assert len(heard["view"]) == len(submits)
    assert set(heard["options"]) == {ids.PICK, ids.DAILY_ZONE, ids.DIGEST_ZONE, ids.TEACH_TARGET}
