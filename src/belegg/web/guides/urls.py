from django.urls import path

from belegg.web.guides import views, writing

urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/new/", writing.new_guide, name="new_guide"),
    path("guides/<slug:key>/", views.guide, name="guide"),
    path("guides/<slug:key>/changes/", views.changes, name="guide_changes"),
    path("guides/<slug:key>/export.<slug:suffix>", views.export, name="export_guide"),
    path("guides/<slug:key>/rename/", writing.rename, name="rename_guide"),
    path("guides/<slug:key>/write/", writing.write_version, name="write_guide_version"),
    path("guides/<slug:key>/versions/<int:number>/", writing.describe, name="describe_guide_version"),
    path("guides/<slug:key>/versions/<int:number>/delete/", writing.delete, name="delete_guide_version"),
]
