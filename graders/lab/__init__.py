"""Support code that students and the grader share; no answers in it.

`applied_rates` measures the learning rate that really moves a weight.
"""

from graders.lab.meter import applied_rates, rates_in_fit

__all__ = ["applied_rates", "rates_in_fit"]
