"""The least-effort path on the default bank: time to find and prove it, and who cannot beat it.

    python -m benchmarks.path --seconds 60

The search knows nothing of the solver: it starts at random sets of better answers that reach the
level, takes back what is not needed and swaps, again and again. It must never come out cheaper.
"""

import argparse
import random
import time
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from assessments.banks.shipped import shipped_bank
from assessments.scoring.answers import Answer, State
from assessments.scoring.bank import Bank
from assessments.scoring.engine import score
from assessments.scoring.kinds import rules_of
from assessments.scoring.outlook.path import Terms, best_and_second, effort_curve, least_effort

ON = date(2026, 3, 1)
REPEATS = 9
GOAL_SECONDS = 1.0


def half_way(bank: Bank, chance: random.Random) -> dict[str, Answer]:
    """Answer as a team half way: rubrics at 0 to 3, a tenth of all open."""
    answers = {}
    for code, question in bank.questions.items():
        if chance.random() < 0.1 and code in bank.section_of:
            continue
        if question.kind == "rubric":
            answers[code] = Answer(State.ANSWERED, chance.choice((0, 1, 1, 2, 2, 2, 3)))
        elif question.kind == "multiple":
            picked = [c.code for c in question.choices if not c.exclusive][:2]
            answers[code] = Answer(State.ANSWERED, tuple(picked))
        else:
            answers[code] = Answer(State.ANSWERED, next(iter(question.by_code)))
    return answers


class Search:
    """Random restarts with descent, on whole numbers of quarter days."""

    def __init__(self, bank: Bank, answers: Mapping[str, Answer], target: str) -> None:
        card = score(bank, answers, ON, target=target)
        level = bank.scoring.level_codes.index(target)
        self.levels = bank.scoring.level_codes
        self.menus: dict[str, list[tuple[int, Fraction, Any]]] = {}
        self.parts: dict[str, list[str]] = {}
        self.needs: dict[str, Fraction] = {}
        for part in bank.parts:
            shown = [c for c in card.questions if bank.section_of[c][0].code == part.code]
            counted = [c for c in shown if card.questions[c].weight]
            self.parts[part.code] = counted
            weight = sum(card.questions[code].weight for code in counted)
            floor = bank.scoring.floors.get(part.code, {}).get(target, 0)
            self.needs[part.code] = Fraction(floor * weight, 100)
            for code in counted:
                self.menus[code] = list(self._menu(bank, code, answers, level))

    def _menu(self, bank: Bank, code: str, answers: Mapping[str, Answer], level: int) -> Any:
        """Give cost, weighted share and value of each answer from the present one up."""
        question = bank.questions[code]
        rules, gate = rules_of(question), question.gate
        now = answers[code].value if code in answers else None
        share = rules.share(question, now) if now is not None else Fraction(0)
        tried = [(0, share, None)]
        if question.kind == "rubric":
            tops = range((now or 0) + 1, len(question.levels))
            tried += [
                (int(4 * sum(question.effort[now or 0 : top])), Fraction(top, tops.stop - 1), top)
                for top in tops
            ]
        elif question.kind == "multiple":
            ticked = tuple(now or ())
            left = [c.code for c in question.choices if not c.exclusive and c.code not in ticked]
            for count in range(1, len(left) + 1):
                value = rules.parse(question, (*ticked, *left[:count]))
                cost = int(4 * question.effort * count)
                tried.append((cost, rules.share(question, value), value))
        for cost, reached, value in tried:
            caps = level
            if gate and reached * rules.top(question) < gate.fails_below:
                caps = self.levels.index(gate.caps_at)
            if gate and gate.exactly and reached * rules.top(question) == gate.exactly.level:
                caps = min(caps, self.levels.index(gate.exactly.caps_at))
            if caps >= level:
                yield cost, question.weight * reached, value

    def once(self, chance: random.Random) -> int:
        """Give the cost in quarter days of one random start brought down as far as it goes."""
        return sum(
            self._part(codes, self.needs[part], chance) for part, codes in self.parts.items()
        )

    def _part(self, codes: list[str], need: Fraction, chance: random.Random) -> int:
        place = dict.fromkeys(codes, 0)
        have = sum((self.menus[code][0][1] for code in codes), Fraction(0))
        while have < need:
            code = chance.choice(codes)
            if place[code] + 1 < len(self.menus[code]):
                have += self.menus[code][place[code] + 1][1] - self.menus[code][place[code]][1]
                place[code] += 1
        better = True
        while better:
            have, lowered = self._lowered(place, have, need, chance)
            have, swapped = self._swapped(place, have, need, chance)
            better = lowered or swapped
        return sum(self.menus[code][place[code]][0] for code in codes)

    def _lowered(self, place: Any, have: Fraction, need: Fraction, chance: Any) -> Any:
        changed = False
        for code in chance.sample(list(place), len(place)):
            for lower in range(place[code]):
                menu = self.menus[code]
                less = menu[place[code]][1] - menu[lower][1]
                if have - less >= need and menu[lower][0] <= menu[place[code]][0]:
                    have, place[code], changed = have - less, lower, True
                    break
        return have, changed

    def _swapped(self, place: Any, have: Fraction, need: Fraction, chance: Any) -> Any:
        for one in chance.sample(list(place), len(place)):
            for other in chance.sample(list(place), len(place)):
                if one == other:
                    continue
                found = self._swap(place, one, other, have, need)
                if found is not None:
                    return found, True
        return have, False

    def _swap(self, place: Any, one: str, other: str, have: Fraction, need: Fraction) -> Any:
        """Raise one and lower the other wherever that is cheaper and still suffices."""
        first, second = self.menus[one], self.menus[other]
        cost = first[place[one]][0] + second[place[other]][0]
        points = first[place[one]][1] + second[place[other]][1]
        for up, down in ((u, d) for u in range(len(first)) for d in range(len(second))):
            if first[up][0] + second[down][0] < cost:
                after = have - points + first[up][1] + second[down][1]
                if after >= need:
                    place[one], place[other] = up, down
                    return after
        return None


