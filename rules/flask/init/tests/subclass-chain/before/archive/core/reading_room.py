from .base import BaseApp


class ReadingRoom(BaseApp):
    testing_hint = None
