"""What a modal remembers comes back through people's hands."""

import pytest

from bot.slack.events.modal_state import ModalState

THREAD = ModalState("thread", "C0ONE", "1.5", "pack/entry")


@pytest.mark.parametrize("state", [THREAD, ModalState("share", entry_id="pack/entry"), ModalState("read")])
def test_what_was_written_is_read(state):
    assert ModalState.read(state.write()) == state


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (None, ModalState("share")),
        ("", ModalState("share")),
        ("nonsense", ModalState("share")),
        ("[1]", ModalState("share")),
        ("null", ModalState("share")),
        ('{"mode": "other"}', ModalState("read")),
        ('{"mode": "thread", "channel": "<!here>", "thread_ts": "1.5"}', ModalState("read")),
        ('{"mode": "thread", "channel": "C0ONE", "thread_ts": "now"}', ModalState("read")),
        ('{"mode": "share", "channel": "C0ONE", "entry_id": 7}', ModalState("share", entry_id="7")),
    ],
)
def test_what_is_not_well_formed_is_dropped(raw, read):
    assert ModalState.read(raw) == read


def test_it_fits_into_slacks_field():
    """private_metadata takes 3,000 characters."""
    assert len(ModalState("thread", "C" * 32, "1.5", "x" * 255).write()) < 3_000


def test_another_entry_is_shown_in_the_same_modal():
    assert THREAD.showing("pack/other") == ModalState("thread", "C0ONE", "1.5", "pack/other")
    assert THREAD.showing(None).entry_id == ""
