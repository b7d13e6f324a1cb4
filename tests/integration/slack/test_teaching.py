"""What a teacher adds is answered from then on, in their workspace and in every replica of it."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from bot.bootstrap.answering import build_answering
from bot.errors import StoreError
from bot.learning.gaps import Gap
from bot.learning.lessons import Lesson
from bot.reloading import Reloader
from bot.render import ids
from bot.settings import OFF, Settings
from bot.store.gaps import Gaps
from bot.store.learned import Learned
from tests.integration.slack.knowledge import SHOP_PACK, SHOP_QUESTION
from tests.integration.slack.teaching import (
    BEHIND,
    SHED,
    School,
    accept,
    filled,
    open_window,
    press_in,
    rich,
    says,
    teach,
    until,
    words,
)
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture
def school(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack)


@pytest.fixture
def bot(school):
    return school.start()


def asked(bot, question):
    """What the bot says to a question in a channel."""
    bot.mention(f"<@{BOT_USER}> {question}")
    return bot.said[-1].text


def test_what_was_taught_is_answered_at_once_with_its_source(bot):
    assert BEHIND not in asked(bot, SHED)
    view = teach(bot, user=ASKER)
    assert "I have learned it" in says(view)
    answer = asked(bot, "where's the bike shed")
    assert BEHIND in answer
    assert "Ada Asker, in Slack" in answer


def test_the_window_opens_by_a_word_for_teachers(bot):
    bot.command("teach")
    accept(bot, list(bot.slack.workspace.views.values())[-1], filled(SHED))
    assert BEHIND in asked(bot, SHED)
    bot.command("teach", user=OTHER)
    assert "Only admins" in says(list(bot.slack.workspace.views.values())[-1])


def test_every_replica_knows_it_within_seconds(school, bot):
    other = school.start()
    teach(bot, user=ASKER)
    until(lambda: len(other.runtime.library.of(TEAM).knowledge.entries) == 2)
    assert BEHIND in asked(other, SHED)
    assert len(other.runtime.library.of("T2").knowledge.entries) == 1


def test_before_it_is_accepted_it_is_shown_how_it_looks_and_what_it_pulls(bot):
    view = open_window(bot, user=ASKER)
    question = "How long can a customer return a jacket or coat?"
    bot.interact(bot.payloads.submit(view, filled(question, rich(words("Never", style={"bold": True})))))
    assert Learned(bot.runtime.database).of(TEAM) == ()
    assert "It will look like this" in says(view)
    assert f"Today I answer “{question}” with “{SHOP_QUESTION}”" in says(view)
    assert view.content["submit"]["text"] == "Teach it"


def test_what_was_changed_after_the_look_is_looked_at_again(bot):
    view = open_window(bot, user=ASKER)
    bot.interact(bot.payloads.submit(view, filled(SHED)))
    bot.interact(bot.payloads.submit(view, filled(SHED, "In the yard.")))
    assert Learned(bot.runtime.database).of(TEAM) == ()
    bot.interact(bot.payloads.submit(view, filled(SHED, "In the yard.")))
    assert Learned(bot.runtime.database).of(TEAM)[0].answer == "In the yard."


def test_markup_is_kept(bot):
    points = [words("Push"), words("Pull", style={"bold": True})]
    listed = {"type": "rich_text_list", "style": "ordered", "elements": points}
    teach(bot, user=ASKER, answer=rich(words("Do this:"), listed))
    [lesson] = Learned(bot.runtime.database).of(TEAM)
    assert lesson.answer == "Do this:\n\n1. Push\n2. **Pull**"
    asked(bot, SHED)
    shown = [element for block in bot.said[-1].blocks for element in block.get("elements", ())]
    assert [element["style"] for element in shown if element["type"] == "rich_text_list"] == ["ordered"]


def test_another_wording_of_a_known_question_leads_to_it(bot):
    assert "Thirty days" not in asked(bot, "money back guarantee")
    teach(bot, "money back guarantee", user=ASKER, target="shop/returns", wordings="refund window")
    assert "Thirty days" in asked(bot, "money back guarantee")
    assert "Thirty days" in asked(bot, "refund window?")


def test_another_wording_of_something_taught_is_kept_with_it(bot):
    teach(bot, user=ASKER)
    teach(bot, "velo parking", user=ASKER, target="taught/where-is-the-bike-shed")
    [lesson] = Learned(bot.runtime.database).of(TEAM)
    assert lesson.wordings == ("velo parking",)
    assert BEHIND in asked(bot, "velo parking")


def test_a_question_that_the_packs_have_is_not_taught(bot):
    view = open_window(bot, user=ASKER)
    accept(bot, view, filled(SHOP_QUESTION, "Never."))
    assert "asks this already" in says(view)
    assert Learned(bot.runtime.database).of(TEAM) == ()


@pytest.mark.parametrize(
    ("form", "block", "said"),
    [
        (filled(""), ids.TEACH_QUESTION, "people would type"),
        (filled("???"), ids.TEACH_QUESTION, "people would type"),
        (filled(SHED, rich(words("  "))), ids.TEACH_ANSWER, "Write the answer"),
        (filled(SHED, "x" * 3_001), ids.TEACH_ANSWER, "empty line"),
        (filled(SHED, "\n\n".join(["x" * 2_000] * 5)), ids.TEACH_ANSWER, "two answers"),
        (filled(SHED, wordings="\n".join(f"wording {n}" for n in range(51))), ids.TEACH_WORDINGS, "At most 50"),
    ],
)
def test_what_cannot_be_taught_is_said_where_it_stands(bot, form, block, said):
    view = open_window(bot, user=ASKER)
    ack = bot.interact(bot.payloads.submit(view, form))
    assert ack.body["response_action"] == "errors"
    assert said in ack.body["errors"][block]


def test_only_teachers_teach(bot):
    assert "Only admins" in says(open_window(bot, user=OTHER))


def test_who_loses_the_right_while_the_window_is_open_teaches_nothing(school):
    bot = school.start(TEACHERS=ASKER)
    view = open_window(bot, user=ASKER)
    bot.interact(bot.payloads.submit(view, filled(SHED)))
    forged = bot.payloads.submit(view, filled(SHED))
    forged["user"]["id"] = OTHER
    bot.interact(forged)
    assert "not among them" in says(view)
    assert BEHIND in says(view)
    assert Learned(bot.runtime.database).of(TEAM) == ()


def test_what_was_written_is_not_lost_while_the_database_is_away(bot, monkeypatch):
    view = open_window(bot, user=ASKER)
    bot.interact(bot.payloads.submit(view, filled(SHED)))

    def away(*_):
        raise StoreError("away")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Learned, "of", away)
        bot.interact(bot.payloads.submit(view, filled(SHED)))
    assert "nothing was kept" in says(view)
    assert BEHIND in says(view)
    accept(bot, view, filled(SHED))
    assert BEHIND in asked(bot, SHED)


def test_a_gap_is_taught_once_and_the_second_teacher_sees_the_first(bot):
    bot.slack.workspace.admins.add(OTHER)
    gaps = Gaps(bot.runtime.database)
    gaps.note(Gap(TEAM, "unanswered", SHED, "mention", (), "x", NOW))
    view = open_window(bot, "gap:1", user=ASKER)
    assert SHED in says(view)
    accept(bot, view, filled(SHED))
    second = open_window(bot, "gap:1", user=OTHER)
    assert "before you" in says(second)
    assert BEHIND in says(second)


def test_of_two_windows_on_one_gap_the_later_one_shows_what_the_first_wrote(bot):
    Gaps(bot.runtime.database).note(Gap(TEAM, "unanswered", SHED, "mention", (), "x", NOW))
    first, second = (open_window(bot, "gap:1", user=ASKER) for _ in range(2))
    bot.interact(bot.payloads.submit(second, filled("Bike shed?", "In the yard.")))
    accept(bot, first, filled(SHED))
    bot.interact(bot.payloads.submit(second, filled("Bike shed?", "In the yard.")))
    assert "before you" in says(second)
    assert "You wrote: In the yard" in says(second)
    assert [lesson.answer for lesson in Learned(bot.runtime.database).of(TEAM)] == [BEHIND]


def test_what_was_taught_is_listed_for_teachers_changed_and_taken_back(bot):
    teach(bot, user=ASKER)
    bot.event(bot.payloads.home_opened("home"))
    home = bot.slack.workspace.homes[ASKER]
    assert SHED in says(home)
    press_in(bot, home, ids.LESSONS)
    listed = list(bot.slack.workspace.views.values())[-1]
    assert f"<@{ASKER}> taught it" in says(listed)
    press_in(bot, listed, f"{ids.LESSON_REMOVE}:1")
    assert "I have forgotten" in says(listed)
    assert BEHIND not in asked(bot, SHED)
    press_in(bot, listed, f"{ids.LESSON_RESTORE}:undo")
    assert BEHIND in asked(bot, SHED)
    press_in(bot, listed, f"{ids.TEACH}:1")
    assert listed.content["title"]["text"] == "Edit an answer"
    accept(bot, listed, filled(SHED, "In the yard."))
    assert "In the yard." in asked(bot, SHED)


def test_after_the_last_answer_was_removed_the_home_still_leads_back_to_it(bot):
    teach(bot, user=ASKER)
    Learned(bot.runtime.database).remove(TEAM, 1, now=bot.runtime.clock.now())
    bot.event(bot.payloads.home_opened("home"))
    home = bot.slack.workspace.homes[ASKER]
    assert "Everything that was taught here is removed" in says(home)
    press_in(bot, home, ids.LESSONS)
    listed = list(bot.slack.workspace.views.values())[-1]
    assert "Nothing was taught here yet" not in says(listed)
    press_in(bot, listed, f"{ids.LESSON_RESTORE}:1")
    assert [lesson.question for lesson in Learned(bot.runtime.database).of(TEAM)] == [SHED]


def test_others_see_nothing_of_it_in_their_home_and_change_nothing(bot):
    teach(bot, user=ASKER)
    bot.event(bot.payloads.home_opened("home", user=OTHER))
    assert "Taught here" not in says(bot.slack.workspace.homes[OTHER])
    forged = {"type": "button", "action_id": f"{ids.LESSON_REMOVE}:1", "value": "1"}
    bot.interact(bot.payloads.press(bot.payloads.say("…", user=OTHER), forged, user=OTHER))
    assert BEHIND in asked(bot, SHED)


def test_the_list_has_pages(bot):
    learned = Learned(bot.runtime.database)
    for number in range(40):
        learned.teach(Lesson(TEAM, f"Question number {number}?", "Answer."), now=NOW)
    bot.event(bot.payloads.home_opened("home"))
    press_in(bot, bot.slack.workspace.homes[ASKER], ids.LESSONS)
    listed = list(bot.slack.workspace.views.values())[-1]
    assert "Page 1 of 3" in says(listed)
    press_in(bot, listed, f"{ids.LESSONS}:next")
    press_in(bot, listed, f"{ids.LESSONS}:next")
    assert "Page 3 of 3" in says(listed)
    assert "Question number 0?" in says(listed)


def test_an_answer_that_a_pack_has_by_now_is_set_aside_and_its_teacher_told(school, bot):
    teach(bot, user=ASKER)
    pack = SHOP_PACK.replace("shop", "yard").replace(SHOP_QUESTION, SHED)
    (school.folder / "packs" / "yard.yaml").write_text(pack, encoding="utf-8")
    replica = school.start()
    assert "Thirty days" in asked(replica, SHED)
    replica.event(replica.payloads.home_opened("home"))
    home = replica.slack.workspace.homes[ASKER]
    assert "One of them is set aside" in says(home)
    press_in(replica, home, ids.LESSONS)
    assert "yard/returns" in says(list(replica.slack.workspace.views.values())[-1])


def test_packs_that_change_while_it_runs_take_what_was_taught_along(school, bot):
    packs = school.folder / "packs"
    settings = Settings(knowledge=(packs,), encoder=OFF)
    reloader, library = Reloader(bot.runtime.library, [packs], lambda: build_answering(settings)), bot.runtime.library
    teach(bot, user=ASKER)
    more = SHOP_PACK.replace("shop", "yard").replace(SHOP_QUESTION, "How do I open the gate?")
    (packs / "yard.yaml").write_text(more, encoding="utf-8")
    assert [reloader.look() for _ in range(2)] == [False, True]
    assert BEHIND in asked(bot, SHED), "until the shelf is built anew, the old one answers"
    until(lambda: len(library.of(TEAM).knowledge.entries) == 3)
    assert BEHIND in asked(bot, SHED)
    assert "Thirty days" in asked(bot, "How do I open the gate?")
    teach(bot, "Where is the tent?", "In the cellar.", user=ASKER)
    assert set(library.of(TEAM).knowledge.by_id) == {
        "shop/returns",
        "yard/returns",
        "taught/where-is-the-bike-shed",
        "taught/where-is-the-tent",
    }


@pytest.mark.parametrize("value", ["gap:99", "gap:x", "nothing:1", "lesson:7", "ask:1", "'; drop table lessons"])
def test_a_button_about_something_that_is_gone_says_so(bot, value):
    assert "not there any more" in says(open_window(bot, value, user=ASKER))
