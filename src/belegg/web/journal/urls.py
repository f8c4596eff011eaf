from django.urls import path

from belegg.web.journal import views

urlpatterns = [
    path("journal/", views.journal_page, name="journal"),
    path("journal/export.<str:suffix>", views.export, name="journal_export"),
    path("journal/chain/", views.chain, name="journal_chain"),
    path("journal/<int:number>/", views.entry_page, name="journal_entry"),
]
