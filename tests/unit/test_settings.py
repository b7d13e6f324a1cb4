"""Settings come from one mapping, and a malformed one names itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import CACHE, KNOWLEDGE, VARIABLES, Settings, Variable, malformed


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


def test_every_variable_is_listed_once_with_its_purpose():
    names = [variable.name for variable in VARIABLES]
    assert {KNOWLEDGE.name, CACHE.name} <= set(names)
    assert len(set(names)) == len(names)
    assert all(variable.purpose for variable in VARIABLES)


def test_a_malformed_value_names_itself_its_purpose_and_the_readme():
    text = str(malformed(Variable("PORT", "where to listen"), "a number from 1 to 65535"))
    assert text == 'PORT (where to listen) must be a number from 1 to 65535. See README, section "Settings".'
