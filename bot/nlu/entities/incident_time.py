"""When it happened, as customers write it: finds times as expressions, resolves one once now is known; reads no clock.

`find` gives entities whose value is an expression (see time_expression), the same for the same text on every day;
`resolve` turns it into dates. Words in front of a time that say no more than that one follows ("lúc", "vào", "từ",
"khoảng", "tầm") stand outside of its span.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.message import Entity
from bot.nlu.entities.time_clock import CUES, PART_OF, Atom, clock_at, part_at
from bot.nlu.entities.time_dates import (
    dated_part_at,
    day_of_month_at,
    first_day_at,
    lunar_at,
    month_at,
    numeric_date_at,
)
from bot.nlu.entities.time_days import (
    edge_at,
    english_at,
    hn_at,
    hom_at,
    homm_at,
    kia_at,
    mai_at,
    nay_at,
    qua_at,
    toi_at,
    week_at,
    weekday_at,
)
from bot.nlu.entities.time_expression import to_json
from bot.nlu.entities.time_join import join
from bot.nlu.entities.time_past import a_while_at, cach_day_at, counted_at
from bot.nlu.entities.time_resolve import resolve
from bot.nlu.entities.time_tokens import NUMBER, Words, promises_a_time, read_words, tokenize
from bot.nlu.entities.time_vague import (
    dao_at,
    hoi_at,
    just_at,
    luc_nay_at,
    nay_gio_at,
    now_at,
    rule_at,
    som_at,
    tonight_at,
    vua_at,
)
from bot.nlu.entities.time_words import ids_of
from bot.text.aligned import Text

__all__ = ["find", "resolve"]

_Rule = Callable[[Words, int], Atom | None]


def _rules() -> dict[str, tuple[_Rule, ...]]:
    """The id of a word -> the rules for what may begin with it, in the order in which they are tried."""
    by_rule: list[tuple[_Rule, str]] = [
        (rule_at, "every hang moi? nao"),
        (a_while_at, f"mot {NUMBER}"),
        (cach_day_at, "cach truoc"),
        (
            counted_at,
            f"{NUMBER} mot hai ba bon nam nam? sau6 bay7 bay? tam8 tam? chin muoi muoi? ham vai may pair nua nua? "
            "tieng hon gan ca suot",
        ),
        (day_of_month_at, f"{NUMBER} hai muoi ham"),
        (numeric_date_at, NUMBER),
        (dated_part_at, NUMBER),
        (first_day_at, NUMBER),
        (clock_at, f"{NUMBER} mot hai ba bon tuw nam nam? sau6 sau? bay7 bay? tam8 tam? chin muoi muoi?"),
        (toi_at, "toi?"),
        (hoi_at, "hoi hoi? ban khi"),
        (luc_nay_at, "hoi hoi? luc ban khi moi moi?"),
        (vua_at, "vua moi moi?"),
        (som_at, "som"),
        (
            part_at,
            "sang sang? trua chieu chieu? toi dem dem? khuya rang mo nua nua? giua xe buoi som gan dau dau? cuoi "
            "morning afternoon evening night noon midnight",
        ),
        (hom_at, "hom bua ngay ngay? mung dip"),
        (homm_at, "homm"),
        (qua_at, "qua"),
        (now_at, "gio h now bay bay? hien nay"),
        (nay_gio_at, "nay"),
        (nay_at, "nay"),
        (kia_at, "kia"),
        (hn_at, "hn"),
        (weekday_at, "thu thu? t cn chu"),
        (week_at, "tuan"),
        (month_at, "thang thang?"),
        (edge_at, "dau dau? giua cuoi"),
        (lunar_at, "ram giao"),
        (just_at, "just"),
        (dao_at, "dao"),
        (mai_at, "mai mot1 tomorrow"),
        (english_at, "yesterday today last this_en"),
        (tonight_at, "tonight"),
    ]
    table: dict[str, tuple[_Rule, ...]] = {}
    for rule, names in by_rule:
        for name in names.split():
            table[name] = (*table.get(name, ()), rule)
    return table


_RULES = _rules()
_BEHIND_NUMBER = ids_of(
    "0 h g gio phut giay tieng ruoi kem am? pm ' / - . : , ~ > den den? next toi? hay hoac hom bua buoi ngay ngay? "
    "tuan thang thang? dem day t tet luc hoi hoi? lat sang sang? trua chieu chieu? toi dem? khuya rang som nay"
)
_BEFORE_NUMBER = CUES.union(PART_OF)


def find(text: Text) -> list[Entity]:
    """The times that a message holds, in order, without overlaps.

    Args:
        text: the message.

    Returns:
        Entities of kind incident_time; `value` is a time expression (a dict), to be given to `resolve` with now.
    """
    tokens = tokenize(text.normal.text)
    if not promises_a_time(text, tokens):
        return []
    words = read_words(text, tokens)
    atoms = _atoms(words)
    if not atoms:
        return []
    entities: list[Entity] = []
    for expression, first, behind in join(words, atoms):
        start, end = text.normal.raw_span(words.starts[first], words.end(behind - 1))
        entities.append(Entity("incident_time", start, end, to_json(expression), text.raw[start:end]))
    return entities


def _atoms(words: Words) -> list[Atom]:
    """The pieces of times in a message, in order, without overlaps."""
    atoms: list[Atom] = []
    at, rules = 0, _RULES
    while at < words.size:
        behind = at + 1
        name = words.ids[at]
        if name == NUMBER and words.ids[behind] not in _BEHIND_NUMBER and words.ids[at - 1] not in _BEFORE_NUMBER:
            at = behind
            continue
        for rule in rules.get(name, ()):
            atom = rule(words, at)
            if atom is not None:
                atoms.append(atom)
                behind = atom.end
                break
        at = behind
    return atoms
