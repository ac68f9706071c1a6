"""The routes of the portfolio."""

from django.urls import URLPattern, path

from assessments.web.views import portfolio

urlpatterns: list[URLPattern] = [
    path("", portfolio.portfolio, name="portfolio"),
    path("export", portfolio.portfolio_export, name="portfolio-export"),
]
