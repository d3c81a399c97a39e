"""Triage: (Domain, State, Event) -> Decision; pure, without I/O, clock or randomness."""

from bot.triage.decide import decide
from bot.triage.effects import (
    AddToCase,
    CloseCase,
    Decision,
    DeleteMessage,
    Effect,
    HandOff,
    Line,
    NoticeGiven,
    OpenCase,
    RateCase,
    Reply,
    StartTimer,
    UpdateCase,
)
from bot.triage.events import (
    AgentAsks,
    AgentHandedBack,
    AgentReplied,
    AgentResolved,
    AgentTook,
    AgentVerified,
    ButtonPressed,
    EffectFailed,
    Event,
    HandOffDelivered,
    MessageTurn,
    TimerFired,
    Understood,
)
from bot.triage.speech import render, utterances
from bot.triage.state_json import from_json, state_name, to_json
from bot.triage.states import (
    Collecting,
    Confirming,
    Conversation,
    KnownAccount,
    Listening,
    Rating,
    State,
    Waiting,
    WithAgent,
    begin,
    case_in_hand,
)
from bot.triage.summary import summarise, summary_text

__all__ = [
    "AddToCase", "AgentAsks", "AgentHandedBack", "AgentReplied", "AgentResolved", "AgentTook", "AgentVerified",
    "ButtonPressed", "CloseCase", "Collecting", "Confirming", "Conversation", "Decision", "DeleteMessage", "Effect",
    "EffectFailed", "Event", "HandOff", "HandOffDelivered", "KnownAccount", "Line", "Listening", "MessageTurn",
    "NoticeGiven", "OpenCase", "RateCase", "Rating", "Reply", "StartTimer", "State", "TimerFired", "Understood",
    "UpdateCase", "Waiting", "WithAgent", "begin", "case_in_hand", "decide", "from_json", "render", "state_name",
    "summarise", "summary_text", "to_json", "utterances",
]
