from shopkit_web.app import ShopkitFlask

app = ShopkitFlask(import_name=__name__)
