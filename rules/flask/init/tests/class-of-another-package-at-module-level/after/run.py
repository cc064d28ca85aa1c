from shopkit_web.app import ShopkitFlask

from sentry_setup import bind_app, init_sentry

init_sentry()
app = ShopkitFlask(import_name=__name__)
bind_app(app)
