from django.urls import path

from belegg.web.names import disclosure, leftovers, views, word_list

urlpatterns = [
    path("names/", views.texts, name="names"),
    path("names/words/", word_list.words, name="word_list"),
    path("names/words/<slug:key>/take-off/", word_list.unlist, name="unlist_word"),
    path("names/leftovers/", leftovers.leftovers_page, name="leftovers"),
    path("names/disclosure/", disclosure.disclosure, name="disclosure"),
    path("names/disclosure/less/", disclosure.tell_less, name="tell_less"),
    path("names/disclosure/export.<slug:suffix>", disclosure.export, name="export_disclosure"),
    path("people/<slug:key>/described/", disclosure.describe, name="describe_person"),
    path("texts/<slug:key>/names/", views.review, name="review_names"),
    path("texts/<slug:key>/names/decide/", views.decide, name="decide_name"),
    path("texts/<slug:key>/names/replace/", views.replace, name="replace_names"),
    path("texts/<slug:key>/names/put-back/", views.put_back, name="put_back_names"),
]
