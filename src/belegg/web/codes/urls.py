from django.urls import path

from belegg.web.codes import books, joining, views

# What is not one code lies below codebook/, so that a code may have any id.
urlpatterns = [
    path("codes/", views.codes, name="codes"),
    path("codes/<slug:key>/", views.code, name="code"),
    path("codes/<slug:key>/change/", views.change, name="change_code"),
    path("codes/<slug:key>/move/", views.move, name="move_code"),
    path("codes/<slug:key>/questions/", views.elicited, name="code_elicited"),
    path("codes/<slug:key>/delete/", views.delete, name="delete_code"),
    path("codes/<slug:key>/merge/", joining.merge, name="merge_code"),
    path("codes/<slug:key>/split/", joining.split, name="split_code"),
    path("codebook/new/", views.new, name="new_code"),
    path("codebook/tree/", views.tree, name="codes_tree"),
    path("codebook/versions/", books.versions, name="codebook_versions"),
    path("codebook/import/", books.bring_in, name="import_codebook"),
    path("codebook/codebook.<str:suffix>", books.export, name="export_codebook"),
]
