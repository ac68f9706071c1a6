"""Moments of a product, as a comparison reads them: milestones, and assessments as they stand."""

from datetime import date

from assessments.answers.models import Assessment, Milestone
from assessments.answers.registers import answers_in
from assessments.answers.sheets import registers_of
from assessments.banks.queries import parsed_bank
from assessments.scoring.answer_file import thawed
from assessments.scoring.causes import Moment


def frozen_moment(milestone: Milestone) -> Moment:
    """Give what a milestone holds, on the day it was made (no query while the bank is kept)."""
    bank = parsed_bank(milestone.bank_version)
    return Moment(bank, thawed(milestone.answers), milestone.scored_on)


def present_moment(assessment: Assessment, on: date) -> Moment:
    """Give an assessment as it stands for whoever it was read for (1 query, revealed 3)."""
    bank = parsed_bank(assessment.bank_version)
    return Moment(bank, answers_in(registers_of(assessment)), on)
