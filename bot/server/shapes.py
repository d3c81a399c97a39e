"""What the web chat's API takes and gives, with the examples that its description shows; no behaviour."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.runtime.parts import MOST_FILES, MOST_TEXT
from bot.text import sound

ClientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", description="made by the client; the same id again is the same thing")]
EvidenceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,40}$")]


Typed = Annotated[str, BeforeValidator(lambda text: sound(text) if isinstance(text, str) else text)]
"""What a person typed. A browser that cuts a text within an emoji sends half a character: that is no reason to refuse."""


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SessionAsked(_Asked):
    """A visitor comes, or comes back."""

    site: str = Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$", description="the site's id, `data-site` of the widget")
    lang: Literal["vi", "en"] = "vi"
    token: str | None = Field(default=None, max_length=2048, description="an older token: the same visitor goes on")
    case: str | None = Field(default=None, max_length=40, description="join this case by its link, as a second sender")
    identity: str | None = Field(default=None, max_length=2048, description="HS256 JWT by which the site vouches for the user")

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"site": "main", "lang": "vi"}]}
    )


class SessionGiven(BaseModel):
    """The visitor's token."""

    token: str
    expires_at: str
    conversation: str = Field(description="an opaque name of the visitor's conversation, for the client's own storage")
    lang: str
    resumed: bool


class MessageAsked(_Asked):
    """A message, or the press of a button."""

    id: ClientId
    text: Typed = Field(default="", max_length=MOST_TEXT)
    evidence: list[EvidenceId] = Field(default_factory=list, max_length=MOST_FILES)
    button: str | None = Field(default=None, max_length=64)

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"id": "m-3f2b8c1d", "text": "em rút 5tr từ 8h tối qua chưa về, tk hoangnam88", "evidence": []},
                {"id": "m-91ab22e0", "text": "", "evidence": ["Zk3v9sQ1xw8R2mN7"]},
            ]
        },
    )


class MessageTaken(BaseModel):
    """A message is saved."""

    seq: int = Field(description="its number in the conversation")
    id: str
    at: str
    repeated: bool = Field(description="it had been saved before; nothing was changed")


class TypingAsked(_Asked):
    """Whether the customer is typing."""

    on: bool


class ButtonShown(BaseModel):
    """A choice under a reply."""

    id: str
    title: str
    pressed: bool


class EvidenceShown(BaseModel):
    """A picture or file."""

    id: str
    kind: str
    name: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    thumbnail: bool


class EvidenceTaken(EvidenceShown):
    """A picture or file that was saved."""

    repeated: bool


class MessageShown(BaseModel):
    """One message of a conversation, as its customer sees it."""

    seq: int
    id: str | None = Field(description="the client's id of a customer's message")
    sender: Literal["customer", "assistant", "agent"] = Field(serialization_alias="from")
    name: str | None
    text: str
    buttons: list[ButtonShown]
    evidence: list[EvidenceShown]
    at: str
    masked: bool = Field(description="a secret was replaced by dots")
    response: str | None


class CaseShown(BaseModel):
    """A case, as its customer sees it."""

    code: str
    title: str
    status: str
    status_title: str


class StateShown(BaseModel):
    """Where a conversation stands."""

    name: str
    case: CaseShown | None
    agent: str | None
    due: str | None
    ends_at: str | None = Field(default=None, description="when the form goes on without the customer, if he stays away")


class HistoryShown(BaseModel):
    """Messages behind a number."""

    messages: list[MessageShown]
    last: int
    state: StateShown
