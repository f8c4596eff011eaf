import re

import pytest

from belegg.apps.study import accounts, actions
from belegg.apps.study.models import Member, User
from belegg.method.errors import Refused


@pytest.fixture
def server(settings):
    settings.LOCAL_MODE = False


@pytest.fixture
def admin(db):
    return accounts.add_user("admin", by=None, password="langt-og-uvanlig-7", admin=True)


def test_person_signs_in_with_a_password(client, server, people):
    answer = client.post("/login/", {"username": "ida", "password": "samskaping-2025", "next": "/"})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_wrong_password_does_not_sign_in(client, server, people):
    client.post("/login/", {"username": "ida", "password": "noe annet"})
    assert client.get("/").status_code == 302


def test_invitation_lets_the_person_choose_a_password_once(client, server, admin):
    client.force_login(admin)
    page = client.post("/users/", {"username": "nora", "name": "Nora"}).content.decode()
    link = re.search(r"http://testserver(/invited/[^\"<\s]+)", page).group(1)
    client.logout()

    client.post(link, {"password": "blåbær-på-fjellet", "again": "blåbær-på-fjellet"})

    assert User.objects.get(username="nora").check_password("blåbær-på-fjellet")
    assert client.get("/").status_code == 200
    assert client.get(link).status_code == 422


def test_weak_password_is_refused_with_a_reason(client, server, people):
    client.force_login(people["ida"])
    answer = client.post("/account/password/", {"old": "samskaping-2025", "password": "kort", "again": "kort"})
    assert answer.status_code == 422
    assert people["ida"].check_password("samskaping-2025")


def test_only_an_administrator_sees_the_accounts(client, server, people):
    client.force_login(people["ida"])
    assert client.get("/users/").status_code == 404


def test_closed_account_cannot_sign_in(client, server, admin, people):
    client.force_login(admin)
    client.post(f"/users/{people['jonas'].pk}/active/", {"active": "0"})
    client.logout()
    assert not client.login(username="jonas", password="samskaping-2025")


def test_user_name_is_taken_whatever_its_case(people):
    with pytest.raises(Refused) as refused:
        accounts.add_user("IDA", by=None)
    assert refused.value.code == "user_exists"


def test_owner_makes_a_stranger_a_member(client, study, people):
    client.force_login(people["ida"])
    client.post(f"/studies/{study.key}/members/", {"user": people["stian"].pk, "role": "reader"})
    assert Member.objects.get(study=study, user=people["stian"]).role == "reader"


def test_coder_may_not_change_roles(client, study, people):
    client.force_login(people["jonas"])
    assert client.post(f"/studies/{study.key}/members/rita/role/", {"role": "owner"}).status_code == 403


def test_last_owner_stays_owner(ida):
    with pytest.raises(Refused) as refused:
        actions.change_role(ida, "reader", by=ida)
    assert refused.value.code == "last_owner"


def test_who_loses_the_role_loses_the_study(client, study, ida, people):
    actions.change_role(Member.objects.get(study=study, key="jonas"), "", by=ida)
    client.force_login(people["jonas"])
    assert client.get(f"/studies/{study.key}/").status_code == 404


class TestLocalMode:
    def test_token_signs_in_once(self, monkeypatch, db, settings):
        from django.test import Client
        from django.test.client import ClientHandler

        monkeypatch.setenv("BELEGG_TOKEN", "hemmelig")
        handler = ClientHandler(enforce_csrf_checks=False)
        handler.load_middleware()
        first, second = Client(), Client()
        first.handler = second.handler = handler

        assert first.get("/?token=hemmelig").headers["Location"] == "/"
        assert first.get("/").status_code == 200
        second.get("/?token=hemmelig")
        assert second.get("/").status_code == 302

    def test_wrong_token_signs_nobody_in(self, client, monkeypatch, db):
        client.get("/?token=gjetning")
        assert client.get("/").status_code == 302
