"""The floor's addresses; the bare write never touches the session, so none is read."""

from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("live", views.live),
    path("upsert", views.upsert),
    path("questions", views.ten_questions),
]
