"""The hidden check of the made-up assignment."""

from graders.rubrics.sample import checks

from graders.judge.declare import hidden

check_double_others = hidden(checks.check_double_value, 1, "Twice other numbers.")
