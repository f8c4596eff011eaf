from django.urls import path

from belegg.web.field import attributes, cases, design, people, questions, tables, values, views

urlpatterns = [
    path("field/", views.field, name="field"),
    path("field/new-question/", questions.new_question, name="new_question"),
    path("questions/<slug:key>/", questions.change, name="question"),
    path("questions/<slug:key>/move/", questions.move, name="move_question"),
    path("questions/<slug:key>/delete/", questions.delete, name="delete_question"),
    path("field/new-person/", people.new_person, name="new_person"),
    path("people/<slug:key>/", people.person, name="person"),
    path("people/<slug:key>/merge/", people.merge, name="merge_person"),
    path("people/<slug:key>/delete/", people.delete, name="delete_person"),
    path("cases/", cases.cases, name="cases"),
    path("field/new-case/", cases.new_case, name="new_case"),
    path("cases/<slug:key>/", cases.case, name="case"),
    path("cases/<slug:key>/move/", cases.move, name="move_case"),
    path("cases/<slug:key>/delete/", cases.delete, name="delete_case"),
    path("cases/<slug:key>/values/<slug:attribute>/", values.values, name="values"),
    path("field/new-attribute/", attributes.new_attribute, name="new_attribute"),
    path("attributes/<slug:key>/", attributes.change, name="attribute"),
    path("attributes/<slug:key>/move/", attributes.move, name="move_attribute"),
    path("attributes/<slug:key>/delete/", attributes.delete, name="delete_attribute"),
    path("design/", design.design, name="design"),
    path("design/<slug:field>/", design.change, name="change_design"),
    path("field/import/", tables.import_table, name="import_attributes"),
    path("field/export/<slug:table>.<slug:suffix>", tables.export, name="export_field"),
]
