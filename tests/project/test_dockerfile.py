"""The image's steps, carried out in a clean virtual environment: no Docker engine is needed to see that they work."""

import os
import shlex
import shutil
import subprocess
import tomllib
import venv
from pathlib import Path

import pytest

from tests.integration.slack.processes import serving
from tests.project.dockerfile import exec_form, instructions
from tests.slack_stand_in import BOT_TOKEN, BOT_USER, SIGNING_SECRET, HttpDelivery, Payloads, SlackStandIn

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DOCKERFILE = instructions(ROOT / "Dockerfile")


def said(word: str) -> list[str]:
    return [instruction.rest for instruction in DOCKERFILE if instruction.word == word]


def test_the_image_is_slim_and_its_process_is_nobody_special():
    bases = [base.split()[0] for base in said("FROM")]
    assert len(set(bases)) == 1, "what is built for one Python does not run on another"
    assert bases[0].endswith("-slim")
    [user] = said("USER")
    assert int(user) > 0, "by number, so that a cluster can tell that it is not root"


def test_what_built_the_image_stays_behind():
    """The image has the app's folder from the first stage, and installs nothing itself."""
    final = DOCKERFILE[max(n for n, step in enumerate(DOCKERFILE) if step.word == "FROM") :]
    assert [step.rest for step in final if step.word == "COPY"] == ["--from=build /opt/principles /opt/principles"]
    assert not any("pip" in step.rest for step in final if step.word == "RUN")


def test_its_health_is_asked_where_it_listens():
    [check] = said("HEALTHCHECK")
    assert "/healthz" in check
    assert "os.environ['PORT']" in check
    assert any("PORT=3000" in step for step in said("ENV"))
    assert said("EXPOSE") == ["3000"]


def test_everything_that_is_written_lies_in_the_volume():
    """So the rest of the image may be read-only."""
    [volume] = said("VOLUME")
    settings = " ".join(said("ENV"))
    assert f"XDG_DATA_HOME={volume} " in settings
    assert f"XDG_CACHE_HOME={volume}/cache " in settings
    assert "PYTHONDONTWRITEBYTECODE=1" in settings


def test_the_process_gets_sigterm_itself():
    [command] = said("CMD")
    assert exec_form(command) == ["principles", "serve"]
    assert said("STOPSIGNAL") == ["SIGTERM"]
    assert said("ENTRYPOINT") == []


def test_every_dependency_is_installed_by_its_hash_and_nothing_beyond():
    """The lock first, then the package without looking for dependencies."""
    installs = [shlex.split(step) for step in said("RUN") if "pip install" in step]
    assert [("--require-hashes" in step, "--no-deps" in step) for step in installs] == [(True, False), (False, True)]
    assert "--no-build-isolation" in installs[1], "pip would fetch what builds the package, without a hash"


def test_what_builds_the_image_is_what_builds_the_package():
    [required] = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert f"\n{required} \\\n    --hash=sha256:" in (ROOT / "deploy" / "build.lock").read_text()


def test_no_secret_and_nothing_unneeded_gets_into_the_image():
    """Everything is ignored but what is copied; no setting of ours with a secret stands in the image."""
    ignore = (ROOT / ".dockerignore").read_text().split()
    assert "*" in ignore
    copied = {source for step in said("COPY") if "--from" not in step for source in step.split()[:-1]}
    assert copied == {line[1:] for line in ignore if line.startswith("!")}
    assert not any("TOKEN" in step or "SECRET" in step for step in said("ENV"))


@pytest.fixture
def image(tmp_path) -> Path:
    """A virtual environment after the COPY and install steps, done in order in an empty folder."""
    context, home = tmp_path / "app", tmp_path / "venv"
    context.mkdir()
    venv.create(home, with_pip=True)
    for instruction in DOCKERFILE:
        if instruction.word == "COPY" and "--from" not in instruction.rest:
            copy(instruction.rest, context)
        elif instruction.word == "RUN" and instruction.rest.startswith("pip install"):
            install(instruction.rest, home, context)
    shutil.rmtree(context)
    return home


def copy(rest: str, context: Path) -> None:
    *sources, target = rest.split()
    for source in sources:
        place = context / target if target != "./" else context / Path(source).name
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, place)


def install(step: str, home: Path, context: Path) -> None:
    pip, *arguments = shlex.split(step)
    quicker = os.environ | {"PIP_NO_COMPILE": "1"}
    done = subprocess.run([home / "bin" / pip, *arguments], cwd=context, env=quicker, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_steps_give_an_app_that_answers_and_stops(image, tmp_path):
    """Installed from the lock alone, started by its command, answering from the bundled packs, ended by SIGTERM."""
    [command] = said("CMD")
    executable, *arguments = exec_form(command)
    with SlackStandIn() as slack:
        payloads = Payloads(slack)
        settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CACHE_HOME": str(tmp_path / "data" / "cache"),
            "HOME": "/nonexistent",
            "PYTHONPATH": "",
            "PORT": "0",
        }
        with serving(settings, command=(str(image / "bin" / executable), *arguments), cwd=tmp_path) as served:
            url = served.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()
            question = payloads.say(f"<@{BOT_USER}> what are the 7 Cs")
            assert HttpDelivery(url).event(payloads.mention(question)).status == 200
            slack.wait("chat.postMessage")
            assert served.stop() == 0
        [reply] = slack.workspace.from_bot()
    assert "Riseup Labs" in reply.text
    assert list((tmp_path / "data").rglob("*.sqlite3"))
