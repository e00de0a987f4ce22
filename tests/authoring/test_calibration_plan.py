"""The plan of training runs: every rate in a zone, every draw inside one, the same each time."""

import pytest

from graders.authoring.calibration_plan import (
    OPTIMIZERS,
    as_json,
    count,
    drawn,
    sweep,
    tasks,
)

SHIPPED = {(False, 0), (True, 0)}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_stated_rate_is_in_its_zone_and_the_zones_do_not_meet(name):
    rates = OPTIMIZERS[name]
    stated = {"too timid": rates.too_timid, "good": rates.good, "too high": rates.too_high}
    for zone, inside in stated.items():
        assert {rates.zone(rate) for rate in inside} == {zone}
    assert {rates.zone(rate) for rate in rates.grey} == {"grey"}
    assert max(rates.too_timid) < min(rates.good) <= max(rates.good) < min(rates.too_high)


def test_the_sweep_has_every_rate_on_every_base_and_under_every_order():
    batches = sweep(3)
    assert [(b.series, b.base_seed, b.order) for b in batches] == [
        *(("bases", seed, seed) for seed in range(3)),
        *(("orders", 0, order) for order in range(3)),
    ]
    assert count(batches) == 6 * sum(len(rates.all()) for rates in OPTIMIZERS.values())


def test_as_many_rates_are_drawn_from_good_zones_as_from_bad_ones_and_none_is_grey():
    batches = drawn(100, 3)
    zones = [recipe.zone(batch.batch_norm) for batch in batches for recipe in batch.recipes]
    assert {(batch.batch_norm, batch.base_seed) for batch in batches} == {(False, 0), (True, 0)}
    assert zones.count("good") == 100
    assert zones.count("too timid") + zones.count("too high") == 100
    assert min(zones.count("too timid"), zones.count("too high")) > 30


def test_the_same_plan_is_drawn_each_time():
    assert drawn(10, 2) == drawn(10, 2)


def test_both_shipped_bases_are_in_the_tasks():
    assert {(b.batch_norm, b.base_seed) for b in tasks(2) if not b.narrow} == SHIPPED


def test_the_capstone_is_tried_on_both_narrow_bases_and_on_others_of_their_kind():
    narrow = [batch for batch in tasks(4) if batch.series == "capstone"]
    assert all(batch.narrow for batch in narrow)
    seeds = [(batch.batch_norm, batch.base_seed) for batch in narrow]
    assert set(seeds) == SHIPPED | {(False, 1), (False, 3), (True, 1), (True, 3)}
    assert seeds.count((False, 0)) == seeds.count((True, 0)) == 4


def test_the_plan_is_plain_data():
    (batch, *_) = as_json(sweep(1))
    assert batch["recipes"][0] == {
        "optimizer": "adam",
        "rate": 1e-6,
        "head_rate": 1e-6,
        "schedule": "constant",
        "epochs": 10,
    }
