"""What a language is called, for templates."""

from django import template

from assessments.banks.language_names import language_name

register = template.Library()
register.filter("language_name", language_name)
