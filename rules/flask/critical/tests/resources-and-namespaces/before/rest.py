from resources import Items, Login


def install(api):
    api.add_resource(Items, "/items")
    api.add_resource(Login, "/login")
