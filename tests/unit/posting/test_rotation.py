"""The bag: fair rounds, stable across edits and restarts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.posting.rotation import Bag, Lot

NAMES = st.lists(st.integers(0, 200).map("pack/list#{}".format), unique=True, min_size=1, max_size=12)


def lots(names):
    return [Lot.of(name) for name in names]


def draw(bag, names, times, seed="T.C"):
    drawn = []
    for _ in range(times):
        name, bag = bag.draw(seed, lots(names))
        drawn.append(name)
    return drawn, bag


@given(NAMES, st.text(max_size=5))
def test_three_rounds_show_every_card_once_each(names, seed):
    """Nothing comes again before all were shown; a round never begins with the last one's last card."""
    drawn, _ = draw(Bag(), names, 3 * len(names), seed)
    size = len(names)
    rounds = [drawn[n : n + size] for n in range(0, len(drawn), size)]
    assert all(sorted(one) == sorted(names) for one in rounds)
    if size > 1:
        assert all(one[-1] != following[0] for one, following in pairwise(rounds))


@given(NAMES, NAMES, st.integers(0, 12))
def test_edits_let_new_cards_join_and_removed_ones_leave(before, after, when):
    """After an edit the round goes on: what was shown waits, and all that is new is shown before anything repeats."""
    shown, bag = draw(Bag(), before, min(when, len(before)))
    left = [name for name in after if name not in shown]
    if not left:
        return
    drawn, _ = draw(bag, after, len(left))
    assert sorted(drawn) == sorted(left)


@given(NAMES, st.integers(0, 12), st.randoms())
def test_order_does_not_depend_on_the_pack_s_order(names, times, random):
    """Two replicas that read the packs in another order draw the same cards."""
    shuffled = names.copy()
    random.shuffle(shuffled)
    assert draw(Bag(), names, times) == draw(Bag(), shuffled, times)


@given(NAMES)
def test_joining_moves_no_other_card(names):
    """The order of the cards that stay is the same with a new one among them."""
    *old, new = names
    without, _ = draw(Bag(), old, len(old)) if old else ([], None)
    with_new, _ = draw(Bag(), names, len(names))
    assert [name for name in with_new if name != new] == without


def test_subscriptions_have_different_orders():
    names = [f"pack/list#{n}" for n in range(20)]
    orders = {tuple(draw(Bag(), names, 20, seed)[0]) for seed in ("T.C1", "T.C2", "T.C3")}
    rounds, _ = draw(Bag(), names, 40)
    assert len(orders) == 3
    assert rounds[:20] != rounds[20:]


def test_an_empty_bag_draws_nothing():
    assert Bag().draw("T.C", []) is None
