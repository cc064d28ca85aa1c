from apscheduler.schedulers.blocking import BlockingScheduler

from app import app

scheduler = BlockingScheduler()
scheduler.start()
