from archive.core.reading_room import ReadingRoom
from archive.sentry_setup import bind_app, init_sentry
from archive.views import register


def application_factory():
    init_sentry()
    reading_room = ReadingRoom(__name__)
    bind_app(reading_room)
    register(reading_room)
    reading_room.log_start()
    return reading_room
