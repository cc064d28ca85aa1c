from flask import Flask as Base


class Kiosk(Base):
    pass
