"""The routes of milestones and of comparing them."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver

from assessments.web.views import compare, milestones

_milestones = [
    path("", milestones.milestone_list, name="milestone-list"),
    path("<id:milestone_id>/", milestones.milestone_detail, name="milestone-detail"),
    path("<id:milestone_id>/edit", milestones.milestone_edit, name="milestone-edit"),
    path("<id:milestone_id>/delete", milestones.milestone_delete, name="milestone-delete"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("products/<id:pk>/milestones/", include(_milestones)),
    path("products/<id:pk>/compare", compare.product_compare, name="product-compare"),
    path("assessments/<id:pk>/milestones/new", milestones.milestone_new, name="milestone-new"),
]
