from glassware import Flask

flask = Flask(volume=250)
