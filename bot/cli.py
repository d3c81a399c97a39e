"""The command `tiepnhan`: reads arguments and prints; each command imports what it needs only when it is called."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli_texts import TEXTS, Lang
from bot.commands.agents_options import add_agents
from bot.commands.storing_options import add_storing
from bot.errors import TiepNhanError

DEFAULT_MODEL = Path("models/default")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; exits with 1 where something that a person can mend is wrong, 2 where the call is."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    lang, words = _take_lang(words)
    words = _repeated(words)
    try:
        make_app(lang)(words, prog_name="tiepnhan")
    except TiepNhanError as error:
        print(f"tiepnhan: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _take_lang(words: list[str]) -> tuple[Lang, list[str]]:
    """The language of help and messages: --lang anywhere, else TIEPNHAN_LANG, else Vietnamese; and the other words."""
    lang: Lang = "en" if os.environ.get("TIEPNHAN_LANG") == "en" else "vi"
    rest = list(words)
    for at, word in enumerate(words):
        stated = (
            word.removeprefix("--lang=") if word.startswith("--lang=") else word == "--lang" and words[at + 1 : at + 2]
        )
        if stated in ("vi", ["vi"]):
            lang = "vi"
        elif stated in ("en", ["en"]):
            lang = "en"
        else:
            continue
        del rest[at : at + (2 if word == "--lang" else 1)]
        break
    return lang, rest


def _repeated(words: list[str]) -> list[str]:
    """`evaluate … --percentage 10 30` as `--percentage 10 --percentage 30`: so Rasa's users write lists of values."""
    if words[:1] != ["evaluate"]:
        return words
    spread: list[str] = []
    option = ""
    for at, word in enumerate(words):
        if word.startswith("-"):
            option = word if word in ("--percentage", "--compare", "--fail-under") else ""
        elif option and words[at - 1] != option:
            spread.append(option)
        spread.append(word)
    return spread


