from django.urls import path

from belegg.web.plan import classes, facts, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/notification/", views.notification, name="notification"),
    path("plan/notification/<slug:language>.<slug:suffix>", views.notification_file, name="notification_file"),
    path("plan/dmp/<slug:language>.<slug:suffix>", views.plan_file, name="plan_file"),
    path("plan/facts/", facts.plan_facts, name="plan_facts"),
    path("plan/samples/new/", facts.new_sample, name="new_sample"),
    path("samples/<slug:key>/", facts.sample, name="sample"),
    path("samples/<slug:key>/delete/", facts.delete_sample, name="delete_sample"),
    path("plan/datasets/<slug:kind>/", facts.dataset, name="plan_dataset"),
    path("data-classes/", classes.data_classes, name="data_classes"),
    path("data-classes/place/", classes.where_it_goes, name="where_it_goes"),
]
