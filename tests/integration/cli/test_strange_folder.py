"""`principles` in a folder that came from somebody else: its `.env` and its files are text, never orders."""

from __future__ import annotations

import subprocess

from tests.integration.cli.conftest import COMMAND, PATIENCE_SECONDS


def test_a_question_in_a_strange_folder_neither_reads_nor_writes_its_cache(environ, tmp_path):
    """The folder names a cache of its own, which could hold answers that no pack gives."""
    folder, home = tmp_path / "cloned", tmp_path / "home"
    (folder / "planted").mkdir(parents=True)
    (folder / ".env").write_text("PRINCIPLES_CACHE=planted\nXDG_CACHE_HOME=planted\n")
    own = {name: value for name, value in environ.items() if name != "PRINCIPLES_CACHE"}
    done = subprocess.run(
        [*COMMAND, "ask", "what are the 7 Cs"],
        capture_output=True,
        cwd=folder,
        env={**own, "XDG_CACHE_HOME": str(home)},
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0
    assert "Credibility" in done.stdout
    assert done.stderr.splitlines() == [
        f"{folder / '.env'}: PRINCIPLES_CACHE is not taken from a file that comes with a folder: "
        "set it in the environment."
    ]
    assert list((folder / "planted").iterdir()) == []
    assert len(list((home / "service-principles-bot").iterdir())) == 1