def make_app(lang: Lang) -> typer.Typer:
    """The commands with their help in one language."""
    say = TEXTS[lang]
    app = typer.Typer(
        help=say["app"],
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback()
    def _options(
        lang: Annotated[Literal["vi", "en"], typer.Option("--lang", help=say["lang"])] = lang,
    ) -> None: ...

    @app.command(help=say["train"])
    def train(
        data: Annotated[Path | None, typer.Option("--data", help=say["train.data"])] = None,
        calibration: Annotated[Path | None, typer.Option("--calibration", help=say["train.calibration"])] = None,
        model: Annotated[Path, typer.Option("--model", help=say["train.model"])] = DEFAULT_MODEL,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
    ) -> None:
        from bot.commands.training import run

        run(data, calibration, model, domain, lang)

    @app.command(help=say["parse"])
    def parse(
        model: Annotated[Path | None, typer.Option("--model", help=say["model"])] = None,
        now: Annotated[str | None, typer.Option("--now", help=say["now"])] = None,
    ) -> None:
        from bot.commands.parsing import run

        run(model, now, lang)

    @app.command(help=say["evaluate"])
    def evaluate(
        tests: Annotated[list[Path], typer.Argument(metavar="TEST...", help=say["evaluate.tests"])],
        model: Annotated[Path | None, typer.Option("--model", help=say["model"])] = None,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
        out: Annotated[Path, typer.Option("--out", help=say["evaluate.out"])] = Path("results"),
        as_json: Annotated[bool, typer.Option("--json", help=say["evaluate.json"])] = False,
        cross_validation: Annotated[
            bool, typer.Option("--cross-validation", help=say["evaluate.cross_validation"])
        ] = False,
        folds: Annotated[int, typer.Option("--folds", help=say["evaluate.folds"])] = 5,
        calibration: Annotated[Path | None, typer.Option("--calibration", help=say["evaluate.calibration"])] = None,
        percentage: Annotated[list[float] | None, typer.Option("--percentage", help=say["evaluate.percentage"])] = None,
        data: Annotated[Path | None, typer.Option("--data", help=say["evaluate.data"])] = None,
        compare: Annotated[list[Path] | None, typer.Option("--compare", help=say["evaluate.compare"])] = None,
        fail_under: Annotated[
            list[str] | None, typer.Option("--fail-under", metavar="KEY=VALUE", help=say["evaluate.fail_under"])
        ] = None,
        fail_on_regression: Annotated[
            Path | None, typer.Option("--fail-on-regression", help=say["evaluate.fail_on_regression"])
        ] = None,
        cost_wrong: Annotated[float, typer.Option("--cost-wrong", min=0, help=say["evaluate.cost_wrong"])] = 5,
        cost_handoff: Annotated[float, typer.Option("--cost-handoff", min=0, help=say["evaluate.cost_handoff"])] = 1,
        cost_missed_urgent: Annotated[
            float, typer.Option("--cost-missed-urgent", min=0, help=say["evaluate.cost_missed_urgent"])
        ] = 50,
        write_threshold: Annotated[
            bool, typer.Option("--write-threshold", help=say["evaluate.write_threshold"])
        ] = False,
        no_slices: Annotated[bool, typer.Option("--no-slices", help=say["evaluate.no_slices"])] = False,
        no_plot: Annotated[bool, typer.Option("--no-plot", help=say["evaluate.no_plot"])] = False,
        successes: Annotated[bool, typer.Option("--successes", help=say["evaluate.successes"])] = False,
        seed: Annotated[int, typer.Option("--seed", help=say["evaluate.seed"])] = 20261,
        workers: Annotated[int | None, typer.Option("--workers", min=1, help=say["workers"])] = None,
    ) -> None:
        from bot.commands.evaluating import Wish, run

        wish = Wish(
            tests=tuple(tests),
            model=model,
            domain=domain,
            out=out,
            as_json=as_json,
            cross_validation=cross_validation,
            folds=folds,
            calibration=calibration,
            data=data,
            percentages=tuple(percentage or ()),
            compare=tuple(compare or ()),
            fail_under=tuple(fail_under or ()),
            fail_on_regression=fail_on_regression,
            costs=(cost_wrong, cost_handoff, cost_missed_urgent),
            write_threshold=write_threshold,
            slices=not no_slices,
            plots=not no_plot,
            successes=successes,
            seed=seed,
            workers=workers,
        )
        run(wish, lang)

    @app.command(help=say["classify"])
    def classify(
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=say["classify.files"])],
        out: Annotated[Path, typer.Option("--out", help=say["classify.out"])],
        model: Annotated[Path | None, typer.Option("--model", help=say["model"])] = None,
        now: Annotated[str | None, typer.Option("--now", help=say["classify.now"])] = None,
        overwrite: Annotated[bool, typer.Option("--overwrite", help=say["classify.overwrite"])] = False,
        workers: Annotated[int | None, typer.Option("--workers", min=1, help=say["workers"])] = None,
    ) -> None:
        from bot.commands.classifying import run

        run(files, out, model=model, now=now, overwrite=overwrite, workers=workers, lang=lang)

    @app.command(help=say["validate"])
    def validate(
        data: Annotated[Path | None, typer.Option("--data", help=say["train.data"])] = None,
        tests: Annotated[Path | None, typer.Option("--tests", help=say["validate.tests"])] = None,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
    ) -> None:
        from bot.commands.validating import run

        run(data, tests, domain, lang)

    @app.command(help=say["chat"])
    def chat(
        model: Annotated[Path | None, typer.Option("--model", help=say["model"])] = None,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
        now: Annotated[str | None, typer.Option("--now", help=say["now"])] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say["chat.json"])] = False,
    ) -> None:
        from bot.commands.chatting import run

        run(model, domain, now, as_json, lang)

    @app.command(help=say["serve"])
    def serve(
        bind: Annotated[str | None, typer.Option("--bind", help=say["serve.bind"])] = None,
        port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help=say["serve.port"])] = None,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
        model: Annotated[Path | None, typer.Option("--model", help=say["model"])] = None,
    ) -> None:
        from bot.commands.serving import run

        run(bind, port, domain, model, lang)

    add_storing(app, lang)
    add_agents(app, lang)

    @app.command(name="test", help=say["test"])
    def play_stories(
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=say["test.files"])],
        model: Annotated[Path | None, typer.Option("--model", help=say["model"])] = None,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
        show: Annotated[bool, typer.Option("--show", help=say["test.show"])] = False,
    ) -> None:
        from bot.commands.testing import run

        run(files, model, domain, show, lang)

    @app.command(help=say["version"])
    def version() -> None:
        from importlib.metadata import version as of

        print(f"tiepnhan {of('tiepnhan')}")

    return app
