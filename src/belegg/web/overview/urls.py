from django.urls import path

from belegg.web.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/", views.demo, name="demo"),
    path("studies/new/", views.new_study, name="new_study"),
    path("studies/<slug:study>/", views.overview, name="overview"),
    path("studies/<slug:study>/begin/cases/", views.begin_cases, name="begin_cases"),
    path("studies/<slug:study>/settings/", views.settings, name="settings"),
    *[path(f"studies/<slug:study>/{room}/", views.later(room), name=room) for room in views.LATER_ROOMS],
]
