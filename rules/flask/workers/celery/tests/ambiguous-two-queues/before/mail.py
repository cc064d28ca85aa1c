from celery import Celery

celery = Celery("mail")
