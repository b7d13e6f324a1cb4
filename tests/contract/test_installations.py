"""Where the app is installed: tokens encrypted at rest, each workspace with its own."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Bot, Installation
from sqlalchemy import text

from bot.errors import SettingsError, StoreError
from bot.store.installations import Installations, States, read_keys
from bot.store.workspaces import Workspaces

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
# As long as Slack's rotating tokens are: encrypted, they are longer than slack_sdk's own columns.
TOKEN = "xoxe.xoxb-1-" + "x" * 160


def store(database, *keys: str) -> Installations:
    return Installations("1.2", database, read_keys(keys or (OLD,)))


def bot(team: str | None, token: str = TOKEN, **more) -> Bot:
    return Bot(
        app_id="A1",
        team_id=team,
        bot_token=token,
        bot_id="B1",
        bot_user_id="U1",
        bot_refresh_token=f"{token}-refresh",
        installed_at=NOW.timestamp(),
        **more,
    )


def test_each_workspace_gets_its_own_token(database):
    kept = store(database)
    for team in ("T1", "T2"):
        kept.save_bot(bot(team, f"xoxb-{team}"))
    assert [kept.of_team(team).bot_token for team in ("T1", "T2")] == ["xoxb-T1", "xoxb-T2"]
    assert kept.of_team("T3") is None


def test_the_database_holds_no_token_in_the_clear(database):
    store(database).save_bot(bot("T1"))
    with database.begin() as connection:
        assert "xoxb" not in str(connection.execute(text("SELECT * FROM slack_bots")).all())


def test_who_installed_the_app_is_not_kept(database):
    """Nothing here acts for that person; their token is not even asked for."""
    kept = store(database)
    kept.save(Installation(user_id="U0ADMIN", team_id="T1", bot_token="xoxb-1", user_token="xoxp-1", bot_id="B1",
                           app_id="A1", bot_user_id="U1"))  # fmt: skip
    assert kept.of_team("T1").bot_token == "xoxb-1"
    assert kept.find_installation(enterprise_id=None, team_id="T1") is None


def test_an_installation_for_an_organisation_serves_each_workspace_seen_in_it(database):
    kept = store(database)
    kept.save_bot(bot(None, "xoxb-org", enterprise_id="E1", is_enterprise_install=True))
    assert kept.of_team("T1") is None
    assert kept.of_team("T1", "E1").bot_token == "xoxb-org"
    Workspaces(database).seen("T1", "E1", now=NOW)
    assert kept.of_team("T1").bot_token == "xoxb-org"


def test_a_new_key_goes_first_and_old_ones_can_go_after_rotation(database):
    store(database, OLD).save_bot(bot("T1"))
    both = store(database, NEW, OLD)
    assert both.of_team("T1").bot_token == TOKEN
    assert both.rotate() == 1
    assert store(database, NEW).of_team("T1").bot_refresh_token == f"{TOKEN}-refresh"
    assert store(database, OLD).of_team("T1") is None


def test_rotation_without_the_old_key_changes_nothing(database):
    kept = store(database, OLD)
    kept.save_bot(bot("T1"))
    with pytest.raises(StoreError, match="add the old key"):
        store(database, NEW).rotate()
    assert kept.of_team("T1").bot_token == TOKEN


def test_a_token_that_no_key_opens_is_named_without_being_shown(database, caplog):
    store(database, OLD).save_bot(bot("T1"))
    assert store(database, NEW).of_team("T1") is None
    assert "PRINCIPLES_ENCRYPTION_KEYS" in caplog.text


@pytest.mark.parametrize("keys", [("nonsense",), (OLD, "short"), ()])
def test_what_is_no_key_is_refused_without_being_shown(keys):
    with pytest.raises(SettingsError) as told:
        read_keys(keys)
    assert "keys new" in str(told.value)
    assert not any(key and key in str(told.value) for key in keys)


def test_installing_again_replaces_the_token(database):
    kept = store(database)
    kept.save_bot(bot("T1", "xoxb-old"))
    kept.save_bot(bot("T1", "xoxb-new"))
    assert kept.of_team("T1").bot_token == "xoxb-new"


def test_a_state_is_good_once(database):
    states = States(database)
    state = states.issue()
    assert [states.consume(state), states.consume(state), states.consume("another")] == [True, False, False]


def test_its_state_is_another_after_each_installation_and_each_removal_even_of_both_at_once(database):
    kept, workspaces = store(database), Workspaces(database)
    states = [kept.state()]
    for minute in range(2):
        kept.save_bot(bot("T1"))
        states.append(kept.state())
        workspaces.remove("T1", None, now=NOW.replace(minute=minute))
        kept.delete_bot(enterprise_id=None, team_id="T1")
        states.append(kept.state())
    assert len(set(states)) == 5
    assert kept.state() == states[-1]
