"""An answer in a modal: to read, to reply with in a thread, or to share."""

from __future__ import annotations

from bot.answering.service import Reply
from bot.matching.decision import Abstained, Ambiguous, Answered
from bot.render import ids
from bot.render.answer import view_answer
from bot.render.asks import ask_row
from bot.render.body import VIEW_ROOM
from bot.render.choices import different
from bot.render.elements import divider, plain
from bot.render.message import Block
from bot.render.messages import none_of_these_message, reply_message
from bot.render.several import besides_blocks, each_in_view
from bot.slack.events.modal_state import Mode
from bot.slack.modal import View, modal, search_box

CALLBACKS = {"read": ids.ANSWER_VIEW, "thread": ids.THREAD_VIEW, "share": ids.SHARE_VIEW}
SUBMITS = {"read": None, "thread": "Reply in thread", "share": "Share"}


def answer_view(reply: Reply, *, metadata: str = "", mode: Mode = "read", people: bool = False) -> View:
    """The reply in a modal with the search on top; only an answer can be sent on.

    `people`: whether a team can be asked what has no answer here.
    """
    search = search_box("Search for another question")
    if isinstance(reply.decision, Ambiguous) and reply.decision.each:
        several = each_in_view(different(reply.decision.matches), reply.decision.besides)
        return modal("Answers", [search, *several], callback_id=ids.ANSWER_VIEW, metadata=metadata)
    if not isinstance(reply.decision, Answered):
        asking = ask_row(reply.question) if people and isinstance(reply.decision, Abstained) else []
        blocks = [*_without_search_button(reply_message(reply).blocks), *asking, search]
        return modal("Find an answer", blocks, callback_id=ids.ANSWER_VIEW, metadata=metadata)
    shown = view_answer(reply.decision.best.entry, VIEW_ROOM, also=reply.decision.also, related=reply.related)
    besides = besides_blocks(reply.decision.besides, ids.CHOOSE)
    sharing = [share_box()] if mode == "share" else []
    return modal(
        "Answer",
        [search, divider(), *shown, *besides, *sharing],
        callback_id=CALLBACKS[mode],
        metadata=metadata,
        submit=SUBMITS[mode],
    )


def nothing_view(*, metadata: str = "", ask: str | None = None) -> View:
    """After "None of these" in a modal; `ask` is the question that a team can be asked, None where there is nobody."""
    asking = ask_row(ask) if ask is not None else []
    blocks = [*_without_search_button(none_of_these_message().blocks), *asking, search_box()]
    return modal("Find an answer", blocks, callback_id=ids.ANSWER_VIEW, metadata=metadata)


def share_box() -> Block:
    """Where to share to; Slack hands back an address that reaches places which the app has not joined."""
    select = {
        "type": "conversations_select",
        "action_id": ids.SHARE_TARGET,
        "placeholder": plain("Choose a conversation", 150),
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    }
    return {"type": "input", "block_id": ids.SHARE_BLOCK, "label": plain("Share to", 2000), "element": select}


def _without_search_button(blocks: list[Block]) -> list[Block]:
    """The blocks without the button for a search that the modal already shows."""
    kept = [{**block, "elements": _others(block)} if block["type"] == "actions" else block for block in blocks]
    return [block for block in kept if block.get("elements") != []]


def _others(block: Block) -> list[Block]:
    return [element for element in block["elements"] if element["action_id"] != ids.SEARCH]
