"""The group of commands, which imports a command's file only when it is called.

So `lrgrade --help` answers at once: each command's one line of help stands here.
"""

import importlib
import sys

import click

from graders import __version__

COMMANDS = {
    "check": "Check your own file: one submission, visible checks, hints.",
    "cards": "Turn over the flash cards of the course.",
    "grade": "Grade files, folders, zips or a whole class.",
    "export": "Write results in the format of another system.",
    "gradescope": "Write an autograder that Gradescope takes.",
    "regrade": "Judge a class again after a check changed; show who moves.",
    "mark": "Decide on explanations that the marking was unsure of.",
    "autograde": "Grade what nbgrader collected, into its gradebook.",
    "ci": "Grade what a pull request brings; summary and annotations.",
    "demo": "Grade the sample class that ships with the project.",
    "verify": "Prove that an assignment judges as it says.",
    "publish": "Write the students' files from solutions/.",
    "new": "Start a new assignment.",
    "calibrate": "Derive the thresholds again from training runs.",
    "allowed": "Derive what a submission may open.",
    "explanations": "Measure and fit the marking of explanations.",
    "doctor": "Show versions, sandbox layers, and what to mend.",
}


class Commands(click.Group):
    """Finds each command in the file of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"graders.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="`lrgrade COMMAND --help` explains a command, with examples.",
)
@click.version_option(__version__, prog_name="lrgrade")
def group() -> None:
    """Check and grade exercises on learning rates for fine-tuning in Keras."""


def main() -> None:
    """The entry point: as click's own, with streams that take any character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    group.main(prog_name="lrgrade")
