"""The words of `tiepnhan agent` and `tiepnhan stats`; what they do is imported when they are called."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli_texts import TEXTS, Lang


def add_agents(app: typer.Typer, lang: Lang) -> None:
    """Adds the commands, with their help in one language."""
    say = TEXTS[lang]
    people = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    Login = Annotated[str, typer.Argument(metavar="LOGIN", help=say["agent.login"])]
    FromStdin = Annotated[bool, typer.Option("--password-stdin", help=say["agent.stdin"])]

    @people.command(help=say["agent.add"])
    def add(
        login: Login,
        name: Annotated[str, typer.Option("--name", help=say["agent.name"])],
        role: Annotated[Literal["agent", "lead", "admin"], typer.Option("--role", help=say["agent.role"])] = "agent",
        password_stdin: FromStdin = False,
    ) -> None:
        from bot.commands.agents import add

        add(login, name, role, password_stdin, lang)

    @people.command("list", help=say["agent.list"])
    def show() -> None:
        from bot.commands.agents import show

        show(lang)

    @people.command(help=say["agent.disable"])
    def disable(login: Login) -> None:
        from bot.commands.agents import switch

        switch(login, False, lang)

    @people.command(help=say["agent.enable"])
    def enable(login: Login) -> None:
        from bot.commands.agents import switch

        switch(login, True, lang)

    @people.command(help=say["agent.set_password"])
    def password(login: Login, password_stdin: FromStdin = False) -> None:
        from bot.commands.agents import set_password

        set_password(login, password_stdin, lang)

    @people.command("forget-code", help=say["agent.forget_code"])
    def forget_code(login: Login) -> None:
        from bot.commands.agents import forget_code

        forget_code(login, lang)

    app.add_typer(people, name="agent", help=say["agent"])

    @app.command(help=say["stats"])
    def stats(
        first: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help=say["stats.from"])] = None,
        last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help=say["stats.to"])] = None,
        as_table: Annotated[bool, typer.Option("--csv", help=say["stats.csv"])] = False,
        agents: Annotated[bool, typer.Option("--agents", help=say["stats.agents"])] = False,
        domain: Annotated[Path | None, typer.Option("--domain", help=say["domain"])] = None,
    ) -> None:
        from bot.commands.stats import run

        run(first, last, as_table, agents, domain, lang)
