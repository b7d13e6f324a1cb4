"""What is taught is anybody's text: it calls nobody, leads nowhere in secret, and hides nothing."""

from contextlib import ExitStack

import pytest

from tests.dangers import pack_dangers
from tests.integration.slack.teaching import SHED, School, rich, says, teach
from tests.slack_stand_in import ASKER, BOT_USER, OTHER


@pytest.fixture
def bot(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack).start()


def link(url, text):
    """An answer that is a link."""
    return rich({"type": "rich_text_section", "elements": [{"type": "link", "url": url, "text": text}]})


def calls(*elements):
    """An answer that calls people."""
    return rich({"type": "rich_text_section", "elements": list(elements)})


@pytest.mark.parametrize(
    "attack",
    [
        "<!channel> <@U0OTHER> <https://evil.example|bank>",
        "@here look",
        "[https://bank.example](https://evil.example)",
        "javascript:alert(1)",
        "\u202egnp.exe \u200b",
        "*bold* _it_ ~no~ `code`\n> quote\n# head",
        calls({"type": "broadcast", "range": "channel"}, {"type": "user", "user_id": OTHER}),
        link("javascript:alert(1)", "a form"),
        link("https://evil.example/<!channel>", "<!channel>"),
    ],
)
def test_an_attack_is_shown_as_the_words_it_is(bot, attack):
    question = f"What is {attack}?" if isinstance(attack, str) else SHED
    view = teach(bot, question, attack, user=ASKER)
    assert "I have learned it" in says(view)
    bot.command(question)
    [answer] = bot.whispered
    assert "in Slack" in answer["text"]
    assert pack_dangers({"text": answer["text"], "blocks": answer["blocks"]}) == []
    assert pack_dangers(view.content) == []


def test_a_link_that_looks_like_another_says_where_it_leads(bot):
    teach(bot, answer=link("https://evil.example/x", "https://bank.example"), user=ASKER)
    bot.mention(f"<@{BOT_USER}> {SHED}")
    assert "(evil.example)" in str(bot.said[-1].blocks)
