"""The command `lrgrade`: one file a command, imported only when that command is called."""

from graders.cli.group import main

__all__ = ["main"]
