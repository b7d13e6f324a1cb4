"""Settings: read once, checked at once, secrets kept."""

import os
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import VARIABLES, Settings, environment

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-hunter2",
    "SLACK_APP_TOKEN": "xapp-hunter2",
    "SLACK_SIGNING_SECRET": "hunter2",
    "SLACK_CLIENT_SECRET": "hunter2",
    "DATABASE_URL": "postgresql://bot:hunter2@db.example/principles",
    "PRINCIPLES_ENCRYPTION_KEYS": "hunter2",
}


def test_without_an_environment_the_defaults_hold():
    settings = Settings.from_env({})
    assert (settings.host, settings.port, settings.log_level) == ("127.0.0.1", 3000, "INFO")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_bot_token is None


@pytest.mark.parametrize(
    ("name", "value", "attribute", "read"),
    [
        ("SLACK_BOT_TOKEN", " xoxb-1 ", "slack_bot_token", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1", "slack_app_token", "xapp-1"),
        ("SLACK_SIGNING_SECRET", "s", "slack_signing_secret", "s"),
        ("SLACK_CLIENT_ID", "1.2", "slack_client_id", "1.2"),
        ("SLACK_CLIENT_SECRET", "s", "slack_client_secret", "s"),
        ("PRINCIPLES_ENCRYPTION_KEYS", " a, b,", "encryption_keys", ("a", "b")),
        ("SLACK_API_URL", "http://127.0.0.1:1/api", "slack_api_url", "http://127.0.0.1:1/api/"),
        ("DATABASE_URL", "sqlite:///x", "database_url", "sqlite:///x"),
        ("DATABASE_URL", "", "database_url", None),
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("PORT", "8080", "port", 8080),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("PRINCIPLES_NAME", " Ask  Hotel ", "name", "Ask Hotel"),
        ("PRINCIPLES_NAME", "", "name", None),
        ("PRINCIPLES_COMMAND", "/hotel", "command", "/hotel"),
        ("DAILY_MANAGERS", "Admins", "daily_managers", "admins"),
        ("DAILY_MANAGERS", "", "daily_managers", "members"),
        ("DAILY_IN_DOUBT", "repost", "daily_in_doubt", "repost"),
        ("TEACHERS", "", "teachers", "admins"),
        ("TEACHERS", "Members", "teachers", "members"),
        ("TEACHERS", " U012AB3CD, W9ZZ9ZZ9Z,", "teachers", frozenset({"U012AB3CD", "W9ZZ9ZZ9Z"})),
    ],
)
def test_each_variable_sets_its_field(name, value, attribute, read):
    assert getattr(Settings.from_env({name: value}), attribute) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "hunter2"),
        ("SLACK_BOT_TOKEN", "xoxb-hunter2\nX: y"),
        ("SLACK_APP_TOKEN", "xoxb-hunter2"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "ftp://hunter2"),
        ("PRINCIPLES_NAME", "n" * 36),
        ("PRINCIPLES_NAME", "<!channel>"),
        ("PRINCIPLES_COMMAND", "hotel"),
        ("PRINCIPLES_COMMAND", "/Front Desk"),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("DAILY_MANAGERS", "everybody"),
        ("DAILY_IN_DOUBT", "hunter2"),
        ("TEACHERS", "everybody"),
        ("TEACHERS", "U012AB3CD, hunter2"),
        ("TEACHERS", ","),
    ],
)
def test_a_malformed_value_names_itself_its_purpose_and_the_readme(name, value):
    """And it is not repeated: it may be a secret in the wrong place."""
    purpose = next(variable.purpose for variable in VARIABLES if variable.name == name)
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: value})
    message = str(caught.value)
    assert name in message
    assert purpose in message
    assert 'See docs/operate.md, section "Settings"' in message
    assert "hunter2" not in message


def test_secrets_never_show_in_the_repr():
    assert "hunter2" not in repr(Settings.from_env(SECRETS))
    assert {variable.name for variable in VARIABLES if variable.secret} == set(SECRETS)


def test_a_dotenv_file_is_read_and_the_environment_wins(tmp_path, monkeypatch):
    """For development: `.env` beside where one works."""
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nPORT=4000\nSLACK_SIGNING_SECRET=a$b\n")
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    monkeypatch.setenv("PORT", "5000")
    settings = Settings.from_env(environment(tmp_path))
    assert (settings.slack_bot_token, settings.port, settings.slack_signing_secret) == ("xoxb-file", 5000, "a$b")


@pytest.fixture
def nothing_set(monkeypatch):
    for name in [variable.name for variable in VARIABLES] + ["XDG_CACHE_HOME"]:
        monkeypatch.delenv(name, raising=False)


def test_a_dotenv_file_does_not_say_where_compiled_packs_come_from(tmp_path, nothing_set, caplog):
    """It may have come with somebody's folder."""
    (tmp_path / ".env").write_text("PRINCIPLES_CACHE=cache\nXDG_CACHE_HOME=cache\nPRINCIPLES_KNOWLEDGE=packs\n")
    settings = Settings.from_env(environment(tmp_path))
    assert settings.cache == Settings.from_env({}).cache
    assert settings.knowledge == (Path("packs"),)
    (said,) = caplog.messages
    assert "PRINCIPLES_CACHE is not taken from a file that comes with a folder" in said
    assert str(tmp_path / ".env") in said


