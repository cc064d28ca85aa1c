from shop import create_app
from shop.celery_app import celery


@celery.task
def mail():
    with create_app().app_context():
        pass