def seconds(call: Any) -> float:
    """Give the median time of a call."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return sorted(times)[REPEATS // 2]


def main() -> None:
    """Print times, then the best of the random search beside the path."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    bank, chance = shipped_bank("ml-readiness"), random.Random(options.seed)
    answers = half_way(bank, chance)
    terms = Terms(beyond=True)
    print(f"{len(bank.section_of)} questions, level {score(bank, answers, ON).level}")
    print("level          person-days  moves  proven  find and prove  with second best")
    targets = bank.scoring.level_codes[1:]
    paths = {target: least_effort(bank, answers, target, terms) for target in targets}
    slowest = 0.0
    for target, path in paths.items():
        alone = seconds(lambda t=target: least_effort(bank, answers, t, terms))
        both = seconds(lambda t=target: best_and_second(bank, answers, t, terms))
        slowest = max(slowest, alone)
        proven = "yes" if path.is_proven else "no"
        print(
            f"{target:14} {float(path.effort):11.2f} {len(path.moves):6}  {proven:6}"
            f" {alone * 1000:11.1f} ms {both * 1000:14.1f} ms"
        )
    curve = seconds(lambda: effort_curve(bank, answers, terms))
    print(f"the whole curve: {curve * 1000:.1f} ms")
    print(f"slowest path: {slowest:.3f} s, goal {GOAL_SECONDS} s: {slowest <= GOAL_SECONDS}")
    compete(bank, answers, paths, options.seconds, chance)


def compete(bank: Bank, answers: Any, paths: Any, budget: float, chance: random.Random) -> None:
    """Search for so many seconds in all, a level after the other."""
    beaten = False
    for target, path in paths.items():
        search = Search(bank, answers, target)
        end = time.perf_counter() + budget / len(paths)
        tries, best = 0, None
        while time.perf_counter() < end:
            cost = search.once(chance)
            best = cost if best is None else min(best, cost)
            tries += 1
        found = Fraction(best, 4)
        beaten |= found < path.effort
        print(f"{target:14} search {float(found):8.2f} after {tries} starts", end="")
        print(f", path {float(path.effort):8.2f}")
    print("the search beat the path" if beaten else "the search never beat the path")
    raise SystemExit(int(beaten))


if __name__ == "__main__":
    main()
