"""A command that has its own parser: it gets what follows its name as it stands."""

import click


class ForwardedCommand(click.Command):
    """Hands all arguments on, ``--help`` and ``--`` too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments as the one parameter of the command."""
        ctx.params["arguments"] = tuple(args)
        return []
