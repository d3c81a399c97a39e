"""The command `tiepnhan`: reads arguments and prints; each command imports what it needs only when it is called."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli_texts import TEXTS, Lang
from bot.errors import TiepNhanError

DEFAULT_MODEL = Path("models/default")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; exits with 1 where something that a person can mend is wrong, 2 where the call is."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    lang, words = _take_lang(words)
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
        as_json: Annotated[bool, typer.Option("--json", help=say["evaluate.json"])] = False,
    ) -> None:
        from bot.commands.evaluating import run

        run(tests, model, as_json, lang)

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
