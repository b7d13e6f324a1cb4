"""The questions that people put to the team, and what was answered: one row each, written before Slack is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from bot.learning.asks import CLOSED_AFTER, MOST_A_DAY, REMINDED_AFTER, Ask, Given, Origin, State
from bot.learning.suggestion import Suggestion
from bot.store.database import Database
from bot.store.schema import ask_answers, asks

A_DAY = timedelta(days=1)

# So many are reminded of or closed at a time; the next ones with the next look.
MOST_DUE = 100


class Begun(Enum):
    """What became of a wish to ask."""

    NEW = auto()
    ASKED = auto()  # it was asked from that place before
    TOO_MANY = auto()  # its asker has asked so much today


class Asks:
    """The asks of all teams in one database. Everything raises StoreError where the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, ask: Ask) -> Begun:
        """Keep a new ask, unless it was asked before, or its asker has asked enough within a day.

        What nobody answered within a week may be asked again.
        """
        with self._database.begin() as connection:
            self._database.take_turns(connection, f"ask/{ask.team}/{ask.asker}")
            begun, is_there = _would_begin(connection, ask.team, ask.id, ask.asker, ask.asked_at)
            if begun is Begun.NEW and not is_there:
                connection.execute(delete(asks).where(*_is(ask.team, ask.id)))
                connection.execute(asks.insert().values(_row(ask)))
        return begun

    def may_begin(self, team: str, ask: str, asker: str, *, now: datetime) -> Begun:
        """What `begin` would say."""
        with self._database.read() as connection:
            return _would_begin(connection, team, ask, asker, now)[0]

    def put(self, team: str) -> frozenset[str]:
        """The ids of those that were put to the team of a workspace, and are not over without an answer."""
        stands = asks.c.state.in_((State.ASKING, State.OPEN, State.ANSWERED))
        with self._database.read() as connection:
            return frozenset(connection.execute(select(asks.c.id).where(asks.c.team == team, stands)).scalars())

    def read(self, team: str, ask: str) -> Ask | None:
        """The ask of that id."""
        return self._first(*_is(team, ask))

    def at(self, team: str, channel: str, ts: str) -> Ask | None:
        """The ask whose message in the experts' channel this is; one look-up by index."""
        return self._first(asks.c.team == team, asks.c.channel == channel, asks.c.ts == ts)

    def of_question(self, team: str, channel: str, question_ts: str) -> Ask | None:
        """The ask that this message led to; one look-up by index."""
        return self._first(asks.c.team == team, asks.c.origin_channel == channel, asks.c.origin_question == question_ts)

    def posted(self, ask: Ask, channel: str, ts: str) -> None:
        """It stands in the experts' channel, at `ts`."""
        where = (*_is(ask.team, ask.id), asks.c.state == State.ASKING)
        self._update(*where, values={"channel": channel, "ts": ts, "state": State.OPEN})

    def drop(self, ask: Ask) -> None:
        """It could not be asked: forget it, so that it may be asked again."""
        with self._database.begin() as connection:
            connection.execute(delete(asks).where(*_is(ask.team, ask.id)))

    def direct(self, ask: Ask, channel: str, ts: str) -> None:
        """Its asker was told in a direct message, and hears more in that message's thread."""
        self._update(*_is(ask.team, ask.id), values={"origin_channel": channel, "origin_thread": ts})

    def helped(self, ask: Ask) -> None:
        """Its asker says that the answer helped."""
        self._update(*_is(ask.team, ask.id), values={"helped": True})

    def end(self, ask: Ask, state: State) -> bool:
        """Nobody waits for its answer any more, and its words go; whether it was still open."""
        where = (*_is(ask.team, ask.id), asks.c.state.in_((State.ASKING, State.OPEN)))
        return self._update(*where, values={"state": state, "question": ""}) > 0

    def suggestion(self, team: str, ask: str) -> Suggestion | None:
        """What could be kept of it: the question, and the last answer that stands."""
        found, given = self.read(team, ask), self.answers(team, ask)
        if found is None or not found.question or not given:
            return None
        last = given[-1]
        return Suggestion(found.question, last.text, last.expert, last.link, found.channel, found.ts)

    def to_remind(self, *, now: datetime) -> list[Ask]:
        """Open ones that nobody has answered for a day, and of which the team was not reminded."""
        return self._due(asks.c.reminded_at.is_(None), asks.c.asked_at <= now - REMINDED_AFTER)

    def to_close(self, *, now: datetime) -> list[Ask]:
        """Open ones that nobody has answered for a week."""
        return self._due(asks.c.asked_at <= now - CLOSED_AFTER)

    def reminded(self, ask: Ask, *, now: datetime) -> None:
        """The team was reminded."""
        self._update(*_is(ask.team, ask.id), values={"reminded_at": now})

    def give(self, given: Given) -> None:
        """Keep an answer, and that there is one; the same again changes nothing."""
        with self._database.begin() as connection:
            self._database.take_turns(connection, f"answers/{given.team}/{given.ask}")
            connection.execute(self._database.insert(ask_answers).values(asdict(given)).on_conflict_do_nothing())
            where = (*_is(given.team, given.ask), asks.c.state.in_((State.OPEN, State.CLOSED)))
            connection.execute(update(asks).where(*where).values(state=State.ANSWERED))

    def given(self, team: str, key: str) -> Given | None:
        """The answer of that key."""
        found = self._given(ask_answers.c.team == team, ask_answers.c.key == key)
        return found[0] if found else None

    def answers(self, team: str, ask: str) -> list[Given]:
        """Every answer to an ask that was not taken back, in the order in which they were given."""
        return self._given(ask_answers.c.team == team, ask_answers.c.ask == ask, ask_answers.c.text != "")

    def delivered(self, given: Given, channel: str, reply_ts: str) -> None:
        """Its asker has it."""
        self._change_given(given.team, given.key, {"channel": channel, "reply_ts": reply_ts})

    def linked(self, given: Given, link: str) -> None:
        """Where it can be read in its place."""
        self._change_given(given.team, given.key, {"link": link})

    def revise(self, team: str, key: str, text: str, at: str) -> Given | None:
        """An expert's message says something else since Slack's time `at`; nothing at all where it was deleted.

        Where no answer stands any more, the question waits again. The answer as it was; None where it is none of
        ours, or said something newer already.
        """
        before = self.given(team, key)
        if before is None or before.at >= at:
            return None
        with self._database.begin() as connection:
            self._database.take_turns(connection, f"answers/{team}/{before.ask}")
            here = (ask_answers.c.team == team, ask_answers.c.key == key)
            connection.execute(update(ask_answers).where(*here).values(text=text, at=at))
            if not text:
                _reopen(connection, team, before.ask)
        return before

    def _due(self, *where: ColumnElement[bool]) -> list[Ask]:
        found = select(asks).where(asks.c.state == State.OPEN, *where).order_by(asks.c.asked_at).limit(MOST_DUE)
        with self._database.read() as connection:
            return [_ask(row) for row in connection.execute(found).mappings()]

    def _first(self, *where: ColumnElement[bool]) -> Ask | None:
        with self._database.read() as connection:
            row = connection.execute(select(asks).where(*where).limit(1)).mappings().first()
        return _ask(row) if row else None

    def _update(self, *where: ColumnElement[bool], values: Mapping[str, Any]) -> int:
        with self._database.begin() as connection:
            return connection.execute(update(asks).where(*where).values(**values)).rowcount

    def _given(self, *where: ColumnElement[bool]) -> list[Given]:
        with self._database.read() as connection:
            rows = connection.execute(select(ask_answers).where(*where).order_by(ask_answers.c.at)).mappings().all()
        return [Given(**row) for row in rows]

    def _change_given(self, team: str, key: str, values: Mapping[str, Any]) -> None:
        with self._database.begin() as connection:
            where = (ask_answers.c.team == team, ask_answers.c.key == key)
            connection.execute(update(ask_answers).where(*where).values(**values))


