"""Which files of a message are documents that somebody may want to be read."""

import pytest

from bot.slack.events.files import MOST, documents_in


def file(number=1, **more):
    return {"id": f"F{number}ABC", "name": "a.md", "mimetype": "text/plain", "mode": "hosted", **more}


@pytest.mark.parametrize(
    ("given", "is_one"),
    [
        (file(), True),
        (file(mimetype="application/pdf"), True),
        ({"id": "F1ABC", "file_access": "check_file_info"}, True),  # Slack Connect: to be asked for
        (file(mimetype="image/png"), False),
        (file(mimetype="audio/webm", subtype="slack_audio"), False),
        (file(mimetype="video/mp4"), False),
        (file(mode="tombstone"), False),
        ({"name": "a.md"}, False),
        ({"id": "../../etc"}, False),
        ({"id": 7}, False),
    ],
)
def test_documents_are_files_that_are_neither_seen_nor_heard(given, is_one):
    assert bool(documents_in({"files": [given]})) is is_one


@pytest.mark.parametrize("files", [None, "F1ABC", {"id": "F1ABC"}, [None, 3, "F1ABC"]])
def test_what_is_no_list_of_files_has_none(files):
    assert documents_in({"files": files}) == ()


def test_no_more_are_taken_than_slack_sends():
    assert len(documents_in({"files": [file(number) for number in range(MOST + 5)]})) == MOST
