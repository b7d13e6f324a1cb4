"""A loopback stand-in for Slack: real HTTP, real signatures, a real websocket, faults on demand."""

from tests.slack_stand_in import reading_api, shapes
from tests.slack_stand_in.delivery import Ack, Delivery, HttpDelivery, SocketDelivery, signature
from tests.slack_stand_in.faults import AnswerLost, Hang, RateLimited, Refuse, ServerError
from tests.slack_stand_in.payloads import Payloads, elements, find
from tests.slack_stand_in.server import Call, SlackStandIn
from tests.slack_stand_in.workspace import (
    APP_TOKEN,
    ASKER,
    BOT_TOKEN,
    BOT_USER,
    OTHER,
    SIGNING_SECRET,
    TEAM,
    Channel,
    Message,
    View,
)

__all__ = [
    "APP_TOKEN",
    "ASKER",
    "BOT_TOKEN",
    "BOT_USER",
    "OTHER",
    "SIGNING_SECRET",
    "TEAM",
    "Ack",
    "AnswerLost",
    "Call",
    "Channel",
    "Delivery",
    "Hang",
    "HttpDelivery",
    "Message",
    "Payloads",
    "RateLimited",
    "Refuse",
    "ServerError",
    "SlackStandIn",
    "SocketDelivery",
    "View",
    "elements",
    "find",
    "reading_api",
    "shapes",
    "signature",
]
