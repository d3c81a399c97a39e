"""The words of `tiepnhan db`, `backup`, `restore` and `privacy`; what they do is imported when they are called."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_texts import TEXTS, Lang


def add_storing(app: typer.Typer, lang: Lang) -> None:
    """Adds the commands, with their help in one language."""
    _add_backup(app, lang)
    app.add_typer(_db(lang), name="db", help=TEXTS[lang]["db"])
    app.add_typer(_privacy(lang), name="privacy", help=TEXTS[lang]["privacy"])


def _add_backup(app: typer.Typer, lang: Lang) -> None:
    say = TEXTS[lang]

    @app.command(help=say["backup"])
    def backup(
        target: Annotated[Path, typer.Argument(metavar="FOLDER_OR_FILE", help=say["backup.target"])],
        with_secrets: Annotated[bool, typer.Option("--with-secrets", help=say["backup.secrets"])] = False,
    ) -> None:
        from bot.commands.storing import make_backup

        make_backup(target, with_secrets, lang)

    @app.command(help=say["restore"])
    def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help=say["restore.file"])]) -> None:
        from bot.commands.storing import read_backup

        read_backup(file, lang)


def _db(lang: Lang) -> typer.Typer:
    say = TEXTS[lang]
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

    @app.command(help=say["db.current"])
    def current() -> None:
        from bot.commands.storing import show_revision

        show_revision(lang)

    @app.command(help=say["db.upgrade"])
    def upgrade(sql: Annotated[bool, typer.Option("--sql", help=say["db.sql"])] = False) -> None:
        from bot.commands.storing import bring_up

        bring_up(sql, lang)

    return app


def _privacy(lang: Lang) -> typer.Typer:
    say = TEXTS[lang]
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

    @app.command(help=say["sweep"])
    def sweep(
        dry_run: Annotated[bool, typer.Option("--dry-run", help=say["sweep.dry_run"])] = False,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
    ) -> None:
        from bot.commands.storing import run_sweep

        run_sweep(dry_run, domain, lang)

    @app.command(help=say["export"])
    def export(
        out: Annotated[Path, typer.Option("--out", help=say["export.out"])],
        channel: Annotated[str, typer.Option("--channel", help=say["privacy.channel"])] = "",
        sender: Annotated[str, typer.Option("--sender", help=say["privacy.sender"])] = "",
        code: Annotated[str, typer.Option("--code", help=say["privacy.code"])] = "",
    ) -> None:
        from bot.commands.storing import run_export

        run_export(channel, sender, code, out, lang)

    @app.command(help=say["erase"])
    def erase(
        channel: Annotated[str, typer.Option("--channel", help=say["privacy.channel"])] = "",
        sender: Annotated[str, typer.Option("--sender", help=say["privacy.sender"])] = "",
        code: Annotated[str, typer.Option("--code", help=say["privacy.code"])] = "",
        yes: Annotated[bool, typer.Option("--yes", help=say["erase.yes"])] = False,
    ) -> None:
        from bot.commands.storing import run_erase

        run_erase(channel, sender, code, yes, lang)

    return app
