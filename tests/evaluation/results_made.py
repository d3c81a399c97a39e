"""A result with everything in it, made up, for tests of what reads and writes results."""

from __future__ import annotations

from bot.evaluation.assembling import Material, assemble, singles
from bot.evaluation.intervals import share
from bot.evaluation.judging import Judged, row_of
from bot.evaluation.results import About, Evaluation, LearningPoint, Span, WordEvidence, WordWeight
from bot.evaluation.results_findings import Notice
from bot.evaluation.results_trust import Latency
from tests.evaluation.making import judged

ABOUT = About(
    "m", "0.1.0", {"messages": 3, "data_hash": "x"}, ("t.yml",), "held-out", 0, "2026-11-14T20:00:00+07:00", 1.5, 1
)

ROWS: list[Judged] = [
    *(judged("late", "late", 0.9 + at / 1000, text=f"rút tiền lần {at} chưa về", source="a") for at in range(30)),
    *(judged("distress", "distress", 0.99, text=f"không muốn sống {at}", source="b") for at in range(10)),
    judged("distress", "late", 0.97, text="chết mất thôi", source="b"),
    judged("late", "deposit", 0.7, text="chưa thấy tiền", labelled=(Span("amount", 0, 4, "5tr"),), read=(), source="a"),
    judged("late+deposit", "late", 0.8, text="rút chưa về nạp chưa vào", found=("late", "deposit"), source="a"),
    judged(
        "late",
        "late",
        0.8,
        text="mk ••••••",
        labelled=(Span("secret", 3, 9),),
        read=(Span("secret", 3, 9),),
        source="a",
    ),
]


def made() -> Evaluation:
    """The result."""
    rows = singles(ROWS)
    weight = WordWeight("tiền", 10, 14, 0.5)
    spelled = {"unaccented": [judged(each.guess.truth, "late", 0.7) for each in rows]}
    material = Material(
        ROWS,
        0.5,
        spelled=spelled,
        evidence=(WordEvidence(row_of(rows[-2], 41), (weight,), (), True),),
        latency=Latency(5, 1.0, 0.9, 1.5, 2.0, 2.1),
        others={"m2": ROWS[::-1][::-1]},
        curve=(
            LearningPoint(10.0, 3, 1.5, share(1, 2), share(1, 2)),
            LearningPoint(100.0, 30, 15.0, share(2, 2), share(2, 2)),
        ),
    )
    first = assemble(ABOUT, material, at_once={"distress"}, gates={"accuracy": 0.9})
    notice = Notice("something is wrong", "t.yml", 3, "mend it")
    return assemble(ABOUT, material, at_once={"distress"}, baseline=("before", first), notices=(notice,))
