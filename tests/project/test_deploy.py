"""What lies in `deploy/` says the same as the image, the settings and the paths for operators."""

import re
from pathlib import Path

import pytest
import yaml

from bot.cli.serve import DRAIN
from bot.settings import VARIABLES
from tests.project.dockerfile import instructions

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = instructions(ROOT / "Dockerfile")
PORT, USER = 3000, 10001

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OBJECTS = {one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes" / "principles.yaml").read_text())}
UNIT = (DEPLOY / "systemd" / "principles.service").read_text()
POD = OBJECTS["Deployment"]["spec"]["template"]
[CONTAINER] = POD["spec"]["containers"]

# Read by libraries, and by the other containers.
FOREIGN = {
    "AF_INET",
    "AF_UNIX",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "DOMAIN",
    "POSTGRES_PASSWORD",
    "POSTGRES_USER",
    "POSTGRES_DB",
}


def replicas():
    return [one for name, one in COMPOSE["services"].items() if name.startswith("app")]


def test_the_image_s_port_and_user_are_those_that_are_deployed():
    said = {step.word: step.rest for step in DOCKERFILE}
    assert said["EXPOSE"] == str(PORT)
    assert said["USER"] == str(USER)
    assert CONTAINER["ports"] == [{"name": "http", "containerPort": PORT}]
    assert POD["spec"]["securityContext"]["runAsUser"] == USER
    assert all(f"/data:uid={USER},mode=0700" in one["tmpfs"] for one in replicas())
    assert f"app-1:{PORT} app-2:{PORT}" in (DEPLOY / "Caddyfile").read_text()


@pytest.mark.parametrize("path", [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".lock"])
def test_every_setting_is_one_that_there_is(path):
    named = set(re.findall(r"\b[A-Z][A-Z0-9]+_[A-Z_]+\b", path.read_text()))
    assert named <= {variable.name for variable in VARIABLES} | FOREIGN


def test_it_has_longer_to_stop_than_it_takes():
    seconds = DRAIN.total_seconds()
    assert all(int(one["stop_grace_period"].removesuffix("s")) > seconds for one in replicas())
    assert POD["spec"]["terminationGracePeriodSeconds"] > seconds + 5
    assert int(re.search(r"TimeoutStopSec=(\d+)", UNIT)[1]) > seconds


def test_two_replicas_share_a_database_and_keep_nothing_themselves():
    assert len(replicas()) == OBJECTS["Deployment"]["spec"]["replicas"] == 2
    assert all("@database/" in one["environment"]["DATABASE_URL"] for one in replicas())
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in replicas())
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"]
    assert {mount["mountPath"] for mount in CONTAINER["volumeMounts"]} == {"/data", "/tmp"}
    assert OBJECTS["PodDisruptionBudget"]["spec"]["minAvailable"] == 1


def test_probes_ask_what_operators_are_told():
    assert CONTAINER["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert CONTAINER["startupProbe"]["httpGet"]["path"] == "/healthz"
    assert CONTAINER["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert "health_uri /readyz" in (DEPLOY / "Caddyfile").read_text()


def test_only_slack_s_paths_are_for_the_outside():
    caddy = (DEPLOY / "Caddyfile").read_text()
    assert "@slack path /slack/*" in caddy
    assert caddy.rstrip().endswith("respond 404\n}")
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert COMPOSE["services"]["database"]["networks"] == ["inside"]


def test_secrets_are_named_and_never_written():
    secrets = [variable.name for variable in VARIABLES if variable.secret]
    for path in (DEPLOY / "compose.yaml", DEPLOY / "kubernetes" / "principles.yaml"):
        for name in secrets:
            assert not re.search(rf"{name}: (?!postgresql://principles:\$\{{)\S", path.read_text()), name
    assert CONTAINER["envFrom"] == [{"secretRef": {"name": "principles"}}]
    assert all("${POSTGRES_PASSWORD:?" in one["environment"]["DATABASE_URL"] for one in replicas())


def test_what_is_selected_is_what_is_labelled():
    labels = POD["metadata"]["labels"]
    assert OBJECTS["Service"]["spec"]["selector"] == labels
    for kind in ("Deployment", "PodDisruptionBudget"):
        assert OBJECTS[kind]["spec"]["selector"]["matchLabels"] == labels
    assert OBJECTS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels


def test_the_unit_runs_the_command_as_nobody():
    assert "ExecStart=/opt/service-principles-bot/.venv/bin/principles serve" in UNIT
    assert "DynamicUser=true" in UNIT
    assert "ProtectSystem=strict" in UNIT
    assert "XDG_DATA_HOME=/var/lib/principles" in UNIT
    assert "XDG_CACHE_HOME=/var/cache/principles" in UNIT
