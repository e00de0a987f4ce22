"""Puts our converters and our check in the place of nbgrader's, wherever nbgrader calls them.

nbgrader has no setting for their classes, so their names are bound anew here, from
`nbgrader_config.py`: the command line, formgrader, and the button in JupyterLab.
"""

import sys

from graders.integrations.nbgrader.scripts_path import with_alembic

BUTTON = "nbgrader.server_extensions.validate_assignment.handlers"


def use() -> None:
    """Called by an instructor's nbgrader_config.py before nbgrader reads its settings."""
    from nbgrader.apps import api, autogradeapp, generatefeedbackapp, zipcollectapp

    from graders.integrations.nbgrader.autograde import Autograde
    from graders.integrations.nbgrader.feedback import GenerateFeedback
    from graders.integrations.nbgrader.zip_collect import start

    with_alembic()
    autogradeapp.Autograde = api.Autograde = Autograde
    generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = GenerateFeedback
    zipcollectapp.ZipCollectApp.start = start
    use_check()


def use_check() -> None:
    """Called by a student's nbgrader_config.py: `nbgrader validate` is our check."""
    from nbgrader.apps import validateapp

    from graders.integrations.nbgrader.validate import Validator, start

    validateapp.Validator = Validator
    validateapp.ValidateApp.start = start
    button = sys.modules.get(BUTTON)
    if button is not None:
        button.Validator = Validator  # type: ignore[attr-defined]  # nbgrader has no types
