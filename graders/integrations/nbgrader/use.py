"""Puts our converter in the place of nbgrader's, in the command line and in formgrader.

nbgrader has no setting for the class of its converters, so their names are bound anew here, from
`nbgrader_config.py`.
"""

from graders.integrations.nbgrader.scripts_path import with_alembic


def use() -> None:
    """Called by nbgrader_config.py before nbgrader reads its settings."""
    from nbgrader.apps import api, autogradeapp

    from graders.integrations.nbgrader.autograde import Autograde

    with_alembic()
    autogradeapp.Autograde = api.Autograde = Autograde
