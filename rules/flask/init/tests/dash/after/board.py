from dash import Dash, html

from sentry_setup import bind_app, init_sentry

init_sentry()
app = Dash(__name__)
bind_app(app.server)
server = app.server
app.layout = html.Div("ok")
