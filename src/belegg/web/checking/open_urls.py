"""The address an informant opens, without an account."""

from django.urls import path

from belegg.web.checking import opened

urlpatterns = [path("quotations/<str:secret>/", opened.answer, name="answer_by_link")]
