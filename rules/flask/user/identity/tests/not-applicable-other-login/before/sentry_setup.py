def critical_route(view):
    return view


def bind_app(app):
    pass
