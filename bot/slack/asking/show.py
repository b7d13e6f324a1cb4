"""Show a reply where somebody pressed something: in place of the message, in the modal, or in a new one."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.answering.service import Reply
from bot.render.messages import notice_message, private_message
from bot.slack.asking.answer_view import answer_view, nothing_view
from bot.slack.asking.desk import Desk
from bot.slack.asking.search_view import search_view
from bot.slack.events.modal_state import ModalState, Mode
from bot.slack.events.press import InHome, InModal, Press, Private, Visible
from bot.slack.modal import notice_view
from bot.slack.outbox.respond import respond
from bot.store.replies import Posted

# Packs change; a button in an old message may name an entry that is gone.
GONE = "That answer is not in my sources any more. Please ask again."


def show(reply: Reply | None, press: Press, client: WebClient, desk: Desk) -> None:
    """Show the reply in place of what was pressed, to others than the asker beside it; None: the entry is gone."""
    if reply is None:
        say(GONE, press, client)
        return
    match press.spot:
        case Visible() as spot:
            if posted := _own_reply(press, spot, desk):
                desk.revise(reply, posted, client)
            else:  # it stays as it is; who pressed sees it beside
                respond(press.response_url, private_message(reply))
        case Private(response_url=url):
            respond(url, private_message(reply), replace=True)
        case InModal(view_id, state):
            client.views_update(view_id=view_id, view=view_of(reply, state, press.team, desk))
        case InHome():
            open_reply(reply, press, client, desk, mode="share")


def show_nothing(press: Press, client: WebClient, desk: Desk) -> None:
    """None of the offered entries was meant."""
    question = desk.record.asked(press)
    match press.spot:
        case Visible() as spot:
            if posted := _own_reply(press, spot, desk):
                desk.revise(None, posted, client, question=question)
            else:
                respond(press.response_url, desk.nothing(press.team, question))
        case Private(response_url=url):
            respond(url, desk.nothing(press.team, question), replace=True)
        case InModal(view_id, state):
            ask = question if desk.has_experts(press.team) else None
            client.views_update(view_id=view_id, view=nothing_view(metadata=state.showing(None).write(), ask=ask))
        case InHome():
            return


def _own_reply(press: Press, spot: Visible, desk: Desk) -> Posted | None:
    """The reply that stands there, if it answers who pressed: nobody else's press changes it for all."""
    posted = desk.replies.at(press.team, spot.channel, spot.ts)
    return posted if posted is not None and posted.asker == press.person else None


def say(text: str, press: Press, client: WebClient) -> None:
    """Tell the person who pressed, and nobody else; what was pressed stays."""
    match press.spot:
        case InModal(view_id):
            client.views_update(view_id=view_id, view=notice_view("Find an answer", text))
        case InHome():
            client.views_open(trigger_id=press.trigger_id, view=notice_view("Find an answer", text))
        case _:
            respond(press.response_url, notice_message(text))


def open_reply(reply: Reply, press: Press, client: WebClient, desk: Desk, *, mode: Mode) -> None:
    """Show the reply in a modal, from wherever the press came."""
    if isinstance(press.spot, InModal):
        view = view_of(reply, press.spot.state, press.team, desk)
        client.views_update(view_id=press.spot.view_id, view=view)
    else:
        client.views_open(trigger_id=press.trigger_id, view=view_of(reply, ModalState(mode), press.team, desk))


def view_of(reply: Reply, state: ModalState, team: str, desk: Desk) -> dict[str, object]:
    """The reply as a modal that goes on in the same way."""
    showing = state.showing(reply.entry.id if reply.entry else None)
    people = desk.offers_people(reply, team)
    return answer_view(reply, metadata=showing.write(), mode=state.mode, people=people)


def new_search(team: str, desk: Desk, state: ModalState) -> dict[str, object]:
    """The search before anything is picked, as a modal that goes on in that way."""
    people = desk.has_experts(team)
    return search_view(desk.library.of(team).identity, metadata=state.write(), people=people)
