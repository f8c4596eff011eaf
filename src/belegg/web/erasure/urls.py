from django.urls import path

from belegg.web.erasure import ending, views

urlpatterns = [
    path("people/<slug:key>/withdraw/", views.withdraw, name="withdraw"),
    path("erasure/", views.certificates, name="certificates"),
    path("erasure/retention/", ending.retention, name="retention"),
    path("erasure/retention/export.<slug:suffix>", ending.export_retention, name="export_retention"),
    path("erasure/end/", ending.end, name="end_statement"),
    path("erasure/end/statement.json", ending.end_json, name="end_statement_json"),
    path("erasure/certificates/<slug:key>/", views.certificate, name="certificate"),
    path("erasure/certificates/<slug:key>/certificate.json", views.certificate_json, name="certificate_json"),
    path("erasure/certificates/<slug:key>/certificate.pdf", views.certificate_pdf, name="certificate_pdf"),
    path("erasure/certificates/<slug:key>/clean/", views.clean, name="clean_after_withdrawal"),
]
