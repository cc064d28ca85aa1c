from sentry_setup import critical_route
from views import Refund, basket, pay


def install(app, register):
    app.add_url_rule("/basket", view_func=basket)
    app.add_url_rule("/pay", "pay", critical_route(pay), methods=["POST"])
    app.add_url_rule("/refunds", view_func=critical_route(Refund.as_view("refunds")))
    register(app, routes=["/checkout"], view_func=critical_route(basket))
    register(app, "/tills", view_func=basket)
