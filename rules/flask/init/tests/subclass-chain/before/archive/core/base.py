from flask import Flask


class BaseApp(Flask):
    def log_start(self):
        self.logger.info("started %s", self.name)
