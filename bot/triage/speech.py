"""Replies into words, by the responses of domain.yml; it decides nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain import Domain
from bot.domain_values import Utterance
from bot.triage.effects import Effect, Line, Reply

_ON_ITS_OWN_LINE = frozenset({"utter_introduction", "utter_privacy_notice", "utter_notice"})
_BEGINS = ("Dạ,", "Dạ ")


def render(domain: Domain, reply: Reply) -> Utterance:
    """One message: what stands before, the response itself with all buttons, what stands behind."""
    main = _main(domain, reply)
    text = ""
    for line in reply.before:
        own_line = line.response in _ON_ITS_OWN_LINE
        text = text.rstrip(" ") + ("\n" if own_line and text and not text.endswith("\n") else "")
        text += (
            (" " if text and not text.endswith("\n") else "") + _line(domain, reply, line) + ("\n" if own_line else " ")
        )
    text += main.text + "".join("\n" + _line(domain, reply, line) for line in reply.after)
    known = {button.payload for button in main.buttons}
    buttons = (*main.buttons, *(button for button in reply.buttons if button.payload not in known))
    return replace(main, text=text, buttons=buttons)


def _main(domain: Domain, reply: Reply) -> Utterance:
    """The response itself; behind other words a variation that does not begin with dạ."""
    for pick in (reply.pick, reply.pick + 1):
        main = domain.say(reply.response, reply.lang, reply.values, pick, channel=reply.channel, address=reply.address)
        if not (reply.before and main.text.startswith(_BEGINS)):
            break
    return main


def utterances(domain: Domain, effects: Iterable[Effect]) -> list[Utterance]:
    """All replies among some effects, in words and in order."""
    return [render(domain, effect) for effect in effects if isinstance(effect, Reply)]


def _line(domain: Domain, reply: Reply, line: Line) -> str:
    said = domain.say(line.response, reply.lang, line.values, reply.pick, channel=reply.channel, address=reply.address)
    return said.text
