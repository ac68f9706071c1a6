"""The routes of the path to a level and of the actions it becomes."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from assessments.web.views import actions, paths

_assessment: list[URLPattern | URLResolver] = [
    path("path", paths.assessment_path, name="assessment-path"),
    path("path/questions/<code:code>", paths.path_term, name="path-term"),
    path("actions/", actions.action_list, name="action-list"),
    path("actions/<id:action_id>/edit", actions.action_edit, name="action-edit"),
    path("actions.csv", actions.action_csv, name="action-csv"),
    path("actions.ics", actions.action_ics, name="action-ics"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("assessments/<id:pk>/", include(_assessment))]
