from glassware import Flask


class Beaker(Flask):
    pass
