"""Support code that students and the grader share; no answers in it.

`load_digits_split` gives the data, `load_pretrained` a trained base with its source head,
`load_application` a larger base. `applied_rates` and `rates_in_fit` measure the learning rate
that really moves a weight; `fit_on_script` does so for callbacks that watch the validation loss.
"""

from graders.lab.application import load_application
from graders.lab.digits import DigitsSplit, load_digits_split
from graders.lab.meter import applied_rates, rates_in_fit
from graders.lab.pretrained import arrays_of, load_pretrained, named_variables
from graders.lab.scripted import fit_on_script

__all__ = [
    "DigitsSplit",
    "applied_rates",
    "arrays_of",
    "fit_on_script",
    "load_application",
    "load_digits_split",
    "load_pretrained",
    "named_variables",
    "rates_in_fit",
]
