from shop import create_app
from shop.celery_app import celery

app = create_app()
