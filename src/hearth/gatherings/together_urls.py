"""Addresses for those who carry a gathering together: roles and co-hosts."""

from django.urls import path

from hearth.gatherings.views import cohosts, roles

urlpatterns = [
    path("gatherings/<slug:slug>/co-hosts/", cohosts.co_hosts, name="co_hosts"),
    path("gatherings/<slug:slug>/roles/", roles.roles, name="roles"),
    path("gatherings/<slug:slug>/roles/<slug:kind>/", roles.role, name="role"),
]
