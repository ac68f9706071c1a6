"""The routes that say how a result is made, and what it would be with other answers."""

from django.urls import URLPattern, path

from assessments.web.views import explain, what_if

urlpatterns: list[URLPattern] = [
    path(
        "assessments/<id:pk>/results/explain/<code:figure>", explain.explain, name="results-explain"
    ),
    path(
        "assessments/<id:pk>/results/explain/<code:figure>/of/<code:code>",
        explain.explain,
        name="results-explain-of",
    ),
    path("assessments/<id:pk>/what-if", what_if.what_if, name="assessment-what-if"),
    path("assessments/<id:pk>/scenarios/new", what_if.scenario_new, name="scenario-new"),
    path(
        "assessments/<id:pk>/scenarios/<id:scenario_id>/",
        what_if.scenario_detail,
        name="scenario-detail",
    ),
    path(
        "assessments/<id:pk>/scenarios/<id:scenario_id>/actions",
        what_if.scenario_actions,
        name="scenario-actions",
    ),
    path(
        "assessments/<id:pk>/scenarios/<id:scenario_id>/delete",
        what_if.scenario_delete,
        name="scenario-delete",
    ),
]
