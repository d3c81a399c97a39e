"""`tiepnhan validate`: every finding in domain.yml, triage.yml and the messages, with file, line and mend."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bot.cli_texts import TEXTS, Lang
from bot.domain import Domain
from bot.domain_yaml import Finding as DomainFinding
from bot.errors import MissingExtra
from bot.files import find_data, find_domain
from bot.nlu.entities.recognise import Grammars
from bot.nlu.names import tables
from bot.nlu.rasa_yaml import Example, NluData, merge, read_folder
from bot.validation.finding import Finding


def run(data: Path | None, tests: Path | None, domain: Path | None, lang: Lang) -> None:
    """Prints what was found; exits with 1 where something serious was."""
    found = collect(find_data(data), tests if tests is not None else Path("tests/nlu"), find_domain(domain))
    say, console = TEXTS[lang], Console(soft_wrap=True, highlight=False)
    for each in found:
        mark = "[red]✗[/]" if each.serious else "[yellow]•[/]"
        place = f"{each.file}:{each.line}" if each.line else each.file
        console.print(mark, f"{place}: {each.message}\n  → {each.mend}", markup=True)
    console.print(say["validate.found"].format(count=len(found)) if found else say["validate.good"])
    if any(each.serious for each in found):
        raise SystemExit(1)


def collect(data: Path, tests: Path, domain: Domain) -> list[Finding]:
    """All findings, the serious ones first, by place."""
    try:
        from bot.validation import messages
    except ImportError as missing:
        raise MissingExtra("validating messages needs scipy: pip install 'tiepnhan[train]'") from missing
    from bot.domain_checks import domain_findings

    training = read_folder(data)
    calibration = read_folder(data.parent / "calibration") if (data.parent / "calibration").is_dir() else NluData()
    held_out = read_folder(tests) if tests.is_dir() else NluData()
    judging = merge([calibration, held_out])
    grammars = Grammars(tables(training))
    found = [_of_domain(each) for each in domain_findings(domain)]
    every: tuple[Example, ...] = (*training.examples, *judging.examples)
    found += messages.unknown_labels(every, domain.intents, domain.entities)
    found += messages.findings(messages.keyed(training.examples, grammars), messages.keyed(judging.examples, grammars))
    return sorted(found, key=lambda each: (not each.serious, each.file, each.line))


def _of_domain(finding: DomainFinding) -> Finding:
    message = f"{finding.key}: {finding.message}"
    return Finding(finding.file, finding.line, message, finding.mend, finding.severity == "error")