@pytest.mark.parametrize("secret", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_CLIENT_SECRET"])
@pytest.mark.parametrize("address", ["SLACK_API_URL=http://evil.example/", "DATABASE_URL=postgresql://evil.example/db"])
def test_a_dotenv_file_does_not_redirect_what_the_environment_holds(
    tmp_path, monkeypatch, nothing_set, caplog, secret, address
):
    (tmp_path / ".env").write_text(address)
    monkeypatch.setenv(secret, {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}.get(secret, "hunter2"))
    settings = Settings.from_env(environment(tmp_path))
    assert (settings.slack_api_url, settings.database_url) == ("https://slack.com/api/", None)
    (said,) = caplog.messages
    assert f"while the environment holds {secret}" in said
    assert "evil" not in said
    assert "hunter2" not in said


def test_a_dotenv_file_may_hold_token_and_address_together(tmp_path, nothing_set, caplog):
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_API_URL=http://127.0.0.1:1/\n")
    settings = Settings.from_env(environment(tmp_path))
    assert (settings.slack_bot_token, settings.slack_api_url) == ("xoxb-1", "http://127.0.0.1:1/")
    assert caplog.messages == []


def test_an_address_of_the_environment_stands_beside_its_token(tmp_path, monkeypatch, nothing_set, caplog):
    (tmp_path / ".env").write_text("SLACK_API_URL=http://evil.example/")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/")
    assert Settings.from_env(environment(tmp_path)).slack_api_url == "http://127.0.0.1:1/"
    assert caplog.messages == []


def test_a_dotenv_file_sets_our_variables_only(tmp_path, nothing_set):
    (tmp_path / ".env").write_text("PYTHONPATH=evil\nHTTPS_PROXY=http://evil.example\nHOST=0.0.0.0\n")
    read = environment(tmp_path)
    assert read["HOST"] == "0.0.0.0"
    assert "evil" not in str({name: read.get(name) for name in ("PYTHONPATH", "HTTPS_PROXY")})


def test_without_a_dotenv_file_the_environment_is_all(tmp_path, monkeypatch):
    monkeypatch.setenv("PORT", "5000")
    assert Settings.from_env(environment(tmp_path)).port == 5000


def test_nothing_set_means_bundled_packs_and_the_users_own_cache():
    settings = Settings.from_env({})
    assert settings.knowledge == ()
    assert settings.cache == Path.home() / ".cache" / "service-principles-bot"


@pytest.mark.parametrize(
    ("value", "folders"),
    [
        ("packs", ("packs",)),
        (os.pathsep.join(["one", "two"]), ("one", "two")),
        (os.pathsep.join(["one", "", "  ", "two"]), ("one", "two")),
        ("", ()),
    ],
)
def test_knowledge_is_a_path_list(value, folders):
    assert Settings.from_env({"PRINCIPLES_KNOWLEDGE": value}).knowledge == tuple(map(Path, folders))


def test_a_tilde_in_knowledge_is_the_home_folder():
    assert Settings.from_env({"PRINCIPLES_KNOWLEDGE": "~/packs"}).knowledge == (Path.home() / "packs",)


@pytest.mark.parametrize(
    ("environ", "cache"),
    [
        ({"PRINCIPLES_CACHE": "off"}, None),
        ({"PRINCIPLES_CACHE": " OFF "}, None),
        ({"PRINCIPLES_CACHE": "compiled"}, Path("compiled")),
        ({"PRINCIPLES_CACHE": "~/compiled"}, Path.home() / "compiled"),
        ({"XDG_CACHE_HOME": "caches"}, Path("caches/service-principles-bot")),
        ({"PRINCIPLES_CACHE": " ", "XDG_CACHE_HOME": "caches"}, Path("caches/service-principles-bot")),
        ({"PRINCIPLES_CACHE": "compiled", "XDG_CACHE_HOME": "caches"}, Path("compiled")),
    ],
)
def test_the_cache_is_where_the_environment_says(environ, cache):
    assert Settings.from_env(environ).cache == cache


def test_the_environment_of_the_process_is_never_read(monkeypatch):
    """Only the mapping that is given counts, so that tests and callers decide."""
    monkeypatch.setenv("PRINCIPLES_KNOWLEDGE", "elsewhere")
    monkeypatch.setenv("PRINCIPLES_CACHE", "off")
    assert Settings.from_env({}).knowledge == ()
    assert Settings.from_env({}).cache is not None


def test_a_home_that_does_not_exist_is_no_obstacle(monkeypatch):
    """Containers run as users that nobody has entered: then nothing is kept, and a strange tilde is a name."""
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda _: (_ for _ in ()).throw(KeyError))
    settings = Settings.from_env({"PRINCIPLES_KNOWLEDGE": "~nobody-here/packs"})
    assert settings.cache is None
    assert settings.knowledge == (Path("~nobody-here/packs"),)


def test_every_variable_is_listed_once_with_its_purpose():
    names = [variable.name for variable in VARIABLES]
    assert len(set(names)) == len(names)
    assert all(variable.purpose for variable in VARIABLES)


@pytest.mark.parametrize("raw", [b"PORT=\xff", None], ids=["not UTF-8", "unreadable"])
def test_a_dotenv_file_that_cannot_be_read_names_itself(tmp_path, monkeypatch, raw):
    file = tmp_path / ".env"
    file.write_bytes(raw or b"")
    if raw is None:
        monkeypatch.setattr(
            "builtins.open", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
        )
    with pytest.raises(SettingsError, match=r"\.env: cannot be read"):
        environment(tmp_path)


@pytest.mark.parametrize(
    ("value", "encoder"),
    [("", "auto"), ("auto", "auto"), (" OFF ", "off"), ("models/e5", Path("models/e5")), ("~/e5", Path.home() / "e5")],
)
def test_the_encoder_is_a_word_or_a_folder(value, encoder):
    assert Settings.from_env({"PRINCIPLES_ENCODER": value}).encoder == encoder
