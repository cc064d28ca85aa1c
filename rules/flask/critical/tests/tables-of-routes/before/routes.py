from views import Refund, basket, pay


def install(app, register):
    app.add_url_rule("/basket", view_func=basket)
    app.add_url_rule("/pay", "pay", pay, methods=["POST"])
    app.add_url_rule("/refunds", view_func=Refund.as_view("refunds"))
    register(app, routes=["/checkout"], view_func=basket)
    register(app, "/tills", view_func=basket)
