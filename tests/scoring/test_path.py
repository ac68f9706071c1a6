"""The least-effort path and the second best against trying every set of improvements."""

from assessments.scoring.outlook.path import best_and_second
from tests.scoring.every_plan import allowed, case, reaches

CASES = 520


def test_the_path_of_five_hundred_banks_is_the_cheapest_that_trying_everything_finds():
    moved = 0
    for seed in range(CASES):
        bank, answers, terms, _found = case(seed)
        for target in bank.scoring.level_codes[1:]:
            best = best_and_second(bank, answers, target, terms).best
            cheapest = min((effort for _, effort in allowed(seed, target)), default=None)
            assert (best.effort, best.is_proven) == (cheapest, True), (seed, target)
            if cheapest is None:
                assert best.hindrances, (seed, target)
                continue
            assert reaches(bank, answers, best), (seed, target)
            assert sum(move.effort for move in best.moves) == best.effort == best.bound
            moved += len(best.moves)
    assert moved > CASES


def test_the_second_best_of_five_hundred_banks_spares_a_question_at_the_least_effort():
    compared = 0
    for seed in range(CASES):
        bank, answers, terms, _found = case(seed)
        for target in bank.scoring.level_codes[1:]:
            paths = best_and_second(bank, answers, target, terms)
            names = {move.code for move in paths.best.moves}
            if not names:
                assert paths.second is None
                continue
            others = [effort for moved, effort in allowed(seed, target) if names - moved.keys()]
            second = paths.second
            assert (second and second.effort) == min(others, default=None), (seed, target)
            if second is not None:
                assert names - {move.code for move in second.moves}
                assert reaches(bank, answers, second)
                compared += 1
    assert compared > 50
