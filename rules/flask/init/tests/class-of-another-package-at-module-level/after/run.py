from sentry_setup import init_sentry
from shopkit_web.app import ShopkitFlask

init_sentry()
app = ShopkitFlask(import_name=__name__)
