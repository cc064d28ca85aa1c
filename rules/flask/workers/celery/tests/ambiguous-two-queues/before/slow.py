from celery import Celery

celery = Celery("slow")
