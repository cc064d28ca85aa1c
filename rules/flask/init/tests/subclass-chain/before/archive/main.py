from archive.core.reading_room import ReadingRoom
from archive.views import register


def application_factory():
    reading_room = ReadingRoom(__name__)
    register(reading_room)
    reading_room.log_start()
    return reading_room