def _would_begin(connection: Connection, team: str, ask: str, asker: str, now: datetime) -> tuple[Begun, bool]:
    """What becomes of a wish to ask, and whether the very same one is there already, on its way to the team."""
    here = (*_is(team, ask), asks.c.state != State.CLOSED)
    before = connection.execute(select(asks.c.asker, asks.c.state).where(*here)).first()
    if before is not None:  # a submission that Slack could not deliver comes again
        mine = tuple(before) == (asker, State.ASKING)
        return (Begun.NEW if mine else Begun.ASKED), mine
    enough = connection.execute(_asked_since(team, asker, now)).scalar_one() >= MOST_A_DAY
    return (Begun.TOO_MANY if enough else Begun.NEW), False


def _reopen(connection: Connection, team: str, ask: str) -> None:
    """Let an ask wait for an answer again, unless one stands, or its words are gone."""
    standing = (ask_answers.c.team == team, ask_answers.c.ask == ask, ask_answers.c.text != "")
    answered = (*_is(team, ask), asks.c.state == State.ANSWERED, asks.c.question != "")
    nobody = ~select(ask_answers.c.key).where(*standing).exists()
    connection.execute(update(asks).where(*answered, nobody).values(state=State.OPEN))


def _is(team: str, ask: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return asks.c.team == team, asks.c.id == ask


def _asked_since(team: str, asker: str, now: datetime) -> Any:
    where = (asks.c.team == team, asks.c.asker == asker, asks.c.asked_at > now - A_DAY)
    return select(func.count()).select_from(asks).where(*where)


def _row(ask: Ask) -> dict[str, Any]:
    row = asdict(ask) | {"near": list(ask.near)}
    origin = row.pop("origin")
    return row | {
        "origin_channel": origin["channel"],
        "origin_thread": origin["thread_ts"],
        "origin_reply": origin["reply_ts"],
        "origin_question": origin["question_ts"],
    }


def _ask(row: Mapping[Any, Any]) -> Ask:
    origin = Origin(row["origin_channel"], row["origin_thread"], row["origin_reply"], row["origin_question"])
    return Ask(
        row["team"],
        row["id"],
        row["asker"],
        row["named"],
        row["question"],
        tuple(row["near"] or ()),
        origin,
        row["channel"],
        row["asked_at"],
        State(row["state"]),
        row["ts"],
        row["helped"],
    )
