from django.urls import path

from belegg.web.promises import views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("promises/new/", views.new_promise, name="new_promise"),
    path("promises/dates/", views.dates, name="promise_dates"),
    path("promises/export.<slug:suffix>", views.export, name="export_promises"),
    path("promises/<slug:key>/", views.promise, name="promise"),
    path("promises/<slug:key>/keep/", views.keep, name="keep_promise"),
    path("promises/<slug:key>/drop/", views.drop, name="drop_promise"),
    path("promises/<slug:key>/delete/", views.delete, name="delete_promise"),
]
