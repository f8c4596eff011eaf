from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from belegg.web.accounts import views

urlpatterns = [
    path("login/", LoginView.as_view(template_name="accounts/login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="password_change"),
    path("invited/<str:uid>/<str:token>/", views.invited, name="invited"),
    path("users/", views.users, name="users"),
    path("users/<int:pk>/invite/", views.invite_again, name="invite_again"),
    path("users/<int:pk>/active/", views.active, name="user_active"),
    path("studies/<slug:study>/members/", views.members, name="members"),
    path("studies/<slug:study>/members/<slug:key>/role/", views.role, name="member_role"),
    path("studies/<slug:study>/members/<slug:key>/identities/", views.identities, name="member_identities"),
]
