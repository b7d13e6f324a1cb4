"""Claims, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from bot.store.claims import LEASE, LIFE, Claim, Claims, Lease, Refusal

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EVENT = Claim.on_event("T1", "Ev1")


@pytest.fixture
def claims(database):
    return Claims(database)


def test_only_the_first_taker_gets_a_claim(claims):
    """The second of two takers is told that the work is pending."""
    assert isinstance(claims.take(EVENT, now=NOW), Lease)
    assert claims.take(EVENT, now=NOW + SECOND) is Refusal.PENDING


def test_done_work_is_never_given_out_again_within_its_life(claims):
    """Done stays done, long after the lease."""
    claims.finish(claims.take(EVENT, now=NOW))
    assert claims.take(EVENT, now=NOW + LIFE - SECOND) is Refusal.DONE


def test_a_claim_whose_taker_died_is_taken_over_after_the_lease(claims):
    """The retry after the lease works; the one before it waits."""
    claims.take(EVENT, now=NOW)
    assert claims.take(EVENT, now=NOW + LEASE - SECOND) is Refusal.PENDING
    assert isinstance(claims.take(EVENT, now=NOW + LEASE), Lease)


def test_the_next_taker_knows_that_there_was_one_before(claims):
    """The dead one may have done the work."""
    assert not claims.take(EVENT, now=NOW).again
    assert claims.take(EVENT, now=NOW + LEASE).again


def test_a_taker_that_was_given_up_cannot_finish_or_release_the_work_of_the_next(claims):
    """Whoever comes back late finds that it is not theirs any more."""
    late = claims.take(EVENT, now=NOW)
    current = claims.take(EVENT, now=NOW + LEASE)
    assert not claims.finish(late)
    assert not claims.release(late)
    assert claims.finish(current)


def test_a_renewed_lease_begins_anew(claims):
    """Work that waits for Slack keeps its claim."""
    lease = claims.take(EVENT, now=NOW)
    assert claims.renew(lease, now=NOW + LEASE - SECOND)
    assert claims.take(EVENT, now=NOW + LEASE) is Refusal.PENDING


def test_a_taker_that_was_given_up_cannot_renew(claims):
    """It learns that the work is another's, before it does it a second time."""
    late = claims.take(EVENT, now=NOW)
    claims.take(EVENT, now=NOW + LEASE)
    assert not claims.renew(late, now=NOW + LEASE + SECOND)


def test_a_released_claim_is_free_at_once(claims):
    """A failure that posted nothing does not make the retry wait."""
    assert claims.release(claims.take(EVENT, now=NOW))
    assert isinstance(claims.take(EVENT, now=NOW), Lease)


def test_done_work_cannot_be_released(claims):
    lease = claims.take(EVENT, now=NOW)
    claims.finish(lease)
    assert not claims.release(lease)
    assert claims.take(EVENT, now=NOW) is Refusal.DONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Claim.on_event("T1", "Ev1"), Claim.on_event("T1", "Ev2")),
        (Claim.on_event("T1", "Ev1"), Claim.on_event("T2", "Ev1")),
        (Claim.on_message("T1", "C1", "1.0"), Claim.on_message("T1", "C1", "2.0")),
        (Claim.on_message("T1", "C1", "1.0"), Claim.on_message("T1", "C2", "1.0")),
        (Claim.on_message("T1", "C1", "1.0"), Claim.on_message("T2", "C1", "1.0")),
        (Claim.on_message("T1", "C1", "1.0"), Claim.on_event("T1", "C1:1.0")),
    ],
)
def test_claims_on_different_things_do_not_disturb_each_other(claims, one, other):
    assert isinstance(claims.take(one, now=NOW), Lease)
    assert isinstance(claims.take(other, now=NOW), Lease)


@pytest.mark.parametrize("abandoned", [False, True])
def test_of_many_replicas_at_once_one_wins(open_database, database, abandoned):
    """Eight replicas ask in the same moment, for a new claim and for an abandoned one."""
    if abandoned:
        Claims(database).take(EVENT, now=NOW - LEASE)
    replicas = [Claims(open_database()) for _ in range(8)]
    together = Barrier(len(replicas))

    def take(replica):
        together.wait(timeout=10)
        return replica.take(EVENT, now=NOW)

    with ThreadPoolExecutor(len(replicas)) as pool:
        results = list(pool.map(take, replicas))
    assert sum(isinstance(result, Lease) for result in results) == 1
    assert results.count(Refusal.PENDING) == len(replicas) - 1


def test_a_time_without_a_zone_is_refused(claims):
    """A local time taken for UTC would move a lease by hours."""
    with pytest.raises(Exception, match="an instant needs a time zone"):
        claims.take(EVENT, now=datetime(2026, 11, 21))
