from django.urls import path

from belegg.web.names import disclosure

urlpatterns = [
    path("names/disclosure/", disclosure.disclosure, name="disclosure"),
    path("names/disclosure/less/", disclosure.tell_less, name="tell_less"),
    path("names/disclosure/export.<slug:suffix>", disclosure.export, name="export_disclosure"),
    path("people/<slug:key>/described/", disclosure.describe, name="describe_person"),
]
