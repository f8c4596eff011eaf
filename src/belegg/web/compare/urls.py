from django.urls import path

from belegg.web.compare import framework_views, views

urlpatterns = [
    path("compare/", views.compare, name="compare"),
    path("compare/cell/", views.cell, name="cell"),
    path("compare/export.<str:suffix>", views.export, name="compare_export"),
    path("cooccurrence/export.<str:suffix>", views.export, {"table": "cooccurrence"}, name="cooccurrence_export"),
    path("framework/", framework_views.framework, name="framework"),
    path("framework/cell/", framework_views.cell, name="framework_cell"),
    path("framework/write/", framework_views.write, name="write_summary"),
    path("framework/export.<str:suffix>", framework_views.export, name="framework_export"),
]
