"""Support code that students and the grader share; no answers in it.

`applied_rates` and `rates_in_fit` measure the learning rate that really moves a weight;
`fit_on_script` does so for callbacks that watch the validation loss.
"""

from graders.lab.meter import applied_rates, rates_in_fit
from graders.lab.scripted import fit_on_script

__all__ = ["applied_rates", "fit_on_script", "rates_in_fit"]
