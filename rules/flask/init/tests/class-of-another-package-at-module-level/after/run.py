from shopkit_web.app import ShopkitFlask

from sentry_setup import init_sentry

init_sentry()
app = ShopkitFlask(import_name=__name__)
