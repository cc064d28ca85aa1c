from shop import create_app
from shop.queue import celery

app = create_app()
