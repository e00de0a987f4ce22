"""nbgrader's log on a terminal: nothing in a message acts, whoever chose the names in it.

nbgrader puts the names of students' files and folders into its messages as they are. What of ours
is logged escapes its own names; this filter is for all the others. It drops nothing, and leaves
line ends: nbgrader's own format sets in what follows one.
"""

import logging

from graders.render.visible import visible


class _Escaping(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Put the escaped text into the record; it goes on in any case."""
        record.msg, record.args = visible(record.getMessage()), ()
        return True


_ESCAPING = _Escaping()


def escape_names(log: logging.Logger) -> None:
    """Have everything escaped that is logged there from now on; a second time changes nothing."""
    log.addFilter(_ESCAPING)
