"""The short form of the flows' crash harness: an expert's answer reaches its asker once, a digest its channel once.

`python -m tests.flows` is the long one, with random points and the leases of production.
"""

import pytest

from tests.flows.harness import Trial
from tests.flows.scenarios import killed_with_all_in_flight

# All of them are on their way at once when the replica is killed.
ANSWERS, DIGESTS = 6, 4


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_on_its_way_when_its_process_was_killed_comes_once(request, database, tmp_path):
    """Half of it stood in Slack already, which nobody had heard."""
    url = f"sqlite:///{tmp_path}/a.db" if database == "sqlite" else request.getfixturevalue("postgres_url")
    count = killed_with_all_in_flight(Trial(url, ANSWERS, DIGESTS, pace="quick"), alone=database == "sqlite")
    print(count)
    assert count.good
    assert count.taken_over == ANSWERS + DIGESTS
