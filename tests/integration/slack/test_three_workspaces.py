"""Three workspaces do everything at once, on two replicas over one database: nothing crosses, and all of it comes once.

Each has an animal of its own in all that its people say, write and upload; no other workspace ever reads of it.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.bootstrap.answering import build_answering
from bot.bootstrap.slack import build_slack
from bot.render import ids
from bot.slack.doors.http import HttpDoor
from bot.store import schema
from bot.store.workspaces import GRACE, Workspaces
from tests.integration.slack import teaching as school
from tests.integration.slack import team
from tests.integration.slack.conftest import QUICK, Bot, many_settings
from tests.integration.slack.knowledge import SHOP_PACK, SHOP_QUESTION
from tests.integration.slack.teaching import press_in, says, until
from tests.integration.slack.test_digest import wants
from tests.integration.slack.test_experts_channel import choose
from tests.integration.slack.test_many_workspaces import Many
from tests.integration.slack.test_saving import save, thread
from tests.integration.slack.test_uploads import press, send
from tests.integration.slack.test_watching import say, watch
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, Channel, Payloads

ANIMALS = {"T0ONE": "zebra", "T0TWO": "walrus", "T0THREE": "ibis"}


@dataclass(frozen=True)
class Branch:
    """Slack as the people of one workspace see it."""

    slack: object
    workspace: object

    def __getattr__(self, name):
        return getattr(self.slack, name)


@dataclass(frozen=True)
class Company:
    """One workspace; its people meet `here` one replica and `there` the other."""

    here: Bot
    there: Bot
    animal: str

    @property
    def workspace(self):
        return self.here.slack.workspace

    def settle(self):
        for bot in (self.here, self.there):
            bot.settle()

    def asked(self, question, bot=None):
        """What is answered to a question, by the replica."""
        bot = bot or self.here
        message = bot.mention(f"<@{BOT_USER}> {question}")
        return next(said.text for said in self.workspace.from_bot() if said.thread_ts == message.ts)

    def look(self, name):
        """What both replicas do by themselves."""
        for bot in (self.here, self.there):
            next(job for job in bot.runtime.jobs if job.name == name).call()
        self.settle()


@pytest.fixture(params=["sqlite", "postgresql"])
def companies(request, slack, tmp_path):
    """Three workspaces that have installed the app, which runs as two replicas."""
    url = f"sqlite:///{tmp_path}/a.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "shop.yaml").write_text(SHOP_PACK, encoding="utf-8")
    more = {
        "PRINCIPLES_KNOWLEDGE": str(tmp_path / "packs"),
        "PRINCIPLES_ENCODER": "off",
        "PRINCIPLES_CACHE": "off",
        "PERSON_PER_MINUTE": "0",
        "TEACHERS": "members",
        "WATCH_WAIT": "0",
    }
    settings = many_settings(slack, url, **more)
    with ExitStack() as stack:
        replicas = []
        for _ in range(2):
            runtime = build_slack(settings, build_answering(settings), pace=QUICK)
            stack.callback(runtime.close, timedelta(seconds=5))
            replicas.append(Many(slack, runtime, stack.enter_context(HttpDoor(runtime.app, "127.0.0.1", 0))))
        yield [_company(slack, replicas, name, number) for number, name in enumerate(ANIMALS)]


def _company(slack, replicas, name, number):
    workspace = slack.add_workspace(name)
    workspace.channels[team.EXPERTS] = Channel(team.EXPERTS, "experts")
    replicas[0].install(workspace)
    bots = [Bot(Branch(slack, workspace), one.runtime, one.slacks, Payloads(slack, workspace)) for one in replicas]
    return Company(bots[number % 2], bots[1 - number % 2], ANIMALS[name])


def misses(one):
    """People ask in vain; a teacher sees it in the list of the other replica."""
    question = f"Who feeds the {one.animal}?"
    assert "I do not know that one" in one.asked(question)
    one.there.command("gaps")
    assert question in says(list(one.workspace.views.values())[-1])


def asks_its_team(one):
    """An expert answers at one replica who asked at the other."""
    choose(one.there)
    question, post = team.put(one.here, text=f"Where sleeps the {one.animal}?")
    team.reply_to(one.there, post, f"The {one.animal} sleeps in the barn.", user=OTHER)
    one.settle()
    answers = [said.text for said in one.workspace.from_bot("C1") if said.thread_ts == question.ts]
    assert ["sleeps in the barn" in text for text in answers] == [False, True]


def learns(one):
    """An answer is saved from a thread, gets another wording, is taken back and brought back, for both replicas."""
    question, answer = f"What eats the {one.animal}?", f"The {one.animal} eats hay."
    view = save(one.here, thread(one.here, f"<@{BOT_USER}> {question}", answer))
    school.accept(one.here, view, school.filled(question, answer))
    one.look("overlays")
    assert answer in one.asked(question, one.there)
    school.teach(one.there, f"{one.animal} menu", user=ASKER, target=f"taught/what-eats-the-{one.animal}")
    one.look("overlays")
    assert answer in one.asked(f"{one.animal} menu")
    one.here.event(one.here.payloads.home_opened("home"))
    press_in(one.here, one.workspace.homes[ASKER], ids.LESSONS)
    listed = list(one.workspace.views.values())[-1]
    for action, known in ((f"{ids.LESSON_REMOVE}:1", False), (f"{ids.LESSON_RESTORE}:undo", True)):
        press_in(one.there, listed, action)
        one.look("overlays")
        assert [answer in one.asked(question, bot) for bot in (one.here, one.there)] == [known, known]


def reads_a_document(one):
    """A document that one replica has read is accepted at the other, and serves both."""
    press(one.there, _offered(one), ids.DOCUMENT_ACCEPT)
    one.look("overlays")
    for bot in (one.here, one.there):
        assert f"The {one.animal} is five." in one.asked(f"How old is the {one.animal}?", bot)


def _offered(one):
    """A teacher sends a document; what is said of it."""
    before = len(one.workspace.from_bot("D1"))
    send(one.here, f"{one.animal}.md", f"## How old is the {one.animal}?\n\nThe {one.animal} is five.\n".encode())
    [offer] = one.workspace.from_bot("D1")[before:]
    return offer


def watches(one):
    """A question in a watched channel, heard by one replica, is answered once."""
    assert "I watch this channel now" in watch(one.here)
    one.look("watching")
    message = say(one.there, SHOP_QUESTION)
    one.settle()
    one.look("watching")

    def answers():
        return [said for said in one.workspace.from_bot("C1") if said.thread_ts == message.ts]

    until(lambda: len(answers()) == 1)
    one.look("watching")
    assert len(answers()) == 1


def wants_a_digest(one):
    """A digest is due: whoever looks first posts it."""
    wants(one.here, team=one.workspace.team)
    one.look("digests")


STORY = (misses, asks_its_team, learns, reads_a_document, watches, wants_a_digest)


def _everything(one):
    """All that people of a workspace were ever shown."""
    views = [view.content for view in (*one.workspace.views.values(), *one.workspace.homes.values())]
    said = [(message.text, message.blocks) for message in one.workspace.from_bot()]
    return str((views, said, one.workspace.ephemerals))


def test_three_workspaces_do_everything_at_once_and_never_meet(companies):
    with ThreadPoolExecutor(len(companies)) as people:
        list(people.map(lambda one: [flow(one) for flow in STORY], companies))
    for one in companies:
        one.settle()
        digests = [said for said in one.workspace.from_bot("C1") if said.metadata and not said.thread_ts]
        assert len(digests) == 1
        assert f"Who feeds the {one.animal}?" in str(digests[0].blocks)
        shown = _everything(one)
        assert one.animal in shown
        assert [other for other in ANIMALS.values() if other in shown] == [one.animal]


def test_a_workspace_that_removes_the_app_in_the_middle_of_everything_hears_no_more(companies, slack):
    """What it had begun comes to nothing, and the others' goes on."""
    leaving, staying, _ = companies
    begun = [_begin_all(one) for one in (leaving, staying)]
    leaving.here.event(leaving.here.payloads.event({"type": "app_uninstalled"}))
    del slack.others[leaving.workspace.token]  # Slack revokes it
    said = len(leaving.workspace.from_bot())
    for one, (question, post, offer) in zip((leaving, staying), begun, strict=True):
        team.reply_to(one.there, post, f"The {one.animal} sleeps in the barn.", user=OTHER)
        press(one.there, offer, ids.DOCUMENT_ACCEPT)
        wants(one.here, team=one.workspace.team)
        for job in ("watching", "digests", "asks", "overlays"):
            one.look(job)
        one.there.runtime.intake.inherit()
        one.settle()
        there = [said for said in one.workspace.from_bot("C1") if said.thread_ts == question.ts]
        assert len(there) == (1 if one is leaving else 2)
    assert len(leaving.workspace.from_bot()) == said
    assert "is five" in staying.asked(f"How old is the {staying.animal}?")
    assert leaving.workspace.team in _teams(staying)
    Workspaces(staying.here.runtime.database).purge(now=datetime.now(UTC) + GRACE + timedelta(minutes=1))
    assert leaving.workspace.team not in _teams(staying)
    assert "is five" in staying.asked(f"How old is the {staying.animal}?", staying.there)


def _teams(one):
    """Every workspace of which the database holds a row, other than that it was there."""
    found = set()
    with one.here.runtime.database.read() as connection:
        for table in schema.metadata.sorted_tables:
            column = table.c.get("team", table.c.get("team_id"))
            if column is not None:
                found |= set(connection.execute(select(column)).scalars())
    return found


def _begin_all(one):
    """A question is put to the team, a document offered, a channel watched with a question in it."""
    choose(one.here)
    question, post = team.put(one.here, text=f"Where sleeps the {one.animal}?")
    offer = _offered(one)
    watch(one.here)
    one.look("watching")
    say(one.there, SHOP_QUESTION)
    one.settle()
    return question, post, offer
