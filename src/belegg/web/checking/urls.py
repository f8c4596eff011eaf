from django.urls import path

from belegg.web.checking import views

urlpatterns = [
    path("checks/", views.checks, name="checks"),
    path("checks/export.<slug:suffix>", views.export, name="export_checks"),
    path("people/<slug:key>/checks/new/", views.new, name="new_check"),
    path("checks/<slug:key>/", views.check, name="check"),
    path("checks/<slug:key>/quotations.<slug:suffix>", views.file, name="check_file"),
    path("checks/<slug:key>/delete/", views.delete, name="delete_check"),
    path("checks/<slug:key>/link/", views.link, name="make_check_link"),
    path("checks/<slug:key>/link/end/", views.unlink, name="end_check_link"),
]
