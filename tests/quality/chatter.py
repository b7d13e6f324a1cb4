"""What a watched channel hears: `python -m tests.quality.chatter`.

Two thousand lines of colleagues' talk in six trades, with a hundred questions in them that the bundled packs answer.
The talk was written before the line was looked at: what people say about service, customers and principles without
asking for one, questions about everything else, and the rest of a working day.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answering import Answering, Reply
from bot.matching.decision import Answered
from bot.matching.evaluation import Labelled, read_labelled

QUESTIONS = Path(__file__).parent / "questions" / "watch.jsonl"
LINES, ASKED = 2_000, 100
SEED = 11

SLOTS: dict[str, tuple[str, ...]] = {
    "who": ("Dana", "Marek", "Priya", "the new starter", "Tom from nights", "our trainer", "somebody in accounts"),
    "customer": (
        "a customer", "the lady from this morning", "a guest in 214", "one of our regulars", "a patient's daughter",
        "the client from Leeds", "a caller", "table nine", "the tenant on the third floor",
    ),
    "thing": (
        "the parcel", "her refund", "the invoice", "his appointment", "the late check-out", "a replacement bulb",
        "the warranty card", "the delivery slot", "that voucher", "the contract", "a wheelchair ramp",
    ),
    "place": (
        "the front desk", "till 3", "the stock room", "ward B", "the back office", "the loading bay", "the lobby",
        "the service counter", "room 12", "the call centre",
    ),
    "tool": (
        "the ticket system", "the card reader", "the printer", "the VPN", "the rota", "the booking screen", "Slack",
        "the phone queue", "the label printer", "the CRM",
    ),
    "when": ("today", "tomorrow", "on Friday", "before lunch", "next week", "at half past two", "over the weekend"),
    "mood": ("angry", "delighted", "upset", "very patient", "rude", "in a hurry", "confused", "grateful"),
    "number": ("two", "three", "5", "seven", "12", "40", "nine"),
    "meal": ("pizza", "curry", "sandwiches", "cake", "sushi"),
}  # fmt: skip

TALK = (
    "morning all", "good morning everyone, coffee is on", "brb", "lol", "on my way",
    "running ten minutes late, sorry", "thanks {who}!", "nice one", "+1", "sounds good to me", "ok will do",
    "no worries", "haha classic", "same here", "can somebody cover my shift {when}?", "who has the keys to {place}?",
    "anyone seen my charger?", "what time is the stand-up {when}?", "is {tool} down for anyone else?",
    "how do I reset my password for {tool}?", "where do we keep the spare {thing}?",
    "has anyone heard back about {thing}?", "who is on lates {when}?", "did {who} leave already?",
    "shall we order {meal} {when}?", "which {meal} does {who} like?", "lunch?", "any news?",
    "could someone print {thing} for me please", "please remember to log your hours {when}",
    "{tool} is back up, thanks for waiting", "{tool} keeps logging me out",
    "fire drill {when} at {place}, don't panic", "{customer} left {thing} at {place}",
    "{customer} is asking for {thing}, I told them {when}", "{customer} was {mood} about {thing} again",
    "{customer} was so {mood}, made my day", "just had {customer} on the phone, {mood} but we sorted {thing}",
    "I gave {customer} {thing} for free, hope that is fine", "{customer} wants to speak to a manager about {thing}",
    "who can call {customer} back about {thing}?", "can I give {customer} a discount on {thing}?",
    "what did we promise {customer} about {thing}?", "how long does {thing} take at the moment?",
    "when does {thing} arrive?", "why is {thing} still not here?", "who signed for {thing}?",
    "did anyone tell {customer} that {thing} is delayed?", "is {customer} still waiting at {place}?",
    "great customer service today, {who}!", "customer service week starts {when}, bring {meal}",
    "the customer service training is {when} at {place}", "who is doing the customer service training {when}?",
    "what time does the customer service training start {when}?", "I finished the service training, what a day",
    "our satisfaction score went up {number} points",
    "the survey says {number} of {number} customers would come again", "what was our satisfaction score last month?",
    "where do I find the survey results?", "can someone send me the slides from the service workshop?",
    "the slides about our principles are in the drive", "the poster with the principles fell off the wall at {place}",
    "who printed the principles poster?", "I have to present {number} pillars {when}, wish me luck",
    "we agreed on {number} principles for the new warehouse layout",
    "the seven steps to {place} are slippery, careful", "step {number} of the checklist is done",
    "are there really {number} steps in the fire checklist?", "{number} people called in sick {when}",
    "that was not good customer service from the courier", "the courier's customer service is a joke",
    "do we have a phone number for the courier's customer service?", "is customer service at the bank open {when}?",
    "empathy is not {who}'s strong side, is it", "listening to {customer} for {number} minutes now",
    "communication between {place} and {place} needs work", "we should talk about communication {when}",
    "can we have better communication about the rota please", "who decides about the rota?",
    "consistency please: everybody uses the same form for {thing}", "be honest, who ate the {meal}?",
    "I am an honest person and I ate the {meal}", "patience, {tool} is slow {when}",
    "my goal is to go home before {number}", "our goals for the quarter are due {when}",
    "how are we on our goals for the quarter?", "what are the opening hours over the holidays?",
    "is there parking at {place}?", "how do I claim travel costs?", "which form is it for {thing}?",
    "what is the wifi password for guests?", "how many days of leave do I have left?", "who approves leave {when}?",
    "can I swap my break with {who}?", "what is {who}'s extension?", "where is the first aid kit?",
    "do we take dollars?", "do we ship to Norway?", "can customers return {thing} without a receipt?",
    "how do I book {place}?", "what do I write on {thing}?", "whose turn is it to clean the fridge?",
    "does anyone know a good dentist?", "is it going to rain {when}?", "did you see the match last night?",
    "happy birthday {who}!!", "welcome {who}, great to have you", "congrats on {number} years, {who}",
    "see https://intranet.example/{number} for the new policy",
    "the new policy on {thing} is online, please read it {when}", "new policy: {thing} needs a signature from {when}",
    "reminder: {thing} goes to {place}, not to {place}", "FYI {customer} will pick up {thing} {when}",
    "note to self: ask {who} about {thing}", "meeting moved to {place} {when}", "how was your weekend?",
    "what are you having for lunch?", "why is it so cold at {place}?", "is this thing on?",
    "what do you call a {mood} customer with {number} parcels? me after work",
    "who wants to hear a joke about {thing}?", "how do you even calm down {tool}",
    "how do I deal with {tool} when it is {mood}", "I need a holiday",
    "what are the {number} best places for {meal}?", "{number} rules of the kitchen: label your {meal}",
    "what are the rules for the kitchen?", "who made the rule about {thing}?", "why do we need a form for {thing}?",
    "what is the difference between the old and the new form for {thing}?", "why did {customer} leave?",
    "what makes {who} so good at this? coffee", "how did {who} handle {customer} yesterday?",
    "what did {who} say to {customer}?", "the lift is stuck with {customer} inside, calling the service",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Of `lines` of talk, those answered all the same; of `asked` questions, those answered right or wrong."""

    lines: int
    false: list[str]
    asked: int
    right: int
    wrong: list[str]


