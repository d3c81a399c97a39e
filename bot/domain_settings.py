"""What triage.yml says, as typed values: priorities, targets, timers, limits; no behaviour beyond reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain_hours import Hours, Words

PRIORITIES = ("urgent", "important", "info")
"""The three priorities, highest first."""


@dataclass(frozen=True, slots=True)
class Timers:
    """How long things wait, all in seconds.

    Attributes:
        settle: quiet after a complete message, before the turn begins.
        settle_short: the longest quiet after a greeting, bare data or a bare picture.
        settle_typing: the longest wait while the customer is seen typing.
        confirm: Confirming without an answer -> handed over, marked unconfirmed.
        idle_urgent: an urgent case idle in Collecting -> handed over, marked incomplete.
        reminder: any other case idle in Collecting -> one reminder.
        idle: any other case idle in Collecting -> handed over, marked incomplete.
        receipt: in Waiting, at most one receipt in this time.
        second_problem: the offer of a kept second problem unanswered -> opened and handed over incomplete.
        first_line_check: after a first-line answer -> "is it there now?", once.
        first_line_close: no answer to that -> closed.
        still_waiting: in Waiting, word that the case is still in the queue.
        resolved_close: no answer to "is it solved?" -> closed.
        rating_close: no answer to the rating question -> closed.
        reopen: a message about the same problem this long after closing reopens the case.
        repeated_contact: a case of the same kind this recent makes a new one a repeated contact.
    """

    settle: float
    settle_short: float
    settle_typing: float
    confirm: float
    idle_urgent: float
    reminder: float
    idle: float
    receipt: float
    second_problem: float
    first_line_check: float
    first_line_close: float
    still_waiting: float
    resolved_close: float
    rating_close: float
    reopen: float
    repeated_contact: float


@dataclass(frozen=True, slots=True)
class Target:
    """A promise about time.

    Attributes:
        low: seconds, the usual time; equal to high where one figure is named.
        high: seconds, the time that must be kept; due times are reckoned from it.
        working: only opening hours count.
    """

    low: float
    high: float
    working: bool


@dataclass(frozen=True, slots=True)
class Sla:
    """Targets.

    Attributes:
        first_reply: until an agent's first reply, by channel; always has "web", "telegram", "zalo", "email" and
            "default".
        resolution: until the case is resolved, by priority.
        warn_at: share of a target after which a warning is raised, 0 to 1.
    """

    first_reply: Mapping[str, Target]
    resolution: Mapping[str, Target]
    warn_at: float

    def target(self, channel: str) -> Target:
        """The first-reply target of a channel; an unknown channel has the default one."""
        return self.first_reply.get(channel, self.first_reply["default"])


@dataclass(frozen=True, slots=True)
class LateStep:
    """What happens to a case that nobody took in time.

    Attributes:
        after: multiple of the first-reply target.
        department: who is told.
        priority: the case's new priority, or "" to leave it.
    """

    after: float
    department: str
    priority: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """When a case rises.

    Attributes:
        raise_on: signals that lift a case by one priority: high_amount, repeated_contact, angry, vulnerable.
        late: steps for cases that nobody took, in order of time.
        second_review: the department that reviews a reopened case.
    """

    raise_on: frozenset[str]
    late: tuple[LateStep, ...]
    second_review: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A known disturbance that customers are told of first.

    Attributes:
        text: what they are told.
        kinds: case intents that it concerns; empty means all.
        banks: banks that it concerns, as values of the slot bank; empty means all.
        start: from when (with zone).
        end: until when (with zone).
    """

    text: Words
    kinds: frozenset[str]
    banks: frozenset[str]
    start: datetime
    end: datetime

    def holds(self, now: datetime, kind: str = "", bank: str = "") -> bool:
        """Whether it is to be told now to somebody with this problem and bank ("" where unknown)."""
        concerned = (not self.kinds or kind in self.kinds) and (not self.banks or bank in self.banks)
        return concerned and self.start <= now < self.end


@dataclass(frozen=True, slots=True)
class Identity:
    """How an agent makes sure whom he is talking to.

    Attributes:
        questions: what to ask; never a password, PIN or OTP.
        needed: how many right answers it takes.
    """

    questions: tuple[Words, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Triage:
    """Everything that triage.yml says beside kinds and labels.

    Attributes:
        languages: languages of the replies; the first is the default.
        priorities: titles by priority, highest first.
        departments: titles by department.
        statuses: titles of a case's status, by status.
        signals: titles of what marks a case, by signal.
        reasons: why a case was handed over, in words, by reason.
        channels: titles by channel.
        rating: words by number, 1 to 5.
        timers: see Timers.
        sla: see Sla.
        hours: see Hours.
        escalation: see Escalation.
        identity: see Identity.
        notices: in the file's order.
        high_amount: VND; from this amount on a case counts as high.
        normal_minutes: minutes that a withdrawal or deposit normally takes, by case intent with a first line.
        point_rate: VND for one điểm.
        retention_days: days that each kind of data is kept: messages, evidence, cases, identifiers, ratings,
            known_account, audit, care.
        threshold: nlu.threshold, or None for the model's own.
        lines: where triage.yml has each of its keys, for findings.
    """

    languages: tuple[str, ...]
    priorities: Mapping[str, Words]
    departments: Mapping[str, Words]
    statuses: Mapping[str, Words]
    signals: Mapping[str, Words]
    reasons: Mapping[str, Words]
    channels: Mapping[str, Words]
    rating: Mapping[int, Words]
    timers: Timers
    sla: Sla
    hours: Hours
    escalation: Escalation
    identity: Identity
    notices: tuple[Notice, ...]
    high_amount: int
    normal_minutes: Mapping[str, int]
    point_rate: int
    retention_days: Mapping[str, int]
    threshold: float | None = None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def due(self, channel: str, handed_over: datetime) -> datetime:
        """When an agent's first reply is due, in the desk's zone, for a case handed over at that instant.

        Time outside opening hours does not count where the target says so.
        """
        target = self.sla.target(channel)
        if target.working:
            return self.hours.after_working(handed_over, target.high)
        return self.hours.local(handed_over) + timedelta(seconds=target.high)

    def resolution_due(self, priority: str, handed_over: datetime) -> datetime:
        """When a case of this priority should be resolved, in the desk's zone."""
        target = self.sla.resolution[priority]
        if target.working:
            return self.hours.after_working(handed_over, target.high)
        return self.hours.local(handed_over) + timedelta(seconds=target.high)

    def raised(self, priority: str) -> str:
        """The next higher priority, or the same where there is none."""
        return PRIORITIES[max(0, PRIORITIES.index(priority) - 1)]
