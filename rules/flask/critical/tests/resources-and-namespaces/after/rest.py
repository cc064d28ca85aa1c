from resources import Items, Login

from sentry_setup import critical_route


def install(api):
    api.add_resource(Items, "/items")
    api.add_resource(critical_route(Login), "/login")