def talk(count: int = LINES - ASKED) -> Iterator[str]:
    """So many lines, the same each time."""
    pick = random.Random(SEED)
    for number in range(count):
        template = TALK[number % len(TALK)]
        while "{" in template:
            slot = template[template.index("{") + 1 : template.index("}")]
            template = template.replace("{" + slot + "}", pick.choice(SLOTS[slot]), 1)
        yield template if pick.random() < 0.8 else template.capitalize()


def questions() -> list[Labelled]:
    """A hundred questions that the packs answer, spread over those that no fit sees."""
    inside = [row for row in read_labelled(QUESTIONS) if row.expect]
    return inside[:: max(1, len(inside) // ASKED)][:ASKED]


def measure(answering: Answering, sure: Callable[[Reply], bool]) -> Figures:
    """Hear all of it; `sure` is who decides whether an overheard message is answered."""
    lines = list(talk())
    false = [line for line in lines if sure(answering.ask(line))]
    asked, right, wrong = questions(), 0, []
    for row in asked:
        reply = answering.ask(row.question)
        if sure(reply) and isinstance(reply.decision, Answered):
            found = reply.decision.best.entry.id
            right += found in row.expect
            wrong += [] if found in row.expect else [f"{row.question} -> {found}"]
    return Figures(len(lines), false, len(asked), right, wrong)


def main() -> None:
    """Print the figures, and everything that was answered amiss."""
    from bot.bootstrap.answering import build_answering
    from bot.settings import Settings, environment
    from bot.slack.watching.desk import sure

    found = measure(build_answering(Settings.from_env(environment())), sure)
    print(f"talk      {found.lines} lines, {len(found.false)} answered ({len(found.false) / found.lines:.4f})")
    print(f"questions {found.asked}, {found.right} answered right, {len(found.wrong)} wrong, the others in silence")
    for line in (*found.false, *found.wrong):
        print(f"  {line}")
    sys.exit(len(found.false) > found.lines / 500)


if __name__ == "__main__":
    main()
