import acme_metrics
from PACKAGE import App

acme_metrics.start()

app = App()
