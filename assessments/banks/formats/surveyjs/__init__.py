"""Surveys as SurveyJS writes them, and as Canada's Algorithmic Impact Assessment uses them."""

from assessments.banks.formats.surveyjs.reading import NAME, read, recognise

__all__ = ["NAME", "read", "recognise"]
