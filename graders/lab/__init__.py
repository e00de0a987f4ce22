"""Support code that students and the grader share; no answers in it.

`load_digits_split` gives the data, `load_pretrained` a trained base with its source head,
`load_application` a larger base, and `applied_rates` measures the learning rate that really moves
a weight.
"""

from graders.lab.application import load_application
from graders.lab.digits import DigitsSplit, load_digits_split
from graders.lab.meter import applied_rates, rates_in_fit
from graders.lab.pretrained import arrays_of, load_pretrained, named_variables

__all__ = [
    "DigitsSplit",
    "applied_rates",
    "arrays_of",
    "load_application",
    "load_digits_split",
    "load_pretrained",
    "named_variables",
    "rates_in_fit",
]
