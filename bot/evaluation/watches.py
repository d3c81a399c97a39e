"""What must not slip through: secrets, at-once intents, the second of two problems; with the false alarms they cost."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.evaluation import intervals
from bot.evaluation.entities import HIDDEN
from bot.evaluation.judging import Judged, row_of
from bot.evaluation.results_findings import TwoProblems, Watch
from bot.evaluation.results_rows import Row


def watches(judged: Sequence[Judged], at_once: Collection[str]) -> tuple[Watch, ...]:
    """Secrets, all at-once intents together and each of them; what no message is labelled with is left out.

    Args:
        judged: all messages, also those with two problems and those of which only the entities are labelled.
        at_once: intents that go to a human in the same turn.
    """
    found = []
    if (secrets := _secrets(judged)) is not None:
        found.append(secrets)
    borne = sorted({part for each in judged for part in _parts(each)} & set(at_once))
    if borne:
        found.append(_at_once("at_once", judged, borne))
        found += [_at_once(name, judged, [name]) for name in borne]
    return tuple(found)


def _secrets(judged: Sequence[Judged]) -> Watch | None:
    """Labelled secrets all of whose characters are dots; an alarm is a message without any in which something was masked."""
    labelled = [(number, each) for number, each in enumerate(judged) if each.sample.entities is not None]
    if not any(span.kind in HIDDEN for _, each in labelled for span in each.sample.entities or ()):
        return None
    shown: list[bool] = []
    alarms: list[bool] = []
    missed: list[Row] = []
    raised: list[Row] = []
    for number, each in labelled:
        wanted = [span for span in each.sample.entities or () if span.kind in HIDDEN]
        hidden = [(span.start, span.end) for span in each.entities if span.kind in HIDDEN]
        good = [any(start <= span.start and span.end <= end for start, end in hidden) for span in wanted]
        shown += good
        missed += [row_of(each, number)] if not all(good) else []
        if not wanted:
            alarms.append(bool(hidden))
            raised += [row_of(each, number)] if hidden else []
    recall = intervals.share_of(shown)
    return Watch("secrets", recall, recall, intervals.share_of(alarms), intervals.EMPTY, tuple(missed), tuple(raised))


def _parts(judged: Judged) -> set[str]:
    """The intents that a message bears: two where it holds two problems."""
    truth = judged.guess.truth
    return set(truth.split("+")) if judged.guess.is_two else {truth} - {""}


def _at_once(name: str, judged: Sequence[Judged], intents: Sequence[str]) -> Watch:
    """Recall and false alarms of some intents. A message under the threshold is asked about and so left to a human."""
    wanted = set(intents)
    named: list[bool] = []
    safe: list[bool] = []
    alarms: list[bool] = []
    alike: list[bool] = []
    missed: list[Row] = []
    raised: list[Row] = []
    for number, each in enumerate(judged):
        said = wanted & set(each.guess.found)
        bears = wanted & _parts(each)
        if bears:
            named.append(bears <= said)
            safe.append(bears <= said or not each.guess.found)
            missed += [row_of(each, number)] if not safe[-1] else []
        elif each.guess.truth:
            alarms.append(bool(said))
            if wanted & set(each.sample.looks_like):
                alike.append(bool(said & set(each.sample.looks_like)))
            raised += [row_of(each, number)] if said else []
    share = intervals.share_of
    return Watch(name, share(safe), share(named), share(alarms), share(alike), tuple(missed), tuple(raised))


def two_problems(judged: Sequence[Judged]) -> TwoProblems | None:
    """Messages with two problems and with one; None where none is labelled with two."""
    two = [(number, each) for number, each in enumerate(judged) if each.guess.is_two]
    if not two:
        return None
    one = [(number, each) for number, each in enumerate(judged) if each.guess.truth and not each.guess.is_two]
    found = [len(_parts(each) & set(each.guess.found)) for _, each in two]
    split = [len(set(each.guess.found)) > 1 for _, each in one]
    return TwoProblems(
        both=intervals.share_of([each.guess.right for _, each in two]),
        one=intervals.share_of([count == 1 for count in found]),
        split=intervals.share_of(split),
        missed=tuple(row_of(each, number) for number, each in two if not each.guess.right),
        wrongly_split=tuple(row_of(each, number) for (number, each), bad in zip(one, split, strict=True) if bad),
    )
