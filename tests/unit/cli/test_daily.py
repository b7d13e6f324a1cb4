"""`principles daily`: cards, preview and status, as a person sees them."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.cli.daily import command
from bot.errors import SettingsError
from bot.posting.delivery import Delivery, Key, State
from bot.posting.subscription import Standing
from bot.store.database import Database
from bot.store.deliveries import insert_deliveries
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import subscription

PACK = """
pack: house
source: {title: House rules}
entries:
  - id: rules
    question: What are the 3 rules of the house?
    topics: [manners]
    answer: [Wipe your shoes well, Close the door softly, Say hello to everybody]
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command over one small pack; errors meant for people come through."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "house.yaml").write_text(PACK)
    monkeypatch.setenv("PRINCIPLES_KNOWLEDGE", str(tmp_path / "packs"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/daily.sqlite3")

    def invoke(*arguments):
        result = CliRunner().invoke(command, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    return invoke


def test_cards_are_listed_with_id_place_and_source(run):
    assert run("cards")[0] == "house/rules#wipe-your-shoes-well  Wipe your shoes well (1 of the 3 rules) · House rules"
    assert len(run("cards")) == 3


def test_the_preview_shows_zone_clock_change_and_weekdays(run):
    """Friday to Monday over the night in which British clocks go forward, asked for half past one."""
    lines = run(
        "preview", "--zone", "Europe/London", "--at", "01:30", "--weekdays", "fri,sat,sun,mon", "--from", "2026-03-26",
        "--days", "5",
    )  # fmt: skip
    assert [line[:36] for line in lines] == [
        "Fri 2026-03-27 01:30 GMT (01:30 UTC)",
        "Sat 2026-03-28 01:30 GMT (01:30 UTC)",
        "Sun 2026-03-29 02:00 BST (01:00 UTC)",
        "Mon 2026-03-30 01:30 BST (00:30 UTC)",
    ]


def test_a_round_of_the_preview_shows_every_card(run):
    lines = run("preview", "--days", "3", "--weekdays", "mon,tue,wed,thu,fri,sat,sun", "--from", "2026-11-20")
    assert len({line.partition("UTC)  ")[2] for line in lines}) == 3


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--zone", "Mars/Base"),
        ("--at", "25:00"),
        ("--weekdays", "mon,noday"),
        ("--from", "soon"),
        ("--topic", "none"),
        ("--from", "9999-12-31"),
        ("--from", "0001-01-01"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_to_mend_it(run, option, value):
    with pytest.raises(SettingsError, match=option):
        run("preview", option, value)


def test_a_zone_by_another_name_is_answered_with_what_it_may_mean(run):
    with pytest.raises(SettingsError, match="It may mean Europe/London, Asia/Dhaka, Pacific/Bougainville"):
        run("preview", "--zone", "BST")


def test_status_counts_what_became_of_the_posts(run, tmp_path):
    database = Database.open(f"sqlite:///{tmp_path}/daily.sqlite3")
    database.migrate()
    now = datetime.now(UTC)
    with database.begin() as connection:
        for number, (state, error) in enumerate([(State.MISSED, None), (State.UNKNOWN, "missing_scope")]):
            due = now - timedelta(hours=number + 1)
            delivery = Delivery(Key("T1", f"C{number}", due.date()), state, None, due, due, due, error=error)
            insert_deliveries(database, connection, [delivery], due)
    subscriptions = Subscriptions(database)
    subscriptions.save(subscription(channel="C7"))
    subscriptions.halt("T1", "C7", "is_archived")
    database.close()
    lines = run("status")
    assert lines[1] == "2 due, 0 sent (0 late), 1 missed, 1 in doubt, 0 failed, 0 on the way"
    assert lines[2].endswith("T1 C1  unknown: missing_scope")
    assert lines[3] == f"1 subscription: 0 {Standing.ACTIVE}, 0 {Standing.PAUSED}, 1 {Standing.HALTED}"
    assert lines[4] == "  T1 C7 halted: is_archived"
