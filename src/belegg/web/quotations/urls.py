"""Addresses of this room: being built by the quotations engineer."""

urlpatterns: list = []
