from django.urls import path

from belegg.web.consents import letters, views

urlpatterns = [
    path("consents/", views.consents, name="consents"),
    path("consents/export.<slug:suffix>", views.export, name="export_consents"),
    path("people/<slug:key>/consents/", views.person_consents, name="person_consents"),
    path("letter/", letters.letter, name="letter"),
    path("letter/facts/", letters.facts, name="letter_facts"),
    path("letter/keep/", letters.keep, name="keep_letter"),
    path("letter/new/", letters.new, name="new_letter"),
    path("letter/<slug:language>.<slug:suffix>", letters.file, name="letter_file"),
    path("letters/<slug:key>/", letters.sent, name="sent_letter"),
    path("letters/<slug:key>/delete/", letters.delete, name="delete_letter"),
]
