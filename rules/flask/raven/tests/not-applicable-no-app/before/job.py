import raven

raven.Client()
